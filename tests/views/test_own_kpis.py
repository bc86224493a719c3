"""Own indicators from the workbook to slides, mails, explanations and comparisons, in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.compare.differences import difference
from kamdeck.deck.spec import Connector, Group, Shape, SlideSpec, Table
from kamdeck.errors import KamdeckError
from kamdeck.figures.context import Context
from kamdeck.figures.earlier import snapshot
from kamdeck.figures.key_figures import key_figures
from kamdeck.figures.mail import check_names, filled, mail_figures
from kamdeck.figures.years import speaker
from kamdeck.record import replace
from kamdeck.run.choice import Choice
from kamdeck.run.composition import Composition, compose
from kamdeck.run.editions import prune
from kamdeck.text import Say
from kamdeck.workbook.rows import Book
from tests.kpi_books import ACCOUNTS, HEAD, bare, kpis, sheets
from tests.view_checks import faults, texts
from tests.workbook_files import Rows, read, write

CARD = "dashboard/card:kpi:"
VIEWS = ("dashboard", "dashboard_risk", "charter", "kam_evaluation", "blueprint")


def composed(folder: Path, lang: str = "en", choice: Choice | None = None, **given: Any) -> Composition:
    book, problems = read(folder, given.pop("whole", None) or sheets(lang=lang, **given), lang=lang)
    return compose(book, problems, choice or Choice(views=VIEWS), Say(lang))


def slide(made: Composition, key: str) -> SlideSpec:
    return next(each for each in made.spec.slides if each.key == key)


def spaced(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def words(made: Composition, key: str) -> str:
    found = []
    for element in slide(made, key).elements:
        if isinstance(element, Table):
            found += [" | ".join(cell.text for cell in row.cells) for row in element.rows]
    return "\n".join([*found, *texts(slide(made, key)).values()])


def context(folder: Path, rows: Rows | None = None, lang: str = "en", **given: Any) -> Context:
    book, _ = read(folder, bare(rows) if rows else sheets(lang=lang, **given), lang=lang)
    return Context(book, speaker(lang, book), book.years, book.settings.as_of)


# ------------------------------------------------------------------ cards

SAID = {
    "en": (
        ("Adoption rate, Oct 2026", "66.5%", "target 75%, +2.5 points"),
        ("Days to resolve, Q3 2026", "5.8 days", "target 5.75 days, −1.2 days"),
    ),
    "fr": (
        ("Adoption rate, oct. 2026", "66,5 %", "objectif 75 %, +2,5 points"),
        ("Days to resolve, T3 2026", "5,8 jours", "objectif 5,75 jours, −1,2 jour"),
    ),
}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_cards_stand_in_the_order_of_the_settings(tmp_path: Path, lang: str) -> None:
    made = composed(tmp_path, lang)
    groups = [e for e in slide(made, "dashboard").elements if isinstance(e, Group) and "/card:" in e.key]
    assert [group.key.partition("card:")[2] for group in groups] == [
        "mrr", "kpi:adoption rate", "kpi:days to resolve",
    ]  # fmt: skip
    shown = {key: spaced(text) for key, text in texts(slide(made, "dashboard")).items()}
    for name, said in zip(("adoption rate", "days to resolve"), SAID[lang], strict=True):
        assert tuple(shown[f"{CARD}{name}/{part}"] for part in ("label", "figure", "detail")) == said
    assert faults(slide(made, "dashboard")) == []
    assert "KPIs" in texts(slide(made, "dashboard"))["dashboard/source"]


def card(made: Composition, name: str) -> Group:
    return next(e for e in slide(made, "dashboard").elements if isinstance(e, Group) and e.key == CARD + name)


def mark_of(group: Group) -> str | None:
    return next((c.fill for c in group.children if isinstance(c, Shape) and c.key.endswith("/mark")), None)


@pytest.mark.parametrize(("better", "fill"), [("lower", "risk"), ("higher", "good")])
def test_the_direction_decides_what_is_good(tmp_path: Path, better: str, fill: str) -> None:
    rows: Rows = [HEAD, ["Calls", None, "Oct 2026", 6, None, 5.75, better, None, None]]
    made = composed(tmp_path, whole=bare(rows, cards="calls"))
    assert mark_of(card(made, "calls")) == fill


def test_a_trend_is_drawn_by_period_and_broken_where_one_is_missing(tmp_path: Path) -> None:
    group = card(composed(tmp_path), "adoption rate")
    lines = [child.key.rpartition(":")[2] for child in group.children if isinstance(child, Connector)]
    assert lines == ["2026-06-01", "2026-09-01", "2026-10-01"]
    heights = [c.points[3] - c.points[1] for c in group.children if isinstance(c, Connector) and c.points]
    assert all(height < 0 for height in heights)  # up, as the figures go
    assert "from 58% in May 2026 to 66.5% in Oct 2026" in group.alt


def test_a_figure_that_misses_its_target_does_not_read_like_it(tmp_path: Path) -> None:
    rows: Rows = [HEAD, ["Calls", None, "Oct 2026", 0.74996, "%", 0.75, None, None, None]]
    shown = texts(slide(composed(tmp_path, whole=bare(rows)), "dashboard"))
    assert (shown[CARD + "calls/figure"], shown[CARD + "calls/detail"]) == ("74.996%", "target 75%")


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "of Q3 2025, over a year old"), ("fr", "de T3 2025, plus d’un an")]
)
def test_an_old_figure_says_so_and_is_not_judged(tmp_path: Path, lang: str, said: str) -> None:
    rows: Rows = [HEAD, ["Calls", None, "Q3 2025", 4, None, 3, None, None, None]]
    given = bare(rows, cards="calls")
    given["Settings"] = [*given["Settings"][:3], ["Language", lang], *given["Settings"][4:]]
    made = composed(tmp_path, lang, whole=given)
    assert texts(slide(made, "dashboard"))[CARD + "calls/detail"] == said
    assert mark_of(card(made, "calls")) is None


def test_a_part_of_a_period_is_named_and_not_judged(tmp_path: Path) -> None:
    rows: Rows = [HEAD, ["Calls", None, "2025", 90, None, 80, None, None, None],
            ["Calls", None, "2026", 70, None, 80, None, None, None]]  # fmt: skip
    made = composed(tmp_path, whole=bare(rows))
    shown = texts(slide(made, "dashboard"))
    assert shown[CARD + "calls/label"] == "Calls, 2026 to 31 Oct"
    assert mark_of(card(made, "calls")) is None
    assert not any(isinstance(child, Connector) for child in card(made, "calls").children)


def test_a_card_without_a_figure_is_named_in_the_notes(tmp_path: Path) -> None:
    rows: Rows = [HEAD, ["Calls", ACCOUNTS[0], "Oct 2026", 4, None, None, None, None, None]]
    made = composed(tmp_path, whole=bare(rows, cards="mrr; calls"))
    assert "without figures): Calls." in slide(made, "dashboard").notes


# ------------------------------------------------------------------ queue, charter, evaluation, plan


def queue_of(made: Composition) -> list[str]:
    table = next(
        e for e in slide(made, "dashboard_risk").elements if isinstance(e, Table) and e.key.endswith("/queue")
    )
    return [row.key for row in table.rows[1:]]


@pytest.mark.parametrize(
    ("order", "by_account", "wanted"),
    [
        ("adoption", (0.6, 0.7, 0.62), [ACCOUNTS[0], ACCOUNTS[2], ACCOUNTS[1]]),
        ("adoption", (0.9, 0.7, None), [ACCOUNTS[1], ACCOUNTS[0], ACCOUNTS[2]]),
        ("revenue", (0.6, 0.7, 0.62), list(ACCOUNTS)),
        ("chiffre d'affaires", (0.6, 0.7, 0.62), list(ACCOUNTS)),
    ],
)
def test_the_queue_is_ranked_worst_first_and_unknown_last(
    tmp_path: Path, order: str, by_account: tuple[object, ...], wanted: list[str]
) -> None:
    made = composed(tmp_path, order=order, KPIs=kpis(by_account))
    assert queue_of(made) == wanted
    assert faults(slide(made, "dashboard_risk")) == []


def test_lower_is_better_turns_the_queue_round(tmp_path: Path) -> None:
    rows: Rows = [HEAD, *(["Wait", a, "Oct 2026", v, "days", None, "lower", None, None]
                    for a, v in zip(ACCOUNTS, (3, 9, 5), strict=True))]  # fmt: skip
    made = composed(tmp_path, whole=bare(rows, cards="mrr", order="wait"))
    assert queue_of(made) == [ACCOUNTS[1], ACCOUNTS[2], ACCOUNTS[0]]
    assert "9 days" in words(made, "dashboard_risk")
    assert "by Wait" in words(made, "dashboard_risk")


@pytest.mark.parametrize(
    ("lang", "share", "days"), [("en", "66.5%", "5.5 days"), ("fr", "66,5 %", "5,5 jours")]
)
def test_charter_evaluation_and_plan_take_their_figures(
    tmp_path: Path, lang: str, share: str, days: str
) -> None:
    made = composed(tmp_path, lang)
    charter = spaced(words(made, "charter"))
    assert share in charter
    assert days in charter
    assert "75" in charter
    evaluation = words(made, "kam_evaluation")
    assert "65" in evaluation  # Ada: the mean of 60% and 70%
    plan = spaced(words(made, f"blueprint:{ACCOUNTS[0]}"))
    assert ("60% → 80%" if lang == "en" else "60 % → 80%") in plan


def test_what_was_entered_goes_first(tmp_path: Path) -> None:
    given = sheets()
    given["Charter"][1][4] = 0.7
    given["Evaluation"][1][3] = 0.8
    given["Plan"][1][4] = "61%"
    made = composed(tmp_path, whole=given)
    assert "70%" in words(made, "charter")
    assert "66.5%" not in words(made, "charter")
    assert "80" in words(made, "kam_evaluation")
    assert "61% → 80%" in words(made, f"blueprint:{ACCOUNTS[0]}")


def test_lower_is_better_in_the_evaluation_too(tmp_path: Path) -> None:
    given = sheets()
    rows: Rows = [HEAD, ["Délai", None, "Q3 2026", 5.8, "days", None, "lower", None, None]]
    rows += [["Délai", a, "Q3 2026", 5, None, None, None, None, None] for a in ACCOUNTS]
    given |= {"KPIs": [*kpis(), *rows[1:]]}
    given["KPIs"] = [row for row in given["KPIs"] if row[0] != "Days to resolve"]
    given["Settings"][1][1] = "MRR"
    given["Charter"] = given["Charter"][:2]
    made = composed(tmp_path, whole=given)
    assert "≤\u00a06" in words(made, "kam_evaluation")


# ------------------------------------------------------------------ editions and packs


def test_the_customer_sees_shared_rows_of_its_own_only(tmp_path: Path) -> None:
    book, _ = read(tmp_path, sheets())
    seen = prune(book, "customer", ACCOUNTS[0])[0].kpis
    assert [(row.account, row.value, row.target) for row in seen] == [(ACCOUNTS[0], 0.6, None)]
    closed = kpis()
    closed[7][-1] = None
    book, _ = read(tmp_path, sheets(KPIs=closed))
    assert prune(book, "customer", ACCOUNTS[0])[0].kpis == ()


def test_an_accounts_pack_shows_its_own_values(tmp_path: Path) -> None:
    made = composed(
        tmp_path, choice=Choice(pack="account", account=ACCOUNTS[0], views=("blueprint", "dashboard"))
    )
    shown = texts(slide(made, f"blueprint:{ACCOUNTS[0]}"))
    assert "60%" in shown[f"blueprint:{ACCOUNTS[0]}/ambition/kpi:adoption rate"]
    assert texts(slide(made, "dashboard"))[CARD + "adoption rate/figure"] == "60%"


# ------------------------------------------------------------------ mails, memory, comparison


@pytest.mark.parametrize("name", ["Adoption rate", "ADOPTION", "adoption-rate", "delai"])
def test_a_mail_names_them_in_any_case(tmp_path: Path, name: str) -> None:
    ctx = context(tmp_path)
    figures = mail_figures(ctx, "t", "job", date(2026, 11, 2), "").texts
    said = filled(f"At {{{name}}}.", figures, "text", ctx.say)
    assert said == ("At 5.8 days." if name == "delai" else "At 66.5%.")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_mail_that_names_none_lists_them_with_the_nearest(tmp_path: Path, lang: str) -> None:
    figures = mail_figures(context(tmp_path, lang=lang), "t", "job", date(2026, 11, 2), "").texts
    with pytest.raises(KamdeckError) as caught:
        filled("{Adoption rat}", figures, "text", Say(lang))
    assert "Adoption rate" in caught.value.hint.split("?")[0]
    assert "Days to resolve" in caught.value.hint
    with pytest.raises(KamdeckError):
        check_names("{Adoption rat}", "text", Say(lang), lambda: ("Adoption rate",))
    check_names("{adoption RATE} {revenue}", "text", Say(lang), lambda: ("Adoption rate",))


def test_a_fault_on_the_sheet_makes_them_unknown(tmp_path: Path) -> None:
    found = mail_figures(context(tmp_path), "t", "job", date(2026, 11, 2), "", frozenset({"kpis"}))
    assert found.unknown["Adoption rate"] == "kpis"
    assert found.texts["Adoption rate"] == "not known"


def test_a_run_remembers_them(tmp_path: Path) -> None:
    kept = snapshot(key_figures(context(tmp_path))).kpis or {}
    assert kept["Adoption rate", ""].value == 0.665
    assert kept["Adoption rate", ACCOUNTS[0]].value == 0.6
    assert kept["Days to resolve", ""].kind == "quarter"


@pytest.mark.parametrize(("lang", "said"), [("en", "60% → 50%"), ("fr", "60 % → 50 %")])
def test_two_workbooks_compare_what_may_be_compared(tmp_path: Path, lang: str, said: str) -> None:
    old = write(tmp_path / "old.xlsx", sheets())
    later = kpis((0.5, 0.7, 0.62))
    later[-1][2:4] = ["Oct 2026", 9]  # another length of period: no change of the days
    new = write(tmp_path / "new.xlsx", {**sheets(), "KPIs": later})
    found = difference(old, new, None, None, Say(lang))
    lines = [spaced(line) for _, lines in found.sections for line in lines]
    assert any("Adoption rate, North Clinic" in line and said in line for line in lines)
    assert not any("Days to resolve" in line for line in lines)
    assert [row["after"]["name"] for row in found.content["kpis"]] == ["Adoption rate"]  # type: ignore[attr-defined]


def shifted(book: Book) -> Book:
    return replace(book, settings=replace(book.settings, as_of=date(2026, 9, 30)))


def test_an_earlier_as_of_date_takes_the_earlier_figure(tmp_path: Path) -> None:
    ctx = context(tmp_path)
    book = shifted(ctx.book)
    figures = mail_figures(
        replace(ctx, book=book, as_of=book.settings.as_of), "t", "job", date(2026, 11, 2), ""
    )
    assert figures.texts["Adoption rate"] == "64%"
