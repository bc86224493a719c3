"""The retention plan: the story's figures, every title, few, many and very many accounts at risk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.frame import OURS
from kamdeck.deck.spec import EMU, Shape, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.retention_plan import view as retention_plan
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Mrr, RetentionAction, Risk
from tests.frames import ROOMS
from tests.view_checks import PLAIN, faults, flat, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
AS_OF = date(2026, 10, 31)
LATE, SOON = date(2026, 10, 1), date(2026, 11, 20)


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def action(
    account: str, text: str = "Call the sponsor", due: date | None = SOON, **more: Any
) -> RetentionAction:
    return RetentionAction(account=account, action=text, due_on=due, **more)


def made(
    risks: Sequence[tuple[str, float | None, float | None]],
    actions: Sequence[RetentionAction],
    lang: str = "en",
    as_of: date | None = AS_OF,
    mrr: Sequence[Mrr] = (),
) -> Context:
    """Accounts at risk as (account, MRR at stake, likelihood)."""
    book = Book(
        accounts=tuple(Account(account=name, short_name=name[:12]) for name, _, _ in risks),
        risk=tuple(
            Risk(account=name, mrr_at_risk=stake, likelihood_saved=share, at=f"Risk!E{n}")
            for n, (name, stake, share) in enumerate(risks, 2)
        ),
        retention_actions=tuple(actions),
        mrr=tuple(mrr),
        titles=(("risk", "Risk"), ("retention_actions", "Retention actions")),
    )
    return Context(book, Say(lang), (2026,), as_of, "book.xlsx")


def one(ctx: Context) -> SlideSpec:
    (slide,) = retention_plan.build(ctx)
    return slide


def table(slide: SlideSpec) -> Table:
    (found,) = (e for e in slide.elements if isinstance(e, Table))
    return found


def rows(slide: SlideSpec) -> dict[str, tuple[str, ...]]:
    return {row.key: tuple("" if c.is_covered else c.text for c in row.cells) for row in table(slide).rows}


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    ctx = story(lang)
    slide = one(ctx)
    shown = rows(slide)
    assert list(shown)[1:7] == [
        "Aldbury Clinic", "Aldbury Clinic/2", "Quillmore General", "Quillmore General/2", "Brightmere",
        "Wexlinger",
    ]  # fmt: skip
    total = shown["total"]
    assert total[1] == "878"
    assert total[-1] == str(round(FIGURES["expected MRR saved"]["value"] / 1000))
    count, late = FIGURES["retention actions"]["value"], FIGURES["overdue actions"]["value"]
    words = f"{count} actions, {late} overdue" if lang == "en" else f"{count} actions, dont {late} en retard"
    assert total[3] == words
    found = texts(slide)
    saved = [int(found[f"retention_plan/marks/value:{a}"]) for a in shown if a in ctx.accounts]
    assert saved == [330, 70, 75, 31, 6, 12]
    assert sum(saved) == int(total[-1])
    assert faults(slide) == []


def test_the_storys_title() -> None:
    assert title(one(story("en"))) == FIGURES["title: retention_plan"]["value"]
    assert title(one(story("fr"))) == (
        "Le plan devrait sauver 524 k$ des 878 k$ de MRR à risque : "
        "76 % dépendent d’actions en retard chez Aldbury Clinic et Quillmore General"
    )


def test_overdue_is_red_and_squared_whatever_the_sheet_says() -> None:
    slide = one(story("en"))
    row = next(row for row in table(slide).rows if row.key == "Aldbury Clinic/2")
    due, status = row.cells[5], row.cells[6]
    assert (due.text, status.text) == ("23 Oct", "overdue")
    assert {run.color for cell in (due, status) for p in cell.paras for run in p.runs} == {"risk"}
    marks = {e.key: e for e in flat(slide) if isinstance(e, Shape)}
    assert marks["retention_plan/marks/mark:Aldbury Clinic/2"].geom == "rect"
    assert marks["retention_plan/marks/mark:Aldbury Clinic"].geom == "ellipse"


def test_bars_are_as_long_as_their_mrr() -> None:
    bars = {e.key.rpartition("/")[2]: e.box for e in flat(one(story("en"))) if isinstance(e, Shape)}
    first, second = (
        bars[f"saved:{name}"].w + bars[f"lost:{name}"].w for name in ("Aldbury Clinic", "Quillmore General")
    )
    assert first / second == pytest.approx(508 / 175, rel=0.01)
    saved = bars["saved:Aldbury Clinic"]
    assert saved.w / first == pytest.approx(0.65, abs=0.01)
    assert bars["lost:Aldbury Clinic"].x == saved.x + saved.w


def test_the_notes_name_rule_and_cells() -> None:
    notes = one(story("en")).notes
    assert "MRR at stake × likelihood" in notes
    assert "Risk!E5:E10" in notes
    assert "Retention actions!" in notes


# ------------------------------------------------------------------ titles

OAK, ELM, FIR = ("Oak", 60_000.0, 0.5), ("Elm", 30_000.0, 0.5), ("Fir", 10_000.0, 0.5)
TITLES: dict[str, tuple[list[tuple[str, float | None, float | None]], list[RetentionAction], str, str]] = {
    "nothing overdue": (
        [OAK, ELM], [action("Oak"), action("Elm")],
        "The plan should save $45k of the $90k MRR at risk: 67% of that comes from Oak",
        "Le plan devrait sauver 45 k$ des 90 k$ de MRR à risque : 67 % viennent d’Oak",
    ),
    "one overdue": (
        [OAK, ELM], [action("Oak", due=LATE), action("Elm")],
        "The plan should save $45k of the $90k MRR at risk: 67% of that hangs on overdue actions at Oak",
        "Le plan devrait sauver 45 k$ des 90 k$ de MRR à risque : "
        "67 % dépendent d’actions en retard chez Oak",
    ),
    "three overdue": (
        [OAK, ELM, FIR], [action(name, due=LATE) for name in ("Oak", "Elm", "Fir")],
        "The plan should save $50k of the $100k MRR at risk: "
        "100% of that hangs on overdue actions at 3 accounts",
        "Le plan devrait sauver 50 k$ des 100 k$ de MRR à risque : "
        "100 % dépendent d’actions en retard chez 3 comptes",
    ),
    "done is not overdue": (
        [OAK], [action("Oak", due=LATE, status="done")],
        "The plan should save $30k of the $60k MRR at risk: 100% of that comes from Oak",
        "Le plan devrait sauver 30 k$ des 60 k$ de MRR à risque : 100 % viennent d’Oak",
    ),
    "no action": (
        [OAK, ELM], [action("Oak")],
        "1 of 2 at-risk accounts has no action yet, $30k of MRR",
        "1 compte à risque sur 2 n’a encore aucune action, soit 30 k$ de MRR",
    ),
    "no action at all": (
        [OAK, ELM], [],
        "None of the 2 at-risk accounts has an action yet, $90k of MRR",
        "Aucun des 2 comptes à risque n’a encore d’action, soit 90 k$ de MRR",
    ),
    "a small account without an action": (
        [OAK, ("Elm", 1_000.0, 0.5)], [action("Oak")],
        "The plan should save $30k of the $61k MRR at risk: 100% of that comes from Oak",
        "Le plan devrait sauver 30 k$ des 61 k$ de MRR à risque : 100 % viennent d’Oak",
    ),
    "little is overdue": (
        [OAK, ELM], [action("Oak"), action("Elm", due=LATE)],
        "The plan should save $45k of the $90k MRR at risk: 67% of that comes from Oak",
        "Le plan devrait sauver 45 k$ des 90 k$ de MRR à risque : 67 % viennent d’Oak",
    ),
    "no likelihood": (
        [("Oak", 60_000.0, None)], [action("Oak")],
        "1 action for $60k of MRR at risk: how likely it helps is not entered yet",
        "1 action pour 60 k$ de MRR à risque : probabilité de succès non saisie",
    ),
    "nothing saved": (
        [("Oak", 60_000.0, 0.0)], [action("Oak")],
        "The plan is not expected to save any of the $60k MRR at risk",
        "Le plan ne devrait rien sauver des 60 k$ de MRR à risque",
    ),
    "nothing at stake": (
        [("Oak", None, 0.5), ("Elm", 0.0, 0.5)], [],
        "2 accounts at risk have no MRR at stake",
        "2 comptes à risque n’ont pas de MRR en jeu",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TITLES)
def test_titles(case: str) -> None:
    risks, actions, english, french = TITLES[case]
    for lang, expected in (("en", english), ("fr", french)):
        slide = one(made(risks, actions, lang))
        assert title(slide).translate(PLAIN) == expected
        assert faults(slide) == []


def test_nobody_at_risk_makes_no_slide() -> None:
    assert retention_plan.build(made([], [action("Oak")])) == ()


# ------------------------------------------------------------------ what is missing


def test_an_account_without_an_action_says_so_and_saves_nothing() -> None:
    slide = one(made([OAK, ELM], [action("Oak")]))
    assert rows(slide)["Elm"][3] == "no action yet"
    assert texts(slide)["retention_plan/marks/value:Elm"] == "0.0"


def test_the_stake_is_the_latest_mrr_where_none_is_entered() -> None:
    mrr = [
        Mrr(account="Oak", month=date(2026, 9, 30), mrr=1_000.0),
        Mrr(account="Oak", month=date(2026, 10, 31), mrr=20_000.0),
        Mrr(account="Oak", month=date(2027, 1, 31), mrr=99_000.0),  # after the as-of date: a forecast
    ]
    assert rows(one(made([("Oak", None, 0.5)], [action("Oak")], mrr=mrr)))["Oak"][1] == "20.0"


def test_a_missing_date_status_owner_and_likelihood_are_dashes() -> None:
    shown = rows(one(made([("Oak", 60_000.0, None), ELM], [action("Oak", due=None), action("Elm")])))["Oak"]
    assert shown[4:8] == ("–", "–", "–", "–")


def test_without_an_as_of_date_nothing_is_overdue() -> None:
    slide = one(made([OAK], [action("Oak", due=LATE, status="in progress")], as_of=None))
    assert rows(slide)["Oak"][5:7] == ("1 Oct ’26", "in progress")


def test_another_year_is_named() -> None:
    assert rows(one(made([OAK], [action("Oak", due=date(2027, 1, 12))])))["Oak"][5] == "12 Jan ’27"


def test_actions_of_accounts_not_at_risk_are_named_in_the_notes() -> None:
    slide = one(made([OAK], [action("Oak"), action("Yew", "Write to the chair")]))
    assert "Yew" not in rows(slide)
    assert "1 action is for an account that is not at risk and is left out: Yew." in slide.notes


# ------------------------------------------------------------------ few and many

LONG = "Regional Hospital and Outpatient Rehabilitation Trust {:03d}"


def many(count: int, each: int, lang: str = "en") -> Context:
    risks = [(LONG.format(n), 90_000.0 / n, 0.4) for n in range(1, count + 1)]
    actions = [
        action(name, f"Step {k}: " + "a promise to the account " * 4, date(2026, 12 - k, 5),
               status="on track", lever="Commercial and legal terms", owner="Maximiliane Oberhuber-Schmidt")
        for name, _, _ in risks for k in range(each)
    ]  # fmt: skip
    return made(risks, actions, lang)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("count", "each"), [(1, 1), (3, 1), (3, 4), (20, 3), (300, 1)])
def test_few_and_many_accounts_fit(count: int, each: int, lang: str) -> None:
    slides = retention_plan.build(many(count, each, lang))
    assert [fault for slide in slides for fault in faults(slide)] == []
    for slide in slides:
        box = table(slide).box
        assert box.y + box.h <= OURS.body.y + OURS.body.h + 2_000
    assert len({title(slide) for slide in slides}) == len(slides)


def test_few_accounts_have_high_rows_and_the_total_at_once() -> None:
    slide = one(many(3, 1))
    assert [row.height for row in table(slide).rows][1:4] == [round(0.58 * EMU)] * 3
    assert table(slide).rows[-1].key == "total"


def test_twenty_accounts_show_the_action_due_next_and_count_the_others() -> None:
    slides = retention_plan.build(many(20, 3))
    assert [len(table(slide).rows) - 1 for slide in slides] == [14, 6 + 1]
    first = rows(slides[0])[LONG.format(1)]
    assert first[3].startswith("Step 2: ")  # due on 5 October, before 5 November and 5 December
    assert first[3].endswith("(+2 more)")
    assert "Step 0: " in slides[0].notes
    assert texts(slides[1])["retention_plan:2/kicker"].endswith("2 OF 2")


def test_of_very_many_accounts_the_rest_is_counted() -> None:
    slides = retention_plan.build(many(300, 1))
    assert len(slides) <= 3
    shown = rows(slides[-1])
    listed = sum(len(rows(slide)) - 1 for slide in slides) - 2
    assert shown["rest"][0] == f"{300 - listed} more"
    stakes = [
        float(row[1].replace(",", "")) for slide in slides for key, row in rows(slide).items()
        if key not in ("head", "total")
    ]  # fmt: skip
    assert sum(stakes) == float(shown["total"][1].replace(",", ""))


# ------------------------------------------------------------------ in other rooms


def in_room(ctx: Context, room: str) -> tuple[SlideSpec, ...]:
    return retention_plan.build(replace(ctx, frame=ROOMS[room]))


def test_the_lever_leaves_before_an_action_is_cut_and_the_bar_before_its_amount() -> None:
    (slide,), (narrow,) = in_room(story("en"), "4:3, strip"), in_room(story("en"), "upright")
    assert "lever" not in [column.key for column in table(slide).columns]
    assert not any("…" in text for row in rows(slide).values() for text in row)
    assert not any("/saved:" in e.key for e in flat(narrow))
    assert texts(narrow)["retention_plan/marks/value:Aldbury Clinic"] == "330"


@pytest.mark.parametrize("count", [9, 10, 11, 19, 21])
def test_no_slide_holds_one_account_alone(count: int) -> None:
    slides = in_room(many(count, 2), "10 x 5.63, line")
    listed = [len([key for key in rows(slide) if key not in ("head", "total")]) for slide in slides]
    assert sum(listed) == count
    assert min(listed) > 1
