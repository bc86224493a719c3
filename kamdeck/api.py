"""The use cases, each a table of contents: the only place where workbook, views, plan and file meet."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kamdeck.choice import NO_CHOICE, Choice, changed, followed, recall, settled
from kamdeck.composition import Composition, compose, editions_of, seen_by
from kamdeck.deck.changes import Plan
from kamdeck.deck.plan import plan
from kamdeck.deck.spec import DeckSpec
from kamdeck.deck.state import DeckState
from kamdeck.deck.wanted import Wanted
from kamdeck.differences import Difference, basis_entry, compared_with
from kamdeck.errors import DeckError, KamdeckError, WorkbookError
from kamdeck.figures import Figures, runs_of
from kamdeck.intake import Loaded, companions, load, take_in
from kamdeck.portfolios import column_named, values_of
from kamdeck.pptxio.apply import apply
from kamdeck.pptxio.files import is_open, refuse_open, replace_file
from kamdeck.pptxio.lint import lint as faults_of
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.template import Master, open_template, shipped_master
from kamdeck.pptxio.tokens import TOKENS
from kamdeck.record import record, replace
from kamdeck.report import Delivery, FleetDeck, FleetReport, Problem, Report, Round
from kamdeck.text import Say
from kamdeck.workbook.columns import CUSTOMER
from kamdeck.workbook.rows import Book

if TYPE_CHECKING:
    from datetime import datetime
    from threading import Event

    from kamdeck.deck.page import Page
    from kamdeck.deliver.jobs import Job
    from kamdeck.fleets.tasks import Task
    from kamdeck.origins.answer import Explained

FilePath = str | os.PathLike[str]
Tell = Callable[[str, str], None]
DECK_SUFFIXES = (".pptx", ".pptm", ".potx", ".potm", ".ppsx")


def silent(step: str, name: str) -> None:
    """Tell nobody about a step."""


# ------------------------------------------------------------------ workbooks


def check(
    path: FilePath,
    *,
    lang: str | None = None,
    annotate: FilePath | None = None,
    mapping: FilePath | None = None,
) -> tuple[Problem, ...]:
    """Every problem of a workbook, by sheet and cell, or of a deck, by part.

    `annotate` names a copy of the workbook in which the cells are marked, `mapping` a file with a mapping
    (else the kamdeck.toml beside the workbook counts).

    Raises: KamdeckError when the file cannot be read or the copy cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() in DECK_SUFFIXES:
        if annotate is not None:
            raise KamdeckError(Say(lang or "en")("run.annotate_deck"))
        return lint(path)
    _, problems, _ = take_in(path, _path(mapping), Say(lang or "en"), lang)
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


def launchers(workbook: FilePath, *, lang: str = "en") -> tuple[Path, ...]:
    """Files beside a workbook that update its deck and open it at a double-click: one for each system.

    Raises: KamdeckError when the folder cannot be written.
    """
    from kamdeck.deliver.launchers import write_launchers

    return write_launchers(Path(workbook), lang)


def views(*, lang: str = "en") -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    """Each view in the deck's order: the sheets it needs by name, the packs and the editions that have it."""
    from kamdeck.views import VIEWS
    from kamdeck.views.packs import packs_of
    from kamdeck.workbook.rows import Book

    names = {sheet.key: sheet.title(lang) for sheet in Book.sheets}
    return tuple(
        (view.key, tuple(names[key] for key in view.needs), packs_of(view), editions_of(view))
        for view in VIEWS
    )


# ------------------------------------------------------------------ decks


def build(
    workbook: FilePath | Book,
    deck: FilePath | None = None,
    *,
    mapping: FilePath | None = None,
    years: tuple[int, int] | None = None,
    lang: str | None = None,
    template: FilePath | None = None,
    views: Sequence[str] | None = None,
    account: str | None = None,
    pack: str | None = None,
    edition: str | None = None,
    since: FilePath | None = None,
    is_strict: bool = False,
    is_forced: bool = False,
    speak: str = "en",
    tell: Tell = silent,
) -> Report:
    """What a new deck holds, written from a workbook: beside it, unless `deck` names another file.

    The workbook may be a file that a `mapping` describes (or the kamdeck.toml beside it), or a book of
    `read_frames`; then `deck` is needed.

    `years` are the first and the last year to show, `speak` is the language of messages. `pack` is
    portfolio (every view), account or review; an `account` alone means its pack. `edition` says who reads
    the deck: internal, executive or customer; what they must not see is in no part of it. `since` is an
    earlier deck or workbook: a slide says what changed, and the deck remembers what it is compared with. A
    fault in a sheet leaves out the views that need it; `is_strict` lets none pass. A file that is there
    already is
    only overwritten when forced.

    Raises: WorkbookError (all problems), TemplateError, DeckError, KamdeckError for a wrong name or year.
    """
    say = Say(speak)
    source = workbook if isinstance(workbook, Book) else Path(workbook)
    if deck is not None:
        target = Path(deck)
    elif isinstance(source, Book):
        raise KamdeckError(say("run.no_deck"), say("run.no_deck_hint"))
    else:
        target = deck_beside(source)
    choice = _choice(years, lang, template, views, account, pack, edition)
    _refuse_overwriting(target, is_forced, say)
    runs: tuple[Figures, ...] = ()
    if since is not None:
        choice, runs = compared_with(Path(since), choice, _path(mapping), say)
    composition, problems = _compose(
        source, target, choice, is_strict, say, tell, runs, mapping=_path(mapping)
    )
    tell("write", target.name)
    package, planned = _fresh(composition.spec, choice.template)
    _write(package, target, say, is_whole=choice.template is not None)
    return _report(composition, problems, planned)


def refresh(
    deck: FilePath,
    *,
    workbook: FilePath | Book | None = None,
    mapping: FilePath | None = None,
    years: tuple[int, int] | None = None,
    lang: str | None = None,
    template: FilePath | None = None,
    views: Sequence[str] | None = None,
    account: str | None = None,
    pack: str | None = None,
    edition: str | None = None,
    restore: Sequence[str] = (),
    is_dry: bool = False,
    is_strict: bool = False,
    speak: str = "en",
    tell: Tell = silent,
) -> Report:
    """What a refresh wrote to a deck, or would write when `is_dry`, and what of a person's it kept.

    The workbook and the mapping are those that the deck was made from, unless others are named; a deck
    made from frames needs the book again. Years, language, views, account, pack and edition are those
    that the deck remembers, unless others are given, which it then remembers; an edition for fewer readers
    takes a new deck. `restore` names slides and elements that were deleted and come back.

    Raises: as `build`; KamdeckError when the deck is none of ours, its workbook is not found, or it cannot
    become what is asked for.
    """
    deck, say = Path(deck), Say(speak)
    asked = _choice(years, lang, template, views, account, pack, edition)
    found = _reread(deck, workbook, mapping, is_strict, say, tell, asked)
    composition, package = found.composition, found.package
    tell("write", deck.name)
    planned = _renew(package, composition.spec, found.choice, found.known, restore, is_dry=is_dry)
    if not is_dry:
        _write(package, deck, say, is_whole=False)
    return _report(composition, found.problems, planned)


def update(
    workbook: FilePath,
    deck: FilePath | None = None,
    *,
    is_strict: bool = False,
    speak: str = "en",
    tell: Tell = silent,
) -> Report:
    """What `build` did where there is no deck yet, and what `refresh` did where there is one.

    Raises: as `build` and `refresh`.
    """
    target = Path(deck) if deck is not None else deck_beside(workbook)
    if target.exists():
        return refresh(target, workbook=workbook, is_strict=is_strict, speak=speak, tell=tell)
    return build(workbook, target, is_strict=is_strict, speak=speak, tell=tell)


def watch(
    workbook: FilePath,
    deck: FilePath | None = None,
    *,
    tell: Callable[[Round], None],
    stop: Event | None = None,
    speak: str = "en",
) -> None:
    """Nothing, until `stop` is set: the deck is updated at once and after every save of the workbook.

    `tell` is told how each round ended. A deck that is open in a program is left alone until it is closed.

    Raises: KamdeckError when the workbook's folder is not there.
    """
    from kamdeck.deliver.watch import watch as rounds

    source = Path(workbook).absolute()
    target = Path(deck).absolute() if deck is not None else deck_beside(source)
    if not source.parent.is_dir():
        raise KamdeckError(Say(speak)("run.no_folder", name=source.parent))
    rounds(
        (source, *companions(source, Say(speak))),
        lambda: update(source, target, speak=speak),
        lambda: is_open(target),
        tell,
        stop=stop,
    )


def notify(title: str, text: str) -> None:
    """Show a short notice on the desktop, where there is one."""
    from kamdeck.deliver.notify import notify as show

    show(title, text)


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


# ------------------------------------------------------------------ figures


def diff(
    old: FilePath,
    new: FilePath | None = None,
    *,
    run: str | None = None,
    mapping: FilePath | None = None,
    speak: str = "en",
) -> Difference:
    """What changed from an earlier deck or workbook to a later one.

    Of a deck its newest run counts; `run` takes an older one of `old`, by its number or as-of date. Without
    `new` a deck is compared with its own newest run.

    Raises: KamdeckError when a file cannot be read, remembers no figures, or there is no such run.
    """
    from kamdeck.differences import difference

    return difference(Path(old), _path(new), run, _path(mapping), Say(speak))


def runs(deck: FilePath, *, speak: str = "en") -> tuple[tuple[int, str, str], ...]:
    """The runs that a deck remembers, oldest first: number, as-of date and what it showed.

    Raises: KamdeckError when the deck is none of ours.
    """
    from kamdeck.differences import listed

    return listed(Path(deck), Say(speak))


def explain(
    source: FilePath,
    figure: str | None = None,
    *,
    workbook: FilePath | None = None,
    mapping: FilePath | None = None,
    years: tuple[int, int] | None = None,
    lang: str | None = None,
    account: str | None = None,
    pack: str | None = None,
    edition: str | None = None,
    speak: str = "en",
    tell: Tell = silent,
) -> tuple[Explained, ...]:
    """The figures that a name may mean, each with formula, cells, exclusions and thresholds; without a name
    all of them, without the places where they stand.

    The name is a figure's key or label, a view, or a text as it is printed on a slide. Of a deck the figures
    are those of its own choice and edition, from the workbook it was made from unless another is named, and
    it is told where the deck says otherwise.

    Raises: as `build` and `refresh`; KamdeckError for a name that is none of these.
    """
    from kamdeck.origins.answer import Answers
    from kamdeck.origins.doubts import with_doubts
    from kamdeck.origins.places import Places
    from kamdeck.showing import refuse_choosing

    source, say, planned = Path(source), Say(speak), None
    choice = Choice(years, lang, None, None, account, pack, edition)
    if source.suffix.lower() in DECK_SUFFIXES:
        refuse_choosing(source.name, choice, False, say, "explain.deck")
        found = _reread(source, workbook, mapping, False, say, tell)
        composition = found.composition
        planned = _renew(found.package, composition.spec, found.choice, found.known, (), is_dry=True)
    else:
        target, used = deck_beside(source), _path(mapping)
        composition = _compose(source, target, choice, False, say, tell, mapping=used)[0]
    context = composition.context
    places = Places(composition.spec, context.say)
    changes = planned.changes if planned else ()
    answers = Answers(context.shown, lambda view: seen_by(view, context), places, say, changes)
    if figure is None:
        return answers.every()
    return with_doubts(answers.find(figure), changes, planned.kept if planned else ())


# ------------------------------------------------------------------ pictures


def preview(
    source: FilePath,
    folder: FilePath,
    *,
    views: Sequence[str] | None = None,
    mapping: FilePath | None = None,
    years: tuple[int, int] | None = None,
    lang: str | None = None,
    template: FilePath | None = None,
    account: str | None = None,
    pack: str | None = None,
    edition: str | None = None,
    width_px: int = 1600,
    is_pdf: bool = False,
    speak: str = "en",
    tell: Tell = silent,
) -> tuple[Path, ...]:
    """The pictures written to a folder, one PNG for each slide and a contact sheet, without Office.

    The source is a workbook (the slides that `build` would make) or a deck, which is shown as it stands:
    hand edits, a person's own slides and shapes included. Of a deck only `views` can be chosen. `is_pdf`
    adds a PDF of the whole deck, made by LibreOffice.

    Raises: as `build`; KamdeckError where matplotlib is not installed, or LibreOffice for a PDF.
    """
    from kamdeck.pictures.gallery import write_pictures
    from kamdeck.pptxio.scene import pages_of
    from kamdeck.showing import chosen, refuse_choosing, refuse_without_office

    source, folder, say = Path(source), Path(folder), Say(speak)
    choice = _choice(years, lang, template, views, account, pack, edition)
    if is_pdf:
        refuse_without_office(say)
    if source.suffix.lower() in DECK_SUFFIXES:
        refuse_choosing(source.name, choice, mapping is not None, say)
        tell("read", source.name)
        pages = chosen(pages_of(Package.open(source)), choice.views, say)
    else:
        pages = _pages(source, choice, _path(mapping), say, tell)
    made = write_pictures(pages, folder, width_px=width_px, tell=tell)
    return (*made, _pdf(source, folder, choice, _path(mapping), say, tell)) if is_pdf else made


def _pages(source: Path, choice: Choice, mapping: Path | None, say: Say, tell: Tell) -> tuple[Page, ...]:
    """The slides that a workbook and a choice call for."""
    from kamdeck.pptxio.stage import Stage

    spec = _compose(source, deck_beside(source), choice, False, say, tell, mapping=mapping)[0].spec
    master, package = open_template(choice.template) if choice.template else shipped_master()
    stage = Stage(master, package)
    slides = _laid_on(spec, master).slides
    return tuple(stage.page(slide, number, spec.lang) for number, slide in enumerate(slides, 1))


def _pdf(source: Path, folder: Path, choice: Choice, mapping: Path | None, say: Say, tell: Tell) -> Path:
    """The PDF of a deck, or of the deck that a workbook makes."""
    from tempfile import TemporaryDirectory

    from kamdeck.deliver.pdf import as_pdf

    path = folder / f"{source.stem}.pdf"
    tell("write", path.name)
    with TemporaryDirectory(prefix="kamdeck-") as name:
        deck = source
        if source.suffix.lower() not in DECK_SUFFIXES:
            deck = Path(name) / f"{source.stem}.pptx"
            kept = {n: v for n, v in choice.remembered().items() if n != "years"}
            build(source, deck, mapping=mapping, years=choice.years, speak=say.lang, **kept)  # type: ignore[arg-type]
        path.write_bytes(as_pdf(deck, say))
    return path


# ------------------------------------------------------------------ mail


def send(
    config: FilePath = "kamdeck.toml",
    *,
    jobs: Sequence[str] = (),
    dry_run: FilePath | None = None,
    is_retry: bool = False,
    is_again: bool = False,
    speak: str = "en",
    tell: Tell = silent,
) -> tuple[Delivery, ...]:
    """What became of every mail: of these jobs (none = all), and of those that waited in the outbox.

    `dry_run` names a folder for the mails (.eml) and decks, and nothing is sent. `is_retry` makes no new
    mail, `is_again` tries again what a server refused for good.

    Raises: KamdeckError when the settings cannot be used; a job that fails is told, and the others go on.
    """
    from datetime import UTC, datetime

    from kamdeck.sending import Order
    from kamdeck.sending import send as send_jobs

    folder = Path(dry_run) if dry_run is not None else None
    order = Order(Path(config), tuple(jobs), folder, is_retry, is_again)
    return send_jobs(order, MailHands(Say(speak)), lambda: datetime.now(UTC), Say(speak), tell)


def schedule(
    cron: str, system: str, *, job: str | None = None, config: FilePath = "kamdeck.toml", speak: str = "en"
) -> Mapping[str, str]:
    """The files (name and text) that make a job run by itself on cron, systemd or windows; without a job,
    those that send what waits in the outbox.

    Raises: KamdeckError for a wrong expression or job, or what that system cannot do.
    """
    import sys
    from datetime import datetime

    from kamdeck.deliver.cron import read_cron
    from kamdeck.deliver.jobs import chosen, read_jobs
    from kamdeck.deliver.schedule import write_schedule
    from kamdeck.settings import read_settings

    say, path = Say(speak), Path(config)
    known = read_jobs(read_settings(path, say), path, say)
    zone = chosen(known, (job,), path, say)[0].zone if job is not None else ""
    words = [sys.executable, "-m", "kamdeck", "send", "--config", str(path.resolve())]
    words += ["--job", job] if job is not None else ["--retry"]
    when = read_cron(cron, say)
    return write_schedule(system, when, (*words, "--quiet"), path, job or "", zone, datetime.now(), say)


def next_runs(cron: str, count: int = 3, *, speak: str = "en") -> tuple[datetime, ...]:
    """The next moments of a cron expression, on the clock of this machine.

    Raises: KamdeckError for a wrong expression.
    """
    from datetime import datetime
    from itertools import islice

    from kamdeck.deliver.cron import read_cron

    return tuple(islice(read_cron(cron, Say(speak)).runs(datetime.now()), count))


class MailHands:
    """What a mail needs done with a workbook and a deck."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def update(self, job: Job, deck: Path) -> Report:
        """The deck refreshed, or built as the job says."""
        if deck.exists():
            return refresh(deck, workbook=job.workbook, speak=self._say.lang)
        return build(
            job.workbook,
            deck,
            lang=job.lang,
            template=job.template,
            account=job.account,
            pack=job.pack,
            edition=job.edition,
            speak=self._say.lang,
        )

    def compose(self, workbook: Path, deck: Path, choice: Choice, runs: Sequence[Figures]) -> Composition:
        """The spec that the deck shows."""
        used = _mapping_of(read_manifest(Package.open(deck))[0], deck, self._say)
        return _compose(workbook, deck, choice, False, self._say, silent, runs, mapping=used)[0]

    def slides(self, deck: Path) -> Collection[str]:
        """The keys of our slides that stand in the deck."""
        from kamdeck.pptxio.read import read_state

        return read_state(Package.open(deck)).state.slides.keys()

    def pictures(self, deck: Path, keys: Sequence[str]) -> Sequence[bytes]:
        """Slides of the deck as PNG."""
        from kamdeck.pictures import pictures
        from kamdeck.pptxio.scene import pages_of

        pages = {page.key: page for page in pages_of(Package.open(deck), keys)}
        return tuple(pictures([pages[key] for key in keys]))

    def pdf(self, deck: Path) -> bytes:
        """The deck as PDF."""
        from kamdeck.deliver.pdf import as_pdf

        return as_pdf(deck, self._say)


# ------------------------------------------------------------------ many decks


def fleet(
    source: FilePath,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    output: FilePath | None = None,
    is_forced: bool = False,
    stop: Event | None = None,
    speak: str = "en",
    tell: Callable[[FleetDeck, int, int], None] | None = None,
) -> FleetReport:
    """What became of every deck of a fleet file, or of a folder: one deck for each workbook in it.

    A deck that is there is refreshed, one whose workbook, settings and program are the same is left as it is;
    `is_forced` builds all anew. `workers` processes of this machine make them (None = one per processor), or
    the Dask cluster of a `scheduler`. `output` is a folder or a URL such as `s3://bucket/folder`. `tell`
    hears of each deck, with how many are done and how many there are; when `stop` is set, the decks in hand
    are finished and no other is begun.

    Raises: KamdeckError when nothing can be begun; what goes wrong with one deck stands in the report.
    """
    from threading import Event

    from kamdeck.fleets.run import Order, run_fleet

    place = None if output is None else os.fspath(output)
    order = Order(Path(source), workers, scheduler, place, is_forced)
    return run_fleet(order, FleetHands(speak), tell or (lambda *_: None), stop or Event(), Say(speak))


class FleetHands:
    """What a fleet needs done with a workbook and a deck; `lang` is the language of messages."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def read(self, workbook: Path, shown: Path) -> Loaded:
        """A workbook that was read, as it lies at `shown`."""
        found = load(workbook, Say(self.lang))
        if workbook == shown or found.mapping is None:
            return replace(found, path=shown)
        near = os.path.relpath(found.mapping, workbook.parent.resolve())
        return replace(found, path=shown, mapping=shown.parent / near)

    def files(self, workbook: Path) -> tuple[Path, ...]:
        """The mapping beside the workbook and what that reads."""
        return companions(workbook, Say(self.lang))

    def values(self, loaded: Loaded, each: str) -> tuple[str, ...]:
        """The accounts, or what stands in a column of Accounts."""
        if each == "account":
            return tuple(row.account for row in loaded.book.accounts)
        return values_of(loaded.book, each)

    def column(self, name: str) -> str:
        """The field of a column of Accounts by its header."""
        return column_named(name, Say(self.lang))

    def problems(self, loaded: Loaded) -> tuple[Problem, ...]:
        """What is wrong in the workbook."""
        return loaded.problems

    def make(
        self, loaded: Loaded, task: Task, old: bytes | None, template: bytes | None
    ) -> tuple[bytes, Report]:
        """The deck, built, or refreshed as `old` remembers and the task chooses."""
        say, choice = Say(self.lang), Choice(**dict(task.choice))  # type: ignore[arg-type]
        where = task.folder / Path(task.deck).name
        if old is None or task.is_forced:
            composition, problems = _compose(loaded, where, choice, False, say, silent)
            package, planned = _fresh(composition.spec, template)
            data = _sound(package, None, say, is_whole=template is not None)
            return data, _report(composition, problems, planned)
        package = Package.open(old)
        known = read_manifest(package)
        if not known[0]:
            raise KamdeckError(say("run.not_ours", name=task.deck), say("run.not_ours_hint"))
        choice = followed(choice, recall(known[0].get("choice")), task.deck, say)
        composition, problems = _compose(
            loaded, where, choice, False, say, silent, runs_of(known[0]), is_refresh=True
        )
        _refuse_emptying(composition.book, problems, say)
        planned = _renew(package, composition.spec, choice, known)
        return _sound(package, old, say, is_whole=False), _report(composition, problems, planned)


# ------------------------------------------------------------------ the pieces


def deck_beside(workbook: FilePath) -> Path:
    """Where the deck of a workbook goes when nobody says: beside it, under the same name."""
    path = Path(workbook)
    return path.parent / f"{path.stem or 'deck'}.pptx"


def _choice(
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


def _path(path: FilePath | None) -> Path | None:
    return None if path is None else Path(path)


def _compose(
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
        where = _whereabouts(lies, deck, is_outside=is_outside)
    entries = (
        ("workbook", where),
        *((("mapping", _whereabouts(mapped, deck, is_outside=is_outside)),) if mapped else ()),
        ("choice", settled(choice, context.account, context.pack).remembered(is_outside=is_outside)),
        ("figures", composition.figures),
        *basis_entry(runs, composition.figures, context.edition),
    )
    return replace(composition, spec=replace(composition.spec, manifest=entries)), problems


@record
class _Reread:
    """A deck and what its workbook gives today, by the choice and the runs that the deck remembers."""

    package: Package
    known: tuple[dict[str, Any], Any]
    choice: Choice
    composition: Composition
    problems: tuple[Problem, ...]


def _reread(
    deck: Path,
    workbook: FilePath | Book | None,
    mapping: FilePath | None,
    is_strict: bool,
    say: Say,
    tell: Tell,
    asked: Choice = NO_CHOICE,
) -> _Reread:
    """A deck with what its workbook gives today, by the choice it remembers or what is asked for instead;
    nothing is changed yet."""
    if not deck.is_file():
        raise DeckError(say("run.no_file", name=deck))
    package = Package.open(deck)
    known = manifest, _ = read_manifest(package)
    source = _source(workbook, manifest, deck, say)
    used = _path(mapping) or (None if isinstance(source, Book) else _mapping_of(manifest, deck, say))
    choice = changed(recall(manifest.get("choice")), asked, deck.name, say)
    runs = runs_of(manifest)
    composition, problems = _compose(
        source, deck, choice, is_strict, say, tell, runs, is_refresh=True, mapping=used
    )
    _refuse_emptying(composition.book, problems, say)
    return _Reread(package, known, choice, composition, problems)


def _whereabouts(workbook: Path, deck: Path, *, is_outside: bool) -> dict[str, object]:
    """Where the workbook lies, seen from the deck (where both are on one drive) and from the root.

    A deck that goes outside keeps the file's name alone: folders have names too.
    """
    if is_outside:
        return {"beside": workbook.name}
    whole = workbook.resolve()
    try:
        near = Path(os.path.relpath(whole, deck.resolve().parent)).as_posix()
    except ValueError:
        near = whole.name
    return {"beside": near, "path": str(whole)}


def _source(
    workbook: FilePath | Book | None, manifest: Mapping[str, object], deck: Path, say: Say
) -> Path | Book:
    """What a deck is refreshed from."""
    if workbook is None:
        return _workbook_of(manifest, deck, say)
    return workbook if isinstance(workbook, Book) else Path(workbook)


def _mapping_of(manifest: Mapping[str, object], deck: Path, say: Say) -> Path | None:
    """The file of the mapping that a deck was made with, None when it was made without one."""
    known = manifest.get("mapping")
    if not isinstance(known, dict):
        return None
    path, whole = _found(known, deck)
    if path is None:
        raise KamdeckError(say("run.no_mapping", name=deck.name, path=whole), say("run.no_mapping_hint"))
    return path


def _workbook_of(manifest: Mapping[str, object], deck: Path, say: Say) -> Path:
    """The workbook that a deck was made from: tried from the deck's folder first, then where it was."""
    known = manifest.get("workbook")
    if not isinstance(known, dict):
        raise KamdeckError(say("run.not_ours", name=deck.name), say("run.not_ours_hint"))
    if known.get("frames"):
        raise KamdeckError(
            say("run.from_frames", name=deck.name), say("run.from_frames_hint", name=deck.name)
        )
    path, whole = _found(known, deck)
    if path is None:
        raise KamdeckError(
            say("run.no_workbook", name=deck.name, path=whole), say("run.no_workbook_hint")
        )
    return path


def _found(known: Mapping[str, object], deck: Path) -> tuple[Path | None, Path]:
    """A file that a deck remembers, where it is found, and where it was."""
    beside = str(known.get("beside"))
    near, whole = deck.resolve().parent / beside, Path(str(known.get("path", beside)))
    places = (near, deck.resolve().parent / whole.name, whole)
    return next((path for path in places if path.is_file()), None), whole


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


def _refuse_emptying(book: Book, problems: tuple[Problem, ...], say: Say) -> None:
    """A deck is not emptied because its workbook lost what every deck is made from."""
    gone = [sheet.title(say.lang) for sheet in Book.sheets if sheet.required and not getattr(book, sheet.key)]
    if gone:
        message = say("run.gone", file=book.source, n=len(gone), names=say.list(gone))
        raise WorkbookError(message, say("run.gone_hint"), problems)


def _fresh(spec: DeckSpec, template: str | bytes | None) -> tuple[Package, Plan]:
    """A new deck that shows the spec, on the shipped master or a company's own, and what was written."""
    master, package = open_template(template) if template else shipped_master()
    spec = _laid_on(spec, master)
    planned = plan(spec, DeckState(colors=TOKENS), None)
    apply(planned, package, spec, master)
    return package, planned


def _renew(
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
    spec = _laid_on(spec, master)
    wanted = Wanted(spec, TOKENS)
    reading = read_state(package, spec, known, wanted)
    planned = plan(spec, reading.state, reading.ledger, restore=frozenset(restore), wanted=wanted)
    if not is_dry:
        apply(planned, package, spec, master, reading)
    return planned


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
    deck itself; where nothing was written at all, the deck stays the file it is.
    """
    if not is_whole and not package.changed and deck.exists():
        refuse_open(deck)
        return
    replace_file(deck, _sound(package, deck if deck.exists() else None, say, is_whole=is_whole))


def _sound(package: Package, old: Path | bytes | None, say: Say, *, is_whole: bool) -> bytes:
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
        withheld=composition.withheld,
    )
