"""No account is told two opposite things in one deck, whatever the book: every advising text says which
accounts it asks, and for what, and all of them are held against each other and against the book."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import combinations

import pytest

from kamdeck.deck.spec import DeckSpec
from kamdeck.figures.advice import read_advice
from kamdeck.figures.context import Context
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.workbook.rows import Book, Initiative, RetentionAction, Task
from tests.random_books import AS_OF, CRITERIA, YEARS, random_book
from tests.scaled_books import scaled, story
from tests.view_checks import texts

SEEDS = range(48)
VERBS = ("save", "plan", "grow", "hold", "cut")
OPPOSITE = {frozenset(pair) for pair in (("cut", v) for v in VERBS[:4])} | {frozenset(("save", "grow"))}
# What else may be asked of an account of which the book says this.
MAY = {
    "save": {"save", "plan", "hold"},
    "plan": {"plan", "grow", "hold"},
    "grow": {"grow", "plan", "hold"},
    "hold": {"hold", "plan"},
    "unknown": {"hold", "plan", "grow"},
    "cut": {"cut"},
}
# Views whose next step names no account but those that it asks.
NAMING = (
    "ranking",
    "classification",
    "abc_migration",
    "abc_tiers",
    "strategies",
    "whitespace",
)


@cache
def deck(seed: int, lang: str = "en") -> DeckSpec:
    return compose(random_book(seed), (), Choice(lang=lang), Say("en"), is_refresh=True).spec


def revenue_of(book: Book) -> dict[str, float]:
    """The revenue of the newest year that has any, by account."""
    year = max(row.year for row in book.revenue)
    found: dict[str, float] = {}
    for row in book.revenue:
        if row.year == year:
            found[row.account] = found.get(row.account, 0.0) + (row.revenue or 0.0)
    return found


def largest(book: Book, share: float) -> list[str]:
    """The fewest accounts that reach a share of revenue, those that are lost since included."""
    ranked = sorted(((v, name) for name, v in revenue_of(book).items() if v > 0), key=lambda pair: -pair[0])
    total, reached = sum(value for value, _ in ranked), 0.0
    found: list[str] = []
    for value, name in ranked:
        if reached >= share * total - 1e-6:
            break
        reached += value
        found.append(name)
    return found


def average(book: Book, account: str, axis: str) -> float | None:
    """The weighted average on an axis, None where less than 60% of the weights are scored."""
    scores = {row.criterion: row.score for row in book.scores if row.account == account}
    held = [(weight, scores[name]) for kind, name, weight in CRITERIA if kind == axis and name in scores]
    weight = sum(w for w, _ in held)
    return sum(w * score for w, score in held) / weight if weight >= 0.6 - 1e-9 else None


def expected(book: Book) -> dict[str, str]:
    """What is to be done about each account that is there, by plain arithmetic on the rows."""
    queue = {row.account for row in book.risk}
    dated: tuple[RetentionAction | Initiative | Task, ...]
    dated = *book.retention_actions, *book.plan, *book.tasks
    late = {row.account for row in dated
            if row.status != "done" and row.due_on is not None and row.due_on < AS_OF}  # fmt: skip
    gone = {row.account for row in book.accounts if row.status == "lost"}
    chosen = {row.account for row in book.accounts if row.key_account} - gone
    if not chosen and book.identification:
        chosen = {name for name, value in revenue_of(book).items() if value >= 2e5} - gone
    chosen.add(book.settings.focus_account or "")
    spared = chosen | {row.account for row in book.plan} | set(largest(book, 0.8))
    cut = book.settings.class_cut - 1e-6
    found: dict[str, str] = {}
    for row in book.accounts:
        name, growth = row.account, average(book, row.account, "growth")
        harmony = average(book, name, "harmony")
        if row.status != "active":
            continue
        if name in queue:
            found[name] = "save"
        elif name in chosen and name in late:
            found[name] = "plan"
        elif growth is None or harmony is None:
            found[name] = "unknown"
        elif growth >= cut and harmony >= cut:
            found[name] = "grow"
        elif growth < cut and harmony < cut and name not in spared:
            found[name] = "cut"
        else:
            found[name] = "hold"
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_the_verbs_are_those_of_the_rows(seed: int) -> None:
    book = random_book(seed)
    found = read_advice(Context(book, Say("en"), YEARS, AS_OF))
    verbs = {name: found.verb(name) for name in found.positions}
    right = {name: "hold" if verb == "unknown" else verb for name, verb in expected(book).items()}
    assert {name: verb for name, verb in verbs.items() if verb is not None} == right


@pytest.mark.parametrize("seed", SEEDS)
def test_no_account_gets_two_opposite_verbs(seed: int) -> None:
    asked: dict[str, dict[str, str]] = {}
    for slide in deck(seed).slides:
        for ask in slide.asks:
            for account in ask.accounts:
                asked.setdefault(account, {})[ask.verb] = slide.key
    for account, verbs in asked.items():
        for pair in combinations(verbs, 2):
            assert frozenset(pair) not in OPPOSITE, f"{account}: {verbs}"


@pytest.mark.parametrize("seed", SEEDS)
def test_every_ask_follows_from_the_book(seed: int) -> None:
    right = expected(random_book(seed))
    for slide in deck(seed).slides:
        for ask in slide.asks:
            assert ask.accounts, f"{slide.key} asks {ask.verb} of nobody"
            for account in ask.accounts:
                assert account in right, f"{slide.key} asks {ask.verb} of {account}, which is not there"
                assert ask.verb in MAY[right[account]], (
                    f"{slide.key}: {ask.verb}, {account} is {right[account]}"
                )


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_asked_beyond_half_of_an_accounts_revenue(seed: int) -> None:
    revenue = revenue_of(random_book(seed))
    for slide in deck(seed).slides:
        for ask in slide.asks:
            most = 0.5 * sum(revenue.get(account, 0.0) for account in ask.accounts)
            assert not ask.amount or ask.amount <= most + 0.01, f"{slide.key}: {ask}, at most {most}"


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("seed", SEEDS[:24])
def test_the_vital_few_are_few(seed: int, lang: str) -> None:
    book, say = random_book(seed), Say(lang)
    count = sum(value > 0 for value in revenue_of(book).values())
    is_few = len(largest(book, 0.8)) <= min(count / 3, 15)
    for slide in deck(seed, lang).slides:
        if slide.key == "pareto":
            shown = texts(slide).get("pareto/marks/vital", "")
            assert (shown in (say("pareto.vital"), say("pareto.vital_short"))) <= is_few
            named = max((len(ask.accounts) for ask in slide.asks), default=0)
            assert named <= 1 or is_few, slide.asks


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("seed", SEEDS[:24])
def test_a_next_step_asks_the_accounts_that_it_names(seed: int, lang: str) -> None:
    names = [row.account for row in random_book(seed).accounts]
    for slide in deck(seed, lang).slides:
        if slide.key.partition(":")[0] in NAMING:
            said = texts(slide).get(f"{slide.key}/next", "")
            asked = {account for ask in slide.asks for account in ask.accounts}
            assert {name for name in names if name in said} <= asked, said


def test_the_random_books_call_for_every_verb_in_many_views() -> None:
    asks = [
        (slide.key.partition(":")[0], ask)
        for seed in SEEDS
        for slide in deck(seed).slides
        for ask in slide.asks
    ]
    for verb in VERBS:
        assert sum(ask.verb == verb for _, ask in asks) > 10, verb
    assert sum(ask.amount > 0 for _, ask in asks) > 10
    views = {view for view, _ in asks}
    others = {"pareto", "concentration", "abc_accounts", "scoring", "retention", "retention_plan"}
    assert views >= {*NAMING, *others, "dashboard_risk", "blueprint", "ideal_profile"}, views
    right = Counter(verb for seed in SEEDS for verb in expected(random_book(seed)).values())
    assert min(right[verb] for verb in MAY) > 10, right


@pytest.mark.parametrize("book", [story(), scaled(60)], ids=["story", "sixty"])
def test_the_story_gives_no_account_two_opposite_verbs(book: Book) -> None:
    asked: dict[str, set[str]] = {}
    for slide in compose(book, (), Choice(), Say("en"), is_refresh=True).spec.slides:
        for ask in slide.asks:
            for account in ask.accounts:
                asked.setdefault(account, set()).add(ask.verb)
    assert "cut" in {verb for verbs in asked.values() for verb in verbs}
    for account, verbs in asked.items():
        assert not any(frozenset(pair) in OPPOSITE for pair in combinations(verbs, 2)), (account, verbs)
