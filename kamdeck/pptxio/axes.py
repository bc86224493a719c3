"""Chart axes: a pair for the plots on the left and below, a pair for those on the other side."""

from __future__ import annotations

from kamdeck.deck.spec import Axis, Chart, Plot
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.labels import text_format
from kamdeck.pptxio.markup import number, quote
from kamdeck.pptxio.series import XY_KINDS

_PRIMARY = (1001, 1002)  # positive: validators take c:axId for an unsigned number
_SECONDARY = (1003, 1004)


def axis_ids(plot: Plot) -> str:
    """The two `c:axId` of a plot; "" for a doughnut, which has no axes."""
    if plot.kind == "doughnut":
        return ""
    first, second = _SECONDARY if plot.is_secondary else _PRIMARY
    return f'<c:axId val="{first}"/><c:axId val="{second}"/>'


def axes_xml(chart: Chart, ink: Ink) -> str:
    """All axes of a chart, primary pair first."""
    out = ""
    for is_secondary in (False, True):
        plots = [p for p in chart.plots if p.is_secondary == is_secondary and p.kind != "doughnut"]
        if plots:
            out += _pair(chart, plots[0], is_secondary, ink)
    return out


def _pair(chart: Chart, plot: Plot, is_secondary: bool, ink: Ink) -> str:
    first, second = _SECONDARY if is_secondary else _PRIMARY
    is_flat = plot.kind == "bar"
    across, along = ("l", "t" if is_secondary else "b") if is_flat else ("b", "r" if is_secondary else "l")
    is_xy = plot.kind in XY_KINDS
    x = _hidden_twin(chart.x) if is_secondary else chart.x
    y = (chart.y2 or Axis()) if is_secondary else chart.y
    # The value axis of reversed categories would move to the far side.
    far = is_secondary != x.is_reversed
    between = '<c:crossBetween val="midCat"/>' if is_xy else '<c:crossBetween val="between"/>'
    values = _axis("valAx", second, first, along, y, _crossing(y, far), ink, between + _major(y))
    if is_xy:
        own = _axis("valAx", first, second, across, x, _crossing(x), ink, between + _major(x))
    else:
        end = (
            '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>'
            '<c:noMultiLvlLbl val="0"/>'
        )
        own = _axis("catAx", first, second, across, x, _crossing(x), ink, end, is_low=True)
    return own + values


def _hidden_twin(axis: Axis) -> Axis:
    """The invisible axis under a second pair: same direction and range as the first one."""
    return Axis(axis.min, axis.max, is_visible=False, is_reversed=axis.is_reversed)


def _crossing(axis: Axis, is_far: bool = False) -> str:
    """Where this axis stands on the other one."""
    if axis.crosses_at is not None:
        return f'<c:crossesAt val="{number(axis.crosses_at)}"/>'
    return f'<c:crosses val="{"max" if is_far else "autoZero"}"/>'


def _major(axis: Axis) -> str:
    return f'<c:majorUnit val="{number(axis.major)}"/>' if axis.major else ""


def _axis(
    tag: str, own: int, other: int, side: str, axis: Axis, crossing: str, ink: Ink, end: str,
    is_low: bool = False,
) -> str:  # fmt: skip
    palette = ink.palette
    most = "" if axis.max is None else f'<c:max val="{number(axis.max)}"/>'
    least = "" if axis.min is None else f'<c:min val="{number(axis.min)}"/>'
    drawn = f"<c:spPr>{palette.line(axis.grid)}</c:spPr>"
    grid = f"<c:majorGridlines>{drawn}</c:majorGridlines>" if axis.grid else ""
    words = "none" if not axis.has_labels else "low" if is_low or axis.crosses_at is not None else "nextTo"
    return (
        f'<c:{tag}><c:axId val="{own}"/><c:scaling>'
        f'<c:orientation val="{"maxMin" if axis.is_reversed else "minMax"}"/>{most}{least}</c:scaling>'
        f'<c:delete val="{int(not axis.is_visible)}"/><c:axPos val="{side}"/>{grid}'
        f'<c:numFmt formatCode="{quote(axis.format)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{words}"/>'
        f"<c:spPr>{palette.line(axis.line)}</c:spPr>{_words(axis, ink)}"
        f'<c:crossAx val="{other}"/>{crossing}{end}</c:{tag}>'
    )


def _words(axis: Axis, ink: Ink) -> str:
    # Without an explicit 0, PowerPoint turns labels that it finds too long.
    body = (
        f'<a:bodyPr rot="{round(axis.rot * 60_000)}" vert="horz"/>'
        if axis.rot
        else '<a:bodyPr rot="0" vert="horz"/>'
    )
    return text_format(axis.size, axis.bold, axis.color, ink, body)
