"""How a spec stands in a deck whose page or master a person may have changed: the page is the deck's own."""

from __future__ import annotations

import re

from kamdeck.deck.ledger import Ledger
from kamdeck.deck.spec import EMU, DeckSpec
from kamdeck.pptxio.master import Master
from kamdeck.pptxio.package import Package
from kamdeck.record import record
from kamdeck.report import Kept

_SIZE = re.compile(rb"<(?:\w+:)?sldSz\b[^>]*>")


@record
class Fitting:
    """A spec laid onto a deck's master: `page` names the page, `moved` are the slides that were composed for
    another one, on which places and lengths are the person's; `kept` says so once."""

    spec: DeckSpec
    master: Master
    page: str
    moved: frozenset[str] = frozenset()
    kept: tuple[Kept, ...] = ()


def fitted(package: Package, spec: DeckSpec, master: Master, ledger: Ledger | None = None) -> Fitting:
    """The spec as it stands on the master and the page that a deck has now."""
    size = _size_of(package) or (master.width, master.height)
    page = _name(*size)
    slides = ledger.slides if ledger else {}
    home = _name(master.width, master.height) if master.is_own else ""
    moved = frozenset(key for key, base in slides.items() if (base.page or home or page) != page)
    was = next((base.page or home for key, base in slides.items() if key in moved), "")
    kept = (Kept("", "page size", _told(page), _told(was)),) if moved else ()
    return Fitting(_laid(spec, master, size, moved), master, page, moved, kept)


def _laid(spec: DeckSpec, master: Master, size: tuple[int, int], moved: frozenset[str]) -> DeckSpec:
    if master.is_own and size == (master.width, master.height):
        return spec
    from kamdeck.pptxio.adapt import adapted, resized

    return resized(spec, master, size, moved) if master.is_own else adapted(spec, master)


def _size_of(package: Package) -> tuple[int, int] | None:
    """Width and height of the page in EMU."""
    found = _SIZE.search(package.read(package.main_part))
    values = [re.search(rb'\b%s="(\d+)"' % name, found[0]) for name in (b"cx", b"cy")] if found else []
    return (int(values[0][1]), int(values[1][1])) if values and values[0] and values[1] else None


def _name(width: int, height: int) -> str:
    return f"{width}x{height}"


def _told(page: str) -> str:
    """A page as a person calls it: inches."""
    return (
        " x ".join(f"{int(length) / EMU:.2f}".rstrip("0").rstrip(".") for length in page.split("x")) + " in"
    )
