"""The slide on the programme's elements: the figures of their own slides, titles, what is missing."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kamdeck.analysis.rollout import plan_rollout
from kamdeck.analysis.tasks import list_tasks
from kamdeck.deck.spec import Shape, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.layout.empty import Empty
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views import VIEWS
from kamdeck.views.elements import view as elements
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import (
    Account,
    Book,
    Clause,
    Initiative,
    Milestone,
    Responsibility,
    Risk,
    RolloutTask,
    Settings,
    Stakeholder,
    Task,
)
from tests.view_checks import faults, flat, texts, title

ROOT = Path(__file__).parents[2]
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
AS_OF = date(2026, 10, 31)


@cache
def read(lang: str) -> Book:
    return read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)[0]


def story(lang: str) -> SlideSpec:
    book = read(lang)
    ctx = Context(book, Say(lang), book.years, book.settings.as_of, FILES[lang], shown=VIEWS)
    (slide,) = elements.build(ctx)
    return slide


def made(book: Book, lang: str = "en", edition: str = "internal") -> tuple[SlideSpec, ...]:
    ctx = Context(book, Say(lang), book.years or (2026,), AS_OF, "book.xlsx", edition=edition)
    return elements.build(ctx)


def cells(slide: SlideSpec) -> dict[str, tuple[str, ...]]:
    (table,) = (e for e in slide.elements if isinstance(e, Table))
    return {row.key: tuple(cell.text for cell in row.cells) for row in table.rows}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_story_in_figures(lang: str) -> None:
    slide, book = story(lang), read(lang)
    say, shown = Say(lang), cells(slide)
    lists = list_tasks(book.tasks, book.settings.as_of, 7)
    programme = plan_rollout(book.rollout, book.milestones, book.settings.as_of)
    assert programme is not None
    counts = {
        "decision": (1, 4),
        "plans": (1, 4),
        "whitespace": (1, 4),
        "team": (10, 12),
        "tasks": (len(lists.open) - len(lists.overdue), len(lists.open)),
        "rollout": (len(programme.tasks) - len(programme.late), len(programme.tasks)),
        "charter": (4, 4),
        "evaluation": (5, 5),
        "retention": (6, 6),
    }
    assert counts["tasks"] == (9, 13)
    for key, (k, n) in counts.items():
        assert shown[key][1] == say("elements.of", k=k, n=n)
    assert shown["team"][5] == say("team.view")
    assert faults(slide) == []


def test_the_storys_titles() -> None:
    english, french = title(story("en")), title(story("fr"))
    assert english == (
        "6 of 11 elements of the programme are in place; "
        "weakest: decision maps, account plans and white space"
    )
    assert french.startswith("6 des 11 éléments du programme sont en place")


def test_bars_are_the_shares() -> None:
    slide = story("en")
    boxes = {e.key: e.box for e in flat(slide) if isinstance(e, Shape) and "/bar:" in e.key}
    track, bar = boxes["elements/marks/bar:team_track"], boxes["elements/marks/bar:team"]
    assert bar.w == round(track.w * 10 / 12)
    assert {box.x for box in boxes.values()} == {track.x}


def small(**sheets: object) -> Book:
    """Four accounts with three elements in place: a charter, a rollout, a list of tasks."""
    base = Book(
        settings=Settings(),
        accounts=tuple(Account(account=name) for name in ("North", "South", "East", "West")),
        charter=(Clause(section="mission", text="Grow"),),
        rollout=(
            RolloutTask(
                workstream="People", task="Train", start_on=date(2026, 1, 1), due_on=date(2027, 1, 1)
            ),
        ),
        tasks=(Task(task="Call", owner="Ann", due_on=date(2026, 12, 1)),),
    )
    return replace(base, **sheets)


def plan(account: str) -> Initiative:
    return Initiative(account=account, objective="Grow", initiative="Visit", at="Plan!A2")


def person(account: str, met: date | None = None) -> Stakeholder:
    return Stakeholder(account=account, id="p", name="Ann", last_contact=met, at="Stakeholders!A2")


ALL = dict.fromkeys(("North", "South", "East", "West"))
TITLES: dict[str, tuple[dict[str, object], str]] = {
    "missing": ({}, "3 of 11 elements of the programme are in place; still missing: 8 elements"),
    "none": (
        {"charter": (), "tasks": (), "rollout": (), "plan": (plan("North"),),
         "stakeholders": (person("North"),),
         "responsibilities": (Responsibility(activity="Plan", member="Ann", letter="R"),)},
        "None of the 11 elements of the programme is in place yet; still missing: 8 elements",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TITLES)
def test_titles(case: str) -> None:
    sheets, wanted = TITLES[case]
    (slide,), (french,) = made(small(**sheets)), made(small(**sheets), "fr")
    assert title(slide) == wanted
    assert title(french) != wanted
    assert faults(slide) == faults(french) == []


def test_titles_without_a_missing_element() -> None:
    book = read("en")
    names = [account.account for account in book.accounts]
    people = tuple(person(name) for name in names)
    plans = tuple(plan(name) for name in names)
    spaces = tuple(replace(row, account=name) for name in names for row in book.whitespace[:1])
    marked = tuple(replace(row, key_account=True) for row in book.accounts)
    whole = replace(book, accounts=marked, stakeholders=people, influence=(), plan=plans, whitespace=spaces)
    (slide,) = made(whole)
    assert title(slide) == "8 of 11 elements of the programme are in place; weakest: selection, with 16 of 24"
    one = replace(whole, scores=tuple(
        replace(row, account=name) for name in names for row in book.scores if row.account == names[0]
    ), tasks=(), retention_actions=book.retention_actions)  # fmt: skip
    (slide,) = made(one)
    assert title(slide) == "9 of 11 elements of the programme are in place; still missing: to-do lists"
    done = replace(one, tasks=(replace(book.tasks[0], status="done"),), retention_actions=tuple(
        replace(row, status="done") for row in book.retention_actions
    ))  # fmt: skip
    (slide,) = made(done)
    assert title(slide) == "All 11 elements of the programme are in place"
    old = tuple(
        replace(row, date=date(2026, 9, 1)) if row.section == "validity" else row for row in done.charter
    )
    (slide,) = made(replace(done, charter=old))
    assert title(slide) == "10 of 11 elements of the programme are in place; out of date: charter"
    assert faults(slide) == []


def test_out_of_date_is_not_in_place() -> None:
    met, past = date(2025, 1, 1), date(2026, 9, 1)
    sheets: dict[str, object] = {
        "stakeholders": tuple(person(name, met) for name in ALL),
        "milestones": (Milestone(milestone="Live", due_on=past),),
        "charter": (
            Clause(section="mission", text="Grow"),
            Clause(section="validity", label="to", date=past),
        ),
    }
    (slide,) = made(small(**sheets))
    shown = cells(slide)
    assert [shown[key][3] for key in ("decision", "rollout", "charter", "tasks")] == ["partly"] * 3 + [
        "in place"
    ]
    assert shown["decision"][4] == "4 of 4 dated contacts over 90 days old"
    assert shown["charter"][4] == "expired on 1 Sep 2026"
    (fresh,) = made(small(**sheets | {"stakeholders": tuple(person(name, AS_OF) for name in ALL)}))
    assert cells(fresh)["decision"][3] == "in place"


def test_marked_key_accounts_are_what_counts() -> None:
    accounts = tuple(Account(account=name, key_account=name in ("North", "South")) for name in ALL)
    (slide,) = made(small(accounts=accounts, plan=(plan("North"), plan("West"))))
    assert cells(slide)["plans"][1] == "1 of 2"


def test_a_risk_without_action_is_open() -> None:
    (slide,) = made(small(risk=(Risk(account="North", at="Risk!A2"),)))
    assert cells(slide)["retention"][1] == "0 of 1"
    assert cells(slide)["retention"][3] == "weak"
    assert texts(slide)["elements/next"].endswith("an action with an owner and a date.")


def test_an_edition_leaves_out_what_it_withholds() -> None:
    (slide,) = made(read("en"), edition="executive")
    hidden = {sheet.key for sheet in Book.sheets if "executive" not in sheet.readers}
    sheets = {"decision": "stakeholders", "tasks": "tasks", "evaluation": "evaluation", "plans": "plan"}
    shown = cells(slide)
    assert hidden & set(sheets.values())
    for key, sheet in sheets.items():
        assert (key in shown) == (sheet not in hidden)


def test_fewer_than_three_elements_make_no_slide() -> None:
    nothing = made(small(tasks=()))
    assert nothing == ()
    assert isinstance(nothing, Empty)
    assert (nothing.text, nothing.fields) == ("few_elements", {"n": 2})
