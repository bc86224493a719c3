"""What the program reads quickly is what Babel and the catalogues say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol, list_currencies

from kamdeck.text import Say
from templates import build_texts

TEXT = Path(__file__).parents[1] / "kamdeck" / "text"
PATTERNS = {"short": "d MMM y", "long": "d MMMM y", "day": "d MMM", "month": "MMM y"}


@pytest.mark.parametrize("name", ["forms", "texts"])
def test_made_files_are_fresh(name: str) -> None:
    made = build_texts.written(getattr(build_texts, name)())
    assert (TEXT / f"{name}.json").read_text(encoding="utf-8") == made, "run: python templates/build_texts.py"


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("style", PATTERNS)
def test_dates_are_babels(lang: str, style: str) -> None:
    say = Say(lang)
    for month in range(1, 13):
        day = date(2026, month, 2 * month)
        assert say.date(day, style) == format_date(day, PATTERNS[style], locale=lang)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("value", [0, 7, 1219, 1_234_567, 0.5, 12.34])
def test_numbers_are_babels(lang: str, value: float) -> None:
    assert Say(lang).number(value, 2) == format_decimal(value, "#,##0.00", locale=lang)


def test_currencies_are_babels() -> None:
    for code in list_currencies():
        symbol = get_currency_symbol(code, "en")
        assert Say("en", code).money(5) == f"{symbol}5"
    assert Say("en", "XYZ").money(5) == "XYZ5"
