"""Faults of chart parts: axes that do not meet, series ids, caches that their own sheet contradicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from kamdeck.errors import DeckError
from kamdeck.pptxio.lint_parts import Fault, Parts, nodes
from kamdeck.pptxio.lint_sheet import ChartSheets, Value
from kamdeck.pptxio.markup import C15, C
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.relations import extension
from kamdeck.pptxio.xml import Node, local
from kamdeck.text import told

_NS = {"c": C}
_AXES = {f"{{{C}}}{kind}Ax" for kind in ("cat", "val", "date", "ser")}
_AXIS_COUNTS = {
    "pieChart": (0,),
    "pie3DChart": (0,),
    "doughnutChart": (0,),
    "ofPieChart": (0,),
    "bar3DChart": (2, 3),
    "area3DChart": (2, 3),
    "line3DChart": (3,),
    "surfaceChart": (3,),
    "surface3DChart": (3,),
}
_TEXT_CACHES = (f"{{{C}}}strCache", f"{{{C15}}}dlblRangeCache")
_CACHES = (*_TEXT_CACHES, f"{{{C}}}numCache", f"{{{C}}}lvl")
_PLOTS = etree.XPath("//c:plotArea/*[c:ser]", namespaces=_NS)
_SERIES = etree.XPath("//c:plotArea//c:ser", namespaces=_NS)
_FORMULA, _POINT, _COUNT = (f"{{{C}}}{tag}" for tag in ("f", "pt", "ptCount"))


def chart_faults(parts: Parts, name: str, root: Node) -> list[Fault]:
    """The faults of one chart part and of the sheet embedded in it."""
    return [
        *(Fault("axis", name, text) for text in _axes(root)),
        *(Fault("series", name, text) for text in _series(root)),
        *(Fault("cache", name, text) for text in _caches(root)),
        *(Fault("sheet", name, text) for text in _sheets(parts, name, root)),
    ]


def _axes(root: Node) -> Iterator[str]:
    area = root.find("c:chart/c:plotArea", _NS)
    if area is None:
        yield told("fault.no_plot_area")
        return
    axes = {_val(axis, "axId"): axis for axis in area if axis.tag in _AXES}
    for axis_id, axis in axes.items():
        if _val(axis, "crossAx") not in axes:
            yield told("fault.crosses", axis=axis_id, other=_val(axis, "crossAx"))
    for plot in nodes(_PLOTS, root):
        ids = [node.get("val") for node in plot.findall("c:axId", _NS)]
        if len(ids) not in _AXIS_COUNTS.get(local(plot), (2,)):
            yield told("fault.axis_count", kind=local(plot), n=len(ids))
        for axis_id in ids:
            # 3-D charts may name an axis 0 that is not there: Office writes so.
            if axis_id not in axes and not (axis_id == "0" and "3D" in local(plot)):
                yield told("fault.absent_axis", kind=local(plot), axis=axis_id)


def _series(root: Node) -> Iterator[str]:
    series = nodes(_SERIES, root)
    for tag in ("idx", "order"):
        values = Counter(_val(node, tag) for node in series)
        if values.pop(None, 0):
            yield told("fault.series_lacks", what=tag)
        yield from (
            told("fault.series_alike", n=count, what=tag, value=value)
            for value, count in values.items()
            if count > 1
        )
    for node in series:
        points = Counter(_val(point, "idx") for point in node.findall("c:dPt", _NS))
        yield from (told("fault.point_formats", point=i, n=n) for i, n in points.items() if n > 1)


def _caches(root: Node) -> Iterator[str]:
    for cache in root.iter(*_CACHES):
        points = [int(point.get("idx") or -1) for point in cache.iterchildren(_POINT)]
        count = _val(cache, "ptCount")
        if count is not None and points and max(points) >= int(count):
            yield told("fault.cache_point", point=max(points), n=count)
        if any(a >= b for a, b in pairwise(points)):
            yield told("fault.cache_order")


def _val(node: Node, tag: str) -> str | None:
    child = node.find(f"c:{tag}", _NS)
    return None if child is None else child.get("val")


# ------------------------------------------------------------------ the embedded sheet


def _sheets(parts: Parts, name: str, root: Node) -> Iterator[str]:
    """Formulas that the embedded workbook cannot answer, or answers otherwise than the cache."""
    book = next((rel.target for rel in parts.rels(name).values() if rel.kind == "package"), None)
    if book is None or book not in parts.package or extension(book) not in ("xlsx", "xlsm"):
        return
    try:
        data = parts.package.read(book)
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            return  # protected with a password: nobody but Excel can read it
        sheets = ChartSheets(Package.open(data))
    except DeckError as fault:
        yield told("fault.book_unreadable", detail=str(fault))
        return
    for formula in root.iter(_FORMULA, f"{{{C15}}}f"):
        yield from _formula(sheets, formula)


def _formula(sheets: ChartSheets, formula: Node) -> Iterator[str]:
    text = formula.text or ""
    if not sheets.knows(text):
        yield told("fault.formula_nowhere", formula=text)
        return
    cache = formula.getnext()
    if cache is None or cache.tag not in _CACHES[:3]:
        return
    cells = sheets.values(text)
    if cells is None:
        return
    shown = {int(p.get("idx") or -1): p[0].text for p in cache.iterchildren(_POINT) if len(p)}
    count = cache.find(_COUNT)
    points = int(count.get("val") or 0) if count is not None else len(cells)
    if points != len(cells) and any(cell is not None for cell in cells[points:] or (0,)):
        yield told("fault.cache_length", reference=text, n=len(cells), points=points)
    for i, cell in enumerate(cells):
        if not agree(cell, shown.get(i), is_text=cache.tag in _TEXT_CACHES):
            yield told(
                "fault.cell_cache", sheet=text, cell=i + 1, value=_said(cell), cached=_said(shown.get(i))
            )


def agree(cell: Value | bool, shown: str | None, *, is_text: bool) -> bool:
    """Whether a cache shows what its cell holds."""
    if cell is None or shown is None:
        # A number cache leaves out blank and text cells; an empty text may be stored or not.
        return not (cell or shown) or (shown is None and isinstance(cell, str) and not is_text)
    if isinstance(cell, str):
        return cell == shown if is_text else True
    try:
        number = float(shown)
    except ValueError:
        return is_text  # a number shown in its format, such as a date
    return abs(number - cell) <= 1e-9 * max(1.0, abs(cell))


def _said(value: Value) -> str:
    return "nothing" if value is None else repr(value)
