"""The words of the retention slide: titles by the turn of the data, facts, next step, notes."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.mrr import Movement, month_of, months_between
from kamdeck.deck.spec import Ask
from kamdeck.figures.advice import loses_small, read_advice
from kamdeck.figures.retention import Retention
from kamdeck.layout.insights import FACT_SIZE, Fact, Step
from kamdeck.layout.marks import notes
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
        say, nrr = self.ctx.say, self.now.nrr
        if nrr is None:
            return (say("retention.title.start", sum=say.money(self.now.closing, 2)),)
        turn, shown = self._turn("nrr"), self._over(say.percent(nrr))
        if _whole(nrr) < 100:
            short = say(f"retention.title.shrink_{turn}", nrr=shown)
            return say("retention.title.cause", title=short, cause=self._cause()), short
        plain = say(f"retention.title.{turn}", nrr=shown)
        first = say(f"retention.title.{turn}{self._reason(turn)}", nrr=shown)
        if self.now.logo_retention is None:
            return first, plain
        second, action = self._second(first, self.now.logo_retention)
        full = say("retention.title.action", title=second, action=action) if action else second
        return full, second, first, plain

    def _over(self, shown: str) -> str:
        """The rate with its months where these are fewer than a year's: retention is a yearly measure."""
        now = self.found.now
        if not now.is_partial or now.opening is None or now.closing is None:
            return shown
        n = months_between(now.opening, now.closing)
        return self.ctx.say("retention.title.in_months", n=n, words=self.ctx.say.words(n), nrr=shown)

    def _turn(self, measure: str) -> str:
        """up, down or same as against the period before, by whole percents; first without one."""
        before = self.found.before
        own, old = (_rate(m, measure) for m in (self.now, before))
        if own is None or old is None:
            return "first"
        change = _whole(own) - _whole(old)
        return "up" if change > 0 else "down" if change < 0 else "same"

    def _reason(self, turn: str) -> str:
        """Why net retention moved: what accounts bought where that moved the same way, else the losses."""
        before = self.found.before
        if turn not in ("up", "down") or before is None or before.opening <= 0:
            return ""
        more = self.now.expansion / self.now.opening - before.expansion / before.opening
        return "_bought" if more * (1 if turn == "up" else -1) > 0 else "_lost"

    def _second(self, first: str, logos: float) -> tuple[str, str]:
        """The clause about accounts after the first one, and what to do."""
        say, nrr_turn, turn = self.ctx.say, self._turn("nrr"), self._turn("logos")
        shown = say.percent(logos)
        stop = say(f"retention.title.{'stop_small' if loses_small(self.now) else 'stop'}")
        if turn == "down":
            key = "and_slipped" if nrr_turn == "down" else "but_slipped"
            return say(f"retention.title.{key}", first=first, logo=shown), stop
        if turn == "up" and nrr_turn == "up":
            nrr = say.percent(self.now.nrr or 0)
            return say("retention.title.both_up", nrr=nrr, logo=shown), say("retention.title.keep")
        if turn == "up":
            key = "but_rose" if nrr_turn == "down" else "and_rose"
            return say(f"retention.title.{key}", first=first, logo=shown), say("retention.title.sell")
        key = "held" if turn == "same" else "is"
        return say(f"retention.title.{key}", first=first, logo=shown), stop if _whole(logos) < 100 else ""

    def _cause(self) -> str:
        say = self.ctx.say
        name, value = max(
            ("churn", self.now.churn), ("contraction", self.now.contraction), key=lambda c: -c[1]
        )
        return say(f"retention.title.{name}", sum=say.money(-value))

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
        old = self.found.before.logo_retention if self.found.before else None
        if old is None:
            turn = "first"
        else:
            change = half_up(logos * 100, 1) - half_up(old * 100, 1)
            turn = "rose" if change > 0 else "fell" if change < 0 else "same"
        rates = {"before": say.percent(old or 0, 1), "now": say.percent(logos, 1)}
        rate = say(f"retention.fact.logos_{turn}", **rates)
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
