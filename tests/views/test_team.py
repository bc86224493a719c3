"""The responsibilities slide: the story's figures, every title, faults, few and many members."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import Chart, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.text import Say
from kamdeck.views.team import view as team
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Member, Responsibility, Settings
from tests.view_checks import faults, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
Letters = dict[str, dict[str, str]]


def story(lang: str) -> SlideSpec:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    (slide,) = team.build(Context(book, Say(lang), book.years, book.settings.as_of, FILES[lang]))
    return slide


def rows(letters: Letters, account: str | None = None) -> tuple[Responsibility, ...]:
    return tuple(
        Responsibility(account=account, activity=activity, member=member, letter=letter, at=f"RACI!B{n}")
        for n, (activity, held) in enumerate(letters.items(), 2)
        for member, text in held.items()
        for letter in text
    )


def made(letters: Letters, lang: str = "en", members: tuple[Member, ...] = ()) -> tuple[SlideSpec, ...]:
    book = Book(settings=Settings(), responsibilities=rows(letters), team=members)
    return team.build(Context(book, Say(lang), (2026,), date(2026, 10, 31), "book.xlsx"))


def cells(slide: SlideSpec) -> dict[str, tuple[str, ...]]:
    (table,) = (e for e in slide.elements if isinstance(e, Table))
    return {row.key: tuple(cell.text for cell in row.cells) for row in table.rows}


def chart(slide: SlideSpec) -> Chart | None:
    return next((e for e in slide.elements if isinstance(e, Chart)), None)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    slide = story(lang)
    loads = FIGURES["workload points"]["value"]
    found = chart(slide)
    assert found is not None
    assert dict(zip(found.grid.keys, found.grid.columns[0].values, strict=True)) == loads
    broken = [row[-1] for row in cells(slide).values() if row[-1]][1:]
    assert broken == (["2 A", "no A"] if lang == "en" else ["2 A", "aucun A"])
    assert FIGURES["RACI violations"]["value"] == [
        ["Pricing and contracts", 2],
        ["Security review with the CISO", 0],
    ]
    step = texts(slide)[f"{slide.key}/next"]
    assert [step.index(name) > 0 for _, name in FIGURES["RACI suggestion"]["value"]] == [True, True]
    assert "C5:C16" in slide.notes
    assert faults(slide) == []


def test_the_storys_title() -> None:
    assert title(story("en")) == FIGURES["title: team"]["value"]
    assert title(story("fr")).startswith("2 des 12 activités n’ont pas de responsable unique")


SOUND: Letters = {"Plan": {"Ann": "A", "Bob": "R"}, "Visits": {"Bob": "A", "Ann": "R"}}
HEAVY: Letters = {
    "Plan": {"Ann": "A", "Bob": "R"},
    "Visits": {"Ann": "A", "Cid": "R"},
    "Offer": {"Ann": "RA", "Cid": "C"},
}
LACK = "lacks a single accountable owner"
ONE = "one accountable owner"
TITLES: dict[str, tuple[Letters, str]] = {
    "faults, load": (HEAVY | {"Review": {"Ann": "R"}}, f"1 of 4 activities {LACK}, and Ann carries 1.9"),
    "faults": (SOUND | {"Review": dict.fromkeys(("Ann", "Bob"), "R")}, f"1 of 3 activities {LACK}, and the"),
    "sound, load": (HEAVY, f"Every activity has {ONE}; Ann carries 1.7 times the average"),
    "sound, even": (SOUND, f"Every activity has {ONE}; the load is even"),
    "two": (
        SOUND | {"Offer": {"Ann": "A", "Bob": "A", "Cid": "I", "Dan": "I"}, "Calls": {"Ann": "I"}},
        "2 of 4 activities lack a single accountable owner, and Ann and Bob each carry 2.0",
    ),
    "three": (
        {"Plan": {**dict.fromkeys("ABC", "R"), "D": "A", "E": "I", "F": "I"}},
        f"The only activity has {ONE}; 3 members each carry 1.6 times",
    ),
    "no R": ({"Plan": {"Ann": "A"}, "Visits": {"Bob": "A"}}, f"Each of the 2 activities has {ONE}, but"),
    "no A": ({"Plan": {"Ann": "R"}, "Visits": {"Bob": "R"}}, "None of the 2 activities has a single acc"),
    "no R, load": (HEAVY | {"Calls": {"Ann": "A"}}, f"Every activity has {ONE}, but 1 of 4 has nobody"),
    "one no R": (SOUND | {"Calls": {"Ann": "A", "Bob": "C"}}, f"Every activity has {ONE}, but 1 of 3 has"),
    "alone": ({"Plan": {"Ann": "AR"}}, f"The only activity has {ONE}"),
    "alone, none": ({"Plan": {"Ann": "R"}}, f"The only activity {LACK}"),
    "alone, no R": ({"Plan": {"Ann": "A"}}, f"The only activity has {ONE}, but nobody who does it"),
    "no load": ({"Plan": {"Ann": "I", "Bob": "I"}}, f"The only activity {LACK}"),
}  # fmt: skip


@pytest.mark.parametrize("case", TITLES)
def test_titles(case: str) -> None:
    letters, beginning = TITLES[case]
    (slide,), (french,) = made(letters), made(letters, "fr")
    assert title(slide).startswith(beginning)
    assert title(french) != title(slide)
    assert faults(slide) == faults(french) == []


def test_each_fault_is_told_with_what_mends_it() -> None:
    letters = {
        "Pricing": {"Ann": "A", "Bob": "A", "Cid": "R"},
        "Review": {"Ann": "R", "Cid": "R"},
        "Nothing": {"Bob": "C"},
        "Idle": {"Bob": "A"},
        "Whole": {"Bob": "AR", "Ann": "RRC"},
    }
    (slide,) = made(letters)
    shown = cells(slide)
    assert [shown[name][-1] for name in letters] == ["2 A", "no A", "no A, no R", "no R", ""]
    assert shown["Whole"][1:3] == ("R/C", "A/R")
    found = texts(slide)
    assert found["team/fact:accountable"].startswith(
        "3 of 5\nactivities break the rule of one A: pricing has 2"
    )
    assert found["team/fact:responsible"].startswith(
        "2 of 5\nhave nobody who does them, no R: nothing and idle"
    )
    assert (
        "Leave the A of pricing with Bob" in slide.notes or "Leave the A of pricing with Ann" in slide.notes
    )
    assert "Give the A of review to Cid." in slide.notes
    assert "Name who answers for nothing, and who does it." in slide.notes


def test_members_without_letters_and_letters_without_members() -> None:
    members = (Member(member="Ann", role="Lead"), Member(member="Zoe", role="Sponsor"))
    (slide,) = made(SOUND, members=members)
    assert cells(slide)["head"][1:4] == ("Ann\nLead", "Zoe\nSponsor", "Bob")
    assert texts(slide)["team/fact:idle"] == "1\nmember has no letter: Zoe."
    assert "Has letters, but is not in the team’s sheet: Bob." in slide.notes
    found = chart(slide)
    assert found is not None
    assert found.grid.columns[0].values == (5, 0, 5)


def test_a_slide_for_each_account_and_one_for_all() -> None:
    members = (Member(member="Ann", team="North"), Member(member="Bob", team="South"), Member(member="Cid"))
    book = Book(
        settings=Settings(focus_account="South"),
        accounts=(Account(account="North"), Account(account="South")),
        responsibilities=(*rows(SOUND, "North"), *rows({"Plan": {"Bob": "AR"}}, "South"), *rows(SOUND)),
        team=members,
    )
    ctx = Context(book, Say("en"), (2026,), None, "book.xlsx")
    slides = team.build(ctx)
    assert [slide.key for slide in slides] == ["team", "team:South", "team:North"]
    assert cells(slides[0])["head"][1:4] == ("Cid", "Ann", "Bob")
    assert cells(slides[1])["head"][1:-1] == ("Bob",)
    only = team.build(Context(book, Say("en"), (2026,), None, "book.xlsx", account="North"))
    assert [slide.key for slide in only] == ["team:North"]


def many(members: int, activities: int, tail: str = "") -> Letters:
    names = [f"M. Member{n}{tail}" for n in range(members)]
    marks = "ARCI"
    return {
        f"Activity {a}{tail}": {
            name: marks[(a + n) % members % 4] for n, name in enumerate(names) if (a + n) % members < 6
        }
        for a in range(activities)
    }


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("activities", [1, 8, 15, 16, 60])
@pytest.mark.parametrize("members", [1, 4, 8, 10, 13, 20, 30])
def test_few_and_many_with_long_names(members: int, activities: int, lang: str) -> None:
    tail = " of the Regional Hospital and Outpatient Rehabilitation Trust"
    letters = many(members, activities, tail)
    staff = tuple(Member(member=f"M. Member{n}{tail}", role=f"Role {n}{tail}") for n in range(members))
    slides = made(letters, lang, staff)
    assert [fault for slide in slides for fault in faults(slide)] == []
    assert {key for slide in slides for key in cells(slide)} - {"head"} == set(letters)
    if min(members, activities + 5) > 24 or members <= 24:
        assert sum(chart(slide) is not None for slide in slides) == -(-members // 24)
        assert chart(slides[-1]) is not None
    assert len({title(slide) for slide in slides}) == len(slides)
    for slide in slides:
        (table,) = (e for e in slide.elements if isinstance(e, Table))
        drawn = chart(slide)
        assert drawn is None or table.box.y + table.box.h < drawn.box.y


def test_nothing_makes_no_slide() -> None:
    assert made({}) == ()
