"""The responsibilities as the slides need them: one chart per team, what is shown on which slide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from kamdeck.analysis.raci import Activity, Chart, chart
from kamdeck.deck.spec import EMU
from kamdeck.layout.context import Context
from kamdeck.layout.rail import BODY, MAIN, accounts_with
from kamdeck.record import record
from kamdeck.text.rounding import half_up
from kamdeck.workbook.rows import Member, Responsibility

T = TypeVar("T")

EVEN = 1.3  # times the average load: below it the load counts as even
MOST_ROWS, _MOST_TURNED = 15, 13  # activities on a slide; where upright names take more room
MOST_MEMBERS = 24
_RAILED = 8  # members up to which there is room for a rail
_UPRIGHT = 12  # members up to which names stand level
_CHECK, _CHECK_WIDE = round(1.13 * EMU), round(1.90 * EMU)
_ACTIVITY, _WIDEST = round(2.42 * EMU), round(1.20 * EMU)
_ROWS = round(3.50 * EMU)
_TURN = round(0.52 * EMU)  # what upright names take more
_LOWEST, _HIGHEST = round(0.25 * EMU), round(0.55 * EMU)


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
        return float(half_up(self.chart.load[top[0]] / mean, 1)) if top and mean > 0 else None

    @property
    def is_even(self) -> bool:
        """Whether no member carries clearly more than the others."""
        return self.factor is None or self.factor < EVEN

    def points(self, value: float) -> str:
        """A load as it is shown: halves with a decimal."""
        return self.ctx.say.number(value, 0 if half_up(value, 1) == int(half_up(value, 1)) else 1)


@record
class Page:
    """The activities and members of one slide, and its measures; `is_last` of its members' slides."""

    activities: tuple[Activity, ...]
    members: tuple[str, ...]
    is_last: bool
    is_railed: bool

    @property
    def row(self) -> int:
        """The height of an activity's row."""
        room = _ROWS - _TURN if self.is_turned else _ROWS
        return min(_HIGHEST, max(_LOWEST, room // max(1, len(self.activities))))

    @property
    def is_turned(self) -> bool:
        """Whether the names stand upright."""
        return len(self.members) > _UPRIGHT

    @property
    def widths(self) -> tuple[int, int, int]:
        """The columns of activity, of each member and of the check."""
        whole, check = (MAIN.w, _CHECK) if self.is_railed else (BODY.w, _CHECK_WIDE)
        member = min(_WIDEST, (whole - check - _ACTIVITY) // max(1, len(self.members)))
        return whole - check - member * len(self.members), member, check


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


def make_pages(team: Team) -> tuple[Page, ...]:
    """At most fifteen activities and 24 members on a slide, as even as can be."""
    found = team.chart
    is_railed = len(found.members) <= _RAILED
    pages = []
    for members in _chunks(found.members, MOST_MEMBERS):
        most = _MOST_TURNED if len(members) > _UPRIGHT else MOST_ROWS
        parts = _chunks(found.activities, most)
        pages += [Page(part, members, part is parts[-1], is_railed) for part in parts]
    return tuple(pages)


def _chunks(items: tuple[T, ...], most: int) -> tuple[tuple[T, ...], ...]:
    count = -(-len(items) // most)
    return tuple(items[a:b] for a, b in pairwise(len(items) * n // count for n in range(count + 1)))
