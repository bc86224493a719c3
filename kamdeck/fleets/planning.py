"""From what is wanted to the decks to be made: each with its name, and a stamp of what it is made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from kamdeck import __version__
from kamdeck.errors import KamdeckError, Problem
from kamdeck.fleets.names import Taken, file_name
from kamdeck.fleets.places import Folder, Store
from kamdeck.fleets.tasks import ACCOUNT, WORKBOOK, Hands, Task, Wanted
from kamdeck.record import record, replace
from kamdeck.report import FleetDeck
from kamdeck.text import Say


@record
class Plan:
    """The decks to be made, those that cannot be because their workbook cannot be read, and its problems."""

    tasks: tuple[Task, ...]
    failed: tuple[FleetDeck, ...]
    problems: tuple[tuple[Path, Problem], ...]


def plan(
    fleets: Sequence[Wanted], places: dict[str, Folder | Store], hands: Hands, say: Say, *, is_forced: bool
) -> Plan:
    """Every deck of every fleet; the decks of a workbook stand together."""
    taken, tasks, problems = Taken(), list[Task](), list[tuple[Path, Problem]]()
    failed: list[FleetDeck] = []
    for fleet in fleets:
        for workbook in fleet.workbooks:
            try:
                contents, values = (
                    _contents(workbook, fleet, hands, say),
                    _values(workbook, fleet, hands, say),
                )
                found = [*_tasks(fleet, workbook, values, contents, taken, len(tasks))]
            except KamdeckError as error:
                problems += [(workbook, problem) for problem in getattr(error, "problems", ())]
                reason = str(error)
            except OSError as error:
                reason = say("fleet.unreadable", name=workbook.name, why=error.strerror or str(error))
            else:
                tasks += [_facing(task, places[fleet.output], is_forced=is_forced) for task in found]
                continue
            failed.append(FleetDeck("", "failed", str(workbook), reason=reason))
    return Plan(tuple(tasks), tuple(failed), tuple(problems))


def _tasks(
    fleet: Wanted, workbook: Path, values: Sequence[str], contents: str, taken: Taken, start: int
) -> Iterator[Task]:
    is_one = len(fleet.workbooks) == 1
    usual = "{workbook}" if fleet.each == WORKBOOK else "{value}" if is_one else "{workbook} {value}"
    for number, value in enumerate(values, start):
        fields = {fleet.each: value, "value": value, "workbook": workbook.stem, "fleet": fleet.name}
        choice = _choice(fleet, value)
        yield Task(
            number=number,
            output=fleet.output,
            deck=taken.name(fleet.output, file_name(fleet.pattern or usual, fields)),
            workbook=workbook,
            value=value,
            choice=choice,
            contents=contents,
            stamp=_stamp(contents, choice),
            version=__version__,
        )


def _facing(task: Task, place: Folder | Store, *, is_forced: bool) -> Task:
    """The task, knowing whether its deck is there already."""
    return replace(task, is_new=not place.has(task.deck), is_forced=is_forced)


def _choice(fleet: Wanted, value: str) -> tuple[tuple[str, object], ...]:
    if fleet.each == WORKBOOK:
        return fleet.choice
    if fleet.each == ACCOUNT:
        return (*fleet.choice, ("account", value))
    return (*fleet.choice, ("part", (fleet.each, value)))


def _values(workbook: Path, fleet: Wanted, hands: Hands, say: Say) -> tuple[str, ...]:
    """The accounts or values that get a deck; one blank value for the workbook as a whole.

    Raises: KamdeckError where the workbook cannot be read, or has not what `only` names.
    """
    if fleet.each == WORKBOOK:
        return ("",)
    known = hands.values(hands.read(workbook, workbook), fleet.each)
    for name in fleet.only:
        if name not in known:
            raise KamdeckError(
                say("fleet.no_only", file=workbook.name, name=f"“{name}”"),
                say("run.choose", names=", ".join(known)),
            )
    if not known:
        raise KamdeckError(say("fleet.no_values", file=workbook.name, column=fleet.each))
    return tuple(value for value in known if not fleet.only or value in fleet.only)


def _contents(workbook: Path, fleet: Wanted, hands: Hands, say: Say) -> str:
    """A digest of the workbook and of every other file that its decks are made from.

    Raises: KamdeckError, OSError where one cannot be read.
    """
    template = dict(fleet.choice).get("template")
    files = [workbook, *hands.files(workbook), *([Path(str(template))] if template else [])]
    digest = hashlib.sha256()
    for path in files:
        if not path.is_file():
            raise KamdeckError(say("run.no_file", name=path))
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _stamp(contents: str, choice: tuple[tuple[str, object], ...]) -> str:
    """A digest of everything that decides what is in a deck."""
    told = json.dumps([__version__, contents, sorted(choice)], ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode()).hexdigest()
