"""The lines of a source below its header: a relation of the engine, joined ones beside them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from kamdeck.sources.engine import ROWS_AT_ONCE, Engine
from kamdeck.workbook.amounts import CURRENCY_HEADERS
from kamdeck.workbook.cells import Cell
from kamdeck.workbook.wording import fold, trimmed

SEARCHED_ROWS = 25

Row = tuple[int, list[Cell]]


class Lines:
    """The columns of a table that `names` names, or the whole table.

    `labels` are the headers by column, `wanted` the columns that are read. `relation` has a row a line that
    fills any of them: its number `rn` in the source and the cells as `c1`, `c2` ..., null where blank.
    `joined` says of a column that comes from another table by which column of this one, `unmatched` what is
    true on the lines that have no partner there.
    """

    __slots__ = (
        "_table",
        "coded",
        "epoch",
        "header",
        "joined",
        "labels",
        "relation",
        "title",
        "unmatched",
        "wanted",
    )

    def __init__(
        self,
        title: str,
        head: Sequence[Row],
        epoch: datetime.date,
        names: Collection[str],
        *,
        is_whole: bool = False,
        is_coded: bool = False,
    ) -> None:
        self.title = title
        self.epoch = epoch
        self.header = 0
        self.labels: dict[int, str] = {}
        self.joined: dict[int, int] = {}
        self.unmatched: dict[int, str] = {}
        self._find_header(head, names)
        self.wanted = self.columns(names, is_whole=is_whole)
        self.coded = set(self.labels) if is_coded else set()
        self.relation = self._table = ""

    def _find_header(self, head: Sequence[Row], names: Collection[str]) -> None:
        """The row with most of the names; the first with several texts where none has any."""
        exact, loose = set(names), {fold(name) for name in names} - {""}
        most = -1
        for number, cells in head:
            labels = dict(_texts(cells))
            found = sum(text in exact or fold(text) in loose for text in labels.values())
            if found > most and (found or len(labels) > 1 or number == head[-1][0]):
                most, self.header, self.labels = found, number, labels

    def columns(self, names: Iterable[str], *, is_whole: bool = False) -> list[int]:
        """The columns that names mean, or all of them; those of currencies are always among them."""
        found = set(self.labels) if is_whole else {c for name in names if (c := self.column(name))}
        return sorted(found | {c for c, label in self.labels.items() if fold(label) in CURRENCY_HEADERS})

    def stand_on(self, table: str) -> None:
        """Takes the lines from a table of the engine that has the wanted columns."""
        self._table = table
        cells = [f"c{column}" for column in self.wanted]
        filled = f"coalesce({', '.join(cells)}) is not null" if cells else "false"
        self.relation = f"(select {', '.join(['rn', *cells])} from {table} where {filled})"

    def standing(self, column: int) -> str:
        """What has all cells of a column: the whole table of one of its own, the lines of a joined one."""
        return self.relation if column in self.joined else self._table

    def column(self, name: str) -> int:
        """The column with this header, 0 when there is none; case and accents matter only between twins."""
        text = trimmed(name)
        for column, label in self.labels.items():
            if label == text:
                return column
        folded = fold(name)
        return next((c for c, label in self.labels.items() if folded and fold(label) == folded), 0)

    def root(self, column: int) -> int:
        """The column of this table by which a joined one was found; of one of its own the column itself."""
        while column in self.joined:
            column = self.joined[column]
        return column

    def chain(self, column: int) -> list[int]:
        """The columns by which a joined one was found, the nearest first."""
        found = []
        while column in self.joined:
            column = self.joined[column]
            found.append(column)
        return found

    def cell(self, column: int, stored: str | None) -> Cell | None:
        """The cell that the relation stores as a text."""
        if stored is None:
            return None
        kind, value = decoded(stored) if column in self.coded else ("s", stored)
        return (column, kind, value)

    def add(self, engine: Engine, other: Lines, here: int, there: int, names: Iterable[str]) -> None:
        """Columns of another table, to each line those of the first line there with the same key."""
        keys, partners, first = self._keys(engine, here), other._keys(engine, there), engine.name()
        sources = [other.column(name) for name in names]
        values = "".join(f", v{n}: o.c{source}" for n, source in enumerate(sources))
        engine.rows(
            f"create temp table {first} as select k.val as key, "
            f"arg_min({{'rn': o.rn{values}}}, o.rn) as line "
            f"from {other.relation} o join {partners} k on k.raw = o.c{there} "
            "where k.val is not null group by all"
        )
        items = [f"j.key is null as {first}_lost"]
        for n, source in enumerate(sources):
            column = max(self.labels) + 1
            self.labels[column] = other.labels[source]
            self.joined[column] = here
            self.unmatched[column] = f"{first}_lost"
            if source in other.coded:
                self.coded.add(column)
            items.append(f"j.line.v{n} as c{column}")
        self.relation = (
            f"(select l.*, {', '.join(items)} from {self.relation} l "
            f"left join {keys} k on k.raw = l.c{here} left join {first} j on j.key = k.val)"
        )

    def _keys(self, engine: Engine, column: int) -> str:
        """The dictionary of what the cells of a column must have in common with their partners."""
        plain, body = plain_text(column in self.coded)

        def rule(stored: list[str]) -> list[tuple[str | None]]:
            return [(_key(self.cell(column, each)) or None,) for each in stored]

        texts = engine.distinct(self.relation, f"c{column}")
        return engine.dictionary(texts, {"val": "VARCHAR"}, rule, plain, (body,))


def load(engine: Engine, rows: Iterable[Row], columns: Sequence[int], *, is_coded: bool = False) -> str:
    """A table of the engine with the rows: their numbers and the cells of some columns, coded or as texts."""
    names = {"rn": "BIGINT", **{f"c{column}": "VARCHAR" for column in columns}}

    def lines() -> Iterator[list[Any]]:
        for number, cells in rows:
            here = {cell[0]: coded(cell) if is_coded else cell[2] for cell in cells}
            yield [number, *map(here.get, columns)]

    taken = lines()
    return engine.table(names, iter(lambda: list(islice(taken, ROWS_AT_ONCE)), []))


def plain_text(is_coded: bool) -> tuple[str, str]:
    """SQL that is true of a stored cell `raw` that holds a text without anything to trim, and the text."""
    body = "substr(raw, 2)" if is_coded else "raw"
    plain = f"regexp_full_match({body}, '[!-~]+( [!-~]+)*')"
    return (f"raw[1] = 's' and {plain}" if is_coded else plain), body


def coded(cell: Cell) -> str:
    """A cell of any kind as a text: the letter of its kind and the value."""
    _, kind, value = cell
    return kind + (value.isoformat() if isinstance(value, datetime.date) else str(value))


def decoded(stored: str) -> tuple[str, Any]:
    """Kind and value of a coded cell."""
    kind, value = stored[0], stored[1:]
    if kind == "d" and value.count("-") == 2 and "e" not in value:
        return kind, datetime.date.fromisoformat(value)
    if kind in "nd":
        return kind, float(value)
    return kind, value == "True" if kind == "b" else value


def _key(cell: Cell | None) -> str:
    """What two cells must have in common to be partners: the number 7 and the text "7" do."""
    if cell is None:
        return ""
    _, kind, value = cell
    if kind == "n" and value == int(value):
        return str(int(value))
    return trimmed(value) if kind == "s" else str(value)


def _texts(cells: Iterable[Cell]) -> Iterator[tuple[int, str]]:
    """The header texts of a row by column."""
    for column, kind, value in cells:
        if kind == "s" and (text := trimmed(value)):
            yield column, text
        elif kind == "n":
            yield column, str(int(value)) if value == int(value) else str(value)
