"""The number, date and currency forms of the languages, as Babel has them: `python templates/build_texts.py`.

`kamdeck/text/forms.json` is kept in git: a user has no Babel, and a wheel is made without it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from babel import Locale
from babel.numbers import get_currency_symbol, list_currencies

TEXT = Path(__file__).parents[1] / "kamdeck" / "text"
LANGUAGES = ("en", "fr")


def forms() -> dict[str, Any]:
    """Decimal and grouping marks, month names, and the currencies that have a symbol of their own."""
    found: dict[str, Any] = {}
    for lang in LANGUAGES:
        locale = Locale.parse(lang)
        symbols = locale.number_symbols.get("latn", locale.number_symbols)
        months = locale.months["format"]
        found[lang] = {
            "decimal": symbols["decimal"],
            "group": symbols["group"],
            "months": [months["wide"][n] for n in range(1, 13)],
            "short_months": [months["abbreviated"][n] for n in range(1, 13)],
        }
    codes = sorted(list_currencies())
    symbols = {code: get_currency_symbol(code, "en") for code in codes}
    found["currencies"] = {code: symbol for code, symbol in symbols.items() if symbol != code}
    return found


def written(content: dict[str, Any]) -> str:
    """The file's content, the same for the same content."""
    return json.dumps(content, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    (TEXT / "forms.json").write_text(written(forms()), encoding="utf-8")
