"""No text outside its box and none under 9 points, measured with the font itself, not with our tables.

Decks: the stories in their languages, three accounts, three hundred accounts with long names, one year and
ten.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PIL import ImageFont

from kamdeck.deck.spec import (
    Box,
    Chart,
    Connector,
    DeckSpec,
    Element,
    Group,
    Para,
    Shape,
    SlideSpec,
    Table,
    Text,
)
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book
from tests.books import BOOKS as PORTFOLIOS
from tests.subscription_books import BOOKS as SUBSCRIPTIONS

ROOT = Path(__file__).parents[1]
FONTS = Path("/usr/share/fonts/truetype/liberation")
LEAST = 9.0
PT = 12_700
LINE = 1.15  # single spacing, as a multiple of the type size
EASE = 1.02  # what programs differ by
STYLES = tomllib.loads((ROOT / "templates" / "master.toml").read_text(encoding="utf-8"))["styles"]

pytestmark = pytest.mark.skipif(
    not FONTS.is_dir(), reason="Liberation Sans is not installed where Debian and Ubuntu have it"
)


@cache
def font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf"), 1000)


@cache
def width(text: str, size: float, bold: bool) -> float:
    """The width of a line in EMU."""
    return font(bold).getlength(text) * size * PT / 1000


# ------------------------------------------------------------------ decks


def sample(name: str) -> Book:
    return read_book(ROOT / "sample_workbooks" / name)[0]


BOOKS = PORTFOLIOS | {f"subscriptions_{name}": book for name, book in SUBSCRIPTIONS.items()}
CASES = [
    *((name, lang) for name in BOOKS for lang in ("en", "fr")),
    ("health_cloud.xlsx", "en"),
    ("health_cloud_fr.xlsx", "fr"),
    ("small.xlsx", "en"),
    ("pumps.xlsx", "en"),
    ("emballages.xlsx", "fr"),
]


@pytest.fixture(scope="module", params=CASES, ids=["-".join(case) for case in CASES])
def spec(request: pytest.FixtureRequest) -> DeckSpec:
    name, lang = request.param
    rows = BOOKS[name] if name in BOOKS else sample(name)
    return compose(rows, (), Choice(lang=lang), Say("en")).spec


# ------------------------------------------------------------------ measuring


Part = tuple[str, Box, tuple[int, int, int, int], tuple[Para, ...], float, bool, bool]


def parts(slide: SlideSpec) -> Iterator[Part]:
    """Key, box, insets, paragraphs, inherited size and weight, and whether lines wrap, of every text."""
    for element in slide.elements:
        yield from parts_of(slide, element)


def parts_of(slide: SlideSpec, element: Element) -> Iterator[Part]:
    if isinstance(element, Group):
        for child in element.children:
            yield from parts_of(slide, child)
    elif isinstance(element, Table):
        yield from cells_of(element)
    elif isinstance(element, Text) and element.placeholder:
        role = f"{slide.layout}_{element.placeholder}"
        style = STYLES.get(role) or STYLES[element.placeholder]
        place = shipped_master()[0].placeholder(slide.layout, element.placeholder)
        assert place is not None
        assert place.box is not None, element.key
        yield (
            element.key,
            element.box or place.box,
            (0, 0, 0, 0),
            element.paras,
            style["size"],
            "bold" in style,
            True,
        )
    elif isinstance(element, Text | Shape) and element.paras and element.box:
        yield element.key, element.box, element.inset, element.paras, 18.0, False, element.wrap


def cells_of(table: Table) -> Iterator[Part]:
    widths = [column.width for column in table.columns]
    heights = [row.height for row in table.rows]
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            if cell.paras and not cell.is_covered:
                box = Box(0, 0, sum(widths[c : c + cell.span]), sum(heights[r : r + cell.vspan]))
                yield (
                    f"{table.key}/{row.key}/{table.columns[c].key}",
                    box,
                    cell.inset,
                    cell.paras,
                    18.0,
                    False,
                    True,
                )


def lines_of(para: Para, room: float, size: float, bold: bool, wrap: bool) -> tuple[int, float, float]:
    """How many lines a paragraph makes, its largest type size, and the widest piece that cannot break."""
    largest = max((run.size or size for run in para.runs), default=size)
    lines, used, widest = 1, 0.0, 0.0
    for run in para.runs:
        weight = bold if run.bold is None else run.bold
        for n, block in enumerate(run.text.replace("\v", "\n").split("\n")):
            if n:
                lines, used = lines + 1, 0.0
            words = block.split(" ") if wrap else [block]
            for k, word in enumerate(words):
                piece = width(word, run.size or size, weight)
                space = width(" ", run.size or size, weight) if k and used else 0.0
                widest = max(widest, piece)
                if wrap and used and used + space + piece > room * EASE:
                    lines, used = lines + 1, piece
                else:
                    used += space + piece
                    widest = max(widest, used if not wrap else 0.0)
    return lines, largest, widest


def test_nothing_is_smaller_than_nine_points(spec: DeckSpec) -> None:
    small = []
    for slide in spec.slides:
        for key, _, _, paras, inherited, _, _ in parts(slide):
            small += [
                (key, r.size)
                for p in paras
                for r in p.runs
                if (r.size or inherited) < LEAST and r.text.strip()
            ]
        for element in slide.elements:
            if isinstance(element, Chart):
                axes = [axis for axis in (element.x, element.y, element.y2) if axis is not None]
                small += [(element.key, axis.size) for axis in axes if axis.size < LEAST]
                labels = [s.labels for plot in element.plots for s in plot.series if s.labels]
                small += [(element.key, label.size) for label in labels if label.size < LEAST]
    assert small == []


def test_no_text_leaves_its_box(spec: DeckSpec) -> None:
    outside = []
    for slide in spec.slides:
        for key, box, inset, paras, inherited, bold, wrap in parts(slide):
            room = box.w - inset[0] - inset[2]
            height = 0.0
            for para in paras:
                lines, size, widest = lines_of(para, room, inherited, bold, wrap)
                height += lines * size * LINE * (para.line or 1) * PT + (para.before + para.after) * PT
                text = "".join(run.text for run in para.runs)
                if widest > room * EASE + PT and not para.tabs and text.strip():
                    outside.append(f"{key}: {text!r} is {widest / room:.2f} times as wide")
            free = box.h - inset[1] - inset[3]
            if height > free * EASE + PT and any(run.text.strip() for p in paras for run in p.runs):
                words = " / ".join("".join(r.text for r in p.runs) for p in paras)
                outside.append(f"{key}: {words!r} is {height / max(free, 1):.2f} times as high")
    assert outside == []


def drawn_boxes(element: Element) -> Iterator[tuple[str, Box]]:
    """The boxes that an element covers, turned where it is turned."""
    if isinstance(element, Group):
        for child in element.children:
            yield from drawn_boxes(child)
    elif not isinstance(element, Connector) and element.box is not None:
        box = element.box
        if isinstance(element, Text | Shape) and round(element.rot) % 180 == 90:
            box = Box(box.x + (box.w - box.h) // 2, box.y + (box.h - box.w) // 2, box.h, box.w)
        yield element.key, box


def test_everything_stands_on_the_slide(spec: DeckSpec) -> None:
    width_of, height_of = 12_192_000, 6_858_000
    outside = [
        (key, box)
        for slide in spec.slides
        for element in slide.elements
        for key, box in drawn_boxes(element)
        if min(box.x, box.y) < 0 or box.x + box.w > width_of + PT or box.y + box.h > height_of + PT
    ]
    assert outside == []
