"""A native table as fields: rows and columns are named by the keys we gave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.deck.ledger import Mark, fingerprint
from kamdeck.deck.normal import Fields, merge_look
from kamdeck.deck.spec import Table
from kamdeck.deck.structures import OWN
from kamdeck.pptxio.look import fill_of, length, stroke_of, text_of, words_of
from kamdeck.pptxio.markup import A16, A
from kamdeck.pptxio.tables import col_id, distinct, row_id
from kamdeck.pptxio.xml import Node, needed, whole

ANS = f"{{{A}}}"
BORDERS = ("lnL", "lnR", "lnT", "lnB")
ROW, CELL, COLUMN = f"{ANS}tr", f"{ANS}tc", f"{ANS}gridCol"
COLUMN_ID, ROW_ID = (f"{ANS}extLst/{ANS}ext/{{{A16}}}{tag}" for tag in ("colId", "rowId"))


def table_of(frame: Node) -> Node:
    """The `a:tbl` of a graphic frame."""
    return needed(frame.find(f"{ANS}graphic/{ANS}graphicData/{ANS}tbl"))


def read_table(
    frame: Node, base: Mapping[str, Mark], spec: Table | None, *, is_settled: bool = False
) -> Fields:
    """The fields of a table; a person's own rows and columns get keys that start with `OWN`.

    On a slide that `is_settled` the formats are those that we last wrote and need no look.
    """
    grid = table_of(frame)
    columns = column_keys(grid, base, spec)
    rows = row_keys(grid, columns, base, spec)
    found: Fields = {"rows": tuple(rows), "columns": tuple(columns)}
    for node, key in zip(grid.iter(COLUMN), columns, strict=True):
        found[f"width/{key}"] = (length(node, "w"),)
    for row, key in zip(grid.findall(ROW), rows, strict=True):
        found[f"height/{key}"] = (length(row, "h"),)
        cells = zip(columns, row.findall(CELL), strict=False)
        if merged := merge_look((c, *_spans(cell)) for c, cell in cells):
            found[f"merge/{key}"] = merged
        for cell, column in zip(row.findall(CELL), columns, strict=False):
            place = f"{key}/{column}"
            if is_settled and f"fill/{place}" in base:
                found[f"cell/{place}"] = words_of(cell.find(f"{ANS}txBody"))
                found[f"font/{place}"] = base.get(f"font/{place}", "")
                found[f"fill/{place}"] = base[f"fill/{place}"]
                continue
            found[f"cell/{place}"], found[f"font/{place}"] = text_of(cell.find(f"{ANS}txBody"))
            found[f"fill/{place}"] = "-" if is_covered(cell) else cell_look(cell.find(f"{ANS}tcPr"))
    return found


def _spans(cell: Node) -> tuple[int, int]:
    """How many columns and rows a cell covers."""
    return whole(cell.get("gridSpan"), 1), whole(cell.get("rowSpan"), 1)


def cell_look(properties: Node | None) -> str:
    """Fill and borders of a cell, left, right, top, bottom."""
    look = fill_of(properties)
    for tag in BORDERS:
        border = properties.find(f"{ANS}{tag}") if properties is not None else None
        look += "|" if border is None else f"|{stroke_of(border)}"
    return look


def is_covered(cell: Node) -> bool:
    """Whether a cell lies under a merged one."""
    return cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true")


def column_keys(grid: Node, base: Mapping[str, Mark], spec: Table | None) -> list[str]:
    """The key of every column: by its id, else by its place among those we wrote."""
    nodes = grid.findall(f"{ANS}tblGrid/{COLUMN}")
    expected = _expected(base.get("columns"), [c.key for c in spec.columns] if spec else [])
    ids = dict(zip(distinct([col_id(key) for key in expected]), expected, strict=True))
    keys = [ids.get(_identity(node, COLUMN_ID), "") for node in nodes]
    if not any(keys):
        keys = list(expected[: len(nodes)]) + [""] * (len(nodes) - len(expected))
    return _named(keys)


def row_keys(grid: Node, columns: Sequence[str], base: Mapping[str, Mark], spec: Table | None) -> list[str]:
    """The key of every row: by its id, else by its first words, else by its place among those we wrote."""
    nodes = grid.findall(ROW)
    expected = _expected(base.get("rows"), [r.key for r in spec.rows] if spec else [])
    ids = dict(zip(distinct([row_id(key) for key in expected]), expected, strict=True))
    keys = [ids.get(_identity(node, ROW_ID), "") for node in nodes]
    if any(keys):
        return _named(keys)
    first = columns[0] if columns else ""
    words = {str(base.get(f"cell/{key}/{first}", "")): key for key in reversed(expected)}
    texts = [text_of(node.find(f"{CELL}/{ANS}txBody"))[0] for node in nodes]
    keys = [words.get(fingerprint(text), "") if text else "" for text in texts]
    rest = iter([key for key in expected if key not in keys])
    if len(nodes) == len(expected):
        keys = [key or next(rest) for key in _once(keys)]
    return _named(_once(keys))


def _expected(written: Mark | None, wanted: Sequence[str]) -> list[str]:
    """The keys we last wrote, and after them the spec's others."""
    keys = [str(key) for key in written] if isinstance(written, tuple) else []
    return keys + [key for key in wanted if key not in keys]


def _identity(node: Node, path: str) -> int:
    found = node.find(path)
    return -1 if found is None else whole(found.get("val"), -1)


def _once(keys: Sequence[str]) -> list[str]:
    """The keys with every repetition blanked."""
    seen: set[str] = set()
    out = []
    for key in keys:
        out.append("" if key in seen else key)
        seen.add(key)
    return out


def _named(keys: Sequence[str]) -> list[str]:
    """Blank keys and repetitions become a person's own, counted."""
    return [key or f"{OWN}{i}" for i, key in enumerate(_once(keys), 1)]
