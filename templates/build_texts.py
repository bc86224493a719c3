"""What Babel knows of languages and currencies, where it helps to write a catalogue.

    python -m templates.build_texts        # kamdeck/text/currencies.json
    python -m templates.build_texts de     # prints the section `forms` of a new language

The file is kept in git: a user has no Babel, and a wheel is made without it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_symbol, list_currencies

TEXT = Path(__file__).parents[1] / "kamdeck" / "text"


def forms(lang: str) -> dict[str, Any]:
    """The section `forms` of a language; units and ordinals are to be looked at by who speaks it."""
    locale = Locale.parse(lang, sep="-")
    symbols = locale.number_symbols.get("latn", locale.number_symbols)
    months = locale.months["format"]
    currency = locale.currency_formats["standard"].pattern
    before = currency.startswith("¤")
    percent = re.sub(r"[#,.0]+", "{n}", locale.percent_formats[None].pattern)
    territory = get_global("likely_subtags").get(locale.language, "").rpartition("_")[2]
    return {
        "tag": lang if locale.territory else f"{locale.language}-{territory}",
        "decimal": symbols["decimal"],
        "group": symbols["group"],
        "percent": percent,
        "money": "{symbol}{amount}{unit}" if before else "{amount}\u00a0{unit}{symbol}",
        "column_unit": "{symbol}{unit}" if before else "{unit}{symbol}",
        "semicolon": "; ",
        "colon": ": ",
        "first_day": "1",
        "months": [months["wide"][n] for n in range(1, 13)],
        "short_months": [months["abbreviated"][n] for n in range(1, 13)],
        "plural": _rules(locale.plural_form.rules),
        "ordinals": _rules(locale.ordinal_form.rules),
        "ordinal": dict.fromkeys((*locale.ordinal_form.rules, "other"), "{n}."),
        "units": {"one": "", "k": "k", "M": "M", "B": "B"},
        "dates": {
            "short": _date(locale.datetime_skeletons["yMMMd"].pattern),
            "long": _date(locale.date_formats["long"].pattern),
            "day": _date(locale.datetime_skeletons["MMMd"].pattern),
            "month": _date(locale.datetime_skeletons["yMMM"].pattern),
        },
    }


def _rules(rules: Mapping[str, str]) -> dict[str, str]:
    """Babel's rules as Unicode writes them."""
    said = {}
    for name, rule in rules.items():
        said[name] = rule.replace(" not in ", " != ").replace(" in ", " = ").replace(" mod ", " % ")
    return said


def _date(pattern: str) -> str:
    """A date's pattern (`d. MMM y`) as a text with fields."""
    fields = {"d": "{d}", "MMMM": "{month}", "MMM": "{m}", "y": "{y}"}
    return re.sub(r"d+|M+|y+", lambda match: fields.get(match[0], match[0]), pattern.replace("'", ""))


def toml(section: Mapping[str, Any], name: str = "forms") -> str:
    """A section in TOML: JSON's texts and lists are TOML's too."""
    plain = {key: value for key, value in section.items() if not isinstance(value, dict)}
    lines = [
        f"[{name}]",
        *(f"{_key(key)} = {json.dumps(value, ensure_ascii=False)}" for key, value in plain.items()),
    ]
    tables = [toml(value, f"{name}.{_key(key)}") for key, value in section.items() if key not in plain]
    return "\n".join(lines) + "\n" + "".join(f"\n{table}" for table in tables)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name, re.ASCII) else json.dumps(name, ensure_ascii=False)


def currencies() -> str:
    """The currencies that have a symbol of their own, as a file's content: the same for the same Babel."""
    symbols = {code: get_currency_symbol(code, "en") for code in sorted(list_currencies())}
    content = {code: symbol for code, symbol in symbols.items() if symbol != code}
    return json.dumps(content, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.stdout.write(toml(forms(sys.argv[1])))
    else:
        (TEXT / "currencies.json").write_text(currencies(), encoding="utf-8")
