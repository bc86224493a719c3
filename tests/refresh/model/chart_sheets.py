"""Edits of what a chart shows and of the sheet behind it."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

import openpyxl
from lxml import etree

from tests.raw_deck import NS, C, RawDeck, c, xml
from tests.refresh.model.chart_edits import letters
from tests.refresh.model.chart_sites import (
    SeriesSpot,
    is_plain_bar,
    labels_of,
    name_of_series,
    of_series,
    series_of,
)  # fmt: skip
from tests.refresh.model.inner_book import OWN_COLUMN, book_of
from tests.refresh.model.site import Look, Site, Where, kind

C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"


def points(values: Sequence[object]) -> str:
    """The points of a cache."""
    return "".join(f'<c:pt idx="{i}"><c:v>{escape(str(v))}</c:v></c:pt>' for i, v in enumerate(values))


def put_cells(deck: RawDeck, chart: str, first: int, values: Sequence[object]) -> str | None:
    """A column of values in the chart's own sheet, right of what is there; the sheet's name."""
    book = book_of(deck, chart)
    if book is None:
        return None
    book.add_column(first, values)
    book.save()
    return book.name


def cells(deck: RawDeck, where: Where) -> list[list[object]]:
    """The rows of the chart's sheet."""
    part, node = where.part(deck), where.node(deck)
    chart = deck.chart(part, node) if part is not None and node is not None else None
    book = book_of(deck, chart) if chart else None
    if book is None:
        return []
    data = io.BytesIO(deck.parts[book.part])
    sheet = openpyxl.load_workbook(data, read_only=True).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@kind("own_cells", "points")
def own_cells(site: Site) -> Look | None:
    """A remark for each account beside the chart's data."""
    names, at = labels_of(site.node), letters(site.node, "cat")
    if at is None or len(names) < 2 or len(set(names)) < len(names):
        return None
    remarks = [f"remark on {name}" for name in names]
    if put_cells(site.deck, site.more, int(at[3]), remarks) is None:
        return None

    spot = SeriesSpot(site.node)

    def see(deck: RawDeck, where: Where) -> object:
        """The accounts whose remark is in their row, or, where they left the chart, in the sheet still."""
        series = spot.find(where.chart(deck))
        span = None if series is None else letters(series, "cat")
        if series is None or span is None:
            return None
        rows, now = cells(deck, where), labels_of(series)
        home = {name: rows[i] for i, name in enumerate(now, int(span[3]) - 1) if i < len(rows)}
        there = [value for row in rows for value in row]
        return [name for name in names if f"remark on {name}" in home.get(name, there)] or None

    def is_kept(was: object, now: object) -> bool:
        return isinstance(was, list) and isinstance(now, list) and set(was) <= set(now)

    return Look(see, ("grid", "book"), ("remark",), is_kept)


@kind("labels_from_cells", "points", is_whole=True)
def labels_from_cells(site: Site) -> Look | None:
    """Labels that are taken from cells of the chart's sheet: each account has its own."""
    names, at, labels = labels_of(site.node), letters(site.node, "cat"), site.node.find(c + "dLbls")
    if at is None or labels is None or len(names) < 2 or len(set(names)) < len(names):
        return None
    if not labels.findall(c + "dLbl") or not is_plain_bar(site):
        return None
    sheet = put_cells(site.deck, site.more, int(at[3]), [f"note {name}" for name in names])
    for label in labels.findall(c + "dLbl"):
        for old in label.findall(c + "tx"):
            label.remove(old)
        if label.find(c + "delete") is not None:
            continue
        before = label.find(c + "layout")
        (label.find(c + "idx") if before is None else before).addnext(
            xml('<c:tx><c:rich><a:bodyPr/><a:p><a:fld id="{00000000-0000-4000-8000-000000000001}" '
                'type="CELLRANGE"><a:rPr/><a:pPr/><a:t>[CELLRANGE]</a:t></a:fld>'
                '<a:endParaRPr lang="en-US"/></a:p></c:rich></c:tx>')
        )  # fmt: skip
    extension = site.node.find(c + "extLst")
    if extension is None:
        extension = etree.SubElement(site.node, c + "extLst")
    extension.insert(
        0,
        etree.fromstring(
            f'<c:ext xmlns:c="{C}" uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" xmlns:c15="{C15[1:-1]}">'
            f"<c15:datalabelsRange><c15:f>{sheet}!${OWN_COLUMN}${at[3]}:${OWN_COLUMN}${at[4]}</c15:f>"
            f'<c15:dlblRangeCache><c:ptCount val="{len(names)}"/>{points(["note " + n for n in names])}'
            "</c15:dlblRangeCache></c15:datalabelsRange></c:ext>"
        ),
    )
    spot = SeriesSpot(site.node)

    def see(deck: RawDeck, where: Where) -> object:
        """Whether each account that bears such a label bears its own."""
        series = spot.find(where.chart(deck))
        cache = None if series is None else series.find(f".//{C15}dlblRangeCache")
        if series is None or cache is None:
            return None
        now = labels_of(series)
        notes = {int(pt.get("idx")): pt.findtext(c + "v") or "" for pt in cache.iter(c + "pt")}
        borne = [f"note {now[i]}" == text for i, text in notes.items() if text and i < len(now)]
        return bool(borne) and all(borne)

    return Look(see, ("label",))


@kind("own_series", "points", is_whole=True)
def own_series(site: Site) -> Look | None:
    """A series of the person's own, from a column of his own in the chart's sheet."""
    names, at = labels_of(site.node), letters(site.node, "cat")
    if at is None or not is_plain_bar(site) or len(names) < 2:
        return None
    values = [1000 + i for i in range(len(names))]
    sheet = put_cells(site.deck, site.more, int(at[3]), values)
    number = max(int(s.find(c + "idx").get("val")) for s in series_of(site.deck.tree(site.more))) + 1
    series = xml(
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:v>My target</c:v></c:tx>'
        "<c:spPr><a:solidFill>"
        f'<a:srgbClr val="00B0F0"/></a:solidFill></c:spPr></c:ser>'
    )
    series.append(copy.deepcopy(site.node.find(c + "cat")))
    series.append(
        xml(f"<c:val><c:numRef><c:f>{sheet}!${OWN_COLUMN}${at[3]}:${OWN_COLUMN}${at[4]}</c:f><c:numCache>"
            f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>'
            f'{points(values)}</c:numCache>'
            "</c:numRef></c:val>")
    )  # fmt: skip
    site.node.addnext(series)
    meant = dict(zip(names, map(str, values), strict=True)) if len(set(names)) == len(names) else {}

    def see(deck: RawDeck, where: Where) -> object:
        """The series is there, and its value stands at the account it was given for."""
        found = [s for s in series_of(where.chart(deck)) if name_of_series(s) == "My target"]
        if not found:
            return None
        shown = [pt.findtext(c + "v") for pt in found[0].findall("c:val//c:pt", NS)]
        pairs = dict(zip(labels_of(found[0]), shown, strict=False))
        return all(float(pairs[name] or 0) == float(meant[name]) for name in pairs if name in meant)

    return Look(see, ("series",), ("My target",))


@kind("chart_figure", "points")
def chart_figure(site: Site) -> Look | None:
    """A figure typed over in the chart's sheet: ours takes its place, which the report says."""
    names, at, book = labels_of(site.node), letters(site.node, "val"), book_of(site.deck, site.more)
    pts = {int(pt.get("idx")): pt for pt in site.node.findall("c:val//c:pt", NS)}
    single = [i for i, name in enumerate(names) if names.count(name) == 1 and i in pts]
    if at is None or book is None or not single or site.node.getparent().tag != c + "barChart":
        return None
    i = site.rng.choice(single)
    value = round(float(pts[i].findtext(c + "v")) * 0.9 + 1)
    if not book.type_over(at[2], int(at[3]) + i, value):
        return None
    book.save()
    pts[i].find(c + "v").text = str(value)
    spot, label = SeriesSpot(site.node), names[i]

    def see(deck: RawDeck, where: Where) -> object:
        series = spot.find(where.chart(deck))
        if series is None or labels_of(series).count(label) != 1:
            return None
        at = str(labels_of(series).index(label))
        shown = [pt.findtext(c + "v") for pt in series.findall("c:val//c:pt", NS) if pt.get("idx") == at]
        return float(shown[0]) if shown and shown[0] else None

    return Look(see, ("val", "book"), (label,), is_figure=True)


@kind("values_format", "points")
def values_format(site: Site) -> Look | None:
    """Another number format for the figures of a series, as given in the chart's sheet."""
    code = site.node.find("c:val//c:formatCode", NS)
    if code is None:
        return None
    code.text = "0.000"
    see = of_series(lambda deck, series: series.findtext("c:val//c:formatCode", None, NS), site.node)
    return Look(see, ("format",))
