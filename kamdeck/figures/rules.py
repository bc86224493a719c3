"""The rules behind the figures, in words, with the settings that they used: said once for the whole deck.

The data notes give those of the views in the deck; an explained figure gives its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from kamdeck.analysis.elements import IN_PLACE, PARTLY
from kamdeck.analysis.profit import TARGET
from kamdeck.figures.context import Context
from kamdeck.figures.portfolio import danger_limits
from kamdeck.record import record

Fields = Mapping[str, object]


@record
class Rule:
    """A rule: its name, the catalogue's texts for it and their fields; views say which rules they follow.

    It counts where one of `sheets` has rows (any where there are none).
    """

    name: str
    texts: tuple[str, ...]
    fields: Callable[[Context], Fields] = lambda ctx: {}
    sheets: tuple[str, ...] = ()

    def text(self, ctx: Context) -> str:
        """The rule in the context's language."""
        fields = self.fields(ctx)
        return " ".join(ctx.say(text, **fields) for text in self.texts)

    def is_shown(self, ctx: Context) -> bool:
        """Whether a view of the deck follows it."""
        has_rows = not self.sheets or any(getattr(ctx.book, sheet) for sheet in self.sheets)
        return has_rows and ctx.follows(self.name)


def own_rule(name: str) -> Rule:
    """The rule of a view from outside: one text, without fields."""
    return Rule(name, (f"{name}.notes.rule",))


def rule_text(ctx: Context, name: str) -> str:
    """A rule in the context's language."""
    return next(rule for rule in RULES if rule.name == name).text(ctx)


def rules_of(ctx: Context, names: Iterable[str], sheets: Collection[str] | None = None) -> tuple[str, ...]:
    """The rules of these names, those of views from outside too, in the context's language; with `sheets`
    only those that are about one of them."""
    known = {rule.name: rule for rule in RULES}
    rules = [known.get(name) or own_rule(name) for name in names]
    return tuple(rule.text(ctx) for rule in rules if sheets is None or set(rule.sheets) & set(sheets))


def _tiers(ctx: Context) -> Fields:
    chosen = ctx.book.settings
    return {
        "a": ctx.say.entered(chosen.tier_a_share, "share"),
        "b": ctx.say.entered(chosen.tier_b_share, "share"),
    }


def _scores(ctx: Context) -> Fields:
    say, chosen = ctx.say, ctx.book.settings
    return {
        "growth": ctx.say.entered(chosen.growth_weight, "share"),
        "harmony": ctx.say.entered(1 - chosen.growth_weight, "share"),
        "low": say.entered(chosen.score_min),
        "high": say.entered(chosen.score_max),
    }


def _load(ctx: Context) -> Fields:
    say, chosen = ctx.say, ctx.book.settings
    loads = {letter: getattr(chosen, f"raci_points_{letter.lower()}") for letter in "RACI"}
    return {name: say.entered(value) for name, value in loads.items()}


def _cut(ctx: Context) -> Fields:
    return {"cut": ctx.say.entered(ctx.book.settings.class_cut)}


def _rating(ctx: Context) -> Fields:
    chosen = ctx.book.settings
    return {
        "a": ctx.say.entered(chosen.kam_rating_a, "share"),
        "b": ctx.say.entered(chosen.kam_rating_b, "share"),
        "c": ctx.say.entered(chosen.kam_rating_c, "share"),
        "cap": ctx.say.entered(chosen.kam_attainment_cap, "share"),
        "share": ctx.say.entered(chosen.kam_near_target, "share"),
    }


RULES: tuple[Rule, ...] = (
    Rule("growth", ("notes.rule.growth",), sheets=("revenue",)),
    Rule("revenue_bridge", ("revenue_bridge.notes.rule",), sheets=("revenue",)),
    Rule("pareto", ("notes.rule.pareto",),
         lambda ctx: {"share": ctx.say.entered(ctx.book.settings.pareto_threshold, "share")}, ("revenue",)),
    Rule("concentration", ("notes.rule.concentration",),
         lambda ctx: {"share": ctx.say.entered(ctx.book.settings.top_share, "share")}),
    Rule("abc", ("notes.rule.abc",), _tiers),
    Rule("scoring", ("notes.rule.scoring",), _scores),
    Rule("classification", ("classification.notes.rule",), _cut),
    Rule("profit_matrix", ("profit_matrix.notes.rule",),
         lambda ctx: {"share": ctx.say.entered(TARGET, "share")}),
    Rule("identification", ("identification.notes.rule",),
         lambda ctx: {"tolerance": ctx.say.entered(ctx.book.settings.near_miss_tolerance, "share")}),
    Rule("ranking", ("ranking.notes.rule",)),
    Rule("ideal_profile", ("ideal_profile.notes.rule",)),
    Rule("decision", ("decision.notes.rule",),
         lambda ctx: {"days": ctx.book.settings.stale_contact_days}),
    Rule("blueprint", ("blueprint.notes.rule",)),
    Rule("rollout", ("rollout.notes.rule",)),
    Rule("whitespace", ("whitespace.notes.rule",),
         sheets=("whitespace",)),
    Rule("team", ("team.notes.rule", "team.notes.load"), _load),
    Rule("tasks", ("todo.notes.overdue",)),
    Rule("kam_evaluation", ("kam_evaluation.notes.score", "notes.rule.rating"), _rating),
    Rule("at_risk", ("dashboard_risk.notes.stake",), sheets=("risk",)),
    Rule("queue", ("dashboard_risk.notes.queue",),
         lambda ctx: {"old": ctx.book.settings.queue_old_days, "soon": ctx.book.settings.renewal_soon_days},
         ("risk",)),
    Rule("csat", ("dashboard_risk.notes.csat",), sheets=("satisfaction",)),
    Rule("nps", ("dashboard_risk.notes.nps",), sheets=("satisfaction",)),
    Rule("onboarding", ("dashboard.notes.onboarding",),
         sheets=("onboarding",)),
    Rule("danger", ("dashboard.notes.danger",), danger_limits, ("usage",)),
    Rule("retention", ("retention.notes.rule", "retention.notes.periods")),
    Rule("retention_plan", ("retention_plan.notes.rule",)),
    Rule("visits", ("strategies.notes.visits",)),
    Rule("elements", ("elements.notes.rule",),
         lambda ctx: {"high": ctx.say.entered(IN_PLACE, "share"), "low": ctx.say.entered(PARTLY, "share")}),
    Rule("building_blocks", ("building_blocks.notes.rule",)),
)  # fmt: skip
NAMES = frozenset(rule.name for rule in RULES)
