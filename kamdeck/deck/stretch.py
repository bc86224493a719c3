"""How marks laid on a chart or table follow when a person resizes it.

A chart's marks keep their place in the plot area, a table's their place in row and column. Texts and signs
keep their size, bars and lines take that of what they lie on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kamdeck.deck.frames import Four, four
from kamdeck.deck.ledger import ElementBase, is_near
from kamdeck.deck.normal import Fields, Value
from kamdeck.deck.spec import EMU, Box, Connector, Group, Shape, Text
from kamdeck.deck.structures import keys_of
from kamdeck.record import record, replace

Child = Text | Shape | Connector
_SHARES = 100_000  # of a chart's inner area
_ALIGNED = {"ctr": 0.5, "r": 1.0}
_EDGED = ("rect", "roundRect", "line")


@record
class Span:
    """A stretch along one axis: where it was meant to start and stop, and where it does. EMU."""

    first: int
    stop: int
    now_first: int
    now_stop: int

    def at(self, place: float) -> int:
        """Where a place of the span lies now."""
        if self.stop == self.first:
            return self.now_first
        share = (place - self.first) / (self.stop - self.first)
        return self.now_first + round(share * (self.now_stop - self.now_first))


@record
class Stretch:
    """Where everything on a resized element lies. `origin` is the upper left corner that the element was
    meant to have, `gone` are the heights meant for rows it does not have."""

    origin: tuple[int, int]
    across: tuple[Span, ...]
    down: tuple[Span, ...]
    gone: tuple[tuple[int, int], ...] = ()

    def within(self, across: int, down: int, scale: int) -> Stretch:
        """The same inside a group that a person scaled; `across` and `down` in parts of `scale`."""
        if is_near((across, down), (scale, scale)):
            return self
        x, y = self.origin
        return replace(
            self,
            across=tuple([_shrunk(span, x, scale / across) for span in self.across]),
            down=tuple([_shrunk(span, y, scale / down) for span in self.down]),
        )

    def holds(self, child: Child) -> bool:
        """Whether what a child marks is there: it does not lie in a row that a person deleted."""
        if isinstance(child, Connector):
            ends = child.points or (0, 0, 0, 0)
            return not any(a < ends[1] < b and a < ends[3] < b for a, b in self.gone)
        box = child.box
        return box is None or not any(a <= box.y and box.y + box.h <= b for a, b in self.gone)

    def fields(self, child: Child) -> dict[str, Four]:
        """Where a child lies, as a field; none for a connector that follows what it is glued to."""
        if isinstance(child, Connector):
            return {"ends": self.ends(child.points)} if child.points else {}
        return {"box": self.box(child, child.box)} if child.box else {}

    def box(self, element: Text | Shape, box: Box) -> Four:
        """The box of a text or shape."""
        pin = _pin(element)
        if pin is not None:
            x = _at(self.across, box.x + pin * box.w, is_end=pin == 1) - round(pin * box.w)
            return x, _at(self.down, box.y + box.h / 2) - round(box.h / 2), box.w, box.h
        x, y = _at(self.across, box.x), _at(self.down, box.y)
        right, bottom = (_at(s, e, is_end=True) for s, e in ((self.across, box.x + box.w),
                                                              (self.down, box.y + box.h)))  # fmt: skip
        return x, y, max(right - x, 0), max(bottom - y, 0)

    def ends(self, points: Four) -> Four:
        """Where a free line runs."""
        x1, y1, x2, y2 = points
        return _at(self.across, x1), _at(self.down, y1), _at(self.across, x2), _at(self.down, y2)


def _shrunk(span: Span, start: int, share: float) -> Span:
    """A span as it lies in a group that was scaled about a corner."""
    ends = [start + round((place - start) * share) for place in (span.now_first, span.now_stop)]
    return replace(span, now_first=ends[0], now_stop=ends[1])


def _pin(element: Text | Shape) -> float | None:
    """The share of its width at which an element that keeps its size is held; None for one that stretches."""
    if isinstance(element, Text):
        align = element.paras[0].align if element.paras else None
        return _ALIGNED.get(align or "l", 0.0)
    box = element.box
    is_sign = element.geom not in _EDGED and max(box.w, box.h) <= 3 * min(box.w, box.h)
    return 0.5 if is_sign or box.w == box.h else None


def _at(spans: Sequence[Span], place: float, *, is_end: bool = False) -> int:
    """Where a place lies now; at a border that of the span that starts there, or of the one that ends."""
    if is_end:
        found = next((span for span in spans if place <= span.stop), spans[-1])
    else:
        found = next((span for span in reversed(spans) if span.first <= place), spans[0])
    return found.at(place)


def lay(
    group: Group, stretch: Stretch, ours: dict[str, Fields], known: Mapping[str, ElementBase]
) -> frozenset[str]:
    """Put the stretched places of a group's children into their fields; the keys of those that go, with the
    group where all of them do."""
    gone = {child.key for child in group.children if not stretch.holds(child)}
    for child in group.children:
        if child.key in gone:
            continue
        if isinstance(child, Connector) and {end.key for end in (child.start, child.end) if end} & gone:
            gone.add(child.key)
            continue
        was = known[child.key].marks if child.key in known else {}
        for name, place in stretch.fields(child).items():
            last = was.get(name)
            ours[child.key][name] = last if last is not None and is_near(last, place) else place
    if len(gone) == len(group.children):
        gone.add(group.key)
    for key in gone:
        del ours[key]
    return frozenset(gone)


# ------------------------------------------------------------------ from fields


def stretch_of(wanted: Fields, final: Mapping[str, Value]) -> Stretch | None:
    """How an element ends up beside what the spec wants, its shift aside; None where it is as wanted."""
    if "rows" in wanted:
        found = _table(wanted, final)
    elif "box" in wanted:
        found = _plot(wanted, final)
    else:
        return None
    is_same = all(
        is_near((span.first, span.stop), (span.now_first, span.now_stop))
        for span in (*found.across, *found.down)
    )
    return None if is_same and not found.gone else found


def _plot(wanted: Fields, final: Mapping[str, Value]) -> Stretch:
    """The plot area of a chart, where both sides tell it; else the whole box."""
    box, now = four(wanted["box"]), four(final.get("box")) or four(wanted["box"])
    area, area_now = four(wanted.get("inner")), four(final.get("inner"))
    if not (box and now):
        return Stretch((0, 0), (), ())
    if not (area and area_now):
        area = area_now = (0, 0, _SHARES, _SHARES)
    spans = [_side(box, area, now, area_now, i) for i in (0, 1)]
    return Stretch(box[:2], (spans[0],), (spans[1],))


def _side(box: Four, area: Four, now: Four, area_now: Four, i: int) -> Span:
    """Left and right edge (0) or top and bottom edge (1) of the plot area."""
    first, stop = (box[i] + box[i + 2] * share // _SHARES for share in (area[i], area[i] + area[i + 2]))
    shares = area_now[i], area_now[i] + area_now[i + 2]
    now_first, now_stop = (box[i] + now[i + 2] * share // _SHARES for share in shares)
    return Span(first, stop, now_first, now_stop)


def _table(wanted: Fields, final: Mapping[str, Value]) -> Stretch:
    """Rows and columns one by one; beside the table everything keeps its distance."""
    x, y = (int(part) for part in wanted["place"])
    rows = keys_of(wanted["rows"])
    shown = set(final.get("rows", ()))
    down = _spans(y, rows, "height/", wanted, final, final.get("rows", ()))
    across = _spans(x, keys_of(wanted["columns"]), "width/", wanted, final, final.get("columns", ()))
    gone = [(s.first, s.stop) for key, s in zip(rows, down[1:-1], strict=True) if key not in shown]
    return Stretch((x, y), across, down, tuple(gone))


def _spans(
    start: int, keys: Iterable[str], what: str, wanted: Fields, final: Mapping[str, Value], now: Value
) -> tuple[Span, ...]:
    """A span for each of our rows or columns, and one before and behind them."""
    places: dict[str, tuple[int, int]] = {}
    at = start
    for key in map(str, now):
        length = _length(final.get(what + key))
        if is_near((length,), wanted.get(what + key)):
            length = _length(wanted[what + key])
        places[key] = (at, at + length)
        at += length
    out = [Span(start - EMU, start, start - EMU, start)]
    meant = start
    for key in keys:
        length = _length(wanted[what + key])
        spot = places.get(key) or (out[-1].now_stop,) * 2
        out.append(Span(meant, meant + length, *spot))
        meant += length
    return (*out, Span(meant, meant + EMU, at, at + EMU))


def _length(value: Value | None) -> int:
    return int(value[0]) if isinstance(value, tuple) and value else 0
