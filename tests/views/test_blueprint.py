"""The account plan on a page: the story's figures in both languages, every title, few and many rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import Group, Shape, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.text import Say
from kamdeck.views.blueprint import view as blueprint
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Initiative, Offer, Revenue
from tests.view_checks import faults, flat, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
KEY = "blueprint:Mount Sinai"
BOTTOM = 6_858_000 * 6.68 / 7.5


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def step(number: int, status: str | None = "on track", **fields: Any) -> Initiative:
    values: dict[str, Any] = {
        "account": "Oak",
        "objective": "Win",
        "strategy": "Meet",
        "initiative": f"Initiative {number}",
        "status": status,
        "due_on": date(2027, 1, 1 + number % 28),
        "at": f"Plan!A{number + 2}",
    }
    return Initiative(**values | fields)


def made(
    rows: Sequence[Initiative], revenue: float | None = 5e6, lang: str = "en", potential: float = 0
) -> Context:
    book = Book(
        accounts=(Account(account="Oak"),),
        revenue=(Revenue(account="Oak", year=2026, revenue=revenue),),
        plan=tuple(rows),
        whitespace=(
            (
                Offer(account="Oak", division="A", product="B", state="in use", value=5e6),
                Offer(account="Oak", division="A", product="C", state="proposed", value=potential - 5e6),
            )
            if potential
            else ()
        ),
        titles=(("plan", "Plan"), ("revenue", "Revenue")),
    )
    return Context(book, Say(lang), (2026,), date(2026, 10, 31), "book.xlsx")


def one(ctx: Context) -> SlideSpec:
    (slide,) = blueprint.build(ctx)
    assert faults(slide) == []
    bands = [e for e in slide.elements if isinstance(e, Table)]
    for above, below in pairwise(bands):
        assert above.box.y + above.box.h < below.box.y
    assert bands[-1].box.y + bands[-1].box.h <= BOTTOM
    return slide


def bands(slide: SlideSpec) -> list[Table]:
    return [e for e in slide.elements if isinstance(e, Table)]


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    ctx = story(lang)
    slide = one(ctx)
    assert slide.key == KEY
    found = texts(slide)
    names = ("revenue", "goal", "share")
    shown = [found[f"{KEY}/ambition/{name}"].split("\n") for name in names]
    if lang == "en":
        assert shown == FIGURES["blueprint ambition figures"]["value"]
    else:
        assert [s[0] for s in shown] == ["8,6 M$", "12,0 M$", "58 % à 80 %"]
    rows = [row for table in bands(slide) for row in table.rows]
    count, started = FIGURES["blueprint initiatives, started"]["value"]
    assert len(rows) == count
    marks = [e for e in flat(slide) if isinstance(e, Shape) and "/marks:" in e.key]
    assert len(marks) == count
    assert sum(mark.fill != "paper" for mark in marks) == started
    assert "Plan!A5:A13" in slide.notes
    assert [row.cells[1].text.split("\n")[0] for row in rows] == [row.initiative for row in ctx.book.plan]


def test_the_storys_title() -> None:
    assert title(one(story("en"))) == FIGURES["title: blueprint"]["value"]
    assert title(one(story("fr"))) == (
        "3 objectifs mènent Mount Sinai de 8,6 M$ à 12,0 M$ d’ici 2029 ; 5 initiatives sur 9 ont commencé"
    )


def test_a_strategy_is_merged_over_its_initiatives() -> None:
    first = bands(one(story("en")))[0]
    assert [row.cells[0].vspan for row in first.rows] == [2, 1, 1]
    assert [row.cells[0].is_covered for row in first.rows] == [False, True, False]
    assert first.rows[0].cells[2].text == "EVP relationship\nneutral → positive"


# ------------------------------------------------------------------ titles

GOAL: dict[str, Any] = {"goal_revenue": 8e6, "goal_year": 2028, "ambition": "Be the one cloud"}
TITLES: dict[str, tuple[tuple[Initiative, ...], float | None, str, str]] = {
    "late": (
        (step(1, **GOAL), step(2, "late"), step(3, "not started", due_on=date(2026, 10, 30))),
        5e6,
        "1 objective takes Oak from $5.0M to $8.0M by 2028; 2 of 3 initiatives are late",
        "1 objectif mène Oak de 5,0 M$ à 8,0 M$ d’ici 2028 ; 2 initiatives sur 3 sont en retard",
    ),
    "done is not late": (
        (step(1, "done", due_on=date(2026, 1, 1), **GOAL), step(2, "not started", objective="Grow")),
        5e6,
        "2 objectives take Oak from $5.0M to $8.0M by 2028; 1 of 2 initiatives has started",
        "2 objectifs mènent Oak de 5,0 M$ à 8,0 M$ d’ici 2028 ; 1 initiative sur 2 a commencé",
    ),
    "reached": (
        (step(1, **GOAL),),
        9e6,
        "Oak has reached its goal of $8.0M by 2028; 1 of 1 initiatives has started",
        "Oak a atteint son objectif de 8,0 M$ d’ici 2028 ; 1 initiative sur 1 a commencé",
    ),
    "no revenue": (
        (step(1, goal_revenue=8e6),),
        None,
        "1 objective takes Oak to $8.0M; 1 of 1 initiatives has started",
        "1 objectif mène Oak à 8,0 M$ ; 1 initiative sur 1 a commencé",
    ),
    "no goal": (
        (step(1, measure="Visits"), step(2, measure="Calls", goal="3")),
        5e6,
        "1 objective and 2 initiatives for Oak; 1 measure has no goal yet",
        "1 objectif et 2 initiatives pour Oak ; 1 mesure n’a pas encore de cible",
    ),
    "no measure": (
        (step(1, None), step(2)),
        5e6,
        "1 objective and 2 initiatives for Oak; 1 of 2 initiatives has started",
        "1 objectif et 2 initiatives pour Oak ; 1 initiative sur 2 a commencé",
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_titles_follow_the_data(case: str) -> None:
    rows, revenue, english, french = TITLES[case]
    assert title(one(made(rows, revenue))) == english
    assert title(one(made(rows, revenue, "fr"))) == french


# ------------------------------------------------------------------ what is there


@pytest.mark.parametrize(("potential", "shown"), [(10e6, "50% to 80%"), (7e6, "71%"), (0, None)])
def test_share_of_the_potential(potential: float, shown: str | None) -> None:
    """A goal beyond the potential has no share of it."""
    found = texts(one(made([step(1, **GOAL)], potential=potential)))
    share = found.get("blueprint:Oak/ambition/share")
    assert (share and share.split("\n")[0]) == shown


def test_dates_and_states() -> None:
    rows = [
        step(1, "late", due_on=date(2026, 11, 28), owner="L. Moreau"),
        step(2, "at risk", due_on=date(2027, 3, 1)),
        step(3, None, due_on=None, owner="K. Brandt"),
        step(4, "done", due_label="Q1 2027"),
    ]
    slide = one(made(rows))
    (table,) = bands(slide)
    assert [row.cells[1].text.partition("\n")[2] for row in table.rows] == [
        "L. Moreau, 28 Nov", "1 Mar 2027", "K. Brandt", "Q1 2027",
    ]  # fmt: skip
    marks = {
        e.key.rpartition("/")[2]: e.geom for e in flat(slide) if isinstance(e, Shape) and "/marks:" in e.key
    }
    assert marks == {"Initiative 1": "rect", "Initiative 2": "triangle", "Initiative 4": "ellipse"}


def test_the_same_initiative_twice_has_keys_of_its_own() -> None:
    slide = one(made([step(1), step(1)]))
    assert [row.key for row in bands(slide)[0].rows] == ["Initiative 1", "Initiative 1:2"]


def test_only_the_wanted_account() -> None:
    ctx = story("en")
    wanted = Context(ctx.book, ctx.say, ctx.years, ctx.as_of, ctx.source, account="Brightmere")
    assert blueprint.build(wanted) == ()
    assert blueprint.build(Context(Book(), Say("en"), (), None, "")) == ()


# ------------------------------------------------------------------ few and many


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("count", "objectives"), [(1, 1), (4, 2), (12, 4), (12, 12), (40, 4), (60, 30)])
def test_few_and_many(count: int, objectives: int, lang: str) -> None:
    long = "about sixty characters long, so that it does not fit in"
    rows = [
        step(
            i,
            ("late", "on track", "in progress", "not started", "at risk", "done")[i % 6],
            objective=f"Objective {i % objectives} {long}",
            strategy=f"Strategy {i % 3} {long}",
            initiative=f"Initiative {i} {long} its place at all",
            owner=f"A person with a name {long}",
            measure=f"Measure {i} {long}",
            now=f"now {long}",
            goal=f"goal {long}",
            ambition=f"An ambition {long} " * 3,
            goal_revenue=9e6,
        )
        for i in range(count)
    ]
    slide = one(made(rows, lang=lang, potential=10e6))
    shown = sum(len(table.rows) for table in bands(slide))
    assert 1 <= shown <= 12
    assert shown == count or count > 12 or objectives > 10
    hidden = texts(slide).get("blueprint:Oak/more", "")
    assert hidden.startswith(str(count - shown)) == (shown < count)
    assert all(f"Initiative {i} {long}" in slide.notes for i in range(count))
    dues = {row.initiative: row.due_on for row in rows}
    kept = {row.key for table in bands(slide) for row in table.rows}
    latest = max(due for name, due in dues.items() if name in kept and due)
    assert all(due is None or due >= latest for name, due in dues.items() if name not in kept)
    assert len([e for e in slide.elements if isinstance(e, Group) and "/objective:" in e.key]) == len(
        bands(slide)
    )


@pytest.mark.parametrize(
    ("better", "shown"), [("lower", "≤\u00a030 days"), ("higher", "30 days"), (None, "30 days")]
)
def test_a_measure_of_which_less_is_better(better: str | None, shown: str) -> None:
    rows = [step(1, measure="DSO", now="45 days", goal="30 days", better=better)]
    (slide,) = blueprint.build(made(rows))
    assert ("≤" in str(slide.elements)) is (better == "lower")
    assert f"45 days → {shown}" in slide.notes
