"""The account plan on a page: ambition, objectives, strategies, initiatives, measures."""

from __future__ import annotations

from kamdeck.deck.spec import Element, SlideSpec
from kamdeck.layout import rail as frame
from kamdeck.layout.context import Context
from kamdeck.views.blueprint.bands import make_bands, make_heads, make_legend, shown_rows
from kamdeck.views.blueprint.data import Plan, read_plans
from kamdeck.views.blueprint.joint import joint_slides
from kamdeck.views.blueprint.panel import make_panel
from kamdeck.views.blueprint.words import PlanWords
from kamdeck.views.view import ACCOUNT, REVIEW, View


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide per account with a plan, the focus account first; for the account itself the joint plan."""
    if ctx.is_outside:
        return tuple(slide for plan in read_plans(ctx) for slide in joint_slides(plan))
    return tuple(_slide(plan) for plan in read_plans(ctx))


def _slide(plan: Plan) -> SlideSpec:
    words = PlanWords(plan)
    key = f"blueprint:{plan.account}"
    rows = shown_rows(plan)
    has_space = plan.potential is not None and plan.potential.cells > 0
    sheets = ("plan", "revenue", *(("whitespace",) if has_space else ()))
    elements: tuple[Element, ...] = (
        *frame.title_block(key, words.kicker(), words.titles(), plan.ctx.say("blueprint.subtitle")),
        make_heads(key, plan.ctx.say),
        *make_panel(key, words),
        *make_bands(key, words, rows),
        *make_legend(key, words, rows),
        *frame.source_line(key, plan.ctx, sheets, words.scope()),
    )
    return SlideSpec(key, "wide", elements, words.notes())


VIEW = View(
    "blueprint",
    ("plan",),
    build,
    uses=("whitespace", "products"),
    packs=(ACCOUNT, REVIEW),
    is_shared=True,
    finding=8,
    rules=("blueprint", "whitespace"),
    figures=("initiatives", "goal_revenue", "revenue_to_goal"),
    cites=("penetration",),
    is_plan=True,
    element="plans",
)
