"""What a person chose for a deck, and what the deck remembers of it for the next refresh."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.errors import KamdeckError
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.views import VIEWS, View
from kamdeck.workbook.rows import Book

REMEMBERED = ("years", "lang", "template", "views", "account")


@record
class Choice:
    """First and last year, language, master (a path), views by key and account; None where none was made."""

    years: tuple[int, int] | None = None
    lang: str | None = None
    template: str | None = None
    views: tuple[str, ...] | None = None
    account: str | None = None

    def remembered(self) -> dict[str, object]:
        """The choice as JSON values."""
        return {name: value for name in REMEMBERED if (value := getattr(self, name)) is not None}


def recall(values: object) -> Choice:
    """The choice from what a deck remembers; what cannot be read counts as not chosen."""
    known = values if isinstance(values, dict) else {}
    kept = {name: known[name] for name in REMEMBERED if name in known}
    for name in ("years", "views"):
        if isinstance(kept.get(name), list):
            kept[name] = tuple(kept[name])
    return Choice(**kept)


def views_of(choice: Choice, say: Say) -> tuple[View, ...]:
    """The chosen views in the deck's order.

    Raises: KamdeckError for a name that is no view's.
    """
    if choice.views is None:
        return VIEWS
    known = [view.key for view in VIEWS]
    for name in choice.views or ("",):
        if name not in known:
            raise unknown("no_view", name, known, say)
    return tuple(view for view in VIEWS if view.key in choice.views)


def account_of(choice: Choice, book: Book, say: Say) -> str | None:
    """The chosen account's name as the workbook writes it.

    Raises: KamdeckError for a name that is not on the Accounts sheet.
    """
    if choice.account is None:
        return None
    names = [row.account for row in book.accounts]
    wanted = choice.account.casefold()
    for row in book.accounts:
        if wanted in (row.account.casefold(), (row.short_name or "").casefold()):
            return row.account
    raise unknown("no_account", choice.account, names, say, file=book.source)


def years_of(choice: Choice, book: Book, say: Say) -> tuple[int, ...]:
    """The years to show, ascending: the choice, else the Settings sheet's range, else all that are there.

    Raises: KamdeckError when none of the wanted years has revenue.
    """
    settings = book.settings
    first, last = choice.years or (settings.first_year or 0, settings.last_year or 9999)
    years = tuple(year for year in book.years if first <= year <= last)
    is_single = choice.years is not None and first == last
    if years or not (book.years or is_single):
        return years
    wanted = str(first) if is_single else f"{first or ''}–{last if last != 9999 else ''}"
    raise KamdeckError(
        say("run.no_years", file=book.source, years=wanted),
        say("run.years_there", names=", ".join(map(str, book.years))) if book.years else "",
    )


def language_of(choice: Choice, book: Book) -> str:
    """The deck's language: the choice, else the Settings sheet's, else that of the sheets' names."""
    if choice.lang or book.settings.language:
        return choice.lang or book.settings.language or "en"
    is_french = [title == sheet.fr for key, title in book.titles for sheet in Book.sheets
                 if sheet.key == key and sheet.fr != sheet.en]  # fmt: skip
    return "fr" if sum(is_french) * 2 > len(is_french) else "en"


def unknown(text: str, name: str, known: Sequence[str], say: Say, **fields: object) -> KamdeckError:
    """The error for a wrong name, with the right ones."""
    return KamdeckError(
        say(f"run.{text}", name=f"“{name}”", **fields), say("run.choose", names=", ".join(known))
    )
