"""How a deck is made and brought up to date: the steps that the use cases share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kamdeck.choice import NO_CHOICE, Choice, changed, recall, settled
from kamdeck.composition import Composition, compose
from kamdeck.deck.changes import Plan
from kamdeck.deck.plan import plan
from kamdeck.deck.spec import DeckSpec
from kamdeck.deck.state import DeckState
from kamdeck.deck.wanted import Wanted
from kamdeck.differences import basis_entry
from kamdeck.errors import DeckError, KamdeckError, WorkbookError
from kamdeck.figures import Figures, runs_of
from kamdeck.intake import Loaded, take_in
from kamdeck.pptxio.apply import apply
from kamdeck.pptxio.files import refuse_open, replace_file
from kamdeck.pptxio.lint import lint as faults_of
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.template import Master, open_template, shipped_master
from kamdeck.pptxio.tokens import TOKENS
from kamdeck.record import record, replace
from kamdeck.report import Problem, Report
from kamdeck.text import Say
from kamdeck.whereabouts import FilePath, mapping_of, path_of, source_of, whereabouts
from kamdeck.workbook.columns import CUSTOMER
from kamdeck.workbook.rows import Book

Tell = Callable[[str, str], None]


def silent(step: str, name: str) -> None:
    """Tell nobody about a step."""


def choice_of(
    years: tuple[int, int] | None,
    lang: str | None,
    template: FilePath | None,
    views: Sequence[str] | None,
    account: str | None,
    pack: str | None,
    edition: str | None,
) -> Choice:
    """What a caller chose."""
    master = str(template) if template else None
    return Choice(years, lang, master, None if views is None else tuple(views), account, pack, edition)


def compose_deck(
    workbook: Path | Book | Loaded,
    deck: Path,
    choice: Choice,
    is_strict: bool,
    say: Say,
    tell: Tell,
    runs: Sequence[Figures] = (),
    *,
    is_refresh: bool = False,
    mapping: Path | None = None,
) -> tuple[Composition, tuple[Problem, ...]]:
    """The deck that a workbook, a choice and the runs remembered call for, and the workbook's problems."""
    lies = workbook.path if isinstance(workbook, Loaded) else workbook
    name = lies.source if isinstance(lies, Book) else lies.name
    tell("read", name)
    book, problems, mapped = take_in(workbook, mapping, say, say.lang)
    errors = sum(problem.severity == "error" for problem in problems) or len(book.faulty)
    if is_strict and errors:
        message = say("run.has_errors", n=errors, file=name)
        raise WorkbookError(message, say("run.strict_hint"), problems)
    tell("compose", "")
    composition = compose(book, problems, choice, say, runs, is_refresh=is_refresh)
    context = composition.context
    is_outside = context.edition == CUSTOMER
    where: dict[str, object] = {"frames": True}
    if not isinstance(lies, Book):
        where = whereabouts(lies, deck, is_outside=is_outside)
    entries = (
        ("workbook", where),
        *((("mapping", whereabouts(mapped, deck, is_outside=is_outside)),) if mapped else ()),
        ("choice", settled(choice, context.account, context.pack).remembered(is_outside=is_outside)),
        ("figures", composition.figures),
        *basis_entry(runs, composition.figures, context.edition),
    )
    return replace(composition, spec=replace(composition.spec, manifest=entries)), problems


@record
class Reread:
    """A deck and what its workbook gives today, by the choice and the runs that the deck remembers."""

    package: Package
    known: tuple[dict[str, Any], Any]
    choice: Choice
    composition: Composition
    problems: tuple[Problem, ...]


def reread(
    deck: Path,
    workbook: FilePath | Book | None,
    mapping: FilePath | None,
    is_strict: bool,
    say: Say,
    tell: Tell,
    asked: Choice = NO_CHOICE,
) -> Reread:
    """A deck with what its workbook gives today, by the choice it remembers or what is asked for instead;
    nothing is changed yet."""
    if not deck.is_file():
        raise DeckError(say("run.no_file", name=deck))
    package = Package.open(deck)
    known = manifest, _ = read_manifest(package)
    source = source_of(workbook, manifest, deck, say)
    used = path_of(mapping) or (None if isinstance(source, Book) else mapping_of(manifest, deck, say))
    choice = changed(recall(manifest.get("choice")), asked, deck.name, say)
    runs = runs_of(manifest)
    composition, problems = compose_deck(
        source, deck, choice, is_strict, say, tell, runs, is_refresh=True, mapping=used
    )
    refuse_emptying(composition.book, problems, say)
    return Reread(package, known, choice, composition, problems)


def refuse_overwriting(deck: Path, is_forced: bool, say: Say) -> None:
    """A deck that is there is refreshed, not built over, unless somebody insists."""
    if is_forced or not deck.exists():
        return
    try:
        is_ours = bool(read_manifest(Package.open(deck))[0])
    except DeckError:
        is_ours = False
    raise KamdeckError(
        say("run.exists", name=deck), say("run.exists_ours" if is_ours else "run.exists_hint", name=deck)
    )


def refuse_emptying(book: Book, problems: tuple[Problem, ...], say: Say, *, is_new: bool = False) -> None:
    """A deck is neither emptied because its workbook lost what every deck is made from, nor made without."""
    gone = [sheet.title(say.lang) for sheet in Book.sheets if sheet.required and not getattr(book, sheet.key)]
    if gone:
        message = say(
            "run.empty" if is_new else "run.gone", file=book.source, n=len(gone), names=say.list(gone)
        )
        raise WorkbookError(message, say("run.gone_hint"), problems)


def fresh_deck(spec: DeckSpec, template: str | bytes | None) -> tuple[Package, Plan]:
    """A new deck that shows the spec, on the shipped master or a company's own, and what was written."""
    master, package = open_template(template) if template else shipped_master()
    spec = laid_on(spec, master)
    planned = plan(spec, DeckState(colors=TOKENS), None)
    apply(planned, package, spec, master)
    return package, planned


def renewed(
    package: Package,
    spec: DeckSpec,
    choice: Choice,
    known: tuple[dict[str, Any], Any],
    restore: Sequence[str] = (),
    *,
    is_dry: bool = False,
) -> Plan:
    """What brings a deck up to the spec, written to it unless `is_dry`; `known` is what it remembers."""
    from kamdeck.pptxio.read import read_state

    master = _master_in(package, choice)
    spec = laid_on(spec, master)
    wanted = Wanted(spec, TOKENS)
    reading = read_state(package, spec, known, wanted)
    planned = plan(spec, reading.state, reading.ledger, restore=frozenset(restore), wanted=wanted)
    if not is_dry:
        apply(planned, package, spec, master, reading)
    return replace(planned, lost=(*planned.lost, *reading.lost))


def _master_in(package: Package, choice: Choice) -> Master:
    """The master that a deck was built on: a company's own lies in the deck itself."""
    if choice.template is None:
        return shipped_master()[0]
    from kamdeck.pptxio.roles import read_master

    return read_master(package)


def laid_on(spec: DeckSpec, master: Master) -> DeckSpec:
    """The spec as it stands on this master: on a company's own, scaled into the room that is there."""
    if master.is_own:
        return spec
    from kamdeck.pptxio.adapt import adapted

    return adapted(spec, master)


def write_deck(package: Package, deck: Path, say: Say, *, is_whole: bool) -> Path | None:
    """Put a package in the deck's place; the backup of the deck that was there, None where none was replaced.

    A fault that the deck there does not have already refuses it. Unless `is_whole`, the parts that stayed as
    they were are known: those of the shipped master, or of the deck itself; where nothing was written at all,
    the deck stays the file it is.
    """
    if not is_whole and not package.changed and deck.exists():
        refuse_open(deck)
        return None
    return replace_file(deck, sound_bytes(package, deck if deck.exists() else None, say, is_whole=is_whole))


def sound_bytes(package: Package, old: Path | bytes | None, say: Say, *, is_whole: bool) -> bytes:
    """The bytes of a package that has no fault but those that the old deck has already.

    Raises: DeckError.
    """
    if faults := faults_of(package, is_whole=is_whole):
        known = faults_of(old) if old is not None else ()
        faults = tuple(fault for fault in faults if fault not in known)
    if faults:
        listed = "; ".join(f"{fault.part}: {fault.message}" for fault in faults[:3])
        raise DeckError(say("run.broken", n=len(faults)), listed)
    return package.save_bytes()


def report_of(composition: Composition, problems: tuple[Problem, ...], planned: Plan) -> Report:
    """Everything that one run did."""
    return Report(
        changes=planned.changes,
        replaced=planned.replaced,
        kept=planned.kept,
        lost=planned.lost,
        conflicts=planned.conflicts,
        problems=problems,
        slides=tuple(slide.key for slide in composition.spec.slides),
        left_out=composition.left_out,
        withheld=composition.withheld,
    )
