"""Target, focus account and average on a common scale, one line per criterion, laid over the table."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import (
    EMU,
    Axis,
    Box,
    Chart,
    Connector,
    Data,
    Grid,
    Group,
    Line,
    Marker,
    Plot,
    Series,
    Shape,
    Text,
)
from kamdeck.layout.rail import MAIN, label
from kamdeck.record import record
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.ideal_profile.words import ProfileWords

LEFT, RIGHT = round(3.25 * EMU), round(6.58 * EMU)  # the ends of the scale
_EDGE = round(0.30 * EMU)  # room for half a marker and the labels of the ends
_TICKS = round(0.24 * EMU)
_TARGET, _INNER, _FOCUS, _MEAN = 10, 6, 12, 7  # points
Values = Sequence[float | None]


@record
class Mark:
    """One line of the chart: key, words, `y` in inches below the plot's top, and the three scores."""

    key: str
    text: str
    y: float
    target: float | None
    score: float | None
    mean: float | None


def make_chart(key: str, words: ProfileWords, marks: Sequence[Mark], top: int, height: int) -> Chart:
    """The chart from `top` (the foot of the table's head) on for `height`."""
    settings = words.ctx.book.settings
    low, high = settings.score_min, max(settings.score_max, settings.score_min + 1)
    box = Box(LEFT - _EDGE, top - _TICKS, RIGHT - LEFT + 2 * _EDGE, height + _TICKS)
    axis = Axis(low, high, _step(high - low), grid=Line("grid", 0.75), size=10)
    tall = height / EMU
    return Chart(
        f"{key}/chart",
        box,
        _grid(words, marks),
        (Plot("scatter", _series(marks), grouping="standard"),),
        x=axis,
        y=Axis(0, tall, tall, is_visible=False, is_reversed=True, has_labels=False),
        inner=(_EDGE / box.w, _TICKS / box.h, (RIGHT - LEFT) / box.w, height / box.h),
        alt=words.alt(),
    )


def _step(span: float) -> float:
    """The distance of the ticks: a third, quarter or fifth of the scale, whichever is whole."""
    return next((span / n for n in (3, 4, 5, 2) if abs(span / n - round(span / n)) < 1e-9), span)


def _series(marks: Sequence[Mark]) -> tuple[Series, ...]:
    """The gaps as lines, then the markers; the average only where there is one.

    The target is a small white diamond upon a dark one: it stands out of the disc of a score on target, and
    is seen where LibreOffice leaves out the outlines of markers and draws series in another order.
    """
    mean = Series("mean", "y_mean", "mean", marker=Marker("circle", _MEAN, "unknown"))
    return (
        Series("above", "y_above", "above", line=Line("good", 3.0)),
        Series("short", "y_short", "short", line=Line("risk", 3.0)),
        *((mean,) if any(m.mean is not None for m in marks) else ()),
        Series("focus", "y_focus", "score", marker=Marker("circle", _FOCUS, "tier_a")),
        Series("target", "y_target", "target", marker=Marker("diamond", _TARGET, "ink")),
        Series("inner", "y_inner", "target", marker=Marker("diamond", _INNER, "paper")),
    )


def _grid(words: ProfileWords, marks: Sequence[Mark]) -> Grid:
    """Three rows a line: the scores, the far end of the gap, and a blank that parts the lines."""
    say = words.say
    keys = tuple(f"{m.key}{part}" for m in marks for part in ("", "~end", "~break"))
    labels = tuple(text for m in marks for text in (m.text, "", ""))
    both = [m.target is not None and m.score is not None for m in marks]
    short = [min(m.target or 0, m.score or 0) if ok else None for m, ok in zip(marks, both, strict=True)]
    above = [max(m.target or 0, m.score or 0) if ok else None for m, ok in zip(marks, both, strict=True)]
    starts = [m.target if ok else None for m, ok in zip(marks, both, strict=True)]
    columns = [
        _data("target", say("ideal_profile.data.target"), [m.target for m in marks]),
        _data("score", say("ideal_profile.data.score"), [m.score for m in marks]),
        _data("mean", say("ideal_profile.data.mean"), [m.mean for m in marks]),
        _ends("short", say("ideal_profile.data.short"), starts, short, "MIN"),
        _ends("above", say("ideal_profile.data.above"), starts, above, "MAX"),
        _data("y", say("ideal_profile.data.line"), [m.y for m in marks], [m.y for m in marks]),
    ]
    places = {column.key: column for column in columns}
    heads = {
        "target": ("target", words.target_name()),
        "focus": ("score", words.profile.focus),
        "mean": ("mean", say("ideal_profile.average")),
        "short": ("short", say("ideal_profile.data.gap_short")),
        "above": ("above", say("ideal_profile.data.gap_above")),
        "inner": ("target", say("ideal_profile.data.inner")),
    }
    columns += [_line(f"y_{name}", head, places["y"], places[x]) for name, (x, head) in heads.items()]
    return Grid(keys, labels, tuple(columns), label_head=say("ideal_profile.criterion"))


def _data(key: str, head: str, first: Values, second: Values = ()) -> Data:
    ends = second or [None] * len(first)
    values = tuple(v for a, b in zip(first, ends, strict=True) for v in (a, b, None))
    return Data(key, head, values, "0.0#")


def _ends(key: str, head: str, starts: Values, ends: Values, function: str) -> Data:
    """From the target to the score where it lies on this side, else no further than the target."""
    plain = _data(key, head, starts, ends)
    both = f"{function}({{score}}{{prev}},{{target}}{{prev}})"
    formulas = tuple(
        "" if value is None else ("{target}{r}", both)[i % 3] for i, value in enumerate(plain.values)
    )
    return Data(key, head, plain.values, plain.format, formulas=formulas)


def _line(key: str, head: str, places: Data, x: Data) -> Data:
    """The line's place again, under the name of a series; blank where there is nothing to mark."""
    values = tuple(y if at is not None else None for y, at in zip(places.values, x.values, strict=True))
    formulas = tuple("" if value is None else "{y}{r}" for value in values)
    return Data(key, head, values, places.format, formulas=formulas)


def make_guides(key: str, words: ProfileWords, marks: Sequence[Mark], top: int, table: str) -> Group:
    """A pale line along each scale, below the chart."""
    lines = (
        Connector(f"{key}/guides/{m.key}", points=(LEFT, y, RIGHT, y), line=Line("hairline", 0.75))
        for m in marks
        for y in (top + round(m.y * EMU),)
    )
    return Group(f"{key}/guides", tuple(lines), follows=table, alt=words.say("ideal_profile.guides_alt"))


def make_legend(key: str, words: ProfileWords, table: str) -> Group:
    """The three markers with their names, above the scale."""
    say, key = words.say, f"{key}/legend"
    high, y = line_height(10) + 12_700, MAIN.y
    mean = "" if words.profile.average is None else say("ideal_profile.average_of", all=words.leaders())
    texts = [("target", words.target_name()), ("focus", words.cut()), ("mean", mean)]
    texts = [(name, text) for name, text in texts if text]
    sides = {"target": round(0.15 * EMU), "focus": round(0.15 * EMU), "mean": round(0.11 * EMU)}
    used = sum(sides[name] + round(0.05 * EMU) for name, _ in texts)
    gap = round(0.16 * EMU)
    room = RIGHT + _EDGE - LEFT + round(0.10 * EMU) - used - gap * (len(texts) - 1)
    size = next((s for s in (10.0, 9.5) if sum(width(t, s) + 25_400 for _, t in texts) <= room), 9.0)
    children: list[Text | Shape | Connector] = []
    x, left = LEFT - round(0.10 * EMU), room
    for i, (name, text) in enumerate(texts):
        side = sides[name]
        wide = min(width(text, size) + 25_400, left // (len(texts) - i) if size == 9.0 else left)
        box = Box(x, y + (high - side) // 2, side, side)
        geom = "diamond" if name == "target" else "ellipse"
        fill = {"target": "paper", "focus": "tier_a", "mean": "unknown"}[name]
        children.append(
            Shape(f"{key}/{name}", box, geom, fill, Line("ink", 1.5) if name == "target" else None)
        )
        x += side + round(0.05 * EMU)
        shown = shorten(text, size, wide - 12_700)
        children.append(label(f"{key}/{name}_text", shown, Box(x, y, wide, high), size=size, color="ink"))
        x, left = x + wide + gap, left - wide
    return Group(key, tuple(children), follows=table, alt=say("ideal_profile.legend_alt"))
