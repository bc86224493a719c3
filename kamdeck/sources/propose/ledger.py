"""Lines of invoices, orders or contracts: which column names the account, which the day, which the amount."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kamdeck.record import record
from kamdeck.sources.propose.amounts import amount_of
from kamdeck.sources.propose.links import Reached
from kamdeck.sources.propose.offers import Certainty, Offer, Question, SheetOffer, least
from kamdeck.sources.propose.seen import Seen, Table, text_of
from kamdeck.sources.propose.words import CANCELLED, sounds
from kamdeck.sources.propose.writing import value_of
from kamdeck.text import Sentence, told
from kamdeck.workbook.totals import is_total
from kamdeck.workbook.values import year_in
from kamdeck.workbook.wording import fold

LEAST_LINES = 3
FEW = 0.05
"""The share of lines that may be left out because they cannot be read."""
MOST_TEXTS = 8
YEARS = range(1980, 2101)

Answers = Mapping[str, str]


@record
class Account:
    """Which columns name the account, how sure that is, and the other columns that might."""

    columns: tuple[str, ...]
    certainty: Certainty
    why: tuple[Sentence, ...]
    others: tuple[str, ...] = ()
    remarks: tuple[Sentence, ...] = ()

    @property
    def value(self) -> Any:
        """As kamdeck.toml has it."""
        return self.columns[0] if len(self.columns) == 1 else list(self.columns)


def ledger_of(table: Table, tables: Sequence[Table], answers: Answers) -> SheetOffer | Sentence:
    """The revenue that the lines of a table give, or why they give none."""
    if table.lines < LEAST_LINES:
        return told("map.no.few", n=table.lines)
    reached = Reached(table, tables)
    amount = amount_of(reached, answers)
    if amount is None:
        return told("map.no.amount")
    when = when_of(reached, answers)
    if when is None:
        return told("map.no.date")
    account = account_of(reached, answers)
    if account is None:
        return told("map.no.account")
    names = (*account.columns, when.columns[0], *amount.columns)
    where, left, lost = _conditions(reached, account, when, amount.columns)
    cancelled = _cancelled(reached, where)
    remarks = [*account.remarks, *when.remarks, *amount.remarks, *left]
    questions = list(amount.questions)
    if account.others and account.certainty != "sure":
        text = told("map.ask.account")
        questions.insert(0, Question("account", text, (" + ".join(account.columns), *account.others)))
    if when.others and when.certainty != "sure":
        questions.append(Question("date", told("map.ask.date"), (when.columns[0], *when.others)))
    certainty: Certainty = amount.certainty
    if cancelled is not None:
        column, values, lines = cancelled
        said = ", ".join(values)
        condition: dict[str, Any] = {"column": column, "not": list(values)}
        if answers.get("cancelled") == "yes":
            where = (*where, condition)
            remarks.append(told("map.note.cancelled_out", column=column, values=said, n=lines))
        else:
            as_written = value_of(condition)
            note = told("map.note.cancelled", condition=as_written, column=column, values=said, n=lines)
            remarks.append(note)
            asked = told("map.ask.cancelled", column=column, values=said, n=lines)
            questions.append(Question("cancelled", asked, ("no", "yes")))
            certainty = least(certainty, "likely")
        names = (*names, column)
    if lost:
        certainty = least(certainty, "likely")
    fields = [
        Offer("account", account.value, account.certainty, account.why),
        Offer("year", when.value, when.certainty, when.why),
        Offer("revenue", {"sum": amount.text}, certainty, amount.why),
    ]
    if amount.quantity:
        reason = told("map.why.header", column=amount.quantity)
        fields.append(Offer("units", {"sum": amount.quantity}, "sure", (reason,)))
        names = (*names, amount.quantity)
    names = (*names, *(condition["column"] for condition in where))
    return SheetOffer(
        "revenue",
        table,
        tuple(fields),
        links=reached.links_for(names),
        where=where,
        remarks=tuple(remarks),
        questions=tuple(questions),
        settings=(*amount.settings, *_as_of(when, reached)),
    )


# ------------------------------------------------------------------ the account


def account_of(reached: Reached, answers: Answers) -> Account | None:
    """The columns that name the account: names before numbers, names of persons last."""
    chosen = answers.get("account")
    if chosen:
        return Account(tuple(chosen.split(" + ")), "sure", (told("map.why.answer"),))
    names = [s for s in reached.with_role("account") if s.kind == "text" and len(s.distinct()) > 1]
    ids = [s for s in reached.with_role("account id") if len(s.distinct()) > 1]
    persons = _persons(reached, ids)
    if names:
        return _named(names, ids, reached.table)
    if persons is not None:
        return persons
    numbers = [*ids, *(s for s in reached.with_role("account") if s.kind == "number" and _is_code(s))]
    if numbers:
        first = numbers[0]
        why = told("map.why.account_id", column=first.label, n=len(first.distinct()))
        others = tuple(s.label for s in numbers[1:])
        return Account((first.label,), "likely" if others else "sure", (why,), others)
    return _guessed(reached)


def _is_code(seen: Seen) -> bool:
    return all(isinstance(v, float) and v == int(v) and v >= 0 for v in seen.values if v is not None)


def _named(names: list[Seen], ids: list[Seen], table: Table) -> Account:
    first = names[0]
    rows = [fold(text) for text, ok in zip(first.texts(), table.body, strict=True) if ok and text]
    distinct = len(set(rows))
    why = [told("map.why.account", column=first.label, n=distinct)]
    certainty: Certainty = "sure" if len(names) == 1 and distinct < len(rows) else "likely"
    remarks: list[Sentence] = []
    same = [s for s in ids if s.table == first.table]
    if same:
        pairs = {
            (text, fold(name))
            for text, name, ok in zip(same[0].texts(), first.texts(), table.body, strict=True)
            if ok and name
        }
        count = len({text for text, _ in pairs})
        if len(pairs) == count == distinct:
            why.append(told("map.why.one_to_one", column=same[0].label))
        else:
            certainty = least(certainty, "likely")
            remarks.append(told("map.note.names", name=first.label, id=same[0].label, n=distinct, ids=count))
    if distinct == len(rows):
        why.append(told("map.why.no_repeat"))
    others = tuple(s.label for s in (*names[1:], *ids))
    return Account((first.label,), certainty, tuple(why), others, tuple(remarks))


def _persons(reached: Reached, ids: list[Seen]) -> Account | None:
    """Names in the table that an account's number leads to: first and last names, or one column of names."""
    joined = [s for s in reached.columns if s.by and any(s.by == each.label for each in ids)]
    by_role = {role: [s for s in joined if role in s.roles] for role in ("first name", "last name", "name")}
    last = by_role["last name"] or by_role["name"]
    if not last:
        return None
    parts = [*(by_role["first name"][:1]), last[0]]
    key = next(s for s in ids if s.label == last[0].by)
    names = {
        (key_text, *texts)
        for key_text, *texts in zip(key.texts(), *(s.texts() for s in parts), strict=True)
        if any(texts)
    }
    are_unique = len({row[1:] for row in names}) == len({row[0] for row in names})
    columns = tuple(s.label for s in parts) + (() if are_unique else (key.label,))
    why = told("map.why.account_join", columns=" + ".join(columns), id=key.label, table=last[0].table)
    return Account(columns, "sure", (why,), (key.label,))


def _guessed(reached: Reached) -> Account | None:
    """What stands in for an account where no header names one: a column of texts that come again."""
    lines = reached.table.lines
    found = [
        s
        for s in reached.columns
        if s.kind == "text"
        and 1 < len(s.distinct()) <= lines / 2
        and not {"status", "type", "currency"} & set(s.roles)
    ]
    rank = (
        "name",
        "organisation",
        "contact",
        "stakeholder",
        "region",
        "segment",
        "manager",
        "family",
        "product",
    )
    found.sort(key=lambda s: next((rank.index(r) for r in s.roles if r in rank), len(rank)))
    if not found:
        return None
    why = told("map.why.no_account", column=found[0].label)
    return Account((found[0].label,), "guess", (why,), tuple(s.label for s in found[1:6]))


# ------------------------------------------------------------------ the year


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


def _as_of(when: When, reached: Reached) -> tuple[Offer, ...]:
    """The date of the figures: the newest line's, or the end of its year where that is near."""
    if not when.days:
        return ()
    newest = max(when.days)
    end = datetime.date(newest.year, 12, 31)
    day = end if (end - newest).days <= 31 and newest.month == 12 else newest
    why = told("map.why.as_of", day=newest.isoformat())
    return (Offer("as_of", day, "likely", (why,)),)


# ------------------------------------------------------------------ what is left out


def _conditions(
    reached: Reached, account: Account, when: When, amounts: tuple[str, ...]
) -> tuple[tuple[dict[str, Any], ...], list[Sentence], int]:
    """Conditions that leave out what cannot be read, what is said of them, and how many lines with an
    amount that costs."""
    where: list[dict[str, Any]] = []
    notes: list[Sentence] = []
    lost = 0
    columns = {s.label: s for s in reached.columns}
    is_out = [False] * len(reached.table.numbers)
    total = [is_total(t) for t in columns[account.columns[0]].texts()]
    needed = [columns[label] for label in (account.columns[0], when.columns[0], *amounts)]
    for place, is_named in enumerate(total):  # total rows and lines without any of these are known to be none
        is_blank = all(seen.cells[place] is None for seen in needed)
        is_out[place] = is_blank or (is_named and needed[1].cells[place] is None)
    labels = (*account.columns[:1], when.columns[0], *amounts)
    keys = [link.here for link in reached.links_for(labels)]
    for label in dict.fromkeys((*keys, *(each for each in labels if each not in reached.links))):
        if label in keys:
            bad = Counter(reached.unmatched(label, is_out))
        else:
            bad = _unreadable(columns[label], is_out, needs_value=label not in amounts)
        if not bad or len(bad) > MOST_TEXTS or sum(bad.values()) > max(LEAST_LINES, FEW * len(is_out)) * 2:
            continue
        values = [v for v in bad if v]
        where.append({"column": label, "not": [*values, *([""] if "" in bad or label in amounts else [])]})
        texts = columns[label].texts()
        gone = [p for p, text in enumerate(texts) if text in bad and not is_out[p]]
        lost += sum(reached.table.body[p] and _amount_at(columns, amounts, p) for p in gone)
        for place in gone:
            is_out[place] = True
        if values:
            notes.append(told("map.note.left_out", column=label, values=", ".join(values), n=len(gone)))
        else:
            notes.append(told("map.note.left_blank", column=label, n=len(gone)))
    return tuple(where), notes, lost


def _unreadable(seen: Seen, is_out: list[bool], *, needs_value: bool) -> Counter[str]:
    """The texts of a column that its kind cannot read, and "" where a blank one may not be."""
    bad: Counter[str] = Counter()
    for cell, value, out in zip(seen.cells, seen.values, is_out, strict=True):
        if out or value is not None:
            continue
        if cell is not None or needs_value:
            bad[text_of(cell)] += 1
    return bad


def _amount_at(columns: Mapping[str, Seen], amounts: tuple[str, ...], place: int) -> bool:
    return all(isinstance(columns[label].values[place], float) for label in amounts)


def _cancelled(
    reached: Reached, where: tuple[dict[str, Any], ...]
) -> tuple[str, tuple[str, ...], int] | None:
    """A column that says of lines that they are cancelled, drafts or quotes: its values and their lines."""
    taken = {condition["column"] for condition in where}
    for seen in reached.with_role("status", "type"):
        if seen.kind != "text" or seen.label in taken:
            continue
        found = Counter(text for text in seen.texts() if text and sounds(text, CANCELLED))
        if found and len(found) < len(seen.distinct()):
            return seen.label, tuple(found), sum(found.values())
    return None
