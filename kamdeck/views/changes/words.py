"""The words around the changes: kicker, facts, next step, notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kamdeck.analysis.comparison import Comparison, KeptChange
from kamdeck.deck.spec import Ask
from kamdeck.figures.advice import read_advice, saved_first
from kamdeck.figures.context import Context
from kamdeck.layout.insights import Fact, Step
from kamdeck.layout.marks import notes
from kamdeck.views.changes.data import Sight, relation
from kamdeck.views.changes.figures import ours, own
from kamdeck.views.changes.moves import Move
from kamdeck.views.changes.titles import LEAST, NET, PEOPLE, RISK, TIERS, has_moved, stake_of, turned

MOST_REST = 60  # moves that the notes name when the slide has no room for them


class ChangesWords:
    """Says what moved since the earlier deck."""

    def __init__(self, sight: Sight) -> None:
        self.sight, self.ctx, self.say = sight, sight.ctx, sight.ctx.say
        self.found = sight.found

    def kicker(self) -> str:
        """What the slide is, with the name of the earlier deck."""
        name = "" if self.sight.is_first else self.found.before.name
        return self.say("changes.kicker_since", name=name) if name else self.say("changes.kicker")

    # -------------------------------------------------------------- facts

    def facts(self) -> list[Fact]:
        """The most telling figures of what changed, each only where it did."""
        if self.sight.is_first:
            n = self._count()
            return [Fact("baseline", self.say.number(n), self.say("changes.fact.baseline", n=n))]
        made = (self._net(), self._risk(), self._tiers(), self._people(), self._accounts())
        facts = [fact for fact in made if fact]
        if not facts and self.found.both:
            figure = self.say("changes.fact.of", n=self.found.both, all=self.found.both)
            facts.append(Fact("tiers", figure, self.say("changes.fact.still")))
        return facts[:4]

    def _net(self) -> Fact | None:
        """By how much MRR is up or down, and who brings or loses most of it."""
        bridge, told = self.found.bridge, NET(self.say, self.sight)
        if bridge is None or not told or not has_moved(self.sight):
            return None
        net = bridge.closing - bridge.opening
        is_level = abs(net) < LEAST
        figure = self.say.money(bridge.moved if is_level else net, 2, signed=not is_level)
        return Fact("net", figure, told[0])

    def _risk(self) -> Fact | None:
        """What is at risk now, by how much that changed, and through whom."""
        change = stake_of(self.sight)
        return (
            Fact("risk", self.say.money(change.after, 2), RISK(self.say, self.sight)[0]) if change else None
        )

    def _tiers(self) -> Fact | None:
        moves = self.found.tiers
        if not moves:
            return None
        figure = self.say("changes.fact.of", n=len(moves), all=self.found.both)
        return Fact("tiers", figure, TIERS(self.say, self.sight)[0])

    def _people(self) -> Fact | None:
        """Whose relationship cooled, else whose warmed."""
        for sign in (-1, 1):
            if some := turned(self.sight, sign):
                return Fact("people", self.say.number(len(some)), PEOPLE(self.say, self.sight)[0])
        return None

    def _accounts(self) -> Fact | None:
        found = self.found
        if not (found.came or found.gone):
            return None
        counts = {"came": len(found.came), "gone": len(found.gone)}
        figure = self.say("changes.fact.came_gone", **counts)
        return Fact("accounts", figure, self.say("changes.fact.accounts"))

    # -------------------------------------------------------------- next step

    def next_step(self) -> Step:
        """What the gravest change calls for at an account of which it may be asked."""
        found, sight, advice = self.found, self.sight, read_advice(self.ctx)
        if self.sight.is_first:
            return Step(self.say("changes.next.first"))
        stakes = found.now.stakes or {}
        entered = saved_first(self.ctx, [name for name in found.entered or () if name in stakes][:1])
        if entered.accounts:
            (name,) = entered.accounts
            sum_ = self.say.money(stakes[name], 2)
            text = self.say("changes.next.risk", name=sight.name(name), sum=sum_)
            return Step(text, (entered,))
        for move in found.mrr:
            asked = (Ask("plan", (move.name,)),) if move.kind == "contraction" else ()
            if move.kind == "churn" or (asked and advice.fits("plan", move.name)):
                lost = self.say.money(-move.amount, 2)
                text = self.say(f"changes.next.{move.kind}", name=sight.name(move.name), sum=lost)
                return Step(text, asked)
        for shift in sight.turned:
            if shift.warmth < 0 and advice.fits("hold", shift.account):
                word = relation(sight, shift.after)
                account = sight.name(shift.account)
                text = self.say("changes.next.cold", name=shift.person, account=account, word=word)
                return Step(text, (Ask("hold", (shift.account,)),))
        for step in found.tiers or ():
            if not step.is_up and advice.fits("plan", step.account):
                text = self.say("changes.next.tier", name=sight.name(step.account), tier=step.before)
                return Step(text, (Ask("plan", (step.account,)),))
        return Step(self.say("changes.next.steady"))

    # -------------------------------------------------------------- source and notes

    def scope(self) -> str:
        """How many accounts, and what they are compared with."""
        return self.say("changes.scope", n=self._count())

    def _count(self) -> int:
        """The accounts with revenue; all where there is none."""
        revenue = self.sight.now.revenue_of or {}
        return sum(value > 0 for value in revenue.values()) or len(self.ctx.book.accounts)

    def notes(self, kinds: Sequence[Sequence[Move]], shown: Iterable[Move]) -> str:
        """The rules, what the slide has no room for, what is not compared and why, and the cells."""
        found, say = self.found, self.say
        keys = {move.key for move in shown}
        rest = [move.told for kind in kinds for move in kind if move.key not in keys][:MOST_REST]
        lines = [say("changes.notes.rule")]
        lines += [say("changes.notes.more", lines=say.join(rest))] if rest else []
        if not self.sight.is_first:
            lines += self._compared(found)
        book = self.ctx.book
        cells = (
            (
                say("changes.notes.cells_revenue"),
                [r.at for r in book.revenue if r.year == found_year(self.ctx)],
            ),
            (say("changes.notes.cells_mrr"), [row.at for row in book.mrr]),
            (say("changes.notes.cells_risk"), [row.at for row in book.risk]),
            (say("changes.notes.cells_people"), [row.at for row in book.stakeholders]),
            (say("changes.notes.cells_kpis"), [row.at for row in book.kpis]),
        )
        return notes(say, *lines, cells=cells)

    def _compared(self, found: Comparison) -> list[str]:
        say, before, now = self.say, found.before, found.now
        fields = {
            "currency": (before.currency, now.currency),
            "year": tuple(say.span(*side.span) for side in (before, now)),
            "edition": (before.edition, now.edition),
            "part": (before.part or "–", now.part or "–"),
        }
        lines = [say(f"diff.remark.{n}", then=fields[n][0], now=fields[n][1]) for n in found.remarks]
        figures = [ours(change, say).told for change in found.figures]
        lines += [say("changes.figures_alt", rows=say.join(figures))] if figures else []
        kpis = [self._kpi(change) for change in found.kpis]
        lines += [say("changes.notes.kpis", rows=say.join(kpis))] if kpis else []
        if found.unknown:
            names = ", ".join(say(f"changes.figure.{name}") for name, _ in found.unknown)
            lines.append(say("changes.notes.unknown", names=names))
        if found.renamed:
            pairs = say.join(" → ".join(pair) for pair in found.renamed)
            lines.append(say("changes.notes.renamed", lines=pairs))
        elif found.came and found.gone:
            lines.append(say("diff.remark.renamed"))
        return lines

    def _kpi(self, change: KeptChange) -> str:
        """An own indicator then and now, with the last days of both periods."""
        days = [self.say.date(date.fromisoformat(one.last)) for one in (change.before, change.after)]
        return self.say("changes.notes.kpi", line=own(change, self.sight).told, then=days[0], now=days[1])


def found_year(ctx: Context) -> int | None:
    """The year whose revenue is compared; None without revenue."""
    return ctx.year if ctx.years else None
