"""Real ledgers, each through a mapping alone: every figure equals the one computed independently."""

from __future__ import annotations

from functools import cache
from math import ceil, floor, fsum, isclose
from pathlib import Path
from typing import Any

import pytest

from kamdeck.analysis.abc import TIERS, rank_years, revenue_table
from kamdeck.analysis.concentration import measure
from kamdeck.analysis.figure import Figure
from kamdeck.analysis.growth import measure_growth
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.deck.spec import Chart, Table
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.sources.reading import read_mapped
from kamdeck.sources.settings import read_mapping
from kamdeck.text import Say
from kamdeck.workbook.rows import Book
from tests.truth import ABSENT, BUSINESS, IS_THERE, LEDGERS, toml, truth

pytestmark = pytest.mark.skipif(not IS_THERE, reason=ABSENT)
NAMES = sorted(LEDGERS)


SLACK = 1e-12  # of sums in another order


def near(a: float, b: float) -> bool:
    return isclose(a, b, rel_tol=1e-9, abs_tol=1e-6)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The book of a ledger by name, by year or all years in one; each read once."""
    folder = tmp_path_factory.mktemp("mappings")

    @cache
    def book(name: str, by_year: bool) -> Book:
        path = folder / f"{name}_{by_year}.toml"
        path.write_text(toml(name, by_year=by_year), encoding="utf-8")
        mapping = read_mapping(path, Say("en"))
        assert mapping is not None
        found, problems = read_mapped(BUSINESS / LEDGERS[name][0], mapping, lang="en")
        assert [p for p in problems if p.code != "legacy"] == []
        return found

    return book


def check_year(book: Book, year: int, told: dict[str, Any]) -> None:
    """Pareto, tiers and concentration of one year against the figures told."""
    table = revenue_table(book.revenue, book.years)
    values = [by_year[year] for by_year in table.values() if year in by_year]
    if len(book.years) > 1:  # an account without revenue in a year is none of that year's accounts there
        values = [value for value in values if value]
    assert len(values) == told["N"]
    assert near(fsum(values), told["total"])

    pareto = rank_accounts(table, year, 0.8)
    assert len(pareto.accounts) == told["N_positive"]
    assert len([value for _, value in pareto.left_out if value or len(book.years) == 1]) == (
        told["N_zero"] + told["N_negative"]
    )
    assert near(pareto.total, told["gross_positive"])
    assert pareto.vital == told["n80"]
    assert near(pareto.vital / told["N"], told["n80_share_of_accounts"])
    for place, top in enumerate(told["top10"]):
        assert near(pareto.revenue[place], top["revenue"])
        assert near(pareto.cumulative[place], top["cum_share"])
        if pareto.revenue.count(pareto.revenue[place]) == 1:
            assert pareto.accounts[place] == top["account"]

    tiers = rank_years(table, (year,))[-1]
    crossing = told["abc_crossing"]
    left_out = told["N"] - told["N_positive"]  # they end class C there, and are left out here
    for place, tier in enumerate(TIERS):
        count = crossing[tier]["count"] - (left_out if tier == "C" else 0)
        assert tiers.sizes[place] == count
        assert near(tiers.sums[place], crossing[tier]["revenue"])
        assert near(tiers.sums[place] / tiers.total, crossing[tier]["share"])
    assert tiers.sizes[0] + tiers.sizes[1] == told["n95"]

    spread = measure(values)
    assert near(spread.hhi / 10_000, told["hhi"])
    assert spread.count_to(0.8) == told["n80"]
    for name, rounded in (("ceil", ceil), ("floor", floor)):
        assert told[f"top20_{name}"]["n"] == rounded(round(0.2 * told["N"], 9))
        assert near(spread.top(told[f"top20_{name}"]["n"]), told[f"top20_{name}"]["share"])
    assert near(spread.top(told["top20_round"]["n"]), told["top20_round"]["share"])
    if left_out:  # accounts without revenue count in no rank here, and as the poorest there
        share = len(spread.revenue) / told["N"]
        assert near(1 - (1 - spread.gini) * share, told["gini"])
    else:
        assert near(spread.gini, told["gini"])
        assert told["top20_floor"]["share"] - SLACK <= spread.top_share(0.2)
        assert spread.top_share(0.2) <= told["top20_ceil"]["share"] + SLACK


@pytest.mark.parametrize("name", NAMES)
def test_all_years_together(name: str, books: Any) -> None:
    check_year(books(name, False), 2000, truth(name)["all_years"])


@pytest.mark.parametrize("name", NAMES)
def test_each_year(name: str, books: Any) -> None:
    book, told = books(name, True), truth(name)
    assert list(book.years) == told["years"]
    for year in book.years:
        check_year(book, year, told["by_year"][str(year)])


@pytest.mark.parametrize("name", NAMES)
def test_growth_and_who_came_and_left(name: str, books: Any) -> None:
    book, told = books(name, True), truth(name)
    table = revenue_table(book.revenue, book.years)
    growth = measure_growth(table, book.years, lambda value, _: Figure(value))
    for year, total in zip(growth.years, growth.totals, strict=True):
        # Totals of the growth leave out what is at or below zero; no ledger has a year below zero.
        assert near(total, told["year_totals"][str(year)])
    for place, year in enumerate(growth.years[1:], 1):
        rate = growth.totals[place] / growth.totals[place - 1] - 1
        assert near(rate, told["year_growth"][str(year)])
    seen: set[str] = set()
    before: set[str] = set()
    for year in book.years:
        active = {account for account, by_year in table.items() if by_year.get(year)}
        assert len(active) == told["active_accounts"][str(year)]
        if before:
            assert len(active - seen) == told["new_accounts"][str(year)]
            assert len(before - active) == told["lost_accounts"][str(year)]
        seen |= active
        before = active


def cells(table: Table) -> dict[str, list[str]]:
    """The texts of a table's rows by key."""
    return {
        row.key: ["".join(run.text for para in cell.paras for run in para.runs) for cell in row.cells]
        for row in table.rows
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_slides_say_the_same(name: str, lang: str, books: Any) -> None:
    book, by_year = books(name, True), truth(name)["by_year"]
    years = [str(year) for year in book.years]
    told = by_year[years[-1]]
    chosen = Choice(lang=lang, views=("pareto", "concentration", "abc_tiers", "abc_accounts"))
    spec = compose(book, (), chosen, Say("en")).spec
    say = Say(lang, book.settings.currency)
    elements = {element.key: element for slide in spec.slides for element in slide.elements}
    charts = {key: element for key, element in elements.items() if isinstance(element, Chart)}
    tables = {key: cells(element) for key, element in elements.items() if isinstance(element, Table)}

    columns = {column.key: column.values for column in charts["pareto/chart"].grid.columns}
    for place, top in enumerate(told["top10"]):
        assert near(float(columns["revenue"][place] or 0), top["revenue"])
        assert near(float(columns["cumulative"][place] or 0), top["cum_share"])

    columns = {column.key: column.values for column in charts["abc_tiers/chart"].grid.columns}
    for tier in TIERS:
        values = [value for value in columns[f"value_{tier.lower()}"] if value is not None]
        crossings = [by_year[year]["abc_crossing"][tier] for year in years]
        pairs = [value for crossing in crossings for value in (crossing["count"], crossing["revenue"])]
        assert all(near(float(a), b) for a, b in zip(values, pairs[-len(values) :], strict=True))

    rows = next(table for key, table in tables.items() if key.startswith("concentration/"))
    newest = next(iter(rows.values())).index(years[-1])
    assert rows["hhi"][newest] == say.number(told["hhi"] * 10_000)
    assert rows["gini"][newest] == say.number(told["gini"], 2)
    assert rows["to_threshold"][newest] == say.number(told["n80"])
    assert rows["largest"][newest] == say.percent(told["top10"][0]["cum_share"], 1)

    rows = tables["abc_accounts/table"]
    shown = [top for top in told["top10"] if top["account"] in rows][:5]
    assert [top["account"] for top in shown] == [key for key in rows if ":" not in key][1 : len(shown) + 1]
    for top in shown:
        share = [cell for cell in rows[top["account"]] if "%" in cell][-1]
        wanted = say.percent(top["revenue"] / told["total"], 1)
        assert (
            abs(float(share[:-1].strip().replace(",", ".")) - float(wanted[:-1].strip().replace(",", ".")))
            < 0.11
        )


def test_the_figures_are_at_hand() -> None:
    assert len(NAMES) == len(list((Path(BUSINESS).parent / "truth").glob("*.json"))) == 7
