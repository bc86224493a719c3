"""Spec x what is there x what we last wrote -> everything to do, and everything to report. Pure.

Build is the same plan against an empty deck. The rules are those of `merge` (fields), `tables`, `structures`
(charts) and `frames` (what moves with what).
"""

from __future__ import annotations

from kamdeck.deck.changes import Edit, Plan
from kamdeck.deck.fields import flatten
from kamdeck.deck.ledger import TO_COME, ElementBase, Ledger, SlideBase, fingerprint
from kamdeck.deck.sheet import Sheet, is_untouched, notes_mark
from kamdeck.deck.slide_plan import SlidePlan
from kamdeck.deck.spec import DeckSpec, SlideSpec
from kamdeck.deck.state import DeckState, SlideState
from kamdeck.deck.wanted import Wanted
from kamdeck.errors import DeckError
from kamdeck.report import Change, Conflict, Kept
from kamdeck.text import told


def plan(
    spec: DeckSpec,
    state: DeckState,
    ledger: Ledger | None,
    *,
    restore: frozenset[str] = frozenset(),
    wanted: Wanted | None = None,
    left: frozenset[str] = frozenset(),
    page: str = "",
    moved: frozenset[str] = frozenset(),
) -> Plan:
    """Everything that brings the deck to the spec and leaves a person's edits standing.

    `ledger` None with slides of ours in the deck: they are adopted, only data are written, nothing is
    created. `restore` names deleted slides and elements that come back, and edited ones that are written
    over. `wanted` is what the spec wants, where that has been looked at already. Slides that are `left` stay
    as they are: they cannot be brought up to date. `page` names the page that new slides are composed for;
    on those that are `moved` to another page than theirs, places and lengths are the person's.

    Raises:
        DeckError: `restore` names something that the spec does not have.
    """
    _check_restore(spec, restore)
    sheet = Sheet()
    is_adopted = ledger is None and bool(state.slides)
    base = ledger or Ledger()
    before = ""
    wanted = wanted or Wanted(spec, state.colors)
    for slide in spec.slides:
        there, was = state.slides.get(slide.key), base.slides.get(slide.key)
        if slide.key in left:
            _leave_faulty(sheet, slide.key, was)
        elif there is not None and there.is_calm and was is not None:
            sheet.slides[slide.key] = was
        elif there is not None:
            SlidePlan(sheet, slide, there, was, state, restore, wanted, is_moved=slide.key in moved).plan()
        elif (was is not None or is_adopted) and slide.key not in restore:
            sheet.slides[slide.key] = was or SlideBase(0, {})
            sheet.kept.append(Kept(slide.key, "slide deleted"))
            continue
        else:
            _add_slide(sheet, slide, before, wanted, page)
        if slide.key not in left or there is not None:
            before = slide.key
    _leave_slides(sheet, spec, state, base, left)
    _report_slides(sheet, spec, state)
    return Plan(
        tuple(sheet.edits),
        tuple(sheet.changes),
        tuple(sheet.replaced),
        tuple(sheet.kept),
        tuple(sheet.lost),
        tuple(sheet.conflicts),
        Ledger(sheet.slides),
    )


def _check_restore(spec: DeckSpec, restore: frozenset[str]) -> None:
    if not restore:
        return
    known = {slide.key for slide in spec.slides}
    known.update(element.key for slide in spec.slides for element, _ in flatten(slide))
    unknown = sorted(restore - known)
    if unknown:
        slides = ", ".join(slide.key for slide in spec.slides)
        raise DeckError(
            told("refused.restore", names=", ".join(map(repr, unknown))),
            told("refused.restore_hint", slides=slides),
        )


# ------------------------------------------------------------------ whole slides


def _leave_faulty(sheet: Sheet, key: str, was: SlideBase | None) -> None:
    """Leave a slide as it is, since it would be faulty; one that is not there yet is not added."""
    if was is not None:
        sheet.slides[key] = was
    sheet.conflicts.append(Conflict(key, "slide faulty"))


def _add_slide(sheet: Sheet, slide: SlideSpec, before: str, wanted: Wanted, page: str) -> None:
    sheet.edits.append(Edit("add_slide", slide.key, value=before))
    sheet.changes.append(Change(slide.key, "slide added"))
    elements = {key: ElementBase(marks) for key, marks in wanted.settled(slide).items()}
    notes = fingerprint(slide.notes) if slide.notes else ""
    sheet.slides[slide.key] = SlideBase(0, elements, notes, TO_COME, page=page, is_pure=True)


def _leave_slides(sheet: Sheet, spec: DeckSpec, state: DeckState, base: Ledger, left: frozenset[str]) -> None:
    """Remove our slides that the spec no longer has, or hand them over where a person worked on them.

    Slides of a view that is held stay ours and as they are."""
    wanted = {slide.key for slide in spec.slides}
    for key, there in state.slides.items():
        was = base.slides.get(key)
        if key in wanted or was is None:
            continue
        if key in left:
            _leave_faulty(sheet, key, was)
            continue
        if key.partition(":")[0] in spec.held:
            sheet.slides[key] = was
            sheet.conflicts.append(Conflict(key, "slide held"))
            continue
        if _is_ours(there, was, state):
            sheet.edits.append(Edit("remove_slide", key))
            sheet.changes.append(Change(key, "slide removed"))
        else:
            sheet.edits.append(Edit("release_slide", key))
            sheet.kept.append(Kept(key, "slide released"))
    for key, was in base.slides.items():
        if key not in wanted and key not in state.slides:
            sheet.slides[key] = was


def _is_ours(there: SlideState, was: SlideBase, state: DeckState) -> bool:
    """Whether nobody worked on a slide or on anything that stands on it."""
    if there.has_own or there.is_worked_on() or notes_mark(there) != was.notes:
        return False
    is_pure = was.is_pure and there.is_settled
    return set(was.elements) <= set(there.elements) and all(
        is_untouched(element, was.elements[key], state, is_pure=is_pure)
        for key, element in there.elements.items()
        if key in was.elements
    )


def _report_slides(sheet: Sheet, spec: DeckSpec, state: DeckState) -> None:
    """Name copies, and an order of our slides that is not ours."""
    sheet.kept += [Kept(key, "slide copied", str(place)) for key, place in state.copies]
    ours = [slide.key for slide in spec.slides if slide.key in state.slides]
    now = [key for key in state.slides if key in set(ours)]
    if ours != now:
        sheet.kept.append(Kept("", "slide order", ", ".join(now), ", ".join(ours)))
