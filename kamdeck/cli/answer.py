"""What a program reads at the end of a run: one JSON object, however the run ended."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from kamdeck.errors import Problem
from kamdeck.report import Report

SCHEMA = 1  # changes when a name or a meaning does; new names do not change it
Stamp = tuple[int, int, int] | None


def as_json(**content: object) -> str:
    """The text of an answer; in signs of its own where the stream's encoding lacks a letter."""
    import json

    answer = {"schema": SCHEMA, **content}
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        text = json.dumps(answer, indent=2)
    return text


def answer(**content: object) -> None:
    """Print an answer."""
    click.echo(as_json(**content))


def answer_report(report: Report, **more: object) -> None:
    """Print a report as data."""
    from dataclasses import asdict

    content: dict[str, Any] = asdict(report)
    answer(**more, **content)


def answer_error(message: str, hint: str, code: str, problems: Sequence[Problem] = ()) -> None:
    """Print why a run could not go on, and the problems of the workbook that kept it from it."""
    answer(error={"message": message, "hint": hint, "code": code}, problems=rows(problems))


def rows(problems: Sequence[Problem]) -> list[dict[str, object]]:
    """Problems as data."""
    from dataclasses import asdict

    return [asdict(problem) for problem in problems]


def stamp(path: Path) -> Stamp:
    """What a file is known by, so that it is seen whether a run wrote it; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
