"""The drawing of a decision map: a group per person, glued lines, the zone outside, the legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.analysis.decision import AGAINST
from kamdeck.deck.spec import EMU, Box, Connector, Dash, Element, End, Group, Line, Para, Run, Shape, Text
from kamdeck.record import replace
from kamdeck.text.measure import PT, line_height, shorten, width, wrap
from kamdeck.views.decision.layout import LEFT, RIGHT, Layout, Place
from kamdeck.views.decision.lines import Route, label_box
from kamdeck.views.decision.words import DecisionWords

COLORS = {"positive": "good", "neutral": "watch", "negative": "risk", "unknown": "unknown"}
_GEOMS = {"positive": "ellipse", "neutral": "triangle", "negative": "rect", "unknown": "ellipse"}
REPORTS, INFLUENCES = Line("muted", 1.25), Line("ink", 1.5, "sysDot")
CONFLICTS = Line("risk", 1.75, "dash")
Kinds = Mapping[tuple[str, str], str | None]
LEGEND_Y = round(6.77 * EMU)


def _in(inches: float) -> int:
    return round(inches * EMU)


def mark(key: str, relation: str, x: int, y: int, size: int) -> Shape:
    """The sign of a relationship, centred at a point: circle, triangle, square or ring."""
    box = Box(x - size // 2, y - size // 2, size, size)
    if relation == "unknown":
        return Shape(key, box, "ellipse", "paper", Line("unknown", 1.25))
    return Shape(key, box, _GEOMS[relation], COLORS[relation])


def ring(key: str, x: int, y: int, size: int) -> Shape:
    """The sign of a touch point, centred at a point."""
    return Shape(key, Box(x - size // 2, y - size // 2, size, size), "ellipse", "paper", Line("accent", 2.0))


def _badge(key: str, power: int, box: Box, size: float) -> Shape:
    run = Run(str(power), size if power < 100 else 9, True, "paper")
    return Shape(key, box, "ellipse", "ink", paras=(Para((run,), align="ctr"),), wrap=False)


# ------------------------------------------------------------------ people


def person(
    key: str,
    words: DecisionWords,
    name: str,
    place: Place,
    hidden: int = 0,
    extra: Sequence[Shape | Connector] = (),
) -> Group:
    """One person as a group that moves as a whole; lines are glued to its `box`."""
    row = words.person(name)
    is_full = place.form == "full"
    node, box = f"{key}/node:{name}", place.box
    relation = row.relationship
    dash: Dash = "sysDash" if relation == "unknown" else "solid"
    is_outside = name in words.decision.outside
    paras = _full_text(words, name, box, hidden) if is_full else _low_text(words, name, box, hidden)
    corner = 22_000 if is_outside else 4_000
    shape = Shape(
        f"{node}/box",
        box,
        "roundRect",
        "paper",
        Line(COLORS[relation], 2.0 if is_full else 1.5, dash),
        paras,
        anchor="t" if is_full else "ctr",
        inset=_inset(box, corner, is_full),
        adjust=(corner,),
    )
    children: list[Shape | Connector] = [*extra, shape]
    if row.power is not None:
        spot = (box.x + _in(0.10), box.y + _in(0.13), _in(0.30)) if is_full else _low_badge(box)
        children.append(
            _badge(f"{node}/power", row.power, Box(spot[0], spot[1], spot[2], spot[2]), 11 if is_full else 9)
        )
    if is_full:
        y = box.y + box.h - _in(0.085) - line_height(10) // 2
        children.append(mark(f"{node}/mark", relation, box.x + _in(0.25), y, _in(0.13)))
        spot_x, size = box.x + box.w - _in(0.18), _in(0.14)
    else:
        y = box.y + box.h - _in(0.12)
        spot_x, size = box.x + box.w - _in(0.13), _in(0.11)
        children.append(mark(f"{node}/mark", relation, spot_x, box.y + _in(0.12), _in(0.11)))
    if row.touch_point:
        children.append(ring(f"{node}/touch", spot_x, y, size))
    return Group(node, tuple(children), alt=words.alt(name))


def _inset(box: Box, corner: int, is_full: bool) -> tuple[int, int, int, int]:
    """Room beside the text; a rounded rectangle keeps its corners' share of it by itself (29%)."""
    own = round(min(box.w, box.h) * corner / 100_000 * 0.29289)
    left, top, right = (0.48, 0.08, 0.08) if is_full else (0.36, 0.0, 0.24)
    return max(0, _in(left) - own), max(0, _in(top) - own), max(0, _in(right) - own), 0


def _low_badge(box: Box) -> tuple[int, int, int]:
    size = _in(0.24)
    return box.x + _in(0.07), box.y + (box.h - size) // 2, size


def _full_text(words: DecisionWords, name: str, box: Box, hidden: int) -> tuple[Para, ...]:
    """Name, title on one or two lines, and the relationship on the last line of the box."""
    row = words.person(name)
    room = box.w - _in(0.56)
    size = 12.0 if width(row.name, 12, True) <= room else 10.5
    lines = 2 if box.h >= _in(0.86) else 1
    paras = [Para((Run(shorten(row.name, size, room, True), size, True, "ink"),))]
    title = _title_lines(words, name, room, lines)
    paras += [Para((Run(" ".join(title), 10, None, "ink"),))] if title else []
    used = _in(0.08) + line_height(size) + len(title) * line_height(10)
    before = max(0, box.h - _in(0.10) - line_height(10) - used)
    ring_room = _in(0.18) if row.touch_point else 0
    runs = _relation_runs(words, name, room - ring_room, hidden)
    paras.append(Para(runs, before=before / PT))
    return tuple(paras)


def _relation_runs(words: DecisionWords, name: str, room: int, hidden: int) -> tuple[Run, ...]:
    """The relationship in a word and the number of people hidden below, on one line."""
    word, more = words.relation(name), f"  +{words.say.number(hidden)}" if hidden else ""
    size = 10.0 if width(word, 10) + width(more, 10, True) <= room else 9.0
    first = Run(shorten(word, size, room - width(more, size, True)), size, None, "ink")
    return (first, Run(more, size, True, "muted")) if more else (first,)


def _title_lines(words: DecisionWords, name: str, room: int, most: int) -> tuple[str, ...]:
    """The lines of the title, the last one cut where it is too long."""
    title = words.person(name).title or ""
    if not title:
        return ()
    lines = wrap(title, 10, room)
    if len(lines) <= most:
        return lines
    rest = title[len(lines[0]) :].strip() if most == 2 else title
    cut = shorten(rest, 10, room)
    return (lines[0], cut) if most == 2 else (cut,)


def _low_text(words: DecisionWords, name: str, box: Box, hidden: int) -> tuple[Para, ...]:
    """Name; relationship and title below."""
    row = words.person(name)
    room = box.w - _in(0.60)
    more = f"  +{words.say.number(hidden)}" if hidden else ""
    below = words.relation(name)
    title = row.short_title or row.title or ""
    left = room - width(more, 9, True) - width(f"{below} · ", 9)
    if title and left > _in(0.25):
        below += f" · {shorten(title, 9, left)}"
    runs = [Run(shorten(below, 9, room - width(more, 9, True)), 9, None, "ink")]
    if more:
        runs.append(Run(more, 9, True, "muted"))
    return Para((Run(shorten(row.name, 10, room, True), 10, True, "ink"),)), Para(tuple(runs))


# ------------------------------------------------------------------ lines


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
        box = label_box(route, width(word, 10, is_against) + _in(0.04), line_height(10), layout, others)
        if box:
            para = Para((Run(word, 10, is_against or None, "risk" if is_against else "ink"),))
            out.append(Text(f"{key}/kind:{route.source}>{route.target}", (para,), box, wrap=False))
    return tuple(out)


def zone(key: str, words: DecisionWords, box: Box, beyond: int = 0) -> tuple[Element, ...]:
    """The dashed frame round the organisations outside; its head counts those beyond its foot."""
    more = f"  +{words.say.number(beyond)}" if beyond else ""
    head = Run(
        shorten(words.say("decision.outside_head") + more, 10, box.w - _in(0.24), True), 10, True, "muted"
    )
    frame = Shape(f"{key}/zone", box, "rect", None, Line("unknown", 1.0, "sysDash"))
    label = Text(
        f"{key}/zone_head",
        (Para((head,)),),
        Box(box.x + _in(0.125), box.y + _in(0.10), box.w - _in(0.24), line_height(10)),
    )
    return frame, label


# ------------------------------------------------------------------ legend


_LINES = {"reports": REPORTS, "influences": INFLUENCES, "conflicts": CONFLICTS}


def legend(
    key: str,
    words: DecisionWords,
    *,
    has_power: bool,
    has_lines: bool,
    has_conflicts: bool,
    has_hidden: bool,
) -> Group:
    """What the signs mean, in one row below the map."""
    say = words.say
    items = ["positive", "neutral", "negative", "unknown"]
    items += ["power"] if has_power else []
    items += ["touch", "reports"]
    items += ["influences"] if has_lines else []
    items += ["conflicts"] if has_conflicts else []
    items += ["hidden"] if has_hidden else []
    texts = {item: _legend_text(words, item) for item in items}
    sign = {"power": _in(0.20), "hidden": _in(0.20), **dict.fromkeys(_LINES, _in(0.34))}
    size = next((s for s in (10.0, 9.5) if _legend_room(texts, sign, s) >= _in(0.10)), 9.0)
    gap = min(_in(0.24), max(_in(0.04), _legend_room(texts, sign, size)))
    top = LEGEND_Y - _in(0.16)
    children: list[Text | Shape | Connector] = [
        Connector(f"{key}/legend/rule", points=(LEFT, top, RIGHT, top), line=Line("hairline", 0.75))
    ]
    x = LEFT + _in(0.06)
    for item in items:
        wide = sign.get(item, _in(0.13))
        children.append(_legend_sign(f"{key}/legend/{item}", item, x, wide))
        x += wide + _in(0.07)
        room = width(texts[item], size) + _in(0.02)
        box = Box(x, LEGEND_Y - line_height(size) // 2 - _in(0.012), room, line_height(size))
        run = Run(texts[item], size, None, "ink")
        children.append(Text(f"{key}/legend/{item}_word", (Para((run,)),), box, wrap=False))
        x += room + gap
    return Group(f"{key}/legend", tuple(children), alt=say("decision.legend.alt"))


def _legend_text(words: DecisionWords, item: str) -> str:
    relations = ("positive", "neutral", "negative", "unknown")
    return words.say(f"decision.relation.{item}" if item in relations else f"decision.legend.{item}")


def _legend_room(texts: Mapping[str, str], sign: Mapping[str, int], size: float) -> int:
    """The gap that spreads the entries over the width of the map."""
    used = sum(sign.get(i, _in(0.13)) + _in(0.09) + width(text, size) for i, text in texts.items())
    return (RIGHT - LEFT - _in(0.10) - used) // max(1, len(texts) - 1)


def _legend_sign(key: str, item: str, x: int, wide: int) -> Shape | Connector:
    middle = x + wide // 2
    if item == "power":
        return _badge(key, 1, Box(x, LEGEND_Y - wide // 2, wide, wide), 9)
    if item == "touch":
        return ring(key, middle, LEGEND_Y, _in(0.13))
    if item in _LINES:
        ends = (x, LEGEND_Y, x + wide, LEGEND_Y)
        return Connector(key, points=ends, line=_LINES[item], tail=item == "influences")
    if item == "hidden":
        run = Run("+n", 9, True, "muted")
        box = Box(x, LEGEND_Y - line_height(9) // 2, wide, line_height(9))
        return Shape(key, box, "rect", None, paras=(Para((run,), align="ctr"),), wrap=False)
    return mark(key, item, middle, LEGEND_Y, wide)
