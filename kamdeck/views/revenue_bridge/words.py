"""The words of the revenue bridge: titles by effect, facts, next step, notes."""

from __future__ import annotations

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.figure import Step as YearStep
from kamdeck.deck.spec import Ask
from kamdeck.figures.advice import read_advice
from kamdeck.layout.insights import NO_STEP, Fact
from kamdeck.layout.insights import Step as NextStep
from kamdeck.layout.marks import notes
from kamdeck.layout.names import brief_name
from kamdeck.layout.titles import Fields, Move, Titles, always, down, level, moved, up, when, wordings
from kamdeck.record import record
from kamdeck.text import SCALES, Say
from kamdeck.traced import fsum
from kamdeck.views.revenue_bridge.data import LEAST_STEP, Bridged

_FLAT = 0.0005  # of the revenue before: a smaller change reads 0.0%
_MOST_NAMED, _MOST_ASKED = 3, 2
_BILLION = 999_950_000.0


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
    is_apart = abs(amount) < LEAST_STEP * SCALES[letter] or abs(amount) >= _BILLION
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
