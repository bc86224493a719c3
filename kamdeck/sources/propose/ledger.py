"""Lines of invoices, orders or contracts: which column names the account, which the day, which the amount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kamdeck.sources.propose.amounts import amount_of
from kamdeck.sources.propose.dating import When, as_of, when_of
from kamdeck.sources.propose.links import Reached
from kamdeck.sources.propose.naming import Account, account_of
from kamdeck.sources.propose.offers import Answers, Certainty, Offer, Question, SheetOffer, least
from kamdeck.sources.propose.seen import Seen, Table, text_of
from kamdeck.sources.propose.words import CANCELLED, sounds
from kamdeck.sources.propose.writing import value_of
from kamdeck.text import Sentence, told
from kamdeck.workbook.totals import is_total

LEAST_LINES = 3
FEW = 0.05
"""The share of lines that may be left out because they cannot be read."""
MOST_TEXTS = 8


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
        settings=(*amount.settings, *as_of(when, reached)),
    )


# ------------------------------------------------------------------ the account


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
