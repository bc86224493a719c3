"""Explained figures of the sample story: every view has some, each stands on its slide, cells are right."""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import fsum
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

import kamdeck
from kamdeck.figures.answer import Answers
from kamdeck.figures.explained import Explained
from kamdeck.figures.followed import Follower
from kamdeck.figures.places import Places
from kamdeck.figures.printed import Trail
from kamdeck.figures.registry import FIGURES, shown_by
from kamdeck.figures.rules import RULES
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose, seen_by
from kamdeck.text import Say, languages
from kamdeck.views import VIEWS
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Settings

ROOT = Path(__file__).parents[2]
WORKBOOKS = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}


def path(lang: str) -> Path:
    return ROOT / "sample_workbooks" / WORKBOOKS[lang]


@cache
def every(lang: str) -> tuple[Explained, ...]:
    return kamdeck.explain(path(lang), lang=lang, speak=lang)


@cache
def answers(lang: str) -> Answers:
    book, problems = read_book(path(lang), lang=lang)
    trail = Trail()
    made = compose(book, problems, Choice.of(lang=lang), Say(lang), trail=trail)
    places = Places(made.spec, made.context.say, trail)
    return Answers(Follower(made.shown, lambda view: seen_by(view, made.context), places, trail, Say(lang)))


@cache
def placed(lang: str, kind: str) -> tuple[Explained, ...]:
    return answers(lang).find(kind)


@cache
def cells(lang: str) -> Workbook:
    return load_workbook(path(lang), data_only=True)


def value_at(lang: str, address: str) -> object:
    sheet, _, cell = address.rpartition("!")
    return cells(lang)[sheet][cell].value


# ------------------------------------------------------------------ the registry


def test_every_view_has_figures() -> None:
    known = {view.key for view in VIEWS}
    shown = {view.key for figure in FIGURES for view in shown_by(figure, VIEWS)}
    assert shown >= known
    assert len(FIGURES) >= 60
    assert max(Counter(figure.key for figure in FIGURES).values()) == 1


@pytest.mark.parametrize("lang", languages())
def test_every_figure_has_its_words(lang: str) -> None:
    say, rules = Say(lang), {rule.name for rule in RULES}
    settings = {column.name for column in Settings.columns}
    for figure in FIGURES:
        assert say.has(figure.label), figure.key
        assert say.has(figure.formula) or figure.rules, figure.key
        assert set(figure.rules) <= rules
        assert set(figure.settings) <= settings
        assert not {figure.key} & {view.key for view in VIEWS}, "a view's name means the view"
    labels = Counter(say(figure.label) for figure in FIGURES)
    assert [label for label, n in labels.items() if n > 1] == []


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", languages())
def test_every_figure_stands_on_the_slide_it_is_at_home_on(lang: str) -> None:
    kinds = {one.kind for one in every(lang)}
    assert kinds == {figure.key for figure in FIGURES}
    homeless = []
    for figure in FIGURES:
        slides = {p.slide.partition(":")[0] for one in placed(lang, figure.key) for p in one.places}
        if shown_by(figure, VIEWS)[0].key not in slides:
            homeless.append((figure.key, [one.said for one in placed(lang, figure.key)], slides))
    assert homeless == []


@pytest.mark.parametrize("lang", languages())
def test_cells_exist_and_hold_what_is_told(lang: str) -> None:
    seen = 0
    for one in every(lang):
        assert one.inputs, one.key
        assert any(each.cells for each in one.inputs), one.key
        for each in one.inputs:
            for at, value in each.cells:
                stands = value_at(lang, at)
                seen += 1
                if value is None:
                    assert stands is not None, (one.key, at)
                else:
                    assert stands == pytest.approx(value), (one.key, at)
    assert seen > 1000


@pytest.mark.parametrize("lang", languages())
def test_sums_are_those_of_their_cells(lang: str) -> None:
    sums = [one for one in every(lang) if one.is_sum]
    assert {one.kind for one in sums} >= {
        "revenue", "account_revenue", "profit", "profit_lost", "open_potential", "rivals", "mrr",
        "mrr_at_risk",
    }  # fmt: skip
    for one in sums:
        stand = [float(str(value_at(lang, at))) for at, _ in one.inputs[0].cells]
        assert fsum(stand) == pytest.approx(one.value), one.key


@pytest.mark.parametrize("lang", languages())
def test_thresholds_stand_where_they_are_said_to(lang: str) -> None:
    (one,) = placed(lang, "vital_few")
    (threshold,) = one.thresholds
    assert value_at(lang, threshold.at) == 0.8
    assert threshold.value == Say(lang).percent(0.8)
    sheet = "Settings" if lang == "en" else "Paramètres"
    assert threshold.at.startswith(f"{sheet}!")


def test_ratios_follow_from_their_inputs() -> None:
    def total(kind: str, place: int) -> float:
        return fsum(v for _, v in placed("en", kind)[0].inputs[place].cells if v is not None)

    for kind in ("vital_share", "largest_share", "upsell_share", "at_risk_share", "endangered_share"):
        assert placed("en", kind)[0].value == pytest.approx(total(kind, 0) / total(kind, 1)), kind
    growth = placed("en", "growth")[0].value
    assert growth == pytest.approx(total("growth", 1) / total("growth", 0) - 1)
    used, open_ = total("penetration", 0), total("penetration", 1)
    assert placed("en", "penetration")[0].value == pytest.approx(used / (used + open_))


def test_exclusions_are_counted_and_named() -> None:
    (revenue,) = placed("en", "revenue")
    assert revenue.left_out == ("2 accounts are marked as lost: Wrenfield Regional and Cobblemere Medical.",)
    (score,) = placed("en", "score:Mount Sinai")
    assert score.left_out[0].startswith(
        "8 accounts are scored on less than 60% of an axis and are not ranked: "
    )
    (screened,) = placed("en", "screened")
    assert screened.left_out == ("10 accounts below the revenue that is screened.",)
    (tasks,) = placed("en", "tasks_open")
    assert tasks.left_out == ("1 task that is done.",)
