"""Trackers, risk logs, plans, people, surveys and MRR: which sheet of ours a table is, by its headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kamdeck.record import record
from kamdeck.sources.propose.offers import Offer, SheetOffer
from kamdeck.sources.propose.seen import Seen, Table
from kamdeck.sources.propose.words import CANCELLED, sounds
from kamdeck.text import Sentence, told
from kamdeck.workbook.columns import Column
from kamdeck.workbook.header_names import fact_named
from kamdeck.workbook.rows import Book

LEAST_ROWS = 2
_SHEETS = {sheet.key: sheet for sheet in Book.sheets}
_OF_KIND = {
    "date": ("date",),
    "month": ("date",),
    "money": ("number",),
    "number": ("number",),
    "share": ("number",),
}


@record
class Kind:
    """A sheet of ours: by field the roles of headers that can fill it, the best first.

    Each of `needs` must be found, and `least` of the other fields; `named` are roles of which one must be the
    header of a column.
    """

    key: str
    wants: dict[str, str]
    needs: tuple[str, ...]
    least: int
    named: tuple[str, ...] = ()


KINDS = (
    Kind(
        "mrr",
        {"account": "account, account id", "month": "month, date, sale date", "mrr": "mrr"},
        needs=("account", "month", "mrr"),
        least=0,
    ),
    Kind(
        "risk",
        {
            "account": "account",
            "reason": "risk, description",
            "owner": "owner, manager",
            "in_queue_since": "since, start, date",
            "renewal_on": "renewal",
            "mrr_at_risk": "mrr",
        },
        needs=("account", "reason"),
        least=1,
        named=("risk",),
    ),
    Kind(
        "rollout",
        {
            "workstream": "workstream",
            "task": "task, activity, description, name",
            "owner": "owner, manager",
            "start_on": "start",
            "due_on": "end, due",
            "status": "status",
        },
        needs=("task", "start_on", "due_on"),
        least=0,
    ),
    Kind(
        "tasks",
        {
            "task": "mitigation, task, risk, activity, description",
            "owner": "owner, manager",
            "account": "account",
            "priority": "priority, impact",
            "due_on": "due, end, other date, date",
            "status": "status",
            "done_on": "done",
        },
        needs=("task",),
        least=2,
        named=("task", "risk", "mitigation", "due", "owner"),
    ),
    Kind(
        "stakeholders",
        {
            "account": "account, organisation",
            "name": "stakeholder, contact, name, last name",
            "id": "email, stakeholder, contact, name",
            "title": "title",
            "organisation": "organisation",
            "relationship": "attitude",
        },
        needs=("name",),
        least=1,
        named=("stakeholder", "contact", "attitude", "title", "power", "interest"),
    ),
    Kind(
        "satisfaction",
        {"account": "account", "date": "date, month, sale date, other date"},
        needs=("date",),
        least=0,
        named=("nps", "csat"),
    ),
    Kind(
        "accounts",
        {
            "account": "account, account id",
            "segment": "segment",
            "region": "region",
            "manager": "manager, owner",
            "customer_since": "since",
            "renewal": "renewal",
            "status": "status",
        },
        needs=("account",),
        least=1,
    ),
)


def kind_of(table: Table, defaults: Mapping[str, str]) -> SheetOffer | None:
    """The sheet that a table becomes, the first kind that it fits; None for none.

    `defaults` are texts for fields that it lacks: what has no account or no workstream belongs to one of
    that name.
    """
    if table.lines < LEAST_ROWS:
        return None
    return next((offer for kind in KINDS if (offer := _as_kind(table, kind, defaults))), None)


def _as_kind(table: Table, kind: Kind, defaults: Mapping[str, str]) -> SheetOffer | None:
    if kind.named and not any(role in kind.named for seen in table.columns for role in seen.roles):
        return None
    taken: dict[str, Seen] = {}
    remarks: list[Sentence] = []
    for field, roles in kind.wants.items():
        fact = fact_named(_SHEETS[kind.key], field)
        seen = _column_for(table, roles.split(", "), fact, taken, is_shared=field == "id")
        if seen is None:
            continue
        strange = _strange(seen, fact)
        if strange:
            remarks.append(told("map.note.words", column=seen.label, values=", ".join(strange)))
            continue
        taken[field] = seen
    if any(field not in taken for field in kind.needs) or len(taken) < len(kind.needs) + kind.least:
        return None
    if kind.key == "accounts" and not taken["account"].is_key:
        return None
    fields = [_offer(field, seen, kind) for field, seen in taken.items()]
    fields = _people(table, taken, fields) if kind.key == "stakeholders" else fields
    fields += _defaults(kind, taken, defaults)
    where = _open_tasks(taken.get("status")) if kind.key in ("tasks", "rollout") else ()
    spread = _surveys(table) if kind.key == "satisfaction" else ()
    return SheetOffer(kind.key, table, tuple(fields), spread, where=where, remarks=tuple(remarks))


def _column_for(
    table: Table, roles: Sequence[str], fact: Column, taken: Mapping[str, Seen], *, is_shared: bool
) -> Seen | None:
    """The column whose header has the first of the roles and whose values the field can take."""
    fits = _OF_KIND.get(fact.kind, ("text", "number"))
    for role in roles:
        for seen in table.columns:
            is_free = is_shared or all(seen is not other for other in taken.values())
            if role in seen.roles and seen.kind in fits and is_free and seen.label not in table.twins:
                return seen
    return None


def _strange(seen: Seen, fact: Column) -> tuple[str, ...]:
    """Values that a field with a list of words does not know."""
    if fact.choices is None or fact.choices.is_open:
        return ()
    found = dict.fromkeys(text for text in seen.texts() if text and not sounds(text, CANCELLED))
    return tuple(text for text in found if fact.choices.code(text) is None)[:5]


def _offer(field: str, seen: Seen, kind: Kind) -> Offer:
    roles = kind.wants[field].split(", ")
    is_known = field in ("account", "owner", "status", "task") and seen.roles[0] in roles
    is_sure = (is_known or seen.roles[0] == roles[0]) and field != "id"
    why = told("map.why.header", column=seen.label)
    return Offer(field, seen.label, "sure" if is_sure else "likely", (why,))


def _people(table: Table, taken: Mapping[str, Seen], fields: list[Offer]) -> list[Offer]:
    """First and last names make one name; without a column of ids the name is one."""
    first = next((s for s in table.columns if "first name" in s.roles), None)
    last = taken["name"]
    made: list[Offer] = []
    for offer in fields:
        if (
            first is not None
            and first is not last
            and offer.value == last.label
            and offer.name in ("name", "id")
        ):
            why = told("map.why.full_name", first=first.label, last=last.label)
            offer = Offer(offer.name, [first.label, last.label], "likely", (why,))
        made.append(offer)
    if not any(offer.name == "id" for offer in made):
        name = next(offer for offer in made if offer.name == "name")
        made.append(Offer("id", name.value, "likely", (told("map.why.id"),)))
    return made


def _defaults(kind: Kind, taken: Mapping[str, Seen], defaults: Mapping[str, str]) -> list[Offer]:
    """Fields that the sheet must have and the table lacks: the same on every line."""
    made = []
    for fact in _SHEETS[kind.key].columns:
        if not fact.required or fact.name in taken or fact.name not in defaults:
            continue
        value: Any = {"value": defaults[fact.name]}
        made.append(Offer(fact.name, value, "likely", (told("map.why.default", value=defaults[fact.name]),)))
    return made


def _open_tasks(status: Seen | None) -> tuple[dict[str, Any], ...]:
    """A condition that leaves out what was cancelled."""
    if status is None:
        return ()
    gone = [text for text in dict.fromkeys(status.texts()) if text and sounds(text, CANCELLED)]
    return ({"column": status.label, "not": gone},) if gone else ()


def _surveys(table: Table) -> tuple[Offer, ...]:
    """The columns of scores, by survey."""
    found: dict[str, Seen] = {}
    for seen in table.columns:
        for role in ("nps", "csat"):
            if role in seen.roles and seen.kind == "number":
                found.setdefault(role.upper(), seen)
    return tuple(
        Offer(name, s.label, "likely", (told("map.why.survey", name=name),)) for name, s in found.items()
    )
