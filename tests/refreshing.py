"""Building, editing as a person would, and refreshing decks in memory."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from pptx import Presentation
from pptx.presentation import Presentation as Deck

from kamdeck.deck.changes import Plan
from kamdeck.deck.normal import Fields
from kamdeck.deck.plan import plan
from kamdeck.deck.spec import DeckSpec
from kamdeck.deck.state import DeckState
from kamdeck.pptxio.apply import apply
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import Reading, read_state
from kamdeck.pptxio.template import Master, shipped_master
from kamdeck.pptxio.tokens import TOKENS


def built(spec: DeckSpec) -> bytes:
    """A new deck on the shipped master."""
    return built_on(*shipped_master(), spec).save_bytes()


def built_on(master: Master, package: Package, spec: DeckSpec) -> Package:
    """A new deck on a master; `package` is a fresh one of it, without slides."""
    return apply(plan(spec, DeckState(colors=TOKENS), None), package, spec, master)


def read(data: bytes, spec: DeckSpec) -> Reading:
    """What a deck holds of ours."""
    return read_state(Package.open(data), spec)


def refreshed(data: bytes, spec: DeckSpec, *restore: str) -> tuple[bytes, Plan]:
    """The deck brought to the spec, and the plan of it."""
    master, _ = shipped_master()
    package = Package.open(data)
    reading = read_state(package, spec)
    made = plan(spec, reading.state, reading.ledger, restore=frozenset(restore))
    return apply(made, package, spec, master, reading).save_bytes(), made


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
