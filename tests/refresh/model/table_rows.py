"""Edits of which rows and columns a table has, and of the table as a whole."""

from __future__ import annotations

import copy

from tests.raw_deck import A16, NS, Node, RawDeck, a, local, words_of
from tests.refresh.model.site import SPANS, Look, Site, Where, kind
from tests.refresh.model.table_edits import Spot, about, in_cell, mark_of, rows_of

# ------------------------------------------------------------------ rows


def _fit(frame: Node) -> None:
    """The height that PowerPoint writes: that of the rows."""
    table = frame.find(".//a:tbl", NS)
    total = sum(int(row.get("h")) for row in table.findall("a:tr", NS))
    frame.find("p:xfrm/a:ext", NS).set("cy", str(total))


def _frame(node: Node) -> Node:
    return next(n for n in node.iterancestors() if local(n) == "graphicFrame")


@kind("own_row", "row")
def own_row(site: Site) -> Look | None:
    words = f"OWN ROW {site.rng.randrange(10**6)}"
    row = copy.deepcopy(site.node)
    for mark in row.iter(A16 + "rowId"):
        mark.set("val", str(site.rng.randrange(10**8, 10**9)))
    for cell in row.findall(a + "tc"):
        for text in cell.iter(a + "t"):
            text.text = words
    site.node.addnext(row)
    _fit(_frame(site.node))

    def see(deck: RawDeck, where: Where) -> object:
        found = [r for r in rows_of(deck, where) if words in words_of(r)]
        return [words_of(cell) for cell in found[0].findall(a + "tc")] if found else None

    def is_kept(was: object, now: object) -> bool:
        """All of its cells; a column that comes gives it one more."""
        return (
            isinstance(was, list) and isinstance(now, list) and [w for w in now if w] == [w for w in was if w]
        )

    return Look(see, ("rows",), (words,), is_kept, touched=("*",))


@kind("deleted_row", "row")
def deleted_row(site: Site) -> Look | None:
    table = site.node.getparent()
    if len(table.findall(a + "tr")) < 4 or not mark_of(site.node, "rowId"):
        return None
    spot, frame, said = Spot(site), _frame(site.node), about(site)
    table.remove(site.node)
    _fit(frame)

    def see(deck: RawDeck, where: Where) -> object:
        return bool(rows_of(deck, where)) and spot.find_row(deck, where) is None

    return Look(see, ("row deleted",), said, touched=("*",))


@kind("row_order", "row", is_whole=True)
def row_order(site: Site) -> Look | None:
    """The row one place up, in front of another that has no merged cells."""
    above = site.node.getprevious()
    if above is None or above.tag != a + "tr" or any(c.get(n) for c in above.iter(a + "tc") for n in SPANS):
        return None
    if above.getprevious() is None or above.getprevious().tag != a + "tr":
        return None
    ids = mark_of(site.node, "rowId"), mark_of(above, "rowId")
    if not all(ids):
        return None
    said = about(site)
    above.addprevious(site.node)

    def see(deck: RawDeck, where: Where) -> object:
        order = [mark_of(row, "rowId") for row in rows_of(deck, where)]
        there = [mark for mark in order if mark in ids]
        return there == list(ids) if len(there) == 2 else None

    return Look(see, ("rows", "order"), said, touched=("*",), goes_along=True)


@kind("row_height", "row")
def row_height(site: Site) -> Look | None:
    spot, said = Spot(site), about(site)
    site.node.set("h", str(int(site.node.get("h")) + 77777))
    _fit(_frame(site.node))

    def see(deck: RawDeck, where: Where) -> object:
        row = spot.find_row(deck, where)
        return None if row is None else row.get("h")

    return Look(see, ("height",), said, touched=("*",))


# ------------------------------------------------------------------ columns and the whole table


@kind("column_width", "column")
def column_width(site: Site) -> Look | None:
    mark, j = mark_of(site.node, "colId"), site.more[1]
    site.node.set("w", str(int(site.node.get("w")) + 33333))

    def see(deck: RawDeck, where: Where) -> object:
        node = where.node(deck)
        columns = [] if node is None else node.findall(".//a:tblGrid/a:gridCol", NS)
        marks = [mark_of(column, "colId") for column in columns]
        at = marks.index(mark) if mark in marks else j if not any(marks) and j < len(marks) else -1
        return columns[at].get("w") if at >= 0 else None

    return Look(see, ("width",), touched=("*",))


@kind("own_column", "column", is_whole=True)
def own_column(site: Site) -> Look | None:
    """A column of the person's own: a structure conflict, the table is left as it is."""
    table, at = _frame(site.node).find(".//a:tbl", NS), site.more[1]
    if any(cell.get(name) for cell in table.iter(a + "tc") for name in SPANS):
        return None
    column = copy.deepcopy(site.node)
    for mark in column.iter(A16 + "colId"):
        mark.set("val", str(site.rng.randrange(10**8, 10**9)))
    site.node.addnext(column)
    for row in table.findall(a + "tr"):
        cell = copy.deepcopy(row.findall(a + "tc")[at])
        for text in cell.iter(a + "t"):
            text.text = "MINE"
        row.findall(a + "tc")[at].addnext(cell)
    return Look(_whole_table, ("columns",), touched=("*",))


def _whole_table(deck: RawDeck, where: Where) -> object:
    """The cells of the person's own, and how many columns there are."""
    rows = rows_of(deck, where)
    return [[words_of(cell) for cell in row.findall(a + "tc")].count("MINE") for row in rows] or None


@kind("merged_cells", "row", is_whole=True)
def merged_cells(site: Site) -> Look | None:
    """Two cells made one: a structure conflict."""
    cells = site.node.findall(a + "tc")
    if len(cells) < 3:
        return None
    cells[1].set("gridSpan", "2")
    cells[2].set("hMerge", "1")
    spot = Spot(site)

    def see(deck: RawDeck, where: Where) -> object:
        row = spot.find_row(deck, where)
        return None if row is None else [cell.get("gridSpan") for cell in row.findall(a + "tc")]

    return Look(see, ("merge",), touched=("*",))


@kind("split_cells", "cell", is_whole=True)
def split_cells(site: Site) -> Look | None:
    """A merged cell split again: a structure conflict."""
    span = int(site.node.get("gridSpan", "1"))
    if span < 2 or site.node.get("rowSpan"):
        return None
    cells = site.node.getparent().findall(a + "tc")
    at = cells.index(site.node)
    del site.node.attrib["gridSpan"]
    for cell in cells[at + 1 : at + span]:
        cell.attrib.pop("hMerge", None)
    see = in_cell(lambda deck, cell: cell.get("gridSpan", "1"), Spot(site))
    return Look(see, ("merge",), touched=("*",))


@kind("table_style", "table")
def table_style(site: Site) -> Look | None:
    look = site.node.find(".//a:tbl/a:tblPr", NS)
    if look is None:
        return None
    look.set("bandRow", "1")
    style = look.find(a + "tableStyleId")
    if style is not None:
        style.text = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"

    def see(deck: RawDeck, where: Where) -> object:
        node = where.node(deck)
        found = None if node is None else node.find(".//a:tbl/a:tblPr", NS)
        return None if found is None else (found.get("bandRow"), found.findtext(a + "tableStyleId"))

    return Look(see, ("look",))
