"""Run as a script in a process of its own: prints the sheets of an .xls, .xlsb or .ods as JSON.

calamine aborts the whole process on some broken files (a panic, or one value in the last cell of the
grid), so it never runs inside kamdeck. Memory and time are limited where the platform can.
"""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import Any

MEMORY = 2 << 30
SECONDS = 60
MOST_MERGED = 10_000
MOST_CELLS = 3_000_000


def limit() -> None:
    """Caps the process; a platform without `resource` relies on the parent's time-out alone."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        hard = resource.getrlimit(kind)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, least))


def plain(value: Any) -> Any:
    """A value as JSON has it; a day is a list of its ISO text, what is neither is a text."""
    if isinstance(value, datetime.date):
        return [value.isoformat()[:10]]
    return value if isinstance(value, bool | int | float) else str(value)


def sheets(path: str) -> list[tuple[str, list[list[Any]], list[list[int]]]]:
    """Title, filled rows and merged areas of every sheet: row and first column (counted from 1), the values.

    A blank cell is None; an area is first row, first column, last row, last column.
    """
    from python_calamine import CalamineWorkbook

    with Path(path).open("rb") as file:  # by content: the name may say .xlsx
        book = CalamineWorkbook.from_filelike(file)
    found = []
    filled = 0
    for title in book.sheet_names:
        try:
            sheet = book.get_sheet_by_name(title)
        except Exception:  # a chart or macro sheet; calamine has a dozen types for "no cells here"
            continue
        top, left = sheet.start or (0, 0)
        rows = []
        for number, values in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
            cells = [
                (value or None) if type(value) is str else None if value is None else plain(value)
                for value in values
            ]
            count = len(cells) - cells.count(None)
            filled += count
            if filled > MOST_CELLS:
                raise MemoryError
            if count:
                rows.append([number, left + 1, *cells])
        areas = (sheet.merged_cell_ranges or [])[:MOST_MERGED]
        merged = [[at + 1 for corner in area for at in corner] for area in areas]
        found.append((title, rows, merged))
    return found


def main() -> None:
    """Prints {"sheets": ...} or {"refused": reason}."""
    limit()
    answer: dict[str, Any]
    try:
        answer = {"sheets": sheets(sys.argv[1])}
    except MemoryError:
        answer = {"refused": "huge"}
    except Exception as fault:  # whatever it is, the parent says so in a sentence
        answer = {"refused": "locked" if "password" in f"{type(fault).__name__} {fault}".lower() else "old"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
