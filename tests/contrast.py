"""Whether every word of a deck can be read on a company's master: its contrast with what lies under it.

    python -m tests.contrast           # one line for each master of the corpus, and its faintest words
    python -m tests.contrast dark      # for those whose name holds the word

Words in a master's own color, such as its titles, are the company's; all others need 4.5:1, large ones 3:1
(WCAG 2.1, 1.4.3).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kamdeck.deck.light import contrast, light_of, luminance
from kamdeck.deck.page import Freeform, Page
from kamdeck.deck.spec import Box, Chart, Labels, Para, Plot, Run, Series, Shape, Table, Text
from kamdeck.errors import KamdeckError
from kamdeck.pptxio.findings import scaled
from kamdeck.pptxio.stage import Stage
from kamdeck.pptxio.template import open_template
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.run.renewing import laid_on
from kamdeck.text import Say
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book
from tests.masters import room_of
from tests.pptxio.test_lint import corpus
from tests.validators import ROOT

_LARGE, _LARGE_BOLD = 18.0, 14.0  # points
_IN_BARS = ("ctr", "inEnd", "inBase")


class Word(NamedTuple):
    """Words on a slide: whose they are, their color, and their contrast with what they stand on."""

    slide: str
    key: str
    text: str
    color: str
    is_large: bool
    contrast: float

    @property
    def is_faint(self) -> bool:
        """Whether it is hard to read."""
        return self.contrast < (3.0 if self.is_large else 4.5) - 0.01


Grounds = tuple[float, ...]


class Judge:
    """The words of one page, each with what lies under it."""

    def __init__(
        self, page: Page, grounds: Grounds, sheet: Grounds, below: tuple[tuple[Box, Grounds], ...] = ()
    ) -> None:
        self.page, self.colors, self.sheet = page, page.colors, sheet
        # Boxes, lowest first, with what words may stand on: on a chart its bars, or what is beside them.
        self.under: list[tuple[Box, list[Grounds]]] = [(Box(0, 0, page.width, page.height), [grounds])]
        self.under += [(box, [other]) for box, other in below]

    def words(self) -> Iterator[Word]:
        """All words that are written in a color of ours."""
        for element in self.page.elements:
            if isinstance(element, Text | Shape) and element.box is not None:
                fill = element.fill if isinstance(element, Shape) else None
                yield from self._paras(element.key, element.paras, self._on(fill, element.box))
            if isinstance(element, Shape | Freeform) and element.fill:
                self.under.append((element.box, self._on(element.fill, element.box)))
            elif isinstance(element, Table):
                yield from self._table(element)
            elif isinstance(element, Chart):
                yield from self._chart(element)

    def _on(self, fill: str | None, box: Box) -> list[Grounds]:
        """A fill, or what is topmost under the middle of a box that has none."""
        if fill == "sheet":
            return [self.sheet]
        if fill:
            return [(light_of(self.colors.get(fill, fill)),)]
        x, y = box.x + box.w // 2, box.y + box.h // 2
        met = (
            grounds
            for other, grounds in reversed(self.under)
            if other.x <= x <= other.x + other.w and other.y <= y <= other.y + other.h
        )
        return next(met, self.under[0][1])

    def _paras(self, key: str, paras: Sequence[Para], on: list[Grounds]) -> Iterator[Word]:
        for run in (run for para in paras for run in para.runs):
            if run.text.strip() and run.color and not run.color.startswith("#"):
                yield self._word(key, run, on)

    def _word(self, key: str, run: Run, on: list[Grounds]) -> Word:
        size, light = run.size or 0, light_of(self.colors[f"text:{run.color}"])
        is_large = size >= _LARGE or bool(run.bold and size >= _LARGE_BOLD)
        found = max(min(contrast(light, ground) for ground in grounds) for grounds in on)
        return Word(self.page.key, key, run.text, run.color or "", is_large, found)

    def _table(self, table: Table) -> Iterator[Word]:
        top = table.y
        for row in table.rows:
            left = table.x
            for cell, column in zip(row.cells, table.columns, strict=True):
                box = Box(left, top, column.width, row.height)
                on = self._on(cell.fill, box)
                yield from self._paras(f"{table.key}/{row.key}/{column.key}", cell.paras, on)
                if cell.fill:
                    self.under.append((box, on))
                left += column.width
            top += row.height

    def _chart(self, chart: Chart) -> Iterator[Word]:
        beside = self._on(None, chart.box)
        for axis in (chart.x, chart.y, chart.y2):
            if axis is not None and axis.has_labels and axis.is_visible:
                run = Run("axis", axis.size, axis.bold, axis.color)
                yield self._word(f"{chart.key}/axis", run, beside)
        every = [series for plot in chart.plots for series in plot.series]
        fills = {fill for s in every for fill in (s.fill, *(point.fill for point in s.points)) if fill}
        self.under.append((chart.box, [*beside, *(self._on(fill, chart.box)[0] for fill in fills)]))
        for plot in chart.plots:
            for series in plot.series:
                yield from self._labels(chart, plot, series, beside)

    def _labels(self, chart: Chart, plot: Plot, series: Series, beside: list[Grounds]) -> Iterator[Word]:
        points = {point.key: point for point in series.points}
        for key in chart.grid.keys:
            point = points.get(key)
            labels = (point.labels if point else None) or series.labels
            fill = (point.fill if point else None) or series.fill
            if labels is None or (labels.show == "none" and not labels.paras):
                continue
            is_inside = bool(fill) and (plot.kind == "doughnut" or labels.position in _IN_BARS)
            for run in _runs(labels):
                on = self._on(fill, chart.box) if is_inside else beside
                yield self._word(f"{chart.key}/{series.key}/{key}", run, on)


def _runs(labels: Labels) -> Iterator[Run]:
    for para in labels.paras or (Para((Run("value"),)),):
        for run in para.runs:
            bold = labels.bold if run.bold is None else run.bold
            yield Run(run.text, run.size or labels.size, bold, run.color or labels.color)


def mixtures(ground: Sequence[str], sheet: str) -> Grounds:
    """The luminances of a ground under a sheet of a color such as `003040+alpha62000`."""
    base, _, alpha = sheet.partition("+alpha")
    share = int(alpha or 100_000) / 100_000
    pairs = (
        [zip(_channels(color), _channels(base), strict=True) for color in ground] if len(base) == 6 else []
    )
    return tuple([luminance([round(a + (b - a) * share) for a, b in pair]) for pair in pairs])


def _channels(color: str) -> list[int]:
    return [int(color[-6:][i : i + 2], 16) for i in (0, 2, 4)]


def words_on(path: Path, book: Book) -> Iterator[Word]:
    """The words of the book's deck on a company's master.

    Raises: KamdeckError where the master cannot be read.
    """
    master, package = open_template(path)
    spec = compose(book, (), Choice(), Say("en"), is_refresh=True, frame=master.frame).spec
    stage = Stage(master, package)
    sheet = mixtures(master.ground, master.palette.tokens["sheet"])
    finder, room = room_of(path)  # the source line may stand beside the body, on a ground of its own
    assert master.frame.source is not None
    source = scaled(master.frame.source, master.frame.scale)
    below = ((source, tuple(map(light_of, finder.ground(room.seen, source)))),)
    for number, slide in enumerate(laid_on(spec, master).slides, 1):
        if slide.layout != "cover":
            grounds = tuple(map(light_of, master.ground))
            yield from Judge(stage.page(slide, number), grounds, sheet, below).words()


def sample() -> Book:
    """The sample's book."""
    return read_book(ROOT / "sample_workbooks" / "health_cloud.xlsx", lang="en")[0]


def main(words: Sequence[str]) -> int:
    """Print how many words are faint on each master."""
    book, bad = sample(), 0
    for path in corpus():
        if any(word.lower() not in path.name.lower() for word in words):
            continue
        try:
            every = list(words_on(path, book))
        except KamdeckError as fault:
            print(f"{path.name[:52]:53} {fault.message[:60]}")
            continue
        faint = sorted((word for word in every if word.is_faint), key=lambda word: word.contrast)
        bad += bool(faint)
        print(f"{path.name[:52]:53} {len(faint):5} of {len(every)}")
        for word in faint[:4]:
            print(f"    {word.contrast:5.2f}  {word.key}  {word.color}  {word.text[:30]!r}")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
