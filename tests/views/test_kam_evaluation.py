"""The evaluation slide: the story's figures, every title, few and many managers, what has no data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import Connector, Group, Shape, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.kam_evaluation import view as kam_evaluation
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Evaluation, Mrr, Revenue, Satisfaction
from tests.evaluation_books import Given, book, many, rows
from tests.view_checks import PLAIN, TIGHT, boxes_of, faults, flat, meets, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
MANAGERS = ("L. Moreau", "J. Okafor", "R. Diaz", "A. Chen", "P. Shah")


def story(lang: str = "en") -> Context:
    found, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(found, Say(lang), found.years[-3:], found.settings.as_of, FILES[lang])


def made(given: Sequence[Given], lang: str = "en") -> Context:
    return Context(book(rows(given)), Say(lang), (), None, "book.xlsx")


def only(ctx: Context) -> SlideSpec:
    (slide,) = kam_evaluation.build(ctx)
    return slide


def table_of(slide: SlideSpec) -> Table:
    return next(e for e in slide.elements if isinstance(e, Table))


def shapes_of(slide: SlideSpec) -> dict[str, Shape]:
    return {e.key.partition("/marks/")[2]: e for e in flat(slide) if isinstance(e, Shape)}


# ------------------------------------------------------------------ story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_story_figures(lang: str) -> None:
    slide = only(story(lang))
    say = Say(lang)
    assert faults(slide) == []
    body = {row.key: row for row in table_of(slide).rows[1:]}
    assert tuple(body) == MANAGERS
    marks = shapes_of(slide)
    for name, row in body.items():
        cells = [cell.text for cell in row.cells]
        shown = [text.split()[0].replace(",", ".") for text in cells[1:-1]]
        assert shown == FIGURES[f"KAM actuals shown {name}"]["value"]
        score = cells[-1].splitlines()[0].translate(TIGHT)
        assert score == FIGURES[f"KAM score {name}"]["value"]
        assert cells[-1].splitlines()[1] == say(
            "kam_evaluation.met", n=FIGURES[f"KAM targets met {name}"]["value"], all=5
        )
        assert cells[0].splitlines()[1].split()[0] == str(FIGURES[f"KAM accounts {name}"]["value"])
        assert marks[f"{name}:rating"].paras[0].text == FIGURES[f"KAM rating {name}"]["value"]
    if lang == "en":
        assert title(slide) == FIGURES["title: kam_evaluation"]["value"]
    else:
        assert title(slide) == (
            "3 responsables grands comptes sur 5 tiennent leurs objectifs ; "
            "A. Chen et P. Shah manquent les 5 cibles : à soutenir maintenant"
        )


def test_marks_and_bars_say_the_same() -> None:
    slide = only(story())
    marks = shapes_of(slide)
    assert marks["A. Chen:Revenue:mark"].geom == "triangle"
    assert marks["A. Chen:Revenue:bar"].fill == "watch"
    assert marks["P. Shah:Revenue:mark"].geom == "rect"
    assert marks["R. Diaz:Premium share:mark"].fill == "good"
    assert [marks[f"{name}:rating"].geom for name in MANAGERS] == ["ellipse"] * 3 + ["triangle", "rect"]


def test_bars_of_a_measure_share_one_scale() -> None:
    slide = only(story())
    marks = shapes_of(slide)
    ticks = {e.key.partition("/marks/")[2]: e for e in flat(slide) if isinstance(e, Connector)}
    moreau, shah = marks["L. Moreau:Revenue:bar"].box, marks["P. Shah:Revenue:bar"].box
    assert shah.w / moreau.w == pytest.approx(3.6 / 16.5, abs=0.01)
    points = ticks["L. Moreau:Revenue:target"].points
    assert points is not None
    assert (points[0] - moreau.x) / moreau.w == pytest.approx(15.5 / 16.5, abs=0.01)


def test_notes_and_source_name_sheets_and_cells() -> None:
    slide = only(story())
    assert "Evaluation!D5:D29" in slide.notes
    assert "Risk!" in slide.notes
    assert "Satisfaction!" in slide.notes
    source = texts(slide)["kam_evaluation/source"]
    assert "Evaluation, Accounts, Revenue, MRR, Risk and Satisfaction" in source
    assert "24 accounts" in source
    assert title(slide) in table_of(slide).alt.translate(PLAIN)


# ------------------------------------------------------------------ titles

ABOVE, NEAR, BELOW = 110.0, 94.0, 50.0


def each(*actuals: tuple[str, Sequence[float | None]]) -> list[Given]:
    return [
        (name, f"M{n}", 100, actual, 1 / len(mine))
        for name, mine in actuals
        for n, actual in enumerate(mine, 1)
    ]


TITLES = {
    "all": (
        each(("Ann", (ABOVE, ABOVE)), ("Bob", (100.0, 100.0))),
        "Both key account managers are on target; Ann leads with 110%",
        "Les deux responsables grands comptes tiennent leurs objectifs ; Ann est en tête avec 110 %",
    ),
    "all rated A or B": (
        each(("Ann", (ABOVE, ABOVE)), ("Bob", (100.0, NEAR))),
        "Both key account managers are rated A or B; Ann leads with 110%",
        "Les deux responsables grands comptes sont notés A ou B ; Ann est en tête avec 110 %",
    ),
    "all close": (
        each(("Ann", (NEAR, NEAR)), ("Bob", (NEAR, NEAR))),
        "Both key account managers come close, but neither meets a target in full",
        "Les deux responsables grands comptes sont proches, mais aucun n’atteint pleinement une cible",
    ),
    "one misses all": (
        each(("Ann", (ABOVE, ABOVE)), ("B. Cole", (BELOW, BELOW))),
        "1 of 2 key account managers is on target overall; "
        "B. Cole misses all 2 measures and needs support now",
        "1 responsable grand compte sur 2 tient ses objectifs ; "
        "B. Cole manque les 2 cibles : à soutenir maintenant",
    ),
    "one measure": (
        each(("Ann", (ABOVE,)), ("Bob", (BELOW,)), ("Cid", (BELOW,))),
        "1 of 3 key account managers is on target overall; Bob and Cid miss the target and need support now",
        "1 responsable grand compte sur 3 tient ses objectifs ; "
        "Bob et Cid manquent leur cible : à soutenir maintenant",
    ),
    "different measures": (
        each(("Ann", (ABOVE, ABOVE)), ("Bob", (BELOW, BELOW)), ("Cid", (BELOW, None))),
        "1 of 3 key account managers is on target overall; "
        "Bob and Cid miss every target and need support now",
        "1 responsable grand compte sur 3 tient ses objectifs ; "
        "Bob et Cid manquent toutes leurs cibles : à soutenir maintenant",
    ),
    "many miss all": (
        each(("Ann", (ABOVE, ABOVE)), *((name, (BELOW, BELOW)) for name in ("Bob", "Cid", "Dan", "Eve"))),
        "1 of 5 key account managers is on target overall; 4 miss all 2 measures and need support now",
        "1 responsable grand compte sur 5 tient ses objectifs ; "
        "4 manquent les 2 cibles : à soutenir maintenant",
    ),
    "many miss the target": (
        each(("Ann", (ABOVE,)), *((name, (BELOW,)) for name in ("Bob", "Cid", "Dan", "Eve"))),
        "1 of 5 key account managers is on target overall; 4 miss the target and need support now",
        "1 responsable grand compte sur 5 tient ses objectifs ; "
        "4 manquent leur cible : à soutenir maintenant",
    ),
    "many miss every target": (
        each(
            ("Ann", (ABOVE, ABOVE)),
            ("Bob", (BELOW, None)),
            *((n, (BELOW, BELOW)) for n in ("Cid", "Dan", "Eve")),
        ),
        "1 of 5 key account managers is on target overall; 4 miss every target and need support now",
        "1 responsable grand compte sur 5 tient ses objectifs ; "
        "4 manquent toutes leurs cibles : à soutenir maintenant",
    ),
    "nobody misses all": (
        each(("Ann", (ABOVE, NEAR)), ("Bob", (100.0, 40.0))),
        "1 of 2 key account managers is on target overall; M2 is missed by 2",
        "1 responsable grand compte sur 2 tient ses objectifs ; M2 : cible manquée par 2 personnes",
    ),
    "rated B short of the targets": (
        each(("Ann", (ABOVE, ABOVE)), ("Bob", (100.0, NEAR)), ("Cid", (BELOW, BELOW))),
        "2 of 3 key account managers are rated A or B; Cid misses all 2 measures and needs support now",
        "2 responsables grands comptes sur 3 sont notés A ou B ; "
        "Cid manque les 2 cibles : à soutenir maintenant",
    ),
    "none on target": (
        each(("Ann", (100.0, BELOW)), ("Bob", (BELOW, BELOW))),
        "Neither of the two key account managers is on target overall; "
        "Bob misses all 2 measures and needs support now",
        "Aucun des deux responsables grands comptes ne tient ses objectifs ; "
        "Bob manque les 2 cibles : à soutenir maintenant",
    ),
    "none meets a target": (
        each(("Ann", (BELOW, BELOW)), ("Bob", (BELOW, BELOW))),
        "Neither of the two key account managers meets a single target",
        "Aucun des deux responsables grands comptes n’atteint une seule cible",
    ),
    "one manager on target": (
        each(("Ann", (ABOVE, NEAR))),
        "Ann is on target with 102%; 1 of 2 measures met",
        "Ann tient ses objectifs avec 102 % ; 1 cible atteinte sur 2",
    ),
    "one manager short": (
        each(("Ann", (100.0, BELOW))),
        "Ann reaches 75% of the targets; 1 of 2 measures met",
        "Ann atteint 75 % de ses cibles ; 1 cible atteinte sur 2",
    ),
    "no data": (
        each(("Ann", (None, None)), ("Bob", (None, None))),
        "2 key account managers, and no figures yet",
        "2 responsables grands comptes, encore sans chiffres",
    ),
    "no data of one": (
        each(("Ann", (None,))),
        "1 key account manager, and no figures yet",
        "1 responsable grand compte, encore sans chiffres",
    ),
}


@pytest.mark.parametrize("name", TITLES)
def test_titles(name: str) -> None:
    given, english, french = TITLES[name]
    for lang, expected in (("en", english), ("fr", french)):
        slide = only(made(given, lang))
        assert title(slide) == expected
        assert faults(slide) == []


def test_managers_without_data_are_counted_nowhere() -> None:
    slide = only(made(each(("Ann", (ABOVE, ABOVE)), ("Bob", (None, None)))))
    assert title(slide) == "Ann is on target with 110%; 2 of 2 measures met"
    last = table_of(slide).rows[-1]
    assert [cell.text for cell in last.cells] == ["Bob", "no data", "no data", "no data"]
    assert shapes_of(slide)["Bob:rating"].fill is None
    assert "1 without data" in texts(slide)["kam_evaluation/source"]
    assert "No data: Bob (M1, M2)." in slide.notes


# ------------------------------------------------------------------ cells


def test_a_missed_target_never_reads_like_its_actual() -> None:
    slide = only(made([("Ann", "a", 30.0, 29.7, 0.5), ("Ann", "b", 30.0, 30.0, 0.5)]))
    cells = [cell.text for cell in table_of(slide).rows[1].cells]
    assert cells[1:3] == ["29.7  of 30", "30  of 30"]


def test_a_target_of_zero_and_a_measure_that_a_manager_lacks() -> None:
    slide = only(made([("Ann", "a", 0.0, 5.0, 0.5), ("Ann", "b", 10, 10, 0.5), ("Bob", "b", 10, -4.0, 1.0)]))
    assert faults(slide) == []
    ann, bob = table_of(slide).rows[1:]
    assert [c.text for c in ann.cells][1:3] == ["5  no target", "10  of 10"]
    assert [c.text for c in bob.cells][1:3] == ["–", "−4  of 10"]
    assert "Bob:b:bar" not in shapes_of(slide)


def test_weights_that_differ_show_their_span() -> None:
    slide = only(made([("Ann", "a", 10, 10, 0.2), ("Ann", "b", 10, 10, 0.8), ("Bob", "a", 10, 10, 0.5)]))
    heads = [cell.text for cell in table_of(slide).rows[0].cells]
    assert heads[1:3] == ["a\nnumber, weights 20–50%", "b\nnumber, weight 80%"]


def test_actuals_from_other_sheets() -> None:
    """A lost account counts with the revenue it brought and in nothing else; an MRR target in money takes
    the amount; names match in any case."""
    months = [
        Mrr(account="X", plan="Top", month=_day(9), mrr=300.0),
        Mrr(account="X", month=_day(9), mrr=100.0),
    ]
    found = Book(
        settings=replace(book(()).settings, upsell_plan="Top"),
        accounts=(
            Account(account="X", manager="ann"),
            Account(account="Y", manager="Ann", status="lost"),
            Account(account="Z", manager="Bob"),
        ),
        revenue=tuple(
            Revenue(account=name, year=2026, revenue=value)
            for name, value in (("X", 50.0), ("Y", 900.0), ("Z", 7.0))
        ),
        mrr=tuple(months),
        satisfaction=(Satisfaction(account="X", date=_day(9), survey="CSAT", score=80.0, answers=2),),
        evaluation=(
            *(
                Evaluation(manager="Ann", measure=name, unit=unit, target=target, weight=0.2,
                           actual_from=source)
                for name, unit, target, source in (
                    ("revenue", "money", 100, "revenue"), ("share", "share", 0.5, "mrr"),
                    ("amount", "money", 400, "mrr"), ("safe", "share", 0.8, "mrr and risk"),
                    ("csat", "csat", 80, "satisfaction"),
                )
            ),
            Evaluation(manager="Nobody", measure="revenue", target=10, weight=1, actual_from="revenue"),
        ),
    )  # fmt: skip
    slide = only(Context(found, Say(), (2026,), _day(9), "book.xlsx"))
    ann, nobody = table_of(slide).rows[1:]
    shown = [cell.text.split("  ")[0] for cell in ann.cells]
    assert shown[1:6] == ["950", "75", "400", "100", "80"]
    assert nobody.cells[1].text == "no data"


def _day(month: int) -> date:
    return date(2026, month, 30)


# ------------------------------------------------------------------ few and many


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize(
    ("managers", "measures"), [(1, 1), (3, 8), (3, 5), (8, 5), (11, 3), (20, 8), (20, 1)]
)
def test_one_slide(managers: int, measures: int, long: bool, lang: str) -> None:
    slide = only(Context(many(managers, measures, long), Say(lang), (), None, "book.xlsx"))
    assert faults(slide) == []
    table = table_of(slide)
    assert len(table.rows) == managers + 1
    assert len(table.columns) == measures + 2
    assert table.box.y + table.box.h < 6.62 * 914_400


def test_rows_and_forms_follow_the_number_of_managers() -> None:
    heights, bars = [], []
    for managers in (3, 5, 8, 20):
        slide = only(Context(many(managers, 5), Say(), (), None, "book.xlsx"))
        heights.append(round(table_of(slide).rows[1].height / 914_400, 2))
        bars.append(any(key.endswith(":bar") for key in shapes_of(slide)))
    assert heights == [0.95, 0.90, 0.56, 0.23]
    assert bars == [True, True, True, False]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_forty_managers_stand_on_two_slides(lang: str) -> None:
    slides = kam_evaluation.build(Context(many(40, 6, long=True), Say(lang), (), None, "book.xlsx"))
    assert [slide.key for slide in slides] == ["kam_evaluation", "kam_evaluation:2"]
    assert [faults(slide) for slide in slides] == [[], []]
    names = [row.key for slide in slides for row in table_of(slide).rows[1:]]
    assert len(names) == len(set(names)) == 40
    assert len({title(slide) for slide in slides}) == 2
    if lang == "en":
        assert title(slides[1]) == "Key account managers 21 to 40 by score: from 73% to 31%"


def test_managers_without_data_are_counted_on_slides_after_the_first() -> None:
    for without, wanted in ((False, "by score: from 73% to 31%"), (True, "by score")):
        book = many(40, 6, long=True)
        rows = [
            replace(row, actual=None) if without and "39" in row.manager else row for row in book.evaluation
        ]
        ctx = Context(replace(book, evaluation=tuple(rows)), Say(), (), None, "book.xlsx")
        assert title(kam_evaluation.build(ctx)[1]).endswith(wanted)


def test_measures_beyond_eight_go_on_a_further_slide() -> None:
    first, second = kam_evaluation.build(Context(many(4, 10), Say(), (), None, "book.xlsx"))
    assert title(second) == "Measures 6 to 10 of key account managers 1 to 4"
    shown = [c.key for slide in (first, second) for c in table_of(slide).columns[1:-1]]
    assert shown == [f"stacked:Measure {n}" for n in range(1, 11)]
    assert faults(second) == []


def test_long_names_stand_in_full_in_the_notes() -> None:
    slide = only(Context(many(20, 8, long=True), Say(), (), None, "book.xlsx"))
    assert "Manager 07 of the Northern Counties and the Outpatient Rehabilitation Trust" in slide.notes
    assert "Measure 3 of the Northern Counties and the Outpatient Rehabilitation Trust" in slide.notes


@pytest.mark.parametrize(("managers", "measures"), [(5, 8), (8, 5), (20, 8)])
def test_marks_stand_clear_of_each_other(managers: int, measures: int) -> None:
    slide = only(Context(many(managers, measures), Say("fr"), (), None, "book.xlsx"))
    boxes = [*boxes_of(slide, ":mark").items(), *boxes_of(slide, ":rating").items()]
    for n, (key, box) in enumerate(boxes):
        for other, second in boxes[n + 1 :]:
            assert not meets(box, second), (key, other)


def test_groups_follow_the_table() -> None:
    slide = only(story())
    (marks,) = [e for e in slide.elements if isinstance(e, Group) and e.key.endswith("/marks")]
    assert marks.follows == table_of(slide).key


def test_figures_too_wide_for_their_column_stand_without_their_target() -> None:
    given = [(f"M{n}", f"Measure {m}", 1_234_567, 1_200_000 + n, 0.125) for n in range(9) for m in range(8)]
    slide = only(made(given))
    assert faults(slide) == []
    assert table_of(slide).rows[1].cells[1].text == "1,200,008"
