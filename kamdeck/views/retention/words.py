"""The words of the retention slide: titles by the turn of the data, facts, next step, notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kamdeck.analysis.mrr import Movement, month_of, months_between
from kamdeck.deck.spec import Ask
from kamdeck.figures.advice import loses_small, read_advice
from kamdeck.figures.retention import Retention
from kamdeck.layout.insights import FACT_SIZE, Fact, Step
from kamdeck.layout.marks import notes
from kamdeck.layout.titles import Move, Titles, aimed, always, down, level, moved, up, when, wordings
from kamdeck.text.measure import shorten
from kamdeck.text.rounding import half_up
from kamdeck.views.retention.bridge import steps
from kamdeck.views.retention.lines import measures

NAME_ROOM = 1_700_000  # of a name in a sentence of the rail, in EMU
_MOST_NAMED = 20


class RetentionWords:
    """Says what the periods mean; figures in sentences are rounded as they are shown."""

    def __init__(self, found: Retention) -> None:
        self.found = found
        self.ctx = found.ctx
        self.now = found.now.movement
        self.cohort = found.cohort

    # -------------------------------------------------------------- title

    def titles(self) -> tuple[str, ...]:
        """The title from the fullest wording to the shortest."""
        return TITLES(self.ctx.say, self)

    def fields(self) -> dict[str, object]:
        """What the titles say: net and logo retention, churn and contraction."""
        say, now = self.ctx.say, self.now
        logos = say.percent(now.logo_retention or 0.0)
        lost = {"churn": say.money(-now.churn), "contraction": say.money(-now.contraction)}
        nrr = say.percent(now.nrr or 0.0)
        return {"nrr": self._over(nrr), "logo": logos, "sum": say.money(now.closing, 2), **lost}

    def net(self) -> Move | None:
        """Net retention against the period before, in whole percents."""
        return self._against("nrr")

    def logos(self) -> Move | None:
        """Logo retention against the period before, in whole percents."""
        return self._against("logos")

    def _against(self, measure: str) -> Move | None:
        def whole(movement: Movement) -> float | None:
            rate = _rate(movement, measure)
            return None if rate is None else _whole(rate)

        return moved(self.found.step(whole), whole=100)

    def kept(self) -> Move | None:
        """What the accounts at the start pay now, in percent of what they paid, whole ones."""
        return None if self.now.nrr is None else aimed(100, _whole(self.now.nrr))

    @property
    def is_bought(self) -> bool:
        """Whether net retention moved by what accounts bought rather than by what was lost."""
        now, before = self.now, self.found.before
        if before is None or before.opening <= 0:
            return False
        more = now.expansion / now.opening - before.expansion / before.opening
        less = (now.nrr or 0.0) - (before.nrr or 0.0) - more
        way = 1 if more + less > 0 else -1
        return more * way > 0 and more * way >= less * way

    def _over(self, shown: str) -> str:
        """The rate with its months where these are fewer than a year's: retention is a yearly measure."""
        now = self.found.now
        if not now.is_partial or now.opening is None or now.closing is None:
            return shown
        n = months_between(now.opening, now.closing)
        return self.ctx.say("retention.in_months", n=n, words=self.ctx.say.words(n), nrr=shown)

    # -------------------------------------------------------------- rail

    def facts(self) -> tuple[Fact, ...]:
        """What the opening accounts pay now, what hangs on the largest expansion, and who left."""
        found = (self._net(), self._leader(), self._logos(), self._back())
        return tuple(fact for fact in found if fact)

    def _start(self) -> str:
        """The month or the year whose accounts are followed."""
        say, now = self.ctx.say, self.found.now
        if now.opening is not None:
            return say("retention.fact.of_month", month=self.found.month(now.opening))
        return say("retention.fact.of_year", year=now.label)

    def _net(self) -> Fact | None:
        say, nrr = self.ctx.say, self.now.nrr
        if nrr is None:
            sum_ = say.money(self.now.new + self.now.reactivation, 2)
            return Fact("new", sum_, say("retention.fact.new", n=self.now.gained or 0))
        losses = say.money(-(self.now.contraction + self.now.churn))
        change = _whole(nrr) - 100
        turn = "more" if change > 0 else "less" if change < 0 else "same"
        points = say.percent(abs(change) / 100)
        text = say(f"retention.fact.net_{turn}", start=self._start(), change=points, losses=losses)
        return Fact("net", say.percent(nrr), text)

    def _leader(self) -> Fact | None:
        """Net retention without the account that grew most; all expansion where accounts are not known."""
        say = self.ctx.say
        if self.now.expansion <= 0:
            return None
        if self.cohort is None or not self.cohort.grew:
            sum_ = say.money(self.now.expansion, signed=True)
            share = say.percent(self.now.expansion / self.now.opening) if self.now.opening > 0 else ""
            return Fact("expansion", sum_, say("retention.fact.expansion", share=share)) if share else None
        account, gain = self.cohort.grew[0]
        without = self.found.without(account)
        if without is None:
            return None
        fields = {"gain": say.money(gain), "sum": say.money(self.now.expansion)}
        share = say.percent(gain / self.now.expansion)
        text = say("retention.fact.without", name=self.name(account), share=share, **fields)
        return Fact("without", say.percent(without), text)

    def _logos(self) -> Fact | None:
        say, m = self.ctx.say, self.now
        logos = m.logo_retention
        if logos is None or m.accounts is None or m.lost is None:
            return None
        figure = say("retention.fact.of", n=m.lost, all=m.accounts)
        turn = self.logos()
        key = "first" if turn is None else ("fell", "same", "rose")[turn.turn + 1]
        places = 1 if key in ("fell", "rose") else 0
        old = self.found.before.logo_retention if self.found.before else None
        rates = {"before": say.percent(old or 0, 1), "now": say.percent(logos, places)}
        rate = say(f"retention.fact.logos_{key}", **rates)
        churn = say.money(-m.churn)
        text = say("retention.fact.left", n=m.lost, sum=churn, rate=rate)
        return Fact(
            "logos", figure, text if m.lost else say("retention.fact.nobody", n=m.accounts, rate=rate)
        )

    def _back(self) -> Fact | None:
        """Reactivations, where there are any."""
        if self.now.reactivation <= 0:
            return None
        return Fact(
            "back",
            self.ctx.say.money(self.now.reactivation, signed=True),
            self.ctx.say("retention.fact.back"),
        )

    def next_step(self) -> Step:
        """What to do about the small accounts at risk, else about the largest loss, else about growth."""
        say, cohort, advice = self.ctx.say, self.cohort, read_advice(self.ctx)
        mean = self.now.opening / self.now.accounts if self.now.accounts else 0.0
        small = tuple(
            name for name in advice.doing("save") if 0 < (advice.positions[name].stake or 0.0) < mean / 2
        )
        if small:
            text = say("retention.next.small", n=len(small), sum=say.money(mean / 2))
            return Step(text, (Ask("save", small),))
        if cohort is None:
            return Step()
        shrank = advice.those("plan", (account for account, _ in cohort.shrank))[:1]
        if shrank:
            return Step(say("retention.next.shrank", name=self.name(shrank[0])), (Ask("plan", shrank),))
        for turn, rows in (("left", cohort.left), ("grew", cohort.grew)):
            if rows:
                return Step(say(f"retention.next.{turn}", name=self.name(rows[0][0])))
        return Step()

    def name(self, account: str) -> str:
        """The account's name in a sentence of the rail."""
        return shorten(self.ctx.short(account), FACT_SIZE, NAME_ROOM)

    # -------------------------------------------------------------- alternative text, source, notes

    def lines_alt(self, title: str) -> str:
        """The finding and every rate."""
        say, shown = self.ctx.say, measures(self.found.periods, self.ctx.book.settings.nrr_target)
        parts = []
        for i, period in enumerate(self.found.periods):
            rates = [
                f"{say(f'retention.measure.{each.key}')} {say.percent(value / 100, 1)}"
                for each in shown
                if (value := each.values[i]) is not None
            ]
            parts.append(say("retention.alt.period", period=period.label, rates=", ".join(rates) or "–"))
        return say("retention.alt.lines", title=title, rows=say.join(parts))

    def bridge_alt(self) -> str:
        """Every step of the bridge with its amount."""
        say = self.ctx.say
        parts = [
            f"{say(f'retention.step.{step.key}')} {say.money(step.amount, 2, signed=not step.is_total)}"
            for step in steps(self.found)
        ]
        return say("retention.alt.bridge", period=self.found.now.label, rows=", ".join(parts))

    def scope(self) -> str:
        """The end of the fiscal year, and the accounts at the start, new and lost."""
        say, m = self.ctx.say, self.now
        parts = []
        if any(period.opening is not None for period in self.found.periods):
            month = say(f"retention.months.m{self.ctx.book.settings.fiscal_year_end_month}")
            parts.append(say("retention.scope.year", month=month))
        if self.found.now.is_partial:
            parts.append(say("retention.scope.partial", period=self.found.now.label))
        if m.accounts is not None:
            parts.append(say("retention.scope.accounts", n=m.accounts))
        if m.gained is not None:
            parts.append(say("retention.scope.gained", n=m.gained))
        if m.lost is not None:
            parts.append(say("retention.scope.lost", n=m.lost))
        return ", ".join(parts) or say("retention.scope.entered")

    def notes(self) -> str:
        """The definitions, who moved, and the cells."""
        say, found = self.ctx.say, self.found
        lines = [say("retention.notes.rule"), say("retention.notes.periods")]
        if found.unexplained:
            lines.append(say("retention.notes.unexplained", sum=say.money(found.unexplained, 2, signed=True)))
        if self.cohort is not None:
            parts = (
                ("grew", self.cohort.grew),
                ("shrank", self.cohort.shrank),
                ("left", self.cohort.left),
                ("came", self.cohort.came),
            )
            for key, rows in parts:
                if rows:
                    lines.append(say(f"retention.notes.{key}", n=len(rows), names=self._listed(rows)))
        months = (found.now.opening, found.now.closing)
        mrr = [row.at for row in self.ctx.book.mrr if month_of(row.month) in months]
        entered = [period.movement.at for period in found.periods if period.movement.at]
        return notes(
            say,
            *lines,
            cells=((say("retention.notes.mrr"), mrr), (say("retention.notes.entered"), entered)),
        )

    def _listed(self, rows: Sequence[tuple[str, float]]) -> str:
        say = self.ctx.say
        named = [f"{account} {say.money(amount, 2)}" for account, amount in rows[:_MOST_NAMED]]
        if len(rows) > _MOST_NAMED:
            named.append(say("retention.notes.others", n=len(rows) - _MOST_NAMED))
        return ", ".join(named)


def _whole(share: float) -> int:
    return int(half_up(share * 100))


def _rate(made: Movement | None, measure: str) -> float | None:
    if made is None:
        return None
    return made.nrr if measure == "nrr" else made.logo_retention


def _lost(test: Callable[[float, float], bool]) -> Callable[[RetentionWords], bool]:
    """A test of what churn and contraction took."""
    return lambda w: test(round(-w.now.churn, 2), round(-w.now.contraction, 2))


_net_up, _net_down = up("net retention", RetentionWords.net), down("net retention", RetentionWords.net)
_net_level = level("net retention", RetentionWords.net)
_shrinks = down("MRR of the accounts at the start", RetentionWords.kept)


def _is_less(words: RetentionWords) -> bool:
    """Whether net retention fell, which the clause before says."""
    return _net_down(words)


STOP: Titles[RetentionWords] = wordings(
    RetentionWords.fields,
    when(lambda w: loses_small(w.now), "retention.action.stop_small"),
    when(lambda w: _whole(w.now.logo_retention or 0.0) < 100, "retention.action.stop"),
)
KEEP: Titles[RetentionWords] = wordings(RetentionWords.fields, when(always, "retention.action.keep"))
SELL: Titles[RetentionWords] = wordings(RetentionWords.fields, when(always, "retention.action.sell"))
LOGOS: Titles[RetentionWords] = wordings(
    RetentionWords.fields,
    when((down("logo retention", RetentionWords.logos), _net_down), "retention.title.and_slipped", then=STOP),
    when(down("logo retention", RetentionWords.logos), "retention.title.but_slipped", then=STOP),
    when((up("logo retention", RetentionWords.logos), _net_up), "retention.title.both_up", then=KEEP),
    when((up("logo retention", RetentionWords.logos), _is_less), "retention.title.but_rose", then=SELL),
    when(up("logo retention", RetentionWords.logos), "retention.title.and_rose", then=SELL),
    when(level("logo retention", RetentionWords.logos), "retention.title.held", then=STOP),
    when(lambda w: w.now.logo_retention is not None, "retention.title.is", then=STOP),
)
CAUSE: Titles[RetentionWords] = wordings(
    RetentionWords.fields,
    when(_lost(lambda churn, cuts: churn > 0 and not cuts), "retention.title.churn_only"),
    when(_lost(lambda churn, cuts: cuts > 0 and not churn), "retention.title.contraction_only"),
    when(_lost(lambda churn, cuts: churn > cuts), "retention.title.churn"),
    when(_lost(lambda churn, cuts: churn < cuts), "retention.title.contraction"),
    when(_lost(lambda churn, cuts: churn == cuts > 0), "retention.title.alike"),
)
_UP, _DOWN = "retention.title.up", "retention.title.down"
TITLES: Titles[RetentionWords] = wordings(
    RetentionWords.fields,
    when(lambda w: w.now.nrr is None, "retention.title.start"),
    when((_shrinks, _net_up), "retention.title.shrink_up", then=CAUSE),
    when((_shrinks, _net_down), "retention.title.shrink_down", then=CAUSE),
    when((_shrinks, _net_level), "retention.title.shrink_same", then=CAUSE),
    when(_shrinks, "retention.title.shrink_first", then=CAUSE),
    when((_net_up, lambda w: w.is_bought), "retention.title.up_bought", _UP, then=LOGOS),
    when((_net_up, lambda w: not w.is_bought), "retention.title.up_lost", _UP, then=LOGOS),
    when((_net_down, lambda w: w.is_bought), "retention.title.down_bought", _DOWN, then=LOGOS),
    when((_net_down, lambda w: not w.is_bought), "retention.title.down_lost", _DOWN, then=LOGOS),
    when(_net_level, "retention.title.same", then=LOGOS),
    when(lambda w: w.net() is None, "retention.title.first", then=LOGOS),
)
