"""Charts that a person filtered, switched, linked elsewhere or dressed: nothing half done, nothing unsaid."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from kamdeck.deck.changes import Plan
from kamdeck.deck.spec import DeckSpec
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.xml import local
from kamdeck.report import Kept
from tests.chart_edits import (
    FILTER,
    NS,
    EditedChart,
    cached,
    doubled,
    faults_of,
    fill,
    filter_out,
    numbers,
    put,
    ranked_anew,
    specs_of,
    texts_of,
    words,
    xml,
)
from tests.refresh.test_chart_books import told
from tests.refreshing import Sound, built, fields_of, parts_of, refreshed
from tests.specs import FIRST, SECOND, Figures, deck

OLD, NEW = deck(Figures(FIRST)), deck(Figures(SECOND))
BARS = "bars/chart"  # Acme, Bolt, Cyan, Dune; then Bolt, Acme, Echo, Dune: Cyan left


@cache
def old() -> bytes:
    return built(OLD)


def settled(chart: EditedChart, spec: DeckSpec, sound: Sound) -> tuple[bytes, Plan, list[Kept]]:
    """The deck with new figures, which a second refresh leaves as it is."""
    theirs = chart.save()
    sound(theirs)
    data, made, lost = told(theirs, spec)
    sound(data)
    again, nothing = refreshed(data, spec)
    assert nothing.edits == ()
    assert again == data
    return data, made, lost


# ------------------------------------------------------------------ filtered


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_account_that_was_filtered_out_stays_out(lang: str, sound: Sound) -> None:
    before, after = specs_of("pareto/chart", lang, ranked_anew)
    chart = EditedChart(built(before), "pareto/chart")
    name = chart.rows[2]
    filter_out(chart, 2)
    assert name not in chart.rows
    data, made, _ = settled(chart, after, sound)
    now, whole = EditedChart(data, "pareto/chart"), EditedChart(built(after), "pareto/chart")
    assert faults_of(now) == []
    want = [(row, value) for row, value in zip(whole.rows, whole.values(), strict=True) if row != name]
    assert list(zip(now.rows, now.values(), strict=True)) == want
    assert name in now.cells("A")  # the sheet has it still, so that it can be shown again
    assert [(k.field, k.now) for k in made.kept if k.key == "pareto/chart"] == [("hidden", name)]
    full = now.series[0].findtext("c:val//c15:fullRef/c15:sqref", None, NS)
    assert full == whole.series[0].findtext("c:val//c:f", None, NS)
    back, _ = refreshed(data, after, "pareto/chart")
    assert EditedChart(back, "pareto/chart").rows == whole.rows


def test_looks_of_a_filtered_chart_stand_on_their_accounts(sound: Sound) -> None:
    chart = EditedChart(old(), BARS)
    filter_out(chart, 0)  # Acme, which has our highlight
    for point in chart.series[0].findall("c:dPt", NS):
        chart.series[0].remove(point)
    put(chart.series[0], fill(2, "FF00FF"))  # Dune
    data, _, _ = settled(chart, NEW, sound)
    now = EditedChart(data, BARS)
    assert now.rows == ["Bolt", "Echo", "Dune"]
    colors = {
        p.find("c:idx", NS).get("val"): "".join(x.get("val", "") for x in p.iter())
        for p in now.series[0].findall("c:dPt", NS)
    }
    assert "FF00FF" in colors["2"]
    assert "0" in colors  # our highlight has moved on to Bolt, the first that is shown


def test_a_row_that_a_person_took_out_of_the_area_stays_out(sound: Sound) -> None:
    chart = EditedChart(old(), BARS)
    for series in chart.series:
        for tag, make in (("cat", words), ("val", numbers)):
            holder = series.find(f"c:{tag}", NS)
            formula = holder.findtext(".//c:f", None, NS).replace("$5", "$4")
            holder.replace(holder[0], xml(make(formula, cached(holder)[:-1])))
    data, made, _ = settled(chart, NEW, sound)
    now = EditedChart(data, BARS)
    assert now.rows == ["Bolt", "Acme", "Echo"]
    assert now.series[0].findtext("c:val//c:f", None, NS) == "Data!$B$2:$B$4"
    assert (BARS, "hidden") in fields_of(made.kept)


def test_rows_that_the_sheet_hides_stay_hidden(sound: Sound) -> None:
    chart = EditedChart(old(), BARS)

    def hide(book) -> None:  # type: ignore[no-untyped-def]
        book.worksheets[0].row_dimensions[3].hidden = True  # Bolt

    chart.edit_book(hide)
    for series in chart.series:
        for tag, make in (("cat", words), ("val", numbers)):
            holder = series.find(f"c:{tag}", NS)
            values = cached(holder)
            holder.replace(
                holder[0], xml(make(holder.findtext(".//c:f", None, NS), [values[0], *values[2:]]))
            )
    data, _, _ = settled(chart, NEW, sound)
    now = EditedChart(data, BARS)
    assert now.rows == ["Acme", "Echo", "Dune"]
    page = now.book().worksheets[0]
    assert [page[f"A{r}"].value for r in range(2, 6) if page.row_dimensions[r].hidden] == ["Bolt"]
    assert now.series[0].findtext("c:cat//c:f", None, NS) == "Data!$A$2:$A$5"


def test_a_series_that_was_filtered_out_gets_its_figures_and_stays_out(sound: Sound) -> None:
    before, after = specs_of("dashboard/chart", "en", doubled)
    chart = EditedChart(built(before), "dashboard/chart")
    hidden = chart.series[1]
    name, plot = texts_of(hidden.find("c:tx", NS))[0], hidden.getparent()
    plot.remove(hidden)
    made = xml(
        f'<c:extLst><c:ext uri="{FILTER}"><c15:filteredBarSeries><c15:ser/></c15:filteredBarSeries>'
        "</c:ext></c:extLst>"
    )
    plot.append(made)
    parked = made.find(".//c15:ser", NS)
    for child in list(hidden):
        parked.append(child)
        ref = next((n for n in child if local(n) in ("strRef", "numRef")), None)
        if ref is not None:
            formula = ref.find("c:f", NS)
            ref.remove(formula)
            ref.insert(
                0,
                xml(
                    f'<c:extLst><c:ext uri="{FILTER}"><c15:formulaRef><c15:sqref>{formula.text}</c15:sqref>'
                    "</c15:formulaRef></c:ext></c:extLst>"
                ),
            )
    count = len(chart.series)
    data, report, _ = told(chart.save(), after)
    now = EditedChart(data, "dashboard/chart")
    assert len(now.series) == count
    node = now.root.find(".//c15:filteredBarSeries/c15:ser", NS)
    assert texts_of(node.find("c:tx", NS)) == [name]
    whole = EditedChart(built(after), "dashboard/chart")
    assert cached(node.find("c:val", NS)) == cached(whole.named(name).find("c:val", NS))
    assert node.findtext("c:val//c15:formulaRef/c15:sqref", None, NS) == whole.named(name).findtext(
        "c:val//c:f", None, NS
    )
    assert "series deleted" not in {k.field for k in report.kept}
    assert refreshed(data, after)[1].edits == ()


# ------------------------------------------------------------------ another chart than ours


def switched(chart: EditedChart) -> None:
    """Rows and columns changed places, as PowerPoint writes it."""
    bars = [s for s in chart.series if local(s.getparent()) == "barChart"]
    rows, names = chart.rows, [texts_of(s.find("c:tx", NS))[0] for s in bars]
    table = [cached(s.find("c:val", NS)) for s in bars]
    plot, pattern = bars[0].getparent(), bars[0]
    spot = plot.index(bars[0])
    for series in bars:
        plot.remove(series)
    last = "ABCDEFG"[len(names)]
    for i, row in enumerate(rows):
        made = copy.deepcopy(pattern)
        for node in [n for n in made if local(n) in ("dPt", "dLbls", "extLst", "tx", "cat", "val")]:
            made.remove(node)
        for tag in ("idx", "order"):
            made.find(f"c:{tag}", NS).set("val", str(i + 20))
        put(made, xml(f"<c:tx>{words(f'Data!$A${i + 2}', [row])}</c:tx>"))
        put(made, xml(f"<c:cat>{words(f'Data!$B$1:${last}$1', names)}</c:cat>"))
        put(made, xml(f"<c:val>{numbers(f'Data!$B${i + 2}:${last}${i + 2}', [t[i] for t in table])}</c:val>"))
        plot.insert(spot + i, made)


def linked(chart: EditedChart) -> None:
    """The data come from a file on a server."""
    package = chart.package
    rel = next(r for r in package.rels(chart.part) if r.kind == "package")
    package.drop_rel(chart.part, rel.id)
    package.drop(rel.target)
    made = package.add_rel(chart.part, "oleObject", "https://example.com/figures.xlsx", is_external=True)
    chart.root.find("c:externalData", NS).set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", made
    )


def replaced(chart: EditedChart) -> None:
    """Two series of a person's own take the place of ours."""
    plots = chart.series[0].getparent(), chart.series[-1].getparent()
    for series in chart.series:
        series.getparent().remove(series)
    for i, plot in enumerate(dict.fromkeys(plots)):
        made = xml(
            f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/><c:tx><c:v>Own {i}</c:v></c:tx><c:val><c:numLit>'
            '<c:formatCode>General</c:formatCode><c:ptCount val="2"/><c:pt idx="0"><c:v>1</c:v></c:pt>'
            '<c:pt idx="1"><c:v>2</c:v></c:pt></c:numLit></c:val></c:ser>'
        )
        head = [n for n in plot if local(n) in ("barDir", "grouping", "varyColors")][-1]
        head.addnext(made)


@pytest.mark.parametrize(
    ("key", "change", "reason"),
    [
        ("dashboard/chart", switched, "switched"),
        ("dashboard/chart", linked, "linked"),
        ("pareto/chart", linked, "linked"),
        ("dashboard/chart", replaced, "replaced series"),
    ],
)
def test_a_chart_that_is_another_one_is_left_whole_and_said(
    key: str, change: Callable[[EditedChart], None], reason: str, sound: Sound
) -> None:
    before, after = specs_of(key, "en", doubled)
    chart = EditedChart(built(before), key)
    change(chart)
    theirs = chart.save()
    data, made, _ = told(theirs, after)
    sound(data)
    assert [(c.key, c.reason) for c in made.conflicts] == [(key, reason)]
    assert not [c for c in made.changes if c.key == key and c.field not in ("alt", "box")]
    old_parts, new_parts = parts_of(theirs), parts_of(data)
    assert new_parts[chart.part] == old_parts[chart.part]
    again, nothing = refreshed(data, after)
    assert [(c.key, c.reason) for c in nothing.conflicts] == [(key, reason)]
    assert again == data
    mended, _ = refreshed(data, after, key)
    now = EditedChart(mended, key)
    assert faults_of(now) == []
    whole = EditedChart(built(after), key)
    assert [names_of(s) for s in now.series] == [names_of(s) for s in whole.series]
    assert [now.values(i) for i in range(len(now.series))] == [
        whole.values(i) for i in range(len(now.series))
    ]


def names_of(series: Any) -> list[str]:
    """What a series is called."""
    return texts_of(series.find("c:tx", NS))


# ------------------------------------------------------------------ looks


def test_looks_that_kamdeck_never_gives_travel_with_their_points(sound: Sound) -> None:
    chart = EditedChart(old(), BARS)
    series = chart.series[0]
    for point in series.findall("c:dPt", NS):
        series.remove(point)
    put(series, fill(3, "00AA00", '<c:explosion val="7"/>'))  # Dune: last, and so it stays
    put(series, fill(1, "AA0000", '<c:explosion val="9"/>'))  # Bolt: comes first
    series.find("c:dPt", NS).getparent()
    points = series.findall("c:dPt", NS)
    for point in sorted(points, key=lambda p: int(p.find("c:idx", NS).get("val"))):
        series.remove(point)
        put(series, point)
    data, _, _ = settled(chart, NEW, sound)
    now = EditedChart(data, BARS)
    found = {now.rows[int(p.find("c:idx", NS).get("val"))]: p for p in now.series[0].findall("c:dPt", NS)}
    assert found["Dune"].find("c:explosion", NS).get("val") == "7"
    assert found["Bolt"].find("c:explosion", NS).get("val") == "9"


def test_a_label_that_was_moved_by_hand_keeps_its_place_under_new_words(sound: Sound) -> None:
    book = {name: values if name != "Acme" else (5.0, 6.5) for name, values in FIRST.items()}
    chart = EditedChart(old(), BARS)
    label = chart.series[0].find("c:dLbls/c:dLbl", NS)  # Acme, in our words
    layout = xml('<c:layout><c:manualLayout><c:x val="0.02"/><c:y val="-0.05"/></c:manualLayout></c:layout>')
    label.find("c:idx", NS).addnext(layout)
    label.find(".//a:rPr", NS).set("i", "1")
    data, _, _ = settled(chart, deck(Figures(book)), sound)
    label = EditedChart(data, BARS).series[0].find("c:dLbls/c:dLbl", NS)
    assert "".join(label.find("c:tx", NS).itertext()) == "6.5 best"
    assert label.find("c:layout/c:manualLayout/c:x", NS).get("val") == "0.02"
    assert label.find(".//a:rPr", NS).get("i") == "1"


def test_what_stood_on_a_point_or_series_that_leaves_is_told(sound: Sound) -> None:
    chart = EditedChart(old(), BARS)
    series = chart.series[0]
    spot = series.findall("c:dPt", NS)[-1]
    spot.addnext(fill(2, "FF00FF", '<c:explosion val="5"/>'))  # Cyan
    labels = series.find("c:dLbls", NS)
    own = xml(
        '<c:dLbl><c:idx val="2"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="en-US"/>'
        "<a:t>Poor Cyan</a:t></a:r></a:p>"
        '</c:rich></c:tx><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
    )
    labels.findall("c:dLbl", NS)[-1].addnext(own)
    _, made, lost = settled(chart, NEW, sound)
    told_of = {(k.field, k.now) for k in lost if k.key == BARS}
    assert ("fill/revenue/Cyan", "FF00FF") in told_of
    assert ("label/revenue/Cyan", "Poor Cyan") in told_of
    assert ("look/revenue/Cyan", "explosion") in told_of
    assert not [k for k in made.kept if "Cyan" in k.field]


def test_our_own_looks_on_a_point_that_leaves_are_not_told() -> None:
    again, made, lost = told(old(), NEW)
    assert [k for k in lost if k.key == BARS] == []
    assert made.kept == ()
    back, _, lost = told(again, OLD)
    assert lost == []
    assert EditedChart(back, BARS).rows == ["Acme", "Bolt", "Cyan", "Dune"]


def test_a_series_that_leaves_tells_what_it_had_of_a_person_s(sound: Sound) -> None:
    before, after = specs_of("dashboard/chart", "en", lambda book: book)
    from kamdeck.views.dashboard import view as dashboard
    from tests.refresh.test_dashboard_refresh import a_plan_renamed
    from tests.refreshing import spec_of, story

    after = spec_of(a_plan_renamed(story()), "en", dashboard.build)
    chart = EditedChart(built(before), "dashboard/chart")
    series = chart.named("Basic")
    spot = xml(
        '<c:trendline><c:name>Drift of mine</c:name><c:trendlineType val="linear"/><c:dispRSqr val="0"/>'
        '<c:dispEq val="0"/></c:trendline>'
    )
    put(series, spot)
    _, _, lost = settled(chart, after, sound)
    assert ("look/plan:Basic", "trendline") in [(k.field, k.now) for k in lost]


def test_parts_around_a_chart_stay(sound: Sound) -> None:
    chart = EditedChart(old(), BARS)
    package = chart.package
    drawing = (
        '<c:userShapes xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:cdr="http://schemas.openxmlformats.org/drawingml/2006/chartDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    )
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
    package.write("ppt/drawings/drawing1.xml", drawing.encode(), kind)
    rel = package.add_rel(chart.part, "chartUserShapes", "ppt/drawings/drawing1.xml")
    node = xml("<c:userShapes/>")
    node.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", rel)
    chart.root.append(node)
    settings = xml(
        '<c:printSettings><c:headerFooter/><c:pageMargins b="0.75" l="0.7" r="0.7" t="0.75" '
        'header="0.3" footer="0.3"/><c:pageSetup/></c:printSettings>'
    )
    node.addprevious(settings)
    legend = xml(
        '<c:legend><c:legendPos val="b"/><c:legendEntry><c:idx val="1"/><c:delete val="1"/>'
        '</c:legendEntry><c:overlay val="0"/></c:legend>'
    )
    chart.root.find("c:chart/c:plotArea", NS).addnext(legend)
    theirs = chart.save()
    data, _, _ = told(theirs, NEW)
    now = EditedChart(data, BARS)
    assert now.root.find("c:userShapes", NS) is not None
    assert now.root.find("c:printSettings/c:pageMargins", NS) is not None
    assert now.root.find("c:chart/c:legend/c:legendEntry/c:idx", NS).get("val") == "1"
    assert Package.open(data).related(now.part, "chartUserShapes") == "ppt/drawings/drawing1.xml"
    assert refreshed(theirs, OLD)[1].edits == ()
    assert parts_of(refreshed(theirs, OLD)[0])[chart.part] == parts_of(theirs)[chart.part]
