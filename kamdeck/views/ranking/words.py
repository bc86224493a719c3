"""What the ranking says: title, insights, next step, scope and notes."""

from __future__ import annotations

from kamdeck.analysis.abc import Tiers
from kamdeck.analysis.classification import Classes
from kamdeck.analysis.ranking import Standing, outranker, widest_climb, widest_fall
from kamdeck.analysis.scoring import AXES, Scoring, first_change
from kamdeck.deck.spec import Ask
from kamdeck.figures.advice import read_advice
from kamdeck.figures.context import Context
from kamdeck.figures.scored import with_coverage
from kamdeck.layout.insights import Fact, Step
from kamdeck.layout.marks import notes
from kamdeck.layout.names import brief_name
from kamdeck.text.rounding import to_places

_MOST_LISTED = 40


class RankingWords:
    """Says what the ranking means; `then` is the scoring of the period before, None without one."""

    def __init__(
        self,
        ctx: Context,
        now: Scoring,
        then: Scoring | None,
        places: tuple[Standing, ...],
        classes: Classes,
        tiers: Tiers,
    ) -> None:
        self.ctx = ctx
        self.now = now
        self.then = then
        self.places = places
        self.tiers = tiers
        self.class_of = {row.account: row.account_class for row in classes.accounts}
        self.climber = widest_climb(places)
        self.faller = widest_fall(places)
        self.potential = outranker(places, tiers.revenue_of)

    def name(self, account: str) -> str:
        """The account's name for a sentence: the short one where it is long, cut where it is very long."""
        return brief_name(self.ctx, account)

    def points(self, value: float, *, signed: bool = False) -> str:
        """A score or a change with one decimal."""
        return self.ctx.say.number(value, 1, signed=signed)

    def change(self, place: Standing) -> float:
        """The points gained, from the scores as they are shown."""
        return round(to_places(place.score, 1) - to_places(place.score_before or 0.0, 1), 1)

    def ordinals(self, *ranks: int) -> list[str]:
        """Places in words up to the tenth; all in figures where one is beyond."""
        say = self.ctx.say
        if max(ranks) <= 10:
            return [say.ordinal(rank) for rank in ranks]
        return [say(f"ranking.figure.{rank}") if rank <= 10 else say.ordinal(rank) for rank in ranks]

    def way(self, place: Standing) -> str:
        """From which place to which; that it is among the same accounts, where others came or went."""
        if not place.is_plain:
            return self.ctx.say("ranking.way.among")
        p, q = self.ordinals(place.before or 0, place.rank)
        return self.ctx.say("ranking.way.places", p=p, q=q)

    @property
    def period(self) -> str:
        """The period of the scores, else the newest year."""
        return self.now.period or self.ctx.say.year(self.ctx.year)

    # -------------------------------------------------------------- title block

    def subtitle(self) -> str:
        """How the score is made and what labels and arrows mean."""
        settings, say, weight = self.ctx.book.settings, self.ctx.say, self.now.growth_weight
        fields = {
            "growth": say.entered(weight, "share"),
            "harmony": say.entered(1 - weight, "share"),
            "low": say.entered(settings.score_min),
            "high": say.entered(settings.score_max),
        }
        if self.then is None:
            return say("ranking.subtitle_single", **fields)
        return say("ranking.subtitle", before=self.then.period or "", **fields)

    def alt(self, title: str) -> str:
        """The finding and the first places."""
        listed = ", ".join(f"{p.rank} {p.account} {self.points(p.score)}" for p in self.places[:10])
        return self.ctx.say("ranking.alt", title=title, listed=listed)

    # -------------------------------------------------------------- rail

    def facts(self) -> tuple[Fact, ...]:
        """Widest climb, widest fall, potential above size; lead and last place where nothing moved."""
        found = (self._climb(), self._fall(), self._potential(), self._lead(), self._last(), self._unranked())
        return tuple(fact for fact in found if fact)[:3]

    def _climb(self) -> Fact | None:
        place = self.climber
        if place is None:
            return None
        change = self.change(place)
        fields = {"a": self.name(place.account), "way": self.way(place)}
        fields["points"] = self.points(change, signed=True)
        text = self.ctx.say("ranking.fact.climb", n=int(abs(change)), **fields)
        return Fact("climb", f"▲ {place.climb}", text)

    def _fall(self) -> Fact | None:
        place = self.faller
        if place is None or self.then is None:
            return None
        row, change = self.now.of(place.account), self.change(place)
        held = {axis: value for axis in AXES if (value := row.axis(axis)) is not None}
        axis = min(held, key=lambda name: round(held[name], 6))
        fields = {"a": self.name(place.account), "way": self.way(place)}
        fields["points"] = self.points(change, signed=True)
        fields["score"] = self.points(held[axis])
        text = self.ctx.say(f"ranking.fact.fall_{axis}", n=int(abs(change)), **fields)
        return Fact("fall", f"▼ {-place.climb}", text)

    def _potential(self) -> Fact | None:
        if self.potential is None:
            return None
        say, (place, larger) = self.ctx.say, self.potential
        (figure,) = self.ordinals(place.rank)
        revenue = say.money(self.tiers.revenue_of[place.account])
        text = say("ranking.fact.potential", a=self.name(place.account), n=larger, revenue=revenue)
        return Fact("potential", figure[:1].upper() + figure[1:], text)

    def _lead(self) -> Fact | None:
        if len(self.places) < 2 or self.places[1].rank == 1:
            return None
        first, second = self.places[:2]
        ahead = round(to_places(first.score, 1) - to_places(second.score, 1), 1)
        a, b = self.name(first.account), self.name(second.account)
        return Fact("lead", self.points(ahead, signed=True), self.ctx.say("ranking.fact.lead", a=a, b=b))

    def _last(self) -> Fact | None:
        last = self.places[-1]
        if len(self.places) < 3 or self.places[-2].rank == last.rank:
            return None
        text = self.ctx.say("ranking.fact.last", a=self.name(last.account), rank=last.rank)
        return Fact("last", self.points(last.score), text)

    def _unranked(self) -> Fact | None:
        count = len(self.unranked)
        if not count:
            return None
        return Fact("unranked", self.ctx.say.number(count), self.ctx.say("ranking.fact.unranked", n=count))

    @property
    def unranked(self) -> tuple[str, ...]:
        """Accounts with some scores, but too few on an axis."""
        rows = {row.account: row for row in self.now.accounts}
        return tuple(a for a in self.now.unranked if any(s is not None for s in rows[a].scores))

    def next_step(self) -> Step:
        """Where to move hours: from the last account that is to cost less to the one with potential and the
        climber."""
        say, advice = self.ctx.say, read_advice(self.ctx)
        chosen = [self.potential[0] if self.potential else None, self.climber]
        more = tuple(dict.fromkeys(advice.those("plan", (place.account for place in chosen if place))))
        less = advice.those("cut", (place.account for place in reversed(self.places)))[:1]
        if not more or not less:
            return Step(say("ranking.next.review"))
        names = say.list(map(self.name, more))
        text = say("ranking.next.move", last=self.name(less[0]), names=names)
        return Step(text, (Ask("cut", less), Ask("plan", more)))

    # -------------------------------------------------------------- source and notes

    def scope(self) -> str:
        """How many accounts are ranked, the periods compared, and who is scored in part."""
        say = self.ctx.say
        periods = [self.then.period or "", self.period] if self.then else [self.period]
        text = say("ranking.scope", n=len(self.places), periods=say.list(periods))
        if self.unranked:
            text = say("ranking.scope_unranked", scope=text, n=len(self.unranked))
        text = self._firmness(text)
        return with_coverage(self.ctx, text, (*self.unranked, *self.now.ranking))

    def _firmness(self, scope: str) -> str:
        """The scope with how far the growth weight must move before another account is first; as it is where
        one axis decides alone, or several accounts are first."""
        first = [place for place in self.places if place.rank == 1]
        if len(first) > 1 or len(self.places) < 2 or len({c.axis for c in self.now.criteria}) < 2:
            return scope
        say, weight, change = self.ctx.say, self.now.growth_weight, first_change(self.now)
        if change is None:
            return say("ranking.firm_any", scope=scope)
        turn = "above" if change[0] > weight else "below"
        fields = {"b": self.name(change[1]), "weight": say.percent(change[0], 1)}
        return say(f"ranking.firm_{turn}", scope=scope, **fields)

    def notes(self) -> str:
        """The rule, every place with both scores, who is not ranked, and the cells."""
        say, book = self.ctx.say, self.ctx.book
        lines = [say("ranking.notes.rule")]
        listed = [
            say(
                "ranking.notes.place",
                rank=place.rank,
                a=place.account,
                s=say.number(place.score, 2),
                before="–" if place.before is None else place.before,
            )
            for place in self.places[:_MOST_LISTED]
        ]
        lines.append(say.join(listed) + ".")
        if self.unranked:
            names = say.list(self.unranked[:_MOST_LISTED])
            lines.append(say("scoring.notes.unranked", names=names))
        known = {place.account for place in self.places}
        return notes(
            say,
            *lines,
            cells=(
                (say("scoring.notes.scores"), [s.at for s in book.scores if s.account in known]),
                (say("scoring.notes.weights"), [c.at for c in book.criteria]),
                (
                    say("ranking.revenue"),
                    [r.at for r in book.revenue if r.year == self.ctx.year and r.account in known],
                ),
            ),
        )
