"""Accounts in danger by hand: endangerment at its limits, the queue in each order, what is saved."""

from __future__ import annotations

from datetime import date

import pytest

from kamdeck.analysis.risk import endangerment, is_overdue, newest_usage, queue
from kamdeck.workbook.rows import RetentionAction, Risk, Settings, Usage

AS_OF = date(2026, 10, 31)


def usage(account: str, change: float | None, risk: float | None, day: date | None = None) -> Usage:
    return Usage(at="Usage!B2", account=account, logins_change=change, cancellation_risk=risk, date=day)


@pytest.mark.parametrize(
    ("change", "risk", "expected"),
    [
        (-0.3, 0.4, "risk"),
        (-0.29, 0.4, "watch"),
        (-0.3, 0.39, "watch"),
        (-0.15, 0.0, "watch"),
        (0.1, 0.25, "watch"),
        (-0.14, 0.24, "good"),
        (None, 0.9, "watch"),
        (-0.9, None, "watch"),
        (0.2, None, "good"),
        (None, None, "unknown"),
    ],
)
def test_endangerment_at_the_limits(change: float | None, risk: float | None, expected: str) -> None:
    assert endangerment((usage("a", change, risk),), Settings()) == {"a": expected}


def test_the_newest_usage_counts() -> None:
    rows = (
        usage("a", -0.5, 0.9, date(2026, 10, 1)),
        usage("a", 0.0, 0.0, date(2026, 7, 1)),
        usage("b", 0.0, 0.0),
        usage("b", -0.5, 0.9),
    )
    assert endangerment(rows, Settings()) == {"a": "risk", "b": "risk"}
    assert newest_usage(rows)["a"] is rows[0]


def at_risk(account: str, **fields: object) -> Risk:
    return Risk(at=f"Risk!{account}", account=account, **fields)  # type: ignore[arg-type]


def action(account: str, **fields: object) -> RetentionAction:
    return RetentionAction(at="Retention actions!C2", account=account, action="Call", **fields)  # type: ignore[arg-type]


ROWS = (
    at_risk("mid", mrr_at_risk=50.0, in_queue_since=date(2026, 10, 1), renewal_on=date(2026, 10, 1)),
    at_risk("big", in_queue_since=date(2026, 10, 30), likelihood_saved=0.5, owner="Ann"),
    at_risk("small", mrr_at_risk=5.0, renewal_on=date(2027, 1, 31), likelihood_saved=0.9),
)
ACTIONS = (
    action("mid", likelihood=0.2, due_on=date(2026, 10, 30), status="in progress"),
    action("mid", likelihood=0.4, due_on=date(2026, 10, 30), status="done"),
    action("big", due_on=date(2026, 10, 31)),
    action("gone", due_on=date(2026, 1, 1)),
)


def test_queue_in_the_order_asked_for() -> None:
    def order(by: str) -> list[str]:
        return [q.account for q in queue(ROWS, ACTIONS, {"big": 80.0}, AS_OF, by).rows]

    assert order("mrr") == ["big", "mid", "small"]
    assert order("days") == ["mid", "big", "small"]
    assert order("renewal") == ["mid", "small", "big"]


def test_what_is_at_stake_and_saved() -> None:
    found = queue(ROWS, ACTIONS, {"big": 80.0}, AS_OF, renewals={"big": date(2026, 11, 10), "mid": None})
    big, mid, small = found.rows
    assert (big.stake, big.days, big.renewal_days, big.saved, big.owner) == (80, 1, 10, 40, "Ann")
    assert (mid.days, mid.renewal_days, mid.renewal_on) == (30, -30, date(2026, 10, 1))
    assert mid.likelihood == pytest.approx(0.3)
    assert (small.days, small.renewal_days, small.saved, small.likelihood) == (None, 92, 0, 0.9)
    assert found.stake == 135
    assert found.saved == pytest.approx(55)
    assert found.overdue == ACTIONS[:1]
    assert found.saved_late == pytest.approx(15)
    assert found.without_action == ("small",)


def test_without_an_as_of_date_nothing_is_counted_in_days() -> None:
    found = queue(ROWS, ACTIONS, {}, None)
    assert {(q.days, q.renewal_days) for q in found.rows} == {(None, None)}
    assert found.overdue == ()
    assert not is_overdue(ACTIONS[0], None)
    assert queue((), (), {}, AS_OF).rows == ()
