"""Whom a text names as the first to ask, to save or to learn from: over books that turn, nobody has more of
what the text speaks of, by plain arithmetic on the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from kamdeck.figures.context import Context
from kamdeck.figures.retention import read_retention
from kamdeck.record import replace
from kamdeck.run.composition import seen_by
from kamdeck.text import Say
from kamdeck.views import VIEWS
from kamdeck.workbook.rows import Book, Mrr
from tests.title_figures import revenue_of
from tests.turning_books import context, turned, turning

Sizes = Mapping[str, float]


def _revenue(ctx: Context) -> Sizes:
    return revenue_of(ctx, ctx.years[-1])


def _gains(ctx: Context) -> Sizes:
    before, after = (revenue_of(ctx, year) for year in ctx.years[-2:])
    return {name: after.get(name, 0.0) - before.get(name, 0.0) for name in {*before, *after}}


def _falls(ctx: Context) -> Sizes:
    return {name: -change for name, change in _gains(ctx).items()}


def _mrr(ctx: Context) -> tuple[Sizes, Sizes]:
    """By account at the two ends of the newest period."""
    found = read_retention(ctx)
    assert found
    months: dict[object, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in ctx.book.mrr:
        months[row.month.year, row.month.month][row.account] += row.mrr
    before, after = (months[end] for end in (found.now.opening, found.now.closing))
    return before, after


def _mrr_that_left(ctx: Context) -> Sizes:
    before, after = _mrr(ctx)
    return {name: mrr for name, mrr in before.items() if mrr > 0 >= after.get(name, 0.0)}


def _mrr_gained(ctx: Context) -> Sizes:
    before, after = _mrr(ctx)
    return {name: after[name] - mrr for name, mrr in before.items() if mrr > 0 and after.get(name, 0.0) > 0}


# Texts with the account that they name in a field, and what nobody else has more of.
LARGEST: dict[str, tuple[str, Callable[[Context], Sizes]]] = {
    "abc_accounts.fact_gain": ("name", _gains),
    "abc_accounts.fact_worst": ("name", _falls),
    "abc_accounts.next_best": ("name", _gains),
    "concentration.next_grow": ("name", _revenue),
    "concentration.next_save": ("name", _revenue),
    "concentration.next_win": ("name", _revenue),
    "pareto.fact_single_risk": ("name", _revenue),
    "retention.next.grew": ("name", _mrr_gained),
    "retention.next.left": ("name", _mrr_that_left),
}


def leaving() -> Book:
    """Every account pays the same each month, but two that pay nothing from the middle on."""
    book = turned(12, "as it is")
    months = sorted({row.month for row in book.mrr})
    was = {row.account: row.mrr for row in book.mrr if row.month == months[0]}
    gone = sorted(was)[:2]

    def paid(row: Mrr) -> float:
        is_over = row.account in gone and row.month >= months[len(months) // 2]
        return 0.0 if is_over else was.get(row.account, row.mrr)

    return replace(book, mrr=tuple(replace(row, mrr=paid(row)) for row in book.mrr), mrr_bridge=(), risk=())


@pytest.fixture(scope="module")
def spoken() -> list[tuple[str, Context, str, str]]:
    """Every text of the table that is said over books that turn, with the book and the name in it."""
    found: list[tuple[str, Context, str, str]] = []
    speak = Say.__call__
    for book_name, book in (*turning(), ("leaving", leaving())):
        ctx = context(book, "en")

        def listen(say: Say, key: str, _name: str = book_name, _ctx: Context = ctx, **fields: Any) -> str:
            if key in LARGEST:
                found.append((_name, _ctx, key, str(fields[LARGEST[key][0]])))
            return speak(say, key, **fields)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Say, "__call__", listen)
            for view in VIEWS:
                if view.is_in(ctx.pack):
                    view.build(seen_by(view, ctx))
    return found


def is_of(name: str, account: str, ctx: Context) -> bool:
    """Whether a name in a text is the account's: whole, short, or cut."""
    return any(known.startswith(name.rstrip("…")) for known in (account, ctx.short(account)))


def test_nobody_has_more_than_whom_a_text_names(spoken: list[tuple[str, Context, str, str]]) -> None:
    wrong = []
    for book, ctx, key, name in spoken:
        sizes = LARGEST[key][1](ctx)
        size = next((size for account, size in sizes.items() if is_of(name, account, ctx)), None)
        if size is None or size < max(sizes.values()) - 0.01:
            wrong.append(f"{book}: {key}: {name} has {size} of {sizes}")
    assert wrong == []


def test_every_text_of_the_table_is_said_of_some_book(spoken: list[tuple[str, Context, str, str]]) -> None:
    assert {key for _, _, key, _ in spoken} == LARGEST.keys()
