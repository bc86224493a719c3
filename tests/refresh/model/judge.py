"""What became of every edit, and whether everything else is as it would be without edits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.raw_deck import NS, Node, RawDeck, id_of, name_of, p
from tests.refresh.model.site import Applied, Claim

KEPT, REPLACED, LOST, CONFLICT, LEFT = (
    "kept",
    "replaced",
    "lost, told",
    "conflict",
    "lost by the program that saved",
)
ALONG = "gone along"
SILENT, FALSELY = "LOST SILENTLY", "FALSELY KEPT"
FAULTS = (SILENT, FALSELY)
_PLACES = (r"<[ap]:xfrm[^>]*>.*?</[ap]:xfrm>", r' (?:w|h)="\d+"')
_MARKS = (
    r' id="\d+"(?= name="kd:)',
    r"<p:custDataLst>.*?</p:custDataLst>",
    r"<p:nvPr></p:nvPr>",
    r"<a:(?:st|end)Cxn [^>]*>",
)


@dataclass(frozen=True)
class Outcome:
    """What became of an edit, and what was seen of it."""

    edit: Applied
    state: str
    seen: str = ""

    @property
    def is_fault(self) -> bool:
        return self.state in FAULTS


def outcome(edit: Applied, before: RawDeck, after: RawDeck, reference: RawDeck, report: object) -> Outcome:
    """What became of an edit: seen in the deck before, in the new one, and what the report says of it."""
    look, where = edit.look, edit.where
    was = look.see(before, where)
    if was is None or was is False or not look.is_kept(was, was):
        return Outcome(edit, LEFT)
    now = look.see(after, where)
    told = {
        name: lines_of(edit, getattr(report, name), after)
        for name in ("replaced", "lost", "conflicts", "kept")
    }
    told["replaced"] = [line for line in told["replaced"] if _head(line) in look.fields]
    if look.is_kept(was, now):
        return Outcome(edit, KEPT)
    if look.goes_along and now is None and look.see(reference, where) is None:
        return Outcome(edit, ALONG)
    seen = f"was {_short(was)}, is {_short(now)}"
    if look.is_figure and told["replaced"] and now is not None:
        ours = look.see(reference, where)
        if ours is not None and now != ours:
            return Outcome(edit, SILENT, f"{seen}, but without the edit {_short(ours)}")
    for name, state in (("replaced", REPLACED), ("lost", LOST), ("conflicts", CONFLICT)):
        if told[name]:
            return Outcome(edit, state, seen)
    if any(_head(line) in look.fields for line in told["kept"]):
        return Outcome(edit, FALSELY, seen)
    return Outcome(edit, SILENT, seen)


def _short(value: object) -> str:
    return repr(value)[:160]


def _head(line: object) -> str:
    field = str(getattr(line, "field", ""))
    return field if field in ("row deleted", "series deleted") else field.partition("/")[0]


def lines_of(edit: Applied, lines: Iterable[object], after: RawDeck) -> list[object]:
    """The lines of a report that name the element of an edit, and, where they name a part of it, its part."""
    where = edit.where
    keys = {where.key, *where.around} - {""}
    if where.part(after) is None or not where.shape:
        keys.add(where.slide_key)
    found = []
    for line in lines:
        key, field = str(getattr(line, "key", "")), str(getattr(line, "field", ""))
        if any(key == each or key.startswith(each + "/") for each in keys):
            is_part = "/" in field or key != where.key
            if not is_part or _is_about(edit.look.about, line):
                found.append(line)
    return found


def _is_about(about: tuple[str, ...], line: object) -> bool:
    """Whether a line names what an edit is about: a word of it, or its key between slashes."""
    words = {word.lower() for text in about for word in re.findall(r"\w{4,}", text)}
    said = [str(getattr(line, name, "")) for name in ("key", "field", "now", "ours", "detail")]
    place = f"/{said[0]}/{said[1]}/"
    is_keyed = any(text.startswith("/") and text in place for text in about)
    return is_keyed or not words or any(word in " ".join(said).lower() for word in words)


# ------------------------------------------------------------------ everything else


def strays(
    edits: Iterable[Applied], after: RawDeck, reference: RawDeck, tried: Iterable[Claim] = ()
) -> list[str]:
    """What nobody edited and what is not as a refresh without edits leaves it."""
    touched = _touched(edits, tried)
    changed_all = {where for where, shapes in touched.items() if "*" in shapes}
    gone = {e.where.slide for e in edits if e.kind in ("slide_deleted", "slide_copied", "layout_changed")}
    found = []
    for number, part in reference.slides():
        ours = after.part_of(number)
        if number in gone:
            continue
        if ours is None:
            found.append(f"slide {reference.tree(part).find('p:cSld', NS).get('name')} is not there")
            continue
        sides = (reference, part), (after, ours)
        found += _shapes_astray(*sides, touched.get(number, set()), number in changed_all)
    return found


def _touched(edits: Iterable[Applied], tried: Iterable[Claim]) -> dict[str, set[str]]:
    """The ids of shapes that were edited, by slide."""
    touched: dict[str, set[str]] = {}
    for edit in edits:
        shapes = touched.setdefault(edit.where.slide, set())
        shapes.update(edit.where.now(number) for number in (*edit.look.touched, edit.where.shape))
        shapes.update(edit.where.now(each) for each in edit.claim[1:] if each.isdigit())
    for claim in tried:
        touched.setdefault(claim[0], set()).update(each for each in claim[1:] if each.isdigit())
    return touched


def _shapes_astray(
    ours: tuple[RawDeck, str], theirs: tuple[RawDeck, str], touched: set[str], is_loose: bool
) -> list[str]:
    (reference, part), (after, other) = ours, theirs
    there: dict[str, list[Node]] = {}
    for shape in after.shapes(other):
        there.setdefault(name_of(shape), []).append(shape)
    found = []
    for shape in reference.shapes(part):
        chain = {id_of(node) for node in (shape, *shape.iterancestors(p + "grpSp"))}
        name = name_of(shape)
        if chain & touched or not name.startswith("kd:") or shape.tag == p + "grpSp":
            continue
        same = there.get(name, [])
        if len(same) != 1:
            if not is_loose and not same:
                found.append(f"{name} is not there")
            continue
        if {id_of(node) for node in (same[0], *same[0].iterancestors(p + "grpSp"))} & touched:
            continue
        if is_loose and shape.tag == p + "cxnSp":
            continue
        drop = (*_MARKS, *(_PLACES if is_loose else ()))
        pair = (_text(reference, part, shape, drop), _text(after, other, same[0], drop))
        if pair[0] != pair[1]:
            found.append(f"{name} is not as without edits: {difference(*pair)}")
    return found


def _text(deck: RawDeck, part: str, shape: Node, drop: tuple[str, ...]) -> str:
    text = deck.canonical(shape, part, *drop)
    chart = deck.chart(part, shape)
    return text + (deck.canonical(deck.tree(chart), chart) if chart in deck.parts and chart else "")


def difference(one: str, other: str) -> str:
    """Where two texts part."""
    at = next(
        (i for i, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other))
    )
    start = max(0, at - 60)
    return f"…{one[start : at + 60]!r} / …{other[start : at + 60]!r}"
