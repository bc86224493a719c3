"""One run of a fleet: what is wanted is planned, made by whoever works, written down and told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event
from typing import Protocol

from kamdeck.errors import KamdeckError, Problem
from kamdeck.fleets.journal import Journal, alone
from kamdeck.fleets.places import Folder, Store, place_of
from kamdeck.fleets.planning import Plan, plan
from kamdeck.fleets.pool import Pool, processors
from kamdeck.fleets.settings import fleet_of, read_fleets
from kamdeck.fleets.tasks import Hands, Result, Task, Wanted, is_url
from kamdeck.record import record
from kamdeck.report import FleetDeck, FleetReport
from kamdeck.text import Say

Tell = Callable[[FleetDeck, int, int], None]


class Crew(Protocol):
    """Whoever works: the processes of this machine, or a cluster."""

    def run(self, tasks: Sequence[Task], stop: Event) -> Iterator[Result]:
        """Results as they come."""


@record
class Order:
    """What was asked for: a fleet file or a folder, how many workers (None = one per processor), whose, and
    an output that goes before what the file says. `is_forced` builds anew what is there."""

    source: Path
    workers: int | None = None
    scheduler: str | None = None
    output: str | None = None
    is_forced: bool = False


def run_fleet(order: Order, hands: Hands, tell: Tell, stop: Event, say: Say) -> FleetReport:
    """What became of every deck; `tell` hears of each with how many are done and how many there are.

    Raises: KamdeckError when nothing can be begun: wrong settings, another run, no cluster, no worker.
    """
    start = time.monotonic()
    fleets = _fleets(order, hands, say)
    with ExitStack() as held:
        outputs = dict.fromkeys(fleet.output for fleet in fleets)
        places = {output: place_of(output, say) for output in outputs}
        for place in places.values():
            if isinstance(place, Folder):
                held.enter_context(alone(place.path, say))
        journals = {output: Journal(place) for output, place in places.items()}
        planned = plan(fleets, places, hands, say, is_forced=order.is_forced)
        hands.remember(planned.tasks)
        run = _Run(planned, journals, places, tell)
        count = run.perform(order, hands, stop, say)
    return FleetReport(
        decks=tuple(run.told),
        problems=tuple(run.problems),
        seconds=time.monotonic() - start,
        workers=count,
        is_stopped=stop.is_set() and any(deck.state == "stopped" for deck in run.told),
    )


def _fleets(order: Order, hands: Hands, say: Say) -> tuple[Wanted, ...]:
    if order.workers is not None and order.workers < 1:
        raise KamdeckError(say("fleet.few_workers"))
    output = order.output
    if output is not None and not is_url(output):
        output = str(Path(output).absolute())
    source = order.source.absolute()
    if source.is_dir():
        return fleet_of(source, output, say)
    return read_fleets(source, output, hands, say)


class _Run:
    """The decks told so far, and the problems of each workbook, each once."""

    def __init__(
        self, planned: Plan, journals: dict[str, Journal], places: dict[str, Folder | Store], tell: Tell
    ) -> None:
        self._planned, self._journals, self._places, self._tell = planned, journals, places, tell
        self.told: list[FleetDeck] = []
        self.problems: list[tuple[str, Problem]] = []
        self._known: set[tuple[str, Problem]] = set()
        self._total = len(planned.tasks) + len(planned.failed)

    def perform(self, order: Order, hands: Hands, stop: Event, say: Say) -> int:
        """Make what has to be made; how many workers did."""
        for path, problem in self._planned.problems:
            self._note(str(path), (problem,))
        for failed in self._planned.failed:
            self._add(failed)
        due = []
        for task in self._planned.tasks:
            journal = self._journals[task.output]
            if not task.is_new and not task.is_forced and journal.is_done(task):
                self._note(str(task.workbook), journal.problems(task))
                self._add(_deck(task, "unchanged"))
            else:
                due.append(task)
        count = 0
        try:
            if due and not stop.is_set():
                with _crew(order, len(due), hands, say) as (crew, count):
                    self._collect(crew.run(due, stop), due)
        finally:
            for output, journal in self._journals.items():
                journal.close(task for task in self._planned.tasks if task.output == output)
        done = {deck.deck for deck in self.told}
        for task in due:
            if task.target not in done:
                self._add(_deck(task, "stopped"))
        return count

    def _collect(self, results: Iterator[Result], due: Sequence[Task]) -> None:
        tasks = {task.number: task for task in due}
        for result in results:
            task = tasks[result.number]
            if result.state != "failed":
                self._journals[task.output].add(task, result.problems)
            self._note(str(task.workbook), result.problems)
            self._add(_told(task, result))

    def _note(self, workbook: str, problems: Sequence[Problem]) -> None:
        for problem in problems:
            if (workbook, problem) not in self._known:
                self._known.add((workbook, problem))
                self.problems.append((workbook, problem))

    def _add(self, deck: FleetDeck) -> None:
        self.told.append(deck)
        self._tell(deck, len(self.told), self._total)


@contextmanager
def _crew(order: Order, tasks: int, hands: Hands, say: Say) -> Iterator[tuple[Crew, int]]:
    if order.scheduler is None:
        count = min(order.workers or processors(), tasks)
        yield Pool(hands, count, say), count
        return
    from kamdeck.fleets.cluster import Cluster

    cluster = Cluster(order.scheduler, hands, say)
    try:
        yield cluster, cluster.workers
    finally:
        cluster.close()


def _deck(task: Task, state: str) -> FleetDeck:
    return FleetDeck(task.target, state, str(task.workbook), task.value)


def _told(task: Task, result: Result) -> FleetDeck:
    """The result as a person reads it."""
    return FleetDeck(
        deck=task.target,
        state=result.state,
        workbook=str(task.workbook),
        value=task.value,
        reason=result.reason,
        changes=result.changes,
        kept=result.kept,
        conflicts=result.conflicts,
        left_out=result.left_out,
        seconds=result.seconds,
        tries=result.tries,
    )
