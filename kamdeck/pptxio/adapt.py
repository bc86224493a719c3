"""A deck spec laid onto a company's master: enlarged with a large page, on a sheet where it needs one, its
titles in the layout's placeholders.

On our own master a spec stays as it is, unless a person gave the page another size.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

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
from kamdeck.pptxio.title_block import TITLE_INSET
from kamdeck.record import replace

_BELOW = Run("", 12, False, "muted")  # the look of a cover's subtitle that the layout has no place for


def adapted(deck: DeckSpec, master: Master) -> DeckSpec:
    """The deck as it is to be written on this master, in whose room it was composed."""
    if master.is_own:
        return deck
    slides = []
    for slide in deck.slides:
        layout = master.layout(slide.layout)
        made = _enlarged(slide, layout, master)
        slides.append(replace(slide, elements=(*_sheet(slide, layout), *made, *_footers(slide, layout))))
    return replace(deck, slides=tuple(slides))


def resized(deck: DeckSpec, master: Master, size: tuple[int, int], there: Collection[str] = ()) -> DeckSpec:
    """The deck as it is to be written on our own master after a person gave the page another size.

    The page was scaled as a whole and put into the middle, as programs do; placeholders go with their layout.
    On slides that were `there` when it was, type keeps the size it has.
    """
    scale = min(size[0] / master.width, size[1] / master.height)
    left, top = (
        round((now - was * scale) / 2) for now, was in zip(size, (master.width, master.height), strict=True)
    )
    page = Box(0, 0, master.width, master.height)
    area = Box(left, top, round(master.width * scale), round(master.height * scale))
    fits = {False: _Fit(page, area), True: _Fit(page, area, is_type_kept=True)}
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


def _enlarged(slide: SlideSpec, layout: Layout, master: Master) -> Iterator[Element]:
    """The elements enlarged with the page, and the layout's texts in their placeholders."""
    frame = master.frame
    fit = _Fit(Box(0, 0, frame.width, frame.height), Box(0, 0, master.width, master.height))
    for element in slide.elements:
        if _is_held(element):
            assert isinstance(element, Text)
            if frame.scale != 1:
                element = replace(element, paras=fit.paras(element.paras))
            yield from _held(element, layout)
        else:
            yield fit.element(element) if frame.scale != 1 else element


def _sheet(slide: SlideSpec, layout: Layout) -> Iterator[Shape]:
    """What lies under all that is ours, where words could not be read on the master's ground."""
    if layout.sheet is not None:
        yield Shape(f"{slide.key}/sheet", layout.sheet, fill="sheet")


def _footers(slide: SlideSpec, layout: Layout) -> Iterator[Text]:
    """The texts that the layout's footers have on every slide."""
    taken = {e.placeholder for e in slide.elements if isinstance(e, Text)}
    for name, words in layout.footers.items():
        if name not in taken:
            yield Text(f"{slide.key}/{name}", (Para((Run(words),)),), placeholder=name)


def _held(text: Text, layout: Layout) -> Iterator[Text]:
    """A placeholder's text, in the placeholder or in a box of its own; nothing where there is no room."""
    name = text.placeholder or ""
    box = layout.boxes.get(name)
    if name in layout.places:
        look = Run("", layout.sizes.get(name), color=layout.title_color if name == "title" else None)
        text = replace(text, paras=_sized(text.paras, look))
        yield replace(text, box=box, anchor="b", inset=TITLE_INSET) if box else text
    elif box:
        yield replace(text, box=box, placeholder=None, paras=_sized(text.paras, _BELOW))


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
    """Everything moved from one area into another, and scaled to its width."""

    def __init__(self, origin: Box, area: Box, *, is_type_kept: bool = False) -> None:
        self._origin, self._area, self._scale = origin, area, area.w / origin.w
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
        return self._area.x + round((x - self._origin.x) * self._scale)

    def _y(self, y: int) -> int:
        return self._area.y + round((y - self._origin.y) * self._scale)

    def _length(self, length: int) -> int:
        return round(length * self._scale)

    def _points(self, points: float | None) -> float | None:
        return None if points is None else round(points * self._type, 1)
