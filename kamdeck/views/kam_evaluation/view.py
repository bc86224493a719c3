"""Evaluation of the key account managers: each measure against its target, score and rating."""

from __future__ import annotations

from kamdeck.analysis.evaluation import Rated
from kamdeck.deck.spec import Element, SlideSpec
from kamdeck.layout.context import Context
from kamdeck.layout.rail import source_line, title_block
from kamdeck.views.kam_evaluation.data import Measure, read_evaluation
from kamdeck.views.kam_evaluation.legend import make_legend
from kamdeck.views.kam_evaluation.table import EvaluationTable
from kamdeck.views.kam_evaluation.words import EvaluationWords
from kamdeck.views.view import REVIEW, View

KEY = "kam_evaluation"


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide of up to twenty managers and eight measures; further ones on slides after it."""
    words = EvaluationWords(read_evaluation(ctx))
    pages = words.found.pages()
    return tuple(_slide(words, page, number, len(pages)) for number, page in enumerate(pages, 1))


VIEW = View(
    KEY,
    ("evaluation",),
    build,
    uses=("accounts", "revenue", "mrr", "risk", "satisfaction"),
    packs=(REVIEW,),
    rules=("kam_evaluation",),
    figures=("kam_on_target", "kam_score"),
    element="evaluation",
)


def _slide(
    words: EvaluationWords, page: tuple[tuple[Rated, ...], tuple[Measure, ...]], number: int, pages: int
) -> SlideSpec:
    key = KEY if number == 1 else f"{KEY}:{number}"
    titles = words.titles() if number == 1 else (words.further_title(*page),)
    drawn = EvaluationTable(key, words, *page, titles[0])
    elements: tuple[Element, ...] = (
        *title_block(key, words.kicker(number, pages), titles),
        drawn.table,
        drawn.marks(),
        make_legend(key, words, drawn),
        *source_line(key, words.ctx, words.sheets(), words.scope()),
    )
    return SlideSpec(key, "wide", elements, words.notes(drawn.shortened()))
