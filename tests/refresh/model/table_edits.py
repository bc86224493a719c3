"""Edits of tables: cells, rows, columns, and the table as a whole."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable

from tests.raw_deck import A16, NS, Node, RawDeck, a, local, words_of, xml
from tests.refresh.model.site import SPANS, Look, Site, Where, kind
from tests.refresh.model.words import dress, runs_of, worded
from tests.word_formats import FILLS, words_with_formats

_CELL_ORDER = ("lnL", "lnR", "lnT", "lnB", "lnTlToBr", "lnBlToTr", "cell3D", "fill", "headers", "extLst")
_RED = '<a:solidFill><a:srgbClr val="C00000"/></a:solidFill>'


def rows_of(deck: RawDeck, where: Where) -> list[Node]:
    node = where.node(deck)
    return [] if node is None else node.findall(".//a:tbl/a:tr", NS)


def mark_of(node: Node, tag: str) -> str:
    """The id of a row or column, "" where a program dropped it."""
    found = next(node.iter(A16 + tag), None)
    return "" if found is None else str(found.get("val"))


class Spot:
    """A cell that is found again: by the ids of row and column, else by the first words of the row and the
    place of the column."""

    def __init__(self, site: Site) -> None:
        i, j = site.more
        row = site.node if site.node.tag == a + "tr" else site.node.getparent()
        columns = row.getparent().findall("a:tblGrid/a:gridCol", NS)
        self.row, self.column = mark_of(row, "rowId"), mark_of(columns[j], "colId") if j >= 0 else ""
        self.words, self.i, self.j = words_of(row.find(a + "tc")), i, j

    def find_row(self, deck: RawDeck, where: Where) -> Node | None:
        rows = rows_of(deck, where)
        if any(mark_of(row, "rowId") for row in rows):
            return next((row for row in rows if mark_of(row, "rowId") == self.row), None)
        same = [row for row in rows if words_of(row.find(a + "tc")) == self.words]
        return same[0] if len(same) == 1 else None

    def find(self, deck: RawDeck, where: Where) -> Node | None:
        row = self.find_row(deck, where)
        if row is None:
            return None
        columns = row.getparent().findall("a:tblGrid/a:gridCol", NS)
        marks = [mark_of(column, "colId") for column in columns]
        at = self.j if not any(marks) else marks.index(self.column) if self.column in marks else -1
        cells = row.findall(a + "tc")
        return cells[at] if 0 <= at < len(cells) else None


def about(site: Site) -> tuple[str, ...]:
    """The words by which a report names a row: those of its first cells."""
    row = site.node if site.node.tag == a + "tr" else site.node.getparent()
    words = [words_of(cell).strip() for cell in row.findall(a + "tc")]
    return tuple(word for word in words if len(word) > 2)


def in_cell(see_cell: Callable[[RawDeck, Node], object], spot: Spot) -> Callable[[RawDeck, Where], object]:
    def see(deck: RawDeck, where: Where) -> object:
        cell = spot.find(deck, where)
        return None if cell is None else see_cell(deck, cell)

    return see


def _is_figure(text: str) -> bool:
    return bool(re.fullmatch(r"[−+\-$€]?\s?[\d.,\u202f\u00a0 ]+\s?[%kMx]?", text.strip())) and any(
        map(str.isdigit, text)
    )


@kind("cell_words", "cell")
def cell_words(site: Site) -> Look | None:
    """Words in the place of words. A cell that the data feed is written over, which the report says."""
    runs = runs_of(site.node)
    if not runs or _is_figure(words_of(site.node)):
        return None
    was = about(site)
    runs[0].find(a + "t").text = f"My cell {site.rng.randrange(1000)}"
    for run in runs[1:]:
        run.getparent().remove(run)
    return Look(in_cell(lambda deck, cell: words_of(cell), Spot(site)), ("cell",), was, is_figure=True)


@kind("cell_figure", "cell")
def cell_figure(site: Site) -> Look | None:
    runs = runs_of(site.node)
    if len(runs) != 1 or not _is_figure(words_of(site.node)):
        return None
    was = about(site)
    runs[0].find(a + "t").text = str(site.rng.randrange(4000, 5000))
    return Look(in_cell(lambda deck, cell: words_of(cell), Spot(site)), ("cell",), was, is_figure=True)


def _body_of_cell(spot: Spot) -> Callable[[RawDeck, Where], tuple[Node | None, str]]:
    def find(deck: RawDeck, where: Where) -> tuple[Node | None, str]:
        cell = spot.find(deck, where)
        return (None, "") if cell is None else (cell.find(a + "txBody"), where.part(deck) or "")

    return find


def _cell_format(*names: str) -> Callable[[Site], Look | None]:
    def make(site: Site) -> Look | None:
        body = site.node.find(a + "txBody")
        if body is None or not runs_of(body):
            return None
        before = words_with_formats(body, site.deck, site.slide_part)
        name = site.rng.choice(names)
        for run in runs_of(body):
            dress(site, site.slide_part, run, name)
        find = _body_of_cell(Spot(site))
        return worded(find, body, site.deck, site.slide_part, before, ("font", "cell", "link"), about(site))

    return make


kind("cell_bold", "cell")(_cell_format("bold", "italic"))
kind("cell_colour", "cell")(_cell_format("colour", "size", "typeface"))
kind("cell_line", "cell")(_cell_format("underline", "strike", "highlight", "superscript"))
kind("cell_link", "cell")(_cell_format("link", "mouse_over"))


def _sort(node: Node) -> str:
    return "fill" if node.tag in FILLS else local(node)


def _cell_child(text: str, *fields: str) -> Callable[[Site], Look | None]:
    mark = xml(text)

    def see_cell(deck: RawDeck, cell: Node) -> object:
        found = [each for each in cell.findall("a:tcPr/*", NS) if _sort(each) == _sort(mark)]
        return [deck.canonical(each) for each in found] or None

    def make(site: Site) -> Look | None:
        props = site.node.find(a + "tcPr")
        if props is None:
            return None
        for old in [node for node in props if _sort(node) == _sort(mark)]:
            props.remove(old)
        rank = _CELL_ORDER.index(_sort(mark))
        props.insert(sum(_CELL_ORDER.index(_sort(n)) < rank for n in props), copy.deepcopy(mark))
        return Look(in_cell(see_cell, Spot(site)), fields, about(site))

    return make


def _cell_attribute(name: str, value: str, *fields: str) -> Callable[[Site], Look | None]:
    def make(site: Site) -> Look | None:
        props = site.node.find(a + "tcPr")
        if props is None or props.get(name) == value:
            return None
        props.set(name, value)

        def see_cell(deck: RawDeck, cell: Node) -> object:
            found = cell.find(a + "tcPr")
            return None if found is None else found.get(name)

        return Look(in_cell(see_cell, Spot(site)), fields, about(site))

    return make


kind("cell_fill", "cell")(_cell_child('<a:solidFill><a:srgbClr val="FF00FF"/></a:solidFill>', "fill"))
kind("cell_border", "cell")(_cell_child(f'<a:lnB w="28575">{_RED}</a:lnB>', "fill"))
kind("cell_margins", "cell")(_cell_attribute("marL", "144000", "fill", "cell"))
kind("cell_anchor", "cell")(_cell_attribute("anchor", "t", "fill", "cell"))


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

    return Look(see, ("rows", "order"), said, touched=("*",))


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
