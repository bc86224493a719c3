"""The cover: its words, and a skyline that never stands behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.deck.spec import EMU, Box, Chart, Group, SlideSpec, Text
from kamdeck.figures.context import Context
from kamdeck.text.measure import line_height, width, wrap
from kamdeck.views.cover.view import VIEW
from kamdeck.workbook.rows import Account, Settings
from tests.abc_books import context, many, one, story, texts
from tests.view_checks import named

WHOLE = {
    "company": "Health Cloud Inc.",
    "period": "FY2026 review, FY2027 plan",
    "key_account_manager": "L. Moreau",
    "confidentiality": "Confidential: account team only",
    "focus_account": "Mount Sinai",
}


def with_settings(ctx: Context, shown: tuple[str, ...] = ("decision",), /, **values: Any) -> Context:
    given = {"disclaimer": "Illustrative figures.", "as_of": ctx.as_of, **values}
    return replace(ctx, book=replace(ctx.book, settings=Settings(**given)), shown=named(*shown))


def skyline(slide: SlideSpec) -> Chart | None:
    return next((e for e in slide.elements if isinstance(e, Chart)), None)


def columns(chart: Chart) -> Iterator[Box]:
    """The boxes of the drawn columns."""
    (plot,) = chart.plots
    pitch = chart.box.w / len(chart.grid.keys)
    wide = pitch / (1 + plot.gap / 100)
    for i, value in enumerate(chart.grid.columns[0].values):
        high = (value or 0) / (chart.y.max or 1) * chart.box.h
        x = chart.box.x + i * pitch + (pitch - wide) / 2
        yield Box(round(x), round(chart.box.y + chart.box.h - high), round(wide), round(high))


def word_boxes(slide: SlideSpec) -> Iterator[Box]:
    """Where title, subtitle and fields have ink."""
    said = texts(slide)
    left = round(0.75 * EMU)
    lines = wrap(said["cover/title"], 40, round(6.67 * EMU), True)
    yield Box(left, round(2.36 * EMU), max(width(t, 40, True) for t in lines), round(1.30 * EMU))
    yield Box(left, round(3.87 * EMU), width(said["cover/subtitle"], 17), line_height(17))
    for group in (e for e in slide.elements if isinstance(e, Group)):
        yield group.box


def meet(a: Box, b: Box) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


# ------------------------------------------------------------------ words


def test_the_story_in_both_languages() -> None:
    said = texts(one(VIEW, with_settings(story(), **WHOLE)))
    assert said["cover/company"] == "Health Cloud Inc."
    assert said["cover/title"] == "Key account management review"
    assert said["cover/subtitle"] == "24 accounts, with the account plan for Mount Sinai"
    assert said["cover/fields/period"] == "Period\nFY2026 review, FY2027 plan"
    assert said["cover/fields/manager"] == "Key account manager\nL. Moreau"
    assert said["cover/fields/date"] == "Date\n31 October 2026"
    assert said["cover/fields/distribution"] == "Distribution\nConfidential: account team only"
    assert said["cover/label"] == "Mount Sinai\n$8.6M of $42.9M revenue in 2026"
    french = texts(one(VIEW, with_settings(story("fr"), **WHOLE)))
    assert french["cover/title"] == "Revue des\vgrands comptes"
    assert french["cover/subtitle"] == "24 comptes, avec le plan de compte de Mount Sinai"
    assert french["cover/fields/date"] == "Date\n31 octobre 2026"
    assert french["cover/label"].endswith("8,6\u00a0M$ sur 42,9\u00a0M$ de CA en 2026")


@pytest.mark.parametrize(
    ("shown", "account", "settings", "title", "subtitle"),
    [
        ((), None, {}, "Portfolio review", "24 accounts"),
        ((), None, {"focus_account": "Tarrow"}, "Portfolio review", "24 accounts"),
        (
            ("decision",),
            "Tarrow",
            {},
            "Account plan:\vTarrow",
            "24 accounts, with the account plan for Tarrow",
        ),
        (("decision",), None, {"deck_title": "Our own title"}, "Our own title", "24 accounts"),
    ],
)
def test_title_and_subtitle(
    shown: tuple[str, ...], account: str | None, settings: dict[str, str], title: str, subtitle: str
) -> None:
    ctx = replace(with_settings(story(), shown, **settings), account=account)
    said = texts(one(VIEW, ctx))
    assert (said["cover/title"], said["cover/subtitle"]) == (title, subtitle)


TITLES: dict[str, tuple[dict[str, Any], str, str]] = {
    "portfolio": ({}, "Portfolio review", "Revue du portefeuille"),
    "part": ({"part": ("Region", "West", 24)}, "Portfolio:\vWest", "Portefeuille\u202f:\vWest"),
    "account": ({"account": "Tarrow"}, "Account plan:\vTarrow", "Plan de compte\u202f:\vTarrow"),
    "outside": (
        {"account": "Tarrow", "edition": "customer"},
        "Joint plan:\vTarrow",
        "Plan commun\u202f:\vTarrow",
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_titles_follow_the_data(case: str) -> None:
    given, *wanted = TITLES[case]
    for lang, title in zip(("en", "fr"), wanted, strict=True):
        ctx = replace(with_settings(story(lang), (), deck_title=None), **given)
        assert texts(one(VIEW, ctx))["cover/title"] == title
    plan = with_settings(story(), ("decision",), focus_account="Tarrow", deck_title=None)
    assert texts(one(VIEW, plan))["cover/title"] == "Key account management review"


def test_a_review_is_about_the_portfolio_whatever_account_it_goes_into() -> None:
    ctx = replace(with_settings(story(), ("blueprint",), deck_title=None), account="Tarrow", pack="review")
    assert texts(one(VIEW, ctx))["cover/title"] == "Key account management review"


def test_a_single_account_is_the_plan() -> None:
    ctx = with_settings(context({"Acme": {2026: 5e6}}, (2026,)), focus_account="Acme")
    assert texts(one(VIEW, ctx))["cover/subtitle"] == "Account plan for Acme"


def test_marked_key_accounts_are_counted() -> None:
    ctx = story()
    rows = tuple(replace(row, key_account=i < 7) for i, row in enumerate(ctx.book.accounts))
    ctx = with_settings(replace(ctx, book=replace(ctx.book, accounts=rows)), ())
    assert texts(one(VIEW, ctx))["cover/subtitle"] == "7 key accounts"


def test_the_manager_of_the_account_comes_from_its_row() -> None:
    ctx = context({"Acme": {2026: 5e6}}, (2026,))
    rows = (Account(account="Acme", manager="A. Chen", at="Accounts!A2"),)
    ctx = with_settings(replace(ctx, book=replace(ctx.book, accounts=rows)), focus_account="Acme")
    assert texts(one(VIEW, ctx))["cover/fields/manager"] == "Key account manager\nA. Chen"


def test_without_settings_there_is_only_what_the_data_say() -> None:
    ctx = replace(with_settings(story(), ()), as_of=None)
    said = texts(one(VIEW, ctx))
    assert "cover/company" not in said
    assert said["cover/fields/period"] == "Period\n2024 to 2026"
    assert "cover/fields/date" not in said


@pytest.mark.parametrize("values", [{}, {"Acme": {2026: 0.0}}])
def test_without_revenue_there_is_no_skyline(values: dict[str, dict[int, float]]) -> None:
    slide = one(VIEW, context(values, (2026,) if values else ()))
    assert skyline(slide) is None
    assert "cover/label" not in texts(slide)
    assert slide.notes == "" or "Revenue!" in slide.notes


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_long_fields_are_cut_to_fit_on_one_row(lang: str) -> None:
    long = dict.fromkeys(
        ("company", "period", "key_account_manager", "confidentiality", "deck_title"),
        "A wording that is much longer than any cover should have, and then some",
    )
    slide = one(VIEW, with_settings(story(lang), **long))
    (fields,) = (e for e in slide.elements if isinstance(e, Group))
    assert fields.box.x + fields.box.w <= 10.1 * EMU
    ends = -1
    for child in fields.children:
        if isinstance(child, Text):
            assert child.box is not None
            assert child.box.x > ends
            ends = child.box.x + child.box.w
            for para in child.paras:
                run = para.runs[0]
                assert (run.size or 0) >= 9
                assert width(run.text, run.size or 0, bool(run.bold)) <= child.box.w
    assert len(wrap(texts(slide)["cover/title"], 40, round(6.67 * EMU), True)) <= 2


# ------------------------------------------------------------------ skyline


def test_the_storys_skyline() -> None:
    chart = skyline(one(VIEW, with_settings(story(), **WHOLE)))
    assert chart is not None
    assert chart.grid.keys[-1] == "Mount Sinai"
    assert len(chart.grid.keys) == 24
    fills = {p.key: p.fill for p in chart.plots[0].series[0].points}
    assert fills["Mount Sinai"] == "accent"
    assert list(fills.values()).count("cover_near") == 6
    boxes = list(columns(chart))
    assert boxes[-1].h == pytest.approx(4.2 * EMU, abs=2)
    assert boxes[-1].x + boxes[-1].w == pytest.approx(12.58 * EMU, rel=1e-4)
    assert boxes[0].x == pytest.approx(0.75 * EMU, rel=1e-3)
    assert chart.box.y + chart.box.h == 7.5 * EMU
    assert "Mount Sinai brings $8.6M of $42.9M" in chart.alt


@pytest.mark.parametrize(("count", "drawn"), [(1, 1), (3, 3), (24, 24), (40, 40), (300, 40), (3000, 40)])
def test_few_columns_stay_narrow_and_many_are_the_largest_forty(count: int, drawn: int) -> None:
    chart = skyline(one(VIEW, with_settings(many(count), **WHOLE)))
    assert chart is not None
    boxes = list(columns(chart))
    assert len(boxes) == drawn
    assert all(box.w <= 0.6 * EMU + 1 for box in boxes)
    assert boxes[-1].x + boxes[-1].w == pytest.approx(12.58 * EMU, rel=1e-4)


@given(
    st.lists(st.integers(1, 10**6), min_size=1, max_size=45),
    st.sampled_from(["en", "fr"]),
    st.integers(0, 44),
)
def test_no_column_and_no_label_stands_behind_words(values: list[int], lang: str, focus: int) -> None:
    table = {f"Account {i}": {2026: float(value)} for i, value in enumerate(values)}
    settings = {**WHOLE, "focus_account": f"Account {focus % len(values)}"}
    slide = one(VIEW, with_settings(context(table, (2026,), lang), **settings))
    chart = skyline(slide)
    assert chart is not None
    words = list(word_boxes(slide))
    for box in columns(chart):
        assert not any(meet(box, other) for other in words)
    label = next((e for e in slide.elements if e.key == "cover/label"), None)
    if isinstance(label, Text) and label.box:
        assert not any(meet(label.box, other) for other in words)
        assert not any(meet(label.box, column) for column in columns(chart))


def test_the_focus_account_is_marked_even_where_it_is_not_the_largest() -> None:
    slide = one(VIEW, with_settings(story(), **{**WHOLE, "focus_account": "Ravensford Clinic"}))
    chart = skyline(slide)
    assert chart is not None
    fills = {p.key: p.fill for p in chart.plots[0].series[0].points}
    assert fills["Ravensford Clinic"] == "accent"
    assert fills["Mount Sinai"] == "cover_near"
    assert texts(slide)["cover/label"].startswith("Ravensford Cl.\n$5.2M")
