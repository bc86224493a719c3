"""The plan while it is written, and what tells whether a person worked on something."""

from __future__ import annotations

from kamdeck.deck.changes import Edit
from kamdeck.deck.ledger import TOUCHED, ElementBase, SlideBase, fingerprint
from kamdeck.deck.merge import SPARSE, UNREADABLE, Rule, Verdict, is_as_marked
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


def is_untouched(there: ElementState, was: ElementBase, state: DeckState, *, is_pure: bool) -> bool:
    """Whether nobody worked on an element since we wrote it; in doubt somebody did.

    On a slide that `is_pure` nobody did. Else all that we know of it must be as written, and the digest of
    its XML too; where no digest can be compared, it may have nothing that only a person puts there.
    """
    if is_pure:
        return True
    is_renamed = state.theme is None and there.name not in ("", f"kd:{there.key}")
    if there.is_animated or there.has_own or there.home or is_renamed or was.digest == TOUCHED:
        return False
    if not _is_as_written(there, was, state):
        return False
    look = there.look()
    if was.digest and state.theme is None:
        return look.digest == was.digest
    return look.is_plain()


def _is_as_written(there: ElementState, was: ElementBase, state: DeckState) -> bool:
    """Whether the fields of an element still are what we last wrote."""
    names = {*was.marks, *(n for n in there.fields if n.startswith(SPARSE))}
    rule = Rule(theme=state.theme)
    return all(
        name.startswith(UNREADABLE)
        or is_as_marked(name, there.fields.get(name, ""), was.marks.get(name, ""), rule)
        for name in names
    )
