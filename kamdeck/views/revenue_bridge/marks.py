"""The growth rate over the columns and the difference beside them."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Box, Connector, Group, Line, Para, Run, Shape
from kamdeck.layout.waterfall import Field
from kamdeck.text.measure import is_measured, line_height, width
from kamdeck.views.revenue_bridge.data import Bridged

AT_RIGHT = round(0.76 * EMU)  # beside the columns, for the difference
_SIZE = 10.5
_PAD, _REACH = round(0.08 * EMU), round(0.10 * EMU)
_OVER, _LABEL = round(0.36 * EMU), round(0.27 * EMU)  # of the rate over the plot; of a column's amount
_LEAST = round(0.02 * EMU)  # a difference that is lower has no arrow
_LINE = Line("ink", 1.25)


def make_marks(view: str, found: Bridged, field: Field, *, has_difference: bool) -> Group | None:
    """What is drawn over the chart; None where nothing is."""
    key = f"{view}/growth"
    marks = [*_rate(key, found, field), *(_difference(key, found, field) if has_difference else ())]
    if not marks:
        return None
    return Group(key, tuple(marks), f"{view}/bridge", found.ctx.say("revenue_bridge.marks"))


def _rate(key: str, found: Bridged, field: Field) -> list[Shape | Connector]:
    """The growth a year, on a line from the first total to the last."""
    if found.rate is None or found.before is None:
        return []
    say, years = found.ctx.say, found.ctx.years
    text = say(
        "revenue_bridge.rate",
        first=say.year(years[0]),
        last=say.year(years[-1]),
        rate=say.percent(found.rate, 1, signed=True),
    )
    y = field.plot.y - _OVER
    left, right = round(field.x(0)), round(field.x(field.count - 1))
    box = _around(found, (left + right) // 2, y, (text,))
    first, last = field.y(found.before) - _LABEL, field.y(found.bridge.closing) - _LABEL
    return [
        Connector(f"{key}/rate:up", points=(left, first, left, y), line=_LINE),
        Connector(f"{key}/rate:left", points=(left, y, box.x, y), line=_LINE),
        Connector(f"{key}/rate:right", points=(box.x + box.w, y, right, y), line=_LINE),
        Connector(f"{key}/rate:down", points=(right, y, right, last), line=_LINE, tail=True),
        _pill(f"{key}/rate", box, (text,)),
    ]


def _difference(key: str, found: Bridged, field: Field) -> list[Shape | Connector]:
    """An arrow from the opening level to the closing one, with the change and its rate."""
    say, bridge, unit = found.ctx.say, found.bridge, found.unit
    start, end = field.y(bridge.opening), field.y(bridge.closing)
    if abs(start - end) < _LEAST:
        return []
    texts = [say.number(bridge.net / unit.scale, unit.places, signed=True)]
    if bridge.opening > 0:
        texts.append(say.percent(bridge.net / bridge.opening, 1, signed=True))
    edge = round(field.x(field.count - 1) + field.half)
    x = field.plot.x + field.plot.w + AT_RIGHT // 2
    box = _around(found, x, (start + end) // 2, tuple(texts))
    if box.h + 3 * _REACH > abs(start - end):  # no room on the arrow: under it
        box = Box(box.x, max(start, end) + _REACH, box.w, box.h)
    light = Line("muted", 0.75)
    return [
        Connector(f"{key}/from", points=(edge, start, x + _REACH, start), line=light),
        Connector(f"{key}/to", points=(edge, end, x + _REACH, end), line=light),
        Connector(f"{key}/arrow", points=(x, start, x, end), line=_LINE, tail=True),
        _pill(f"{key}/difference", box, tuple(texts)),
    ]


def _around(found: Bridged, x: int, y: int, texts: tuple[str, ...]) -> Box:
    """A pill's box around a point; wider where another font may stand in for the master's."""
    wide = max(width(text, _SIZE, True) for text in texts) + 2 * _PAD
    if not is_measured(found.ctx.frame.font):
        wide = wide * 9 // 8
    tall = len(texts) * line_height(_SIZE) + _PAD
    return Box(x - wide // 2, y - tall // 2, wide, tall)


def _pill(key: str, box: Box, texts: tuple[str, ...]) -> Shape:
    paras = tuple(Para((Run(text, _SIZE, True, "ink"),), align="ctr") for text in texts)
    return Shape(
        key, box, "roundRect", "paper", _LINE, paras=paras, adjust=(30_000,), inset=(0, 0, 0, 0), wrap=False
    )
