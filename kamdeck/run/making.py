"""The one run: what a workbook and a choice make of a deck, new or known, as bytes and a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from kamdeck.deck.frame import OURS, Frame
from kamdeck.errors import KamdeckError, Problem, WorkbookError
from kamdeck.figures.key_figures import BASIS, TRACES, Figures, basis_of, traces_of
from kamdeck.figures.printed import Trail
from kamdeck.pptxio.files import DeckFile, rewrite
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.pptxio.template import open_template
from kamdeck.record import record, replace
from kamdeck.report import Report
from kamdeck.run.choice import NO_CHOICE, Choice, changed, settled
from kamdeck.run.composition import Composition, compose
from kamdeck.run.intake import UNKNOWN, Loaded, read_for, reads, take_in
from kamdeck.run.known import KnownDeck
from kamdeck.run.links import link
from kamdeck.run.masters import losses_of
from kamdeck.run.renames import followed_names, told
from kamdeck.run.renewing import Renewed, fresh_deck, renewed, sound_bytes
from kamdeck.run.whereabouts import mapping_of, refuse_strange, whereabouts, workbook_of
from kamdeck.text import Say
from kamdeck.workbook.columns import CUSTOMER, INTERNAL
from kamdeck.workbook.rows import Book

_MARKS = (
    "as_of", "currency", "edition", "part", "source", "year", "until", "month", "names", "shorts", "formerly",
    TRACES,
)  # fmt: skip

Tell = Callable[[str, str], None]


def silent(step: str, name: str) -> None:
    """Tell nobody about a step."""


@record
class Order:
    """What is asked of a run.

    `workbook` None takes the one that the deck remembers. `choice` is what is chosen now; of a deck that is
    there `agree` says what becomes of what it remembers, as `changed` does, which it is by itself.
    `runs` are earlier figures that a new deck is compared with, `template` the bytes of a master that was
    read already, `restore` what was deleted and comes back. `is_forced` builds over a deck that is there,
    `is_adopting` takes on one that lost what it remembered, `is_dry` writes nothing, a `trail` is
    left where the figures are to be explained.
    """

    workbook: Path | Book | Loaded | None = None
    choice: Choice = NO_CHOICE
    agree: Callable[..., Choice] | None = None
    mapping: Path | None = None
    runs: tuple[Figures, ...] = ()
    template: bytes | None = None
    restore: tuple[str, ...] = ()
    is_strict: bool = False
    is_forced: bool = False
    is_adopting: bool = False
    is_dry: bool = False
    trail: Trail | None = None


@record
class Made:
    """What a run came to: the deck's bytes, what was done, and what the workbook gave."""

    data: bytes
    report: Report
    composition: Composition


def bring(deck: Path, order: Order, say: Say, tell: Tell = silent) -> Made:
    """What a run made of a deck's file: built where there is none (or by force), else refreshed.

    The deck is replaced only where it still is what was read; saved meanwhile, the run is made once more.

    Raises: WorkbookError, TemplateError, DeckError, KamdeckError.
    """
    if order.is_dry:
        return make(_content(deck), deck, order, say, tell)

    def work(file: DeckFile) -> Made:
        made = make(file.data, deck, order, say, tell)
        backup = file.replace(made.data)
        return replace(made, report=replace(made.report, backup=str(backup or "")))

    made = rewrite(deck, work)
    if isinstance(order.workbook, Path):
        link((path, deck.parent) for path in read_for(order.workbook, order.mapping, say))
    return made


def _content(deck: Path) -> bytes | None:
    return deck.read_bytes() if deck.is_file() else None


def make(old: bytes | None, deck: Path, order: Order, say: Say, tell: Tell = silent) -> Made:
    """What a run makes of a deck's bytes, None for a new one; nothing is written. `deck` is where it lies."""
    if old is None or order.is_forced:
        return _made_new(deck, order, say, tell)
    known = opened(old, deck, order, say)
    found = today(known, deck, order, say, tell)
    tell("write", deck.name)
    result = renewed(known, found.composition.spec, say, order.restore)
    return Made(result.data, report_of(found.composition, found.problems, result), found.composition)


def _made_new(deck: Path, order: Order, say: Say, tell: Tell) -> Made:
    if order.workbook is None:
        raise KamdeckError(say("run.no_file", name=deck))
    refusal = "run.empty" if order.choice.views is None else ""
    template = order.template if order.template is not None else order.choice.template
    master, package = open_template(template) if template else shipped_master()
    composition, problems = compose_deck(
        order, deck, order.choice, order.runs, say, tell, refusal=refusal, frame=master.frame
    )
    tell("write", deck.name)
    package, planned = fresh_deck(composition.spec, master, package)
    data = sound_bytes(package, template, say)
    report = report_of(composition, problems, Renewed(data, planned))
    return Made(data, replace(report, losses=losses_of(master)), composition)


def opened(old: bytes, deck: Path, order: Order, say: Say) -> KnownDeck:
    """The deck in some bytes, as the order takes it."""
    if order.is_adopting:
        return KnownDeck.adopted(old, order.choice, say, deck.name)
    return KnownDeck.open(old, say, deck.name)


@record
class Today:
    """What a known deck's workbook gives today, by the choice that then holds."""

    choice: Choice
    composition: Composition
    problems: tuple[Problem, ...]


def today(known: KnownDeck, deck: Path, order: Order, say: Say, tell: Tell) -> Today:
    """What the workbook of a known deck gives today; nothing is changed yet.

    Raises: WorkbookError where the workbook lost what every deck is made from; KamdeckError where the deck
    cannot become what is asked for.
    """
    taken, asked, choice = with_sources(known, deck, order, say), order.choice, known.choice
    if (choice.account or asked.account) is not None:  # whose name may be another one today
        taken = replace(taken, workbook=_loaded(taken, say))
        book = taken.workbook.book if isinstance(taken.workbook, Loaded) else taken.workbook
        assert isinstance(book, Book)
        choice, asked = (followed_names(each, book, known.runs) for each in (choice, asked))
    if not order.is_adopting:
        choice = (order.agree or partial(changed, say=say))(choice, asked=asked, deck=deck.name)
    composition, problems = compose_deck(
        taken,
        deck,
        choice,
        known.runs,
        say,
        tell,
        is_refresh=True,
        refusal="run.gone",
        frame=known.master.frame,
    )
    return Today(choice, composition, problems)


def _loaded(order: Order, say: Say) -> Book | Loaded:
    """The order's workbook, read."""
    if not isinstance(order.workbook, Path):
        assert order.workbook is not None
        return order.workbook
    return Loaded(order.workbook, *take_in(order.workbook, order.mapping, say, say.lang))


def with_sources(known: KnownDeck, deck: Path, order: Order, say: Say) -> Order:
    """The order with the workbook and the mapping that the deck remembers, where none is named.

    Raises: KamdeckError where they are not found, or lie where a deck may not read unasked.
    """
    workbook, mapping = order.workbook, order.mapping
    if mapping is None and not isinstance(workbook, Book | Loaded):
        mapping = mapping_of(known.manifest, deck, say)
        if mapping is not None:
            refuse_strange(reads(mapping, say), deck, say)
    if workbook is None:
        workbook = workbook_of(known.manifest, deck, say)
    return replace(order, workbook=workbook, mapping=mapping)


def compose_deck(
    order: Order,
    deck: Path,
    choice: Choice,
    runs: Sequence[Figures],
    say: Say,
    tell: Tell = silent,
    *,
    is_refresh: bool = False,
    refusal: str = "",
    frame: Frame = OURS,
) -> tuple[Composition, tuple[Problem, ...]]:
    """The deck that a workbook, a choice and the runs remembered call for, and the workbook's problems.

    With a `refusal` (a text) a workbook that lacks what every deck is made from is refused. `frame` is the
    room of a slide on the deck's master.
    """
    workbook = order.workbook
    assert workbook is not None
    lies = workbook.path if isinstance(workbook, Loaded) else workbook
    name = lies.source if isinstance(lies, Book) else lies.name
    tell("read", name)
    book, problems, mapped = take_in(workbook, order.mapping, say, say.lang)
    errors = sum(problem.severity == "error" for problem in problems) or len(book.faulty)
    if order.is_strict and errors:
        message = say("run.has_errors", n=errors, file=name)
        raise WorkbookError(message, say("run.strict_hint"), problems)
    if refusal:
        _refuse_emptying(book, problems, mapped, say, refusal)
    tell("compose", "")
    composition = compose(
        book, problems, choice, say, runs, is_refresh=is_refresh, frame=frame, trail=order.trail
    )
    context = composition.context
    problems += told(composition.past, composition.book, say)
    is_outside = context.edition == CUSTOMER
    where: dict[str, object] = {"frames": True}
    if not isinstance(lies, Book):
        where = whereabouts(lies, deck, is_outside=is_outside)
    entries = (
        ("workbook", where),
        *((("mapping", whereabouts(mapped, deck, is_outside=is_outside)),) if mapped else ()),
        ("choice", settled(choice, context.account, context.pack).remembered(is_outside=is_outside)),
        ("figures", composition.figures),
        (TRACES, traces_of(context.book)),
        *_basis_entry(runs, composition.figures, context.edition),
    )
    return replace(composition, spec=replace(composition.spec, manifest=entries)), problems


def _basis_entry(
    runs: Sequence[Figures], figures: Figures, edition: str
) -> tuple[tuple[str, dict[str, object]], ...]:
    """What a deck keeps of the basis it is compared with, as an entry of its manifest.

    Beyond our own walls it keeps no figure that the deck itself does not know.
    """
    basis = basis_of(runs)
    if basis is None:
        return ()
    kept = {name: value for name, value in basis.items() if name != BASIS}
    if edition != INTERNAL:
        kept = {name: value for name, value in kept.items() if name in figures or name in _MARKS}
    return ((BASIS, kept),)


def _refuse_emptying(
    book: Book, problems: tuple[Problem, ...], mapped: Path | None, say: Say, text: str
) -> None:
    """A deck is neither emptied because its workbook lost what every deck is made from, nor made without; of
    a mapping that leaves it out nothing was lost."""
    wanted = [s for s in Book.sheets if s.required and (mapped is None or s.key in dict(book.titles))]
    gone = [sheet.title(say.lang) for sheet in wanted if not getattr(book, sheet.key)]
    if gone:
        message = say(text, file=book.source, n=len(gone), names=say.list(gone))
        looks = next((p.hint for p in problems if p.code in UNKNOWN), say("run.gone_hint"))
        raise WorkbookError(message, looks, problems)


def refuse_overwriting(deck: Path, is_forced: bool, say: Say) -> None:
    """A deck that is there is refreshed, not built over, unless somebody insists."""
    if is_forced or not deck.exists():
        return
    try:
        hint = "run.exists_ours" if KnownDeck.open(deck, say) else ""
    except KamdeckError:
        hint = "run.exists_hint"
    raise KamdeckError(say("run.exists", name=deck), say(hint, name=deck))


def report_of(composition: Composition, problems: tuple[Problem, ...], result: Renewed) -> Report:
    """Everything that one run did."""
    planned = result.plan
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
