"""Messy ledgers against what was written down for each: rows with addresses, faults with lines.

`tests/data/ledgers.json` holds the files, the mapping, the grids made of them, and the problems told.
"""

from __future__ import annotations

import base64
import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from kamdeck.sources.delimited import open_table
from kamdeck.sources.mapped import Mapped
from kamdeck.sources.settings import read_mapping
from kamdeck.sources.spec import Mapping
from kamdeck.text import Say
from kamdeck.workbook.cells import Grid
from kamdeck.workbook.faults import Fault, Faults
from kamdeck.workbook.opening import Source
from kamdeck.workbook.reader import read_source
from kamdeck.workbook.rows import Settings
from tests.workbook_files import write

CASES = json.loads((Path(__file__).parents[1] / "data" / "ledgers.json").read_text(encoding="utf-8"))


def result(folder: Path, case: dict[str, Any]) -> dict[str, Any]:
    """The grids, their faults and the problems of a case, as they are written down."""
    for name, content in case["files"].items():
        if isinstance(content, str):
            (folder / name).write_bytes(content.encode())
        elif "sheets" in content:
            write(folder / name, {title: _typed(rows) for title, rows in content["sheets"].items()})
        else:
            (folder / name).write_bytes(base64.b64decode(content["base64"]))
    (folder / "kamdeck.toml").write_text(case["mapping"], encoding="utf-8")
    mapping = read_mapping(folder / "kamdeck.toml", Say("en"))
    assert mapping is not None
    main = folder / next(iter(case["files"]))
    source = open_table(main, is_main=True)
    door = Kept(mapping, main, source)
    problems = read_source(source, main.name, door, None)[1]
    told = [[p.code, p.place, p.severity, p.count, p.message] for p in problems]
    return {"grids": door.grids, "problems": told}


class Kept(Mapped):
    """Keeps the grids that it gives, with the faults found in making them."""

    def __init__(self, mapping: Mapping, main: Path, source: Source) -> None:
        super().__init__(mapping, main, source)
        self.grids: dict[str, Any] = {}

    def grid(self, key: str, settings: Settings, faults: Faults) -> Grid:
        before = len(faults.found)
        grid = super().grid(key, settings, faults)
        rows = [[number, [_plain(cell) for cell in cells]] for number, cells in grid.rows]
        found = sorted((_fault(f) for f in faults.found[before:]), key=str)
        self.grids[key] = {"rows": rows, "faults": found}
        return grid


def _typed(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows whose objects say what JSON has no word for: a day, a formula and its result."""
    return [[_value(value) if isinstance(value, dict) else value for value in row] for row in rows]


def _value(told: dict[str, Any]) -> Any:
    return datetime.date.fromisoformat(told["day"]) if "day" in told else (told["formula"], told["result"])


def _plain(cell: tuple[int, str, Any]) -> list[Any]:
    column, kind, value = cell
    return [column, kind, value.isoformat() if isinstance(value, datetime.date) else value]


def _fault(fault: Fault) -> list[Any]:
    rows = fault.fields.get("rows", [])[:12]
    count = fault.fields.get("count", fault.count)
    return [fault.code, fault.row, fault.column, str(fault.seen), count, rows]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_messy_ledger_gives_what_was_written_down(tmp_path: Path, case: dict[str, Any]) -> None:
    found = json.loads(json.dumps(result(tmp_path, case)))
    for key, grid in case["grids"].items():
        assert found["grids"][key] == grid, key
    assert found["problems"] == case["problems"]
