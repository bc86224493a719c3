"""The charter: the story's lines and figures, titles, lines that go on a further slide, what is missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamdeck.deck.spec import SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.charter import view as charter
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Clause, Revenue, Settings
from tests.view_checks import PLAIN, TIGHT, boxes_of, faults, flat, meets, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
PANELS = ("scope", "objectives", "principles", "roles", "decisions", "governance")
SHOWN = ("scope_in", "scope_out", "objective", "role", "principle", "decision_right", "governance")
LONG = "of the Northern Counties and the Outpatient Rehabilitation Trust of the whole country"


def book_of(lang: str = "en") -> Book:
    return read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)[0]


def context(book: Book, lang: str = "en") -> Context:
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def built(
    *clauses: Clause, lang: str = "en", accounts: Sequence[Account] = (), **own: Any
) -> tuple[SlideSpec, ...]:
    """The slides of these lines; every account brings a million."""
    book = Book(
        settings=Settings(**own),
        accounts=tuple(accounts),
        revenue=tuple(Revenue(account=a.account, year=2026, revenue=1e6) for a in accounts),
        charter=clauses,
        titles=(("charter", "Charter"),),
    )
    return charter.build(Context(book, Say(lang), (2026,) if accounts else (), own.get("as_of"), "book.xlsx"))


def line(section: str, n: int = 1, tail: str = "") -> Clause:
    return Clause(section=section, label=f"Label {n}", text=f"Line {n} {tail}".strip(), at=f"Charter!A{n}")


def tables(slide: SlideSpec) -> dict[str, Table]:
    return {e.key.partition("/")[2]: e for e in slide.elements if isinstance(e, Table)}


def cells(slide: SlideSpec, panel: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in tables(slide)[panel].rows]


def everything(slides: Sequence[SlideSpec]) -> str:
    """All words on the slides and in their notes."""
    words = [text for slide in slides for text in texts(slide).values()]
    for slide in slides:
        words += [cell.text for table in tables(slide).values() for row in table.rows for cell in row.cells]
        words.append(slide.notes)
    return "\n".join(words).translate(PLAIN)


# ------------------------------------------------------------------ story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_story_figures(lang: str) -> None:
    (slide,) = charter.build(context(book_of(lang), lang))
    assert faults(slide) == []
    assert tuple(tables(slide)) == PANELS
    rows = cells(slide, "objectives")
    shown = [[text.translate(TIGHT) for text in row[2:]] for row in rows]
    assert [row[0] for row in shown[1:]] == FIGURES["charter objectives FY26"]["value"]
    goals = [row[1] for row in shown[1:]]
    assert [goal.removeprefix("≤") for goal in goals] == FIGURES["charter objectives FY27"]["value"]
    assert [goal[0] == "≤" for goal in goals] == [False, False, False, True, False]  # MRR at risk
    scope = [row[1] for row in cells(slide, "scope")]
    if lang == "en":
        assert scope[:2] == FIGURES["charter scope"]["value"]
        assert title(slide) == FIGURES["title: charter"]["value"]
        assert rows[0][2:] == ["FY26", "FY27"]
    else:
        assert scope[0].translate(PLAIN) == "4 grands comptes, 23,2 M$ de chiffre d’affaires"
        assert "7 comptes, 81\u202f%" in scope[1]
        assert title(slide) == "Chaque grand compte a un responsable et un plan, jugés sur 5 mesures"
        assert rows[0][2:] == ["Ex. 26", "Ex. 27"]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_line_of_the_story_is_there(lang: str) -> None:
    book = book_of(lang)
    words = everything(charter.build(context(book, lang)))
    for row in book.charter:
        parts = [row.label, *(row.text or "").replace(" :", ":").split(": ")]
        for part in parts:
            if part and "{" not in part and row.section not in ("validity",):
                assert part in words, row.at


def test_story_words() -> None:
    (slide,) = charter.build(context(book_of()))
    words = texts(slide)
    assert words["charter/subtitle"] == (
        "The charter binds the KAM team for the 4 key accounts from 1 November 2026 to 31 October 2027."
    )
    assert words["charter/kicker"] == "KAM CHARTER · FY27"
    assert words["charter/mission/text"].startswith("Make each key account measurably better")
    assert words["charter/signature: H. Sato/day"] == "Signed 30 Sep 2026"
    assert words["charter/signature: H. Sato/name"] == "H. Sato  Executive sponsor"
    assert "version 1.0, approved by the steering group on 30 Sep 2026" in words["charter/source"]
    assert "Charter!A5:A41" in slide.notes
    assert cells(slide, "governance")[0] == ["Weekly", "Account team call", "actions, risks"]


def test_labels_of_objectives_stand_once_for_neighbours() -> None:
    (slide,) = charter.build(context(book_of()))
    assert [row[0] for row in cells(slide, "objectives")[1:]] == ["Keep", "", "Grow", "Protect", "Earn trust"]


def test_the_first_of_the_month_in_french() -> None:
    (slide,) = charter.build(context(book_of("fr"), "fr"))
    assert "du 1er novembre 2026 au 31 octobre 2027" in texts(slide)["charter/subtitle"]


# ------------------------------------------------------------------ titles

OWNED = Account(account="A", manager="Ann")
FREE = [Account(account=name) for name in "BCD"]
KEEP = Clause(section="objective", label="Keep", text="NRR", target=1.1, unit="share")
TITLES = {
    "measures": (
        (KEEP, replace(KEEP, text="GRR")), [OWNED],
        "Each account gets one owner and one plan, held to 2 measures",
        "Chaque compte a un responsable et un plan, jugés sur 2 mesures",
    ),
    "one measure": (
        (KEEP,), [OWNED],
        "Each account gets one owner and one plan, held to 1 measure",
        "Chaque compte a un responsable et un plan, jugés sur 1 mesure",
    ),
    "no measure": (
        (line("role"),), [OWNED],
        "Each account gets one owner and one plan",
        "Chaque compte a un responsable et un plan",
    ),
    "without owner": (
        (KEEP,), [OWNED, *FREE],
        "3 of 4 accounts still lack an owner: the charter gives each one owner and one plan",
        "Sur 4 comptes, 3 n’ont pas encore de responsable : "
        "la charte donne à chacun un responsable et un plan",
    ),
    "one without owner": (
        (KEEP,), [OWNED, FREE[0]],
        "1 of 2 accounts still lacks an owner: the charter gives each one owner and one plan",
        "Sur 2 comptes, 1 n’a pas encore de responsable : "
        "la charte donne à chacun un responsable et un plan",
    ),
    "expired": (
        (KEEP, Clause(section="validity", label="to", date=date(2026, 6, 30))), [OWNED],
        "The charter ended on 30 June 2026: renew it",
        "La charte a pris fin le 30 juin 2026 : à renouveler",
    ),
    "none with an owner": (
        (KEEP,), [OWNED, *(replace(each, key_account=True) for each in FREE)],
        "None of the 3 key accounts has an owner yet: the charter gives each one owner and one plan",
        "Aucun des 3 grands comptes n’a encore de responsable : "
        "la charte donne à chacun un responsable et un plan",
    ),
    "no managers known": (
        (KEEP,), FREE,
        "Each account gets one owner and one plan, held to 1 measure",
        "Chaque compte a un responsable et un plan, jugés sur 1 mesure",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TITLES)
def test_titles(name: str) -> None:
    clauses, accounts, english, french = TITLES[name]
    for lang, expected in (("en", english), ("fr", french)):
        (slide,) = built(*clauses, lang=lang, accounts=accounts, as_of=date(2026, 10, 31))
        assert title(slide).translate(PLAIN) == expected
        assert faults(slide) == []


def test_marked_accounts_are_the_key_accounts() -> None:
    accounts = [replace(OWNED, key_account=True), replace(FREE[0], key_account=True), *FREE[1:]]
    scope = Clause(section="scope_in", text="{accounts} accounts, {revenue}, {other}")
    (slide,) = built(scope, KEEP, accounts=accounts)
    assert title(slide).startswith("1 of 2 key accounts still lacks an owner")
    assert cells(slide, "scope")[0][1] == "2 accounts, $2.0M, {other}"
    assert "Without an owner: B." in slide.notes


def valid(label: str, day: date) -> Clause:
    return Clause(section="validity", label=label, date=day)


@pytest.mark.parametrize(
    ("rows", "subtitle"),
    [
        ((), "The charter binds the KAM team for its only account."),
        ((valid("from", date(2026, 1, 1)),), "… from 1 January 2026."),
        ((valid("to", date(2026, 12, 31)),), "… until 31 December 2026."),
        ((valid("to", date(2026, 12, 31)), valid("from", date(2026, 1, 1))),
         "… from 1 January 2026 to 31 December 2026."),
        ((valid("to", date(2026, 6, 30)),),
         "The charter for its only account ended on 30 June 2026: renew it."),
    ],
)  # fmt: skip
def test_validity(rows: tuple[Clause, ...], subtitle: str) -> None:
    (slide,) = built(KEEP, *rows, accounts=[OWNED], as_of=date(2026, 10, 31))
    wanted = subtitle.replace("…", "The charter binds the KAM team for its only account")
    assert texts(slide)["charter/subtitle"] == wanted


def test_goals_are_headed_by_the_fiscal_year_in_which_the_charter_ends() -> None:
    ends = valid("to", date(2027, 12, 31))
    own: dict[str, Any] = {"current_fiscal_year": "FY2026", "fiscal_year_end_month": 10}
    (slide,) = built(KEEP, ends, accounts=[OWNED], **own)
    assert cells(slide, "objectives")[0][2:] == ["FY2026", "FY2028"]
    (slide,) = built(KEEP, accounts=[OWNED], **own)
    assert cells(slide, "objectives")[0][2:] == ["actual", "goal"]


@pytest.mark.parametrize(
    ("named", "heads"),
    [("FY26", ["FY26", "FY28"]), ("2025/26", ["25/26", "27/28"]), ("Ex. 25/26", ["25/26", "27/28"])],
)
def test_fiscal_years_of_two_calendar_years_go_on_in_both(named: str, heads: list[str]) -> None:
    ends = valid("to", date(2027, 12, 31))
    own: dict[str, Any] = {"current_fiscal_year": named, "fiscal_year_end_month": 10}
    (slide,) = built(KEEP, ends, accounts=[OWNED], **own)
    assert cells(slide, "objectives")[0][2:] == heads


def test_actuals_between_the_ends_of_fiscal_years_are_of_none() -> None:
    """Satisfaction and MRR are as of the date: a head with the last whole year would be wrong for them."""
    ends = valid("to", date(2027, 12, 31))
    own: dict[str, Any] = {"current_fiscal_year": "FY26", "fiscal_year_end_month": 10}
    for as_of, first in ((date(2026, 10, 31), "FY26"), (date(2027, 1, 31), "actual")):
        (slide,) = built(KEEP, ends, accounts=[OWNED], as_of=as_of, **own)
        assert cells(slide, "objectives")[0][2] == first


# ------------------------------------------------------------------ what is missing


def test_a_measure_without_its_sheet_and_an_objective_without_goal() -> None:
    rows = (
        replace(KEEP, measure="nrr"),
        Clause(section="objective", label="Visit", text="Visits", actual=3.5),
        Clause(section="objective", label="Sell", text="Sales", measure="revenue", target=5e6),
    )
    (slide,) = built(*rows, accounts=[OWNED])
    assert [row[2:] for row in cells(slide, "objectives")[1:]] == [
        ["–", "110%"], ["3.5", "–"], ["$1.0M", "$5.0M"],
    ]  # fmt: skip
    assert "No figure yet: NRR." in slide.notes


def test_an_entered_actual_goes_before_a_computed_one() -> None:
    (slide,) = built(replace(KEEP, measure="revenue", actual=0.97), accounts=[OWNED])
    assert cells(slide, "objectives")[1][2] == "97%"


def test_an_unsigned_line_waits_for_name_and_day() -> None:
    (slide,) = built(
        KEEP, Clause(section="signature", label="N. Berg"), Clause(section="signature", text="Chair")
    )
    words = texts(slide)
    assert words["charter/signature: N. Berg/day"] == "Signed, date"
    assert words["charter/signature: Chair/name"] == "Chair"
    assert faults(slide) == []


def test_nothing_to_show() -> None:
    assert built(Clause(section="version", label="1.0"), Clause(section="role")) == ()


@pytest.mark.parametrize("panel", SHOWN)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_single_line(panel: str, lang: str) -> None:
    (slide,) = built(line(panel), lang=lang)
    assert faults(slide) == []
    assert len(tables(slide)) == 1


# ------------------------------------------------------------------ many and long lines


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("count", [7, 13])
def test_further_lines_go_on(count: int, lang: str) -> None:
    clauses = [line(section, n) for section in (*SHOWN, "signature") for n in range(1, count + 1)]
    slides = built(*clauses, Clause(section="mission", text="One plan."), lang=lang, accounts=[OWNED])
    assert len(slides) > 1
    assert [faults(slide) for slide in slides] == [[]] * len(slides)
    assert len({title(slide) for slide in slides}) == len(slides)
    keys = [row.key for s in slides for t in tables(s).values() for row in t.rows if row.key != "head"]
    assert len(keys) == len(set(keys)) == count * len(SHOWN)
    signed = [key for slide in slides for key in texts(slide) if key.endswith("/day")]
    assert len(signed) == count
    for slide in slides:
        assert f"{slides.index(slide) + 1}" in texts(slide)[f"{slide.key}/kicker"]


def test_numbers_of_principles_go_on() -> None:
    first, second = built(*[line(section, n) for section in SHOWN for n in range(1, 9)])[:2]
    numbers = [
        [e.paras[0].text for e in flat(slide) if "/principles_marks/" in e.key]  # type: ignore[union-attr]
        for slide in (first, second)
    ]
    assert numbers == [["1", "2", "3", "4", "5"], ["6", "7", "8"]]


def test_titles_of_further_slides_say_what_they_hold() -> None:
    clauses = [line(s, n) for s in SHOWN for n in range(1, 5)] + [line("principle", n) for n in range(5, 8)]
    _, second = built(*clauses, line("signature"))
    assert title(second).startswith("The charter also holds 2 further lines of its scope")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_long_lines_stand_on_the_slides_or_in_the_notes(lang: str) -> None:
    clauses = [
        Clause(section=s, label=f"{s} {n} {LONG[:40]}", text=f"{s} {n} {LONG} {LONG}", at="Charter!A2")
        for s in (*SHOWN, "mission", "signature") for n in range(1, 4)
    ]  # fmt: skip
    slides = built(*clauses, lang=lang, accounts=[OWNED])
    assert [faults(slide) for slide in slides] == [[]] * len(slides)
    words = everything(slides)
    for row in clauses:
        assert row.text is not None
        assert row.text in words, row.section
    shortened = [slide for slide in slides if "…" in everything([replace(slide, notes="")])]
    for slide in shortened:
        source = texts(slide)[f"{slide.key}/source"]
        assert ("in full in the notes" if lang == "en" else "en entier dans les notes") in source


def test_panels_do_not_meet() -> None:
    for book in (book_of("fr"), book_of()):
        (slide,) = charter.build(context(book, "fr"))
        boxes = [table.box for table in tables(slide).values()]
        boxes += [box for key, box in boxes_of(slide, "/band").items()]
        assert not [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if meets(a, b)]
        lowest = max(table.box.y + table.box.h for table in tables(slide).values())
        assert lowest < 6.40 * 914_400


sections = st.lists(st.tuples(st.sampled_from((*SHOWN, "signature")), st.integers(0, 220)), max_size=40)


@settings(deadline=None, max_examples=40)
@given(sections)
def test_no_line_is_lost(given_lines: list[tuple[str, int]]) -> None:
    """Whatever the lines: each stands on one slide, whole there or in its notes."""
    clauses = tuple(
        Clause(section=s, label=f"L{n:02d}", text=f"T{n:02d} " + ("word " * (size // 5)) + f"E{n:02d}")
        for n, (s, size) in enumerate(given_lines)
    )
    slides = built(*clauses)
    words = everything(slides)
    for row in clauses:
        assert str(row.label) in words
        assert f"E{str(row.label)[1:]}" in words
    for slide in slides:
        assert faults(slide) == []


@pytest.mark.parametrize(
    ("better", "actual", "goal", "shown", "is_reached"),
    [
        ("lower", 0.04, 0.05, "≤\u00a05%", True),
        ("lower", 0.05, 0.05, "≤\u00a05%", True),
        ("lower", 0.06, 0.05, "≤\u00a05%", False),
        ("lower", 0.0, 0.0, "≤\u00a00%", True),
        ("higher", 0.04, 0.05, "5%", False),
        (None, 0.06, 0.05, "5%", True),
        (None, None, 0.05, "5%", None),
    ],
)
def test_an_objective_of_which_less_is_better(
    better: str | None, actual: float | None, goal: float, shown: str, is_reached: bool | None
) -> None:
    row = Clause(
        section="objective", text="Churn", actual=actual, target=goal, unit="share", better=better, at="C!A1"
    )
    (slide,) = built(row)
    cells = [
        para.text for row in tables(slide)["objectives"].rows for cell in row.cells for para in cell.paras
    ]
    assert shown in cells
    assert any(cell.startswith("≤") for cell in cells) is (better == "lower")
    assert ("At their goal today" in slide.notes) is bool(is_reached)


def test_less_mrr_at_risk_is_better_unless_the_sheet_says_otherwise() -> None:
    for better, count in ((None, 1), ("lower", 1), ("higher", 0)):
        row = Clause(
            section="objective",
            text="At risk",
            measure="mrr_at_risk_share",
            target=0.1,
            better=better,
            at="C!A1",
        )
        (slide,) = built(row)
        cells = [cell for row in tables(slide)["objectives"].rows for cell in row.cells]
        assert sum("≤" in para.text for cell in cells for para in cell.paras) == count
