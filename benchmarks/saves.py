"""Wall time from a save of the workbook to the finished deck, under `kamdeck watch`."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import ENVIRONMENT, ROOT

LIMIT = 60.0  # seconds after which a round counts as failed


def seconds_from_save(workbook: Path, deck: Path, save: Callable[[int], None], rounds: int) -> list[float]:
    """The seconds of each round: `save(i)` writes the workbook anew, and the deck is waited for.

    The first round, which loads the program and builds the deck, is not among them.

    Raises: SystemExit when the deck does not follow.
    """
    command = [sys.executable, "-m", "kamdeck", "watch", str(workbook), str(deck), "--no-notice"]
    with subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    ) as process:
        try:
            _wait_for(deck, None)
            found = []
            for i in range(rounds):
                time.sleep(1.0)
                before = _mark(deck)
                save(i)
                start = time.monotonic()
                _wait_for(deck, before)
                found.append(time.monotonic() - start)
            return found
        finally:
            process.terminate()


def median_wall(command: list[str], rounds: int) -> float:
    """The median wall time of a whole process."""
    times = []
    for _ in range(rounds):
        start = time.monotonic()
        subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
        times.append(time.monotonic() - start)
    return statistics.median(times)


def _mark(deck: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(deck)  # noqa: PTH116  (as cheap as it gets, since it is asked all the time)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _wait_for(deck: Path, before: tuple[int, int] | None) -> None:
    """Until another deck is in place: it is swapped in whole, so its mark changes once."""
    end = time.monotonic() + LIMIT
    while _mark(deck) == before:
        if time.monotonic() > end:
            sys.exit(f"{deck.name} did not follow its workbook.")
        time.sleep(0.005)
