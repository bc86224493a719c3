"""Which column of a ledger holds the day or the year, and in which order days are written."""

from __future__ import annotations

import datetime
from typing import Any

from kamdeck.record import record
from kamdeck.sources.propose.links import Reached
from kamdeck.sources.propose.offers import Answers, Certainty, Offer, least
from kamdeck.sources.propose.seen import Seen
from kamdeck.text import Sentence, told
from kamdeck.workbook.values import year_in

YEARS = range(1980, 2101)


@record
class When:
    """The column that says of which year a line is."""

    columns: tuple[str, ...]
    value: Any
    certainty: Certainty
    why: tuple[Sentence, ...]
    others: tuple[str, ...] = ()
    remarks: tuple[Sentence, ...] = ()
    days: tuple[datetime.date, ...] = ()


def when_of(reached: Reached, answers: Answers) -> When | None:
    """The day of the invoice before that of the order, any other day last; a year where there is no day."""
    dates = [s for s in reached.columns if s.kind == "date"]
    ranked = [s for role in ("sale date", "date", "month") for s in dates if s.roles[:1] == (role,)]
    ranked += [s for s in dates if s not in ranked and "other date" not in s.roles]
    ranked += [s for s in dates if s not in ranked]
    if chosen := next((s for s in reached.columns if s.label == answers.get("date")), None):
        ranked = [chosen, *(s for s in ranked if s is not chosen)] if chosen.kind == "date" else []
    years = [s for s in reached.columns if "year" in s.roles and _holds_years(s)]
    if not ranked:
        if not years:
            return None
        why = told("map.why.year", column=years[0].label)
        return When((years[0].label,), years[0].label, "sure" if len(years) == 1 else "likely", (why,))
    first = ranked[0]
    return _dated(first, ranked, years, bool(answers.get("date")))


def _dated(first: Seen, ranked: list[Seen], years: list[Seen], is_answer: bool) -> When:
    days = tuple(day for day in first.values if isinstance(day, datetime.date))
    same = [s for s in ranked[1:] if s.roles and s.roles[0] == (first.roles or ("",))[0]]
    certainty: Certainty = "sure" if not same and first.roles[:1] in (("sale date",), ("date",)) else "likely"
    why = [told("map.why.answer")] if is_answer else [told("map.why.date", column=first.label)]
    remarks: list[Sentence] = []
    value: dict[str, Any] = {"date": first.label}
    if first.order:
        why.append(told("map.why.dmy") if first.order == "dmy" else told("map.why.mdy"))
    elif _reads_two_ways(first):
        value["order"] = "dmy"
        certainty = "guess"
        remarks.append(told("map.note.order", column=first.label))
    if same:
        why.append(told("map.why.other_dates", columns=", ".join(s.label for s in same)))
    if years and (other := _differs(first, years[0])):
        certainty = least(certainty, "likely")
        remarks.append(told("map.note.years", date=first.label, year=years[0].label, n=other))
    return When(
        (first.label,), value, "sure" if is_answer else certainty, tuple(why),
        tuple(s.label for s in ranked[1:]), tuple(remarks), days,
    )  # fmt: skip


def _holds_years(seen: Seen) -> bool:
    if seen.kind == "number":
        return all(v is None or (v == int(v) and int(v) in YEARS) for v in seen.values)  # type: ignore[call-overload]
    return seen.kind == "text" and all(year_in(str(v)) for v in seen.values if v is not None)


def _reads_two_ways(seen: Seen) -> bool:
    """True where days and months may be swapped, and the year with them: a text such as 05/10/26."""
    short = [t for t in seen.texts() if t.count("/") == 2 or t.count(".") == 2]
    return (
        bool(short)
        and all(t.replace(".", "/").split("/")[0].isdigit() for t in short)
        and not all(len(t.replace(".", "/").split("/")[0]) == 4 for t in short)
        and any(cell is not None and cell[1] == "s" for cell in seen.cells)
    )


def _differs(date: Seen, year: Seen) -> int:
    """How many lines have another year in the column of years than their day has."""
    count = 0
    for day, value in zip(date.values, year.values, strict=True):
        if isinstance(day, datetime.date) and isinstance(value, float):
            count += day.year != int(value)
    return count


def as_of(when: When, reached: Reached) -> tuple[Offer, ...]:
    """The date of the figures: the newest line's, or the end of its year where that is near."""
    if not when.days:
        return ()
    newest = max(when.days)
    end = datetime.date(newest.year, 12, 31)
    day = end if (end - newest).days <= 31 and newest.month == 12 else newest
    why = told("map.why.as_of", day=newest.isoformat())
    return (Offer("as_of", day, "likely", (why,)),)


# ------------------------------------------------------------------ what is left out
