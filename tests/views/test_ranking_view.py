"""The ranking slide: the story's figures in both languages, every title, few and many accounts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.frame import OURS
from kamdeck.deck.spec import Chart, Group, Shape, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.layout.areas import area_of
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.ranking import view as ranking
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Criterion, Revenue, Score, Settings
from tests.frames import ROOMS
from tests.view_checks import faults, texts, title

MAIN = area_of(OURS).main
ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
Scores = Mapping[str, float]


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def figure(key: str) -> Any:
    return FIGURES[key]["value"]


def made(now: Scores, then: Scores | None = None, lang: str = "en", **settings: Any) -> Context:
    """Accounts (revenue falling in the order given), each with one score for both axes, in each period."""
    periods = [("2026", now), *([("2025", then)] if then else [])]
    book = Book(
        settings=Settings(**settings),
        accounts=tuple(Account(account=name) for name in now),
        revenue=tuple(Revenue(account=n, year=2026, revenue=2e6 / (i + 1)) for i, n in enumerate(now)),
        criteria=tuple(Criterion(axis=axis, criterion=axis, weight=1.0) for axis in ("growth", "harmony")),
        scores=tuple(
            Score(account=name, criterion=axis, score=score, period=period, at="Scores!B2")
            for period, rows in periods
            for name, score in rows.items()
            for axis in ("growth", "harmony")
        ),
        titles=(("scores", "Scores"), ("criteria", "Criteria"), ("revenue", "Revenue")),
    )
    return Context(book, Say(lang), (2026,), date(2026, 10, 31), "book.xlsx")


def one(ctx: Context) -> SlideSpec:
    (slide,) = ranking.build(ctx)
    return slide


def table(slide: SlideSpec) -> Table:
    (found,) = (e for e in slide.elements if isinstance(e, Table))
    return found


def chart(slide: SlideSpec) -> Chart:
    (found,) = (e for e in slide.elements if isinstance(e, Chart))
    return found


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    slide = one(story(lang))
    rows = table(slide).rows[1:]
    assert [row.key for row in rows] == figure("ranking")
    assert [row.cells[0].text for row in rows] == [str(n) for n in range(1, 17)]
    then = figure("ranking 2025")
    new = "new" if lang == "en" else "n. c."
    shown = [row.cells[1].text for row in rows]
    assert shown == [str(then.index(row.key) + 1) if row.key in then else new for row in rows]
    words = Say(lang)
    assert [row.cells[6].text for row in rows] == [
        words(f"strategies.name.{figure(f'class {row.key}')}") for row in rows
    ]
    data = {column.key: column.values for column in chart(slide).grid.columns}
    for place, row in enumerate(rows):
        assert data["growth_score"][place] == pytest.approx(figure(f"growth score {row.key}"), abs=0.0005)
        assert data["harmony_score"][place] == pytest.approx(figure(f"harmony score {row.key}"), abs=0.0005)
        assert data["total"][place] == pytest.approx(figure(f"combined score {row.key}"), abs=0.0005)
    assert faults(slide) == []


def test_the_arrows_follow_the_moves() -> None:
    slide = one(story("en"))
    marks = {e.key: e for g in slide.elements if isinstance(g, Group) for e in g.children}
    then, now = (
        [n for n in figure(key) if n in figure("ranking 2025")] for key in ("ranking 2025", "ranking")
    )
    same = [name for name in then if name in now]
    for account, move in figure("rank moves").items():
        if move and same.index(account) == now.index(account):
            move = 0  # only because another account came
        mark = marks.get(f"ranking/marks/move:{account}")
        if move is None:
            assert mark is None
            continue
        assert isinstance(mark, Shape)
        assert mark.fill == ("good" if move > 0 else "risk" if move < 0 else "unknown")


def test_the_storys_words() -> None:
    english, french = texts(one(story("en"))), texts(one(story("fr")))
    assert english["ranking/title"] == figure("title: ranking")
    assert french["ranking/title"] == (
        "Mount Sinai prend la première place ; Aldbury Clinic recule du premier au septième rang"
    )
    assert english["ranking/fact:climb"].startswith("▲ 5\nLandry & Pike, from 11th to 6th: +0.9 points")
    assert english["ranking/fact:fall"].endswith("from first to seventh: −1.3 points, growth score now 4.9.")
    assert english["ranking/fact:potential"].startswith("Third\nWesterby HC outranks 4 larger accounts")
    assert "Move hours from Highsaddle to Westerby HC and Landry & Pike" in english["ranking/next"]


def test_the_bars_stand_in_their_rows() -> None:
    slide = one(story("en"))
    box, rows = chart(slide).box, table(slide).rows
    assert box.y == table(slide).y + rows[0].height
    assert box.h == sum(row.height for row in rows[1:])
    assert chart(slide).inner == (0.0, 0.0, 1.0, 1.0)


# ------------------------------------------------------------------ titles

TITLES: dict[str, tuple[Scores, Scores | None, str, str]] = {
    "falls": (
        {"Oak": 9, "Elm": 8, "Ash": 7, "Fir": 6}, {"Oak": 5, "Elm": 4, "Ash": 3, "Fir": 9},
        "Oak takes first place; Fir falls from first to fourth",
        "Oak prend la première place ; Fir recule du premier au quatrième rang",
    ),
    "takes from": (
        {"Oak": 9, "Elm": 8}, {"Oak": 5, "Elm": 6},
        "Oak takes first place from Elm", "Oak prend la première place à Elm",
    ),
    "new first": (
        {"Oak": 9, "Elm": 8, "Ash": 3}, {"Elm": 6, "Ash": 7},
        "Oak takes first place from Ash", "Oak prend la première place à Ash",
    ),
    "climbs": (
        {"Oak": 9, "Elm": 8, "Ash": 7}, {"Oak": 9, "Elm": 5, "Ash": 6},
        "Oak stays first; Elm climbs 1 place to second",
        "Oak reste premier ; Elm gagne 1 place et devient deuxième",
    ),
    "stays, falls": (
        {"Oak": 9, "Elm": 8, "Ash": 8, "Fir": 7}, {"Oak": 9, "Elm": 6, "Ash": 6, "Fir": 6},
        "Oak stays first; Fir falls from second to fourth",
        "Oak reste premier ; Fir recule du deuxième au quatrième rang",
    ),
    "another came": (
        {"Oak": 9, "Elm": 8, "Ash": 7}, {"Oak": 9, "Ash": 6},
        "The ranking holds: Oak leads with 9.0", "Le palmarès ne bouge pas : Oak mène avec 9,0",
    ),
    "falls behind the same accounts": (
        {"Oak": 9, "New": 8, "Elm": 7, "Ash": 6}, {"Oak": 9, "Elm": 5, "Ash": 5},
        "Oak stays first; Ash falls 1 place among the accounts ranked both times",
        "Oak reste premier ; Ash recule d’une place parmi les comptes classés les deux fois",
    ),
    "climbs among the same accounts": (
        {"Oak": 9, "New": 8, "Elm": 7, "Ash": 6}, {"Oak": 9, "Ash": 6, "Elm": 5},
        "Oak stays first; Elm climbs 1 place among the accounts ranked both times",
        "Oak reste premier ; Elm gagne 1 place parmi les comptes classés les deux fois",
    ),
    "holds": (
        {"Oak": 9, "Elm": 8}, {"Oak": 8, "Elm": 7},
        "The ranking holds: Oak leads with 9.0", "Le palmarès ne bouge pas : Oak mène avec 9,0",
    ),
    "single period": (
        {"Oak": 9, "Elm": 8}, None, "Oak leads the ranking with 9.0", "Oak mène le palmarès avec 9,0",
    ),
    "alone": (
        {"Oak": 9}, None,
        "Oak scores 9.0 and is the only account in the ranking", "Oak obtient 9,0 et reste seul au palmarès",
    ),
    "two level": (
        {"Oak": 9, "Elm": 9}, None,
        "Oak and Elm share first place at 9.0", "Oak et Elm partagent la première place à 9,0",
    ),
    "many level": (
        {"Oak": 9, "Elm": 9, "Ash": 9}, None,
        "Three accounts share first place at 9.0", "Trois comptes partagent la première place à 9,0",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TITLES)
def test_titles_follow_the_data(case: str) -> None:
    now, then, english, french = TITLES[case]
    for lang, expected in (("en", english), ("fr", french)):
        slide = one(made(now, then, lang))
        assert title(slide) == expected
        assert faults(slide) == []


def test_places_beyond_the_tenth_are_all_in_figures() -> None:
    now = {f"A{i}": 9 - i / 10 for i in range(12)}
    then = {**now, "A0": 1.0}
    assert title(one(made(now, then))) == "A0 takes first place from A1"
    assert "from 12th to 1st" in texts(one(made(now, then)))["ranking/fact:climb"]


# ------------------------------------------------------------------ turns of the data


def test_without_an_earlier_period_there_are_no_arrows() -> None:
    slide = one(made({"Oak": 9, "Elm": 8, "Ash": 7}))
    assert table(slide).rows[0].cells[1].text == ""
    keys = [e.key for g in slide.elements if isinstance(g, Group) for e in g.children]
    assert not any("/move:" in key for key in keys)
    assert texts(slide)["ranking/rail"] == "So what"
    assert "arrows" not in texts(slide)["ranking/subtitle"]


def test_no_combined_score_makes_no_slide() -> None:
    assert ranking.build(Context(Book(), Say(), (2026,))) == ()


def test_one_axis_fills_the_whole_bar() -> None:
    ctx = made({"Oak": 9, "Elm": 8})
    growth = tuple(c for c in ctx.book.criteria if c.axis == "growth")
    book = Book(accounts=ctx.book.accounts, revenue=ctx.book.revenue, criteria=growth, scores=ctx.book.scores)
    slide = one(Context(book, Say(), (2026,)))
    data = {column.key: column.values for column in chart(slide).grid.columns}
    assert [data[key] for key in ("growth", "total", "harmony")] == [(9, 8), (9, 8), (None, None)]
    assert [row.cells[6].text for row in table(slide).rows[1:]] == ["–", "–"]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 3, 16, 24, 25, 300])
def test_any_number_of_accounts(count: int, lang: str) -> None:
    now = {
        f"University Hospital and Medical Centre of the Region No {i}": 1 + i * 37 % 91 / 10
        for i in range(count)
    }
    then = {name: 1 + i * 53 % 91 / 10 for i, name in enumerate(now)}
    last = min(now, key=lambda name: now[name])
    slide = one(made(now, then, lang, focus_account=last))
    assert faults(slide) == []
    rows = table(slide).rows[1:]
    assert len(rows) == (count if count <= 24 else 17)
    assert rows[-1].key == last
    bottom = table(slide).box.y + table(slide).box.h
    assert bottom <= MAIN.y + MAIN.h
    if count > 24:
        line = rows[15].cells[0].bottom
        assert line is not None
        assert line.dash == "dash"


def test_the_class_leaves_a_narrow_room_and_rows_leave_a_low_one() -> None:
    ctx = story("en")
    whole, narrow = table(one(ctx)), table(one(replace(ctx, frame=ROOMS["upright"])))
    assert [c.key for c in whole.columns if c not in narrow.columns and c.key != "score"] == ["class"]
    assert len(narrow.rows) == len(whole.rows)
    low = table(one(replace(ctx, frame=ROOMS["10 x 5.63, notes"])))
    assert 10 < len(low.rows) < len(whole.rows)
    assert low.rows[1].key == whole.rows[1].key
