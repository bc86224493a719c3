"""The cells of an .xls, .xlsb or .ods, read by calamine in a child process."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from kamdeck.workbook.archive import RefusedError
from kamdeck.workbook.binary_errors import binary_errors
from kamdeck.workbook.cells import EPOCH_1900, Cell, Grid

SECONDS = 90


class Legacy:
    """An opened workbook of an older or foreign kind: the same surface as `Xlsx`.

    Formulas without a stored result look blank here; the errors are those found in its `data`.
    Raises: RefusedError with reason "old" (calamine cannot read it: an old kind, or damage), "locked" or
    "huge".
    """

    __slots__ = ("_errors", "_merged", "_rows", "titles")

    def __init__(self, path: Path, data: bytes = b"") -> None:
        command = [
            sys.executable,
            "-I",
            str(Path(__file__).with_name("legacy_child.py")),
            str(path.absolute()),
        ]
        try:
            run = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise RefusedError("huge") from None
        # A crash of the child (a signal, an abort) leaves no answer.
        answer: dict[str, Any] = (
            json.loads(run.stdout) if run.returncode == 0 and run.stdout else {"refused": "old"}
        )
        if "refused" in answer:
            raise RefusedError(answer["refused"])
        self._rows = {title: rows for title, rows, _ in answer["sheets"]}
        self._merged = {title: [tuple(area) for area in areas] for title, _, areas in answer["sheets"]}
        self._errors = binary_errors(data)
        self.titles = tuple(self._rows)

    def grid(self, title: str) -> Grid:
        """The cells of one sheet."""
        rows = _with_errors(
            {row: _cells(first, values) for row, first, *values in self._rows[title]},
            self._errors.get(title, {}),
        )
        return Grid(title, rows, self._merged[title], EPOCH_1900)


def _with_errors(
    rows: dict[int, list[Cell]], errors: dict[tuple[int, int], str]
) -> list[tuple[int, list[Cell]]]:
    """The rows with the cells that hold an error, in order."""
    for (row, column), error in errors.items():
        cells = [cell for cell in rows.get(row, []) if cell[0] != column]
        rows[row] = sorted([*cells, (column, "e", error)], key=lambda cell: cell[0])
    return sorted(rows.items())


def _cells(first: int, values: list[Any]) -> list[Cell]:
    """The filled cells of a row; a day comes as a list of its ISO text."""
    return [
        (column, "d", datetime.date.fromisoformat(value[0]))
        if type(value) is list
        else (column, _KINDS[type(value)], value)
        for column, value in enumerate(values, first)
        if value is not None
    ]


_KINDS = {str: "s", float: "n", int: "n", bool: "b"}
