"""What we last wrote: per slide, element and field a short mark, kept in the deck between two runs."""

from __future__ import annotations

from _blake2 import blake2b  # what hashlib hands on, without loading OpenSSL: 4 ms of every run
from collections.abc import Mapping

from kamdeck.deck.normal import Fields, Value, is_look
from kamdeck.record import fresh, record

Mark = str | tuple[int, ...] | tuple[str, ...]
Marks = dict[str, Mark]

TO_COME = "?"  # the digest of a slide that is settled once the plan is carried out
TOLERANCE = 1_500  # EMU: programs move boxes by up to half a thousandth of an inch when they save


@record
class ElementBase:
    """What we last wrote to one element, and the id its shape had."""

    marks: Mapping[str, Mark]
    shape_id: int = 0


@record
class SlideBase:
    """What we last wrote to one slide. An element that stands here and not in the deck was deleted there.

    `digest` tells a slide that nobody touched since; "" where something of a person's was kept on it.
    """

    slide_id: int
    elements: Mapping[str, ElementBase]
    notes: str = ""
    digest: str = ""


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


def encode(ledger: Ledger) -> dict[str, object]:
    """The ledger as JSON values; looks are written once and named by their number."""
    looks: dict[str, int] = {}
    slides = {
        key: [
            slide.slide_id,
            slide.notes,
            slide.digest,
            {
                name: [base.shape_id, _encode_marks(base.marks, looks)]
                for name, base in slide.elements.items()
            },
        ]
        for key, slide in ledger.slides.items()
    }
    return {"looks": list(looks), "slides": slides}


def _encode_marks(found: Mapping[str, Mark], looks: dict[str, int]) -> dict[str, object]:
    out: dict[str, object] = {}
    for name, value in found.items():
        is_listed = isinstance(value, str) and is_look(name)
        out[name] = looks.setdefault(str(value), len(looks)) if is_listed else value
    return out


def decode(data: object) -> Ledger | None:
    """The ledger from its JSON values; None where they are not what `encode` writes."""
    try:
        looks: list[str] = data["looks"]  # type: ignore[index]
        slides = data["slides"].items()  # type: ignore[index]
        return Ledger(
            {
                key: SlideBase(
                    int(slide_id),
                    {
                        name: ElementBase(_decode_marks(found, looks), int(shape_id))
                        for name, (shape_id, found) in elements.items()
                    },
                    str(notes),
                    str(digest),
                )
                for key, (slide_id, notes, digest, elements) in slides
            }
        )
    except (TypeError, KeyError, ValueError, AttributeError, IndexError):
        return None


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
