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
)
from kamdeck.layout.charts import inner_of, widened
from kamdeck.layout.legend import HIGH, Sign, legend, lines_of
from kamdeck.record import record
from kamdeck.views.ideal_profile.words import ProfileWords

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


def make_chart(key: str, words: ProfileWords, marks: Sequence[Mark], plot: Box, alt: str) -> Chart:
    """The chart whose scale and rows are those of `plot`."""
    settings = words.ctx.book.settings
    low, high = settings.score_min, max(settings.score_max, settings.score_min + 1)
    box, tall = widened(plot, _EDGE, _TICKS, _EDGE), plot.h / EMU
    axis = Axis(low, high, _step(high - low), grid=Line("grid", 0.75), size=10)
    return Chart(
        f"{key}/chart",
        box,
        _grid(words, marks),
        (Plot("scatter", _series(marks), grouping="standard"),),
        x=axis,
        y=Axis(0, tall, tall, is_visible=False, is_reversed=True, has_labels=False),
        inner=inner_of(box, plot),
        alt=alt,
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


def make_guides(key: str, words: ProfileWords, marks: Sequence[Mark], plot: Box, table: str) -> Group:
    """A pale line along each scale, below the chart."""
    lines = []
    for mark in marks:
        y = plot.y + round(mark.y * EMU)
        points = (plot.x, y, plot.x + plot.w, y)
        lines.append(Connector(f"{key}/guides/{mark.key}", points=points, line=Line("hairline", 0.75)))
    return Group(f"{key}/guides", tuple(lines), follows=table, alt=words.say("ideal_profile.guides_alt"))


def make_legend(key: str, words: ProfileWords, plot: Box, table: Box, follows: str) -> Group:
    """The markers with their names above the scale, where that is narrow above the columns before it too."""
    say, large, small = words.say, round(0.15 * EMU), round(0.11 * EMU)
    signs = [
        _sign("target", words.target_name(), "diamond", "paper", large, Line("ink", 1.5)),
        _sign("focus", words.cut(), "ellipse", "tier_a", large),
    ]
    if words.profile.average is not None:
        mean = say("ideal_profile.average_of", all=words.leaders())
        signs.append(_sign("mean", mean, "ellipse", "unknown", small))
    end, left = plot.x + plot.w + _EDGE, plot.x - round(0.10 * EMU)
    fits = (
        (x, size)
        for x in (left, table.x)
        for size in (10.0, 9.5, 9.0)
        if len(lines_of(signs, end - x, size)) == 1
    )
    x, size = next(fits, (table.x, 9.0))
    return legend(
        f"{key}/legend",
        signs,
        Box(x, table.y, end - x, HIGH),
        say("ideal_profile.legend_alt"),
        follows=follows,
        size=size,
        mark_key="{}",
        word_key="{}_text",
    )


def _sign(name: str, word: str, geom: str, fill: str, side: int, line: Line | None = None) -> Sign:
    def draw(key: str, x: int, middle: int) -> Sequence[Shape]:
        return (Shape(key, Box(x, middle - side // 2, side, side), geom, fill, line),)

    return Sign(name, word, draw, side)
