"""Numbers, dates and yes/no out of the texts that people type, in the English or the French convention.

What can be read in two ways is a fault, never a guess.
"""

from __future__ import annotations

import datetime
import re

from kamdeck.workbook.wording import fold


class UnreadableError(Exception):
    """The text is not what was expected; `reason` is "wrong" or "ambiguous"."""

    def __init__(self, reason: str = "wrong") -> None:
        super().__init__(reason)
        self.reason = reason


BLANK_WORDS = frozenset(
    {"-", "–", "—", "n/a", "na", "n.a.", "nd", "n.d.", "nc", "s.o.", "s/o", "nil", "néant"}
)

# Patterns are compiled when a text needs them: most workbooks hold numbers and dates as such.
_SPACES = r"[\s\u00a0\u202f\u2009\u2007]+"
_CURRENCY = r"(?i)[€$£¥]|\b(?:usd|eur|gbp|chf|cad|aud|jpy|us(?=\$)|ca(?=\$))\b"
FACTORS = {
    **dict.fromkeys(("k", "keur", "kusd", "kgbp", "kchf", "thousand", "thousands", "milliers"), 1e3),
    **dict.fromkeys(("m", "mn", "mio", "meur", "musd", "million", "millions"), 1e6),
    **dict.fromkeys(("md", "mds", "bn", "billion", "milliard", "milliards"), 1e9),
}
"""What a folded unit word multiplies by: `350 k€`, `Revenue (milliers)`."""

_SUFFIX = r"(?i)(?<=[\d.,\s])([a-z]+)$"
_DIGITS = r"\d+"
_GROUPED = {
    " ": r"\d{1,3}(?: \d{3})+",
    ",": r"\d{1,3}(?:,\d{3})+",
    ".": r"\d{1,3}(?:\.\d{3})+",
    "'": r"\d{1,3}(?:'\d{3})+",
}


def number_of(text: str, french: bool) -> tuple[float, bool]:
    """The number a text says, and whether it was a percentage (which is divided by 100).

    `1 234,56 €`, `$1,234.56`, `4,3 %`, `(1,200)`, `−5`, `1.2M` and `350 k€` are numbers. A single comma
    before three digits groups thousands in English and is a decimal comma in French; a single point before
    three digits is ambiguous in French.

    Raises: UnreadableError.
    """
    body = re.sub(_SPACES, " ", text).strip().replace("−", "-").replace("–", "-").replace("’", "'")
    sign = 1.0
    if body.startswith("(") and body.endswith(")"):
        body, sign = body[1:-1].strip(), -1.0
    body, percent = (body.replace("%", ""), True) if body.count("%") == 1 else (body, False)
    body = re.sub(_CURRENCY, "", body).strip()
    for mark, value in (("-", -1.0), ("+", 1.0)):
        if body.startswith(mark) or (mark == "-" and body.endswith(mark)):
            body, sign = body.strip(mark + " "), sign * value
            break
    body = re.sub(_CURRENCY, "", body).strip()
    factor = 1.0
    if suffix := re.search(_SUFFIX, body):
        factor = FACTORS.get(suffix[1].lower(), 0.0)
        if not factor:
            raise UnreadableError
        body = body[: suffix.start()].strip()
    number = sign * float(_plain(body, french)) * factor
    return (number / 100 if percent else number), percent


def _plain(body: str, french: bool) -> str:
    """Digits with a decimal point, out of digits with whatever separators."""
    whole, decimals = body, ""
    comma, point = body.rfind(","), body.rfind(".")
    if comma >= 0 and point >= 0:
        whole, decimals = body[: max(comma, point)], body[max(comma, point) + 1 :]
    elif comma >= 0 or point >= 0:
        mark = "," if comma >= 0 else "."
        parts = body.split(mark)
        grouped = len(parts) > 2
        if (
            len(parts) == 2
            and len(parts[1]) == 3
            and parts[0].isdigit()
            and 1 <= len(parts[0]) <= 3
            and parts[0] != "0"
        ):
            if mark == "." and french:
                raise UnreadableError("ambiguous")
            grouped = mark == "," and not french
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


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb fevrier fevr fev",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug aout",
            "september sept sep septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec decembre",
        ),
        1,
    )
    for name in names.split()
}
_ISO = r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?"
_SLASHED = r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?"
_MONTH_YEAR = r"(\d{1,2})[-/.](\d{4})"
_QUARTER = r"(?i)[qt]([1-4]) ?(\d{4})|(\d{4}) ?[qt]([1-4])"


def date_of(text: str, french: bool, month: bool = False) -> datetime.date:
    """The day a text says; a month alone or a quarter (`Q1 2027`, `T1 2027`) is its last day.

    `05/10/2026` is 5 October in French and ambiguous in English. With `month` a month alone is enough.

    Raises: UnreadableError.
    """
    body = re.sub(_SPACES, " ", text).strip()
    try:
        if match := re.fullmatch(_ISO, body):
            year, number = int(match[1]), int(match[2])
            if match[3]:
                return datetime.date(year, number, int(match[3]))
            return _last_day(year, number, month)
        if match := re.fullmatch(_SLASHED, body):
            return _slashed(int(match[1]), int(match[2]), _full_year(match[3]), french)
        if match := re.fullmatch(_MONTH_YEAR, body):
            return _last_day(int(match[2]), int(match[1]), month)
        if match := re.fullmatch(_QUARTER, body):
            year, quarter = int(match[2] or match[3]), int(match[1] or match[4])
            return _last_day(year, quarter * 3, True)
        return _worded(fold(body), month)
    except ValueError:
        raise UnreadableError from None


def _slashed(first: int, second: int, year: int, french: bool) -> datetime.date:
    if french or first > 12:
        return datetime.date(year, second, first)
    if second > 12 or first == second:
        return datetime.date(year, first, second)
    raise UnreadableError("ambiguous")


def _worded(folded: str, month: bool) -> datetime.date:
    """A date with the month in letters: `31 oct 2026`, `October 31 2026`, `octobre 2026`."""
    words = [w for w in folded.split() if w not in ("de", "of", "le", "the")]
    numbers = [n for w in words if (n := _ordinal(w))]
    named = [_MONTHS[w] for w in words if w in _MONTHS]
    if len(named) != 1 or len(numbers) + 1 != len(words):
        raise UnreadableError
    if len(numbers) == 1:
        return _last_day(_full_year(numbers[0]), named[0], month)
    if len(numbers) != 2:
        raise UnreadableError
    day, year = (numbers[0], numbers[1]) if len(numbers[0]) <= 2 else (numbers[1], numbers[0])
    return datetime.date(_full_year(year), named[0], int(day))


def _ordinal(word: str) -> str:
    for tail in ("er", "st", "nd", "rd", "th"):
        word = word.removesuffix(tail)
    return word if word.isdigit() and word.isascii() else ""


def _full_year(text: str) -> int:
    if len(text) == 2:
        return 2000 + int(text)
    if len(text) != 4:
        raise UnreadableError
    return int(text)


def _last_day(year: int, month: int, allowed: bool) -> datetime.date:
    if not allowed:
        raise UnreadableError
    return month_end(datetime.date(year, month, 1))


def month_end(day: datetime.date) -> datetime.date:
    """The last day of the day's month."""
    if day.month == 12:
        return datetime.date(day.year, 12, 31)
    return datetime.date(day.year, day.month + 1, 1) - datetime.timedelta(days=1)


_YEAR = re.compile(
    r"(?<![\d/.,-])((?:19|20)\d{2})(?![\d/.,%])|\b(?:fy|ex|exercice)[ ']?(\d{2})\b", re.IGNORECASE
)


_YEAR_NAME = re.compile(
    r"\b(?:fy|ex|exercice)[ ']?(?:(?:19|20)\d{2}|\d{2})(?:[/-]\d{2,4})?\b"
    r"|\b(?:19|20)\d{2}[/-](?:\d{4}|\d{2})\b",
    re.IGNORECASE,
)


def year_name(label: str) -> str:
    """What a header calls its year where that is more than the digits: `FY26` of `Revenue FY26`, else ""."""
    found = _YEAR_NAME.search(label)
    return found[0] if found else ""


def year_in(label: str) -> tuple[int, str] | None:
    """The year a header names and the folded rest of it: `CA 2024` is (2024, "ca"), `FY24` is (2024, "").

    None when it names no year, or more than one.
    """
    found = _YEAR.findall(label)
    if len(found) != 1:
        return None
    full, short = found[0]
    rest = [
        w
        for w in fold(_YEAR.sub(" ", label)).split()
        if w not in ("fy", "ex", "exercice", "year", "annee", "an")
    ]
    return (int(full) if full else 2000 + int(short)), " ".join(rest)
