"""Native tables without a style: every fill, border and span is the cell's own."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from kamdeck.deck.spec import Cell, Row, Table
from kamdeck.errors import DeckError
from kamdeck.pptxio.colors import Palette
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.markup import A16
from kamdeck.pptxio.text import paragraphs

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid"
_COLUMN_ID = "{9D8B030D-6E8A-4147-A177-3AD203B41FA5}"
_ROW_ID = "{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}"


def row_id(key: str) -> int:
    """The `a16:rowId` of a row's key: 32 bits, never 0."""
    return crc32(key.encode("utf-8", "surrogatepass")) or 1


def col_id(key: str) -> int:
    """The `a16:colId` of a column's key: 32 bits, never 0."""
    return crc32(key.encode("utf-8", "surrogatepass"), 0x6B64) or 1


def distinct(ids: Sequence[int]) -> list[int]:
    """The ids in order, the next free number in place of one that came before: PowerPoint wants no twins."""
    taken: set[int] = set()
    out = []
    for number in ids:
        while number in taken:
            number = number % 0xFFFF_FFFF + 1
        taken.add(number)
        out.append(number)
    return out


def table_xml(table: Table, ink: Ink, head: str, data: str = "") -> str:
    """`p:graphicFrame` of a table; `head` is its `p:cNvPr`, `data` the tags inside `p:nvPr`."""
    box = table.box
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{head}<p:cNvGraphicFramePr>"
        f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>{data}</p:nvPr></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></p:xfrm><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f"{grid_xml(table, ink)}</a:graphicData></a:graphic></p:graphicFrame>"
    )


def grid_xml(table: Table, ink: Ink) -> str:
    """`a:tbl`: columns and rows with ids made from their keys.

    Raises: DeckError where a row has another number of cells than there are columns.
    """
    columns = "".join(
        [
            f'<a:gridCol w="{column.width}">{_identity(_COLUMN_ID, "colId", number)}</a:gridCol>'
            for column, number in zip(
                table.columns, distinct([col_id(c.key) for c in table.columns]), strict=True
            )
        ]
    )
    origins = _origins(table)
    rows = "".join(
        [
            row_xml(row, origins[i], ink, number)
            for i, (row, number) in enumerate(
                zip(table.rows, distinct([row_id(r.key) for r in table.rows]), strict=True)
            )
        ]
    )
    first = ' firstRow="1"' if table.has_header else ""
    return (
        f"<a:tbl><a:tblPr{first}><a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>"
    )


Origin = tuple[Cell, int, int]  # the cell that covers a place, and how far right and below of it the place is


def _origins(table: Table) -> list[list[Origin]]:
    """For each place the cell whose text, fill and borders it has."""
    width = len(table.columns)
    out: list[list[Origin]] = []
    for row in table.rows:
        if len(row.cells) != width:
            raise DeckError(
                f"Row {row.key!r} of table {table.key!r} has {len(row.cells)} cells for {width} columns."
            )
        out.append([(cell, 0, 0) for cell in row.cells])
    for i, row in enumerate(table.rows):
        for j, cell in enumerate(row.cells):
            if (cell.span > 1 or cell.vspan > 1) and not cell.is_covered:
                _cover(out, cell, i, j)
    return out


def _cover(places: list[list[Origin]], cell: Cell, row: int, column: int) -> None:
    for down in range(min(cell.vspan, len(places) - row)):
        for right in range(min(cell.span, len(places[row]) - column)):
            places[row + down][column + right] = (cell, right, down)


def row_xml(row: Row, origins: Sequence[Origin], ink: Ink, number: int) -> str:
    """`a:tr` with its id."""
    cells = "".join(
        [
            cell_xml(cell, ink) if cell.span == 1 and cell.vspan == 1 else _merged(cell, right, down, ink)
            for cell, right, down in origins
        ]
    )
    return f'<a:tr h="{row.height}">{cells}{_identity(_ROW_ID, "rowId", number)}</a:tr>'


def cell_xml(cell: Cell, ink: Ink) -> str:
    """`a:tc` of a cell that spans nothing."""
    return (
        f"<a:tc><a:txBody><a:bodyPr/>{ink.list_style}{paragraphs(cell.paras, ink)}</a:txBody>"
        f"{cell_properties(cell, ink.palette)}</a:tc>"
    )


def _merged(cell: Cell, right: int, down: int, ink: Ink) -> str:
    """The cell that spans (`right` and `down` 0), or one covered by it, which keeps fill and borders."""
    spans = f' rowSpan="{cell.vspan}"' if cell.vspan > 1 and not down else ""
    spans += f' gridSpan="{cell.span}"' if cell.span > 1 and not right else ""
    spans += (' hMerge="1"' if right else "") + (' vMerge="1"' if down else "")
    paras = () if right or down else cell.paras
    return (
        f"<a:tc{spans}><a:txBody><a:bodyPr/>{ink.list_style}{paragraphs(paras, ink)}</a:txBody>"
        f"{cell_properties(cell, ink.palette)}</a:tc>"
    )


def cell_properties(cell: Cell, palette: Palette) -> str:
    """`a:tcPr`: margins (EMU), anchor, borders, fill."""
    left, top, right, bottom = cell.inset
    borders = ""
    # The schema wants left, right, top, bottom, then the fill.
    for tag, line in (("lnL", cell.left), ("lnR", cell.right), ("lnT", cell.top), ("lnB", cell.bottom)):
        if line is not None:
            borders += f'<a:{tag} w="{round(line.width * 12_700)}">{palette.stroke(line)}</a:{tag}>'
    anchor = "" if cell.anchor == "t" else f' anchor="{cell.anchor}"'  # Office leaves the default out
    return (
        f'<a:tcPr marL="{left}" marR="{right}" marT="{top}" marB="{bottom}"{anchor}>'
        f"{borders}{palette.fill(cell.fill)}</a:tcPr>"
    )


def _identity(uri: str, tag: str, number: int) -> str:
    return f'<a:extLst><a:ext uri="{uri}"><a16:{tag} xmlns:a16="{A16}" val="{number}"/></a:ext></a:extLst>'
