"""The time axis of the rollout calendar: days to places, and its units in one band and one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from kamdeck.deck.spec import EMU, Box, Connector, Group, Line, Para, Run, Shape, Text
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.text.measure import line_height, width

BAND_HIGH, UNIT_HIGH = round(0.20 * EMU), round(0.19 * EMU)
_WEEKS, _MONTHS = 4, 24  # months up to which the axis counts in weeks, in months
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=20 * 366)  # a date far off, often a slip, does not squeeze all others into a point
Child = Text | Shape | Connector


@record
class Axis:
    """Days from `start` to `end`, both shown whole, between two edges (EMU); `unit` is what it counts in."""

    start: date
    end: date
    left: int
    right: int
    unit: str

    def before(self, day: date) -> int:
        """Where a day begins; days off the axis at its edges."""
        return self._at((day - self.start).days)

    def after(self, day: date) -> int:
        """Where a day ends."""
        return self._at((day - self.start).days + 1)

    def _at(self, days: int) -> int:
        whole = (self.end - self.start).days + 1
        return self.left + (self.right - self.left) * min(max(days, 0), whole) // whole

    def holds(self, day: date) -> bool:
        """True when the day lies on the axis."""
        return self.start <= day <= self.end


def make_axis(start: date, end: date, left: int, right: int) -> Axis:
    """An axis over whole weeks up to 4 months, whole months up to 24, whole quarters beyond."""
    if end - start > _LONGEST:
        end = start + _LONGEST
    months = 12 * (end.year - start.year) + end.month - start.month + 1
    if months <= _WEEKS or (end - start).days <= 31 * _WEEKS:
        first = start - timedelta(days=start.weekday())
        return Axis(first, end + timedelta(days=6 - end.weekday()), left, right, "week")
    unit = "month" if months <= _MONTHS else "quarter"
    last = date(end.year, end.month, 1)
    while not last > end or (unit == "quarter" and last.month % 3 != 1):
        last = _next_month(last)
    month = start.month if unit == "month" else start.month - (start.month - 1) % 3
    return Axis(date(start.year, month, 1), last - _DAY, left, right, unit)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


# ------------------------------------------------------------------ units


def bands(axis: Axis) -> tuple[tuple[date, date], ...]:
    """First and last day of each large unit: months over weeks, quarters over months, years over quarters."""
    month = {"week": 1, "month": 3, "quarter": 12}[axis.unit]
    return _cut(axis, lambda day: day.day == 1 and (day.month - 1) % month == 0)


def units(axis: Axis) -> tuple[tuple[date, date], ...]:
    """First and last day of each small unit."""
    if axis.unit == "week":
        return _cut(axis, lambda day: day.weekday() == 0)
    month = 1 if axis.unit == "month" else 3
    return _cut(axis, lambda day: day.day == 1 and (day.month - 1) % month == 0)


def _cut(axis: Axis, begins: Callable[[date], bool]) -> tuple[tuple[date, date], ...]:
    """The axis in pieces, each of which begins on a day that `begins` tells; the first one anyhow."""
    days = ((axis.end - axis.start).days + 1,)
    starts = [
        axis.start + timedelta(days=n)
        for n in range(*days)
        if not n or begins(axis.start + timedelta(days=n))
    ]
    stops = [*(day - _DAY for day in starts[1:]), axis.end]
    return tuple(zip(starts, stops, strict=True))


def _band_texts(axis: Axis, say: Say, day: date) -> tuple[str, ...]:
    """The name of a large unit, the longest form first."""
    if axis.unit == "week":
        long, short = (say.date(day, style) for style in ("long", "month"))
        return long.partition(" ")[2], short, short.partition(" ")[0]
    if axis.unit == "quarter":
        return str(day.year), f"{day.year % 100:02d}"
    quarter = say("rollout.quarter", n=(day.month + 2) // 3)
    return say("rollout.quarter_of", quarter=quarter, year=str(day.year)), quarter


def _unit_texts(axis: Axis, say: Say, day: date) -> tuple[str, ...]:
    """The name of a small unit, the longest form first; a week is named by its Monday."""
    if axis.unit == "week":
        return say.date(day, "day"), str(day.day)
    if axis.unit == "month":
        name = say.date(day, "month").partition(" ")[0]
        return name, name[:1].upper()
    return (say("rollout.quarter", n=(day.month + 2) // 3),)


# ------------------------------------------------------------------ drawing


def make_grid(group: str, axis: Axis, top: int, bottom: int, follows: str, alt: str) -> Group:
    """A line where each large unit begins, and at both ends."""
    places = [*(axis.before(first) for first, _ in bands(axis)), axis.right]
    foot = bottom - 12_700  # clear of the table's last rule
    lines = tuple(
        Connector(f"{group}/{n}", points=(x, top, x, foot), line=Line("hairline", 0.75))
        for n, x in enumerate(places, 1)
    )
    return Group(group, lines, follows, alt)


def make_head(group: str, axis: Axis, say: Say, y: int, as_of: date | None, follows: str, alt: str) -> Group:
    """The band of large units, those around the as-of date darker, and the small units below it."""
    children = (*_band(group, axis, say, y, as_of or axis.start), *_units(group, axis, say, y))
    return Group(group, children, follows, alt)


def _band(group: str, axis: Axis, say: Say, y: int, now: date) -> Iterator[Child]:
    pieces = bands(axis)
    shown = _fitting(axis, say, pieces, 10, True, _band_texts)
    for (first, last), text in zip(pieces, shown, strict=True):
        is_now = first.year == now.year and (axis.unit != "week" or first.month == now.month)
        x = axis.before(first)
        paras = (Para((Run(text, 10, True, "paper"),), align="ctr"),) if text else ()
        yield Shape(
            f"{group}/band:{first.isoformat()}",
            Box(x, y, axis.after(last) - x, BAND_HIGH),
            fill="tier_a" if is_now else "ramp10",
            line=Line("paper", 1.5),
            paras=paras,
            wrap=False,
        )


def _units(group: str, axis: Axis, say: Say, y: int) -> Iterator[Child]:
    """The small units' names, as wide as their text: a line that runs behind them stays readable."""
    pieces = units(axis)
    high = line_height(10)
    for (first, last), text in zip(pieces, _fitting(axis, say, pieces, 10, False, _unit_texts), strict=True):
        if not text:
            continue
        wide = width(text, 10)
        middle = (axis.before(first) + axis.after(last)) // 2
        box = Box(middle - wide // 2, y + BAND_HIGH + (UNIT_HIGH - high) // 2 + 12_700, wide, high)
        run = Run(text, 10, None, "muted")
        paras = (Para((run,), align="ctr"),)
        yield Shape(f"{group}/unit:{first.isoformat()}", box, fill="paper", paras=paras, wrap=False)


def _fitting(
    axis: Axis,
    say: Say,
    pieces: tuple[tuple[date, date], ...],
    size: float,
    bold: bool,
    texts_of: Callable[[Axis, Say, date], tuple[str, ...]],
) -> list[str]:
    """The longest form that fits in every whole piece; a piece that an edge cuts may go without."""
    pad = round(0.03 * EMU)
    rooms = [axis.after(last) - axis.before(first) - pad for first, last in pieces]
    forms = [texts_of(axis, say, first) for first, _ in pieces]
    inner = [i for i, room in enumerate(rooms) if 2 * room >= max(rooms)]
    for n in range(len(forms[0])):
        if all(width(forms[i][n], size, bold) <= rooms[i] for i in inner):
            return [
                form[n] if width(form[n], size, bold) <= room else ""
                for form, room in zip(forms, rooms, strict=True)
            ]
    return [""] * len(pieces)
