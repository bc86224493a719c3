"""The classification slide: the story's figures in both languages, every title, few and many accounts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.frame import OURS
from kamdeck.deck.spec import Box, Chart, Group, Shape, SlideSpec, Text
from kamdeck.figures.context import Context
from kamdeck.layout.areas import area_of
from kamdeck.text import Say
from kamdeck.views.classification import view as classification
from kamdeck.views.classification.names import place_names
from kamdeck.views.classification.plot import Bubble, make_scale, plot_of
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Criterion, Revenue, Score, Settings
from tests.view_checks import PLAIN, faults, meets, texts, title

PLOT = plot_of(area_of(OURS).main)
ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
Rows = Mapping[str, tuple[float | None, float | None, float | None]]


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def figure(key: str) -> Any:
    return FIGURES[key]["value"]


def made(rows: Rows, lang: str = "en", **settings: Any) -> Context:
    """A context of accounts with growth, harmony and revenue in millions (None = missing)."""
    criteria = tuple(
        Criterion(axis=axis, criterion=axis, weight=1.0, at="Criteria!D4") for axis in ("growth", "harmony")
    )
    scores = tuple(
        Score(account=name, criterion=axis, score=value, at=f"Scores!B{n}")
        for n, (name, values) in enumerate(rows.items(), 2)
        for axis, value in zip(("growth", "harmony"), values[:2], strict=True)
        if value is not None
    )
    revenue = tuple(
        Revenue(account=name, year=2026, revenue=values[2] * 1e6, at=f"Revenue!B{n}")
        for n, (name, values) in enumerate(rows.items(), 2)
        if values[2] is not None
    )
    book = Book(
        settings=Settings(**settings),
        accounts=tuple(Account(account=name) for name in rows),
        criteria=criteria,
        scores=scores,
        revenue=revenue,
        titles=(("scores", "Scores"), ("criteria", "Criteria"), ("revenue", "Revenue")),
    )
    return Context(book, Say(lang), (2026,), date(2026, 10, 31), "book.xlsx")


def one(ctx: Context) -> SlideSpec:
    (slide,) = classification.build(ctx)
    return slide


def chart(slide: SlideSpec) -> Chart:
    (found,) = (e for e in slide.elements if isinstance(e, Chart))
    return found


def labels(slide: SlideSpec) -> dict[str, Box]:
    """The boxes of the names by account."""
    (group,) = (e for e in slide.elements if isinstance(e, Group))
    mark = "classification/names/name:"
    return {
        e.key.removeprefix(mark): e.box
        for e in group.children
        if isinstance(e, Text) and e.box and e.key.startswith(mark)
    }


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    ctx = story(lang)
    slide = one(ctx)
    found = texts(slide)
    for name in ("Strategic", "Star", "Status", "Streamline"):
        revenue = ctx.say.money(figure(f"{name} revenue")).translate(PLAIN)
        assert found[f"classification/total:{name}"] == f"{figure(f'{name} accounts')} · {revenue}"
    grid = chart(slide).grid
    assert len(grid.keys) == 16
    data = {column.key: column.values for column in grid.columns}
    for place, account in enumerate(grid.keys):
        assert data["harmony"][place] == pytest.approx(figure(f"harmony score {account}"), abs=0.0005)
        growth = [
            data[f"growth_{tier}"][place] for tier in "ABC" if data[f"growth_{tier}"][place] is not None
        ]
        assert growth == [pytest.approx(figure(f"growth score {account}"), abs=0.0005)]
    assert set(labels(slide)) == set(grid.keys)
    facts = [key for key in found if key.startswith("classification/fact:")]
    assert facts == [f"classification/fact:{name}" for name in ("strategic", "stars", "status")]
    assert faults(slide) == []


def test_the_storys_words() -> None:
    english, french = texts(one(story("en"))), texts(one(story("fr")))
    assert english["classification/title"] == figure("title: classification")
    assert french["classification/title"] == (
        "Quatre comptes stratégiques réalisent 54 % du CA : y investir en premier"
    )
    assert "lacks 0.45 harmony points" in english["classification/fact:stars"]
    assert english["classification/fact:status"].startswith("$6.1M\nat Aldbury Clinic, Status: 0.6 growth")
    assert "16 scored accounts (94% of revenue)" in english["classification/source"]


def test_the_notes_name_rule_accounts_and_cells() -> None:
    notes = one(story("en")).notes
    assert "A score on the cut counts as above" in notes
    assert "Meridale Alliance (growth 6.20, harmony 5.05)" in notes
    assert all(f"{sheet}!" in notes for sheet in ("Scores", "Criteria", "Revenue"))


# ------------------------------------------------------------------ titles

TITLES: dict[str, tuple[Rows, str, str]] = {
    "one": (
        {"Oak": (8, 8, 1), "Elm": (3, 3, 1)},
        "One Strategic account holds 50% of revenue: invest there first",
        "Un compte stratégique réalise 50 % du CA : y investir en premier",
    ),
    "small": (
        {"Oak": (8, 8, 1), "Elm": (3, 8, 9)},
        "Only 10% of revenue is Strategic; Status holds 90%",
        "Seulement 10 % du CA est stratégique ; la classe Statut en réalise 90 %",
    ),
    "none, growth": (
        {"Oak": (4.5, 8, 1), "Elm": (3, 3, 1)},
        "No account is Strategic: Oak is closest, 1.0 growth points short",
        "Aucun compte n’est stratégique : Oak est le plus proche, à 1,0 point de croissance",
    ),
    "none, harmony": (
        {"Oak": (8, 3, 1), "Elm": (3, 3, 1)},
        "No account is Strategic: Oak is closest, 2.5 harmony points short",
        "Aucun compte n’est stratégique : Oak est le plus proche, à 2,5 points d’harmonie",
    ),
    "none, both": (
        {"Oak": (5, 5, 1), "Elm": (3, 3, 1)},
        "No account is Strategic: Oak is closest, 0.5 growth and 0.5 harmony points short",
        "Aucun compte n’est stratégique : Oak est le plus proche, "
        "il lui manque 0,5 en croissance et 0,5 en harmonie",
    ),
    "all": (
        {"Oak": (8, 8, 1), "Elm": (7, 7, 1)},
        "Both scored accounts are Strategic: the cut of 5.5 parts neither of them",
        "Les deux comptes notés sont stratégiques : le seuil de 5,5 n’en écarte aucun",
    ),
    "no revenue": (
        {"Oak": (8, 8, None), "Elm": (3, 3, None)},
        "One of 2 scored accounts is Strategic: invest there first",
        "Un compte noté sur 2 est stratégique : y investir en premier",
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_titles_follow_the_data(case: str) -> None:
    rows, english, french = TITLES[case]
    for lang, expected in (("en", english), ("fr", french)):
        slide = one(made(rows, lang))
        assert title(slide) == expected
        assert faults(slide) == []


# ------------------------------------------------------------------ turns of the data


def test_accounts_at_or_below_zero_get_a_ring_and_no_share() -> None:
    slide = one(made({"Oak": (8, 8, 2), "Elm": (7, 7, 0), "Ash": (6, 6, -1), "Fir": (3, 3, 2)}))
    assert chart(slide).grid.keys == ("Oak", "Fir")
    (group,) = (e for e in slide.elements if isinstance(e, Group))
    rings = [e.key.rpartition(":")[2] for e in group.children if isinstance(e, Shape)]
    assert rings == ["Elm", "Ash"]
    assert texts(slide)["classification/total:Strategic"] == "3 · $2.0M"
    assert title(slide).startswith("Three Strategic accounts hold 50% of revenue")


def test_no_revenue_at_all_makes_no_chart() -> None:
    slide = one(made({"Oak": (8, 8, None), "Elm": (3, 3, None)}))
    assert not any(isinstance(e, Chart) for e in slide.elements)
    assert "classification/area" not in texts(slide)
    assert set(labels(slide)) == {"Oak", "Elm"}


def test_accounts_without_an_axis_are_counted_apart() -> None:
    slide = one(made({"Oak": (8, 8, 2), "Elm": (7, None, 1)}))
    assert texts(slide)["classification/fact:unclassified"].startswith(
        "1\naccount is scored on less than 60%"
    )
    assert "Elm" in slide.notes
    assert "1 scored account (67% of revenue)" in texts(slide)["classification/source"]


def test_nobody_scored_on_both_axes_makes_no_slide() -> None:
    assert classification.build(made({"Oak": (8, None, 2)})) == ()
    assert classification.build(Context(Book(), Say(), (2026,))) == ()


# ------------------------------------------------------------------ few and many


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 2, 3, 24, 300])
def test_any_number_of_accounts(count: int, lang: str) -> None:
    rows = {
        f"University Hospital and Medical Centre of the Region No {i}": (
            1 + (i * 37 % 91) / 10,
            1 + (i * 53 % 91) / 10,
            9 / (i + 1),
        )
        for i in range(count)
    }
    slide = one(made(rows, lang))
    assert faults(slide) == []
    placed = labels(slide)
    assert len(placed) >= min(count, 3)
    assert not any(meets(a, b) for a, b in combinations(placed.values(), 2))
    assert all(PLOT.x <= box.x and box.x + box.w <= PLOT.x + PLOT.w for box in placed.values())


@pytest.mark.parametrize("ends", [(1, 10, 5.5), (0, 100, 60), (1, 5, 3), (0, 1, 0.5)])
def test_any_scale_of_scores(ends: tuple[float, float, float]) -> None:
    low, high, cut = ends
    rows = {"Oak": (high, high, 3.0), "Elm": (low, low, 2.0), "Ash": (cut, cut, 1.0)}
    slide = one(made(rows, score_min=low, score_max=high, class_cut=cut))
    assert faults(slide) == []
    axis = chart(slide).x
    ends_of = (axis.min or 0.0, axis.max or 0.0)
    assert ends_of[0] < low < high < ends_of[1]
    assert 2 < (ends_of[1] - ends_of[0]) / (axis.major or 1.0) < 15


def test_the_axis_is_rounded_outwards_and_writes_no_number_beyond_the_scale() -> None:
    scale = make_scale([3.2, 8.0], 5.5, 1, 10)
    assert (scale.low, scale.high, scale.step) == (2, 9, 1)
    assert scale.axis(2, None).format == "0"
    assert make_scale([1.0, 10.0], 5.5, 1, 10).axis(0, None).format == '[<1]"";[>10]"";0'


def test_names_keep_off_bubbles_and_cut_lines() -> None:
    middle = (PLOT.x + PLOT.w // 2, PLOT.y + PLOT.h // 2)
    near = [
        Bubble(f"B{i}", 5, 5, 1e6, "A", middle[0] + i * 300_000, middle[1] - 200_000, 120_000)
        for i in range(6)
    ]
    placed = place_names(near, {b.account: f"Bubble number {b.account}" for b in near}, {}, middle, PLOT)
    assert placed
    for name in placed:
        box = name.box
        assert not box.x < middle[0] < box.x + box.w
        assert not box.y < middle[1] < box.y + box.h
        others = [b for b in near if not (name.number and name.inside and b is name.bubble)]
        square = [Box(b.x - b.r // 2, b.y - b.r // 2, b.r, b.r) for b in others]
        assert not any(meets(box, other) for other in square)


def test_accounts_at_one_point_share_a_name() -> None:
    rows = {"Oak": (8, 8, 3), "Elm": (8, 8, 2), "Ash": (8, 8, 1), "Fir": (3, 3, 1)}
    slide = one(made(rows))
    assert set(labels(slide)) == {"Oak", "Fir"}
    found = texts(slide)
    assert found["classification/names/name:Oak"] == "Oak +2"  # no amount: it would be taken for that of all
    assert "classification/names/value:Oak" not in found
    assert found["classification/names/value:Fir"] == "$1.0M"
    assert faults(slide) == []


def test_every_series_covers_the_whole_sheet() -> None:
    """So that programs which read one table for all series draw every tier, whichever has most accounts."""
    drawn = chart(one(story("en")))
    assert all(series.rows is None for plot in drawn.plots for series in plot.series)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_names_without_a_place_are_numbered_and_listed_in_the_rail(lang: str) -> None:
    rows = {
        f"Account number {i} of the region": (5 + (i % 6) * 0.12, 5 + i // 6 * 0.2, 5 - i / 10)
        for i in range(30)
    }
    slide = one(made(rows, lang))
    found = texts(slide)
    mark = "classification/names/number:"
    numbers = {key.removeprefix(mark): text for key, text in found.items() if key.startswith(mark)}
    assert list(numbers.values()) == [str(i + 1) for i in range(len(numbers))]
    assert 2 <= len(numbers) <= 6
    assert not numbers.keys() & labels(slide).keys()
    figure, _, listed = found["classification/fact:numbered"].partition("\n")
    assert figure == {"en": f"No. 1 to {len(numbers)}", "fr": f"N° 1 à {len(numbers)}"}[lang]
    assert listed.startswith("1 Account")
    assert faults(slide) == []
