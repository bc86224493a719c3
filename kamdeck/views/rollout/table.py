"""The table of the rollout calendar: workstreams with their owners, tasks, and the stripes under the bars."""

from __future__ import annotations

from kamdeck.analysis.rollout import Standing
from kamdeck.deck.spec import COVERED, EMU, Align, Cell, Column, Line, Para, Row, Run, Table
from kamdeck.layout.rail import BODY
from kamdeck.text.measure import clip, line_height, shorten, width, wrap
from kamdeck.views.rollout.pages import (
    HEAD,
    NAME_SIZE,
    PAD,
    SIZE,
    STATUS,
    TOP,
    Block,
    Page,
    Widths,
    is_stressed,
)
from kamdeck.views.rollout.words import RolloutWords

_OWNER_SIZE = 10.0
_RULE, _HAIR = Line("ink", 1.05), Line("hairline", 0.75)
_OWNER_LEAST = round(0.45 * EMU)


class RolloutTable:
    """The table of one slide; `places` has each task with its row's top, height and stripe, `cut` what the
    table shows shortened."""

    def __init__(self, view: str, words: RolloutWords, page: Page, widths: Widths, strip: int) -> None:
        self.words = words
        self.widths = widths
        self.cut: list[str] = []
        self.places: list[tuple[Standing, int, int, str]] = []
        self._pitch = page.pitch(TOP + HEAD + strip)
        left, right = widths.axis
        self.columns = (
            Column("workstream", widths.stream),
            Column("task", widths.task),
            Column("status", STATUS),
            Column("calendar", right - left),
        )
        rows = [self._head()]
        if strip:
            rows.append(self._milestones(strip))
        y = TOP + HEAD + strip
        for n, block in enumerate(page.blocks):
            rows += self._block(block, "paper" if n % 2 else "panel", y, block is page.blocks[-1])
            y += self._pitch * len(block.tasks)
        self.bottom = y
        self._rows, self._key = tuple(rows), f"{view}/table"

    def table(self, alt: str) -> Table:
        """The table as an element."""
        return Table(self._key, BODY.x, TOP, self.columns, self._rows, alt=alt)

    def _head(self) -> Row:
        aligns: tuple[tuple[str, Align, int], ...] = (
            ("workstream", "l", PAD),
            ("task", "l", 0),
            ("status", "ctr", 0),
        )
        cells = []
        for (name, align, left), column in zip(aligns, self.columns, strict=False):
            text = shorten(self.words.say(f"rollout.{name}"), 10, column.width - left)
            paras = (Para((Run(text, 10, None, "muted"),), align=align),)
            cells.append(Cell(paras, anchor="b", bottom=_RULE, inset=(left, 0, 0, 25_400), is_data=False))
        return Row("head", HEAD, (*cells, Cell(bottom=_RULE)))

    def _milestones(self, strip: int) -> Row:
        run = Run(self.words.say("rollout.milestones"), NAME_SIZE, True, "ink")
        head = Cell((Para((run,)),), bottom=_HAIR, inset=(PAD, 0, 0, 0), span=3, is_data=False)
        return Row("row:milestones", strip, (head, COVERED, COVERED, Cell(bottom=_HAIR)))

    def _block(self, block: Block, fill: str, y: int, is_last: bool) -> list[Row]:
        """The workstream over all its rows, and a row per task."""
        count = len(block.tasks)
        end = _RULE if is_last else _HAIR
        rows = []
        for n, stand in enumerate(block.tasks):
            bottom = end if n == count - 1 else None
            stream = COVERED
            if n == 0:
                paras = self._stream(block, self._pitch * count)
                stream = Cell(paras, fill, bottom=end, inset=(PAD, 0, PAD, 0), vspan=count)
            self.places.append((stand, y + n * self._pitch, self._pitch, fill))
            cells = (stream, self._task(stand, fill, bottom), Cell((), fill, bottom=bottom))
            key = self.words.keys[id(stand)]
            rows.append(Row(key, self._pitch, (*cells, Cell((), fill, bottom=bottom))))
        return rows

    def _stream(self, block: Block, high: int) -> tuple[Para, ...]:
        """Name and owner on lines of their own, on one line where there is no more room."""
        name = block.workstream
        if block.is_further:
            name = self.words.say("rollout.further", name=name)
        room, owner = self.widths.stream_room, block.owner
        below = line_height(_OWNER_SIZE)
        lines = (high - (below if owner else 0)) // line_height(NAME_SIZE)
        if lines < 1:
            return (self._one_line(name, owner, room),)
        shown = clip(name, NAME_SIZE, room, lines, True)
        self._note(name, shown)
        paras = [Para((Run(shown, NAME_SIZE, True, "ink"),))]
        if owner:
            left = high - len(wrap(shown, NAME_SIZE, room, True)) * line_height(NAME_SIZE)
            said = clip(owner, _OWNER_SIZE, room, max(1, left // below))
            self._note(owner, said)
            paras.append(Para((Run(said, _OWNER_SIZE, None, "muted"),)))
        return tuple(paras)

    def _one_line(self, name: str, owner: str, room: int) -> Para:
        shown = shorten(name, NAME_SIZE, room, True)
        runs = [Run(shown, NAME_SIZE, True, "ink")]
        left = room - width(f"{shown}  ", NAME_SIZE, True)
        said = shorten(owner, _OWNER_SIZE, left) if left >= _OWNER_LEAST else ""
        if said:
            runs.append(Run(f"  {said}", _OWNER_SIZE, None, "muted"))
        self._note(f"{name}, {owner}" if owner else name, f"{shown}, {said}" if said else shown)
        return Para(tuple(runs))

    def _task(self, stand: Standing, fill: str, bottom: Line | None) -> Cell:
        name, bold = stand.task.task, is_stressed(stand)
        lines = max(1, self._pitch // line_height(SIZE))
        shown = clip(name, SIZE, self.widths.task_room, min(lines, 2), bold)
        self._note(name, shown)
        run = Run(shown, SIZE, bold or None, "ink")
        return Cell((Para((run,)),), fill, bottom=bottom)

    def _note(self, whole: str, shown: str) -> None:
        if whole != shown:
            self.cut.append(whole)
