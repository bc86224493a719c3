"""To-do lists: the key account managers' tasks, and the whole account team's, owner by owner."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.tasks import list_tasks
from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.tasks import is_manager_of, manager_tasks, wanted_tasks
from kamdeck.layout.areas import Area, area_of
from kamdeck.layout.empty import Empty
from kamdeck.layout.insights import Rail, Step
from kamdeck.layout.page import page
from kamdeck.views.todo.pages import Page, Rooms, make_pages
from kamdeck.views.todo.rail import draw_loads
from kamdeck.views.todo.table import HEAD, TodoTable
from kamdeck.views.todo.titles import FURTHER, TITLES
from kamdeck.views.todo.words import TodoWords
from kamdeck.views.view import ACCOUNT, REVIEW, View
from kamdeck.workbook.rows import Task

KAM, TEAM = "todo_kam", "todo_team"


def build_kam(ctx: Context) -> tuple[SlideSpec, ...]:
    """The tasks whose owners are managers of accounts; no slide where they have none."""
    return _slides(ctx, KAM, manager_tasks(ctx))


def build_team(ctx: Context) -> tuple[SlideSpec, ...]:
    """Everybody's tasks; no slide where the managers' list in the deck is the same."""
    tasks = wanted_tasks(ctx)
    if ctx.is_shown(KAM) and all(is_manager_of(ctx)(task.owner) for task in tasks):
        return Empty("same_tasks" if tasks else "no_tasks")
    return _slides(ctx, TEAM, tasks)


KAM_VIEW = View(
    KAM,
    ("tasks",),
    build_kam,
    uses=("accounts", "team"),
    packs=(REVIEW,),
    rules=("tasks",),
    figures=("kam_tasks_open", "kam_tasks_overdue"),
    element="tasks",
)
TEAM_VIEW = View(
    TEAM,
    ("tasks",),
    build_team,
    uses=("accounts", "team"),
    packs=(ACCOUNT, REVIEW),
    is_shared=True,
    rules=("tasks",),
    figures=("tasks_open", "tasks_overdue"),
    element="tasks",
)


def _slides(ctx: Context, view: str, tasks: Sequence[Task]) -> tuple[SlideSpec, ...]:
    if not tasks:
        return Empty("no_manager_tasks" if view == KAM else "no_tasks")
    chosen, area = ctx.book.settings, area_of(ctx.frame)
    lists = list_tasks(tasks, ctx.as_of, chosen.task_next_days)
    words = TodoWords(ctx, view, lists)
    rooms = Rooms(area.main.h - HEAD, ctx.frame.body.h - HEAD)
    pages = make_pages(lists, ctx.as_of, chosen.task_window_days, rooms)
    return tuple(_slide(words, shown, number, len(pages), area) for number, shown in enumerate(pages, 1))


def _slide(words: TodoWords, shown: Page, number: int, pages: int, area: Area) -> SlideSpec:
    """The list beside the rail on the first slide, over the whole width on the further ones."""
    ctx, is_first = words.ctx, number == 1
    key = words.view if is_first else f"{words.view}:{number}"
    if is_first:
        titles = TITLES(ctx.say, words)
    else:
        owners = ctx.say.list(block.owner.owner for block in shown.blocks)
        titles = FURTHER(ctx.say, words, names=owners, page=number, pages=pages)
    drawn = TodoTable(key, words, shown, area.main if is_first else ctx.frame.body, titles[0])
    is_beside = area.form == "right"
    rail = Rail(words.say("todo.rail"), () if is_beside else words.facts(), Step(words.next_step()))
    return page(
        ctx,
        key,
        "rail" if is_first else "wide",
        (drawn.table, drawn.marks()),
        kicker=words.kicker(number, pages),
        titles=titles,
        subtitle=words.subtitle() if is_first else "",
        rail=rail if is_first else None,
        area=area,
        beside=draw_loads(key, words, rail, area.rail) if is_first and is_beside and area.rail else (),
        sheets=words.sheets(),
        scope=words.scope(),
        notes=words.notes(shown, drawn.cut),
    )
