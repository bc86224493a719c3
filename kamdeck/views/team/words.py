"""The sentences of the responsibilities slide."""

from __future__ import annotations

from kamdeck.analysis.raci import Activity
from kamdeck.deck.spec import EMU
from kamdeck.figures.teams import Team
from kamdeck.layout.insights import FACT_SIZE, Fact
from kamdeck.layout.marks import notes
from kamdeck.layout.page import paged
from kamdeck.layout.titles import Titles, Wording, when, wordings
from kamdeck.text.measure import wrap

_NAMED = 2  # activities or members named in a fact
_STEP_LINES = 4
_STEP_ROOM = round(2.276 * EMU)


class TeamWords:
    """Titles, facts and notes of one team's chart."""

    def __init__(self, team: Team, pages: int) -> None:
        self.team = team
        self.chart = team.chart
        self.say = team.ctx.say
        self.pages = pages

    def kicker(self, page: int) -> str:
        """What the slide is, whose, and which of several."""
        parts = [self.say("team.kicker")] + ([self.team.account] if self.team.account else [])
        return paged(self.team.ctx, " · ".join(parts), page, self.pages)

    def titles(self, page: int = 1) -> tuple[str, ...]:
        """The finding, the fullest wording first; further slides of a team say which they are."""
        say = self.say
        if page > 1:
            whose = self.team.account or say("team.portfolio")
            return say("team.further.team", team=whose, page=page), say("team.further.page", page=page)
        return TITLES(say, self)

    def fields(self) -> dict[str, object]:
        """What the titles say: activities, those with a fault, the heaviest load."""
        top = self.chart.heaviest
        return {
            "n": len(top),
            "all": len(self.chart.activities),
            "who": self.say.list(whole(name) for name in top[:_NAMED]),
            "times": self.say.number(self.team.factor or 0.0, 1),
        }

    @property
    def is_single(self) -> bool:
        """Whether there is one activity only."""
        return len(self.chart.activities) == 1

    @property
    def is_loaded(self) -> bool:
        """Whether there are loads to compare, and some member carries clearly more than the others."""
        return self.has_loads and not self.team.is_even

    @property
    def has_loads(self) -> bool:
        """Whether there are loads to compare."""
        return self.team.factor is not None and len(self.chart.members) > 1

    def subtitle(self) -> str:
        """What the table shows, for titles of one line."""
        return self.say("team.subtitle")

    # -------------------------------------------------------------- rail

    def facts(self) -> tuple[Fact, ...]:
        """Activities without one A, without any R, the heaviest load, members without a letter."""
        found = (self._accountable(), self._responsible(), self._load(), self._idle())
        return tuple(fact for fact in found if fact)

    def _of(self, count: int) -> str:
        return self.say("team.of", k=count, n=len(self.chart.activities))

    def _accountable(self) -> Fact:
        say, faults, n = self.say, self.chart.faults, len(self.chart.activities)
        if not faults:
            return Fact("accountable", self._of(n), say("team.fact.sound", n=n))
        told = [self._fault(activity) for activity in faults[:_NAMED]]
        if more := len(faults) - len(told):
            told.append(say("team.more", n=more))
        return Fact(
            "accountable", self._of(len(faults)), say("team.fact.faults", n=n, faults=", ".join(told))
        )

    def _fault(self, activity: Activity) -> str:
        name = inside(activity.activity)
        if not activity.accountable:
            return self.say("team.fact.none", activity=name)
        who = activity.holders("A")
        holders = self.say.list(map(whole, who)) if len(who) <= _NAMED else ""
        text = "several" if holders else "crowd"
        return self.say(f"team.fact.{text}", activity=name, n=len(who), members=holders)

    def _responsible(self) -> Fact | None:
        missing = self.chart.without_responsible
        if not missing:
            return None
        names = [inside(activity.activity) for activity in missing[:_NAMED]]
        if more := len(missing) - len(names):
            names.append(self.say("team.more", n=more))
        return Fact(
            "responsible",
            self._of(len(missing)),
            self.say("team.fact.no_responsible", n=len(missing), names=self.say.list(names)),
        )

    def _load(self) -> Fact | None:
        top, factor = self.chart.heaviest, self.team.factor
        if factor is None or len(self.chart.members) < 2:
            return None
        fields = {
            "points": self.team.points(self.chart.load[top[0]]),
            "mean": self.team.points(self.chart.mean_load),
            "all": sum(activity.accountable for activity in self.chart.activities),
        }
        figure = self.say("team.times", times=self.say.number(factor, 1))
        if len(top) > 1:
            text = self.say("team.fact.load_shared", n=len(top), **fields)
        else:
            held = self.chart.count(top[0], "A")
            text = self.say("team.fact.load", member=whole(top[0]), held=held, **fields)
        return Fact("load", figure, text)

    def _idle(self) -> Fact | None:
        names = self.chart.idle
        if not names:
            return None
        told = [whole(name) for name in names[:_NAMED]]
        if more := len(names) - len(told):
            told.append(self.say("team.more", n=more))
        text = self.say("team.fact.idle", n=len(names), names=self.say.list(told))
        return Fact("idle", self.say.number(len(names)), text)

    def next_step(self) -> str:
        """Who should keep or take the A of the first faults, as far as there is room; else who could take
        over from the member with the heaviest load."""
        faults = self.chart.faults
        if faults:
            steps = [self._step(activity) for activity in faults]
            for count in range(len(steps), 0, -1):
                more = len(steps) - count
                told = [*steps[:count], *([self.say("team.next.more", n=more)] if more else [])]
                text = " ".join(told)
                if count == 1 or len(wrap(text, FACT_SIZE, _STEP_ROOM)) <= _STEP_LINES:
                    return text
        if missing := self.chart.without_responsible:
            return self.say("team.next.responsible", activity=inside(missing[0].activity))
        low = self.chart.lightest
        if self.team.is_even or low is None or len(self.chart.heaviest) != 1:
            return ""
        points = self.team.points(self.chart.load[low])
        return self.say("team.next.share", top=whole(self.chart.heaviest[0]), low=whole(low), points=points)

    def _step(self, activity: Activity) -> str:
        name = inside(activity.activity)
        if activity.suggested is None:
            return self.say("team.next.nobody", activity=name)
        turn = "keep" if activity.accountable else "give"
        return self.say(f"team.next.{turn}", activity=name, member=whole(activity.suggested))

    # -------------------------------------------------------------- around

    def scope(self) -> str:
        """How many activities and members, and what the letters mean."""
        n, members = len(self.chart.activities), len(self.chart.members)
        sizes = self.say("team.scope", n=n, members=self.say("team.members", n=members))
        return f"{self.team.account}, {sizes}" if self.team.account else sizes

    def alt(self) -> str:
        """The finding, and each activity that breaks a rule."""
        told = [self._fault(a) for a in self.chart.faults]
        told += [
            self.say("team.alt_no_r", activity=inside(a.activity)) for a in self.chart.without_responsible
        ]
        return self.say(
            "team.alt", title=self.titles()[0], rows=self.say.join(told) or self.say("team.alt_sound")
        )

    def chart_alt(self) -> str:
        """The load of every member."""
        loads = (
            self.say("team.alt_load", member=name, points=self.team.points(points))
            for name, points in self.chart.load.items()
        )
        return self.say(
            "team.chart_alt", mean=self.team.points(self.chart.mean_load), loads=self.say.list(loads)
        )

    def notes(self) -> str:
        """The rules, what breaks them and what would mend it, who stands apart, and the cells."""
        say, settings = self.say, self.team.ctx.book.settings
        points = {x: self.team.points(getattr(settings, f"raci_points_{x.lower()}")) for x in "RACI"}
        faults = [f"{self._fault(a)}. {self._step(a)}" for a in self.chart.faults]
        missing = [
            say("team.alt_no_r", activity=inside(a.activity)) + "." for a in self.chart.without_responsible
        ]
        idle, strangers = self.chart.idle, self.team.strangers
        cells = [row.at for row in self.team.rows]
        return notes(
            say,
            say("team.notes.rule"),
            say("team.notes.load", **points),
            *faults,
            *missing,
            say("team.notes.idle", n=len(idle), names=say.list(idle)) if idle else "",
            say("team.notes.strangers", n=len(strangers), names=say.list(strangers)) if strangers else "",
            cells=((say("team.notes.letters"), cells),),
        )


def whole(name: str) -> str:
    """A name whose initial stays with what follows it."""
    first, _, rest = name.partition(" ")
    return f"{first}\u00a0{rest}" if rest and first.endswith(".") else name


def inside(name: str) -> str:
    """An activity's name inside a sentence: without its capital, unless it is an abbreviation."""
    return f"{name[:1].lower()}{name[1:]}" if name[1:2].islower() else name


_LOADS: tuple[Wording[TeamWords], ...] = (
    when(lambda w: w.has_loads and w.team.is_even, "team.title.even"),
    when(lambda w: w.is_loaded and len(w.chart.heaviest) <= _NAMED, "team.title.carries"),
    when(lambda w: w.is_loaded and len(w.chart.heaviest) > _NAMED, "team.title.many_carry"),
)
AND: Titles[TeamWords] = wordings(TeamWords.fields, *_LOADS, join="team.and")
BEHIND: Titles[TeamWords] = wordings(TeamWords.fields, *_LOADS, join="team.semicolon")


def _faults(words: TeamWords) -> dict[str, object]:
    """How many activities lack a single owner."""
    return {"n": len(words.chart.faults)}


def _missing(words: TeamWords) -> dict[str, object]:
    """How many activities nobody does."""
    return {"n": len(words.chart.without_responsible)}


TITLES: Titles[TeamWords] = wordings(
    TeamWords.fields,
    when(lambda w: w.is_single and bool(w.chart.faults), "team.title.only_faults", then=AND),
    when(lambda w: len(w.chart.faults) == len(w.chart.activities), "team.title.all_faults", then=AND),
    when(lambda w: bool(w.chart.faults), "team.title.faults", fields=_faults, then=AND),
    when(lambda w: w.is_single and bool(w.chart.without_responsible), "team.title.only_no_responsible"),
    when(
        lambda w: len(w.chart.without_responsible) == len(w.chart.activities),
        "team.title.nobody_responsible",
    ),
    when(lambda w: bool(w.chart.without_responsible), "team.title.no_responsible", fields=_missing),
    when(lambda w: w.is_single, "team.title.only_sound", then=BEHIND),
    when(lambda w: not w.chart.faults, "team.title.sound", then=BEHIND),
)
