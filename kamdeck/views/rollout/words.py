"""The words of the rollout calendar: titles by the turn of the data, comments beside bars, notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from kamdeck.analysis.rollout import STATES, Programme, Standing, State
from kamdeck.figures.context import Context
from kamdeck.layout.marks import notes
from kamdeck.layout.page import name_in_title, paged
from kamdeck.layout.titles import Titles, when, wordings
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
        short = self.say("rollout.continued.page", page=number, pages=pages)
        return self.say("rollout.continued.names", names=names, page=number, pages=pages), short

    def titles(self) -> tuple[str, ...]:
        """The title from the fullest wording to the shortest."""
        return TITLES(self.say, self)

    @property
    def late(self) -> tuple[Standing, ...]:
        """The late tasks."""
        return self.programme.late

    def count(self, state: State) -> int:
        """How many tasks are in a state."""
        return len(self.programme.of(state))

    @property
    def missed(self) -> int:
        """How many late tasks run past the last date that was set for them."""
        return sum(stand.is_missed for stand in self.late)

    @property
    def moved(self) -> int:
        """How many tasks that are not done end later than planned."""
        return sum(s.state != "done" and s.overruns is not None for s in self.programme.tasks)

    @property
    def held_up(self) -> Milestone | None:
        """The earliest milestone that is past its date for want of a late task."""
        needed = {stand.task.needed_for for stand in self.late}
        rows = self.programme.milestones
        return next((r for r in rows if self.programme.is_overdue(r) and r.milestone in needed), None)

    @property
    def is_kept(self) -> bool:
        """Whether all late tasks close before the one milestone that they are needed for."""
        row = self.programme.endangered_by_all
        return row is not None and max(stand.ends for stand in self.late) <= row.due_on

    def threats(self) -> tuple[Standing, ...]:
        """The late tasks that the milestone at risk needs."""
        row = self.programme.endangered
        return tuple(s for s in self.late if row and s.task.needed_for == row.milestone)

    def fields(self) -> dict[str, object]:
        """What the titles say: the late tasks, the last of their dates, the milestone at risk."""
        late, whole = self.late, len(self.programme.tasks)
        last = max((stand.ends for stand in late), default=self.programme.end)
        row = self.held_up or self.programme.endangered
        names = self.say.list(map(self._task, late[:_MOST_NAMED]))
        fields = {"n": len(late), "all": whole, "names": names, "date": self.day(last)}
        return {**fields, **(self._of(row) if row else {})}

    def some_threaten(self) -> dict[str, object]:
        """The late tasks that put the milestone at risk where others do not."""
        return {"n": len(self.threats())}

    def one_threatens(self) -> dict[str, object]:
        """The late task that puts the milestone at risk where the other does not."""
        return {"name": self._task(self.threats()[0])}

    def next_fields(self) -> dict[str, object]:
        """The next milestone."""
        row = self.programme.next
        return self._of(row) if row else {}

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
        blocks = self.say.join(
            self.say(
                "rollout.block", name=block.workstream, tasks=", ".join(s.task.task for s in block.tasks)
            )
            for block in page.blocks
        )
        return self.say("rollout.alt", title=title.replace("\v", " "), blocks=blocks)

    def bars_alt(self, page: Page) -> str:
        """Every bar in words."""
        return self.say("rollout.bars_alt", lines=self.say.join(map(self.line, page.tasks)))

    def milestones_alt(self) -> str:
        """Every milestone in words."""
        lines = [self.milestone_line(row) for row in self.programme.milestones]
        return self.say("rollout.milestones_alt", lines=self.say.join(lines))

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


def _few(*tests: Callable[[RolloutWords], bool]) -> tuple[Callable[[RolloutWords], bool], ...]:
    """Tests of one or two late tasks."""
    return (lambda w: 0 < len(w.late) <= _MOST_NAMED, *tests)


MANY: Titles[RolloutWords] = wordings(
    RolloutWords.fields,
    when(lambda w: w.held_up is not None, "rollout.title.many_held"),
    when(lambda w: w.programme.endangered_by_all is not None, "rollout.title.many_threat"),
    when(
        lambda w: w.programme.endangered is not None,
        "rollout.title.some_threat",
        fields=RolloutWords.some_threaten,
    ),
    when(lambda w: w.missed > 0, "rollout.title.many_undated", fields=lambda w: {"without": w.missed}),
    when(lambda w: not w.missed, "rollout.title.many"),
)
NEXT: Titles[RolloutWords] = wordings(
    RolloutWords.next_fields,
    when(
        lambda w: bool(w.programme.next and w.programme.is_overdue(w.programme.next)), "rollout.title.overdue"
    ),
    when(lambda w: w.programme.next is not None, "rollout.title.next"),
)
TITLES: Titles[RolloutWords] = wordings(
    RolloutWords.fields,
    when(_few(lambda w: w.held_up is not None), "rollout.title.held_named", "rollout.title.held"),
    when(
        _few(lambda w: w.missed > 0, lambda w: w.programme.endangered_by_all is not None),
        "rollout.title.threat_named",
        "rollout.title.threat",
    ),
    when(
        _few(lambda w: w.missed > 0, lambda w: w.programme.endangered is not None),
        "rollout.title.one_threat",
        fields=RolloutWords.one_threatens,
    ),
    when(_few(lambda w: w.missed > 0), "rollout.title.undated_named", "rollout.title.undated"),
    when(_few(lambda w: w.is_kept), "rollout.title.keep_named", "rollout.title.keep"),
    when(
        _few(lambda w: w.programme.endangered_by_all is not None),
        "rollout.title.after_named",
        "rollout.title.after",
    ),
    when(_few(), "rollout.title.due_named", "rollout.title.due"),
    when(lambda w: len(w.late) == len(w.programme.tasks), "rollout.title.late_all", then=MANY),
    when(lambda w: bool(w.late), "rollout.title.late", then=MANY),
    when(
        lambda w: w.count("done") == len(w.programme.tasks),
        "rollout.title.done",
        fields=lambda w: {"n": w.count("done")},
        then=NEXT,
    ),
    when(
        lambda w: w.count("at risk") > 0,
        "rollout.title.at_risk",
        fields=lambda w: {"n": w.count("at risk")},
        then=NEXT,
    ),
    when(lambda w: w.moved > 0, "rollout.title.moved", fields=lambda w: {"n": w.moved}, then=NEXT),
    when(
        lambda w: w.programme.as_of is None,
        "rollout.title.plain",
        fields=lambda w: {"n": len(w.programme.tasks), "span": w.span()},
        then=NEXT,
    ),
    when(
        lambda w: not w.late,
        "rollout.title.on_plan",
        fields=lambda w: {"n": len(w.programme.tasks)},
        then=NEXT,
    ),
)
