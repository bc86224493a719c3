"""A refreshed table: rows and columns put in our order by key, a person's formats and rows kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import deepcopy
from functools import cached_property

from kamdeck.deck.ledger import Mark
from kamdeck.deck.spec import Table
from kamdeck.deck.tables import new_height, row_order
from kamdeck.pptxio.edit_text import write_fresh, write_words
from kamdeck.pptxio.look import length
from kamdeck.pptxio.markup import SLIDE_NAMESPACES, A
from kamdeck.pptxio.new_row import Kin, Wardrobe
from kamdeck.pptxio.read_table import BORDERS, CELL, ROW, column_keys, row_keys, table_of
from kamdeck.pptxio.tables import grid_xml
from kamdeck.pptxio.xml import Node, child, fragment, local, needed, put

ANS = f"{{{A}}}"
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
_CELL_ORDER = (*BORDERS, "lnTlToBr", "lnBlToTr", "cell3D", *_FILLS, "headers", "extLst")
_SPANS = ("gridSpan", "rowSpan", "hMerge", "vMerge")


def merge_table(
    frame: Node, table: Table, writes: Collection[str], base: Mapping[str, Mark], lang: str
) -> None:
    """Write the named fields of a table into its graphic frame."""
    _Merge(frame, table, frozenset(writes), base, lang).run()


class _Merge:
    def __init__(
        self, frame: Node, table: Table, writes: frozenset[str], base: Mapping[str, Mark], lang: str
    ) -> None:
        self.frame, self.table, self.writes, self.lang = frame, table, writes, lang
        self.grid = table_of(frame)
        self.columns = column_keys(self.grid, base, table)
        keys = row_keys(self.grid, self.columns, base, table)
        self.rows = dict(zip(keys, self.grid.findall(ROW), strict=True))
        self.wanted = [row.key for row in table.rows]

    @cached_property
    def fresh_grid(self) -> Node:
        """The table as we draw it, where something of it is needed."""
        return fragment(grid_xml(self.table, self.lang), SLIDE_NAMESPACES)[0]

    @cached_property
    def fresh(self) -> dict[str, Node]:
        """The rows of the table as we draw it."""
        return dict(zip(self.wanted, self.fresh_grid.findall(ROW), strict=True))

    def run(self) -> None:
        """Columns first, then rows, then what stands in them, then the frame."""
        if "columns" in self.writes:
            self._columns()
        if "rows" in self.writes:
            self._rows()
        self._merges()
        self._cells()
        self._lengths()
        self._identify()

    # ------------------------------------------------------------------ columns

    def _columns(self) -> None:
        wanted = [column.key for column in self.table.columns]
        holder, fresh_holder = (needed(g.find(f"{ANS}tblGrid")) for g in (self.grid, self.fresh_grid))
        old = dict(zip(self.columns, holder.findall(f"{ANS}gridCol"), strict=True))
        new = dict(zip(wanted, fresh_holder.findall(f"{ANS}gridCol"), strict=True))
        for node in old.values():
            holder.remove(node)
        for i, key in enumerate(wanted):
            holder.insert(i, old[key] if key in old else deepcopy(new[key]))
        for key, row in self.rows.items():
            self._row_cells(row, self.fresh.get(key), wanted)
        self.columns = wanted

    def _row_cells(self, row: Node, fresh: Node | None, wanted: list[str]) -> None:
        """A row's cells in the new columns; a row with merged cells takes ours, since spans have moved."""
        old = row.findall(CELL)
        new = fresh.findall(CELL) if fresh is not None else []
        has_spans = any(cell.get(span) for cell in (*old, *new) for span in _SPANS)
        by_key = {} if has_spans and new else dict(zip(self.columns, old, strict=False))
        cells = []
        for i, key in enumerate(wanted):
            if key in by_key:
                cells.append(by_key[key])
            else:
                cells.append(deepcopy(new[i]) if new else _blank(old[-1]))
        for cell in old:
            row.remove(cell)
        for i, cell in enumerate(cells):
            row.insert(i, cell)

    # ------------------------------------------------------------------ rows

    def _rows(self) -> None:
        """Our rows in our order; a person's own row stays behind the row it stood behind."""
        wanted = [k for k in self.wanted if k in self.rows or f"rows/{k}" in self.writes]
        order = row_order(wanted, self.rows)
        for node in self.rows.values():
            self.grid.remove(node)
        nodes = {key: self.rows[key] if key in self.rows else self._new_row(key) for key in order}
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
        head = self.table.rows[0].key if self.table.has_header else None
        return Wardrobe([self._kin(key) for key in self.fresh if key in self.rows and key != head])

    def _kin(self, key: str) -> Kin:
        names = [column.key for column in self.table.columns]
        return Kin(
            self.rows[key],
            self.fresh[key],
            lambda what, i: not {f"{what}/{key}/{names[i]}", f"merge/{key}"}.isdisjoint(self.writes),
        )

    def _identify(self) -> None:
        """Give our rows and columns their ids again where a program dropped them."""
        holder = needed(self.grid.find(f"{ANS}tblGrid"))
        ours = [n for k, n in self.rows.items() if k in self.wanted]
        if all(node.find(f"{ANS}extLst") is not None for node in (*holder, *ours)):
            return
        fresh = needed(self.fresh_grid.find(f"{ANS}tblGrid"))
        wanted = dict(zip((c.key for c in self.table.columns), fresh, strict=True))
        pairs = [(n, wanted.get(k)) for k, n in zip(self.columns, holder, strict=True)]
        pairs += [(node, self.fresh.get(key)) for key, node in self.rows.items()]
        for node, drawn in pairs:
            identity = drawn.find(f"{ANS}extLst") if drawn is not None else None
            if identity is not None and node.find(f"{ANS}extLst") is None:
                node.append(deepcopy(identity))

    def _merges(self) -> None:
        """Rows whose merged cells are others now take our cells whole."""
        for key in self.wanted:
            row = self.rows.get(key)
            if row is not None and f"merge/{key}" in self.writes:
                for cell in row.findall(CELL):
                    row.remove(cell)
                for i, cell in enumerate(self.fresh[key].findall(CELL)):
                    row.insert(i, deepcopy(cell))

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
                    _write_text(nodes[column.key], cell.paras, "font" in fields, self.lang)
                if "fill" in fields:
                    _write_look(nodes[column.key], self.fresh[row.key].findall(CELL)[i])

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


def _blank(cell: Node) -> Node:
    """An empty cell in another one's format."""
    copy = deepcopy(cell)
    for span in _SPANS:
        copy.attrib.pop(span, "")
    _write_text(copy, (), False, "")
    return copy


def _write_text(cell: Node, paras: tuple, is_fresh: bool, lang: str) -> None:  # type: ignore[type-arg]
    body = cell.find(f"{ANS}txBody")
    if body is None:
        body = child(cell, "txBody", ANS)
        cell.insert(0, body)
        child(body, "bodyPr", ANS)
    (write_fresh if is_fresh else write_words)(body, paras, lang)


def _write_look(cell: Node, drawn: Node) -> None:
    """Fill and borders of a freshly drawn cell; margins and anchor stay."""
    properties, ours = cell.find(f"{ANS}tcPr"), needed(drawn.find(f"{ANS}tcPr"))
    if properties is None:
        properties = child(cell, "tcPr", ANS)
    for node in [n for n in properties if local(n) in (*BORDERS, *_FILLS)]:
        properties.remove(node)
    for node in ours:
        put(properties, deepcopy(node), _CELL_ORDER)
