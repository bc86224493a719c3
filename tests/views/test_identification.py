"""The key account tests: the story's figures in both languages, every title, few and many accounts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import Group, Shape, SlideSpec, Table
from kamdeck.figures.advice import next_key_account, read_advice
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.identification.view import VIEW
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import (
    Account,
    Book,
    Criterion,
    Mrr,
    Profit,
    Qualifier,
    Revenue,
    Satisfaction,
    Score,
    Settings,
)
from tests.frames import ROOMS
from tests.view_checks import PLAIN, boxes_of, faults, meets, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
TAIL = " Regional Medical Center of Greater Northfield and Surroundings"
MARKS = {"ellipse": "pass", "triangle": "near", "rect": "fail"}

Test = tuple[str, str, str, float, bool]
REVENUE: Test = ("Revenue", "revenue", ">=", 2e6, True)
GROWTH: Test = ("Growth a year", "revenue_cagr_2_years", ">=", 0.05, False)
MARGIN: Test = ("Margin", "contribution_margin", ">=", 0.2, False)
ALL_TESTS: tuple[Test, ...] = (
    REVENUE,
    GROWTH,
    MARGIN,
    ("Monthly recurring revenue", "mrr", ">=", 55_555.0, False),
    ("Operating profit of the year", "profit", ">=", 1e5, False),
    ("Satisfaction", "csat", ">=", 70.0, False),
    ("Growth", "growth_score", ">=", 6.0, False),
    ("Harmony", "harmony_score", ">=", 6.0, False),
    ("Not too large", "revenue", "<=", 9e6, False),
    ("Not too much a month", "mrr", "<=", 1e5, False),
)


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def figure(key: str) -> Any:
    return FIGURES[key]["value"]


def made(
    revenue: Mapping[str, tuple[float, float]],
    tests: Sequence[Test] = (REVENUE, GROWTH, MARGIN),
    lang: str = "en",
    *,
    margins: Mapping[str, float] | None = None,
    marked: Sequence[str] = (),
    account: str | None = None,
    **settings: Any,
) -> Context:
    """A context of accounts with revenue two years ago and now; a margin of 30% unless one is given."""
    rows = tuple(
        Revenue(at=f"Revenue!{'BD'[i]}{n}", account=name, year=2024 + 2 * i, revenue=value)
        for n, (name, pair) in enumerate(revenue.items(), 2)
        for i, value in enumerate(pair)
    )
    book = Book(
        settings=Settings(**settings),
        accounts=tuple(
            Account(
                at=f"Accounts!A{n}",
                account=name,
                margin=(margins or {}).get(name, 0.3),
                key_account=name in marked or None,
            )
            for n, name in enumerate(revenue, 2)
        ),
        revenue=rows,
        identification=tuple(
            Qualifier(
                at=f"Identification!A{n}", criterion=c, measure=m, comparison=o, threshold=t, required=need
            )
            for n, (c, m, o, t, need) in enumerate(tests, 2)
        ),
        mrr=tuple(
            Mrr(account=a, month=date(2026, 10, 1), mrr=max(0.0, v[1] / 40)) for a, v in revenue.items()
        ),
        profit=tuple(
            Profit(account=a, product_family="x", operating_profit=v[1] / 9 - 1e5) for a, v in revenue.items()
        ),
        titles=tuple(
            (key, key.capitalize()) for key in ("accounts", "revenue", "identification", "profit", "mrr")
        ),
    )
    return Context(book, Say(lang), (2024, 2026), date(2026, 10, 31), "book.xlsx", account=account)


def asked(ctx: Context, **answers: int) -> Context:
    """The same with a CSAT of 80 from so many answers an account."""
    rows = [
        Satisfaction(account=name, date=date(2026, 10, 1), survey="CSAT", score=80, answers=count)
        for name, count in answers.items()
    ]
    return replace(ctx, book=replace(ctx.book, satisfaction=tuple(rows)))


def one(ctx: Context) -> SlideSpec:
    (slide,) = VIEW.build(ctx)
    return slide


def cells(slide: SlideSpec) -> dict[str, tuple[str, ...]]:
    (table,) = (e for e in slide.elements if isinstance(e, Table))
    return {row.key: tuple(c.text.translate(PLAIN) for c in row.cells) for row in table.rows}


def marks(slide: SlideSpec) -> dict[str, str]:
    """The mark of each account and test, by `account/test`."""
    (group,) = (e for e in slide.elements if isinstance(e, Group) and e.key == "identification/marks")
    drawn = (e for e in group.children if isinstance(e, Shape) and e.geom in MARKS)
    found = {e.key.removeprefix("identification/marks/"): MARKS[e.geom] for e in drawn}
    return {key: mark for key, mark in found.items() if key.count("/") == 1}  # not the strokes upon them


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    ctx = story(lang)
    slide = one(ctx)
    assert faults(slide) == []
    grid, shown, drawn = cells(slide), texts(slide), marks(slide)
    _, *order = grid
    assert order == figure("identification order")
    tests = [test.criterion for test in ctx.book.identification]
    names = {"Key account": "key", "Candidate": "candidate", "Not now": "not_now"}
    for account in order:
        passes = ctx.say("identification.of", passes=figure("identification passes")[account], tests=6)
        assert grid[account][7] == passes
        wanted = figure("identification marks")[account]
        assert [drawn[f"{account}/{test}"] for test in tests] == wanted
        verdict = ctx.say(f"identification.{names[figure('identification verdicts')[account]]}")
        pill = shown.get(f"identification/marks/verdict:{account}", grid[account][8])
        assert pill == verdict
    assert shown["identification/funnel/screened"] == str(figure("screened accounts"))
    share = ctx.say.percent(figure("share of the key accounts")).translate(PLAIN)
    assert shown["identification/fact:weight"].startswith(share)


def test_the_storys_titles() -> None:
    assert title(one(story("en"))) == figure("title: identification")
    assert (
        title(one(story("fr")))
        == "Quatre comptes sur 24 répondent aux critères de grand compte ; Meridale Alliance suit"
    )


def test_the_storys_figures_are_those_of_the_sheets() -> None:
    grid = cells(one(story("en")))
    assert grid["Westerby HC"][1:7] == ("$1.50M", "+29.1%", "6.2", "6.9", "78", "18.5%")
    assert grid["head"][1] == "Revenue\n≥ $1.5M"


def test_the_notes_name_the_rule_and_the_cells() -> None:
    notes = one(story("en")).notes
    assert "Key account: 5+ passes, revenue among them. Candidate: 3+." in notes
    assert "CAGR 24–26: Revenue!C5:C28, Revenue!E5:E28" in notes
    assert "Tests and limits: Identification!A5:A10" in notes


def test_marks_stand_in_their_rows() -> None:
    slide = one(story("en"))
    (table,) = (e for e in slide.elements if isinstance(e, Table))
    y = table.y + table.rows[0].height
    (group,) = (e for e in slide.elements if isinstance(e, Group) and e.key == "identification/marks")
    boxes = {e.key: e.box for e in group.children if isinstance(e, Shape)}
    for row in table.rows[1:]:
        box = boxes[f"identification/marks/{row.key}/Revenue"]
        assert y <= box.y
        assert box.y + box.h <= y + row.height
        y += row.height


# ------------------------------------------------------------------ titles by the turn of the data

GOOD, FLAT, SMALL = (3e6, 5e6), (5e6, 5e6), (1e5, 2e5)
TITLES: dict[str, tuple[dict[str, tuple[float, float]], dict[str, float], str]] = {
    "some": (
        {"Acme": GOOD, "Bolt": SMALL, "Cyan": FLAT},
        {"Cyan": 0.1, "Bolt": 0.1},
        "One of three accounts qualifies as key account",
    ),
    "next": (
        {"Acme": GOOD, "Bolt": SMALL},
        {},
        "One of two accounts qualifies as key account; Bolt is next",
    ),
    "all": ({"Acme": GOOD, "Bolt": GOOD}, {}, "Both accounts qualify as key accounts"),
    "all three": (dict.fromkeys("abc", GOOD), {}, "All three accounts qualify as key accounts"),
    "only": ({"Acme": GOOD}, {}, "The only account qualifies as key account"),
    "none": (
        {"Acme": FLAT, "Bolt": SMALL},
        {"Acme": 0.1, "Bolt": 0.1},
        "No account passes all tests yet; Acme comes closest with 1 of 3",
    ),
    "nobody": (
        {"Acme": (1e5, 1e5), "Bolt": (1e5, 1e5)},
        {"Acme": 0.1, "Bolt": 0.1},
        "No account passes a single test yet",
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_titles_follow_the_data(case: str) -> None:
    revenue, margins, expected = TITLES[case]
    slide = one(made(revenue, margins=margins))
    assert title(slide) == expected
    assert faults(slide) == []
    assert faults(one(made(revenue, lang="fr", margins=margins))) == []


# ------------------------------------------------------------------ facts


def test_the_next_account_and_what_it_lacks() -> None:
    shown = texts(one(made({"Acme": GOOD, "Bolt": FLAT}, margins={"Bolt": 0.1})))
    assert shown["identification/fact:next"] == (
        "1 of 3\nBolt misses growth a year and margin; one more pass makes it a key account."
    )


def test_a_required_test_is_said_to_be_one() -> None:
    shown = texts(one(made({"Acme": GOOD, "Bolt": SMALL})))
    assert (
        shown["identification/fact:next"] == "2 of 3\nBolt misses revenue; a key account must pass revenue."
    )


def test_accounts_marked_without_qualifying_are_named() -> None:
    ctx = made({"Acme": GOOD, "Bolt": SMALL}, marked=["Bolt"])
    assert texts(one(ctx))["identification/fact:marked"].endswith("key account without qualifying: Bolt.")


def test_a_figure_does_not_look_like_a_limit_that_it_misses() -> None:
    tests = (("Margin", "contribution_margin", ">=", 0.2, False), REVENUE)
    grid = cells(one(made({"Acme": GOOD, "Bolt": GOOD}, tests, margins={"Acme": 0.1996, "Bolt": 0.2})))
    assert (grid["Acme"][1], grid["Bolt"][1]) == ("19.96%", "20%")


def test_a_missing_figure_has_no_mark_and_is_told() -> None:
    ctx = made({"Acme": GOOD, "Bolt": (0.0, 5e6)})
    slide = one(ctx)
    assert cells(slide)["Bolt"][2] == "–"
    assert "Bolt/Growth a year" not in marks(slide)
    assert "Growth a year: no figure for 1 account (Bolt)." in slide.notes


# ------------------------------------------------------------------ few and many


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("tests", [1, 3, 6, 8, 10])
@pytest.mark.parametrize("count", [1, 3, 16, 17, 300])
def test_any_number_of_accounts_and_tests(count: int, tests: int, lang: str) -> None:
    revenue = {f"Account {i}{TAIL}": (2e7 / (i + 2), 2.3e7 / (i + 1)) for i in range(count)}
    slide = one(made(revenue, ALL_TESTS[:tests], lang))
    assert faults(slide) == []
    grid = cells(slide)
    assert len(grid) == 1 + min(count, 16) + (count > 16)
    assert len(grid["head"]) == 3 + min(tests, 8)
    pills = list(boxes_of(slide, "").items())
    mine = [box for key, box in pills if "/marks/verdict:" in key]
    assert not any(meets(a, b) for i, a in enumerate(mine) for b in mine[:i])


def test_the_rest_is_counted_with_its_revenue() -> None:
    revenue = {f"a{i}": (1e6, 1e6) for i in range(20)}
    slide = one(made(revenue, margins=dict.fromkeys(revenue, 0.1)))
    assert cells(slide)["#more"][0] == "and 4 more, $4.0M together, none above 0 passes"
    assert "4 screened accounts have no rows of their own." in slide.notes


def test_the_wanted_account_has_a_row() -> None:
    revenue = {f"a{i}": (1e6, 2e6 - i) for i in range(40)}
    assert "a39" in cells(one(made(revenue, account="a39")))


def test_tests_without_a_column_are_named() -> None:
    revenue = {f"a{i}": GOOD for i in range(4)}
    slide = one(made(revenue, ALL_TESTS))
    assert texts(slide)["identification/subtitle"].startswith(
        "Ten criteria with the team’s thresholds, eight"
    )
    assert "Counted, but without columns: Not too large and Not too much a month." in slide.notes


def test_two_tests_of_the_same_name_are_kept_apart() -> None:
    tests = (REVENUE, ("Revenue", "revenue", "<=", 4e6, False))
    slide = one(made({"Acme": GOOD}, tests))
    assert faults(slide) == []
    assert marks(slide) == {"Acme/Revenue 1": "pass", "Acme/Revenue 2": "fail"}


def test_lost_accounts_are_not_screened() -> None:
    ctx = made({"Acme": GOOD, "Bolt": GOOD})
    accounts = (ctx.book.accounts[0], Account(account="Bolt", status="lost"))
    from dataclasses import replace

    book = replace(ctx.book, accounts=accounts)
    slide = one(Context(book, ctx.say, ctx.years, ctx.as_of, ctx.source))
    assert list(cells(slide)) == ["head", "Acme"]


def test_nothing_to_screen_gives_no_slide() -> None:
    assert VIEW.build(made({"Acme": (1.0, 0.0)})) == ()
    assert VIEW.build(made({"Acme": GOOD}, ())) == ()


def test_without_a_rail_the_funnel_is_a_fact_and_tests_without_room_are_named_in_the_notes() -> None:
    ctx = story("en")
    beside, below = one(ctx), one(replace(ctx, frame=ROOMS["upright"]))
    assert not [e for e in beside.elements if e.key == "identification/fact:funnel"]
    assert not [e for e in below.elements if e.key == "identification/funnel"]
    assert [e for e in below.elements if e.key == "identification/fact:funnel"]
    shown, all_ = len(cells(below)["head"]), len(cells(beside)["head"])
    assert shown < all_
    unseen = ctx.book.identification[-1].criterion
    assert below.notes.count(unseen) > beside.notes.count(unseen)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_satisfaction_from_few_answers_stands_beside_their_number(lang: str) -> None:
    two = {"Oak": (2e6, 3e6), "Elm": (2e6, 3e6)}
    ctx = made(two, (REVENUE, ("Satisfaction", "csat", ">=", 70.0, False)), lang)
    few, enough = one(asked(ctx, Oak=40, Elm=7)), one(asked(ctx, Oak=40, Elm=30))
    assert cells(few)["head"][2].endswith("≥ 70, n ≥ 7")
    assert cells(enough)["head"][2].endswith("≥ 70")
    assert "Elm (n\u00a0=\u00a07)" in few.notes
    assert "(n\u00a0=" not in enough.notes
    assert faults(few) == []


def test_who_is_next_is_one_of_whom_a_plan_may_be_asked() -> None:
    """On the slide and on the summary the same: not an account that is to cost less."""
    ctx = made({"Acme": GOOD, "Bolt": FLAT, "Cole": FLAT}, margins={"Bolt": 0.1, "Cole": 0.1})
    assert texts(one(ctx))["identification/fact:next"].partition("\n")[2].startswith("Bolt")
    low = tuple(Score(account="Bolt", criterion=axis, score=1.0) for axis in ("growth", "harmony"))
    criteria = tuple(Criterion(axis=axis, criterion=axis, weight=1.0) for axis in ("growth", "harmony"))
    plans = Settings(pareto_threshold=0.3, tier_a_share=0.3)
    book = replace(ctx.book, criteria=criteria, scores=low, settings=plans)
    ctx = replace(ctx, book=book)
    found = next_key_account(ctx)
    assert found is not None
    assert (read_advice(ctx).verb("Bolt"), found.account) == ("cut", "Cole")
    assert texts(one(ctx))["identification/fact:next"].partition("\n")[2].startswith("Cole")
