"""The account plan on a page: ambition, objectives, strategies, initiatives, measures."""

from __future__ import annotations

from kamdeck.deck.spec import Ask, SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.plans import Plan, read_plans
from kamdeck.layout.page import page
from kamdeck.views.blueprint.bands import make_bands, make_heads, make_legend, shown_rows
from kamdeck.views.blueprint.joint import joint_slides
from kamdeck.views.blueprint.panel import make_panel
from kamdeck.views.blueprint.sheet import make_sheet
from kamdeck.views.blueprint.titles import titles_of
from kamdeck.views.blueprint.words import PlanWords
from kamdeck.views.view import ACCOUNT, REVIEW, View


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide per account with a plan, the focus account first; for the account itself the joint plan."""
    if ctx.is_outside:
        return tuple(slide for plan in read_plans(ctx) for slide in joint_slides(plan))
    return tuple(_slide(plan) for plan in read_plans(ctx))


def _slide(plan: Plan) -> SlideSpec:
    words, ctx, sheet = PlanWords(plan), plan.ctx, make_sheet(plan.ctx.frame.body)
    key = f"blueprint:{plan.account}"
    rows = shown_rows(plan, sheet)
    has_space = plan.potential is not None and plan.potential.cells > 0
    return page(
        ctx,
        key,
        "wide",
        (
            make_heads(key, ctx.say, sheet),
            *make_panel(key, words, sheet),
            *make_bands(key, words, rows, sheet),
            *make_legend(key, words, rows, sheet),
        ),
        kicker=words.kicker(),
        titles=titles_of(words),
        subtitle=ctx.say("blueprint.subtitle"),
        sheets=("plan", "revenue", *(("whitespace",) if has_space else ()), *(("kpis",) if plan.own else ())),
        scope=words.scope(),
        notes=words.notes(),
        asks=() if plan.account in ctx.lost else (Ask("plan", (plan.account,)),),
    )


VIEW = View(
    "blueprint",
    ("plan",),
    build,
    uses=("whitespace", "products", "kpis"),
    packs=(ACCOUNT, REVIEW),
    is_shared=True,
    finding=8,
    rules=("blueprint", "whitespace"),
    figures=("initiatives", "goal_revenue", "revenue_to_goal"),
    cites=("penetration", "kpi"),
    is_plan=True,
    element="plans",
)
