"""Two panels: how far onboarding is, and what part of MRR is at risk and where."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

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
from kamdeck.layout.rail import label
from kamdeck.layout.status import OF_PROGRESS, SIDE, mark, panel_head
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.risk.board import RiskBoard
from kamdeck.views.subscriptions import count_against, whole_money

_CONTENT = round(0.33 * EMU)
_DISC = round(1.06 * EMU)
_SHOWN = 2  # accounts named in the bar of MRR at risk
_FILLS = (("risk", "paper"), ("risk_mid", "ink"), ("risk_light", "ink"))


def draw_onboarding(view: str, board: RiskBoard, panel: Box, alt: str) -> tuple[Element, ...]:
    """A ring with the average share done, and how many onboardings are in each state."""
    say, rows = board.say, board.ctx.book.onboarding
    share = fsum(row.completion for row in rows) / len(rows)
    top = panel.y + _CONTENT + round(0.13 * EMU)
    disc = Box(panel.x, top + round(0.03 * EMU), _DISC, _DISC)
    grid = Grid(
        ("done", "open"),
        (say("dashboard_risk.done"), say("dashboard_risk.open")),
        (
            Data(
                "share",
                say("dashboard_risk.completion"),
                (share, max(0.0, 1 - share)),
                "0%",
                formulas=("", "1-{share}{prev}"),
            ),
        ),
    )
    points = (Point("done", "tier_a"), Point("open", "grid"))
    ring = Plot("doughnut", (Series("share", "share", line=Line("paper", 0.75), points=points),), hole=68)
    head = panel_head(
        f"{view}/onboarding",
        say("dashboard.onboarding"),
        say("dashboard_risk.average"),
        panel.x,
        panel.y,
        panel.w,
    )
    high = line_height(13) + 12_700
    middle = Box(disc.x, disc.y + (disc.h - high) // 2, disc.w, high)
    value = label(
        f"{view}/onboarding_value", say.percent(share), middle, size=13, bold=True, color="ink", align="ctr"
    )
    chart = Chart(f"{view}/onboarding", disc, grid, (ring,), inner=(0.02, 0.02, 0.96, 0.96), alt=alt)
    left = disc.x + disc.w + round(0.15 * EMU)
    return (*head, chart, value, _states(view, board, Box(left, top, panel.x + panel.w - left, _DISC)))


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
    for state, status in found:
        names = [board.portfolio.name(row.account, 10) for row in rows if row.status == state]
        word = say(f"dashboard.progress.{state.replace(' ', '_')}", n=len(names))
        runs = [Run(say.number(len(names)), 10.5, True, "ink"), Run(f" {word}", 10.5, None, "ink")]
        room = box.w - indent - width(runs[0].text, 10.5, True) - width(runs[1].text, 10.5) - width("  ", 10)
        if status in ("watch", "risk") and room > round(0.25 * EMU):
            runs.append(Run(f"  {shorten(', '.join(names), 9.5, room)}", 9.5, None, "muted"))
        key = state.replace(" ", "_")
        children.append(mark(f"{group}/mark:{key}", status, box.x, y))
        children.append(
            Text(
                f"{group}/{key}",
                (Para(tuple(runs)),),
                Box(box.x + indent, y - high // 2, box.w - indent, high),
                anchor="ctr",
            )
        )
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
    top = panel.y + _CONTENT
    figure = (
        whole_money(say, board.stake) if board.stake else say("dashboard_risk.accounts", n=len(board.rows))
    )
    runs = [Run(figure, 26, True, "ink")]
    if board.share is not None and board.stake:
        share = say(f"dashboard_risk.of_{'its' if is_alone else 'mrr'}", share=say.percent(board.share))
        if width(figure, 26, True) + width(f"  {share}", 12, True) <= panel.w:
            runs.append(Run(f"  {share}", 12, True, "risk"))
    box = Box(panel.x, top, panel.w, line_height(26) + 12_700)
    text = Text(f"{view}/stake_value", (Para(tuple(runs)),), box, anchor="ctr")
    if not board.shares or is_alone:
        return (*head, text)
    parts = _parts(board)
    bar = Box(panel.x, top + round(0.51 * EMU), panel.w, round(0.34 * EMU))
    below = Box(panel.x, bar.y + bar.h + round(0.09 * EMU), panel.w, 0)
    return (*head, text, _bar(view, board, parts, bar, alt), _legend(view, board, parts, bar, below))


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
        column = key.replace("{", "(").replace("}", ")")
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


def _shares(view: str, board: RiskBoard, parts: Sequence[Part], box: Box) -> list[Text]:
    """The shares over the bar's parts, where they are wide enough."""
    total, x, out = fsum(part[2] for part in parts), float(box.x), []
    for (key, _, value, share), (_, ink) in zip(parts, _FILLS, strict=False):
        wide = box.w * value / total
        text = board.say.percent(share)
        if width(text, 11, True) < 0.95 * wide:
            place = Box(round(x), box.y, round(wide), box.h)
            out.append(
                label(
                    f"{view}/stake_names/share:{key}", text, place, size=11, bold=True, color=ink, align="ctr"
                )
            )
        x += wide
    return out


def _legend(view: str, board: RiskBoard, parts: Sequence[Part], bar: Box, box: Box) -> Group:
    """Over the bar the shares of its parts, below it their names and amounts, in its order."""
    say, group = board.say, f"{view}/stake_names"
    children: list[Text | Shape] = [*_shares(view, board, parts, bar)]
    pitch, high, indent = round(0.205 * EMU), line_height(10.5) + 6_350, round(0.19 * EMU)
    amounts = [say.money(part[2], 2) for part in parts]
    wide = max(width(text, 10.5, True) for text in amounts) + 12_700
    name_room = min(round(1.55 * EMU), box.w - indent - wide - round(0.1 * EMU))
    names = [board.portfolio.name(p[1], 10.5, name_room, i == 0) for i, p in enumerate(parts)]
    for i, ((key, *_), name, text) in enumerate(zip(parts, names, amounts, strict=True)):
        y, bold = box.y + i * pitch, i == 0
        children.append(
            Shape(
                f"{group}/swatch:{key}", Box(box.x, y + (high - SIDE) // 2, SIDE, SIDE), "rect", _FILLS[i][0]
            )
        )
        at = Box(box.x + indent, y, name_room, high)
        children.append(label(f"{group}/name:{key}", name, at, size=10.5, bold=bold, color="ink"))
        at = Box(box.x + indent + name_room, y, wide, high)
        children.append(label(f"{group}/value:{key}", text, at, size=10.5, bold=bold, color="ink", align="r"))
    return Group(group, tuple(children), f"{view}/stake", say("dashboard_risk.legend_alt"))
