"""The lines of the retention plan: which actions are shown on which slide, and what is counted instead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from kamdeck.analysis.risk import Queue, Queued
from kamdeck.deck.spec import EMU
from kamdeck.figures.context import Context
from kamdeck.figures.portfolio import read_queue
from kamdeck.record import record
from kamdeck.text.amounts import Unit, unit_for
from kamdeck.text.rounding import add_up
from kamdeck.workbook.rows import RetentionAction

_PER_SLIDE = 14  # lines of a slide, where there is room for them
_ROW, _AROUND = round(0.30 * EMU), round(0.74 * EMU)  # the least height of a line; head and total
_SLIDES = 3
_HELD = 0.8  # of the MRR at risk: the accounts that hold it are shown where there are too many


@record
class Entry:
    """One account with the actions that are shown; `hidden` counts its others. Amounts are in the unit of
    the slide, rounded so that all of them add up to the totals."""

    account: str
    stake: float
    saved: float
    likelihood: float | None
    actions: tuple[RetentionAction, ...]
    hidden: int = 0

    @property
    def height(self) -> int:
        """How many lines it takes."""
        return max(1, len(self.actions))


@record
class Rest:
    """The accounts that have no line: how many, their amounts and actions."""

    accounts: tuple[str, ...]
    stake: float
    saved: float
    actions: int


@record
class Plan:
    """The queue with its lines by slide; `unit` is that of the amounts."""

    ctx: Context
    queue: Queue
    pages: tuple[tuple[Entry, ...], ...]
    rest: Rest | None
    unit: Unit
    totals: tuple[float, float]

    def shown(self, amount: float) -> str:
        """An amount in the unit as the table says it."""
        return self.ctx.say.number(amount, self.unit.places)

    @property
    def actions(self) -> int:
        """The actions at the accounts at risk."""
        return sum(len(row.actions) for row in self.queue.rows)


def read_plan(ctx: Context) -> Plan:
    """The plan for the accounts at risk, largest MRR at stake first."""
    found = read_queue(ctx)
    unit = unit_for((found.stake,), adds_up=True)
    stakes = _amounts([row.stake for row in found.rows], unit)
    saved = _amounts([row.saved for row in found.rows], unit)
    most = max(4, min(_PER_SLIDE, (ctx.frame.body.h - _AROUND) // _ROW))
    chosen = _chosen(found, most)
    is_whole = sum(max(1, len(row.actions)) for row in found.rows) <= most
    entries = [_entry(row, stakes[i], saved[i], is_whole) for i, row in enumerate(found.rows[: len(chosen)])]
    rest = None
    if gone := found.rows[len(chosen) :]:
        names = tuple(row.account for row in gone)
        first = len(chosen)
        rest = Rest(names, sum(stakes[first:]), sum(saved[first:]), sum(len(r.actions) for r in gone))
    pages = [tuple(entries)]
    if not is_whole:
        each = most - (len(entries) % most == 1)  # no line alone on the last slide
        pages = [tuple(entries[i : i + each]) for i in range(0, len(entries), each)]
    return Plan(ctx, found, tuple(pages), rest, unit, (sum(stakes), sum(saved)))


def _amounts(values: Sequence[float], unit: Unit) -> tuple[float, ...]:
    """Amounts in the unit, rounded so that they add to their rounded total."""
    shares = add_up([value / unit.scale / 100 for value in values], unit.places)
    return tuple(round(share * 100, unit.places) for share in shares)


def _chosen(found: Queue, most: int) -> tuple[Queued, ...]:
    """All accounts on up to three slides; of more, the fewest that hold four fifths of the MRR at risk.

    The last slide keeps a line for those that are not shown.
    """
    rows, room = found.rows, _SLIDES * most
    if len(rows) <= room:
        return rows
    sums = accumulate(row.stake for row in rows)
    count = next((n for n, held in enumerate(sums, 1) if held >= _HELD * found.stake), len(rows))
    count = min(count, room)
    return rows[: count - (count % most == 0 and count < len(rows))]


def _entry(row: Queued, stake: float, saved: float, is_whole: bool) -> Entry:
    """An account's line: all its actions, or where lines are short the one due next."""
    shown = row.actions
    if not is_whole and len(shown) > 1:
        open_ones = [action for action in shown if action.status != "done"] or list(shown)
        dated = [action for action in open_ones if action.due_on]
        first = min(dated, key=lambda action: str(action.due_on), default=open_ones[0])
        shown = (first,)
    return Entry(row.account, stake, saved, row.likelihood, shown, len(row.actions) - len(shown))
