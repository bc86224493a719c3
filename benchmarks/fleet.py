"""Many decks: decks a minute on one and two workers against an ordinary script, growth, and memory.

The script is the one of the build's comparison (pandas reads the workbook, python-pptx draws the same
slides), both as people run it, one process for each deck, and at its best, in a loop of one process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.measure import ENVIRONMENT, ROOT, run_once
from benchmarks.workbooks import write

PYTHON = [sys.executable]
KAMDECK = [*PYTHON, "-m", "kamdeck"]
HERE = Path(__file__).parent
DECKS = 24
SAMPLE = ROOT / "sample_workbooks" / "health_cloud.xlsx"
PACKS = 26  # accounts of the sample
PACKS_A_MINUTE = 1400  # on two workers, where the script of the build takes 8.3 s
SIZES = (10, 100, 1000)
ACCOUNTS = 30
SHORT = 'views = ["cover", "pareto", "abc_tiers"]\n'  # small decks, so that a thousand take a minute
MORE_MEMORY = 1.15  # of a worker after a thousand decks, over that after a hundred
NOISE = 1.15


def books(folder: Path, count: int) -> Path:
    """A folder with so many workbooks of the same size."""
    folder.mkdir(parents=True)
    first = folder / "book0000.xlsx"
    write(first, ACCOUNTS)
    for number in range(1, count):
        (folder / f"book{number:04d}.xlsx").write_bytes(first.read_bytes())
    return folder


def compare_fleet(folder: Path) -> bool:
    """Decks a minute of wall time, every view that the workbook has its sheets for."""
    source = books(folder / "rate", DECKS)
    deck, inventory = folder / "one.pptx", folder / "one.json"
    first = source / "book0000.xlsx"
    run_once([*KAMDECK, "build", str(first), "-o", str(deck), "--quiet"])
    run_once([*PYTHON, str(HERE / "inventory.py"), str(deck), str(inventory)])
    out = folder / "peers"
    out.mkdir()
    peer = str(HERE / "peer_build.py")
    workbooks = sorted(source.glob("*.xlsx"))
    calls = [[*PYTHON, peer, str(book), str(inventory), str(out / f"{book.stem}.pptx")] for book in workbooks]
    loop = [*PYTHON, str(HERE / "peer_loop.py"), str(inventory), str(out), *map(str, workbooks)]
    rates = {
        "pandas and python-pptx, a process for each deck": rate(lambda: [run_once(call) for call in calls]),
        "pandas and python-pptx, a loop in one process": rate(lambda: run_once(loop)),
        "kamdeck fleet, 1 worker": rate(lambda: run_once(fleet_command(source, folder / "w1", 1))),
        "kamdeck fleet, 2 workers": rate(lambda: run_once(fleet_command(source, folder / "w2", 2))),
    }
    best = rates["pandas and python-pptx, a loop in one process"]
    print(f"\n### Fleet: {DECKS} decks of {ACCOUNTS} accounts, wall time, {os.cpu_count()} processors\n")
    print("| what | decks a minute | x the loop |\n|---|--:|--:|")
    for name, found in rates.items():
        print(f"| {name} | {found:.0f} | {found / best:.1f} |")
    file = folder / "PACKS.toml"
    file.write_text(f'[fleet.x]\nworkbook = "{SAMPLE}"\neach = "account"\npack = "account"\n', "utf-8")
    packs = [*KAMDECK, "fleet", str(file), "-o", str(folder / "packs"), "--workers", "2", "--quiet"]
    found = rate(lambda: run_once(packs)) * PACKS / DECKS
    print(f"| account packs of the sample, 2 workers (limit {PACKS_A_MINUTE:,}) | {found:.0f} | |")
    return rates["kamdeck fleet, 1 worker"] >= 5 * best


def fleet_command(source: Path, output: Path, workers: int) -> Sequence[str]:
    """Our fleet, silent."""
    return [*KAMDECK, "fleet", str(source), "-o", str(output), "--workers", str(workers), "--quiet"]


def rate(work: Callable[[], object]) -> float:
    """Decks a minute."""
    start = time.perf_counter()
    work()
    return DECKS * 60 / (time.perf_counter() - start)


def compare_fleet_growth(folder: Path) -> bool:
    """Seconds a deck and the memory of workers and program for 10, 100 and 1,000 decks."""
    found = []
    for size in SIZES:
        books(folder / f"grow{size}" / "books", size)
        file = folder / f"grow{size}" / "FLEET.toml"
        file.write_text(f'[fleet.x]\nworkbook = "books/*.xlsx"\n{SHORT}', encoding="utf-8")
        found.append((size, *measured([*KAMDECK, "fleet", str(file), "--workers", "2", "--quiet"])))
    print("\n### Fleet: growth, 2 workers, small decks\n")
    print("| decks | seconds | ms a deck | worker MiB (end) | program MiB (peak) |\n|--:|--:|--:|--:|--:|")
    for size, seconds, worker, program in found:
        print(f"| {size:,} | {seconds:.1f} | {seconds / size * 1000:.0f} | {worker:.0f} | {program:.0f} |")
    (_, _, _, _), (some, time_some, worker_some, _), (many, time_many, worker_many, _) = found
    is_linear = time_many / many <= time_some / some * NOISE
    return is_linear and worker_many <= worker_some * MORE_MEMORY


def measured(command: Sequence[str]) -> tuple[float, float, float]:
    """Wall seconds, the largest worker's memory when it was last seen, and the program's peak, in MiB."""
    import psutil

    seen: dict[int, float] = {}
    peak = [0.0]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT)
    over = threading.Event()

    def watch() -> None:
        program = psutil.Process(process.pid)
        while not over.wait(0.05):
            try:
                peak[0] = max(peak[0], program.memory_info().rss / 2**20)
                for child in program.children():
                    seen[child.pid] = child.memory_info().rss / 2**20
            except psutil.Error:
                continue

    thread = threading.Thread(target=watch)
    thread.start()
    code = process.wait()
    seconds = time.perf_counter() - start
    over.set()
    thread.join()
    if code:
        sys.exit(f"{' '.join(command)} ended with {code}")
    return seconds, max(seen.values(), default=0.0), peak[0]
