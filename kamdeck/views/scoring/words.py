"""The words of the scoring slide: titles by the turn of the data, facts of the rail, notes."""

from __future__ import annotations

from functools import cached_property

from kamdeck.analysis.scoring import AXES, Scoring, Standing, first_change, is_safe, standing
from kamdeck.deck.spec import Ask
from kamdeck.figures.advice import read_advice
from kamdeck.figures.context import Context
from kamdeck.layout.insights import Fact
from kamdeck.layout.marks import notes
from kamdeck.layout.names import brief_name, cut_name, full_name, lowered
from kamdeck.text.rounding import add_up, half_up, places_of, to_places

LONG_CRITERION = 40


class ScoringWords:
    """Says what the scoring of the accounts shown means; `everyone` are all accounts of the workbook."""

    def __init__(self, ctx: Context, everyone: Scoring, shown: Scoring) -> None:
        self.ctx = ctx
        self.everyone = everyone
        self.shown = shown

    @cached_property
    def standing(self) -> Standing | None:
        """Where the winner leads and trails."""
        return standing(self.shown)

    # -------------------------------------------------------------- numbers

    def points(self, value: float) -> str:
        """A weighted average with one decimal."""
        return self.ctx.say.number(value, 1)

    def score(self, value: float) -> str:
        """A single score, as it was entered."""
        return self.ctx.say.entered(value)

    def step(self, score: float) -> int:
        """The step of the ten-step ramp, 1 at the lowest score and 10 at the highest."""
        settings = self.ctx.book.settings
        span = settings.score_max - settings.score_min
        share = (score - settings.score_min) / span if span > 0 else 1.0
        return 1 + int(half_up(9 * min(1.0, max(0.0, share))))

    def lead(self) -> float:
        """How far the first is ahead of the second, from the scores as they are shown."""
        first, second = self.shown.ranked[:2]
        return round(to_places(first.combined or 0, 1) - to_places(second.combined or 0, 1), 1)

    def full(self, account: str) -> str:
        """The account's name for a title, the short one where the name is long."""
        return full_name(self.ctx, account)

    def name(self, account: str) -> str:
        """The account's name for the rail: as in a title, cut where it is very long."""
        return brief_name(self.ctx, account)

    def weights(self) -> tuple[str, ...]:
        """The weights as entered, on each axis so that they add to 100%; endless ones with a decimal."""
        shown: dict[int, str] = {}
        for axis in AXES:
            places = [i for i, c in enumerate(self.shown.criteria) if c.axis == axis]
            held = [self.shown.weights[i] for i in places]
            digits = max((places_of(round(100 * weight, 6)) for weight in held), default=0)
            digits = digits if digits < 3 else 1
            shares = (self.ctx.say.percent(share, digits) for share in add_up(held, digits))
            shown.update(zip(places, shares, strict=True))
        return tuple(shown[i] for i in range(len(shown)))

    # -------------------------------------------------------------- title block

    def kicker(self, page: int, pages: int) -> str:
        """The subject, the period of the scores, and the page where there are several."""
        parts = [self.ctx.say("scoring.kicker"), self.shown.period or ""]
        if pages > 1:
            parts.append(self.ctx.say("frame.page", page=page, pages=pages))
        return " · ".join(part for part in parts if part)

    @property
    def level(self) -> tuple[str, ...]:
        """The accounts whose scores read as the first one's, the first among them."""
        ranked = self.shown.ranked
        points = [self.points(row.combined or 0) for row in ranked]
        return tuple(row.account for row, shown in zip(ranked, points, strict=True) if shown == points[0])

    def decider(self) -> str:
        """The criterion that sets the first apart from the second: the largest difference in points."""
        a, b = (self.shown.contributions(row.account) for row in self.shown.ranked[:2])
        place = max(range(len(a)), key=lambda i: (round(abs(a[i] - b[i]), 6), -i))
        return _lowered(self.shown.criteria[place].criterion)

    def _level(self) -> tuple[str, ...]:
        """The accounts that share first place."""
        return tuple(row.account for row in self.shown.ranked if row.rank == 1)

    def subtitle(self) -> str:
        """The scale, and what an axis is."""
        settings, say = self.ctx.book.settings, self.ctx.say
        counts = {sum(c.axis == axis for c in self.shown.criteria) for axis in AXES} - {0}
        key = "scoring.subtitle_same" if len(counts) == 1 and counts != {1} else "scoring.subtitle"
        low, high = self.score(settings.score_min), self.score(settings.score_max)
        return say(key, low=low, high=high, count=say.words(max(counts, default=0)))

    # -------------------------------------------------------------- table words

    def mix(self) -> str:
        """How the two axes count."""
        say, weight = self.ctx.say, self.shown.growth_weight
        return say(
            "scoring.mix", growth=say.entered(weight, "share"), harmony=say.entered(1 - weight, "share")
        )

    def rank_head(self) -> str:
        """The head of the rank row."""
        count = len(self.shown.accounts)
        return self.ctx.say("scoring.rank", n=count, count=self.ctx.say.words(count))

    def table_alt(self, axis: str) -> str:
        """What the table of one axis says."""
        say = self.ctx.say
        held = [(v, r.account) for r in self.shown.accounts if (v := r.axis(axis)) is not None]
        listed = ", ".join(
            f"{name} {self.points(value)}" for value, name in sorted(held, key=lambda p: -p[0])
        )
        return say("scoring.alt.table", axis=say(f"scoring.{axis}"), listed=listed or "–")

    def foot_alt(self) -> str:
        """The ranking in one sentence."""
        listed = ", ".join(
            f"{row.rank} {row.account} {self.points(row.combined or 0)}" for row in self.shown.ranked
        )
        return self.ctx.say("scoring.alt.foot", listed=listed or "–")

    def winner_alt(self) -> str:
        """What the frame round a column means."""
        return self.ctx.say("scoring.alt.winner", a=self.shown.ranking[0])

    # -------------------------------------------------------------- rail

    def heading(self) -> str:
        """What the rail is about."""
        return self.ctx.say("scoring.heading")

    def facts(self) -> tuple[Fact, ...]:
        """Who wins and why: the winner, its top scores, its lead, who is not ranked, and the last."""
        found = (self._winner(), self._tops(), self._ahead(), self._unranked(), self._last())
        return tuple(fact for fact in found if fact)

    def _winner(self) -> Fact | None:
        say, found = self.ctx.say, self.standing
        if found is None:
            return None
        first = self.shown.ranked[0]
        fields = {
            "a": self.name(found.winner),
            "growth": "–" if first.growth is None else self.points(first.growth),
            "harmony": "–" if first.harmony is None else self.points(first.harmony),
        }
        change = first_change(self.shown)
        if len(self._level()) > 1:
            names = say.list([self.name(account) for account in self._level()[:4]])
            text = say("scoring.fact.shared", n=len(self._level()), names=names)
        elif len({c.axis for c in self.shown.criteria}) == 1:
            text = say("scoring.fact.one_axis", **fields)
        elif len(self.shown.ranked) == 1:
            text = say("scoring.fact.alone", **fields)
        elif len(found.leads) == 2:
            text = say("scoring.fact.both", **fields)
        elif change:
            weight = say.percent(change[0])
            key = "above" if change[0] > self.shown.growth_weight else "below"
            text = say(f"scoring.fact.{key}", weight=weight, b=self.name(change[1]), **fields)
        else:
            text = say("scoring.fact.any", **fields)
        return Fact("winner", self.points(first.combined or 0), text)

    def _tops(self) -> Fact | None:
        say, found = self.ctx.say, self.standing
        if found is None or len(self.shown.ranked) < 2 or len(self._level()) > 1:
            return None
        key = "tops" if found.alone else "tops_shared"
        text = say(f"scoring.fact.{key}", n=found.top, alone=found.alone)
        if found.gap:
            criterion, own, best, holder = found.gap
            text += " " + say(
                "scoring.fact.gap",
                criterion=_lowered(criterion),
                own=self.score(own),
                best=self.score(best),
                holder=self.name(holder),
            )
        return Fact("tops", say("scoring.fact.of", top=found.top, scored=found.scored), text)

    def _ahead(self) -> Fact | None:
        say, ranked = self.ctx.say, self.shown.ranked
        if len(ranked) < 2 or len(self._level()) > 1:
            return None
        second = self.name(ranked[1].account)
        text = say("scoring.fact.ahead", b=second)
        if self.lead() < 0.05:
            text = say("scoring.fact.level", b=second, criterion=self.decider())
        elif len(ranked) > 2:
            change = first_change(self.shown, 2)
            if is_safe(self.shown, ranked[1].account):
                text = say("scoring.fact.safe", b=second, c=self.name(ranked[2].account))
            elif change:
                text = say(
                    "scoring.fact.passes",
                    b=second,
                    c=self.name(change[1]),
                    weight=self.ctx.say.percent(change[0]),
                )
        return Fact("ahead", say.number(self.lead(), 1, signed=True), text)

    def _unranked(self) -> Fact | None:
        say, lost = self.ctx.say, self.shown.unranked
        if not lost:
            return None
        names = say.list([self.name(a) for a in lost[:3]]) if len(lost) <= 3 else say.words(len(lost))
        figure = say("scoring.fact.of", top=len(lost), scored=len(self.shown.accounts))
        return Fact("unranked", figure, say("scoring.fact.unranked", n=len(lost), names=names))

    def _last(self) -> Fact | None:
        say, ranked = self.ctx.say, self.shown.ranked
        if len(ranked) < 3 or ranked[-1].rank == ranked[-2].rank:
            return None
        last, others = ranked[-1], ranked[:-1]
        name, value = self.name(last.account), self.points(last.combined or 0)
        lowest = [x for x in AXES if all((last.axis(x) or 0) < (other.axis(x) or 0) for other in others)]
        if len(lowest) == 2:
            if (last.combined or 0) >= self.ctx.book.settings.class_cut:
                return Fact("last", value, say("scoring.fact.last_both", a=name))
            verb = read_advice(self.ctx).verb(last.account)
            if verb not in ("save", "cut"):
                return Fact("last", value, say("scoring.fact.last_weak", a=name))
            asks = (Ask(verb, (last.account,)),)
            return Fact("last", value, say(f"scoring.fact.last_{verb}", a=name), asks=asks)
        growth = (last.growth or 0) < (last.harmony or 0)
        return Fact(
            "last", value, say("scoring.fact.last", a=name, axis=say(f"scoring.on.{AXES[not growth]}"))
        )

    # -------------------------------------------------------------- source and notes

    def scope(self) -> str:
        """Which accounts are shown, of how many scored."""
        say, count = self.ctx.say, len(self.shown.accounts)
        scored = sum(any(s is not None for s in row.scores) for row in self.everyone.accounts)
        told = {"n": count, "count": say.words(count), "scored": scored}
        if scored <= count:
            return say("scoring.scope_all", **told)
        if not self.ctx.years:
            return say("scoring.scope_plain", **told)
        return say("scoring.scope", year=say.year(self.ctx.year), **told)

    def notes(self) -> str:
        """The rule, what each criterion adds to the winner, who is not ranked, and the cells."""
        say, settings = self.ctx.say, self.ctx.book.settings
        lines = [
            say(
                "scoring.notes.rule",
                low=self.score(settings.score_min),
                high=self.score(settings.score_max),
                growth=say.entered(self.shown.growth_weight, "share"),
                harmony=say.entered(1 - self.shown.growth_weight, "share"),
            )
        ]
        if self.shown.ranking:
            added = self.shown.contributions(self.shown.ranking[0])
            named = zip(self.shown.criteria, added, strict=True)
            parts = ", ".join(f"{c.criterion} {say.number(points, 2)}" for c, points in named)
            lines.append(say("scoring.notes.contributions", a=self.shown.ranking[0], parts=parts))
        if self.shown.normalised:
            axes = say.list([say(f"scoring.{axis}") for axis in self.shown.normalised])
            lines.append(say("scoring.notes.normalised", axes=axes))
        if self.everyone.unranked:
            lines.append(say("scoring.notes.unranked", names=say.list(self.everyone.unranked)))
        names = {row.account for row in self.shown.accounts}
        book = self.ctx.book
        cells = [s.at for s in book.scores if s.account in names and s.period in (None, self.shown.period)]
        return notes(
            say,
            *lines,
            cells=(
                (say("scoring.notes.scores"), cells),
                (say("scoring.notes.weights"), [c.at for c in book.criteria]),
            ),
        )


def _lowered(name: str) -> str:
    """A criterion's name inside a sentence, cut where it is very long; abbreviations keep their capitals."""
    return lowered(cut_name(name, LONG_CRITERION))
