"""From the book to the spec of the whole deck: which views are made, and why others are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamdeck.choice import Choice, account_of, language_of, views_of, years_of
from kamdeck.deck.spec import DeckSpec, SlideSpec
from kamdeck.earlier import find_earlier
from kamdeck.errors import WorkbookError
from kamdeck.figures import Figures, key_figures
from kamdeck.record import record, replace
from kamdeck.report import Problem
from kamdeck.text import Say
from kamdeck.views import Context, Empty, View
from kamdeck.workbook.reader import blocked_sheets
from kamdeck.workbook.rows import Book


@record
class Composition:
    """The spec, the views left out with the reason (in the language of messages), the context used, and the
    key figures of the run."""

    spec: DeckSpec
    left_out: tuple[tuple[str, str], ...]
    context: Context
    figures: Figures


@record
class Absence:
    """Why a view is not made: the text's key, and the sheets or the fields that it is about."""

    view: str
    why: str
    sheets: tuple[str, ...] = ()
    fields: tuple[tuple[str, object], ...] = ()


def compose(
    book: Book, problems: Sequence[Problem], choice: Choice, speak: Say, runs: Sequence[Figures] = ()
) -> Composition:
    """The deck that the book and the choice call for; `speak` is the language of messages.

    `runs` are the key figures that the deck remembers, oldest first: it says what moved since.

    Raises: KamdeckError for a wrong name or year, WorkbookError when no slide can be made.
    """
    say = Say(language_of(choice, book), book.settings.currency)
    views = views_of(choice, speak)
    account = account_of(choice, book, speak)
    years = years_of(choice, book, speak)
    absent = _absences(views, book, problems)
    gone = {absence.view for absence in absent}
    context = Context(
        book=book,
        say=say,
        years=years,
        as_of=book.settings.as_of,
        source=book.source,
        account=account,
        left_out=_told(absent, book, say),
        shown=tuple(view.key for view in views if view.key not in gone),
    )
    figures = key_figures(context)
    context = replace(context, before=find_earlier(context, figures, runs))
    slides: list[SlideSpec] = []
    for view in views:
        if view.key in gone:
            continue
        made = view.build(context)
        slides += made
        if not made:
            absent = [*absent, _empty(view, made)]
            shown = tuple(key for key in context.shown if key != view.key)
            context = replace(context, left_out=_told(absent, book, say), shown=shown)
    if not slides:
        raise WorkbookError(
            speak("run.nothing_left", file=book.source), speak("run.correct_hint"), problems=problems
        )
    held = tuple(absence.view for absence in absent if absence.why == "run.faulty")
    spec = replace(_spec(slides, context), held=held)
    return Composition(spec, _told(absent, book, speak), context, figures)


def _empty(view: View, made: tuple[SlideSpec, ...]) -> Absence:
    """Why a view made no slide: what it says itself, where it does."""
    if isinstance(made, Empty):
        return Absence(view.key, f"empty.{made.text}", fields=tuple(made.fields.items()))
    return Absence(view.key, "run.nothing")


def _spec(slides: Sequence[SlideSpec], context: Context) -> DeckSpec:
    settings = context.book.settings
    day = context.as_of
    spec = DeckSpec(
        slides=tuple(slides),
        lang=context.say.tag,
        title=settings.deck_title or settings.company or context.source,
        author=settings.key_account_manager or "",
    )
    return replace(spec, created=f"{day.isoformat()}T00:00:00Z") if day else spec


def _absences(views: Iterable[View], book: Book, problems: Sequence[Problem]) -> list[Absence]:
    """The views that cannot be made: a sheet they need is missing, empty or has errors."""
    faulty = blocked_sheets(tuple(problems), book) & dict(book.titles).keys()
    found = []
    for view in views:
        wrong = tuple(key for key in (*view.needs, *view.uses) if key in faulty)
        missing = tuple(key for key in view.needs if key not in faulty and not getattr(book, key))
        if wrong:
            found.append(Absence(view.key, "run.faulty", wrong))
        elif missing:
            found.append(Absence(view.key, "run.missing", missing))
    return found


def _told(absent: Iterable[Absence], book: Book, say: Say) -> tuple[tuple[str, str], ...]:
    """Each view that is left out with a sentence that says why; sheets by their own names."""
    names = {sheet.key: book.title(sheet.key) or sheet.title(say.lang) for sheet in Book.sheets}
    found = []
    for a in absent:
        told = {"n": len(a.sheets), "names": say.list(names[key] for key in a.sheets), **dict(a.fields)}
        found.append((a.view, say(a.why, **told)))
    return tuple(found)
