"""What of a deck does not say a figure as the workbook gives it today: out of date, or a person's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamdeck.figures.explained import Doubt, Explained
from kamdeck.figures.places import is_at, says
from kamdeck.record import replace
from kamdeck.report import Change, Kept


def with_doubts(
    found: Iterable[Explained], changes: Sequence[Change], kept: Sequence[Kept]
) -> tuple[Explained, ...]:
    """The figures with the texts that the next refresh would change, and those that a person changed.

    `changes` and `kept` are those of a refresh that wrote nothing.
    """
    return tuple(
        replace(
            one,
            stale=tuple(
                Doubt(change.key, change.before, change.after)
                for change in changes
                if is_at(change.key, one.places) and says(change.after, _wordings(one))
                if not says(change.before, _wordings(one))
            ),
            edited=tuple(
                Doubt(mark.key, mark.now, mark.ours)
                for mark in kept
                if is_at(mark.key, one.places) and says(mark.ours, _wordings(one))
            ),
        )
        for one in found
    )


def _wordings(one: Explained) -> tuple[str, ...]:
    return one.said, *one.also
