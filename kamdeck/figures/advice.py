"""What to do about each account and about all of them: the facts, and one verb by precedence.

Every text that advises asks here, so that no account is to grow on one slide and to cost less on another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from kamdeck.analysis.abc import TIERS, rank_years, revenue_table
from kamdeck.analysis.classification import CLASSES
from kamdeck.analysis.identification import Screened
from kamdeck.analysis.mrr import Movement
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.analysis.risk import is_overdue
from kamdeck.deck.spec import Ask, Verb
from kamdeck.figures.context import Context
from kamdeck.figures.counted import read_key_accounts
from kamdeck.figures.identified import read_screen
from kamdeck.figures.portfolio import read_queue
from kamdeck.figures.retention import read_retention
from kamdeck.figures.scored import read_classes, read_scoring
from kamdeck.record import record
from kamdeck.traced import fsum
from kamdeck.workbook.rows import Initiative, Task

MOST_GROWTH = 0.5  # of an account's own revenue: no text asks for more


@record
class Position:
    """What is known of one account. `status` is active, lost or prospect; `revenue` that of the newest year,
    with its rank and tier (None and "" without any); `account_class` is "" where too little of an axis is
    scored. `stake` is MRR in the risk queue, None outside it; `late` counts overdue actions, tasks,
    initiatives and steps; `open` is the potential with a value that is not in use."""

    account: str
    status: str = "active"
    revenue: float = 0.0
    share: float = 0.0
    rank: int | None = None
    tier: str = ""
    is_vital: bool = False
    account_class: str = ""
    score_rank: int | None = None
    stake: float | None = None
    late: int = 0
    is_focus: bool = False
    is_key: bool = False
    open: float = 0.0
    manager: str = ""
    has_plan: bool = False

    @property
    def is_small(self) -> bool:
        """Whether it is neither of tier A nor of the vital few."""
        return self.tier != TIERS[0] and not self.is_vital

    @property
    def is_chosen(self) -> bool:
        """Whether it is the focus account or a key account."""
        return self.is_focus or self.is_key

    @property
    def is_spared(self) -> bool:
        """Whether it is not to cost less, whatever its scores: chosen, large, or with a plan of its own."""
        return self.is_chosen or self.has_plan or not self.is_small

    @property
    def verb(self) -> Verb | None:
        """The first verb that holds; None for an account that is lost or not yet won."""
        if self.status != "active":
            return None
        return next(verb for verb, holds in PRECEDENCE if holds(self))


PRECEDENCE: tuple[tuple[Verb, Callable[[Position], bool]], ...] = (
    ("save", lambda it: it.stake is not None),
    ("plan", lambda it: it.is_chosen and it.late > 0),
    ("grow", lambda it: it.account_class == CLASSES[0]),
    ("hold", lambda it: it.is_spared or it.account_class != CLASSES[3]),
    ("cut", lambda it: True),
)

# What else may be asked of an account whose verb it is. A text that says "first" or "invest" asks for a plan.
FITS: Mapping[Verb, frozenset[Verb]] = {
    "save": frozenset(("save", "plan", "hold")),
    "plan": frozenset(("plan", "grow", "hold")),
    "grow": frozenset(("grow", "plan", "hold")),
    "hold": frozenset(("hold", "plan")),
    "cut": frozenset(("cut",)),
}


@record
class Advice:
    """The accounts by revenue, largest first, those without any last. `vital` are the vital few that are
    still there, empty where revenue is spread; `is_leaving` says that small accounts leave or may leave."""

    positions: Mapping[str, Position]
    vital: tuple[str, ...] = ()
    is_leaving: bool = False

    def verb(self, account: str) -> Verb | None:
        """What to do about an account; None where nothing is to be said."""
        position = self.positions.get(account)
        return position.verb if position else None

    def fits(self, verb: Verb, account: str) -> bool:
        """Whether a text may ask this of the account; one that is held for want of scores may grow too."""
        position = self.positions.get(account)
        if position is None or position.verb is None:
            return False
        is_open = position.verb == "hold" and not position.account_class and verb == "grow"
        return is_open or verb in FITS[position.verb]

    def those(self, verb: Verb, accounts: Iterable[str]) -> tuple[str, ...]:
        """The accounts of which a text may ask this, in their order."""
        return tuple([account for account in accounts if self.fits(verb, account)])

    def all_fit(self, verb: Verb, accounts: Iterable[str]) -> bool:
        """Whether a text may ask this of all of them, and there are any."""
        named = tuple(accounts)
        return bool(named) and len(self.those(verb, named)) == len(named)

    def doing(self, verb: Verb) -> tuple[str, ...]:
        """The accounts whose verb it is, largest first."""
        return tuple([name for name, position in self.positions.items() if position.verb == verb])

    def can_gain(self, account: str, amount: float) -> bool:
        """Whether a text may ask for so much more revenue at an account, in the unit of revenue."""
        return self.fits("grow", account) and amount <= MOST_GROWTH * self.positions[account].revenue

    def kept(self, asks: Iterable[Ask]) -> tuple[Ask, ...]:
        """The asks without the accounts of which they may not be asked: for texts on a whole class."""
        kept = (Ask(ask.verb, self.those(ask.verb, ask.accounts), ask.amount) for ask in asks)
        return tuple([ask for ask in kept if ask.accounts])


def read_advice(ctx: Context) -> Advice:
    """The advice, computed once a run; it is silent where a sheet that it rests on has errors."""
    return ctx.aside("advice", lambda: _advise(ctx)) or Advice({})


def next_key_account(ctx: Context) -> Screened | None:
    """Who comes next as key account: of those that do not qualify but pass a test, the first, candidates
    before others, of whom a plan may be asked."""
    screen, advice = read_screen(ctx), read_advice(ctx)
    rows = [row for row in screen.rows if row.verdict != "key" and row.passes] if screen else []
    return next((row for row in rows if advice.fits("plan", row.account)), None)


def saved_first(ctx: Context, accounts: Iterable[str]) -> Ask:
    """What a list of accounts at risk asks for, at those that are not lost yet."""
    return Ask("save", tuple([account for account in accounts if account not in ctx.lost]))


def _advise(ctx: Context) -> Advice:
    chosen, table = ctx.book.settings, revenue_table(ctx.book.revenue, ctx.years[-1:])
    found = rank_accounts(table, ctx.year, chosen.pareto_threshold) if ctx.years else None
    tiers = rank_years(table, ctx.years[-1:], (chosen.tier_a_share, chosen.tier_b_share))
    vital = found.accounts[: found.vital] if found and found.is_few else ()
    yearly = revenue_table(ctx.annual.book.revenue, ctx.annual.years[-1:])
    known, places = _known(ctx), {name: n for n, name in enumerate(found.accounts if found else (), 1)}
    everyone = dict.fromkeys((*ctx.accounts, *places))  # revenue may name accounts that Accounts does not
    order = sorted(everyone, key=lambda name: places.get(name, len(places) + 1))
    positions: dict[str, Position] = {}
    for account in order:
        facts: dict[str, Any] = {name: values[account] for name, values in known.items() if account in values}
        if found and account in places:
            revenue = found.revenue[places[account] - 1]
            year = max(revenue, fsum(yearly.get(account, {}).values()))
            facts |= {"revenue": year, "share": revenue / found.total, "rank": places[account]}
            facts |= {"tier": tiers[-1].tier_of[account], "is_vital": account in vital}
        positions[account] = Position(account, **facts)
    there = tuple([account for account in vital if positions[account].verb is not None])
    return Advice(positions, there, _is_leaving(ctx, positions))


def _known(ctx: Context) -> dict[str, dict[str, Any]]:
    """The facts beside revenue: name of the field, then account."""
    book, keys = ctx.book, read_key_accounts(ctx)
    scored = {row.account: row for row in read_scoring(ctx).accounts}
    opened: dict[str, float] = {}
    for offer in book.whitespace:
        value = 0.0 if offer.state == "in use" else offer.value or 0.0
        opened[offer.account] = opened.get(offer.account, 0.0) + value
    return {
        "status": {row.account: _status(ctx, row.account, row.status) for row in book.accounts},
        "manager": {row.account: row.manager or "" for row in book.accounts},
        "stake": {row.account: row.stake for row in read_queue(ctx).rows},
        "late": dict(Counter(_late(ctx))),
        "is_focus": {book.settings.focus_account or "": True},
        "is_key": dict.fromkeys(keys.accounts, keys.are_key),
        "has_plan": {row.account: True for row in book.plan},
        "open": opened,
        "account_class": {row.account: row.account_class for row in read_classes(ctx).accounts},
        "score_rank": {name: row.rank for name, row in scored.items()},
    }


def _status(ctx: Context, account: str, status: str | None) -> str:
    return "lost" if account in ctx.lost else "prospect" if status == "prospect" else "active"


def _late(ctx: Context) -> Iterator[str]:
    """The account of everything that is overdue at one."""
    book, today = ctx.book, ctx.as_of
    for action in book.retention_actions:
        if is_overdue(action, today):
            yield action.account
    rows: tuple[Initiative | Task, ...] = (*book.plan, *book.tasks)
    for row in rows:
        is_due = bool(today and row.due_on and row.due_on < today)
        if row.account and row.status != "done" and (is_due or row.status == "late"):
            yield row.account
    for person in book.stakeholders:
        if person.next_step and person.next_step_on and today and person.next_step_on < today:
            yield person.account


def _is_leaving(ctx: Context, positions: Mapping[str, Position]) -> bool:
    """Whether small accounts left in the newest period of retention, or stand in the queue."""
    if any(it.verb == "save" and it.tier == TIERS[2] for it in positions.values()):
        return True
    found = read_retention(ctx)
    return found is not None and loses_small(found.now.movement)


def loses_small(made: Movement) -> bool:
    """Whether the lost accounts had less than half the MRR of a mean one."""
    if not made.lost or not made.accounts:
        return False
    return -made.churn / made.lost < made.opening / made.accounts / 2
