"""What the title of an account's plan may say: goal and progress."""

from __future__ import annotations

from collections.abc import Callable

from kamdeck.layout.page import name_in_title
from kamdeck.layout.titles import Fields, Move, Titles, aimed, always, up, when, wordings
from kamdeck.views.blueprint.words import PlanWords


def _progress(words: PlanWords) -> Fields:
    plan = words.plan
    return {"n": plan.late or plan.started, "of": len(plan.rows)}


def _unset(words: PlanWords) -> Fields:
    return {"n": words.plan.without_goal}


PROGRESS: Titles[PlanWords] = wordings(
    _progress,
    when(
        lambda words: words.plan.goal is None and words.plan.without_goal > 0,
        "blueprint.title.no_goals",
        fields=_unset,
    ),
    when(lambda words: words.plan.late > 0, "blueprint.title.late"),
    when(always, "blueprint.title.started"),
    join="blueprint.clauses",
)


def _way(words: PlanWords) -> Move | None:
    """From this year's revenue to the goal."""
    plan = words.plan
    return None if plan.goal is None or plan.revenue is None else aimed(plan.revenue, plan.goal)


def _fields(words: PlanWords, account: str) -> Fields:
    say, plan = words.say, words.plan
    goal = say.money(plan.goal) if plan.goal is not None else ""
    by = say("blueprint.by", year=say.year(plan.goal_year)) if plan.goal_year else ""
    return {
        "n": len(plan.objectives),
        "account": account,
        "goal": f"{goal} {by}".strip(),
        "now": say.money(plan.revenue or 0.0),
        "initiatives": say("blueprint.initiatives", n=len(plan.rows)),
    }


def _named(words: PlanWords) -> tuple[Fields, ...]:
    names = dict.fromkeys((words.plan.account, words.plan.ctx.short(words.plan.account)))
    return tuple(_fields(words, name) for name in names)


def _cut(words: PlanWords) -> tuple[Fields, ...]:
    ctx, short = words.plan.ctx, words.plan.ctx.short(words.plan.account)
    return tuple(_fields(words, name_in_title(ctx.frame, short, part)) for part in (0.4, 0.2))


def _table(
    fields: Callable[[PlanWords], tuple[Fields, ...]], then: Titles[PlanWords] | None
) -> Titles[PlanWords]:
    return wordings(
        fields,
        when(lambda words: words.plan.goal is None, "blueprint.title.no_goal", then=then),
        when(lambda words: words.plan.revenue is None, "blueprint.title.to", then=then),
        when(up("goal", _way), "blueprint.title.from_to", then=then),
        when(always, "blueprint.title.reached", then=then),
    )


FULL, CUT = _table(_named, PROGRESS), _table(_cut, None)


def titles_of(words: PlanWords) -> tuple[str, ...]:
    """Goal and progress, the goal alone, and this with a name that is cut."""
    return (*FULL(words.say, words), *CUT(words.say, words))
