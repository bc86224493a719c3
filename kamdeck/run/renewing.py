"""A deck that shows a spec: a new one, or a known one brought up to it slide by slide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from kamdeck.deck.changes import Plan
from kamdeck.deck.plan import plan
from kamdeck.deck.spec import DeckSpec
from kamdeck.deck.state import DeckState
from kamdeck.deck.wanted import Wanted
from kamdeck.errors import DeckError
from kamdeck.pptxio.apply import apply
from kamdeck.pptxio.faults import FaultySlideError, slides_of
from kamdeck.pptxio.master import Master
from kamdeck.pptxio.package import Package
from kamdeck.record import record, replace
from kamdeck.run.known import KnownDeck
from kamdeck.run.pages import fitted
from kamdeck.run.renames import renamed_marks
from kamdeck.text import Say

if TYPE_CHECKING:
    from kamdeck.pptxio.lint import Fault


@record
class Renewed:
    """A deck's bytes, and the plan that was carried out with all that was seen on the way."""

    data: bytes
    plan: Plan


def fresh_deck(spec: DeckSpec, master: Master, package: Package) -> tuple[Package, Plan]:
    """A new deck that shows the spec, written into a package of the master without slides, and the plan."""
    fitting = fitted(package, spec, master)
    planned = plan(fitting.spec, DeckState(colors=master.palette.tokens), None, page=fitting.page)
    apply(planned, package, fitting.spec, master)
    return package, planned


def renewed(
    known: KnownDeck, spec: DeckSpec, say: Say, restore: Sequence[str] = (), *, is_anew: bool = False
) -> Renewed:
    """What a known deck becomes, all of it carried out in memory; one that was moved to another master is
    composed `anew` but for what people worked on.

    A slide that would be faulty stays as it was and is reported; the others are brought up to the spec.

    Raises: DeckError where the deck as a whole would be faulty.
    """
    package, left, before = known.package, frozenset[str](), None
    while True:
        try:
            planned = _carried_out(package, known, spec, say, restore, left, is_anew=is_anew)
        except FaultySlideError as fault:
            if fault.slide in left:
                raise
            package, left = known.again(), left | {fault.slide}
            continue
        if not package.changed:
            return Renewed(known.data, planned)
        from kamdeck.pptxio.lint import lint as faults_of  # much code, for decks that were written to

        faults = faults_of(package, is_whole=False)
        if faults and before is None:
            before = faults_of(known.again())
        new = [fault for fault in faults if fault not in (before or ())]
        if not new:
            return Renewed(package.save_bytes(), planned)
        guilty = slides_of(package, [fault.part for fault in new]) - left
        if not guilty:
            raise broken(new, say)
        package, left = known.again(), left | guilty


def _carried_out(
    package: Package,
    known: KnownDeck,
    spec: DeckSpec,
    say: Say,
    restore: Sequence[str],
    left: Collection[str],
    *,
    is_anew: bool,
) -> Plan:
    """The plan that was carried out in a package, with what found no place on the way."""
    from kamdeck.pptxio.read import read_state

    fitting = fitted(package, spec, known.master, known.ledger)
    wanted = Wanted(fitting.spec, known.master.palette.tokens, is_anew=is_anew)
    remembered = renamed_marks(package, fitting.spec, (dict(known.manifest), known.ledger))
    reading = read_state(package, fitting.spec, remembered, wanted)
    if known.ledger is None and not reading.state.slides:
        raise DeckError(say("run.nothing_ours", name=known.name), say("run.not_ours_hint"))
    planned = plan(
        fitting.spec,
        reading.state,
        reading.ledger,
        restore=frozenset(restore),
        wanted=wanted,
        left=frozenset(left),
        page=fitting.page,
        moved=fitting.moved,
    )
    apply(planned, package, fitting.spec, fitting.master, reading)
    kept = (*planned.kept, *fitting.kept)
    return replace(planned, kept=kept, lost=(*planned.lost, *reading.lost))


def laid_on(spec: DeckSpec, master: Master) -> DeckSpec:
    """The spec as it stands on this master."""
    if master.is_own:
        return spec
    from kamdeck.pptxio.adapt import adapted

    return adapted(spec, master)


def sound_bytes(package: Package, template: str | bytes | None, say: Say) -> bytes:
    """The bytes of a new deck that has no fault but those that its template brought along.

    Raises: DeckError.
    """
    from kamdeck.pptxio.lint import lint as faults_of
    from kamdeck.pptxio.template import open_template

    faults = faults_of(package, is_whole=template is not None)
    if faults and template is not None:
        brought = faults_of(open_template(template)[1])
        faults = tuple(fault for fault in faults if fault not in brought)
    if faults:
        raise broken(faults, say)
    return package.save_bytes()


def broken(faults: Sequence[Fault], say: Say) -> DeckError:
    """The error for a deck that would be faulty."""
    listed = "; ".join(f"{fault.part}: {fault.message}" for fault in faults[:3])
    return DeckError(say("run.broken", n=len(faults)), listed)
