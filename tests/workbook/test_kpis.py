"""The sheet of own indicators: units, periods, what contradicts, and every name that is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.workbook.kpis import Indicator, Indicators
from tests.kpi_books import ACCOUNTS, HEAD, bare, kpis, sheets
from tests.workbook_files import Rows, read


def told(problems: Any) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in problems]


def known(tmp_path: Path, rows: Rows, **settings: object) -> Indicators:
    given = bare(rows)
    given["Settings"] = [*given["Settings"], *([name.replace("_", " "), v] for name, v in settings.items())]
    book, _ = read(tmp_path, given)
    return Indicators(book.kpis, book.settings.as_of)


def one_of(found: Indicator | None) -> Indicator:
    assert found is not None
    return found


def row(name: str, period: object, value: object, **more: object) -> list[Any]:
    return [name, *(more.get(key, {"Period": period, "Value": value}.get(key)) for key in HEAD[1:])]


def test_the_whole_workbook_is_without_a_fault(tmp_path: Path) -> None:
    book, problems = read(tmp_path, sheets())
    assert problems == ()
    assert {each.kpi for each in book.kpis} == {"Adoption rate", "Days to resolve"}
    assert {each.unit for each in book.kpis if each.kpi == "Adoption rate"} == {"share"}


def test_a_name_is_found_in_any_case_without_accents_and_by_its_short_name(tmp_path: Path) -> None:
    found = known(tmp_path, kpis())
    for name in ("Adoption rate", "ADOPTION RATE", "adoption", "Adoption-rate"):
        assert one_of(found.of(name)).value == 0.665
    assert one_of(found.of("delai")).name == "Days to resolve"
    assert found.of("Adoption rates") is None
    assert found.names.nearest("Adoption rates") == "Adoption rate"
    assert one_of(found.of("adoption", ACCOUNTS[0])).value == 0.6


def test_the_newest_counts_back_from_the_as_of_date(tmp_path: Path) -> None:
    rows = [HEAD, row("Calls", "Sep 2026", 4), row("Calls", "Oct 2026", 5), row("Calls", "Nov 2026", 9)]
    assert one_of(known(tmp_path, rows).of("Calls")).value == 5
    _, problems = read(tmp_path, bare(rows))
    assert ("after-as-of", "KPIs!C4") in told(problems)


def test_a_blank_is_no_zero_and_breaks_what_is_compared(tmp_path: Path) -> None:
    found = one_of(known(tmp_path, kpis(months=("58%", "59%", "60%", "62%", None, "66%"))).of("Adoption"))
    assert [point.value for point in found.trend] == [0.58, 0.59, 0.6, 0.62, 0.66]
    assert found.before is None


def test_periods_of_other_lengths_are_not_compared(tmp_path: Path) -> None:
    rows = [HEAD, row("Calls", "2025", 100), row("Calls", "Sep 2026", 4), row("Calls", "Oct 2026", 5)]
    found = one_of(known(tmp_path, rows).of("calls"))
    assert [point.value for point in found.trend] == [4, 5]
    part = one_of(
        known(tmp_path, [HEAD, row("Calls", "2025", 100), row("Calls", "2026", 70, Target=90)]).of("calls")
    )
    assert (part.value, part.is_partial, part.trend, part.is_met) == (70, True, (), None)


def test_an_old_figure_is_called_so(tmp_path: Path) -> None:
    rows = [HEAD, row("Calls", "Q3 2025", 4, Target=3)]
    assert one_of(known(tmp_path, rows).of("calls")).is_met is None
    _, problems = read(tmp_path, bare(rows))
    assert ("kpi-old", "KPIs!C2") in told(problems)
    assert one_of(known(tmp_path, [HEAD, row("Calls", "Nov 2025", 4)]).of("calls")).is_old is False


@pytest.mark.parametrize(
    ("better", "value", "is_met"),
    [(None, 5, False), (None, 6, True), ("lower", 6, True), ("plus bas", 6.1, False), ("higher", 7, True)],
)
def test_direction_decides_what_reaches_a_target(
    tmp_path: Path, better: str | None, value: float, is_met: bool
) -> None:
    rows = [HEAD, row("Calls", "Oct 2026", value, Target=6, Better=better)]
    assert one_of(known(tmp_path, rows).of("calls")).is_met is is_met


def test_the_same_figure_twice_is_a_problem(tmp_path: Path) -> None:
    rows = [HEAD, row("Calls", "Oct 2026", 4), row("CALLS", "2026-10", 5), row("Calls", "Q4 2026", 6)]
    _, problems = read(tmp_path, bare(rows))
    assert [place for code, place in told(problems) if code == "row-twice"] == ["KPIs!A3"]


@pytest.mark.parametrize(
    ("value", "code"), [(68, "not-share"), (4, "share-large"), ("68%", ""), (0.68, ""), (1.1, "")]
)
def test_a_percentage_on_another_scale(tmp_path: Path, value: object, code: str) -> None:
    rows = [HEAD, row("Calls", "Oct 2026", value, Unit="%")]
    _, problems = read(tmp_path, bare(rows))
    found = [found for found, place in told(problems) if place == "KPIs!D2"]
    assert found == ([code] if code else [])


def test_units_that_contradict_each_other_or_the_currency(tmp_path: Path) -> None:
    rows = [HEAD, row("Calls", "Sep 2026", 4, Unit="days"), row("Calls", "Oct 2026", "5%"),
            row("Sales", "Oct 2026", "$1,200"), row("Cost", "Oct 2026", 3, Unit="EUR")]  # fmt: skip
    book, problems = read(tmp_path, bare(rows))
    assert ("kpi-differs", "KPIs!E3") in told(problems)
    assert ("currency-differs", "KPIs!D4") in told(problems)
    assert [each.unit for each in book.kpis][2:] == ["money", "money"]


def test_money_is_in_the_unit_of_the_settings_once(tmp_path: Path) -> None:
    rows = [HEAD, row("Cost", "Aug 2026", 3, Unit="money"), row("Cost", "Sep 2026", 4),
            row("Cost", "Oct 2026", "€1.2M", Target=5)]  # fmt: skip
    found = one_of(known(tmp_path, rows, Amounts_are_in="thousands").of("cost"))
    assert [point.value for point in found.points] == [3000, 4000, 1_200_000]
    assert found.target == 5000


def test_a_word_of_ones_own_is_a_unit(tmp_path: Path) -> None:
    assert (
        one_of(known(tmp_path, [HEAD, row("Calls", "Oct 2026", 4, Unit="tickets")]).of("calls")).unit
        == "tickets"
    )


@pytest.mark.parametrize(
    ("sheet", "cell", "names"),
    [
        ("Settings", "Settings!B2", {"cards": "MRR; adoptoin rate"}),
        ("Settings", "Settings!B3", {"order": "Adoption rates"}),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_name_that_is_not_there_lists_those_that_are(
    tmp_path: Path, lang: str, sheet: str, cell: str, names: dict[str, str]
) -> None:
    _, problems = read(tmp_path, sheets(names.get("cards", "MRR"), names.get("order", "mrr")), lang=lang)
    (problem,) = problems
    assert (problem.code, problem.place) == ("not-choice", cell)
    assert "Adoption rate" in problem.message
    assert "Adoption rate, Days to resolve" in problem.hint


def test_lines_that_name_none_or_contradict(tmp_path: Path) -> None:
    given = sheets()
    given["Charter"][2][3] = "Days to resolv"
    given["Charter"][1][4] = 0.7
    given["Evaluation"][2][5] = "Speeed"
    given["Evaluation"][1][3] = 0.9
    given["Plan"][1][4] = "55%"
    _, problems = read(tmp_path, given)
    assert told(problems) == [
        ("kpi-entered", "Charter!E2"), ("not-choice", "Charter!D3"),
        ("kpi-entered", "Evaluation!D2"), ("not-choice", "Evaluation!F3"), ("kpi-entered", "Plan!E2"),
    ]  # fmt: skip


def test_names_that_mean_two_things(tmp_path: Path) -> None:
    rows = [HEAD, row("CSAT", "Oct 2026", 80), row("Calls", "Oct 2026", 4, **{"Short name": "Tickets"}),
            row("Tickets", "Oct 2026", 4)]  # fmt: skip
    _, problems = read(tmp_path, bare(rows))
    assert ("kpi-ours", "KPIs!A2") in told(problems)
    assert ("kpi-alike", "KPIs!A4") in told(problems)


def test_cards_need_the_whole_and_the_queue_the_accounts(tmp_path: Path) -> None:
    rows = [HEAD, row("Calls", "Oct 2026", 4), row("Visits", "Oct 2026", 4, Account=ACCOUNTS[0])]
    _, problems = read(tmp_path, bare(rows, cards="visits", order="calls"))
    assert ("kpi-not-whole", "Settings!B2") in told(problems)
    assert ("kpi-not-by-account", "Settings!B3") in told(problems)


def test_dates_that_are_all_edges_of_months_mean_months(tmp_path: Path) -> None:
    edges = [HEAD, row("Calls", date(2026, 9, 30), 4), row("Calls", date(2026, 10, 1), 5)]
    assert one_of(known(tmp_path, edges).of("calls")).span.kind == "month"
    days = [HEAD, row("Calls", date(2026, 9, 30), 4), row("Calls", date(2026, 10, 12), 5)]
    assert one_of(known(tmp_path, days).of("calls")).span.kind == "day"


def test_what_accounts_have_together(tmp_path: Path) -> None:
    found = known(tmp_path, kpis())
    assert found.joint("adoption", ACCOUNTS[:2]) == pytest.approx(0.65)
    assert found.joint("adoption", [*ACCOUNTS[:2], "Other"]) == pytest.approx(0.65)
    assert found.joint("adoption", [*ACCOUNTS[:2], "Other", "More"]) is None
    rows = [HEAD, *(row("Sales", "Oct 2026", 10, Account=a, Unit="money") for a in ACCOUNTS[:2])]
    money = known(tmp_path, rows)
    assert money.joint("sales", ACCOUNTS[:2]) == 20
    assert money.joint("sales", ACCOUNTS) is None
