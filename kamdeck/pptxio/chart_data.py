"""References of a chart into its sheet, in the forms that Office has for them, and the caches beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from kamdeck.pptxio.markup import C15, C
from kamdeck.pptxio.refs import Area, areas_of, formula_of
from kamdeck.pptxio.xml import Node, child, local, whole

CNS, C15NS = f"{{{C}}}", f"{{{C15}}}"
Lost = list[tuple[str, str]]  # what found no place: the field that a report names, and what it was
EXTENSION = "{02D57815-91ED-43cb-92C2-25804820EDAC}"  # the 2012 additions to references, series and plots
VALUES = {"val": "val", "yVal": "val", "xVal": "x", "bubbleSize": "size"}  # the fields that they fill
CACHES = (f"{CNS}strCache", f"{CNS}numCache", f"{C15NS}dlblRangeCache", f"{C15NS}dlblFieldTableCache")


def reference_in(holder: Node) -> Node | None:
    """The `c:numRef` or `c:strRef` in a holder of data (`c:val`, `c:cat`, `c:tx`, ...)."""
    return next((node for node in holder if local(node) in ("numRef", "strRef")), None)


def shown_formula(holder: Node) -> str:
    """The formula of what is drawn; of a series that is filtered out, of what would be."""
    ref = reference_in(holder)
    if ref is None:
        return ""
    return ref.findtext(f"{CNS}f") or _extended(ref, "formulaRef") or ""


def full_formula(holder: Node) -> str:
    """The formula with what a filter hides."""
    ref = reference_in(holder)
    return (_extended(ref, "fullRef") if ref is not None else "") or shown_formula(holder)


def _extended(ref: Node, name: str) -> str:
    found = ref.find(f".//{C15NS}{name}/{C15NS}sqref")
    return (found.text or "") if found is not None else ""


def areas_in(formula: str) -> tuple[Area, ...]:
    """The areas of a formula; none where it is no plain one."""
    return (areas_of(formula) or ()) if "!" in formula else ()


def rows_in(formula: str) -> tuple[int, ...] | None:
    """The rows of a formula of one column; None for another form."""
    areas = areas_in(formula)
    if not areas or any(area.left != area.right for area in areas):
        return None
    return tuple(row for area in areas for row in range(area.top, area.bottom + 1))


def column_areas(sheet: str, column: int, rows: Sequence[int]) -> tuple[Area, ...]:
    """The areas of some rows of a column, neighbours joined."""
    found: list[Area] = []
    for row in rows:
        if found and found[-1].bottom == row - 1:
            found[-1] = found[-1]._replace(bottom=row)
        else:
            found.append(Area(sheet, row, column, row, column))
    return tuple(found)


# ------------------------------------------------------------------ what a filter hides


def is_filtered(series: Node) -> bool:
    """Whether a filter hides points of a series."""
    return any(local(node) in VALUES and shown_formula(node) != full_formula(node) for node in series)


def shown_of(series: Node, keys: list[str]) -> list[str]:
    """Of the keys of all points, those that a filter left."""
    for node in series:
        shown, full = shown_formula(node), full_formula(node)
        if local(node) in VALUES and shown != full:
            rows, all_rows = rows_in(shown), rows_in(full)
            if rows and all_rows and len(all_rows) == len(keys):
                return [key for key, row in zip(keys, all_rows, strict=True) if row in rows]
    return keys


Hiding = Literal["filter", "sheet", "area"]


def hiding_of(holder: Node | None) -> Hiding:
    """How a person took rows out: by the chart's filter, by rows that the sheet hides, or out of the area."""
    ref = reference_in(holder) if holder is not None else None
    formula = ref.find(f"{CNS}f") if ref is not None else None
    if holder is None or formula is None or shown_formula(holder) != full_formula(holder):
        return "filter"
    cache = cache_of(formula)
    cells = sum(area.size for area in areas_in(formula.text or ""))
    return "sheet" if cache is not None and len(points_in(cache)) < cells else "area"


def hide_rows(holder: Node, shown: Sequence[int], form: Hiding) -> None:
    """Leave of a fresh reference to a column what stands at some places, counted from 0.

    The formula joins the areas that are shown; beside a filter stands the full one, as Office writes it.
    Where the sheet hides the rows, the formula names them all.
    """
    ref = reference_in(holder)
    formula = ref.find(f"{CNS}f") if ref is not None else None
    areas = areas_in(formula.text or "") if formula is not None else ()
    if ref is None or formula is None or len(areas) != 1:
        return
    (area,) = areas
    _keep_points(ref, shown)
    if form == "sheet" or not shown:
        return
    full = formula.text or ""
    formula.text = formula_of(column_areas(area.sheet, area.left, [area.top + place for place in shown]))
    if form == "filter":
        _extend(ref, "fullRef", full)


def park_reference(holder: Node) -> None:
    """Turn a reference into the form that it has in a series which is filtered out: a formula aside."""
    ref = reference_in(holder)
    formula = ref.find(f"{CNS}f") if ref is not None else None
    if ref is None or formula is None:
        return
    ref.remove(formula)
    _extend(ref, "formulaRef", formula.text or "")
    ref.insert(0, ref[-1])


def _extend(ref: Node, name: str, formula: str) -> None:
    for old in ref.findall(f"{CNS}extLst"):
        ref.remove(old)
    extension = child(child(ref, "extLst", CNS), "ext", CNS)
    extension.set("uri", EXTENSION)
    holder = extension.makeelement(f"{C15NS}{name}", {}, nsmap={"c15": C15})
    extension.append(holder)
    child(holder, "sqref", C15NS).text = formula


def _keep_points(ref: Node, shown: Sequence[int]) -> None:
    cache = next((node for node in ref if node.tag in CACHES), None)
    if cache is None:
        return
    places = {old: new for new, old in enumerate(shown)}
    for point in cache.findall(f"{CNS}pt"):
        place = places.get(int(point.get("idx", "-1")))
        if place is None:
            cache.remove(point)
        else:
            point.set("idx", str(place))
    count = cache.find(f"{CNS}ptCount")
    if count is not None:
        count.set("val", str(len(shown)))


# ------------------------------------------------------------------ formulas anywhere


def formula_nodes(root: Node) -> Iterator[Node]:
    """Every node that holds a formula of a chart: `c:f`, `c15:f` and `c15:sqref`."""
    yield from root.iter(f"{CNS}f", f"{C15NS}f", f"{C15NS}sqref")


def cache_of(formula: Node) -> Node | None:
    """The cache that stands beside a formula."""
    return next((node for node in formula.itersiblings() if node.tag in CACHES), None)


def points_in(cache: Node) -> list[str | None]:
    """The points of a cache by place; None where it has none."""
    count = cache.find(f"{CNS}ptCount")
    found: list[str | None] = [None] * (int(count.get("val") or 0) if count is not None else 0)
    for point in cache.iterfind(f"{CNS}pt"):
        place = int(point.get("idx", "-1"))
        if 0 <= place < len(found):
            found[place] = point.findtext(f"{CNS}v")
    return found


def fill_cache(cache: Node, texts: Sequence[str | None]) -> None:
    """Put other points into a cache; its format stays."""
    for point in cache.findall(f"{CNS}pt"):
        cache.remove(point)
    count = cache.find(f"{CNS}ptCount")
    if count is None:
        count = child(cache, "ptCount", CNS)
    count.set("val", str(len(texts)))
    spot = cache.index(count) + 1
    for place, text in enumerate(texts):
        if text is not None:
            point = cache.makeelement(f"{CNS}pt", {"idx": str(place)}, None)
            child(point, "v", CNS).text = text
            cache.insert(spot, point)
            spot += 1


def cached(holder: Node | None) -> list[str]:
    """The cached texts or numbers below `c:cat`, `c:val` and the like; "" where a point is blank."""
    if holder is None:
        return []
    count = holder.find(f".//{CNS}ptCount")
    texts = [""] * min(whole(count.get("val")) if count is not None else 0, 100_000)
    for index, text in points_of(holder):
        if 0 <= index < len(texts):
            texts[index] = text
    return texts


def points_of(holder: Node) -> Iterator[tuple[int, str]]:
    """Index and text of every cached point."""
    for point in holder.iter(f"{CNS}pt"):
        yield whole(point.get("idx"), -1), point.findtext(f"{CNS}v") or ""
