"""The end of a run in a window that closes by itself: short, and it waits where something needs a look."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kamdeck.cli.show import HELD, conflict_line, kept_line, problem_line
from kamdeck.cli.words import Words
from kamdeck.errors import Problem
from kamdeck.report import Kept, Report

MOST_LINES = 5


def needs_look(report: Report) -> bool:
    """Whether a person should read how it ended: faults in the workbook, edits that found no place any more,
    that stand where the workbook gives something else now, or what had to be left alone. Views without a
    sheet, and edits that stand against nothing, need nobody."""
    is_faulty = any(problem.severity == "error" for problem in report.problems)
    return bool(is_faulty or report.lost or report.conflicts or _against(report))


def _against(report: Report) -> list[Kept]:
    """The edits that stand though the workbook gives something else."""
    return [kept for kept in report.kept if kept.ours]


def show_brief(report: Report, workbook: Path, words: Words) -> None:
    """The first lines of each kind that matters, how many there are, and where the rest is told."""
    if held := sum(conflict.reason == HELD for conflict in report.conflicts):
        click.echo(words("held", n=held))
    show_first(report.problems, words)
    _some("lost", [kept_line(each, words) for each in report.lost], words)
    others = [each for each in report.conflicts if each.reason != HELD]
    _some("conflicts", [conflict_line(each, words) for each in others], words)
    if against := _against(report):
        _some("kept", [kept_line(each, words) for each in against], words)
    elif report.kept:
        click.echo(words("watch_kept", n=len(report.kept)))
    if needs_look(report) and report.problems:
        click.echo(words("brief.check", name=workbook))


def show_first(problems: Sequence[Problem], words: Words) -> None:
    """The first errors of a workbook, and how many there are."""
    errors = [problem for problem in problems if problem.severity == "error"]
    count = sum(problem.count for problem in errors)
    _some("brief.problems", [problem_line(problem, words) for problem in errors], words, count)


def _some(name: str, lines: Sequence[str], words: Words, count: int = 0) -> None:
    """The first lines of a kind under their head, which says how many there are (`count`, where a line stands
    for several)."""
    if lines:
        click.echo(words(name, n=count or len(lines)))
    for line in lines[:MOST_LINES]:
        click.echo(f"  {line}")
    if len(lines) > MOST_LINES:
        click.echo(f"  {words('brief.more', n=len(lines) - MOST_LINES)}")


def wait(words: Words) -> None:
    """Nothing, until somebody presses Enter; at once where nobody can."""
    click.echo(f"{words('press_enter')} ", nl=False)
    if sys.stdin is not None:
        sys.stdin.readline()
    click.echo()
