"""Responsibilities: who does what, activities without exactly one A or any R, and each member's load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.workbook.rows import Responsibility, Settings

LETTERS = "ARCI"  # the weightiest first


@record
class Activity(Tidy):
    """One activity: its letters by member (a member may hold several, `AR`), and what is wrong with it.

    `accountable` counts the letters A. `suggested` is the member who should keep or take the A: of several
    A the one with the lowest load, without any the R with the lowest load; ties go to the first member.
    """

    activity: str
    letters: Mapping[str, str]
    accountable: int
    has_responsible: bool
    suggested: str | None = None

    def to_columns(self) -> Columns:
        """One row a member with a letter: activity, member, letters."""
        return {
            "activity": [self.activity] * len(self.letters),
            "member": list(self.letters),
            "letters": list(self.letters.values()),
        }

    def holders(self, letter: str) -> tuple[str, ...]:
        """The members who hold a letter."""
        return tuple(member for member, held in self.letters.items() if letter in held)


@record
class Chart(Tidy):
    """One team's responsibilities: members and activities in the workbook's order, load in points."""

    members: tuple[str, ...]
    activities: tuple[Activity, ...]
    load: Mapping[str, float]

    def to_columns(self) -> Columns:
        """One row an activity and member with a letter: activity, member, letters, load (points)."""
        rows = [(a.activity, member, held) for a in self.activities for member, held in a.letters.items()]
        return {
            "activity": [activity for activity, _, _ in rows],
            "member": [member for _, member, _ in rows],
            "letters": [held for _, _, held in rows],
            "load": [self.load.get(member) for _, member, _ in rows],
        }

    @property
    def faults(self) -> tuple[Activity, ...]:
        """Activities without exactly one A."""
        return tuple(a for a in self.activities if a.accountable != 1)

    @property
    def without_responsible(self) -> tuple[Activity, ...]:
        """Activities that nobody does."""
        return tuple(a for a in self.activities if not a.has_responsible)

    @property
    def idle(self) -> tuple[str, ...]:
        """Members without a letter."""
        busy = {member for activity in self.activities for member in activity.letters}
        return tuple(member for member in self.members if member not in busy)

    @property
    def mean_load(self) -> float:
        """The load of a member on average, those without a letter included."""
        return sum(self.load.values()) / len(self.load) if self.load else 0.0

    @property
    def heaviest(self) -> tuple[str, ...]:
        """The members with the largest load; none where nobody has any."""
        top = max(self.load.values(), default=0.0)
        return tuple(member for member in self.members if top > 0 and self.load[member] == top)

    @property
    def lightest(self) -> str | None:
        """The first member with the smallest load."""
        return min(self.members, key=lambda member: self.load[member], default=None)

    def count(self, member: str, letter: str) -> int:
        """In how many activities a member holds a letter."""
        return sum(letter in activity.letters.get(member, "") for activity in self.activities)


def chart(rows: Sequence[Responsibility], settings: Settings, members: Sequence[str] = ()) -> Chart:
    """The responsibilities of the rows given; `members` come first and stay where they have no letter.

    A letter that a member holds twice for an activity counts once.
    """
    points = {
        "A": settings.raci_points_a,
        "R": settings.raci_points_r,
        "C": settings.raci_points_c,
        "I": settings.raci_points_i,
    }
    names = tuple(dict.fromkeys((*members, *(row.member for row in rows))))
    held: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        held.setdefault(row.activity, {}).setdefault(row.member, set()).add(row.letter)
    load = dict.fromkeys(names, 0.0)
    activities: dict[str, dict[str, str]] = {}
    for activity, by_member in held.items():
        mine = activities[activity] = {}
        for name in names:
            if name in by_member:
                mine[name] = "".join(sorted(by_member[name], key=LETTERS.index))
                load[name] += sum(points[letter] for letter in by_member[name])
    made = tuple(_activity(name, letters, load) for name, letters in activities.items())
    return Chart(names, made, load)


def _activity(name: str, letters: Mapping[str, str], load: Mapping[str, float]) -> Activity:
    count = sum("A" in held for held in letters.values())
    wanted = "A" if count > 1 else "R"
    able = [member for member, held in letters.items() if wanted in held] if count != 1 else []
    best = min(able, key=lambda member: load[member], default=None)
    return Activity(name, letters, count, any("R" in held for held in letters.values()), best)
