"""The words of the profit matrix: titles by the turn of the data, policies, the rail and the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamdeck.analysis.profit import (
    MOST_FAMILIES,
    TARGET,
    Matrix,
    Misfit,
    Place,
    misfits,
    profit_by_account,
    value_of,
)
from kamdeck.deck.spec import EMU
from kamdeck.figures.advice import read_advice
from kamdeck.figures.context import Context
from kamdeck.figures.profit import ProfitFigures
from kamdeck.layout.insights import Fact
from kamdeck.layout.marks import notes
from kamdeck.record import record
from kamdeck.text.measure import fit, shorten
from kamdeck.workbook.rows import Policy

NAME_ROOM = round(1.9 * EMU)
_MOST_CELLS = 5  # cells named in a sentence
_MOST_NAMES = 12  # accounts named in the notes
# How a loss is stopped where the Policies sheet does not say: by cell, else by customer group.
_LEVERS = {"C3": "self-service", "D2": "self-service", "D3": "partner", "D4": "partner"}
_GROUP_LEVERS = {"A": "reprice", "B": "reprice", "C": "reprice", "D": "self-service"}
_LESS_SERVICE = ("self-service", "partner")  # levers that take service away
_STOPPING = ("B4", "C3", "C4", "D2", "D3", "D4")  # proposed policies that fit a loss


@record
class Stance:
    """What is done in a cell: the policy, how a loss there is stopped, and the cell of the workbook that
    says so ("" where the policy is proposed)."""

    text: str
    lever: str | None
    at: str = ""


class ProfitWords(ProfitFigures):
    """Says what the matrix of one year means."""

    def __init__(self, ctx: Context, matrix: Matrix, year: int | None) -> None:
        super().__init__(ctx, matrix, year)
        visits = {row.account: row.visits for row in ctx.book.accounts if row.visits is not None}
        self.advice = read_advice(ctx)
        self.misfits = tuple([found for found in misfits(matrix, visits) if self._is_fault(found)])
        self._short = {row.account: row.short_name or row.account for row in ctx.book.accounts}
        self.stances = {place: self._stance(place) for place in self.places}

    def name(self, account: str, room: int = NAME_ROOM, size: float = 10, bold: bool = False) -> str:
        """The account's short name, cut to the room."""
        return shorten(self._short.get(account, account), size, room, bold)

    def family(self, place: int) -> str:
        """The name of a product family, or how many are merged."""
        name = self.matrix.families[place]
        return name or self.say("profit_matrix.other_families", n=len(self.matrix.merged))

    def cells(self, places: Iterable[Place]) -> str:
        """`A1, A2 and B1`, or how many where they are many."""
        names = [self.matrix.name(place) for place in sorted(places)]
        if len(names) > _MOST_CELLS:
            return self.say("profit_matrix.cells", n=len(names))
        return self.say.list(names)

    # -------------------------------------------------------------- policies

    def _stance(self, place: Place) -> Stance:
        """What the sheet enters for the cell's families: a policy that they share, else each one's; the
        lever of the family that loses most there. The proposed one where it enters nothing."""
        letter, rows = self.matrix.letters[place[0]], self._entered(place)
        if rows:
            texts = dict.fromkeys(row.policy for row in rows)
            each = " · ".join(f"{row.product_family}: {row.policy}" for row in rows)
            lever = next((row.loss_lever for row in rows if row.loss_lever), None)
            return Stance(next(iter(texts)) if len(texts) == 1 else each, lever, rows[0].at)
        cell = f"{letter}{min(place[1], MOST_FAMILIES - 1) + 1}"
        lever = _LEVERS.get(cell) or _GROUP_LEVERS[letter]
        key = cell.lower()
        if place in self.matrix.losses and cell not in _STOPPING:
            key = f"loss_{lever}"
        return Stance(self.say(f"profit_matrix.policy.{key}"), lever)

    def _entered(self, place: Place) -> list[Policy]:
        """The policies that the sheet has for a cell, that of the largest loss first."""
        letter, group = self.matrix.letters[place[0]], set(self.matrix.groups[place[0]])
        wanted = {name.casefold() for name in self.matrix.members[place[1]]}
        policies = [
            row
            for row in self.ctx.book.policies
            if row.customer_group == letter and row.product_family.casefold() in wanted
        ]
        if len(policies) > 1:
            table = profit_by_account((r for r in self.ctx.book.profit if r.account in group), self.year)
            sums = {name.casefold(): 0.0 for name in wanted}
            for by_family in table.values():
                for name, value in by_family.items():
                    sums[name.casefold()] = sums.get(name.casefold(), 0.0) + value
            policies.sort(key=lambda row: sums[row.product_family.casefold()])
        return policies

    def policy(self, place: Place, size: float, room: int, lines: int) -> str:
        """What is done in a cell, in so many lines; where they are too few, its first clauses."""
        text = self.stances[place].text
        ends = [n for n, sign in enumerate(text[:-1]) if sign in ",;:" and text[n + 1] == " "]
        heads = [text[:n].rstrip() for n in reversed(ends)]
        return fit((text, *heads, text), size, room, lines)

    # -------------------------------------------------------------- title block

    def count(self) -> str:
        """The number of cells in words; a full matrix has sixteen."""
        n = self.matrix.count
        return self.say("profit_matrix.sixteen") if n == 16 else self.say.words(n)

    def kicker(self) -> str:
        """The subject and the year of the figures."""
        if self.year is None:
            return self.say("profit_matrix.kicker")
        return self.say("profit_matrix.kicker_year", year=self.say.year(self.year))

    def alt(self, title: str) -> str:
        """What the matrix says."""
        best = max(self.places, key=lambda p: self.matrix.cells[p[0]][p[1]])
        value = self.say.money(self.matrix.cells[best[0]][best[1]])
        return self.say("profit_matrix.table_alt", title=title, best=self.matrix.name(best), sum=value)

    # -------------------------------------------------------------- service against policy

    def _is_fault(self, found: Misfit) -> bool:
        """Whether it is against the advice too: an account to be saved or grown may have more visits, one
        that is to cost less may have fewer."""
        verb = self.advice.verb(found.account)
        return verb not in (("save", "plan", "grow") if found.has_more else ("cut",))

    def group_misfits(self, letter: str) -> str:
        """How many accounts of a group are served above or below it."""
        own = [m.has_more for m in self.misfits if m.letter == letter]
        parts = [
            self.say(f"profit_matrix.{key}", n=own.count(is_over))
            for key, is_over in (("over", True), ("under", False))
            if is_over in own
        ]
        return ", ".join(parts)

    def misfit_line(self, size: float, room: int) -> str:
        """The accounts served against their policy, as many as fit on a line; "" without any."""
        if not self.misfits:
            return ""
        return fit([self._misfits(count) for count in (4, 3, 2, 1)], size, room, 1)

    def _misfits(self, most: int) -> str:
        cases = [self._misfit(m) for m in self.misfits[:most]]
        if len(self.misfits) > most:
            cases.append(self.say("profit_matrix.others", n=len(self.misfits) - most))
        return self.say("profit_matrix.misfits", cases=", ".join(cases) if len(cases) > 1 else cases[0])

    def _misfit(self, found: Misfit) -> str:
        middle = self.say.number(found.median, 0 if found.median == int(found.median) else 1)
        return self.say(
            f"profit_matrix.misfit_{'over' if found.has_more else 'under'}",
            n=found.visits,
            name=self.name(found.account),
            letter=found.letter,
            visits=found.visits,
            other=found.compared,
            median=middle,
        )

    # -------------------------------------------------------------- rail

    def facts(self) -> list[Fact]:
        """Where profit is earned, and what each lever is to stop, the largest loss first."""
        found, say = self.matrix, self.say
        facts = []
        if found.earning:
            text = say("profit_matrix.fact.earned", n=len(found.earning), cells=self.cells(found.earning))
            facts.append(Fact("earned", say.money(found.earned), text))
        levers: dict[str, list[Place]] = {}
        for place in found.losses:
            levers.setdefault(self.stances[place].lever or "open", []).append(place)
        for lever, places in sorted(levers.items(), key=lambda item: found.sum_of(item[1])):
            key = lever
            if lever == "reprice" and all(family == 0 for _, family in places):
                key = "reprice_first"
            if lever in _LESS_SERVICE and self._has_risk(places):
                key = f"{lever}_spared"
            text = say(f"profit_matrix.fact.{key}", n=len(places), cells=self.cells(places))
            facts.append(Fact(f"lever:{lever}", say.money(found.sum_of(places)), text))
        if not found.losses and found.count > 1:
            facts.append(self._weakest())
        return facts

    def _has_risk(self, places: Iterable[Place]) -> bool:
        """Whether an account of the cells' customer groups is to be saved before it costs less."""
        groups = {group for group, _ in places}
        return any(self.advice.those("save", self.matrix.groups[group]) for group in groups)

    def _weakest(self) -> Fact:
        """Where nothing is lost: the cells that earn least."""
        cells = self.matrix.cells
        low = min(cells[g][f] for g, f in self.places)
        places = [p for p in self.places if cells[p[0]][p[1]] == low]
        text = self.say("profit_matrix.fact.weakest", n=len(places), cells=self.cells(places))
        return Fact("weakest", self.say.money(low), text)

    def next_step(self) -> str:
        """What stopping all losses would bring."""
        found, say = self.matrix, self.say
        if found.losses:
            k = len(found.losses)
            is_known = found.total > 0 and 0.005 <= -found.lost / found.total < 10  # not +0%, not +1,000%
            gain = say.percent(-found.lost / found.total, signed=True) if is_known else say.money(-found.lost)
            key = "zero" if is_known else "zero_money"
            return say(f"profit_matrix.next.{key}", n=k, k=say.words(k), gain=gain)
        return say("profit_matrix.next.guard", cells=self.cells(found.earning)) if found.earning else ""

    # -------------------------------------------------------------- source and notes

    def scope(self) -> str:
        """How many accounts are ranked, in how many groups."""
        groups = self.say.words(len(self.matrix.letters))
        return self.say("profit_matrix.scope", n=len(self.matrix.accounts), groups=groups)

    def sheets(self) -> list[str]:
        """The sheets that the slide was made from."""
        used = ["profit"]
        if any(stance.at for stance in self.stances.values()):
            used.append("policies")
        return [*used, *(["accounts"] if self.misfits else [])]

    def notes(self) -> str:
        """The rules, who is in which group, every policy in full, and the cells."""
        say, found = self.say, self.matrix
        lines = [say("profit_matrix.notes.rule", share=say.percent(TARGET))]
        for letter, group in zip(found.letters, found.groups, strict=True):
            lines.append(say("profit_matrix.notes.groups", letter=letter, names=self._names(group)))
        named = [f"{i + 1} {self.family(i)}" for i in range(len(found.families))]
        lines.append(say("profit_matrix.notes.families", names=say.list(named)))
        if found.merged:
            lines.append(say("profit_matrix.notes.merged", names=self._names(found.merged)))
        lines += self._policies()
        if any(row.visits is not None for row in self.ctx.book.accounts):
            lines.append(say("profit_matrix.notes.service"))
        if self.misfits:
            lines.append(self._misfits(_MOST_NAMES))
        if missing := [a for a in self._active() if a not in found.accounts]:
            lines.append(
                say("profit_matrix.notes.missing", n=len(missing), names=self._names(missing)),
            )
        return notes(say, *lines, cells=self._cells())

    def _policies(self) -> list[str]:
        say, stances = self.say, self.stances
        told = " · ".join(
            say("profit_matrix.notes.policy", cell=self.matrix.name(p), text=stances[p].text)
            for p in self.places
        )
        lines = [say("profit_matrix.notes.policies", cells=told)]
        proposed = [self.matrix.name(p) for p in self.places if not stances[p].at]
        if proposed:
            lines.append(say("profit_matrix.notes.proposed", cells=", ".join(proposed)))
        return lines

    def _names(self, names: Sequence[str]) -> str:
        shown = list(names[:_MOST_NAMES])
        if len(names) > _MOST_NAMES:
            shown.append(self.say("profit_matrix.others", n=len(names) - _MOST_NAMES))
        return self.say.list(shown)

    def _active(self) -> list[str]:
        return list(self.ctx.customers)

    def _cells(self) -> tuple[tuple[str, list[str]], ...]:
        book, say = self.ctx.book, self.say
        rows = [r for r in book.profit if r.year in (None, self.year) and value_of(r) is not None]
        group = {account: g for g, names in enumerate(self.matrix.groups) for account in names}
        lost = [
            r.at
            for r in rows
            if (group[r.account], self.matrix.column(r.product_family)) in self.matrix.losses
        ]
        return (
            (say("profit_matrix.notes.profit"), [r.at for r in rows]),
            (say("profit_matrix.notes.losses"), lost),
            (say("profit_matrix.notes.texts"), [s.at for s in self.stances.values() if s.at]),
            (say("profit_matrix.notes.visits"), [r.at for r in book.accounts if r.visits is not None]),
        )
