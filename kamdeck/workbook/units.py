"""The unit and the currency that a header or a title names: `Revenue (k€)`, `All amounts in thousands`."""

from __future__ import annotations

import re

from kamdeck.record import record
from kamdeck.workbook.currencies import without_currency
from kamdeck.workbook.numerals import FACTORS
from kamdeck.workbook.wording import fold, trimmed

ACTUAL = frozenset(
    {
        "a", "actual", "actuals", "reel", "reels", "realise", "p", "prelim", "preliminary", "prov",
        "provisional", "provisoire", "provisoires", "audited", "unaudited", "audite",
    }
)  # fmt: skip
"""Words that leave a figure what it is: actual, preliminary."""

_UNIT_WORDS = frozenset({"in", "en", "of", "de", "d", "us"})
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_FOOTNOTE = re.compile(r"\d{1,2}")
_TITLED = re.compile(rf"\b(?:in|en)(?: \w+)? ({'|'.join(FACTORS)})\b")
_AFTER_CURRENCY = re.compile(rf"(?<!\d )\b({'|'.join(FACTORS)})\b")


@record
class Named:
    """A header without the unit that it names.

    `unit` is what amounts are multiplied by (None where it names none), `currency` a sign or code in
    capitals. Where a bracket holds anything else (`2026 (budget)`) it is no unit but `is_other` figure.
    """

    bare: str
    unit: float | None = None
    currency: str = ""
    is_other: bool = False


def named_unit(text: str) -> Named:
    """The header's name and its unit: `MRR (k€)` and `MRR k€` are MRR in thousands of euros."""
    match = _BRACKET.search(text)
    if match:
        bare = trimmed(text[: match.start()] + " " + text[match.end() :])
        inside, currency = without_currency(match[1])
        words = fold(inside).split()
        if not all(w in FACTORS or w in _UNIT_WORDS or w in ACTUAL or _FOOTNOTE.fullmatch(w) for w in words):
            return Named(bare, is_other=True)
        return Named(bare, next((FACTORS[w] for w in words if w in FACTORS), None), currency)
    bare, currency = without_currency(text)
    parts = trimmed(bare).split()
    unit = None
    while len(parts) > 1 and (word := fold(parts[-1])) in (FACTORS.keys() | _UNIT_WORDS):
        unit = FACTORS.get(word, unit)
        parts.pop()
    if unit is None and not currency:
        return Named(text)
    return Named(" ".join(parts), unit, currency)


def titled_unit(text: str) -> tuple[float | None, str]:
    """The unit and the currency of all amounts that a title names; (None, "") where it names none.

    `All amounts in thousands of euros`, `(k€)` and `USD thousands` are units; `Customers above $1 million`
    is not.
    """
    if _BRACKET.search(text) and (named := named_unit(text)).unit is not None:
        return named.unit, named.currency
    bare, currency = without_currency(text)
    folded = fold(bare)
    match = _TITLED.search(folded) or (_AFTER_CURRENCY.search(folded) if currency else None)
    return (FACTORS[match[1]], currency) if match else (None, "")
