"""A renamed account is the same account: its deck follows it, and its report says what was taken for one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from kamdeck.analysis.comparison import renames
from kamdeck.deck.renames import Names, rename
from kamdeck.deck.spec import DeckSpec
from kamdeck.errors import Problem
from kamdeck.figures.context import Context
from kamdeck.figures.earlier import Past, find_past, snapshot
from kamdeck.figures.key_figures import FORMERLY, NAMES, Figures, newest_of, runs_of
from kamdeck.pptxio.package import Package
from kamdeck.record import replace
from kamdeck.run.choice import Choice
from kamdeck.text import Say
from kamdeck.workbook.rows import Book


def followed_names(choice: Choice, book: Book, runs: Sequence[Figures]) -> Choice:
    """What a deck remembers of its choice, with its account under the name of today."""
    if choice.account is None:
        return choice
    name, today = choice.account.casefold(), {row.account.casefold() for row in book.accounts}
    names = {
        former.casefold(): row.account
        for row in book.accounts
        for former in row.formerly or ()
        if former.casefold() not in today
    }
    names |= {old.casefold(): new for old, new in find_past(book, runs).names.items()}
    return replace(choice, account=names[name]) if name in names else choice


def retold(last: Mapping[str, Any], context: Context, slides: Collection[str]) -> Mapping[str, Any]:
    """What the last mail showed, with its accounts under the names of today: keys of slides and words."""
    former = (context.now and context.now.formerly) or {}
    if not (last and former):
        return last
    words = "|".join(map(re.escape, sorted(former, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    names = Names(former, context.accounts)
    found = dict(last)
    for part in ("titles", "slides", "figures"):
        told = {
            name: pattern.sub(lambda match: context.short(former[match[0]]), str(text))
            for name, text in last[part].items()
        }
        moves = names.moved(told, slides) if part != "figures" else {}
        found[part] = {moves.get(name, name): text for name, text in told.items()}
    return found


def renamed_marks(
    package: Package, spec: DeckSpec, known: tuple[dict[str, Any], Any]
) -> tuple[dict[str, Any], Any]:
    """What a deck remembers, by the names that its accounts have today; its marks are written anew where an
    account has another one."""
    manifest, ledger = known
    newest, figures = newest_of(runs_of(manifest)), dict(spec.manifest).get("figures")
    if ledger is None or newest is None or not isinstance(figures, dict):
        return known
    if all(newest.get(name) == figures.get(name) for name in (NAMES, FORMERLY)):
        return known
    before = snapshot(newest)
    names = {one.before: one.after for one in renames(before, snapshot(figures))}
    if not names:
        return known
    from kamdeck.pptxio.renames import rename_marks

    return manifest, rename_marks(package, ledger, rename(ledger, names, before.names, spec))


def told(past: Past, book: Book, say: Say) -> tuple[Problem, ...]:
    """What a person should know of the accounts that a deck knew by other names: those that were taken for
    one by their figures alone, and those that are several of before."""
    places = {row.account: row.at for row in book.accounts}
    found = []
    for one in past.renames:
        if one.by == "figures":
            fields = {"old": f"“{one.before}”", "new": f"“{one.after}”"}
            found.append(_warning("renamed-by-figures", "renamed", places.get(one.after, ""), fields, say))
    for name, before in past.merged:
        fields = {"names": say.list(f"“{each}”" for each in before), "new": f"“{name}”"}
        found.append(_warning("accounts-merged", "merged", places.get(name, ""), fields, say))
    return tuple(found)


def _warning(code: str, text: str, at: str, fields: Mapping[str, object], say: Say) -> Problem:
    sheet, _, cell = at.rpartition("!")
    message, hint = say(f"run.{text}", **fields), say(f"run.{text}_hint", **fields)
    return Problem(code, sheet, cell, message, hint, "warning", str(fields["new"]).strip("“”"))
