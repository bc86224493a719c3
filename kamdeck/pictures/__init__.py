"""Pictures of slides without Office: pages in, PNG files out. The only importer of matplotlib."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kamdeck.deck.page import Page
from kamdeck.errors import KamdeckError
from kamdeck.text import told


def picture(page: Page, *, width_px: int = 1200) -> bytes:
    """One page as a PNG file.

    Raises: KamdeckError where matplotlib is not installed.
    """
    return next(pictures((page,), width_px=width_px))


def pictures(pages: Iterable[Page], *, width_px: int = 1200) -> Iterator[bytes]:
    """Each page as a PNG file, all drawn on one canvas.

    Raises: KamdeckError where matplotlib is not installed.
    """
    try:
        from kamdeck.pictures.painter import Painter
    except ImportError as fault:
        raise KamdeckError(
            told("refused.no_matplotlib"),
            told("refused.install_preview"),
        ) from fault
    painter = Painter(width_px)
    for page in pages:
        yield painter.paint(page)
