"""The summary under refresh: the strip follows the as-of date, findings follow their data, edits stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

import kamdeck
from kamdeck.analysis.comparison import Snapshot
from kamdeck.deck.spec import DeckSpec, Table
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.summary import view as summary
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book, Revenue
from tests.refreshing import built, edited, fields_of, find, opened, refreshed, shape_of, values_of

ROOT = Path(__file__).parents[2]
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
Q3 = Snapshot(as_of=date(2026, 7, 31), currency="USD", stake=255_000.0, stakes={"Wexlinger": 52_000.0})
Sound = Callable[[Path | bytes], None]


@cache
def story(lang: str = "en") -> Book:
    return read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)[0]


def spec(book: Book, lang: str = "en", before: Snapshot | None = None) -> DeckSpec:
    ctx = Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang], before=before)
    return DeckSpec(summary.build(ctx), ctx.say.tag)


def rows_of(made: DeckSpec) -> list[str]:
    (table,) = (e for e in made.slides[0].elements if isinstance(e, Table))
    return [row.key for row in table.rows[1:]]


def another_largest(book: Book) -> Book:
    """An account grows past the largest."""
    extra = Revenue(account="Tarrow", year=2026, revenue=12e6, at="Revenue!E99")
    return replace(book, revenue=(*book.revenue, extra))


def nobody_at_risk(book: Book) -> Book:
    return replace(book, risk=())


def one_more_at_risk(book: Book) -> Book:
    first = replace(book.risk[0], account="Mount Sinai", mrr_at_risk=717_000.0, at="Risk!E11")
    return replace(book, risk=(*book.risk, first))


def onboarding_late(book: Book) -> Book:
    """Onboarding calls for action and takes the place of the plans."""
    return replace(book, onboarding=tuple(replace(row, status="late") for row in book.onboarding))


def a_plan_renamed(book: Book) -> Book:
    rows = tuple(replace(row, plan="Entry" if row.plan == "Basic" else row.plan) for row in book.mrr)
    return replace(book, mrr=rows)


CHANGES = {
    "another largest": another_largest,
    "nobody at risk": nobody_at_risk,
    "one more at risk": one_more_at_risk,
    "onboarding late": onboarding_late,
    "a plan renamed": a_plan_renamed,
}


# ------------------------------------------------------------------ always


@pytest.mark.parametrize("lang", FILES)
def test_the_same_data_write_nothing(lang: str, sound: Sound) -> None:
    made = spec(story(lang), lang, Q3)
    data = built(made)
    again, plan = refreshed(data, made)
    assert again == data
    assert plan.changes == ()
    sound(again)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("lang", FILES)
def test_refresh_gives_what_a_build_would(lang: str, change: Callable[[Book], Book], sound: Sound) -> None:
    new = spec(change(story(lang)), lang, Q3)
    data, plan = refreshed(built(spec(story(lang), lang)), new)
    assert values_of(data, new) == values_of(built(new), new)
    assert (plan.kept, plan.conflicts) == ((), ())
    assert refreshed(data, new)[0] == data
    sound(data)


def test_a_finding_gives_way_to_a_heavier_one() -> None:
    before, after = (rows_of(spec(book)) for book in (story(), onboarding_late(story())))
    assert before == ["growth", "concentration", "key_accounts", "risk", "plans"]
    assert after == ["growth", "concentration", "key_accounts", "risk", "onboarding"]
    data, _ = refreshed(built(spec(story())), spec(onboarding_late(story())))
    assert shape_of(opened(data), "summary/evidence:onboarding").has_chart
    with pytest.raises(KeyError):
        shape_of(opened(data), "summary/evidence:plans")


# ------------------------------------------------------------------ what a person changed


def reworded(deck: Deck) -> None:
    shape_of(deck, "summary/title").text_frame.text = "Watch the hospital"
    shape_of(deck, "summary/since").text_frame.text = "Since July"
    cell = shape_of(deck, "summary/findings").table.cell(1, 1)
    cell.text_frame.paragraphs[1].runs[0].text = "My own words."


def test_rewordings_stay_and_figures_follow(sound: Sound) -> None:
    data, plan = refreshed(edited(built(spec(story())), reworded), spec(another_largest(story()), before=Q3))
    deck = opened(data)
    assert shape_of(deck, "summary/title").text_frame.text == "Watch the hospital"
    assert shape_of(deck, "summary/since").text_frame.text == "Since July"
    table = shape_of(deck, "summary/findings").table
    texts = {cell.text for row in table.rows for cell in row.cells}
    assert any("My own words." in text for text in texts)
    assert any(text.startswith("Tarrow alone is now") for text in texts)
    assert shape_of(deck, "summary/figure:at_risk").text_frame.text == "$255k → $878k"
    assert {("summary/title", "text"), ("summary/since", "text")} <= fields_of(plan.kept)
    sound(data)


def moved_and_recoloured(deck: Deck) -> None:
    chart = shape_of(deck, "summary/evidence:risk")
    chart.left, chart.top = Inches(9.2), Inches(4.6)
    tile = shape_of(deck, "summary/figure:at_risk")
    tile.left = Inches(4.0)
    panel = shape_of(deck, "summary/strip/panel")
    panel.fill.solid()
    panel.fill.fore_color.rgb = RGBColor(0xFF, 0xEE, 0xDD)


def test_places_and_colours_stay(sound: Sound) -> None:
    data, _ = refreshed(
        edited(built(spec(story())), moved_and_recoloured), spec(one_more_at_risk(story()), before=Q3)
    )
    deck = opened(data)
    chart = shape_of(deck, "summary/evidence:risk")
    assert (chart.left, chart.top) == (Inches(9.2), Inches(4.6))
    names = [series.name for plot in chart.chart.plots for series in plot.series]
    assert names[0] == "Mount Sinai"
    assert shape_of(deck, "summary/figure:at_risk").left == Inches(4.0)
    fill = shape_of(deck, "summary/strip/panel").fill.fore_color
    assert fill.rgb == RGBColor(0xFF, 0xEE, 0xDD)
    sound(data)


def test_a_deleted_mark_and_tile_stay_deleted(sound: Sound) -> None:
    keys = "summary/marks/concentration", "summary/said:tiers", "summary/evidence:growth"

    def delete(deck: Deck) -> None:
        for key in keys:
            element = shape_of(deck, key)._element
            element.getparent().remove(element)

    new = spec(another_largest(story()), before=Q3)
    data, _ = refreshed(edited(built(spec(story())), delete), new)
    for key in keys:
        with pytest.raises(KeyError):
            shape_of(opened(data), key)
    sound(data)
    back, _ = refreshed(data, new, "summary/evidence:growth")
    assert shape_of(opened(back), "summary/evidence:growth").has_chart


# ------------------------------------------------------------------ two as-of dates, files and all


def workbook_of(path: Path, as_of: date, stakes: dict[str, float], *, has_date: bool = True) -> Path:
    """The story's workbook at a date, with these accounts in the queue and without the sheet of Q3."""
    book = load_workbook(ROOT / "sample_workbooks" / FILES["en"])
    if "Previous deck" in book.sheetnames:
        del book["Previous deck"]
    sheet: Any = book["Risk"]
    head = next(c for line in sheet.iter_rows(max_row=6) for c in line if c.value == "MRR at risk")
    for place in range(sheet.max_row, head.row, -1):
        name = sheet.cell(place, 1).value
        if name in stakes:
            sheet.cell(place, head.column).value = stakes[name]
        elif name:
            sheet.delete_rows(place)
    for line in book["Settings"].iter_rows():
        if line[0].value == "As of":
            line[1].value = as_of if has_date else None
        if str(line[0].value).startswith("Previous deck"):
            line[1].value = None
    book.save(path)
    return path


def shown(path: Path, key: str) -> str:
    slide: Any = next(s for s in Presentation(str(path)).slides if find_or_none(s, "kd:summary/since"))
    return str(find(slide, f"kd:{key}").text_frame.text)


def find_or_none(slide: Any, name: str) -> Any:
    try:
        return find(slide, name)
    except KeyError:
        return None


def test_the_strip_follows_the_as_of_date(tmp_path: Path, sound: Sound) -> None:
    source, deck = tmp_path / "book.xlsx", tmp_path / "deck.pptx"
    workbook_of(source, date(2026, 7, 31), {"Quillmore General": 175e3, "Wexlinger": 52e3})
    kamdeck.build(source, deck, views=["cover", "summary"])
    assert shown(deck, "summary/since").splitlines() == ["First deck: baseline", "31 Jul 2026"]
    assert shown(deck, "summary/figure:at_risk") == "$227k"

    presentation = Presentation(str(deck))
    shape_of(presentation, "summary/said:new_risk").text_frame.text = "Ask Ann about it."
    presentation.save(str(deck))

    workbook_of(source, date(2026, 10, 31), {"Aldbury Clinic": 508e3, "Quillmore General": 175e3})
    report = kamdeck.refresh(deck)
    assert shown(deck, "summary/since").splitlines() == ["Since the last deck", "31 Jul 2026"]
    assert shown(deck, "summary/figure:at_risk") == "$227k → $683k"
    assert shown(deck, "summary/said:at_risk") == "+$456k: Aldbury Clinic entered. Wexlinger left."
    assert shown(deck, "summary/figure:new_risk") == "Aldbury Clinic, $508k"
    assert shown(deck, "summary/said:new_risk") == "Ask Ann about it."
    assert ("summary/said:new_risk", "text") in fields_of(report.kept)
    sound(deck)

    once = deck.read_bytes()
    assert kamdeck.refresh(deck).changes == ()
    assert deck.read_bytes() == once

    workbook_of(source, date(2026, 10, 31), {"Aldbury Clinic": 400e3, "Quillmore General": 175e3})
    kamdeck.refresh(deck)
    assert shown(deck, "summary/figure:at_risk") == "$227k → $575k"


def test_without_dates_the_strip_compares_with_other_figures(tmp_path: Path) -> None:
    source, deck = tmp_path / "book.xlsx", tmp_path / "deck.pptx"
    day = date(2026, 10, 31)
    workbook_of(source, day, {"Wexlinger": 52e3}, has_date=False)
    kamdeck.build(source, deck, views=["summary"])
    assert kamdeck.refresh(deck).changes == ()
    assert shown(deck, "summary/since") == "First deck: baseline"
    workbook_of(source, day, {"Wexlinger": 42e3}, has_date=False)
    kamdeck.refresh(deck)
    assert shown(deck, "summary/figure:at_risk") == "$52k → $42k"
    once = deck.read_bytes()
    assert kamdeck.refresh(deck).changes == ()
    assert deck.read_bytes() == once
