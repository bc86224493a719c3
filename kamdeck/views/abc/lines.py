"""The account list as a table, and the marks laid upon it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from kamdeck.analysis.growth import annual_rate, change_rate
from kamdeck.deck.spec import (
    COVERED,
    EMU,
    Align,
    Box,
    Cell,
    Column,
    Group,
    Line,
    Para,
    Row,
    Run,
    Shape,
    Table,
)
from kamdeck.layout.rail import MAIN, arrow, chip
from kamdeck.record import record
from kamdeck.text.rounding import half_up
from kamdeck.views.abc.data import Standing
from kamdeck.views.abc.entries import SIZE, Entry, unit_of

HEAD = round(0.27 * EMU)
_GAP = round(0.08 * EMU)


# ------------------------------------------------------------------ columns


@record
class Frame:
    """Columns of the list: keys with left edge and width in EMU, and the years that have one."""

    columns: tuple[tuple[str, int, int], ...]
    years: tuple[int, ...]  # indices into the standing's years

    def edge(self, key: str) -> tuple[int, int]:
        """Left and right edge of a column."""
        return next((x, x + w) for name, x, w in self.columns if name == key)

    def has(self, key: str) -> bool:
        """True when there is such a column."""
        return any(name == key for name, _, _ in self.columns)


def lay_out(standing: Standing) -> Frame:
    """Columns for the years there are: the first and the newest two where there are more than three. The
    running year takes the place of the first."""
    count = len(standing.tiers)
    years = tuple(range(count)) if count <= 3 else (0, count - 2, count - 1)
    if standing.running:
        years = years[-2:]
    wide = [
        ("rank", _rank_width(standing)),
        ("name", 0.0),
        *((f"y{standing.tiers[i].year}", 0.71) for i in years),
    ]
    if standing.running:
        wide.append(("running", 1.05))
    if count > 1:
        wide += [("trend", 1.15), ("change", 0.67)]
    if count > 2:
        wide.append(("rate", 0.93))
    wide.append(("share", 0.80))
    used = sum(w for _, w in wide)
    name = min(MAIN.w / EMU - used - 1.39, 3.3)
    wide.append(("bar", MAIN.w / EMU - used - name))
    columns, x = [], MAIN.x
    for key, inches in wide:
        width = round((name if key == "name" else inches) * EMU)
        columns.append((key, x, width))
        x += width
    return Frame(tuple(columns), years)


def _rank_width(standing: Standing) -> float:
    """Inches of the ranks: two digits, but those of the account that the pack is about."""
    subject, accounts = standing.ctx.subject, standing.now.accounts
    rank = accounts.index(subject) + 1 if subject in accounts else 1
    return 0.29 if rank < 100 else 0.15 + 0.08 * len(str(rank))


# ------------------------------------------------------------------ table


def make_table(view: str, standing: Standing, frame: Frame, entries: Sequence[Entry], alt: str) -> Table:
    """The native table; what stands on it as marks has empty cells."""
    height = min(round(0.40 * EMU), (MAIN.h - HEAD) // len(entries))
    rows = [_head_row(standing, frame)]
    rows += [Row(entry.key, height, _cells(standing, frame, entry)) for entry in entries]
    columns = tuple(Column(key, width) for key, _, width in frame.columns)
    return Table(f"{view}/table", MAIN.x, MAIN.y, columns, tuple(rows), alt=alt)


def _head_row(standing: Standing, frame: Frame) -> Row:
    say, now = standing.ctx.say, standing.now
    rule = Line("ink", 1.05)
    first = standing.tiers[0].year
    texts = {
        "running": say.year(standing.ctx.running) if standing.ctx.running else "",
        "trend": say("abc_accounts.trend"),
        "change": say("abc_accounts.against", year=say.year(standing.tiers[-2].year))
        if len(standing.tiers) > 1
        else "",
        "rate": say("abc_accounts.rate", first=f"{first % 100:02}", last=f"{now.year % 100:02}"),
        "share": say("abc_accounts.share", year=say.year(now.year)),
    }
    cells: list[Cell] = [_cell(say("abc_accounts.account"), "l", rule, "muted", span=2), COVERED]
    for i in frame.years:
        is_now = i == len(standing.tiers) - 1
        year = say.year(standing.tiers[i].year)
        cells.append(_cell(year, "r", rule, "ink" if is_now else "muted", bold=is_now))
    for key in ("running", "trend", "change", "rate"):
        if frame.has(key):
            cells.append(_cell(texts[key], "ctr" if key == "trend" else "r", rule, "muted"))
    return Row("head", HEAD, (*cells, _cell(texts["share"], "r", rule, "muted", span=2), COVERED))


def _cells(standing: Standing, frame: Frame, entry: Entry) -> tuple[Cell, ...]:
    is_subject = entry.key == standing.ctx.subject
    is_strong = is_subject or entry.kind in ("tier", "total")
    is_grey = entry.kind in ("more", "names", "gone")
    fill = "panel" if entry.kind == "tier" else None
    color = "muted" if is_grey else "ink"
    rule = None if entry.kind == "total" else Line("hairline")
    cell = partial(_cell, rule=rule, fill=fill, top=Line("ink", 1.05) if entry.kind == "total" else None)
    span = len(frame.columns) - 1
    if entry.kind == "total":
        start = [cell(entry.text, "l", color=color, bold=True, span=2), COVERED]
    else:
        rank = f"{entry.rank}" if entry.rank else ""
        start = [cell(rank, "r", color="muted", right=_GAP)]
        if entry.kind == "names":
            return (*start, cell(entry.text, "l", color=color, span=span), *(COVERED,) * (span - 1))
        start.append(cell(entry.text, "l", color="accent_deep" if is_subject else color, bold=is_strong))
    last = len(standing.tiers) - 1
    amounts = [
        cell(
            _amount(standing, entry.values[i]),
            "r",
            color=color,
            bold=is_strong or (i == last and not is_grey),
        )
        for i in frame.years
    ]
    rates = [cell(_amount(standing, entry.running), "r", color="muted")] if frame.has("running") else []
    if frame.has("trend"):
        rates.append(cell("", "l"))
    if frame.has("change"):
        rates.append(cell(_rate(standing, change_of(entry)), "r", color=color, bold=is_strong))
    if frame.has("rate"):
        yearly = annual_rate(entry.values, [t.year for t in standing.tiers])
        rates.append(cell(_rate(standing, yearly), "r", color=color, bold=is_strong))
    share = "" if entry.share is None else standing.ctx.say.percent(entry.share, 1)
    return (*start, *amounts, *rates, cell(share, "r", color=color, bold=is_strong), cell("", "l"))


def _cell(
    text: str,
    align: Align,
    rule: Line | None,
    color: str = "ink",
    *,
    bold: bool = False,
    fill: str | None = None,
    top: Line | None = None,
    span: int = 1,
    right: int = 0,
) -> Cell:
    run = Run(text, SIZE, bold or None, color)
    return Cell((Para((run,), align=align),), fill, top=top, bottom=rule, inset=(0, 0, right, 0), span=span)


def _amount(standing: Standing, value: float) -> str:
    scale, places, _ = unit_of(standing)
    return standing.ctx.say.number(value / scale, places) if value else "–"


def change_of(entry: Entry) -> float | None:
    """The change against the year before; None where there was nothing before."""
    return change_rate(entry.values[-2], entry.values[-1]) if len(entry.values) > 1 else None


def _rate(standing: Standing, rate: float | None) -> str:
    say = standing.ctx.say
    if rate is None:
        return say("abc_accounts.new")
    return say.percent(rate, 1, signed=True) if rate < 9.9995 else f">{say.percent(9.99)}"


# ------------------------------------------------------------------ marks


def make_marks(view: str, standing: Standing, frame: Frame, table: Table, entries: Sequence[Entry]) -> Group:
    """Chips, trend columns, arrows and share bars, each on the middle of its row."""
    group = f"{view}/marks"
    top = max((e.values[-1] for e in entries if e.kind == "account"), default=1.0)
    out: list[Shape] = []
    y = table.y + table.rows[0].height
    for entry, row in zip(entries, table.rows[1:], strict=True):
        middle = y + row.height // 2
        y += row.height
        if entry.kind == "tier":
            tall = round(0.17 * EMU)
            box = Box(MAIN.x + round(0.02 * EMU), middle - tall // 2, round(0.23 * EMU), tall)
            out.append(chip(f"{group}/chip:{entry.tier}", entry.tier, box))
        if frame.has("trend") and entry.values:
            out += _trend(group, standing, frame, entry, middle)
            out += _arrow(group, frame, entry, middle)
        if entry.kind == "account":
            left, right = frame.edge("bar")
            tall, room = round(0.12 * EMU), right - left - round(0.12 * EMU)
            wide = max(round(room * entry.values[-1] / top), 12_700)
            box = Box(right - room, middle - tall // 2, wide, tall)
            fill = "accent" if entry.key == standing.ctx.subject else f"tier_{entry.tier.lower()}"
            out.append(Shape(f"{group}/bar:{entry.key}", box, "rect", fill))
    return Group(group, tuple(out), table.key, standing.ctx.say("abc_accounts.marks"))


def _trend(group: str, standing: Standing, frame: Frame, entry: Entry, middle: int) -> list[Shape]:
    """One small column per year from zero, the highest of the row full height."""
    left, right = frame.edge("trend")
    years = standing.tiers[-10:]
    values = entry.values[-10:]
    pitch = min(round(0.65 * EMU) // len(years), round(0.21 * EMU))
    start = (left + right - pitch * len(years)) // 2
    color = f"tier_{entry.tier.lower()}" if entry.tier else "total"
    tall, highest = round(0.18 * EMU), max(*values, 1e-9)
    out = []
    for i, (tiers, value) in enumerate(zip(years, values, strict=True)):
        height = round(tall * value / highest)
        if height > 0:
            x = start + i * pitch + pitch // 8
            box = Box(x, middle + tall // 2 - height, pitch * 3 // 4, height)
            fill = color if i == len(years) - 1 else f"{color}_soft"
            out.append(Shape(f"{group}/trend:{entry.key}:{tiers.year}", box, "rect", fill))
    return out


def _arrow(group: str, frame: Frame, entry: Entry, middle: int) -> list[Shape]:
    rate = change_of(entry)
    if rate is None:
        return []
    side = round(0.10 * EMU)
    box = Box(frame.edge("change")[0] - round(0.07 * EMU), middle - side // 2, side, side)
    return [arrow(f"{group}/arrow:{entry.key}", float(half_up(rate * 100, 1)), box)]
