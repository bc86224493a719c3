"""The ideal profile: the story's figures in both languages, every title, few and many criteria."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import EMU, Chart, Data, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.ideal_profile.view import VIEW
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Criterion, Revenue, Score, Settings
from tests.frames import ROOMS
from tests.view_checks import PLAIN, faults, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
TAIL = " Regional Medical Center of Greater Northfield and Surroundings"
AXES = ("growth", "harmony")


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def figure(key: str) -> Any:
    return FIGURES[key]["value"]


def made(
    rows: Mapping[str, Sequence[float | None]],
    ideals: Sequence[float | None],
    lang: str = "en",
    *,
    account: str | None = None,
    minima: Sequence[float | None] = (),
    tail: str = "",
    **settings: Any,
) -> Context:
    """A context of accounts, largest revenue first; the first half of the criteria is growth."""
    n = len(ideals)
    criteria = tuple(
        Criterion(
            at=f"Criteria!D{i}",
            axis=AXES[i >= n / 2],
            criterion=f"Measure {i}{tail}",
            weight=2 / n if n > 1 else 1.0,
            ideal=ideal,
            minimum=minima[i] if i < len(minima) else None,
        )
        for i, ideal in enumerate(ideals)
    )
    scores = tuple(
        Score(at=f"Scores!{chr(67 + i)}{r}", account=name, criterion=c.criterion, score=value, period="2026")
        for r, (name, values) in enumerate(rows.items(), 2)
        for i, (c, value) in enumerate(zip(criteria, values, strict=True))
        if value is not None
    )
    book = Book(
        settings=Settings(**settings),
        accounts=tuple(Account(account=name) for name in rows),
        revenue=tuple(Revenue(account=n, year=2026, revenue=1e6 - i) for i, n in enumerate(rows)),
        criteria=criteria,
        scores=scores,
        titles=(("scores", "Scores"), ("criteria", "Criteria")),
    )
    return Context(book, Say(lang), (2026,), date(2026, 10, 31), "book.xlsx", account=account)


def one(ctx: Context) -> SlideSpec:
    (slide,) = VIEW.build(ctx)
    return slide


def cells(slide: SlideSpec) -> dict[str, tuple[str, ...]]:
    (table,) = (e for e in slide.elements if isinstance(e, Table))
    return {row.key: tuple(c.text.translate(PLAIN) for c in row.cells) for row in table.rows}


def chart(slide: SlideSpec) -> Chart:
    (found,) = (e for e in slide.elements if isinstance(e, Chart))
    return found


def column(slide: SlideSpec, key: str) -> Data:
    return next(c for c in chart(slide).grid.columns if c.key == key)


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    ctx = story(lang)
    slide, say = one(ctx), ctx.say
    assert faults(slide) == []
    shown = texts(slide)

    def percent(share: float) -> str:
        return say.percent(share).translate(PLAIN)

    assert cells(slide)["#total"][7] == percent(figure("ideal-profile fit Mount Sinai"))
    fact = shown["ideal_profile/fact:fit"]
    assert fact.startswith(percent(figure("ideal-profile fit Mount Sinai")))
    second, fit = figure("ideal-profile second best")
    assert percent(figure("ideal-profile average fit")) in fact
    assert second in fact
    assert percent(fit) in fact
    met = say("ideal_profile.of", met=figure("ideal-profile targets met"), all=8)
    assert shown["ideal_profile/fact:met"].startswith(met)


def test_the_storys_titles() -> None:
    assert title(one(story("en"))) == figure("title: ideal_profile")
    expected = "Mount Sinai répond au profil idéal à 93 % : l’écart à combler, coût de service"
    assert title(one(story("fr"))) == expected


def test_the_storys_rows() -> None:
    grid = cells(one(story("en")))
    assert grid["Cost to serve"][3:] == ("8", "6", "5.7", "−2", "75%")
    assert grid["Access to new markets"][3:] == ("8", "9", "6.0", "+1", "100%")
    assert grid["#total"] == ("Weighted, all eight", "100.0%", "", "8.3", "8.0", "6.2", "−0.3", "93%")
    weights = [float(grid[key][1].rstrip("%")) for key in grid if not key.startswith("#") and key != "head"]
    assert sum(weights) == pytest.approx(100)


def test_the_notes_name_rule_accounts_and_cells() -> None:
    notes = one(story("en")).notes
    assert "leading accounts by revenue: Mount Sinai, Larkmoor" in notes
    assert "Targets and weights: Criteria!D5:D12" in notes
    assert "Mount Sinai 93.1%, Ravensford Clinic 87.3%" in notes


# ------------------------------------------------------------------ the chart


def test_each_line_stands_in_the_middle_of_its_row() -> None:
    slide = one(story("en"))
    (table,) = (e for e in slide.elements if isinstance(e, Table))
    found = chart(slide)
    assert found.inner is not None
    top = found.box.y + found.inner[1] * found.box.h
    places = dict(zip(found.grid.keys, column(slide, "y").values, strict=True))
    y = table.y
    for row in table.rows:
        if row.key in places:
            assert top + (places[row.key] or 0) * EMU == pytest.approx(y + row.height / 2, abs=2)
        y += row.height
    assert found.y.max == pytest.approx((y - top) / EMU, abs=1e-4)


def test_gaps_run_from_the_target_to_the_score_on_their_own_side() -> None:
    slide = one(made({"a": (6.0, 9.0, 8.0, None), "b": (5.0, 5.0, 5.0, 5.0)}, (8.0,) * 4))
    short, above = column(slide, "short"), column(slide, "above")
    assert short.values[:12] == (8.0, 6.0, None, 8.0, 8.0, None, 8.0, 8.0, None, None, None, None)
    assert above.values[:12] == (8.0, 8.0, None, 8.0, 9.0, None, 8.0, 8.0, None, None, None, None)
    assert short.formulas[:3] == ("{target}{r}", "MIN({score}{prev},{target}{prev})", "")
    # where there is no score there is no marker either
    assert column(slide, "y_focus").values[9] is None
    assert column(slide, "y_target").values[9] is not None


def test_one_account_has_no_average() -> None:
    slide = one(made({"a": (6.0, 9.0)}, (8.0, 8.0)))
    assert "mean" not in [s.key for plot in chart(slide).plots for s in plot.series]
    assert cells(slide)["Measure 0"][5] == "–"
    assert "ideal_profile/legend/mean_text" not in texts(slide)
    assert "no other account" in texts(slide)["ideal_profile/fact:fit"]


# ------------------------------------------------------------------ titles and facts


TITLES: dict[str, tuple[tuple[float, ...], str]] = {
    "gap": ((6.0, 8.0), "Acme fits the ideal profile at 88%: measure 0 is the gap to close"),
    "met": ((8.0, 9.0), "Acme meets every target of the ideal profile"),
    "far": ((3.0, 4.0), "Acme is far from the ideal (44%): two of two targets missed"),
    "nearly": ((8.0, 7.99), "Acme fits the ideal profile at 99.9%: measure 1 is the gap to close"),
}


@pytest.mark.parametrize("case", TITLES)
def test_titles_follow_the_data(case: str) -> None:
    scores, expected = TITLES[case]
    for lang in ("en", "fr"):
        slide = one(made({"Acme": scores, "Bolt": (5.0, 5.0)}, (8.0, 8.0), lang))
        assert faults(slide) == []
        if lang == "en":
            assert title(slide) == expected


def test_without_targets_the_strategic_accounts_stand_for_them() -> None:
    rows = {"a": (4.0, 6.0), "s": (9.0, 8.0), "t": (7.0, 6.0), "u": (9.0, 9.0)}
    slide = one(made(rows, (None, None), leading_accounts=2))
    grid = cells(slide)
    assert (grid["Measure 0"][3], grid["Measure 1"][3]) == ("9", "8")
    assert "median of the 3 Strategic accounts" in texts(slide)["ideal_profile/subtitle"]
    assert texts(slide)["ideal_profile/legend/target_text"] == "target (median)"
    assert "median score of the 3 Strategic accounts" in slide.notes


def test_nothing_to_hold_against_gives_no_slide() -> None:
    assert VIEW.build(made({"a": (4.0, 4.0)}, (None, None))) == ()
    assert VIEW.build(made({"a": (None, None)}, (8.0, 8.0))) == ()


def test_a_score_below_the_minimum_is_told() -> None:
    slide = one(made({"a": (3.0, 8.0), "b": (5.0, 5.0)}, (8.0, 8.0), minima=(5.0, None)))
    fact = texts(slide)["ideal_profile/fact:minimum"]
    assert fact == "3\non measure 0, below the accepted minimum of 5."


def test_a_better_account_is_named() -> None:
    slide = one(made({"a": (4.0, 4.0), "b": (8.0, 8.0)}, (8.0, 8.0)))
    assert "best b 100%" in texts(slide)["ideal_profile/fact:fit"]


def test_the_wanted_account_then_the_focus_account_is_shown() -> None:
    rows = {"a": (4.0, 4.0), "b": (8.0, 8.0), "c": (7.0, 7.0)}
    assert title(one(made(rows, (8.0, 8.0)))).startswith("a ")
    assert title(one(made(rows, (8.0, 8.0), focus_account="b"))).startswith("b ")
    assert title(one(made(rows, (8.0, 8.0), focus_account="b", account="c"))).startswith("c ")
    # the average is that of the leading accounts, whoever is shown
    slide = one(made(rows, (8.0, 8.0), account="c", leading_accounts=2))
    assert cells(slide)["Measure 0"][5] == "6.0"


def test_criteria_without_score_do_not_count_and_are_told() -> None:
    slide = one(made({"a": (4.0, None, 8.0, 8.0), "b": (5.0,) * 4}, (8.0,) * 4))
    assert cells(slide)["#total"][0] == "Weighted, 3 of 4"
    assert cells(slide)["Measure 1"][4:] == ("–", "5.0", "–", "–")
    assert "1 criterion without score or target does not count: Measure 1." in slide.notes


# ------------------------------------------------------------------ few and many


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 2, 5, 12, 13, 14, 30])
def test_any_number_of_criteria(count: int, lang: str) -> None:
    rows = {f"Account {i}{TAIL}": [float(1 + (i * 3 + j * 7) % 10) for j in range(count)] for i in range(9)}
    slides = VIEW.build(made(rows, (8.0,) * count, lang, tail=" with a rather long name, as people write"))
    assert len(slides) == -(-count // 13)
    assert [fault for slide in slides for fault in faults(slide)] == []
    assert len({title(slide) for slide in slides}) == len(slides)
    shown = [key for slide in slides for key in cells(slide) if key.startswith("Measure")]
    assert len(shown) == len(set(shown)) == count
    assert [("#total" in cells(slide)) for slide in slides] == [False] * (len(slides) - 1) + [True]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_any_number_of_accounts(count: int) -> None:
    rows = {f"Account {i}{TAIL}": [float(1 + (i * 3 + j * 7) % 10) for j in range(8)] for i in range(count)}
    for lang in ("en", "fr"):
        assert faults(one(made(rows, (8.0,) * 8, lang))) == []


def test_other_scales() -> None:
    for low, high in ((0, 100), (0, 5), (1, 2), (0, 7)):
        span = high - low
        rows = {"a": (low + 0.2 * span, high), "b": (high, low)}
        ctx = made(rows, (low + 0.8 * span,) * 2, score_min=low, score_max=high)
        slide = one(ctx)
        assert faults(slide) == []
        major = chart(slide).x.major
        assert major is not None
        assert span / major == pytest.approx(round(span / major))


def test_the_weight_leaves_a_narrow_room_before_the_average() -> None:
    ctx = story("en")

    def keys(wide: float) -> list[str]:
        frame = ROOMS["upright"]
        body = replace(frame.body, w=round(wide * EMU))
        (found,) = (
            e for e in one(replace(ctx, frame=replace(frame, body=body))).elements if isinstance(e, Table)
        )
        return [column.key for column in found.columns]

    assert "weight" in keys(7.6)
    assert "weight" not in keys(7.0)
    assert "average" in keys(7.0)
    assert "average" not in keys(6.4)
