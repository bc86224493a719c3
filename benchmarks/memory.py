"""How much a process grows that makes decks for a long time: `python -m benchmarks.memory [KIND ROUNDS]`.

Every kind is run in a process of its own, as the command line runs it: a watch at every save, mails and
fleets one after the other. Prints the resident memory after ten rounds and at the end.
"""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from benchmarks.measure import ENVIRONMENT, ROOT
from benchmarks.workbooks import raise_amounts

SAMPLE = ROOT / "sample_workbooks" / "health_cloud.xlsx"
VERSIONS, WARM = 4, 10
MOST_MIB = 5.0  # more after all rounds than after ten
ROUNDS = {"watch": 500, "send": 100, "fleet": 50}
MAIL = """[mail]
host = "localhost"
security = "none"
from = "reports@example.com"
[jobs.weekly]
workbook = "place/book.xlsx"
to = ["ann@example.com"]
pictures = []
"""


def compare_memory() -> bool:
    """Whether no kind grows by more than `MOST_MIB` after its first ten rounds."""
    print(
        "\n### Memory of a long run\n\n| what | rounds | MiB after ten | MiB at the end |\n|---|--:|--:|--:|"
    )
    is_flat = True
    for kind, rounds in ROUNDS.items():
        first, last = grown(kind, rounds)
        print(f"| kamdeck {kind} | {rounds} | {first:.1f} | {last:.1f} |")
        is_flat = is_flat and last - first <= MOST_MIB
    return is_flat


def grown(kind: str, rounds: int, sample: Path = SAMPLE) -> tuple[float, float]:
    """The resident memory in MiB after ten rounds and after all of them.

    Raises: SystemExit when the process fails.
    """
    command = [sys.executable, "-m", "benchmarks.memory", kind, str(rounds), str(sample)]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{kind} failed:\n{done.stderr}")
    first, last = done.stdout.splitlines()[-1].split()
    return float(first), float(last)


def resident() -> float:
    """The resident memory of this process in MiB, as Linux counts it."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / (1 << 20)


def saved(book: Path, folder: Path, sample: Path) -> Iterator[None]:
    """The workbook saved anew with other amounts, without end."""
    versions = [folder / f"version{i}.xlsx" for i in range(VERSIONS)]
    for i, version in enumerate(versions):
        shutil.copy(sample, version)
        raise_amounts(sample, version, 1.1 + i / 10)
    while True:
        for version in versions:
            fresh = folder / "saving.tmp"
            shutil.copy(version, fresh)
            fresh.replace(book)
            yield


def watch(book: Path, save: Callable[[], None], rounds: int, note: Callable[[], None]) -> None:
    """A watch that is told of the next save when a round is over; it looks at the file without pauses."""
    from kamdeck import api
    from kamdeck.desk import watch as module

    stop = Event()
    left = iter(range(rounds))

    def tell(found: object) -> None:
        if getattr(found, "error", None):
            raise SystemExit(str(getattr(found, "error", "")))
        note()
        if next(left, None) is None:
            stop.set()
        else:
            save()

    def ticks(folders: set[Path], stop: Event) -> Iterator[None]:
        while not stop.is_set():
            yield

    module.SETTLE = 0.0
    module._ticks = ticks
    api.watch(book, tell=tell, stop=stop)


def commands(arguments: list[str], save: Callable[[], None], rounds: int, note: Callable[[], None]) -> None:
    """A command, run again after every save."""
    from kamdeck.cli.main import run

    for _ in range(rounds + 1):
        if run([*arguments, "--quiet"]):
            raise SystemExit(1)
        note()
        save()


def main(kind: str, rounds: int, sample: Path) -> None:
    """Print the memory after ten rounds and at the end."""
    gc.disable()  # as the command line does
    sizes: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place = folder / "place"
        place.mkdir()
        book = place / "book.xlsx"
        saves = saved(book, folder, sample)
        next(saves)
        config = folder / "kamdeck.toml"
        config.write_text(MAIL, encoding="utf-8")
        arguments = {
            "send": ["send", "--config", str(config), "--dry-run", str(folder / "try")],
            "fleet": ["fleet", str(place), "--workers", "1"],
        }
        if kind == "watch":
            watch(book, lambda: next(saves), rounds, lambda: sizes.append(resident()))
        else:
            commands(arguments[kind], lambda: next(saves), rounds, lambda: sizes.append(resident()))
    print(sizes[min(WARM, len(sizes) - 1)], sizes[-1])


if __name__ == "__main__":
    if len(sys.argv) > 2:
        main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else SAMPLE)
    else:
        sys.exit(0 if compare_memory() else 1)
