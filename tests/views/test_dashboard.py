"""The dashboard: the story's figures, every title, the cards asked for, few and many rows, gaps."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.analysis.mrr import shift
from kamdeck.deck.spec import Chart, Group, Shape, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.views.dashboard import view as dashboard
from kamdeck.views.notes.remarks import gather
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Mrr, Settings
from tests.frames import ROOMS
from tests.subscription_books import AS_OF, BOOKS, seen, subscriptions
from tests.view_checks import faults, flat, named, texts, title
from tests.workbook_files import read

ROOT = Path(__file__).parents[2]
EXPECTED: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def made(book: Book, lang: str = "en", account: str | None = None) -> SlideSpec:
    (slide,) = dashboard.build(seen(book, lang, account))
    return slide


def table(slide: SlideSpec, name: str) -> Table:
    return next(e for e in slide.elements if isinstance(e, Table) and e.key.endswith(f"/{name}"))


def chart(slide: SlideSpec) -> Chart:
    return next(e for e in slide.elements if isinstance(e, Chart))


def figure(name: str) -> Any:
    return EXPECTED[name]["value"]


def cards(slide: SlideSpec) -> dict[str, str]:
    """The figure of each card by its name."""
    shown = texts(slide)
    return {
        key.split("card:")[1].split("/")[0]: text for key, text in shown.items() if key.endswith("/figure")
    }


# ------------------------------------------------------------------ the story


def test_story_title_and_cards() -> None:
    (slide,) = dashboard.build(story("en"))
    assert title(slide) == figure("title: dashboard")
    assert cards(slide) == {
        "mrr": "$3.46M", "change": "+15.4%", "nrr": "113%", "upsell": "32%", "accounts": "24",
        "kpi:adoption rate": "71%",
    }  # fmt: skip
    shown = texts(slide)
    assert shown["dashboard/card:change/detail"] == "+$462k on Oct 2025"
    assert shown["dashboard/card:nrr/detail"] == "target 110%"
    assert shown["dashboard/card:upsell/detail"] == "$2.35M left to upsell"
    assert shown["dashboard/card:accounts/detail"] == "6 endangered"
    assert slide.layout == "wide"
    assert "MRR!" in slide.notes
    assert "Usage!" in slide.notes


def test_story_in_french() -> None:
    (slide,) = dashboard.build(story("fr"))
    assert title(slide) == (
        "Le MRR progresse de 15 % à 3,46 M$ grâce à Premium, mais 6 comptes qui en portent 25 % sont menacés"
    )
    assert cards(slide)["change"] == "+15,4 %"
    assert faults(slide) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_story_chart_holds_each_plan_by_month(lang: str) -> None:
    (slide,) = dashboard.build(story(lang))
    drawn = chart(slide)
    columns = {column.key: column for column in drawn.grid.columns}
    assert [series.key for series in drawn.plots[0].series] == ["plan:Premium", "plan:Standard", "plan:Basic"]
    for plan in ("Basic", "Standard", "Premium"):
        assert list(columns[f"plan:{plan}"].values) == pytest.approx(figure(f"MRR {plan} by month"))
    assert columns["total"].values[-1] == pytest.approx(figure("MRR"))
    assert columns["total"].formula == "SUM({plan:Premium}{r}:{plan:Basic}{r})"
    assert drawn.grid.keys[0] == "2025-11"
    assert "Premium" in drawn.alt


def test_story_accounts_with_their_endangerment() -> None:
    (slide,) = dashboard.build(story("en"))
    rows = {row.key: row for row in table(slide, "accounts").rows[1:]}
    words = {"good": "low", "watch": "medium", "risk": "high"}
    names = [n.removeprefix("endangerment ") for n in EXPECTED if n.startswith("endangerment ")]
    assert sorted(names) == sorted(set(rows) - {"more"})
    for name in names:
        cells = [cell.text for cell in rows[name].cells]
        assert cells[-1] == words[figure(f"endangerment {name}")]
        assert float(cells[1].replace(",", "")) * 1000 == pytest.approx(figure(f"MRR {name}"), abs=500)
    values = [float(row.cells[1].text) for row in list(rows.values())[:-1]]
    assert values == sorted(values, reverse=True)
    more = [cell.text for cell in rows["more"].cells]
    assert more[0] == "12 more accounts"
    assert float(more[1]) * 1000 == pytest.approx(figure("MRR of the other accounts"), abs=500)
    assert more[-1] == "all low"


def test_story_onboarding_worst_first() -> None:
    (slide,) = dashboard.build(story("en"))
    rows = table(slide, "onboarding").rows
    assert [row.key.split("/")[0] for row in rows[:2]] == ["Wexlinger", "Delmarsh"]
    assert [cell.text for cell in rows[0].cells] == ["Wexlinger", "Data migration", "35%", "late"]
    assert rows[-1].cells[3].text == "done"
    heading = texts(slide)["dashboard/onboarding_head"]
    assert heading == f"Onboarding  6 accounts, {figure('onboarding late or at risk')} need help"
    ticks = [e for e in flat(slide) if isinstance(e, Shape) and e.geom == "corner"]
    assert len(ticks) == 1


# ------------------------------------------------------------------ every turn


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", sorted(BOOKS))
def test_any_book_fits(name: str, lang: str) -> None:
    for slide in dashboard.build(seen(BOOKS[name], lang)):
        assert faults(slide) == []


# The opening MRR of the five accounts is 1.5 x (45 + 30 + 22.5 + 18 + 15) = 195.75 thousand.
TITLES: dict[str, tuple[dict[str, Any], str]] = {
    "growth": ({}, "MRR grew 24% to $243k on Basic, but 1 account with 34% of it is endangered"),
    "no_danger": ({"endangered": 0}, "MRR grew 24% to $243k on Basic, and no account is endangered"),
    "flat": (
        {"growth": 0.0005, "endangered": 2},
        "MRR is flat at $197k, but 2 accounts with 57% of it are endangered",
    ),
    "fall": (
        {"growth": -0.03},
        "MRR fell 36% to $125k, led by Basic; 1 account with 34% of it is endangered",
    ),
    "fall_no_danger": (
        {"growth": -0.03, "endangered": 0},
        "MRR fell 36% to $125k, led by Basic, but no account is endangered",
    ),
    "one_plan": (
        {"plans": (None,), "endangered": 0},
        "MRR grew 24% to $162k, and no account is endangered",
    ),
    "one_plan_falls": (
        {"plans": (None,), "growth": -0.03, "endangered": 0},
        "MRR fell 36% to $84k, but no account is endangered",
    ),
    "half_a_year": (
        {"months": 7, "endangered": 0},
        "MRR grew 12% in 6 months to $219k on Basic, and no account is endangered",
    ),
    "one_month": ({"months": 1}, "MRR is $196k, but 1 account with 34% of it is endangered"),
    "nobody_knows": ({"is_used": False, "waiting": 0}, "MRR grew 24% to $243k on Basic"),
}


@pytest.mark.parametrize("turn", sorted(TITLES))
def test_titles(turn: str) -> None:
    facts, wanted = TITLES[turn]
    book = subscriptions(**facts)
    assert title(made(book)) == wanted
    assert title(made(book, "fr")).startswith("Le MRR ")


def test_without_usage_the_queue_says_who_is_endangered() -> None:
    slide = made(subscriptions(is_used=False, waiting=2))
    assert "2 accounts" in title(slide)
    shown = table(slide, "accounts")
    assert [column.key for column in shown.columns] == ["account", "mrr", "danger"]
    assert "dashboard/rule" not in texts(slide)
    assert "Risk sheet" in slide.notes


def test_nothing_to_show() -> None:
    assert dashboard.build(seen(BOOKS["zero"])) == ()
    assert dashboard.build(seen(Book(settings=Settings()))) == ()
    later = replace(BOOKS["three"], settings=Settings(as_of=date(2020, 1, 31)))
    assert dashboard.build(seen(later)) == ()


# ------------------------------------------------------------------ cards


ALL = ("mrr", "change", "nrr", "grr", "logos", "upsell", "accounts", "average", "at_risk", "csat", "nps",
       "onboarding")  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("first", range(0, 12, 3))
def test_every_card_by_itself(first: int, lang: str) -> None:
    keys = ALL[first : first + 3]
    book = subscriptions(
        settings=Settings(as_of=AS_OF, upsell_plan="Premium", kpi_cards=keys, csat_target=80.0)
    )
    slide = made(book, lang)
    assert tuple(cards(slide)) == keys
    assert faults(slide) == []


def test_cards_by_hand() -> None:
    book = subscriptions(
        settings=Settings(as_of=AS_OF, kpi_cards=("csat", "nps", "average", "logos", "grr", "at_risk"))
    )
    assert cards(made(book)) == {
        "csat": "75", "nps": "−48", "average": "$49k", "logos": "100%", "grr": "100%", "at_risk": "$84k",
    }  # fmt: skip


def test_six_cards_at_most_and_the_others_are_named_in_the_notes() -> None:
    slide = made(subscriptions(settings=Settings(as_of=AS_OF, kpi_cards=ALL)))
    assert tuple(cards(slide)) == ("mrr", "change", "nrr", "grr", "logos", "accounts")
    assert "upsell plan share, MRR per account, MRR at risk, CSAT, NPS and onboarding" in slide.notes
    assert made(subscriptions(settings=Settings(as_of=AS_OF, kpi_cards=()))).elements


# ------------------------------------------------------------------ few and many


def test_three_hundred_accounts_are_counted() -> None:
    slide = made(BOOKS["many"])
    rows = table(slide, "accounts").rows
    assert len(rows) == 14
    more = rows[-1]
    assert more.cells[0].text == "288 more accounts"
    assert more.cells[2].text.startswith("19 endangered: ")
    assert more.cells[3].is_covered
    assert more.cells[-1].text == "high"
    assert "19 endangered accounts are not shown" in slide.notes
    onboarding = table(slide, "onboarding").rows
    assert [cell.text for cell in onboarding[-1].cells] == ["35 more", "", "", "9 need help"]


def test_thirteen_accounts_need_no_row_for_one_more() -> None:
    rows = table(made(subscriptions(13)), "accounts").rows
    assert len(rows) == 14
    assert rows[-1].key == "Account 013"


def test_the_wanted_account_is_shown() -> None:
    rows = table(made(subscriptions(40), account="Account 035"), "accounts").rows
    assert "Account 035" in [row.key for row in rows]
    assert len(rows) == 14


def test_five_plans_are_four_layers() -> None:
    slide = made(BOOKS["long"])
    keys = [series.key for series in chart(slide).plots[0].series]
    assert len(keys) == 4
    assert keys[-1] == "plans:other"
    totals = next(column for column in chart(slide).grid.columns if column.key == "total")
    parts = [column.values[-1] or 0 for column in chart(slide).grid.columns if column.key != "total"]
    assert sum(parts) == pytest.approx(totals.values[-1])


def test_a_month_without_rows_is_a_gap_not_a_zero() -> None:
    month = [shift((2026, 10), -n) for n in (3, 1, 0)]
    rows = tuple(Mrr(account="a", month=date(*m, 28), mrr=10.0, at="MRR!D2") for m in month)
    slide = made(Book(settings=Settings(as_of=AS_OF), accounts=(Account(account="a"),), mrr=rows))
    assert [column.values for column in chart(slide).grid.columns] == [(10, None, 10, 10)] * 2


def test_marks_follow_the_table_and_every_group_says_what_it_is() -> None:
    slide = made(BOOKS["falling"])
    groups = {e.key: e for e in slide.elements if isinstance(e, Group)}
    assert groups["dashboard/marks"].follows == "dashboard/accounts"
    assert groups["dashboard/progress"].follows == "dashboard/onboarding"
    assert all(group.alt for group in groups.values())


def test_a_faulty_sheet_that_it_uses_leaves_it_out(tmp_path: Path) -> None:
    """Half of the endangered accounts would be worse than none; without the sheet it stands."""
    months: list[list[object]] = [["Account", "Plan", "Month", "MRR"]]
    months += [[name, "Basic", date(2026, 10, 31), 100] for name in ("North", "South")]
    usage: list[list[object]] = [["Account", "Cancellation risk"], ["North", "high"], ["South", 0.5]]
    for sheets, left_out in (({"Usage": usage}, ("dashboard",)), ({}, ())):
        book, problems = read(tmp_path, {"MRR": months, **sheets})
        made_of = compose(book, problems, Choice(views=("pareto", "dashboard")), Say("en"))
        assert tuple(view for view, _ in made_of.left_out) == left_out
        assert all("Usage has errors" in why for _, why in made_of.left_out)


def test_the_data_notes_say_who_is_endangered_and_what_is_at_risk() -> None:
    ctx = replace(story("en"), shown=named("dashboard", "dashboard_risk"))
    said = {remark.key: remark.text for remark in gather(ctx)}
    assert "logins down 30% or more and a cancellation risk of 40% or more" in said["danger"]
    assert "the figure entered for the account" in said["at_risk"]
    assert not {"danger", "at_risk"} & {remark.key for remark in gather(replace(ctx, shown=named("pareto")))}


@pytest.mark.parametrize(("times", "labels"), [(1, 12), (9, 12), (12, 0), (40, 12)])
def test_values_inside_the_columns_are_all_there_or_none(times: int, labels: int) -> None:
    """Five digits are too wide for a column: none is labelled then, not only those below 10,000."""
    ctx = story("en")
    book = replace(ctx.book, mrr=tuple(replace(row, mrr=row.mrr * times) for row in ctx.book.mrr))
    (slide,) = dashboard.build(replace(ctx, book=book))
    series = {series.key: series for plot in chart(slide).plots for series in plot.series}
    assert len(series["plan:Premium"].points) == labels


# ------------------------------------------------------------------ in other rooms


def in_room(name: str) -> tuple[SlideSpec, ...]:
    return dashboard.build(replace(story("en"), frame=ROOMS[name]))


@pytest.mark.parametrize("room", ["upright", "10 x 5.63, notes"])
def test_with_little_room_the_accounts_have_a_slide_of_their_own(room: str) -> None:
    money, accounts = in_room(room)
    assert accounts.key == "dashboard:2"
    assert title(money) != title(accounts) == "6 accounts with 25% of MRR are endangered"
    assert not any(isinstance(e, Chart) for e in accounts.elements)
    assert [e.key for e in money.elements if isinstance(e, Table)] == ["dashboard/onboarding"]


def test_titles_of_the_accounts() -> None:
    turns: tuple[tuple[dict[str, Any], str], ...] = (
        ({}, "1 account with 34% of MRR is endangered"),
        ({"endangered": 0}, "No account is endangered: MRR by account"),
        ({"is_used": False, "waiting": 0}, "The largest accounts by MRR"),
    )
    for facts, wanted in turns:
        _, accounts = dashboard.build(replace(seen(subscriptions(**facts)), frame=ROOMS["upright"]))
        assert title(accounts) == wanted


def test_nobody_is_called_safe_of_whom_nothing_is_known() -> None:
    book = subscriptions(endangered=0)
    slide = made(replace(book, usage=book.usage[:2]))
    assert title(slide) == "MRR grew 24% to $243k on Basic"


def test_a_narrow_slide_has_its_cards_in_two_rows() -> None:
    groups = [e for e in in_room("upright")[0].elements if isinstance(e, Group) and "/card:" in e.key]
    boxes = [group.box for group in groups]
    tops = [box.y for box in boxes if box]
    assert [tops.count(top) for top in dict.fromkeys(tops)] == [3, 3]


def test_in_a_narrow_panel_the_bars_go_before_their_figures() -> None:
    (slide,) = in_room("4:3, art")
    marks = next(e for e in slide.elements if isinstance(e, Group) and e.key == "dashboard/marks")
    assert not any("/bar:" in child.key for child in marks.children)
    assert "risk" in [column.key for column in table(slide, "accounts").columns]
    assert table(slide, "accounts").rows[-1].key == "more"
