"""Where our cells stand in a chart's workbook, found by what the chart refers to, by heads and by labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kamdeck.deck.chart_fields import PLACES, Layout, layout_in, layout_of
from kamdeck.deck.spec import Chart
from kamdeck.deck.structures import OWN
from kamdeck.pptxio.book import OpenBook, Page
from kamdeck.pptxio.chart_data import areas_in, full_formula
from kamdeck.pptxio.markup import number
from kamdeck.pptxio.read_chart import ChartReader
from kamdeck.pptxio.refs import Area, Place
from kamdeck.pptxio.xml import local
from kamdeck.record import workspace


@workspace
class Block:
    """Our cells in a sheet: the row of the heads, the column of the labels, columns and rows by key, the
    inputs' values by key. `own_rows` are rows that a person put among ours, `last` is the last of all."""

    sheet: str
    head: int
    label: int
    columns: dict[str, int]
    rows: dict[str, int]
    inputs: dict[str, Place]
    own_rows: tuple[int, ...]
    last: int

    @property
    def first(self) -> int:
        """The row of the first label."""
        return self.head + 1

    def holds(self, place: Place) -> bool:
        """Whether a cell is one of ours."""
        row, column = place
        if any(place in ((r, c), (r, c - 1)) for r, c in self.inputs.values()):
            return True
        is_column = column == self.label or column in self.columns.values()
        return is_column and (row == self.head or row in self.rows.values())


def find_block(book: OpenBook, reader: ChartReader, chart: Chart) -> Block | None:
    """Our cells in a workbook that others may have saved; None where they cannot be told."""
    refs = list(_references(reader, chart))
    page = _page(book, refs, chart.grid.sheet)
    if page is None:
        return None
    refs = [(name, area) for name, area in refs if area.sheet == page.name]
    known = layout_in(reader.base.get(PLACES))
    layout = known or layout_of(chart.grid)
    top = Counter(area.top for _, area in refs if area.bottom > area.top or len(reader.order) == 1)
    first = top.most_common(1)[0][0] if top else 2
    label = _label_column(refs, layout)
    if label < 1 or first < 2:
        return None
    columns = _columns(page, refs, layout, label, first - 1, is_known=known is not None)
    bottom = max([area.bottom for _, area in refs], default=first + len(reader.order) - 1)
    rows, own, last = _rows(page, reader, label, first, bottom)
    if reader.order and not rows:
        return None
    inputs = _inputs(page, layout, label, columns, first - 1)
    return Block(page.name, first - 1, label, columns, rows, inputs, own, last)


def _references(reader: ChartReader, chart: Chart) -> Iterator[tuple[str, Area]]:
    """What our series refer to: the column's key (`label` for categories) and the area."""
    specs = {series.key: series for plot in chart.plots for series in plot.series}
    for key, node in reader.series.items():
        spec = specs.get(key)
        if spec is None or key.startswith(OWN):
            continue
        names = {
            "val": spec.values,
            "yVal": spec.values,
            "xVal": spec.x,
            "bubbleSize": spec.size,
            "cat": "label",
        }
        for holder in node:
            column = names.get(local(holder))
            for area in areas_in(full_formula(holder)) if column else ():
                span = reader.span(key)
                # A series of some rows tells where the block begins as one of all rows does.
                shift = span[0] if span else 0
                yield str(column), area._replace(top=area.top - shift)


def _page(book: OpenBook, refs: Sequence[tuple[str, Area]], named: str) -> Page | None:
    sheets = Counter(area.sheet for _, area in refs if area.sheet in book.pages)
    name = sheets.most_common(1)[0][0] if sheets else named
    return book.pages.get(name)


def _label_column(refs: Sequence[tuple[str, Area]], layout: Layout) -> int:
    """The column of the labels: the categories' own, else so far left of a column as it was written."""
    for name, area in refs:
        if name == "label":
            return area.left
    places = {key: i for i, (key, _) in enumerate(layout.columns, 1)}
    found = Counter(area.left - places[name] for name, area in refs if name in places)
    return found.most_common(1)[0][0] if found else 1


def _columns(
    page: Page,
    refs: Sequence[tuple[str, Area]],
    layout: Layout,
    label: int,
    head: int,
    *,
    is_known: bool,
) -> dict[str, int]:
    """The columns by key: where a series refers to them, under their own head, else where they were.

    Where it is known what we wrote, a column under another head is a person's."""
    keys = [key for key, _ in layout.columns]
    found = {name: area.left for name, area in refs if name in keys}
    heads = {str(c.value): place[1] for place, c in page.cells.items() if place[0] == head and c.value}
    for key, text in layout.columns:
        column = heads.get(text)
        if key not in found and column is not None and column not in (label, *found.values()):
            found[key] = column
    named = set(heads.values())
    for i, key in enumerate(keys, label + 1):
        if key not in found and i not in found.values() and not (is_known and i in named):
            found[key] = i
    return found


def _rows(
    page: Page, reader: ChartReader, label: int, first: int, bottom: int
) -> tuple[dict[str, int], tuple[int, ...], int]:
    """Our rows by key, a person's among them, and the last of all."""

    def text(row: int) -> str:
        cell = page.cells.get((row, label))
        value = cell.value if cell else None
        return "" if value is None else number(value) if isinstance(value, float) else str(value)

    expected = list(reader.order)
    # A person may have drawn the chart's area smaller than the block: our rows go on below it.
    end = max(bottom, first + len(expected) - 1)
    keys = reader.keys_by_label([text(row) for row in range(first, end + 1)], expected)
    while end > bottom and keys[-1].startswith(OWN):
        keys.pop()
        end -= 1
    rows = {key: row for row, key in enumerate(keys, first) if not key.startswith(OWN)}
    own = tuple(row for row, key in enumerate(keys, first) if key.startswith(OWN))
    return rows, own, end


def _inputs(page: Page, layout: Layout, label: int, columns: dict[str, int], head: int) -> dict[str, Place]:
    """The inputs' values: right of their heads, else where they were written if nothing else stands there."""
    edge = max([label, *columns.values()])
    found: dict[str, Place] = {}
    named = {str(cell.value): place for place, cell in reversed(page.cells.items()) if place[1] > edge}
    for i, (key, text) in enumerate(layout.inputs):
        row, column = named.get(text) or (head + i, edge + 2)
        there = page.cells.get((row, column))
        if (row, column + 1) not in found.values() and (text in named or there is None or there.is_blank):
            found[key] = (row, column + 1)
    return found
