"""Which tasks stand on which slide: all, the open ones, or the pressing ones with the rest counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kamdeck.analysis.tasks import Owned, TaskLists, days_late
from kamdeck.deck.spec import EMU
from kamdeck.record import record
from kamdeck.workbook.rows import Task

ROW_MAX = round(0.36 * EMU)
GROUP_MORE = round(0.055 * EMU)  # by what an owner's row is higher than a task's
MOST_TASKS = 56  # about four slides; of more only the pressing ones are listed
_FEWEST = 3  # tasks of an owner on either side of a slide's end
_ROW, _ROW_LOW, _LOW = round(0.27 * EMU), round(0.235 * EMU), round(4.6 * EMU)  # a row, in a room below that


@record
class Rooms:
    """How high the list may be below its head, on the first slide and on further ones (EMU)."""

    first: int
    further: int

    @property
    def row(self) -> int:
        """The least height of a task's row."""
        return _ROW if self.first >= _LOW else _ROW_LOW

    def height(self, block: Block) -> int:
        """How high an owner's tasks are at the least."""
        return (1 + len(block.tasks)) * self.row + GROUP_MORE


@record
class Block:
    """An owner's tasks on one slide; `hidden` counts the open ones that no slide lists."""

    owner: Owned
    tasks: tuple[Task, ...]
    hidden: int = 0
    is_further: bool = False


@record
class Page:
    """The blocks of one slide; `others` are the owners with open tasks none of which is listed."""

    blocks: tuple[Block, ...]
    others: tuple[Owned, ...] = ()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The slide's tasks, top to bottom."""
        return tuple(task for block in self.blocks for task in block.tasks)

    def row(self, room: int) -> int:
        """The height of a task's row: the list fills the room where that does not stretch it too far."""
        heads = len(self.blocks)
        count = heads + len(self.tasks) + bool(self.others)
        return min(ROW_MAX, (room - heads * GROUP_MORE) // max(count, 1))


def make_pages(lists: TaskLists, as_of: date | None, window: int, rooms: Rooms) -> tuple[Page, ...]:
    """All tasks where they fit on one slide; else the open ones on as many as they need; of very many only
    those overdue or due within `window` days."""
    whole = [Block(owned, owned.tasks) for owned in lists.owners]
    if sum(map(rooms.height, whole)) <= rooms.first:
        return (Page(tuple(whole)),)
    listed = set(map(id, _listed(lists, as_of, window)))
    blocks, others = [], []
    for owned in lists.owners:
        tasks = tuple(task for task in owned.tasks if id(task) in listed)
        if tasks:
            blocks.append(Block(owned, tasks, owned.open - len(tasks)))
        elif owned.open:
            others.append(owned)
    if not blocks:  # all is done, and needs more than a slide: what fits of the first owner's
        first = lists.owners[0]
        return (Page((Block(first, first.tasks[: (rooms.first - GROUP_MORE) // rooms.row - 1]),)),)
    pages = [Page(page) for page in _paged(blocks, rooms, rooms.row if others else 0)]
    return (*pages[:-1], Page(pages[-1].blocks, tuple(others)))


def _listed(lists: TaskLists, as_of: date | None, window: int) -> Sequence[Task]:
    if len(lists.open) <= MOST_TASKS:
        return lists.open
    days = [(task, days_late(task, as_of)) for task in lists.open]
    pressing = [task for task, late in days if as_of is None or (late is not None and late >= -window)]
    return pressing[:MOST_TASKS] or lists.open[:MOST_TASKS]


def _paged(blocks: Sequence[Block], rooms: Rooms, spare: int) -> list[tuple[Block, ...]]:
    """The blocks by slide: an owner's tasks stay together where one slide can hold them. `spare` EMU stay
    free on each."""
    pages: list[list[Block]] = [[]]
    left, whole = rooms.first - spare, rooms.further - spare
    for block in blocks:
        rest = block
        while rooms.height(rest) > left:
            room = min((left - rooms.row - GROUP_MORE) // rooms.row, len(rest.tasks) - _FEWEST)
            if rooms.height(rest) > whole and room >= _FEWEST:
                pages[-1].append(Block(rest.owner, rest.tasks[:room], rest.hidden, rest.is_further))
                rest = Block(rest.owner, rest.tasks[room:], rest.hidden, True)
            pages.append([])
            left = whole
        pages[-1].append(rest)
        left -= rooms.height(rest)
    return [tuple(page) for page in pages if page]
