"""The scoring slide: the story's figures in both languages, every title, few and many accounts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.frame import OURS
from kamdeck.deck.spec import Group, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.layout.areas import area_of
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.scoring import view as scoring
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Criterion, Revenue, Score, Settings
from tests.frames import ROOMS
from tests.view_checks import faults, flat, texts, title

MAIN = area_of(OURS).main
ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def figure(key: str) -> Any:
    return FIGURES[key]["value"]


def made(
    rows: Mapping[str, Sequence[float | None]],
    per_axis: int = 2,
    lang: str = "en",
    axes: Sequence[str] = ("growth", "harmony"),
    short: Mapping[str, str] | None = None,
    **settings: Any,
) -> Context:
    """A context of accounts (revenue falling in the order given) and their scores, equal weights per axis."""
    criteria = tuple(
        Criterion(
            at=f"Criteria!D{i}",
            axis=axis,
            criterion=f"{axis.capitalize()} measure {i}",
            weight=1 / per_axis,
            question="What it asks",
        )
        for axis in axes
        for i in range(per_axis)
    )
    scores = tuple(
        Score(at=f"Scores!B{n}", account=name, criterion=c.criterion, score=value, period="2026")
        for n, (name, values) in enumerate(rows.items(), 2)
        for c, value in zip(criteria, values, strict=True)
        if value is not None
    )
    book = Book(
        settings=Settings(**settings),
        accounts=tuple(Account(account=name, short_name=(short or {}).get(name)) for name in rows),
        revenue=tuple(Revenue(account=n, year=2026, revenue=1e6 - i) for i, n in enumerate(rows)),
        criteria=criteria,
        scores=scores,
        titles=(("scores", "Scores"), ("criteria", "Criteria")),
    )
    return Context(book, Say(lang), (2026,), date(2026, 10, 31), "book.xlsx")


def one(ctx: Context) -> SlideSpec:
    (slide,) = scoring.build(ctx)
    return slide


def cells(slide: SlideSpec, name: str) -> dict[str, tuple[str, ...]]:
    (table,) = (e for e in slide.elements if isinstance(e, Table) and e.key == f"{slide.key}/{name}")
    return {row.key: tuple(c.text for c in row.cells) for row in table.rows}


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    ctx = story(lang)
    slide = one(ctx)
    growth, harmony, foot = (cells(slide, name) for name in ("growth", "harmony", "foot"))
    (table,) = (e for e in slide.elements if isinstance(e, Table) and e.key == "scoring/foot")
    accounts = [column.key for column in table.columns[2:]]
    assert accounts[0] == "Mount Sinai"
    for place, account in enumerate(accounts, 2):
        assert growth["average"][place] == ctx.say.number(figure(f"growth score {account}"), 1)
        assert harmony["average"][place] == ctx.say.number(figure(f"harmony score {account}"), 1)
        shown = figure(f"combined score shown {account}")
        assert foot["combined"][place] == shown.replace(".", "," if lang == "fr" else ".")
    assert foot["rank"][2:] == ("1", "3", "4", "2", "5", "6")
    found = texts(slide)
    top = figure("top scores of Mount Sinai")
    assert found["scoring/fact:tops"].startswith(f"{top} {'of' if lang == 'en' else 'sur'} 8\n")
    assert found["scoring/fact:ahead"].startswith("+0.7" if lang == "en" else "+0,7")
    assert faults(slide) == []


def test_the_storys_title() -> None:
    assert title(one(story("en"))) == figure("title: scoring")
    assert title(one(story("fr"))) == "Mount Sinai domine sur les deux axes et l’emporte de 0,7 point"


def test_the_winner_is_framed_from_head_to_foot() -> None:
    slide = one(story("en"))
    (group,) = (e for e in slide.elements if isinstance(e, Group))
    tables = {e.key: e for e in slide.elements if isinstance(e, Table)}
    foot = tables["scoring/foot"].box
    assert group.follows == "scoring/foot"
    assert group.box.y == MAIN.y
    assert group.box.y + group.box.h == foot.y + foot.h <= MAIN.y + MAIN.h
    assert (
        group.box.x
        == foot.x + tables["scoring/foot"].columns[0].width + tables["scoring/foot"].columns[1].width
    )


def test_the_notes_name_rule_contributions_and_cells() -> None:
    notes = one(story("en")).notes
    assert "weighted average" in notes
    assert "Revenue potential 1.35" in notes
    assert "Gulfmere Methodist" in notes
    assert "Scores!" in notes
    assert "Criteria!" in notes


# ------------------------------------------------------------------ titles

TITLES: dict[str, tuple[dict[str, tuple[float | None, ...]], dict[str, Any], str, str]] = {
    "both": (
        {"Oak": (8, 8, 9, 9), "Elm": (7, 7, 6, 6)}, {},
        "Oak leads on both axes and wins by 2.0 points",
        "Oak domine sur les deux axes et l’emporte de 2,0 points",
    ),
    "growth": (
        {"Oak": (9, 9, 5, 5), "Elm": (3, 3, 7, 7)}, {},
        "Oak wins by 2.0 points on growth; Elm leads on harmony",
        "Oak l’emporte de 2,0 points grâce à la croissance ; Elm domine sur l’harmonie",
    ),
    "harmony": (
        {"Oak": (3, 3, 7, 7), "Elm": (5, 5, 4, 4)}, {},
        "Oak wins by 0.5 points on harmony; Elm leads on growth",
        "Oak l’emporte de 0,5 point grâce à l’harmonie ; Elm domine sur la croissance",
    ),
    "neither": (
        {"Oak": (10, 10, 1, 1), "Elm": (1, 1, 10, 10), "Ash": (8, 8, 8, 8)}, {},
        "Ash leads on neither axis and still wins by 2.5 points",
        "Ash ne domine sur aucun axe et l’emporte pourtant de 2,5 points",
    ),
    "level": (
        {"Oak": (8, 6, 7, 7), "Elm": (5, 9, 7, 7)}, {},
        "Oak and Elm are level at 7.0: growth measure 0 decides",
        "Oak et Elm sont à égalité à 7,0 : tout se joue sur « growth measure 0 »",
    ),
    "many level": (
        {"Oak": (5, 5, 5, 5), "Elm": (5, 5, 5, 5), "Ash": (5, 5, 5, 5)}, {},
        "Three accounts are level at 5.0 in first place",
        "Trois comptes à égalité en tête, à 5,0",
    ),
    "alone": (
        {"Oak": (5, 5, 6, 6), "Elm": (5, 5, None, None)}, {},
        "Oak scores 5.5 and is the only account ranked",
        "Oak obtient 5,5 et reste le seul compte classé",
    ),
    "nobody": (
        {"Elm": (5, 5, None, None)}, {},
        "No leading account is scored on both axes yet",
        "Aucun compte de tête n’est encore noté sur les deux axes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TITLES)
def test_titles_follow_the_data(case: str) -> None:
    rows, settings, english, french = TITLES[case]
    for lang, expected in (("en", english), ("fr", french)):
        slide = one(made(rows, lang=lang, **settings))
        assert title(slide) == expected
        assert faults(slide) == []


def test_one_axis_only() -> None:
    slide = one(made({"Oak": (8, 8), "Elm": (7, 7)}, axes=("growth",)))
    assert title(slide) == "Oak leads on growth and wins by 1.0 points"
    assert not any(e.key == "scoring/harmony" for e in slide.elements)


def test_the_lead_is_that_of_the_scores_as_shown() -> None:
    """7.95 shows as 8.0 and 7.24 as 7.2: a reader sees 0.8, not the 0.7 of the exact figures."""
    ctx = made({"Oak": (7.95, 7.95, 7.95, 7.95), "Elm": (7.24, 7.24, 7.24, 7.24)})
    assert title(one(ctx)) == "Oak leads on both axes and wins by 0.8 points"


# ------------------------------------------------------------------ rail


def test_a_lead_that_depends_on_the_weight_says_from_where() -> None:
    ctx = made({"Oak": (9, 9, 5, 5), "Elm": (3, 3, 7, 7)})
    assert "A growth weight below 25% would put Elm first." in texts(one(ctx))["scoring/fact:winner"]
    swapped = made({"Oak": (5, 5, 9, 9), "Elm": (7, 7, 3, 3)})
    assert "A growth weight above 75% would put Elm first." in texts(one(swapped))["scoring/fact:winner"]


def test_second_place_is_safe_or_the_weight_is_named_that_changes_it() -> None:
    safe = made({"Oak": (9, 9, 9, 9), "Elm": (7, 7, 7, 7), "Ash": (6, 6, 7, 7)})
    assert "second is safe" in texts(one(safe))["scoring/fact:ahead"]
    open_ = made({"Oak": (9, 9, 9, 9), "Elm": (8, 8, 6, 6), "Ash": (4, 4, 8, 8)})
    assert "at a growth weight of 33%, Ash draws level" in texts(one(open_))["scoring/fact:ahead"]


def test_accounts_without_an_axis_are_named_not_ranked() -> None:
    slide = one(made({"Oak": (9, 9, 9, 9), "Elm": (7, 7, 7, 7), "Ash": (6, 6, None, None)}))
    assert texts(slide)["scoring/fact:unranked"].endswith("scored on less than 60% of an axis: Ash.")
    assert cells(slide, "foot")["rank"][2:] == ("1", "2", "–")
    assert cells(slide, "harmony")["average"][4] == "–"


def test_coverage_is_shown_where_scores_are_missing() -> None:
    slide = one(made({"Oak": (9, None, 9, 9), "Elm": (7, 7, 7, 7)}))
    average = cells(slide, "growth")["average"]
    assert average[2:] == ("– 50%", "7.0")
    assert "share of the weight scored" in average[0]
    assert "share of the weight scored" not in cells(slide, "harmony")["average"][0]


def test_a_shared_first_place_has_no_frame() -> None:
    slide = one(made({"Oak": (5, 5, 5, 5), "Elm": (5, 5, 5, 5)}))
    assert not any(isinstance(e, Group) for e in slide.elements)
    assert texts(slide)["scoring/fact:winner"].endswith("first place is shared by 2 accounts: Oak and Elm.")


# ------------------------------------------------------------------ few and many


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 2, 3, 6, 300])
def test_any_number_of_accounts(count: int, lang: str) -> None:
    rows = {
        f"University Hospital and Medical Centre {i}": tuple(float(1 + (i * k + k) % 10) for k in range(1, 9))
        for i in range(count)
    }
    slide = one(made(rows, 4, lang))
    assert faults(slide) == []
    (foot,) = (e for e in slide.elements if isinstance(e, Table) and e.key == "scoring/foot")
    assert len(foot.columns) == 2 + min(6, count)
    assert foot.box.x + foot.box.w <= MAIN.x + MAIN.w
    heads = cells(slide, "growth")["head"][2:]
    assert len(set(heads)) == len(heads)
    if count == 300:
        assert "300" in texts(slide)["scoring/source"]


@pytest.mark.parametrize("per_axis", range(1, 23))
def test_any_number_of_criteria(per_axis: int) -> None:
    rows = {f"Account {i}": tuple(float(1 + (i + k) % 10) for k in range(2 * per_axis)) for i in range(6)}
    slides = scoring.build(made(rows, per_axis))
    assert len(slides) == (1 if per_axis <= 7 else 2 if per_axis <= 15 else 4)
    assert len({title(slide) for slide in slides}) == len({slide.key for slide in slides}) == len(slides)
    shown = 0
    for slide in slides:
        assert faults(slide) == []
        tables = [e for e in slide.elements if isinstance(e, Table)]
        bottom = max(table.box.y + table.box.h for table in tables)
        assert bottom <= MAIN.y + MAIN.h
        shown += sum(row.key.find("measure") > 0 for table in tables for row in table.rows)
    assert shown == 2 * per_axis


def test_the_accounts_with_most_revenue_are_shown_and_the_wanted_one() -> None:
    rows = {f"Account {i}": (5.0, 5.0, 5.0, float(1 + i)) for i in range(9)}
    ctx = made(rows, leading_accounts=3)
    assert list(cells(one(ctx), "growth")["head"][2:]) == ["Account 0", "Account 1", "Account 2"]
    wanted = Context(ctx.book, ctx.say, ctx.years, ctx.as_of, ctx.source, account="Account 8")
    assert cells(one(wanted), "growth")["head"][2:] == ("Account 0", "Account 1", "Account 8")


def test_lost_accounts_are_left_out() -> None:
    ctx = made({"Oak": (5, 5, 5, 5), "Elm": (6, 6, 6, 6)})
    lost = (Account(account="Oak"), Account(account="Elm", status="lost"))
    book = Book(accounts=lost, revenue=ctx.book.revenue, criteria=ctx.book.criteria, scores=ctx.book.scores)
    slide = one(Context(book, ctx.say, (2026,)))
    assert cells(slide, "growth")["head"][2:] == ("Oak",)


def test_nothing_scored_gives_no_slide() -> None:
    assert scoring.build(made({"Oak": (None, None, None, None)})) == ()


def test_weights_shown_add_to_a_hundred() -> None:
    rows = {"Oak": (5.0,) * 6}
    growth = cells(one(made(rows, 3)), "growth")
    shown = [values[1] for key, values in growth.items() if "measure" in key]
    assert shown == ["33.4%", "33.3%", "33.3%"]


def test_every_score_has_its_step_of_the_ramp() -> None:
    slide = one(made({"Oak": (1, 10, 5, None), "Elm": (9, 9, 9, 9)}))
    fills = {
        cell.text: cell.fill
        for e in flat(slide)
        if isinstance(e, Table) and e.key != "scoring/foot"
        for row in e.rows
        if "measure" in row.key
        for cell in row.cells[2:]
    }
    assert fills == {"1": "ramp1", "10": "ramp10", "5": "ramp5", "9": "ramp9", "–": "panel"}


def test_a_low_room_says_the_names_once_and_a_lower_one_parts_the_axes() -> None:
    ctx = story("en")
    low = one(replace(ctx, frame=ROOMS["10 x 5.63, line"]))
    accounts = list(cells(low, "growth")["head"][2:])
    assert all(accounts)
    assert list(cells(low, "harmony")["head"][2:]) == [""] * len(accounts)
    assert "Who wins" not in "".join(texts(low))
    frame = ROOMS["10 x 5.63, notes"]
    body = replace(frame.body, h=frame.body.h * 2 // 3)
    pages = scoring.build(replace(ctx, frame=replace(frame, body=body)))
    assert [page.key for page in pages] == ["scoring", "scoring:2"]
    assert len(cells(pages[1], "harmony")) == len(cells(low, "harmony"))
