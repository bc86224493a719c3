"""One verb an account: the first that holds, of save, plan, grow, hold and cut."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kamdeck.figures.advice import FITS, Advice, Position, read_advice
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.workbook.rows import (
    Account,
    Book,
    Criterion,
    Initiative,
    Offer,
    RetentionAction,
    Revenue,
    Risk,
    Score,
    Settings,
)
from kamdeck.workbook.watched import watched

AS_OF = date(2026, 12, 31)
BOTH = Position("Oak", account_class="Strategic", tier="C")
LOW = Position("Oak", account_class="Streamline", tier="C")


@pytest.mark.parametrize(
    ("position", "verb"),
    [
        (replace(BOTH, stake=0.0, is_focus=True, late=1), "save"),
        (replace(LOW, stake=9.0), "save"),
        (replace(BOTH, is_focus=True, late=1), "plan"),
        (replace(LOW, is_key=True, late=1), "plan"),
        (replace(BOTH, late=1), "grow"),
        (BOTH, "grow"),
        (replace(BOTH, account_class="Star"), "hold"),
        (replace(BOTH, account_class="Status"), "hold"),
        (LOW, "cut"),
        (replace(LOW, late=3), "cut"),
        (replace(LOW, account_class=""), "hold"),
        (replace(LOW, tier="B"), "cut"),
        (replace(LOW, tier="A"), "hold"),
        (replace(LOW, is_vital=True), "hold"),
        (replace(LOW, is_focus=True), "hold"),
        (replace(LOW, is_key=True), "hold"),
        (replace(LOW, has_plan=True), "hold"),
        (replace(BOTH, status="lost", stake=9.0), None),
        (replace(BOTH, status="prospect"), None),
    ],
)
def test_the_first_verb_that_holds(position: Position, verb: str | None) -> None:
    assert position.verb == verb


def test_what_may_be_asked_beside_the_verb() -> None:
    asked = {"save": LOW, "hold": replace(LOW, tier="A"), "cut": LOW, "grow": BOTH}
    found = Advice(
        {"save": replace(LOW, stake=1.0), **{name: asked[name] for name in ("hold", "cut", "grow")}}
    )
    assert {verb for verb in FITS if found.fits(verb, "save")} == {"save", "plan", "hold"}
    assert {verb for verb in FITS if found.fits(verb, "hold")} == {"plan", "hold"}
    assert {verb for verb in FITS if found.fits(verb, "cut")} == {"cut"}
    assert {verb for verb in FITS if found.fits(verb, "grow")} == {"plan", "grow", "hold"}
    assert not any(found.fits(verb, "nobody") for verb in FITS)
    unknown = Advice({"Oak": replace(LOW, account_class="")})
    assert unknown.verb("Oak") == "hold"
    assert unknown.fits("grow", "Oak")
    assert not unknown.fits("cut", "Oak")


def test_no_account_is_to_gain_more_than_half_of_its_revenue() -> None:
    found = Advice({"Oak": replace(BOTH, revenue=100.0), "Elm": replace(BOTH, revenue=100.0, stake=1.0)})
    assert found.can_gain("Oak", 50.0)
    assert not found.can_gain("Oak", 50.01)
    assert not found.can_gain("Elm", 1.0)


# ------------------------------------------------------------------ from a book

REVENUE = {"Oak": 700.0, "Elm": 200.0, "Ash": 60.0, "Fir": 40.0}
SCORES = {"Oak": (9, 9), "Elm": (2, 9), "Ash": (2, 2), "Fir": (2, 2)}


def book(**sheets: object) -> Book:
    kept = Book(
        settings=Settings(as_of=AS_OF, focus_account="Oak"),
        accounts=tuple(Account(account=name, manager="M. Bell") for name in REVENUE),
        revenue=tuple(Revenue(account=name, year=2026, revenue=value) for name, value in REVENUE.items()),
        criteria=(
            Criterion(axis="growth", criterion="Growth", weight=1.0),
            Criterion(axis="harmony", criterion="Fit", weight=1.0),
        ),
        scores=tuple(
            Score(account=name, criterion=criterion, score=score)
            for name, pair in SCORES.items()
            for criterion, score in zip(("Growth", "Fit"), pair, strict=True)
        ),
        risk=(Risk(account="Fir", mrr_at_risk=5.0),),
    )
    return replace(kept, **sheets)


def advice_on(found: Book, faulty: frozenset[str] = frozenset()) -> Advice:
    return read_advice(Context(found, Say("en"), (2026,), AS_OF, faulty=faulty))


def test_the_verbs_of_a_book() -> None:
    found = advice_on(book())
    assert {name: found.verb(name) for name in REVENUE} == {
        "Oak": "grow", "Elm": "hold", "Ash": "cut", "Fir": "save",
    }  # fmt: skip
    assert found.vital == ()
    assert advice_on(book(risk=())).verb("Fir") == "cut"
    assert [found.positions[name].rank for name in REVENUE] == [1, 2, 3, 4]
    assert found.positions["Oak"].share == pytest.approx(0.7)
    assert found.positions["Fir"].stake == 5.0
    assert found.is_leaving
    assert not advice_on(book(risk=(Risk(account="Oak", mrr_at_risk=5.0),))).is_leaving


LATE, DUE = AS_OF - timedelta(1), AS_OF
INITIATIVE = Initiative(
    account="Oak", objective="Grow", initiative="Pilot", due_on=LATE, status="in progress"
)


@pytest.mark.parametrize(
    ("sheets", "verb"),
    [
        ({"plan": (INITIATIVE,)}, "plan"),
        ({"plan": (replace(INITIATIVE, due_on=DUE),)}, "grow"),
        ({"plan": (replace(INITIATIVE, due_on=DUE, status="late"),)}, "plan"),
        ({"plan": (replace(INITIATIVE, status="done"),)}, "grow"),
        ({"plan": (replace(INITIATIVE, account="Ash"),)}, "grow"),
        ({"retention_actions": (RetentionAction(account="Oak", action="Visit", due_on=LATE),)}, "plan"),
    ],
)
def test_a_late_action_at_the_focus_account_comes_before_growth(sheets: dict[str, object], verb: str) -> None:
    assert advice_on(book(**sheets)).verb("Oak") == verb


def test_open_white_space_is_what_is_not_in_use() -> None:
    offers = [("in use", 9.0), ("proposed", 2.0), ("competitor", None), ("white space", 3.0)]
    rows = tuple(
        Offer(account="Oak", division="North", product=state, state=state, value=value)
        for state, value in offers
    )
    assert advice_on(book(whitespace=rows)).positions["Oak"].open == 5.0


def test_a_sheet_with_errors_makes_the_advice_silent_and_holds_no_view_back() -> None:
    seen = watched(book())
    assert advice_on(seen, faulty=frozenset({"tasks"})).positions == {}
    assert seen.seen == set()  # type: ignore[attr-defined]
    assert advice_on(seen, faulty=frozenset({"charter"})).verb("Oak") == "grow"
