"""Currencies as people write them: codes and signs, and whether a sign can stand for a code (ISO 4217)."""

from __future__ import annotations

import re

_DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "CLP", "COP", "ARS")
_CROWNS = ("SEK", "NOK", "DKK", "ISK")
SIGNS: dict[str, tuple[str, ...]] = {
    "€": ("EUR",),
    "$": _DOLLARS,
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
    "₩": ("KRW",),
    "₽": ("RUB",),
    "₺": ("TRY",),
    "₪": ("ILS",),
    "US$": ("USD",),
    "CA$": ("CAD",),
    "C$": ("CAD",),
    "A$": ("AUD",),
    "R$": ("BRL",),
    "ZŁ": ("PLN",),
    "KR": _CROWNS,
    "FR.": ("CHF",),
    "SFR": ("CHF",),
    "EURO": ("EUR",),
    "EUROS": ("EUR",),
    "DOLLAR": _DOLLARS,
    "DOLLARS": _DOLLARS,
}
"""What a sign (in capitals) may stand for, the most likely one first."""

CODES = frozenset(
    """
    USD EUR GBP CHF CAD AUD JPY CNY NZD SGD HKD MXN TWD BRL INR KRW SEK NOK DKK ISK PLN CZK HUF RON BGN RUB
    TRY ILS ZAR AED SAR QAR KWD EGP MAD TND DZD XOF XAF NGN KES THB MYR IDR PHP VND CLP COP ARS PEN
    """.split()  # noqa: SIM905
)

_PER_DOLLAR = {
    1.0: "USD CAD AUD NZD SGD EUR GBP CHF",
    4.0: "PLN BRL RON BGN ILS AED SAR QAR MYR PEN",
    10.0: "SEK NOK DKK CNY HKD MAD ZAR MXN TRY",
    35.0: "CZK TWD EGP THB PHP",
    120.0: "JPY INR ISK RUB KES DZD",
    400.0: "HUF XOF XAF",
    1_000.0: "KRW CLP ARS NGN",
    4_000.0: "COP",
    20_000.0: "IDR VND",
}
WORTH = {code: 1 / amount for amount, codes in _PER_DOLLAR.items() for code in codes.split()}
"""What one unit is worth in US dollars, by order of magnitude: enough to see a rate that is upside down."""

_WORDS = "|".join(
    sorted(map(re.escape, (*CODES, "zł", "kr", "fr.", "sfr", "euros", "euro", "dollars", "dollar")))
)
_PATTERN = (
    rf"(?i)US\$|CA\$|C\$|A\$|R\$|[€$£¥₹₩₽₺₪]|(?<![^\W\d_])(?P<unit>[kmt]?)(?P<word>{_WORDS})(?![^\W\d_])"
)


def without_currency(text: str) -> tuple[str, str]:
    """The text without signs and codes of currencies, and the first of them in capitals ("" without any).

    A letter for thousands or millions before a code stays: `12 KEUR` is (`12 K`, `EUR`), `12 TEUR` too.
    """
    found: list[str] = []

    def taken(match: re.Match[str]) -> str:
        found.append((match["word"] or match[0]).upper())
        return {"T": "k"}.get(match["unit"].upper(), match["unit"]) if match["unit"] else " "

    bare = re.sub(_PATTERN, taken, text)
    return (bare, found[0]) if found else (text, "")


def fits(sign: str, code: str) -> bool:
    """Whether a sign or code can stand for the currency: `$` for CAD, not for EUR."""
    return sign == code or code in SIGNS.get(sign, ())


def code_of(sign: str, usual: str) -> str:
    """The code that a sign or code most likely stands for; `usual` where it can stand for that."""
    return usual if fits(sign, usual) else SIGNS.get(sign, (sign,))[0]
