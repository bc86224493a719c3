"""One test for each thing a person does to a deck: after new data the edit stands, the data are new, and the
report names both."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from pptx.chart.axis import ValueAxis
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TARGET_MODE as RTM
from pptx.opc.package import Part, _Relationship
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Inches

from kamdeck.deck.changes import Plan
from kamdeck.pptxio.package import Package
from tests.refreshing import (
    built,
    edited,
    fields_of,
    find,
    opened,
    parts_of,
    refreshed,
    shape_of,
    slide_of,
    values_of,
)
from tests.specs import FIRST, SECOND, STAFF, Figures, deck

OLD, NEW = deck(Figures(FIRST)), deck(Figures(SECOND))
MORE = deck(Figures(SECOND, (*STAFF, ("eve", "bob"))))
MARKS_MOVED = tuple(f"table/marks/{name}:box" for name in SECOND)  # they follow a table that was resized
Sound = Callable[[Path | bytes], None]


@cache
def old() -> bytes:
    return built(OLD)


@cache
def new() -> bytes:
    return built(NEW)


def after(change: Callable[[Deck], object], sound: Sound) -> tuple[Deck, Plan, bytes]:
    """The deck that a person changed, brought to the new data; checked, and checked to be settled."""
    theirs = edited(old(), change)
    data, made = refreshed(theirs, NEW)
    sound(data)
    again, nothing = refreshed(data, NEW)
    assert nothing.edits == ()
    assert again == data
    assert set(made.kept) <= set(nothing.kept)
    return opened(data), made, data


def arrived(data: bytes, *but: str) -> None:
    """All fields are those of a new build, but for the elements or fields named."""
    have, want = values_of(data, NEW), values_of(new(), NEW)
    for key, fields in want.items():
        for name, value in fields.items():
            if key not in but and f"{key}:{name}" not in but:
                assert have[key].get(name) == value, (key, name)


def chart_values(chart: object) -> list[list[float]]:
    return [list(series.values) for plot in chart.plots for series in plot.series]  # type: ignore[attr-defined]


def left_axis(deck: Deck) -> ValueAxis:
    """The first value axis of the combined chart; python-pptx itself offers the second."""
    return ValueAxis(shape_of(deck, "bars/chart").chart._chartSpace.valAx_lst[0])


# ------------------------------------------------------------------ texts


def test_title_reworded(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "bars/title").text_frame.paragraphs[0].runs[0].text = "My own words"

    deck, made, data = after(change, sound)
    assert shape_of(deck, "bars/title").text_frame.text == "My own words"
    (kept,) = [k for k in made.kept if k.key == "bars/title"]
    assert (kept.field, kept.now, kept.ours) == ("text", "My own words", "Bolt leads with 8.0 of 18.2")
    arrived(data, "bars/title")


def test_title_in_another_font_takes_the_new_words(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        font = shape_of(deck, "bars/title").text_frame.paragraphs[0].runs[0].font
        font.italic, font.name = True, "Georgia"

    deck, made, data = after(change, sound)
    run = shape_of(deck, "bars/title").text_frame.paragraphs[0].runs[0]
    assert (run.text, run.font.italic, run.font.name) == ("Bolt leads with 8.0 of 18.2", True, "Georgia")
    assert ("bars/title", "font") in fields_of(made.kept)
    arrived(data, "bars/title")


def test_notes_written(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        slide_of(deck, "bars").notes_slide.notes_text_frame.text = "Ask about Acme."

    theirs = edited(old(), change)
    spec = deck(Figures(SECOND), notes="Say that.")
    data, made = refreshed(theirs, spec)
    sound(data)
    assert slide_of(opened(data), "bars").notes_slide.notes_text_frame.text == "Ask about Acme."
    assert ("bars", "notes") in fields_of(made.kept)
    assert slide_of(opened(data), "table").notes_slide.notes_text_frame.text == "Say that."


# ------------------------------------------------------------------ charts


def test_chart_moved_and_resized(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        shape = shape_of(deck, "bars/chart")
        shape.left, shape.top, shape.width, shape.height = Inches(1), Inches(2), Inches(7), Inches(4)

    deck, made, data = after(change, sound)
    shape = shape_of(deck, "bars/chart")
    assert (shape.left, shape.top, shape.width, shape.height) == (Inches(1), Inches(2), Inches(7), Inches(4))
    assert ("bars/chart", "box") in fields_of(made.kept)
    arrived(data, "bars/chart:box")


def test_bar_recoloured_travels_with_its_account(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        series = shape_of(deck, "bars/chart").chart.plots[0].series[0]
        fill = series.points[3].format.fill  # Dune
        fill.solid()
        fill.fore_color.rgb = RGBColor(0xFF, 0x00, 0x00)

    deck, made, data = after(change, sound)
    chart = shape_of(deck, "bars/chart").chart
    assert list(chart.plots[0].categories) == ["Bolt", "Acme", "Echo", "Dune"]
    points = {int(p.find(qn("c:idx")).get("val")): p for p in chart._chartSpace.iter(qn("c:dPt"))}
    assert sorted(points) == [0, 3]
    assert points[3].find(".//" + qn("a:srgbClr")).get("val") == "FF0000"
    assert points[0].find(".//" + qn("a:schemeClr")).get("val") == "accent4"
    assert ("bars/chart", "fill/revenue/Dune") in fields_of(made.kept)
    assert "val/revenue/Dune" in {c.field for c in made.changes if c.key == "bars/chart"}
    arrived(data)


def test_highlighted_bar_recoloured_keeps_its_colour(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        fill = shape_of(deck, "bars/chart").chart.plots[0].series[0].points[0].format.fill  # Acme, our accent
        fill.solid()
        fill.fore_color.rgb = RGBColor(0x12, 0x34, 0x56)

    deck, made, data = after(change, sound)
    points = {
        int(p.find(qn("c:idx")).get("val")): p
        for p in shape_of(deck, "bars/chart").chart._chartSpace.iter(qn("c:dPt"))
    }
    assert points[1].find(".//" + qn("a:srgbClr")).get("val") == "123456"
    assert ("bars/chart", "fill/revenue/Acme") in fields_of(made.kept)
    arrived(data)


def test_series_recoloured(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        fill = shape_of(deck, "bars/chart").chart.plots[0].series[0].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor(0xFF, 0x8C, 0x00)

    deck, made, data = after(change, sound)
    series = shape_of(deck, "bars/chart").chart.plots[0].series[0]
    assert series.format.fill.fore_color.rgb == RGBColor(0xFF, 0x8C, 0x00)
    assert ("bars/chart", "fill/revenue") in fields_of(made.kept)
    arrived(data, "bars/chart:fill/revenue")


def test_number_format_changed(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        left_axis(deck).tick_labels.number_format = "#,##0.00"
        labels = shape_of(deck, "bars/chart").chart.plots[0].series[0]._element.find(qn("c:dLbls"))
        labels.find(qn("c:numFmt")).set("formatCode", '0" M"')

    deck, made, data = after(change, sound)
    chart = shape_of(deck, "bars/chart").chart
    assert left_axis(deck).tick_labels.number_format == "#,##0.00"
    formats = chart.plots[0].series[0]._element.find(qn("c:dLbls")).find(qn("c:numFmt"))
    assert formats.get("formatCode") == '0" M"'
    assert {("bars/chart", "axis/y/format"), ("bars/chart", "format/revenue/labels")} <= fields_of(made.kept)
    assert chart_values(chart)[0] == [8.0, 7.0, 3.0, 0.25]
    arrived(data, "bars/chart:axis/y/format", "bars/chart:format/revenue/labels")


def test_axis_maximum_changed(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        left_axis(deck).maximum_scale = 50

    deck, made, data = after(change, sound)
    assert left_axis(deck).maximum_scale == 50
    assert ("bars/chart", "axis/y/max") in fields_of(made.kept)
    arrived(data, "bars/chart:axis/y/max")


def test_data_label_added_travels_with_its_account(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        label = shape_of(deck, "bars/chart").chart.plots[0].series[0].points[1].data_label  # Bolt
        label.text_frame.text = "new contract"

    deck, made, data = after(change, sound)
    labels = list(shape_of(deck, "bars/chart").chart._chartSpace.iter(qn("c:dLbl")))
    found = {int(x.find(qn("c:idx")).get("val")): "".join(t.text for t in x.iter(qn("a:t"))) for x in labels}
    assert found[0] == "new contract"  # Bolt is first now
    assert ("bars/chart", "label/revenue/Bolt") in fields_of(made.kept)
    arrived(data, "bars/chart:label/revenue/Bolt")


def test_number_edited_is_replaced(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        chart = shape_of(deck, "bars/chart").chart
        chart.plots[0].series[0]._element.find(qn("c:val")).findall(".//" + qn("c:v"))[0].text = "99"

    deck, made, data = after(change, sound)
    assert chart_values(shape_of(deck, "bars/chart").chart)[0] == [8.0, 7.0, 3.0, 0.25]
    assert ("bars/chart", "val/revenue/Acme", "99", "7") in [
        (r.key, r.field, r.now, r.ours) for r in made.replaced
    ]
    arrived(data)


def test_own_series_that_its_sheet_contradicts_is_kept_as_literal_numbers(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        plot = shape_of(deck, "bars/chart").chart.plots[0]
        own = copy.deepcopy(plot.series[0]._element)
        for tag in ("c:idx", "c:order"):
            own.find(qn(tag)).set("val", "7")
        own.find(qn("c:tx")).find(".//" + qn("c:v")).text = "Budget"
        own.remove(own.find(qn("c:extLst")))
        for tag in ("c:dPt", "c:dLbls"):
            own.remove(own.find(qn(tag)))
        plot.series[0]._element.addnext(own)

    deck, _, data = after(change, sound)
    plot = shape_of(deck, "bars/chart").chart.plots[0]
    assert plot.series[1]._element.find(qn("c:tx")).findtext(qn("c:v")) == "Budget"
    assert plot.series[1]._element.find(".//" + qn("c:f")) is None
    assert list(plot.categories) == ["Bolt", "Acme", "Echo", "Dune"]
    points = plot.series[1]._element.find(qn("c:val")).iter(qn("c:pt"))
    assert {p.get("idx"): p.findtext(qn("c:v")) for p in points} == {"0": "3.5", "1": "6", "3": "0.5"}
    arrived(data, "bars/chart:series")


def test_chart_of_another_kind_is_a_conflict(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        bar = shape_of(deck, "cloud/years").chart._chartSpace.find(".//" + qn("c:barDir"))
        bar.set("val", "bar")

    theirs = edited(old(), change)
    before = shape_of(opened(theirs), "cloud/years").chart.part.blob
    deck, made, _ = after(change, sound)
    assert ("cloud/years", "kind") in {(c.key, c.reason) for c in made.conflicts}
    assert shape_of(deck, "cloud/years").chart.part.blob == before


def test_lost_workbook_is_attached_again(sound: Sound) -> None:
    package = Package.open(old())
    chart = next(n for n in package.names if n.startswith("ppt/charts/"))
    book = package.related(chart, "package")
    assert book
    root = etree.fromstring(package.read(chart))
    link = root.find(qn("c:externalData"))
    assert link is not None
    root.remove(link)
    package.write(chart, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    package.drop_rel(chart, package.rels(chart)[0].id)
    package.drop(book)
    data, made = refreshed(package.save_bytes(), OLD)
    sound(data)
    assert ("bars/chart", "book") in fields_of(made.changes)
    again = Package.open(data)
    assert again.related(chart, "package")
    assert refreshed(data, OLD)[1].edits == ()


# ------------------------------------------------------------------ tables


def table_texts(deck: Deck) -> list[list[str]]:
    table = shape_of(deck, "table/table").table
    return [[cell.text for cell in row.cells] for row in table.rows]


NEW_ROWS = [
    ["Account", "2024", "2025", "2026", "Note"],
    ["Bolt", "4.0", "3.5", "8.0", "large"],
    ["Acme", "5.0", "6.0", "7.0", "large"],
    ["Echo", "0.0", "1.0", "3.0", "small"],
    ["Dune", "1.0", "0.5", "0.2", "small"],
]


def test_table_column_widened(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "table/table").table.columns[0].width = Inches(3)

    deck, made, data = after(change, sound)
    assert shape_of(deck, "table/table").table.columns[0].width == Inches(3)
    assert table_texts(deck) == NEW_ROWS
    assert ("table/table", "width/account") in fields_of(made.kept)
    arrived(data, "table/table:width/account", *MARKS_MOVED)


def test_cell_edited(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        table = shape_of(deck, "table/table").table
        table.cell(1, 2).text_frame.paragraphs[0].runs[0].text = "77"  # a figure of ours: Acme, 2025
        table.cell(1, 3).text_frame.paragraphs[0].runs[0].text = "ask Ann"  # our wording: Acme, note

    deck, made, data = after(change, sound)
    rows = table_texts(deck)
    assert rows[2] == ["Acme", "5.0", "6.0", "7.0", "ask Ann"]
    assert ("table/table", "cell/Acme/2025", "77", "6.0") in [
        (r.key, r.field, r.now, r.ours) for r in made.replaced
    ]
    assert ("table/table", "cell/Acme/note", "ask Ann", "large") in [
        (k.key, k.field, k.now, k.ours) for k in made.kept
    ]
    arrived(data, "table/table:cell/Acme/note")


def test_cell_recoloured_travels_with_its_row(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        fill = shape_of(deck, "table/table").table.cell(4, 1).fill  # Dune, 2024
        fill.solid()
        fill.fore_color.rgb = RGBColor(0xFF, 0xEE, 0x00)

    deck, made, data = after(change, sound)
    cell = shape_of(deck, "table/table").table.cell(4, 1)
    assert (cell.text, cell.fill.fore_color.rgb) == ("1.0", RGBColor(0xFF, 0xEE, 0x00))
    assert ("table/table", "fill/Dune/2024") in fields_of(made.kept)
    arrived(data, "table/table:fill/Dune/2024")


def test_rows_restyled_lend_their_look_to_new_rows(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        table = shape_of(deck, "table/table").table
        for row in list(table.rows)[1:]:
            for cell in row.cells:
                for run in cell.text_frame.paragraphs[0].runs:
                    run.font.size = Emu(12700 * 13)

    deck, _, _ = after(change, sound)
    table = shape_of(deck, "table/table").table
    assert table_texts(deck) == NEW_ROWS
    echo = table.cell(3, 0).text_frame.paragraphs[0].runs[0]
    assert (echo.text, echo.font.size) == ("Echo", Emu(12700 * 13))
    assert len({i.get("val") for i in table._tbl.iter("{*}rowId")}) == 5


def test_own_row_stays_behind_its_row(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        tbl = shape_of(deck, "table/table").table._tbl
        own = copy.deepcopy(tbl.tr_lst[2])  # behind Bolt
        next(own.iter("{*}rowId")).set("val", "12345")
        for tc, text in zip(own.tc_lst, ("My row", "a", "b", "c"), strict=True):
            next(tc.iter(qn("a:t"))).text = text
        tbl.tr_lst[2].addnext(own)

    deck, _, data = after(change, sound)
    rows = table_texts(deck)
    assert [row[0] for row in rows] == ["Account", "Bolt", "My row", "Acme", "Echo", "Dune"]
    assert rows[2] == ["My row", "a", "b", "", "c"]
    assert [r for r in rows if r[0] != "My row"] == NEW_ROWS
    arrived(data, "table/table:rows", *MARKS_MOVED)


def test_row_deleted_stays_deleted(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        tbl = shape_of(deck, "table/table").table._tbl
        tbl.remove(tbl.tr_lst[2])  # Bolt

    deck, made, _ = after(change, sound)
    assert [row[0] for row in table_texts(deck)] == ["Account", "Acme", "Echo", "Dune"]
    assert ("table/table/Bolt", "row deleted") in fields_of(made.kept)


def test_own_column_is_a_conflict(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        tbl = shape_of(deck, "table/table").table._tbl
        grid = copy.deepcopy(tbl.tblGrid.gridCol_lst[-1])
        next(grid.iter("{*}colId")).set("val", "54321")
        tbl.tblGrid.append(grid)
        for tr in tbl.tr_lst:
            tr.tc_lst[-1].addnext(copy.deepcopy(tr.tc_lst[-1]))

    deck, made, _ = after(change, sound)
    assert ("table/table", "columns") in {(c.key, c.reason) for c in made.conflicts}
    assert table_texts(deck)[1] == ["Acme", "5.0", "6.0", "large", "large"]


# ------------------------------------------------------------------ shapes


def ends(connector: object) -> tuple[int, int, int, int]:
    from kamdeck.pptxio.look import ends_of

    return ends_of(connector._element.spPr.find(qn("a:xfrm")))  # type: ignore[attr-defined]


def test_box_moved_and_its_connectors_follow(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        shape = shape_of(deck, "staff/box/bob")
        shape.left, shape.top = Inches(8), Inches(3.9)

    deck, made, data = after(change, sound)
    bob, ann, dot = (shape_of(deck, f"staff/box/{name}") for name in ("bob", "ann", "dot"))
    assert (bob.left, bob.top) == (Inches(8), Inches(3.9))
    assert ("staff/box/bob", "box") in fields_of(made.kept)
    assert {("staff/line/bob", "route"), ("staff/line/dot", "route")} <= fields_of(made.changes)
    want = (ann.left + ann.width // 2, ann.top + ann.height, bob.left + bob.width // 2, bob.top)
    assert ends(shape_of(deck, "staff/line/bob")) == pytest.approx(want, abs=2)
    want = (bob.left + bob.width // 2, bob.top + bob.height, dot.left + dot.width // 2, dot.top)
    assert ends(shape_of(deck, "staff/line/dot")) == pytest.approx(want, abs=2)
    arrived(data, "staff/box/bob", "staff/line/bob", "staff/line/dot")


def test_new_box_hangs_from_the_box_that_was_moved(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "staff/box/bob").left = Inches(8)

    data, _ = refreshed(edited(old(), change), MORE)
    sound(data)
    deck = opened(data)
    bob, eve = shape_of(deck, "staff/box/bob"), shape_of(deck, "staff/box/eve")
    line = shape_of(deck, "staff/line/eve")
    want = (bob.left + bob.width // 2, bob.top + bob.height, eve.left + eve.width // 2, eve.top)
    assert ends(line) == pytest.approx(want, abs=2)
    glue = {tag: line._element.find(".//" + qn(f"a:{tag}")).get("id") for tag in ("stCxn", "endCxn")}
    assert glue == {"stCxn": str(bob.shape_id), "endCxn": str(eve.shape_id)}
    assert refreshed(data, MORE)[1].edits == ()


def test_shape_deleted_stays_deleted(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        element = shape_of(deck, "bars/fact:top")._element
        element.getparent().remove(element)

    _, made, data = after(change, sound)
    assert "bars/fact:top" not in values_of(data, NEW)
    assert ("bars/fact:top", "deleted") in fields_of(made.kept)
    arrived_but = values_of(data, NEW)
    assert arrived_but["bars/title"]["text"] == "Bolt leads with 8.0 of 18.2"
    back, made = refreshed(data, NEW, "bars/fact:top")
    sound(back)
    assert ("bars/fact:top", "added") in fields_of(made.changes)
    assert values_of(back, NEW) == values_of(new(), NEW)
    assert refreshed(back, NEW)[1].edits == ()


def test_own_shapes_added(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        box = slide_of(deck, "bars").shapes.add_textbox(Inches(1), Inches(6), Inches(3), Inches(0.5))
        box.text_frame.text = "My remark"

    deck, _, data = after(change, sound)
    assert [s.text_frame.text for s in slide_of(deck, "bars").shapes if s.name.startswith("TextBox")] == [
        "My remark"
    ]
    arrived(data)


def test_group_made_around_our_shape(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        slide = slide_of(deck, "bars")
        own = slide.shapes.add_textbox(Inches(10), Inches(5), Inches(1), Inches(0.5))
        group = slide.shapes.add_group_shape([own, find(slide, "kd:bars/fact:sum")])
        group.name = "My group"
        group.left += 500_000  # and moved as one

    deck, made, data = after(change, sound)
    group = find(slide_of(deck, "bars"), "My group")
    assert [s.name for s in group.shapes][1] == "kd:bars/fact:sum"
    assert find(slide_of(deck, "bars"), "kd:bars/fact:sum").text_frame.text == "Total 18.2"
    assert ("bars/fact:sum", "group", "My group") in [(k.key, k.field, k.now) for k in made.kept]
    assert ("bars/fact:sum", "box") in fields_of(made.kept)
    arrived(data, "bars/fact:sum:box")


def test_shape_renamed(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "bars/chart").name = "Revenue chart"
        shape_of(deck, "bars/fact:sum").name = "Sum"

    deck, made, data = after(change, sound)
    slide = slide_of(deck, "bars")
    assert find(slide, "Sum").text_frame.text == "Total 18.2"
    assert chart_values(find(slide, "Revenue chart").chart)[0] == [8.0, 7.0, 3.0, 0.25]
    assert ("bars/chart", "name", "Revenue chart") in [(k.key, k.field, k.now) for k in made.kept]
    arrived(data)


def test_shape_copied(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        element = shape_of(deck, "bars/fact:sum")._element
        twin = copy.deepcopy(element)
        twin.nvSpPr.cNvPr.set("id", "900")
        twin.spPr.find(qn("a:xfrm")).find(qn("a:off")).set("x", "100000")
        own_parts(slide_of(deck, "bars").part, slide_of(deck, "bars").part, twin)
        element.getparent().insert(2, twin)  # drawn before ours

    deck, made, data = after(change, sound)
    texts = [s.text_frame.text for s in slide_of(deck, "bars").shapes if s.name == "kd:bars/fact:sum"]
    assert texts == ["Total 12.5", "Total 18.2"]
    assert ("bars/fact:sum", "copied") in fields_of(made.kept)
    arrived(data)


def test_shape_recoloured(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        fill = shape_of(deck, "table/marks/Acme").fill
        fill.solid()
        fill.fore_color.rgb = RGBColor(1, 2, 3)

    deck, made, data = after(change, sound)
    assert shape_of(deck, "table/marks/Acme").fill.fore_color.rgb == RGBColor(1, 2, 3)
    assert ("table/marks/Acme", "look") in fields_of(made.kept)
    arrived(data, "table/marks/Acme:look")


def test_table_moved_and_its_marks_follow(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        shape = shape_of(deck, "table/table")
        shape.left, shape.top = shape.left + 200_000, shape.top + 300_000

    deck, made, data = after(change, sound)
    table, marks = shape_of(deck, "table/table"), shape_of(deck, "table/marks")
    fresh = opened(new())
    assert (table.left, table.top) == (457_200 + 200_000, 1_426_464 + 300_000)
    was = shape_of(fresh, "table/marks")
    assert (marks.left - was.left, marks.top - was.top) == (200_000, 300_000)
    assert ("table/table", "place") in fields_of(made.kept)
    arrived(data, "table/table:place", "table/marks:frame")


def test_group_moved_keeps_its_place(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "table/marks").left += 250_000

    deck, made, data = after(change, sound)
    was = shape_of(opened(new()), "table/marks")
    assert shape_of(deck, "table/marks").left == was.left + 250_000
    assert ("table/marks", "frame") in fields_of(made.kept)
    arrived(data, "table/marks:frame")


# ------------------------------------------------------------------ slides


def order(deck: Deck) -> list[str]:
    names = []
    for slide in deck.slides:
        ours = [s.name for s in slide.shapes if s.name.startswith("kd:")]
        names.append(ours[0][3:].partition("/")[0] if ours else "-")
    return names


def move_slide(deck: Deck, place: int, to: int) -> None:
    ids = deck.slides._sldIdLst
    node = ids[place]
    ids.remove(node)
    ids.insert(to, node)


def own_parts(source: Part, target: Part, copied: etree._Element) -> None:
    """Give a copied shape or slide its own tags and chart parts, as PowerPoint does."""
    for node in copied.iter():
        rel_id = node.get(qn("r:id"))
        if rel_id:
            rel = source.rels[rel_id]
            node.set(qn("r:id"), target.relate_to(twin_of(rel.target_part), rel.reltype))


def twin_of(part: Part) -> Part:
    """A copy of a part, with copies of the parts that it leads to."""
    stem, _, suffix = str(part.partname).rpartition(".")
    name = part.package.next_partname(f"{stem.rstrip('0123456789')}%d.{suffix}")
    twin = type(part).load(name, part.content_type, part.package, part.blob)
    for rel in part.rels.values():
        twin.rels._rels[rel.rId] = _Relationship(
            name.baseURI, rel.rId, rel.reltype, RTM.INTERNAL, twin_of(rel.target_part)
        )
    return twin


def duplicate(deck: Deck, key: str) -> None:
    """A copy of a slide behind it, as PowerPoint makes one: tags and charts copied too."""
    source = slide_of(deck, key)
    twin = deck.slides.add_slide(source.slide_layout)
    for node in list(twin.shapes._spTree)[2:]:
        twin.shapes._spTree.remove(node)
    for node in list(source.shapes._spTree)[2:]:
        twin.shapes._spTree.append(copy.deepcopy(node))
    tags = source._element.cSld.find(qn("p:custDataLst"))
    twin._element.cSld.append(copy.deepcopy(tags))
    own_parts(source.part, twin.part, twin._element)
    move_slide(deck, len(deck.slides) - 1, list(deck.slides).index(source) + 1)


def test_slide_deleted_stays_deleted(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        ids = deck.slides._sldIdLst
        place = order(deck).index("table")
        deck.part.drop_rel(ids[place].rId)
        ids.remove(ids[place])

    deck, made, data = after(change, sound)
    assert order(deck) == ["cover", "bars", "staff", "cloud"]
    assert ("table", "slide deleted") in fields_of(made.kept)
    back, made = refreshed(data, NEW, "table")
    sound(back)
    assert order(opened(back)) == ["cover", "bars", "table", "staff", "cloud"]
    assert values_of(back, NEW) == values_of(new(), NEW)


def test_slides_reordered(sound: Sound) -> None:
    deck, made, data = after(lambda deck: move_slide(deck, 3, 0), sound)
    assert order(deck) == ["staff", "cover", "bars", "table", "cloud"]
    assert ("", "slide order") in fields_of(made.kept)
    arrived(data)


def test_own_slide_added(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[3])
        slide.shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame.text = "Mine"
        move_slide(deck, len(deck.slides) - 1, 2)

    deck, _, data = after(change, sound)
    assert order(deck) == ["cover", "bars", "-", "table", "staff", "cloud"]
    arrived(data)


def test_slide_duplicated(sound: Sound) -> None:
    before = edited(old(), lambda deck: duplicate(deck, "table"))
    deck, made, data = after(lambda deck: duplicate(deck, "table"), sound)
    assert order(deck) == ["cover", "bars", "table", "table", "staff", "cloud"]
    assert ("table", "slide copied", "4") in [(k.key, k.field, k.now) for k in made.kept]
    assert table_texts(deck) == NEW_ROWS  # the first of the two
    copied = list(opened(data).slides)[3].part.partname.lstrip("/")
    assert parts_of(data)[copied] == parts_of(before)[copied]
    arrived(data)


def test_slide_copy_moved_before_ours(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        duplicate(deck, "table")
        move_slide(deck, 3, 1)

    deck, _, _ = after(change, sound)
    assert order(deck) == ["cover", "table", "bars", "table", "staff", "cloud"]
    second = find(list(deck.slides)[3], "kd:table/table").table
    assert [[c.text for c in row.cells] for row in second.rows] == NEW_ROWS


def test_new_slide_goes_behind_its_neighbour(sound: Sound) -> None:
    few = deck(Figures(FIRST), slides="cover table cloud")
    data, made = refreshed(built(few), NEW)
    sound(data)
    assert order(opened(data)) == ["cover", "bars", "table", "staff", "cloud"]
    assert {("bars", "slide added"), ("staff", "slide added")} <= fields_of(made.changes)
    assert values_of(data, NEW) == values_of(new(), NEW)


def test_vanished_slide_is_removed_with_its_parts(sound: Sound) -> None:
    few = deck(Figures(SECOND), slides="cover table")
    data, made = refreshed(old(), few)
    sound(data)
    assert order(opened(data)) == ["cover", "table"]
    assert not [n for n in parts_of(data) if n.startswith(("ppt/charts/", "ppt/embeddings/"))]
    assert {("bars", "slide removed"), ("cloud", "slide removed")} <= fields_of(made.changes)
    assert values_of(data, few) == values_of(built(few), few)


def test_vanished_slide_with_own_work_is_handed_over(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        slide_of(deck, "bars").shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame.text = "Mine"

    few = deck(Figures(SECOND), slides="cover table")
    data, made = refreshed(edited(old(), change), few)
    sound(data)
    slide = list(opened(data).slides)[1]
    assert not [s.name for s in slide.shapes if s.name.startswith("kd:")]
    assert ("bars", "slide released") in fields_of(made.kept)
    again, _ = refreshed(data, NEW)
    sound(again)
    assert order(opened(again)) == ["cover", "bars", "-", "table", "staff", "cloud"]


def test_group_taken_apart(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        group = shape_of(deck, "table/marks")._element
        for child in list(group.findall(qn("p:sp"))):
            group.addprevious(child)
        group.getparent().remove(group)

    deck, _, data = after(change, sound)
    names = [s.name for s in slide_of(deck, "table").shapes]
    assert "kd:table/marks" not in names
    assert {f"kd:table/marks/{name}" for name in ("Bolt", "Acme", "Dune")} <= set(names)
    was, now = values_of(new(), NEW), values_of(data, NEW)
    assert now["table/marks/Bolt"]["box"] == was["table/marks/Bolt"]["box"]


def test_child_moved_inside_a_group(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        group = shape_of(deck, "table/marks")
        mark = shape_of(deck, "table/marks/Acme")
        mark.left += 300_000
        transform = group._element.grpSpPr.find(qn("a:xfrm"))
        for tag, name in (("a:ext", "cx"), ("a:chExt", "cx")):  # PowerPoint fits the frame again
            node = transform.find(qn(tag))
            node.set(name, str(int(node.get(name)) + 300_000))

    deck, made, data = after(change, sound)
    assert shape_of(deck, "table/marks/Acme").left == 9 * 914_400 + 300_000
    assert ("table/marks/Acme", "box") in fields_of(made.kept)
    arrived(data, "table/marks/Acme:box")


def test_cells_merged_is_a_conflict(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        table = shape_of(deck, "table/table").table
        table.cell(1, 1).merge(table.cell(2, 1))

    deck, made, _ = after(change, sound)
    assert ("table/table", "merge") in {(c.key, c.reason) for c in made.conflicts}
    assert shape_of(deck, "table/table").table.cell(1, 1).is_merge_origin


def test_vanished_shape_frees_a_persons_connector(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        slide = slide_of(deck, "staff")
        line = slide.shapes.add_connector(1, 0, 0, Inches(1), Inches(1))
        line.begin_connect(find(slide, "kd:staff/box/dot"), 0)
        line.name = "My line"

    few = deck(Figures(SECOND, STAFF[:3]))
    data, made = refreshed(edited(old(), change), few)
    sound(data)
    assert ("staff/box/dot", "removed") in fields_of(made.changes)
    line = find(slide_of(opened(data), "staff"), "My line")
    assert line._element.find(".//" + qn("a:stCxn")) is None


def test_animated_shape_is_handed_over_instead_of_removed(sound: Sound) -> None:
    timing = (
        '<p:timing xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:tnLst><p:par>'
        '<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst><p:set><p:cBhvr>'
        '<p:cTn id="2" dur="1"/><p:tgtEl><p:spTgt spid="%d"/></p:tgtEl></p:cBhvr></p:set></p:childTnLst>'
        "</p:cTn></p:par></p:tnLst></p:timing>"
    )

    def change(deck: Deck) -> None:
        box = shape_of(deck, "staff/box/dot")
        slide_of(deck, "staff")._element.append(etree.fromstring(timing % box.shape_id))

    few = deck(Figures(SECOND, STAFF[:3]))
    data, made = refreshed(edited(old(), change), few)
    sound(data)
    assert ("staff/box/dot", "released") in fields_of(made.kept)
    assert find(slide_of(opened(data), "staff"), "staff/box/dot").text_frame.text == "Dot"


def test_spans_of_a_row_follow_the_data(sound: Sound) -> None:
    from kamdeck.deck.spec import COVERED, Cell, Column, DeckSpec, Row, SlideSpec, Table, para

    def spec(span: int) -> DeckSpec:
        def row(key: str, width: int) -> Row:
            cells = (Cell((para(key),), span=width), *(COVERED,) * (width - 1))
            return Row(key, 300_000, (*cells, *(Cell((para(c),)) for c in "abc"[width - 1 :])))

        columns = tuple(Column(c, 900_000) for c in ("name", "a", "b", "c"))
        table = Table("s/t", 500_000, 1_500_000, columns, (row("one", 1), row("two", span)), alt="Spans")
        return DeckSpec((SlideSpec("s", "wide", (table,)),))

    data = built(spec(1))
    for span in (2, 4, 3, 1):
        data, made = refreshed(edited(data, lambda _: None), spec(span))
        sound(data)
        assert values_of(data, spec(span)) == values_of(built(spec(span)), spec(span))
        assert made.conflicts == ()
