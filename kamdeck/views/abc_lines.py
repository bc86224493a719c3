"""The account list: which lines fit on a slide and what folds, as a table and the marks laid upon it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import fsum

from kamdeck.analysis.abc import TIERS
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
from kamdeck.record import record
from kamdeck.text.rounding import half_up
from kamdeck.views.abc_data import Standing, join_that_fits, shown_shares
from kamdeck.views.frame import MAIN, arrow, chip

MOST_LINES = 20  # below the header: tiers, accounts, folds, total
SIZE = 10.0
HEAD = round(0.27 * EMU)
_GAP = round(0.08 * EMU)


@record
class Entry:
    """A line of the list: `values` per year of the standing, `share` as shown (None = none), `running` what
    there is of the running year."""

    key: str
    kind: str  # tier, account, more (the rest of a tier), names (a whole tier), gone, total
    text: str
    values: tuple[float, ...] = ()
    tier: str = ""
    rank: int = 0
    share: float | None = None
    running: float = 0.0


# ------------------------------------------------------------------ choosing


def choose_entries(standing: Standing, name_room: int, list_room: int) -> tuple[Entry, ...]:
    """The lines to show: all accounts where they fit, else the largest, the rest of each tier folded."""
    now, say = standing.now, standing.ctx.say
    gone = [a for a in standing.table if a not in now.revenue_of and _is_positive(standing, a)]
    lines = MOST_LINES - 1 - bool(gone)
    counts = _count_shown(now.sizes, lines)
    if _is_folded(standing, counts):
        counts = _count_shown(now.sizes, lines - 1)
    shares = shown_shares(now.sums, 1)
    out: list[Entry] = []
    for tier, count, share in zip(TIERS, counts, shares, strict=True):
        out += _tier_entries(standing, tier, count, share, name_room, list_room)
    if gone:
        sums = _sums(standing, gone)
        text = say("abc_accounts.gone_below" if sums[-1] < 0 else "abc_accounts.gone", n=len(gone))
        out.append(Entry("gone", "gone", text, sums, running=_running(standing, gone)))
    text = say("abc_accounts.all", n=len(now.accounts) + _credited(standing), unit=_unit(standing)[2])
    return (
        *out,
        Entry(
            "total",
            "total",
            text,
            standing.growth.totals,
            share=sum(shares),
            running=fsum(standing.running.values()),
        ),
    )


def _credited(standing: Standing) -> int:
    """The accounts whose credit notes of the newest year are more than their revenue."""
    year = standing.now.year
    return sum(standing.table[account].get(year, 0.0) < 0 for account in standing.now.left_out)


def _is_folded(standing: Standing, counts: Sequence[int]) -> bool:
    """Whether the account that the pack is about would have no line of its own."""
    tiers = zip(TIERS, counts, strict=True)
    return any(standing.ctx.subject in standing.now.members(tier)[count:] for tier, count in tiers)


def _count_shown(sizes: Sequence[int], lines: int) -> list[int]:
    """How many accounts of each tier get a line of their own, so that all lines fit."""
    for count in range(min(sum(sizes), lines), -1, -1):
        left, used, shown = count, 0, []
        for size in sizes:
            own = min(size, left)
            left -= own
            own += size - own == 1  # a fold of one account takes the line that the account would
            shown.append(own)
            used += bool(size) + own + (own < size)
        if used <= lines:
            return shown
    return [0 for _ in sizes]


def _tier_entries(
    standing: Standing, tier: str, count: int, share: float, name_room: int, list_room: int
) -> list[Entry]:
    members, say = standing.now.members(tier), standing.ctx.say
    if not members:
        return []
    first = standing.now.accounts.index(members[0]) + 1
    head = say("abc_accounts.tier", n=len(members), tier=tier)
    all_running = _running(standing, members)
    out = [
        Entry(f"tier:{tier}", "tier", head, _sums(standing, members), tier, share=share, running=all_running)
    ]
    shown, rest = members[:count], members[count:]
    if standing.ctx.subject in rest:  # it takes the last place, or the only one
        shown = (*members[: max(0, count - 1)], standing.ctx.subject)
        rest = tuple(name for name in members if name not in shown)
    if rest and not shown:
        names = [standing.short.get(a) or a for a in rest]
        text = join_that_fits(
            names, SIZE, list_room, lambda shown, n: say("abc_accounts.and_others", names=shown, n=n)
        )
        return [*out, Entry(f"names:{tier}", "names", text, tier=tier)]
    amounts = [standing.now.revenue_of[a] for a in shown] + ([_sums(standing, rest)[-1]] if rest else [])
    parts = shown_shares(amounts, 1, share)
    for i, account in enumerate(shown):
        name = standing.name(account, SIZE, name_room, account == standing.ctx.subject)
        out.append(
            Entry(
                account,
                "account",
                name,
                _sums(standing, (account,)),
                tier,
                first + members.index(account),
                share=parts[i],
                running=_running(standing, (account,)),
            )
        )
    if rest:
        text = say("abc_accounts.more", n=len(rest), tier=tier)
        sums, part = _sums(standing, rest), _running(standing, rest)
        out.append(Entry(f"more:{tier}", "more", text, sums, tier, share=parts[-1], running=part))
    return out


def _is_positive(standing: Standing, account: str) -> bool:
    return any(account in t.revenue_of for t in standing.tiers)


def _sums(standing: Standing, accounts: Sequence[str]) -> tuple[float, ...]:
    """Revenue per year of some accounts together, net of credit notes as the totals are."""
    return tuple(fsum(standing.table[a].get(t.year, 0.0) for a in accounts) for t in standing.tiers)


def _running(standing: Standing, accounts: Sequence[str]) -> float:
    """Revenue of some accounts in the running year."""
    return fsum(standing.running.get(account, 0.0) for account in accounts)


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


def _unit(standing: Standing) -> tuple[float, int, str]:
    """Scale, decimals and name of the amounts: millions with two decimals where the largest account has
    one, else thousands, else units."""
    say, top = standing.ctx.say, standing.now.revenue[0]
    if top >= 1e6:
        return 1e6, 2 if standing.now.total < 1e10 else 0, say.unit("M")
    return (1e3, 0, say.unit("k")) if top >= 1e4 else (1.0, 0, say.unit(""))


def unit_name(standing: Standing) -> str:
    """The unit of the amounts, such as `$M`."""
    return _unit(standing)[2]


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
    scale, places, _ = _unit(standing)
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
