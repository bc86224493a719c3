"""The data notes: rules of the views shown, what was left out and why, ties, coverage, further slides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kamdeck.deck.spec import EMU, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.text import Say
from kamdeck.text.measure import line_height, width, wrap
from kamdeck.views.notes.view import VIEW
from kamdeck.workbook.rows import Account, Criterion, Revenue, Score, Stakeholder
from tests.abc_books import context, one, story, table, texts, title
from tests.view_checks import named

ALL = ("pareto", "concentration", "abc_tiers", "abc_accounts", "abc_migration", "scoring", "decision")
LONG = " Regional Medical Center of Greater Northfield and Surroundings"


def remarks(slide: SlideSpec) -> dict[str, str]:
    """The text of every remark by key."""
    return {key: cells[-1] for key, cells in table(slide, "table").items() if len(cells) == 2}


def sections(slide: SlideSpec) -> list[str]:
    return [key for key in table(slide, "table") if key.startswith("section:")]


def whole(lang: str = "en") -> Context:
    return replace(story(lang), shown=named(*ALL))


def test_rules_of_the_views_shown_with_their_settings() -> None:
    said = remarks(one(VIEW, whole()))
    assert "reach 80% of revenue, the one that crosses it included" in said["pareto"]
    assert "B up to 95%" in said["abc"]
    assert "from 1 to 10" in said["scoring"]
    assert "growth 50%, harmony 50%" in said["scoring"]
    only = remarks(one(VIEW, replace(story(), shown=named("pareto"))))
    assert "pareto" in only
    assert not {"abc", "concentration", "scoring", "decision"} & only.keys()
    assert "rounding" in only


TITLES: dict[str, tuple[dict[str, dict[int, float]], str, str]] = {
    "some": (
        {"a": {2026: 5.0}, "b": {2026: 0.0}, "c": {2026: -3.0}, "d": {2025: 1.0}},
        "3 of 4 accounts are left out of the 2026 figures: the rules and the reasons",
        "3 comptes sur 4 sont exclus des chiffres 2026",
    ),
    "one": ({"a": {2026: 5.0}}, "The only account with revenue in 2026", "Le seul compte avec un CA en 2026"),
    "nothing": ({"a": {2026: 0.0}}, "No account has revenue", "Aucun compte n’a de CA"),
    "all": (
        {"a": {2026: 5.0}, "b": {2026: 1.0}, "c": {2026: 1.0}},
        "All 3 accounts with revenue in 2026 are counted: the rules behind the figures",
        "Les 3 comptes avec un CA en 2026 sont tous comptés",
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_titles(case: str) -> None:
    revenue, english, french = TITLES[case]
    for lang, expected in (("en", english), ("fr", french)):
        assert title(one(VIEW, context(revenue, (2026,), lang=lang))).startswith(expected)


def test_titles_of_no_year_and_of_the_story() -> None:
    assert title(one(VIEW, context({}, ()))).startswith("No account has revenue")
    story_title = title(one(VIEW, whole()))
    assert story_title == "All 24 accounts with revenue in 2026 are counted: the rules behind the figures"


def test_accounts_at_or_below_zero_by_year_with_their_sum() -> None:
    values = {"a": {2025: 5e6, 2026: 5e6}, "b": {2025: -1e5, 2026: 0.0}, "c": {2025: 1e6, 2026: -4e5}}
    said = remarks(one(VIEW, context(values, (2025, 2026))))
    assert said["below_zero"] == "2026: 2 accounts (b and c), −$400k together; 2025: 1 account (b), −$100k."


def test_accounts_without_a_figure_and_lost_ones() -> None:
    ctx = context({"a": {2026: 5.0}, "b": {2025: 5.0}}, (2025, 2026))
    rows = (
        *ctx.book.accounts,
        Account(account="gone", status="lost", at="Accounts!A9"),
        Account(account="new", at="Accounts!A10"),
    )
    said = remarks(one(VIEW, replace(ctx, book=replace(ctx.book, accounts=rows))))
    assert said["missing"] == "2 accounts have no revenue figure for 2026: b and new."
    assert said["lost"] == "1 account is marked as lost: gone."


def test_years_that_are_not_shown() -> None:
    assert "years" not in remarks(one(VIEW, whole()))
    said = remarks(one(VIEW, replace(whole(), years=(2026,))))
    assert said["years"] == "2024 and 2025 are in the workbook but not shown."


def test_ties_at_a_cut_are_named() -> None:
    values = {"a": {2026: 6.0}, "b": {2026: 2.0}, "c": {2026: 2.0}, "d": {2026: -0.4}}
    tied = remarks(one(VIEW, replace(context(values, (2026,)), shown=named("pareto"))))["ties"]
    assert tied.endswith("vital few of 2026: b and c.")
    both = remarks(one(VIEW, replace(context(values, (2026,)), shown=named(*ALL))))["ties"]
    assert "tiers of 2026: b and c" in both
    plain = {"a": {2026: 6.0}, "b": {2026: 2.0}, "c": {2026: 1.0}}
    assert "ties" not in remarks(one(VIEW, replace(context(plain, (2026,)), shown=named(*ALL))))


def test_coverage_of_revenue_scores_and_people() -> None:
    ctx = whole()
    criteria = tuple(
        Criterion(axis=axis, criterion=axis, weight=weight, at="Criteria!A2")
        for axis, weight in (("growth", 1.0), ("harmony", 0.5))
    )
    scores = tuple(
        Score(account=name, criterion=axis, score=5.0, period="2026", at="Scores!B2")
        for name, axis in (("Mount Sinai", "growth"), ("Mount Sinai", "harmony"), ("Larkmoor", "growth"))
    )
    people = (Stakeholder(account="Mount Sinai", id="evp", name="D. Whitmore", at="Stakeholders!A2"),)
    book = replace(ctx.book, criteria=criteria, scores=scores, stakeholders=people)
    said = remarks(one(VIEW, replace(ctx, book=book)))
    assert said["revenue"] == (
        "24 accounts have revenue above zero in 2026; 24 have a figure for every year shown (2024 to 2026)."
    )
    assert said["scores"].startswith("1 of 24 accounts is ranked; 6% of the scores of 2026 are there.")
    assert "23 accounts are scored on less than 60% of an axis and are not ranked: Larkmoor" in said["scores"]
    assert said["scores"].endswith("Weights that do not add to 100% were scaled so that they do.")
    assert said["people"] == "1 person is mapped at 1 account."


def test_views_left_out_with_their_reasons() -> None:
    ctx = replace(
        whole(), left_out=(("scoring", "The sheet Scores is missing or empty."), ("future", "Why."))
    )
    slide = one(VIEW, ctx)
    rows = table(slide, "table")
    assert rows["absent:scoring"] == ("Scoring", "The sheet Scores is missing or empty.")
    assert rows["absent:future"] == ("future", "Why.")
    assert "section:absent" in sections(slide)


def crowded(lang: str = "en") -> Context:
    """Long names on every list, and many views left out."""
    revenue = [
        Revenue(
            account=f"Account {n}{LONG}",
            year=year,
            revenue=(-1e5 if n % 3 else 2e6) if n % 5 else None,
            at=f"Revenue!B{n}",
        )
        for n in range(60)
        for year in range(2017, 2027)
    ]
    ctx = story(lang)
    book = replace(ctx.book, revenue=tuple(revenue), accounts=())
    left_out = tuple((f"view {n}", f"The sheet number {n} is missing or empty.") for n in range(25))
    return Context(
        book,
        Say(lang),
        tuple(range(2017, 2027)),
        date(2026, 10, 31),
        "book.xlsx",
        None,
        left_out,
        named(*ALL),
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_long_notes_continue_on_further_slides(lang: str) -> None:
    slides = VIEW.build(crowded(lang))
    assert len(slides) > 1
    assert [s.key for s in slides] == ["notes", *(f"notes:{n}" for n in range(2, len(slides) + 1))]
    assert len({title(s) for s in slides}) == len(slides)
    kickers = [texts(s)[f"{s.key}/kicker"] for s in slides]
    assert kickers[-1].endswith(
        f"{len(slides)} OF {len(slides)}" if lang == "en" else f"{len(slides)} SUR {len(slides)}"
    )
    keys = [key for s in slides for key in remarks(s)]
    assert len(keys) == len(set(keys))
    assert sum(key.startswith("absent:") for key in keys) == 25
    for slide in slides:
        first = next(iter(table(slide, "table")))
        assert first.startswith("section:")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_text_leaves_its_row_and_no_table_the_slide(lang: str) -> None:
    for slide in (*VIEW.build(whole(lang)), *VIEW.build(crowded(lang))):
        (rows,) = (e for e in slide.elements if isinstance(e, Table))
        assert rows.box.y + rows.box.h <= 6.89 * EMU
        for row in rows.rows:
            for cell, column in zip(row.cells, rows.columns, strict=True):
                for para in cell.paras:
                    size, is_bold = para.runs[0].size or 0, bool(para.runs[0].bold)
                    assert size >= 9
                    room = rows.box.w if cell.span > 1 else column.width
                    lines = wrap(para.text, size, room, is_bold)
                    assert all(width(line, size, is_bold) <= room for line in lines)
                    assert len(lines) * line_height(size) <= row.height
