"""The retention slide: the story's figures, titles, periods, and a waterfall that holds below zero too."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamdeck.analysis.mrr import Levels, Movement
from kamdeck.deck.spec import Chart, Data, Shape, SlideSpec, inches
from kamdeck.figures.context import Context
from kamdeck.figures.retention import Period, Retention, read_retention
from kamdeck.layout.labels import place_labels
from kamdeck.layout.waterfall import make_columns, scale_of
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.retention import view as retention
from kamdeck.views.retention.bridge import steps
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Bridge, Mrr, Risk, Settings
from tests.view_checks import PLAIN, faults, flat, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
YEARS = ("FY23", "FY24", "FY25", "FY26")
PARTS = ("opening", "new", "expansion", "contraction", "churn", "closing")


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def bridge(
    year: str,
    opening: float,
    new: float = 0,
    expansion: float = 0,
    contraction: float = 0,
    churn: float = 0,
    accounts: tuple[int, int] | None = None,
    closing: float | None = None,
) -> Bridge:
    """A year of the bridge sheet; `accounts` are those at the start and those lost."""
    end = opening + new + expansion + contraction + churn if closing is None else closing
    had, lost = accounts or (None, None)
    return Bridge(
        fiscal_year=year, opening=opening, new=new, expansion=expansion, contraction=contraction, churn=churn,
        closing=end, accounts_start=had, accounts_lost=lost, at=f"MRR bridge!H{year[-2:]}",
    )  # fmt: skip


def entered(*rows: Bridge, lang: str = "en", **more: Any) -> Context:
    book = Book(mrr_bridge=rows, titles=(("mrr_bridge", "MRR bridge"),), **more)
    return Context(book, Say(lang), (), date(2026, 10, 31), "book.xlsx")


def monthly(rows: dict[str, dict[str, float]], as_of: date | None = None, **options: Any) -> Context:
    """MRR by account and month (`2026-03`)."""
    mrr = tuple(
        Mrr(account=account, month=date.fromisoformat(f"{month}-28"), mrr=value, at=f"MRR!C{n}")
        for n, (account, values) in enumerate(rows.items(), 2)
        for month, value in values.items()
    )
    names = dict.fromkeys(rows)
    book = Book(
        settings=Settings(**options),
        accounts=tuple(Account(account=name) for name in names),
        mrr=mrr,
        titles=(("mrr", "MRR"),),
    )
    return Context(book, Say("en"), (), as_of, "book.xlsx")


def one(ctx: Context) -> SlideSpec:
    (slide,) = retention.build(ctx)
    return slide


def chart(slide: SlideSpec, name: str) -> Chart:
    (found,) = (e for e in slide.elements if isinstance(e, Chart) and e.key == f"retention/{name}")
    return found


def column(slide: SlideSpec, name: str, key: str) -> dict[str, float | None]:
    """The values of a column of a chart's sheet, by row."""
    grid = chart(slide, name).grid
    (found,) = (c for c in grid.columns if c.key == key)
    return dict(zip(grid.keys, found.values, strict=True))


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    slide = one(story(lang))
    for i, year in enumerate(YEARS):
        for key, name in (("nrr", "NRR"), ("grr", "GRR"), ("logos", "logo retention")):
            figure = FIGURES[f"{name} {year}"]
            shown = list(column(slide, "lines", key).values())[i]
            assert shown == pytest.approx(100 * figure["value"], abs=100 * figure["tolerance"])
        values = [list(column(slide, "lines", key).values())[i] for key in ("accounts", "lost")]
        assert values == FIGURES[f"logos {year}"]["value"][:2]
    amounts = column(slide, "bridge", "amount")
    assert [amounts[key] for key in PARTS] == pytest.approx(FIGURES["MRR bridge FY26"]["value"], abs=0.5)
    say = story(lang).say
    found = texts(slide)
    without = say.percent(FIGURES["NRR FY26 without Mount Sinai"]["value"]).translate(PLAIN)
    assert found["retention/fact:without"].startswith(f"{without}\n")
    gain = say.money(FIGURES["expansion of Mount Sinai"]["value"]).translate(PLAIN)
    assert gain in found["retention/fact:without"]
    assert found["retention/fact:logos"].startswith("2 of 23\n" if lang == "en" else "2 sur 23\n")
    assert faults(slide) == []


def test_the_storys_title() -> None:
    assert title(one(story("en"))) == FIGURES["title: retention"]["value"]
    assert title(one(story("fr"))) == (
        "La rétention nette atteint 113 % car les comptes achètent plus, "
        "mais celle des comptes tombe à 91 % : retenir les petits comptes"
    )


def test_the_years_are_named_as_in_the_workbook() -> None:
    assert chart(one(story("fr")), "lines").grid.labels == ("Ex. 23", "Ex. 24", "Ex. 25", "Ex. 26")


def test_the_notes_name_definitions_movers_and_cells() -> None:
    notes = one(story("en")).notes
    assert "NRR = (opening + expansion − contraction − churn) / opening" in notes
    assert "Mount Sinai $200k" in notes
    assert "Churn, 2 accounts: " in notes
    assert "MRR!" in notes
    assert "MRR bridge!" in notes


def test_the_storys_next_step_counts_small_accounts_in_the_queue() -> None:
    assert "each of the 3 accounts under $65k" in texts(one(story("en")))["retention/next"]


# ------------------------------------------------------------------ titles

LAST = bridge("FY25", 1000, 50, 100, -50, -50, (20, 2))  # NRR 100%, logos 90%
TITLES: dict[str, tuple[Bridge, str]] = {
    "both up": (
        bridge("FY26", 1000, 0, 200, 0, -20, (20, 1)),
        "Net retention reached 118% and logo retention 95%: keep the expansion plays running",
    ),
    "held": (
        bridge("FY26", 1000, 0, 1, 0, -1, (20, 4)),
        "Net retention held at 100%, but logo retention slipped to 80%: stop the small accounts from leaving",
    ),
    "large accounts left": (
        bridge("FY26", 1000, 0, 400, 0, -350, (20, 3)),
        "Net retention reached 105% as accounts bought more, but logo retention slipped to 85%: "
        "stop accounts from leaving",
    ),
    "fewer losses": (
        bridge("FY26", 1000, 0, 100, -20, -10, (20, 2)),
        "Net retention reached 107% as less was lost, and logo retention held at 90%: "
        "stop the small accounts from leaving",
    ),
    "no accounts": (
        bridge("FY26", 1000, 0, 300),
        "Net retention reached 130% as accounts bought more",
    ),
    "shrinks by churn": (
        bridge("FY26", 1000, 0, 50, -20, -130, (20, 2)),
        "Existing accounts shrink: net retention fell to 90%, churn of $130 is the larger part",
    ),
    "shrinks by contraction": (
        bridge("FY26", 1000, 0, 0, -90, -10, (20, 1)),
        "Existing accounts shrink: net retention fell to 90%, contraction of $90 is the larger part",
    ),
    "shrinks by churn alone": (
        bridge("FY26", 1000, 0, 0, 0, -100, (20, 1)),
        "Existing accounts shrink: net retention fell to 90%, through churn of $100 alone",
    ),
    "shrinks by both alike": (
        bridge("FY26", 1000, 0, 0, -50, -50, (20, 1)),
        "Existing accounts shrink: net retention fell to 90%, churn and contraction took $50 each",
    ),
    "logos alone rose": (
        bridge("FY26", 1000, 0, 20, 0, -20, (20, 1)),
        "Net retention held at 100%, and logo retention rose to 95%: sell more to those that stay",
    ),
    "nobody left": (
        bridge("FY26", 1000, 0, 0, 0, 0, (20, 0)),
        "Net retention held at 100%, and logo retention rose to 100%: sell more to those that stay",
    ),
    "from nothing": (
        bridge("FY26", 0, 500_000),
        "MRR went from nothing to $500k: there is nothing to retain yet",
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_titles(case: str) -> None:
    row, expected = TITLES[case]
    slide = one(entered(LAST, row))
    assert title(slide) == expected
    assert faults(slide) == []
    french = one(entered(LAST, row, lang="fr"))
    assert title(french) != expected
    assert faults(french) == []


def test_titles_of_further_years() -> None:
    good, bad = bridge("FY26", 1000, 0, 200, 0, -20, (20, 1)), bridge("FY26", 1000, 0, 0, 0, -100, (20, 1))
    assert title(one(entered(good))) == (
        "Net retention is 118%, logo retention 95%: stop the small accounts from leaving"
    )
    assert title(one(entered(bad))) == (
        "Existing accounts shrink: net retention is 90%, through churn of $100 alone"
    )
    assert title(one(entered(bridge("FY25", 1000, 0, 0, 0, -100, (20, 1)), bad))) == (
        "Existing accounts shrink: net retention held at 90%, through churn of $100 alone"
    )


def test_the_rail_says_what_the_title_says_of_accounts() -> None:
    """90.4% after 89.6% is 90% after 90%: held in the title, as before beside it."""
    before = bridge("FY25", 1000, 0, 0, 0, 0, (250, 24))
    slide = one(entered(before, bridge("FY26", 1000, 0, 0, 0, 0, (250, 26))))
    assert "logo retention held at 90%" in title(slide)
    assert "logo retention as before, 90%" in texts(slide)["retention/fact:logos"]


def test_titles_after_a_fall() -> None:
    strong = bridge("FY25", 1000, 0, 300, 0, 0, (20, 2))
    weak = bridge("FY26", 1000, 0, 100, 0, -20, (20, 1))
    assert title(one(entered(strong, weak))) == (
        "Net retention fell to 108% as accounts bought less, but logo retention rose to 95%: "
        "sell more to those that stay"
    )
    worse = bridge("FY26", 1000, 0, 300, -100, -20, (20, 4))
    assert title(one(entered(strong, worse))) == (
        "Net retention fell to 118% as more was lost, and logo retention slipped to 80%: "
        "stop the small accounts from leaving"
    )
    small = bridge("FY24", 1000, 0, 0, -200, 0)
    assert title(one(entered(small, bridge("FY25", 800, 0, 0, -80, 0)))) == (
        "Existing accounts still shrink: net retention rose to 90%, through contraction of $80 alone"
    )


# ------------------------------------------------------------------ periods


def months(first: int, count: int, values: Sequence[float]) -> dict[str, float]:
    """Values spread over consecutive months from January of `first`."""
    return {f"{first + n // 12}-{n % 12 + 1:02}": values[min(n, len(values) - 1)] for n in range(count)}


def test_a_running_year_gives_way_to_the_last_twelve_months() -> None:
    ctx = monthly({"Oak": months(2024, 27, [10.0 * n for n in range(1, 28)])}, date(2026, 3, 31))
    slide = one(ctx)
    assert chart(slide, "lines").grid.labels == ("FY25", "Mar 2026")
    assert column(slide, "bridge", "amount")["opening"] == 150.0  # March 2025
    assert "Apr 2025 to Mar 2026" in texts(slide)["retention/bridge_head"]
    assert faults(slide) == []


def test_months_after_the_as_of_date_are_forecasts() -> None:
    ctx = monthly({"Oak": months(2024, 36, [10.0 * n for n in range(1, 37)])}, date(2026, 3, 31))
    assert column(one(ctx), "bridge", "amount")["closing"] == 270.0


def test_a_few_months_are_a_part_of_a_year_and_said_so() -> None:
    slide = one(monthly({"Oak": {"2026-01": 10.0, "2026-03": 30.0}}))
    assert "less than a year" in texts(slide)["retention/source"]
    assert "retention/figure:nrr" in texts(slide)
    assert faults(slide) == []


def test_nothing_without_two_months_or_a_year() -> None:
    assert retention.build(monthly({"Oak": {"2026-01": 10.0}})) == ()
    assert retention.build(entered()) == ()


def test_reactivation_stands_outside_net_retention() -> None:
    rows = {
        "Oak": {"2024-12": 100.0, "2025-12": 90.0},
        "Elm": {"2024-06": 40.0, "2025-12": 40.0},
        "Fir": {"2025-12": 7.0},
        "Ash": {"2024-12": 20.0},
    }
    slide = one(monthly(rows, date(2025, 12, 31)))
    amounts = column(slide, "bridge", "amount")
    assert amounts == {
        "opening": 120.0, "new": 7.0, "expansion": 0.0, "reactivation": 40.0, "contraction": -10.0,
        "churn": -20.0, "closing": 137.0,
    }  # fmt: skip
    found = texts(slide)
    assert found["retention/figure:nrr"].startswith("75.0%")
    assert found["retention/fact:back"].startswith("+$40\n")
    assert found["retention/fact:logos"].startswith("1 of 2\n")


def test_one_year_is_shown_as_large_figures() -> None:
    slide = one(entered(LAST))
    assert not any(isinstance(e, Chart) and e.key == "retention/lines" for e in slide.elements)
    assert texts(slide)["retention/figure:logos"].startswith("90.0%  Logos")
    assert title(slide).startswith("Net retention is 100%, logo retention 90%")


def test_ten_years_bear_labels_at_the_ends_and_extremes() -> None:
    rows = [
        bridge(f"FY{n:02}", 1000, 0, 100 + 40 * (n % 4), -30, -20 - n, (40, 1 + n % 3)) for n in range(17, 27)
    ]
    slide = one(entered(*rows))
    nrr = next(s for s in chart(slide, "lines").plots[0].series if s.key == "nrr")
    labelled = [p.key for p in nrr.points if p.labels]
    assert set(labelled) <= {"FY17", "FY20", "FY23", "FY24", "FY25"} | {"FY19"}
    assert len(labelled) <= 3
    assert faults(slide) == []


def test_years_without_counts_have_a_gap_in_the_line() -> None:
    slide = one(entered(bridge("FY24", 100, 0, 5), bridge("FY25", 105, 0, 5, 0, 0, (10, 1))))
    assert column(slide, "lines", "logos") == {"FY24": None, "FY25": 90.0}
    grid = chart(slide, "lines").grid
    (logos,) = (c for c in grid.columns if c.key == "logos")
    assert logos.formulas[0] == ""


# ------------------------------------------------------------------ the waterfall


def test_movements_that_do_not_add_up_get_a_column_of_their_own() -> None:
    slide = one(entered(LAST, bridge("FY26", 1000, 50, 0, 0, -10, closing=1100)))
    amounts = column(slide, "bridge", "amount")
    assert amounts["unexplained"] == pytest.approx(60)
    assert "do not add up" in texts(slide)["retention/bridge_note"]
    assert "$60" in slide.notes


def test_the_axis_is_cut_only_for_steps_too_small_to_see() -> None:
    assert chart(one(story("en")), "bridge").y.min == 2_500_000
    assert "$2.5M" in texts(one(story("en")))["retention/bridge_note"]
    assert {e.key for e in flat(one(story("en"))) if isinstance(e, Shape) and "break:" in e.key} == {
        "retention/bridge_marks/break:opening",
        "retention/bridge_marks/break:closing",
    }
    plain = one(entered(LAST, bridge("FY26", 1000, 200, 300, -200, -300)))
    assert chart(plain, "bridge").y.min == 0
    assert not any("break:" in e.key for e in flat(plain))


PANEL = inches(4.75, 1.56, 4.63, 5.32)


def found_of(opening: float, moves: Sequence[float]) -> Retention:
    new, expansion, reactivation, contraction, churn = moves
    made = Movement(
        "FY26", opening, new, expansion, reactivation, contraction, churn, closing=opening + sum(moves)
    )
    return Retention(entered(), (Period("FY26", "FY26", made),), Levels((), {}, {}, ()))


def worth(data: Data, columns: dict[str, Data], row: int) -> float | None:
    """What a cell's formula gives, from the values of the cells that it names."""
    formula = data.formulas[row] if data.formulas else ""
    if not formula:
        return data.values[row]
    if formula.startswith("SUM({amount}${first}"):
        return sum(v or 0.0 for v in columns["amount"].values[:row])

    def value(match: re.Match[str]) -> str:
        return repr(columns[match[1]].values[row - (match[2] == "prev")])

    plain = re.sub(r"\{(\w+)\}\{(r|prev)\}", value, formula).replace("MIN", "min").replace("MAX", "max")
    return float(eval(plain, {"min": min, "max": max}))


AMOUNT = st.integers(-400, 400).map(float)


@settings(max_examples=200)
@given(
    AMOUNT,
    st.tuples(*[st.integers(0, 300).map(float)] * 3, *[st.integers(-600, 0).map(float)] * 2),
)
def test_the_columns_stand_where_the_levels_are(opening: float, moves: tuple[float, ...]) -> None:
    """Base and pieces cover exactly the way from one level to the next, on both sides of zero."""
    shown = steps(found_of(opening, moves))
    columns = {c.key: c for c in make_columns(Say("en"), shown)}
    for i, step in enumerate(shown):
        drawn = [
            (key, v) for key, c in columns.items()
            if key in ("up", "down", "up_below", "down_below", "total") and (v := c.values[i])
        ]  # fmt: skip
        base = columns["base"].values[i] or 0.0
        above = [v for _, v in drawn if v > 0]
        below = [v for _, v in drawn if v < 0]
        assert sum(above) - sum(below) == pytest.approx(step.ends[1] - step.ends[0])
        if above and not step.is_total:
            assert max(base, 0.0) + sum(above) == pytest.approx(step.ends[1])
        if below and not step.is_total:
            assert min(base, 0.0) + sum(below) == pytest.approx(step.ends[0])
        for data in columns.values():
            value = data.values[i]
            assert (worth(data, columns, i) or 0.0) == pytest.approx(value or 0.0), (data.key, step.key)
    scale = scale_of(shown, PANEL)
    for step in shown:
        assert scale.cut or all(PANEL.y <= scale.y(end, PANEL) <= PANEL.y + PANEL.h for end in step.ends)
    assert not (scale.cut and any(step.ends[0] < 0 for step in shown))


def test_a_level_below_zero_is_drawn_on_both_sides() -> None:
    slide = one(entered(LAST, bridge("FY26", 100, 0, 30, -20, -180)))
    assert column(slide, "bridge", "down")["churn"] == 110
    assert column(slide, "bridge", "down_below")["churn"] == -70
    assert column(slide, "bridge", "base")["churn"] == 0
    axis = chart(slide, "bridge").y
    assert axis.min is not None
    assert axis.min < -70
    assert faults(slide) == []


# ------------------------------------------------------------------ labels of the lines


def test_labels_keep_clear_of_lines_and_of_each_other() -> None:
    inch = 914_400
    flat_line = [(n * inch, inch) for n in range(4)]
    near = [(n * inch, inch + inch // 20) for n in range(4)]
    words = {(line, point): "100.0" for line in range(2) for point in range(4)}
    sides = place_labels([flat_line, near], words, 10)
    assert {sides[0, n] for n in range(4)} == {"t"}
    assert {sides[1, n] for n in range(4)} == {"b"}


def test_a_label_without_a_free_side_is_left_out() -> None:
    inch = 914_400
    rows = [[(x * inch, y * inch // 10) for x in (-1, 0, 1)] for y in range(6)]
    sides = place_labels(rows, {(3, 1): "100.0"}, 10)
    assert sides == {}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_long_names_and_many_accounts(lang: str) -> None:
    long = "Regional Hospital and Outpatient Rehabilitation Trust {:04d}"
    rows = {long.format(n): {"2025-12": 1000.0 + n, "2026-12": 900.0 + 3 * n} for n in range(300)}
    ctx = monthly(rows, date(2026, 12, 31))
    book = Book(
        mrr=ctx.book.mrr, accounts=ctx.book.accounts, titles=ctx.book.titles,
        risk=(Risk(account=long.format(1), mrr_at_risk=100.0),),
    )  # fmt: skip
    slide = one(Context(book, Say(lang), (), date(2026, 12, 31), "book.xlsx"))
    assert faults(slide) == []
    assert len(slide.notes) < 20_000


@pytest.mark.parametrize(("year", "is_told"), [("FY25", True), ("2024/25", True), ("FY26", False)])
def test_twelve_months_are_set_against_no_year_that_shares_some_of_them(year: str, is_told: bool) -> None:
    months = [f"{2025 + (6 + n) // 12}-{(6 + n) % 12 + 1:02}" for n in range(13)]  # July to July
    fallen = {month: 100.0 - n for n, month in enumerate(months)}
    context = monthly({"A": fallen}, date(2026, 7, 31), fiscal_year_end_month=6)
    context = replace(context, book=replace(context.book, mrr_bridge=(bridge(year, 100, churn=-1),)))
    found = read_retention(context)
    assert found is not None
    assert found.now.is_rolling
    assert (found.before is not None) == is_told
