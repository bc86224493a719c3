"""Faults of many lines: the first few at their cells, the rest counted."""

from __future__ import annotations

from typing import Any

from kamdeck.workbook.addresses import letters
from kamdeck.workbook.columns import Column
from kamdeck.workbook.faults import MOST_LISTED, Faults


class LineNotes:
    """Collects what is wrong with the lines of one source; `flush` turns it into faults."""

    __slots__ = ("_facts", "_faults", "_is_lenient", "_noted", "_title")

    def __init__(self, title: str, faults: Faults, is_lenient: bool) -> None:
        self._title = title
        self._faults = faults
        self._is_lenient = is_lenient
        self._noted: dict[tuple[str, int, str], list[tuple[int, Any]]] = {}
        self._facts: dict[str, Column] = {}

    def add(self, code: str, row: int, column: int, seen: object, fact: Column) -> None:
        """Notes a fault of one line."""
        self._facts[fact.name] = fact
        self._noted.setdefault((code, column, fact.name), []).append((row, seen))

    def say(self, code: str, row: int, column: int, seen: object) -> None:
        """Notes what is to be known of a column as a whole."""
        self._faults.add(code, self._title, row, column, seen)

    def flush(self) -> None:
        """Adds the faults: as many as are told and a count, or one warning a column where it is lenient."""
        for (code, column, name), places in self._noted.items():
            fact = self._facts[name]
            places.sort(key=lambda place: place[0])
            if code == "lines-blank" or self._is_lenient:
                self._counted(code if code == "lines-blank" else "lines-left-out", column, fact, places)
                continue
            for row, seen in places[: MOST_LISTED + 1]:
                self._faults.add(code, self._title, row, column, seen, column=fact)
            self._faults.found[-1].count += max(len(places) - MOST_LISTED - 1, 0)

    def _counted(self, code: str, column: int, fact: Column, places: list[tuple[int, Any]]) -> None:
        rows = [f"{letters(column)}{row}" for row, _ in places]
        self._faults.add(
            code, self._title, places[0][0], column, places[0][1], count=len(places), column=fact, rows=rows
        )
