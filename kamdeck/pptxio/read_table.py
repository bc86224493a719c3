"""A native table as fields: rows and columns are named by the keys we gave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json import dumps

from kamdeck.deck.ledger import Mark
from kamdeck.deck.normal import Fields, merge_look
from kamdeck.deck.spec import Table
from kamdeck.deck.structures import OWN
from kamdeck.pptxio.formats import has_extras, runs_of
from kamdeck.pptxio.look import fill_of, length, stroke_of, text_of, words_of
from kamdeck.pptxio.markup import A
from kamdeck.pptxio.table_keys import CELL, COLUMN, ROW, keys_of_table
from kamdeck.pptxio.xml import Node, needed, whole

ANS = f"{{{A}}}"
BORDERS = ("lnL", "lnR", "lnT", "lnB")


def table_of(frame: Node) -> Node:
    """The `a:tbl` of a graphic frame."""
    return needed(frame.find(f"{ANS}graphic/{ANS}graphicData/{ANS}tbl"))


def read_table(
    frame: Node, base: Mapping[str, Mark], spec: Table | None, *, is_settled: bool = False
) -> Fields:
    """The fields of a table; a person's own rows and columns get keys that start with `OWN`.

    On a slide that `is_settled` the formats are those that we last wrote and need no look, unless a version
    before 0.2 settled it with formats that it did not know.
    """
    grid = table_of(frame)
    rows, columns = keys_of_table(grid, base, spec)
    found: Fields = {"rows": tuple(rows), "columns": tuple(columns)}
    is_plain = not has_extras(grid)
    runs: dict[str, list[object]] = {}
    for node, key in zip(grid.iter(COLUMN), columns, strict=True):
        found[f"width/{key}"] = (length(node, "w"),)
    for i, (row, key) in enumerate(zip(grid.findall(ROW), rows, strict=True)):
        found[f"height/{key}"] = (length(row, "h"),)
        spans = [spans_of(cell) for cell in row.findall(CELL)]
        if any(span != (1, 1) for span in spans) and (merged := _merged(spans, rows[i:], columns, base)):
            found[f"merge/{key}"] = merged
        for cell, column in zip(row.findall(CELL), columns, strict=False):
            place = f"{key}/{column}"
            if is_settled and is_plain and f"fill/{place}" in base:
                found[f"cell/{place}"] = words_of(cell.find(f"{ANS}txBody"))
                found[f"font/{place}"] = base.get(f"font/{place}", "")
                found[f"fill/{place}"] = base[f"fill/{place}"]
                continue
            body = cell.find(f"{ANS}txBody")
            found[f"cell/{place}"], font = text_of(body)
            found[f"font/{place}"] = font
            if of_cell := runs_of(body, font, is_plain=is_plain):
                runs[place] = of_cell
            found[f"fill/{place}"] = "-" if is_covered(cell) else cell_look(cell.find(f"{ANS}tcPr"))
    if runs:
        found["runs"] = dumps(runs, sort_keys=True)
    return found


def spans_of(cell: Node) -> tuple[int, int]:
    """How many columns and rows a cell covers."""
    return whole(cell.get("gridSpan"), 1), whole(cell.get("rowSpan"), 1)


def _merged(
    spans: Sequence[tuple[int, int]], rows: Sequence[str], columns: Sequence[str], base: Mapping[str, Mark]
) -> str:
    """The merged cells of a row, and how many of our columns and rows they cover; `rows` from this one on.

    They come in the order in which we last wrote the columns, whatever a person made of it.
    """
    found = {
        columns[j]: (_ours(columns[j : j + wide]), _ours(rows[:high]))
        for j, (wide, high) in enumerate(spans[: len(columns)])
    }
    known = [str(key) for key in base.get("columns", ()) if key in found]
    return merge_look((key, *found[key]) for key in dict.fromkeys((*known, *found)))


def _ours(keys: Sequence[str]) -> int:
    return sum(not key.startswith(OWN) for key in keys)


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
