"""A refreshed table: rows and columns put in their order by key, a person's formats and rows kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from functools import cached_property

from kamdeck.deck.ledger import Mark
from kamdeck.deck.spec import Para, Table
from kamdeck.deck.structures import OWN
from kamdeck.deck.tables import laid, new_height
from kamdeck.pptxio.handwork import Handwork
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.look import FILL_NAMES, length, words_of
from kamdeck.pptxio.markup import SLIDE_NAMESPACES, A
from kamdeck.pptxio.new_row import CELL_ORDER, Kin, Wardrobe
from kamdeck.pptxio.read_table import BORDERS, is_covered, table_of
from kamdeck.pptxio.replace_text import replace_text
from kamdeck.pptxio.spans import lay_spans, owners_in, owners_wanted
from kamdeck.pptxio.table_keys import CELL, ROW, identity, keys_of_table
from kamdeck.pptxio.tables import grid_xml
from kamdeck.pptxio.xml import Node, child, fragment, local, needed, put, whole
from kamdeck.record import replace
from kamdeck.report import Kept

ANS = f"{{{A}}}"
_SPANS = ("gridSpan", "rowSpan", "hMerge", "vMerge")


def merge_table(
    frame: Node,
    table: Table,
    writes: Sequence[str],
    base: Mapping[str, Mark],
    ink: Ink,
    *,
    is_ours: bool = False,
) -> list[Kept]:
    """Write the named fields of a table into its graphic frame; what a person made of cells that are gone.

    Of rows and columns, `rows/KEY` and `columns/KEY` name all in their order. In a table that `is_ours`
    no format is a person's.
    """
    return _Merge(frame, table, writes, base, ink, is_ours).run()


class _Merge:
    def __init__(
        self,
        frame: Node,
        table: Table,
        writes: Sequence[str],
        base: Mapping[str, Mark],
        ink: Ink,
        is_ours: bool,
    ) -> None:
        self.frame, self.writes, self.ink, self.is_ours = frame, frozenset(writes), ink, is_ours
        self.base = base
        self.grid = table_of(frame)
        keys, self.columns = keys_of_table(self.grid, base, table)
        self.rows = dict(zip(keys, self.grid.findall(ROW), strict=True))
        self.row_order = laid(writes, "rows") or tuple(keys)
        self.column_order = laid(writes, "columns") or tuple(self.columns)
        self.table = _arranged(table, self.column_order)
        self.wanted = [row.key for row in table.rows]
        self.lost: list[Kept] = []

    @cached_property
    def fresh_grid(self) -> Node:
        """The table as we draw it, its columns in the order they are to have."""
        return fragment(grid_xml(self.table, self.ink), SLIDE_NAMESPACES)[0]

    @cached_property
    def fresh(self) -> dict[str, Node]:
        """The rows of the table as we draw it."""
        return dict(zip(self.wanted, self.fresh_grid.findall(ROW), strict=True))

    def run(self) -> list[Kept]:
        """Columns first, then rows, then what stands in them, then the frame."""
        is_relaid = any(name.startswith(("columns", "rows", "merge/")) for name in self.writes)
        if is_relaid:
            self.was = owners_in(self.rows, self.columns)
            self.handwork = None if self.is_ours else Handwork(self.fresh_grid, self.rows, self.columns)
        if "columns" in self.writes:
            self._columns()
        if "rows" in self.writes:
            self._rows()
        if is_relaid:
            self._uncover()
            lay_spans(self.rows, self.columns, owners_wanted(self.table), self.was)
        self._cells()
        self._lengths()
        self._identify()
        return self.lost

    def _lose(self, row: str, column: str, *, is_column: bool = False) -> None:
        """Note what a person made of a cell that goes, with its row or with its column."""
        if self.handwork is None or (row, column) not in self.handwork.cells:
            return
        where = self.table.key if row.startswith(OWN) else f"{self.table.key}/{row}"
        words = words_of(self.handwork.cells[row, column].find(f"{ANS}txBody"))
        for what in self.handwork.of(row, column, is_column=is_column):
            self.lost.append(Kept(where, f"{what}/{column}", words))

    # ------------------------------------------------------------------ columns

    def _columns(self) -> None:
        wanted = list(self.column_order)
        holder, fresh_holder = (needed(g.find(f"{ANS}tblGrid")) for g in (self.grid, self.fresh_grid))
        old = dict(zip(self.columns, holder.findall(f"{ANS}gridCol"), strict=True))
        new = dict(zip(wanted, fresh_holder.findall(f"{ANS}gridCol"), strict=True))
        for node in old.values():
            holder.remove(node)
        for i, key in enumerate(wanted):
            holder.insert(i, old[key] if key in old else deepcopy(new[key]))
        for key, row in self.rows.items():
            self._row_cells(key, row, wanted)
        self.columns = wanted

    def _row_cells(self, key: str, row: Node, wanted: Sequence[str]) -> None:
        """A row's cells in the new columns, each of them the one that it was."""
        old = dict(zip(self.columns, row.findall(CELL), strict=False))
        new = self.fresh[key].findall(CELL) if key in self.fresh else []
        for column, cell in old.items():
            row.remove(cell)
            if column not in wanted:
                self._lose(key, column, is_column=True)
        cells: list[Node] = []
        for i, column in enumerate(wanted):
            if column in old:
                cells.append(old[column])
            elif new:
                cells.append(deepcopy(new[i]))
            else:
                cells.append(_blank(cells[-1] if cells else next(iter(old.values())), self.ink))
        for i, cell in enumerate(cells):
            row.insert(i, cell)

    # ------------------------------------------------------------------ rows

    def _rows(self) -> None:
        """The rows in their order; those that are new are drawn."""
        for key, node in self.rows.items():
            self.grid.remove(node)
            for column in self.columns if key not in self.row_order else ():
                self._lose(key, column)
        nodes = {key: self.rows[key] if key in self.rows else self._new_row(key) for key in self.row_order}
        for node in nodes.values():
            put(self.grid, node, ("tblPr", "tblGrid", "tr"))
        self.rows = nodes

    def _new_row(self, key: str) -> Node:
        """A new row: as we draw it, but for what a person made of a whole column, or of all heights."""
        row = self.wardrobe.dressed(self.fresh[key])
        wanted = {r.key: r.height for r in self.table.rows}
        kept = {k: length(self.rows[k], "h") for k in self.fresh if k in self.rows}
        kept = {k: height for k, height in kept.items() if f"height/{k}" not in self.writes}
        row.set("h", str(new_height(key, wanted, kept)))
        return row

    @cached_property
    def wardrobe(self) -> Wardrobe:
        """What a person made of the rows below the head."""
        if self.is_ours:
            return Wardrobe(())
        head = self.table.rows[0].key if self.table.has_header else None
        return Wardrobe([self._kin(key) for key in self.fresh if key in self.rows and key != head])

    def _kin(self, key: str) -> Kin:
        names = [column.key for column in self.table.columns]
        return Kin(
            self.rows[key],
            self.fresh[key],
            lambda what, i: not {f"{what}/{key}/{names[i]}", f"merge/{key}"}.isdisjoint(self.writes),
        )

    def _uncover(self) -> None:
        """Cells of ours that a merged cell covers now, or no longer does, are drawn afresh."""
        for key in self.wanted:
            cells = self.rows[key].findall(CELL) if key in self.rows else []
            for column, cell, drawn in zip(self.columns, cells, self.fresh[key].findall(CELL), strict=False):
                if is_covered(cell) != is_covered(drawn):
                    self._lose(key, column)
                    self.rows[key].replace(cell, deepcopy(drawn))

    def _identify(self) -> None:
        """Give our rows and columns their ids again where a program dropped them, copies of rows one of
        their own."""
        holder = needed(self.grid.find(f"{ANS}tblGrid"))
        ours = [n for k, n in self.rows.items() if k in self.wanted]
        if not all(identity(node) is not None for node in (*holder, *ours)):
            fresh = needed(self.fresh_grid.find(f"{ANS}tblGrid"))
            wanted = dict(zip((c.key for c in self.table.columns), fresh, strict=True))
            pairs = [(n, wanted.get(k)) for k, n in zip(self.columns, holder, strict=True)]
            pairs += [(node, self.fresh.get(key)) for key, node in self.rows.items()]
            for node, drawn in pairs:
                extension = drawn.find(f"{ANS}extLst") if drawn is not None else None
                if extension is not None and node.find(f"{ANS}extLst") is None:
                    node.append(deepcopy(extension))
        taken = {number.get("val") for node in ours if (number := identity(node)) is not None}
        for key, node in self.rows.items():
            number = identity(node) if key not in self.wanted else None
            if number is not None:
                while number.get("val") in taken:
                    number.set("val", str(whole(number.get("val")) % 0xFFFF_FFFF + 1))
                taken.add(number.get("val"))

    # ------------------------------------------------------------------ cells and lengths

    def _cells(self) -> None:
        what: dict[str, set[str]] = {}
        for name in self.writes:
            field, _, place = name.partition("/")
            if field in ("cell", "font", "fill"):
                what.setdefault(place, set()).add(field)
        for row in self.table.rows if what else ():
            node = self.rows.get(row.key)
            if node is None:
                continue
            nodes = dict(zip(self.columns, node.findall(CELL), strict=False))
            for i, (column, cell) in enumerate(zip(self.table.columns, row.cells, strict=True)):
                fields = what.get(f"{row.key}/{column.key}", ())
                if not fields or column.key not in nodes:
                    continue
                if "cell" in fields or "font" in fields:
                    self._write_text(nodes[column.key], cell.paras, f"{row.key}/{column.key}", fields)
                if "fill" in fields:
                    _write_look(nodes[column.key], self.fresh[row.key].findall(CELL)[i])

    def _write_text(self, cell: Node, paras: Sequence[Para], place: str, fields: Collection[str]) -> None:
        body = _body(cell)
        if self.is_ours:
            replace_text(body, paras, self.ink)
            return
        from kamdeck.pptxio.edit_text import write_text  # much code, for what a person worked on

        was = str(self.base.get(f"font/{place}", "")) if self.base else None
        write_text(body, paras, self.ink, was, is_fresh="font" in fields)

    def _lengths(self) -> None:
        """Widths, heights and place; the frame is as large as its rows and columns."""
        for column, node in zip(
            self.table.columns, self.grid.iterfind(f"{ANS}tblGrid/{ANS}gridCol"), strict=False
        ):
            if f"width/{column.key}" in self.writes:
                node.set("w", str(column.width))
        for row in self.table.rows:
            if f"height/{row.key}" in self.writes and row.key in self.rows:
                self.rows[row.key].set("h", str(row.height))
        transform = next(node for node in self.frame if local(node) == "xfrm")
        off, ext = (needed(transform.find(f"{ANS}{tag}")) for tag in ("off", "ext"))
        if "place" in self.writes:
            off.set("x", str(self.table.x))
            off.set("y", str(self.table.y))
        if any(name.startswith(("width/", "height/", "rows", "columns")) for name in self.writes):
            ext.set("cx", str(sum(length(c, "w") for c in self.grid.iterfind(f"{ANS}tblGrid/{ANS}gridCol"))))
            ext.set("cy", str(sum(length(r, "h") for r in self.grid.iterfind(ROW))))


def _arranged(table: Table, order: Sequence[str]) -> Table:
    """The table with its columns in an order."""
    places = {column.key: i for i, column in enumerate(table.columns)}
    picked = [places[key] for key in order]
    if picked == list(range(len(places))):
        return table
    return replace(
        table,
        columns=tuple([table.columns[i] for i in picked]),
        rows=tuple([replace(row, cells=tuple([row.cells[i] for i in picked])) for row in table.rows]),
    )


def _blank(cell: Node, ink: Ink) -> Node:
    """An empty cell in another one's format."""
    copy = deepcopy(cell)
    for span in _SPANS:
        copy.attrib.pop(span, "")
    from kamdeck.pptxio.edit_text import write_text

    write_text(_body(copy), (), ink)
    return copy


def _body(cell: Node) -> Node:
    """The text body of a cell, made where there is none."""
    body = cell.find(f"{ANS}txBody")
    if body is None:
        body = child(cell, "txBody", ANS)
        cell.insert(0, body)
        child(body, "bodyPr", ANS)
    return body


def _write_look(cell: Node, drawn: Node) -> None:
    """Fill and borders of a freshly drawn cell; margins and anchor stay."""
    properties, ours = cell.find(f"{ANS}tcPr"), needed(drawn.find(f"{ANS}tcPr"))
    if properties is None:
        properties = child(cell, "tcPr", ANS)
    for node in [n for n in properties if local(n) in (*BORDERS, *FILL_NAMES)]:
        properties.remove(node)
    for node in ours:
        put(properties, deepcopy(node), CELL_ORDER)
