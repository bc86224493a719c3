"""The sentences of the account plan on a page."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.figures.kpis import period_text, value_text
from kamdeck.figures.plans import Plan
from kamdeck.figures.wording import is_lower, limit
from kamdeck.layout.marks import notes, numbered
from kamdeck.workbook.rows import Initiative

MOST_FIGURES = 4
Figure = tuple[str, str, str]  # key, figure, what it is


def line_keys(rows: Sequence[Initiative]) -> tuple[str, ...]:
    """A key for each initiative of a table."""
    return numbered((row.initiative for row in rows), "{}:{}")


class PlanWords:
    """Titles, figures and notes of one account's plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.say = plan.ctx.say

    def kicker(self) -> str:
        """What the slide is, and whose."""
        return f"{self.say('blueprint.kicker')} · {self.plan.account}"

    def figures(self) -> tuple[Figure, ...]:
        """Revenue, goal, the share of the potential and the account's own indicators, as far as known."""
        say, plan = self.say, self.plan
        out: list[Figure] = []
        if plan.revenue is not None:
            year = say.year(plan.ctx.year)
            out.append(("revenue", say.money(plan.revenue), say("blueprint.revenue", year=year)))
        if plan.goal is not None:
            goal = "blueprint.goal"
            said = say(f"{goal}_year", year=say.year(plan.goal_year)) if plan.goal_year else say(goal)
            out.append(("goal", say.entered(plan.goal, "money"), said))
        whole = plan.potential
        if whole is not None and whole.penetration is not None:
            share = say.percent(whole.penetration)
            if plan.goal is not None and plan.goal <= whole.potential:
                share = say("numbers.range", first=share, last=say.percent(plan.goal / whole.potential))
            out.append(("share", share, say("blueprint.share")))
        for one in plan.own[: MOST_FIGURES - len(out)]:
            name = say("dashboard.card.of_period", name=one.short, period=period_text(say, one))
            out.append((f"kpi:{one.key}", value_text(say, one), name))
        return tuple(out)

    def whose(self, row: Initiative) -> str:
        """Owner and due date."""
        return ", ".join(part for part in (row.owner, self.due(row)) if part)

    def due(self, row: Initiative) -> str:
        """The due date as the workbook says it; the year only where it is not this one."""
        due = row.due_label or ""
        if not due and row.due_on:
            as_of = self.plan.ctx.as_of
            is_near = as_of is not None and as_of.year == row.due_on.year
            due = self.say.date(row.due_on, "day" if is_near else "short")
        return due

    def goal(self, row: Initiative) -> str:
        """Where the measure should be; "" without a goal."""
        return limit(row.goal or "", lower=is_lower(row))

    def state(self, row: Initiative) -> str:
        """The status in words."""
        state = self.plan.state(row)
        return self.state_word(state) if state else ""

    def state_word(self, state: str) -> str:
        """A status in words."""
        return self.say(f"blueprint.state.{state.replace(' ', '_')}")

    def alt(self, objective: str, rows: Sequence[Initiative]) -> str:
        """One objective and its initiatives."""
        names = self.say.list(row.initiative for row in rows)
        return self.say("blueprint.alt", objective=objective, names=names)

    def scope(self) -> str:
        """Whose plan, and how much of it."""
        say = self.say
        return say(
            "blueprint.scope",
            account=self.plan.account,
            objectives=say("blueprint.objectives", n=len(self.plan.objectives)),
            initiatives=say("blueprint.initiatives", n=len(self.plan.rows)),
        )

    def notes(self) -> str:
        """The rules, every initiative in full, and the cells."""
        say, plan = self.say, self.plan
        lines = []
        for row in plan.rows:
            change = (
                f"{row.measure or ''} ({row.now or '–'} → {self.goal(row) or '–'})" if row.measure else ""
            )
            parts = (row.strategy, row.initiative, self.whose(row), self.state(row), change)
            text = " · ".join(part for part in parts if part)
            lines.append(say("blueprint.notes.line", objective=row.objective, text=text))
        revenue = [
            row.at
            for row in plan.ctx.book.revenue
            if row.account == plan.account and plan.ctx.years and row.year == plan.ctx.year and row.at
        ]
        return notes(
            say,
            plan.ambition,
            say("blueprint.notes.rule"),
            *lines,
            cells=(
                (say("blueprint.notes.plan"), [row.at for row in plan.rows if row.at]),
                (say("blueprint.notes.revenue"), revenue),
                *((one.name, [one.newest.at]) for one in plan.own),
            ),
        )
