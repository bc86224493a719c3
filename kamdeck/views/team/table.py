"""The table of responsibilities: a letter per activity and member, and whether each row has one A."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamdeck.analysis.raci import Activity
from kamdeck.deck.spec import EMU, Anchor, Box, Cell, Connector, Group, Line, Para, Run, Shape, Text
from kamdeck.figures.judged import Status
from kamdeck.figures.teams import Team
from kamdeck.layout.grid import HEAD, RULE, Grid, Head, Style
from kamdeck.layout.status import SIDE, mark
from kamdeck.record import replace
from kamdeck.text.measure import fitting, line_height, width
from kamdeck.views.team.pages import Page

LOOKS = {"A": ("tier_a", "paper"), "R": ("tier_b", "paper"), "C": ("tier_c", "ink"), "I": ("grid", "ink")}
"""Fill and letter of a cell by its weightiest letter."""

_PAD = round(0.08 * EMU)
_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)  # of an activity, before its words are cut
_MARK = round(0.10 * EMU)  # of the check, from the left edge of its column
_WORD = _MARK + SIDE + round(0.09 * EMU)
_TWO_LINES = round(0.37 * EMU)
_NARROW = round(0.45 * EMU)
_SEAM = Line("paper", 2.5)  # between rows, so that letters look like chips


def make_table(key: str, team: Team, page: Page) -> Grid:
    """Activity, members, check; the letters as filled cells with seams of the row's colour between."""
    wide, member, check = page.widths
    members = (Head(name, member) for name in page.members)
    grid, say = (
        Grid(f"{key}/table", page.room, (Head("activity", wide), *members, Head("check", check))),
        team.ctx.say,
    )
    plain, low = HEAD.but(align=None), 25_400
    first, last = plain.but(left=_PAD), plain.but(left=_MARK)
    verdict = last.cut(say("team.check_wide" if page.is_telling else "team.check"), check, 2)
    cells = {
        "activity": first.cell(say("team.activity"), room=wide, anchor="b", inset=(_PAD, 0, 0, low)),
        "check": last.cell(verdict, anchor="b", inset=(_MARK, 0, 0, low)),
    }
    for name in page.members:
        cells[name] = Cell() if page.is_turned else _member(team, name, member)
    grid.row("head", page.head, cells)
    seams = [_seam(activity) for activity in page.activities] + [_SEAM]
    for i, activity in enumerate(page.activities):
        _row(grid, team, page, activity, seams[i : i + 2])
    return grid


def _member(team: Team, name: str, room: int) -> Cell:
    """A member's name above the role."""
    inside = room - round(0.03 * EMU)
    size = 10.5 if width(name, 10.5, True) <= inside else 9.0
    lines = [Style(size, True, align="ctr").para(name, room=inside)]
    if role := team.roles.get(name):
        lines.append(Style(9, color="muted", align="ctr").para(role, room=inside, lines=2))
    anchor: Anchor = "t" if any(team.roles.values()) else "b"
    return Cell(tuple(lines), anchor=anchor, inset=(0, 12_700, 0, 25_400))


def _seam(activity: Activity) -> Line:
    """The seam above an activity, of the row's colour."""
    return replace(_SEAM, color="down_tint") if activity.accountable != 1 else _SEAM


def _row(grid: Grid, team: Team, page: Page, activity: Activity, seams: Sequence[Line]) -> None:
    (wide, member, check), (top, bottom) = page.widths, seams
    is_faulty = activity.accountable != 1
    fill = "down_tint" if is_faulty else None
    lines = 2 if page.row >= _TWO_LINES else 1
    size = fitting(activity.activity, _SIZES, wide - 2 * _PAD, lines, is_faulty)
    name = Style(size, is_faulty, left=_PAD, right=_PAD)
    _, text, color = check_of(team, page, activity)
    word = Style(10.5 if width(text, 10.5, True) <= check - _WORD else 9.0, True, color, left=_WORD)
    words = (word.para(text, room=check),) if text else ()
    look = {"fill": fill, "top": top, "bottom": bottom}
    cells = {who: _letter(activity.letters.get(who, ""), member, fill, seams) for who in page.members}
    cells["activity"] = name.cell(activity.activity, room=wide, lines=lines, **look)
    cells["check"] = word.cell_of(*words, **look, is_data=True)
    grid.row(activity.activity, page.row, cells)


def _letter(held: str, room: int, fill: str | None, seams: Sequence[Line]) -> Cell:
    """A member's letters as a chip; nothing where there are none."""
    top, bottom = seams
    side = Line(fill or "paper", min(10.0, room * 24 / 100 / 12_700))
    if not held:
        return Cell((), fill, top=top, bottom=bottom, left=side, right=side)
    chip, color = LOOKS[held[0]]
    run = Run("/".join(held), 10.5 if room > _NARROW else 9, held[0] != "I" or None, color)
    text = (Para((run,), align="ctr"),)
    return Cell(text, chip, top=top, bottom=bottom, left=side, right=side)


def check_of(team: Team, page: Page, activity: Activity) -> tuple[Status, str, str]:
    """How an activity stands to the rules: mark, words and their colour; where there is room, the words name
    who should keep or take the A."""
    say = team.ctx.say
    if activity.accountable != 1:
        text = say("team.check_many" if activity.accountable else "team.check_none", n=activity.accountable)
        if not activity.accountable and not activity.has_responsible:
            text = say("team.check_neither")
        if activity.suggested and page.is_telling:
            text = say("team.check_suggest", fault=text, member=activity.suggested)
        return "risk", text, "risk"
    if not activity.has_responsible:
        return "watch", say("team.check_no_r"), "ink"
    return "good", "", "ink"


def make_marks(key: str, team: Team, page: Page, grid: Grid) -> Group:
    """The mark of each check, the rules above and below the rows, upright names and roles of members.

    The rules lie upon the table: as borders the seams between the letters would cut them.
    """
    group, left, right = f"{key}/marks", page.room.x, page.room.x + page.room.w
    out: list[Text | Shape | Connector] = list(_upright(group, team, page, grid)) if page.is_turned else []
    for name, y in (("head_rule", page.room.y + page.head), ("foot_rule", grid.bottom)):
        out.append(Connector(f"{group}/{name}", points=(left, y, right, y), line=RULE))
    for activity in page.activities:
        status, _, _ = check_of(team, page, activity)
        box = grid.box("check", activity.activity)
        out.append(mark(f"{group}/{activity.activity}", status, box.x + _MARK, box.y + box.h // 2))
    return Group(group, tuple(out), grid.key, team.ctx.say("team.marks"))


def _upright(group: str, team: Team, page: Page, grid: Grid) -> Iterator[Text]:
    """Each member's name above the role, turned to read upwards, in the middle of its column."""
    long = page.head - round(0.08 * EMU)
    for name in page.members:
        box = grid.box(name, "head")
        paras, high = [Style(9.5, True).para(name, room=long)], line_height(9.5)
        role = team.roles.get(name)
        if role and box.w >= high + line_height(9):
            paras.append(Style(9.0, color="muted").para(role, room=long))
            high += line_height(9)
        place = Box(box.x + box.w // 2 - long // 2, box.y + box.h // 2 - high // 2, long, high)
        yield Text(f"{group}/member:{name}", tuple(paras), place, anchor="ctr", rot=-90)
