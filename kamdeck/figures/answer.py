"""Answers: a figure with its formula, cells, exclusions and thresholds, found by what a person calls it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from kamdeck.errors import KamdeckError
from kamdeck.figures.context import Shown
from kamdeck.figures.explained import Explained, converted, thresholds
from kamdeck.figures.followed import Follower
from kamdeck.figures.kind import Kind, Reading
from kamdeck.figures.places import is_at, plain, says
from kamdeck.figures.registry import FIGURES, shown_by
from kamdeck.figures.rules import rule_text
from kamdeck.record import replace
from kamdeck.report import Change
from kamdeck.text import Say, languages
from kamdeck.workbook.wording import fold

MOST_OF_A_KIND = 3  # figures of one kind (by account, class, tier) that a view's answer holds
_NEAR, _ALIKE = 5, 0.6


class Answers:
    """Every figure of the views in a deck; `follower` explains those that have no name of their own.

    Figures are said as in the deck; explanations are in the follower's words. `changes` are those of the next
    refresh: a text that still stands in the deck may be asked for too.
    """

    def __init__(self, follower: Follower, changes: Sequence[Change] = ()) -> None:
        self._follower = follower
        self._places, self._say = follower.places, follower.say
        self._changes = tuple(changes)

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The views that are in the deck."""
        return tuple(self._follower.views.values())

    # -------------------------------------------------------------- what there is

    def every(self) -> tuple[Explained, ...]:
        """All figures, without the places where they stand."""
        return tuple(one for figure in FIGURES for one in self._of(figure))

    def _of(self, figure: Kind) -> Iterable[Explained]:
        views = shown_by(figure, self.shown)
        source = views or (self.shown if figure.is_entered else ())
        if not source:
            return
        ctx = self._follower.context_of(source[0])
        spoken = ctx.spoken(self._say.lang)
        given = tuple(figure.read(ctx))
        told = given if spoken.say.lang == ctx.say.lang else tuple(figure.read(spoken))
        say, short = spoken.say, {row.account: row.short_name or "" for row in ctx.book.accounts}
        own = (say(figure.formula),) if say.has(figure.formula) else ()
        formula = (*own, *(rule_text(spoken, rule) for rule in figure.rules))
        settings = tuple(thresholds(spoken, figure.settings))
        for reading, words in zip(given, told, strict=True):
            about = dict.fromkeys((reading.of, short.get(reading.of, ""), words.of)) if reading.of else ()
            if reading.names:
                about = dict.fromkeys((reading.account, short.get(reading.account, "")))
            yield Explained(
                key=f"{figure.key}:{reading.of}" if reading.of else figure.key,
                kind=figure.key,
                label=_label(figure, words, say),
                said=reading.said,
                value=reading.value,
                formula=formula,
                origin=figure.origin,
                inputs=words.inputs,
                left_out=words.left_out,
                converted=tuple(converted(spoken, words.inputs)),
                thresholds=settings,
                views=tuple(view.key for view in views),
                also=reading.also,
                about=tuple(name for name in about if name),
                is_sum=reading.is_sum,
                names=reading.names,
            )

    # -------------------------------------------------------------- what was asked

    def find(self, wanted: str) -> tuple[Explained, ...]:
        """The figures that a person may mean: by key, name in any language, view, or text on a slide.

        Raises: KamdeckError for what is none of these, with near names.
        """
        every = self.every()
        asked = plain(wanted).strip().casefold()
        tests: tuple[Callable[[Explained], bool], ...] = (
            lambda one: asked in _keys(one),
            lambda one: asked in (one.kind, *_labels(one)),
            lambda one: fold(asked) in map(fold, one.names),
        )
        for test in tests:
            if found := tuple(one for one in every if test(one)):
                return self._placed(found)
        if found := self._of_view(asked, every):
            return found
        printed = tuple(one for one in self._placed(o for o in every if _reads(o, asked)) if one.places)
        outdated = self._outdated(wanted, every, {one.key for one in printed})
        told = {place for one in printed for place in one.places}
        if found := (*printed, *outdated, *self._follower.of(wanted, told)):
            return found
        raise self._unknown(wanted, every)

    def _outdated(self, wanted: str, every: Sequence[Explained], known: Collection[str]) -> list[Explained]:
        """The figures that the deck says so, while the workbook gives another value by now."""
        changed = [c for c in self._changes if says(c.before, (wanted,)) and not says(c.after, (wanted,))]
        if not changed:
            return []
        rest = (one for one in every if one.key not in known and _form(one.said) == _form(wanted))
        return [one for one in self._placed(rest) if any(_is_outdated(one, change) for change in changed)]

    def _of_view(self, asked: str, every: Sequence[Explained]) -> tuple[Explained, ...]:
        """The main figures of a view, the first few of each kind."""
        named = {view.key: {view.key, *_names_of(view.key)} for view in self.shown}
        view = next((view for view, names in named.items() if asked.partition(":")[0] in names), None)
        mine = [one for one in every if view in one.views]
        found = []
        for kind in dict.fromkeys(one.kind for one in mine):
            alike = [one for one in mine if one.kind == kind]
            kept = alike[:MOST_OF_A_KIND]
            rest = len(alike) - len(kept)
            found += [*kept[:-1], replace(kept[-1], more=rest)]
        return self._placed(found)

    def _placed(self, found: Iterable[Explained]) -> tuple[Explained, ...]:
        """The figures with the places where they stand."""
        return tuple(
            replace(one, places=self._places.of((one.said, *one.also), one.views, one.about, _cells(one)))
            for one in found
        )

    def _unknown(self, wanted: str, every: Sequence[Explained]) -> KamdeckError:
        from difflib import get_close_matches

        say = self._say
        places = self._places.of((wanted,))
        if places:
            views = dict.fromkeys(place.view for place in places)
            where = say.list(dict.fromkeys(f"{place.number} ({place.slide})" for place in places[:_NEAR]))
            kinds = dict.fromkeys(one.kind for one in every if set(one.views) & set(views))
            hint = say("run.choose", names=", ".join(kinds)) if kinds else ""
            return KamdeckError(say("explain.only_text", text=f"“{wanted}”", slides=where), hint)
        known: dict[str, str] = {}
        for one in every:
            for name in (one.key, one.kind, *_labels(one)):
                known.setdefault(name.casefold(), one.kind if name == one.kind else one.key)
            known |= {name.casefold(): name for name in one.names}
        known |= {view.key: view.key for view in self.shown}
        near = get_close_matches(plain(wanted).casefold(), known, _NEAR * 2, _ALIKE)
        names = tuple(dict.fromkeys(known[name] for name in near))[:_NEAR]
        names = names or tuple(dict.fromkeys(one.kind for one in every))
        return KamdeckError(
            say("explain.unknown", name=f"“{wanted}”"), say("run.choose", names=", ".join(names))
        )


def _cells(one: Explained) -> frozenset[str]:
    return frozenset(cell for part in one.inputs for cell, _ in part.cells)


def _keys(one: Explained) -> tuple[str, ...]:
    """How the figure may be called by key: `score:Mount Sinai`, with the short name too."""
    return (one.key.casefold(), *(f"{one.kind}:{name}".casefold() for name in one.about))


def _labels(one: Explained) -> tuple[str, ...]:
    """The figure's name in every language, with and without what it is about."""
    names = []
    for lang in languages():
        name = Say(lang)(f"explain.label.{one.kind}")
        names += [name, *(Say(lang)("explain.of", name=name, of=about) for about in one.about)]
    return tuple(plain(name).casefold() for name in names)


def _names_of(view: str) -> tuple[str, ...]:
    """A view's name in every language."""
    key = f"{view}.view"
    return tuple(plain(Say(lang)(key)).casefold() for lang in languages() if Say(lang).has(key))


def _reads(one: Explained, asked: str) -> bool:
    """Whether the figure reads so on a slide; a space more or less (`25 %`) is no other figure."""
    wanted = asked.replace(" ", "")
    return wanted in {plain(text).casefold().replace(" ", "") for text in (one.said, *one.also)}


def _form(text: str) -> str:
    """How a figure is written, whatever its digits: `$0M`, `0%`."""
    return re.sub(r"\d+", "0", "".join(c for c in plain(text) if c not in " .,+−"))


def _is_outdated(one: Explained, change: Change) -> bool:
    """Whether a text that changes says the figure only from now on."""
    wordings = one.said, *one.also
    is_said = says(change.after, wordings) and not says(change.before, wordings)
    return is_said and is_at(change.key, one.places)


def _label(figure: Kind, words: Reading, say: Say) -> str:
    """The figure's name, with what it is about."""
    if words.names:
        return words.names[0]
    name = say(figure.label)
    return say("explain.of", name=name, of=words.of) if words.of else name
