"""Who answers for what: one chart per team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.analysis.raci import Chart, chart
from kamdeck.figures.context import Context, accounts_with
from kamdeck.record import record
from kamdeck.text.rounding import half_up, to_places
from kamdeck.workbook.rows import Member, Responsibility

EVEN = 1.3  # times the average load: below it the load counts as even


@record
class Team:
    """One team's chart: of an account, or of the whole portfolio (`account` None).

    `roles` are by member, `strangers` members that the sheet Team does not name.
    """

    ctx: Context
    account: str | None
    chart: Chart
    rows: tuple[Responsibility, ...]
    roles: Mapping[str, str]
    strangers: tuple[str, ...]

    @property
    def factor(self) -> float | None:
        """The heaviest load as a multiple of the average, to the decimal shown; None where nobody has any."""
        mean = self.chart.mean_load
        top = self.chart.heaviest
        return to_places(self.chart.load[top[0]] / mean, 1) if top and mean > 0 else None

    @property
    def is_even(self) -> bool:
        """Whether no member carries clearly more than the others."""
        return self.factor is None or self.factor < EVEN

    def points(self, value: float) -> str:
        """A load as it is shown: halves with a decimal."""
        return self.ctx.say.number(value, 0 if half_up(value, 1) == int(half_up(value, 1)) else 1)


def read_teams(ctx: Context) -> tuple[Team, ...]:
    """The portfolio's team, then those of the accounts, the focus account first.

    Where one account is wanted, its own team; the portfolio's where it has none.
    """
    rows: dict[str | None, list[Responsibility]] = {}
    for row in ctx.book.responsibilities:
        rows.setdefault(row.account, []).append(row)
    named = accounts_with(ctx, [name for name in rows if name is not None])
    wanted: list[str | None] = [None] if None in rows and not (ctx.account and named) else []
    members: dict[str | None, list[Member]] = {}
    known = set(ctx.accounts)
    for member in ctx.book.team:
        members.setdefault(member.team if member.team in known else None, []).append(member)
    anywhere = {member.member: member.role or "" for member in reversed(ctx.book.team)}
    return tuple(
        _team(ctx, account, tuple(rows[account]), members.get(account, ()), anywhere)
        for account in (*wanted, *named)
    )


def _team(
    ctx: Context,
    account: str | None,
    rows: tuple[Responsibility, ...],
    members: Sequence[Member],
    anywhere: Mapping[str, str],
) -> Team:
    """A team with its members of the sheet Team: those of the account; of the portfolio's team those whom
    the sheet puts in no account's team. `anywhere` has the role of everybody who is in some team."""
    made = chart(rows, ctx.book.settings, [member.member for member in members])
    mine = {member.member: member.role or "" for member in reversed(members)}
    roles = {name: mine.get(name, anywhere.get(name, "")) for name in made.members}
    strangers = tuple(name for name in made.members if name not in anywhere) if ctx.book.team else ()
    return Team(ctx, account, made, rows, roles, strangers)
