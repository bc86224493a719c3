"""What a person has in a chart's own sheet, and what of the chart refers to it, follows the rows' keys."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from kamdeck.deck.changes import Plan
from kamdeck.deck.spec import DeckSpec
from kamdeck.pptxio.package import Package
from tests.chart_edits import (
    NS,
    RESULT,
    EditedChart,
    cached,
    cached_in,
    doubled,
    error_bars,
    faults_of,
    labels_from,
    numbers,
    put,
    ranked_anew,
    specs_of,
    words,
    xml,
)
from tests.recalculation import recalculated
from tests.refreshing import Sound, built, fields_of, refreshed
from tests.specs import FIRST, SECOND, Figures, deck

OLD, NEW = deck(Figures(FIRST)), deck(Figures(SECOND))
BARS = "bars/chart"  # Acme, Bolt, Cyan, Dune; then Bolt, Acme, Echo, Dune: Cyan left


@cache
def old() -> bytes:
    return built(OLD)


def renewed(
    change: Callable[[EditedChart], object],
    sound: Sound,
    key: str = BARS,
    specs: tuple[DeckSpec, DeckSpec] | None = None,
) -> tuple[EditedChart, Plan, list[tuple[str, str]]]:
    """The chart that a person changed, with the new figures; checked, and checked to be settled.

    What is lost is told as field and words.
    """
    before, after = specs or (OLD, NEW)
    chart = EditedChart(old() if specs is None else built(before), key)
    change(chart)
    theirs = chart.save()
    assert faults_of(chart) == []
    sound(theirs)
    data, made, lost = told(theirs, after)
    sound(data)
    again, nothing = refreshed(data, after)
    assert nothing.edits == ()
    assert again == data
    found = EditedChart(data, key)
    assert faults_of(found) == []
    return found, made, [(kept.field, kept.now) for kept in lost if kept.key == key]


def told(data: bytes, spec: DeckSpec) -> tuple[bytes, Plan, list[Any]]:
    """A refresh, with what was lost while it was carried out."""
    from kamdeck.deck.plan import plan
    from kamdeck.deck.wanted import Wanted
    from kamdeck.pptxio.apply import apply
    from kamdeck.pptxio.colors import OUR_PALETTE
    from kamdeck.pptxio.read import read_state
    from kamdeck.pptxio.shipped import shipped_master

    master, _ = shipped_master()
    package = Package.open(data)
    wanted = Wanted(spec, OUR_PALETTE.tokens)
    reading = read_state(package, spec, wanted=wanted)
    made = plan(spec, reading.state, reading.ledger, wanted=wanted)
    out = apply(made, package, spec, master, reading).save_bytes()
    return out, made, [*made.lost, *reading.lost]


def beside(chart: EditedChart, letter: str, head: str, of: Callable[[str], object]) -> list[object]:
    """A column of a person's beside our rows."""
    values = [of(row) for row in chart.rows]
    chart.column(letter, [head, *values])
    return values


# ------------------------------------------------------------------ what the chart refers to


def test_error_bars_keep_their_values_by_account(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        values = beside(chart, "J", "Tolerance", lambda row: len(row) + ord(row[0]) / 100)
        put(chart.series[0], error_bars("Data!$J$2:$J$5", values))

    chart, _, lost = renewed(change, sound)
    assert chart.rows == ["Bolt", "Acme", "Echo", "Dune"]
    for side in ("plus", "minus"):
        bars = chart.series[0].find(f"c:errBars/c:{side}", NS)
        assert cached(bars) == ["4.66", "4.65", None, "4.68"]
        assert bars.findtext("c:numRef/c:f", None, NS) == "Data!$J$2:$J$5"
    assert chart.cells("J")[:5] == ["Tolerance", 4.66, 4.65, None, 4.68]
    assert ("bars/revenue/Cyan", "4.67") in lost
    assert ("cell/Cyan/Tolerance", "4.67") in lost


def test_labels_from_cells_stay_with_their_account(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        values = beside(chart, "J", "My label", lambda row: f"note {row}")
        chart.series[0].find("c:extLst", NS).insert(0, labels_from("Data!$J$2:$J$5", values))

    chart, _, lost = renewed(change, sound)
    labels = cached_in(chart.series[0].find(".//c15:dlblRangeCache", NS))
    assert labels == ["note Bolt", "note Acme", None, "note Dune"]
    assert ("label/revenue/Cyan", "note Cyan") in lost


def test_titles_linked_to_cells_stay_linked(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        chart.column("J", ["Our plan FY26", None, None, "Axis of mine"])
        title = '<c:title><c:tx>{}</c:tx><c:overlay val="0"/></c:title>'
        head = xml(title.format(words("Data!$J$1", ["Our plan FY26"])))
        chart.root.find("c:chart", NS).insert(0, head)
        chart.root.find("c:chart/c:autoTitleDeleted", NS).set("val", "0")
        axis = chart.root.find(".//c:valAx/c:axPos", NS)
        gridlines = axis.getnext()
        spot = gridlines if gridlines.tag.endswith("majorGridlines") else axis
        spot.addnext(xml(title.format(words("Data!$J$4", ["Axis of mine"]))))

    chart, _, lost = renewed(change, sound)
    shown = [
        ("".join(cached(t)[0] or ""), t.findtext(".//c:f", None, NS))
        for t in chart.root.iter(f"{{{NS['c']}}}title")
    ]
    assert shown == [("Our plan FY26", "Data!$J$1"), ("Axis of mine", "Data!$J$4")]
    assert lost == []


def test_own_series_with_its_own_column_follows_the_rows(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        values = beside(chart, "H", "Budget", lambda row: float(ord(row[0])))
        chart.series[0].addnext(
            xml(
                f'<c:ser><c:idx val="7"/><c:order val="7"/><c:tx>{words("Data!$H$1", ["Budget"])}</c:tx>'
                '<c:invertIfNegative val="0"/><c:dPt><c:idx val="3"/><c:invertIfNegative val="0"/>'
                '<c:bubble3D val="0"/><c:spPr><a:solidFill><a:srgbClr val="00FF00"/></a:solidFill></c:spPr>'
                "</c:dPt>"
                f"<c:cat>{words('Data!$A$2:$A$5', chart.rows)}</c:cat>"
                f"<c:val>{numbers('Data!$H$2:$H$5', values)}</c:val></c:ser>"
            )
        )

    chart, _, _ = renewed(change, sound)
    own = chart.named("Budget")
    assert cached(own.find("c:val", NS)) == ["66", "65", None, "68"]
    assert cached(own.find("c:cat", NS)) == ["Bolt", "Acme", "Echo", "Dune"]
    assert own.find("c:dPt/c:idx", NS).get("val") == "3"  # Dune


def test_own_list_with_categories_of_its_own_stays_where_it_is(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        chart.column("K", ["Goal", "Q1", "Q2", "Q3"])
        chart.column("L", ["Share", 1.5, 2.5, 3.5])
        chart.series[0].addnext(
            xml(
                f'<c:ser><c:idx val="7"/><c:order val="7"/><c:tx>{words("Data!$L$1", ["Share"])}</c:tx>'
                '<c:invertIfNegative val="0"/>'
                f"<c:cat>{words('Data!$K$2:$K$4', ['Q1', 'Q2', 'Q3'])}</c:cat>"
                f"<c:val>{numbers('Data!$L$2:$L$4', [1.5, 2.5, 3.5])}</c:val></c:ser>"
            )
        )

    chart, _, lost = renewed(change, sound)
    assert chart.cells("K")[:5] == ["Goal", "Q1", "Q2", "Q3", None]
    assert cached(chart.named("Share").find("c:val", NS)) == ["1.5", "2.5", "3.5"]
    assert lost == []


def test_formulas_of_a_person_are_worked_out_and_filled_down(sound: Sound, tmp_path: Any) -> None:
    def change(chart: EditedChart) -> None:
        figures = [6.0, 3.5, 2.5, 0.5]
        chart.column("J", ["Plus 10 %", *(f"=B{r}*1.1{RESULT}{v * 1.1!r}" for r, v in enumerate(figures, 2))])
        chart.column(
            "K",
            [
                "Rest",
                *(
                    f"=SUM(B{r}:B$5)/$F$1{RESULT}{sum(figures[i:]) / 12.5!r}"
                    for i, r in enumerate(range(2, 6))
                ),
            ],
        )
        put(chart.series[0], error_bars("Data!$J$2:$J$5", [v * 1.1 for v in figures]))

    chart, _, lost = renewed(change, sound)
    now = [8.0, 7.0, 3.0, 0.25]
    assert [cell.value for cell in chart.book().worksheets[0]["J"][:5]] == [
        "Plus 10 %",
        *(f"=B{r}*1.1" for r in range(2, 6)),
    ]
    assert chart.cells("J")[1:5] == pytest.approx([v * 1.1 for v in now])
    assert [float(v or 0) for v in cached(chart.series[0].find("c:errBars/c:plus", NS))] == pytest.approx(
        [v * 1.1 for v in now]
    )
    assert not any(field.startswith("formula/") for field, _ in lost)
    again = recalculated({"book": chart.package.read(chart.book_part)}, tmp_path)["book"]
    import io

    import openpyxl

    page = openpyxl.load_workbook(io.BytesIO(again), data_only=True).worksheets[0]
    for letter in "BCFJK":
        have = [v for v in chart.cells(letter) if isinstance(v, float | int)]
        want = [c.value for c in page[letter] if isinstance(c.value, float | int)]
        assert have == pytest.approx(want), letter


def test_a_formula_that_is_not_understood_keeps_its_result_and_is_told(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        chart.column("J", ["Odd", *(f"=WEIBULL(B{r},1,2,TRUE){RESULT}{r / 10}" for r in range(2, 6))])

    chart, _, lost = renewed(change, sound)
    assert chart.cells("J")[:5] == ["Odd", 0.3, 0.2, None, 0.5]
    assert [field for field, _ in lost if field.startswith("formula/")] == ["formula/Data!J2"]


# ------------------------------------------------------------------ what the workbook holds beside


def test_own_columns_rows_sheets_names_and_widths_survive(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        def work(book: Any) -> None:
            page = book.worksheets[0]
            page["I1"], page["I5"], page["I3"] = "Remark", "call Dune", "call Bolt"
            page["I3"].font = Font(bold=True)
            page["I3"].comment = Comment("ask Ann", "Ann")
            page["A8"], page["B8"] = "Sum of mine", f"=SUM(B2:B5){RESULT}12.5"
            page.column_dimensions["I"].width = 41
            page.row_dimensions[3].height = 33
            other = book.create_sheet("Workings")
            other["A1"], other["B1"] = "Bolt's", f"=Data!B3*2{RESULT}7"
            book.defined_names["Mine"] = DefinedName("Mine", attr_text="Data!$B$2:$B$5")

        chart.edit_book(work)

    chart, made, lost = renewed(change, sound)
    book, results = chart.book(), chart.book(values=True)
    page = book["Data"]
    assert [page[f"I{r}"].value for r in range(1, 6)] == ["Remark", "call Bolt", None, None, "call Dune"]
    assert page["I2"].font.b
    assert page["I2"].comment.text == "ask Ann"
    assert page.column_dimensions["I"].width == 41
    assert page.row_dimensions[2].height == 33
    assert (page["A8"].value, page["B8"].value, results["Data"]["B8"].value) == (
        "Sum of mine",
        "=SUM(B2:B5)",
        18.25,
    )
    assert (book["Workings"]["B1"].value, results["Workings"]["B1"].value) == ("=Data!B2*2", 16)
    assert book.defined_names["Mine"].attr_text == "Data!$B$2:$B$5"
    assert lost == []
    assert ("bars/chart", "book") not in fields_of(made.replaced)


def test_a_column_more_pushes_a_person_s_columns_aside(sound: Sound) -> None:
    before, _ = specs_of("dashboard/chart", "en", doubled)
    chart = EditedChart(built(before), "dashboard/chart")
    edge = len(chart.series) + 2  # the column right of the block
    letter = "ABCDEFGHIJ"[edge - 1]
    notes = [f"note {row}" for row in chart.rows]
    chart.column(letter, ["Note", *notes])
    from kamdeck.views.dashboard import view as dashboard
    from tests.refresh.test_dashboard_refresh import a_new_plan
    from tests.refreshing import spec_of, story

    data, _ = refreshed(chart.save(), spec_of(a_new_plan(story()), "en", dashboard.build))
    sound(data)
    now = EditedChart(data, "dashboard/chart")
    assert faults_of(now) == []
    assert len(now.series) == len(chart.series) + 1
    assert now.cells("ABCDEFGHIJ"[edge])[: len(notes) + 1] == ["Note", *notes]


def test_a_table_of_excel_keeps_pace_with_the_block(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        def work(book: Any) -> None:
            page = book.worksheets[0]
            page["D1"], page["D3"] = "Mine", "Bolt's"
            page.add_table(Table(displayName="Table1", ref="A1:D5"))

        chart.edit_book(work)

    figures = Figures(SECOND | {"Foxy": (1.0, 1.0, 0.125), "Gale": (1.0, 1.0, 0.0625)})
    chart, _, _ = renewed(change, sound, specs=(OLD, deck(figures)))
    table = chart.book()["Data"].tables["Table1"]
    assert table.ref == "A1:D7"
    assert [column.name for column in table.tableColumns] == [
        "Account",
        "Revenue 2026",
        "Cumulative share",
        "Mine",
    ]
    assert chart.cells("D") == ["Mine", "Bolt's", None, None, None, None, None]


def test_a_sheet_that_was_renamed_and_moved_down_is_found(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        def work(book: Any) -> None:
            page = book.worksheets[0]
            results = chart.book(values=True).worksheets[0]
            page.title = "My figures"
            cells = {
                (c.row, c.column): results.cell(c.row, c.column).value
                for row in page.iter_rows()
                for c in row
            }
            for row, column in cells:
                page.cell(row, column).value = None
            for (row, column), value in cells.items():
                page.cell(row + 3, column + 1).value = value
            page["A1"] = "Heading of mine"

        chart.edit_book(work)
        for node in chart.root.iter(f"{{{NS['c']}}}f"):
            text = str(node.text)
            for row in (5, 4, 3, 2, 1):
                text = text.replace(f"${row}", f"${row + 3}")
            for letter in "CBA":
                text = text.replace(f"${letter}$", f"${chr(ord(letter) + 1)}$")
            node.text = text.replace("Data!", "'My figures'!")

    chart, _, lost = renewed(change, sound)
    page = chart.book(values=True)["My figures"]
    assert page["A1"].value == "Heading of mine"
    assert [page[f"B{r}"].value for r in range(4, 9)] == ["Account", "Bolt", "Acme", "Echo", "Dune"]
    assert chart.series[0].findtext("c:val//c:f", None, NS) == "'My figures'!$C$5:$C$8"
    assert lost == []


def test_rows_that_a_person_sorted_or_added_in_the_sheet_are_told_apart(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        def work(book: Any) -> None:
            page = book.worksheets[0]
            page["A6"], page["B6"] = "Extra of mine", 99
            page["J3"] = "Bolt's"

        chart.edit_book(work)
        for series in chart.series:
            for tag, more in (("cat", "Extra of mine"), ("val", None)):
                holder = series.find(f"c:{tag}", NS)
                formula = holder.find(".//c:f", NS)
                is_first = series is chart.series[0]
                added = more if tag == "cat" else 99 if is_first else None
                values = [*cached(holder), added]
                make = words if tag == "cat" else numbers
                ref = xml(make(str(formula.text).replace("$5", "$6"), values))
                holder.replace(holder[0], ref)

    chart, _, lost = renewed(change, sound)
    assert chart.rows == ["Bolt", "Acme", "Echo", "Dune"]
    assert ("category", "Extra of mine") in lost
    assert chart.cells("A")[:6] == ["Account", "Bolt", "Acme", "Echo", "Dune", "Extra of mine"]
    assert chart.cells("B")[5] == 99
    assert chart.cells("J")[1] == "Bolt's"


# ------------------------------------------------------------------ what cannot be edited


def with_macros(chart: EditedChart) -> None:
    """The workbook as one with macros."""
    package = chart.package
    part, data = chart.book_part, chart.package.read(chart.book_part)
    inner = Package.open(data)
    inner.write(
        inner.main_part, inner.read(inner.main_part), "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    name = part.replace(".xlsx", ".xlsm")
    package.write(name, inner.save_bytes(), "application/vnd.ms-excel.sheet.macroEnabled.12")
    rel = next(r for r in package.rels(chart.part) if r.target == part)
    package.drop_rel(chart.part, rel.id)
    package.drop(part)
    holder = chart.root.find("c:externalData", NS)
    holder.set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
        package.add_rel(chart.part, "package", name),
    )


def test_a_workbook_with_macros_leaves_what_was_shown_as_literals(sound: Sound) -> None:
    chart = EditedChart(old(), BARS)
    values = beside(chart, "J", "Tolerance", lambda row: float(ord(row[0])))
    chart.column("K", ["Title of mine"])
    put(chart.series[0], error_bars("Data!$J$2:$J$5", values))
    chart.series[0].find("c:extLst", NS).insert(0, labels_from("Data!$J$2:$J$5", values))
    head = xml(f'<c:title><c:tx>{words("Data!$K$1", ["Title of mine"])}</c:tx><c:overlay val="1"/></c:title>')
    chart.root.find("c:chart", NS).insert(0, head)
    with_macros(chart)
    data, _, lost = told(chart.save(), NEW)
    sound(data)
    now = EditedChart(data, BARS)
    assert faults_of(now) == []
    assert now.book_part.endswith(".xlsx")
    assert cached(now.series[0].find("c:errBars/c:plus/c:numLit", NS).getparent()) == ["66", "65", None, "68"]
    title = now.root.find("c:chart/c:title", NS)
    assert "".join(title.itertext()) == "Title of mine"
    assert title.find("c:tx/c:rich", NS) is not None
    assert now.series[0].find(".//c15:datalabelsRange", NS) is None
    fields = [kept.field for kept in lost]
    assert "book" in fields
    assert "link/Data!$J$2:$J$5" in fields
    assert "link/Data!$K$1" in fields
    assert refreshed(data, NEW)[1].edits == ()


def test_the_figures_of_the_next_quarter_keep_the_columns_too(sound: Sound) -> None:
    chart = EditedChart(old(), BARS)
    beside(chart, "J", "Note", lambda row: f"note {row}")
    data, _ = refreshed(chart.save(), NEW)
    data, _ = refreshed(data, deck(Figures({"Dune": (1.0, 0.5, 0.25, 9.0), "Acme": (5.0, 6.0, 7.0, 1.0)})))
    sound(data)
    assert EditedChart(data, BARS).cells("J")[:3] == ["Note", "note Dune", "note Acme"]


# ------------------------------------------------------------------ charts of real views


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("key", ["pareto/chart", "cover/skyline"])
def test_notes_labels_and_bars_follow_accounts_that_were_ranked_anew(
    key: str, lang: str, sound: Sound
) -> None:
    specs = specs_of(key, lang, ranked_anew)

    def change(chart: EditedChart) -> None:
        last = len(chart.rows) + 1
        notes = beside(chart, "N", "Note", lambda row: f"note {row}")
        values = beside(chart, "O", "±", lambda row: len(row) * 1000.0)
        put(chart.series[0], error_bars(f"Data!$O$2:$O${last}", values))
        chart.series[0].find("c:extLst", NS).insert(0, labels_from(f"Data!$N$2:$N${last}", notes))

    before = EditedChart(built(specs[0]), key).rows
    chart, _, lost = renewed(change, sound, key, specs)
    assert chart.rows != before
    bars = cached(chart.series[0].find("c:errBars/c:plus", NS))
    labels = cached_in(chart.series[0].find(".//c15:dlblRangeCache", NS))
    for place, row in enumerate(chart.rows):
        known = row in before
        assert labels[place] == (f"note {row}" if known else None)
        assert float(bars[place] or 0) == (len(row) * 1000 if known else 0)
    gone = set(before) - set(chart.rows)
    assert gone
    assert {now for _, now in lost} >= {f"note {row}" for row in gone}


@pytest.mark.parametrize(
    "key", ["dashboard/chart", "retention/lines", "concentration/chart", "classification/chart"]
)
def test_notes_beside_other_charts_stay(key: str, sound: Sound) -> None:
    specs = specs_of(key, "en", doubled)
    column = "AZ"

    def change(chart: EditedChart) -> None:
        page = chart.book(values=True).worksheets[0]
        chart.column(column, ["Note", *(f"note {page.cell(r, 1).value}" for r in range(2, page.max_row + 1))])

    chart, made, lost = renewed(change, sound, key, specs)
    assert any(edit.key == key for edit in made.edits)
    labels, notes = chart.cells("A"), chart.cells(column)
    assert [n for n in notes[1:] if n] == [f"note {label}" for label in labels[1:]]
    assert lost == []


# ------------------------------------------------------------------ what else names cells


def red_to_green() -> Any:
    """A scale of colors for cells."""
    scale: Any = ColorScaleRule
    return scale("min", None, "FF0000", None, None, None, "max", None, "00FF00")


def test_rules_merged_cells_and_links_go_with_their_cells(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        def work(book: Any) -> None:
            page = book.worksheets[0]
            page["I3"], page["L7"], page["N3"] = "Bolt's", "below", "link"
            page["N3"].hyperlink = "https://example.com/"
            page.conditional_formatting.add("B2:B5", red_to_green())
            choice = DataValidation(type="list", formula1="$A$2:$A$5")
            choice.add("I3")
            page.add_data_validation(choice)
            page.merge_cells("L7:M8")
            page.auto_filter.ref = "A1:C5"
            page.print_area = "A1:C5"

        chart.edit_book(work)

    figures = Figures(SECOND | {"Foxy": (1.0, 1.0, 0.125), "Gale": (1.0, 1.0, 0.0625)})
    chart, _, lost = renewed(change, sound, specs=(OLD, deck(figures)))
    page = chart.book()["Data"]
    assert [str(area.sqref) for area in page.conditional_formatting] == ["B2:B7"]
    assert [(str(v.sqref), v.formula1) for v in page.data_validations.dataValidation] == [("I2", "$A$2:$A$7")]
    assert [str(area) for area in page.merged_cells.ranges] == ["L9:M10"]
    assert (page["N2"].hyperlink.target, page["N2"].value) == ("https://example.com/", "link")
    assert (page.auto_filter.ref, page.print_area) == ("A1:C7", "'Data'!$A$1:$C$7")
    assert lost == []


def test_a_column_that_a_person_inserted_among_ours_is_set_beside_them(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        def work(book: Any) -> None:
            page, results = book.worksheets[0], chart.book(values=True).worksheets[0]
            for row in range(1, 6):
                for column in (6, 5, 4, 3):
                    page.cell(row, column + 1).value = results.cell(row, column).value
                page.cell(row, 3).value = "Mine" if row == 1 else f"mine {chart.rows[row - 2]}"

        chart.edit_book(work)
        for node in chart.root.iter(f"{{{NS['c']}}}f"):
            node.text = str(node.text).replace("$C$", "$D$")

    chart, _, lost = renewed(change, sound)
    page = chart.book(values=True)["Data"]
    heads = [cell.value for cell in page[1]]
    assert heads[:3] == ["Account", "Revenue 2026", "Cumulative share"]
    mine = heads.index("Mine") + 1
    assert [page.cell(row, mine).value for row in range(2, 6)] == [
        "mine Bolt",
        "mine Acme",
        None,
        "mine Dune",
    ]
    assert heads.count("Cumulative share") == heads.count("Total") == 1
    assert lost == [("cell/Cyan/Mine", "mine Cyan")]


def test_a_title_in_the_row_of_an_account_that_leaves_stays_as_words(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        beside(chart, "J", "Remark", lambda row: f"about {row}")
        head = xml(
            f"<c:title><c:tx>{words('Data!$J$4', ['about Cyan'])}</c:tx><c:overlay val='1'/></c:title>"
        )
        chart.root.find("c:chart", NS).insert(0, head)

    chart, _, lost = renewed(change, sound)
    title = chart.root.find("c:chart/c:title", NS)
    assert "".join(title.itertext()) == "about Cyan"
    assert title.find("c:tx/c:rich", NS) is not None
    assert ("link/Data!$J$4", "about Cyan") in lost


def test_a_formula_in_a_list_of_its_own_follows_the_account_that_it_names(sound: Sound) -> None:
    def change(chart: EditedChart) -> None:
        chart.column("L", ["Item", "a", "b", "c", "d", "e", "f", "g", "h", "i"])
        chart.column("M", ["Sum", None, f"=B3*2{RESULT}7"])  # Bolt

    chart, _, _ = renewed(change, sound)
    page = chart.book()["Data"]
    assert [cell.value for cell in page["L"][:10]] == ["Item", "a", "b", "c", "d", "e", "f", "g", "h", "i"]
    found = [cell for cell in page["M"] if isinstance(cell.value, str) and cell.value.startswith("=")]
    assert [cell.value for cell in found] == ["=B2*2"]
    assert chart.book(values=True)["Data"][found[0].coordinate].value == 16


def test_a_deck_saved_by_libreoffice_keeps_own_series_by_account(sound: Sound, tmp_path: Any) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    chart = EditedChart(old(), BARS)
    values = beside(chart, "J", "Goal", lambda row: float(ord(row[0])))
    put(chart.series[0], error_bars("Data!$J$2:$J$5", values))
    chart.series[0].addnext(
        xml(
            f'<c:ser><c:idx val="7"/><c:order val="7"/><c:tx>{words("Data!$J$1", ["Goal"])}</c:tx>'
            f'<c:invertIfNegative val="0"/><c:cat>{words("Data!$A$2:$A$5", chart.rows)}</c:cat>'
            f"<c:val>{numbers('Data!$J$2:$J$5', values)}</c:val></c:ser>"
        )
    )
    (tmp_path / "a.pptx").write_bytes(chart.save())
    subprocess.run(
        [
            office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
            "pptx:Impress MS PowerPoint 2007 XML", "--outdir", tmp_path / "out", tmp_path / "a.pptx",
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    data, _, lost = told((tmp_path / "out" / "a.pptx").read_bytes(), NEW)
    now = EditedChart(data, BARS)
    assert faults_of(now) == []
    assert now.rows == ["Bolt", "Acme", "Echo", "Dune"]
    assert cached(now.named("Goal").find("c:val", NS)) == ["66", "65", None, "68"]
    assert cached(now.series[0].find("c:errBars/c:plus", NS)) == ["66", "65", None, "68"]
    assert {(k.field, k.now) for k in lost} == {("bars/revenue/Cyan", "67"), ("val/Cyan", "67")}
    assert refreshed(data, NEW)[1].edits == ()
