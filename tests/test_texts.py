"""What the program reads quickly is what Babel and the catalogues say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol, list_currencies

from kamdeck.text import Say, catalogues, forms
from kamdeck.text.plural import category
from templates import build_texts

TEXT = Path(__file__).parents[1] / "kamdeck" / "text"
PATTERNS = {"short": "d MMM y", "long": "d MMMM y", "day": "d MMM", "month": "MMM y"}


def test_currencies_are_fresh() -> None:
    found = (TEXT / "currencies.json").read_text(encoding="utf-8")
    assert found == build_texts.currencies(), "run: python -m templates.build_texts"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_forms_are_babels(lang: str) -> None:
    """But for what we write otherwise: no "many" in French, amounts by their unit, English ordinals."""
    made, ours = build_texts.forms(lang), forms(lang)
    for key in ("tag", "decimal", "group", "percent", "months", "short_months", "ordinals"):
        assert ours[key] == made[key], key
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
