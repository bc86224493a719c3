"""What we last wrote: per slide, element and field a short mark, kept in the deck between two runs."""

from __future__ import annotations

import json
from _blake2 import blake2b  # what hashlib hands on, without loading OpenSSL: 4 ms of every run
from collections.abc import Callable, Mapping
from typing import Any

from kamdeck.deck.normal import Fields, Value, is_look
from kamdeck.record import fresh, record

Mark = str | tuple[int, ...] | tuple[str, ...]
Marks = dict[str, Mark]

TO_COME = "?"  # the digest of a slide that is settled once the plan is carried out
TOUCHED = "*"  # the digest of an element that a person had worked on
TOLERANCE = 1_500  # EMU: programs move boxes by up to half a thousandth of an inch when they save


@record
class ElementBase:
    """What we last wrote to one element, and the id its shape had.

    `digest` stands for all of its XML as we left it: `TOUCHED` where a person had worked on it before we
    wrote to it again, "" where none was kept, as in decks of version 0.1.0.
    """

    marks: Mapping[str, Mark]
    shape_id: int = 0
    digest: str = ""


@record
class SlideBase:
    """What we last wrote to one slide. An element that stands here and not in the deck was deleted there.

    `digest` tells a slide that was not saved since; "" where something of a person's was kept on it. One that
    `is_pure` was never saved by anybody but us. `layout` is the name of the layout it was written on, `page`
    the geometry that it was composed for ("" where it was not noted).
    """

    slide_id: int
    elements: Mapping[str, ElementBase]
    notes: str = ""
    digest: str = ""
    layout: str = ""
    page: str = ""
    is_pure: bool = False


@record
class Ledger:
    """What we last wrote to a deck, by slide key in the order of the spec."""

    slides: Mapping[str, SlideBase] = fresh(dict)


def fingerprint(text: str) -> str:
    """Ten hexadecimal digits that stand for a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def mark(name: str, value: Value) -> Mark:
    """What the ledger keeps of a field.

    Lengths and lists of keys are kept as they are, because they are compared with a tolerance or used to
    find points again; looks too, because some programs write out what was inherited. All else is hashed.
    """
    if not (isinstance(value, str) and value) or name == "book" or is_look(name):
        return value
    return fingerprint(value)


def marks(fields: Fields) -> Marks:
    """The marks of an element's fields; empty fields have none."""
    return {name: mark(name, value) for name, value in fields.items() if value != ""}


def is_near(one: object, other: object) -> bool:
    """Whether two tuples of lengths are the same within the tolerance."""
    if one == other:
        return True
    if not (isinstance(one, tuple) and isinstance(other, tuple)) or len(one) != len(other):
        return False
    return all(
        isinstance(a, int) and isinstance(b, int) and abs(a - b) <= TOLERANCE
        for a, b in zip(one, other, strict=True)
    )


# ------------------------------------------------------------------ as JSON values


def encode(ledger: Ledger) -> list[str]:
    """The ledger as JSON, in pieces; looks are written once and named by their number.

    Slides are put in words one by one: the ledger of a large deck at once would take ten times its length.
    """
    looks: dict[str, int] = {}
    slides = [f",{_json(key)}:{_json(_row(slide, looks))}" for key, slide in ledger.slides.items()]
    slides[:1] = [slide[1:] for slide in slides[:1]]
    return [f'{{"looks":{_json(list(looks))},"slides":{{', *slides, "}}"]


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _row(slide: SlideBase, looks: dict[str, int]) -> list[object]:
    elements = {
        name: [base.shape_id, _encode_marks(base.marks, looks), base.digest]
        for name, base in slide.elements.items()
    }
    return [
        slide.slide_id,
        slide.notes,
        slide.digest,
        elements,
        slide.layout,
        slide.page,
        slide.is_pure,
    ]


def _encode_marks(found: Mapping[str, Mark], looks: dict[str, int]) -> dict[str, object]:
    out: dict[str, object] = {}
    for name, value in found.items():
        is_listed = isinstance(value, str) and is_look(name)
        out[name] = looks.setdefault(str(value), len(looks)) if is_listed else value
    return out


def decode(data: object) -> Ledger | None:
    """The ledger from its JSON values; None where they are not what `encode` writes."""
    return _decode(data, _decode_slide)


def decode_first(data: object) -> Ledger | None:
    """The ledger as version 0.1.0 wrote it: without digests of elements, layouts and pages."""
    return _decode(data, _decode_first_slide)


def _decode(data: object, decode_slide: Callable[[Any, list[str]], SlideBase]) -> Ledger | None:
    try:
        looks: list[str] = data["looks"]  # type: ignore[index]
        slides = data["slides"].items()  # type: ignore[index]
        return Ledger({key: decode_slide(row, looks) for key, row in slides})
    except (TypeError, KeyError, ValueError, AttributeError, IndexError):
        return None


def _decode_slide(row: Any, looks: list[str]) -> SlideBase:
    slide_id, notes, digest, elements, layout, page, is_pure = row
    known = {
        name: ElementBase(_decode_marks(found, looks), int(shape_id), str(look))
        for name, (shape_id, found, look) in elements.items()
    }
    return SlideBase(int(slide_id), known, str(notes), str(digest), str(layout), str(page), bool(is_pure))


def _decode_first_slide(row: Any, looks: list[str]) -> SlideBase:
    slide_id, notes, digest, elements = row
    known = {
        name: ElementBase(_decode_marks(found, looks), int(shape_id))
        for name, (shape_id, found) in elements.items()
    }
    return SlideBase(int(slide_id), known, str(notes), str(digest))


def _decode_marks(found: Mapping[str, object], looks: list[str]) -> Marks:
    out: Marks = {}
    for name, value in found.items():
        if isinstance(value, int):
            out[name] = looks[value]
        elif isinstance(value, list):
            out[name] = tuple(value)
        else:
            out[name] = str(value)
    return out
