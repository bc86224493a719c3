"""The samples that hold what the first one hides: their figures are those of plain arithmetic."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from kamdeck.deck.spec import Chart, Table
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.workbook.reader import read_book
from tests.readback import number
from tests.story_sums import FOLDER, Sums, day
from tests.view_checks import PLAIN, flat, texts

STORIES = {"pumps": 2025, "emballages": 2026}
TIERS = ("A", "B", "C")


class Told:
    """One story's deck in one language, and its sums."""

    def __init__(self, name: str, lang: str) -> None:
        self.sums, self.lang = Sums(name, STORIES[name]), lang
        book, _ = read_book(FOLDER / f"{name}.xlsx", lang=lang)
        self.spec = compose(book, (), Choice(lang=lang), Say("en")).spec
        self.focus = book.settings.focus_account
        self.elements = {element.key: element for slide in self.spec.slides for element in flat(slide)}
        self.texts = {key: text for slide in self.spec.slides for key, text in texts(slide).items()}

    def number(self, text: str) -> float:
        """The first figure of a text; a percentage as a share, money in units."""
        return number(text.translate(str.maketrans("", "", "£€≤")).lstrip(), self.lang)

    def rows(self, key: str) -> dict[str, list[str]]:
        """The texts of a table by row."""
        table = self.elements[key]
        assert isinstance(table, Table)
        return {
            row.key: ["\n".join(p.text for p in cell.paras).translate(PLAIN) for cell in row.cells]
            for row in table.rows
        }

    def columns(self, key: str) -> dict[str, dict[str, Any]]:
        """The values of a chart by column and row, those that are not there left out."""
        chart = self.elements[key]
        assert isinstance(chart, Chart)
        return {
            column.key: {
                row: cell
                for row, cell in zip(chart.grid.keys, column.values, strict=True)
                if cell is not None
            }
            for column in chart.grid.columns
        }


@pytest.fixture(scope="module", params=product(STORIES, ("en", "fr")), ids="-".join)
def told(request: pytest.FixtureRequest) -> Told:
    return Told(*request.param)


def test_nearly_every_view_is_there(told: Told) -> None:
    views = {slide.key.partition(":")[0] for slide in told.spec.slides}
    assert len(views) == 32


def test_revenue_is_net_and_of_whole_years(told: Told) -> None:
    sums = told.sums
    years = [sums.now - 2, sums.now - 1, sums.now]
    values = told.columns("summary/evidence:growth")["value"]
    assert list(values.values()) == [pytest.approx(sums.total(year)) for year in years]
    change = sums.total(sums.now) / sums.total(sums.now - 1) - 1
    assert change < 0
    assert told.number(told.rows("summary/findings")["growth"][0]) == pytest.approx(change, abs=0.005)
    total = told.rows("abc_accounts/table")["total"]
    shown = [told.number(text) for text in total if "%" in text]
    over_two = (sums.total(sums.now) / sums.total(sums.now - 2)) ** 0.5 - 1
    assert shown[:2] == [pytest.approx(change, abs=0.0005), pytest.approx(over_two, abs=0.0005)]


def test_the_notes_name_the_rates_of_another_currency(told: Told) -> None:
    """Each year at its own rate: the figures of the other tests are converted so."""
    code = {"pumps": "USD", "emballages": "PLN"}[told.sums.name]
    years = (told.sums.now - 2, told.sums.now)
    first, last = (told.sums.worth(code, date(year, *told.sums.year_end)) for year in years)
    assert first != last
    tables = [key for key in told.elements if key.startswith("notes") and key.endswith("/table")]
    notes = " ".join(text for key in tables for row in told.rows(key).values() for text in row)
    for rate in (first, last):
        assert f"{rate:g}".replace(".", "," if told.lang == "fr" else ".") in notes
    assert code in notes


def test_each_account_and_its_rate(told: Told) -> None:
    sums = told.sums
    columns = [column.key for column in told.elements["abc_accounts/table"].columns]  # type: ignore[union-attr]
    rows = told.rows("abc_accounts/table")
    for account, row in rows.items():
        if account in sums.revenue:
            years = sums.revenue[account]
            cells = dict(zip(columns, row, strict=True))
            assert told.number(cells[f"y{sums.now}"]) * 1e6 == pytest.approx(years[sums.now], abs=5_001)
            rate = sums.rate(account)
            assert (rate is None) == ("%" not in cells["rate"])
            if rate is not None:
                assert told.number(cells["rate"]) == pytest.approx(rate, abs=0.0005)
    names = [account for account in rows if account in sums.revenue]
    assert names[:6] == [account for account, _ in sums.ranked(sums.now)[:6]]


def test_a_rate_of_accounts_that_end_below_zero_is_none(told: Told) -> None:
    sums = told.sums
    columns = [column.key for column in told.elements["abc_accounts/table"].columns]  # type: ignore[union-attr]
    gone = dict(zip(columns, told.rows("abc_accounts/table")["gone"], strict=True))
    below = sum(amount for years in sums.revenue.values() if (amount := years.get(sums.now, 0.0)) <= 0)
    assert gone["rate"].startswith("–" if below < 0 else "−100")


def test_concentration(told: Told) -> None:
    sums = told.sums
    rows = told.rows("concentration/table")
    for offset, year in enumerate((sums.now - 2, sums.now - 1, sums.now), 1):
        ranked = sums.ranked(year)
        largest = ranked[0][1] / sum(amount for _, amount in ranked)
        shown = {key: row[offset] for key, row in rows.items()}
        assert told.number(shown["largest"]) == pytest.approx(largest, abs=0.0005)
        assert told.number(shown["hhi"]) == pytest.approx(sums.hhi(year), abs=0.5)
        assert told.number(shown["gini"]) == pytest.approx(sums.gini(year), abs=0.005)
        assert told.number(shown["to_threshold"]) == sums.to_share(year, 0.8)


def test_tiers(told: Told) -> None:
    sums = told.sums
    columns = told.columns("abc_tiers/chart")
    for year in (sums.now - 1, sums.now):
        for tier, amounts in sums.tiers(year).items():
            found = columns[f"value_{tier.lower()}"]
            assert found[f"accounts:{year}"] == len(amounts)
            assert found[f"revenue:{year}"] == pytest.approx(sum(amounts))


def test_mrr_bridge_and_retention(told: Told) -> None:
    wanted = told.sums.bridge()
    found = told.columns("retention/bridge")["amount"]
    movements = ("new", "expansion", "reactivation", "contraction", "churn")
    for key in ("opening", *movements, "closing"):
        assert found.get(key, 0.0) == pytest.approx(wanted[key]), key
    assert wanted["opening"] + sum(wanted[key] for key in movements) == pytest.approx(wanted["closing"])
    kept = wanted["opening"] + wanted["contraction"] + wanted["churn"]
    nrr = (kept + wanted["expansion"]) / wanted["opening"]
    assert told.number(told.texts["dashboard/card:nrr/figure"]) == pytest.approx(nrr, abs=0.005)
    lines = told.columns("retention/lines") if "retention/lines" in told.elements else None
    rates = {"nrr": nrr, "grr": kept / wanted["opening"], "logos": 1 - wanted["left"] / wanted["started"]}
    for key, rate in rates.items():
        if lines:
            assert list(lines[key].values())[-1] == pytest.approx(100 * rate)
        else:
            assert told.number(told.texts[f"retention/figure:{key}"]) == pytest.approx(rate, abs=0.0005)
    change = wanted["closing"] / wanted["opening"] - 1
    assert told.number(told.texts["dashboard/card:change/figure"]) == pytest.approx(change, abs=0.0005)
    share = told.sums.plan_share(told.sums.settings["upsell_plan"])
    assert told.number(told.texts["dashboard/card:upsell/figure"]) == pytest.approx(share, abs=0.005)


def test_a_month_with_a_gap_is_drawn_as_none(told: Told) -> None:
    values = told.columns("dashboard/chart")["total"]
    gaps: set[str] = {"2026-02"} if told.sums.name == "pumps" else set()
    assert gaps.isdisjoint(values)
    assert len(values) == 12 - len(gaps)


def test_the_queue(told: Told) -> None:
    sums = told.sums
    stakes = sums.stakes()
    whole = sum(
        told.columns("dashboard_risk/stake")[key]["stake"] for key in told.columns("dashboard_risk/stake")
    )
    assert whole == pytest.approx(sum(stakes.values()))
    share = sum(stakes.values()) / sums.bridge()["closing"]
    _, _, of_mrr = told.texts["dashboard_risk/stake_value"].partition("  ")
    assert told.number(of_mrr) == pytest.approx(share, abs=0.005)
    rows = told.rows("dashboard_risk/queue")
    assert set(rows) - {"head"} == set(stakes)
    for row in sums.rows("risk"):
        days = (sums.as_of - day(row["in_queue_since"])).days
        mark = told.texts[f"dashboard_risk/queue_marks/days_value:{row['account']}"]
        assert told.number(mark) == days
        renewal = rows[row["account"]][-1]
        if row["renewal_on"]:
            assert f"{(day(row['renewal_on']) - sums.as_of).days} " in renewal
    total = told.rows("retention_plan/table")["total"]
    assert told.number(total[-1]) * 1000 == pytest.approx(sums.saved(), abs=501)


def test_satisfaction_with_the_counts_that_it_has(told: Told) -> None:
    found = told.columns("dashboard_risk/csat")["csat"]
    assert list(found.values()) == [pytest.approx(score) for score in told.sums.csat()]
    answers = told.sums.nps_answers()
    count = sum(answers.values())
    assert (count == 0) == ("dashboard_risk/nps" not in told.elements)
    if count:
        assert list(told.columns("dashboard_risk/nps")["answers"].values()) == [answers[n] for n in range(11)]
        net = round(100 * (answers[9] + answers[10] - sum(answers[n] for n in range(7))) / count)
        assert f"{net:+d}" in told.texts["dashboard_risk/nps_head"]
        assert f" {count} " in told.texts["dashboard_risk/nps_head"]


def test_scores_and_classes(told: Told) -> None:
    sums = told.sums
    columns = told.columns("ranking/chart")
    scored = [account for account in sums.scored() if account not in thin(sums)]
    assert len(scored) >= 19
    assert set(columns["total"]) == set(scored)
    for account in scored:
        for axis in ("growth", "harmony"):
            assert columns[f"{axis}_score"][account] == pytest.approx(sums.score(account, axis)[0]), account
        assert columns["total"][account] == pytest.approx(sums.combined(account))
    counts = {name: [sums.class_of(account) for account in scored].count(name)
              for name in ("Strategic", "Star", "Status", "Streamline")}  # fmt: skip
    for name, count in counts.items():
        assert told.number(told.texts[f"classification/total:{name}"]) == count


def thin(sums: Sums) -> list[str]:
    """The accounts that are scored on less than 60% of an axis' weight."""
    axes = ("growth", "harmony")
    return [account for account in sums.scored() if min(sums.score(account, axis)[1] for axis in axes) < 0.6]


def test_who_lacks_scores_leads_nowhere(told: Told) -> None:
    sums = told.sums
    assert thin(sums)
    shorts = {row["account"]: row["short_name"] for row in sums.rows("accounts")}
    for view in ("scoring", "ranking", "classification"):
        for account in thin(sums):
            title = told.texts[f"{view}/title"]
            assert account not in title, title
            assert shorts[account] not in title, title


def test_profit_cells(told: Told) -> None:
    cells = told.sums.cells()
    table = told.elements["profit_matrix/table"]
    assert isinstance(table, Table)
    families = {family for _, family in cells}
    rows = told.rows("profit_matrix/table")
    for place, column in enumerate(table.columns):
        if column.key in families:
            for group in "ABCD":
                shown = told.number(rows[group][place].split("\t")[0])
                assert shown == pytest.approx(cells.get((group, column.key), 0.0), abs=501)
    for group in "ABCD":
        wanted = sum(amount for (of, _), amount in cells.items() if of == group)
        assert told.number(rows[group][-1]) == pytest.approx(wanted, abs=501)
    losing = {f for f in families if sum(v for (_, family), v in cells.items() if family == f) < 0}
    assert losing
    merged = families - {column.key for column in table.columns}
    assert not merged or merged <= losing or merged.isdisjoint(losing)


def test_white_space(told: Told) -> None:
    rows = told.rows(f"whitespace:{told.focus}/table")
    assert told.number(rows["used"][-2]) * 1000 == pytest.approx(told.sums.space("in use"))
    assert told.number(rows["open"][-1]) * 1000 == pytest.approx(told.sums.space())
    rivals = told.number(told.texts[f"whitespace:{told.focus}/fact:rivals"])
    assert rivals == pytest.approx(told.sums.space("competitor"), abs=5_001)


def test_responsibilities(told: Told) -> None:
    faults = [name for name, letters in told.sums.letters().items() if letters.count("A") != 1]
    nobody = [name for name, letters in told.sums.letters().items() if "R" not in letters]
    rows = told.rows(f"team:{told.focus}/table")
    assert [row[0] for row in rows.values() if "A" in row[-1] and row[0] in told.sums.letters()] == faults
    assert [row[0] for row in rows.values() if "R" in row[-1] and row[0] in told.sums.letters()] == nobody
    loads = told.columns(f"team:{told.focus}/chart")["load"]
    assert loads == told.sums.loads()


def test_evaluation_with_its_direction(told: Told) -> None:
    sums = told.sums
    lowers = [row for row in sums.rows("evaluation") if row["better"] == "lower"]
    assert any(sums.attained(row) < 1 for row in lowers)
    rows = told.rows("kam_evaluation/table")
    for manager in {row["manager"] for row in sums.rows("evaluation")}:
        own = [row for row in sums.rows("evaluation") if row["manager"] == manager]
        score = sum(sums.attained(row) * row["weight"] for row in own)
        met = sum(sums.attained(row) >= 1 for row in own)
        shown, count = rows[manager][-1].split("\n")
        assert told.number(shown) == pytest.approx(score, abs=0.005)
        assert told.number(count) == met
        rating = "ABCD"[sum(score < limit for limit in (1.0, 0.9, 0.75))]
        assert told.texts[f"kam_evaluation/marks/{manager}:rating"] == rating


def test_tasks(told: Told) -> None:
    late = {row["task"] for row in told.sums.late_tasks()}
    words = {"en": "overdue", "fr": "en retard"}
    rows = told.rows("todo_team/table").values()
    assert {row[0] for row in rows if row[-1] == words[told.lang]} == late
    todo = [row for row in told.sums.rows("tasks") if row["status"] != "done"]
    bars = told.columns("todo_team/chart").values()
    assert sum(value for column in bars for value in column.values()) == len(todo)
