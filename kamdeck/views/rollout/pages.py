"""Which tasks stand on which slide of the rollout calendar, and how high and wide their rows are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kamdeck.analysis.rollout import Programme, Standing
from kamdeck.deck.spec import EMU
from kamdeck.layout.rail import BODY
from kamdeck.record import record
from kamdeck.text.measure import width

TOP, HEAD = round(1.65 * EMU), round(0.42 * EMU)
BOTTOM = round(6.67 * EMU)
STATUS = round(0.54 * EMU)
PAD = round(0.10 * EMU)
NAME_SIZE, SIZE = 11.0, 10.5
MOST_TASKS = 18  # on one slide
_FULL = 9  # tasks from which two workstreams make a slide
_PITCH_MAX = round(0.45 * EMU)
_STREAM, _STREAM_MAX = round(1.30 * EMU), round(1.85 * EMU)
_TASK, _TASK_MAX = round(1.85 * EMU), round(3.0 * EMU)


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

    def pitch(self, top: int) -> int:
        """The height of a task's row where the first one begins at `top`."""
        return min(_PITCH_MAX, (BOTTOM - top) // len(self.tasks))


def is_stressed(stand: Standing) -> bool:
    """True for a task whose name stands in bold: it is late or at risk."""
    return stand.state in ("late", "at risk")


def make_pages(programme: Programme) -> tuple[Page, ...]:
    """Up to 18 tasks on one slide; else two workstreams a slide, more where they hold few tasks."""
    blocks = _blocks(programme.tasks)
    if len(programme.tasks) <= MOST_TASKS:
        return (Page(tuple(blocks)),)
    pages: list[list[Block]] = [[]]
    for block in (part for whole in blocks for part in _parts(whole)):
        have = sum(len(b.tasks) for b in pages[-1])
        is_full = len(pages[-1]) > 1 and have >= _FULL
        if pages[-1] and (is_full or have + len(block.tasks) > MOST_TASKS):
            pages.append([])
        pages[-1].append(block)
    return tuple(Page(tuple(page)) for page in pages)


def _blocks(tasks: Sequence[Standing]) -> list[Block]:
    """The workstreams in the order in which they first occur, each with all its owners."""
    found: dict[str, list[Standing]] = {}
    for stand in tasks:
        found.setdefault(stand.task.workstream, []).append(stand)
    return [
        Block(name, ", ".join(dict.fromkeys(s.task.owner for s in mine if s.task.owner)), tuple(mine))
        for name, mine in found.items()
    ]


def _parts(block: Block) -> list[Block]:
    """A workstream that one slide cannot hold, in parts of even length."""
    count = -(-len(block.tasks) // MOST_TASKS)
    cuts = [len(block.tasks) * n // count for n in range(count + 1)]
    return [
        Block(block.workstream, block.owner, block.tasks[first:stop], first > 0)
        for first, stop in pairwise(cuts)
    ]


@record
class Widths:
    """The columns before the axis, in EMU; the same on all slides."""

    stream: int
    task: int

    @property
    def axis(self) -> tuple[int, int]:
        """Left and right edge of the axis."""
        return BODY.x + self.stream + self.task + STATUS, BODY.x + BODY.w

    @property
    def task_room(self) -> int:
        """The room of a task's name."""
        return self.task - PAD

    @property
    def stream_room(self) -> int:
        """The room of a workstream's name."""
        return self.stream - 2 * PAD


def measure_widths(pages: Sequence[Page]) -> Widths:
    """Columns as wide as their longest names need, within limits."""
    words = [
        width(word, NAME_SIZE, True)
        for page in pages
        for block in page.blocks
        for word in (block.workstream, block.owner)
    ]
    names = [width(s.task.task, SIZE, is_stressed(s)) for page in pages for s in page.tasks]
    stream = min(max(_STREAM, *(word + 2 * PAD for word in words)), _STREAM_MAX)
    return Widths(stream, min(max(_TASK, *(name + PAD + 12_700 for name in names)), _TASK_MAX))


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
