"""The table of moves: tiers with their chips, the at-risk queue, accounts and people, the largest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from kamdeck.analysis.comparison import PersonShift, TierMove
from kamdeck.deck.spec import COVERED, EMU, Box, Cell, Connector, Group, Shape, Table
from kamdeck.layout.grid import HAIR, Grid, Head, Style
from kamdeck.layout.marks import arrow, tier_step
from kamdeck.layout.status import mark
from kamdeck.record import record
from kamdeck.text.measure import fit
from kamdeck.views.changes.data import Sight, relation

ROW, LOW_ROW = round(0.29 * EMU), round(0.25 * EMU)
_HIGH = round(4.6 * EMU)  # from here on, rows have their full height
SIZE = 10.0
GAP = round(0.06 * EMU)
WORD = Style(SIZE, align="l")
Sign = Literal["up", "down", "risk", "good", "new", "gone", "person"]


def row_in(main: Box) -> int:
    """The height of a row in a main part."""
    return ROW if main.h >= _HIGH else LOW_ROW


@record
class Move:
    """One row: how it is marked, who moved, what happened (`tiers` instead where chips say it), an amount.
    `brief` is the name where there is little room."""

    key: str
    sign: Sign
    name: str
    texts: tuple[str, ...] = ()
    amount: str = ""
    tiers: tuple[str, str] | None = None
    brief: str = ""

    @property
    def told(self) -> str:
        """The row as a sentence of an alternative text."""
        what = " → ".join(self.tiers) if self.tiers else self.texts[0]
        return " ".join(filter(None, (self.name, what, self.amount)))


def list_moves(sight: Sight) -> tuple[tuple[Move, ...], ...]:
    """The moves, kind by kind, each the largest first."""
    found, say = sight.found, sight.ctx.say
    now, then = found.now, found.before
    came = [_listed(sight, n, "new", now.revenue_of) for n in found.came]
    gone = [_listed(sight, n, "gone", then.revenue_of) for n in found.gone]
    has_money = "currency" not in found.remarks
    entered = [_queued(sight, n, "risk", now.stakes, say("changes.entered")) for n in found.entered or ()]
    left = [
        _queued(sight, n, "good", then.stakes if has_money else None, say("changes.left"))
        for n in found.left or ()
    ]
    tiers = [_tier(sight, move) for move in found.tiers or ()]
    people = [_person(sight, shift) for shift in found.people or ()]
    kinds = (tiers, entered, left, came, gone, people)
    return tuple(tuple(kind) for kind in kinds if kind)


def chosen(kinds: Sequence[Sequence[Move]], most: int) -> tuple[tuple[Move, ...], int]:
    """As many moves as there is room for, of every kind in turn, and how many are left out.

    Where some are left out, one row less is chosen: it says so.
    """
    count = sum(map(len, kinds))
    room = most if count <= most else most - 1
    quota = [0] * len(kinds)
    while sum(quota) < min(room, count):
        for i, kind in enumerate(kinds):
            if quota[i] < len(kind) and sum(quota) < room:
                quota[i] += 1
    shown = tuple(move for kind, n in zip(kinds, quota, strict=True) for move in kind[:n])
    return shown, count - len(shown)


def _money(sight: Sight, values: Mapping[str, float] | None, account: str, places: int) -> str:
    value = (values or {}).get(account)
    return sight.ctx.say.money(value, places) if value else ""


def _tier(sight: Sight, move: TierMove) -> Move:
    amount = _money(sight, sight.now.revenue_of, move.account, 1)
    sign: Sign = "up" if move.is_up else "down"
    name = sight.short(move.account)
    return Move(f"tier:{move.account}", sign, name, (), amount, (move.before, move.after))


def _queued(sight: Sight, account: str, sign: Sign, stakes: Mapping[str, float] | None, text: str) -> Move:
    return Move(f"{sign}:{account}", sign, sight.short(account), (text,), _money(sight, stakes, account, 2))


def _listed(sight: Sight, account: str, sign: Sign, revenue: Mapping[str, float] | None) -> Move:
    text = sight.ctx.say("changes.new_account" if sign == "new" else "changes.left_account")
    return Move(f"{sign}:{account}", sign, sight.short(account), (text,), _money(sight, revenue, account, 1))


def _person(sight: Sight, shift: PersonShift) -> Move:
    say = sight.ctx.say
    if shift.kind == "relationship":
        words = [relation(sight, word) for word in (shift.before, shift.after)]
    elif shift.kind == "role":
        words = [say(f"diff.role.{word.replace(' ', '_') or 'none'}") for word in (shift.before, shift.after)]
    else:
        words = [say(f"diff.person_{shift.kind}")]
    turned = say("changes.turned", first=words[0], last=words[-1]) if len(words) > 1 else words[0]
    sign: Sign = "up" if shift.warmth > 0 else "down" if shift.warmth < 0 else "person"
    name = say("changes.person", name=shift.person, account=sight.short(shift.account))
    return Move(
        f"{shift.kind}:{shift.account}|{shift.id}", sign, name, (turned, words[-1]), brief=shift.person
    )


# ------------------------------------------------------------------ table


def make_table(
    key: str, sight: Sight, moves: Sequence[Move], rest: int, room: Box, height: int
) -> tuple[Table, Group | None]:
    """The rows, and one that counts those left out or says that there is none; their marks: a sign each, and
    the chips of both tiers with an arrow between them."""
    say = sight.ctx.say
    wide = {"mark": 0.22, "name": 0.0, "what": 1.30, "sum": 0.80}
    grid = Grid(key, room, [Head(name, round(inch * EMU) if inch else None) for name, inch in wide.items()])
    group, marks = f"{key}_marks", list[Shape | Connector]()
    for move in moves:
        grid.row(move.key, height, _cells(grid, move), bottom=HAIR)
        row = grid.box("mark", move.key)
        middle = row.y + row.h // 2
        marks.append(_mark(f"{group}/mark:{move.key}", move.sign, row.x + round(0.02 * EMU), middle))
        if move.tiers:
            x = grid.box("what", move.key).x
            marks += tier_step(group, move.key, move.tiers[0], move.tiers[1], x, middle)
    nothing = say("changes.baseline" if sight.is_first else "changes.nothing")
    if rest or not moves:
        text = Style(SIZE, color="muted").cell(say("changes.more", n=rest) if rest else nothing, span=4)
        cells = dict.fromkeys(wide, COVERED) | {"mark": text}
        grid.row("more" if rest else "none", height if rest else height * 3 // 2, cells)
        grid.underline(HAIR)
    told = say.join(row.told for row in moves) or nothing
    table = grid.table(say("changes.moves_alt", rows=told.rstrip(".")))
    return table, Group(group, tuple(marks), key, say("changes.marks_alt")) if marks else None


def _cells(grid: Grid, move: Move) -> dict[str, Cell]:
    room, bold = grid.widths["name"] - GAP, WORD.but(bold=True)
    blank = WORD.cell("")
    cells = {"mark": blank, "what": blank, "sum": WORD.but(align="r").cell(move.amount)}
    cells["name"] = bold.cell(fit((move.name, move.brief or move.name), SIZE, room, 1, True), room=room)
    if move.tiers:
        return cells
    span = 1 if move.amount else 2
    what = WORD.cell(fit(move.texts, SIZE, grid.width("what", span) - GAP, 1), span=span)
    return cells | ({"what": what} if move.amount else {"what": what, "sum": COVERED})


# ------------------------------------------------------------------ marks


def _mark(key: str, sign: Sign, x: int, middle: int) -> Shape:
    side = round(0.12 * EMU)
    if sign in ("up", "down"):
        return arrow(key, 1.0 if sign == "up" else -1.0, Box(x, middle - side // 2, side, side))
    if sign in ("risk", "good"):
        return mark(key, "risk" if sign == "risk" else "good", x, middle, side)
    return mark(key, "unknown", x, middle, side)
