"""Tables with a column a year, a month or a person: revenue, MRR, who is what of each activity."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from typing import Any

from kamdeck.sources.propose.links import Reached
from kamdeck.sources.propose.naming import account_of
from kamdeck.sources.propose.offers import Answers, Certainty, Offer, Question, SheetOffer, least
from kamdeck.sources.propose.seen import Seen, Table, label_words, month_in
from kamdeck.sources.propose.words import PLANNED, RECURRING, SALES, roles_of
from kamdeck.text import Sentence, told
from kamdeck.workbook.choices import LETTER
from kamdeck.workbook.period_headers import month_order
from kamdeck.workbook.units import ACTUAL, named_unit
from kamdeck.workbook.values import months, year_in
from kamdeck.workbook.wording import fold

LEAST_MONTHS, LEAST_MEMBERS = 3, 2
MOST_LETTERS = 30
_MARKS = re.compile(r"(?i)\s*(?:[,;/+&]|\bet\b|\band\b|\s)\s*")


def years_of(table: Table, answers: Answers) -> SheetOffer | Sentence | None:
    """The revenue of a table with a column a year; None where it has none."""
    wide = [
        (seen, year[0]) for seen in table.columns if seen.kind == "number" and (year := _year(seen.label))
    ]
    if not wide or len({year for _, year in wide}) < len(wide):
        return None
    if _is_planned(table, [seen for seen, _ in wide]):
        return told("map.no.planned")
    account = _named_account(table, answers)
    if account is None:
        return told("map.no.account")
    seen_account, why, certainty = account
    repeats = len(seen_account.distinct()) < seen_account.filled
    spread = tuple(
        Offer(
            str(year),
            {"sum": seen.label} if repeats else seen.label,
            certainty,
            (told("map.why.wide_year", year=str(year)),),
        )
        for seen, year in wide
    )
    fields = (Offer("account", seen_account.label, certainty, (why,)),)
    return SheetOffer(
        "revenue",
        table,
        fields,
        spread,
        settings=_unit(wide[0][0]),
        questions=_question(table, seen_account, certainty),
    )


def _year(label: str) -> tuple[int, str] | None:
    """The year that a header names, where what else it says leaves revenue what it is."""
    named = named_unit(label)
    found = None if named.is_other else year_in(named.bare)
    if found is None or any(word not in ACTUAL | SALES for word in found[1].split()):
        return None
    return found


def months_of(table: Table, answers: Answers) -> SheetOffer | Sentence | None:
    """The MRR, or the revenue, of a table with a column a month; None where it has none."""
    order = month_order(seen.label for seen in table.columns)
    named = [(seen, month_in(seen.label, order)) for seen in table.columns if seen.kind == "number"]
    wide: list[tuple[Seen, int, datetime.date | None]]
    wide = [(seen, month.year, month) for seen, month in named if month is not None]
    if len(wide) < LEAST_MONTHS and (year := _year_above(table)):
        bare = [seen for seen in table.columns if fold(seen.label) in months() and seen.kind == "number"]
        wide = [(seen, year, None) for seen in bare]
    if len(wide) < LEAST_MONTHS:
        return told("map.no.twins") if len(_bare_months(table)) >= LEAST_MONTHS else None
    if _is_planned(table, [seen for seen, *_ in wide]):
        return told("map.no.planned")
    account = _named_account(table, answers)
    if account is None:
        return told("map.no.account")
    seen_account, why, certainty = account
    question = _question(table, seen_account, certainty)
    field = Offer("account", seen_account.label, certainty, (why,))
    if RECURRING & _title_words(table) and all(month is not None for *_, month in wide):
        reason = (told("map.why.recurring"),)
        spread = tuple(
            Offer(month.isoformat(), seen.label, certainty, reason)
            for seen, _, month in wide
            if month is not None
        )
        return SheetOffer("mrr", table, (field,), spread, questions=question)
    return _by_year(table, field, [(seen, year) for seen, year, _ in wide], seen_account, question)


def _by_year(
    table: Table, field: Offer, wide: list[tuple[Seen, int]], account: Seen, question: tuple[Question, ...]
) -> SheetOffer:
    """Months added up to years. A blank month would make its year blank: that is said."""
    repeats = len(account.distinct()) < account.filled
    spread = []
    remarks: list[Sentence] = []
    blank = 0
    for year in sorted({year for _, year in wide}):
        parts = [seen for seen, each in wide if each == year]
        text = " + ".join(f"[{seen.label}]" for seen in parts)
        blank += sum(
            value is None for seen in parts for value, ok in zip(seen.values, table.body, strict=True) if ok
        )
        reason = (told("map.why.months", n=len(parts), year=str(year)),)
        spread.append(Offer(str(year), {"sum" if repeats else "formula": text}, "likely", reason))
    if blank:
        remarks.append(told("map.note.blank_months", n=blank))
        spread = [Offer(o.name, o.value, "guess", o.why) for o in spread]
    return SheetOffer(
        "revenue",
        table,
        (field,),
        tuple(spread),
        remarks=tuple(remarks),
        questions=question,
        settings=_unit(wide[0][0]),
    )


def responsibilities_of(table: Table) -> SheetOffer | None:
    """A RACI matrix: a column of activities and columns of R, A, C and I; None for another table."""
    members = [seen for seen in table.columns if _holds_letters(seen, table)]
    texts = [seen for seen in table.columns if seen not in members and seen.kind == "text"]
    if len(members) < LEAST_MEMBERS or not texts:
        return None
    activity = next((seen for seen in texts if "activity" in seen.roles), texts[0])
    known = "activity" in activity.roles or activity is table.columns[0]
    why = told("map.why.activity", column=activity.label)
    fields = [Offer("activity", activity.label, "sure" if known else "likely", (why,))]
    reason = (told("map.why.letters", columns=", ".join(seen.label for seen in members)),)
    spread = tuple(Offer(seen.label, seen.label, "sure", reason) for seen in members)
    return SheetOffer("responsibilities", table, tuple(fields), spread)


def _holds_letters(seen: Seen, table: Table) -> bool:
    """True where the cells of the body hold letters of the RACI, several in a cell too."""
    if len(seen.distinct()) > MOST_LETTERS:
        return False
    texts = Counter(text for text, ok in zip(seen.texts(), table.body, strict=True) if text and ok)
    known = sum(
        n
        for text, n in texts.items()
        if all(LETTER.code(part) for part in _MARKS.split(text.strip()) if part)
    )
    return 0 < known == sum(texts.values())


# ------------------------------------------------------------------ pieces


def _named_account(table: Table, answers: Answers) -> tuple[Seen, Sentence, Certainty] | None:
    found = account_of(Reached(table, ()), answers)
    seen = table.column(found.columns[0]) if found and len(found.columns) == 1 else None
    if seen is None or found is None:
        first = next((s for s in table.columns if s.kind == "text" and s.is_key and _sells(table)), None)
        return (first, told("map.why.first_texts", column=first.label), "guess") if first else None
    return (
        seen,
        found.why[0],
        found.certainty if found.certainty == "guess" else _certain(table, found.certainty),
    )


def _certain(table: Table, certainty: Certainty) -> Certainty:
    """A table whose title or headers name sales is sure; what only has years is likely."""
    return certainty if _sells(table) else least(certainty, "likely")


def _sells(table: Table) -> bool:
    return bool((SALES | RECURRING) & _title_words(table))


def _title_words(table: Table) -> set[str]:
    """The words of the file, the sheet, the rows above the header and the headers."""
    texts = (
        table.sample.file.stem,
        table.sample.sheet,
        *table.above,
        *(seen.label for seen in table.columns),
    )
    return {word for text in texts for word in label_words(text)}


def _is_planned(table: Table, columns: list[Seen]) -> bool:
    """True for a budget, targets or a forecast, by the words of its titles."""
    return bool(PLANNED & _title_words(table)) and bool(columns)


def _bare_months(table: Table) -> list[str]:
    return [label for label in table.twins if fold(label) in months()]


def _year_above(table: Table) -> int:
    """The one year that the file, the sheet or a row above the header names, else 0."""
    texts = (table.sample.sheet, *table.above, table.sample.file.stem)
    found = {year[0] for text in texts if (year := year_in(text.replace("_", " ")))}
    return found.pop() if len(found) == 1 else 0


def _unit(seen: Seen) -> tuple[Offer, ...]:
    named: Any = named_unit(seen.label)
    if named.unit not in (1e3, 1e6):
        return ()
    unit = "thousands" if named.unit == 1e3 else "millions"
    return (Offer("scale", unit, "sure", (told("map.why.unit", column=seen.label),)),)


def _question(table: Table, chosen: Seen, certainty: Certainty) -> tuple[Question, ...]:
    others = [s.label for s in table.columns if s.kind == "text" and s is not chosen]
    if certainty == "sure" or not others or "account" in roles_of(chosen.label):
        return ()
    return (Question("account", told("map.ask.account"), (chosen.label, *others[:5])),)
