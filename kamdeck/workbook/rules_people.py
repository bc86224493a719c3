"""Rules about the people at an account: reporting lines, influence, decision power."""

from __future__ import annotations

from collections import defaultdict

from kamdeck.workbook.marks import Marks
from kamdeck.workbook.rows import Book, Stakeholder
from kamdeck.workbook.wording import nearest


def stakeholders(book: Book, marks: Marks) -> None:
    """Stakeholders: ids unique in the account, managers known, nobody above himself."""
    marks.repeated("stakeholders", book.stakeholders, "account", "id")
    for people in _by_account(book).values():
        for row in people.values():
            if row.reports_to is not None and row.reports_to not in people:
                near = nearest(row.reports_to, people) or _by_name(row.reports_to, people)
                marks.add("manager-unknown", "stakeholders", row, "reports_to", row.reports_to, near=near)
        for ring in _rings(people):
            marks.add(
                "manager-cycle", "stakeholders", people[ring[0]], "reports_to", " → ".join((*ring, ring[0]))
            )


def contacts(book: Book, marks: Marks) -> None:
    """Stakeholders: nobody was last met after the as-of date."""
    as_of = book.settings.as_of
    for row in book.stakeholders:
        if as_of and row.last_contact and row.last_contact > as_of:
            marks.add("after-as-of", "stakeholders", row, "last_contact", row.last_contact, as_of=as_of)


def influence(book: Book, marks: Marks) -> None:
    """Influence: both ends known and different, every line once."""
    marks.repeated("influence", book.influence, "account", "source", "target")
    everybody = _by_account(book)
    if not book.stakeholders:
        return
    for row in book.influence:
        people = everybody.get(row.account, {})
        for field in ("source", "target"):
            name = getattr(row, field)
            if name not in people:
                near = nearest(name, people) or _by_name(name, people)
                marks.add("id-unknown", "influence", row, field, name, account=row.account, near=near)
        if row.source == row.target:
            marks.add("influence-self", "influence", row, "target", row.target)


def _by_account(book: Book) -> dict[str, dict[str, Stakeholder]]:
    found: dict[str, dict[str, Stakeholder]] = defaultdict(dict)
    for row in book.stakeholders:
        found[row.account].setdefault(row.id, row)
    return found


def _by_name(name: str, people: dict[str, Stakeholder]) -> str:
    """The id of the person whose name was written where an id belongs."""
    return next((person.id for person in people.values() if person.name == name), "")


def _rings(people: dict[str, Stakeholder]) -> list[tuple[str, ...]]:
    """Each cycle of reporting lines once, starting at the first of its people in the sheet's order."""
    done: set[str] = set()
    rings = []
    for start in people:
        path: list[str] = []
        here: str | None = start
        while here is not None and here in people and here not in done and here not in path:
            path.append(here)
            here = people[here].reports_to
        if here in path:
            ring = path[path.index(here) :]
            first = min(range(len(ring)), key=lambda i: list(people).index(ring[i]))
            rings.append((*ring[first:], *ring[:first]))
        done |= set(path)
    return rings


PEOPLE_RULES = (stakeholders, contacts, influence)
