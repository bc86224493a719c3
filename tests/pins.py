"""What every slide of many decks is, as one short hash each: a redesign that changes none moves none of them.

    python -m tests.pins            # which slides are others than those that are pinned
    python -m tests.pins --write    # pin them as they are now, in a commit of its own that says why

Equal specs are equal plans, so decks that were built before stay as they are when they are refreshed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from hashlib import blake2b
from itertools import product
from pathlib import Path

from kamdeck.deck.spec import SlideSpec
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.views.view import ACCOUNT, PACKS
from kamdeck.workbook.columns import CUSTOMER, EDITIONS
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book
from tests.scaled_books import scaled

PLACE = Path(__file__).parent / "data" / "pins.json"
SAMPLES = ("health_cloud.xlsx", "health_cloud_fr.xlsx", "small.xlsx")
SIZES = (1, 3, 30, 300)

Pins = dict[str, str]  # the hash of each slide by its key


def cases() -> Iterator[tuple[str, Book, Choice]]:
    """A name, a book and a choice for each deck that is pinned."""
    folder = Path(__file__).parents[1] / "sample_workbooks"
    for sample, lang in product(SAMPLES, ("en", "fr")):
        book, _ = read_book(folder / sample, lang=lang)
        for pack, edition in product(PACKS, EDITIONS):
            if edition == CUSTOMER and pack != ACCOUNT:
                continue  # a customer sees one account
            account = book.accounts[0].account if pack == ACCOUNT else None
            name = f"{sample} {lang} {pack} {edition}"
            yield name, book, Choice(lang=lang, pack=pack, edition=edition, account=account)
    for size, lang in product(SIZES, ("en", "fr")):
        yield f"{size} accounts {lang}", scaled(size), Choice(lang=lang)


def pins_of(book: Book, choice: Choice) -> Pins:
    """The hash of every slide of a deck."""
    spec = compose(book, (), choice, Say("en"), is_refresh=True).spec
    return {slide.key: _hash(slide) for slide in spec.slides}


def _hash(slide: SlideSpec) -> str:
    """The hash of what a slide shows."""
    shown = ", ".join(f"{name}={getattr(slide, name)!r}" for name in ("key", "layout", "elements", "notes"))
    return blake2b(f"SlideSpec({shown})".encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def pinned() -> dict[str, Pins]:
    """What is pinned, by the name of the case."""
    found: dict[str, Pins] = json.loads(PLACE.read_text("utf-8"))
    return found


def moved(name: str, book: Book, choice: Choice, known: dict[str, Pins]) -> list[str]:
    """The slides of a case that are others than those that are pinned, gone, or new."""
    was, now = known.get(name, {}), pins_of(book, choice)
    return sorted(f"{name}: {key}" for key in {*was, *now} if was.get(key) != now.get(key))


def main() -> int:
    """Print what moved, or pin what is."""
    if "--write" in sys.argv[1:]:
        found = {name: pins_of(book, choice) for name, book, choice in cases()}
        PLACE.write_text(json.dumps(found, indent=0, sort_keys=True) + "\n", "utf-8")
        return 0
    known = pinned()
    lines = [line for case in cases() for line in moved(*case, known)]
    print("\n".join([*lines[:60], f"{len(lines)} slides are others than those that are pinned"]))
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main())
