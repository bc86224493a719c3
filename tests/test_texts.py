"""What the program reads quickly is what Babel and the catalogues say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol, list_currencies

from kamdeck.text import Say, catalogues
from templates import build_texts

TEXT = Path(__file__).parents[1] / "kamdeck" / "text"
PATTERNS = {"short": "d MMM y", "long": "d MMMM y", "day": "d MMM", "month": "MMM y"}


def test_forms_are_fresh() -> None:
    made = build_texts.written(build_texts.forms())
    assert (TEXT / "forms.json").read_text(encoding="utf-8") == made, "run: python templates/build_texts.py"


def test_a_changed_text_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept as JSON while the sources stay as they are; a view's own file counts as the common one does."""
    (tmp_path / "text").mkdir()
    (tmp_path / "views" / "map").mkdir(parents=True)
    common, own = tmp_path / "text" / "en.toml", tmp_path / "views" / "map" / "en.toml"
    common.write_text('[map]\nkicker = "Map"\n', encoding="utf-8")
    own.write_text('[map]\ntitle = "One"\n', encoding="utf-8")
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path)
    monkeypatch.setattr(catalogues, "__file__", str(tmp_path / "text" / "catalogues.py"))
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
    common.unlink()
    own.unlink()
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
