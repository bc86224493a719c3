"""The words of a chart that a person made: their style, its title, and its legend as colored names."""

from __future__ import annotations

from kamdeck.deck.page import Drawn
from kamdeck.deck.spec import Box, Grid, Para, Plot, Run, Text
from kamdeck.pptxio.binding import ANS
from kamdeck.pptxio.chart_data import CNS
from kamdeck.pptxio.read_chart import value
from kamdeck.pptxio.scene_colors import Tints
from kamdeck.pptxio.scene_text import Body, Style, paras_of, styled
from kamdeck.pptxio.xml import Node
from kamdeck.record import replace

_SIZE = 10.0
_MARK = "\u25a0"
_MOST = 12  # names in a legend


def chart_style(root: Node, tints: Tints) -> Style:
    """The style of all words of a chart that say nothing of their own."""
    base = Style(size=_SIZE, color=f"#{tints.theme.get('tx1', '000000')}")
    return text_style(root, base, tints)


def text_style(node: Node | None, base: Style, tints: Tints) -> Style:
    """The style that the `c:txPr` of a part of a chart gives."""
    words = node.find(f"{CNS}txPr/{ANS}p/{ANS}pPr") if node is not None else None
    if words is None:
        return base
    return replace(styled(base, words, tints), align=base.align)


def title(root: Node, key: str, box: Box, base: Style, tints: Tints) -> tuple[Drawn, ...]:
    """The chart's title, at its head."""
    chart = root.find(f"{CNS}chart")
    node = chart.find(f"{CNS}title") if chart is not None else None
    if node is None or value(chart, "autoTitleDeleted") in ("1", "true"):
        return ()
    style = replace(text_style(node, replace(base, size=14.0), tints), align="ctr")
    rich = node.find(f"{CNS}tx/{CNS}rich")
    paras = paras_of(rich, (style,), tints, Body(), 0)
    if rich is None:
        names = [v.text or "" for v in root.iterfind(f".//{CNS}ser/{CNS}tx//{CNS}v")]
        words = Run(names[0], style.size, style.bold, style.color) if len(names) == 1 else None
        paras = (Para((words,), "ctr"),) if words else ()
    place = Box(box.x, box.y + round(box.h * 0.02), box.w, round(box.h * 0.12))
    return (Text(f"{key}/title", tuple([replace(p, align="ctr") for p in paras]), place),) if paras else ()


def legend(
    root: Node, key: str, box: Box, base: Style, tints: Tints, plots: tuple[Plot, ...], grid: Grid
) -> tuple[Drawn, ...]:
    """The legend, as a line of names at the chart's foot."""
    node = root.find(f"{CNS}chart/{CNS}legend")
    if node is None:
        return ()
    style = text_style(node, base, tints)
    entries: list[tuple[str, str | None]] = []
    heads = {column.key: column.head for column in grid.columns}
    for plot in plots:
        for series in plot.series:
            if plot.kind == "doughnut":
                fills = {point.key: point.fill for point in series.points}
                entries += [(label, fills.get(k)) for k, label in zip(grid.keys, grid.labels, strict=True)]
                break
            color = series.fill or (series.line.color if series.line else None)
            entries.append((heads[series.values], color))
    runs: list[Run] = []
    for name, color in entries[:_MOST]:
        runs.append(Run(f"{_MARK} ", style.size, False, color if color and color != "none" else style.color))
        runs.append(Run(f"{name}   ", style.size, style.bold, style.color))
    if not runs:
        return ()
    high = round(style.size * 12_700 * 1.4)
    place = Box(box.x, box.y + box.h - high, box.w, high)
    return (Text(f"{key}/legend", (Para(tuple(runs), "ctr"),), place, anchor="b"),)
