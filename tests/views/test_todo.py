"""The to-do lists: the story's figures, every title, whose tasks they are, few and many tasks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import Chart, Shape, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.text import Say
from kamdeck.views.todo import view as todo
from kamdeck.views.todo.pages import MOST_TASKS
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Settings, Task
from tests.view_checks import PLAIN, faults, flat, named, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
AS_OF = date(2026, 10, 31)
HIGH, MEDIUM = "high", "medium"
Given = tuple[str, int | None, str, str]  # owner, days to go, priority, status
LONG = "Write the offer for the archive of all images of the outpatient clinics of the northern region " * 2


def story(lang: str, account: str | None = None) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang], account)


def made(
    rows: Sequence[Given],
    lang: str = "en",
    as_of: date | None = AS_OF,
    word: str = "Task {}",
    account: str | None = "North",
    shown: tuple[str, ...] = (),
) -> Context:
    """Tasks of accounts that Ann manages."""
    tasks = tuple(
        Task(
            task=word.format(n), owner=owner, account=account and f"{account} {n}", priority=priority,
            due_on=None if days is None else AS_OF + timedelta(days), status=status, at=f"Tasks!A{n}",
        )
        for n, (owner, days, priority, status) in enumerate(rows, 2)
    )  # fmt: skip
    book = Book(
        settings=Settings(),
        accounts=(Account(account="North 2", manager="Ann"),),
        tasks=tasks,
        titles=(("tasks", "Tasks"),),
    )
    return Context(book, Say(lang), (), as_of, "book.xlsx", shown=named(*shown))


def team(ctx: Context) -> SlideSpec:
    (slide,) = todo.build_team(ctx)
    return slide


def table(slide: SlideSpec) -> Table:
    (found,) = (e for e in slide.elements if isinstance(e, Table))
    return found


def chart(slide: SlideSpec) -> Chart:
    (found,) = (e for e in slide.elements if isinstance(e, Chart))
    return found


def rows_of(slide: SlideSpec) -> dict[str, tuple[str, ...]]:
    return {row.key: tuple(c.text for c in row.cells) for row in table(slide).rows}


def listed(slides: Sequence[SlideSpec]) -> list[str]:
    """The keys of the tasks on all slides."""
    return [
        row.key
        for slide in slides
        for row in table(slide).rows
        if row.key not in ("head", "row:more") and not row.key.startswith("owner:")
    ]


# ------------------------------------------------------------------ the story


def test_the_storys_titles() -> None:
    assert title(team(story("en"))) == FIGURES["title: todo_team"]["value"]
    assert title(team(story("fr"))).translate(PLAIN) == (
        "4 tâches ouvertes sur 13 sont en retard, dont 2 en priorité haute : "
        "Aldbury Clinic et Larkmoor d’abord"
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    slide = team(story(lang))
    assert len(listed([slide])) == FIGURES["tasks"]["value"]
    late = "overdue" if lang == "en" else "en retard"
    overdue = [key for key, cells in rows_of(slide).items() if cells[-1] == late]
    assert len(overdue) == len(FIGURES["overdue tasks"]["value"])
    if lang == "en":
        expected = {f"{owner}: {task}" for owner, task in FIGURES["overdue tasks"]["value"]}
        assert set(overdue) == expected
    counts = [sum(v or 0 for v in column.values) for column in chart(slide).grid.columns]
    assert sum(counts) == FIGURES["open tasks"]["value"]
    assert counts[0] == len(overdue)
    assert faults(slide) == []


def test_the_storys_rows() -> None:
    rows = rows_of(team(story("en")))
    assert [key for key in rows if key.startswith("owner:")] == [
        "owner:L. Moreau",
        "owner:S. Iyer",
        "owner:T. Adler",
        "owner:K. Brandt",
    ]
    assert rows["owner:L. Moreau"][0] == "L. Moreau  key account manager"
    assert rows["owner:L. Moreau"][3:5] == ("5 open", "2 overdue")
    assert rows["L. Moreau: Send the renewal proposal"] == (
        "Send the renewal proposal", "Larkmoor", "high", "24 Oct", "7 days late", "overdue",
    )  # fmt: skip
    assert rows["S. Iyer: Send the kick-off minutes"][-1] == "done"


def test_the_storys_rail() -> None:
    slide = team(story("en"))
    found = texts(slide)
    dates = [text for key, text in found.items() if "/soon_date:" in key]
    assert dates == ["4 Nov", "6 Nov", "7 Nov"]
    assert found["todo_team/next"].endswith(
        "S. Iyer, 8 days late: Run the on-site adoption clinic for EHR users"
    )
    grid = chart(slide).grid
    counts = zip(*(column.values for column in grid.columns), strict=True)
    by_owner = dict(zip(grid.labels, counts, strict=True))
    assert by_owner["L. Moreau"] == (2, 2, 1)
    assert by_owner["K. Brandt"] == (None, 2, 1)


def test_the_key_account_managers_have_a_list_of_their_own() -> None:
    (slide,) = todo.build_kam(story("en"))
    assert title(slide) == "2 of 5 open tasks are overdue, 1 of them high priority: Larkmoor comes first"
    assert {key.partition(":")[0] for key in listed([slide])} == {"L. Moreau"}
    assert faults(slide) == []


def test_one_accounts_tasks() -> None:
    slide = team(story("en", "Larkmoor"))
    assert {cells[1] for key, cells in rows_of(slide).items() if key.startswith("L. Moreau:")} == {"Larkmoor"}
    assert len(listed([slide])) == 2
    assert todo.build_team(story("en", "Tarrow")) == ()


def test_marks_stand_on_their_rows() -> None:
    slide = team(story("en"))
    boxes = {e.key.removeprefix("todo_team/marks/"): e for e in flat(slide) if isinstance(e, Shape)}
    y = table(slide).y
    for row in table(slide).rows:
        if row.key in listed([slide]):
            mark = boxes[f"status:{row.key}"]
            assert y < mark.box.y < mark.box.y + mark.box.h < y + row.height
        y += row.height
    assert boxes["status:L. Moreau: Send the renewal proposal"].fill == "risk"
    bars = [boxes[f"priority:L. Moreau: Update the stakeholder map/{n}"].fill for n in (1, 2, 3)]
    assert bars == ["ink", "ink", "hairline"]


def test_the_notes_name_the_cells() -> None:
    notes = team(story("en")).notes
    assert "before the as-of date" in notes
    assert "Tasks!A5:A18" in notes


# ------------------------------------------------------------------ titles

OPEN: Given = ("Ann", 20, MEDIUM, "open")
TITLES: dict[str, tuple[list[Given], str, str]] = {
    "one urgent": (
        [("Bob", -2, HIGH, "open"), OPEN],
        "1 of 2 open tasks is overdue, with high priority: North 2 comes first",
        "1 tâche ouverte sur 2 est en retard, en priorité haute : North 2 d’abord",
    ),
    "all overdue": (
        [("Bob", -2, HIGH, "open"), ("Bob", -3, HIGH, "open")],
        "Both open tasks are overdue, 2 of them high priority: North 3 and North 2 come first",
        "Les deux tâches ouvertes sont en retard, dont 2 en priorité haute : North 3 et North 2 d’abord",
    ),
    "none high": (
        [("Bob", -1, MEDIUM, "open"), ("Bob", -9, "low", "open"), OPEN],
        "2 of 3 open tasks are overdue: North 3 has waited longest, 9 days",
        "2 tâches ouvertes sur 3 sont en retard : North 3 attend depuis le plus longtemps, 9 jours",
    ),
    "only one": (
        [("Bob", -1, MEDIUM, "open")],
        "The only open task is overdue: North 2 has waited longest, 1 day",
        "La seule tâche ouverte est en retard : North 2 attend depuis le plus longtemps, 1 jour",
    ),
    "soon": (
        [("Bob", 0, MEDIUM, "open"), ("Bob", 7, MEDIUM, "open"), OPEN],
        "No task is overdue; 2 of 3 are due in the next 7 days",
        "Aucune tâche en retard ; 2 sur 3 arrivent à échéance dans les 7 prochains jours",
    ),
    "later": (
        [OPEN, OPEN],
        "No task is overdue; neither of the two is due in the next 7 days",
        "Aucune tâche en retard ; aucune des deux n’échoit dans les 7 prochains jours",
    ),
    "done": (
        [("Bob", -3, HIGH, "done"), ("Bob", None, HIGH, "done")],
        "Both tasks are done",
        "Les deux tâches sont terminées",
    ),
}


@pytest.mark.parametrize("turn", TITLES)
def test_titles(turn: str) -> None:
    rows, english, french = TITLES[turn]
    for lang, expected in (("en", english), ("fr", french)):
        slide = team(made(rows, lang))
        assert title(slide).translate(PLAIN) == expected
        assert faults(slide) == []


def test_without_an_as_of_date() -> None:
    slide = team(made([("Bob", -3, HIGH, "open"), ("Ann", None, MEDIUM, "open")], as_of=None))
    assert title(slide) == "2 tasks are open; owners: 2"
    assert rows_of(slide)["Bob: Task 2"][3:] == ("28 Oct 2026", "", "open")
    assert "no as-of date" in slide.notes
    assert faults(slide) == []


def test_a_task_without_account_priority_and_date() -> None:
    book = Book(settings=Settings(), tasks=(Task(task="Call", owner="Bob"),))
    slide = team(Context(book, Say("en"), (), AS_OF, "book.xlsx"))
    assert rows_of(slide)["Bob: Call"] == ("Call", "–", "–", "–", "", "open")
    assert faults(slide) == []


# ------------------------------------------------------------------ whose tasks


def test_no_manager_has_a_task() -> None:
    assert todo.build_kam(made([("Bob", 1, HIGH, "open")])) == ()


def test_the_teams_list_is_left_out_where_it_is_the_managers() -> None:
    rows: list[Given] = [("Ann", 1, HIGH, "open")]
    assert len(todo.build_kam(made(rows))) == 1
    assert todo.build_team(made(rows, shown=("todo_kam", "todo_team"))) == ()
    assert len(todo.build_team(made(rows, shown=("todo_team",)))) == 1


# ------------------------------------------------------------------ few and many


def test_few_tasks_have_higher_rows() -> None:
    rows = [row.height for row in table(team(made([OPEN, OPEN, OPEN]))).rows]
    assert max(rows[2:]) == round(0.36 * 914_400)


def test_done_tasks_give_way_to_open_ones() -> None:
    rows: list[Given] = [("Bob", n, MEDIUM, "open") for n in range(1, 13)]
    rows += [("Bob", -n, MEDIUM, "done") for n in range(8)]
    slide = team(made(rows))
    assert len(listed([slide])) == 12
    assert rows_of(slide)["owner:Bob"][-1] == "8 done"
    assert faults(slide) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_more_open_tasks_go_on_over_the_whole_width(lang: str) -> None:
    rows: list[Given] = [
        (owner, n - 4, HIGH, "in progress") for owner in ("Ann", "Bob", "Cid") for n in range(12)
    ]
    rows += [("Dan", 400, "low", "open")] * 19
    slides = todo.build_team(made(rows, lang))
    assert [slide.key for slide in slides] == ["todo_team", *(f"todo_team:{n}" for n in range(2, 5))]
    assert [slide.layout for slide in slides] == ["rail", *["wide"] * 3]
    assert len(set(listed(slides))) == 55
    assert len({title(slide) for slide in slides}) == len(slides)
    assert [fault for slide in slides for fault in faults(slide)] == []
    further = rows_of(slides[-1])["owner:Dan"][0]
    assert further.endswith("continued" if lang == "en" else "suite")


def test_owners_go_on_over_further_slides() -> None:
    rows: list[Given] = [(owner, n - 4, HIGH, "open") for owner in ("Ann", "Bob") for n in range(30)]
    for build in (todo.build_team, todo.build_kam):
        first, *rest = build(made(rows))
        assert rest, first
        assert all("urther tasks" in title(slide) for slide in rest)
    rows = [("Ann", 1, HIGH, "done")]
    (slide,) = todo.build_kam(made(rows))
    assert title(slide) == "The key account managers’ only task is done"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_of_very_many_the_pressing_ones_are_listed_and_the_rest_counted(lang: str) -> None:
    rows: list[Given] = [(f"Owner {n % 30:02d}", n - 40, MEDIUM, "open") for n in range(300)]
    rows += [(f"Patient owner {n}", 300, "low", "open") for n in range(9)]
    slides = todo.build_team(made(rows, lang, word=LONG + "{}"))
    keys = listed(slides)
    assert len(set(keys)) == len(keys) == 55 <= MOST_TASKS
    hidden = sum(
        int(row.cells[-1].text.split()[0])
        for slide in slides
        for row in table(slide).rows
        if row.key.startswith("owner:") and row.cells[-1].text
    )
    others = rows_of(slides[-1])["row:more"][0]
    assert others.startswith("9 ")
    assert len(keys) + hidden + 9 == 309
    assert LONG.strip() in slides[0].notes
    assert [fault for slide in slides for fault in faults(slide)] == []


def test_tasks_alike_have_keys_of_their_own() -> None:
    keys = listed([team(made([OPEN, OPEN], word="Call"))])
    assert keys == ["Ann: Call", "Ann: Call (2)"]


def test_many_done_tasks() -> None:
    slide = team(made([("Bob", -n, HIGH, "done") for n in range(60)]))
    assert title(slide) == "All 60 tasks are done"
    assert rows_of(slide)["owner:Bob"][-1] == f"{60 - len(listed([slide]))} done"
    assert faults(slide) == []


def test_long_names() -> None:
    owner = "Maximiliana Theodora von Hohenstein-Wallenberg, deputy"
    slide = team(made([(owner, -2, HIGH, "open"), (owner, 3, HIGH, "open")], word=LONG, account="A" * 60))
    assert faults(slide) == []
