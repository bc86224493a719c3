"""Titles as tables: every text of a title is in one, and says of its figures what the table claims."""

from __future__ import annotations

import importlib
from math import nan
from typing import Any

import pytest

from kamdeck.analysis.comparison import Snapshot
from kamdeck.figures.context import Context
from kamdeck.figures.earlier import snapshot
from kamdeck.figures.key_figures import key_figures
from kamdeck.layout.titles import (
    DOWN,
    LEVEL,
    UP,
    Claim,
    Move,
    Titles,
    always,
    down,
    level,
    up,
    when,
    wordings,
)
from kamdeck.run.composition import seen_by
from kamdeck.text import Say
from kamdeck.views import VIEWS
from kamdeck.views.view import ACCOUNT
from kamdeck.workbook.columns import CUSTOMER
from tests.title_figures import FIGURES
from tests.title_tables import Said, overheard, tables, texts_of, title_keys, turns_in
from tests.title_tables import wordings as every_wording
from tests.turning_books import COUNTS, KINDS, context, turning

# Texts named as a title that no table chooses, and why.
NO_WORDINGS = {
    "decision.table.title": "the name of a list",
    "decision.title.and_more": "several names",
    "summary.losses.title": "the only head of its finding",
    "summary.whitespace.title": "the only head of its finding",
    "divisions.table.title": "the name of a list",
}
LANG = ("en", "fr")
ALL = every_wording()


# ------------------------------------------------------------------ both ways


def test_every_text_of_a_title_is_in_a_table() -> None:
    said = {key for _, wording in ALL for key in wording.keys} | {table.join for table in tables().values()}
    assert set(title_keys()) - said == set(NO_WORDINGS)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_text_of_a_table_is_in_the_catalogue(lang: str) -> None:
    say = Say(lang)
    assert [key for _, wording in ALL for key in wording.keys if not say.has(key)] == []
    assert [t.join for t in tables().values() if t.join and not say.has(t.join)] == []


# ------------------------------------------------------------------ words of direction


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_text_names_only_turns_that_its_wording_claims(lang: str) -> None:
    for table, wording in ALL:
        claimed = {claim.turn for claim in wording.claims}
        for key in wording.keys:
            for text in texts_of(lang, key):
                assert turns_in(lang, text) <= claimed, f"{table}: {key}: {text!r}"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_wording_names_every_turn_that_it_claims(lang: str) -> None:
    for table, wording in ALL:
        for turn in {claim.turn for claim in wording.claims}:
            for text in texts_of(lang, wording.keys[0]):
                assert turn in turns_in(lang, text), f"{table}: {wording.keys[0]}: {text!r}"


# ------------------------------------------------------------------ what is said of books that turn

# The tests of views that list the turns of their own data, each with what the title says of it.
TURNS = (
    "blueprint", "building_blocks", "changes_view", "charter", "cover", "dashboard", "dashboard_risk",
    "decision_view", "divisions", "elements_view", "identification", "kam_evaluation", "notes",
    "profit_matrix", "retention_plan", "retention_view", "revenue_bridge",
    "rollout_view", "strategies", "summary", "team",
    "todo", "whitespace_view",
)  # fmt: skip
FURTHER_TURNS = (
    ("changes_view", "test_facts_say_which_way_figures_went"),
    ("decision_view", "test_more_people_than_fit_are_counted_on_their_managers_box"),
    ("elements_view", "test_titles_without_a_missing_element"),
    ("dashboard", "test_titles_of_the_accounts"),
    ("dashboard_risk", "test_without_a_sheet_on_risk_nothing_is_said_about_it"),
    ("dashboard_risk", "test_titles_where_nobody_is_at_risk"),
    ("dashboard_risk", "test_titles_of_one_accounts_pack"),
    ("dashboard_risk", "test_titles_of_the_queue"),
    ("divisions", "test_revenue_without_potentials"),
    ("divisions", "test_the_account_itself_reads_what_it_uses"),
    ("kam_evaluation", "test_managers_without_data_are_counted_on_slides_after_the_first"),
    ("kam_evaluation", "test_measures_beyond_eight_go_on_a_further_slide"),
    ("retention_view", "test_titles_after_a_fall"),
    ("retention_view", "test_titles_of_further_years"),
    ("rollout_view", "test_today_is_a_line_at_the_as_of_date"),
    ("summary", "test_a_single_account_at_risk"),
    ("summary", "test_growth_by_its_turn"),
    ("summary", "test_satisfaction_against_the_target"),
    ("todo", "test_owners_go_on_over_further_slides"),
    ("todo", "test_without_an_as_of_date"),
)


@pytest.fixture(scope="module")
def told() -> list[Said]:
    """All that tables are asked for over the turns that tests of views list."""
    with overheard() as heard:
        for name in TURNS:
            module = importlib.import_module(f"tests.views.test_{name}")
            for case in module.TITLES:
                test = getattr(module, "test_titles", None) or module.test_titles_follow_the_data
                test(*case) if isinstance(case, tuple) else test(case)
        for name, test in FURTHER_TURNS:
            getattr(importlib.import_module(f"tests.views.test_{name}"), test)()
    return heard


@pytest.fixture(scope="module")
def said() -> list[tuple[str, Context, Said]]:
    """All that tables are asked for over books whose data turn, with the book's name and the context."""
    found: list[tuple[str, Context, Said]] = []
    decks: list[Snapshot] = []
    for name, book in turning():
        decks.append(snapshot(key_figures(context(book, "en"))))
        largest, smallest = book.accounts[0].account, book.accounts[-1].account
        earlier: dict[str, Any] = (
            {"before": decks[-1 - len(COUNTS)], "now": decks[-1]} if len(decks) > len(COUNTS) else {}
        )
        packs: list[dict[str, Any]] = [{"pack": ACCOUNT, "account": name} for name in (largest, smallest)]
        outside = [{**packs[0], "edition": CUSTOMER}] if name.startswith(KINDS[0]) else []
        for given in (earlier, *packs, *outside):
            ctx = context(book, LANG[len(found) % 2], **given)
            with overheard() as heard:
                for view in VIEWS:
                    if view.is_in(ctx.pack) and (view.is_shared or not ctx.is_outside):
                        view.build(seen_by(view, ctx))
            found += [(f"{name}, {ctx.say.lang}, {ctx.subject}", ctx, each) for each in heard]
    return found


def test_every_claim_is_about_a_figure_that_is_computed_apart() -> None:
    assert {claim.of for _, wording in ALL for claim in wording.claims} == FIGURES.keys()


def test_what_titles_claim_is_true_of_the_rows(said: list[tuple[str, Context, Said]]) -> None:
    wrong = []
    for name, ctx, each in said:
        for claim in each.wording.claims if each.wording else ():
            found = FIGURES[claim.of](ctx)
            change, slack = found if found is not None else (nan, 0.0)
            is_true = {UP: change > 0, LEVEL: abs(change) <= slack, DOWN: change < 0}[claim.turn]
            if not is_true:
                wrong.append(f"{name}: {each.texts[0]!r}: {claim.of} moved by {change}")
    assert wrong == []


def test_every_wording_is_said_of_some_book(said: list[tuple[str, Context, Said]], told: list[Said]) -> None:
    heard = {id(each.wording) for each in (*told, *(each for _, _, each in said))}
    assert [f"{name.rpartition(chr(46))[2]} {w.keys[0]}" for name, w in ALL if id(w) not in heard] == []


def test_every_title_has_something_to_say(said: list[tuple[str, Context, Said]]) -> None:
    keys = set(title_keys())
    silent = [(name, each.table) for name, _, each in said if not each.texts]
    assert [
        name for name, table in silent
        if not table.join and not _is_clause(table)
        and keys & {key for wording in table.wordings for key in wording.keys}
    ] == []  # fmt: skip


def _is_clause(table: Titles[Any]) -> bool:
    """Whether a table's texts hold the clause that they follow."""
    texts = [text for wording in table.wordings for key in wording.keys for text in texts_of("en", key)]
    return any("{first}" in text for text in texts)


# ------------------------------------------------------------------ the mechanism


def test_a_claim_without_a_comparison_is_never_true() -> None:
    claims: tuple[Claim[int], ...] = tuple(make("x", lambda _: None) for make in (up, level, down))
    assert [claim(0) for claim in claims] == [False] * 3


@pytest.mark.parametrize(
    ("move", "turn", "size"),
    [
        (Move(100, 104), UP, 0.04),
        (Move(100, 96), DOWN, 0.04),
        (Move(100, 100), LEVEL, 0),
        (Move(1000, 1004, least=5), LEVEL, 0.004),
        (Move(1000, 1005, least=5), UP, 0.005),
        (Move(0, 3, whole=12), UP, 0.25),
        (Move(0, -3), DOWN, 1),
        (Move(-2, -3), DOWN, 0.5),
        (Move(0, 0), LEVEL, 0),
    ],
)
def test_where_a_figure_went_and_how_far(move: Move, turn: int, size: float) -> None:
    assert move.turn == turn
    assert move.size == pytest.approx(size)
    claims: list[Claim[int]] = [make("x", lambda _: move) for make in (up, level, down)]
    assert [claim(0) for claim in claims] == [turn == each for each in (UP, LEVEL, DOWN)]


def test_the_largest_true_wording_wins_and_the_first_of_equals() -> None:
    up_by_tenths: Claim[int] = up("x", lambda n: Move(10, n))
    table: Titles[int] = wordings(
        lambda _: {},
        when(always, "first"),
        when(up_by_tenths, "up"),
        when(lambda n: n > 12, "large", effect=lambda n: 0.5),
        when(always, "last"),
    )
    chosen = [(n, w.keys[0]) for n in (9, 10, 11, 13, 16, 15) if (w := table.choose(n))]
    assert chosen == [(9, "first"), (10, "first"), (11, "up"), (13, "large"), (16, "up"), (15, "up")]
    never: Titles[int] = wordings(lambda _: {}, when(lambda _: False, "never"))
    assert never.choose(1) is None
