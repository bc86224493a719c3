"""From the book to the spec of the whole deck: which views are made, and why others are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamdeck.deck.frame import OURS, Frame
from kamdeck.deck.spec import DeckSpec, SlideSpec
from kamdeck.errors import Problem, WorkbookError
from kamdeck.figures.context import Context, Shown
from kamdeck.figures.earlier import Past, find_earlier, find_past, snapshot
from kamdeck.figures.key_figures import TRACES, Figures, key_figures, traces_of
from kamdeck.figures.printed import Trail
from kamdeck.figures.years import named, speaker
from kamdeck.layout.apart import told_apart
from kamdeck.layout.empty import Empty
from kamdeck.record import record, replace
from kamdeck.run.choice import (
    Choice,
    account_of,
    edition_of,
    language_of,
    marked_with,
    pack_of,
    views_of,
    years_of,
)
from kamdeck.run.editions import Withheld, is_withheld, narrow, prune
from kamdeck.run.portfolios import header_of, portfolio
from kamdeck.text import Say
from kamdeck.text.measure import written_in
from kamdeck.views import View
from kamdeck.workbook.columns import CUSTOMER, EDITIONS, INTERNAL
from kamdeck.workbook.compared import compared
from kamdeck.workbook.reader import blocked_sheets
from kamdeck.workbook.rows import Book
from kamdeck.workbook.watched import changed, read_by, watched


@record
class Composition:
    """The spec, the views left out with the reason (in the language of messages), the context used, the
    key figures of the run, what its edition withholds (sheet and sentence), the book before that, what the
    deck's newest run knew of its accounts, the sheets whose errors hold back what reads them, and the views
    that are in the deck."""

    spec: DeckSpec
    left_out: tuple[tuple[str, str], ...]
    context: Context
    figures: Figures
    withheld: tuple[tuple[str, str], ...]
    book: Book
    past: Past
    faulty: frozenset[str] = frozenset()
    shown: tuple[View, ...] = ()


@record
class Absence:
    """Why a view is not made: the text's key, and the sheets or the fields that it is about."""

    view: str
    why: str
    sheets: tuple[str, ...] = ()
    fields: tuple[tuple[str, object], ...] = ()


def compose(
    book: Book,
    problems: Sequence[Problem],
    choice: Choice,
    speak: Say,
    runs: Sequence[Figures] = (),
    *,
    is_refresh: bool = False,
    frame: Frame = OURS,
    trail: Trail | None = None,
) -> Composition:
    """The deck that the book and the choice call for; `speak` is the language of messages.

    `runs` are the key figures that the deck remembers, oldest first: it says what moved since. `frame` is the
    room of a slide on the deck's master.

    A new deck has more than the frame of one, unless nothing else is asked for. A `trail` is left where the
    figures are to be explained.

    Raises: KamdeckError for a wrong name or year, WorkbookError when no slide can be made.
    """
    say = speaker(language_of(choice, book), book)
    views = views_of(choice, speak)
    given = book
    if choice.part:
        book = portfolio(book, *choice.part, speak)
    account = account_of(choice, book, speak, is_refresh=is_refresh)
    edition = edition_of(choice, speak)
    whole, (book, withheld) = book, prune(book, edition, account)
    if trail is not None:
        say, book = trail.speaker(say), trail.book(book)
    last_year = choice.years[1] if choice.years else book.settings.last_year or 0
    against = compared(book, years_of(choice, book, speak), last_year)
    counted = changed(book, revenue=against.revenue(book.revenue))
    absent = [_of_part(absence, given) for absence in _absences(views, book, problems, whole, edition)]
    gone = {absence.view for absence in absent}
    context = Context(
        book=counted,
        say=named(say, book, against.last),
        years=against.years,
        as_of=book.settings.as_of,
        source=book.source,
        account=account,
        left_out=_told(absent, whole, say),
        shown=tuple(view for view in views if view.key not in gone),
        pack=pack_of(choice, speak),
        edition=edition,
        withheld=_withheld(withheld, whole, say),
        part=(header_of(choice.part[0], say.lang), choice.part[1], len(given.accounts))
        if choice.part
        else None,
        running=against.running,
        compared=against,
        rows=book.revenue,
        frame=frame,
    )
    past = find_past(book, runs)
    # of a sheet that the edition withholds nothing is read, its faults neither
    faulty = frozenset(key for key in _faulty(problems, whole) if not is_withheld(key, edition))
    figures = key_figures(context, past.former, faulty)
    marked = marked_with(figures, choice)
    now = snapshot({**marked, TRACES: traces_of(book)})
    context = replace(context, before=find_earlier(context, marked, runs), now=now, faulty=faulty)
    slides: list[SlideSpec] = []
    watches: dict[int, Book] = {}
    for view in views:
        if view.key in gone:
            continue
        with written_in(frame.font):
            # the frame of a deck that is there stays as it was rather than lose a part
            asked_of = replace(seen_by(view, context), is_whole=is_refresh and view.is_frame)
            made, wrong = _built(view, asked_of, faulty, watches, trail)
        slides += made
        if not made:
            absent = [*absent, Absence(view.key, "run.faulty", wrong) if wrong else _empty(view, made)]
            shown = tuple(other for other in context.shown if other.key != view.key)
            context = replace(context, left_out=_told(absent, whole, say), shown=shown)
    held = tuple(absence.view for absence in absent if absence.why == "run.faulty")
    bare = {view.key for view in views if view.is_frame}
    asked = {view.key for view in views} - bare
    told_of = {slide.key.partition(":")[0] for slide in slides} - bare
    if not slides or (asked and not told_of and not is_refresh):
        hint = "run.correct_hint" if problems else "run.nothing_hint"
        raise WorkbookError(speak("run.nothing_left", file=book.source), speak(hint), problems=problems)
    spec = replace(_spec(told_apart(slides, context), context), held=held)
    told = _told(absent, whole, speak)
    present = tuple(view for view in views if context.is_shown(view.key))
    held_back = _withheld(withheld, whole, speak)
    return Composition(spec, told, context, figures, held_back, whole, past, faulty, present)


def _built(
    view: View, context: Context, faulty: frozenset[str], watches: dict[int, Book], trail: Trail | None
) -> tuple[tuple[SlideSpec, ...], tuple[str, ...]]:
    """The slides of a view, and the faulty sheets that it read: then it has no slides, since they would say
    what is not so. One that tells the faults is made all the same. `watches` are the books that are watched.
    """
    if trail is None and (not faulty or view.tells_faults):
        return view.build(context), ()
    book = watches.setdefault(id(context.book), watched(context.book))
    made, seen = read_by(book, lambda: view.build(replace(context, book=book)))
    if trail is not None:
        trail.note(view.key, seen, context.say)
    faulty = frozenset() if view.tells_faults else faulty
    wrong = tuple(sheet.key for sheet in Book.sheets if sheet.key in seen & faulty)
    return ((), wrong) if wrong else (made, ())


def _faulty(problems: Sequence[Problem], book: Book) -> frozenset[str]:
    """The sheets of a book that hold an error."""
    return frozenset((blocked_sheets(tuple(problems), book) | set(book.faulty)) & dict(book.titles).keys())


def seen_by(view: Shown, context: Context) -> Context:
    """What a view is given: in an account's pack some see nothing but the account's rows."""
    if context.subject is None or not view.is_own:
        return context
    rows = tuple(row for row in context.rows if row.account == context.subject)
    return replace(context, book=narrow(context.book, context.subject), rows=rows)


def editions_of(view: View) -> tuple[str, ...]:
    """The editions that may have the view, as far as its sheets are there."""
    return tuple(
        edition
        for edition in EDITIONS
        if (edition != CUSTOMER or view.is_shared)
        and not any(is_withheld(key, edition) for key in view.needs)
    )


def _empty(view: View, made: tuple[SlideSpec, ...]) -> Absence:
    """Why a view made no slide: what it says itself, where it does."""
    if isinstance(made, Empty):
        key = made.text if "." in made.text else f"empty.{made.text}"
        return Absence(view.key, key, fields=tuple(made.fields.items()))
    return Absence(view.key, "run.nothing")


def _spec(slides: Sequence[SlideSpec], context: Context) -> DeckSpec:
    day = context.as_of
    if context.edition == CUSTOMER:  # speaker notes are for us: rules, cells and what stands behind
        slides = [replace(slide, notes="") for slide in slides]
    spec = DeckSpec(
        slides=tuple(slides),
        lang=context.say.tag,
        title=_title(context),
        author=_author(context),
        edition="" if context.edition == INTERNAL else context.edition,
    )
    return replace(spec, created=f"{day.isoformat()}T00:00:00Z") if day else spec


def _title(context: Context) -> str:
    """The document's title: what the cover says."""
    settings = context.book.settings
    if context.subject:
        key = "place.outside" if context.is_outside else "cover.title_account"
        return context.say(key, name=context.short(context.subject))
    if context.part:
        return context.say("cover.title_part", name=context.part[1])
    return settings.deck_title or settings.company or context.source


def _author(context: Context) -> str:
    """The key account manager: in an account's pack its own."""
    named = context.book.settings.key_account_manager or ""
    if context.subject in (None, context.book.settings.focus_account):
        return named
    managers = (row.manager for row in context.book.accounts if row.account == context.subject)
    return next(managers, None) or ""


def _absences(
    views: Iterable[View], book: Book, problems: Sequence[Problem], whole: Book, edition: str
) -> list[Absence]:
    """The views that cannot be made: not for this edition, or a sheet they need is withheld from it, missing,
    empty or has errors; `whole` is the book before it was pruned."""
    faulty = _faulty(problems, whole) & dict(book.titles).keys()
    found = []
    for view in views:
        wrong = tuple(key for key in (*view.needs, *view.uses) if key in faulty)
        missing = tuple(key for key in view.needs if key not in faulty and not getattr(book, key))
        pruned = tuple(key for key in missing if getattr(whole, key))
        if edition == CUSTOMER and not view.is_shared:
            found.append(Absence(view.key, "edition.view"))
        elif sheets := tuple(key for key in pruned if is_withheld(key, edition)):
            found.append(Absence(view.key, "edition.sheets", sheets))
        elif pruned:
            found.append(Absence(view.key, "edition.rows", pruned))
        elif wrong:
            found.append(Absence(view.key, "run.faulty", wrong))
        elif missing:
            found.append(Absence(view.key, "run.missing", missing))
    return found


def _of_part(absence: Absence, given: Book) -> Absence:
    """The reason where the sheets have rows, but none for the part of the accounts that the deck is about."""
    if absence.why != "run.missing" or not all(getattr(given, key) for key in absence.sheets):
        return absence
    return replace(absence, why="fleet.no_rows")


def _told(absent: Iterable[Absence], book: Book, say: Say) -> tuple[tuple[str, str], ...]:
    """Each view that is left out with a sentence that says why; sheets by their own names."""
    names = {sheet.key: book.title(sheet.key) or sheet.title(say.lang) for sheet in Book.sheets}
    found = []
    for a in absent:
        told = {"n": len(a.sheets), "names": say.list(names[key] for key in a.sheets), **dict(a.fields)}
        found.append((a.view, say(a.why, **told)))
    return tuple(found)


def _withheld(found: Iterable[Withheld], book: Book, say: Say) -> tuple[tuple[str, str], ...]:
    """What the edition leaves out of each sheet in a sentence: names of columns and counts, never a value."""
    names = {sheet.key: book.title(sheet.key) or sheet.title(say.lang) for sheet in Book.sheets}
    told: dict[str, list[str]] = {}
    for item in found:
        columns = say.list(column.header(say.lang) for column in item.columns)
        fields = {"n": len(item.columns) if item.why == "columns" else item.rows, "columns": columns}
        told.setdefault(item.sheet, []).append(say(f"edition.withheld_{item.why}", **fields))
    names["settings"] = say("edition.settings")
    return tuple((names[key], say.join(parts)) for key, parts in told.items())
