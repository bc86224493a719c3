"""Satisfaction in two panels: CSAT over the months, and the answers behind the Net Promoter Score."""

from __future__ import annotations

from kamdeck.deck.spec import (
    EMU,
    Axis,
    Box,
    Chart,
    Connector,
    Data,
    Element,
    Grid,
    Group,
    Input,
    Labels,
    Line,
    Para,
    Plot,
    Point,
    Run,
    Series,
    Text,
)
from kamdeck.layout.rail import label
from kamdeck.layout.status import panel_head
from kamdeck.text.measure import line_height, width
from kamdeck.text.rounding import add_up
from kamdeck.views.risk.board import RiskBoard
from kamdeck.views.subscriptions import month_name

FEW = 30  # answers below which shares would say more than there is
_COLORS = {"slides": "risk", "recovers": "good", "holds": "tier_a", "": "tier_a"}
_BANDS = (("detractors", 0, 7, "risk"), ("passives", 7, 9, "unknown"), ("promoters", 9, 11, "good"))
_CONTENT = round(0.33 * EMU)  # where a panel's content begins, below its top
_END = round(0.70 * EMU)  # room for the labels at the end of the line


def draw_csat(view: str, board: RiskBoard, panel: Box, alt: str) -> tuple[Element, ...]:
    """The line of CSAT with its first and last value, the target beside it; one month alone as a figure."""
    say = board.say
    head = panel_head(
        f"{view}/csat", say("dashboard_risk.csat"), say("dashboard_risk.csat_unit"), panel.x, panel.y, panel.w
    )
    if len(board.months) == 1:
        return (*head, _figure(view, board, panel))
    plot = Box(
        panel.x + round(0.04 * EMU),
        panel.y + _CONTENT + round(0.10 * EMU),
        panel.w - _END - round(0.04 * EMU),
        panel.h - _CONTENT - round(0.60 * EMU),
    )
    return (*head, _line(view, board, plot, alt), _line_marks(view, board, plot))


def _figure(view: str, board: RiskBoard, panel: Box) -> Text:
    """The only month's value, large, with the month and the target below."""
    say, target = board.say, board.ctx.book.settings.csat_target
    ((month, value),) = board.months.items()
    below = month_name(say, month)
    if target is not None:
        below = say("dashboard_risk.month_target", month=below, target=say.number(target))
    paras = (Para((Run(say.number(value), 26, True, "ink"),)), Para((Run(below, 10, None, "muted"),)))
    high = line_height(26) + line_height(10) + 25_400
    return Text(f"{view}/csat_value", paras, Box(panel.x, panel.y + _CONTENT, panel.w, high))


def _range(board: RiskBoard) -> tuple[float, float]:
    """The axis around values and target; it need not start at zero, the labels say the values."""
    target = board.ctx.book.settings.csat_target
    values = [*board.months.values(), *([target] if target is not None else [])]
    span = max(max(values) - min(values), 4.0)
    return min(values) - 0.5 * span, max(values) + 0.35 * span


def _line(view: str, board: RiskBoard, plot: Box, alt: str) -> Chart:
    say, target = board.say, board.ctx.book.settings.csat_target
    low, high = _range(board)
    keys = tuple(f"{year}-{month:02d}" for year, month in board.months)
    values, color = tuple(board.months.values()), _COLORS[board.trend]
    columns = [Data("csat", say("dashboard_risk.csat_head"), values, "0.0")]
    ends = (
        Point(keys[0], color, Labels("value", "t", "0", 12, True, "ink")),
        Point(keys[-1], color, Labels("value", None, "0", 18, True, color)),
    )
    series = [Series("csat", "csat", line=Line(color, 2.25), points=ends)]
    inputs: tuple[Input, ...] = ()
    if target is not None:
        columns.append(
            Data("target", say("dashboard_risk.target_head"), (target,) * len(keys), "0", "{in:target}")
        )
        inputs = (Input("target", say("dashboard_risk.target_head"), target, "0"),)
        series.insert(0, Series("target", "target", line=Line("muted", 1.0, "sysDash")))
    margin = round(0.04 * EMU)
    box = Box(plot.x - margin, plot.y, plot.w + margin + _END, plot.h + margin)
    return Chart(
        f"{view}/csat",
        box,
        Grid(
            keys,
            tuple(month_name(say, m) for m in board.months),
            tuple(columns),
            inputs,
            label_head=say("dashboard.month"),
        ),
        (Plot("line", tuple(series), "standard"),),
        x=Axis(has_labels=False, line=Line("unknown", 1.0)),
        y=Axis(low, high, is_visible=False),
        inner=(margin / box.w, 0.0, plot.w / box.w, plot.h / box.h),
        alt=alt,
    )


def _line_marks(view: str, board: RiskBoard, plot: Box) -> Group:
    """The first and the last month below the line, the target's name at its end, clear of the last value."""
    say, target, group = board.say, board.ctx.book.settings.csat_target, f"{view}/csat_marks"
    months = tuple(board.months)
    high = line_height(10) + 12_700
    y = plot.y + plot.h + round(0.05 * EMU)
    half = (plot.w + _END) // 2
    last = month_name(say, months[-1])
    right = max(plot.w, width(last, 10) + half)
    children = [
        label(f"{group}/first", month_name(say, months[0]), Box(plot.x, y, half, high)),
        label(f"{group}/last", last, Box(plot.x + half, y, right - half, high), align="r"),
    ]
    if target is not None:
        low, top = _range(board)

        def middle(value: float) -> int:
            return plot.y + round(plot.h * (top - value) / (top - low))

        apart = round(0.24 * EMU)
        place, end = middle(target), middle(tuple(board.months.values())[-1])
        if abs(place - end) < apart:
            place = end - apart if place <= end else end + apart
        words = say("dashboard_risk.target", value=say.number(target))
        box = Box(plot.x + plot.w + round(0.05 * EMU), place - high // 2, _END - round(0.05 * EMU), high)
        size = 10.0 if width(words, 10) <= box.w else 9.0
        children.append(label(f"{group}/target", words, box, size=size))
    return Group(group, tuple(children), f"{view}/csat", say("dashboard_risk.csat_marks"))


# ------------------------------------------------------------------ NPS


def draw_nps(view: str, board: RiskBoard, panel: Box, alt: str) -> tuple[Element, ...]:
    """The answers 0 to 10 in three colours, with detractors, passives and promoters named below."""
    say, found = board.say, board.promoters
    score = say.number(found.score or 0.0, signed=True)
    unit = say("dashboard_risk.nps_unit", n=found.count)
    head = panel_head(f"{view}/nps", say("dashboard_risk.nps", score=score), unit, panel.x, panel.y, panel.w)
    plot = Box(panel.x, panel.y + _CONTENT, panel.w, panel.h - _CONTENT - round(0.70 * EMU))
    return (*head, _columns(view, board, plot, alt), _bands(view, board, plot))


def _columns(view: str, board: RiskBoard, plot: Box, alt: str) -> Chart:
    say, answers = board.say, board.promoters.answers
    keys = tuple(str(score) for score in range(11))
    colors = {str(i): color for _, start, stop, color in _BANDS for i in range(start, stop)}
    room = plot.h - round(0.26 * EMU)  # the counts stand on top
    box = Box(plot.x, plot.y, plot.w, plot.h + round(0.26 * EMU))
    series = Series(
        "answers",
        "answers",
        fill="unknown",
        labels=Labels("value", "outEnd", "#,##0;;", 10),
        points=tuple(Point(key, colors[key]) for key in keys if colors[key] != "unknown"),
    )
    return Chart(
        f"{view}/nps",
        box,
        Grid(
            keys,
            keys,
            (Data("answers", say("dashboard_risk.answers"), tuple(map(float, answers)), "#,##0"),),
            label_head=say("dashboard_risk.score"),
        ),
        (Plot("column", (series,), gap=34),),
        x=Axis(line=Line("unknown", 0.75)),
        y=Axis(0, max(answers) * plot.h / room or 1, is_visible=False),
        inner=(0.0, 0.0, 1.0, plot.h / box.h),
        alt=alt,
    )


def _bands(view: str, board: RiskBoard, plot: Box) -> Group:
    """A bar under each band of scores with its share; counts where there are few answers."""
    say, found, group = board.say, board.promoters, f"{view}/nps_bands"
    counts = (found.detractors, found.passives, found.promoters)
    shares = add_up([count / found.count for count in counts])
    y = plot.y + plot.h + round(0.29 * EMU)
    high = line_height(10) + 12_700
    lip = round(0.03 * EMU)
    children: list[Text | Connector] = []
    for (name, start, stop, color), count, share in zip(_BANDS, counts, shares, strict=True):
        left, right = plot.x + plot.w * start // 11, plot.x + plot.w * stop // 11
        rule = Connector(
            f"{group}/{name}_rule", points=(left + lip, y, right - lip, y), line=Line(color, 1.5)
        )
        value = say.number(count) if found.count < FEW else say.percent(share)
        word, ink = say(f"dashboard_risk.{name}"), "muted" if color == "unknown" else color
        whole = f"{word} {value}"
        top, size = y + round(0.05 * EMU), 10.0
        children.append(rule)
        if name == "detractors" and width(whole, size, True) <= right - left:
            box = Box(left, top, right - left, high)
            children.append(label(f"{group}/{name}", whole, box, bold=True, color=ink, align="ctr"))
            continue
        size = 10.0 if width(word, 10) <= right - left else 9.0
        runs = (Run(word, size, None, ink),), (Run(value, 10, True, ink),)
        room = max(width(word, size), right - left)
        left -= room - (right - left) if name == "promoters" else (room - (right - left)) // 2
        paras = tuple(Para(run, align="ctr") for run in runs)
        children.append(Text(f"{group}/{name}", paras, Box(left, top, room, 2 * high)))
    return Group(group, tuple(children), f"{view}/nps", say("dashboard_risk.bands_alt"))
