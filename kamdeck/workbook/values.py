"""Dates and years out of the texts that people type, in the conventions of the languages.

What can be read in two ways is a fault, never a guess.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from kamdeck.text import forms, languages
from kamdeck.workbook.numerals import SPACES, UnreadableError
from kamdeck.workbook.wording import fold

BLANK_WORDS = frozenset(
    {"-", "–", "—", "n/a", "na", "n.a.", "nd", "n.d.", "nc", "s.o.", "s/o", "nil", "néant"}
)

_SHORTER = {"fev": 2, "sept": 9}
"""Months as people shorten them though no language says so."""
_TIME = r"(?:[T ](?!.*\d[-/.]\d{1,2}[-/.]\d).*)?"  # a time, a note, but no second day
_ISO = rf"(\d{{4}})[-/.](\d{{1,2}})(?:[-/.](\d{{1,2}}))?{_TIME}"
SLASHED = rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_TIME}"
_MONTH_YEAR = r"(\d{1,2})[-/.](\d{4})"
_QUARTER = r"(?i)[qt]([1-4]) ?(\d{4})|(\d{4}) ?[qt]([1-4])"


@cache
def months() -> Mapping[str, int]:
    """The number of a month by its folded name, in every language: whole, as it is shortened, and shorter."""
    found = dict(_SHORTER)
    for lang in languages():
        for names in (forms(lang)["months"], forms(lang)["short_months"]):
            found |= {fold(name): number for number, name in enumerate(names, 1)}
    return found


def days_first(lang: str) -> bool:
    """True for a language whose dates in figures begin with the day."""
    return bool(forms(lang)["cell"]["date"].startswith("d"))


def date_of(text: str, days_first: bool, month: bool = False, order: str = "") -> datetime.date:
    """The day a text says; a month alone or a quarter (`Q1 2027`, `T1 2027`) is its last day.

    `05/10/2026` is 5 October in a language with the `days_first` and ambiguous in others, unless `order`
    ("dmy", "mdy") says what comes first. With `month` a month alone is enough.

    Raises: UnreadableError.
    """
    body = re.sub(SPACES, " ", text).strip()
    try:
        if match := re.fullmatch(_ISO, body):
            year, number = int(match[1]), int(match[2])
            if match[3]:
                return datetime.date(year, number, int(match[3]))
            return _last_day(year, number, month)
        if match := re.fullmatch(SLASHED, body):
            return _slashed(int(match[1]), int(match[2]), _full_year(match[3]), order or "dmy" * days_first)
        if match := re.fullmatch(_MONTH_YEAR, body):
            return _last_day(int(match[2]), int(match[1]), month)
        if match := re.fullmatch(_QUARTER, body):
            year, quarter = int(match[2] or match[3]), int(match[1] or match[4])
            return _last_day(year, quarter * 3, True)
        return _worded(fold(body), month)
    except ValueError:
        raise UnreadableError from None


def is_quarter(text: str) -> bool:
    """True for a quarter (`Q1 2027`), which a day stands for but no month does."""
    return re.fullmatch(_QUARTER, re.sub(SPACES, " ", text).strip()) is not None


def month_in(text: str) -> int:
    """The number of a month that a text names without its year (`July`, `juil.`, `7`); 0 when it does not."""
    folded = fold(text)
    number = int(folded) if re.fullmatch(r"\d{1,2}", folded) else months().get(folded, 0)
    return number if 1 <= number <= 12 else 0


def _slashed(first: int, second: int, year: int, order: str) -> datetime.date:
    if order == "dmy" or (not order and first > 12):
        return datetime.date(year, second, first)
    if order == "mdy" or second > 12 or first == second:
        return datetime.date(year, first, second)
    raise UnreadableError("ambiguous")


def day_order(told: Iterable[str]) -> str:
    """What the texts of a column show to come first: "dmy" or "mdy"; "" where none tells or they differ.

    One number above 12 is the day.
    """
    first = second = False
    for text in told:
        if match := re.fullmatch(SLASHED, text.strip()):
            first = first or int(match[1]) > 12
            second = second or int(match[2]) > 12
    return "" if first == second else "dmy" if first else "mdy"


def _worded(folded: str, month: bool) -> datetime.date:
    """A date with the month in letters: `31 oct 2026`, `October 31 2026`, `octobre 2026`."""
    words = [w for w in folded.split() if w not in ("de", "of", "le", "the")]
    numbers = [n for w in words if (n := _ordinal(w))]
    named = [months()[w] for w in words if w in months()]
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
    r"(?<![\d/.,-])((?:19|20)\d{2})(?![\d/.,%])|\b(?:fy|cy|ex|exercice)[ '’]?(\d{2})\b"
    r"|(?<!\w)['’](\d{2})(?!\d)",
    re.IGNORECASE,
)
_FISCAL = re.compile(
    r"(\b(?:fy|ex|exercice)[ '’]?)?(?<![\d/.,-])((?:19|20)?\d{2}) ?([/–-]) ?((?:19|20)?\d{2})(?![\d/.,%-])",
    re.IGNORECASE,
)
_MADE_A_DATE = re.compile(r"^((?:19|20)\d{2})-(\d{2})-01$")
_YEAR_WORDS = frozenset({"fy", "cy", "ex", "exercice", "year", "annee", "an", "calendar", "fiscal"})


_YEAR_NAME = re.compile(
    r"\b(?:fy|ex|exercice)[ ']?(?:(?:19|20)\d{2}|\d{2})(?:[/-]\d{2,4})?\b"
    r"|\b(?:19|20)\d{2}[/-](?:\d{4}|\d{2})\b|(?<![\d/.,-])\d{2}/\d{2}(?![\d/.,-])",
    re.IGNORECASE,
)


def year_name(label: str) -> str:
    """What a header calls its year where that is more than the digits: `FY26` of `Revenue FY26`, else ""."""
    found = _YEAR_NAME.search(label)
    return found[0] if found else ""


def are_fiscal(labels: Iterable[str]) -> bool:
    """Whether labels of one row or column make certain that `2011-12` and `11/12` among them are years.

    Two of them that follow each other do, as months they would be thirteen apart; so does one beside a clear
    fiscal year (`2012/13`, `FY13-14`). A label of the same form that joins no year to the next undoes it.
    """
    texts = (_MADE_A_DATE.sub(r"\1-\2", label.strip()) for label in labels)
    found = {match.groups() for text in texts if (match := _FISCAL.fullmatch(text))}
    ends = {_end(groups) for groups in found}
    return None not in ends and len(ends) > 1


def reads_as_fiscal(label: str) -> bool:
    """True for a label that may be a fiscal year and a month or day as well: `2011-12`, `11/12`."""
    match = _FISCAL.fullmatch(label.strip())
    return match is not None and _end(match.groups()) is not None and not _is_clear(match.groups())


def year_in(label: str, *, is_fiscal: bool = False) -> tuple[int, str] | None:
    """The year a header names and the folded rest of it: `CA 2024` is (2024, "ca"), `FY24` is (2024, "").

    A fiscal year of two calendar years (`2025/26`, `FY25/26`) is named after the one in which it ends; with
    `is_fiscal` so are `2011-12` and `11/12`, and the date that a program made of `2011-12`. None when it
    names no year, or more than one.
    """
    if is_fiscal:
        label = _MADE_A_DATE.sub(r"\1-\2", label)
    label = _FISCAL.sub(lambda match: _ending(match, is_fiscal), label)
    found = _YEAR.findall(label)
    if len(found) != 1:
        return None
    full, *short = found[0]
    rest = [w for w in fold(_YEAR.sub(" ", label)).split() if w not in _YEAR_WORDS]
    return (int(full) if full else 2000 + int("".join(short))), " ".join(rest)


def _ending(match: re.Match[str], is_fiscal: bool) -> str:
    """The year in which a fiscal year ends, as a text; what the text was where it is no fiscal year.

    `2011-12` may be a month, `10/11` a day.
    """
    year = _end(match.groups())
    return f" {year} " if year and (is_fiscal or _is_clear(match.groups())) else match[0]


def _end(parts: Sequence[str]) -> int | None:
    """The year in which a fiscal year ends; None where the second year does not follow the first."""
    _, first, _, second = parts
    if (int(second) - int(first)) % 100 != 1 or len(first) < len(second):
        return None
    return int(first) + 1 if len(first) == 4 else 2000 + int(first) + 1


def _is_clear(parts: Sequence[str]) -> bool:
    word, first, mark, second = parts
    return bool(word) or len(second) == 4 or (len(first) == 4 and (mark == "/" or int(second) > 12))
