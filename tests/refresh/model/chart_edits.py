"""Edits of how a chart, its axes, series and points look."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.raw_deck import NS, Node, RawDeck, c, xml
from tests.refresh.model.chart_sites import (
    AXIS,
    LABEL,
    SERIES,
    SeriesSpot,
    child,
    is_plain_bar,
    labels_of,
    name_of_series,
    of_axis,
    of_chart,
    of_series,
    put,
    put_once,
    rich,
    title,
)  # fmt: skip
from tests.refresh.model.site import Look, Site, Where, kind

_MAGENTA = '<c:spPr><a:solidFill><a:srgbClr val="FF00FF"/></a:solidFill></c:spPr>'


# ------------------------------------------------------------------ the chart and its axes


@kind("chart_title", "chart")
def chart_title(site: Site) -> Look | None:
    chart = site.node.find(c + "chart")
    for old in chart.findall(c + "title"):
        chart.remove(old)
    chart.insert(0, title(f"My chart title {site.rng.randrange(1000)}"))
    deleted = chart.find(c + "autoTitleDeleted")
    if deleted is not None:
        deleted.set("val", "0")
    return Look(of_chart(child("c:chart/c:title")), ("title",))


@kind("legend", "chart")
def legend(site: Site) -> Look | None:
    chart = site.node.find(c + "chart")
    for old in chart.findall(c + "legend"):
        chart.remove(old)
    chart.find(c + "plotArea").addnext(xml('<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'))
    return Look(of_chart(child("c:chart/c:legend")), ("legend",))


@kind("plot_fill", "chart")
def plot_fill(site: Site) -> Look | None:
    area = site.node.find("c:chart/c:plotArea", NS)
    for old in area.findall(c + "spPr"):
        area.remove(old)
    look = xml('<c:spPr><a:solidFill><a:srgbClr val="FFF2CC"/></a:solidFill></c:spPr>')
    extension = area.find(c + "extLst")
    if extension is None:
        area.append(look)
    else:
        extension.addprevious(look)
    return Look(of_chart(child("c:chart/c:plotArea/c:spPr")), ("fill",))


@kind("gap_width", "chart")
def gap_width(site: Site) -> Look | None:
    gap = site.node.find(".//c:barChart/c:gapWidth", NS)
    if gap is None:
        return None
    gap.set("val", "173")
    return Look(of_chart(child("c:chart/c:plotArea/c:barChart/c:gapWidth")), ("gap",))


def _of_axis(text: str, path: str, *fields: str) -> Callable[[Site], Look | None]:
    def make(site: Site) -> Look | None:
        put_once(site.node, xml(text), AXIS)
        return Look(of_axis(child(path), site.node), fields)

    return make


kind("axis_title", "axis")(
    _of_axis(f'<c:title><c:tx>{rich("My axis")}</c:tx><c:overlay val="0"/></c:title>', "c:title", "title")
)
kind("gridlines", "axis")(
    _of_axis(
        '<c:majorGridlines><c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="00B050"/>'
        "</a:solidFill></a:ln>"
        "</c:spPr></c:majorGridlines>",
        "c:majorGridlines",
        "axis",
    )
)
kind("axis_format", "axis")(
    _of_axis('<c:numFmt formatCode="#,##0.00" sourceLinked="0"/>', "c:numFmt", "axis", "format")
)


@kind("axis_scale", "axis")
def axis_scale(site: Site) -> Look | None:
    scaling = site.node.find(c + "scaling")
    if not site.node.tag.endswith("valAx") or scaling is None:
        return None
    for old in scaling.findall(c + "max"):
        scaling.remove(old)
    at = sum(node.tag in (c + "logBase", c + "orientation") for node in scaling)
    scaling.insert(at, xml(f'<c:max val="{site.rng.randrange(3, 9)}7000000"/>'))
    return Look(of_axis(child("c:scaling/c:max"), site.node), ("axis",))


# ------------------------------------------------------------------ series


@kind("series_colour", "series")
def series_colour(site: Site) -> Look | None:
    put_once(site.node, xml(_MAGENTA), SERIES)
    return Look(of_series(child("c:spPr"), site.node), ("fill",))


@kind("trendline", "series")
def trendline(site: Site) -> Look | None:
    if not is_plain_bar(site):
        return None
    put(
        site.node,
        xml(
            '<c:trendline><c:trendlineType val="linear"/><c:dispRSqr val="0"/><c:dispEq val="0"/>'
            "</c:trendline>"
        ),
        SERIES,
    )
    return Look(of_series(child("c:trendline"), site.node), ("trendline",))


@kind("error_bars", "series")
def error_bars(site: Site) -> Look | None:
    if not is_plain_bar(site):
        return None
    put(
        site.node,
        xml(
            '<c:errBars><c:errBarType val="both"/><c:errValType val="percentage"/><c:noEndCap val="0"/>'
            '<c:val val="7"/></c:errBars>'
        ),
        SERIES,
    )
    return Look(of_series(child("c:errBars"), site.node), ("error bars",))


@kind("deleted_series", "series", is_whole=True)
def deleted_series(site: Site) -> Look | None:
    plot = site.node.getparent()
    if len(plot.findall(c + "ser")) < 2:
        return None
    spot, said = SeriesSpot(site.node), (name_of_series(site.node),)
    plot.remove(site.node)

    def see(deck: RawDeck, where: Where) -> object:
        root = where.chart(deck)
        return root is not None and spot.find(root) is None

    return Look(see, ("series deleted",), said)


# ------------------------------------------------------------------ points


def point_of(series: Node, path: str, label: str) -> Node | None:
    """The format or label of the point of a category."""
    names = labels_of(series)
    if names.count(label) != 1:
        return None
    at = str(names.index(label))
    found = (node for node in series.findall(path, NS) if node.find(c + "idx").get("val") == at)
    return next(found, None)


def _pick(site: Site) -> tuple[int, str] | None:
    """A point whose category no other has."""
    names = labels_of(site.node)
    single = [(i, name) for i, name in enumerate(names) if name.strip() and names.count(name) == 1]
    return site.rng.choice(single) if single else None


def put_point(series: Node, path: str, node: Node, order: list[str]) -> None:
    """A point's format or label among those of its kind, by index."""
    holder = series if path == "c:dPt" else series.find(c + "dLbls")
    at = int(node.find(c + "idx").get("val"))
    peers = holder.findall(node.tag)
    for peer in peers:
        if int(peer.find(c + "idx").get("val")) == at:
            holder.replace(peer, node)
            return
    later = [peer for peer in peers if int(peer.find(c + "idx").get("val")) > at]
    if later:
        later[0].addprevious(node)
    elif path == "c:dPt":
        put(series, node, order)
    else:
        holder.insert(len(peers), node)


@kind("point_colour", "points")
def point_colour(site: Site) -> Look | None:
    found = _pick(site)
    if found is None:
        return None
    at, label = found
    extra = '<c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
    if site.node.getparent().tag != c + "barChart":
        return None
    put_point(site.node, "c:dPt", xml(f'<c:dPt><c:idx val="{at}"/>{extra}{_MAGENTA}</c:dPt>'), SERIES)

    def see(deck: RawDeck, series: Node) -> object:
        point = point_of(series, "c:dPt", label)
        return None if point is None else child("c:spPr")(deck, point)

    return Look(of_series(see, site.node), ("fill",), (label,))


SHOWS = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def _has_labels(series: Node) -> bool:
    labels = series.find(c + "dLbls")
    return labels is not None and labels.find(c + "delete") is None


@kind("point_label", "points")
def point_label(site: Site) -> Look | None:
    found = _pick(site)
    if found is None or not _has_labels(site.node):
        return None
    at, label = found
    words = f"dip {site.rng.randrange(1000)}"
    put_point(
        site.node, "c:dLbls/c:dLbl",
        xml(f'<c:dLbl><c:idx val="{at}"/><c:tx>{rich(words)}</c:tx>{SHOWS}</c:dLbl>'), LABEL,
    )  # fmt: skip

    def see(deck: RawDeck, series: Node) -> object:
        point = point_of(series, "c:dLbls/c:dLbl", label)
        return (
            None if point is None else "".join(t.text or "" for t in point.findall("c:tx//a:t", NS)) or None
        )

    return Look(of_series(see, site.node), ("label",), (label,))


@kind("label_position", "points")
def label_position(site: Site) -> Look | None:
    """One label dragged elsewhere."""
    found = _pick(site)
    if found is None:
        return None
    _, label = found
    if not _has_labels(site.node) or (mine := point_of(site.node, "c:dLbls/c:dLbl", label)) is None:
        return None
    if mine.find(c + "delete") is not None:
        return None
    put_once(
        mine,
        xml('<c:layout><c:manualLayout><c:x val="-0.02"/><c:y val="-0.05"/></c:manualLayout></c:layout>'),
        LABEL,
    )

    def see(deck: RawDeck, series: Node) -> object:
        point = point_of(series, "c:dLbls/c:dLbl", label)
        return None if point is None else child("c:layout")(deck, point)

    return Look(of_series(see, site.node), ("label",), (label,))


@kind("labels_format", "series")
def labels_format(site: Site) -> Look | None:
    labels = site.node.find(c + "dLbls")
    if (
        labels is None
        or labels.find(c + "delete") is not None
        or labels.find(c + "showVal[@val='1']") is None
    ):
        return None
    for old in labels.findall(c + "numFmt"):
        labels.remove(old)
    labels.insert(len(labels.findall(c + "dLbl")), xml('<c:numFmt formatCode="0.0000" sourceLinked="0"/>'))
    return Look(of_series(child("c:dLbls/c:numFmt"), site.node), ("format",))


def letters(series: Node, tag: str) -> re.Match[str] | None:
    """The sheet, column and rows that a series' values stand in."""
    return re.fullmatch(
        r"'?([^'!]+)'?!\$([A-Z]+)\$(\d+):\$\2\$(\d+)", series.findtext(f"{c}{tag}//{c}f") or ""
    )
