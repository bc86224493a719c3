"""Books whose data turn: the story with few or many accounts, growing, shrinking, with one giant, all equal,
flat, of a single year, or with every figure drawn at random."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from random import Random
from typing import Any

from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.workbook.periods import comparable, periods_of
from kamdeck.workbook.rows import Book
from tests.scaled_books import scaled

AS_OF = date(2026, 10, 31)
COUNTS = (1, 2, 3, 12, 30)
KINDS = (
    "as it is",
    "growing",
    "shrinking",
    "giant",
    "equal",
    "flat",
    "one year",
    "wild",
    "wild 2",
    "losing",
    "mixed",
    "held",
)


@cache
def turned(count: int, kind: str) -> Book:
    """The story with so many accounts, turned; the same names give the same book."""
    rng = Random(f"{count} {kind}")
    book = scaled(count)
    return book if kind == "as it is" else _REST[kind.partition(" ")[0]](book, rng)


def turning() -> Iterator[tuple[str, Book]]:
    """All of them with their names."""
    for kind in KINDS:
        for count in COUNTS:
            yield f"{kind}, {count}", turned(count, kind)


def context(book: Book, lang: str, **given: Any) -> Context:
    """What a view is given for a book."""
    years = comparable(periods_of(book, tuple(sorted(set(book.years))[-3:])), 0)
    return Context(book, Say(lang), years, AS_OF, "book.xlsx", **given)


# ------------------------------------------------------------------ how data turn


def _revenue(book: Book, make: Callable[[str, int, float], float]) -> Book:
    """The book with other revenue: of the account, years after the first, and the revenue there."""
    first = min((row.year for row in book.revenue), default=0)
    rows = tuple(
        replace(
            row, revenue=None if row.revenue is None else make(row.account, row.year - first, row.revenue)
        )
        for row in book.revenue
    )
    return replace(book, revenue=rows)


def _mrr(book: Book, make: Callable[[str, int, float], float]) -> Book:
    """The book with other MRR: of the account, months after the first, and the MRR there."""
    months = sorted({row.month for row in book.mrr})
    rows = tuple(replace(row, mrr=make(row.account, months.index(row.month), row.mrr)) for row in book.mrr)
    return replace(book, mrr=rows)


def _growing(book: Book, rng: Random) -> Book:
    rates = {row.account: rng.uniform(0.01, 0.3) for row in book.accounts}
    base = {row.account: rng.uniform(1e5, 9e6) for row in book.accounts}
    book = _revenue(book, lambda name, n, _: base[name] * (1 + rates[name]) ** n)
    return _mrr(book, lambda name, n, _: base[name] / 100 * (1 + rates[name] / 12) ** n)


def _shrinking(book: Book, rng: Random) -> Book:
    rates = {row.account: rng.uniform(0.01, 0.3) for row in book.accounts}
    base = {row.account: rng.uniform(1e5, 9e6) for row in book.accounts}
    book = _revenue(book, lambda name, n, _: base[name] * (1 - rates[name]) ** n)
    return _mrr(book, lambda name, n, _: base[name] / 100 * (1 - rates[name] / 12) ** n)


def _giant(book: Book, rng: Random) -> Book:
    """One account with nearly all revenue, which grows by 3%."""
    giant = book.accounts[-1].account
    book = _revenue(book, lambda name, n, _: 60e6 * 1.03**n if name == giant else rng.uniform(1e5, 3e5))
    return _mrr(book, lambda name, n, value: value * 40 if name == giant else value)


def _equal(book: Book, rng: Random) -> Book:
    book = _revenue(book, lambda name, n, _: 1e6)
    book = _mrr(book, lambda name, n, _: 1e4)
    return replace(book, scores=tuple(replace(row, score=7.0) for row in book.scores))


def _flat(book: Book, rng: Random) -> Book:
    """Every account holds, but for two that take from each other."""
    base = {row.account: rng.uniform(1e5, 9e6) for row in book.accounts}
    names = [row.account for row in book.accounts]
    by = {names[0]: 2e4, names[-1]: -2e4} if len(names) > 1 else {}
    book = _revenue(book, lambda name, n, _: base[name] + n * by.get(name, 0.0))
    return _mrr(book, lambda name, n, _: base[name] / 100)


def _mixed(book: Book, rng: Random) -> Book:
    """Two accounts gain 20% each, the third loses 30%, the others stay."""
    by = dict(zip((row.account for row in book.accounts), (2e5, 2e5, -3e5), strict=False))
    return _revenue(book, lambda name, n, _: 1e6 + n * by.get(name, 0.0))


def _held(book: Book, rng: Random) -> Book:
    """The large accounts stay, the small ones grow."""
    names = [row.account for row in book.accounts]
    return _revenue(book, lambda name, n, _: 1e5 * (1 + n / 4) if names.index(name) > 1 else 9e6)


def _one(book: Book, rng: Random) -> Book:
    last = max(row.year for row in book.revenue)
    return replace(book, revenue=tuple(row for row in book.revenue if row.year == last))


def _wild(book: Book, rng: Random) -> Book:
    """Every figure at random: revenue with gaps and credit notes, scores, MRR, profit, satisfaction."""

    def amount() -> float:
        return rng.choice((0.0, rng.uniform(-2e5, 0), *(rng.lognormvariate(13.5, 1.5) for _ in range(8))))

    book = _revenue(book, lambda name, n, _: amount())
    book = _mrr(book, lambda name, n, value: rng.choice((0.0, value, value, value * rng.uniform(0.5, 2))))
    return replace(
        book,
        scores=tuple(replace(row, score=float(rng.randint(1, 10))) for row in book.scores),
        profit=tuple(
            replace(row, operating_profit=rng.gauss(2e5, 4e5), revenue=None, cost=None) for row in book.profit
        ),
        satisfaction=tuple(replace(row, score=float(rng.randint(0, 10))) for row in book.satisfaction),
    )


def _losing(book: Book, rng: Random) -> Book:
    """A growing book that loses money, with low scores."""
    book = _growing(book, rng)
    return replace(
        book,
        scores=tuple(replace(row, score=float(rng.randint(1, 5))) for row in book.scores),
        profit=tuple(
            replace(row, operating_profit=-rng.uniform(1e4, 3e5), revenue=None, cost=None)
            for row in book.profit
        ),
    )


_REST: dict[str, Callable[[Book, Random], Book]] = {
    "growing": _growing, "shrinking": _shrinking, "giant": _giant, "equal": _equal, "flat": _flat,
    "held": _held, "losing": _losing, "mixed": _mixed, "one": _one, "wild": _wild,
}  # fmt: skip
