"""Faults of many lines: the first few at their cells, the rest counted."""

from __future__ import annotations

from typing import Any

from kamdeck.workbook.addresses import letters
from kamdeck.workbook.columns import Column
from kamdeck.workbook.faults import MOST_LISTED, Faults


class LineNotes:
    """Collects what is wrong with the lines of one source; `flush` turns it into faults."""

    __slots__ = ("_faults", "_is_lenient", "_noted", "_title")

    most = 13
    """So many lines are wanted of a fault: a sentence names twelve and says whether there are more."""

    def __init__(self, title: str, faults: Faults, is_lenient: bool) -> None:
        self._title = title
        self._faults = faults
        self._is_lenient = is_lenient
        self._noted: dict[tuple[str, int, str], tuple[Column, list[int], list[tuple[int, Any]]]] = {}

    def add(self, code: str, column: int, fact: Column, count: int, first: list[tuple[int, Any]]) -> None:
        """Notes a fault that `count` lines have; row and what was seen of the first of them."""
        _, counts, lines = self._noted.setdefault((code, column, fact.name), (fact, [], []))
        counts.append(count)
        lines += first

    def say(self, code: str, row: int, column: int, seen: object) -> None:
        """Notes what is to be known of a column as a whole."""
        self._faults.add(code, self._title, row, column, seen)

    def flush(self) -> None:
        """Adds the faults: as many as are told and a count, or one warning a column where it is lenient."""
        for (code, column, _), (fact, counts, lines) in self._noted.items():
            count = sum(counts)
            lines.sort(key=lambda line: line[0])
            if code == "lines-blank" or self._is_lenient:
                code = code if code == "lines-blank" else "lines-left-out"
                rows = [f"{letters(column)}{row}" for row, _ in lines[: self.most]]
                row, seen = lines[0]
                self._faults.add(code, self._title, row, column, seen, count=count, column=fact, rows=rows)
                continue
            for row, seen in lines[: MOST_LISTED + 1]:
                self._faults.add(code, self._title, row, column, seen, column=fact)
            self._faults.found[-1].count += max(count - MOST_LISTED - 1, 0)
