"""The words of the to-do lists: kicker, cells, next step, notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kamdeck.analysis.tasks import Owned, TaskLists, days_late
from kamdeck.deck.spec import EMU
from kamdeck.figures.context import Context
from kamdeck.layout.insights import FACT_SIZE, Fact
from kamdeck.layout.marks import notes, numbered
from kamdeck.layout.page import about, paged
from kamdeck.text.measure import shorten
from kamdeck.views.todo.pages import Block, Page
from kamdeck.workbook.rows import Task

_OWNER_ROOM = round(1.355 * EMU)  # of an owner in the next step
_NAMED = 3  # owners that a fact names
_MOST_LISTED = 40


class TodoWords:
    """Says what the list of one view holds; `keys` name each task by its owner and its words."""

    def __init__(self, ctx: Context, view: str, lists: TaskLists) -> None:
        self.ctx = ctx
        self.say = ctx.say
        self.view = view
        self.lists = lists
        self.nobody = ctx.say("todo.nobody")
        self._roles = {member.member: member.role for member in ctx.book.team if member.role}
        tasks = [(owned.owner, task) for owned in lists.owners for task in owned.tasks]
        keys = numbered(f"{owner}: {task.task}" for owner, task in tasks)
        self.keys = {id(task): key for (_, task), key in zip(tasks, keys, strict=True)}

    @property
    def is_single(self) -> bool:
        """Whether all tasks are one account's, which need not be named on every line."""
        return self.ctx.subject is not None

    # -------------------------------------------------------------- title block

    def kicker(self, number: int, pages: int) -> str:
        """The list, and whose it is."""
        kicker = about(self.ctx, self.say(f"todo.kicker.{self.view}"))
        return paged(self.ctx, kicker, number, pages)

    def subtitle(self) -> str:
        """What the list holds and how it is ordered."""
        return self.say(f"todo.subtitle.{self.view}")

    # -------------------------------------------------------------- cells

    def role(self, owner: str) -> str:
        """What the owner does, with a small first letter, as the team sheet has it."""
        role = self._roles.get(owner, "")
        return f"{role[:1].lower()}{role[1:]}" if role[1:2].islower() else role

    def is_late(self, task: Task) -> bool:
        """True when the task is overdue."""
        return (days_late(task, self.ctx.as_of) or 0) > 0

    def account(self, task: Task) -> str:
        """The account's short name; a dash without one."""
        return self.ctx.short(task.account) if task.account else "–"

    def priority(self, task: Task) -> str:
        """The priority as a word; a dash without one."""
        return self.say(f"todo.of_priority.{task.priority}") if task.priority else "–"

    def status(self, task: Task) -> str:
        """Overdue, else the status that the workbook has."""
        if self.is_late(task):
            return self.say("todo.of_status.overdue")
        return self.say(f"todo.of_status.{task.status.replace(' ', '_')}")

    def has_year(self, task: Task) -> bool:
        """True when the due date needs its year: it is not the as-of date's."""
        return bool(task.due_on and (self.ctx.as_of is None or task.due_on.year != self.ctx.as_of.year))

    def due(self, task: Task) -> str:
        """The due date, with the year where that is not clear."""
        if task.due_on is None:
            return "–"
        return self.say.date(task.due_on, "short" if self.has_year(task) else "day")

    def lateness(self, late: int | None) -> str:
        """How many days late; `today` on the day itself."""
        if late is None or late < 0:
            return ""
        return self.say("todo.days_late", n=late) if late else self.say("todo.today")

    def unlisted(self, block: Block) -> str:
        """How many tasks of an owner no slide lists: open ones, else done ones."""
        if block.hidden:
            return self.say("todo.n_more", n=block.hidden)
        done = len(block.owner.tasks) - block.owner.open
        left = done - sum(task.status == "done" for task in block.tasks)
        return self.say("todo.n_done", n=left) if left else ""

    def others(self, page: Page) -> str:
        """The owners none of whose tasks is listed, with their sums."""
        return self.say(
            "todo.others",
            n=len(page.others),
            tasks=sum(owned.open for owned in page.others),
            overdue=sum(owned.overdue for owned in page.others),
        )

    # -------------------------------------------------------------- rail

    def facts(self) -> tuple[Fact, ...]:
        """Open, overdue and next tasks, where there is no room for the chart by owner."""
        lists, say = self.lists, self.say
        if not lists.open:
            return (Fact("done", say.number(lists.done), say("todo.fact.done", n=lists.done)),)
        owners = [owned for owned in lists.owners if owned.open]
        late = sum(bool(owned.overdue) for owned in owners)
        found = [self._fact("open", [(owned.owner, owned.open) for owned in owners])]
        if late:
            found.insert(0, self._fact("overdue", [(o.owner, o.overdue) for o in owners if o.overdue]))
        if lists.soon and self.ctx.as_of:
            task, days = lists.soon[0], self.ctx.book.settings.task_next_days
            first = say("todo.next.due", owner=task.owner, date=self.due(task), task=task.task)
            n, short = len(lists.soon), say("todo.fact.soon_short", n=len(lists.soon), days=days)
            found.append(
                Fact("soon", say.number(n), say("todo.fact.soon", n=n, days=days, first=first), short)
            )
        return tuple(found)

    def _fact(self, key: Literal["open", "overdue"], counts: Sequence[tuple[str, int]]) -> Fact:
        """How many tasks there are, and how many of the owners who have most."""
        say, n = self.say, sum(count for _, count in counts)
        ranked = sorted(counts, key=lambda pair: -pair[1])
        told = [say("todo.fact.of", name=name, n=count) for name, count in ranked[:_NAMED]]
        if more := len(ranked) - len(told):
            told.append(say("todo.n_more", n=more))
        short = say(f"todo.fact.{key}", n=n, owners=told[0])
        return Fact(key, say.number(n), say(f"todo.fact.{key}", n=n, owners=", ".join(told)), short)

    def next_step(self) -> str:
        """The most pressing task: overdue and of high priority, overdue, or the next by date."""
        lists, say = self.lists, self.say
        task = next(iter((*lists.urgent, *lists.overdue, *lists.open)), None)
        if task is None:
            return ""
        late = days_late(task, self.ctx.as_of) or 0
        owner = shorten(task.owner, FACT_SIZE, _OWNER_ROOM)
        if late > 0:
            return say("todo.next.late", owner=owner, late=say("todo.days_late", n=late), task=task.task)
        if task.due_on is None:
            return say("todo.next.undated", owner=owner, task=task.task)
        return say("todo.next.due", owner=owner, date=self.due(task), task=task.task)

    def soon_head(self) -> str:
        """The head of the list of what comes next."""
        if self.ctx.as_of is None:
            return self.say("todo.soon.undated")
        return self.say("todo.soon.head", n=self.ctx.book.settings.task_next_days)

    # -------------------------------------------------------------- source, alternative text, notes

    def sheets(self) -> list[str]:
        """The sheets that the list is made from."""
        is_kam = self.view == "todo_kam" and self.ctx.book.accounts
        return ["tasks", *(["accounts"] if is_kam else []), *(["team"] if self._roles else [])]

    def scope(self) -> str:
        """How many tasks there are, and how many are done."""
        total = len(self.lists.open) + self.lists.done
        text = self.say("todo.scope", n=total)
        done = self.lists.done
        return f"{text}, {self.say('todo.scope_done', n=done)}" if done else text

    def table_alt(self, title: str, page: Page) -> str:
        """The finding, and each owner's tasks in figures."""
        rows = self.say.join(self._line(block.owner) for block in page.blocks)
        return self.say("todo.alt", title=title.replace("\v", " "), rows=rows)

    def chart_alt(self) -> str:
        """Open and overdue tasks of the owners who have most."""
        some = [owned for owned in self.lists.owners if owned.open][:_MOST_LISTED]
        return self.say("todo.chart_alt", rows=self.say.join(map(self._line, some)))

    def _line(self, owned: Owned) -> str:
        text = self.say("todo.line", name=owned.owner, n=owned.open)
        return text + (self.say("todo.line_overdue", n=owned.overdue) if owned.overdue else "")

    def notes(self, page: Page, cut: Sequence[Task]) -> str:
        """What overdue means, what no slide lists, whole texts of what is shown cut, and the cells."""
        say, settings = self.say, self.ctx.book.settings
        lines = [say(f"todo.notes.{self.view}"), say("todo.notes.overdue")]
        if self.ctx.as_of is None:
            lines.append(say("todo.notes.undated"))
        if any(block.hidden for block in page.blocks) or page.others:
            lines.append(say("todo.notes.hidden", n=settings.task_window_days))
        lines += [say.colon(task.owner, task.task) for task in cut]
        listed = [task.at for block in page.blocks for task in block.tasks]
        late = [task.at for task in self.lists.overdue]
        cells = ((say("todo.notes.listed"), listed), (say("todo.notes.late"), late))
        return notes(say, *lines, cells=cells)
