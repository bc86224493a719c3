"""The plans of the dashboard's chart: which are named, in what order, in which colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.analysis.figure import Step
from kamdeck.figures.portfolio import Portfolio
from kamdeck.record import record
from kamdeck.traced import fsum

MOST_PLANS = 4
_FILLS = ("tier_a", "tier_c", "tier_c_soft", "grid")
_FILLS_PLAIN = ("tier_b", "tier_c", "tier_c_soft", "grid")


@record
class Layer:
    """One plan's values over the months shown, and the step from the opening month; `is_upsell` is drawn at
    the base and emphasised."""

    key: str
    name: str
    values: tuple[float, ...]
    step: Step | None
    fill: str
    is_upsell: bool


def make_layers(portfolio: Portfolio, months: int) -> tuple[Layer, ...]:
    """The plans from the base up: the upsell plan, then from the highest plan to the lowest; of five and
    more the smallest are one."""
    known, say = portfolio.levels, portfolio.ctx.say
    upsell = portfolio.ctx.book.settings.upsell_plan
    plans = [plan for plan in reversed(tuple(known.by_plan)) if plan != upsell]
    if upsell in known.by_plan:
        plans.insert(0, upsell or "")
    named, merged = _split(plans, upsell, known.by_plan)
    fills = _FILLS if upsell in known.by_plan or len(plans) == 1 else _FILLS_PLAIN
    layers = []
    for place, plan in enumerate(named):
        values = known.by_plan[plan]
        name = plan or say("dashboard.no_plan" if len(plans) > 1 else "dashboard.mrr")
        fill = fills[min(place, len(fills) - 1)]
        step = portfolio.step_of(values)
        layers.append(Layer(f"plan:{plan}", name, values[-months:], step, fill, plan == upsell))
    if merged:
        sums = [fsum(known.by_plan[plan][m] for plan in merged) for m in range(len(known.months))]
        name = say("dashboard.other_plans", n=len(merged))
        step = portfolio.step_of(sums)
        layers.append(Layer("plans:other", name, tuple(sums[-months:]), step, fills[-1], False))
    return tuple(layers)


def _split(
    plans: Sequence[str], upsell: str | None, by_plan: Mapping[str, Sequence[float]]
) -> tuple[list[str], list[str]]:
    """The plans that keep their names, and the smallest, which are put together."""
    if len(plans) <= MOST_PLANS:
        return list(plans), []
    by_size = sorted(plans, key=lambda plan: (plan != upsell, -by_plan[plan][-1]))
    kept = by_size[: MOST_PLANS - 1]
    return [plan for plan in plans if plan in kept], [plan for plan in plans if plan not in kept]
