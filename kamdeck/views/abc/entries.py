"""Which lines the account list shows: accounts by tier, what folds, and the totals."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import TIERS
from kamdeck.figures.standing import Standing, join_that_fits, shown_shares
from kamdeck.record import record, replace
from kamdeck.text.amounts import Unit, unit_for
from kamdeck.traced import fsum

MOST_LINES = 20  # below the header: tiers, accounts, folds, total; fewer where the room is low
SIZE = 10.0


@record
class Entry:
    """A line of the list: `values` per year of the standing, `share` as shown (None = none), `running` what
    there is of the running year."""

    key: str
    kind: str  # tier, account, more (the rest of a tier), names (a whole tier), gone, total
    text: str
    values: tuple[float, ...] = ()
    tier: str = ""
    rank: int = 0
    share: float | None = None
    running: float = 0.0


# ------------------------------------------------------------------ choosing


def choose_entries(standing: Standing, name_room: int, list_room: int, most: int) -> tuple[Entry, ...]:
    """At most so many lines to show: all accounts where they fit, else the largest, the rest of each tier
    folded."""
    now, say = standing.now, standing.ctx.say
    gone = [a for a in standing.table if a not in now.revenue_of and _is_positive(standing, a)]
    lines = min(MOST_LINES, most) - 1 - bool(gone)
    counts = _count_shown(now.sizes, lines)
    if _is_folded(standing, counts):
        counts = _count_shown(now.sizes, lines - 1)
    shares = shown_shares(now.sums, 1)
    out: list[Entry] = []
    for tier, count, share in zip(TIERS, counts, shares, strict=True):
        out += _tier_entries(standing, tier, count, share, name_room, list_room)
    if gone:
        sums = _sums(standing, gone)
        text = say("abc_accounts.gone_below" if sums[-1] < 0 else "abc_accounts.gone", n=len(gone))
        out.append(Entry("gone", "gone", text, sums, running=_running(standing, gone)))
    text = say("abc_accounts.all", n=len(now.accounts) + _credited(standing), unit=unit_name(standing))
    return (
        *out,
        Entry(
            "total",
            "total",
            text,
            standing.growth.totals,
            share=sum(shares),
            running=fsum(standing.running.values()),
        ),
    )


def _credited(standing: Standing) -> int:
    """The accounts whose credit notes of the newest year are more than their revenue."""
    year = standing.now.year
    return sum(standing.table[account].get(year, 0.0) < 0 for account in standing.now.left_out)


def _is_folded(standing: Standing, counts: Sequence[int]) -> bool:
    """Whether the account that the pack is about would have no line of its own."""
    tiers = zip(TIERS, counts, strict=True)
    return any(standing.ctx.subject in standing.now.members(tier)[count:] for tier, count in tiers)


def _count_shown(sizes: Sequence[int], lines: int) -> list[int]:
    """How many accounts of each tier get a line of their own, so that all lines fit."""
    for count in range(min(sum(sizes), lines), -1, -1):
        left, used, shown = count, 0, []
        for size in sizes:
            own = min(size, left)
            left -= own
            own += size - own == 1  # a fold of one account takes the line that the account would
            shown.append(own)
            used += bool(size) + own + (own < size)
        if used <= lines:
            return shown
    return [0 for _ in sizes]


def _tier_entries(
    standing: Standing, tier: str, count: int, share: float, name_room: int, list_room: int
) -> list[Entry]:
    members, say = standing.now.members(tier), standing.ctx.say
    if not members:
        return []
    first = standing.now.accounts.index(members[0]) + 1
    head = say("abc_accounts.tier", n=len(members), tier=tier)
    all_running = _running(standing, members)
    out = [
        Entry(f"tier:{tier}", "tier", head, _sums(standing, members), tier, share=share, running=all_running)
    ]
    shown, rest = members[:count], members[count:]
    if standing.ctx.subject in rest:  # it takes the last place, or the only one
        shown = (*members[: max(0, count - 1)], standing.ctx.subject)
        rest = tuple(name for name in members if name not in shown)
    if rest and not shown:
        names = [standing.short.get(a) or a for a in rest]
        text = join_that_fits(
            names, SIZE, list_room, lambda shown, n: say("abc_accounts.and_others", names=shown, n=n)
        )
        return [*out, Entry(f"names:{tier}", "names", text, tier=tier)]
    amounts = [standing.now.revenue_of[a] for a in shown] + ([_sums(standing, rest)[-1]] if rest else [])
    parts = shown_shares(amounts, 1, share)
    for i, account in enumerate(shown):
        name = standing.name(account, SIZE, name_room, account == standing.ctx.subject)
        out.append(
            Entry(
                account,
                "account",
                name,
                _sums(standing, (account,)),
                tier,
                first + members.index(account),
                share=parts[i],
                running=_running(standing, (account,)),
            )
        )
    if rest:
        text = say("abc_accounts.more", n=len(rest), tier=tier)
        sums, part = _sums(standing, rest), _running(standing, rest)
        out.append(Entry(f"more:{tier}", "more", text, sums, tier, share=parts[-1], running=part))
    return out


def _is_positive(standing: Standing, account: str) -> bool:
    return any(account in t.revenue_of for t in standing.tiers)


def _sums(standing: Standing, accounts: Sequence[str]) -> tuple[float, ...]:
    """Revenue per year of some accounts together, net of credit notes as the totals are."""
    return tuple(fsum(standing.table[a].get(t.year, 0.0) for a in accounts) for t in standing.tiers)


def _running(standing: Standing, accounts: Sequence[str]) -> float:
    """Revenue of some accounts in the running year."""
    return fsum(standing.running.get(account, 0.0) for account in accounts)


def unit_of(standing: Standing) -> Unit:
    """The unit of the amounts, by the largest account; millions have two decimals."""
    unit = unit_for(standing.now.revenue[:1])
    places = 2 if standing.now.total < 1e10 else 0
    return replace(unit, places=places) if unit.letter == "M" else unit


def unit_name(standing: Standing) -> str:
    """The unit of the amounts, such as `$M`."""
    return unit_of(standing).head(standing.ctx.say)
