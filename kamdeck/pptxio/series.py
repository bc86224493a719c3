"""Chart series: references, look, points, labels and the stable id that a refresh finds them by."""

from __future__ import annotations

from zlib import crc32

from kamdeck.deck.spec import Labels, Line, Marker, Para, Plot, Run, Series
from kamdeck.errors import DeckError
from kamdeck.pptxio.colors import Palette
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.labels import labels_xml
from kamdeck.pptxio.markup import C16
from kamdeck.pptxio.sheets import Sheet

XY_KINDS = ("scatter", "bubble")
_UNIQUE_ID = "{C3380CC4-5D6E-409C-BE32-E72D297353CC}"
_NO_LINE = "<a:ln><a:noFill/></a:ln>"


def series_uid(key: str) -> str:
    """The `c16:uniqueId` of a series' key; the tail marks it as ours."""
    return f"{{{crc32(key.encode('utf-8', 'surrogatepass')):08X}-6B61-4D64-8B6B-6B616D6465C0}}"


def is_single(series: Series, plot: Plot) -> bool:
    """Whether it is one point of a scatter or bubble plot: its name is then that row's label."""
    return plot.kind in XY_KINDS and series.rows is not None and series.rows[1] - series.rows[0] == 1


def series_xml(series: Series, plot: Plot, index: int, sheet: Sheet, ink: Ink) -> str:
    """`c:ser`; `index` counts all series of the chart from 0."""
    own, palette = _points(series, sheet), ink.palette
    unique = (
        f'<c:extLst><c:ext uri="{_UNIQUE_ID}" xmlns:c16="{C16}">'
        f'<c16:uniqueId val="{series_uid(series.key)}"/></c:ext></c:extLst>'
    )
    name = (
        sheet.label_ref(series.rows[0])
        if series.rows and is_single(series, plot)
        else sheet.head_ref(series.values)
    )
    labels = labels_xml(*_labels(series, plot, sheet, own), plot, ink)
    look = f"{_look(series, plot, palette)}{_marked(series, plot, own, palette)}{labels}"
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx>{name}</c:tx>{look}'
        f"{_trend(series, plot, palette)}{_values(series, plot, sheet)}{unique}</c:ser>"
    )


Own = dict[int, tuple[str | None, Labels | None]]  # what is special about a point, by its index


def _points(series: Series, sheet: Sheet) -> Own:
    """Fill and labels of the special points; those outside the series' rows are left out."""
    if not series.points:
        return {}
    first, stop = series.rows or (0, len(sheet.grid.keys))
    places = {key: i for i, key in reversed(list(enumerate(sheet.grid.keys)))}
    found: Own = {}
    for point in series.points:
        if point.key not in places:
            raise DeckError(f"Series {series.key!r} marks {point.key!r}, which is no row of its sheet.")
        place = places[point.key]
        if first <= place < stop:
            found[place - first] = (point.fill, point.labels)
    return found


def _labels(series: Series, plot: Plot, sheet: Sheet, own: Own) -> tuple[Labels | None, dict[int, Labels]]:
    """The series' labels and those of single points.

    The points of a scatter or bubble plot have no category to show: their rows' labels are written out.
    """
    special = {i: labels for i, (_, labels) in own.items() if labels is not None}
    labels = series.labels
    if labels is None or labels.show != "category" or plot.kind not in XY_KINDS:
        return labels, special
    first, stop = series.rows or (0, len(sheet.grid.labels))
    words = {i: _worded(labels, text) for i, text in enumerate(sheet.grid.labels[first:stop])}
    return None, words | special


def _worded(labels: Labels, text: str) -> Labels:
    return Labels("value", labels.position, "", labels.size, labels.bold, labels.color, (Para((Run(text),)),))


# ------------------------------------------------------------------ look


def _look(series: Series, plot: Plot, palette: Palette) -> str:
    if plot.kind in ("line", "scatter"):
        return f"<c:spPr>{_drawn(series.line, palette)}</c:spPr>{_marker(series.marker, palette)}"
    inverted = "" if plot.kind == "doughnut" else '<c:invertIfNegative val="0"/>'
    return f"<c:spPr>{palette.fill(series.fill)}{palette.line(series.line)}</c:spPr>{inverted}"


def _drawn(drawn: Line | None, palette: Palette) -> str:
    if drawn is None:
        return _NO_LINE
    return f'<a:ln w="{round(drawn.width * 12_700)}" cap="rnd">{palette.stroke(drawn)}<a:round/></a:ln>'


def _marker(marker: Marker | None, palette: Palette, color: str | None = None) -> str:
    """`c:marker`; `color` fills it instead of its own fill."""
    if marker is None:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    size = min(max(marker.size, 2), 72)
    return (
        f'<c:marker><c:symbol val="{marker.symbol}"/><c:size val="{size}"/>'
        f"<c:spPr>{palette.fill(color or marker.fill)}{palette.line(marker.line)}</c:spPr></c:marker>"
    )


def _marked(series: Series, plot: Plot, own: Own, palette: Palette) -> str:
    """`c:dPt` of the points that have a fill of their own, in ascending order."""
    out = []
    for index in sorted(own):
        color = own[index][0]
        if color is None:
            continue
        start = f'<c:dPt><c:idx val="{index}"/>'
        if plot.kind in ("line", "scatter"):
            marker = _marker(series.marker or Marker(), palette, color)
            look = f"<c:spPr>{_drawn(series.line, palette)}</c:spPr>"
            out.append(f'{start}{marker}<c:bubble3D val="0"/>{look}</c:dPt>')
        else:
            inverted = "" if plot.kind == "doughnut" else '<c:invertIfNegative val="0"/>'
            look = f"<c:spPr>{palette.fill(color)}{palette.line(series.line)}</c:spPr>"
            out.append(f'{start}{inverted}<c:bubble3D val="0"/>{look}</c:dPt>')
    return "".join(out)


def _trend(series: Series, plot: Plot, palette: Palette) -> str:
    """A straight trend line, half a category beyond both ends: a threshold as wide as the plot."""
    if series.trend is None:
        return ""
    reach = '<c:forward val="0.5"/><c:backward val="0.5"/>' if plot.kind not in XY_KINDS else ""
    return (
        f'<c:trendline><c:spPr>{_drawn(series.trend, palette)}</c:spPr><c:trendlineType val="linear"/>{reach}'
        '<c:dispRSqr val="0"/><c:dispEq val="0"/></c:trendline>'
    )


def _values(series: Series, plot: Plot, sheet: Sheet) -> str:
    y = sheet.number_ref(series.values, series.rows)
    if plot.kind not in XY_KINDS:
        end = '<c:smooth val="0"/>' if plot.kind == "line" else ""
        return f"<c:cat>{sheet.text_ref('label', series.rows)}</c:cat><c:val>{y}</c:val>{end}"
    if series.x is None or (plot.kind == "bubble" and series.size is None):
        raise DeckError(
            f"Series {series.key!r} of a {plot.kind} plot needs x{' and size' * (plot.kind == 'bubble')}."
        )
    x = sheet.number_ref(series.x, series.rows)
    if series.size is None or plot.kind == "scatter":
        return f'<c:xVal>{x}</c:xVal><c:yVal>{y}</c:yVal><c:smooth val="0"/>'
    size = sheet.number_ref(series.size, series.rows)
    return f'<c:xVal>{x}</c:xVal><c:yVal>{y}</c:yVal><c:bubbleSize>{size}</c:bubbleSize><c:bubble3D val="0"/>'
