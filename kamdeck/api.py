"""The use cases, each a table of contents: the only place where workbook, views, plan and file meet."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kamdeck.choice import Choice, recall
from kamdeck.composition import Composition, compose
from kamdeck.deck.changes import Plan
from kamdeck.deck.plan import plan
from kamdeck.deck.spec import DeckSpec
from kamdeck.deck.state import DeckState
from kamdeck.errors import DeckError, KamdeckError, WorkbookError
from kamdeck.figures import key_figures
from kamdeck.pptxio.apply import apply
from kamdeck.pptxio.files import replace_file
from kamdeck.pptxio.lint import lint as faults_of
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.template import Master, open_template, shipped_master
from kamdeck.pptxio.tokens import TOKENS
from kamdeck.record import replace
from kamdeck.report import Problem, Report
from kamdeck.text import Say
from kamdeck.workbook.reader import read_book

FilePath = str | os.PathLike[str]
Tell = Callable[[str, str], None]
DECK_SUFFIXES = (".pptx", ".pptm", ".potx", ".potm", ".ppsx")


def silent(step: str, name: str) -> None:
    """Tell nobody about a step."""


# ------------------------------------------------------------------ workbooks


def check(
    path: FilePath, *, lang: str | None = None, annotate: FilePath | None = None
) -> tuple[Problem, ...]:
    """Every problem of a workbook, by sheet and cell, or of a deck, by part.

    `annotate` names a copy of the workbook in which the cells are marked.

    Raises: KamdeckError when the file cannot be read or the copy cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() in DECK_SUFFIXES:
        if annotate is not None:
            raise KamdeckError(Say(lang or "en")("run.annotate_deck"))
        return lint(path)
    _, problems = read_book(path, lang=lang)
    if annotate is not None:
        from kamdeck.workbook.annotate import annotate as write_annotated

        write_annotated(path, problems, Path(annotate), lang=lang)
    return problems


def starter(path: FilePath, *, lang: str = "en", is_sample: bool = False, is_forced: bool = False) -> Path:
    """The path of a new workbook to fill in, or one that holds the sample story.

    Raises: KamdeckError when the file is there already (unless forced) or cannot be written.
    """
    from kamdeck.workbook.starter import write_starter

    path = Path(path)
    if path.exists() and not is_forced:
        say = Say(lang)
        raise KamdeckError(say("run.exists", name=path), say("run.exists_hint"))
    write_starter(path, lang=lang, sample=is_sample)
    return path


def views(*, lang: str = "en") -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each view in the deck's order with the names of the sheets it needs."""
    from kamdeck.views import VIEWS
    from kamdeck.workbook.rows import Book

    names = {sheet.key: sheet.title(lang) for sheet in Book.sheets}
    return tuple((view.key, tuple(names[key] for key in view.needs)) for view in VIEWS)


# ------------------------------------------------------------------ decks


def build(
    workbook: FilePath,
    deck: FilePath | None = None,
    *,
    years: tuple[int, int] | None = None,
    lang: str | None = None,
    template: FilePath | None = None,
    views: Sequence[str] | None = None,
    account: str | None = None,
    is_strict: bool = False,
    is_forced: bool = False,
    speak: str = "en",
    tell: Tell = silent,
) -> Report:
    """What a new deck holds, written from a workbook: beside it, unless `deck` names another file.

    `years` are the first and the last year to show, `speak` is the language of messages. A fault in a
    sheet leaves out the views that need it; `is_strict` lets none pass. A file that is there already is
    only overwritten when forced.

    Raises: WorkbookError (all problems), TemplateError, DeckError, KamdeckError for a wrong name or year.
    """
    workbook, say = Path(workbook), Say(speak)
    target = Path(deck) if deck is not None else deck_beside(workbook)
    choice = Choice(
        years, lang, str(template) if template else None, tuple(views) if views is not None else None, account
    )
    _refuse_overwriting(target, is_forced, say)
    composition, problems = _compose(workbook, target, choice, is_strict, say, tell)
    tell("write", target.name)
    master, package = open_template(choice.template) if choice.template else shipped_master()
    spec = _laid_on(composition.spec, master)
    planned = plan(spec, DeckState(colors=TOKENS), None)
    apply(planned, package, spec, master)
    _write(package, target, say, is_whole=choice.template is not None)
    return _report(composition, problems, planned)


def refresh(
    deck: FilePath,
    *,
    workbook: FilePath | None = None,
    restore: Sequence[str] = (),
    is_dry: bool = False,
    is_strict: bool = False,
    speak: str = "en",
    tell: Tell = silent,
) -> Report:
    """What a refresh wrote to a deck, or would write when `is_dry`, and what of a person's it kept.

    The workbook is the one that the deck was made from, unless another is named. `restore` names slides
    and elements that were deleted and come back.

    Raises: as `build`; KamdeckError when the deck is none of ours or its workbook is not found.
    """
    from kamdeck.pptxio.read import read_state

    deck, say = Path(deck), Say(speak)
    if not deck.is_file():
        raise DeckError(say("run.no_file", name=deck))
    package = Package.open(deck)
    manifest, ledger = read_manifest(package)
    source = Path(workbook) if workbook is not None else _workbook_of(manifest, deck, say)
    choice = recall(manifest.get("choice"))
    composition, problems = _compose(source, deck, choice, is_strict, say, tell)
    tell("write", deck.name)
    master = _master_in(package, choice)
    spec = _laid_on(composition.spec, master)
    reading = read_state(package, spec, (manifest, ledger))
    planned = plan(spec, reading.state, reading.ledger, restore=frozenset(restore))
    if not is_dry:
        apply(planned, package, spec, master, reading)
        _write(package, deck, say, is_whole=False)
    return _report(composition, problems, planned)


def lint(deck: FilePath) -> tuple[Problem, ...]:
    """The rules between a deck's parts that it breaks; none for a sound deck.

    Raises: DeckError when the file cannot be read as a deck.
    """
    faults = faults_of(Package.open(Path(deck)))
    return tuple(Problem(fault.code, fault.part, "", fault.message) for fault in faults)


def master_of(template: FilePath) -> Master:
    """What a build would find in a company's master: layouts by role, colors, fonts, and what is missing.

    Raises: DeckError when the file cannot be read, TemplateError when no slide can be written on it.
    """
    return open_template(Path(template))[0]


def open_presentation(deck: FilePath) -> Any:
    """The deck as a python-pptx presentation, for what a script adds to it."""
    from pptx import Presentation

    return Presentation(os.fspath(deck))


# ------------------------------------------------------------------ the pieces


def deck_beside(workbook: FilePath) -> Path:
    """Where the deck of a workbook goes when nobody says: beside it, under the same name."""
    path = Path(workbook)
    return path.parent / f"{path.stem or 'deck'}.pptx"


def _compose(
    workbook: Path, deck: Path, choice: Choice, is_strict: bool, say: Say, tell: Tell
) -> tuple[Composition, tuple[Problem, ...]]:
    """The deck that a workbook and a choice call for, and the workbook's problems."""
    tell("read", workbook.name)
    book, problems = read_book(workbook, lang=say.lang)
    errors = sum(problem.severity == "error" for problem in problems)
    if is_strict and errors:
        message = say("run.has_errors", n=errors, file=workbook.name)
        raise WorkbookError(message, say("run.strict_hint"), problems)
    tell("compose", "")
    composition = compose(book, problems, choice, say)
    entries = (
        ("workbook", _whereabouts(workbook, deck)),
        ("choice", choice.remembered()),
        ("figures", key_figures(composition.context)),
    )
    return replace(composition, spec=replace(composition.spec, manifest=entries)), problems


def _whereabouts(workbook: Path, deck: Path) -> dict[str, str]:
    """Where the workbook lies, seen from the deck (where both are on one drive) and from the root."""
    whole = workbook.resolve()
    try:
        near = Path(os.path.relpath(whole, deck.resolve().parent)).as_posix()
    except ValueError:
        near = whole.name
    return {"beside": near, "path": str(whole)}


def _workbook_of(manifest: Mapping[str, object], deck: Path, say: Say) -> Path:
    """The workbook that a deck was made from: tried from the deck's folder first, then where it was."""
    known = manifest.get("workbook")
    if not isinstance(known, dict):
        raise KamdeckError(say("run.not_ours", name=deck.name), say("run.not_ours_hint"))
    near, whole = deck.resolve().parent / str(known.get("beside")), Path(str(known.get("path")))
    for path in (near, deck.resolve().parent / whole.name, whole):
        if path.is_file():
            return path
    raise KamdeckError(
        say("run.no_workbook", name=deck.name, path=whole), say("run.no_workbook_hint", name=deck.name)
    )


def _refuse_overwriting(deck: Path, is_forced: bool, say: Say) -> None:
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


def _master_in(package: Package, choice: Choice) -> Master:
    """The master that a deck was built on: a company's own lies in the deck itself."""
    if choice.template is None:
        return shipped_master()[0]
    from kamdeck.pptxio.roles import read_master

    return read_master(package)


def _laid_on(spec: DeckSpec, master: Master) -> DeckSpec:
    """The spec as it stands on this master: on a company's own, scaled into the room that is there."""
    if master.is_own:
        return spec
    from kamdeck.pptxio.adapt import adapted

    return adapted(spec, master)


def _write(package: Package, deck: Path, say: Say, *, is_whole: bool) -> None:
    """Put a package in the deck's place; a fault that the deck there does not have already refuses it.

    Unless `is_whole`, the parts that stayed as they were are known: those of the shipped master, or of the
    deck itself.
    """
    if faults := faults_of(package, is_whole=is_whole):
        known = faults_of(deck) if deck.exists() else ()
        faults = tuple(fault for fault in faults if fault not in known)
    if faults:
        listed = "; ".join(f"{fault.part}: {fault.message}" for fault in faults[:3])
        raise DeckError(say("run.broken", n=len(faults)), listed)
    replace_file(deck, package.save_bytes())


def _report(composition: Composition, problems: tuple[Problem, ...], planned: Plan) -> Report:
    """Everything that one run did."""
    return Report(
        changes=planned.changes,
        replaced=planned.replaced,
        kept=planned.kept,
        conflicts=planned.conflicts,
        problems=problems,
        slides=tuple(slide.key for slide in composition.spec.slides),
        left_out=composition.left_out,
    )
