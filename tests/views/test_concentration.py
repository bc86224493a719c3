"""The concentration slide: the story's figures, turns of the data, one to ten years, few and many."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kamdeck.analysis.concentration import measure
from kamdeck.deck.spec import EMU, Box, Chart, Connector, Data, Group, SlideSpec, Table, Text
from kamdeck.text.measure import line_height, width, wrap
from kamdeck.views.concentration.view import VIEW
from tests.abc_books import context, many, one, story, table, text_boxes, texts, title, with_status

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "story_figures.json").read_text(encoding="utf-8")
)
LONG = " Regional Medical Center of Greater Northfield and Surroundings"


def chart(slide: SlideSpec) -> Chart:
    (found,) = (e for e in slide.elements if isinstance(e, Chart))
    return found


def column(slide: SlideSpec, key: str) -> Data:
    return next(c for c in chart(slide).grid.columns if c.key == key)


def number(text: str) -> float:
    plain = text.replace("\u202f", "").replace("\u00a0", "").replace("−", "-").replace("+", "")
    is_percent = plain.endswith("%")
    plain = plain.rstrip("%")
    plain = (
        plain.replace(",", ".")
        if "," in plain and "." not in plain and len(plain.split(",")[1]) < 3
        else plain
    )
    return float(plain.replace(",", "")) / (100 if is_percent else 1)


def by_year(*years: Sequence[float], first: int = 2024) -> dict[str, dict[int, float]]:
    count = max(map(len, years))
    return {
        f"Account {i + 1}": {first + n: values[i] for n, values in enumerate(years) if i < len(values)}
        for i in range(count)
    }


# ------------------------------------------------------------------ the story


def test_the_title_of_the_story() -> None:
    assert title(one(VIEW, story())) == EXPECTED["title: concentration"]["value"]
    assert title(one(VIEW, story("fr"))) == (
        "Le CA se concentre\u202f: 20\u202f% des comptes en apportent désormais 71\u202f%"
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("gini", "Gini"),
        ("hhi", "HHI"),
        ("top_share", "top 20% share"),
        ("to_threshold", "accounts to 80%"),
        ("largest", "largest share"),
        ("top5", "top 5 share"),
        ("bottom", "bottom 50% share"),
    ],
)
def test_the_table_holds_the_storys_figures(lang: str, row: str, name: str) -> None:
    cells = table(one(VIEW, story(lang)), "table")[row]
    for year, text in zip((2024, 2025, 2026), cells[1:4], strict=True):
        expected = EXPECTED[f"{name} {year}"]
        assert number(text) == pytest.approx(expected["value"], abs=expected["tolerance"] or 1e-9), (
            year,
            text,
        )


def test_changes_are_exact_and_signed() -> None:
    rows = table(one(VIEW, story()), "table")
    changes = {key: cells[-1] for key, cells in rows.items() if len(cells) == 5}
    assert changes == {
        "head": "Change",
        "largest": "+0.7",
        "top5": "+4.5",
        "top_share": "+4.5",
        "bottom": "−1.2",
        "to_threshold": "−1",
        "hhi": "+88",
        "gini": "+0.02",
    }


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_charts_sheet_holds_the_curves(lang: str, year: int) -> None:
    slide = one(VIEW, story(lang))
    assert column(slide, f"curve_{year}").values[0] == 0
    assert column(slide, f"curve_{year}").values[-1] == pytest.approx(1)
    assert column(slide, f"count_{year}").values == tuple(range(25))
    expected = EXPECTED[f"top 20% share {year}"]
    assert column(slide, f"mark_{year}").values[0] == pytest.approx(
        expected["value"], abs=expected["tolerance"]
    )


def test_the_facts_of_the_story() -> None:
    said = texts(one(VIEW, story()))
    assert said["concentration/fact:top"] == (
        "71.2%\nof revenue sits with the top 20% of accounts, 4.5 points more than in 2024."
    )
    assert said["concentration/fact:equals"].startswith("8.2\naccounts of equal size")
    assert said["concentration/fact:equals"].endswith("2024: 8.8.")
    assert said["concentration/fact:bottom"] == (
        "8.9%\ncomes from the bottom half: 12 accounts with $3.8M between them."
    )
    assert said["concentration/next"].endswith("20% of revenue: lower its share by winning further accounts.")
    french = texts(one(VIEW, story("fr")))
    assert "71,2\u202f%" in french["concentration/fact:top"]
    assert "4,5 points de plus qu’en 2024" in french["concentration/fact:top"]


def test_source_notes_and_alt_text() -> None:
    slide = one(VIEW, story())
    assert texts(slide)["concentration/source"] == (
        "Source: health_cloud.xlsx › Revenue, 24 accounts, 2024 to 2026; 20% of 24 = 4.8 accounts, "
        "interpolated. Illustrative figures."
    )
    assert "Revenue 2026: Revenue!D2:D25" in slide.notes
    assert "Revenue 2024: Revenue!B2:B25" in slide.notes
    assert "Top 20% of accounts: 66.6% in 2024, 68.9% in 2025 and 71.2% in 2026" in chart(slide).alt


def test_the_years_are_named_with_their_figures_beside_the_markers() -> None:
    said = texts(one(VIEW, story()))
    assert said["concentration/marks/heading"] == "Top 20% of accounts"
    assert [said[f"concentration/marks/year:{y}"] for y in (2026, 2025, 2024)] == [
        "2026\u200271.2%",
        "2025\u200268.9%",
        "2024\u200266.6%",
    ]


# ------------------------------------------------------------------ live chart


def test_curves_are_formulas_of_revenue_and_markers_of_the_curves() -> None:
    slide = one(VIEW, story())
    curve = column(slide, "curve_2026").formulas
    assert set(curve) == {
        "SUM({revenue_2026}${first}:{revenue_2026}{r})/SUM({revenue_2026}${first}:{revenue_2026}${last})"
    }
    assert "MATCH({in:top}" in column(slide, "mark_2026").formulas[0]
    assert column(slide, "at_2026").formulas[0] == "{in:top}"
    (top,) = chart(slide).grid.inputs
    assert (top.key, top.value) == ("top", 0.2)


@pytest.mark.parametrize("count", [2, 3, 5, 24, 199, 1000, 3000])
def test_the_sheet_gives_the_values_it_shows(count: int) -> None:
    """The formulas worked out by hand on the sheet's own revenue: curve, share of accounts and marker."""
    slide = one(VIEW, many(count))
    revenue = [v or 0.0 for v in column(slide, "revenue_2026").values]
    counts = [v for v in column(slide, "count_2026").values if v is not None]
    xs = [v for v in column(slide, "x_2026").values if v is not None]
    ys = [v for v in column(slide, "curve_2026").values if v is not None]
    assert counts[-1] == count
    assert len(xs) <= 210
    total = sum(revenue)
    running = 0.0
    for value, place, x, y in zip(revenue, counts, xs, ys, strict=False):
        running += value
        assert x == pytest.approx(place / count)
        assert y == pytest.approx(running / total)
    at = column(slide, "at_2026").values[0] or 0
    shown = column(slide, "mark_2026").values[0]
    m = max(i for i, x in enumerate(xs) if x <= at)
    expected = ys[m] + (at - xs[m]) * (ys[m + 1] - ys[m]) / (xs[m + 1] - xs[m]) if m + 1 < len(xs) else ys[m]
    assert shown == pytest.approx(expected)


# ------------------------------------------------------------------ turns of the data


@pytest.mark.parametrize(
    ("before", "now", "english", "french"),
    [
        (
            (3, 3, 2, 2, 1),
            (5, 3, 2, 1, 1),
            "Revenue is concentrating: the top 20% of accounts now bring 42%",
            "Le CA se concentre\u202f: 20\u202f% des comptes",
        ),
        (
            (9, 3, 2, 2, 1),
            (3, 3, 2, 2, 1),
            "Revenue is spreading: the top 20% of accounts now bring 27%",
            "Le CA se répartit mieux",
        ),
        (
            (3, 3, 2, 2, 1),
            (6, 6, 4, 4, 2),
            "Concentration holds: the top 20% of accounts bring 27%",
            "La concentration est stable",
        ),
        (
            (),
            (3, 3, 2, 2, 1),
            "The top 20% of accounts bring 27% of revenue",
            "Les premiers 20\u202f% des comptes",
        ),
        (
            (3, 2, 1),
            (5, 2, 1),
            "Account 1 alone brings 63% of revenue",
            "Account 1 apporte à lui seul 63\u202f% du CA",
        ),
        (
            (4, 3, 3),
            (5, 3, 2),
            "Revenue is concentrating: the largest account now brings 50%",
            "Le CA se concentre",
        ),
        # small accounts dropped out: top and HHI rise, Gini falls
        (
            (10, 8, 7, 6, 5, 5, 4, 4, 1, 1, 1),
            (10, 8, 7, 6, 5, 5, 4, 4),
            "Concentration turns both ways: top 20% −7.1 points, HHI +143, Gini −0.16",
            "Tendance mixte",
        ),
        # only one measure moves by a point: no direction
        (
            (100, 90, 80, 70, 60, 50, 40, 30, 20, 10),
            (100, 90, 80, 70, 60, 50, 40, 30, 25, 20),
            "The top 20% of accounts bring 34% of revenue",
            "Les premiers 20\u202f% des comptes",
        ),
        (
            (5, 2, 1),
            (3, 2, 1),
            "Revenue is spreading: the largest account now brings 50%",
            "Le CA se répartit",
        ),
        ((3, 2, 1), (3, 2, 1), "Concentration holds: the largest account brings 50%", "La concentration"),
        ((), (3, 2, 1), "The largest account brings 50% of revenue", "Le plus grand compte apporte"),
        (
            (3, 2, 1),
            (4, 4, 4),
            "Revenue is spread evenly: all 3 accounts bring the same",
            "Le CA est réparti",
        ),
        ((), (4, 4), "Revenue is spread evenly: both accounts bring the same", "Le CA est réparti également"),
    ],
)
def test_titles(before: tuple[float, ...], now: tuple[float, ...], english: str, french: str) -> None:
    values = by_year(before, now, first=2025)
    years = (2025, 2026) if before else (2026,)
    assert title(one(VIEW, context(values, years))) == english
    assert title(one(VIEW, context(values, years, "fr"))).startswith(french)


@pytest.mark.parametrize("seed", range(40))
def test_a_direction_is_claimed_only_where_three_measures_agree(seed: int) -> None:
    rnd = Random(seed)
    before = [rnd.lognormvariate(0, 1) for _ in range(rnd.randint(5, 30))]
    now = [v * rnd.lognormvariate(0, 0.2 * (seed % 3)) for v in before[: rnd.randint(5, len(before))]]

    def gini(v: list[float]) -> float:
        return sum(abs(a - b) for a in v for b in v) / (2 * len(v) * sum(v))

    def hhi(v: list[float]) -> float:
        return sum((100 * a / sum(v)) ** 2 for a in v)

    def top(v: list[float]) -> float:
        whole, ranked = int(len(v) / 5), sorted(v, reverse=True)
        return (sum(ranked[:whole]) + (len(v) / 5 - whole) * (*ranked, 0)[whole]) / sum(v)

    changes = 100 * (top(now) - top(before)), hhi(now) - hhi(before), 100 * (gini(now) - gini(before))
    said = title(one(VIEW, context(by_year(before, now, first=2025), (2025, 2026))))
    if max(now) > sum(now) / 2:
        assert "alone brings" in said
    else:
        assert ("concentrating" in said) is all(change >= 1 for change in changes)
        assert ("spreading" in said) is all(change <= -1 for change in changes)


def test_a_giant_that_is_lost_is_named_so() -> None:
    values = by_year((9.0, 3, 2, 2, 1), (9.0, 3, 2, 2, 1), first=2025)
    ctx = with_status(context(values, (2025, 2026)), "Account 1", "lost")
    assert title(one(VIEW, ctx)) == "Account 1, now lost, brought 53% of revenue"


@pytest.mark.parametrize("values", [(), (5,), (0, -3), (5, 0)])
def test_fewer_than_two_accounts_with_revenue_make_no_slide(values: tuple[float, ...]) -> None:
    assert VIEW.build(context(by_year((3, 2, 1), values, first=2025), (2025, 2026))) == ()


def test_few_accounts_are_measured_by_the_largest() -> None:
    rows = table(one(VIEW, context(by_year((5, 3, 2)), (2024,))), "table")
    assert "top_share" not in rows
    assert rows["top2"][1] == "80.0%"
    assert "top2" not in table(one(VIEW, context(by_year((5, 3)), (2024,))), "table")


def test_a_year_without_revenue_is_passed_over() -> None:
    values = by_year((5, 3, 2, 1, 1), (0, 0, 0), (6, 3, 2, 1, 1))
    slide = one(VIEW, context(values, (2024, 2025, 2026)))
    assert table(slide, "table")["head"] == ("", "2024", "2026", "Change")


def test_accounts_at_or_below_zero_are_told_in_the_notes() -> None:
    slide = one(VIEW, context(by_year((5e6, 3e6, 2e6, 1e6, 1e6, 0, -4e5)), (2024,)))
    assert "2 accounts at or below zero are left out, −$400k together." in slide.notes


def test_a_large_portfolio_without_a_giant_is_watched() -> None:
    values = by_year([100.0 - i for i in range(40)])
    assert "No account is above 3%" in texts(one(VIEW, context(values, (2024,))))["concentration/next"]


# ------------------------------------------------------------------ one to ten years


def ten_years() -> Mapping[str, Mapping[int, float]]:
    return {
        f"Account {i}": {year: 1e6 * (20 - i) ** (1 + (year - 2017) / 10) for year in range(2017, 2027)}
        for i in range(20)
    }


@pytest.mark.parametrize("count", range(1, 11))
def test_every_year_has_a_line_and_at_most_three_are_named(count: int) -> None:
    years = tuple(range(2027 - count, 2027))
    slide = one(VIEW, context(ten_years(), years))
    lines = [s for s in chart(slide).plots[0].series if s.key.startswith("curve_")]
    assert [s.key for s in lines] == [f"curve_{year}" for year in years]
    named = table(slide, "table")["head"][1 : 1 + min(count, 3)]
    wanted = years if count <= 3 else (years[0], *years[-2:])
    assert named == tuple(map(str, wanted))
    assert lines[-1].line is not None
    assert lines[-1].line.color == "tier_a"
    between = [s for s in lines if s.line and s.line.color == "tier_c"]
    assert len(between) == max(0, count - 3)
    note = texts(slide)["concentration/note"]
    assert ("Pale lines" in note) == (count > 3)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("count", [2, 3, 5, 24, 300, 3000])
@pytest.mark.parametrize("span", [1, 2, 3, 10])
def test_no_text_leaves_its_box_or_is_too_small(lang: str, count: int, span: int) -> None:
    slide = one(VIEW, many(count, tuple(range(2027 - span, 2027)), LONG, lang))
    for box in text_boxes(slide):
        assert box.box is not None
        high = 0
        for para in box.paras:
            size = max((run.size or 9 for run in para.runs), default=9)
            assert size >= 9
            is_bold = any(run.bold for run in para.runs)
            lines = wrap(para.text, size, box.box.w, is_bold)
            assert all(width(line, size, is_bold) <= box.box.w for line in lines), box.key
            high += len(lines) * line_height(size, para.line or 1.0)
        assert high <= box.box.h + 12_700, (box.key, high / EMU, box.box.h / EMU)
    (rows,) = (e for e in slide.elements if isinstance(e, Table))
    for row in rows.rows:
        for cell, col in zip(row.cells, rows.columns, strict=True):
            for para in cell.paras:
                is_bold = any(run.bold for run in para.runs)
                room = rows.box.w if cell.span > 1 else col.width
                assert width(para.text, para.runs[0].size or 9, is_bold) <= room, (row.key, para.text)
    note = next(e for e in slide.elements if e.key == "concentration/note")
    assert isinstance(note, Text)
    assert note.box is not None
    assert note.box.y >= rows.box.y + rows.box.h
    assert note.box.y + note.box.h <= 6.92 * EMU


def plot_of(whole: Chart) -> Box:
    x, y, wide, tall = whole.inner or (0.0, 0.0, 1.0, 1.0)
    box = whole.box
    return Box(box.x + round(x * box.w), box.y + round(y * box.h), round(wide * box.w), round(tall * box.h))


@pytest.mark.parametrize("power", [0.0, 0.3, 0.6, 0.9, 1.2, 2.0])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_named_years_meet_neither_curve_nor_diagonal(power: float, lang: str) -> None:
    """The block stands under every curve and on one side of the line of equality."""
    values = {f"n{i}": {2025: 1e6 / (i + 2) ** power, 2026: 1e6 / (i + 1) ** power} for i in range(24)}
    slide = one(VIEW, context(values, (2025, 2026), lang))
    spreads = [measure(v[year] for v in values.values()) for year in (2025, 2026)]
    whole = next(e for e in slide.elements if isinstance(e, Chart))
    plot = plot_of(whole)
    (marks,) = (e for e in slide.elements if isinstance(e, Group))
    rows = [
        c for c in marks.children if isinstance(c, Text) and ("/year:" in c.key or c.key.endswith("/heading"))
    ]
    dashes = [c for c in marks.children if isinstance(c, Connector)]
    assert len(rows) == 3
    assert len(dashes) == 2
    sides = set()
    for row in rows:
        assert row.box is not None
        left = (row.box.x - plot.x) / plot.w
        right = left + width(row.paras[0].text, row.paras[0].runs[0].size or 10) / plot.w
        top = (plot.y + plot.h - row.box.y) / plot.h
        foot = top - row.box.h / plot.h
        assert right <= 1.0
        assert foot >= 0
        assert all(top < spread.top_share(left) for spread in spreads)
        assert right < foot or top < left
        sides.add(right < foot)
    assert len(sides) == 1
