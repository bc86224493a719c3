"""What an account itself is shown: the joint plan, its products in use, its tasks; everything fits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kamdeck.deck.spec import SlideSpec, Table, Text
from kamdeck.figures.context import Context
from kamdeck.run.editions import prune
from kamdeck.text import Say
from kamdeck.views.blueprint import view as blueprint
from kamdeck.views.cover import view as cover
from kamdeck.views.divisions import view as divisions
from kamdeck.views.todo import view as todo
from kamdeck.workbook.columns import CUSTOMER
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Division, Initiative, Offer, Settings
from tests.view_checks import faults

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
STATES = ("done", "on track", "in progress", "at risk", "late", "not started")
LONG = "Ashgrove Regional Hospital and Outpatient Rehabilitation Trust"


def context(book: Book, account: str, lang: str) -> Context:
    pruned, _ = prune(book, CUSTOMER, account)
    day = book.settings.as_of or date(2026, 10, 31)
    return Context(pruned, Say(lang), (), day, "book.xlsx", account, pack="account", edition=CUSTOMER)


def slides(ctx: Context) -> list[SlideSpec]:
    views = (cover.VIEW, blueprint.VIEW, divisions.VIEW, todo.TEAM_VIEW)
    return [slide for view in views for slide in view.build(ctx)]


def large() -> Book:
    """Long names, thirty initiatives of five objectives in every state, forty divisions."""
    plan = tuple(
        Initiative(account=LONG, objective=f"Objective {n % 5}: better care in every clinic of the region",
                   initiative=f"Initiative {n}: {'as was agreed ' * 6}", owner="B. Featherstone-Hartley",
                   due_on=date(2027, 1 + n % 12, 28), status=STATES[n % 6], shared=True)
        for n in range(30)
    )  # fmt: skip
    parts = tuple(
        Division(account=LONG, division=f"Division {n} of the Northern Counties", region=f"Region {n % 3}",
                 head="Dr. Bartholomew Featherstone", head_title="Managing director", our_lead="L. Moreau")
        for n in range(40)
    )  # fmt: skip
    offers = tuple(
        Offer(account=LONG, division=row.division, product=f"Product {n}", state="in use", value=9e5)
        for row in parts for n in range(4)
    )  # fmt: skip
    return Book(
        settings=Settings(company="Company (illustrative)"),
        accounts=(Account(account=LONG),),
        plan=plan,
        divisions=parts,
        whitespace=offers,
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_everything_fits(lang: str) -> None:
    story = read_book(SAMPLES / FILES[lang], lang=lang)[0]
    for book, account in ((story, "Mount Sinai"), (large(), LONG)):
        made = slides(context(book, account, lang))
        found = [fault for slide in made for fault in faults(slide)]
        assert [fault for fault in found if fault != "no alternative text: cover/fields"] == []
        assert len({slide.key for slide in made}) == len(made)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_joint_plan_lists_what_was_agreed_whole(lang: str) -> None:
    made = blueprint.build(context(large(), LONG, lang))
    tables = [e for slide in made for e in slide.elements if isinstance(e, Table)]
    rows = [row for table in tables for row in table.rows if row.key != "head"]
    assert len(made) == 3
    assert len(rows) == 30
    assert not any("…" in row.cells[4].paras[0].text for row in rows)
    assert all(not slide.notes for slide in made)


def test_the_division_map_speaks_of_use_alone() -> None:
    story = read_book(SAMPLES / FILES["en"], lang="en")[0]
    (slide,) = divisions.build(context(story, "Mount Sinai", "en"))
    title = next(e for e in slide.elements if isinstance(e, Text) and e.key.endswith("/title"))
    assert title.paras[0].text == "Mount Sinai: 6 products, 20 times in use across 9 divisions"
    assert not any(word in repr(slide.elements) for word in ("potential", "open", "$"))
