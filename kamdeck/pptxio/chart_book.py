"""The workbook inside a chart that takes new figures: ours written anew, a person's rewritten in place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from kamdeck.deck.chart_fields import OWN_BOOK
from kamdeck.deck.ledger import Mark
from kamdeck.deck.spec import Chart
from kamdeck.pptxio.book import ClosedError, OpenBook, Value
from kamdeck.pptxio.book_block import Block, find_block
from kamdeck.pptxio.book_edit import BookEdit, Lost
from kamdeck.pptxio.book_move import free_columns
from kamdeck.pptxio.books import book_mark, book_of
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read_chart import ChartReader
from kamdeck.pptxio.refs import Area, Place, range_of
from kamdeck.pptxio.sheets import Origin, Sheet
from kamdeck.pptxio.workbooks import workbook
from kamdeck.record import workspace

ReadCell = Callable[[str, Place], Value]


@workspace
class ChartBook:
    """The workbook as it will be: `data`, and our `sheet` in it. With `edit` a person's references can be
    followed; without one nothing is known of what they lead to."""

    sheet: Sheet
    data: bytes
    edit: BookEdit | None
    lost: Lost

    @property
    def block(self) -> Block | None:
        """Where our cells stood."""
        return self.edit.block if self.edit else None


def renewed_book(
    package: Package,
    part: str,
    chart: Chart,
    reader: ChartReader,
    base: Mapping[str, Mark],
    refers: Callable[[Block], tuple[Sequence[Area], Sequence[Area]]] | None,
    restyled: Collection[str],
    *,
    unhide: bool,
) -> ChartBook:
    """The workbook of a chart with the new figures.

    `refers` tells, of a block, the areas that go by row and those that do not, as far as a person's
    references name them; None where there are none. A workbook of ours to which nothing refers is made anew.
    """
    found = book_of(package, part)
    is_ours = found and base.get("book") == book_mark(package, part) and not base.get(OWN_BOOK)
    if not found or (is_ours and refers is None):
        return _fresh(chart, [])
    try:
        if not found.endswith(".xlsx"):
            raise ClosedError(found)
        book = OpenBook(package.read(found))
        block = find_block(book, reader, chart)
        if block is None:
            raise ClosedError(found)
    except ClosedError:
        return _fresh(chart, [("book", found.rpartition("/")[2])])
    keyed, loose = refers(block) if refers else ((), ())
    page = book.pages[block.sheet]
    tables = [area for table in book.related(page, "table") if (area := _table(book, table))]
    free = free_columns(block, page.cells, keyed, loose, tables)
    sheet = Sheet(chart.grid, Origin(block.sheet, block.head, block.label))
    edit = BookEdit(book, block, sheet, free, restyled, unhide=unhide)
    return ChartBook(sheet, edit.rewrite(), edit, edit.lost)


def _fresh(chart: Chart, lost: Lost) -> ChartBook:
    sheet = Sheet(chart.grid)
    return ChartBook(sheet, workbook(sheet), None, lost)


def _table(book: OpenBook, part: str) -> Area | None:
    return range_of(book.tree(part).get("ref") or "")
