"""Runs of build, refresh and update that are killed: in the middle of a change of a file, or at any moment.

    python -m tests.refresh.kills --torture 100

kills a hundred of each and prints how many, where, and what was wrong then.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

import kamdeck

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_workbooks" / "small.xlsx"
COMMANDS = ("build", "refresh", "update")

# A process that dies in the middle of its n-th change of a file in a folder: a file that is written anew is
# left with a third of its bytes, as far as the writing had come.
DIES = """
import os, sys
where, at = os.path.realpath(sys.argv[1]), int(sys.argv[2])
count = 0
def watch(event, args):
    global count
    if event == "open":
        path, flags = args[0], args[2] if isinstance(args[2], int) else 0
        writes = flags & (os.O_WRONLY | os.O_RDWR)
    elif event in ("os.rename", "os.remove", "os.link", "os.truncate", "os.symlink", "os.chmod"):
        path, flags, writes = args[0], 0, True
    else:
        return
    if not writes or not isinstance(path, (str, bytes, os.PathLike)):
        return
    path = os.path.realpath(os.fsdecode(path))
    if os.path.dirname(path) != where:
        return
    count += 1
    if count == at:
        if event == "open" and os.path.exists(path) and flags & os.O_TRUNC:
            os.truncate(path, os.path.getsize(path) // 3)
        os.kill(os.getpid(), 9)
sys.addaudithook(watch)
sys.argv = ["kamdeck", *sys.argv[3:]]
import runpy
runpy.run_module("kamdeck", run_name="__main__", alter_sys=True)
"""


@dataclass
class Counts:
    """How many runs were killed, and everything that was wrong after one."""

    killed: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    left: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [
            f"{name}: {self.killed[name]} killed, {self.ended[name]} ended first; left: "
            + ", ".join(f"{n} x {what}" for (kind, what), n in sorted(self.left.items()) if kind == name)
            for name in COMMANDS
            if self.killed[name] or self.ended[name]
        ]
        return "\n".join([*lines, f"{len(self.faults)} faults", *self.faults[:20]])


class Stand:
    """A folder with a deck, its backup and its workbook, that is put back before every run."""

    def __init__(self, command: str, folder: Path) -> None:
        self.command, self.place = command, folder / "place"
        self.good = folder / "good"
        self.good.mkdir()
        self.book = self.good / "w.xlsx"
        shutil.copy(SAMPLE, self.book)
        deck = self.good / "w.pptx"
        if command != "build":
            kamdeck.build(self.book, deck)
            _change(self.book, 0.8)
            kamdeck.refresh(deck, workbook=self.book)
            _change(self.book, 1.7)
        self.files = {path.name: path.read_bytes() for path in self.good.iterdir()}
        self.put_back()
        begun = time.monotonic()
        subprocess.run([sys.executable, "-m", "kamdeck", *self.words()], check=True, cwd=ROOT, env=_calm())
        self.lasts = time.monotonic() - begun
        self.done = {path.name: path.read_bytes() for path in self.place.iterdir()}

    def put_back(self) -> None:
        """The folder as it was before any run."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.good, self.place)

    def words(self) -> list[str]:
        """The command line."""
        book, deck = str(self.place / "w.xlsx"), str(self.place / "w.pptx")
        return {
            "build": ["build", book, "-o", deck, "--quiet"],
            "refresh": ["refresh", deck, "--workbook", book, "--quiet"],
            "update": ["update", book, deck, "--quiet"],
        }[self.command]

    def kill_at_change(self, number: int) -> bool:
        """Whether a run was killed in the middle of its n-th change of a file."""
        words = [sys.executable, "-c", DIES, str(self.place), str(number), *self.words()]
        done = subprocess.run(words, cwd=ROOT, env=_calm(), capture_output=True, check=False)
        if done.returncode not in (0, -signal.SIGKILL):
            raise RuntimeError(done.stderr.decode()[-400:])
        return done.returncode != 0

    def kill_after(self, seconds: float) -> bool:
        """Whether a run was killed after some time."""
        running = subprocess.Popen([sys.executable, "-m", "kamdeck", *self.words()], cwd=ROOT, env=_calm())
        try:
            return running.wait(timeout=seconds) != 0
        except subprocess.TimeoutExpired:
            running.kill()
            return running.wait() != 0

    # ------------------------------------------------------------------ what must hold then

    def faults(self) -> Iterator[str]:
        """What is not as it must be after a kill: deck old or new, backup whole, the workbook untouched."""
        there = {path.name: path.read_bytes() for path in self.place.iterdir()}
        if there.get("w.xlsx") != self.files["w.xlsx"]:
            yield "the workbook was changed"
        deck, backup = there.get("w.pptx"), there.get("w.bak.pptx")
        if deck not in (self.files.get("w.pptx"), self.done["w.pptx"]):
            yield f"the deck is neither old nor new ({_size(deck)}, {'whole' if _is_whole(deck) else 'torn'})"
        if backup not in (self.files.get("w.bak.pptx"), self.files.get("w.pptx")):
            yield f"the backup is neither the old one nor the old deck ({_size(backup)})"

    def left(self) -> str:
        """What stands there after a kill, in a word."""
        deck = self.place / "w.pptx"
        data = deck.read_bytes() if deck.exists() else None
        if data is None:
            return "no deck"
        return "the new deck" if data == self.done["w.pptx"] else "the old deck"

    def faults_after_next_run(self) -> Iterator[str]:
        """What a complete run leaves that one without a kill would not."""
        book, deck = self.place / "w.xlsx", self.place / "w.pptx"
        if self.command == "build":
            kamdeck.build(book, deck, is_forced=True)
        else:
            kamdeck.refresh(deck, workbook=book)
        there = {path.name for path in self.place.iterdir()}
        allowed = {*self.done, "w.bak.pptx"}
        if strays := sorted(there - allowed):
            yield f"left behind after the next run: {strays}"
        if missing := sorted(set(self.done) - there):
            yield f"gone after the next run: {missing}"
        if deck.read_bytes() != self.done["w.pptx"]:
            yield "the next run makes another deck"


def _change(book: Path, factor: float) -> None:
    """Other figures of the last year."""
    opened = openpyxl.load_workbook(book)
    sheet = opened["Revenue"]
    last = max(cell.column for cell in sheet[4] if cell.value)
    for row in range(5, sheet.max_row + 1):
        value = sheet.cell(row, last).value
        if isinstance(value, int | float):
            sheet.cell(row, last).value = round(value * (factor if row % 2 else 1 / factor), -3)
    opened.save(book)


def _calm() -> dict[str, str]:
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}


def _size(data: bytes | None) -> str:
    return "gone" if data is None else f"{len(data)} bytes"


def _is_whole(data: bytes | None) -> bool:
    if data is None:
        return False
    with tempfile.TemporaryFile() as file:
        file.write(data)
        try:
            return zipfile.ZipFile(file).testzip() is None
        except zipfile.BadZipFile:
            return False


def kill(command: str, wanted: int, seed: int, counts: Counts) -> None:
    """Kill runs of a command until so many were killed: by turns in a change of a file and at any moment."""
    rng = random.Random(f"{command} {seed}")
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        stand = Stand(command, Path(folder))
        change, turn = 1, 0
        while counts.killed[command] < wanted and turn < 3 * wanted + 20:
            stand.put_back()
            if turn % 2 == 0:
                how, killed = f"in change {change}", stand.kill_at_change(change)
                change = change + 1 if killed else 1
            else:
                seconds = rng.uniform(0.3, 1.05) * stand.lasts
                how, killed = f"after {seconds:.2f} s", stand.kill_after(seconds)
            turn += 1
            (counts.killed if killed else counts.ended)[command] += 1
            if killed:
                counts.left[command, stand.left()] += 1
            found = [*stand.faults(), *stand.faults_after_next_run()]
            counts.faults += [f"{command} killed {how}: {fault}" for fault in found]


def main() -> int:
    """Kills so many of each and prints the counts; 1 where something was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.refresh.kills")
    parser.add_argument("--torture", type=int, default=100, metavar="KILLS")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    counts = Counts()
    for command in COMMANDS:
        kill(command, asked.torture, asked.seed, counts)
    print(counts)
    return int(bool(counts.faults))


if __name__ == "__main__":
    sys.exit(main())
