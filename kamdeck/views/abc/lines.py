"""The account list as a table, and the marks laid upon it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kamdeck.deck.spec import COVERED, EMU, Box, Cell, Group, Line, Shape, Table
from kamdeck.figures.standing import Standing
from kamdeck.layout.grid import RULE, Grid, Head, Style, fitting, row_height
from kamdeck.layout.marks import arrow, chip
from kamdeck.record import replace
from kamdeck.text.measure import fit, width
from kamdeck.text.rounding import to_places
from kamdeck.views.abc.entries import SIZE, Entry, unit_of

_HEAD, _HAIR = round(0.27 * EMU), Line("hairline")
_GAP, _ARROW = round(0.08 * EMU), round(0.19 * EMU)  # an arrow stands on the trend, or in its own column
_LEAST_ROW = round(0.235 * EMU)
_LEAST_NAME, _MOST_NAME = round(1.45 * EMU), round(3.3 * EMU)
_LEAST_BAR, _BAR = round(0.90 * EMU), round(1.39 * EMU)
_RIGHT = Style(SIZE, color="muted", align="r")


def lines_in(room: Box) -> int:
    """How many lines stand below the header."""
    return (room.h - _HEAD) // _LEAST_ROW


def lay_out(view: str, standing: Standing, room: Box) -> Grid:
    """The list's columns: the first year and the newest two where there are more than three. The running year
    takes the place of the first.

    Where the room is narrow, the bars go, then the trend, the yearly rate and the first year.
    """
    say, now = standing.ctx.say, standing.now
    first, last = standing.tiers[0].year, now.year
    heads = [Head("rank", _inches(_rank_width(standing))), Head("name", None, least=_LEAST_NAME)]
    for i in _years(standing):
        year = standing.tiers[i].year
        style = replace(_RIGHT, bold=year == last, color="ink" if year == last else "muted")
        text = say.year(year)
        wide = max(_inches(0.71), width(text, SIZE, style.bold) + _GAP)
        heads.append(Head(f"y{year}", wide, text, style, 1 if year == first < last else 0))
    if standing.running:
        text = say.year(standing.ctx.running) if standing.ctx.running else ""
        heads.append(Head("running", _inches(1.05), text, _RIGHT))
    if len(standing.tiers) > 1:
        against = say("abc_accounts.against", year=say.year(standing.tiers[-2].year))
        heads.append(Head("trend", _inches(1.15), say("abc_accounts.trend"), _RIGHT.but(align="ctr"), 3))
        heads.append(Head("change", max(_inches(0.67), width(against, SIZE) + _GAP), against, _RIGHT))
    if len(standing.tiers) > 2:
        rate = say("abc_accounts.rate", first=f"{first % 100:02}", last=f"{last % 100:02}")
        heads.append(Head("rate", max(_inches(0.93), width(rate, SIZE)), rate, _RIGHT, 2))
    heads.append(Head("share", _inches(0.80)))
    heads.append(Head("bar", _LEAST_BAR, rank=4))
    kept = {head.key: head for head in fitting(heads, room.w)}
    if "change" in kept and "trend" not in kept:
        kept["change"] = replace(kept["change"], width=(kept["change"].width or 0) + _ARROW)
        kept["name"] = replace(kept["name"], least=0)
    spare = room.w - sum(head.width or 0 for key, head in kept.items() if key != "bar")
    if "bar" in kept:
        name = min(_MOST_NAME, spare - max(_LEAST_BAR, min(_BAR, spare - _LEAST_NAME)))
        kept["name"] = replace(kept["name"], width=name)
        kept["bar"] = replace(kept["bar"], width=spare - name)
    return Grid(f"{view}/table", room, tuple(kept.values()))


def _inches(inches: float) -> int:
    return round(inches * EMU)


def _years(standing: Standing) -> tuple[int, ...]:
    """The years that have a column: indices into those of the standing."""
    count = len(standing.tiers)
    years = tuple(range(count)) if count <= 3 else (0, count - 2, count - 1)
    return years[-2:] if standing.running else years


def _rank_width(standing: Standing) -> float:
    """Inches of the ranks: two digits, but those of the account that the pack is about."""
    subject, accounts = standing.ctx.subject, standing.now.accounts
    rank = accounts.index(subject) + 1 if subject in accounts else 1
    return 0.29 if rank < 100 else 0.15 + 0.08 * len(str(rank))


# ------------------------------------------------------------------ table


def make_table(grid: Grid, standing: Standing, entries: Sequence[Entry], alt: str) -> Table:
    """The native table; what stands on it as marks has empty cells."""
    height = row_height(grid.room.h - _HEAD, len(entries), most=0.40)
    say, span = standing.ctx.say, 2 if "bar" in grid.widths else 1
    title = _RIGHT.but(align="l").cell(say("abc_accounts.account"), span=2, bottom=RULE)
    cells = {head.key: head.style.cell(head.text, bottom=RULE) for head in grid.heads}
    wordings = say("abc_accounts.share", year=say.year(standing.now.year)), say("abc_accounts.share_short")
    share = _RIGHT.cell(fit(wordings, SIZE, grid.width("share", span), 1), span=span, bottom=RULE)
    grid.row("head", _HEAD, cells | {"rank": title, "name": COVERED, "share": share, "bar": COVERED})
    for entry in entries:
        grid.row(entry.key, height, _cells(grid, standing, entry))
    return grid.table(alt)


def _cells(grid: Grid, standing: Standing, entry: Entry) -> dict[str, Cell]:
    is_subject = entry.key == standing.ctx.subject
    is_total, is_grey = entry.kind == "total", entry.kind in ("more", "names", "gone")
    is_strong = is_subject or is_total or entry.kind == "tier"
    look: dict[str, Any] = {"fill": "panel"} if entry.kind == "tier" else {}
    look |= {"top": RULE} if is_total else {"bottom": _HAIR}
    color = "muted" if is_grey else "ink"
    plain = Style(SIZE, is_strong, color, "r")
    word = plain.but(align="l", color="accent_deep" if is_subject else color)
    rank = _RIGHT.but(right=_GAP).cell(f"{entry.rank}" if entry.rank else "", **look)
    if entry.kind == "names":
        span = len(grid.widths) - 1
        covered = dict.fromkeys(list(grid.widths)[2:], COVERED)
        return {"rank": rank, "name": word.cell(entry.text, span=span, **look), **covered}
    cells = {"rank": rank, "name": word.cell(entry.text, room=grid.width("name"), **look)}
    if is_total:
        cells = {"rank": word.cell(entry.text, room=grid.width("rank", 2), span=2, **look), "name": COVERED}
    last = len(standing.tiers) - 1
    for i in _years(standing):
        style = plain.but(bold=is_strong or (i == last and not is_grey))
        cells[f"y{standing.tiers[i].year}"] = style.cell(_amount(standing, entry.values[i]), **look)
    step, yearly = standing.step(entry.values), standing.step(entry.values, 0)
    share = "" if entry.share is None else standing.ctx.say.percent(entry.share, 1)
    blank = Style(SIZE, align="l").cell("", **look)
    return cells | {
        "running": _RIGHT.cell(_amount(standing, entry.running), **look),
        "trend": blank,
        "change": plain.cell(_rate(standing, step.rate if step else None, entry.values[-2:]), **look),
        "rate": plain.cell(_rate(standing, yearly.annual if yearly else None, entry.values), **look),
        "share": plain.cell(share, **look),
        "bar": blank,
    }


def _amount(standing: Standing, value: float) -> str:
    unit = unit_of(standing)
    return standing.ctx.say.number(value / unit.scale, unit.places) if value else "–"


def _rate(standing: Standing, rate: float | None, values: Sequence[float]) -> str:
    """The rate; what has none is new where it comes from nothing."""
    say = standing.ctx.say
    if rate is None:
        return say("abc_accounts.new") if values[0] == 0 < values[-1] else "–"
    return say.percent(rate, 1, signed=True) if rate < 9.9995 else f">{say.percent(9.99)}"


# ------------------------------------------------------------------ marks


def make_marks(view: str, standing: Standing, grid: Grid, entries: Sequence[Entry]) -> Group:
    """Chips, trend columns, arrows and share bars, each on the middle of its row."""
    group = f"{view}/marks"
    top = max((e.values[-1] for e in entries if e.kind == "account"), default=1.0)
    out: list[Shape] = []
    for entry in entries:
        row = grid.box("rank", entry.key)
        middle = row.y + row.h // 2
        if entry.kind == "tier":
            tall = round(0.17 * EMU)
            box = Box(row.x + round(0.02 * EMU), middle - tall // 2, round(0.23 * EMU), tall)
            out.append(chip(f"{group}/chip:{entry.tier}", entry.tier, box))
        if "trend" in grid.widths and entry.values:
            out += _trend(group, standing, entry, grid.box("trend", entry.key))
        if "change" in grid.widths and entry.values:
            left = grid.box("change", entry.key).x - (round(0.07 * EMU) if "trend" in grid.widths else -_GAP)
            out += _arrow(group, standing, entry, left, middle)
        if entry.kind == "account" and "bar" in grid.widths:
            cell = grid.box("bar", entry.key)
            tall, room = round(0.12 * EMU), cell.w - round(0.12 * EMU)
            wide = max(round(room * entry.values[-1] / top), 12_700)
            box = Box(cell.x + cell.w - room, middle - tall // 2, wide, tall)
            fill = "accent" if entry.key == standing.ctx.subject else f"tier_{entry.tier.lower()}"
            out.append(Shape(f"{group}/bar:{entry.key}", box, "rect", fill))
    return Group(group, tuple(out), grid.key, standing.ctx.say("abc_accounts.marks"))


def _trend(group: str, standing: Standing, entry: Entry, cell: Box) -> list[Shape]:
    """One small column per year from zero, the highest of the row full height."""
    years, values = standing.tiers[-10:], entry.values[-10:]
    pitch = min(round(0.65 * EMU) // len(years), round(0.21 * EMU))
    start = (2 * cell.x + cell.w - pitch * len(years)) // 2
    color = f"tier_{entry.tier.lower()}" if entry.tier else "total"
    tall, highest = round(0.18 * EMU), max(*values, 1e-9)
    foot = cell.y + cell.h // 2 + tall // 2
    out = []
    for i, (tiers, value) in enumerate(zip(years, values, strict=True)):
        height = round(tall * value / highest)
        if height > 0:
            box = Box(start + i * pitch + pitch // 8, foot - height, pitch * 3 // 4, height)
            fill = color if i == len(years) - 1 else f"{color}_soft"
            out.append(Shape(f"{group}/trend:{entry.key}:{tiers.year}", box, "rect", fill))
    return out


def _arrow(group: str, standing: Standing, entry: Entry, left: int, middle: int) -> list[Shape]:
    step, side = standing.step(entry.values), round(0.10 * EMU)
    if step is None or step.rate is None:
        return []
    box = Box(left, middle - side // 2, side, side)
    return [arrow(f"{group}/arrow:{entry.key}", to_places(step.rate * 100, 1), box)]
