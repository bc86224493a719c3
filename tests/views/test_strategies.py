"""The strategies slide: the story's figures, every title, missing figures, few and many rows and levers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.analysis.classification import CLASSES
from kamdeck.deck.spec import Group, Shape, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.text import Say
from kamdeck.views.strategies import view as strategies
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Criterion, Revenue, Score, Settings, Strategy
from tests.view_checks import PLAIN, faults, flat, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
HIGH, LOW = 8.0, 3.0
AXES = {"Strategic": (HIGH, HIGH), "Star": (HIGH, LOW), "Status": (LOW, HIGH), "Streamline": (LOW, LOW)}
PLAN = {"Strategic": 12, "Star": 8, "Status": 6, "Streamline": 2}
Visits = Mapping[str, Sequence[int | None]]


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def made(
    visits: Visits,
    plan: Mapping[str, int | None] = PLAN,
    lang: str = "en",
    levers: Sequence[str] = ("Pricing", "Service level"),
    text: str = "What the class gets",
    name: str = "{} {}",
    headline: str | None = None,
    unscored: int = 0,
) -> Context:
    """Accounts by class, each with its visits (None = no figure), revenue falling in the order given."""
    accounts = [(cls, name.format(cls, n), v) for cls, row in visits.items() for n, v in enumerate(row, 1)]
    scores = [
        Score(account=account, criterion=axis, score=score)
        for cls, account, _ in accounts
        for axis, score in zip(("Potential", "Fit"), AXES[cls], strict=True)
    ]
    extra = [f"Half scored {n}" for n in range(unscored)]
    scores += [Score(account=account, criterion="Fit", score=5) for account in extra]
    book = Book(
        settings=Settings(),
        accounts=(
            *(Account(account=a, visits=v, at=f"Accounts!H{n}") for n, (_, a, v) in enumerate(accounts, 2)),
            *(Account(account=a) for a in extra),
        ),
        revenue=tuple(
            Revenue(account=account, year=2026, revenue=9e6 / n, at=f"Revenue!B{n}")
            for n, (_, account, _) in enumerate(accounts, 2)
        ),
        criteria=(
            Criterion(axis="growth", criterion="Potential", weight=1),
            Criterion(axis="harmony", criterion="Fit", weight=1),
        ),
        scores=tuple(scores),
        strategies=tuple(
            Strategy(
                account_class=cls, lever=lever, text=text, headline=headline,
                visits_per_account=plan.get(cls), at=f"Strategies!E{n}",
            )
            for n, cls in enumerate(CLASSES, 2)
            for lever in levers
        ),
        titles=(("strategies", "Strategies"), ("scores", "Scores")),
    )  # fmt: skip
    return Context(book, Say(lang), (2026,), date(2026, 10, 31), "book.xlsx")


def one(ctx: Context) -> SlideSpec:
    (slide,) = strategies.build(ctx)
    return slide


def table(slide: SlideSpec) -> Table:
    (found,) = (e for e in slide.elements if isinstance(e, Table))
    return found


def cells(slide: SlideSpec) -> dict[str, tuple[str, ...]]:
    return {row.key: tuple(c.text.translate(PLAIN) for c in row.cells) for row in table(slide).rows}


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    slide = one(story(lang))
    found, shown = texts(slide), cells(slide)
    for name in CLASSES:
        planned, recorded = (
            FIGURES[f"{what} {name}"]["value"] for what in ("planned visits", "visits last 12 months")
        )
        assert found[f"strategies/marks/plan_value:{name}"] == str(planned)
        assert found[f"strategies/marks/past_value:{name}"] == str(recorded)
        sign = "+" if planned > recorded else "−"
        assert found[f"strategies/marks/change:{name}"].startswith(f"{sign}{abs(planned - recorded)} ")
        count = FIGURES[f"{name} accounts"]["value"]
        assert f"\n{count} {'accounts' if lang == 'en' else 'comptes'} · " in shown[name][0]
        millions = FIGURES[f"{name} revenue"]["value"] / 1e6
        assert story(lang).say.money(millions * 1e6).translate(PLAIN) in shown[name][0]
    assert "Mount Sinai" in shown["Strategic"][0]
    assert faults(slide) == []


def test_the_storys_title() -> None:
    assert title(one(story("en"))) == FIGURES["title: strategies"]["value"]
    french = title(one(story("fr")))
    assert french.startswith("Les mêmes 114 visites, réparties autrement")
    assert french.endswith("la classe Étoile en gagne 26, la classe Simplifié en cède 22")


def test_the_storys_facts() -> None:
    found = texts(one(story("en")))
    assert found["strategies/fact:lead"].startswith("42%\nof visits go to Strategic accounts (32% today)")
    assert found["strategies/fact:kept"].startswith(
        "4\naccounts at risk are in classes that give visits up: Quillmore"
    )
    assert found["strategies/fact:givers"].startswith("−38 visits\n")
    assert "Westerby HC" in found["strategies/next"]


def test_bars_are_as_long_as_their_visits() -> None:
    slide = one(story("en"))
    bars = {
        e.key.rpartition("/")[2]: e.box.w for e in flat(slide) if isinstance(e, Shape) and e.geom == "rect"
    }
    for name in CLASSES:
        plan, past = bars[f"plan:{name}"], bars[f"past:{name}"]
        planned = FIGURES[f"planned visits {name}"]["value"]
        recorded = FIGURES[f"visits last 12 months {name}"]["value"]
        assert plan / past == pytest.approx(planned / recorded, rel=1e-3)


def test_the_notes_name_the_rule_and_the_cells() -> None:
    notes = one(story("en")).notes
    assert "both cut at 5.5" in notes
    assert "Strategies!" in notes
    assert "Accounts!" in notes
    assert "Strategic: 4 accounts, 48 visits planned, 36 in the last 12 months (Mount Sinai" in notes


# ------------------------------------------------------------------ titles

EVEN: Visits = {"Strategic": (12,), "Star": (8,)}
TITLES: dict[str, tuple[Visits, dict[str, Any], str, str]] = {
    "more": (
        {"Strategic": (10,), "Star": (2,)}, {},
        "20 visits by class, 8 more than today; Stars gain most",
        "20 visites réparties par classe, 8 de plus que les 12 derniers mois ; "
        "la classe Étoile en gagne le plus",
    ),
    "fewer": (
        {"Strategic": (12,), "Status": (10,)}, {},
        "18 visits by class, 4 fewer than today; Status accounts give up most",
        "18 visites réparties par classe, 4 de moins que les 12 derniers mois ; "
        "la classe Statut en cède le plus",
    ),
    "fewer, and one gains": (
        {"Strategic": (10,), "Status": (20,)}, {},
        "18 visits by class, 12 fewer than today; Status accounts give up most",
        "18 visites réparties par classe, 12 de moins que les 12 derniers mois ; "
        "la classe Statut en cède le plus",
    ),
    "two gain alike": (
        {"Strategic": (10,), "Star": (6,)}, {},
        "20 visits by class, 4 more than today",
        "20 visites réparties par classe, 4 de plus que les 12 derniers mois",
    ),
    "two lose alike": (
        {"Strategic": (14,), "Star": (10,)}, {},
        "20 visits by class, 4 fewer than today",
        "20 visites réparties par classe, 4 de moins que les 12 derniers mois",
    ),
    "the same": (
        {"Strategic": (10,), "Star": (10,)}, {},
        "Same 20 visits, dealt by class: Strategic accounts gain 2, Stars give up 2",
        "Les mêmes 20 visites, réparties autrement : la classe Stratégique en gagne 2, "
        "la classe Étoile en cède 2",
    ),
    "unchanged": (
        EVEN, {},
        "20 visits a year: no class gains or gives up any",
        "20 visites par an : aucune classe n’en gagne ni n’en cède",
    ),
    "no record": (
        {"Strategic": (None,), "Star": (None, None)}, {},
        "28 visits a year dealt by class: 57% go to Stars",
        "28 visites par an, réparties par classe : 57 % pour la classe Étoile",
    ),
    "no visits": (
        {"Strategic": (None, None)}, {"plan": {}},
        "2 Strategic accounts come first: pricing and service level by class",
        "2 comptes stratégiques passent en premier : pricing et service level selon la classe",
    ),
    "headline": (
        {"Strategic": (None,)}, {"plan": {}, "headline": "invest first"},
        "1 Strategic account: invest first",
        "1 compte stratégique : invest first",
    ),
    "no strategic": (
        {"Star": (None,)}, {"plan": {}},
        "No account is Strategic today: pricing and service level by class",
        "Aucun compte n’est stratégique à ce jour : pricing et service level selon la classe",
    ),
    "nobody": (
        {}, {"unscored": 2},
        "No account is classified yet: what each class will get",
        "Aucun compte n’est encore classé : ce que recevra chaque classe",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TITLES)
def test_titles(case: str) -> None:
    visits, options, english, french = TITLES[case]
    for lang, expected in (("en", english), ("fr", french)):
        slide = one(made(visits, lang=lang, **options))
        assert title(slide).translate(PLAIN) == expected
        assert faults(slide) == []


# ------------------------------------------------------------------ missing figures


def test_an_account_without_a_figure_is_not_counted_as_zero() -> None:
    slide = one(made({"Strategic": (12, None), "Star": (8,)}))
    found = texts(slide)
    assert found["strategies/marks/change:Strategic"] == "1 without figure"
    assert found["strategies/marks/change:Star"] == "same as today"
    assert "strategies/marks/arrow:Strategic" not in {e.key for e in flat(slide)}
    assert found["strategies/fact:unknown"].startswith("1 of 3\n")
    assert found["strategies/legend/past"] == "last 12 months"
    assert "Strategic 2" in slide.notes


def test_empty_classes_keep_their_row() -> None:
    shown = cells(one(made({"Star": (1,)})))
    assert tuple(shown) == ("head", *CLASSES)
    assert shown["Strategic"][0] == "Strategic\nno account today"
    assert shown["Strategic"][1] == "What the class gets"


def test_without_visits_there_is_no_column_of_visits() -> None:
    slide = one(made({"Strategic": (None,)}, plan={}))
    assert [c.key for c in table(slide).columns] == ["class", "lever:Pricing", "lever:Service level"]
    assert not any(isinstance(e, Group) for e in slide.elements)


def test_accounts_scored_on_one_axis_are_named_in_the_notes() -> None:
    slide = one(made({"Strategic": (None,)}, unscored=2))
    assert texts(slide)["strategies/fact:unclassified"].startswith("2\n")
    assert "Half scored 1" in slide.notes


def test_a_lost_account_has_no_class() -> None:
    ctx = made(EVEN)
    rows = list(ctx.book.accounts)
    rows[1] = Account(account=rows[1].account, visits=8, status="lost")
    values = {
        key: getattr(ctx.book, key) for key in ("settings", "revenue", "criteria", "scores", "strategies")
    }
    book = Book(accounts=tuple(rows), titles=ctx.book.titles, **values)
    shown = cells(one(Context(book, ctx.say, ctx.years)))
    assert shown["Star"][0] == "Star\nno account today"


# ------------------------------------------------------------------ few and many


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 3, 300])
def test_few_and_many_accounts_with_long_names(count: int, lang: str) -> None:
    visits: Visits = {cls: tuple(range(3, 3 + -(-count // 4))) for cls in CLASSES[: max(1, min(4, count))]}
    long = "{} Regional Hospital and Outpatient Rehabilitation Trust No {:03d}"
    slide = one(made(visits, lang=lang, name=long, text="A promise to the class " * 12))
    assert faults(slide) == []
    if count == 300:
        words = "more" if lang == "en" else "autres"
        assert cells(slide)["Star"][0].endswith(words)
    assert "A promise to the class " * 12 in slide.notes


def test_names_are_never_broken_and_the_rest_is_counted() -> None:
    shown = cells(one(made({"Strategic": (1,) * 46})))["Strategic"][0]
    names, _, more = shown.rpartition(" and ")
    listed = names.split("\n")[-1].split(", ")
    assert more == f"{46 - len(listed)} more"
    assert listed[0] == "Strategic 1"


def test_many_levers_go_on_over_the_whole_width() -> None:
    levers = tuple(f"Lever number {n}" for n in range(1, 15))
    slides = strategies.build(made(EVEN, levers=levers))
    assert [slide.key for slide in slides] == ["strategies", "strategies:2", "strategies:3"]
    assert [slide.layout for slide in slides] == ["rail", "wide", "wide"]
    shown = [c.key.removeprefix("lever:") for s in slides for c in table(s).columns if ":" in c.key]
    assert tuple(shown) == levers
    assert len({title(slide) for slide in slides}) == 3
    assert [fault for slide in slides for fault in faults(slide)] == []
