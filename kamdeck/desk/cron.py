"""A cron expression read in full: five fields, names, ranges, steps, lists, and the short forms.

The day rule is cron's own: where both the day of the month and the day of the week are named, either will do;
where one of the two fields begins with `*` (also as `*/2`), both must hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from kamdeck.errors import KamdeckError
from kamdeck.record import record
from kamdeck.text import Say

SHORT = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# name of the field, least and greatest value, names and the value of the first name
_FIELDS = (
    ("minute", 0, 59, (), 0),
    ("hour", 0, 23, (), 0),
    ("day", 1, 31, (), 0),
    ("month", 1, 12, MONTHS, 1),
    ("weekday", 0, 7, DAYS, 0),
)
_PART = re.compile(r"(\*|\w+)(?:-(\w+))?(?:/(\d+))?")
_YEARS_AHEAD = 30  # 29 February on a given weekday comes back within 28 years, but for 2100


@record
class Cron:
    """When: minutes, hours, days of the month, months and days of the week (0 = Sunday), each ascending.

    `is_either` is True where a day of the month or a day of the week is enough.
    """

    text: str
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    is_either: bool

    @property
    def has_days(self) -> bool:
        """Whether not every day of the month will do."""
        return len(self.days) < 31

    @property
    def has_weekdays(self) -> bool:
        """Whether not every day of the week will do."""
        return len(self.weekdays) < 7

    @property
    def times(self) -> tuple[tuple[int, int], ...]:
        """Hour and minute of every run of a day."""
        return tuple((hour, minute) for hour in self.hours for minute in self.minutes)

    def fits(self, day: date) -> bool:
        """Whether it runs on a day."""
        if day.month not in self.months:
            return False
        by_day, by_weekday = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return by_day or by_weekday if self.is_either else by_day and by_weekday

    def runs(self, after: datetime) -> Iterator[datetime]:
        """The runs after a moment, soonest first; on the clock on the wall."""
        day = after.date()
        for _ in range(_YEARS_AHEAD * 366):
            if self.fits(day):
                for hour, minute in self.times:
                    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=after.tzinfo)
                    if moment > after:
                        yield moment
            day += timedelta(days=1)


def read_cron(text: str, say: Say) -> Cron:
    """The expression's meaning.

    Raises: KamdeckError for a wrong field, with what can stand there, and for a day that never comes.
    """
    words = SHORT.get(text.strip().lower(), text).split()
    if text.strip().lower() == "@reboot":
        raise KamdeckError(say("mail.cron_reboot"), say("mail.cron_hint"))
    if len(words) != len(_FIELDS):
        raise KamdeckError(say("mail.cron_fields", text=text, n=len(words)), say("mail.cron_hint"))
    values = [_values(word, *field, say) for word, field in zip(words, _FIELDS, strict=True)]
    minutes, hours, days, months, weekdays = values
    weekdays = tuple(sorted({day % 7 for day in weekdays}))
    is_either = not (words[2].startswith("*") or words[4].startswith("*"))
    found = Cron(" ".join(words), minutes, hours, days, months, weekdays, is_either)
    if not is_either and all(day > LONGEST_MONTH[month - 1] for month in months for day in days):
        raise KamdeckError(say("mail.cron_never", text=text), say("mail.cron_hint"))
    return found


def _values(
    word: str, name: str, least: int, most: int, names: tuple[str, ...], first: int, say: Say
) -> tuple[int, ...]:
    """The values of one field, ascending."""
    found: set[int] = set()
    for part in word.split(","):
        piece = _PART.fullmatch(part)
        if piece is None:
            raise _wrong(part, name, least, most, say)
        start, end, step = piece.groups()
        if start == "*":
            low, high = least, most - (name == "weekday")
        else:
            low = _value(start, name, least, most, names, first, say)
            high = _value(end, name, least, most, names, first, say) if end else most if step else low
        if high < low or (start == "*" and end) or step == "0":
            raise _wrong(part, name, least, most, say)
        found.update(range(low, high + 1, int(step or 1)))
    return tuple(sorted(found))


def _value(word: str, name: str, least: int, most: int, names: tuple[str, ...], first: int, say: Say) -> int:
    if word.upper() in names:
        return names.index(word.upper()) + first
    if not word.isdecimal() or not least <= int(word) <= most:
        raise _wrong(word, name, least, most, say)
    return int(word)


def _wrong(part: str, name: str, least: int, most: int, say: Say) -> KamdeckError:
    field = say(f"mail.cron_field.{name}")
    return KamdeckError(
        say("mail.cron_wrong", part=part, field=field),
        say("mail.cron_range", field=field, least=str(least), most=str(most)),
    )
