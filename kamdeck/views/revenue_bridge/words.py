"""The words of the revenue bridge: what is shown, titles by effect, facts, next step, notes."""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.figure import Step as YearStep
from kamdeck.analysis.revenue_bridge import LOST, NEW, Part, RevenueBridge, bridge_between
from kamdeck.deck.spec import Ask
from kamdeck.figures.advice import read_advice
from kamdeck.figures.context import Context
from kamdeck.layout.insights import NO_STEP, Fact
from kamdeck.layout.insights import Step as NextStep
from kamdeck.layout.marks import notes, numbered
from kamdeck.layout.names import brief_name
from kamdeck.layout.titles import Fields, Move, Titles, always, down, level, moved, up, when, wordings
from kamdeck.layout.waterfall import Step
from kamdeck.record import record
from kamdeck.text import SCALES, Say
from kamdeck.text.amounts import Unit, unit_for
from kamdeck.traced import fsum

_FLAT = 0.0005  # of the revenue before: a smaller change reads 0.0%
_MOST_NAMED, _MOST_ASKED = 3, 2
_BILLION = 999_950_000.0
_LEAST_STEP = 0.095  # in the unit's last decimal but one: a smaller step would read 0.0 or 0.1


@record
class Bridged:
    """The bridge between the two newest years, and the `step` of the whole; `before` is the first year's
    total where there are more, and `rate` the growth a year since then."""

    ctx: Context
    bridge: RevenueBridge
    step: YearStep
    before: float | None
    rate: float | None

    @property
    def years(self) -> tuple[int, ...]:
        """The years whose totals stand as columns."""
        years = self.ctx.years
        return years[-2:] if self.before is None else (years[0], *years[-2:])

    @property
    def steps(self) -> tuple[Step, ...]:
        """The columns, from the first total to the last."""
        found, out = self.bridge, list[Step]()
        if self.before is not None:
            out.append(Step(f"year:{self.years[0]}", self.before, 0.0, self.before, True, True))
        out.append(Step(f"year:{self.years[-2]}", found.opening, 0.0, found.opening, True))
        reached = found.opening
        for part, key in zip(found.parts, self._keys(), strict=True):
            is_pale = bool(part.group) and part.group != NEW and part.group != LOST
            out.append(Step(key, part.amount, reached, reached + part.amount, is_pale=is_pale))
            reached += part.amount
        return (*out, Step(f"year:{self.years[-1]}", found.closing, 0.0, found.closing, True))

    def _keys(self) -> tuple[str, ...]:
        parts = self.bridge.parts
        return numbered([f"sum:{part.group}" if part.group else part.accounts[0] for part in parts])

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """What each column is called: with the account's name, then with its short one."""
        totals = [(self.ctx.say.year(year),) for year in self.years]
        return (*totals[:-1], *(self._names(part) for part in self.bridge.parts), totals[-1])

    def _names(self, part: Part) -> tuple[str, ...]:
        if part.group:
            return (self.ctx.say(f"revenue_bridge.{part.group}", n=len(part.accounts)),)
        return part.accounts[0], self.ctx.short(part.accounts[0])

    @property
    def mover(self) -> tuple[str, float] | None:
        """The account that moved most the way that the whole did, with its change; None where it did not."""
        pairs = self.bridge.gains if self.bridge.net > 0 else self.bridge.losses
        return pairs[0] if pairs and self.bridge.net else None

    @property
    def unit(self) -> Unit:
        """The unit of the amounts: of the totals, finer where a step would read as nothing in it."""
        unit = unit_for(step.amount for step in self.steps)
        least = min((abs(part.amount) for part in self.bridge.parts), default=unit.scale)
        if unit.letter and least < _LEAST_STEP * unit.scale:
            return unit_for((step.amount for step in self.steps), adds_up=True)
        return unit


def read_bridge(ctx: Context, most: tuple[int, int]) -> Bridged | None:
    """The bridge with so many gains and losses that stand alone; None without two years of revenue that may
    stand against each other, or with fewer than two accounts in them."""
    if len(ctx.years) < 2:
        return None
    table = revenue_table(ctx.book.revenue, ctx.book.years)
    totals = {year: fsum(by_year.get(year, 0.0) for by_year in table.values()) for year in ctx.years}
    before, after = (_of_year(table, year) for year in ctx.years[-2:])
    new = [name for name in after if min(year for year, value in table[name].items() if value) == ctx.year]
    lost = [name for name in before if name in ctx.lost and name not in after]
    bridge = bridge_between(before, after, new=new, lost=lost, most=most)
    figures = {year: ctx.of_year(total, year) for year, total in totals.items()}
    step = figures[ctx.year].against(figures[ctx.years[-2]])
    if bridge.accounts < 2 or not before or not after or step is None:
        return None
    longer = figures[ctx.year].against(figures[ctx.years[0]]) if len(ctx.years) > 2 else None
    rate = longer.annual if longer else None
    return Bridged(ctx, bridge, step, totals[ctx.years[0]] if rate is not None else None, rate)


def _of_year(table: Mapping[str, Mapping[int, float]], year: int) -> dict[str, float]:
    """The revenue of a year by account, without those that have none."""
    return {name: value for name, by_year in table.items() if (value := by_year.get(year, 0.0))}


# ------------------------------------------------------------------ titles


def _net(found: Bridged) -> Move | None:
    """Revenue against the year before; level where the rate rounds to 0.0%."""
    return moved(found.step, _FLAT * abs(found.step.first))


def _others(found: Bridged) -> YearStep | None:
    """Revenue without the account that moved most the way that the whole did; None where nothing is left."""
    if found.mover is None:
        return None
    (name, change), bridge = found.mover, found.bridge
    after = revenue_table(found.ctx.book.revenue, found.ctx.years).get(name, {}).get(found.ctx.year, 0.0)
    opening = bridge.opening - (after - change)
    return found.step.of(opening, bridge.closing - after) if opening > 0 else None


def _rest(found: Bridged) -> Move | None:
    """The same; level where the rate rounds to 0.0%."""
    step = _others(found)
    return moved(step, _FLAT * step.first) if step else None


def _has_both(found: Bridged) -> bool:
    return bool(found.bridge.gains and found.bridge.losses)


def _is_within(found: Bridged) -> bool:
    """Whether the mover's gain is a part of the net growth."""
    return found.bridge.net > 0 and found.mover is not None and found.mover[1] <= found.bridge.net


def _money(found: Bridged, amount: float, *, signed: bool = False) -> str:
    """An amount in the unit of the totals, so that a sentence has one; in its own where it is too coarse."""
    letter = found.unit.letter
    is_apart = abs(amount) < _LEAST_STEP * SCALES[letter] or abs(amount) >= _BILLION
    return found.ctx.say.money(amount, signed=signed, unit="" if is_apart else letter)


def _fields(found: Bridged) -> Fields:
    say, bridge, others = found.ctx.say, found.bridge, _others(found)
    gained, lost = _money(found, bridge.gained), _money(found, -bridge.lost)
    fields: dict[str, object] = {
        "sum": _money(found, abs(bridge.net)),
        "total": say.money(bridge.closing),
        "more": gained,
        "less": lost,
        "gainers": say("revenue_bridge.gainers", n=len(bridge.gains), sum=gained),
        "losers": say("revenue_bridge.losers", n=len(bridge.losses), sum=lost),
        "rising": say("revenue_bridge.and_rising", n=len(bridge.gains), sum=gained),
        "falling": say("revenue_bridge.and_falling", n=len(bridge.losses), sum=lost),
        "n": bridge.accounts,
    }
    if found.mover is not None:
        fields["name"] = brief_name(found.ctx, found.mover[0])
    rate = others.rate if others else None
    return fields if rate is None else {**fields, "rate": say.percent(abs(rate), 1)}


TITLES: Titles[Bridged] = wordings(
    _fields,
    when((up("revenue", _net), _has_both), "revenue_bridge.title_up", "revenue_bridge.title_up_short"),
    when(up("revenue", _net), "revenue_bridge.title_all_up"),
    when((down("revenue", _net), _has_both), "revenue_bridge.title_down", "revenue_bridge.title_down_short"),
    when(down("revenue", _net), "revenue_bridge.title_all_down"),
    when((level("revenue", _net), _has_both), "revenue_bridge.title_flat"),
    when(level("revenue", _net), "revenue_bridge.title_still"),
)
WITHOUT: Titles[Bridged] = wordings(
    _fields,
    when((up("others", _rest), _is_within), "revenue_bridge.fact_part_grew"),
    when(_is_within, "revenue_bridge.fact_part"),
    when(up("others", _rest), "revenue_bridge.fact_alone_grew"),
    when(down("others", _rest), "revenue_bridge.fact_alone_fell"),
    when(always, "revenue_bridge.fact_alone"),
)


@record
class BridgeWords:
    """What the slide says of a bridge."""

    found: Bridged

    @property
    def say(self) -> Say:
        """The deck's language."""
        return self.found.ctx.say

    def titles(self) -> tuple[str, ...]:
        """The finding, from the fullest wording to the shortest."""
        return TITLES(self.say, self.found)

    def subtitle(self) -> str:
        """The unit, and whether small changes are summed."""
        is_summed = any(part.group for part in self.found.bridge.parts)
        key = "revenue_bridge.subtitle_summed" if is_summed else "revenue_bridge.subtitle"
        return self.say(key, unit=self.found.unit.head(self.say))

    def facts(self) -> tuple[Fact, ...]:
        """Who moved most the way that the whole did, who gained, who lost."""
        sides = (self._gainers(), self._losers())
        found = (self._mover(), *(reversed(sides) if self.found.bridge.net < 0 else sides))
        return tuple(fact for fact in found if fact)

    def _mover(self) -> Fact | None:
        found, say = self.found, self.say
        if found.mover is None:
            return None
        change = found.mover[1]
        is_part = _is_within(found)
        figure = say.percent(change / found.bridge.net) if is_part else _money(found, change, signed=True)
        return Fact("mover", figure, WITHOUT(say, found)[0])

    def _gainers(self) -> Fact | None:
        say, bridge = self.say, self.found.bridge
        if not bridge.gains:
            return None
        figure = say("revenue_bridge.of", n=len(bridge.gains), all=bridge.accounts)
        text = say("revenue_bridge.fact_gains", n=len(bridge.gains), sum=_money(self.found, bridge.gained))
        if not bridge.level:
            return Fact("gains", figure, f"{text}.")
        names = say.list(brief_name(self.found.ctx, name) for name in bridge.level[:1])
        still = say("revenue_bridge.fact_still", n=len(bridge.level), name=names)
        return Fact("gains", figure, say("abc.clauses", first=text, second=still))

    def _losers(self) -> Fact | None:
        say, bridge = self.say, self.found.bridge
        if not bridge.losses:
            return None
        most = bridge.losses[:_MOST_NAMED]
        names = say.list(brief_name(self.found.ctx, name) for name, _ in most)
        is_all = len(most) == len(bridge.losses)
        text = say(
            "revenue_bridge.fact_losses" if is_all else "revenue_bridge.fact_losses_most",
            n=len(bridge.losses),
            names=names,
            sum=_money(self.found, -fsum(change for _, change in most)),
        )
        return Fact("losses", _money(self.found, bridge.lost), text)

    def next_step(self) -> NextStep:
        """A plan for the largest falls among the accounts that may be asked for one."""
        found, say, advice = self.found, self.say, read_advice(self.found.ctx)
        losing = tuple(name for name, _ in found.bridge.losses)
        asked = advice.those("plan", losing)[:_MOST_ASKED]
        if not asked:
            return NO_STEP
        key = "revenue_bridge.next_largest" if asked == losing[: len(asked)] else "revenue_bridge.next"
        names = say.list(brief_name(found.ctx, name) for name in asked)
        return NextStep(say(key, n=len(asked), names=names), (Ask("plan", asked),))

    def scope(self) -> str:
        """How many accounts, and of which years."""
        bridge, years = self.found.bridge, self.found.ctx.years
        before, after = (self.say.year(year) for year in years[-2:])
        return self.say("revenue_bridge.scope", n=bridge.accounts, before=before, after=after)

    def rows(self) -> str:
        """All columns with their amounts."""
        say, found = self.say, self.found
        return say.join(
            say.colon(name, say.money(step.amount, 2, signed=not step.is_total))
            for (name, *_), step in zip(found.names, found.steps, strict=True)
        )

    def notes(self) -> str:
        """The rule, what the summed steps hold, and the cells."""
        say, found = self.say, self.found
        summed = [
            say(
                "revenue_bridge.holds",
                name=say(f"revenue_bridge.{part.group}", n=len(part.accounts)),
                names=say.list(part.accounts),
            )
            for part in found.bridge.parts
            if part.group
        ]
        rows = found.ctx.book.revenue
        cells = [
            (
                say("abc.revenue_of", year=say.year(year)),
                [row.at for row in rows if row.year == year and row.revenue is not None],
            )
            for year in reversed(found.years)
        ]
        return notes(say, say("revenue_bridge.notes.rule"), *summed, cells=cells)
