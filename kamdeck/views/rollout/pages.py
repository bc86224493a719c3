"""Which tasks stand on which slide of the rollout calendar, and the room that all its slides share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kamdeck.analysis.rollout import Programme, Standing
from kamdeck.deck.spec import EMU, Box
from kamdeck.figures.context import Context
from kamdeck.record import record
from kamdeck.text.measure import width

HEAD, PILL, PAD = round(0.42 * EMU), round(0.185 * EMU), round(0.10 * EMU)
NAME_SIZE, SIZE = 11.0, 10.5
MOST_TASKS = 18  # on one slide
_FULL = 9  # tasks from which two workstreams make a slide
_PITCH_MIN, _PITCH_MAX = round(0.19 * EMU), round(0.45 * EMU)
_WIDE = round(12.33 * EMU)  # of a body from which the columns have their full width
_STREAM, _TASK = (round(1.30 * EMU), round(1.85 * EMU)), (round(1.85 * EMU), round(3.0 * EMU))
_STATUS = round(0.54 * EMU), round(0.30 * EMU)  # with its head, with the mark alone


@record
class Block:
    """Tasks of one workstream on one slide."""

    workstream: str
    owner: str
    tasks: tuple[Standing, ...]
    is_further: bool = False


@record
class Page:
    """The blocks of one slide."""

    blocks: tuple[Block, ...]

    @property
    def tasks(self) -> tuple[Standing, ...]:
        """The slide's tasks, top to bottom."""
        return tuple(task for block in self.blocks for task in block.tasks)


@record
class Sheet:
    """The room of the calendar on every slide, without the legend, and its columns before the axis (EMU)."""

    room: Box
    stream: int
    task: int
    status: int

    @property
    def axis(self) -> tuple[int, int]:
        """Left and right edge of the axis."""
        return self.room.x + self.stream + self.task + self.status, self.room.x + self.room.w

    def most(self, strip: int) -> int:
        """How many tasks a slide can hold below the head and a row of milestones of so many EMU."""
        return max(2, min(MOST_TASKS, (self.room.h - HEAD - strip) // _PITCH_MIN))

    def pitch(self, page: Page, strip: int) -> int:
        """The height of a task's row."""
        return min(_PITCH_MAX, (self.room.h - HEAD - strip) // len(page.tasks))


def make_sheet(ctx: Context, blocks: Sequence[Block], foot: int) -> Sheet:
    """The room above `foot` EMU for the legend; columns as wide as their longest names need, within limits
    that shrink with the body, a workstream's at least as its longest word. The date of today stands above
    it: over the body where that is free."""
    frame = ctx.frame
    body, share = frame.body, min(1.0, frame.body.w / _WIDE)
    top = round(0.09 * EMU) if frame.line is None else PILL + round(0.04 * EMU)
    words = [width(word, NAME_SIZE, True) + 2 * PAD for b in blocks for word in (b.workstream, b.owner)]
    longest = [width(w, NAME_SIZE, True) + 2 * PAD for b in blocks for w in b.workstream.split()]
    tasks = [task for block in blocks for task in block.tasks]
    names = [width(stand.task.task, SIZE, is_stressed(stand)) + PAD + 12_700 for stand in tasks]
    (stream, stream_max), (task, task_max) = (tuple(round(n * share) for n in c) for c in (_STREAM, _TASK))
    return Sheet(
        Box(body.x, body.y + top, body.w, body.h - top - foot),
        min(max(stream, *words), max(stream_max, min(stream_max * 3 // 2, max(longest)))),
        min(max(task, *names), task_max),
        _STATUS[share < 0.8],
    )


def is_stressed(stand: Standing) -> bool:
    """True for a task whose name stands in bold: it is late or at risk."""
    return stand.state in ("late", "at risk")


def make_pages(blocks: Sequence[Block], most: int) -> tuple[Page, ...]:
    """All on one slide of up to `most` tasks; else two workstreams a slide, more with few tasks."""
    if sum(len(block.tasks) for block in blocks) <= most:
        return (Page(tuple(blocks)),)
    pages: list[list[Block]] = [[]]
    for block in (part for whole in blocks for part in _parts(whole, most)):
        have = sum(len(b.tasks) for b in pages[-1])
        is_full = len(pages[-1]) > 1 and have >= _FULL
        if pages[-1] and (is_full or have + len(block.tasks) > most):
            pages.append([])
        pages[-1].append(block)
    return tuple(Page(tuple(page)) for page in pages)


def make_blocks(tasks: Sequence[Standing]) -> list[Block]:
    """The workstreams in the order in which they first occur, each with all its owners."""
    found: dict[str, list[Standing]] = {}
    for stand in tasks:
        found.setdefault(stand.task.workstream, []).append(stand)
    return [
        Block(name, ", ".join(dict.fromkeys(s.task.owner for s in mine if s.task.owner)), tuple(mine))
        for name, mine in found.items()
    ]


def _parts(block: Block, most: int) -> list[Block]:
    """A workstream that one slide cannot hold, in parts of even length."""
    count = -(-len(block.tasks) // most)
    cuts = [len(block.tasks) * n // count for n in range(count + 1)]
    return [
        Block(block.workstream, block.owner, block.tasks[first:stop], first > 0)
        for first, stop in pairwise(cuts)
    ]


def task_keys(programme: Programme) -> dict[int, str]:
    """A key for each task by `id`: its name alone, so that it stays itself in another workstream; of tasks
    with one name, the later ones have their workstream too."""
    keys: dict[int, str] = {}
    for stand in programme.tasks:
        task, key, n = stand.task, stand.task.task, 1
        if key in keys.values():
            key = f"{task.workstream}: {task.task}"
        while (name := key if n == 1 else f"{key} ({n})") in keys.values():
            n += 1
        keys[id(stand)] = name
    return keys
