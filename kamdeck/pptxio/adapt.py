"""A deck spec laid onto a company's master: scaled into its free area, texts without a placeholder as boxes.

On our own master a spec stays as it is. Elsewhere the cover is the company's own, with our title and
subtitle only: its art and ground are unknown to us.
"""

from __future__ import annotations

from collections.abc import Collection

from kamdeck.deck.spec import (
    Axis,
    Box,
    Chart,
    Connector,
    DeckSpec,
    Element,
    Group,
    Labels,
    Para,
    Plot,
    Run,
    Shape,
    SlideSpec,
    Table,
    Text,
)
from kamdeck.pptxio.master import Layout, Master
from kamdeck.pptxio.room import BODY
from kamdeck.record import replace

# The look of texts that our own layouts format: size in points, color, bold, letter spacing in points.
_LOOKS = {
    "title": Run("", 23, True, "ink"),
    "kicker": Run("", 10, True, "accent", spacing=0.75),
    "subtitle": Run("", 12, False, "muted"),
    "source": Run("", 9, False, "muted"),
}


def adapted(deck: DeckSpec, master: Master, composed: Collection[str] = ()) -> DeckSpec:
    """The deck as it is to be written on this master; `composed` are the slides that fill its own room."""
    if master.is_own:
        return deck
    return replace(
        deck,
        slides=tuple(
            slide if slide.key in composed else _slide(slide, master.layout(slide.layout))
            for slide in deck.slides
        ),
    )


def resized(deck: DeckSpec, master: Master, size: tuple[int, int], there: Collection[str] = ()) -> DeckSpec:
    """The deck as it is to be written on our own master after a person gave the page another size.

    The page was scaled as a whole and put into the middle, as programs do; placeholders go with their layout.
    On slides that were `there` when it was, type keeps the size it has.
    """
    scale = min(size[0] / master.width, size[1] / master.height)
    left, top = (
        round((now - was * scale) / 2) for now, was in zip(size, (master.width, master.height), strict=True)
    )
    area = Box(
        left + round(BODY.x * scale),
        top + round(BODY.y * scale),
        round(BODY.w * scale),
        round(BODY.h * scale),
    )
    fits = {False: _Fit(area), True: _Fit(area, is_type_kept=True)}
    slides = []
    for slide in deck.slides:
        fit = fits[slide.key in there]
        slides.append(
            replace(slide, elements=tuple(e if _is_held(e) else fit.element(e) for e in slide.elements))
        )
    return replace(deck, slides=tuple(slides))


def _is_held(element: Element) -> bool:
    """Whether an element stands where its layout says."""
    return isinstance(element, Text) and element.placeholder is not None and element.box is None


def _slide(slide: SlideSpec, layout: Layout) -> SlideSpec:
    made: list[Element | None] = []
    for element in slide.elements:
        if isinstance(element, Text) and element.placeholder:
            made.append(_text(element, layout))
        elif slide.layout != "cover":
            made.append(_Fit(layout.content).element(element))
    return replace(slide, elements=tuple(element for element in made if element is not None))


def _text(text: Text, layout: Layout) -> Text | None:
    """A placeholder's text, in the placeholder or in a box of its own; None where there is no room."""
    name = text.placeholder or ""
    if name in layout.places:
        size = layout.sizes.get(name)
        return replace(text, box=None, paras=_sized(text.paras, Run("", size)) if size else text.paras)
    box, look = layout.boxes.get(name), _LOOKS.get(name)
    if box is None or look is None:
        return None
    scale = layout.content.w / BODY.w
    paras = _Fit(layout.content).paras(_sized(text.paras, look)) if scale != 1 else _sized(text.paras, look)
    return replace(text, box=box, placeholder=None, paras=paras)


def _sized(paras: tuple[Para, ...], look: Run) -> tuple[Para, ...]:
    """The paragraphs with a look where they have none of their own."""
    names = ("size", "bold", "color", "spacing")
    return tuple(
        replace(
            para,
            runs=tuple(
                replace(run, **{n: getattr(look, n) for n in names if getattr(run, n) is None})
                for run in para.runs
            ),
        )
        for para in paras
    )


class _Fit:
    """Everything moved from our grid into an area, and scaled to its width."""

    def __init__(self, area: Box, *, is_type_kept: bool = False) -> None:
        self._area, self._scale = area, area.w / BODY.w
        self._type = 1.0 if is_type_kept else self._scale

    def element(self, element: Element) -> Element:
        """The element in its new place."""
        if isinstance(element, Group):
            return replace(element, children=tuple(self.element(child) for child in element.children))
        if isinstance(element, Connector):
            return self._connector(element)
        if isinstance(element, Table):
            return self._table(element)
        if isinstance(element, Chart):
            return self._chart(element)
        if isinstance(element, Shape):
            box: Box | None = self._box(element.box)
        else:
            box = self._box(element.box) if element.box else None
        inset = tuple(self._length(v) for v in element.inset)
        return replace(element, box=box, paras=self.paras(element.paras), inset=inset)

    def paras(self, paras: tuple[Para, ...]) -> tuple[Para, ...]:
        """The paragraphs with their type and gaps scaled."""
        if self._type == 1:
            return paras
        return tuple(
            replace(
                para,
                runs=tuple(
                    replace(r, size=self._points(r.size), spacing=self._points(r.spacing)) for r in para.runs
                ),
                before=self._points(para.before),
                after=self._points(para.after),
                tabs=tuple((self._length(at), align) for at, align in para.tabs),
            )
            for para in paras
        )

    def _connector(self, line: Connector) -> Connector:
        points, bend = line.points, line.bend
        if points:
            points = (self._x(points[0]), self._y(points[1]), self._x(points[2]), self._y(points[3]))
        if bend is not None:
            is_level = line.start is not None and line.start.site % 2 == 0  # it leaves the top or the bottom
            bend = self._y(bend) if is_level else self._x(bend)
        return replace(line, points=points, bend=bend)

    def _table(self, table: Table) -> Table:
        columns = tuple(replace(column, width=self._length(column.width)) for column in table.columns)
        rows = tuple(
            replace(
                row,
                height=self._length(row.height),
                cells=tuple(
                    replace(c, paras=self.paras(c.paras), inset=tuple(self._length(v) for v in c.inset))
                    for c in row.cells
                ),
            )
            for row in table.rows
        )
        return replace(table, x=self._x(table.x), y=self._y(table.y), columns=columns, rows=rows)

    def _chart(self, chart: Chart) -> Chart:
        if self._scale == 1:
            return replace(chart, box=self._box(chart.box))
        plots = tuple(self._plot(plot) for plot in chart.plots)
        x, y, y2 = self._axis(chart.x), self._axis(chart.y), self._axis(chart.y2) if chart.y2 else None
        return replace(chart, box=self._box(chart.box), plots=plots, x=x, y=y, y2=y2)

    def _plot(self, plot: Plot) -> Plot:
        series = tuple(
            replace(
                s,
                labels=self._labels(s.labels),
                points=tuple(replace(point, labels=self._labels(point.labels)) for point in s.points),
            )
            for s in plot.series
        )
        return replace(plot, series=series)

    def _labels(self, labels: Labels | None) -> Labels | None:
        return labels and replace(labels, size=self._points(labels.size), paras=self.paras(labels.paras))

    def _axis(self, axis: Axis) -> Axis:
        return replace(axis, size=self._points(axis.size))

    def _box(self, box: Box) -> Box:
        return Box(self._x(box.x), self._y(box.y), self._length(box.w), self._length(box.h))

    def _x(self, x: int) -> int:
        return self._area.x + round((x - BODY.x) * self._scale)

    def _y(self, y: int) -> int:
        return self._area.y + round((y - BODY.y) * self._scale)

    def _length(self, length: int) -> int:
        return round(length * self._scale)

    def _points(self, points: float | None) -> float | None:
        return None if points is None else round(points * self._type, 1)
