"""The drawing of a decision map: a group per person, glued lines, the zone outside, the legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.analysis.decision import AGAINST
from kamdeck.deck.spec import EMU, Box, Connector, Element, End, Group, Line, Para, Run, Shape, Text
from kamdeck.figures.judged import Status
from kamdeck.layout.routes import Route, along_left, label_box, straight_down, to_side
from kamdeck.layout.status import mark
from kamdeck.record import replace
from kamdeck.text.measure import PT, line_height, shorten, width, wrap
from kamdeck.views.decision.layout import Layout, Place, Room
from kamdeck.views.decision.words import DecisionWords

COLORS: dict[str, Status] = {"positive": "good", "neutral": "watch", "negative": "risk", "unknown": "unknown"}
REPORTS, INFLUENCES = Line("muted", 1.25), Line("ink", 1.5, "sysDot")
CONFLICTS = Line("risk", 1.75, "dash")
Kinds = Mapping[tuple[str, str], str | None]
Child = Shape | Connector


def _in(inches: float) -> int:
    return round(inches * EMU)


RING, RING_LOW, MARK, MARK_LOW = _in(0.14), _in(0.11), _in(0.13), _in(0.11)


def ring(key: str, x: int, y: int, size: int) -> Shape:
    """The sign of a touch point, centred at a point."""
    return Shape(key, Box(x - size // 2, y - size // 2, size, size), "ellipse", "paper", Line("accent", 2.0))


def badge(key: str, power: int, box: Box, size: float) -> Shape:
    """A person's decision power on a disc."""
    run = Run(str(power), size if power < 100 else 9, True, "paper")
    return Shape(key, box, "ellipse", "ink", paras=(Para((run,), align="ctr"),), wrap=False)


# ------------------------------------------------------------------ people


def person(
    key: str, words: DecisionWords, name: str, place: Place, hidden: int = 0, extra: Sequence[Child] = ()
) -> Group:
    """One person as a group that moves as a whole; lines are glued to its `box`."""
    row, box, is_full = words.person(name), place.box, place.form == "full"
    node, status = f"{key}/node:{name}", COLORS[row.relationship]
    corner = 22_000 if name in words.decision.outside else 4_000
    shape = Shape(
        f"{node}/box",
        box,
        "roundRect",
        "paper",
        Line(status, 2.0 if is_full else 1.5, "sysDash" if status == "unknown" else "solid"),
        (_full_text if is_full else _low_text)(words, name, box, hidden),
        anchor="t" if is_full else "ctr",
        inset=_inset(box, corner, is_full),
        adjust=(corner,),
    )
    right, foot = box.x + box.w, box.y + box.h
    if is_full:
        spot = Box(box.x + _in(0.10), box.y + _in(0.13), _in(0.30), _in(0.30))
        y = foot - _in(0.085) - line_height(10) // 2
        sign = mark(f"{node}/mark", status, box.x + _in(0.25) - MARK // 2, y, MARK)
        touch = ring(f"{node}/touch", right - _in(0.18), y, RING)
    else:
        side, x = _in(0.24), right - _in(0.13)
        spot = Box(box.x + _in(0.07), box.y + (box.h - side) // 2, side, side)
        sign = mark(f"{node}/mark", status, x - MARK_LOW // 2, box.y + _in(0.12), MARK_LOW)
        touch = ring(f"{node}/touch", x, foot - _in(0.12), RING_LOW)
    children = [*extra, shape]
    if row.power is not None:
        children.append(badge(f"{node}/power", row.power, spot, 11 if is_full else 9))
    children += [sign, touch] if row.touch_point else [sign]
    return Group(node, tuple(children), alt=words.alt(name))


def _inset(box: Box, corner: int, is_full: bool) -> tuple[int, int, int, int]:
    """Room beside the text; a rounded rectangle keeps its corners' share of it by itself (29%)."""
    own = round(min(box.w, box.h) * corner / 100_000 * 0.29289)
    left, top, right = (0.48, 0.08, 0.08) if is_full else (0.36, 0.0, 0.24)
    return max(0, _in(left) - own), max(0, _in(top) - own), max(0, _in(right) - own), 0


def _full_text(words: DecisionWords, name: str, box: Box, hidden: int) -> tuple[Para, ...]:
    """Name, title on one or two lines, and the relationship on the last line of the box."""
    row = words.person(name)
    room = box.w - _in(0.56)
    size = 12.0 if width(row.name, 12, True) <= room else 10.5
    paras = [Para((Run(shorten(row.name, size, room, True), size, True, "ink"),))]
    title = _title_lines(row.title or "", room, 2 if box.h >= _in(0.86) else 1)
    paras += [Para((Run(" ".join(title), 10, None, "ink"),))] if title else []
    used = _in(0.08) + line_height(size) + len(title) * line_height(10)
    before = max(0, box.h - _in(0.10) - line_height(10) - used)
    ring_room = _in(0.18) if row.touch_point else 0
    runs = _relation_runs(words.relation(name), _more(words, hidden), room - ring_room)
    return (*paras, Para(runs, before=before / PT))


def _more(words: DecisionWords, hidden: int) -> str:
    """How many people stand below on a later slide."""
    return f"  +{words.say.number(hidden)}" if hidden else ""


def _relation_runs(word: str, more: str, room: int) -> tuple[Run, ...]:
    """The relationship in a word and the number of people hidden below, on one line."""
    size = 10.0 if width(word, 10) + width(more, 10, True) <= room else 9.0
    first = Run(shorten(word, size, room - width(more, size, True)), size, None, "ink")
    return (first, Run(more, size, True, "muted")) if more else (first,)


def _title_lines(title: str, room: int, most: int) -> tuple[str, ...]:
    """The lines of the title, the last one cut where it is too long."""
    lines = wrap(title, 10, room) if title else ()
    if len(lines) <= most:
        return lines
    if most == 1:
        return (shorten(title, 10, room),)
    return lines[0], shorten(title[len(lines[0]) :].strip(), 10, room)


def _low_text(words: DecisionWords, name: str, box: Box, hidden: int) -> tuple[Para, ...]:
    """Name; relationship and title below."""
    row, more = words.person(name), _more(words, hidden)
    room = box.w - _in(0.60)
    below, title = words.relation(name), row.short_title or row.title or ""
    left = room - width(more, 9, True) - width(f"{below} · ", 9)
    if title and left > _in(0.25):
        below += f" · {shorten(title, 9, left)}"
    runs = [Run(shorten(below, 9, room - width(more, 9, True)), 9, None, "ink")]
    runs += [Run(more, 9, True, "muted")] if more else []
    return Para((Run(shorten(row.name, 10, room, True), 10, True, "ink"),)), Para(tuple(runs))


# ------------------------------------------------------------------ lines


def report_routes(layout: Layout) -> tuple[Route, ...]:
    """The reporting lines, from manager to report."""
    out = []
    for manager, report, hang in layout.reports:
        ends = layout.boxes[manager], layout.boxes[report], manager, report
        if hang == "drop":
            out.append(straight_down(*ends, ends[0].y + ends[0].h + layout.gap // 2))
        else:
            out.append((along_left if hang == "left" else to_side)(*ends))
    return tuple(out)


def report_line(key: str, route: Route) -> Connector:
    """A reporting line, glued to both boxes."""
    return _connector(f"{key}/reports:{route.target}", key, route, REPORTS)


def influence_line(key: str, route: Route, words: DecisionWords, kind: str | None) -> Connector:
    """An influence line, dotted, with an arrow; it is glued to the knee beside a box where it has one.

    One against somebody is red and dashed; a conflict has no direction, and so no arrow."""
    alt = words.line_alt(route.source, route.target, kind)
    name = f"{key}/influence:{route.source}>{route.target}"
    line = _connector(name, key, route, _look(kind), has_arrow=kind != "conflict", alt=alt)
    if route.knee is None:
        return line
    port = End(_knee_key(key, route), route.knee_site)
    if route.knee == 1:
        return replace(line, start=port, bend=None)
    return replace(line, end=port, bend=None, tail=False)


def _look(kind: str | None) -> Line:
    return CONFLICTS if kind in AGAINST else INFLUENCES


def _knee_key(key: str, route: Route) -> str:
    own = route.source if route.knee == 1 else route.target
    return f"{key}/node:{own}/knee:{route.source}>{route.target}"


def knees(key: str, name: str, routes: Sequence[Route], kinds: Kinds) -> tuple[Shape | Connector, ...]:
    """The short pieces, between this person's box and the knee, of lines that turn beside it."""
    out: list[Shape | Connector] = []
    for route in routes:
        port = _knee_key(key, route)
        if route.knee is None or not port.startswith(f"{key}/node:{name}/knee:"):
            continue
        corner, end = route.points[route.knee], route.points[0 if route.knee == 1 else 3]
        kind = kinds.get((route.source, route.target))
        look = _look(kind)
        size = round(look.width * PT)
        line = replace(look, dash="solid") if route.knee == 2 else look
        is_last = route.knee == 2 and kind != "conflict"
        out.append(
            Connector(port.replace("/knee:", "/stub:"), points=(*corner, *end), line=line, tail=is_last)
        )
        out.append(
            Shape(port, Box(corner[0] - size // 2, corner[1] - size // 2, size, size), "rect", look.color)
        )
    return tuple(out)


def _connector(
    name: str, key: str, route: Route, line: Line, *, has_arrow: bool = False, alt: str = ""
) -> Connector:
    return Connector(
        name,
        End(f"{key}/node:{route.source}/box", route.start),
        End(f"{key}/node:{route.target}/box", route.end),
        kind="straight" if len(route.points) == 2 else "elbow",
        line=line,
        tail=has_arrow,
        bend=route.bend,
        alt=alt,
    )


def line_labels(
    key: str,
    words: DecisionWords,
    layout: Layout,
    drawn: Sequence[Route],
    lines: Sequence[Route],
    kinds: Kinds,
) -> tuple[Text, ...]:
    """The kind of each influence, where there is room for it on its line."""
    out = []
    for route in drawn:
        kind = kinds.get((route.source, route.target))
        word, is_against = words.kind(kind), kind in AGAINST
        if not word:
            continue
        others = [r for r in (*lines, *drawn) if r is not route]
        wide, tall = width(word, 10, is_against) + _in(0.04), line_height(10)
        box = label_box(route, wide, tall, layout.boxes.values(), others, layout.zone)
        if box:
            para = Para((Run(word, 10, is_against or None, "risk" if is_against else "ink"),))
            out.append(Text(f"{key}/kind:{route.source}>{route.target}", (para,), box, wrap=False))
    return tuple(out)


def zone(key: str, words: DecisionWords, box: Box, room: Room, beyond: int = 0) -> tuple[Element, ...]:
    """The dashed frame round the organisations outside; its head counts those beyond its foot."""
    wide, tall = box.w - _in(0.24), line_height(10)
    text = shorten(words.say("decision.outside_head") + _more(words, beyond), 10, wide, True)
    place = Box(box.x + _in(0.125), box.y + min(_in(0.10), room.head - tall), wide, tall)
    return (
        Shape(f"{key}/zone", box, "rect", None, Line("unknown", 1.0, "sysDash")),
        Text(f"{key}/zone_head", (Para((Run(text, 10, True, "muted"),)),), place),
    )
