"""The words of the ideal profile: scores as they are shown, titles, facts, notes."""

from __future__ import annotations

from kamdeck.analysis.profile import SAME
from kamdeck.deck.spec import EMU, Ask
from kamdeck.figures.advice import read_advice
from kamdeck.figures.profile import Profile
from kamdeck.figures.scored import with_coverage
from kamdeck.layout.insights import FACT_SIZE, Fact, Step
from kamdeck.layout.marks import notes
from kamdeck.layout.names import full_name, lowered
from kamdeck.text.measure import shorten
from kamdeck.text.rounding import add_up, half_up, to_places

_NAME_ROOM = round(1.75 * EMU)
_CRITERION_ROOM = round(2.2 * EMU)


class ProfileWords:
    """Says how the focus account meets the ideal profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile, self.ctx, self.say = profile, profile.ctx, profile.ctx.say

    # -------------------------------------------------------------- figures

    def score(self, value: float | None) -> str:
        """A single score, as it was entered."""
        return "–" if value is None else self.say.entered(value)

    def mean(self, value: float | None) -> str:
        """An average, always with a decimal."""
        return "–" if value is None else self.say.number(value, 1)

    def gap(self, value: float | None) -> str:
        """A difference of scores with its sign."""
        if value is None:
            return "–"
        return self.say.number(value, 0 if abs(value - round(value)) < SAME else 1, signed=True)

    def total_gap(self) -> float | None:
        """The gap of the weighted averages, from the figures as they are shown."""
        target, score = self.profile.total(self.profile.targets), self.profile.total(self.profile.scores)
        return (
            None if target is None or score is None else round(to_places(score, 1) - to_places(target, 1), 1)
        )

    def fit(self, value: float | None) -> str:
        """A fit as a whole percentage, with a decimal where it would round up to 100%."""
        if value is None:
            return "–"
        return self.say.percent(value, 1 if value < 1 and half_up(value * 100) == 100 else 0)

    def weights(self) -> tuple[str, ...]:
        """The weights with one decimal, adding up to 100%."""
        return tuple(self.say.percent(share, 1) for share in add_up(self.profile.weights, 1))

    # -------------------------------------------------------------- names

    def name(self, account: str | None = None) -> str:
        """The name of an account for a sentence; the focus account's without one."""
        return full_name(self.ctx, account or self.profile.focus)

    def cut(self, account: str | None = None) -> str:
        """The name for the rail, cut where it is very long."""
        return shorten(self.name(account), FACT_SIZE, _NAME_ROOM)

    def criterion(self, place: int) -> str:
        """A criterion's name inside a sentence of the rail."""
        return shorten(lowered(self.profile.names[place]), FACT_SIZE, _CRITERION_ROOM)

    def leaders(self) -> str:
        """The leading accounts as a group: `the six`."""
        return self.say.words(len(self.profile.leading))

    # -------------------------------------------------------------- title block

    def kicker(self, page: int, pages: int) -> str:
        """The subject, and the page where there are several."""
        parts = [self.say("ideal_profile.kicker")]
        if pages > 1:
            parts.append(self.say("frame.page", page=page, pages=pages))
        return " · ".join(parts)

    def subtitle(self) -> str:
        """The scale and the rule; the median where no target is entered."""
        settings, n = self.ctx.book.settings, self.profile.medians
        low, high = self.score(settings.score_min), self.score(settings.score_max)
        if n:
            return self.say("ideal_profile.subtitle_median", n=n, low=low, high=high)
        return self.say("ideal_profile.subtitle", low=low, high=high, full=self.say.percent(1))

    def total(self) -> str:
        """The head of the total row."""
        fit, count = self.profile.fit, len(self.profile.names)
        key = "total" if fit.counted == count else "total_some"
        return self.say(f"ideal_profile.{key}", n=fit.counted, counted=self.say.words(fit.counted), all=count)

    def target_name(self) -> str:
        """What the diamonds are."""
        return self.say(f"ideal_profile.target_{'median' if self.profile.medians else 'mark'}")

    def alt(self, title: str) -> str:
        """What chart and table say."""
        gaps = [
            f"{name} {self.gap(gap)}"
            for name, gap in zip(self.profile.names, self.profile.fit.gaps, strict=True)
            if gap is not None
        ]
        return self.say("ideal_profile.alt", title=title, gaps=", ".join(gaps))

    # -------------------------------------------------------------- rail

    def facts(self) -> list[Fact]:
        """The fit and those of the others, a score below the minimum, targets met, the costliest gap."""
        found = (self._fit(), self._minimum(), self._met(), self._gap())
        return [fact for fact in found if fact]

    def _fit(self) -> Fact:
        say, profile = self.say, self.profile
        others = [pair for pair in profile.others if pair[1] != profile.focus]
        figure = self.fit(profile.fit.fit)
        if profile.average is None or not others:
            return Fact("fit", figure, say("ideal_profile.fact.fit_alone"))
        best, who = others[0]
        turn = "next" if best <= profile.fit.fit else "best"
        text = say(
            f"ideal_profile.fact.fit_{turn}",
            n=len(profile.others),
            all=say.words(len(profile.others)),
            average=self.fit(profile.average),
            name=self.cut(who),
            best=self.fit(best),
        )
        return Fact("fit", figure, text)

    def _minimum(self) -> Fact | None:
        """The score furthest below the minimum that the criterion accepts."""
        low = [
            (score - c.minimum, i)
            for i, (c, score) in enumerate(
                zip(self.profile.scoring.criteria, self.profile.scores, strict=True)
            )
            if c.minimum is not None and score is not None and score < c.minimum
        ]
        if not low:
            return None
        _, place = min(low)
        minimum = self.score(self.profile.scoring.criteria[place].minimum)
        text = self.say("ideal_profile.fact.minimum", criterion=self.criterion(place), minimum=minimum)
        return Fact("minimum", self.score(self.profile.scores[place]), text)

    def _met(self) -> Fact:
        say, fit = self.say, self.profile.fit
        above = [i for i, gap in enumerate(fit.gaps) if gap is not None and gap > SAME]
        figure = say("ideal_profile.of", met=fit.met, all=fit.counted)
        if not above:
            return Fact("met", figure, say("ideal_profile.fact.met", n=fit.met))
        above.sort(key=lambda i: -(fit.gaps[i] or 0.0))
        names = [self.criterion(i) for i in above[:2]]
        if len(above) > 2:
            names.append(say("ideal_profile.others", n=len(above) - 2))
        return Fact("met", figure, say("ideal_profile.fact.met_above", n=fit.met, names=say.list(names)))

    def _gap(self) -> Fact | None:
        fit = self.profile.fit
        if fit.widest is None:
            return None
        gap = fit.gaps[fit.widest] or 0.0
        figure = self.say("ideal_profile.points", n=1 if abs(gap) == 1 else 2, gap=self.gap(gap))
        cost, criterion = fit.cost(fit.widest) * 100, self.criterion(fit.widest)
        adds = self.say("ideal_profile.fact.gap", n=cost, criterion=criterion, adds=self.say.number(cost, 1))
        return Fact("gap", figure, adds)

    def next_step(self) -> Step:
        """What to agree with the account."""
        profile, place = self.profile, self.profile.fit.widest
        if place is None:
            return Step(self.say("ideal_profile.next_met", name=self.cut()))
        if not read_advice(self.ctx).fits("plan", profile.focus):
            return Step()
        text = self.say(
            "ideal_profile.next",
            name=self.cut(),
            criterion=self.criterion(place),
            score=self.score(profile.scores[place]),
            target=self.score(profile.targets[place]),
        )
        return Step(text, (Ask("plan", (profile.focus,)),))

    # -------------------------------------------------------------- source and notes

    def scope(self) -> str:
        """Where the targets come from, and whose average is shown."""
        say, n = self.say, len(self.profile.leading)
        key = "scope_median" if self.profile.medians else "scope"
        text = say(f"ideal_profile.{key}", n=n, all=say.words(n))
        return with_coverage(self.ctx, text, (self.profile.focus, *self.profile.leading))

    def notes(self) -> str:
        """The rule, whom the average is of, what is missing, and the cells."""
        say, profile, book = self.say, self.profile, self.ctx.book
        lines = [
            say("ideal_profile.notes.rule"),
            say("ideal_profile.notes.leading", n=len(profile.leading), names=say.list(profile.leading)),
        ]
        if profile.medians:
            lines.append(say("ideal_profile.notes.median", n=profile.medians))
        missing = [n for n, gap in zip(profile.names, profile.fit.gaps, strict=True) if gap is None]
        if missing:
            lines.append(say("ideal_profile.notes.missing", n=len(missing), names=say.list(missing)))
        fits = ", ".join(f"{name} {self.say.percent(value, 1)}" for value, name in profile.others)
        lines.append(say("ideal_profile.notes.fits", fits=fits))
        periods = (None, profile.scoring.period)
        own = [r.at for r in book.scores if r.account == profile.focus and r.period in periods]
        others = [r.at for r in book.scores if r.account in profile.leading and r.period in periods]
        cells = (
            (say("ideal_profile.notes.targets"), [c.at for c in book.criteria]),
            (say("ideal_profile.notes.scores", name=profile.focus), own),
            (say("ideal_profile.notes.averages"), others),
        )
        return notes(say, *lines, cells=cells)
