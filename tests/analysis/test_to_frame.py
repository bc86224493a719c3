"""Every result of an analysis as a pandas frame: its columns, its rows, its values."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date
from typing import Any

import pandas as pd
import pytest

import kamdeck
import kamdeck.analysis
from kamdeck.analysis.abc import find_gap, list_moves, migrate, rank_years, revenue_table
from kamdeck.analysis.classification import classify
from kamdeck.analysis.comparison import Snapshot, tier_moves
from kamdeck.analysis.concentration import measure
from kamdeck.analysis.decision import decide
from kamdeck.analysis.evaluation import Measured, Rated
from kamdeck.analysis.figure import Figure
from kamdeck.analysis.growth import measure_growth
from kamdeck.analysis.identification import Screen, Screened
from kamdeck.analysis.mrr import levels, movement
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.analysis.profile import fit_account
from kamdeck.analysis.profit import Misfit, make_matrix
from kamdeck.analysis.ranking import compare_ranks
from kamdeck.analysis.retention import compare_accounts
from kamdeck.analysis.risk import queue
from kamdeck.analysis.rollout import plan_rollout
from kamdeck.analysis.satisfaction import Promoters
from kamdeck.analysis.scoring import score_accounts, standing
from kamdeck.analysis.tasks import Owned, TaskLists
from kamdeck.analysis.tidy import Tidy
from kamdeck.analysis.visits import ClassVisits, Visits
from kamdeck.analysis.whitespace import SpaceMap, Tally
from kamdeck.errors import KamdeckError
from kamdeck.workbook.rows import (
    Criterion,
    Influence,
    Mrr,
    Offer,
    Profit,
    Qualifier,
    Revenue,
    Risk,
    RolloutTask,
    Score,
    Settings,
    Stakeholder,
    Task,
)

# North 60 and 90, South 40 and 10; West is new in 2026.
REVENUE = tuple(
    Revenue(account=account, year=year, revenue=value)
    for account, year, value in (
        ("North", 2025, 60.0), ("South", 2025, 40.0),
        ("North", 2026, 90.0), ("South", 2026, 10.0), ("West", 2026, 100.0),
    )
)  # fmt: skip
TABLE = revenue_table(REVENUE, (2025, 2026))
AS_OF = date(2026, 10, 31)


def frame(result: Tidy) -> dict[str, list[Any]]:
    """The frame of a result as lists, missing values as None."""
    made = result.to_frame()
    assert isinstance(made, pd.DataFrame)
    return {str(name): [None if pd.isna(v) else v for v in made[name].tolist()] for name in made.columns}


def test_every_result_is_a_table() -> None:
    wrong = []
    for module in pkgutil.iter_modules(kamdeck.analysis.__path__):
        found = importlib.import_module(f"kamdeck.analysis.{module.name}")
        for name, kind in vars(found).items():
            is_own = isinstance(kind, type) and kind.__module__ == found.__name__
            if is_own and not name.startswith("_") and not issubclass(kind, Tidy):
                wrong.append(f"{module.name}.{name}")
    assert wrong == []


def test_pareto() -> None:
    assert frame(rank_accounts(TABLE, 2026, 0.8)) == {
        "year": [2026, 2026, 2026],
        "rank": [1, 2, 3],
        "account": ["West", "North", "South"],
        "revenue": [100, 90, 10],
        "share": [0.5, 0.45, 0.05],
        "cumulative": [0.5, 0.95, 1.0],
        "is_vital": [True, True, False],
    }


def test_tiers_moves_migration_and_gap() -> None:
    before, after = rank_years(TABLE, (2025, 2026))
    assert frame(after) == {
        "year": [2026, 2026, 2026],
        "rank": [1, 2, 3],
        "account": ["West", "North", "South"],
        "tier": ["A", "A", "C"],
        "revenue": [100, 90, 10],
        "share": [0.5, 0.45, 0.05],
    }
    # In 2025 North reaches 60%, so South is taken for A too.
    told = frame(migrate(before, after))
    rows = sorted(zip(*told.values(), strict=True), key=str)
    assert list(told) == ["account", "before", "after", "revenue_before", "revenue_after"]
    assert rows == [("North", "A", "A", 60, 90), ("South", "A", "C", 40, 10), ("West", None, "A", None, 100)]
    (move,) = list_moves((before, after))
    assert frame(move) == {
        "account": ["South"], "year": [2026], "before": ["A"], "after": ["C"],
        "revenue_before": [40], "revenue_after": [10],
    }  # fmt: skip
    gap = find_gap(after, "South", 1)
    assert gap is not None
    assert frame(gap)["account"] == ["South"]
    assert frame(gap)["after"] == [gap.after]


def test_concentration_and_growth() -> None:
    assert frame(measure([90.0, 10.0])) == {
        "rank": [1, 2], "revenue": [90, 10], "share_of_accounts": [0.5, 1.0], "share_of_revenue": [0.9, 1.0],
    }  # fmt: skip
    assert frame(measure_growth(TABLE, (2025, 2026), lambda value, _: Figure(value))) == {
        "year": [2025, 2026], "total": [100, 200], "change": [None, 1.0],
    }  # fmt: skip


def test_scoring_classes_and_profile() -> None:
    criteria = (
        Criterion(axis="growth", criterion="Potential", weight=1.0),
        Criterion(axis="harmony", criterion="Trust", weight=1.0),
    )
    scores = (
        Score(account="North", criterion="Potential", score=8.0),
        Score(account="North", criterion="Trust", score=6.0),
        Score(account="South", criterion="Trust", score=4.0),
    )
    scoring = score_accounts(criteria, scores, ("North", "South"))
    assert frame(scoring) == {
        "account": ["North", "North", "South", "South"],
        "rank": [1, 1, None, None],
        "growth": [8, 8, None, None],
        "harmony": [6, 6, 4, 4],
        "combined": [7, 7, None, None],
        "axis": ["growth", "harmony", "growth", "harmony"],
        "criterion": ["Potential", "Trust", "Potential", "Trust"],
        "weight": [1, 1, 1, 1],
        "score": [8, 6, None, 4],
    }
    assert frame(scoring.of("North")) == {
        "account": ["North"], "growth": [8], "harmony": [6], "combined": [7], "rank": [1],
    }  # fmt: skip
    winner = standing(scoring)
    assert winner is not None
    assert frame(winner)["winner"] == ["North"]
    classes = classify((("North", 8.0, 6.0), ("South", None, 4.0)), 5.5)
    assert frame(classes) == {
        "account": ["North", "South"],
        "growth": [8, None],
        "harmony": [6, None],
        "account_class": [classes.accounts[0].account_class, None],
    }
    assert frame(classes.accounts[0])["growth"] == [8]
    fit = fit_account("North", (8.0, None), (10.0, 5.0), (0.5, 0.5))
    assert fit is not None
    told = frame(fit)
    assert told["criterion"] == [1, 2]
    assert told["gap"] == [-2, None]
    assert told["criterion_fit"] == [0.8, None]
    assert told["fit"] == [0.8, 0.8]
    (first, *_) = compare_ranks((("North", 1, 7.0),), (("North", 2, 6.0),))
    assert frame(first) == {
        "account": ["North"], "rank": [1], "score": [7], "before": [2], "score_before": [6],
        "climb": [0],
    }  # fmt: skip


def test_decision() -> None:
    people = (
        Stakeholder(account="North", id="1", name="Ada", power=1, relationship="neutral"),
        Stakeholder(account="North", id="2", name="Bob", power=2, relationship="positive", reports_to="1",
                    touch_point=True, last_contact=date(2026, 1, 1)),
    )  # fmt: skip
    decision = decide("North", people, (Influence(account="North", source="2", target="1"),), as_of=AS_OF)
    told = frame(decision)
    assert told["id"] == ["1", "2"]
    assert told["name"] == ["Ada", "Bob"]
    assert told["manager"] == [None, "1"]
    assert told["is_target"] == [True, False]
    assert told["on_ally_path"] == [True, True]
    assert told["stale_days"] == [None, 303]
    assert decision.ally is not None
    path = frame(decision.ally)
    assert path["step"] == [1, 2]
    assert path["person"] == ["2", "1"]
    assert path["link"][0] is None


def test_subscriptions() -> None:
    rows = (
        Mrr(account="North", month=date(2026, 9, 30), mrr=10.0),
        Mrr(account="North", month=date(2026, 10, 31), mrr=15.0),
        Mrr(account="South", month=date(2026, 9, 30), mrr=5.0),
    )
    known = levels(rows)
    assert frame(known)["account"] == ["North", "North", "South", "South"]
    assert [str(month)[:10] for month in frame(known)["month"]] == ["2026-09-01", "2026-10-01"] * 2
    assert frame(known)["mrr"] == [10, 15, 5, 0]
    moved = movement(known, (2026, 9), (2026, 10))
    assert moved is not None
    told = frame(moved)
    assert (told["opening"], told["expansion"], told["churn"], told["closing"]) == (
        [15],
        [5],
        [moved.churn],
        [15],
    )
    assert "at" not in told
    cohort = compare_accounts({"North": 10.0, "South": 5.0}, {"North": 15.0, "West": 2.0})
    assert frame(cohort) == {
        "account": ["North", "South", "West"],
        "became": ["grew", "left", "came"],
        "change": [5, -5, 2],
    }
    promoters = Promoters(answers=(1, 0, 0, 0, 0, 0, 0, 2, 0, 3, 4), score=60.0)
    assert frame(promoters)["answers"] == [1, 0, 0, 0, 0, 0, 0, 2, 0, 3, 4]
    assert frame(promoters)["kind"] == ["detractor"] * 7 + ["passive"] * 2 + ["promoter"] * 2


def test_risk() -> None:
    rows = (Risk(account="North", mrr_at_risk=30.0, reason="price"), Risk(account="South", mrr_at_risk=50.0))
    found = queue(rows, (), {}, AS_OF)
    told = frame(found)
    assert told["account"] == ["South", "North"]
    assert told["stake"] == [50, 30]
    assert "actions" not in told
    assert frame(found.rows[1])["reason"] == ["price"]


def test_profit_and_identification() -> None:
    rows = [
        Profit(account=account, product_family=family, operating_profit=value)
        for account, family, value in (("North", "X", 8.0), ("North", "Y", -1.0), ("South", "X", 2.0))
    ]
    matrix = make_matrix(rows, Settings(), None)
    assert matrix is not None
    told = frame(matrix)
    assert sum(told["operating_profit"]) == 9
    assert set(told["customer_group"]) == set(matrix.letters)
    assert set(told["product_family"]) == {"X", "Y"}
    place = told["operating_profit"].index(-1)
    assert (told["product_family"][place], told["is_earning"][place]) == ("Y", False)
    misfit = Misfit(account="North", letter="A", visits=3, compared="B", median=5.0)
    assert frame(misfit)["visits"] == [3]
    test = Qualifier(criterion="Size", measure="revenue", threshold=50.0)
    row = Screened(
        account="North", revenue=60.0, values=(60.0,), marks=("pass",), verdict="key", lacking=0, required=()
    )
    screen = Screen(tests=(test,), rows=(row,), minimum=0.0, key_passes=1, candidate_passes=1)
    assert frame(screen) == {
        "account": ["North"], "revenue": [60], "verdict": ["key"], "criterion": ["Size"],
        "threshold": [50], "value": [60], "mark": ["pass"],
    }  # fmt: skip
    assert frame(row)["lacking"] == [0]


def test_programme() -> None:
    task = RolloutTask(
        workstream="Data", task="Load", owner="Ada", start_on=date(2026, 9, 1), due_on=date(2026, 10, 1),
        status="late",
    )  # fmt: skip
    programme = plan_rollout((task,), (), AS_OF)
    assert programme is not None
    told = frame(programme)
    assert told["task"] == ["Load"]
    assert told["state"] == ["late"]
    assert told["late"] == [30]
    assert frame(programme.tasks[0]) == told
    todo = Task(task="Call", owner="Ada", account="North", due_on=AS_OF)
    owned = Owned(owner="Ada", tasks=(todo,), overdue=0, open=1)
    lists = TaskLists(owners=(owned,), open=(todo,), overdue=(), soon=())
    assert frame(lists) == frame(owned)
    assert frame(lists)["task"] == ["Call"]
    assert frame(TaskLists(owners=(), open=(), overdue=(), soon=())) == {}


def test_people_and_visits() -> None:
    measured = Measured(
        measure="Revenue", unit="money", target=100.0, actual=80.0, weight=1.0, attainment=0.8
    )
    rated = Rated(manager="Ada", measures=(measured,), score=0.8, rating="B", met=0)
    assert frame(rated)["manager"] == ["Ada"]
    assert frame(rated)["attainment"] == [0.8]
    assert frame(measured)["target"] == [100]
    row = ClassVisits(
        name="Partners", accounts=("North",), revenue=90.0, each=12, planned=12, recorded=8, unknown=()
    )
    assert frame(Visits(rows=(row,), planned=12, recorded=8)) == {
        "name": ["Partners"], "accounts": [1], "revenue": [90], "each": [12], "planned": [12],
        "recorded": [8], "change": [4],
    }  # fmt: skip
    assert frame(row)["planned"] == [12]


def test_white_space_and_comparison() -> None:
    offer = Offer(account="North", division="East", product="X", state="in use", value=5.0)
    space = SpaceMap("North", {("East", "X"): offer}, {}, {}, Tally(used=5.0))
    assert frame(space) == {
        "account": ["North"], "division": ["East"], "product": ["X"], "state": ["in use"], "value": [5],
    }  # fmt: skip
    assert frame(space.whole)["used"] == [5]
    old = Snapshot(name="Q2", tiers={"North": "B"}, stakes={"South": 4.0})
    assert frame(old)["account"] == ["North", "South"]
    assert frame(old)["tier"] == ["B", None]
    moves, _ = tier_moves(old, Snapshot(tiers={"North": "A"}))
    assert frame(moves[0]) == {"account": ["North"], "before": ["B"], "after": ["A"]}


def test_several_results_below_each_other() -> None:
    frames = kamdeck.to_frame(rank_years(TABLE, (2025, 2026)))
    assert frames["year"].tolist() == [2025, 2025, 2026, 2026, 2026]
    assert kamdeck.to_frame(rank_accounts(TABLE, 2025))["account"].tolist() == ["North", "South"]
    assert kamdeck.to_frame([]).empty


def test_without_pandas_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(KamdeckError, match=r"kamdeck\[frames\]"):
        measure([1.0]).to_frame()
