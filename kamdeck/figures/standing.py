"""What the three ABC slides share: the ranking, short names, the rule in words and the source cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import floor, log10

from kamdeck.analysis.abc import Migration, Move, Tiers, list_moves, migrate, rank_years, revenue_table
from kamdeck.analysis.figure import Step
from kamdeck.analysis.growth import Growth, measure_growth
from kamdeck.deck.spec import EMU
from kamdeck.figures.context import Context
from kamdeck.record import record
from kamdeck.text.measure import shorten, width
from kamdeck.text.rounding import add_up

NAME_ROOM = round(1.6 * EMU)  # a name in a sentence of the rail: less than a line


@record
class Standing:
    """Revenue by account and year, the tiers of every year, how accounts are named, and each one's revenue of
    the running year, which has no tiers."""

    ctx: Context
    table: Mapping[str, Mapping[int, float]]
    tiers: tuple[Tiers, ...]
    growth: Growth
    short: Mapping[str, str]
    running: Mapping[str, float]

    @property
    def now(self) -> Tiers:
        """The tiers of the newest year."""
        return self.tiers[-1]

    @property
    def before(self) -> Tiers | None:
        """The tiers of the year before, where there is one with revenue that the newest may stand against."""
        return self.tiers[-2] if self.growth.step and self.tiers[-2].accounts else None

    @property
    def migration(self) -> Migration | None:
        """Who went from which tier of the year before to which of the newest."""
        return migrate(self.before, self.now) if self.before else None

    @property
    def moves(self) -> tuple[Move, ...]:
        """Every change of tier from a year to the next that may stand against it, newest year first."""
        alike = (self.growth.figures[-1].against(one) for one in self.growth.figures[:-1])
        years = [tiers for tiers, step in zip(self.tiers, alike, strict=False) if step]
        return list_moves((*years, self.now))

    def step(self, values: Sequence[float], first: int = -2) -> Step | None:
        """From an account's or tier's revenue of an earlier year (by default the year before) to that of the
        newest; `values` are those of all years. None where there is none, or they cannot be compared."""
        if len(values) < 2:
            return None
        before, now = self.growth.figures[first], self.growth.figures[-1]
        return now.of(values[-1]).against(before.of(values[first]))

    def name(self, account: str, size: float = 11.5, room: int = NAME_ROOM, bold: bool = False) -> str:
        """The account's short name, cut to the room."""
        return shorten(self.short.get(account) or account, size, room, bold)

    def names(self, accounts: Sequence[str], most: int = 2) -> str:
        """`A`, `A and B`, or the first ones `and n others`."""
        shown = [self.name(a) for a in accounts[:most]]
        if len(accounts) > most:
            shown.append(self.ctx.say("abc.others", n=len(accounts) - most))
        return self.ctx.say.list(shown)

    def clauses(self, first: str, second: str) -> str:
        """Two clauses of one sentence, parted by the language's semicolon."""
        return self.ctx.say("abc.clauses", first=first, second=second)

    def cells(self, years: Iterable[int]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Where each year's revenue stands in the workbook, newest year first."""
        rows = self.ctx.book.revenue
        return tuple(
            (
                self.ctx.say("abc.revenue_of", year=self.ctx.say.year(year)),
                tuple(r.at for r in rows if r.year == year and r.revenue is not None),
            )
            for year in sorted(years, reverse=True)
        )

    def scope(self) -> str:
        """`24 accounts, 2024 to 2026`, for the source line."""
        return self.ctx.say(
            "abc.scope", n=len(self.now.accounts), years=self.ctx.say.years([t.year for t in self.tiers])
        )

    def scope_with_cuts(self) -> str:
        """The scope, the cuts and what was left out, where a slide has no room for the rule itself."""
        say, (a, b) = self.ctx.say, self.now.cuts
        text = say(
            "abc.scope_cuts",
            scope=self.scope(),
            a=self.ctx.say.entered(a, "share"),
            b=self.ctx.say.entered(b, "share"),
        )
        if gone := self.now.left_out:
            left_out = say("abc.scope_left_out", n=len(gone), sum=say.money(self.now.left_out_sum))
            text = self.clauses(text, left_out)
        return text

    def rules(self, years: Sequence[Tiers]) -> tuple[str, ...]:
        """The tier rule with what was left out of the newest year and the equal accounts that a cut parts
        in `years`: from the fullest wording to the shortest."""
        say, (a, b) = self.ctx.say, self.now.cuts
        rule = say("abc.rule", a=self.ctx.say.entered(a, "share"), b=self.ctx.say.entered(b, "share"))
        if gone := self.now.left_out:
            rule = f"{rule} {say('abc.left_out', n=len(gone), sum=say.money(self.now.left_out_sum))}"
        tied = [(t.year, names) for t in reversed(years) for names in t.ties if names]
        wordings = [
            self._tied(tied[:count], most) for count, most in ((3, 3), (2, 2), (1, 2), (1, 1)) if tied
        ]
        return (*(f"{rule} {wording}" for wording in wordings), rule)

    def _tied(self, tied: Sequence[tuple[int, tuple[str, ...]]], most: int) -> str:
        say = self.ctx.say
        parts = [say("abc.tied", year=say.year(year), names=self.names(names, most)) for year, names in tied]
        return say("abc.ties", ties=say.join(parts), year=say.year(self.now.year))


def read_standing(ctx: Context) -> Standing | None:
    """The accounts' standing over the years shown; None when no account has revenue in the newest."""
    table = revenue_table(ctx.book.revenue, ctx.years)
    chosen = ctx.book.settings
    tiers = rank_years(table, ctx.years, (chosen.tier_a_share, chosen.tier_b_share))
    if not tiers or not tiers[-1].accounts:
        return None
    short = {row.account: row.short_name for row in ctx.book.accounts if row.short_name}
    running = {}
    if ctx.running is not None:
        part = revenue_table(ctx.book.revenue, (ctx.running,))
        running = {account: by_year[ctx.running] for account, by_year in part.items()}
    return Standing(ctx, table, tiers, measure_growth(table, ctx.years, ctx.of_year), short, running)


def step_of(standing: Standing) -> float:
    """The unit in which a distance to another tier is sought: a thousand, less where revenue is small."""
    return float(min(1000, 10 ** max(0, floor(log10(max(standing.now.total, 1.0))) - 4)))


def before_after(standing: Standing, before: float, after: float) -> str:
    """`$1.4M → $1.2M`; with two decimals where one would show no change."""
    say = standing.ctx.say
    shown = say.money(before), say.money(after)
    if shown[0] == shown[1] and before != after:
        shown = say.money(before, 2), say.money(after, 2)
    return f"{shown[0]} → {shown[1]}"


def share_text(ctx: Context, share: float, amount: float) -> str:
    """A share as `81%`; `<1%` where something is there that rounds to nothing."""
    say = ctx.say
    return f"<{say.percent(0.01)}" if amount > 0 and not share else say.percent(share)


def shown_shares(values: Sequence[float], places: int = 0, total: float | None = None) -> tuple[float, ...]:
    """Shares of `values` as they are shown: rounded so that they add to their total (1 by default).

    Equal values read equal, though three thirds then add to 99%: 34, 33 and 33% would look like a fault.
    """
    whole = sum(values)
    if whole <= 0:
        return tuple(0.0 for _ in values)
    scale = 1.0 if total is None else total
    rounded = add_up([value / whole * scale for value in values], places, total=scale)
    least: dict[float, float] = {}
    for value, share in zip(values, rounded, strict=True):
        least[value] = min(share, least.get(value, share))
    return tuple(least[value] for value in values)


def join_that_fits(names: Sequence[str], size: float, room: int, more: Callable[[str, int], str]) -> str:
    """As many names as fit in `room`, `more(names, n)` where n are left out; at least one, cut if need be."""
    shown = ""
    for count in range(1, len(names) + 1):
        text, left = ", ".join(names[:count]), len(names) - count
        longer = more(text, left) if left else text
        if width(longer, size) > room:
            break
        shown = longer
    if shown:
        return shown
    left = len(names) - 1
    first = shorten(names[0], size, room - (width(more("", left), size) if left else 0))
    return more(first, left) if left else first
