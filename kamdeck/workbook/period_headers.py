"""Headers that name a year or a month: how a row of them is meant, and which of them were not understood."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Collection, Iterable

from kamdeck.workbook.addresses import a1
from kamdeck.workbook.cells import Grid
from kamdeck.workbook.faults import Faults
from kamdeck.workbook.header_names import COMPARED_MARKS, Spot
from kamdeck.workbook.numerals import UnreadableError
from kamdeck.workbook.values import SLASHED, date_of, day_order, months, reads_as_fiscal
from kamdeck.workbook.wording import fold

_NAMED = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\w)['’]\d{2}(?!\d)|\b(?:fy|cy)[ ']?\d{2}", re.IGNORECASE
)
_COMPARED = frozenset(
    {
        "change", "changes", "growth", "cagr", "tcam", "delta", "var", "variation", "evolution", "evol",
        "croissance", "vs", "versus", "yoy", "diff", "difference", "ecart", "share", "part", "rank", "rang",
        "comment", "note", "commentaire", "units", "cost", "margin", "marge",
    }
)  # fmt: skip
"""Words of a figure that is made from the years or stands beside them."""

_SUMS = frozenset({"total", "totals", "sum", "somme", "average", "moyenne", "mean", "cumul"})
_PARTS = re.compile(r"ytd|ltm|ttm|mtd|qtd|[hs][12]|[qt][1-4]")
"""Words of a part of a year, or of twelve months that are none."""

_MOST_WORDS = 6


def note_unread(
    names: str,
    grid: Grid,
    header: int,
    spread: list[Spot],
    unknown: list[tuple[int, str]],
    faults: Faults,
) -> None:
    """Notes the headers of a wide sheet that stand over figures and are not read as a year or a month.

    These are headers that name a period, and blank ones among the others or right after them. A month that
    is lost is an error: MRR moves from month to month. All headers of a sheet are one fault, at the first.
    """
    by_month = names == "months" or any(isinstance(spot.over, datetime.date) for spot in spread)
    read = set() if by_month else {spot.over for spot in spread}
    labels = dict(unknown)
    columns = {spot.column for spot in spread}
    among = range(min(columns), max(columns) + 2) if len(columns) > 1 else range(0)
    figures = _figures(grid, header)
    most = max((figures.get(column, 0) for column in columns), default=0)
    named = _filled(grid, header)
    lost = [
        (column, labels.get(column, ""))
        for column in sorted(figures)
        if (column in labels and is_period(labels[column], read))
        or (column not in named and column in among and figures[column] * _FEW >= most)
    ]
    if lost:
        places = [(a1(header, column), label) for column, label in lost]
        told = [f"{label} ({place})" if label else place for place, label in places]
        code = "month-unread" if by_month else "year-unread"
        faults.add(code, grid.title, header, lost[0][0], lost[0][1], names=told, count=len(lost))


_FEW = 4  # a blank header counts where the column has a quarter of the figures that the fullest has


def _figures(grid: Grid, header: int) -> Counter[int]:
    """How many figures, errors and formulas each column has below the header."""
    return Counter(c[0] for row, cells in grid.rows if row > header for c in cells if c[1] in "nue")


def _filled(grid: Grid, row: int) -> set[int]:
    """The columns of a row that hold anything."""
    return {cell[0] for number, cells in grid.rows if number == row for cell in cells}


def is_period(label: str, read: Collection[object] = ()) -> bool:
    """True for a header that names a year or a month, as far as anybody can tell.

    A change between years or a rank is none, neither is anything beside a year that is `read`: its budget,
    its total.
    """
    if reads_as_fiscal(label):
        return True
    words = fold(label).split()
    if any(mark in label for mark in COMPARED_MARKS) or len(words) > _MOST_WORDS:
        return False
    if any(word in _COMPARED for word in words):
        return False
    years = _NAMED.findall(label)
    if years and int(years[0][-2:]) in _short(read):
        return False
    if any(word in _SUMS for word in words) and not (years and read):
        return False
    if re.fullmatch(r"\d{2}", label):  # 26 beside 2025
        return any(int(label) - year in (-1, 1) for year in _short(read))
    is_month = bool(words) and (words[0] in months() or _PARTS.fullmatch(words[0]) is not None)
    return len(years) == 1 or is_month or re.fullmatch(SLASHED, label) is not None


def _short(years: Collection[object]) -> set[int]:
    """The last two digits of years."""
    return {int(str(year)) % 100 for year in years}


def real_months(spread: list[Spot]) -> tuple[list[Spot], list[tuple[int, str]]]:
    """The wide columns of a sheet by year, and the labels of those that only look like months: 12/31/2025 may
    be the end of a year. Of months two at least follow upon each other."""
    months = {spot.over for spot in spread if isinstance(spot.over, datetime.date)}
    numbers = {month.year * 12 + month.month for month in months}
    if any(n + 1 in numbers for n in numbers):
        return spread, []
    others = [(spot.column, spot.label) for spot in spread if spot.over in months]
    return [spot for spot in spread if spot.over not in months], others


def month_order(labels: Iterable[str]) -> str:
    """Whether days or months come first in a row of month headers such as 10/1/2025: "dmy", "mdy" or "".

    Months beside each other differ: the order that makes one month of several headers is not the one meant.
    """
    told = [label for label in labels if re.fullmatch(SLASHED, label)]
    if len(told) < 2:
        return ""
    if order := day_order(told):
        return order
    months = {order: {_month(label, order) for label in told} for order in ("dmy", "mdy")}
    whole = [order for order, found in months.items() if len(found) == len(set(told)) and None not in found]
    return whole[0] if len(whole) == 1 else ""


def _month(label: str, order: str) -> datetime.date | None:
    try:
        return date_of(label, False, order=order).replace(day=1)
    except UnreadableError:
        return None
