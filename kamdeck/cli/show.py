"""What a person or a program reads at the end of a run."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import click

from kamdeck.cli.words import Words
from kamdeck.errors import Problem
from kamdeck.report import Change, Conflict, Kept, Report
from kamdeck.text.lines import one_line

LONGEST_LIST = 40
_WIDE = 90  # characters of a text of the deck
FIGURES = ("val", "x", "size", "cell", "category", "name", "series", "order", "rows", "columns", "label")
HELD = "slide held"  # a slide whose sheets have errors today: it stays as it was
UNTOLD = ("alt", "axis", "box", "ends", "frame", "inner", "grid")  # what follows from the figures by itself


def show_report(report: Report, words: Words, *, is_refresh: bool = False, is_quiet: bool = False) -> None:
    """The summary: slides, changes, what was kept, left alone or left out, problems; long lists are cut."""
    if not is_quiet:
        if report.slides:
            _section(words("slides", n=len(report.slides), names=", ".join(report.slides)), ())
        if held := sum(conflict.reason == HELD for conflict in report.conflicts):
            _section(words("held", n=held), ())
        if is_refresh:
            _list("changes", _changes(report.changes, words), words)
        _list("replaced", (_replaced(k, words) for k in report.replaced), words)
        _list("kept", (kept_line(k, words) for k in report.kept), words)
        if report.losses:
            told = words.say.join(words(f"loss.{code}", detail=detail) for code, detail in report.losses)
            click.echo(words("on_master", told=told))
    _list("lost", (kept_line(k, words) for k in report.lost), words)
    _list("conflicts", (conflict_line(c, words) for c in report.conflicts), words)
    _list("left_out", (words("line", key=view, text=why) for view, why in report.left_out), words)
    _list("withheld", (words("line", key=sheet, text=what) for sheet, what in report.withheld), words)
    _list("problems", (_problem(p, words) for p in report.problems), words)


def show_backups(names: Iterable[str], words: Words) -> None:
    """Where what was written over is kept."""
    for name in names:
        click.echo(words("kept_as", name=name))


def show_problems(problems: Sequence[Problem], words: Words) -> None:
    """Every problem with its place, then what to do."""
    _list("problems", (_problem(p, words) for p in problems), words, limit=len(problems))


@contextmanager
def progress(words: Words, *, is_silent: bool) -> Iterator[Callable[[str, str], None]]:
    """A function to tell the steps to: a spinner on a terminal, plain lines in a pipe, or nothing."""
    if is_silent:
        yield lambda step, name: None
    elif sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("") as status:
            yield lambda step, name: status.update(words(f"step.{step}", name=name))
    else:
        yield lambda step, name: click.echo(words(f"step.{step}", name=name), err=True)


def exit_code(report: Report, *, is_strict: bool) -> int:
    """0, or 3 where the strict are told that something was kept or left out."""
    return 3 if is_strict and not report.is_clean else 0


def headline(text: str) -> None:
    """The sentence that says how it ended, bold on a terminal."""
    click.secho(text, bold=True)


def _list(name: str, lines: Iterable[str], words: Words, *, limit: int = LONGEST_LIST) -> None:
    every = list(lines)
    if every:
        rest = len(every) - limit
        shown = [*every[:limit], words("more", n=rest)] if rest > 0 else every
        _section(words(name, n=len(every)), shown)


def _section(head: str, lines: Sequence[str]) -> None:
    click.echo(head)
    for line in lines:
        click.echo(f"  {line}")


def _changes(changes: Sequence[Change], words: Words) -> Iterator[str]:
    """Per element: its new wording in full, its figures as a count."""
    figures = Counter(change.key for change in changes if _is_figure(change))
    told: set[str] = set()
    for change in changes:
        key = change.key
        if _is_figure(change):
            if key not in told:
                told.add(key)
                yield words("figures", key=key, n=figures[key])
        elif change.field == "text":
            yield words(
                "change", key=key, before=one_line(change.before, _WIDE), after=one_line(change.after, _WIDE)
            )
        elif change.field.partition("/")[0] not in UNTOLD:
            yield words("line", key=key, text=field_word(change.field, words))


def _is_figure(change: Change) -> bool:
    return change.field.partition("/")[0] in FIGURES


def kept_line(kept: Kept, words: Words) -> str:
    """An edit with its place, and what the workbook gives now."""
    name = _named(kept, words)
    line = words("line", key=name, text=one_line(kept.now, _WIDE)) if kept.now else name
    return f"{line}\n    {words('kept_ours', ours=one_line(kept.ours, _WIDE))}" if kept.ours else line


def _replaced(kept: Kept, words: Words) -> str:
    return words(
        "replaced_one",
        key=_named(kept, words),
        now=one_line(kept.now, _WIDE),
        ours=one_line(kept.ours, _WIDE),
    )


def field_word(field: str, words: Words) -> str:
    """What a field is called: its kind in words, then what it belongs to."""
    head, slash, rest = field.partition("/")
    word = words.say(f"field.{head}") if words.say.has(f"field.{head}") else head
    return f"{word} {rest}" if slash else word


def conflict_line(conflict: Conflict, words: Words) -> str:
    """What was left alone, and why."""
    detail = f" ({one_line(conflict.detail, _WIDE)})" if conflict.detail else ""
    return words("line", key=conflict.key, text=field_word(conflict.reason, words) + detail)


def _named(kept: Kept, words: Words) -> str:
    """The element and the field, such as `pareto/title, text`."""
    word = field_word(kept.field, words)
    return f"{kept.key}, {word}" if kept.key else word


def problem_line(problem: Problem, words: Words) -> str:
    """One problem with its place and kind."""
    line = words("line", key=words(problem.severity), text=words.say.again(problem.message))
    return words("line", key=problem.place, text=line) if problem.place else line


def _problem(problem: Problem, words: Words) -> str:
    line = problem_line(problem, words)
    return f"{line}\n    {problem.hint}" if problem.hint else line
