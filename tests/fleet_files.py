"""Workbooks by the hundred, and what a fleet's worker does when a test wants it to fail."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from kamdeck.fleets.hands import FleetHands
from kamdeck.fleets.tasks import Task
from kamdeck.report import Report
from tests.workbook_files import Rows, write

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "sample_workbooks" / "small.xlsx"
STORY = ROOT / "sample_workbooks" / "health_cloud.xlsx"
BROKEN = "book 137"
COVERS = '[fleet.covers]\nworkbook = "books/*.xlsx"\nviews = ["cover", "pareto"]\noutput = "decks"\n'


def many_books(folder: Path, count: int) -> Path:
    """A fleet file for so many workbooks of two slides each, one of which is no workbook at all."""
    books = folder / "books"
    books.mkdir()
    data = SMALL.read_bytes()
    for number in range(count):
        name = f"book {number:03d}"
        (books / f"{name}.xlsx").write_bytes(b"no workbook" if name == BROKEN else data)
    file = folder / "FLEET.toml"
    file.write_text(COVERS, encoding="utf-8")
    return file


def regions_book(path: Path, regions: dict[str, int]) -> Path:
    """A workbook with so many accounts in each region, of revenue 100, 90, 80 and on."""
    names = [(region, f"{region} {n}") for region, count in regions.items() for n in range(1, count + 1)]
    accounts: Rows = [
        ["Account", "Region", "Manager"],
        *([name, region, "A. Chen"] for region, name in names),
    ]
    revenue: Rows = [["Account", "2025", "2026"]]
    revenue += [[name, 80, 100 - 10 * int(name[-1]) + 10] for _, name in names]
    return write(path, {"Accounts": accounts, "Revenue": revenue})


class DeadlyHands(FleetHands):
    """Hands that end their process at the decks of one workbook: always, or as long as a file is there."""

    def __init__(self, deadly: str, token: Path | None = None) -> None:
        super().__init__("en")
        self.deadly, self.token = deadly, token

    def make(
        self, loaded: Any, task: Task, old: bytes | None, template: bytes | None
    ) -> tuple[bytes, Report]:
        if task.workbook.stem == self.deadly and (self.token is None or self.token.exists()):
            if self.token is not None:
                self.token.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().make(loaded, task, old, template)
