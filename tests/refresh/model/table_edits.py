"""Edits of tables: cells, rows, columns, and the table as a whole."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable

from tests.raw_deck import A16, NS, Node, RawDeck, a, local, words_of, xml
from tests.refresh.model.site import Look, Site, Where, kind
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
        return worded(find, (body, site.deck, site.slide_part), before, ("font", "cell", "link"), about(site))

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
