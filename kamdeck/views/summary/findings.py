"""What a finding of the summary is, what it weighs, and what its findings have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.growth import Growth, measure_growth
from kamdeck.analysis.pareto import Pareto, rank_accounts
from kamdeck.deck.spec import EMU
from kamdeck.figures.context import Context
from kamdeck.figures.risk_board import RiskBoard, read_board
from kamdeck.record import record
from kamdeck.text.measure import shorten

MOST, LEAST = 5, 3
# What a topic weighs, in the order in which equals stand; a finding that calls for more weighs more.
WEIGHTS = {
    "growth": 115, "concentration": 95, "key_accounts": 90, "risk": 55, "plans": 60, "onboarding": 40,
    "csat": 35, "losses": 30, "whitespace": 20,
}  # fmt: skip
EXTRA = {"good": 0, "unknown": 0, "watch": 15, "risk": 30}
LONG_NAME = 24  # characters; the short name stands for longer ones in sentences
_NAME_ROOM = round(2.0 * EMU)
_NEAR = 0.02
_FRACTIONS = (("fifth", 1 / 5), ("quarter", 1 / 4), ("third", 1 / 3), ("half", 1 / 2))

Call = Literal["good", "watch", "risk", "unknown"]
"""How a finding stands: good only where a target is met, unknown where there is none."""


@record
class Part:
    """A column, a segment or a point: its key, its name below, its value and what is written of it."""

    key: str
    name: str
    value: float
    text: str
    fill: str
    ink: str = "ink"


@record
class Evidence:
    """A small chart: columns side by side, a bar of segments that make a whole, or a line over months.

    `head` names the values in the chart's sheet. A `line` writes only its first and last text.
    """

    kind: Literal["columns", "bar", "line"]
    head: str
    parts: tuple[Part, ...]
    alt: str
    format: str = "#,##0"


@record
class Finding:
    """One finding. `heads` and `lines` are wordings from the fullest to the shortest; `rule` says in the
    notes how it was computed, `cells` name where its figures stand."""

    key: str
    figure: str
    heads: tuple[str, ...]
    lines: tuple[str, ...]
    call: Call
    evidence: Evidence
    sheets: tuple[str, ...]
    rule: str
    cells: tuple[tuple[str, Sequence[str]], ...] = ()

    @property
    def weight(self) -> int:
        """What its topic weighs, and more where it calls for action."""
        return WEIGHTS[self.key] + EXTRA[self.call]


@record
class Desk:
    """The data that findings share: the ranking of the newest year (None without revenue), the revenue of
    all years shown, and the subscriptions with the at-risk queue and satisfaction."""

    ctx: Context
    table: dict[str, dict[int, float]]
    growth: Growth
    pareto: Pareto | None
    board: RiskBoard

    @property
    def count(self) -> int:
        """The accounts with revenue in the newest year; all accounts where there is none."""
        return len(self.pareto.accounts) if self.pareto else len(self.ctx.book.accounts)

    def name(self, account: str) -> str:
        """An account's name for a sentence, cut where even the short one is very long."""
        return account if len(account) <= LONG_NAME else shorten(self.ctx.short(account), 11, _NAME_ROOM)

    def share(self, share: float) -> str:
        """A share in words near a fifth, a quarter, a third and a half, else in percent."""
        for word, value in _FRACTIONS:
            if abs(share - value) < _NEAR:
                return self.ctx.say(f"summary.share.{word}")
        return self.ctx.say.percent(share)


def read_desk(ctx: Context) -> Desk:
    """The shared data of the findings."""
    table = revenue_table(ctx.book.revenue, ctx.years)
    ranked = rank_accounts(table, ctx.year, ctx.book.settings.pareto_threshold) if ctx.years else None
    growth = measure_growth(table, ctx.years, ctx.of_year)
    return Desk(ctx, table, growth, ranked if ranked and ranked.accounts else None, read_board(ctx))


def ranked(findings: Sequence[Finding | None]) -> tuple[Finding, ...]:
    """The findings that there are, heaviest first; equals keep their order."""
    return tuple(sorted((found for found in findings if found), key=lambda found: -found.weight))


def upper_first(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
