"""The words of the strategies slide: titles by the turn of the data, facts, next step, notes."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.classification import CLASSES, Classes
from kamdeck.analysis.visits import ClassVisits
from kamdeck.deck.spec import EMU, Ask
from kamdeck.figures.advice import read_advice
from kamdeck.layout.insights import FACT_SIZE, Fact, Step
from kamdeck.layout.marks import notes
from kamdeck.layout.titles import Claim, Move, Titles, Wording, aimed, down, level, up, when, wordings
from kamdeck.text.measure import shorten
from kamdeck.views.strategies.table import Policies

_NAME_ROOM = round(1.626 * EMU)  # of a name in a sentence of the rail
_MOST_LISTED = 40
_MOST_NAMED = 2  # in a fact


class StrategyWords:
    """Says what dealing the levers by class means; `headline` is the stance of the Strategic class."""

    def __init__(self, policies: Policies, classes: Classes, headline: str) -> None:
        self.policies = policies
        self.classes = classes
        self.headline = headline
        self.ctx = policies.ctx
        self.visits = policies.visits
        self.advice = read_advice(policies.ctx)
        self.filled = tuple(row for row in policies.visits.rows if row.accounts)

    def titles(self) -> tuple[str, ...]:
        """The title from the fullest wording to the shortest."""
        return TITLES(self.ctx.say, self)

    def fields(self) -> dict[str, object]:
        """What the titles say."""
        visits = self.visits
        gain, loss = (
            self._moved(turn, rows[0], is_most=False) if rows else ""
            for turn, rows in (("gain", visits.gainers), ("loss", visits.givers))
        )
        by = abs(visits.change or 0)
        return {"n": visits.planned or 0, "by": by, "gain": gain, "loss": loss}

    def total(self) -> Move | None:
        """All planned visits against those recorded; None where one of them is not known."""
        visits = self.visits
        if visits.change is None or visits.planned is None or visits.recorded is None:
            return None
        return aimed(visits.recorded, visits.planned)

    def most(self) -> dict[str, object]:
        """The class that moves most in the direction of the whole."""
        turn = "gain" if (self.visits.change or 0) > 0 else "loss"
        return {"most": self._moved(turn, self._leaders()[0], is_most=True)}

    def _leaders(self) -> tuple[ClassVisits, ...]:
        """The classes that move in the direction of the whole, the largest move first."""
        return self.visits.gainers if (self.visits.change or 0) > 0 else self.visits.givers

    @property
    def has_leader(self) -> bool:
        """Whether one class moves more than every other."""
        moves = [abs(row.change or 0) for row in self._leaders()]
        return bool(moves) and moves.count(moves[0]) == 1

    def strategic(self) -> dict[str, object]:
        """How many accounts are Strategic, their stance, and the levers."""
        n = len(self.filled[0].accounts) if self.filled else 0
        return {"n": n, "headline": self.headline, "levers": self.levers(self.policies.levers)}

    @property
    def has_strategic(self) -> bool:
        """Whether an account is of the Strategic class."""
        return bool(self.filled) and self.filled[0].name == CLASSES[0]

    def largest(self) -> dict[str, object]:
        """The class that gets most of the visits planned."""
        first, say = max(self.filled, key=lambda row: row.planned or 0), self.ctx.say
        share = say.part((first.planned or 0) / (self.visits.planned or 1))
        return {"share": share, "name": say(f"strategies.those.{first.name}")}

    def _moved(self, turn: str, row: ClassVisits, *, is_most: bool) -> str:
        say = self.ctx.say
        visits = say("strategies.most") if is_most else say.number(abs(row.change or 0))
        return say(f"strategies.{turn}.{row.name}", visits=visits)

    def levers(self, names: Sequence[str]) -> str:
        """The levers inside a sentence: `pricing, service level and visits`."""
        return self.ctx.say.list(f"{n[:1].lower()}{n[1:]}" if n[1:2].islower() else n for n in names)

    def subtitle(self) -> str:
        """What each class gets."""
        names = [*self.policies.levers[:6]]
        if self.policies.has_visits:
            names.append(self.ctx.say("strategies.visits_word"))
        return self.ctx.say("strategies.subtitle", levers=self.levers(names))

    # -------------------------------------------------------------- rail

    def facts(self) -> tuple[Fact, ...]:
        """Who gets the visits, who gains, who gives up, and what the workbook lacks."""
        found = (
            self._lead(),
            self._kept() or self._second(),
            self._givers(),
            self._unknown(),
            self._unclassified(),
        )
        return tuple(fact for fact in found if fact)

    def _lead(self) -> Fact | None:
        """The first class that has accounts: its share of the visits and of revenue."""
        if not self.filled:
            return None
        say, row = self.ctx.say, self.filled[0]
        those = say(f"strategies.those.{row.name}")
        share = self._revenue_share(row)
        if not self.visits.planned:
            if not share:
                return None
            return Fact("revenue", share, say("strategies.fact.revenue", name=those))
        before = self._share(row, is_past=True)
        key = "strategies.fact.lead" if share else "strategies.fact.lead_alone"
        text = say(f"{key}_past" if before else key, name=those, before=before, share=share)
        return Fact("lead", self._share(row, is_past=False), text)

    def _second(self) -> Fact | None:
        """The class that gains most beside the first."""
        say, visits = self.ctx.say, self.visits
        rows = [row for row in visits.gainers if row is not self.filled[0]]
        share = self._revenue_share(rows[0]) if rows else ""
        if not rows or not share:
            return None
        key = "bet" if rows[0].name == "Star" else "gainer"
        those = say(f"strategies.those.{rows[0].name}")
        return Fact(
            "gainer", self._share(rows[0], False), say(f"strategies.fact.{key}", name=those, share=share)
        )

    def _givers(self) -> Fact | None:
        say, visits = self.ctx.say, self.visits
        if not visits.givers:
            if not visits.gainers or not visits.change:
                return None
            figure = say(
                "strategies.fact.visits", n=visits.change, sum=say.number(visits.change, signed=True)
            )
            return Fact("new", figure, say("strategies.fact.new"))
        total = sum(row.change or 0 for row in visits.givers)
        past = sum(row.recorded or 0 for row in visits.givers)
        ordered = [row for row in visits.rows if row in visits.givers]
        names = say.list([say(f"strategies.name.{row.name}") for row in ordered])
        figure = say("strategies.fact.visits", n=abs(total), sum=say.number(total, signed=True))
        share = say.percent(past / visits.recorded) if visits.recorded else say.percent(0)
        key = "come" if visits.gainers else "fall"
        return Fact("givers", figure, say(f"strategies.fact.{key}", n=len(ordered), names=names, share=share))

    def _unknown(self) -> Fact | None:
        say = self.ctx.say
        missing = sum(len(row.unknown) for row in self.filled)
        everyone = len(self.classes.accounts)
        if not missing or not self.policies.has_visits:
            return None
        figure = say("strategies.fact.of", n=missing, all=everyone)
        return Fact("unknown", figure, say("strategies.fact.unknown", n=missing))

    def _unclassified(self) -> Fact | None:
        say, missing = self.ctx.say, len(self.classes.unclassified)
        if not missing or self.visits.change is not None:
            return None
        return Fact("unclassified", say.number(missing), say("strategies.fact.unclassified", n=missing))

    def _share(self, row: ClassVisits, is_past: bool) -> str:
        """A class's share of all visits; "" where they are not known."""
        total = self.visits.recorded if is_past else self.visits.planned
        value = row.recorded if is_past else row.planned
        return self.ctx.say.percent((value or 0) / total) if total else ""

    def _revenue_share(self, row: ClassVisits) -> str:
        """A class's share of the revenue of all classified accounts; "" where there is none."""
        total = sum(r.revenue for r in self.visits.rows)
        return self.ctx.say.percent(row.revenue / total) if total > 0 else ""

    def next_step(self) -> Step:
        """The account furthest below its planned visits; what to enter where nothing can be compared."""
        say = self.ctx.say
        if not self.filled:
            return Step(say("strategies.next.score"))
        those = self.advice.those("plan", (account for row in self.filled for account in row.accounts))
        recorded = {a.account: a.visits for a in self.ctx.book.accounts if a.visits is not None}
        found = self.visits.furthest({name: recorded[name] for name in those if name in recorded})
        if found:
            account, had, each = found
            name = shorten(self.ctx.short(account), FACT_SIZE, _NAME_ROOM)
            text = say("strategies.next.plan", name=name, n=had, each=each)
            return Step(text, (Ask("plan", (account,)),))
        if self.policies.has_visits and self.visits.recorded is None:
            return Step(say("strategies.next.enter"))
        return Step()

    def _kept(self) -> Fact | None:
        """The accounts at risk of classes that give visits up: they are to be saved first."""
        say, givers = self.ctx.say, self.visits.givers
        kept = self.advice.those("save", (name for row in givers for name in row.accounts))
        if not kept:
            return None
        names = [shorten(self.ctx.short(name), FACT_SIZE, _NAME_ROOM) for name in kept[:_MOST_NAMED]]
        if more := len(kept) - len(names):
            names.append(say("strategies.others", n=more))
        text = say("strategies.fact.kept", n=len(kept), names=say.list(names))
        return Fact("kept", say.number(len(kept)), text, asks=(Ask("save", kept),))

    # -------------------------------------------------------------- source and notes

    def rule(self) -> str:
        """How a class is found, with the cut."""
        return self.ctx.say("strategies.rule", cut=self.ctx.say.entered(self.classes.cut))

    def scope(self) -> str:
        """How many accounts are classified."""
        return self.ctx.say(
            "strategies.scope", n=len(self.classes.accounts), year=self.ctx.say.year(self.ctx.year)
        )

    def table_alt(self, title: str) -> str:
        """The finding, and each class with its accounts and visits."""
        parts = [self._line(row) for row in self.visits.rows]
        return self.ctx.say("strategies.alt", title=title, rows=self.ctx.say.join(parts))

    def _line(self, row: ClassVisits) -> str:
        say = self.ctx.say
        name = say(f"strategies.name.{row.name}")
        if not row.accounts:
            return say("strategies.line.empty", name=name)
        text = say("strategies.line.accounts", name=name, n=len(row.accounts))
        if row.planned is not None:
            text += say("strategies.line.planned", n=row.planned)
        if row.recorded is not None:
            text += say("strategies.line.recorded", n=row.recorded)
        return text

    def notes(self, cut: Sequence[tuple[str, str, str]]) -> str:
        """The rule, each class with its accounts, whole texts of what is shown cut, and the cells."""
        say, book = self.ctx.say, self.ctx.book
        lines = [self.rule(), say("strategies.notes.visits")]
        for row in self.filled:
            names = [*row.accounts[:_MOST_LISTED]]
            if len(row.accounts) > _MOST_LISTED:
                names.append(say("strategies.others", n=len(row.accounts) - _MOST_LISTED))
            lines.append(f"{self._line(row)} ({', '.join(names)}).")
        unknown = [account for row in self.filled for account in row.unknown]
        if unknown and self.policies.has_visits:
            some = say.list(unknown[:_MOST_LISTED])
            lines.append(say("strategies.notes.unknown", n=len(unknown), names=some))
        if self.classes.unclassified:
            some = say.list(self.classes.unclassified[:_MOST_LISTED])
            lines.append(say("strategies.notes.unclassified", n=len(self.classes.unclassified), names=some))
        for name, lever, text in cut:
            lines.append(say.colon(f"{say(f'strategies.name.{name}')}, {lever}", text))
        return notes(
            say,
            *lines,
            cells=(
                (say("strategies.notes.policies"), [s.at for s in book.strategies]),
                (say("strategies.notes.accounts"), [a.at for a in book.accounts if a.visits is not None]),
                (
                    say("strategies.notes.revenue", year=say.year(self.ctx.year)),
                    [r.at for r in book.revenue if r.year == self.ctx.year and r.revenue is not None],
                ),
            ),
        )


_LEVERS = "strategies.title.levers"


def _visits(claim: Claim[StrategyWords], most: str, plain: str) -> tuple[Wording[StrategyWords], ...]:
    """That all visits together rose or fell, with the class that gains most where there is one."""
    return (
        when((claim, lambda w: w.has_leader), most, plain, fields=StrategyWords.most),
        when(claim, plain),
    )


TITLES: Titles[StrategyWords] = wordings(
    StrategyWords.fields,
    when(lambda w: not w.filled, "strategies.title.nobody"),
    when(
        (level("visits", StrategyWords.total), lambda w: not w.visits.gainers), "strategies.title.unchanged"
    ),
    when(
        (level("visits", StrategyWords.total), lambda w: bool(w.visits.gainers)),
        "strategies.title.same",
        "strategies.title.same_short",
    ),
    *_visits(up("visits", StrategyWords.total), "strategies.title.more_most", "strategies.title.more"),
    *_visits(down("visits", StrategyWords.total), "strategies.title.fewer_most", "strategies.title.fewer"),
    when(lambda w: bool(w.visits.planned), "strategies.title.planned", fields=StrategyWords.largest),
    when(
        lambda w: w.has_strategic and bool(w.headline),
        "strategies.title.headline",
        _LEVERS,
        fields=StrategyWords.strategic,
    ),
    when(lambda w: w.has_strategic, _LEVERS, fields=StrategyWords.strategic),
    when(lambda w: bool(w.filled), "strategies.title.no_strategic", fields=StrategyWords.strategic),
)
