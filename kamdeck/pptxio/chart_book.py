"""The workbook inside a chart that takes new figures: ours written anew, a person's rewritten in place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from kamdeck.deck.chart_fields import OWN_BOOK
from kamdeck.deck.ledger import Mark
from kamdeck.deck.spec import Chart
from kamdeck.pptxio.books import book_mark, book_of
from kamdeck.pptxio.chart_data import Lost
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read_chart import ChartReader
from kamdeck.pptxio.refs import Area, range_of
from kamdeck.pptxio.sheets import Origin, Sheet
from kamdeck.pptxio.workbooks import workbook
from kamdeck.record import workspace

if TYPE_CHECKING:
    from kamdeck.pptxio.book import OpenBook
    from kamdeck.pptxio.book_block import Block
    from kamdeck.pptxio.book_edit import BookEdit

# Of a block, the areas that a person's references name by row, and those that they name otherwise.
Refers = Callable[["Block"], tuple[Sequence[Area], Sequence[Area]]]


@workspace
class ChartBook:
    """The workbook as it will be: `data`, and our `sheet` in it. With `edit` a person's references can be
    followed; without one nothing is known of what they lead to."""

    sheet: Sheet
    data: bytes
    edit: BookEdit | None
    lost: Lost


def renewed_book(
    package: Package,
    part: str,
    chart: Chart,
    reader: ChartReader,
    base: Mapping[str, Mark],
    refers: Refers | None,
    restyled: Collection[str],
    *,
    unhide: bool,
) -> ChartBook:
    """The workbook of a chart with the new figures.

    `refers` is None where no reference of a person's leads into the workbook. One of ours to which nothing
    refers is made anew.
    """
    found = book_of(package, part)
    is_ours = found and base.get("book") == book_mark(package, part) and not base.get(OWN_BOOK)
    if not found or (is_ours and refers is None):
        return _fresh(chart, [])
    book = _edited(package, found, chart, reader, refers, restyled, unhide=unhide)
    return book or _fresh(chart, [("book", found.rpartition("/")[2])])


def _fresh(chart: Chart, lost: Lost) -> ChartBook:
    sheet = Sheet(chart.grid)
    return ChartBook(sheet, workbook(sheet), None, lost)


def _edited(
    package: Package,
    part: str,
    chart: Chart,
    reader: ChartReader,
    refers: Refers | None,
    restyled: Collection[str],
    *,
    unhide: bool,
) -> ChartBook | None:
    """A workbook that others saved, rewritten in place; None where that cannot be done."""
    # Much code, for the few workbooks on which somebody worked.
    from kamdeck.pptxio.book import ClosedError, OpenBook
    from kamdeck.pptxio.book_block import find_block
    from kamdeck.pptxio.book_edit import BookEdit
    from kamdeck.pptxio.book_move import free_columns

    if not part.endswith(".xlsx"):
        return None
    try:
        book = OpenBook(package.read(part))
    except ClosedError:
        return None
    block = find_block(book, reader, chart)
    if block is None:
        return None
    keyed, loose = refers(block) if refers else ((), ())
    page = book.pages[block.sheet]
    tables = [area for table in book.related(page, "table") if (area := _table(book, table))]
    free = free_columns(block, page.cells, keyed, loose, tables)
    sheet = Sheet(chart.grid, Origin(block.sheet, block.head, block.label))
    edit = BookEdit(book, block, sheet, free, restyled, unhide=unhide)
    return ChartBook(sheet, edit.rewrite(), edit, edit.lost)


def _table(book: OpenBook, part: str) -> Area | None:
    return range_of(book.tree(part).get("ref") or "")
