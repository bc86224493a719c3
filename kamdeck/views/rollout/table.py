"""The table of the rollout calendar: workstreams with their owners, tasks, and the stripes under the bars."""

from __future__ import annotations

from kamdeck.analysis.rollout import Standing
from kamdeck.deck.spec import COVERED, Box, Cell, Para
from kamdeck.layout.grid import HAIR, RULE, Grid, Head, Style
from kamdeck.layout.grid import HEAD as HEADS
from kamdeck.text.measure import line_height, width, wrap
from kamdeck.views.rollout.pages import HEAD, NAME_SIZE, PAD, SIZE, Block, Page, Sheet, is_stressed
from kamdeck.views.rollout.words import RolloutWords

_STREAM, _OWNER = Style(NAME_SIZE, True, left=PAD, right=PAD), Style(10.0, color="muted", left=PAD, right=PAD)
_OWNER_LEAST = 4 * PAD + PAD // 2
Place = tuple[Standing, Box, str]


class RolloutTable:
    """The table of one slide; `places` has each task with its stripe and the stripe's colour, `cut` what the
    table shows shortened."""

    def __init__(self, view: str, words: RolloutWords, page: Page, sheet: Sheet, strip: int) -> None:
        self.words = words
        self.cut: list[str] = []
        self.places: list[Place] = []
        self._pitch = sheet.pitch(page, strip)
        say = words.say
        status = say("rollout.status")
        heads = (
            Head("workstream", sheet.stream, say("rollout.workstream"), HEADS.but(left=PAD)),
            Head("task", sheet.task, say("rollout.task")),
            Head("status", sheet.status, status if width(status, 10) <= sheet.status else "", _MIDDLE),
            Head("calendar", None),
        )
        self.grid = grid = Grid(f"{view}/table", sheet.room, heads)
        grid.head(HEAD)
        if strip:
            name = Style(NAME_SIZE, True, left=PAD, is_data=False).cell(say("rollout.milestones"), span=3)
            cells = {"workstream": name, "task": COVERED, "status": COVERED, "calendar": Cell()}
            grid.row("row:milestones", strip, cells, bottom=HAIR)
        for n, block in enumerate(page.blocks):
            self._block(block, "paper" if n % 2 else "panel", block is page.blocks[-1])

    def _block(self, block: Block, fill: str, is_last: bool) -> None:
        """The workstream over all its rows, and a row per task."""
        count, end = len(block.tasks), RULE if is_last else HAIR
        for n, stand in enumerate(block.tasks):
            bottom = end if n == count - 1 else None
            stream, blank = COVERED, Cell((), fill, bottom=bottom)
            if n == 0:
                paras = self._stream(block, self._pitch * count)
                stream = _STREAM.cell_of(*paras, fill=fill, bottom=end, vspan=count)
            key = self.words.keys[id(stand)]
            task = self._task(stand, Style(SIZE, is_stressed(stand)), fill)
            cells = {"workstream": stream, "task": task, "status": blank, "calendar": blank}
            self.grid.row(key, self._pitch, cells, bottom=bottom)
            self.places.append((stand, self.grid.box("calendar", key), fill))

    def _stream(self, block: Block, high: int) -> tuple[Para, ...]:
        """Name and owner on lines of their own, on one line where there is no more room."""
        name, owner, room = block.workstream, block.owner, self.grid.widths["workstream"]
        if block.is_further:
            name = self.words.say("rollout.further", name=name)
        below = line_height(_OWNER.size)
        lines = (high - (below if owner else 0)) // line_height(NAME_SIZE)
        if lines < 1:
            return (self._one_line(name, owner, room),)
        shown = self._noted(_STREAM, name, room, lines)
        if not owner:
            return (_STREAM.para(shown),)
        used = len(wrap(shown, NAME_SIZE, room - 2 * PAD, True)) * line_height(NAME_SIZE)
        said = self._noted(_OWNER, owner, room, max(1, (high - used) // below))
        return _STREAM.para(shown), _OWNER.para(said)

    def _one_line(self, name: str, owner: str, room: int) -> Para:
        shown = _STREAM.cut(name, room)
        left = room - 2 * PAD - width(f"{shown}  ", NAME_SIZE, True)
        said = _OWNER.cut(owner, left + 2 * PAD) if left >= _OWNER_LEAST else ""
        self._note(f"{name}, {owner}" if owner else name, f"{shown}, {said}" if said else shown)
        return _STREAM.para(_STREAM.run(shown), *([_OWNER.run(f"  {said}")] if said else []))

    def _task(self, stand: Standing, style: Style, fill: str) -> Cell:
        lines = min(2, max(1, self._pitch // line_height(SIZE)))
        room = self.grid.widths["task"] - PAD
        return style.cell(self._noted(style, stand.task.task, room, lines), fill=fill)

    def _noted(self, style: Style, whole: str, room: int, lines: int) -> str:
        """The words cut to their room; noted where that takes any away."""
        shown = style.cut(whole, room, lines)
        self._note(whole, shown)
        return shown

    def _note(self, whole: str, shown: str) -> None:
        if whole != shown:
            self.cut.append(whole)


_MIDDLE = HEADS.but(align="ctr")
