"""Key figures of a run, what a deck keeps of them, and which earlier deck a deck is compared with."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.ledger import Ledger
from kamdeck.figures.context import Context
from kamdeck.figures.earlier import find_earlier, snapshot
from kamdeck.figures.key_figures import amounts, basis_of, key_figures, runs_of
from kamdeck.pptxio.manifest import RUNS, read_manifest, write_manifest
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book, Previous, Settings
from tests.books import BOOKS, book

ROOT = Path(__file__).parents[1]
EXPECTED: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
Run = dict[str, Any]


@cache
def story() -> Book:
    return read_book(ROOT / "sample_workbooks" / "health_cloud.xlsx")[0]


def context(rows: Book, as_of: date | None = None) -> Context:
    rows = rows if as_of is None else replace(rows, settings=replace(rows.settings, as_of=as_of))
    return Context(rows, Say(), rows.years[-3:], rows.settings.as_of)


@pytest.fixture(scope="module")
def figures() -> Run:
    made: Run = json.loads(json.dumps(key_figures(context(story()))))
    return made


# ------------------------------------------------------------------ the figures of a run


def test_figures_of_the_story(figures: Run) -> None:
    def value(name: str) -> Any:
        return EXPECTED[name]["value"]

    assert figures["mrr"] == value("MRR")
    assert figures["at_risk_share"] == pytest.approx(value("share of MRR at risk"), abs=1e-4)
    assert figures["nrr"] == pytest.approx(value("NRR FY26"), abs=1e-4)
    assert figures["grr"] == pytest.approx(value("GRR FY26"), abs=1e-4)
    assert figures["logos"] == pytest.approx(value("logo retention FY26"), abs=1e-4)
    assert figures["csat"] == value("CSAT by month")[-1]
    assert sum(stake for _, stake in figures["at_risk"]) == value("MRR at risk")
    names = figures["names"]
    assert {names[place] for place in figures["endangered"]} == {
        name.removeprefix("endangerment ")
        for name, row in EXPECTED.items()
        if name.startswith("endangerment ") and row["value"] != "good"
    }
    assert [names[place] for place in figures["ranking"]] == value("ranking")
    known = snapshot(figures)
    assert known.tiers == value("tiers 2026")
    assert (known.mrr, known.stake, known.year) == (value("MRR"), value("MRR at risk"), 2026)


def test_how_people_stand_to_us_by_account_and_id(figures: Run) -> None:
    place = figures["names"].index("Mount Sinai")
    row = next(r for r in story().stakeholders if r.relationship == "positive")
    assert figures["relations"][f"{place}|{row.id}"] == "+"
    assert len(figures["relations"]) == len(story().stakeholders)


@pytest.mark.parametrize("name", BOOKS)
def test_any_book_has_figures_that_json_keeps(name: str) -> None:
    made = key_figures(context(BOOKS[name]))
    assert json.loads(json.dumps(made)) == made


def test_figures_stay_small() -> None:
    """Names once, and a letter for the tier of each account."""
    made = key_figures(context(book(3000, range(2025, 2027))))
    assert len(json.dumps(made)) < 110_000
    assert len(made["tier_of"]) == len(made["names"]) == 3000  # type: ignore[arg-type]


# ------------------------------------------------------------------ what the deck keeps


def test_names_are_kept_once() -> None:
    _, package = shipped_master()
    manifest: dict[str, object] = {}
    runs = [{"as_of": f"2026-0{n}-28", "names": ["Oak", "Elm"]} for n in (1, 2, 3)]
    runs.append({"as_of": "2026-04-28", "names": ["Oak", "Elm", "Fir"]})
    for run in runs:
        write_manifest(package, (("figures", run),), manifest, Ledger())
        manifest, _ = read_manifest(package)
    kept = manifest["runs"]
    assert isinstance(kept, list)
    assert ["names" in run for run in kept] == [False, False, True, True]
    assert list(runs_of(manifest)) == runs


def test_the_oldest_runs_go() -> None:
    _, package = shipped_master()
    manifest: dict[str, object] = {}
    for n in range(RUNS + 3):
        write_manifest(package, (("figures", {"revenue": n, "names": ["Oak"]}),), manifest, Ledger())
        manifest, _ = read_manifest(package)
    runs = runs_of(manifest)
    assert [run["revenue"] for run in runs] == list(range(3, RUNS + 3))
    assert all(run["names"] == ["Oak"] for run in runs)


def test_lists_by_account_are_kept_of_the_newest_run_of_a_day_and_of_eight_runs() -> None:
    _, package = shipped_master()
    manifest: dict[str, object] = {}
    for n in range(12):
        for revenue in (n, n + 100):
            figures = {"as_of": f"2026-01-{n + 1:02}", "revenue": revenue, "names": ["Oak"], "mrr_of": [n]}
            write_manifest(package, (("figures", figures),), manifest, Ledger())
            manifest, _ = read_manifest(package)
    runs = runs_of(manifest)
    assert len(runs) == 24
    assert [("mrr_of" in run) for run in runs] == [False] * 16 + [False, True] * 4
    assert all(run["names"] == ["Oak"] for run in runs)


def test_the_chosen_basis_comes_last_and_is_marked() -> None:
    manifest = {"runs": [{"revenue": 1, "names": ["Oak"]}], "since": {"revenue": 0}}
    runs = runs_of(manifest)
    assert runs == ({"revenue": 1, "names": ["Oak"]}, {"revenue": 0, "since": True})
    assert basis_of(runs) == runs[-1]
    assert basis_of(runs[:1]) is None


def test_what_a_run_knows_by_account_is_read_back(figures: Run) -> None:
    known = snapshot(figures)
    assert known.mrr_of is not None
    assert known.revenue_of is not None
    assert known.people is not None
    assert sum(known.mrr_of.values()) == pytest.approx(figures["mrr"])
    assert sum(known.revenue_of.values()) == pytest.approx(figures["revenue"], rel=1e-6)
    assert list(known.ranking or ()) == EXPECTED["ranking"]["value"]
    assert len(known.people) == len(story().stakeholders)
    for row in story().stakeholders:
        person = known.people[row.account, row.id]
        assert (person.name, person.relationship, person.role) == (row.name, row.relationship, row.role or "")


def test_a_run_of_before_knows_people_without_names_and_roles() -> None:
    known = snapshot({"names": ["Oak"], "relations": {"0|p1": "-", "Ghost|p2": "+"}})
    assert known.people is not None
    assert [(p.account, p.name, p.relationship, p.role) for p in known.people.values()] == [
        ("Oak", "p1", "negative", None),
        ("Ghost", "p2", "positive", None),
    ]


def test_amounts_of_accounts_that_the_workbook_does_not_list() -> None:
    made = amounts({"Oak": 5.0, "Ghost": 2.5}, {"Oak": 0, "Elm": 1})
    assert made == [5, None, ["Ghost", 2.5]]
    known = snapshot({"names": ["Oak", "Elm"], "mrr_of": made})
    assert known.mrr_of == {"Oak": 5.0, "Ghost": 2.5}


@pytest.mark.parametrize("manifest", [{}, {"runs": None}, {"runs": ["x", 3, {"revenue": 1}]}])
def test_what_cannot_be_read_is_passed_over(manifest: dict[str, object]) -> None:
    assert all(run == {"revenue": 1} for run in runs_of(manifest))


def test_a_snapshot_of_nonsense_knows_nothing() -> None:
    made = snapshot({"as_of": "never", "mrr": "much", "at_risk": [[1], "x", [9, 1.0]], "names": "Oak"})
    assert (made.as_of, made.mrr, made.stakes, made.tiers) == (None, None, {}, None)


# ------------------------------------------------------------------ which deck is compared with


def run(day: str | None, revenue: float = 1.0) -> Run:
    return {"as_of": day, "revenue": revenue, "currency": "USD"}


BARE = Book(settings=Settings())


def test_the_newest_run_with_an_earlier_date() -> None:
    runs = [run("2026-07-31", 1), run("2026-04-30", 2), run("2026-07-31", 3), run("2026-10-31", 4)]
    found = find_earlier(context(BARE, date(2026, 10, 31)), run("2026-10-31", 5), runs)
    assert found is not None
    assert (found.as_of, found.revenue) == (date(2026, 7, 31), 3.0)


def test_a_run_of_the_same_day_or_later_is_no_earlier_deck() -> None:
    runs = [run("2026-10-31", 1), run("2026-12-31", 2), run(None, 3)]
    assert find_earlier(context(BARE, date(2026, 10, 31)), run("2026-10-31"), runs) is None


def test_without_dates_the_newest_run_with_other_figures() -> None:
    runs = [run(None, 1), run(None, 2), run(None, 3)]
    found = find_earlier(context(BARE), run(None, 3), runs)
    assert found is not None
    assert found.revenue == 2.0
    again = find_earlier(context(BARE), run(None, 3), [*runs, run(None, 3)])
    assert again == found


def test_a_first_deck_has_nothing_before_it() -> None:
    assert find_earlier(context(BARE), run(None), ()) is None


def test_the_sheet_of_the_story() -> None:
    found = find_earlier(context(story()), {}, ())
    assert found is not None
    assert (found.name, found.as_of) == ("Q3", date(2026, 7, 31))
    assert found.stake == EXPECTED["MRR at risk in the previous deck"]["value"]
    assert set(found.stakes or ()) == {"Quillmore General", "Wexlinger", "Triweald MC"}
    assert found.tiers is not None
    assert found.tiers["Brightmere"] == "A"


@pytest.mark.parametrize(
    ("day", "is_run"), [("2026-07-30", False), ("2026-07-31", True), ("2026-09-30", True)]
)
def test_run_or_sheet_by_the_later_date(day: str, is_run: bool) -> None:
    found = find_earlier(context(story()), run("2026-10-31"), [run(day, 7.0)])
    assert found is not None
    assert (found.revenue == 7.0) == is_run


def test_a_sheet_that_is_not_earlier_does_not_count() -> None:
    assert find_earlier(context(story(), date(2026, 7, 31)), {}, ()) is None


def test_the_newest_deck_of_the_sheet_and_sums() -> None:
    rows = (
        Previous(as_of=date(2026, 1, 31), figure="mrr", value=9.0),
        Previous(as_of=date(2026, 4, 30), figure="mrr", value=5.0, account="Oak"),
        Previous(as_of=date(2026, 4, 30), figure="mrr", value=6.0, account="Elm"),
        Previous(as_of=date(2026, 4, 30), figure="revenue", value=80.0, account="Oak"),
        Previous(as_of=date(2026, 4, 30), figure="revenue", value=100.0),
    )
    found = find_earlier(context(replace(BARE, previous=rows)), {}, ())
    assert found is not None
    assert (found.as_of, found.mrr, found.revenue) == (date(2026, 4, 30), 11.0, 100.0)
    assert (found.stakes, found.stake, found.tiers) == (None, None, None)
