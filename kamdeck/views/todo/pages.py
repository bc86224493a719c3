"""Which tasks stand on which slide: all, the open ones, or the pressing ones with the rest counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kamdeck.analysis.tasks import Owned, TaskLists, days_late
from kamdeck.deck.spec import EMU
from kamdeck.record import record
from kamdeck.workbook.rows import Task

AREA = round(5.09 * EMU)  # below the head of the table
ROW, ROW_MAX = round(0.27 * EMU), round(0.36 * EMU)
GROUP_MORE = round(0.055 * EMU)  # by what an owner's row is higher than a task's
MOST_TASKS = 56  # about four slides; of more only the pressing ones are listed
_FEWEST = 3  # tasks of an owner on either side of a slide's end


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
    def row(self) -> int:
        """The height of a task's row: the list fills the slide where that does not stretch it too far."""
        heads = len(self.blocks)
        count = heads + sum(len(block.tasks) for block in self.blocks) + bool(self.others)
        return min(ROW_MAX, (AREA - heads * GROUP_MORE) // max(count, 1))


def make_pages(lists: TaskLists, as_of: date | None, window: int) -> tuple[Page, ...]:
    """All tasks where they fit on one slide; else the open ones on as many as they need; of very many only
    those overdue or due within `window` days."""
    whole = [Block(owned, owned.tasks) for owned in lists.owners]
    if sum(map(_height, whole)) <= AREA:
        return (Page(tuple(whole)),)
    listed = set(map(id, _listed(lists, as_of, window)))
    blocks, others = [], []
    for owned in lists.owners:
        tasks = tuple(task for task in owned.tasks if id(task) in listed)
        if tasks:
            blocks.append(Block(owned, tasks, owned.open - len(tasks)))
        elif owned.open:
            others.append(owned)
    if not blocks:
        return (_done_only(lists),)
    pages = [Page(page) for page in _paged(blocks, AREA - (ROW if others else 0))]
    return (*pages[:-1], Page(pages[-1].blocks, tuple(others)))


def _listed(lists: TaskLists, as_of: date | None, window: int) -> Sequence[Task]:
    if len(lists.open) <= MOST_TASKS:
        return lists.open
    days = [(task, days_late(task, as_of)) for task in lists.open]
    pressing = [task for task, late in days if as_of is None or (late is not None and late >= -window)]
    return pressing[:MOST_TASKS] or lists.open[:MOST_TASKS]


def _done_only(lists: TaskLists) -> Page:
    """Nothing is open, and what is done needs more than a slide: what fits of the first owner's."""
    first = lists.owners[0]
    return Page((Block(first, first.tasks[: (AREA - GROUP_MORE) // ROW - 1]),))


def _height(block: Block) -> int:
    return (1 + len(block.tasks)) * ROW + GROUP_MORE


def _paged(blocks: Sequence[Block], area: int) -> list[tuple[Block, ...]]:
    """The blocks by slide: an owner's tasks stay together where one slide can hold them."""
    pages: list[list[Block]] = [[]]
    left = area
    for block in blocks:
        rest = block
        while _height(rest) > left:
            room = min((left - ROW - GROUP_MORE) // ROW, len(rest.tasks) - _FEWEST)
            if _height(rest) > area and room >= _FEWEST:
                pages[-1].append(Block(rest.owner, rest.tasks[:room], rest.hidden, rest.is_further))
                rest = Block(rest.owner, rest.tasks[room:], rest.hidden, True)
            pages.append([])
            left = area
        pages[-1].append(rest)
        left -= _height(rest)
    return [tuple(page) for page in pages]
