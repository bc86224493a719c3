"""What the program reads quickly is what Babel and the catalogues say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from random import Random

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol, list_currencies

from kamdeck.text import Say, catalogues, forms
from kamdeck.text.amounts import unit_for
from kamdeck.text.plural import category
from templates import build_texts

TEXT = Path(__file__).parents[1] / "kamdeck" / "text"
PATTERNS = {"short": "d MMM y", "long": "d MMMM y", "day": "d MMM", "month": "MMM y"}


def test_currencies_are_fresh() -> None:
    found = (TEXT / "currencies.json").read_text(encoding="utf-8")
    assert found == build_texts.currencies(), "run: python -m templates.build_texts"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_forms_are_babels(lang: str) -> None:
    """But for what we write otherwise: no "many" in French, a narrow space before its percent sign,
    amounts by their unit, English ordinals."""
    made, ours = build_texts.forms(lang), forms(lang)
    for key in ("tag", "decimal", "group", "months", "short_months", "ordinals"):
        assert ours[key] == made[key], key
    assert ours["percent"] == made["percent"].replace("\u00a0", "\u202f")
    assert ours["plural"]["one"] == made["plural"]["one"]
    assert ours["dates"]["day"].endswith("{m}")


@pytest.mark.parametrize("lang", ["en", "fr", "de", "pl", "ru", "ar", "cy", "lt"])
def test_plurals_are_babels(lang: str) -> None:
    locale, rules = Locale.parse(lang), build_texts.forms(lang)
    for key, form in (("plural", locale.plural_form), ("ordinals", locale.ordinal_form)):
        for n in (*range(205), 1000, 1_000_000):
            assert category(tuple(rules[key].items()), n) == form(n), (key, n)


def test_what_is_no_whole_number_takes_the_other_form() -> None:
    rules = (("one", "n = 0,1"),)
    assert [category(rules, n) for n in (1, 1.0, 0.5, None, "1")] == ["one", "one", *["other"] * 3]
    with pytest.raises(ValueError, match="No plural rule: 'n is 1'"):
        category((("one", "n is 1"),), 1)


def test_a_changed_text_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept as JSON while the sources stay as they are; a view's own file counts as the common one does."""
    (tmp_path / "text").mkdir()
    (tmp_path / "views" / "map").mkdir(parents=True)
    common, own = tmp_path / "text" / "en.toml", tmp_path / "views" / "map" / "en.toml"
    common.write_text('[map]\nkicker = "Map"\n', encoding="utf-8")
    own.write_text('[map]\ntitle = "One"\n', encoding="utf-8")
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path)
    kept = tmp_path / "text" / "en.json"
    assert catalogues.read_catalogue("en") == {"map": {"kicker": "Map", "title": "One"}}
    before = kept.stat().st_mtime_ns
    assert catalogues.read_catalogue("en")["map"]["title"] == "One"
    assert kept.stat().st_mtime_ns == before
    own.write_text('[map]\ntitle = "Three"\n', encoding="utf-8")
    assert catalogues.read_catalogue("en")["map"]["title"] == "Three"
    kept.write_text("damaged", encoding="utf-8")
    assert catalogues.read_catalogue("en")["map"]["title"] == "Three"
    own.write_text('[map]\nkicker = "Twice"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="another file"):
        catalogues.read_catalogue("en")
    own.unlink()
    kept.write_text(catalogues.made({"map": {"title": "Three"}}, []), encoding="utf-8")
    common.unlink()
    assert catalogues.read_catalogue("en")["map"]["title"] == "Three", "a wheel has the JSON alone"


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


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (999.4, "$999", "999\u00a0$"),
        (1_490, "$1.5k", "1,5\u00a0k$"),
        (-2_500, "−$2.5k", "−2,5\u00a0k$"),
        (9_949, "$9.9k", "9,9\u00a0k$"),
        (9_951, "$10k", "10\u00a0k$"),
        (524_000, "$524k", "524\u00a0k$"),
    ],
)
def test_thousands_below_ten_have_a_decimal(value: float, english: str, french: str) -> None:
    assert Say("en").money(value) == english
    assert Say("fr").money(value).replace("\u202f", "\u00a0") == french


@pytest.mark.parametrize("seed", range(30))
def test_an_amount_says_its_value_within_a_twentieth(seed: int) -> None:
    rnd = Random(seed)
    value = 10 ** rnd.uniform(3, 8)
    shown = Say("en").money(value).removeprefix("$")
    scale = {"k": 1e3, "M": 1e6}[shown[-1]]
    assert abs(float(shown[:-1].replace(",", "")) * scale - value) <= 0.05 * value


@pytest.mark.parametrize(
    ("values", "adds_up", "unit"),
    [
        ((), False, ("", 0)),
        ((9_999, -1), False, ("", 0)),
        ((12_000, 2_500), False, ("k", 1)),
        ((-300_000, 5), True, ("k", 0)),
        ((2e6, 5), False, ("M", 1)),
        ((2e6, 5), True, ("k", 0)),
        ((1e8, 5), True, ("M", 1)),
        ((2e9,), True, ("M", 0)),
    ],
)
def test_one_unit_for_amounts_that_stand_together(
    values: tuple[float, ...], adds_up: bool, unit: tuple[str, int]
) -> None:
    found = unit_for(values, adds_up=adds_up)
    assert (found.letter, found.places) == unit


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("kind", ["", "share", "money"])
def test_what_was_entered_is_printed_with_its_digits(seed: int, lang: str, kind: str) -> None:
    rnd = Random(seed)
    places = rnd.randint(0, 4)
    value = round(rnd.choice([1, 10, 1e3, 1e7]) * rnd.random() + 0.01, places)
    shown = Say(lang).entered(value / 100 if kind == "share" else value, kind)
    scale = 1e3 if "k" in shown else 1e6 if "M" in shown else 1.0
    digits = re.sub(r"[^\d.]", "", shown.replace(",", "." if lang == "fr" else ""))
    assert float(digits) * scale == pytest.approx(value, abs=1e-9 * max(1, value))


def test_a_cut_is_printed_as_entered() -> None:
    say = Say("en")
    assert [say.entered(v) for v in (5.75, 6.0, -0.3, 1 / 3)] == ["5.75", "6", "−0.3", "0.333333333"]
    assert [say.entered(v, "share") for v in (0.8, 0.825, 1 - 0.58, 1.2)] == ["80%", "82.5%", "42%", "120%"]
    assert [say.entered(v, "money") for v in (12e6, 1.25e6, 1_234_567, 1_500, -2.5e6)] == [
        "$12.0M", "$1.25M", "$1,234,567", "$1.5k", "−$2.5M",
    ]  # fmt: skip
