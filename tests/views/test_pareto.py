"""The Pareto slide: the story's figures, every wording of the title, few and many accounts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.pareto import rank_accounts
from kamdeck.deck.spec import EMU, Chart, Connector, Data, Group, Shape, SlideSpec, Text, inches
from kamdeck.figures.wording import share_text
from kamdeck.text import Say
from kamdeck.text.measure import line_height, width, wrap
from kamdeck.views.pareto.chart import Plan, curve_at, lay_out
from kamdeck.views.pareto.view import VIEW
from kamdeck.views.pareto.words import months_after
from tests.abc_books import context, flat, many, one, story, text_boxes, texts, title

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "story_figures.json").read_text(encoding="utf-8")
)
LONG = " Regional Medical Center of Greater Northfield and Surroundings"


def figure(name: str) -> float:
    return float(EXPECTED[name]["value"])


def chart(slide: SlideSpec) -> Chart:
    (found,) = (e for e in slide.elements if isinstance(e, Chart))
    return found


def column(slide: SlideSpec, key: str) -> Data:
    return next(c for c in chart(slide).grid.columns if c.key == key)


def divider(slide: SlideSpec) -> int:
    """Where the line between the vital few and the others stands."""
    (line,) = (e for e in flat(slide) if isinstance(e, Connector) and e.key == "pareto/marks/line")
    assert line.points is not None
    return line.points[0]


def revenue(*values: float, year: int = 2026) -> dict[str, dict[int, float]]:
    return {f"Account {n}": {year: value} for n, value in enumerate(values, 1)}


def plan_of(values: Mapping[str, Mapping[int, float]]) -> Plan:
    found = rank_accounts(values, 2026)
    return lay_out(Say("en"), found, found.accounts, inches(0.50, 1.56, 9.36, 5.32))


# ------------------------------------------------------------------ the story


def test_the_title_of_the_story() -> None:
    assert title(one(VIEW, story())) == EXPECTED["title: pareto"]["value"]
    assert title(one(VIEW, story("fr"))).startswith("7 comptes sur 24 apportent 81\u202f% du CA\u202f:")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_charts_sheet_holds_the_storys_figures(lang: str) -> None:
    slide = one(VIEW, story(lang))
    grid = chart(slide).grid
    values = column(slide, "revenue").values
    shares = column(slide, "cumulative").values
    assert len(grid.keys) == figure("accounts")
    assert sum(v or 0 for v in values) == figure("revenue 2026")
    assert sum(v or 0 for v in values[-17:]) == figure("revenue of the last 17 accounts")
    assert shares[0] == pytest.approx(figure("largest account's share"), abs=5e-6)
    assert shares[6] == pytest.approx(figure("share of the vital accounts"), abs=5e-6)
    vital = [p.key for p in chart(slide).plots[0].series[0].points if p.fill == "tier_a"]
    assert len(vital) == figure("vital accounts 2026")


@pytest.mark.parametrize(
    ("lang", "vital", "largest", "gini"),
    [
        (
            "en",
            ("7 of 24", "accounts (29%) bring 81% of 2026 revenue of $42.9M."),
            "last 17 accounts",
            "0.63",
        ),
        (
            "fr",
            ("7 sur 24", "comptes (29\u202f%) apportent 81\u202f% du CA 2026 de 42,9\u00a0M$."),
            "17 derniers comptes",
            "0,63",
        ),
    ],
)
def test_the_facts_of_the_story(lang: str, vital: tuple[str, str], largest: str, gini: str) -> None:
    said = texts(one(VIEW, story(lang)))
    assert said["pareto/fact:vital"] == "\n".join(vital)
    assert largest in said["pareto/fact:largest"]
    assert said["pareto/fact:gini"].startswith(f"{gini}\n")
    assert ("0.61" if lang == "en" else "0,61") in said["pareto/fact:gini"]


def test_the_next_step_is_due_three_months_after_the_as_of_date() -> None:
    assert texts(one(VIEW, story()))["pareto/next"].endswith("an account plan by 31 Jan 2027.")
    assert texts(one(VIEW, story("fr")))["pareto/next"].endswith("d’ici au 31 janv. 2027.")


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2026, 10, 31), date(2027, 1, 31)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2026, 1, 31), date(2026, 4, 30)),
        (date(2025, 11, 29), date(2026, 2, 28)),
        (date(2026, 9, 15), date(2026, 12, 15)),
        (date(2023, 11, 30), date(2024, 2, 29)),
    ],
)
def test_months_after(day: date, after: date) -> None:
    assert months_after(day, 3) == after


def test_notes_name_the_cells_and_the_rule() -> None:
    spoken = one(VIEW, story()).notes
    assert "Revenue 2026: Revenue!D2:D25" in spoken
    assert "Of these, the vital few: Revenue!D2:D8" in spoken
    assert "Largest account: Revenue!D2" in spoken
    assert "Revenue 2024, for the Gini coefficient: Revenue!B2:B25" in spoken
    assert "the one that crosses it included" in spoken


def test_the_source_line_says_file_sheet_scope_date_and_rule() -> None:
    said = texts(one(VIEW, story()))["pareto/source"]
    assert said == (
        "Source: health_cloud.xlsx › Revenue, 24 accounts; vital few = the fewest accounts that reach 80%, "
        "as of 31 Oct 2026. Illustrative figures."
    )
    assert "Chiffre d’affaires, 24 comptes\u202f;" in texts(one(VIEW, story("fr")))["pareto/source"]


def test_the_alt_text_says_the_finding() -> None:
    alt = chart(one(VIEW, story())).alt
    assert "7 of 24 accounts bring 81% of revenue" in alt
    assert "Mount Sinai with $8.6M" in alt


# ------------------------------------------------------------------ live chart


def test_shares_follow_the_revenue_and_the_threshold_is_an_input() -> None:
    slide = one(VIEW, story())
    assert column(slide, "cumulative").formula == "SUM({revenue}${first}:{revenue}{r})/{in:total}"
    assert column(slide, "threshold").formula == "{in:threshold}"
    inputs = {item.key: item for item in chart(slide).grid.inputs}
    assert inputs["threshold"].value == 0.8
    assert inputs["total"].formula == "SUM({revenue}{first}:{revenue}{last})"
    values, shares = column(slide, "revenue").values, column(slide, "cumulative").values
    total = inputs["total"].value
    running = 0.0
    for value, share in zip(values, shares, strict=True):
        running += value or 0
        assert share == pytest.approx(running / total)


def test_the_divider_stands_between_the_last_vital_bar_and_the_next() -> None:
    slide = one(VIEW, story())
    whole = chart(slide)
    assert whole.inner is not None
    x, _, w, _ = whole.inner
    (marks,) = (e for e in slide.elements if isinstance(e, Group))
    assert marks.follows == whole.key
    at = whole.box.x + (x + w * 7 / 24) * whole.box.w
    assert divider(slide) == pytest.approx(at, abs=2)


def test_the_thresholds_name_stands_on_its_line() -> None:
    slide = one(VIEW, story())
    whole = chart(slide)
    assert whole.inner is not None
    line = whole.box.y + (whole.inner[1] + whole.inner[3] * 0.2) * whole.box.h
    name = next(e for e in flat(slide) if e.key == "pareto/marks/threshold")
    assert isinstance(name, Shape)
    assert name.box.y + name.box.h <= line <= name.box.y + name.box.h + 0.1 * EMU
    assert name.paras[0].text == "80% threshold"


# ------------------------------------------------------------------ turns of the data


@pytest.mark.parametrize(
    ("values", "english", "french"),
    [
        (
            (5e6,),
            "One account brings all revenue: Account 1, $5.0M in 2026",
            "Un seul compte apporte tout le CA",
        ),
        ((3e6,) * 4, "All 4 accounts bring the same revenue: none stands out", "Les 4 comptes apportent"),
        ((3e6,) * 2, "Both accounts bring the same revenue: none stands out", "Les deux comptes apportent"),
        ((3e6, 2e6), "Both accounts are needed to reach 80% of revenue", "Il faut les deux comptes"),
        ((3e6, 2e6, 1.9e6), "All 3 accounts are needed to reach 80% of revenue", "Il faut les 3 comptes"),
        (
            (5e6, 4e6, 3e6, 1e6),
            "It takes 3 of 4 accounts to reach 80% of revenue: no vital few stand out",
            "Il faut 3 comptes sur 4",
        ),
        (
            (9e6, 1e6, 5e5),
            "Account 1 alone brings 86% of revenue: protect it first",
            "Account 1 apporte à lui seul",
        ),
        (
            (6e6, 3e6, *(3e5,) * 4),
            "2 of 6 accounts bring 88% of revenue: put the team’s hours there first",
            "2 comptes sur 6 apportent 88\u202f% du CA",
        ),
        (
            (6e6, 3e6, 1e6, 5e5),
            "It takes 2 of 4 accounts to reach 80% of revenue: no vital few stand out",
            "Il faut 2 comptes sur 4",
        ),
    ],
)
def test_titles(values: tuple[float, ...], english: str, french: str) -> None:
    assert title(one(VIEW, context(revenue(*values), (2026,)))) == english
    assert title(one(VIEW, context(revenue(*values), (2026,), "fr"))).startswith(french)


def test_no_revenue_no_slide() -> None:
    assert VIEW.build(context(revenue(0, -5), (2026,))) == ()
    assert VIEW.build(context({}, ())) == ()


def test_accounts_at_or_below_zero_are_counted_with_their_sum() -> None:
    slide = one(VIEW, context(revenue(6e6, 3e6, 0, -2e5, 1e6), (2026,)))
    assert "3 accounts; 2 at or below zero left out (−$200k)" in texts(slide)["pareto/source"]
    assert "2 accounts at or below zero are left out, −$200k together." in slide.notes
    assert len(chart(slide).grid.keys) == 3


def test_ties_at_the_cut_are_named() -> None:
    slide = one(VIEW, context(revenue(6e6, 2e6, 2e6, 2e6, 5e5), (2026,)))
    source = texts(slide)["pareto/source"]
    assert "equal at the cut, in workbook order: Account 2, Account 3 and 1 other" in source
    assert "Equal revenue at the end of the vital few" in slide.notes


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ((3, 3, 2, 2, 1), (9, 3, 2, 2, 1), "up from 0.18 in 2025: revenue is concentrating"),
        ((9, 3, 2, 2, 1), (3, 3, 2, 2, 1), "down from 0.40 in 2025: revenue is spreading"),
        ((3, 3, 2, 2, 1), (6, 6, 4, 4, 2), "(0.18 in 2025): concentration holds"),
        ((50, 20, 15, 10, 5), (45, 40, 10, 4, 1), "(0.40 in 2025); top and bottom turn different ways"),
    ],
)
def test_the_turn_of_the_gini_coefficient(
    before: tuple[float, ...], now: tuple[float, ...], said: str
) -> None:
    values = {
        f"n{i}": {2025: was, 2026: value} for i, (was, value) in enumerate(zip(before, now, strict=True))
    }
    assert said in texts(one(VIEW, context(values, (2025, 2026))))["pareto/fact:gini"]


def test_a_single_year_explains_gini_instead_of_comparing() -> None:
    said = texts(one(VIEW, context(revenue(6e6, 3e6, 1e6, 5e5), (2026,))))["pareto/fact:gini"]
    assert "0 when all accounts are equal" in said


def test_without_an_as_of_date_the_step_is_due_within_three_months() -> None:
    from dataclasses import replace

    slide = one(VIEW, replace(story(), as_of=None))
    assert texts(slide)["pareto/next"].endswith("within three months.")
    assert "as of" not in texts(slide)["pareto/source"]


def test_shares_never_round_to_all_or_nothing() -> None:
    ctx = story()
    assert share_text(ctx, 0.9996) == "100.0%"
    assert share_text(ctx, 0.996) == "99.6%"
    assert share_text(ctx, 1.0) == "100%"
    assert share_text(ctx, 0.034) == "3.4%"
    assert share_text(ctx, 0.81157) == "81%"


# ------------------------------------------------------------------ few and many


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 12, 24, 36, 37, 41, 60, 61, 300, 3000])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_all_accounts_stay_in_the_chart_and_nothing_leaves_it(count: int, lang: str) -> None:
    slide = one(VIEW, many(count, tail=LONG, lang=lang))
    whole = chart(slide)
    assert len(whole.grid.keys) == count
    assert whole.x.size >= 9
    assert whole.inner is not None
    bottom = whole.box.y + (whole.inner[1] + whole.inner[3]) * whole.box.h
    below = whole.box.y + whole.box.h - bottom
    pitch = whole.inner[2] * whole.box.w / count
    left = whole.inner[0] * whole.box.w
    assert not whole.x.has_labels or count <= 60
    for i, name in enumerate(whole.grid.labels if whole.x.has_labels else ()):
        wide, high = width(name, whole.x.size), line_height(whole.x.size)
        if whole.x.rot == 0:
            assert wide <= pitch
        elif whole.x.rot == -90:
            assert wide <= below
            assert high * 0.95 <= pitch
        else:
            assert (wide + high) * 0.7071 <= below
            assert wide * 0.7071 <= left + (i + 0.5) * pitch + 1
            assert high <= pitch * 0.7071


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 3, 24, 41, 300, 3000])
def test_no_text_leaves_its_box_or_is_too_small(count: int, lang: str) -> None:
    slide = one(VIEW, many(count, tail=LONG, lang=lang))
    for box in text_boxes(slide):
        assert box.box is not None
        high = 0
        for para in box.paras:
            size = max((run.size or 9 for run in para.runs), default=9)
            assert size >= 9, box.key
            is_bold = any(run.bold for run in para.runs)
            lines = wrap(para.text, size, box.box.w, is_bold)
            assert all(width(line, size, is_bold) <= box.box.w for line in lines), box.key
            high += len(lines) * line_height(size, para.line or 1.0)
        assert high <= box.box.h + 12_700, (box.key, box.paras)


def test_labels_on_the_divider_row_keep_apart() -> None:
    """The names left and right of the divider never meet it, even after the first of many bars."""
    slide = one(VIEW, context(revenue(9e8, *[1e6] * 40), (2026,)))
    children = {
        c.key.rpartition("/")[2]: c for e in slide.elements if isinstance(e, Group) for c in e.children
    }
    left, right = children["vital"], children["trivial"]
    assert isinstance(left, Text)
    assert isinstance(right, Text)
    assert left.box is not None
    assert right.box is not None
    x = divider(slide)
    assert left.box.x >= chart(slide).box.x
    assert left.box.x + left.box.w < x < right.box.x
    assert width(left.paras[0].text, 11, True) <= left.box.w


@given(st.lists(st.integers(1, 10**8), min_size=2, max_size=60))
def test_value_labels_meet_neither_curve_nor_threshold_nor_each_other(values: list[int]) -> None:
    table = revenue(*map(float, values))
    found = rank_accounts(table, 2026)
    plan = plan_of(table)
    slide = one(VIEW, context(table, (2026,)))
    labels = {p.key: p.labels for p in chart(slide).plots[0].series[0].points if p.labels}
    high = line_height(10) / plan.plot.h
    spans = []
    for i, account in enumerate(found.accounts):
        label = labels.get(account)
        if label is None:
            continue
        assert label.size >= 9
        half = (
            width(Say("en").number(found.revenue[i] / plan.scale, plan.places), 10, label.bold)
            / plan.pitch
            / 2
        )
        end = found.revenue[i] / plan.top
        low = end + 0.01 if label.position == "outEnd" else end - 0.01 - high
        assert low + high <= 1.0
        assert low > 0.8 or low + high < 0.8
        left, right = curve_at(found, i - half), curve_at(found, i + half)
        assert low + high < left or low > right
        spans.append((i - half, i + half, low, low + high))
    for (_, end_x, low_a, high_a), (start_x, _, low_b, high_b) in pairwise(spans):
        assert end_x <= start_x or high_b <= low_a or high_a <= low_b


@given(st.floats(1e-3, 1e13))
def test_the_axis_ends_in_round_steps_above_the_largest_bar(largest: float) -> None:
    plan = plan_of(revenue(largest, largest / 2))
    assert largest <= 0.951 * plan.top
    assert plan.top <= largest * 2.5
