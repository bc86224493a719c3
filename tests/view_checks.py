"""What must hold on every slide that a view makes: keys, type sizes, text inside its box."""

from __future__ import annotations

from collections.abc import Iterator

from kamdeck.deck.frame import OURS, Frame
from kamdeck.deck.spec import Box, Chart, Connector, Element, Group, Para, Shape, SlideSpec, Table, Text
from kamdeck.text.measure import line_height, pieces, width, wrap
from kamdeck.views import VIEWS, View

SMALLEST = 9.0
PLAIN = str.maketrans("\u00a0\u202f", "  ")
"""No-break spaces as ordinary ones: `text.translate(PLAIN)`."""
TIGHT = str.maketrans("", "", "\u00a0\u202f")
"""No no-break spaces at all."""
TOLERANCE = 19_050  # 1.5 pt: the measure allows a percent more than the fonts need


def named(*keys: str) -> tuple[View, ...]:
    """The views with these keys, in the deck's order."""
    return tuple(view for view in VIEWS if view.key in keys)


def flat(slide: SlideSpec) -> Iterator[Element]:
    """All elements, the children of groups after their group."""
    for element in slide.elements:
        yield element
        if isinstance(element, Group):
            yield from element.children


def texts(slide: SlideSpec) -> dict[str, str]:
    """The text of every text and shape by key, line breaks and no-break spaces undone."""
    return {
        e.key: "\n".join(p.text for p in e.paras).replace("\v", " ").translate(PLAIN)
        for e in flat(slide)
        if isinstance(e, Text | Shape)
    }


def title(slide: SlideSpec) -> str:
    """The slide's title."""
    return texts(slide)[f"{slide.key}/title"]


def faults(slide: SlideSpec, frame: Frame = OURS) -> list[str]:
    """What is wrong with a slide composed in the frame, in words; empty when nothing is."""
    keys = [element.key for element in flat(slide)]
    found = [f"key twice: {key}" for key in set(keys) if keys.count(key) > 1]
    for element in flat(slide):
        if isinstance(element, Table):
            found += _table_faults(element)
        elif isinstance(element, Text | Shape) and element.box is not None:
            found += _small(element.key, element.paras)
            found += _overfull(element, element.box)
        if isinstance(element, Table | Group | Chart) and not element.alt:
            found.append(f"no alternative text: {element.key}")
        box = element.box if isinstance(element, Text | Shape | Table | Group) else None
        if box is not None and not isinstance(element, Group):
            found += [f"off the slide: {element.key}"] if _is_off(_turned(element, box), frame) else []
    return found


def _turned(element: Element, box: Box) -> Box:
    """The box as it stands on the slide: a quarter turn swaps width and height around the middle."""
    if abs(getattr(element, "rot", 0.0)) != 90:
        return box
    shift = (box.w - box.h) // 2
    return Box(box.x + shift, box.y - shift, box.h, box.w)


def _is_off(box: Box, frame: Frame) -> bool:
    return box.x < 0 or box.y < 0 or box.x + box.w > frame.width or box.y + box.h > frame.height


def _small(key: str, paras: tuple[Para, ...]) -> list[str]:
    sizes = [run.size for p in paras for run in p.runs if run.size is not None]
    return [f"type of {size} pt: {key}" for size in sizes if size < SMALLEST]


def _height(paras: tuple[Para, ...], room: int, is_wrapped: bool) -> tuple[int, int]:
    """Height of the paragraphs in `room`, and the width of the longest line that must not break."""
    high = widest = 0
    for p in paras:
        size = max((run.size or 10 for run in p.runs), default=10)
        bold = any(run.bold for run in p.runs)
        wide = sum(width(run.text, run.size or 10, bool(run.bold)) for run in p.runs)
        if is_wrapped and len({run.size for run in p.runs}) > 1 and "\v" not in p.text:
            heights = lines_of(p, room)
            high += round(p.before * 12_700) + sum(heights)
            widest = max(widest, wide if len(heights) == 1 else 0)
            continue
        lines: tuple[str, ...] = (p.text,)
        if is_wrapped and (wide > room or "\v" in p.text):
            lines = wrap(p.text.replace("\v", "\n"), size, room, bold)
            wide = max(width(line, size, bold) for line in lines)
        high += round(p.before * 12_700) + len(lines) * line_height(size, p.line or 1.0)
        widest = max(widest, wide)
    return high, widest


def lines_of(p: Para, room: int) -> list[int]:
    """The heights of the lines that runs of several sizes make."""
    heights, used, tall = list[int](), 0, 0
    for run in p.runs:
        size = run.size or 10
        for word in pieces(run.text):
            ink = width(word.rstrip(), size, bool(run.bold))
            if used and used + ink > room:
                heights.append(tall)
                used = tall = 0
            used += width(word, size, bool(run.bold))
            tall = max(tall, line_height(size, p.line or 1.0))
    return [*heights, tall]


def _overfull(element: Text | Shape, box: Box) -> list[str]:
    left, top, right, bottom = element.inset
    room = box.w - left - right
    high, widest = _height(element.paras, room, element.wrap)
    found = []
    if high > box.h - top - bottom + TOLERANCE:
        found.append(f"text too high: {element.key}: {high} in {box.h - top - bottom}")
    if widest > room + TOLERANCE and element.paras:
        found.append(f"text too wide: {element.key}: {widest} in {room}")
    return found


def _table_faults(table: Table) -> list[str]:
    found = []
    for n, row in enumerate(table.rows):
        if len(row.cells) != len(table.columns):
            found.append(f"{table.key}/{row.key}: {len(row.cells)} cells")
        for i, (cell, column) in enumerate(zip(row.cells, table.columns, strict=False)):
            if cell.is_covered:
                continue
            found += _small(f"{table.key}/{row.key}", cell.paras)
            room = sum(c.width for c in table.columns[i : i + cell.span]) - cell.inset[0] - cell.inset[2]
            high, widest = _height(cell.paras, room, True)
            tall = sum(r.height for r in table.rows[n : n + cell.vspan]) - cell.inset[1] - cell.inset[3]
            if high > tall + TOLERANCE or widest > room + TOLERANCE:
                found.append(f"cell overfull: {table.key}/{row.key}/{column.key}: {cell.text!r}")
    return found


# ------------------------------------------------------------------ boxes and lines


def boxes_of(slide: SlideSpec, ending: str) -> dict[str, Box]:
    """The boxes of all shapes whose key ends so."""
    return {e.key: e.box for e in flat(slide) if isinstance(e, Shape) and e.key.endswith(ending)}


def meets(a: Box, b: Box) -> bool:
    """True when two boxes share area."""
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def connectors(slide: SlideSpec) -> Iterator[Connector]:
    """All connectors."""
    return (element for element in flat(slide) if isinstance(element, Connector))
