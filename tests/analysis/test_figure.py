"""What a figure may stand against, by hand: each reason why not, and the step where it may."""

from __future__ import annotations

from datetime import date

import pytest

from kamdeck.analysis.figure import Figure
from kamdeck.record import replace
from kamdeck.workbook.spans import Span, day_span, month_span, span_of, year_span

Y24, Y25, Y26 = year_span(2024), year_span(2025), year_span(2026)
TO_JULY = replace(Y26, until=date(2026, 7, 31))
THEN = Figure(100.0, "money", "USD", Y25)
NOW = Figure(125.0, "money", "USD", Y26)


def money(span: Span | None) -> Figure:
    return Figure(100.0, "money", "USD", span)


def span(text: str, end_month: int = 12) -> Span:
    return span_of(text, days_first=False, end_month=end_month)


def test_a_step_knows_amount_rate_and_yearly_rate() -> None:
    step = NOW.against(THEN)
    assert step is not None
    assert (step.first, step.last, step.amount, step.rate, step.annual) == (100, 125, 25, 0.25, 0.25)


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [
        (None, NOW, "unknown"),
        (THEN.of(None), NOW, "unknown"),
        (THEN, NOW.of(None), "unknown"),
        (replace(THEN, faults=("revenue",)), NOW, "fault"),
        (THEN, replace(NOW, faults=("revenue",)), "fault"),
        (THEN, replace(NOW, unit="count"), "unit"),
        (replace(THEN, currency="EUR"), NOW, "currency"),
        (replace(THEN, coverage=0.59), NOW, "coverage"),
        (THEN, replace(NOW, coverage=0.59), "coverage"),
        (THEN, replace(NOW, span=TO_JULY), "part"),
        (replace(THEN, span=replace(Y25, until=date(2025, 7, 31))), NOW, "part"),
        (replace(THEN, span=replace(Y25, until=date(2025, 6, 30))), money(TO_JULY), "part"),
        (money(span("Q4 2025")), NOW, "length"),
        (money(span("H1 2026")), money(span("Q3 2026")), "length"),
        (money(month_span(date(2026, 6, 1))), money(day_span(date(2026, 7, 1))), "length"),
        (money(span("FY25", 9)), money(span("CY 2026")), "calendar"),
        (money(span("FY24", 6)), money(span("FY26", 9)), "calendar"),
        (
            money(Span("year", date(2025, 7, 1), date(2026, 6, 30))),
            money(Span("year", date(2026, 6, 1), date(2027, 6, 30))),
            "overlap",
        ),
    ],
)
def test_what_is_not_comparable_is_refused_with_its_reason(
    before: Figure | None, now: Figure, why: str
) -> None:
    assert now.refusal(before) == why
    assert now.against(before) is None


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (replace(THEN, coverage=0.6), NOW),
        (THEN, replace(NOW, span=Y25)),  # the same period, known anew
        (money(replace(Y25, until=date(2025, 7, 31))), money(TO_JULY)),  # the same months
        (money(replace(Y24, until=date(2024, 2, 29))), money(replace(Y25, until=date(2025, 2, 28)))),
        (money(span("FY25", 9)), money(span("FY26", 9))),
        (money(Span("year", date(2024, 8, 1), date(2025, 7, 31), is_rolling=True)), money(Y26)),
        (money(span("Q3 2025")), money(span("Q3 2026"))),
        (money(month_span(date(2025, 10, 3))), money(month_span(date(2026, 10, 1)))),
        (money(None), NOW),  # what a deck of before did not keep
        (replace(THEN, currency=""), NOW),
        (Figure(1.0, "share", "EUR", Y25), Figure(2.0, "share", "EUR", Y26)),
    ],
)
def test_what_is_comparable_makes_a_step(before: Figure, now: Figure) -> None:
    assert now.refusal(before) == ""
    step = now.against(before)
    assert step is not None
    assert (step.before, step.after) == (before, now)


def test_rates_of_a_step() -> None:
    def step(first: float, last: float, years: int = 1) -> tuple[float | None, float | None]:
        found = NOW.of(last).against(replace(THEN, value=first, span=year_span(2026 - years)))
        assert found is not None
        return found.rate, found.annual

    assert step(4, 5)[0] == 0.25
    assert step(0, 5) == (None, None)
    assert step(4.1, 8.6, 2)[1] == pytest.approx(0.4483, abs=1e-4)
    assert step(1.0, 8.0, 3)[1] == pytest.approx(1.0)
    assert step(3.0, 0.0, 3)[1] == -1.0
    assert step(3.0, -1.0, 3)[1] is None
    same = NOW.against(NOW)
    assert same is not None
    assert same.annual is None
