"""The rule of refresh for tables: rows and columns are matched by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from kamdeck.deck.ledger import Mark, is_near, mark
from kamdeck.deck.merge import Rule, Verdict, merge
from kamdeck.deck.normal import Fields, Value
from kamdeck.deck.spec import Table
from kamdeck.deck.structures import (
    OWN,
    conflict,
    deleted_of,
    keys_of,
    list_keys,
    report_deleted,
    take_rest,
)
from kamdeck.record import replace

T = TypeVar("T")


def wording_of(table: Table) -> frozenset[str]:
    """The text fields of cells whose words are ours and not the workbook's."""
    return frozenset(
        f"cell/{row.key}/{column.key}"
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if not cell.is_data
    )


def merge_table(table: Table, ours: Fields, theirs: Fields, base: Mapping[str, Mark], rule: Rule) -> Verdict:
    """Decide a table: place, widths, rows, cells. Columns that a person added or deleted are a conflict."""
    rows, columns = keys_of(ours["rows"]), keys_of(ours["columns"])
    now_columns = theirs.get("columns", ())
    was_columns = keys_of(now_columns) if rule.is_adopted else base.get("columns", ())
    if now_columns not in (was_columns, columns):
        return conflict(table.key, "columns", ours, theirs, base, rule)
    now_rows = keys_of(theirs.get("rows", ()))
    deleted = deleted_of(rows, now_rows, base.get("rows", ()), rule)
    shown, both = _in_both(rows, now_rows), _in_both(columns, keys_of(now_columns))
    merges = [f"merge/{row}" for row in shown]
    if any(_is_remerged(name, ours, theirs, base, rule) for name in merges):
        return conflict(table.key, "merge", ours, theirs, base, rule)
    names = ["place", "alt", *(f"width/{c}" for c in both), *(f"height/{r}" for r in shown)]
    places = [f"{row}/{column}" for row in shown for column in both]
    names += [name for name in merges if name in ours or name in theirs]
    names += [f"{field}/{place}" for field in ("cell", "fill", "font") for place in places]
    verdict = merge(table.key, ours, theirs, base, replace(rule, wording=wording_of(table)), names)
    take_rest(verdict, ours, names)
    list_keys(verdict, "rows", now_rows, [r for r in rows if r not in deleted])
    list_keys(verdict, "columns", keys_of(now_columns), columns)
    report_deleted(verdict, "row", deleted)
    return verdict


def final_fields(ours: Fields, theirs: Fields, verdict: Verdict) -> Fields:
    """The fields that an element will have once its verdict is carried out."""
    writes = verdict.writes
    final = theirs | {name: ours[name] for name in writes if name in ours}
    if "columns" in writes:
        new = [f"width/{key}" for key in keys_of(ours["columns"])]
        final |= {name: ours[name] for name in new if name not in theirs}
    if "rows" in writes:
        shown = [k for k in keys_of(ours["rows"]) if f"height/{k}" in theirs or f"rows/{k}" in writes]
        final["rows"] = tuple(row_order(shown, map(str, theirs.get("rows", ()))))
        wanted = {key: _length(ours[f"height/{key}"]) for key in shown}
        kept = {k: _length(theirs[f"height/{k}"]) for k in shown if f"height/{k}" in theirs}
        kept = {k: height for k, height in kept.items() if f"height/{k}" not in writes}
        for key in shown:
            if f"height/{key}" not in theirs:
                final[f"height/{key}"] = (new_height(key, wanted, kept),)
    return final


def _length(value: Value) -> int:
    return int(value[0]) if value else 0


def row_order(wanted: Iterable[str], now: Iterable[str]) -> list[str]:
    """Our rows in our order; a person's own row stays behind the row it stood behind."""
    ours = list(wanted)
    followers: dict[str, list[str]] = {}
    above = ""
    for key in now:
        if key.startswith(OWN):
            followers.setdefault(above, []).append(key)
        elif key in ours:
            above = key
    order = list(followers.get("", ()))
    for key in ours:
        order += [key, *followers.get(key, ())]
    return order


def new_height(key: str, wanted: Mapping[str, int], there: Mapping[str, int]) -> int:
    """The height of a row that is new in a table: the spec's, unless a person gave the rows of that height
    another one. `there` are the rows that keep the height they have."""
    meant = wanted[key]
    kin = [there[k] for k, height in wanted.items() if k in there and height == meant]
    rounded = {height: next(h for h in kin if is_near((h,), (height,))) for height in kin}
    found = common_of([rounded[height] for height in kin])
    return meant if found is None or is_near((found,), (meant,)) else found


def common_of(values: Sequence[T]) -> T | None:
    """What at least three quarters of some values are; None without values, or where no one is so common."""
    for value in dict.fromkeys(values):
        if values.count(value) * 4 >= len(values) * 3:
            return value
    return None


def _is_remerged(name: str, ours: Fields, theirs: Fields, base: Mapping[str, Mark], rule: Rule) -> bool:
    """Whether a person merged or split cells of a row."""
    now = theirs.get(name, "")
    is_known = mark(name, now) == base.get(name, "") or rule.is_adopted or rule.is_forced
    return now != ours.get(name, "") and not is_known


def _in_both(ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    there = set(theirs)
    return [key for key in ours if key in there]
