"""The use cases, each a table of contents: the only place where workbook, views, plan and file meet."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from kamdeck.compare.differences import Difference, compared_with
from kamdeck.errors import DeckError, KamdeckError, Problem
from kamdeck.figures.key_figures import Figures
from kamdeck.pptxio.disk import set_aside
from kamdeck.pptxio.files import is_open
from kamdeck.pptxio.master import Master
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.pptxio.template import open_template
from kamdeck.report import Delivery, FleetDeck, FleetReport, Proposed, Report, Round
from kamdeck.run.choice import Choice, Chosen
from kamdeck.run.composition import editions_of, seen_by
from kamdeck.run.intake import companions, take_in
from kamdeck.run.known import KnownDeck
from kamdeck.run.making import (
    Order,
    Tell,
    bring,
    compose_deck,
    refuse_overwriting,
    silent,
    today,
)
from kamdeck.run.outputs import guard, guard_folder, refuse_inputs
from kamdeck.run.renewing import laid_on, renewed
from kamdeck.run.whereabouts import FilePath, path_of
from kamdeck.run.whereabouts import deck_beside as deck_beside
from kamdeck.settings import NAME
from kamdeck.text import Say
from kamdeck.workbook.rows import Book

if TYPE_CHECKING:
    from datetime import datetime
    from threading import Event

    from kamdeck.deck.page import Page
    from kamdeck.figures.explained import Explained

DECK_SUFFIXES = (".pptx", ".pptm", ".potx", ".potm", ".ppsx")


# ------------------------------------------------------------------ workbooks


def check(
    path: FilePath,
    *,
    lang: str | None = None,
    annotate: FilePath | None = None,
    mapping: FilePath | None = None,
    is_forced: bool = False,
    tell: Tell = silent,
) -> tuple[Problem, ...]:
    """Every problem of a workbook, by sheet and cell, or of a deck, by part.

    `annotate` names a copy of the workbook in which the cells are marked, `mapping` a file with a mapping
    (else the kamdeck.toml beside the workbook counts). A copy that is there already is only overwritten when
    forced, and then kept as a backup, of which `tell` hears.

    Raises: KamdeckError when the file cannot be read or the copy cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() in DECK_SUFFIXES:
        if annotate is not None:
            raise KamdeckError(Say(lang or "en")("run.annotate_deck"))
        return lint(path)
    say = Say(lang or "en")
    if annotate is not None:
        kind = "macros" if path.suffix.lower() == ".xlsm" else "workbook"
        inputs = (path, mapping, *companions(path, say))
        guard(Path(annotate), kind, say, inputs=inputs, is_forced=is_forced)
    _, problems, _ = take_in(path, path_of(mapping), say, lang, is_check=True)
    if annotate is not None:
        from kamdeck.workbook.annotate import annotate as write_annotated

        _put_aside(Path(annotate), tell)
        write_annotated(path, problems, Path(annotate), lang=lang)
    return problems


def propose(
    files: Sequence[FilePath],
    *,
    folder: FilePath | None = None,
    answers: Mapping[str, str] | None = None,
    lang: str = "en",
) -> Proposed:
    """The mapping that files call for which nobody described: sheets and columns, how sure and why, and the
    revenue by year that it gives. `folder` is where it is to lie (beside the file that a deck is built from),
    `answers` settle what an earlier proposal asked, by the question's key.

    Raises: KamdeckError when a file cannot be read, or nothing in them is anything that kamdeck knows.
    """
    from kamdeck.run.mapping import proposed

    return proposed([Path(file) for file in files], answers or {}, Say(lang), path_of(folder))


def mapping_beside(workbook: FilePath) -> Path:
    """Where the mapping of a workbook lies, so that every command finds it."""
    return Path(workbook).parent / NAME


def guard_mapping(
    path: FilePath, files: Sequence[FilePath], *, lang: str = "en", is_forced: bool = False
) -> None:
    """Nothing, if a mapping of these files may be written there.

    Raises: KamdeckError when it would be written over one of them, or over what is there unasked.
    """
    guard(Path(path), "mapping", Say(lang), inputs=files, is_forced=is_forced)


def write_mapping(
    proposal: Proposed,
    path: FilePath,
    files: Sequence[FilePath],
    *,
    lang: str = "en",
    is_forced: bool = False,
) -> str:
    """The name of the backup of what was there ("" for nothing), after the mapping was written.

    Raises: KamdeckError as `guard_mapping`, or when the file cannot be written.
    """
    from kamdeck.run.mapping import write

    guard_mapping(path, files, lang=lang, is_forced=is_forced)
    kept = set_aside(Path(path))
    write(proposal, Path(path), Say(lang))
    return kept.name if kept is not None else ""


def starter(
    path: FilePath,
    *,
    lang: str = "en",
    is_sample: bool = False,
    is_forced: bool = False,
    tell: Tell = silent,
) -> Path:
    """The path of a new workbook to fill in, or one that holds the sample story.

    Where it is forced over a file that is there, that one is kept as a backup, of which `tell` hears.

    Raises: KamdeckError when the file is there already (unless forced) or cannot be written.
    """
    from kamdeck.workbook.starter import write_starter

    path = Path(path)
    guard(path, "workbook", Say(lang), is_forced=is_forced)
    _put_aside(path, tell)
    write_starter(path, lang=lang, sample=is_sample)
    return path


def _put_aside(path: Path, tell: Tell) -> None:
    """Put what is to be written over aside, and tell under which name."""
    if (kept := set_aside(path)) is not None:
        tell("backup", kept.name)


def launchers(workbook: FilePath, *, lang: str = "en") -> tuple[Path, ...]:
    """Files beside a workbook that update its deck and open it at a double-click: one for each system.

    Raises: KamdeckError when the folder cannot be written.
    """
    from kamdeck.desk.launchers import write_launchers

    return write_launchers(Path(workbook), lang)


def views(*, lang: str = "en") -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    """Each view in the deck's order: the sheets it needs by name, the packs and the editions that have it."""
    from kamdeck.views import every_view
    from kamdeck.workbook.rows import Book

    names = {sheet.key: sheet.title(lang) for sheet in Book.sheets}
    return tuple(
        (view.key, tuple(names[key] for key in view.needs), view.every_pack, editions_of(view))
        for view in every_view()
    )


# ------------------------------------------------------------------ decks


def build(
    workbook: FilePath | Book,
    deck: FilePath | None = None,
    *,
    mapping: FilePath | None = None,
    since: FilePath | None = None,
    is_strict: bool = False,
    is_forced: bool = False,
    speak: str = "en",
    tell: Tell = silent,
    **chosen: Unpack[Chosen],
) -> Report:
    """What a new deck holds, written from a workbook: beside it, under its name with account, pack, edition
    and language as they are chosen here, unless `deck` names another file.

    The workbook may be a file that a `mapping` describes (or the kamdeck.toml beside it), or a book of
    `read_frames`; then `deck` is needed.

    `chosen` are years (the first and the last to show), lang, template (a company's master), views, account,
    pack (portfolio: every view; account or review; an account alone means its pack) and edition (who reads
    the deck: internal, executive or customer; what they must not see is in no part of it). `since` is an
    earlier deck or workbook: a slide says what changed, and the deck remembers what it is compared with. A
    fault in a sheet leaves out the views that need it; `is_strict` lets none pass. A file that is there
    already is only overwritten when forced. `speak` is the language of messages.

    Raises: WorkbookError (all problems), TemplateError, DeckError, KamdeckError for a wrong name or year.
    """
    say, choice, runs = Say(speak), Choice.of(**chosen), tuple[Figures, ...]()
    source = workbook if isinstance(workbook, Book) else Path(workbook)
    if deck is None and isinstance(source, Book):
        raise KamdeckError(say("run.no_deck"), say("run.no_deck_hint"))
    named = (choice.account, choice.pack, choice.edition, choice.lang)
    target = Path(deck) if deck is not None else deck_beside(source, *named)  # type: ignore[arg-type]
    guard(target, "deck", say, inputs=(source, mapping, choice.template, since), is_forced=True)
    refuse_overwriting(target, is_forced, say)
    if since is not None:
        choice, runs = compared_with(Path(since), choice, path_of(mapping), say)
    order = Order(source, choice, mapping=path_of(mapping), runs=runs, is_strict=is_strict, is_forced=True)
    return bring(target, order, say, tell).report


def refresh(
    deck: FilePath,
    *,
    workbook: FilePath | Book | None = None,
    mapping: FilePath | None = None,
    restore: Sequence[str] = (),
    is_adopting: bool = False,
    is_dry: bool = False,
    is_strict: bool = False,
    speak: str = "en",
    tell: Tell = silent,
    **chosen: Unpack[Chosen],
) -> Report:
    """What a refresh wrote to a deck, or would write when `is_dry`, and what of a person's it kept.

    The workbook and the mapping are those that the deck was made from, unless others are named; a deck
    made from frames needs the book again, and one that somebody sent reads nothing outside its own folder
    unasked. What is `chosen` (as for `build`) is what the deck remembers, unless it is given, which it then
    remembers; another edition takes a new deck. `restore` names slides and elements that were deleted and
    come back. `is_adopting` takes on a deck that lost what it remembered, for the edition and pack (and
    account) that are given.

    Raises: as `build`; KamdeckError when the deck is none of ours, its workbook is not found, or it cannot
    become what is asked for.
    """
    deck, say = Path(deck), Say(speak)
    if not deck.is_file():
        raise DeckError(say("run.no_file", name=deck))
    order = Order(
        _source(workbook),
        Choice.of(**chosen),
        mapping=path_of(mapping),
        restore=tuple(restore),
        is_strict=is_strict,
        is_adopting=is_adopting,
        is_dry=is_dry,
    )
    return bring(deck, order, say, tell).report


def restyle(
    deck: FilePath,
    template: FilePath | None = None,
    output: FilePath | None = None,
    *,
    workbook: FilePath | Book | None = None,
    mapping: FilePath | None = None,
    is_dry: bool = False,
    is_strict: bool = False,
    is_forced: bool = False,
    speak: str = "en",
    tell: Tell = silent,
) -> Report | None:
    """What a move to the master of a template (None: the one that is shipped) wrote to a deck, and what of a
    person's it kept; None where the deck stands on that master already, and nothing is written.

    Our slides are composed anew in the new master's room, edits are kept as `refresh` keeps them, a person's
    own slides go to the nearest layout. Edition, account and pack stay what they are. The deck is written in
    its place, with a backup, or to `output`, over a file that is there only when forced. Workbook and mapping
    are as for `refresh`.

    Raises: as `refresh`; TemplateError when no slide can be written on the master.
    """
    from kamdeck.run.restyling import restyle as moved

    deck, say = Path(deck), Say(speak)
    if not deck.is_file():
        raise DeckError(say("run.no_file", name=deck))
    if output is not None:
        guard(Path(output), "deck", say, inputs=(deck, template, workbook, mapping), is_forced=is_forced)
    order = Order(_source(workbook), mapping=path_of(mapping), is_strict=is_strict, is_dry=is_dry)
    return moved(deck, path_of(template), path_of(output), order, say, tell)


def update(
    workbook: FilePath,
    deck: FilePath | None = None,
    *,
    is_strict: bool = False,
    speak: str = "en",
    tell: Tell = silent,
    **chosen: Unpack[Chosen],
) -> Report:
    """What `build` did where there is no deck yet, and what `refresh` did where there is one.

    Raises: as `build` and `refresh`.
    """
    target = Path(deck) if deck is not None else deck_beside(workbook)
    say = Say(speak)
    refuse_inputs(target, (workbook,), say)
    order = Order(Path(workbook), Choice.of(**chosen), is_strict=is_strict)
    return bring(target, order, say, tell).report


def _source(workbook: FilePath | Book | None) -> Path | Book | None:
    """Where rows come from: a book as it is, else a path, where one is named."""
    return workbook if isinstance(workbook, Book) or workbook is None else Path(workbook)


def watch(
    workbook: FilePath,
    deck: FilePath | None = None,
    *,
    tell: Callable[[Round], None],
    stop: Event | None = None,
    speak: str = "en",
    **chosen: Unpack[Chosen],
) -> None:
    """Nothing, until `stop` is set: the deck is updated at once and after every save of the workbook.

    `tell` is told how each round ended, `chosen` is as for `build`. A deck that is open in a program is left
    alone until it is closed.

    Raises: KamdeckError when the workbook's folder is not there.
    """
    from kamdeck.desk.watch import watch as rounds

    source = Path(workbook).absolute()
    target = Path(deck).absolute() if deck is not None else deck_beside(source)
    if not source.parent.is_dir():
        raise KamdeckError(Say(speak)("run.no_folder", name=source.parent))
    rounds(
        (source, *companions(source, Say(speak))),
        lambda: update(source, target, speak=speak, **chosen),
        lambda: is_open(target),
        tell,
        stop=stop,
    )


def notify(title: str, text: str) -> None:
    """Show a short notice on the desktop, where there is one."""
    from kamdeck.desk.notify import notify as show

    show(title, text)


def lint(deck: FilePath) -> tuple[Problem, ...]:
    """The rules between a deck's parts that it breaks; none for a sound deck.

    Raises: DeckError when the file cannot be read as a deck.
    """
    from kamdeck.pptxio.lint import lint as faults_of

    faults = faults_of(Package.open(Path(deck)))
    return tuple(Problem(fault.code, fault.part, "", fault.message) for fault in faults)


def master_of(template: FilePath) -> Master:
    """What a build would find in a company's master: layouts by role, colors, fonts, and what is missing.

    Raises: DeckError when the file cannot be read, TemplateError when no slide can be written on it.
    """
    return open_template(Path(template))[0]


def facts_of(template: FilePath) -> dict[str, Any]:
    """A company's master as data: size and free room in inches, fonts, colors, layouts by role.

    Raises: as `master_of`.
    """
    from kamdeck.run.masters import facts_of as found

    return {"file": os.fspath(template)} | found(master_of(template))


def remarks_of(template: FilePath) -> tuple[dict[str, Any], ...]:
    """What will happen on a company's master: code, detail, and whether a deck loses something by it; none on
    our own.

    Raises: as `master_of`.
    """
    from kamdeck.run.masters import remarks_of as found

    return tuple(
        {"code": row.code, "detail": row.detail, "is_loss": row.is_loss} for row in found(master_of(template))
    )


def preview_template(
    template: FilePath, folder: FilePath, *, width_px: int = 1600, speak: str = "en", tell: Tell = silent
) -> tuple[Path, ...]:
    """Pictures of a few typical slides of the sample story on a company's master.

    Raises: as `master_of` and `preview`.
    """
    from tempfile import TemporaryDirectory

    from kamdeck.run.masters import typical_views
    from kamdeck.workbook.starter import write_starter

    with TemporaryDirectory(prefix="kamdeck-") as name:
        workbook = Path(name) / "health_cloud.xlsx"
        write_starter(workbook, lang=speak, sample=True)
        return preview(
            workbook,
            folder,
            width_px=width_px,
            speak=speak,
            tell=tell,
            template=template,
            views=typical_views(),
            lang=speak,
        )


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
    from kamdeck.compare.differences import difference

    return difference(Path(old), path_of(new), run, path_of(mapping), Say(speak))


def runs(deck: FilePath, *, speak: str = "en") -> tuple[tuple[int, str, str], ...]:
    """The runs that a deck remembers, oldest first: number, as-of date and what it showed.

    Raises: KamdeckError when the deck is none of ours.
    """
    from kamdeck.compare.differences import listed

    return listed(Path(deck), Say(speak))


def explain(
    source: FilePath,
    figure: str | None = None,
    *,
    workbook: FilePath | None = None,
    mapping: FilePath | None = None,
    speak: str = "en",
    tell: Tell = silent,
    **chosen: Unpack[Chosen],
) -> tuple[Explained, ...]:
    """The figures that a name may mean, each with formula, cells, exclusions and thresholds; without a name
    all of them, without the places where they stand.

    The name is a figure's key or label, a view, or a text as it is printed on a slide. Of a deck the figures
    are those of its own choice and edition, from the workbook it was made from unless another is named, and
    it is told where the deck says otherwise.

    Raises: as `build` and `refresh`; KamdeckError for a name that is none of these.
    """
    from kamdeck.figures.answer import Answers
    from kamdeck.figures.doubts import with_doubts
    from kamdeck.figures.followed import Follower
    from kamdeck.figures.places import Places
    from kamdeck.figures.printed import Trail
    from kamdeck.run.showing import refuse_choosing

    source, say, planned, trail = Path(source), Say(speak), None, Trail()
    choice, used = Choice.of(**chosen), path_of(mapping)
    if source.suffix.lower() in DECK_SUFFIXES:
        refuse_choosing(source.name, choice, False, say, "explain.deck")
        known = KnownDeck.open(source, say)
        found = today(known, source, Order(path_of(workbook), mapping=used, trail=trail), say, tell)
        composition = found.composition
        planned = renewed(known, composition.spec, say).plan
    else:
        order = Order(source, mapping=used, trail=trail)
        composition = compose_deck(order, deck_beside(source), choice, (), say, tell)[0]
    context = composition.context
    places = Places(composition.spec, context.say, trail)
    changes = planned.changes if planned else ()
    follower = Follower(composition.shown, lambda view: seen_by(view, context), places, trail, say)
    answers = Answers(follower, changes)
    if figure is None:
        return answers.every()
    return with_doubts(answers.find(figure), changes, planned.kept if planned else ())


# ------------------------------------------------------------------ pictures


def preview(
    source: FilePath,
    folder: FilePath,
    *,
    mapping: FilePath | None = None,
    width_px: int = 1600,
    is_pdf: bool = False,
    speak: str = "en",
    tell: Tell = silent,
    **chosen: Unpack[Chosen],
) -> tuple[Path, ...]:
    """The pictures written to a folder, one PNG for each slide and a contact sheet, without Office.

    The source is a workbook (the slides that `build` would make) or a deck, which is shown as it stands:
    hand edits, a person's own slides and shapes included. Of a deck only `views` can be chosen. `is_pdf`
    adds a PDF of the whole deck, made by LibreOffice.

    Raises: as `build`; KamdeckError where matplotlib is not installed, or LibreOffice for a PDF.
    """
    from kamdeck.pictures.gallery import CONTACT, file_name, write_pictures
    from kamdeck.pptxio.scene import pages_of
    from kamdeck.run.showing import chosen as picked
    from kamdeck.run.showing import refuse_choosing, refuse_without_office

    source, folder, say = Path(source), Path(folder), Say(speak)
    guard_folder(folder, say)
    choice = Choice.of(**chosen)
    if is_pdf:
        refuse_without_office(say)
    if source.suffix.lower() in DECK_SUFFIXES:
        refuse_choosing(source.name, choice, mapping is not None, say)
        tell("read", source.name)
        pages = picked(pages_of(Package.open(source)), choice.views, say)
    else:
        pages = _pages(source, choice, path_of(mapping), say, tell)
    pdf = [f"{source.stem}.pdf"] if is_pdf else []
    guard_folder(folder, say, names=(*map(file_name, pages), *pdf), ours=CONTACT)
    made = write_pictures(pages, folder, width_px=width_px, tell=tell)
    return (*made, _pdf(source, folder, choice, path_of(mapping), say, tell)) if is_pdf else made


def _pages(source: Path, choice: Choice, mapping: Path | None, say: Say, tell: Tell) -> tuple[Page, ...]:
    """The slides that a workbook and a choice call for."""
    from kamdeck.pptxio.stage import Stage

    master, package = open_template(choice.template) if choice.template else shipped_master()
    order = Order(source, mapping=mapping)
    spec = compose_deck(order, deck_beside(source), choice, (), say, tell, frame=master.frame)[0].spec
    stage = Stage(master, package)
    slides = laid_on(spec, master).slides
    return tuple(stage.page(slide, number, spec.lang) for number, slide in enumerate(slides, 1))


def _pdf(source: Path, folder: Path, choice: Choice, mapping: Path | None, say: Say, tell: Tell) -> Path:
    """The PDF of a deck, or of the deck that a workbook makes."""
    from tempfile import TemporaryDirectory

    from kamdeck.pictures.pdf import as_pdf

    path = folder / f"{source.stem}.pdf"
    tell("write", path.name)
    with TemporaryDirectory(prefix="kamdeck-") as name:
        deck = source
        if source.suffix.lower() not in DECK_SUFFIXES:
            deck = Path(name) / f"{source.stem}.pptx"
            bring(deck, Order(source, choice, mapping=mapping), say)
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

    from kamdeck.mail.hands import MailHands
    from kamdeck.mail.sending import Order
    from kamdeck.mail.sending import send as send_jobs

    folder = Path(dry_run) if dry_run is not None else None
    if folder is not None:
        guard_folder(folder, Say(speak))
    order = Order(Path(config), tuple(jobs), folder, is_retry, is_again)
    hands = MailHands(Say(speak))
    return send_jobs(order, hands, lambda: datetime.now(UTC), Say(speak), tell)


def schedule(
    cron: str, system: str, *, job: str | None = None, config: FilePath = "kamdeck.toml", speak: str = "en"
) -> Mapping[str, str]:
    """The files (name and text) that make a job run by itself on cron, systemd or windows; without a job,
    those that send what waits in the outbox.

    Raises: KamdeckError for a wrong expression or job, or what that system cannot do.
    """
    import sys
    from datetime import datetime

    from kamdeck.desk.cron import read_cron
    from kamdeck.desk.schedule import write_schedule
    from kamdeck.mail.jobs import chosen, read_jobs
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

    from kamdeck.desk.cron import read_cron

    return tuple(islice(read_cron(cron, Say(speak)).runs(datetime.now()), count))


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

    from kamdeck.fleets.hands import FleetHands
    from kamdeck.fleets.run import Order, run_fleet

    place = None if output is None else os.fspath(output)
    order = Order(Path(source), workers, scheduler, place, is_forced)
    return run_fleet(order, FleetHands(speak), tell or (lambda *_: None), stop or Event(), Say(speak))
