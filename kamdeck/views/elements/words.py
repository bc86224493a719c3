"""The sentences of the slide on the programme's elements."""

from __future__ import annotations

from kamdeck.analysis.elements import IN_PLACE, PARTLY, Element
from kamdeck.figures.counted import read_key_accounts
from kamdeck.figures.elements import SHEETS, Programme
from kamdeck.layout.insights import Fact
from kamdeck.layout.marks import notes
from kamdeck.layout.titles import Titles, when, wordings
from kamdeck.views.elements.table import count_of

_MOST_SHEETS = 5
_NAMED = 3  # elements that a title or a fact names


class ElementWords:
    """Titles, facts and notes."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.ctx = programme.ctx
        self.say = programme.ctx.say
        self.nouns = read_key_accounts(programme.ctx).nouns(programme.ctx)
        self.elements = programme.elements

    def name(self, element: Element) -> str:
        """An element's name inside a sentence."""
        return self.say(f"elements.inside.{element.key}")

    def names(self, elements: tuple[Element, ...]) -> str:
        """Their names in a sentence; how many where there are more than three."""
        if len(elements) > _NAMED:
            return self.say("elements.some", n=len(elements))
        return self.say.list(self.name(element) for element in elements)

    def first(self, elements: tuple[Element, ...]) -> str:
        """The first of their names, and how many more there are."""
        names = [self.name(element) for element in elements[:_NAMED]]
        if more := len(elements) - len(names):
            names.append(self.say("elements.more", n=more))
        return self.say.list(names)

    # -------------------------------------------------------------- title block

    def titles(self) -> tuple[str, ...]:
        """How many are in place, and what is missing, out of date or weakest."""
        return TITLES(self.say, self)

    def fields(self) -> dict[str, object]:
        """What the titles say."""
        found = self.elements
        missing, weakest = found.of("missing"), found.weakest
        count = count_of(self.programme, weakest[0]) if weakest else ""
        fields = {"n": len(found.of("in place")), "all": len(found.all), "count": count}
        return {**fields, "missing": self.names(missing), "weakest": self.names(weakest)}

    def subtitle(self) -> str:
        """What is counted."""
        return self.say("elements.subtitle", n=len(self.programme.accounts), **self.nouns)

    # -------------------------------------------------------------- rail

    def facts(self) -> tuple[Fact, ...]:
        """How many are in place, the mean, the weakest, what is missing."""
        found = (self._good(), self._mean(), self._weakest(), self._missing())
        return tuple(fact for fact in found if fact)

    def _good(self) -> Fact:
        good, whole = len(self.elements.of("in place")), len(self.elements.all)
        figure = self.say("elements.of", k=good, n=whole)
        return Fact(
            "in_place", figure, self.say("elements.fact.in_place", n=whole, share=self._limit(IN_PLACE))
        )

    def _limit(self, share: float) -> str:
        return self.say.percent(share)

    def _mean(self) -> Fact | None:
        if self.elements.mean is None:
            return None
        n = len(self.elements.present)
        return Fact("mean", self.say.percent(self.elements.mean), self.say("elements.fact.mean", n=n))

    def _weakest(self) -> Fact | None:
        weakest = self.elements.weakest
        if not weakest:
            return None
        share = self.say.percent(weakest[0].share or 0.0)
        names = self.first(weakest)
        return Fact("weakest", share, self.say("elements.fact.weakest", n=len(weakest), names=names))

    def _missing(self) -> Fact | None:
        missing = self.elements.of("missing")
        if not missing:
            return None
        text = self.say("elements.fact.missing", n=len(missing), names=self.first(missing))
        return Fact("missing", self.say.number(len(missing)), text)

    def next_step(self) -> str:
        """What would bring the weakest element forward; else the first that is missing."""
        for element in (*self.elements.weakest, *self.elements.of("missing")):
            return self.say(f"elements.next.{element.key}", **self.nouns)
        return ""

    # -------------------------------------------------------------- around

    def sheets(self) -> tuple[str, ...]:
        """The sheets that the elements stand in; how many where the line could not name them."""
        names = tuple(sheet for found in self.elements.present for sheet in SHEETS[found.key])
        return names if len(names) <= _MOST_SHEETS else (self.say("elements.sheets", n=len(names)),)

    def scope(self) -> str:
        """From when on an element is in place."""
        return self.say("elements.scope", high=self._limit(IN_PLACE), low=self._limit(PARTLY))

    def line(self, element: Element) -> str:
        """An element with its count and state."""
        state = self.say(f"elements.state.{element.state.replace(' ', '_')}")
        name = self.say(f"elements.name.{element.key}")
        if element.share is None:
            return self.say("elements.line_missing", name=name, state=state)
        fields = {"name": name, "state": state, "count": count_of(self.programme, element)}
        return self.say(
            "elements.line", rule=self.say(f"elements.rule.{element.key}", **self.nouns), **fields
        )

    def alt(self) -> str:
        """The finding and every element."""
        rows = self.say.join(self.line(element) for element in self.elements.all)
        return self.say("elements.alt", title=self.titles()[0], rows=rows)

    def notes(self) -> str:
        """The rules, every element with how it stands, and the cells."""
        say = self.say
        fields = {"high": self._limit(IN_PLACE), "low": self._limit(PARTLY)}
        lines = []
        for found in self.programme.found:
            detail = f" ({found.detail})" if found.detail else ""
            lines.append(f"{self.line(found.element)}{detail}.")
        return notes(
            say,
            say("elements.notes.rule", **fields),
            say("elements.notes.accounts", n=len(self.programme.accounts), **self.nouns),
            *lines,
            cells=tuple(
                (say(f"elements.name.{found.element.key}"), [cell for cell in found.cells if cell])
                for found in self.programme.found
            ),
        )


_REST: Titles[ElementWords] = wordings(
    ElementWords.fields,
    when(lambda w: bool(w.elements.of("missing")), "elements.title.missing"),
    when(lambda w: all(found.share == 1 for found in w.elements.weakest), "elements.title.stale"),
    when(lambda w: len(w.elements.weakest) == 1, "elements.title.weakest"),
    when(lambda w: len(w.elements.weakest) > 1, "elements.title.weakest_of"),
    join="elements.joined",
)
TITLES: Titles[ElementWords] = wordings(
    ElementWords.fields,
    when(lambda w: len(w.elements.of("in place")) == len(w.elements.all), "elements.title.all",
         fields=lambda w: {"n": len(w.elements.all)}),
    when(lambda w: not w.elements.of("in place"), "elements.title.none", then=_REST),
    when(lambda w: bool(w.elements.of("in place")), "elements.title.lead", then=_REST),
)  # fmt: skip
