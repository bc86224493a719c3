"""Whole processes, measured: CPU time and peak memory, in turn, with ratios pair by pair."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
# As installed programs run: modules are compiled once and kept.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT |= {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}


@dataclass(frozen=True, slots=True)
class Run:
    """One process: CPU seconds (user and system), peak resident memory in MiB."""

    cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Summary:
    """The runs of one command: medians, and the median ratio to its peer's run of the same round."""

    name: str
    cpu: float
    peak: float
    ratio: float


class Limit(NamedTuple):
    """The CPU seconds and the peak memory in MiB that a command is meant to keep to; 0 where none is set.

    They are those of a machine on which the script of the build takes 8.3 s.
    """

    cpu: float = 0.0
    peak: float = 0.0


def run_once(command: Sequence[str]) -> Run:
    """Run a command to its end.

    Raises: SystemExit when the command fails.
    """
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
        env=ENVIRONMENT,
    ) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}\n{output.decode()}")
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss / scale)


def in_turn(
    commands: Mapping[str, Sequence[str]],
    rounds: int,
    peer: str,
    *,
    prepare: Callable[[], object] = lambda: None,
) -> list[Summary]:
    """Run every command once a round, so that a busy machine slows all alike; ratios are to `peer`.

    `prepare` is called before each process and not measured.
    """
    for command in commands.values():
        prepare()
        run_once(command)  # fills the disk cache and the compiled modules
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            prepare()
            runs[name].append(run_once(command))
    return [
        Summary(
            name,
            statistics.median(run.cpu for run in mine),
            statistics.median(run.peak for run in mine),
            statistics.median(a.cpu / b.cpu for a, b in zip(mine, runs[peer], strict=True)),
        )
        for name, mine in runs.items()
    ]


def print_table(
    title: str, rows: Sequence[Summary], peer: str, limits: Mapping[str, Limit] | None = None
) -> None:
    """A Markdown table of the summaries; beside ours stands the `limits` that each is meant to keep to."""
    print(f"\n### {title}\n\n| what | CPU ms | limit | peak MiB | limit | x {peer} (paired) |")
    print("|---|--:|--:|--:|--:|--:|")
    for row in rows:
        cpu, peak = (limits or {}).get(row.name, Limit())
        most, large = f"{cpu * 1000:.0f}" if cpu else "", f"{peak:.0f}" if peak else ""
        print(f"| {row.name} | {row.cpu * 1000:.0f} | {most} | {row.peak:.0f} | {large} | {row.ratio:.2f} |")
