"""Evaluation of the key account managers: each measure against its target, score and rating."""

from __future__ import annotations

from kamdeck.analysis.evaluation import Rated
from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.evaluation import Measure, read_evaluation
from kamdeck.layout.page import page
from kamdeck.views.kam_evaluation.legend import make_legend
from kamdeck.views.kam_evaluation.pages import pages_of
from kamdeck.views.kam_evaluation.table import EvaluationTable
from kamdeck.views.kam_evaluation.titles import FURTHER, TITLES, Shown
from kamdeck.views.kam_evaluation.words import EvaluationWords
from kamdeck.views.view import REVIEW, View

KEY = "kam_evaluation"


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide of as many managers and measures as it holds; further ones on slides after it."""
    words = EvaluationWords(read_evaluation(ctx))
    pages = pages_of(words.found)
    return tuple(_slide(words, shown, number, len(pages)) for number, shown in enumerate(pages, 1))


VIEW = View(
    KEY,
    ("evaluation",),
    build,
    uses=("accounts", "revenue", "mrr", "risk", "satisfaction", "kpis"),
    packs=(REVIEW,),
    rules=("kam_evaluation",),
    figures=("kam_on_target", "kam_score"),
    cites=("kpi",),
    element="evaluation",
)


def _slide(
    words: EvaluationWords, shown: tuple[tuple[Rated, ...], tuple[Measure, ...]], number: int, pages: int
) -> SlideSpec:
    key = KEY if number == 1 else f"{KEY}:{number}"
    say, found = words.say, words.found
    titles = TITLES(say, found) if number == 1 else FURTHER(say, Shown(found, *shown))
    drawn = EvaluationTable(key, words, *shown, titles[0])
    return page(
        words.ctx,
        key,
        "wide",
        (drawn.table, drawn.marks(), make_legend(key, words, drawn)),
        kicker=words.kicker(number, pages),
        titles=titles,
        sheets=words.sheets(),
        scope=words.scope(),
        notes=words.notes(drawn.shortened()),
    )
