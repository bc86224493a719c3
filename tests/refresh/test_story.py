"""The sample story refreshed: new accounts, an account gone, a year more, another language."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.spec import DeckSpec
from kamdeck.record import replace
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book
from tests.refreshing import (
    built,
    edited,
    fields_of,
    find,
    opened,
    read,
    refreshed,
    shape_of,
    slide_of,
    values_of,
)

ROOT = Path(__file__).parents[2]
Sound = Callable[[Path | bytes], None]


@cache
def story() -> Book:
    return read_book(ROOT / "sample_workbooks" / "health_cloud.xlsx")[0]


def newer(book: Book) -> Book:
    """A year on: one account gone, one new, a year of revenue more, and another order."""
    gone = book.accounts[3].account
    kept = tuple(row for row in book.accounts if row.account != gone)
    added = replace(kept[0], account="Zeta Clinics", short_name=None)
    revenue = [row for row in book.revenue if row.account != gone]
    year = max(row.year for row in revenue)
    last = [row for row in revenue if row.year == year]
    year_more = [
        replace(row, year=year + 1, revenue=(row.revenue or 0) * (1.6 if i % 3 == 0 else 0.7))
        for i, row in enumerate(last)
    ]
    zeta = [replace(last[0], account="Zeta Clinics", year=year + i, revenue=2_500_000.0) for i in (0, 1)]
    scores = tuple(row for row in book.scores if row.account != gone)
    return replace(book, accounts=(*kept, added), revenue=(*revenue, *year_more, *zeta), scores=scores)


@cache
def spec(lang: str = "en", *, is_newer: bool = False) -> DeckSpec:
    book = newer(story()) if is_newer else story()
    return compose(book, (), Choice(None, lang, None, None, None), Say("en")).spec


@cache
def old() -> bytes:
    return built(spec())


def test_same_data_change_nothing() -> None:
    data, made = refreshed(old(), spec())
    assert made.edits == ()
    assert data == old()


@pytest.mark.parametrize(("lang", "is_newer"), [("en", True), ("fr", False), ("fr", True)])
def test_refresh_equals_build(lang: str, is_newer: bool, sound: Sound) -> None:
    new = spec(lang, is_newer=is_newer)
    data, made = refreshed(old(), new)
    sound(data)
    assert (made.kept, made.replaced, made.conflicts) == ((), (), ())
    assert values_of(data, new) == values_of(built(new), new)
    again, nothing = refreshed(data, new)
    assert nothing.edits == ()
    assert again == data


def test_edits_stand_and_data_are_new(sound: Sound) -> None:
    node = "decision:Mount Sinai/node:cio"

    def change(deck: Deck) -> None:
        pareto = slide_of(deck, "pareto")
        find(pareto, "kd:pareto/title").text_frame.paragraphs[0].runs[0].text = "Our words"
        chart = find(pareto, "kd:pareto/chart")
        chart.left, chart.width = Inches(0.7), Inches(8)
        fill = chart.chart.plots[0].series[0].points[0].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor(0xAA, 0, 0)
        find(slide_of(deck, "decision:Mount Sinai"), f"kd:{node}").top += Inches(0.25)
        own = slide_of(deck, "scoring").shapes.add_textbox(0, 0, Inches(1), Inches(1))
        own.name, own.text_frame.text = "Remark", "Mine"

    new = spec(is_newer=True)
    theirs = edited(old(), change)
    data, made = refreshed(theirs, new)
    sound(data)
    first = next(
        str(key) for key in read(theirs, new).state.slides["pareto"].elements["pareto/chart"].fields["order"]
    )
    have, want = values_of(data, new), values_of(built(new), new)
    assert have["pareto/title"]["text"] == "Our words"
    assert {("pareto/title", "text"), ("pareto/chart", "box"), (node, "frame")} <= fields_of(made.kept)
    assert any(kept.key == "pareto/chart" and kept.field.endswith(f"/{first}") for kept in made.kept)
    data_fields = ("val/", "category/", "cell/", "order", "rows")
    for key, fields in want.items():
        for name, value in fields.items():
            if name.startswith(data_fields):
                assert have[key][name] == value, (key, name)
    chart = shape_of(opened(data), "pareto/chart").chart
    coloured = [p for p in chart._chartSpace.iter(qn("c:dPt")) if p.find(".//" + qn("a:srgbClr")) is not None]
    reds = [p for p in coloured if p.find(".//" + qn("a:srgbClr")).get("val") == "AA0000"]
    place = list(chart.plots[0].categories).index(first) if first in list(chart.plots[0].categories) else None
    assert [int(p.find(qn("c:idx")).get("val")) for p in reds] == ([place] if place is not None else [])
    followed = {c.key.partition("/")[2] for c in made.changes if c.field == "route"}
    assert {"reports:cio", "reports:sec", "reports:inf"} <= followed
    assert find(slide_of(opened(data), "scoring"), "Remark").text_frame.text == "Mine"
    assert refreshed(data, new)[1].edits == ()
