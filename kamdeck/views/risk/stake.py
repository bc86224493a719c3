"""Two panels: how far onboarding is, and what part of MRR is at risk and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kamdeck.deck.spec import (
    EMU,
    Axis,
    Box,
    Chart,
    Data,
    Element,
    Grid,
    Group,
    Labels,
    Line,
    Para,
    Plot,
    Point,
    Run,
    Series,
    Shape,
    Text,
)
from kamdeck.figures.portfolio import count_against, whole_money
from kamdeck.figures.risk_board import RiskBoard
from kamdeck.layout.charts import column_key, size_for
from kamdeck.layout.marks import label
from kamdeck.layout.status import OF_PROGRESS, SIDE, mark, panel_head
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.traced import fsum

_CONTENT = round(0.33 * EMU)
_NARROW, _LOW = round(2.4 * EMU), round(1.90 * EMU)  # panels with smaller marks
_SHOWN = 2  # accounts named in the bar of MRR at risk
_FILLS = (("risk", "paper"), ("risk_mid", "ink"), ("risk_light", "ink"))


def draw_onboarding(view: str, board: RiskBoard, panel: Box, alt: str) -> tuple[Element, ...]:
    """A ring with the average share done, and how many onboardings are in each state."""
    say, rows = board.say, board.ctx.book.onboarding
    share = fsum(row.completion for row in rows) / len(rows)
    top, side = panel.y + _CONTENT + round(0.13 * EMU), round(1.06 * EMU)
    if panel.w < _NARROW:
        side = min(round(0.80 * EMU), panel.w * 38 // 100)
    disc = Box(panel.x, top + round(0.56 * EMU) - side // 2, side, side)
    parts, values = (say("dashboard_risk.done"), say("dashboard_risk.open")), (share, max(0.0, 1 - share))
    column = Data("share", say("dashboard_risk.completion"), values, "0%", formulas=("", "1-{share}{prev}"))
    points = (Point("done", "tier_a"), Point("open", "grid"))
    ring = Plot("doughnut", (Series("share", "share", line=Line("paper", 0.75), points=points),), hole=68)
    names = say("dashboard.onboarding"), say("dashboard_risk.average")
    high, inner = line_height(13) + 12_700, (0.02, 0.02, 0.96, 0.96)
    middle = Box(disc.x, disc.y + (side - high) // 2, side, high)
    key, shown = f"{view}/onboarding", say.percent(share)
    left, size = disc.x + side + round(0.15 * EMU), 13 if side > round(0.75 * EMU) else 11
    return (
        *panel_head(key, *names, panel.x, panel.y, panel.w),
        Chart(key, disc, Grid(("done", "open"), parts, (column,)), (ring,), inner=inner, alt=alt),
        label(f"{key}_value", shown, middle, size=size, bold=True, color="ink", align="ctr"),
        _states(view, board, Box(left, top, panel.x + panel.w - left, round(1.06 * EMU))),
    )


def _states(view: str, board: RiskBoard, box: Box) -> Group:
    """A line for each state that there is, best first; late and risky ones with their accounts' names."""
    say, rows, group = board.say, board.ctx.book.onboarding, f"{view}/states"
    found = [
        (state, status) for state, status in reversed(OF_PROGRESS) if any(row.status == state for row in rows)
    ]
    pitch = min(round(0.29 * EMU), box.h // max(len(found), 1))
    y = box.y + (box.h - pitch * len(found)) // 2 + pitch // 2
    high, indent = line_height(10.5) + 12_700, round(0.19 * EMU)
    children: list[Text | Shape] = []
    counts = {state: [row.account for row in rows if row.status == state] for state, _ in found}
    words = {
        state: say(f"dashboard.progress.{state.replace(' ', '_')}", n=len(names))
        for state, names in counts.items()
    }
    size = size_for((f"88 {word}" for word in words.values()), box.w - indent, sizes=(10.5, 9.5)) or 9
    for state, status in found:
        count, key = Run(say.number(len(counts[state])), size, True, "ink"), state.replace(" ", "_")
        room = box.w - indent - width(count.text, size, True) - width(" ", size)
        runs = [count, Run(f" {shorten(words[state], size, room)}", size, None, "ink")]
        room -= width(runs[1].text, size) + width("  ", 10)
        if status in ("watch", "risk") and room > round(0.25 * EMU):
            names = ", ".join(board.portfolio.name(account, 10) for account in counts[state])
            runs.append(Run(f"  {shorten(names, 9.5, room)}", 9.5, None, "muted"))
        place = Box(box.x + indent, y - high // 2, box.w - indent, high)
        children.append(mark(f"{group}/mark:{key}", status, box.x, y))
        children.append(Text(f"{group}/{key}", (Para(tuple(runs)),), place, anchor="ctr"))
        y += pitch
    return Group(group, tuple(children), f"{view}/onboarding", say("dashboard_risk.states_alt"))


# ------------------------------------------------------------------ MRR at risk


def draw_stake(view: str, board: RiskBoard, panel: Box, alt: str) -> tuple[Element, ...]:
    """What is at risk as a figure, and the accounts that it comes from as one bar; for one account no bar."""
    say = board.say
    everyone = count_against(board.ctx, [row.account for row in board.rows], board.portfolio)
    is_alone = board.ctx.subject is not None  # its pack: nothing to compare it with
    unit = "" if is_alone else say("dashboard_risk.of_accounts", n=len(board.rows), all=everyone)
    head = panel_head(f"{view}/stake", say("dashboard_risk.at_risk"), unit, panel.x, panel.y, panel.w)
    is_low, top = panel.h < _LOW, panel.y + _CONTENT
    size = 20.0 if is_low or panel.w < _NARROW else 26.0
    tall = round((0.40 if is_low else 0.51) * EMU), round((0.26 if is_low else 0.34) * EMU)
    figure = whole_money(say, board.stake)
    if not board.stake:
        figure = say("dashboard_risk.accounts", n=len(board.rows))
    runs = [Run(figure, size, True, "ink")]
    if board.share is not None and board.stake:
        share = say(f"dashboard_risk.of_{'its' if is_alone else 'mrr'}", share=say.percent(board.share))
        if width(figure, size, True) + width(f"  {share}", 12, True) <= panel.w:
            runs.append(Run(f"  {share}", 12, True, "risk"))
    box = Box(panel.x, top, panel.w, line_height(size) + 12_700)
    text = Text(f"{view}/stake_value", (Para(tuple(runs)),), box, anchor="ctr")
    if not board.shares or is_alone:
        return (*head, text)
    parts, bar = _parts(board), Box(panel.x, top + tall[0], panel.w, tall[1])
    y = bar.y + bar.h + round((0.05 if is_low else 0.09) * EMU)
    return (*head, text, _bar(view, board, parts, bar, alt), _names(view, board, parts, bar, y, is_low))


Part = tuple[str, str, float, float]  # key, name, amount, share as shown


def _parts(board: RiskBoard) -> tuple[Part, ...]:
    """The two largest accounts and the others together; a third alone keeps its name."""
    rows = [(row, share) for row, share in board.largest if row.stake > 0]
    count = _SHOWN + 1 if len(rows) == _SHOWN + 1 else _SHOWN
    parts = [(f"account:{row.account}", row.account, row.stake, share) for row, share in rows[:count]]
    rest = rows[count:]
    if rest:
        name = board.say("dashboard_risk.others", n=len(rest))
        parts.append(("others", name, fsum(row.stake for row, _ in rest), fsum(share for _, share in rest)))
    return tuple(parts)


def _bar(view: str, board: RiskBoard, parts: Sequence[Part], box: Box, alt: str) -> Chart:
    """One stacked bar; its shares are written over it, since programs break labels in so flat a bar."""
    columns, series = [], []
    for (key, name, value, _), (fill, _) in zip(parts, _FILLS, strict=False):
        column = column_key(key)
        columns.append(Data(column, name, (value,), "#,##0"))
        series.append(Series(key, column, fill=fill, line=Line("paper", 1.0), labels=Labels("none")))
    return Chart(
        f"{view}/stake",
        box,
        Grid(("stake",), (board.say("dashboard_risk.at_risk"),), tuple(columns)),
        (Plot("bar", tuple(series), "percentStacked", gap=0, overlap=100),),
        x=Axis(is_visible=False),
        y=Axis(0, 1, is_visible=False),
        inner=(0.0, 0.0, 1.0, 1.0),
        alt=alt,
    )


def _names(view: str, board: RiskBoard, parts: Sequence[Part], bar: Box, top: int, is_low: bool) -> Group:
    """Over the bar the shares of its parts where they are wide enough, below it their names and amounts."""
    say, group, total = board.say, f"{view}/stake_names", fsum(part[2] for part in parts)
    shares, below, x = list[Text | Shape](), list[Text | Shape](), float(bar.x)
    pitch = round((0.185 if is_low else 0.205) * EMU)
    high, indent = line_height(10.5) + 6_350, round(0.19 * EMU)
    amounts = [say.money(part[2], 2) for part in parts]
    wide = max(width(text, 10.5, True) for text in amounts) + 12_700
    room = min(round(1.55 * EMU), bar.w - indent - wide - round(0.1 * EMU))
    for i, ((key, name, value, share), (fill, ink)) in enumerate(zip(parts, _FILLS, strict=False)):
        long, text, bold = bar.w * value / total, say.percent(share), i == 0
        if width(text, 11, True) < 0.95 * long:
            place = Box(round(x), bar.y, round(long), bar.h)
            look: dict[str, Any] = {"size": 11, "bold": True, "color": ink, "align": "ctr"}
            shares.append(label(f"{group}/share:{key}", text, place, **look))
        x += long
        line, look = Box(bar.x, top + i * pitch, room, high), {"size": 10.5, "bold": bold, "color": "ink"}
        below.append(
            Shape(f"{group}/swatch:{key}", Box(bar.x, line.y + (high - SIDE) // 2, SIDE, SIDE), "rect", fill)
        )
        shown = board.portfolio.name(name, 10.5, room, bold)
        below.append(label(f"{group}/name:{key}", shown, line.moved(indent, 0), **look))
        at = Box(bar.x + indent + room, line.y, wide, high)
        below.append(label(f"{group}/value:{key}", amounts[i], at, align="r", **look))
    return Group(group, (*shares, *below), f"{view}/stake", say("dashboard_risk.legend_alt"))
