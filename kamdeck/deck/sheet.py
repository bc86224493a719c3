"""The plan while it is written, and what tells whether a person worked on something."""

from __future__ import annotations

from kamdeck.deck.changes import Edit
from kamdeck.deck.ledger import ElementBase, SlideBase, fingerprint
from kamdeck.deck.merge import SPARSE, UNREADABLE, Rule, Verdict, is_untouched
from kamdeck.deck.state import DeckState, ElementState, SlideState
from kamdeck.record import fresh, workspace
from kamdeck.report import Change, Conflict, Kept


@workspace
class Sheet:
    """The plan while it is written: edits and reports in order."""

    edits: list[Edit] = fresh(list)
    changes: list[Change] = fresh(list)
    replaced: list[Kept] = fresh(list)
    kept: list[Kept] = fresh(list)
    lost: list[Kept] = fresh(list)
    conflicts: list[Conflict] = fresh(list)
    slides: dict[str, SlideBase] = fresh(dict)

    def take(self, verdict: Verdict) -> None:
        """Add an element's reports."""
        self.changes += verdict.changes
        self.replaced += verdict.replaced
        self.kept += verdict.kept
        self.lost += verdict.lost
        self.conflicts += verdict.conflicts


def notes_mark(there: SlideState) -> str:
    """The mark of the notes that the slide has now."""
    return fingerprint(there.notes) if there.notes else ""


def is_as_written(there: ElementState, was: ElementBase, state: DeckState) -> bool:
    """Whether an element still is what we last wrote."""
    names = {*was.marks, *(n for n in there.fields if n.startswith(SPARSE))}
    rule = Rule(theme=state.theme)
    return all(
        name.startswith(UNREADABLE)
        or is_untouched(name, there.fields.get(name, ""), was.marks.get(name, ""), rule)
        for name in names
    )
