"""kamdeck against ordinary scripts, whole processes in turn: `python -m benchmarks.run [rounds]`.

Prints tables of CPU time and peak memory with paired ratios. The aims: build at most a fifth of the
script, refresh at most half of python-pptx's own way, under a second from save to deck, `--help` at most
five times bare Python, at most linear growth from 30 to 300 to 3,000 accounts, and of the sample with all
its sheets and views, and a fleet whose workers are each five times as fast as a script's loop and stay as
they are for a thousand decks, and watches and mails that do not grow.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.fleet import compare_fleet, compare_fleet_growth
from benchmarks.measure import ROOT, Limit, in_turn, print_table, run_once
from benchmarks.memory import compare_memory
from benchmarks.refresh_pair import other_figures
from benchmarks.saves import median_wall, seconds_from_save
from benchmarks.workbooks import raise_amounts, write

PYTHON = [sys.executable]
KAMDECK = [*PYTHON, "-m", "kamdeck"]
HERE = Path(__file__).parent
SAMPLE = ROOT / "sample_workbooks" / "health_cloud.xlsx"
SIZES = (30, 300, 3000)
TIMES = (1, 10, 100)
NOISE = 1.15  # medians of the same command differ by up to this much on a shared machine


def build_command(workbook: Path, deck: Path) -> list[str]:
    """Our build, silent and over what is there."""
    return [*KAMDECK, "build", str(workbook), "-o", str(deck), "--force", "--quiet"]


def compare_build(folder: Path, rounds: int) -> bool:
    """Our build against pandas and python-pptx."""
    deck, inventory = folder / "ours.pptx", folder / "inventory.json"
    run_once(build_command(SAMPLE, deck))
    run_once([*PYTHON, str(HERE / "inventory.py"), str(deck), str(inventory)])
    peer = [*PYTHON, str(HERE / "peer_build.py"), str(SAMPLE), str(inventory), str(folder / "peer.pptx")]
    rows = in_turn(
        {
            "pandas.read_excel and python-pptx": peer,
            "kamdeck build": build_command(SAMPLE, deck),
            "python -c pass": [*PYTHON, "-c", "pass"],
        },
        rounds,
        "pandas.read_excel and python-pptx",
    )
    print_table("Build: workbook to deck", rows, "script", {"kamdeck build": Limit(0.45, 55)})
    return rows[1].ratio <= 1 / 5


def compare_refresh(folder: Path, rounds: int) -> bool:
    """Our refresh, with the newest revenue of every account changed and with nothing changed, against open,
    replace_data and save."""
    before, deck, workbook = folder / "before.pptx", folder / "deck.pptx", folder / "workbook.xlsx"
    run_once(build_command(SAMPLE, before))
    other_figures(workbook)
    ours = [*KAMDECK, "refresh", str(deck), "--quiet", "--workbook"]
    name = "python-pptx open, replace_data, save"
    peer = [*PYTHON, str(HERE / "peer_refresh.py"), str(before), str(folder / "peer.pptx")]
    rows = in_turn(
        {
            name: peer,
            "the same, pandas.read_excel first": [*peer, str(workbook)],
            "kamdeck refresh, nothing changed": [*ours, str(SAMPLE)],
            "kamdeck refresh": [*ours, str(workbook)],
        },
        rounds,
        name,
        prepare=lambda: shutil.copy(before, deck),
    )
    limits = {"kamdeck refresh": Limit(0.62), "kamdeck refresh, nothing changed": Limit(0.30)}
    print_table("Refresh: new figures in every chart", rows, "python-pptx", limits)
    return rows[-1].ratio <= 1 / 2


def compare_watch(folder: Path, rounds: int) -> bool:
    """From a save to the deck under `kamdeck watch`, against a script that runs at every save."""
    workbook, deck, before = folder / "watched.xlsx", folder / "watched.pptx", folder / "watched0.pptx"
    versions = [folder / f"version{i}.xlsx" for i in range(2)]
    for i, version in enumerate(versions):
        version.write_bytes(SAMPLE.read_bytes())
        raise_amounts(SAMPLE, version, 1.1 + i / 10)
    workbook.write_bytes(SAMPLE.read_bytes())
    run_once(build_command(workbook, before))

    def save(i: int) -> None:
        fresh = folder / "saving.tmp"
        fresh.write_bytes(versions[i % 2].read_bytes())
        fresh.replace(workbook)

    ours = statistics.median(seconds_from_save(workbook, deck, save, rounds))
    script = [*PYTHON, str(HERE / "peer_refresh.py"), str(before), str(folder / "peer.pptx"), str(workbook)]
    peer = median_wall(script, rounds)
    print("\n### Watch: from save to deck, wall time\n\n| what | seconds |\n|---|--:|")
    print(f"| kamdeck watch | {ours:.2f} |\n| pandas and python-pptx, run at every save | {peer:.2f} |")
    return ours < 1


def compare_help(rounds: int) -> bool:
    """Our help against the bare interpreter."""
    bare = "python -c pass"
    rows = in_turn({bare: [*PYTHON, "-c", "pass"], "kamdeck --help": [*KAMDECK, "--help"]}, rounds * 3, bare)
    print_table("Help", rows, "bare Python")
    return rows[1].ratio <= 5


def compare_growth(folder: Path, rounds: int) -> bool:
    """Our build with ten and a hundred times as many accounts."""
    workbooks = {f"{size:,} accounts": folder / f"accounts{size}.xlsx" for size in SIZES}
    for size, workbook in zip(SIZES, workbooks.values(), strict=True):
        write(workbook, size)
    return grows_linearly("Growth: accounts, revenue and scores", workbooks, rounds)


def compare_story_growth(folder: Path, rounds: int) -> bool:
    """Our build with ten and a hundred times the accounts of the sample, on all its sheets."""
    workbooks = {f"sample x {times}": folder / f"sample{times}.xlsx" for times in TIMES}
    for times, workbook in zip(TIMES, workbooks.values(), strict=True):
        run_once([*PYTHON, str(HERE / "multiply.py"), str(SAMPLE), str(workbook), str(times)])
    limits = {f"sample x {TIMES[-1]}": Limit(5, 300)}
    return grows_linearly("Growth: all sheets and views", workbooks, rounds, limits)


def grows_linearly(
    title: str, workbooks: dict[str, Path], rounds: int, limits: dict[str, Limit] | None = None
) -> bool:
    """Whether ten times as much takes at most ten times as long, from each of three sizes to the next."""
    first = next(iter(workbooks))
    commands = {name: build_command(path, path.with_suffix(".pptx")) for name, path in workbooks.items()}
    rows = in_turn(commands, max(3, rounds // 3), first)
    print_table(title, rows, first, limits)
    small, middle, large = (row.cpu for row in rows)
    return middle / small <= 10 * NOISE and large / middle <= 10 * NOISE


def main() -> int:
    """Run all comparisons; 1 where an aim is missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    version = subprocess.run([*KAMDECK, "--version"], cwd=ROOT, capture_output=True, text=True, check=True)
    print(f"{version.stdout.strip()}, Python {sys.version.split()[0]}, {rounds} rounds, medians")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        aims = {
            "build at most 1/5 of the script": compare_build(folder, rounds),
            "refresh at most 1/2 of python-pptx": compare_refresh(folder, rounds),
            "save to deck under a second": compare_watch(folder, rounds),
            "--help at most 5 x bare Python": compare_help(rounds),
            "growth at most linear": compare_growth(folder, rounds),
            "growth of the sample at most linear": compare_story_growth(folder, rounds),
            "a worker at least 5 x the script's loop": compare_fleet(folder),
            "1,000 decks: time a deck and memory flat": compare_fleet_growth(folder),
            "long runs: at most 5 MiB more than after ten rounds": compare_memory(),
        }
    print()
    for aim, is_reached in aims.items():
        print(f"{'reached' if is_reached else 'MISSED '}  {aim}")
    return int(not all(aims.values()))


if __name__ == "__main__":
    sys.exit(main())
