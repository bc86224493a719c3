"""The rule of refresh for tables: rows and columns are matched by key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from kamdeck.deck.ledger import Mark, is_near, mark
from kamdeck.deck.merge import Rule, Verdict, is_as_marked, merge, show
from kamdeck.deck.normal import Fields, Value
from kamdeck.deck.row_order import is_reordered, ordered
from kamdeck.deck.spec import Table
from kamdeck.deck.structures import OWN, conflict, deleted_of, keys_of, report_deleted, take_rest
from kamdeck.record import replace
from kamdeck.report import Change, Kept

T = TypeVar("T")

_COVERED = "-"  # the fill of a cell under a merged one, which has no borders either
_OF_CELL = ("cell", "fill", "font")


def wording_of(table: Table) -> frozenset[str]:
    """The text fields of cells whose words are ours and not the workbook's."""
    return frozenset(
        f"cell/{row.key}/{column.key}"
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if not cell.is_data
    )


def merge_table(table: Table, ours: Fields, theirs: Fields, base: Mapping[str, Mark], rule: Rule) -> Verdict:
    """Decide a table: place, widths, rows, cells. Columns that a person added or deleted are a conflict, as
    are merged cells of his own; an order of his own stays."""
    rows, columns = keys_of(ours["rows"]), keys_of(ours["columns"])
    now_rows, now_columns = (_listed(theirs.get(name, ())) for name in ("rows", "columns"))
    column_order, has_own_columns = _order(columns, now_columns, "columns", base, rule)
    if not _has_known_columns(now_columns, columns, base, rule) or not _fits(table, column_order):
        return conflict(table.key, "columns", ours, theirs, base, rule)
    deleted = deleted_of(rows, keys_of(now_rows), base.get("rows", ()), rule)
    shown, both = _in_both(rows, now_rows), _in_both(columns, now_columns)
    merges = [f"merge/{row}" for row in shown]
    if any(_is_remerged(name, ours, theirs, base, rule) for name in merges):
        return conflict(table.key, "merge", ours, theirs, base, rule)
    names = ["place", "alt", *(f"width/{c}" for c in both), *(f"height/{r}" for r in shown)]
    places = [f"{row}/{column}" for row in shown for column in both]
    names += [name for name in merges if name in ours or name in theirs]
    names += [f"{field}/{place}" for field in _OF_CELL for place in places]
    verdict = merge(table.key, ours, theirs, base, replace(rule, wording=wording_of(table)), names)
    take_rest(verdict, ours, names)
    _lose_formats(verdict, [(row, column) for row in shown for column in both], ours, theirs)
    wanted = [row for row in rows if row not in deleted]
    row_order, has_own_rows = _order(wanted, now_rows, "rows", base, rule, _joined(table))
    _lay(verdict, "rows", now_rows, row_order)
    _lay(verdict, "columns", now_columns, column_order)
    if has_own_columns:
        _report_order(verdict, "column order", column_order, columns)
    if has_own_rows:
        _report_order(verdict, "row order", row_order, wanted)
    report_deleted(verdict, "row", deleted)
    _report_lost(verdict, ours, theirs, base, rule)
    return verdict


def final_fields(ours: Fields, theirs: Fields, verdict: Verdict) -> Fields:
    """The fields that an element will have once its verdict is carried out."""
    writes = verdict.writes
    final = theirs | {name: ours[name] for name in writes if name in ours}
    if "columns" in writes:
        final["columns"] = laid(writes, "columns")
        new = [f"width/{key}" for key in keys_of(ours["columns"])]
        final |= {name: ours[name] for name in new if name not in theirs}
    if "rows" in writes:
        final["rows"] = laid(writes, "rows")
        shown = keys_of(final["rows"])
        wanted = {key: _length(ours[f"height/{key}"]) for key in shown}
        kept = {k: _length(theirs[f"height/{k}"]) for k in shown if f"height/{k}" in theirs}
        kept = {k: height for k, height in kept.items() if f"height/{k}" not in writes}
        for key in shown:
            if f"height/{key}" not in theirs:
                final[f"height/{key}"] = (new_height(key, wanted, kept),)
    return final


def laid(writes: Iterable[str], name: str) -> tuple[str, ...]:
    """The keys of all `rows` or `columns` in the order that a verdict gives them."""
    return tuple([each[len(name) + 1 :] for each in writes if each.startswith(f"{name}/")])


def _length(value: Value) -> int:
    return int(value[0]) if value else 0


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


# ------------------------------------------------------------------ rows and columns


def _listed(value: Value) -> tuple[str, ...]:
    return tuple(map(str, value))


def _in_both(ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    there = set(theirs)
    return [key for key in ours if key in there]


def _has_known_columns(
    now: tuple[str, ...], ours: tuple[str, ...], base: Mapping[str, Mark], rule: Rule
) -> bool:
    """Whether a table has the columns that we last wrote, or those that it is to have, in any order."""
    was = keys_of(now) if rule.is_adopted else keys_of(base.get("columns", ()))
    return sorted(now) in (sorted(was), sorted(ours))


def _order(
    wanted: Sequence[str],
    now: Sequence[str],
    name: str,
    base: Mapping[str, Mark],
    rule: Rule,
    joined: Collection[str] = (),
) -> tuple[list[str], bool]:
    """The order of rows or columns, and whether it is a person's: another than we last wrote."""
    is_known = not (rule.is_forced or rule.is_adopted)
    is_theirs = is_known and is_reordered(now, keys_of(base.get(name, ())))
    return ordered(wanted, now, is_theirs=is_theirs, joined=joined), is_theirs


def _joined(table: Table) -> set[str]:
    """The rows into which a merged cell reaches from above."""
    out, reach = set(), 0
    for i, row in enumerate(table.rows):
        if i < reach:
            out.add(row.key)
        reach = max(reach, *(i + cell.vspan for cell in row.cells))
    return out


def _fits(table: Table, order: Sequence[str]) -> bool:
    """Whether the columns of every merged cell of ours stand side by side in an order."""
    columns = [column.key for column in table.columns]
    if list(order) == columns:
        return True
    spans = {(i, cell.span) for row in table.rows for i, cell in enumerate(row.cells) if cell.span > 1}
    for i, span in spans:
        first = order.index(columns[i])
        if list(order[first : first + span]) != columns[i : i + span]:
            return False
    return True


def _is_remerged(name: str, ours: Fields, theirs: Fields, base: Mapping[str, Mark], rule: Rule) -> bool:
    """Whether a person merged or split cells of a row."""
    now = theirs.get(name, "")
    is_known = mark(name, now) == base.get(name, "") or rule.is_adopted or rule.is_forced
    return now != ours.get(name, "") and not is_known


def _lay(verdict: Verdict, name: str, now: tuple[str, ...], order: Sequence[str]) -> None:
    """Write a list of keys where it is to be another; `name/key` then stands for each of them, in order."""
    if now == tuple(order):
        return
    verdict.writes += [name, *(f"{name}/{key}" for key in order)]
    gone = [key for key in now if key not in order]
    new = [key for key in order if key not in now]
    verdict.changes.append(Change(verdict.key, name, ", ".join(gone), ", ".join(new)))


def _report_order(verdict: Verdict, what: str, order: Sequence[str], wanted: Sequence[str]) -> None:
    now = [key for key in order if not key.startswith(OWN)]
    if now != list(wanted):
        verdict.kept.append(Kept(verdict.key, what, ", ".join(now), ", ".join(wanted)))


# ------------------------------------------------------------------ what finds no place any more


def _lose_formats(verdict: Verdict, pairs: Iterable[tuple[str, str]], ours: Fields, theirs: Fields) -> None:
    """Formats are not kept, but lost, where a merged cell of ours covers the cell now, or it has no words."""
    kept = {each.field: each for each in verdict.kept}
    writes = set(verdict.writes)
    for row, column in pairs if kept else ():
        place = f"{row}/{column}"
        is_covered = ours.get(f"fill/{place}") == _COVERED != theirs.get(f"fill/{place}")
        is_empty = f"cell/{place}" in writes and ours.get(f"cell/{place}") == ""
        for field, is_gone in (("fill", is_covered), ("font", is_covered or is_empty)):
            found = kept.get(f"{field}/{place}") if is_gone else None
            if found is not None:
                verdict.kept.remove(found)
                verdict.marks.pop(found.field, "")
                if (held := mark(found.field, ours.get(found.field, ""))) != "":
                    verdict.marks[found.field] = held
                verdict.lost.append(_lost(verdict.key, field, row, column, theirs))


def _report_lost(
    verdict: Verdict, ours: Fields, theirs: Fields, base: Mapping[str, Mark], rule: Rule
) -> None:
    """What a person made of rows and columns that leave: words, formats, merged cells, heights and widths."""
    if rule.is_adopted:
        return
    now_rows, now_columns = (_listed(theirs.get(name, ())) for name in ("rows", "columns"))
    gone_rows = set(keys_of(now_rows)) - set(keys_of(ours["rows"]))
    gone_columns = set(keys_of(now_columns)) - set(keys_of(ours["columns"]))
    if not gone_rows and not gone_columns:
        return
    for row in now_rows:
        for column in now_columns if row in gone_rows else _in_both(now_columns, gone_columns):
            place = f"{row}/{column}"
            for field in _OF_CELL if theirs.get(f"fill/{place}") != _COVERED else ():
                if row.startswith(OWN):
                    is_lost = field == "cell" and theirs.get(f"cell/{place}", "") != ""
                else:
                    is_lost = not _is_ours(f"{field}/{place}", theirs, base, rule)
                if is_lost:
                    verdict.lost.append(_lost(verdict.key, field, row, column, theirs))
        if row in gone_rows and not _is_ours(f"height/{row}", theirs, base, rule):
            verdict.lost.append(Kept(f"{verdict.key}/{row}", "height", show(theirs[f"height/{row}"])))
        if row in gone_rows and not row.startswith(OWN) and not _is_ours(f"merge/{row}", theirs, base, rule):
            verdict.lost.append(Kept(f"{verdict.key}/{row}", "merge", show(theirs.get(f"merge/{row}", ""))))
    for name in [f"width/{column}" for column in now_columns if column in gone_columns]:
        if not _is_ours(name, theirs, base, rule):
            verdict.lost.append(Kept(verdict.key, name, show(theirs[name])))


def _is_ours(name: str, theirs: Fields, base: Mapping[str, Mark], rule: Rule) -> bool:
    return is_as_marked(name, theirs.get(name, ""), base.get(name, ""), rule)


def _lost(key: str, field: str, row: str, column: str, theirs: Fields) -> Kept:
    """An edit of a cell that is gone: its row and column, and what stood there."""
    where = key if row.startswith(OWN) else f"{key}/{row}"
    words = theirs.get(f"cell/{row}/{column}", "")
    return Kept(where, f"{field}/{column}", str(words))
