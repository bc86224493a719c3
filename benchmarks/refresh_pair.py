"""CPU of a refresh by this tree against another one, in interleaved pairs.

    python -m benchmarks.refresh_pair --against ../other --pairs 15

Measured are changed figures and a deck that is up to date. Each tree refreshes a deck that it built itself,
in a process of its own. The ratio is the median over pairs of this tree's CPU (user and system) to the
other's in the same pair: below 1 this tree is faster.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

from benchmarks.measure import ENVIRONMENT, ROOT

SAMPLE = ROOT / "sample_workbooks" / "health_cloud.xlsx"
HEAD = 4  # the row of the headers in the sample


def cpu_of(tree: Path, *words: str) -> float:
    """The CPU seconds of one run of a tree's kamdeck.

    Raises: SystemExit where it fails.
    """
    command = [sys.executable, "-m", "kamdeck", *words]
    env = ENVIRONMENT | {"PYTHONPATH": str(tree)}
    with subprocess.Popen(
        command, cwd=tree, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as run:
        assert run.stdout is not None
        output = run.stdout.read()
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        sys.exit(f"{tree}: {' '.join(words)}\n{output.decode()}")
    return used.ru_utime + used.ru_stime


def other_figures(path: Path) -> Path:
    """The sample with all revenue of the last year another."""
    book = openpyxl.load_workbook(SAMPLE)
    sheet = book["Revenue"]
    last = max(cell.column for cell in sheet[HEAD] if cell.value)
    for row in range(HEAD + 1, sheet.max_row + 1):
        value = sheet.cell(row, last).value
        if isinstance(value, int | float):
            sheet.cell(row, last).value = round(value * (0.7, 1.3, 1.1, 0.8, 1.6, 0.95, 1.2)[row % 7], -3)
    book.save(path)
    return path


class Bench:
    """One tree with its deck, which is put back before every run."""

    def __init__(self, tree: Path, folder: Path) -> None:
        self.tree, self.folder = tree, folder
        folder.mkdir()
        self.deck, self.fresh = folder / "deck.pptx", folder / "fresh.pptx"
        cpu_of(tree, "build", str(SAMPLE), "--output", str(self.fresh), "--quiet")

    def cpu(self, workbook: Path) -> float:
        """The CPU of a refresh with a workbook."""
        shutil.copy(self.fresh, self.deck)
        for other in self.folder.iterdir():
            if other not in (self.deck, self.fresh):
                other.unlink()
        return cpu_of(self.tree, "refresh", str(self.deck), "--workbook", str(workbook), "--quiet")


def main() -> None:
    """Print both medians and the median ratio of each kind of refresh."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.refresh_pair")
    parser.add_argument("--against", type=Path, required=True, metavar="PATH", help="the other tree")
    parser.add_argument("--pairs", type=int, default=15)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = {"changed figures": other_figures(folder / "changed.xlsx"), "deck up to date": SAMPLE}
        this, other = Bench(ROOT, folder / "this"), Bench(asked.against.resolve(), folder / "other")
        for what, workbook in books.items():
            for bench in (this, other):  # modules are compiled, files are in memory
                bench.cpu(workbook)
            pairs = []
            for turn in range(asked.pairs):
                order = (this, other) if turn % 2 else (other, this)
                spent = {id(bench): bench.cpu(workbook) for bench in order}
                pairs.append((spent[id(this)], spent[id(other)]))
            medians = [statistics.median(side) for side in zip(*pairs, strict=True)]
            ratio = statistics.median(one / two for one, two in pairs)
            print(
                f"{what}: {medians[0]:.3f} s of CPU against {medians[1]:.3f} s, "
                f"median ratio {ratio:.3f} of {len(pairs)} pairs",
                flush=True,
            )


if __name__ == "__main__":
    main()
