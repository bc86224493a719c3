"""Building, editing as a person would, and refreshing decks in memory."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.presentation import Presentation as Deck

from kamdeck.deck.changes import Plan
from kamdeck.deck.normal import Fields
from kamdeck.deck.plan import plan
from kamdeck.deck.spec import DeckSpec, SlideSpec
from kamdeck.deck.state import DeckState
from kamdeck.deck.wanted import Wanted
from kamdeck.figures.context import Context
from kamdeck.pptxio.apply import apply
from kamdeck.pptxio.colors import OUR_PALETTE
from kamdeck.pptxio.master import Master
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import Reading, read_state
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views import VIEWS
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book
from tests.kept_lines import assert_report_true

Sound = Callable[[Path | bytes], None]
Build = Callable[[Context], tuple[SlideSpec, ...]]
ROOT = Path(__file__).parents[1]
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}


@cache
def story(lang: str = "en") -> Book:
    """The sample story of a language."""
    return read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)[0]


def spec_of(book: Book, lang: str, *views: Build) -> DeckSpec:
    """The slides that some views make of a book, with three years; all views count as shown."""
    ctx = Context(book, Say(lang), (2024, 2025, 2026), book.settings.as_of, FILES[lang], shown=VIEWS)
    return DeckSpec(tuple(slide for view in views for slide in view(ctx)), ctx.say.tag)


def built(spec: DeckSpec) -> bytes:
    """A new deck on the shipped master."""
    return built_on(*shipped_master(), spec).save_bytes()


def built_on(master: Master, package: Package, spec: DeckSpec) -> Package:
    """A new deck on a master; `package` is a fresh one of it, without slides."""
    return apply(plan(spec, DeckState(colors=master.palette.tokens), None), package, spec, master)


def read(data: bytes, spec: DeckSpec) -> Reading:
    """What a deck holds of ours."""
    return read_state(Package.open(data), spec)


def refreshed(data: bytes, spec: DeckSpec, *restore: str) -> tuple[bytes, Plan]:
    """The deck brought to the spec, and the plan of it; every line of what it says is true of the file."""
    master, _ = shipped_master()
    package = Package.open(data)
    wanted = Wanted(spec, OUR_PALETTE.tokens)
    reading = read_state(package, spec, wanted=wanted)
    made = plan(spec, reading.state, reading.ledger, restore=frozenset(restore), wanted=wanted)
    written = apply(made, package, spec, master, reading).save_bytes()
    made = replace(made, lost=(*made.lost, *reading.lost))
    assert_report_true(data, written, made, spec)
    return written, made


def edited(data: bytes, change: Callable[[Deck], object]) -> bytes:
    """The deck after `change` was made to it with python-pptx."""
    deck = Presentation(io.BytesIO(data))
    change(deck)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def slide_of(deck: Deck, key: str) -> Any:
    """The first slide with a shape of the view `key`."""
    for slide in deck.slides:
        if any(shape.name.startswith(f"kd:{key}/") for shape in slide.shapes):
            return slide
    raise KeyError(key)


def shape_of(deck: Deck, key: str) -> Any:
    """The shape of ours with that key, also inside groups."""
    return find(slide_of(deck, key.partition("/")[0]), f"kd:{key}")


def find(slide: Any, name: str) -> Any:
    """A shape by name, also inside groups."""
    waiting = list(slide.shapes)
    while waiting:
        shape = waiting.pop(0)
        if shape.name == name:
            return shape
        waiting += list(getattr(shape, "shapes", ()))
    raise KeyError(name)


def opened(data: bytes) -> Deck:
    """The deck as python-pptx sees it."""
    return Presentation(io.BytesIO(data))


def values_of(data: bytes, spec: DeckSpec) -> dict[str, Fields]:
    """The fields of every element of ours in a deck, the workbook's checksum left out."""
    found = {}
    for slide in read(data, spec).state.slides.values():
        for key, element in slide.elements.items():
            found[key] = {name: value for name, value in element.fields.items() if name != "book"}
    return found


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every member of a deck's file."""
    package = Package.open(data)
    return {name: package.read(name) for name in package.members}


def fields_of(items: Any) -> set[tuple[str, str]]:
    """Key and field of reports."""
    return {(item.key, item.field) for item in items}


def follows(old: DeckSpec, new: DeckSpec, sound: Callable[[Path | bytes], None]) -> None:
    """Without hand edits a refresh gives what a build would, reports nothing, and a second one has nothing
    to do; nor has a refresh of what did not change. With the old figures the old deck comes back."""
    data = built(old)
    assert refreshed(data, old)[0] == data
    fresh, made = refreshed(data, new)
    sound(fresh)
    assert values_of(fresh, new) == values_of(built(new), new)
    assert (made.kept, made.replaced, made.conflicts) == ((), (), ())
    assert refreshed(fresh, new)[1].edits == ()
    back, _ = refreshed(fresh, old)
    assert values_of(back, old) == values_of(data, old)


def speaks_both(english: DeckSpec, french: DeckSpec) -> None:
    """A deck refreshed in the other language is as one built in it, and so is the way back."""
    data = built(english)
    there, _ = refreshed(data, french)
    assert values_of(there, french) == values_of(built(french), french)
    back, _ = refreshed(there, english)
    assert values_of(back, english) == values_of(data, english)
