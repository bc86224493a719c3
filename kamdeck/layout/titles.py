"""Titles by effect: a table of guarded wordings, of which the largest true one is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from kamdeck.analysis.figure import Step
from kamdeck.record import record
from kamdeck.text import Say

T = TypeVar("T")
Fields = Mapping[str, object]
UP, LEVEL, DOWN = 1, 0, -1


@record
class Move:
    """A figure against what it is compared with: made by `moved`, `effect` and `aimed` alone.

    Moves smaller than `least` are level. `whole` is what the move is measured against, the value compared
    with where it is None.
    """

    before: float
    after: float
    least: float = 0.0
    whole: float | None = None

    @property
    def turn(self) -> int:
        """UP, LEVEL or DOWN."""
        by = self.after - self.before
        return LEVEL if abs(by) < self.least or by == 0 else UP if by > 0 else DOWN

    @property
    def size(self) -> float:
        """The effect: the move as a share of the whole; of what is there now where nothing was before."""
        whole = abs(self.before if self.whole is None else self.whole) or abs(self.after)
        return abs(self.after - self.before) / whole if whole else 0.0


def moved(step: Step | None, least: float = 0.0, whole: float | None = None) -> Move | None:
    """What moved from one period to another; None where the two are not comparable."""
    return Move(step.first, step.last, least, whole) if step else None


def effect(amount: float, whole: float | None = None, least: float = 0.0) -> Move:
    """How large an amount is, and which way it goes, against nothing."""
    return Move(0, amount, least, whole)


def aimed(value: float, goal: float) -> Move:
    """What is meant to be against what there is: a plan, a goal, or all that was there."""
    return Move(value, goal)


@record
class Claim(Generic[T]):
    """That the figure named `of` took a turn: true only where there is a move, and it turns so."""

    turn: int
    of: str
    move: Callable[[T], Move | None]

    def __call__(self, data: T) -> bool:
        """Whether the data bear it out."""
        found = self.move(data)
        return found is not None and found.turn == self.turn

    def size(self, data: T) -> float:
        """The effect of what is claimed."""
        found = self.move(data)
        return found.size if found else 0.0


def up(of: str, move: Callable[[T], Move | None]) -> Claim[T]:
    """That a figure rose."""
    return Claim(UP, of, move)


def level(of: str, move: Callable[[T], Move | None]) -> Claim[T]:
    """That a figure stayed where it was."""
    return Claim(LEVEL, of, move)


def down(of: str, move: Callable[[T], Move | None]) -> Claim[T]:
    """That a figure fell."""
    return Claim(DOWN, of, move)


Test = Callable[[T], bool]


@record
class Wording(Generic[T]):
    """What a title may say where all its tests hold: `keys` of texts from the fullest to the shortest."""

    tests: tuple[Test[T], ...]
    keys: tuple[str, ...]
    fields: Callable[[T], Fields] | None
    effect: Callable[[T], float] | None
    then: Titles[T] | None

    @property
    def claims(self) -> tuple[Claim[T], ...]:
        """The turns that it states."""
        return tuple(test for test in self.tests if isinstance(test, Claim))

    def is_true(self, data: T) -> bool:
        """Whether it may be said of the data."""
        return all(test(data) for test in self.tests)

    def size(self, data: T) -> float:
        """Its effect as a share of the whole: as given, else that of its largest claim, else 0."""
        if self.effect is not None:
            return self.effect(data)
        return max((claim.size(data) for claim in self.claims), default=0.0)


def when(
    tests: Test[T] | tuple[Test[T], ...],
    *keys: str,
    fields: Callable[[T], Fields] | None = None,
    effect: Callable[[T], float] | None = None,
    then: Titles[T] | None = None,
) -> Wording[T]:
    """A wording with its tests, claims among them. `fields` are those of its own; `then` are the clauses that
    may follow each of its texts."""
    return Wording(tests if isinstance(tests, tuple) else (tests,), keys, fields, effect, then)


def always(_: object) -> bool:
    """The test of a wording that is always true: behind the others, it is said where nothing weighs more."""
    return True


def whole(_: object) -> float:
    """The effect of what is true of all there is: above it nothing else is a headline."""
    return 1.0


@record
class Titles(Generic[T]):
    """All that a title may say.

    `fields` gives the fields that the texts share: one set, or one for each name of the account from the
    fullest to the shortest. `join` is the text that joins clauses of this table to a first one; without it
    they hold the first one themselves.
    """

    fields: Callable[[T], Fields | Sequence[Fields]]
    wordings: tuple[Wording[T], ...]
    join: str = ""

    def choose(self, data: T) -> Wording[T] | None:
        """The largest true wording, the first of equals; None where none is true."""
        return max(
            (each for each in self.wordings if each.is_true(data)),
            key=lambda each: each.size(data),
            default=None,
        )

    def __call__(self, say: Say, data: T, **more: object) -> tuple[str, ...]:
        """The chosen wording's texts from the fullest to the shortest; none where none is true. `more` are
        fields of this one time."""
        chosen = self.choose(data)
        if chosen is None:
            return ()
        shared = self.fields(data)
        own = chosen.fields(data) if chosen.fields else {}
        sets = [{**each, **own, **more} for each in ((shared,) if isinstance(shared, Mapping) else shared)]
        texts = [say(key, **fields) for key in chosen.keys for fields in sets]
        then = chosen.then
        joined = [both for text in texts if then for both in then.after(say, data, text)]
        return tuple(dict.fromkeys((*joined, *texts)))

    def after(self, say: Say, data: T, first: str) -> tuple[str, ...]:
        """The clauses of this table behind a first one: joined to it, or around the field `first` that each
        of them holds where no text joins them."""
        if not self.join:
            return self(say, data, first=first)
        return tuple(say(self.join, first=first, second=clause) for clause in self(say, data))


def wordings(
    fields: Callable[[T], Fields | Sequence[Fields]], *table: Wording[T], join: str = ""
) -> Titles[T]:
    """A table of wordings in the order in which equals stand."""
    return Titles(fields, table, join)
