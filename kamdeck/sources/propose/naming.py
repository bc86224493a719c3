"""Which columns of a ledger name the account."""

from __future__ import annotations

from typing import Any

from kamdeck.record import record
from kamdeck.sources.propose.links import Reached
from kamdeck.sources.propose.offers import Answers, Certainty, least
from kamdeck.sources.propose.seen import Seen, Table
from kamdeck.text import Sentence, told
from kamdeck.workbook.wording import fold


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
