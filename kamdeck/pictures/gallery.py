"""Pictures as files: one PNG for each page, and a contact sheet of them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from unicodedata import combining, normalize

from kamdeck.deck.page import Page
from kamdeck.pictures import pictures
from kamdeck.pictures.contact import Contact

CONTACT = "contact.png"
OWN = "slide"  # what a person's own slide is called
_LONGEST = 60  # characters of a name


def write_pictures(
    pages: Sequence[Page], folder: Path, *, width_px: int, tell: Callable[[str, str], None]
) -> tuple[Path, ...]:
    """The files written: `01-cover.png` and so on in the deck's order, then `contact.png`.

    Raises: KamdeckError where matplotlib is not installed; OSError where the folder cannot be written.
    """
    made = []
    contact = Contact(len(pages))
    drawn = pictures(pages, width_px=width_px)
    first = next(drawn, None)  # before there is a folder: matplotlib may be missing
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages:
        data = first if first is not None else next(drawn)
        first = None
        path = folder / file_name(page)
        tell("picture", path.name)
        path.write_bytes(data)
        made.append(path)
        contact.add(page.number, data)
    if made:
        (folder / CONTACT).write_bytes(contact.png())
        made.append(folder / CONTACT)
    return tuple(made)


def file_name(page: Page) -> str:
    """The file of a page: its number and its key, in letters that every system allows."""
    plain = "".join([c for c in normalize("NFKD", page.key) if not combining(c)])
    words = re.sub(r"[^\w]+", "-", plain).strip("-").lower()[:_LONGEST] or OWN
    return f"{page.number:02d}-{words}.png"
