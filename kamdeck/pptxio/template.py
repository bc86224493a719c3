"""The master a deck is written on: a company's own, or the one that is shipped."""

from __future__ import annotations

from pathlib import Path

from kamdeck.pptxio.master import Master
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.shipped import shipped_master


def open_template(path: Path | str | bytes) -> tuple[Master, Package]:
    """The master of a company's own .pptx or .potx (a file or its bytes), and a package of it without slides.

    Raises:
        DeckError: the file cannot be read.
        TemplateError: it has no master that slides can be written on.
    """
    from kamdeck.pptxio.clearing import cleared
    from kamdeck.pptxio.roles import read_master

    package = Package.open(path)
    master = read_master(package)
    return cleared(package, master, shipped_master()[1])
