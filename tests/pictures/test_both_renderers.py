"""Every kind of chart through both renderers: what python-pptx reads from the native chart equals what
matplotlib's artists hold."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle, Wedge
from pptx import Presentation

from kamdeck.deck.chart_fields import plot_kind
from kamdeck.deck.page import Page
from kamdeck.deck.spec import (
    Axis,
    Chart,
    Data,
    DeckSpec,
    Grid,
    Group,
    Labels,
    Line,
    Marker,
    Plot,
    Point,
    Series,
    SlideSpec,
    Text,
    inches,
    para,
)
from kamdeck.pictures.painter import Painter
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.scene import pages_of
from tests.pictures_of import pages, story
from tests.refreshing import built

NAMES = ("North", "South", "East", "West")
ONE, TWO, THREE = (3.0, 5.5, None, -2.0), (1.0, 2.25, 4.0, 0.5), (0.5, 0.75, 2.0, 8.0)
PARTS = (2.0, 1.0, 0.0, 1.0)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def _chart(plots: tuple[Plot, ...], **rest: Any) -> Chart:
    grid = Grid(
        NAMES,
        NAMES,
        tuple(Data(k, k.title(), v, "0.0") for k, v in (("a", ONE), ("b", TWO), ("c", THREE), ("p", PARTS))),
    )
    return Chart("v/chart", inches(1, 1.6, 6, 4), grid, plots, alt="x", **rest)


def _bars(kind: Any, grouping: Any, **rest: Any) -> Chart:
    labels = Labels("value", None, "0.00")
    series = tuple(Series(c, c, fill="tier_a", labels=labels, points=(Point("East", "risk"),)) for c in "bc")
    return _chart((Plot(kind, series, grouping),), **rest)


def _xy(kind: Any) -> Chart:
    series = (
        Series("all", "b", "c", "p", (0, 4), "tier_a", Line("ink"), Marker()),
        Series("some", "c", "b", "c", (1, 3), "tier_b", None, Marker("diamond"), Labels("category", "r")),
    )
    return _chart((Plot(kind, series),))


LINES = (
    Series("a", "a", line=Line("tier_a", 2, "dash"), marker=Marker("circle")),
    Series("b", "b", line=Line("tier_b", 2), marker=Marker("square")),
)
BARS = [(kind, how) for kind in ("column", "bar") for how in ("clustered", "stacked", "percentStacked")]
WEDGES = Series("p", "p", points=(Point("North", "risk"),))
CHARTS: dict[str, Chart] = {
    **{f"{kind} {how}": _bars(kind, how) for kind, how in BARS},
    "column with gaps and losses": _chart((Plot("column", (Series("a", "a", fill="tier_a"),)),)),
    "bar reversed": _bars("bar", "clustered", x=Axis(is_reversed=True)),
    "column cut": _bars("column", "clustered", y=Axis(min=1, max=5, major=1, grid=Line("grid"))),
    "line": _chart((Plot("line", LINES, "standard"),)),
    "line stacked": _chart((Plot("line", (LINES[1], Series("c", "c", line=Line("risk"))), "stacked"),)),
    "threshold": _chart((Plot("line", (Series("b", "b", trend=Line("risk", 1, "dash")),), "standard"),)),
    "combined": _chart(
        (
            Plot("column", (Series("c", "c", fill="tier_c"),)),
            Plot("line", (LINES[1],), "standard", is_secondary=True),
        ),
        y2=Axis(min=0, max=8, major=2),
    ),
    "scatter": _xy("scatter"),
    "bubble": _xy("bubble"),
    "doughnut": _chart((Plot("doughnut", (WEDGES,), first_angle=90),)),
    "rings": _chart((Plot("doughnut", (Series("p", "p", fill="tier_a"), Series("c", "c", fill="tier_b"))),)),
}  # fmt: skip


def _deck(chart: Chart) -> DeckSpec:
    title = Text("v/title", (para("Title"),), placeholder="title")
    return DeckSpec((SlideSpec("v", "wide", (title, chart)),))


@pytest.mark.parametrize("name", CHARTS)
def test_small_charts(name: str) -> None:
    spec = _deck(CHARTS[name])
    _same(spec, pages(spec))


@pytest.mark.parametrize("name", CHARTS)
def test_small_charts_read_back_from_the_deck(name: str) -> None:
    spec = _deck(CHARTS[name])
    _same(spec, pages_of(Package.open(built(spec))))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_chart_of_the_story(lang: str) -> None:
    spec = story(lang)
    kinds = {plot_kind(p.kind, p.grouping) for chart in _charts(spec) for p in chart.plots}
    assert {"column", "column stacked", "bar stacked", "line", "scatter", "bubble", "doughnut"} <= kinds
    _same(spec, pages(spec))


def _charts(spec: DeckSpec) -> Iterator[Chart]:
    for slide in spec.slides:
        assert not any(
            isinstance(c, Chart) for e in slide.elements if isinstance(e, Group) for c in e.children
        )
        yield from (element for element in slide.elements if isinstance(element, Chart))


# ------------------------------------------------------------------ both sides


def _same(spec: DeckSpec, shown: Sequence[Page]) -> None:
    """Each chart of the spec: native values by python-pptx, artists by key of the series."""
    deck = Presentation(io.BytesIO(built(spec)))
    painter = Painter(800)
    count = 0
    for slide, page in zip(deck.slides, shown, strict=True):
        native = [shape for shape in slide.shapes if shape.has_chart]
        if not native:
            continue
        painter.lay(page)
        drawn = {e.key: e for e in page.elements if isinstance(e, Chart)}
        said = _bare("".join(text for text, _, _ in painter.canvas.words))
        assert len(native) == len(drawn)
        for shape in native:
            chart = drawn[shape.name.removeprefix("kd:")]
            _same_chart(shape.chart, chart, painter.canvas.areas[chart.key], said)
            count += 1
    assert count == len(list(_charts(spec)))


def _same_chart(native: Any, chart: Chart, areas: list[Axes], said: str) -> None:
    assert len(list(native.plots)) == len(chart.plots)
    for plot, spec, axes in zip(native.plots, chart.plots, areas, strict=True):
        assert len(list(plot.series)) == len(spec.series)
        matrix = [list(series.values) for series in plot.series]
        for place, (series, own) in enumerate(zip(plot.series, spec.series, strict=True)):
            if spec.kind in ("column", "bar"):
                assert _bar_values(axes, own.key, spec.kind) == _numbers(
                    _heights(matrix, place, spec.grouping)
                )
            elif spec.kind == "line":
                assert _line_values(axes, own.key)[1] == _numbers(_levels(matrix, place, spec.grouping))
            elif spec.kind == "scatter":
                xs, ys = _line_values(axes, own.key)
                assert (xs, ys) == (_numbers(_stored(series, "xVal")), _numbers(matrix[place]))
            elif spec.kind == "bubble":
                _same_bubbles(axes, series, own.key, matrix[place])
            else:
                _same_wedges(axes, own.key, matrix[place])
        if spec.kind in ("column", "bar", "line") and chart.x.is_visible and chart.x.has_labels:
            for label in [
                category.label for category in plot.categories if category.label not in ("", None, "None")
            ]:
                assert _bare(label) in said
    _same_labels(native, said)


def _heights(matrix: list[list[Any]], place: int, grouping: str) -> list[Any]:
    if grouping != "percentStacked":
        return matrix[place]
    return [
        None if v is None else v / (sum(abs(row[i] or 0) for row in matrix) or 1)
        for i, v in enumerate(matrix[place])
    ]


def _levels(matrix: list[list[Any]], place: int, grouping: str) -> list[Any]:
    if grouping != "stacked":
        return matrix[place]
    return [sum(row[i] for row in matrix[: place + 1]) for i in range(len(matrix[place]))]


def _bar_values(axes: Axes, key: str, kind: str) -> list[float]:
    found = [p for p in axes.patches if isinstance(p, Rectangle) and _series(p) == key]
    return _numbers([p.get_height() if kind == "column" else p.get_width() for p in found])


def _line_values(axes: Axes, key: str) -> tuple[list[float], list[float]]:
    (line,) = [line for line in axes.lines if line.get_gid() == key]
    return _numbers(line.get_xdata()), _numbers(line.get_ydata())


def _same_bubbles(axes: Axes, series: Any, key: str, ys: list[Any]) -> None:
    """Places as they are; areas in the proportion of the sizes."""
    dots: Any
    (dots,) = [c for c in axes.collections if c.get_gid() == key]
    rows = zip(_stored(series, "xVal"), ys, _stored(series, "bubbleSize"), strict=True)
    shown = [(x, y, size) for x, y, size in rows if size and y is not None]  # a gap is not drawn
    assert [tuple(map(float, p)) for p in dots.get_offsets()] == [(x, y) for x, y, _ in shown]
    areas = [float(area) for area in dots.get_sizes()]
    assert areas == pytest.approx([size / shown[0][2] * areas[0] for _, _, size in shown])


def _same_wedges(axes: Axes, key: str, values: list[Any]) -> None:
    found = [p for p in axes.patches if isinstance(p, Wedge) and _series(p) == key]
    angles = [p.theta2 - p.theta1 for p in found]
    assert angles == pytest.approx([value / sum(values) * 360 for value in values])


def _same_labels(native: Any, said: str) -> None:
    """The words that labels of single points have in the native chart are drawn."""
    for rich in native._chartSpace.iter(f"{C}rich"):
        assert _bare("".join([t.text or "" for t in rich.iter(f"{A}t")])) in said


def _bare(text: str) -> str:
    """The characters without spaces: lines may break at them."""
    return "".join(text.split())


def _series(artist: Any) -> str:
    return str(artist.get_gid()).rpartition("/")[0]


def _stored(series: Any, tag: str) -> list[float | None]:
    """The numbers that a native series stores under a tag."""
    holder = series._element.find(f"{C}{tag}")
    count = int(holder.find(f".//{C}ptCount").get("val"))
    found = {int(p.get("idx")): float(p.find(f"{C}v").text) for p in holder.iter(f"{C}pt")}
    return [found.get(i) for i in range(count)]


def _numbers(values: Any) -> list[float]:
    """Twelve digits, blank points left out."""
    return [round(float(v), 9) for v in values if v is not None and v == v]
