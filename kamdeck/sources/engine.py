"""The embedded engine that a mapping's lines are read, joined and brought together in."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from kamdeck.workbook.archive import RefusedError

MEMORY = "256MB"
MOST_THREADS = 4
MOST_SPILLED = "20GB"
ROWS_AT_ONCE = 20_000


class Engine:
    """A database in memory, bounded in memory and threads; it fetches nothing.

    What is too much for memory goes where temporary files go. Tables are called by names that `name` gives
    out; they live as long as the engine.
    """

    __slots__ = ("_connection", "_named", "dictionaries")

    def __init__(self) -> None:
        import duckdb

        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "threads": min(os.cpu_count() or 1, MOST_THREADS),
            "temp_directory": str(Path(tempfile.gettempdir()) / f"kamdeck-{uuid4().hex}"),
            "max_temp_directory_size": MOST_SPILLED,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        self._connection = duckdb.connect(config=settings)
        self._named = 0
        self.dictionaries: dict[tuple[object, ...], str] = {}

    def name(self) -> str:
        """A name that no table has."""
        self._named += 1
        return f"t{self._named}"

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a query gives.

        Raises: RefusedError with reason "huge" when it needs more room than there is, or "damaged".
        """
        import duckdb

        try:
            return self._connection.execute(sql, list(values)).fetchall()
        except duckdb.OutOfMemoryException:
            raise RefusedError("huge") from None
        except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException):
            raise  # a fault of ours, not of the data
        except duckdb.Error:
            raise RefusedError("damaged") from None

    def column(self, sql: str) -> list[Any]:
        """The first column of what a query gives."""
        return [row[0] for row in self.rows(sql)]

    def table(self, columns: Mapping[str, str], chunks: Iterable[Sequence[Sequence[Any]]]) -> str:
        """A new table with columns of these types, filled with chunks of rows."""
        table = self.name()
        self.rows(f"create temp table {table} ({', '.join(f'{n} {t}' for n, t in columns.items())})")
        for chunk in chunks:
            self.add(table, columns, chunk)
        return table

    def add(self, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> None:
        """Adds rows to a table."""
        if rows:
            taken = ", ".join(f"unnest(?::{kind}[])" for kind in columns.values())
            self.rows(f"insert into {table} select {taken}", [list(c) for c in zip(*rows, strict=True)])

    def distinct(self, relation: str, raw: str) -> str:
        """A table of the distinct texts `raw` of a relation."""
        table = self.name()
        self.rows(f"create temp table {table} as select distinct {raw} as raw from {relation}")
        return table

    def dictionary(
        self,
        texts: str,
        columns: Mapping[str, str],
        rule: Callable[[list[str]], list[tuple[Any, ...]]],
        plain: str = "false",
        values: Sequence[str] = (),
    ) -> str:
        """A table of what each text of a table means: `raw` and the columns beside it.

        `values` are the SQL of those columns where the text is `plain`; the `rule` gives them for all others.
        """
        table, kinds = self.name(), {"raw": "VARCHAR", **columns}
        taken = zip(columns.items(), values or ["null"] * len(columns), strict=True)
        items = ", ".join(f"{value}::{kind} as {name}" for (name, kind), value in taken)
        self.rows(f"create temp table {table} as select raw, {items} from {texts} where {plain}")
        odd = self.column(f"select raw from {texts} where not ({plain})")
        for start in range(0, len(odd), ROWS_AT_ONCE):
            part = odd[start : start + ROWS_AT_ONCE]
            self.add(table, kinds, [(text, *told) for text, told in zip(part, rule(part), strict=True)])
        return table


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
