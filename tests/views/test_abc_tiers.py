"""The tier slide: the story's figures, every wording of the title, one to ten years, thin segments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import Chart, Group, SlideSpec, Table
from kamdeck.figures.standing import shown_shares
from kamdeck.text.measure import line_height, width, wrap
from kamdeck.views.abc.tiers import VIEW
from tests.abc_books import context, many, one, story, table, text_boxes, texts, title

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "story_figures.json").read_text(encoding="utf-8")
)


def chart(slide: SlideSpec) -> Chart:
    (found,) = (e for e in slide.elements if isinstance(e, Chart))
    return found


def column(slide: SlideSpec, key: str) -> Mapping[str, float | None]:
    grid = chart(slide).grid
    (data,) = (c for c in grid.columns if c.key == key)
    return dict(zip(grid.keys, data.values, strict=True))


# ------------------------------------------------------------------ the story


def test_the_title_of_the_story() -> None:
    assert title(one(VIEW, story())) == EXPECTED["title: abc_tiers"]["value"]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_charts_sheet_holds_the_storys_figures(lang: str, year: int) -> None:
    slide = one(VIEW, story(lang))
    for tier in "abc":
        values = column(slide, f"value_{tier}")
        for kind, unit in (("accounts", "accounts"), ("revenue", "revenue")):
            assert values[f"{kind}:{year}"] == EXPECTED[f"tier {tier.upper()} {unit} {year}"]["value"]
    assert column(slide, "total")[f"revenue:{year}"] == EXPECTED[f"total revenue {year}"]["value"]


def test_shares_are_formulas_of_the_figures_beside_them() -> None:
    slide = one(VIEW, story())
    grid = chart(slide).grid
    share = next(c for c in grid.columns if c.key == "share_a")
    assert share.formulas[0] == "{value_a}{r}/{total}{r}"
    blank = grid.keys.index("blank:2025")
    assert share.formulas[blank] == ""
    assert share.values[blank] is None
    for row, key in enumerate(grid.keys):
        shares = [c.values[row] for c in grid.columns if c.key.startswith("share_")]
        if not key.startswith("blank"):
            assert sum(s for s in shares if s is not None) == pytest.approx(1)


def test_french_is_french() -> None:
    slide = one(VIEW, story("fr"))
    assert title(slide) == (
        "Sept comptes A portent 81\N{NARROW NO-BREAK SPACE}% du chiffre d’affaires\N{NARROW NO-BREAK SPACE}; "
        "il en fallait huit il y a un an"
    )
    assert texts(slide)["abc_tiers/fact:average"] == (
        "21×\nUn compte A pèse en moyenne 5,0\N{NO-BREAK SPACE}M$, un compte C 240\N{NO-BREAK SPACE}k$."
    )


def test_the_rail_and_the_note() -> None:
    shown = texts(one(VIEW, story()))
    assert shown["abc_tiers/fact:tier_a"] == (
        "81%\nof revenue comes from 7 A accounts (29% of 24); Brightmere fell to B."
    )
    assert shown["abc_tiers/fact:tier_c"].startswith("4.5%\n")
    assert "Serve the eight C accounts" in shown["abc_tiers/next"]
    assert "2024: Westerby HC and Tarrow" in shown["abc_tiers/note"]
    assert "reach 80% of revenue" in shown["abc_tiers/note"]
    assert (
        "Revenue, 24 accounts, 2024 to 2026, as of 31 Oct 2026. Illustrative figures."
        in (shown["abc_tiers/source"])
    )


def test_notes_name_the_cells() -> None:
    assert "Revenue 2026: Revenue!D2:D25" in one(VIEW, story()).notes


def test_labels_name_share_and_amount_and_thin_ones_have_one_line() -> None:
    points = {
        p.key: p for s in chart(one(VIEW, story())).plots[0].series for p in s.points if s.key == "tier_c"
    }
    labels = {key: p.labels.paras for key, p in points.items() if p.labels}
    assert [p.text for p in labels["accounts:2026"]] == ["33%", "8 accounts"]
    assert [p.text for p in labels["revenue:2026"]] == ["5%  $1.9M"]


# ------------------------------------------------------------------ titles

A_FEWER = {"a": {2025: 60.0, 2026: 85.0}, "b": {2025: 30.0, 2026: 10.0}, "c": {2025: 10.0, 2026: 5.0}}


def test_title_variants() -> None:
    fewer = context(A_FEWER, (2025, 2026))
    assert title(one(VIEW, fewer)) == "One A account carries 85% of revenue; a year ago it took two"
    turned = {a: {2025: v[2026], 2026: v[2025]} for a, v in A_FEWER.items()}
    more = title(one(VIEW, context(turned, (2025, 2026))))
    assert more == "It now takes two accounts to reach 80% of revenue, up from one"
    same = {a: {2025: v[2026], 2026: v[2026]} for a, v in A_FEWER.items()}
    assert title(one(VIEW, context(same, (2025, 2026)))) == "One A account again carries 85% of revenue"
    assert title(one(VIEW, context(A_FEWER, (2026,)))) == "One A account carries 85% of revenue"
    gap = {a: {2020: v[2025], 2026: v[2026]} for a, v in A_FEWER.items()}
    assert title(one(VIEW, context(gap, (2020, 2026)))) == (
        "One A account carries 85% of revenue; in 2020 it took two"
    )


def test_cuts_of_the_settings_are_printed() -> None:
    slide = one(VIEW, context(A_FEWER, (2026,), tier_a_share=0.7, tier_b_share=0.925))
    note = texts(slide)["abc_tiers/note"]
    assert "reach 70% of revenue" in note
    assert "92.5%" in note


# ------------------------------------------------------------------ few and many


def test_no_revenue_no_slide() -> None:
    assert VIEW.build(context({"a": {2026: 0.0}, "b": {2026: -4.0}}, (2026,))) == ()
    assert VIEW.build(context({}, ())) == ()


@pytest.mark.parametrize(("years", "categories"), [(1, 2), (2, 5), (3, 8), (4, 8), (10, 8)])
def test_at_most_three_years_are_drawn(years: int, categories: int) -> None:
    slide = one(VIEW, many(30, range(2027 - years, 2027)))
    assert len(chart(slide).grid.keys) == categories
    shown = texts(slide)["abc_tiers/subtitle"]
    assert (f"newest three of {years} years" in shown) == (years > 3)


def test_one_year_has_a_table_of_the_tiers() -> None:
    slide = one(VIEW, story(years=(2026,)))
    rows = table(slide, "table")
    assert rows["A"] == ("A", "7", "29%", "$34.8M", "81%", "$5.0M")
    assert rows["total"][1] == "24"
    assert not any(isinstance(e, Table) for e in one(VIEW, story()).elements)


def test_empty_tiers_are_grey_and_have_no_facts() -> None:
    slide = one(VIEW, context({"only": {2026: 5.0}}, (2026,)))
    marks = next(e for e in slide.elements if isinstance(e, Group))
    fills = {c.key: getattr(c, "fill", None) for c in marks.children}
    assert fills["abc_tiers/marks/chip:A"] == "tier_a"
    assert fills["abc_tiers/marks/chip:B"] == "hairline"
    assert "abc_tiers/fact:average" not in texts(slide)
    assert "abc_tiers/next" in texts(slide)


def test_a_thin_segment_is_labelled_outside() -> None:
    values = {f"n{i}": {2026: 1.0} for i in range(300)} | {"big": {2026: 5000.0}}
    slide = one(VIEW, context(values, (2026,)))
    shown = texts(slide)
    assert shown["abc_tiers/marks/thin_accounts:2026:A"] == "<1%  1"
    inside = {p.key for s in chart(slide).plots[0].series if s.key == "tier_a" for p in s.points}
    assert inside == {"revenue:2026"}


def test_left_out_accounts_are_counted_with_their_sum() -> None:
    values = {"a": {2026: 5e6}, "b": {2026: 0.0}, "c": {2026: -30_000.0}}
    note = texts(one(VIEW, context(values, (2026,))))["abc_tiers/note"]
    assert "2 accounts at or below zero (−$30k) are left out." in note


def test_shown_shares_add_up_and_equals_read_equal() -> None:
    assert shown_shares([29.2, 4.65, 1.75]) == (0.82, 0.13, 0.05)
    assert sum(shown_shares([34.8, 6.16, 1.92], 1)) == pytest.approx(1)
    assert shown_shares([8, 8, 8]) == (0.33, 0.33, 0.33)
    assert shown_shares([0, 0]) == (0, 0)


# ------------------------------------------------------------------ text fits

CASES = {
    "story": story(),
    "story_fr": story("fr"),
    "one": many(1),
    "three": many(3),
    "many": many(300, tail=" of the Regional Partnership of Outer Westphalia and Sons"),
    "many_fr": many(300, tail=" of the Regional Partnership of Outer Westphalia and Sons", lang="fr"),
    "ten": many(40, range(2017, 2027)),
    "year_fr": story("fr", (2026,)),
    "rtl": context(
        {"مستشفى الملك 🏥": {2025: 9.0, 2026: 5.0}, "👩🏽‍⚕️ b": {2025: 1.0, 2026: 9.0}}, (2025, 2026)
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_text_fits_its_box(name: str) -> None:
    slide = one(VIEW, CASES[name])
    for element in text_boxes(slide):
        assert element.box is not None
        runs = [run for p in element.paras for run in p.runs]
        assert all((run.size or 9) >= 9 for run in runs), element.key
        height = 0
        for p in element.paras:
            size, bold = (p.runs[0].size or 10, bool(p.runs[0].bold)) if p.runs else (10, False)
            height += len(wrap(p.text, size, element.box.w, bold)) * line_height(size, p.line or 1.0)
            if len(p.runs) > 1:
                assert sum(width(r.text, r.size or 10, bool(r.bold)) for r in p.runs) <= element.box.w
        assert height <= element.box.h + 40_000, element.key
