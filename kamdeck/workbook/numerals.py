"""Numbers out of the texts that people type, in the English, French, German or Swiss writing.

What can be read in two ways is a fault, never a guess: the other texts of a column may settle it
(`decimal_marks`), else one mark before three digits is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kamdeck.record import record
from kamdeck.workbook.currencies import without_currency

SPACES = r"[\s\u00a0\u202f\u2009\u2007]+"


class UnreadableError(Exception):
    """The text is not what was expected; `reason` is "wrong" or "ambiguous"."""

    def __init__(self, reason: str = "wrong") -> None:
        super().__init__(reason)
        self.reason = reason


FACTORS = {
    **dict.fromkeys(("k", "thousand", "thousands", "mille", "milliers", "tsd", "000", "000s"), 1e3),
    **dict.fromkeys(("m", "mm", "mn", "mio", "million", "millions"), 1e6),
    **dict.fromkeys(("md", "mds", "mrd", "bn", "billion", "billions", "milliard", "milliards"), 1e9),
}
"""What a folded unit word multiplies by: `350 k€`, `Revenue (milliers)`."""

# Patterns are compiled when a text needs them: most workbooks hold numbers as such.
_NO_CENTS = r"(?<=\d)[.,] ?-{1,2}$"  # Swiss, German and Dutch: 1'200.- is 1200 and no cents
_CREDIT = r"(?i)(?<=[\d.,)\-\s])cr\.?$|^cr\.?(?=[\s\d(\-])"
_SUFFIX = r"(?i)(?<=[\d.,\s])([a-z]+)\.?$"
_DIGITS = r"\d+"
_GROUPED = {
    " ": r"\d{1,3}(?: \d{3})+",
    ",": r"\d{1,3}(?:,\d{3})+",
    ".": r"\d{1,3}(?:\.\d{3})+",
    "'": r"\d{1,3}(?:'\d{3})+",
}
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-", "’": "'"})

_EITHER = re.compile(r"(?<!\d)[1-9]\d{0,2}[.,]\d{3}(?![\d.,])")
_COMMA_IS_DECIMAL = re.compile(r",(?:\d{1,2}|\d{4,}|-{1,2}|–)\D*$|(?:\.\d{3}){2}|\.\d{3},\d")
_POINT_IS_DECIMAL = re.compile(r"\.(?:\d{1,2}|\d{4,}|-{1,2}|–)\D*$|(?:,\d{3}){2}|,\d{3}\.\d")


@record
class Numeral:
    """A number that a text says: a percentage is divided by 100, a unit is multiplied in already.

    `currency` is the sign or code in the text, in capitals ("" without one).
    """

    value: float
    is_percent: bool = False
    has_unit: bool = False
    currency: str = ""


def number_of(text: str, by_comma: bool, mark: str = "") -> Numeral:
    """The number that a text says.

    `1 234,56 €`, `$1,234.56`, `4,3 %`, `(1,200)`, `−5`, `5-`, `20 CR` (a credit), `1.200,-`, `1.2M` and
    `350 k€` are numbers.
    `by_comma` says that the language marks decimals by one, `mark` is the decimal mark where it is settled.
    Where it is not, a comma before three digits groups thousands in a language with points; any other single
    mark before three digits is ambiguous, in a percentage aside.

    Raises: UnreadableError.
    """
    body, currency = without_currency(re.sub(SPACES, " ", text).strip().translate(_DASHES))
    body, is_credit = _without_credit(body.strip(), currency)
    minus = int(is_credit)
    if body.startswith("(") and body.endswith(")"):
        body, minus = body[1:-1].strip(), minus + 1
    body, percent = (body.replace("%", "").strip(), True) if body.count("%") == 1 else (body, False)
    if cents := re.search(_NO_CENTS, body):
        body = body[: cents.start()]
        mark = cents[0][0] if cents[0][0] not in body else {",": ".", ".": ","}[cents[0][0]]
    if body.startswith(("-", "+")):
        body, minus = body[1:].strip(), minus + (body[0] == "-")
    elif body.endswith("-"):
        body, minus = body[:-1].strip(), minus + 1
    if minus > 1:  # (-20), -20 CR
        raise UnreadableError
    factor = 1.0
    if suffix := re.search(_SUFFIX, body):
        factor = FACTORS.get(suffix[1].lower(), 0.0)
        if not factor:
            raise UnreadableError
        body = body[: suffix.start()].strip()
    told = mark or ("" if not percent else "," if by_comma else ".")
    number = (-1.0) ** minus * float(_plain(body, told, by_comma)) * factor
    return Numeral(number / 100 if percent else number, percent, factor != 1, currency)


def _without_credit(body: str, currency: str) -> tuple[str, bool]:
    """The text without the mark of a credit note, and whether it had one (`1 200 CR`, `CR 20`); beside rupees
    it is ten million: no number here."""
    found = re.search(_CREDIT, body)
    if found is None:
        return body, False
    if currency in ("₹", "INR"):
        raise UnreadableError
    return (body[: found.start()] + body[found.end() :]).strip(), True


def _plain(body: str, settled: str, by_comma: bool) -> str:
    """Digits with a decimal point, out of digits with whatever separators."""
    whole, decimals = body, ""
    comma, point = body.rfind(","), body.rfind(".")
    if comma >= 0 and point >= 0:
        whole, decimals = body[: max(comma, point)], body[max(comma, point) + 1 :]
    elif comma >= 0 or point >= 0:
        mark = "," if comma >= 0 else "."
        parts = body.split(mark)
        grouped = len(parts) > 2
        if _EITHER.fullmatch(body):
            if not settled and (mark == "." or by_comma):
                raise UnreadableError("ambiguous")
            grouped = settled != mark
        if not grouped:
            whole, decimals = body[: max(comma, point)], parts[-1]
    for separator, pattern in _GROUPED.items():
        if separator in whole:
            if not re.fullmatch(pattern, whole):
                raise UnreadableError
            whole = whole.replace(separator, "")
    if not (re.fullmatch(_DIGITS, whole) or (whole == "" and decimals)) or (
        decimals and not re.fullmatch(_DIGITS, decimals)
    ):
        raise UnreadableError
    if not whole.isascii() or not decimals.isascii():
        raise UnreadableError
    return f"{whole or 0}.{decimals or 0}"


def reads_two_ways(text: str) -> bool:
    """True for a text with one mark before three digits: 1,234 and 1.234 may be thousands or decimals."""
    return _EITHER.search(text) is not None


def decimal_marks(told: Iterable[str]) -> str:
    """What the texts of a column show to be the decimal mark: ",", ".", both of them, or "" for neither."""
    comma = point = False
    for text in told:
        if "," in text or "." in text:
            comma = comma or _COMMA_IS_DECIMAL.search(text) is not None
            point = point or _POINT_IS_DECIMAL.search(text) is not None
    return ("," if comma else "") + ("." if point else "")
