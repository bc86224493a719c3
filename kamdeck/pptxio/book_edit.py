"""The workbook of a chart rewritten in place: our cells take new figures, a person's follow their rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import deepcopy
from functools import cached_property

from kamdeck.pptxio.book import MNS, Cell, OpenBook, Page, Value
from kamdeck.pptxio.book_block import Block
from kamdeck.pptxio.book_cells import our_cell, plain, put_value
from kamdeck.pptxio.book_move import Move
from kamdeck.pptxio.book_parts import move_parts
from kamdeck.pptxio.book_results import Results, Spot, agrees
from kamdeck.pptxio.book_style import CellStyles
from kamdeck.pptxio.cell_formulas import Mover, moved_formula
from kamdeck.pptxio.chart_data import Lost
from kamdeck.pptxio.markup import number
from kamdeck.pptxio.refs import Area, Place, cell_name, letters, range_of, range_text
from kamdeck.pptxio.sheets import Sheet, SheetCell
from kamdeck.pptxio.xml import Node


class BookEdit:
    """One workbook while it is rewritten. `restyled` are columns whose number format is ours to set, `unhide`
    shows the rows that the sheet hides."""

    def __init__(
        self,
        book: OpenBook,
        block: Block,
        sheet: Sheet,
        free: Collection[int],
        restyled: Collection[str],
        *,
        unhide: bool,
    ) -> None:
        self.book, self.block, self.sheet = book, block, sheet
        self.restyled, self.unhide = frozenset(restyled), unhide
        self.page: Page = book.pages[block.sheet]
        self.old = dict(self.page.cells)
        self.before: dict[Spot, Value] = {
            (name, *place): cell.value
            for name, page in book.pages.items()
            for place, cell in page.cells.items()
        }
        own = {place[1] for place, cell in self.old.items() if not block.holds(place)}
        self.move = Move(block, sheet, own, free)
        self._hidden = {at for at, row in self.page.rows.items() if row.get("hidden") in ("1", "true")}
        self.lost: Lost = []
        self.ours = self._ours()
        self.filled = self._filled_columns()
        self.own: dict[Place, Cell] = {}
        self.origins: dict[Spot, Spot] = {}
        self.formulas: dict[Spot, str] = {}

    def rewrite(self) -> bytes:
        """The workbook's new bytes; `after` then tells what its cells show."""
        self._place_own()
        self._fill_down()
        self._move_formulas()
        self.after = self._results()
        self._report_stale()
        self._write_rows()
        self.book.edited.add(self.page.name)
        move_parts(self.book, self.page, self.move, self._texts())
        return self.book.save()

    def value_before(self, sheet: str, place: Place) -> Value:
        """What a cell showed."""
        return self.before.get((sheet, *place))

    def origin_of(self, sheet: str, place: Place) -> Spot | None:
        """Where a cell stood that is at `place` now; None for one that is new."""
        if sheet != self.page.name:
            return (sheet, *place)
        if place in self.own:
            return self.origins[sheet, *place]
        return self._old_places.get(place)

    @cached_property
    def _old_places(self) -> dict[Place, Spot]:
        """The old places of our cells by their new ones."""
        found: dict[Place, Spot] = {}
        for place in self.old:
            now = self.move.place(place) if self.block.holds(place) else None
            if now is not None:
                found[now] = (self.page.name, *place)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """What the workbook has names for."""
        return frozenset(node.get("name") or "" for node in self.book.names)

    def was_hidden(self, sheet: str, place: Place) -> bool:
        """Whether the sheet hid a row."""
        return sheet == self.page.name and place[0] in self._hidden

    def is_hidden(self, sheet: str, place: Place) -> bool:
        """Whether the sheet hides a row, by its new place."""
        now = {self.move.row(row, self.block.label) for row in self._hidden}
        return sheet == self.page.name and place[0] in now and not self.unhide

    # ------------------------------------------------------------------ whose cells go where

    def _ours(self) -> dict[Place, SheetCell]:
        """Our new cells by place."""
        row, column = self.sheet.origin.row, self.sheet.origin.column
        return {
            (row + i, column + j): cell
            for i, cells in enumerate(self.sheet.cells())
            for j, cell in enumerate(cells)
            if cell.value is not None
        }

    def _place_own(self) -> None:
        """A person's cells at their new places; what has none is lost."""
        names = {row: key for key, row in self.block.rows.items()}
        for place, cell in sorted(self.old.items()):
            now = self.move.place(place)
            is_head = place == (self.block.head, self.block.label) and now not in self.ours
            if self.block.holds(place) and not is_head:  # where we write no head, a table needs one
                self._note_formula(place, cell, names)
                continue
            if now is None or now in self.ours or now in self.own:
                if not cell.is_blank and place[1] not in self.filled:
                    self.lost.append((f"cell/{names.get(place[0], '')}/{self._head(place[1])}", _said(cell)))
                continue
            self.own[now] = cell
            self.origins[self.page.name, *now] = (self.page.name, *place)
            if cell.formula:
                self.formulas[self.page.name, *now] = cell.formula

    def _note_formula(self, place: Place, cell: Cell, names: Mapping[int, str]) -> None:
        """A person's own formula in a cell of ours makes room for our figure."""
        key = next((key for key, column in self.block.columns.items() if column == place[1]), None)
        if not cell.formula or key is None or place[0] not in names or key not in self.sheet.letters:
            return
        data = self.sheet.column(key)
        if not data.formula and not data.formulas:
            self.lost.append((f"cell/{names[place[0]]}/{data.head}", f"={cell.formula}"))

    def _head(self, column: int) -> str:
        cell = self.old.get((self.block.head, column))
        return letters(column) if cell is None or cell.is_blank else str(cell.value)

    def _filled_columns(self) -> dict[int, Cell]:
        """A person's columns of formulas that fill all our rows, each with the formula of the first."""
        rows = sorted(self.block.rows.values())
        found: dict[int, Cell] = {}
        for column in {place[1] for place, cell in self.old.items() if cell.formula} - self.move.free:
            cells = [cell for row in rows if (cell := self.old.get((row, column))) and cell.formula]
            if len(cells) == len(rows) > 1 and not self.block.holds((rows[0], column)):
                found[column] = cells[0]
        return found

    def _fill_down(self) -> None:
        """A column of formulas that fills all our rows fills the new ones too."""
        first = min(self.block.rows.values(), default=0)
        for column, pattern in sorted(self.filled.items()):
            now = self.move.column(column)
            if now is None:
                continue
            for row in range(self.sheet.first, self.sheet.last + 1):
                place, spot = (row, now), (self.page.name, row, now)
                if place not in self.own and place not in self.ours:
                    self.own[place] = Cell(_copy(pattern.node), None, pattern.formula)
                    self.origins[spot] = (self.page.name, first, column)
                    self.formulas[spot] = pattern.formula

    # ------------------------------------------------------------------ formulas and their results

    def _move_formulas(self) -> None:
        """Every formula of a person's, led to where its cells stand now; other sheets' formulas too."""
        for spot, formula in list(self.formulas.items()):
            _, row, column = self.origins[spot]
            mover = self.mover() if column in self.move.free else self.mover(row, spot[1])
            self.formulas[spot] = moved_formula(formula, mover)
        for name, page in self.book.pages.items():
            if page is self.page:
                continue
            for place, cell in page.cells.items():
                if cell.formula:
                    spot = (name, *place)
                    self.origins[spot] = spot
                    self.formulas[spot] = moved_formula(cell.formula, self.mover(sheet=name))

    def mover(self, row: int = 0, new_row: int = 0, sheet: str = "") -> Mover:
        """Where the areas go that a formula names which stands in `row` of a sheet, now in `new_row`."""
        home = sheet or self.page.name
        block, move = self.block, self.move
        is_ours = row in move.rows

        def moved(area: Area, is_relative: bool) -> Area | None:
            if (area.sheet or home) != self.page.name:
                return area
            found = move.area(area)
            if not is_ours or area.left in move.free:
                return found
            inside = range(block.first, block.last + 1)
            if area.is_cell and is_relative and area.top in inside:
                column, at = move.column(area.left), new_row + area.top - row  # filled down: as far away
                return None if column is None else Area(area.sheet, at, column, at, column)
            if found is not None and not area.is_cell:
                top = new_row if area.top == row else found.top
                bottom = new_row if area.bottom == row else found.bottom
                return found._replace(top=min(top, bottom), bottom=max(top, bottom))
            return found

        return moved

    def _results(self) -> Results:
        values: dict[Spot, Value] = {spot: v for spot, v in self.before.items() if spot[0] != self.page.name}
        name = self.page.name
        values |= {(name, *place): cell.value for place, cell in self.own.items()}
        values |= {(name, *place): plain(cell.value) for place, cell in self.ours.items()}
        found = Results(values, self.formulas, self._is_trusted)
        found.work()
        return found

    def _is_trusted(self, spot: Spot) -> bool:
        sheet, row, column = self.origins[spot]
        cell = self.book.pages[sheet].cells.get((row, column))
        if cell is None:
            return False
        return cell.value is None or agrees(cell.formula, sheet, cell.value, self.value_before)

    def _report_stale(self) -> None:
        """One line for each column of formulas whose results are the old ones."""
        told: set[tuple[str, int]] = set()
        for sheet, row, column in sorted(self.after.stale):
            if (sheet, column) not in told:
                told.add((sheet, column))
                address = f"{sheet}!{cell_name((row, column))}"
                self.lost.append((f"formula/{address}", f"={self.formulas[sheet, row, column]}"))

    # ------------------------------------------------------------------ the sheet's own XML

    def _write_rows(self) -> None:
        """All rows anew: a row that moved takes its height along."""
        styles = CellStyles(self.book, self.block, self.sheet, self.old, self.restyled)
        places = sorted({*self.own, *self.ours})
        rows: dict[int, Node] = {}
        for old, node in self.page.rows.items():
            at = self.move.row(old, self.block.label)
            if at is not None and at not in rows:
                rows[at] = self._emptied(node, at)
        for place in places:
            row = rows.get(place[0])
            if row is None:
                row = rows[place[0]] = self.page.data.makeelement(f"{MNS}row", {"r": str(place[0])}, None)
            cell = self.ours.get(place)
            row.append(
                self._own_node(place) if cell is None else our_cell(row, place, cell, styles.of(place))
            )
        for node in list(self.page.data):
            self.page.data.remove(node)
        self.page.data.extend(rows[at] for at in sorted(rows))
        for page in self.book.pages.values():
            if page is not self.page and self._write_results(page):
                self.book.edited.add(page.name)

    def _emptied(self, row: Node, at: int) -> Node:
        made = row.makeelement(row.tag, {}, None)
        made.attrib.update(row.attrib)
        made.set("r", str(at))
        made.attrib.pop("spans", "")
        if self.unhide and self.block.head < at <= self.move.last:
            made.attrib.pop("hidden", "")
        return made

    def _own_node(self, place: Place) -> Node:
        cell, spot = self.own[place], (self.page.name, *place)
        node = _copy(cell.node)
        node.set("r", cell_name(place))
        self._put_formula(node, spot)
        return node

    def _write_results(self, page: Page) -> bool:
        is_new = False
        for place, cell in page.cells.items():
            spot = (page.name, *place)
            formula = self.formulas.get(spot)
            if formula is not None and (formula != cell.formula or self.after.values.get(spot) != cell.value):
                self._put_formula(cell.node, spot)
                is_new = True
        return is_new

    def _put_formula(self, node: Node, spot: Spot) -> None:
        """A formula with its result in a cell that has one."""
        formula, found = self.formulas.get(spot), node.find(f"{MNS}f")
        if formula is None or found is None:
            return
        if found.get("t") == "shared":
            for name in ("t", "si", "ref"):
                found.attrib.pop(name, "")
        if area := found.get("ref"):
            found.set("ref", cell_name(spot[1:]) if ":" not in area else self._range(area))
        found.text = formula
        put_value(node, self.after.values.get(spot))

    def _range(self, text: str) -> str:
        """Where the area of an array formula stands now."""
        area = range_of(text)
        now = self.move.area(area) if area else None
        return range_text(now) if now else text

    def _texts(self) -> dict[Place, str]:
        """What the cells of the sheet say, for the heads of tables."""
        own = {place: cell.value for place, cell in self.own.items() if isinstance(cell.value, str)}
        ours = {place: cell.value for place, cell in self.ours.items() if isinstance(cell.value, str)}
        return own | ours


def _copy(node: Node) -> Node:
    made = deepcopy(node)
    made.tail = None
    return made


def _said(cell: Cell) -> str:
    if cell.formula:
        return f"={cell.formula}"
    return number(cell.value) if isinstance(cell.value, float) else str(cell.value)
