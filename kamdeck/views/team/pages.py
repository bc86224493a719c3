"""Which activities and members of a team stand on which slide."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TypeVar

from kamdeck.analysis.raci import Activity
from kamdeck.deck.spec import EMU, Box
from kamdeck.figures.teams import Team
from kamdeck.layout.areas import area_of, balanced
from kamdeck.record import record, replace

T = TypeVar("T")

MOST_ROWS, MOST_MEMBERS = 15, 24  # activities and members on a slide
_RAILED = 8  # members up to which there is room for a rail
_LEVEL = round(0.64 * EMU)  # a member's column from which on names stand level
_CHECK, _CHECK_WIDE, _WIDE = (round(inch * EMU) for inch in (1.13, 1.90, 10.6))
_ACTIVITY, _NARROWEST, _WIDEST = (round(inch * EMU) for inch in (2.42, 0.33, 1.20))
_HEAD, _HEAD_TURNED = round(0.54 * EMU), round(1.06 * EMU)
FOOT, _LOAD = round(0.23 * EMU), round(1.05 * EMU)  # below the columns of the load; what they take at best
_LOAD_LESS = round(0.28 * EMU)  # by how much they may be lower
_LOW = round(4.6 * EMU)
_MANY = 20  # members whose names stand upright in any room
_LOWEST, _HIGHEST = round(0.25 * EMU), round(0.55 * EMU)


@record
class Page:
    """The activities and members of one slide, in its room; `is_last` of its members' slides."""

    activities: tuple[Activity, ...]
    members: tuple[str, ...]
    is_last: bool
    is_railed: bool
    room: Box

    @property
    def row(self) -> int:
        """The height of an activity's row."""
        is_whole = not self.is_last and self.room.h < _LOW  # a low slide without the load is filled with rows
        room = self.room.h - self.head - (0 if is_whole else FOOT + _LOAD)
        return min(_HIGHEST, max(_LOWEST, room // max(1, len(self.activities))))

    @property
    def head(self) -> int:
        """The height of the head: more where the names stand upright."""
        return _HEAD_TURNED if self.is_turned else _HEAD

    @property
    def is_turned(self) -> bool:
        """Whether the names stand upright."""
        return self.widths[1] < _LEVEL

    @property
    def is_telling(self) -> bool:
        """Whether the checks say who should hold the A."""
        return _tells(self.room, self.is_railed)

    @property
    def widths(self) -> tuple[int, int, int]:
        """The columns of activity, of each member and of the check."""
        check = _CHECK_WIDE if self.is_telling else _CHECK
        member = _member(self.room, self.is_railed, len(self.members))
        return self.room.w - check - member * len(self.members), member, check

    @property
    def loads(self) -> Box:
        """Where the members' columns stand, over the whole height."""
        wide, member, _ = self.widths
        return Box(self.room.x + wide, self.room.y, member * len(self.members), self.room.h)


def _tells(room: Box, is_railed: bool) -> bool:
    return not is_railed and room.w >= _WIDE


def _member(room: Box, is_railed: bool, count: int) -> int:
    """The width of each member's column; activities have less where that lets the names stand level."""
    check = _CHECK_WIDE if _tells(room, is_railed) else _CHECK
    level, upright = (
        (room.w - check - min(_ACTIVITY, room.w * share // 100)) // max(1, count) for share in (27, 34)
    )
    return min(_WIDEST, level if level >= _LEVEL else upright)


def make_pages(team: Team) -> tuple[Page, ...]:
    """At most fifteen activities and 24 members on a slide, fewer where it is low or narrow, as even as can
    be."""
    found, frame = team.chart, team.ctx.frame
    is_railed = len(found.members) <= _RAILED
    room = area_of(frame).main if is_railed else frame.body
    pages: list[Page] = []
    for members in _chunks(
        found.members, min(MOST_MEMBERS, _member(room, is_railed, _MANY) * _MANY // _NARROWEST)
    ):
        whole = Page(found.activities, members, True, is_railed, room)
        high = room.h - FOOT - _LOAD + _LOAD_LESS - whole.head
        parts = _chunks(found.activities, max(2, min(MOST_ROWS, high // _LOWEST)))
        pages += [replace(whole, activities=part, is_last=part is parts[-1]) for part in parts]
    return tuple(pages)


def _chunks(items: tuple[T, ...], most: int) -> tuple[tuple[T, ...], ...]:
    ends = list(accumulate(balanced(len(items), most), initial=0))
    return tuple(items[a:b] for a, b in pairwise(ends))
