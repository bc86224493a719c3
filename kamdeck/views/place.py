"""Where the account of a pack stands among all: its rank, its share, its tier and how far the next one is."""

from __future__ import annotations

from kamdeck.analysis.abc import Gap, find_gap
from kamdeck.figures.context import Context
from kamdeck.figures.standing import Standing, read_standing, step_of
from kamdeck.layout.insights import Fact
from kamdeck.layout.page import name_in_title as fitted
from kamdeck.layout.titles import Fields, Move, Titles, always, down, effect, up, when, wordings
from kamdeck.record import record


@record
class Place:
    """The account's place by revenue of the newest year; `index` counts from 0."""

    standing: Standing
    account: str
    index: int

    @property
    def tier(self) -> str:
        """Its tier."""
        return self.standing.now.tier_of[self.account]

    @property
    def revenue(self) -> float:
        """Its revenue."""
        return self.standing.now.revenue[self.index]

    def words(self) -> dict[str, object]:
        """The fields of the sentences about it."""
        now, say = self.standing.now, self.standing.ctx.say
        return {
            "rank": self.index + 1,
            "n": len(now.accounts),
            "share": say.percent(self.revenue / now.total, 1),
            "year": say.year(now.year),
            "sum": say.money(self.revenue),
            "total": say.money(now.total),
            "tier": self.tier,
        }

    def gaps(self) -> tuple[Gap, ...]:
        """The smallest rise and the smallest fall that change its tier, as far as there are any."""
        now, step = self.standing.now, step_of(self.standing)
        found = (find_gap(now, self.account, sign, step) for sign in (1, -1))
        return tuple(gap for gap in found if gap is not None)


def find_place(ctx: Context) -> Place | None:
    """The place of the account that the pack is about; None without one, or without revenue above zero."""
    standing = read_standing(ctx) if ctx.subject else None
    if standing is None or ctx.subject not in standing.now.tier_of:
        return None
    account = str(ctx.subject)
    return Place(standing, account, standing.now.accounts.index(account))


def name_in_title(ctx: Context, account: str) -> tuple[str, ...]:
    """The account's name for a title: in full, and short."""
    names = dict.fromkeys((account, ctx.short(account)))
    return tuple(fitted(ctx.frame, name) for name in names)


def _named(place: Place) -> tuple[Fields, ...]:
    return tuple({"name": name, **place.words()} for name in name_in_title(place.standing.ctx, place.account))


RANK: Titles[Place] = wordings(
    _named,
    when(lambda place: len(place.standing.now.accounts) == 1, "place.title_alone"),
    when(always, "place.title"),
)


def rank_facts(place: Place) -> list[Fact]:
    """Its rank and share, and how far the next account is."""
    say, now = place.standing.ctx.say, place.standing.now
    fields = place.words()
    texts = say("place.fact_rank", **fields), say("place.fact_rank_short", **fields)
    facts = [Fact("place", say("place.of", **fields), *texts)]
    if len(now.accounts) > 1:
        is_first = place.index == 0
        other = place.index + (1 if is_first else -1)
        gap = abs(place.revenue - now.revenue[other])
        name = place.standing.name(now.accounts[other])
        key = "place.fact_ahead" if is_first else "place.fact_behind"
        facts.append(Fact("neighbour", say.money(gap), say(key, name=name), say(f"{key}_short", name=name)))
    return facts


def _gap(place: Place) -> Move | None:
    """The smallest change of revenue that would lift it a tier, else drop it by one."""
    gaps = place.gaps()
    return effect(gaps[0].change, place.revenue) if gaps else None


def _far(place: Place) -> Fields:
    gaps = place.gaps()
    return _gap_words(place, gaps[0]) if gaps else {}


FAR: Titles[Place] = wordings(
    _far,
    when(up("own tier gap", _gap), "place.title_up"),
    when(down("own tier gap", _gap), "place.title_down"),
    join="abc.clauses",
)
TIER: Titles[Place] = wordings(_named, when(always, "place.title_tier", then=FAR))


def tier_facts(place: Place) -> list[Fact]:
    """Its tier and rank, the distance to the next tiers, and how it moved."""
    say, standing = place.standing.ctx.say, place.standing
    facts = [Fact("tier", place.tier, say("place.fact_tier", **place.words()))]
    for gap in place.gaps():
        turn = "up" if gap.change > 0 else "down"
        words = _gap_words(place, gap)
        facts.append(Fact(f"gap_{turn}", str(words["signed"]), say(f"place.fact_{turn}", **words)))
    own = standing.step([tiers.revenue_of.get(place.account, 0.0) for tiers in standing.tiers])
    before, whole = standing.before, standing.growth.step
    if before and own and own.rate is not None and whole and whole.rate is not None:
        fields = {
            "year": say.year(before.year),
            "all": say.percent(whole.rate, 1, signed=True),
            "tier": before.tier_of[place.account],
        }
        key = "place.fact_change" if before.tier_of[place.account] == place.tier else "place.fact_moved"
        facts.append(Fact("change", say.percent(own.rate, 1, signed=True), say(key, **fields)))
    return facts


def _gap_words(place: Place, gap: Gap) -> dict[str, object]:
    say = place.standing.ctx.say
    return {
        "sum": say.money(abs(gap.change), 2),
        "signed": say.money(gap.change, 2, signed=True),
        "share": say.percent(gap.share, 0 if abs(gap.share) >= 0.01 else 1, signed=True),
        "after": gap.after,
    }
