"""What is proposed: a sheet of ours out of a table, field by field, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from kamdeck.record import record
from kamdeck.sources.propose.seen import Table
from kamdeck.text import Sentence

Answers = Mapping[str, str]
"""What was answered, by the question's key."""
Certainty = Literal["sure", "likely", "guess"]
CERTAINTIES: tuple[Certainty, ...] = ("sure", "likely", "guess")
NEEDED = {"revenue": ("account", "year", "revenue"), "accounts": ("account",)}
"""Fields that a proposal stands or falls with, where not all are."""


@record
class Offer:
    """One field: `value` as kamdeck.toml has it (a column's name, a list, a table), and why it is taken."""

    name: str
    value: Any
    certainty: Certainty
    why: tuple[Sentence, ...] = ()


@record
class Link:
    """Columns of another table that are reached by a column here that holds its keys."""

    here: str
    table: Table
    there: str
    before: tuple[Link, ...] = ()


@record
class Question:
    """What the files do not tell: `options` are the answers, the first one is proposed."""

    key: str
    text: Sentence
    options: tuple[str, ...] = ()


@record
class SheetOffer:
    """One sheet of ours. `where` are conditions as kamdeck.toml has them, `remarks` what a person should
    know: lines left out, amounts below zero, what a column cannot say."""

    key: str
    table: Table
    fields: tuple[Offer, ...]
    spread: tuple[Offer, ...] = ()
    links: tuple[Link, ...] = ()
    where: tuple[dict[str, Any], ...] = ()
    remarks: tuple[Sentence, ...] = ()
    questions: tuple[Question, ...] = ()
    settings: tuple[Offer, ...] = ()

    @property
    def certainty(self) -> Certainty:
        """That of the field that is least sure, of those that rows must have."""
        fields = [f for f in self.fields if f.name in NEEDED.get(self.key, (f.name,))]
        return least(*(f.certainty for f in (*fields, *self.spread)))


@record
class Proposal:
    """All that is proposed: `main` is the table whose file is built from, `unused` those that became nothing
    with the reason."""

    sheets: tuple[SheetOffer, ...]
    settings: tuple[Offer, ...]
    unused: tuple[tuple[Table, Sentence], ...]
    questions: tuple[Question, ...]

    @property
    def main(self) -> Table | None:
        """The table whose file a deck is built from."""
        return self.sheets[0].table if self.sheets else None


def least(*certainties: Certainty) -> Certainty:
    """The least of several certainties."""
    return max(certainties, key=CERTAINTIES.index, default="sure")
