"""What a person or a program reads while a fleet is on its way, and at its end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from kamdeck.cli.answer import as_json
from kamdeck.cli.show import headline, problem_line
from kamdeck.cli.words import Words
from kamdeck.report import FleetDeck, FleetReport

STATES = {  # a state's texts: of a count, of one deck
    "made": ("fleets.made", "fleets.is_made"),
    "refreshed": ("fleets.refreshed", "fleets.is_refreshed"),
    "unchanged": ("fleets.unchanged", "fleets.is_unchanged"),
    "failed": ("fleets.failed", "fleets.is_failed"),
    "stopped": ("fleets.stopped", "fleets.is_stopped"),
}
COLUMNS = (
    "deck", "state", "workbook", "value", "reason", "changes", "kept", "conflicts", "left_out", "seconds",
    "tries", "problems",
)  # fmt: skip
LONGEST_LIST = 40
Tell = Callable[[FleetDeck, int, int], None]


@contextmanager
def progress(words: Words, *, is_silent: bool) -> Iterator[Tell]:
    """What hears of each deck: a bar on a terminal, plain lines in a pipe, or nothing."""
    if is_silent:
        yield lambda deck, done, every: None
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            row = bar.add_task("", total=None)
            yield lambda deck, done, every: bar.update(
                row, total=every, completed=done, description=_name(deck).replace("[", "\\[")
            )
    else:
        yield lambda deck, done, every: click.echo(f"{done}/{every}  {_line(deck, words)}", err=True)


def show(report: FleetReport, words: Words, *, is_quiet: bool) -> None:
    """The counts, then what failed and why, then the problems of each workbook; long lists are cut."""
    counts = [words(text, n=n) for state, (text, _) in STATES.items() if (n := report.count(state))]
    if not is_quiet:
        numbers = ", ".join(counts) or words("fleets.nothing")
        headline(words("fleets.done", numbers=numbers, seconds=f"{report.seconds:.1f}"))
    _list([_line(deck, words) for deck in report.decks if deck.state == "failed"], words)
    books = dict.fromkeys(book for book, _ in report.problems)
    for book in books:
        lines = [problem_line(problem, words) for name, problem in report.problems if name == book]
        click.echo(words("fleets.problems", n=len(lines), name=Path(book).name))
        _list([f"  {line}" for line in lines], words)
    if report.is_stopped:
        click.echo(words("fleets.again"), err=True)


def as_text(report: FleetReport) -> str:
    """The report as JSON."""
    return as_json(
        counts={state: report.count(state) for state in STATES},
        seconds=round(report.seconds, 3),
        workers=report.workers,
        is_stopped=report.is_stopped,
        decks=[asdict(deck) for deck in report.decks],
        problems=[{"workbook": book, **asdict(problem)} for book, problem in report.problems],
    )


def write(report: FleetReport, path: Path) -> None:
    """The report as a file: CSV with a line for each deck where it is called so, else JSON."""
    if path.suffix.lower() != ".csv":
        path.write_text(f"{as_text(report)}\n", encoding="utf-8")
        return
    import csv

    found: dict[str, list[str]] = {}
    for book, problem in report.problems:
        found.setdefault(book, []).append(f"{problem.place}: {problem.message}".removeprefix(": "))
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # Excel needs the mark to see UTF-8
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for deck in report.decks:
            values = {**asdict(deck), "problems": "\n".join(found.get(deck.workbook, ()))}
            values |= {"left_out": ", ".join(deck.left_out), "seconds": f"{deck.seconds:.3f}"}
            table.writerow([_plain(values[name]) for name in COLUMNS])


def is_report(path: Path) -> bool:
    """Whether a file is an earlier report, which a later one may write over."""
    try:
        start = path.read_text(encoding="utf-8-sig", errors="replace")[:400]
    except OSError:
        return False
    return start.startswith(",".join(COLUMNS)) or ('"schema"' in start and '"counts"' in start)


def _plain(value: object) -> object:
    """A value that a spreadsheet does not take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value


def _name(deck: FleetDeck) -> str:
    return deck.deck.replace("\\", "/").rpartition("/")[2] or Path(deck.workbook).name


def _line(deck: FleetDeck, words: Words) -> str:
    text = words(STATES[deck.state][1])
    return words("line", key=_name(deck), text=words.say.colon(text, deck.reason) if deck.reason else text)


def _list(lines: list[str], words: Words) -> None:
    for line in lines[:LONGEST_LIST]:
        click.echo(f"  {line}")
    if len(lines) > LONGEST_LIST:
        click.echo(f"  {words('more', n=len(lines) - LONGEST_LIST)}")
