"""The table of responsibilities: a letter per activity and member, and whether each row has one A."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.raci import Activity
from kamdeck.deck.spec import (
    EMU,
    Anchor,
    Box,
    Cell,
    Column,
    Connector,
    Group,
    Line,
    Para,
    Row,
    Run,
    Shape,
    Table,
    Text,
)
from kamdeck.layout.rail import BODY
from kamdeck.layout.status import SIDE, Status, mark
from kamdeck.record import replace
from kamdeck.text.measure import clip, fitting, line_height, shorten, width
from kamdeck.views.team.data import Page, Team

HEAD, _HEAD_TURNED = round(0.54 * EMU), round(1.06 * EMU)
LOOKS = {"A": ("tier_a", "paper"), "R": ("tier_b", "paper"), "C": ("tier_c", "ink"), "I": ("grid", "ink")}
"""Fill and letter of a cell by its weightiest letter."""

_RULE = Line("ink", 1.05)
_PAD = round(0.08 * EMU)
_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)  # of an activity, before its words are cut
_MARK = round(0.10 * EMU)  # of the check, from the left edge of its column
_WORD = _MARK + SIDE + round(0.09 * EMU)
_TWO_LINES = round(0.37 * EMU)
_NARROW = round(0.45 * EMU)
_SEAM = Line("paper", 2.5)  # between rows, so that letters look like chips


def head_height(page: Page) -> int:
    """The height of the head: more where the names stand upright."""
    return _HEAD_TURNED if page.is_turned else HEAD


def make_table(key: str, team: Team, page: Page, alt: str) -> Table:
    """Activity, members, check; the letters as filled cells with seams of the row's colour between."""
    wide, member, check = page.widths
    columns = (
        Column("activity", wide),
        *(Column(name, member) for name in page.members),
        Column("check", check),
    )
    rows = [_head(team, page)]
    seams = [_seam(activity) for activity in page.activities] + [_SEAM]
    rows += [_row(team, page, a, seams[i : i + 2]) for i, a in enumerate(page.activities)]
    return Table(f"{key}/table", BODY.x, BODY.y, columns, tuple(rows), alt=alt)


def _head(team: Team, page: Page) -> Row:
    wide, member, check = page.widths
    say, inset = team.ctx.say, (0, 0, 0, 25_400)
    cells = [_head_cell(shorten(say("team.activity"), 10, wide - _PAD), (_PAD, 0, 0, 25_400))]
    for name in page.members:
        cells.append(Cell() if page.is_turned else _member(team, name, member))
    head = clip(say("team.check" if page.is_railed else "team.check_wide"), 10, check - _MARK, 2)
    cells.append(_head_cell(head, (_MARK, *inset[1:])))
    return Row("head", head_height(page), tuple(cells))


def _head_cell(text: str, inset: tuple[int, int, int, int]) -> Cell:
    para = Para((Run(text, 10, None, "muted"),))
    return Cell((para,), anchor="b", inset=inset, is_data=False)


def _member(team: Team, name: str, room: int) -> Cell:
    """A member's name above the role."""
    inside = room - round(0.03 * EMU)
    size = 10.5 if width(name, 10.5, True) <= inside else 9.0
    lines = [Para((Run(shorten(name, size, inside, True), size, True, "ink"),), align="ctr")]
    if role := team.roles.get(name):
        lines.append(Para((Run(clip(role, 9, inside, 2), 9, None, "muted"),), align="ctr"))
    anchor: Anchor = "t" if any(team.roles.values()) else "b"
    return Cell(tuple(lines), anchor=anchor, inset=(0, 12_700, 0, 25_400))


def _seam(activity: Activity) -> Line:
    """The seam above an activity, of the row's colour."""
    return replace(_SEAM, color="down_tint") if activity.accountable != 1 else _SEAM


def _row(team: Team, page: Page, activity: Activity, seams: Sequence[Line]) -> Row:
    (wide, member, check), (top, bottom) = page.widths, seams
    is_faulty = activity.accountable != 1
    fill = "down_tint" if is_faulty else None
    room, lines = wide - 2 * _PAD, 2 if page.row >= _TWO_LINES else 1
    size = fitting(activity.activity, _SIZES, room, lines, is_faulty)
    name = Run(clip(activity.activity, size, room, lines, is_faulty), size, is_faulty or None, "ink")
    cells = [Cell((Para((name,)),), fill, top=top, bottom=bottom, inset=(_PAD, 0, _PAD, 0))]
    for who in page.members:
        cells.append(_letter(activity.letters.get(who, ""), member, fill, seams))
    _, text, color = check_of(team, page, activity)
    size = 10.5 if width(text, 10.5, True) <= check - _WORD else 9.0
    run = Run(shorten(text, size, check - _WORD, True), size, True, color)
    words = (Para((run,)),) if text else ()
    cells.append(Cell(words, fill, top=top, bottom=bottom, inset=(_WORD, 0, 0, 0)))
    return Row(activity.activity, page.row, tuple(cells))


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
    """How an activity stands to the rules: mark, words and their colour; on slides without a rail the words
    name who should keep or take the A."""
    say = team.ctx.say
    if activity.accountable != 1:
        text = say("team.check_many" if activity.accountable else "team.check_none", n=activity.accountable)
        if not activity.accountable and not activity.has_responsible:
            text = say("team.check_neither")
        if activity.suggested and not page.is_railed:
            text = say("team.check_suggest", fault=text, member=activity.suggested)
        return "risk", text, "risk"
    if not activity.has_responsible:
        return "watch", say("team.check_no_r"), "ink"
    return "good", "", "ink"


def make_marks(key: str, team: Team, page: Page, table: Table) -> Group:
    """The mark of each check, the rules above and below the rows, upright names and roles of members.

    The rules lie upon the table: as borders the seams between the letters would cut them.
    """
    group = f"{key}/marks"
    x = table.x + table.box.w - page.widths[2] + _MARK
    out: list[Text | Shape | Connector] = list(_upright(group, team, page)) if page.is_turned else []
    top = table.y + table.rows[0].height
    ends = (("head_rule", top), ("foot_rule", table.y + table.box.h))
    for name, y in ends:
        points = (table.x, y, table.x + table.box.w, y)
        out.append(Connector(f"{group}/{name}", points=points, line=_RULE))
    for activity, row in zip(page.activities, table.rows[1:], strict=True):
        status, _, _ = check_of(team, page, activity)
        out.append(mark(f"{group}/{activity.activity}", status, x, top + row.height // 2))
        top += row.height
    return Group(group, tuple(out), table.key, team.ctx.say("team.marks"))


def _upright(group: str, team: Team, page: Page) -> list[Text]:
    """Each member's name above the role, turned to read upwards, in the middle of its column."""
    wide, member, _ = page.widths
    long = _HEAD_TURNED - round(0.08 * EMU)
    out = []
    for i, name in enumerate(page.members):
        lines = [(shorten(name, 9.5, long, True), 9.5, True, "ink")]
        role = team.roles.get(name)
        if role and member >= line_height(9.5) + line_height(9):
            lines.append((shorten(role, 9, long), 9.0, False, "muted"))
        high = sum(line_height(size) for _, size, _, _ in lines)
        middle = BODY.x + wide + member * i + member // 2
        center = BODY.y + _HEAD_TURNED // 2
        box = Box(middle - long // 2, center - high // 2, long, high)
        paras = tuple(Para((Run(text, size, bold or None, color),)) for text, size, bold, color in lines)
        out.append(Text(f"{group}/member:{name}", paras, box, anchor="ctr", rot=-90))
    return out
