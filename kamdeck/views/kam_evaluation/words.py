"""The words of the evaluation: kicker, heads, legend, alternative text, speaker notes."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.evaluation import Measured, Rated
from kamdeck.figures.evaluation import OWN, SHEETS, Evaluated, Measure
from kamdeck.figures.judged import Status
from kamdeck.layout.marks import few_answers_told, least_answers, notes


class EvaluationWords:
    """Everything the slides say."""

    def __init__(self, found: Evaluated) -> None:
        self.found = found
        self.ctx = found.ctx
        self.say = found.ctx.say

    def kicker(self, number: int, pages: int) -> str:
        """The subject and the fiscal year; which slide of how many."""
        period = self.ctx.book.settings.current_fiscal_year or (
            self.say.year(self.ctx.year) if self.ctx.years else ""
        )
        name = "kicker" if period else "kicker_plain"
        text = self.say(f"kam_evaluation.{name}", period=period)
        return text if pages == 1 else f"{text} · {self.say('frame.page', page=number, pages=pages)}"

    # -------------------------------------------------------------- table and legend

    def accounts(self, manager: str) -> str:
        """How many accounts the manager has; nothing where none is known."""
        count = len(self.found.accounts[manager])
        return self.say("kam_evaluation.accounts", n=count) if count else ""

    def units(self, measure: Measure) -> tuple[str, ...]:
        """What the figures are in and what the measure weighs; the unit alone where that is too long."""
        unit, say = "", self.say
        if measure.unit == "money":
            unit = say.unit(measure.letter)
        elif measure.unit == "share" and measure.source in ("mrr", "mrr and risk"):
            unit = say("kam_evaluation.unit.share_of_mrr")
        elif measure.unit:
            unit = say(f"kam_evaluation.unit.{measure.unit}")
        if measure.source == "satisfaction" and self.found.few_answers:
            unit = f"{unit}, {least_answers(say, self.found.few_answers)}"
        weight = self._weight(measure)
        return (say("kam_evaluation.unit_weight", unit=unit, weight=weight), unit) if unit else (weight,)

    def _weight(self, measure: Measure) -> str:
        low, high = (self.say.entered(weight, "share") for weight in measure.weights)
        if low == high:
            return self.say("kam_evaluation.weight", share=low)
        least = self.say.entered(measure.weights[0] * 100)
        return self.say("kam_evaluation.weights", low=least, high=high)

    def cell(self, measure: Measure, measured: Measured, shortness: int) -> tuple[str, str]:
        """The actual and what it is measured against: in words (0), with a stroke (1), not at all (2)."""
        if measured.actual is None:
            return "", self.say("kam_evaluation.no_data")
        actual, target = self.found.figures(measure, measured)
        if shortness > 1:
            return actual, ""
        if measured.attainment is None:
            return actual, self.say("kam_evaluation.no_target")
        return actual, self.say(
            "kam_evaluation.of_short" if shortness else "kam_evaluation.of", target=target
        )

    def marks_shown(self) -> tuple[Status, ...]:
        """The marks that occur, best first."""
        seen = {self.found.status(m) for row in self.found.rated for m in row.measures}
        order: tuple[Status, ...] = ("good", "watch", "risk", "unknown")
        return tuple(status for status in order if status in seen)

    def rating_rules(self) -> tuple[str, ...]:
        """How the rating is made, longest wording first."""
        chosen, say = self.ctx.book.settings, self.say
        fields = {
            "a": say.entered(chosen.kam_rating_a, "share"),
            "b": say.entered(chosen.kam_rating_b, "share"),
            "c": say.entered(chosen.kam_rating_c, "share"),
        }
        cap = say.entered(chosen.kam_attainment_cap, "share")
        return (
            self.say("kam_evaluation.rule", cap=cap, **fields),
            self.say("kam_evaluation.rule_short", **fields),
        )

    # -------------------------------------------------------------- source, alternative text, notes

    def sheets(self) -> list[str]:
        """The sheets that the figures come from."""
        others = (sheet for source in self.found.sources for sheet in SHEETS[source])
        return ["evaluation", *dict.fromkeys(others)]

    def scope(self) -> str:
        """How many accounts and targets the scores rest on, and who has no data."""
        count = len({name for mine in self.found.accounts.values() for name in mine})
        score = self.say("kam_evaluation.scope", n=len(self.found.measures))
        text = f"{self.say('kam_evaluation.accounts', n=count)}, {score}" if count else score
        without = len(self.found.rated) - len(self.found.known)
        return f"{text}, {self.say('kam_evaluation.without', n=without)}" if without else text

    def alt(self, title: str, rated: Sequence[Rated]) -> str:
        """The finding, and each manager's score."""
        rows = self.say.join(self._line(row) for row in rated)
        return self.say("kam_evaluation.alt", title=title.replace("\v", " "), rows=rows)

    def _line(self, row: Rated) -> str:
        if row.score is None:
            return self.say("kam_evaluation.line_without", name=row.manager)
        fields = {"score": self.say.percent(row.score), "rating": row.rating}
        return self.say("kam_evaluation.line", name=row.manager, n=row.met, all=row.counted, **fields)

    def notes(self, cut: Sequence[str]) -> str:
        """How score and rating are made, where the actuals come from, who has none, and the cells."""
        say, found, chosen = self.say, self.found, self.ctx.book.settings
        lines = [
            say("kam_evaluation.notes.score", cap=say.entered(chosen.kam_attainment_cap, "share")),
            self.rating_rules()[1] + ".",
            say("kam_evaluation.notes.near", share=say.entered(chosen.kam_near_target, "share")),
            say.join(f"{m.name} ({self._weight(m)})" for m in found.measures),
        ]
        for source in found.sources:
            name = source.replace(" ", "_")
            fields = {
                "plan": chosen.upsell_plan or "–",
                "year": say.year(self.ctx.year) if self.ctx.years else "–",
            }
            lines.append(say(f"kam_evaluation.notes.{name}", **fields))
        missing = [
            f"{row.manager} ({', '.join(m.measure for m in row.measures if m.attainment is None)})"
            for row in found.rated
            if row.counted < len(row.measures)
        ]
        if found.few_answers:
            lines.append(few_answers_told(say, found.few_answers))
        if missing:
            lines.append(say("kam_evaluation.notes.missing", names=say.join(missing)))
        if cut:
            lines.append(say("kam_evaluation.notes.cut", names=say.join(cut)))
        return notes(say, *lines, cells=self._cells())

    def _cells(self) -> list[tuple[str, list[str]]]:
        """Where the targets stand, and the actuals of each kind."""
        book, say, used = self.ctx.book, self.say, self.found.sources
        cells = [(say("kam_evaluation.cells.targets"), [row.at for row in book.evaluation])]
        if "revenue" in used:
            year = [row.at for row in book.revenue if row.year == self.ctx.year and row.revenue is not None]
            cells.append((say("kam_evaluation.cells.revenue"), year))
        if "mrr" in used or "mrr and risk" in used:
            until = self.ctx.as_of
            months = [(row.month.year, row.month.month) for row in book.mrr]
            last = max((m for m in months if until is None or m <= (until.year, until.month)), default=None)
            newest = [row.at for row, month in zip(book.mrr, months, strict=True) if month == last]
            cells.append((say("kam_evaluation.cells.mrr"), newest))
        if "mrr and risk" in used:
            cells.append((say("kam_evaluation.cells.risk"), [row.at for row in book.risk]))
        if "satisfaction" in used:
            surveys = [row.at for row in book.satisfaction if row.survey == "CSAT"]
            cells.append((say("kam_evaluation.cells.csat"), surveys))
        if OWN in used:
            cells.append((say("kam_evaluation.cells.kpis"), [row.at for row in book.kpis if row.account]))
        return cells
