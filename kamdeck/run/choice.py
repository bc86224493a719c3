"""What a person chose for a deck, and what the deck remembers of it for the next refresh."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, TypedDict, Unpack

from kamdeck.errors import KamdeckError
from kamdeck.record import record, replace
from kamdeck.run.portfolios import COLUMNS
from kamdeck.text import Say, languages
from kamdeck.text.catalogues import ENGLISH
from kamdeck.views import View, every_view
from kamdeck.views.view import ACCOUNT, PACKS, PORTFOLIO, REVIEW
from kamdeck.workbook.columns import CUSTOMER, EDITIONS, INTERNAL
from kamdeck.workbook.rows import Book

REMEMBERED = ("years", "lang", "template", "views", "account", "pack", "edition", "part", "since")


class Chosen(TypedDict, total=False):
    """What a caller may choose of a deck; None chooses nothing.

    years: first and last year to show
    lang: language of the deck, en or fr
    template: a company's own master, a path
    views: the views by key
    account: the account that the deck is about
    pack: portfolio (every view), account or review; an account alone means its pack
    edition: who reads it: internal, executive or customer
    """

    years: tuple[int, int] | None
    lang: str | None
    template: str | os.PathLike[str] | None
    views: Sequence[str] | None
    account: str | None
    pack: str | None
    edition: str | None


@record
class Choice:
    """First and last year, language, master (a path), views by key, account, pack, edition, and the part of
    the accounts that the deck is about (a column of Accounts and its value), and the name of the earlier
    deck or workbook that it is compared with; None where none was made."""

    years: tuple[int, int] | None = None
    lang: str | None = None
    template: str | None = None
    views: tuple[str, ...] | None = None
    account: str | None = None
    pack: str | None = None
    edition: str | None = None
    part: tuple[str, str] | None = None
    since: str | None = None

    def remembered(self, *, is_outside: bool = False) -> dict[str, object]:
        """The choice as JSON values; a deck that goes outside keeps the master's name, not its folder."""
        kept = {name: value for name in REMEMBERED if (value := getattr(self, name)) is not None}
        if is_outside and self.template is not None:
            kept["template"] = self.template.replace("\\", "/").rpartition("/")[2]
        if is_outside:
            kept.pop("part", None)
        return kept

    @classmethod
    def of(cls, **chosen: Unpack[Chosen]) -> Choice:
        """What a caller chose."""
        found: dict[str, Any] = dict(chosen)
        if found.get("template"):
            found["template"] = os.fspath(found["template"])
        if found.get("views") is not None:
            found["views"] = tuple(found["views"])
        return cls(**found)


NO_CHOICE = Choice()


def recall(values: object) -> Choice:
    """The choice from what a deck remembers.

    A deck that remembers an account and no pack was made before there were packs: it has every view.

    Raises: ValueError for values that no deck of ours remembers; in doubt nobody knows who may read it.
    """
    if not isinstance(values, dict):
        raise ValueError("no choice")
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if name in REMEMBERED:
            kept[name] = _recalled(name, value)
    if "account" in kept:
        kept.setdefault("pack", PORTFOLIO)
    if kept.get("edition", INTERNAL) not in EDITIONS:
        raise ValueError("no such edition")
    return Choice(**kept)


def _recalled(name: str, value: object) -> object:
    """A remembered value in the form that a choice has."""
    if (name == "years" and _is_list(value, int, 2)) or (name in ("views", "part") and _is_list(value, str)):
        found: tuple[Any, ...] = tuple(value)  # type: ignore[arg-type]
        if name != "part" or (len(found) == 2 and found[0] in COLUMNS):
            return found
    elif name not in ("years", "views", "part") and isinstance(value, str):
        return value
    raise ValueError(name)


def _is_list(value: object, kind: type, length: int | None = None) -> bool:
    is_list = isinstance(value, list | tuple) and all(type(each) is kind for each in value)
    return is_list and (length is None or len(value) == length)  # type: ignore[arg-type]


def edition_of(choice: Choice, say: Say) -> str:
    """The chosen edition; the internal one where none was chosen.

    Raises: KamdeckError for a name that is no edition's.
    """
    edition = choice.edition or INTERNAL
    if edition not in EDITIONS:
        raise unknown("no_edition", edition, EDITIONS, say)
    return edition


def pack_of(choice: Choice, say: Say) -> str:
    """The chosen pack; without a choice an account's where an account is named, else the portfolio's.

    Raises: KamdeckError for a name that is no pack's, or another pack than the account's for a customer.
    """
    for_customer = edition_of(choice, say) == CUSTOMER
    pack = choice.pack or (ACCOUNT if choice.account or for_customer else PORTFOLIO)
    if pack not in PACKS:
        raise unknown("no_pack", pack, PACKS, say)
    if for_customer and pack != ACCOUNT:
        raise KamdeckError(say("run.customer_pack", name=f"“{pack}”"), say("run.customer_pack_hint"))
    return pack


def settled(choice: Choice, account: str | None, pack: str) -> Choice:
    """The choice that a deck remembers: the account by its name of today; an account's pack stays that
    account's, whatever the focus account is by then."""
    if pack != ACCOUNT:
        return choice if choice.account is None else replace(choice, account=account)
    return replace(choice, account=account, pack=pack)


def followed(remembered: Choice, asked: Choice, deck: str, say: Say) -> Choice:
    """The choice for the refresh of a deck that some settings call for: years, language and views follow the
    settings, all else is as the deck remembers.

    Raises: KamdeckError where what decides who may read it, or what it is about, is not the same.
    """
    wanted = {
        "edition": asked.edition or INTERNAL,
        "pack": pack_of(asked, say),
        "account": asked.account,
        "part": " = ".join(asked.part or ()),
        "template": PurePath(asked.template or "").name,
    }
    found = {
        "edition": remembered.edition or INTERNAL,
        "pack": pack_of(remembered, say),
        "account": remembered.account if asked.account else None,
        "part": " = ".join(remembered.part or ()),
        "template": PurePath((remembered.template or "").replace("\\", "/")).name,
    }
    for name, value in wanted.items():
        if (value or "").casefold() != (found[name] or "").casefold():
            none = say("fleet.none")
            text = say(
                "fleet.other_choice", deck=deck, name=name, now=found[name] or none, wanted=value or none
            )
            raise KamdeckError(text, say("fleet.other_choice_hint"))
    return replace(remembered, years=asked.years, lang=asked.lang, views=asked.views)


def changed(remembered: Choice, asked: Choice, deck: str, say: Say) -> Choice:
    """The choice for a refresh: what is asked for now, all else as the deck remembers.

    Raises: KamdeckError for another master, and where the deck may hold what its new readers must not see:
    earlier figures, slides handed over, notes and slides of one's own.
    """
    found = {name: value for name in REMEMBERED if (value := getattr(asked, name)) is not None}
    if not found:
        return remembered
    choice = replace(remembered, **found)
    was, now = edition_of(remembered, say), edition_of(choice, say)
    is_other = (choice.account or "").casefold() != (remembered.account or "").casefold()
    if now != was:
        text = say("run.other_edition", deck=deck, now=was, wanted=now)
        raise KamdeckError(text, say("run.other_edition_hint"))
    if now == CUSTOMER and is_other:
        text = say(
            "run.other_account", deck=deck, now=f"“{remembered.account}”", wanted=f"“{choice.account}”"
        )
        raise KamdeckError(text, say("run.other_account_hint"))
    if asked.template is not None and _file(asked.template) != _file(remembered.template):
        text = say("run.other_template", deck=deck, wanted=_file(asked.template))
        raise KamdeckError(text, say("run.other_template_hint", deck=deck))
    return choice


def demanded(remembered: Choice, asked: Choice, deck: str, say: Say, *, who: str) -> Choice:
    """The choice that a deck remembers, where it is the one that a job asks for as far as it says: nobody
    gets what is not theirs.

    Raises: KamdeckError for a deck that was built for other readers; `who` is the job's name.
    """
    for name in ("pack", "edition", "account", "lang"):
        wanted, there = getattr(asked, name), getattr(remembered, name)
        if wanted is not None and wanted != there:
            raise KamdeckError(
                say("mail.other_deck", name=deck, what=name, there=there or "–", wanted=wanted),
                say("mail.other_deck_hint", name=who),
            )
    return remembered


def _file(path: str | None) -> str:
    """The name of a file, whatever system its path is of."""
    return (path or "").replace("\\", "/").rpartition("/")[2].casefold()


def views_of(choice: Choice, say: Say) -> tuple[View, ...]:
    """The chosen views, else those of the pack, in the deck's order.

    Raises: KamdeckError for a name that is no view's or no pack's.
    """
    if choice.views is None:
        pack = pack_of(choice, say)
        since = choice.since is not None
        return tuple(view for view in every_view() if view.is_in(pack) and (since or not view.is_comparing))
    known = [view.key for view in every_view()]
    for name in choice.views or ("",):
        if name not in known:
            raise unknown("no_view", name, known, say)
    return tuple(view for view in every_view() if view.key in choice.views)


def account_of(choice: Choice, book: Book, say: Say, *, is_refresh: bool = False) -> str | None:
    """The chosen account's name as the workbook writes it, found by its short name or a former one too; for
    a pack that is about an account, the focus account where none was chosen.

    On a refresh the name was right once: the error says so.

    Raises: KamdeckError for a name that is not on the Accounts sheet, or where an account's pack has none.
    """
    pack, name = pack_of(choice, say), choice.account
    if name is None and pack in (ACCOUNT, REVIEW):
        name = book.settings.focus_account
    names = [row.account for row in book.accounts]
    if name is None:
        if pack == ACCOUNT:
            raise KamdeckError(
                say("run.which_account", file=book.source), say("run.choose", names=", ".join(names))
            )
        return None
    wanted = name.casefold()
    for row in book.accounts:
        if wanted in (row.account.casefold(), (row.short_name or "").casefold()):
            return row.account
    heirs = [row.account for row in book.accounts if wanted in (old.casefold() for old in row.formerly)]
    if len(heirs) == 1:
        return heirs[0]
    if choice.account is None and pack == REVIEW:
        return None
    if is_refresh:
        hint = say("run.account_gone_hint", names=", ".join(names))
        raise KamdeckError(say("run.account_gone", name=f"“{name}”", file=book.source), hint)
    raise unknown("no_account", name, names, say, file=book.source)


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
    titles = dict(book.titles)
    told = [(sheet, titles[sheet.key]) for sheet in Book.sheets if sheet.key in titles]
    for lang in languages()[1:]:
        is_so = [
            title == sheet.title(lang) for sheet, title in told if sheet.title(lang) != sheet.title(ENGLISH)
        ]
        if sum(is_so) * 2 > len(is_so):
            return lang
    return ENGLISH


def unknown(text: str, name: str, known: Sequence[str], say: Say, **fields: object) -> KamdeckError:
    """The error for a wrong name, with the right ones."""
    return KamdeckError(
        say(f"run.{text}", name=f"“{name}”", **fields), say("run.choose", names=", ".join(known))
    )


def marked_with(figures: Mapping[str, object], choice: Choice, source: str = "") -> dict[str, object]:
    """The figures with what a comparison has to know of their deck: its edition, its part of the accounts
    and its name."""
    marks = {
        "edition": choice.edition or INTERNAL,
        "part": " = ".join(choice.part or ()),
        "source": source,
    }
    return {**figures, **{name: text for name, text in marks.items() if text}}
