"""The words of the decision slides: titles by the turn of the data, what the rail says, notes."""

from __future__ import annotations

from collections.abc import Iterable

from kamdeck.analysis.decision import Decision, Path
from kamdeck.figures.context import Context
from kamdeck.layout.marks import notes
from kamdeck.text import Say
from kamdeck.workbook.rows import Stakeholder

SHORT_TITLE = 22  # characters; a longer title cannot stand for a person in a sentence
RELATIONS = ("positive", "neutral", "negative", "unknown")
_CUTS = (" & ", " and ", " et ", ", ", " / ", " – ", " - ")


def short_title(person: Stakeholder) -> str:
    """The entered short title, else the first part of the title where that is short; "" for organisations."""
    if person.short_title:
        return person.short_title
    title = person.title or ""
    ends = [title.find(cut) for cut in _CUTS if cut in title]
    first = title[: min(ends)] if ends else title
    return first if len(first) <= SHORT_TITLE else ""


class DecisionWords:
    """Says what the decision map of one account means."""

    def __init__(self, ctx: Context, decision: Decision) -> None:
        self.ctx = ctx
        self.say: Say = ctx.say
        self.decision = decision

    # -------------------------------------------------------------- people

    def person(self, name: str) -> Stakeholder:
        """The row of a person."""
        return self.decision.people[name]

    def name(self, name: str) -> str:
        """The person's name, its initials kept with it by a no-break space."""
        first, _, rest = self.person(name).name.partition(" ")
        return f"{first}\u00a0{rest}" if rest and first.endswith(".") else self.person(name).name

    def who(self, name: str) -> str:
        """The person by function where that is short: `the CIO`; else by name."""
        title = "" if name in self.decision.outside else short_title(self.person(name))
        return self.say("decision.who", title=title, name=self.name(name)) if title else self.name(name)

    def relation(self, name: str) -> str:
        """The word for the relationship."""
        return self.relation_word(self.person(name).relationship)

    def relation_word(self, relation: str) -> str:
        """The word for a kind of relationship."""
        return self.say(f"decision.relation.{relation}")

    def full(self, name: str) -> str:
        """Name and title."""
        person = self.person(name)
        return f"{person.name}, {person.title}" if person.title else person.name

    def heading_of(self, name: str) -> str:
        """Name and short title."""
        title = "" if name in self.decision.outside else short_title(self.person(name))
        return f"{self.name(name)}, {title}" if title else self.name(name)

    # -------------------------------------------------------------- rail

    def target_text(self) -> str:
        """Power, relationship, access of the target."""
        name = self.decision.target or ""
        person = self.person(name)
        access = "touch" if person.touch_point else "no_touch"
        parts = (self._power(person), self.relation_phrase(name), self.say(f"decision.rail.{access}"))
        return capital(", ".join(part for part in parts if part)) + "."

    def relation_phrase(self, name: str) -> str:
        """The relationship inside a sentence."""
        return self.say(f"decision.stands.{self.person(name).relationship}")

    def _power(self, person: Stakeholder) -> str:
        return "" if person.power is None else self.say("decision.rail.power", power=person.power)

    def path_text(self) -> str:
        """How the ally reaches the target, or that nobody does."""
        d, say = self.decision, self.say
        target = d.target or ""
        if d.ally:
            fields = {"ally": self.name(d.ally.people[0]), "who": self.who(target)}
            if d.ally.is_direct:
                return say("decision.rail.direct", **fields)
            return say("decision.rail.steps", n=len(d.ally.links), **fields)
        if self.person(target).touch_point:
            return say("decision.rail.own_access", name=self.name(target))
        return say("decision.rail.no_path", name=self.name(target))

    def stands(self, name: str) -> tuple[str, ...]:
        """Power and relationship of a person; the relationship alone."""
        power, relation = self._power(self.person(name)), self.relation_phrase(name)
        found = (f"{power}, {relation}", relation) if power else (relation,)
        return tuple(map(capital, found))

    def reach(self, path: Path) -> str:
        """How the first of a path reaches the target."""
        d, say = self.decision, self.say
        who = self.who(d.target or "")
        if not path.is_direct:
            return say("decision.rail.indirect", n=len(path.links), who=who)
        if path.links[0] == "influences":
            return say("decision.rail.influences", who=who)
        if d.managers.get(path.people[0]) == d.target:
            return say("decision.rail.reports_to", who=who)
        return say("decision.rail.manages", who=who)

    def blocker_text(self, path: Path) -> str:
        """Power, how the blocker reaches the target, and how the line manager stands."""
        d, say, name, target = self.decision, self.say, path.people[0], self.decision.target
        text = capital(f"{self.stands(name)[0]}, {self.reach(path)}") + "."
        manager = d.managers.get(name)
        if manager is None or manager == target:
            return text
        person = self.person(manager)
        key = "manager_touch" if person.touch_point else "manager"
        fields = {"manager": self.heading_bracketed(manager), "stands": self.relation_phrase(manager)}
        return f"{text} {say(f'decision.rail.{key}', **fields)}"

    def heading_bracketed(self, name: str) -> str:
        """Name with the short title in brackets."""
        title = short_title(self.person(name))
        return f"{self.name(name)} ({title})" if title else self.name(name)

    def gaps(self) -> str:
        """Missing roles and stale contacts in one or two sentences; "" where there are none."""
        d, say = self.decision, self.say
        parts = []
        if d.missing:
            roles = [say(f"decision.missing.{role.replace(' ', '_')}") for role in d.missing]
            parts.append(capital(say.list(roles)) + ".")
        if d.stale:
            name, days = d.stale[0]
            key = "stale_one" if len(d.stale) == 1 else "stale_many"
            parts.append(say(f"decision.rail.{key}", n=len(d.stale), name=self.name(name), days=days))
        return " ".join(parts)

    # -------------------------------------------------------------- source, alternative text, notes

    def scopes(self) -> tuple[str, ...]:
        """How many people, how many of them we talk to, and who judged; shorter wordings follow."""
        d, say = self.decision, self.say
        plain = say("decision.scope.people", n=len(d.inside))
        parts = [plain]
        if d.outside:
            parts[0] = say("decision.scope.outside", people=parts[0], n=len(d.outside))
        if any(self.person(name).touch_point is not None for name in d.inside):
            parts.append(say("decision.scope.touch", n=len(d.touch_points), of=len(d.inside)))
        judge = next(
            (a.manager for a in self.ctx.book.accounts if a.account == d.account and a.manager), None
        )
        if judge:
            parts.append(say("decision.scope.judge", manager=judge))
        found = [*([plain] if d.outside else []), parts[0]]
        for part in parts[1:]:
            found.append(say("decision.scope.join", first=found[-1], rest=part))
        return tuple(reversed(found))

    def alt(self, name: str) -> str:
        """A person's place in the organisation, for those who cannot see the map."""
        d, say = self.decision, self.say
        person = self.person(name)
        parts = [self.full(name), self._power(person), self.relation_phrase(name)]
        parts.append(say("decision.rail.touch") if person.touch_point else "")
        if name in d.outside:
            parts.append(say("decision.outside"))
        if name in d.managers:
            parts.append(say("decision.alt.reports_to", name=self.person(d.managers[name]).name))
        below = d.reports(name)
        if below:
            parts.append(say("decision.alt.below", names=say.list([self.person(n).name for n in below])))
        return say.join(part for part in parts if part) + "."

    def line_alt(self, source: str, target: str, kind: str | None) -> str:
        """What an influence line says."""
        word = self.kind(kind) or self.say("decision.legend.influences")
        return f"{self.person(source).name} {word} {self.person(target).name}."

    def kind(self, kind: str | None) -> str:
        """The word for a kind of influence, "" where none is entered."""
        if not kind:
            return ""
        key = f"decision.kind.{kind}"
        return self.say(key) if self.say.has(key) else kind

    def notes(self, undrawn: Iterable[tuple[str, str]]) -> str:
        """The rule, everybody in full, what could not be drawn or was not understood, and the cells."""
        d, say = self.decision, self.say
        lines = [say("decision.notes.rule", days=self.ctx.book.settings.stale_contact_days)]
        lines += [self.alt(name) for name in (*d.inside, *d.outside)]
        for source, target in undrawn:
            names = {"source": self.person(source).name, "target": self.person(target).name}
            lines.append(say("decision.notes.undrawn", **names))
        lines += [say("decision.notes.unknown", id=id_, cell=cell) for cell, id_ in d.unknown]
        for cycle in d.cycles:
            names_ = say.list([self.person(name).name for name in cycle])
            lines.append(say("decision.notes.cycle", names=names_))
        people = [self.person(name).at for name in (*d.inside, *d.outside)]
        return notes(
            say,
            *lines,
            cells=(
                (say("decision.notes.people"), people),
                (say("decision.notes.lines"), [row.at for row in d.influences]),
            ),
        )


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
