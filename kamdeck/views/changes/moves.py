"""The table of moves: tiers with their chips, the at-risk queue, accounts and people, the largest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from kamdeck.analysis.comparison import PersonShift, TierMove
from kamdeck.deck.spec import (
    COVERED,
    EMU,
    Align,
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
)  # fmt: skip
from kamdeck.layout.rail import arrow, chip
from kamdeck.layout.status import mark
from kamdeck.record import record
from kamdeck.text.measure import fit
from kamdeck.views.changes.data import Sight, relation

X, WIDTHS = round(0.50 * EMU), (0.22, 1.63, 1.30, 0.80)
ROW = round(0.29 * EMU)
SIZE = 10.0
_GAP = round(0.06 * EMU)
_HAIR = Line("hairline", 0.75)
Sign = Literal["up", "down", "risk", "good", "new", "gone", "person"]


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
    if found is None:
        return ()
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


def make_table(key: str, sight: Sight, moves: Sequence[Move], rest: int, top: int) -> Table:
    """The rows, and one that counts those left out or says that there is none."""
    say = sight.ctx.say
    columns = tuple(
        Column(name, round(w * EMU)) for name, w in zip(("mark", "name", "what", "sum"), WIDTHS, strict=True)
    )
    rows = [_row(move, columns) for move in moves]
    if rest:
        rows.append(_wide("more", say("changes.more", n=rest)))
    elif not moves:
        rows.append(_wide("none", say("changes.nothing" if sight.found else "changes.baseline"), lines=2))
    told = "; ".join(row.told for row in moves) or say(
        "changes.nothing" if sight.found else "changes.baseline"
    )
    return Table(key, X, top, columns, tuple(rows), alt=say("changes.moves_alt", rows=told.rstrip(".")))


def _row(move: Move, columns: Sequence[Column]) -> Row:
    room = columns[1].width - _GAP
    name = _cell(fit((move.name, move.brief or move.name), SIZE, room, 1, True), is_bold=True)
    empty = _cell("")
    if move.tiers:
        return Row(move.key, ROW, (empty, name, empty, _cell(move.amount, "r")))
    if move.amount:
        what = _cell(fit(move.texts, SIZE, columns[2].width - _GAP, 1))
        return Row(move.key, ROW, (empty, name, what, _cell(move.amount, "r")))
    wide = columns[2].width + columns[3].width - _GAP
    what = _cell(fit(move.texts, SIZE, wide, 1), span=2)
    return Row(move.key, ROW, (empty, name, what, COVERED))


def _wide(key: str, text: str, lines: int = 1) -> Row:
    cell = Cell((Para((Run(text, SIZE, None, "muted"),)),), bottom=_HAIR, span=4)
    return Row(key, ROW if lines == 1 else ROW * 3 // 2, (cell, COVERED, COVERED, COVERED))


def _cell(text: str, align: Align = "l", *, is_bold: bool = False, span: int = 1) -> Cell:
    paras = (Para((Run(text, SIZE, is_bold or None, "ink"),), align=align),)
    return Cell(paras, bottom=_HAIR, span=span)


# ------------------------------------------------------------------ marks


def make_marks(key: str, sight: Sight, table: Table, moves: Sequence[Move]) -> Group | None:
    """A mark for each row, and the chips of both tiers with an arrow between them."""
    x, out = table.x, list[Shape | Connector]()
    tiers_x = x + sum(column.width for column in table.columns[:2])
    for i, move in enumerate(moves):
        middle = table.y + ROW * i + ROW // 2
        out.append(_mark(f"{key}/mark:{move.key}", move.sign, x + round(0.02 * EMU), middle))
        if move.tiers:
            out += _chips(f"{key}/%s:{move.key}", move.tiers, tiers_x, middle)
    return Group(key, tuple(out), table.key, sight.ctx.say("changes.marks_alt")) if out else None


def _mark(key: str, sign: Sign, x: int, middle: int) -> Shape:
    side = round(0.12 * EMU)
    if sign in ("up", "down"):
        return arrow(key, 1.0 if sign == "up" else -1.0, Box(x, middle - side // 2, side, side))
    if sign in ("risk", "good"):
        return mark(key, "risk" if sign == "risk" else "good", x, middle, side)
    return mark(key, "unknown", x, middle, side)


def _chips(key: str, tiers: tuple[str, str], x: int, middle: int) -> list[Shape | Connector]:
    wide, tall, gap = round(0.22 * EMU), round(0.18 * EMU), round(0.04 * EMU)
    far = x + round(0.46 * EMU)
    points = (x + wide + gap, middle, far - gap, middle)
    return [
        chip(key % "before", tiers[0], Box(x, middle - tall // 2, wide, tall)),
        chip(key % "after", tiers[1], Box(far, middle - tall // 2, wide, tall)),
        Connector(key % "line", points=points, line=Line("muted", 1.0), tail=True),
    ]
