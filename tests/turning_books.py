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
COUNTS = (1, 2, 3, 12)
KINDS = (
    "as it is", "growing", "shrinking", "giant", "equal", "flat", "one year", "wild", "wild 2", "losing",
    "mixed", "held", "gap", "gap 2", "gone", "half", "middling", "scored", "falling", "newcomer", "leaver",
    "unscored", "hoped",
)  # fmt: skip


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


def _hoped(book: Book, rng: Random) -> Book:
    """Prospects all, of whom nothing is asked: the first brings nothing, one or three bring nearly all."""
    names = [row.account for row in book.accounts]
    large = names[1:4] if len(names) > 3 else names[1:2]
    book = _revenue(book, lambda name, n, _: 9e6 if name in large else 0.0 if name == names[0] else 1e5)
    scores = tuple(row if row.account == names[0] else replace(row, score=2.0) for row in book.scores)
    accounts = tuple(replace(row, status="prospect") for row in book.accounts)
    return replace(book, accounts=accounts, scores=scores)


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


def _gap(book: Book, rng: Random) -> Book:
    """Wild revenue without the middle year."""
    book, years = _wild(book, rng), sorted(set(book.years))[-3:]
    return replace(book, revenue=tuple(row for row in book.revenue if row.year != years[1]))


def _gone(book: Book, rng: Random) -> Book:
    """The giant is lost; nothing of what is Strategic has revenue."""
    book = _giant(book, rng)
    accounts = tuple(
        replace(row, status="lost") if row.account == book.accounts[-1].account else row
        for row in book.accounts
    )
    scores = tuple(replace(row, score=10.0 if row.account == "Nobody's" else 5.0) for row in book.scores)
    return replace(book, accounts=accounts, scores=scores)


def _scored(book: Book, rng: Random) -> Book:
    """Wild scores of one period, by many criteria; the first account has none on harmony."""
    criteria = tuple(
        replace(row, criterion=f"{row.criterion} {n}") for row in book.criteria for n in range(1, 4)
    )
    names = [row.account for row in book.accounts]
    scores = tuple(
        replace(book.scores[0], account=name, criterion=row.criterion, score=float(rng.randint(1, 10)))
        for name in names
        for row in criteria
        if name != names[0] or row.axis == "growth"
    )
    return replace(book, criteria=criteria, scores=scores)


def _half(book: Book, rng: Random) -> Book:
    """Criteria of growth alone; accounts change places from one period to the next."""
    criteria = tuple(row for row in book.criteria if row.axis == "growth")
    names = {row.criterion for row in criteria}
    scores = tuple(
        replace(row, score=float(rng.randint(1, 10))) for row in book.scores if row.criterion in names
    )
    return replace(book, criteria=criteria, scores=scores)


def _middling(book: Book, rng: Random) -> Book:
    """The first account is second best on both axes, and first; the others follow in turn."""
    names, axis = [row.account for row in book.accounts], {row.criterion: row.axis for row in book.criteria}
    ends = {("growth", 1): 10.0, ("harmony", 1): 3.0, ("growth", 2): 3.0, ("harmony", 2): 10.0}
    return replace(
        book,
        scores=tuple(
            replace(
                row,
                score=8.0 if not (n := names.index(row.account)) else ends.get((axis[row.criterion], n), 4.0),
            )
            for row in book.scores
        ),
        revenue=tuple(
            replace(row, revenue=0.0) if not names.index(row.account) else row for row in book.revenue
        ),
    )


def _periods(book: Book) -> tuple[str, ...]:
    return tuple(sorted({row.period for row in book.scores if row.period}))


def _falling(book: Book, rng: Random) -> Book:
    """The first stays first, the second falls to the last place, all others climb one."""
    names, last = [row.account for row in book.accounts], _periods(book)[-1]

    def score(name: str, period: str | None) -> float:
        n = names.index(name)
        return 0.5 if n == 1 and period == last else 10 - n / 4

    return replace(book, scores=tuple(replace(r, score=score(r.account, r.period)) for r in book.scores))


def _newcomer(book: Book, rng: Random) -> Book:
    """A new account brings more than all others, and who scored best has no scores any more."""
    names, years = [row.account for row in book.accounts], sorted(set(book.years))
    last = _periods(book)[-1]
    revenue = tuple(
        replace(row, revenue=60e6 if row.account == names[0] else 5e6 - names.index(row.account) * 1e5)
        for row in book.revenue
        if row.account != names[0] or row.year == years[-1]
    )
    scores = tuple(
        replace(row, score=10.0 if row.account == names[-1] else 9 - names.index(row.account) / 5)
        for row in book.scores
        if row.account != names[-1] or row.period != last
    )
    return replace(book, revenue=revenue, scores=scores)


def _unscored(book: Book, rng: Random) -> Book:
    """One account is scored, and brings least."""
    name = book.accounts[-1].account
    scores = tuple(replace(row, score=10.0) for row in book.scores if row.account == name)
    book = _revenue(book, lambda account, n, _: 1e3 if account == name else 1e6 + n)
    return replace(book, scores=scores)


def _leaver(book: Book, rng: Random) -> Book:
    """The account that brought more than all others brings nothing now."""
    names, years = [row.account for row in book.accounts], sorted(set(book.years))

    def amount(name: str, n: int, _: float) -> float:
        if name == names[0]:
            return 0.0 if years[0] + n == years[-1] else 60e6
        return 5e6 - names.index(name) * 1e5

    return _revenue(book, amount)


_REST: dict[str, Callable[[Book, Random], Book]] = {
    "growing": _growing,
    "shrinking": _shrinking,
    "giant": _giant,
    "equal": _equal,
    "flat": _flat,
    "falling": _falling,
    "gap": _gap,
    "gone": _gone,
    "half": _half,
    "held": _held,
    "hoped": _hoped,
    "losing": _losing,
    "middling": _middling,
    "mixed": _mixed,
    "leaver": _leaver,
    "newcomer": _newcomer,
    "one": _one,
    "scored": _scored,
    "unscored": _unscored,
    "wild": _wild,
}
