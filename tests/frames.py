"""Rooms as companies' masters leave them, and what must hold for a slide composed in any of them.

python -m tests.frames              # every view in every room, what is wrong with it
python -m tests.frames elements     # one view
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from kamdeck.deck.frame import OURS, Cover, Frame
from kamdeck.deck.spec import (
    EMU,
    Box,
    Connector,
    DeckSpec,
    Element,
    Group,
    Para,
    Shape,
    SlideSpec,
    Table,
    Text,
    hull_of,
    inches,
)
from kamdeck.record import replace
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.text.measure import width, wrap, written_in
from kamdeck.views import VIEWS
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book
from tests.scaled_books import scaled
from tests.view_checks import faults, flat, lines_of, title

SAMPLE = Path(__file__).parents[1] / "sample_workbooks" / "health_cloud.xlsx"
LEAST = 9.0  # points
EDGE = round(0.07 * EMU)  # how far a mark may reach over the body's edge
TOUCH = 25_400  # by how much two texts may overlap: their boxes have a little air


def room(
    wide: float, high: float, body: tuple[float, float, float, float], title: float, **more: object
) -> Frame:
    """A room in inches: the slide, the body, the title's type."""
    inside = inches(*body)
    frame = Frame(
        round(wide * EMU),
        round(high * EMU),
        inside,
        title_width=inside.w,
        title_size=title,
        kicker_width=inside.w,
        source_width=inside.w - round(0.6 * EMU),
        line=Box(inside.x, inside.y - round(0.32 * EMU), inside.w, round(0.22 * EMU)),
        source=Box(inside.x, inside.y + inside.h + round(0.05 * EMU), inside.w, round(0.3 * EMU)),
        cover=_cover(inside),
    )
    return replace(frame, **more)


def _cover(body: Box) -> Cover:
    """A cover with its words at the head of the body, and columns below where there is room."""
    heading, text = (Box(body.x, body.y + n * EMU, body.w, EMU) for n in (0, 1))
    left = replace(body, y=body.y + round(2.2 * EMU), h=body.h - round(2.2 * EMU))
    return Cover(heading, 44.0, text, 20.0, skyline=left if left.h >= round(1.3 * EMU) else None)


ROOMS: dict[str, Frame] = {
    "16:9, right": room(13.333, 7.5, (1.02, 2.04, 11.30, 4.80), 28, font="Calibri", heading="Calibri"),
    "16:9, wide letters": room(13.333, 7.5, (0.90, 1.90, 11.50, 4.90), 26, font="Verdana", heading="Verdana"),
    "4:3, strip": room(10, 7.5, (0.50, 1.72, 9.00, 5.13), 26, font="Calibri", heading="Calibri", align="ctr"),
    "4:3, art": room(10, 7.5, (1.52, 1.56, 7.88, 4.50), 20),
    "4:3, serif": room(10, 7.5, (0.50, 2.44, 9.00, 4.42), 24, font="Perpetua", heading="Perpetua", align="r"),
    "10 x 5.63, line": room(10, 5.625, (0.60, 1.20, 8.80, 3.90), 20, title_lines=1),
    "10 x 5.63, notes": room(10, 5.625, (0.60, 1.60, 8.80, 3.40), 20, title_lines=1),
    "A4": room(10.83, 7.5, (0.40, 1.30, 10.10, 5.40), 22, font="Century Gothic", heading="Century Gothic"),
    "16:10": room(12, 7.5, (0.80, 1.95, 10.40, 4.85), 26),
    "upright": room(7.5, 10, (0.60, 1.90, 6.40, 7.10), 20),
}


def books() -> Iterator[tuple[str, Book]]:
    """The story, few accounts, and many with long names."""
    yield "story", read_book(SAMPLE)[0]
    yield "3", scaled(3)
    yield "300 long", scaled(300, has_long_names=True)


def wrong(slide: SlideSpec, frame: Frame) -> list[str]:
    """What is wrong with a slide that was composed in the frame, in words."""
    with written_in(frame.font):
        found = [fault for fault in faults(slide, frame) if "/title" not in fault]
        found += _outside(slide, frame) + _over_each_other(slide)
        found += [f"title is cut: {title(slide)}"] if title(slide).endswith("…") else []
    return found


def _outside(slide: SlideSpec, frame: Frame) -> list[str]:
    """The elements that do not lie in the body, the title block and the source line aside."""
    names = {f"{slide.key}/{name}" for name in ("title", "kicker", "subtitle", "source")}
    body, found = frame.body, []
    if slide.layout == "cover":  # it has rooms of its own
        body = Box(0, 0, frame.width, frame.height)
    above = EDGE if frame.line else round(0.15 * EMU)  # on our own master it is free below the subtitle
    for element in slide.elements:
        if element.key in names or isinstance(element, Connector):
            continue
        box = _seen(element)
        if box is None:
            continue
        right, bottom = box.x + box.w - body.x - body.w, box.y + box.h - body.y - body.h
        over = max(body.x - box.x, body.y - above + EDGE - box.y, right, bottom)
        if over > EDGE:
            found.append(f"out of the body by {over / EMU:.2f} in: {element.key}")
    return found


def _seen(element: Element) -> Box | None:
    """Where an element is seen: one that stands upright is turned round its middle, also in a group."""
    if isinstance(element, Group):
        boxes = [box for child in element.children for box in [_seen(child)] if box]
        x, y = min(box.x for box in boxes), min(box.y for box in boxes)
        return Box(x, y, max(b.x + b.w for b in boxes) - x, max(b.y + b.h for b in boxes) - y)
    if isinstance(element, Connector):
        return hull_of(element) if element.points else None
    box = element.box
    if box and isinstance(element, Text | Shape) and abs(element.rot) == 90:
        return Box(box.x + (box.w - box.h) // 2, box.y + (box.h - box.w) // 2, box.h, box.w)
    return box


def _over_each_other(slide: SlideSpec) -> list[str]:
    """Texts that stand on each other: their ink, not their boxes. A text on
    a chart or a filled shape is meant to be there."""
    inks = [(e.key, ink) for e in flat(slide) if isinstance(e, Text | Shape) for ink in [_ink(e)] if ink]
    cells = [ink for e in flat(slide) if isinstance(e, Table) for ink in _cells(e)]
    found = []
    for i, (key, one) in enumerate(inks):
        for other_key, other in inks[i + 1 :]:
            if _meet(one, other):
                found.append(f"text on text: {key} and {other_key}")
        found += [
            f"text on the words of a cell: {key} and {name}" for name, cell in cells if _meet(one, cell)
        ]
    return found


def _meet(a: Box, b: Box) -> bool:
    across = min(a.x + a.w, b.x + b.w) - max(a.x, b.x)
    down = min(a.y + a.h, b.y + b.h) - max(a.y, b.y)
    return across > TOUCH and down > TOUCH


def _ink(element: Text | Shape) -> Box | None:
    """Where the words of a text stand, about."""
    box = element.box
    if box is None or not any(p.text.strip() for p in element.paras) or abs(element.rot) not in (0.0, 180.0):
        return None
    left, top, right, bottom = element.inset
    inner = Box(box.x + left, box.y + top, box.w - left - right, box.h - top - bottom)
    return _inside(inner, element.paras, element.anchor, element.wrap)


def _inside(inner: Box, paras: tuple[Para, ...], anchor: str, is_wrapped: bool = True) -> Box:
    wide = high = 0
    align = "l"
    for para in paras:
        size = max((run.size or 10 for run in para.runs), default=10)
        bold = any(run.bold for run in para.runs)
        text = para.text.replace("\v", "\n")
        lines = wrap(text, size, inner.w, bold) if is_wrapped else tuple(text.split("\n"))
        wide = max(wide, *(min(inner.w, width(line, size, bold)) for line in lines))
        if is_wrapped and len({run.size for run in para.runs}) > 1:
            high += sum(lines_of(para, inner.w))
        else:
            high += round(len(lines) * size * 12_700 * 1.1 * (para.line or 1))
        align = para.align or align
    x = inner.x + {"l": 0, "ctr": (inner.w - wide) // 2, "r": inner.w - wide}[align]
    y = inner.y + {"t": 0, "ctr": (inner.h - high) // 2, "b": inner.h - high}[anchor]
    return Box(x, y, wide, high)


def _cells(table: Table) -> Iterator[tuple[str, Box]]:
    y = table.y
    for n, row in enumerate(table.rows):
        x = table.x
        for i, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
            if not cell.is_covered and cell.text.strip():
                wide = sum(c.width for c in table.columns[i : i + cell.span])
                tall = sum(r.height for r in table.rows[n : n + cell.vspan])
                left, top, right, bottom = cell.inset
                inner = Box(x + left, y + top, wide - left - right, tall - top - bottom)
                yield f"{table.key}/{row.key}/{column.key}", _inside(inner, cell.paras, cell.anchor)
            x += column.width
        y += row.height


def compose_in(book: Book, frame: Frame, lang: str, views: tuple[str, ...] = ()) -> DeckSpec:
    """The deck of a book in a room."""
    choice = Choice(lang=lang, views=views or None)
    return compose(book, (), choice, Say("en"), is_refresh=True, frame=frame).spec


def faults_in(room: str, frame: Frame, views: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """Every book and language in a room: a name, and what is wrong with the slides of the views."""
    for (name, book), lang in product(books(), ("en", "fr")):
        spec = compose_in(book, frame, lang, views)
        found = [fault for slide in spec.slides for fault in wrong(slide, frame)]
        yield f"{room} / {name} / {lang} ({len(spec.slides)} slides)", found


def sweep(views: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """Every room, book and language."""
    for room, frame in {"ours": OURS, **ROOMS}.items():
        yield from faults_in(room, frame, views)


def main() -> int:
    """Print what is wrong."""
    views, total = tuple(sys.argv[1:]), 0
    known = {view.key for view in VIEWS}
    if unknown := set(views) - known:
        print("unknown:", *unknown)
        return 2
    for name, found in sweep(views):
        total += len(found)
        print(f"{name}: {len(found)}", *(f"\n    {fault}" for fault in found[:6]), sep="")
    return bool(total)


if __name__ == "__main__":
    sys.exit(main())
