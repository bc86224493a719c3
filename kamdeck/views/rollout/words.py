"""The words of the rollout calendar: titles by the turn of the data, comments beside bars, notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kamdeck.analysis.rollout import STATES, Programme, Standing
from kamdeck.figures.context import Context
from kamdeck.layout.marks import notes
from kamdeck.layout.page import name_in_title, paged
from kamdeck.text.rounding import half_up
from kamdeck.views.rollout.pages import Page, task_keys
from kamdeck.workbook.rows import Milestone

_NAME = 0.5  # of the title's line for a name
_MOST_NAMED = 2  # late tasks that a title names


class RolloutWords:
    """Says how the programme stands; `keys` name each task."""

    def __init__(self, ctx: Context, programme: Programme) -> None:
        self.ctx = ctx
        self.say = ctx.say
        self.programme = programme
        self.keys = task_keys(programme)
        rows = [stand.task for stand in programme.tasks]
        spoken = " ".join((*(r.task for r in rows), *(r.note or "" for r in rows)))
        self._small = {word for word in spoken.replace(",", " ").split() if word[:1].islower()}

    # -------------------------------------------------------------- dates

    def day(self, day: date) -> str:
        """A day, with its year where that is not the as-of date's."""
        now = self.programme.as_of or self.programme.start
        return self.say.date(day, "day" if day.year == now.year else "short")

    def span(self) -> str:
        """The calendar's first and last day."""
        first, last = (self.say.date(d) for d in (self.programme.start, self.programme.end))
        return self.say("numbers.range", first=first, last=last)

    def lateness(self, days: int, key: str = "late") -> str:
        """`3 days late`, `6 weeks late`: whole weeks from one week on."""
        if days < 7:
            return self.say(f"rollout.{key}_days", n=days)
        return self.say(f"rollout.{key}_weeks", n=int(half_up(days / 7)))

    # -------------------------------------------------------------- title block

    def kicker(self, page: int, pages: int) -> str:
        """The slide's kind, with the page where there are several."""
        return paged(self.ctx, self.say("rollout.kicker"), page, pages)

    def subtitle(self) -> str:
        """What is drawn, and from when to when."""
        return self.say("rollout.subtitle", span=self.span())

    def further_titles(self, page: Page, number: int, pages: int) -> tuple[str, ...]:
        """The workstreams that go on."""
        names = self.say.list(dict.fromkeys(block.workstream for block in page.blocks))
        short = self.say("rollout.title.page", page=number, pages=pages)
        return self.say("rollout.title.further", names=names, page=number, pages=pages), short

    def titles(self) -> tuple[str, ...]:
        """The title from the fullest wording to the shortest."""
        late = self.programme.late
        if not late:
            return self._undisturbed()
        if len(late) > _MOST_NAMED:
            return self._many_late(), self.say(
                "rollout.title.late", n=len(late), all=len(self.programme.tasks)
            )
        key, fields = self._turn()
        names = self.say.list(map(self._task, late))
        n = len(late)
        named = self.say(f"rollout.title.{key}_named", n=n, names=names, **fields)
        return named, self.say(f"rollout.title.{key}", n=n, **fields)

    def _turn(self) -> tuple[str, dict[str, object]]:
        """What the one or two late tasks mean: the text's key and its fields."""
        late, shared = self.programme.late, self.programme.endangered_by_all
        if any(stand.is_missed for stand in late):
            row = self.programme.endangered
            return ("threat", self._of(row)) if row else ("undated", {})
        last = max(stand.ends for stand in late)
        fields: dict[str, object] = {"date": self.day(last)}
        if shared is None:
            return "due", fields
        return ("keep" if last <= shared.due_on else "after"), fields | self._of(shared)

    def _many_late(self) -> str:
        late = self.programme.late
        fields: dict[str, object] = {"n": len(late), "all": len(self.programme.tasks)}
        if row := self.programme.endangered:
            return self.say("rollout.title.many_threat", **fields, **self._of(row))
        if missed := sum(stand.is_missed for stand in late):
            return self.say("rollout.title.many_undated", **fields, without=missed)
        last = max(stand.ends for stand in late)
        return self.say("rollout.title.many", **fields, date=self.day(last))

    def _undisturbed(self) -> tuple[str, ...]:
        """The titles where nothing is late."""
        say, programme = self.say, self.programme
        n, risky = len(programme.tasks), len(programme.of("at risk"))
        if len(programme.of("done")) == n:
            head = say("rollout.title.done", n=n)
        elif risky:
            head = say("rollout.title.at_risk", n=risky, all=n)
        elif programme.as_of is None:
            head = say("rollout.title.plain", n=n, span=self.span())
        else:
            head = say("rollout.title.on_plan", n=n)
        row = programme.next
        if row is None:
            return (head,)
        key = "overdue" if programme.is_overdue(row) else "next"
        tail = say(f"rollout.title.{key}", **self._of(row))
        return say(f"rollout.title.with_{key}", head=head, tail=tail), head

    def _of(self, row: Milestone) -> dict[str, object]:
        """A milestone's name, its short form and its date."""
        name = row.milestone
        short = name.removesuffix(f" {self.say('rollout.milestone_ending')}")
        short = name if short == name else self._lower(short)
        cut = [name_in_title(self.ctx.frame, text, _NAME) for text in (name, short)]
        return {"milestone": cut[0], "short": cut[1], "on": self.say.date(row.due_on)}

    def _task(self, stand: Standing) -> str:
        """A task's name up to its first comma; one that holds an `and` is marked as one name."""
        name = stand.task.task.split(",")[0].strip() or stand.task.task
        name = name_in_title(self.ctx.frame, name, _NAME)
        if f" {self.say('rollout.and')} " in name:
            return self.say("rollout.joined", name=self._lower(name))
        return name

    def _lower(self, name: str) -> str:
        """The name as it reads inside a sentence: its first word small where the sheet writes it so."""
        first = name.split(" ")[0]
        small = first[:1].lower() + first[1:]
        return small + name[len(first) :] if small in self._small else name

    # -------------------------------------------------------------- beside the bars

    def comments(self, stand: Standing) -> tuple[str, ...]:
        """Until when a task runs over its plan, in full and in short; nothing where it keeps its plan."""
        say, task = self.say, stand.task
        if stand.state == "done" or stand.overruns is None:
            return (say("rollout.behind", date=self.day(stand.ends)),) if stand.state == "late" else ()
        late = self.lateness(stand.late, "late" if stand.state == "late" else "later")
        if not stand.is_missed:
            return say("rollout.now_due", date=self.day(stand.ends), late=late), late
        key = "missed_again" if stand.has_new_date else "missed"
        return say(f"rollout.{key}", date=self.day(task.revised_due_on or task.due_on), late=late), late

    def beyond(self, stand: Standing, is_later: bool) -> str:
        """When a task runs that lies wholly before or after the calendar."""
        key = "after_axis" if is_later else "before_axis"
        first, last = self.say.date(stand.task.start_on), self.say.date(stand.ends)
        return self.say(f"rollout.{key}", span=self.say("numbers.range", first=first, last=last))

    def milestone_beyond(self, row: Milestone, is_later: bool) -> str:
        """A milestone that lies before or after the calendar, with its date."""
        key = "after_axis" if is_later else "before_axis"
        named = self.say("rollout.named_on", name=row.milestone, date=self.say.date(row.due_on))
        return self.say(f"rollout.{key}", span=named)

    def today(self) -> str:
        """The as-of date on the line of today."""
        return self.say("rollout.today", date=self.say.date(self.programme.as_of or date.min, "day"))

    def state(self, state: str) -> str:
        """A state as a word."""
        return self.say(f"rollout.state.{state.replace(' ', '_')}")

    # -------------------------------------------------------------- source, alternative text, notes

    def sheets(self) -> list[str]:
        """The sheets that the calendar is made from."""
        return ["rollout", *(["milestones"] if self.ctx.book.milestones else [])]

    def scope(self) -> str:
        """How many workstreams and tasks, and how many in each state."""
        say, programme = self.say, self.programme
        streams = len({stand.task.workstream for stand in programme.tasks})
        counts = {state: len(programme.of(state)) for state in STATES}
        going = counts.pop("done") + counts.pop("on track")
        parts = [say("rollout.count.done_or_on_track", n=going)] if going else []
        parts += [say(f"rollout.count.{k.replace(' ', '_')}", n=n) for k, n in counts.items() if n]
        return say(
            "rollout.scope",
            streams=say("rollout.streams", n=streams),
            tasks=say("rollout.tasks", n=len(programme.tasks)),
            states=", ".join(parts),
        )

    def line(self, stand: Standing) -> str:
        """A task with its state and dates, for alternative text."""
        first, last = self.day(stand.task.start_on), self.day(stand.task.due_on)
        text = self.say(
            "rollout.line",
            task=stand.task.task,
            state=self.state(stand.state),
            span=self.say("numbers.range", first=first, last=last),
        )
        return ", ".join((text, *self.comments(stand)[:1]))

    def table_alt(self, title: str, page: Page) -> str:
        """The finding, and the tasks by workstream."""
        blocks = "; ".join(
            self.say(
                "rollout.block", name=block.workstream, tasks=", ".join(s.task.task for s in block.tasks)
            )
            for block in page.blocks
        )
        return self.say("rollout.alt", title=title.replace("\v", " "), blocks=blocks)

    def bars_alt(self, page: Page) -> str:
        """Every bar in words."""
        return self.say("rollout.bars_alt", lines="; ".join(map(self.line, page.tasks)))

    def milestones_alt(self) -> str:
        """Every milestone in words."""
        lines = [self.milestone_line(row) for row in self.programme.milestones]
        return self.say("rollout.milestones_alt", lines="; ".join(lines))

    def milestone_line(self, row: Milestone) -> str:
        """A milestone with its date and whether it is reached."""
        state = "reached" if row.reached else "missed" if self.programme.is_overdue(row) else "to_come"
        word = self.say(f"rollout.milestone.{state}")
        return self.say("rollout.milestone_line", name=row.milestone, date=self.day(row.due_on), state=word)

    def notes(self, page: Page, cut: Sequence[str]) -> str:
        """What late means, what is shown cut in full, and the cells."""
        say, programme = self.say, self.programme
        lines = [say("rollout.notes.rule" if programme.as_of else "rollout.notes.undated")]
        if programme.endangered:
            lines.append(say("rollout.notes.needed"))
        lines += [self.line(stand) for stand in page.tasks if is_beyond(programme, stand)]
        lines += [f"{self.line(stand)} ({stand.task.at})" for stand in programme.late]
        cells = (
            (say("rollout.notes.listed"), [stand.task.at for stand in page.tasks]),
            (say("rollout.notes.milestones"), [row.at for row in programme.milestones]),
        )
        return notes(say, *lines, *dict.fromkeys(cut), cells=cells)


def is_beyond(programme: Programme, stand: Standing) -> bool:
    """True when a task runs past one end of the calendar."""
    return stand.task.start_on < programme.start or (stand.overruns or stand.ends) > programme.end
