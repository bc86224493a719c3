"""Who decides at an account, who can take us there, and who stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.workbook.rows import Influence, Stakeholder

Link = Literal["reports", "influences"]
AGAINST = frozenset({"opposes", "conflict"})  # kinds of influence that open no way to anybody
_SHOWN = ("name", "title", "organisation", "power", "role", "relationship", "touch_point", "last_contact")


@record
class Path(Tidy):
    """People from the first to the last, and the kind of line that joins each to the next."""

    people: tuple[str, ...]
    links: tuple[Link, ...]

    def to_columns(self) -> Columns:
        """One row a person from the first to the last: step (from 1), person, the line that leads there."""
        return {
            "step": range(1, len(self.people) + 1),
            "person": self.people,
            "link": [None, *self.links][: len(self.people)],
        }

    @property
    def is_direct(self) -> bool:
        """True when one line joins the two ends."""
        return len(self.links) == 1


@record
class Decision(Tidy):
    """The decision-making organisation of one account; people are ids, `people` holds their rows.

    `inside` and `outside` keep the workbook's order (outside = another organisation). `managers` has
    only lines that can be drawn: to a known person, without cycles. `ally` and `blocker` are paths that
    end at the target. `missing` names roles nobody has: "champion", "economic buyer", "single thread"
    (one touch point or none). `stale` are contacts with the days since, longest first. `unknown` are
    (cell, id) of references to nobody, `cycles` the closed reporting chains, each opened at its first id.
    """

    account: str
    people: Mapping[str, Stakeholder]
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    managers: Mapping[str, str]
    influences: tuple[Influence, ...]
    head: str | None
    target: str | None
    ally: Path | None
    blocker: Path | None
    missing: tuple[str, ...] = ()
    stale: tuple[tuple[str, int], ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    cycles: tuple[tuple[str, ...], ...] = ()

    def to_columns(self) -> Columns:
        """One row a person: account, id, name, title, power, role, relationship, manager (id), is_outside,
        is_target, on_ally_path, on_blocker_path, stale_days (None = not stale)."""
        ids = (*self.inside, *self.outside)
        rows = [self.people[name] for name in ids]
        stale = dict(self.stale)
        ally = self.ally.people if self.ally else ()
        blocker = self.blocker.people if self.blocker else ()
        return {
            "account": [self.account] * len(ids),
            "id": ids,
            **{name: [getattr(row, name) for row in rows] for name in _SHOWN},
            "manager": [self.managers.get(name) for name in ids],
            "is_outside": [name in self.outside for name in ids],
            "is_target": [name == self.target for name in ids],
            "on_ally_path": [name in ally for name in ids],
            "on_blocker_path": [name in blocker for name in ids],
            "stale_days": [stale.get(name) for name in ids],
        }

    @property
    def roots(self) -> tuple[str, ...]:
        """The people inside the account who report to nobody we know of."""
        return tuple(name for name in self.inside if name not in self.managers)

    @property
    def touch_points(self) -> tuple[str, ...]:
        """The people inside the account whom we talk to."""
        return tuple(name for name in self.inside if self.people[name].touch_point)

    def reports(self, person: str) -> tuple[str, ...]:
        """Who reports to this person, highest power first, then in the workbook's order."""
        below = [name for name in self.inside if self.managers.get(name) == person]
        return tuple(sorted(below, key=lambda name: power_of(self.people[name])))


def decide(
    account: str,
    stakeholders: Iterable[Stakeholder],
    influences: Iterable[Influence] = (),
    *,
    as_of: date | None = None,
    stale_days: int = 90,
) -> Decision:
    """The decision map of one account.

    Target: the highest decision power that is not positive; where all are positive, the highest. Without
    any decision power, the first decision maker by role. Ally: the positive touch point with the shortest
    path of reporting lines (either way) and influence lines (source to target), those against somebody left
    out; of equals the path with
    fewest negative people, then fewest reporting lines, then the ally with most power. Blocker: likewise
    among negative people, so that one with a line straight to the target comes before all others.
    """
    people: dict[str, Stakeholder] = {}
    for row in stakeholders:
        if row.account == account:
            people.setdefault(row.id, row)
    inside = tuple(name for name, row in people.items() if not is_outside(row))
    outside = tuple(name for name in people if name not in set(inside))
    managers, unknown, cycles = _managers(people, inside)
    lines, lost = _lines(account, people, influences)
    head, target = _target(people, inside)
    paths = _paths(target, people, managers, lines) if target else {}
    kind = [row for row in lines if row.kind not in AGAINST]
    open_ = paths if len(kind) == len(lines) or not target else _paths(target, people, managers, kind)
    return Decision(
        account,
        people,
        inside,
        outside,
        managers,
        lines,
        head,
        target,
        _nearest(
            open_, people, (n for n, p in people.items() if p.relationship == "positive" and p.touch_point)
        ),
        _nearest(paths, people, (n for n, p in people.items() if p.relationship == "negative")),
        _missing(people, inside),
        _stale(people, as_of, stale_days),
        (*unknown, *lost),
        cycles,
    )


def is_outside(person: Stakeholder) -> bool:
    """True for a person or adviser of another organisation than the account."""
    return person.organisation is not None and person.organisation.casefold() != person.account.casefold()


def power_of(person: Stakeholder) -> tuple[bool, int]:
    """Sorts people by decision power, 1 first, those without at the end."""
    return (person.power is None, person.power or 0)


# ------------------------------------------------------------------ lines


def _managers(
    people: Mapping[str, Stakeholder], inside: Sequence[str]
) -> tuple[dict[str, str], tuple[tuple[str, str], ...], tuple[tuple[str, ...], ...]]:
    """The reporting lines inside the account, the references to nobody, and the cycles that were opened.

    A cycle opens at its member with the highest power, who then reports to nobody.
    """
    managers: dict[str, str] = {}
    unknown = []
    known = set(inside)
    for name in inside:
        manager = people[name].reports_to
        if manager is None:
            continue
        if manager in known:
            managers[name] = manager
        elif manager not in people:
            unknown.append((people[name].at, manager))
    cycles = []
    done: set[str] = set()
    for name in inside:
        chain: dict[str, None] = {}
        step: str | None = name
        while step is not None and step not in chain and step not in done:
            chain[step] = None
            step = managers.get(step)
        if step in chain:
            members = tuple(chain)[tuple(chain).index(step) :]
            top = min(members, key=lambda m: (power_of(people[m]), inside.index(m)))
            del managers[top]
            place = members.index(top)
            cycles.append(members[place:] + members[:place])
        done.update(chain)
    return managers, tuple(unknown), tuple(cycles)


def _lines(
    account: str, people: Mapping[str, Stakeholder], influences: Iterable[Influence]
) -> tuple[tuple[Influence, ...], tuple[tuple[str, str], ...]]:
    """The account's influence lines between two known people, each pair once; and the unknown ids."""
    lines: dict[tuple[str, str], Influence] = {}
    unknown = []
    for row in influences:
        if row.account != account:
            continue
        lost = [(row.at, end) for end in (row.source, row.target) if end not in people]
        unknown += lost
        if not lost and row.source != row.target:
            lines.setdefault((row.source, row.target), row)
    return tuple(lines.values()), tuple(unknown)


def _paths(
    target: str,
    people: Mapping[str, Stakeholder],
    managers: Mapping[str, str],
    influences: Sequence[Influence],
) -> dict[str, tuple[tuple[int, int, int], Path]]:
    """From every person who can reach the target: (lines, negative people between, reporting lines), path.

    Dijkstra from the target backwards, with that cost compared part by part.
    """
    into: dict[str, dict[str, Link]] = {name: {} for name in people}
    for report, manager in managers.items():
        into[manager][report] = "reports"
        into[report][manager] = "reports"
    for row in influences:
        into[row.target][row.source] = "influences"
    best: dict[str, tuple[tuple[int, int, int], Path]] = {}
    order = {name: i for i, name in enumerate(people)}
    waiting: dict[str, tuple[tuple[int, int, int], Path]] = {target: ((0, 0, 0), Path((target,), ()))}
    while waiting:
        name = min(waiting, key=lambda n: (waiting[n][0], order[n]))
        best[name] = cost, path = waiting.pop(name)
        negative = int(name != target and people[name].relationship == "negative")
        for source, link in into[name].items():
            step = (cost[0] + 1, cost[1] + negative, cost[2] + (link == "reports"))
            if source not in best and (source not in waiting or step < waiting[source][0]):
                waiting[source] = (step, Path((source, *path.people), (link, *path.links)))
    return best


def _nearest(
    paths: Mapping[str, tuple[tuple[int, int, int], Path]],
    people: Mapping[str, Stakeholder],
    candidates: Iterable[str],
) -> Path | None:
    """The cheapest path from one of the candidates, the target itself left out."""
    order = {name: i for i, name in enumerate(people)}
    found = [name for name in candidates if name in paths and paths[name][1].links]
    if not found:
        return None
    return paths[min(found, key=lambda n: (paths[n][0], power_of(people[n]), order[n]))][1]


# ------------------------------------------------------------------ people


def _target(people: Mapping[str, Stakeholder], inside: Sequence[str]) -> tuple[str | None, str | None]:
    """Who has the highest decision power (by role where nobody has any), and whom we must convince."""
    ranked = sorted((n for n in inside if people[n].power is not None), key=lambda n: power_of(people[n]))
    ranked = ranked or [n for n in inside if people[n].role == "decision maker"]
    if not ranked:
        return None, None
    open_ = [n for n in ranked if people[n].relationship != "positive"]
    return ranked[0], (open_ or ranked)[0]


def _missing(people: Mapping[str, Stakeholder], inside: Sequence[str]) -> tuple[str, ...]:
    """The roles nobody has, only where the role column is filled for this account."""
    roles = {row.role for row in people.values() if row.role}
    if not roles:
        return ()
    lacking = [role for role in ("champion", "economic buyer") if role not in roles]
    known = [people[name].touch_point for name in inside if people[name].touch_point is not None]
    if known and known.count(True) < 2 <= len(inside):
        lacking.append("single thread")
    return tuple(lacking)


def _stale(people: Mapping[str, Stakeholder], as_of: date | None, days: int) -> tuple[tuple[str, int], ...]:
    """People whose last contact is more than `days` before the as-of date, longest first."""
    if as_of is None:
        return ()
    ages = [(name, (as_of - row.last_contact).days) for name, row in people.items() if row.last_contact]
    return tuple(sorted((pair for pair in ages if pair[1] > days), key=lambda pair: -pair[1]))
