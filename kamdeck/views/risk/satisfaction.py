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
    Plot,
    Point,
    Series,
    Text,
)
from kamdeck.figures.portfolio import month_name
from kamdeck.figures.risk_board import RiskBoard
from kamdeck.layout.charts import inner_of, widened
from kamdeck.layout.grid import Style
from kamdeck.layout.marks import label
from kamdeck.layout.status import panel_head
from kamdeck.text.measure import fit, line_height, width
from kamdeck.text.rounding import add_up

FEW = 30  # answers below which shares would say more than there is
_COLORS = {"slides": "risk", "recovers": "good", "holds": "tier_a", "": "tier_a"}
_BANDS = (("detractors", 0, 7, "risk"), ("passives", 7, 9, "unknown"), ("promoters", 9, 11, "good"))
_CONTENT = round(0.33 * EMU)  # where a panel's content begins, below its top
_END = round(0.70 * EMU)  # room for the labels at the end of the line


def draw_csat(view: str, board: RiskBoard, panel: Box, alt: str) -> tuple[Element, ...]:
    """The line of CSAT with its first and last value, the target beside it; one month alone as a figure."""
    say = board.say
    unit = say("dashboard_risk.csat_unit")
    if board.few_answers:
        unit = say("dashboard_risk.csat_few", n=board.few_answers)
    names = say("dashboard_risk.csat"), unit
    head = panel_head(f"{view}/csat", *names, panel.x, panel.y, panel.w)
    if len(board.months) == 1:
        return (*head, _figure(view, board, panel))
    lip, above = round(0.04 * EMU), _CONTENT + round(0.10 * EMU)
    plot = widened(panel, -lip, -above, -_END, -round(0.50 * EMU))
    return (*head, _line(view, board, plot, alt), _line_marks(view, board, plot))


def _figure(view: str, board: RiskBoard, panel: Box) -> Text:
    """The only month's value, large, with the month and the target below."""
    say, target = board.say, board.ctx.book.settings.csat_target
    ((month, value),) = board.months.items()
    below = month_name(say, month)
    if target is not None:
        below = say("dashboard_risk.month_target", month=below, target=say.number(target))
    paras = Style(26, True).para(say.number(value)), Style(10, color="muted").para(below)
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
    if color == "good" and target is not None and values[-1] < target:
        color = "tier_a"  # better than it was, yet below the target
    columns = [Data("csat", say("dashboard_risk.csat_head"), values, "0.0")]
    ends = (
        Point(keys[0], color, Labels("value", "t", "0", 12, True, "ink")),
        Point(keys[-1], color, Labels("value", None, "0", 18, True, color)),
    )
    series, inputs = [Series("csat", "csat", line=Line(color, 2.25), points=ends)], tuple[Input, ...]()
    if target is not None:
        name = say("dashboard_risk.target_head")
        columns.append(Data("target", name, (target,) * len(keys), "0", "{in:target}"))
        inputs = (Input("target", name, target, "0"),)
        series.insert(0, Series("target", "target", line=Line("muted", 1.0, "sysDash")))
    margin, months = round(0.04 * EMU), tuple(month_name(say, month) for month in board.months)
    box = widened(plot, margin, 0, _END, margin)
    return Chart(
        f"{view}/csat",
        box,
        Grid(keys, months, tuple(columns), inputs, label_head=say("dashboard.month")),
        (Plot("line", tuple(series), "standard"),),
        x=Axis(has_labels=False, line=Line("unknown", 1.0)),
        y=Axis(low, high, is_visible=False),
        inner=inner_of(box, plot),
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
        words = say("dashboard_risk.target", value=say.entered(target))
        box = Box(plot.x + plot.w + round(0.05 * EMU), place - high // 2, _END - round(0.05 * EMU), high)
        size = 10.0 if width(words, 10) <= box.w else 9.0
        words = fit((words, say.number(target)), size, box.w, 1)
        children.append(label(f"{group}/target", words, box, size=size))
    return Group(group, tuple(children), f"{view}/csat", say("dashboard_risk.csat_marks"))


# ------------------------------------------------------------------ NPS


def draw_nps(view: str, board: RiskBoard, panel: Box, alt: str) -> tuple[Element, ...]:
    """The answers 0 to 10 in three colours, with detractors, passives and promoters named below."""
    say, found = board.say, board.promoters
    score = say.number(found.score or 0.0, signed=True)
    unit = say("dashboard_risk.nps_unit", n=found.count)
    head = panel_head(f"{view}/nps", say("dashboard_risk.nps", score=score), unit, panel.x, panel.y, panel.w)
    plot = widened(panel, top=-_CONTENT, bottom=-round(0.70 * EMU))
    return (*head, _columns(view, board, plot, alt), _bands(view, board, plot))


def _columns(view: str, board: RiskBoard, plot: Box, alt: str) -> Chart:
    say, answers = board.say, board.promoters.answers
    keys = tuple(str(score) for score in range(11))
    colors = {str(i): color for _, start, stop, color in _BANDS for i in range(start, stop)}
    room = plot.h - round(0.26 * EMU)  # the counts stand on top
    box = widened(plot, bottom=round(0.26 * EMU))
    labels = Labels("value", "outEnd", "#,##0;;", 10)
    points = tuple(Point(key, colors[key]) for key in keys if colors[key] != "unknown")
    values = Data("answers", say("dashboard_risk.answers"), tuple(map(float, answers)), "#,##0")
    series = Series("answers", "answers", fill="unknown", labels=labels, points=points)
    return Chart(
        f"{view}/nps",
        box,
        Grid(keys, keys, (values,), label_head=say("dashboard_risk.score")),
        (Plot("column", (series,), gap=34),),
        x=Axis(line=Line("unknown", 0.75)),
        y=Axis(0, max(answers) * plot.h / room or 1, is_visible=False),
        inner=inner_of(box, plot),
        alt=alt,
    )


def _bands(view: str, board: RiskBoard, plot: Box) -> Group:
    """A bar under each band of scores with its share; counts where there are few answers. In a narrow panel
    the words stand in thirds of it."""
    say, found, group = board.say, board.promoters, f"{view}/nps_bands"
    counts = (found.detractors, found.passives, found.promoters)
    shares = add_up([count / found.count for count in counts])
    y, lip, high = plot.y + plot.h + round(0.29 * EMU), round(0.03 * EMU), line_height(10) + 12_700
    words = [say(f"dashboard_risk.{name}") for name, *_ in _BANDS]
    is_narrow = max(width(word, 9) for word in words[1:]) * 11 > plot.w * 2.06
    top = y + round(0.05 * EMU)
    children: list[Text | Connector] = []
    for i, (name, start, stop, color) in enumerate(_BANDS):
        left, right = plot.x + plot.w * start // 11, plot.x + plot.w * stop // 11
        points = (left + lip, y, right - lip, y)
        children.append(Connector(f"{group}/{name}_rule", points=points, line=Line(color, 1.5)))
        value = say.number(counts[i]) if found.count < FEW else say.percent(shares[i])
        word, ink = words[i], "muted" if color == "unknown" else color
        if is_narrow:
            left, right = plot.x + plot.w * i // 3, plot.x + plot.w * (i + 1) // 3
        elif name == "detractors" and width(f"{word} {value}", 10, True) <= right - left:
            box, whole = Box(left, top, right - left, high), f"{word} {value}"
            children.append(label(f"{group}/{name}", whole, box, bold=True, color=ink, align="ctr"))
            continue
        size = 10.0 if width(word, 10) <= right - left else 9.0
        room = max(width(word, size), right - left)
        left -= room - (right - left) if name == "promoters" else (room - (right - left)) // 2
        style = Style(size, color=ink, align="ctr")
        paras = style.para(word), style.but(size=10, bold=True).para(value)
        children.append(Text(f"{group}/{name}", paras, Box(left, top, room, 2 * high)))
    return Group(group, tuple(children), f"{view}/nps", say("dashboard_risk.bands_alt"))
