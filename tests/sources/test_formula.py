"""Formulas of a mapping: arithmetic over named columns, nothing else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamdeck.sources.engine import Engine
from kamdeck.sources.formula import Formula
from kamdeck.workbook.numerals import UnreadableError

ENGINE = Engine()


def worked(text: str, **numbers: float | None) -> float | None:
    """The value of a formula for columns by name; a space in a name is written as two underscores."""
    formula = Formula(text)
    values = [numbers[name.replace(" ", "__")] for name in formula.names]
    found: float | None = ENGINE.rows(f"select {formula.sql(['?::double'] * len(values))}", values)[0][0]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", 2.0), ("a + b * 3", 11.0), ("(a + b) * 3", 15.0), ("a - b - 1", -2.0), ("-a", -2.0),
        ("a / b / 2", 1 / 3), ("[a] * 1.5", 3.0), ("2*(a-(b-1))", 0.0), ("[unit price] * a", 8.0),
        ("  a*b  ", 6.0), ("é * a", 10.0), ("--a", 2.0),
    ],
)  # fmt: skip
def test_arithmetic(text: str, expected: float) -> None:
    numbers: dict[str, float | None] = {"a": 2.0, "b": 3.0, "unit__price": 4.0, "é": 5.0}
    assert worked(text, **numbers) == pytest.approx(expected)


def test_a_name_is_asked_for_once_and_blank_makes_blank() -> None:
    assert Formula("a * b + a").names == ["a", "b"]
    assert worked("a * b", a=2.0, b=None) is None
    assert worked("a / b", a=1.0, b=0.0) is None


@pytest.mark.parametrize(
    "text",
    ["", "1 + 2", "a +", "a b", "(a", "a)", "a ** 2", "a; b", "__import__('os')", "[a", "*a", "a[0]"],
)  # fmt: skip
def test_what_is_no_formula(text: str) -> None:
    with pytest.raises(UnreadableError):
        Formula(text)


NUMBERS = st.floats(min_value=0.5, max_value=100)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(NUMBERS, NUMBERS, NUMBERS, st.lists(st.sampled_from("+-*/"), min_size=2, max_size=2))
def test_precedence_is_that_of_arithmetic(a: float, b: float, c: float, marks: list[str]) -> None:
    text = f"a {marks[0]} b {marks[1]} c"
    work = {"+": a + b, "-": a - b, "*": a * b, "/": a / b}
    if marks[1] in "*/" and marks[0] in "+-":
        inner = b * c if marks[1] == "*" else b / c
        expected = a + inner if marks[0] == "+" else a - inner
    else:
        left = work[marks[0]]
        expected = {"+": left + c, "-": left - c, "*": left * c, "/": left / c}[marks[1]]
    assert worked(text, a=a, b=b, c=c) == pytest.approx(expected)
