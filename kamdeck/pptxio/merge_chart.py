"""A refreshed chart: our data moved into the chart that is there, a person's work carried along by key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy

from kamdeck.deck.ledger import Mark
from kamdeck.deck.spec import Chart
from kamdeck.deck.structures import OWN
from kamdeck.pptxio.books import embed
from kamdeck.pptxio.chart_book import ChartBook, renewed_book
from kamdeck.pptxio.chart_data import CNS, Lost, hide_rows, hiding_of, park_reference
from kamdeck.pptxio.chart_looks import (
    AXIS_ORDER,
    SCALE_ORDER,
    SERIES_ORDER,
    put_label,
    put_labels,
    put_look,
    put_point,
    replace_part,
)
from kamdeck.pptxio.chart_points import carry_legend, carry_points, own_of_series
from kamdeck.pptxio.chart_refs import Follower, Reference, own_references, places_of
from kamdeck.pptxio.charts import chart_xml
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.markup import R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read_chart import DATA, SERIES, ChartReader, value
from kamdeck.pptxio.sheets import Sheet
from kamdeck.pptxio.xml import Node, child, local, needed, parse, put, swap, whole, written
from kamdeck.report import Kept

_SPACE_ORDER = (
    "date1904", "lang", "roundedCorners", "AlternateContent", "style", "clrMapOvr", "pivotSource",
    "protection", "chart", "spPr", "txPr", "externalData", "printSettings", "userShapes", "extLst",
)  # fmt: skip
_CHART_ORDER = (
    "title", "autoTitleDeleted", "pivotFmts", "view3D", "floor", "sideWall", "backWall", "plotArea", "legend",
    "plotVisOnly", "dispBlanksAs", "showDLblsOverMax", "extLst",
)  # fmt: skip
DATA_FIELDS = (
    "val/",
    "x/",
    "size/",
    "order",
    "category/",
    "series",
    "name/",
    "grid",
    "span/",
    "book",
    "format/",
    "hidden",
    "kind",
)


def merge_chart(
    package: Package, part: str, chart: Chart, writes: Collection[str], base: Mapping[str, Mark], ink: Ink
) -> tuple[Kept, ...]:
    """Write the named fields of a chart into its part, and new figures into its workbook where data are among
    them; what of a person's found no place."""
    root = parse(package.read(part), part)
    merge = _Merge(root, chart, frozenset(writes), base, ink)
    if any(name.startswith(DATA_FIELDS) for name in writes):
        book = merge.move_data(package, part)
        _attach(package, part, root, book.data)
    merge.draw()
    package.write(part, written(root), tree=root)
    return tuple([Kept(chart.key, field, now) for field, now in dict.fromkeys(merge.lost)])


def _attach(package: Package, part: str, root: Node, book: bytes) -> None:
    """Put the embedded workbook, or attach one where it was lost or lies elsewhere."""
    rel_id = embed(package, part, book)
    holder = root.find(f"{CNS}externalData")
    if holder is None:
        holder = root.makeelement(f"{CNS}externalData", {}, None)
        put(root, holder, _SPACE_ORDER)
        child(holder, "autoUpdate", CNS).set("val", "0")
    holder.set(f"{{{R}}}id", rel_id)


class _Merge:
    """One chart being merged: `old` is a person's, `new` the one we would draw."""

    def __init__(
        self, root: Node, chart: Chart, writes: frozenset[str], base: Mapping[str, Mark], ink: Ink
    ) -> None:
        self.chart, self.writes, self.base, self.ink = chart, writes, base, ink
        self.lost: Lost = []
        self.old = ChartReader(root, base, chart)
        self.new = self._drawn(Sheet(chart.grid))
        self.hidden = () if "hidden" in writes else self.old.hidden()
        self.old_keys = {key: self.old.keys_of(key) for key in self.old.series}
        spans = {s.key: s.rows for plot in chart.plots for s in plot.series}
        self.all_keys = {
            key: list(self.new.order[slice(*spans[key])] if spans[key] else self.new.order)  # type: ignore[misc]
            for key in self.new.series
        }
        self.new_keys = {
            key: keys if spans[key] else [k for k in keys if k not in self.hidden]
            for key, keys in self.all_keys.items()
        }
        self.shown = [key for key in self.new.order if key not in self.hidden]

    def _drawn(self, sheet: Sheet) -> ChartReader:
        xml = chart_xml(self.chart, sheet, self.ink).encode()
        return ChartReader(parse(xml, self.chart.key), {}, self.chart)

    # ------------------------------------------------------------------ data

    def move_data(self, package: Package, part: str) -> ChartBook:
        """Our names, categories and numbers into our series; new series in, vanished ones out; what a person
        took from the sheet follows it. The workbook that belongs to it."""
        refs = own_references(self.old)
        formats = {s.key: s.values for plot in self.chart.plots for s in plot.series}
        restyled = [column for key, column in formats.items() if f"format/{key}" in self.writes]
        book = renewed_book(
            package,
            part,
            self.chart,
            self.old,
            self.base,
            (lambda block: places_of(refs, self.old, block)) if refs else None,
            restyled,
            unhide="hidden" in self.writes,
        )
        self.new = self._drawn(book.sheet)
        if "kind" in self.writes:
            self._redraw()
        else:
            self._move_series()
        self._follow(refs, book)
        self.lost += book.lost
        return book

    def _redraw(self) -> None:
        """A chart that becomes one of another kind: drawn anew, but for title, legend and what is around."""
        old, new = needed(self.old.root.find(f"{CNS}chart")), needed(self.new.root.find(f"{CNS}chart"))
        for key, node in self.old.series.items():
            words = "series" if key.startswith(OWN) else own_of_series(node)
            if words:
                self.lost.append((f"look/{key.removeprefix(OWN)}", words))
        for name in ("title", "autoTitleDeleted", "legend"):
            kept = old.find(f"{CNS}{name}")
            if kept is not None:
                swap(new, name, CNS, kept, _CHART_ORDER)
        self.old.root.replace(old, new)
        self.old.area, self.old.plots, self.old.series = self.new.area, self.new.plots, dict(self.new.series)

    def _move_series(self) -> None:
        was = list(self.old.series)
        for key, node in list(self.old.series.items()):
            if key not in self.new.series and not key.startswith(OWN):
                self._drop(key, node)
        for key, fresh in self.new.series.items():
            if key in self.old.series:
                self._refill(key, self.old.series[key], fresh)
            elif f"series/{key}" in self.writes:
                self._add(key, fresh)
        places = {point: i for i, point in enumerate(self.shown)}
        for key, node in self.old.series.items():
            if key.startswith(OWN) and set(self.old_keys[key]) & set(self.old.order):
                self.lost += carry_points(node, key, self.old_keys[key], places)
        self._number()
        if any(local(plot) in ("doughnutChart", "pieChart") for plot in self.old.plots):
            carry_legend(self.old.root, self.old.order, self.shown)
        else:
            carry_legend(self.old.root, was, self._numbered())

    def _drop(self, key: str, node: Node) -> None:
        """A series that goes; the plan tells its fills and labels."""
        words = own_of_series(node)
        if words:
            self.lost.append((f"look/{key}", words))
        needed(node.getparent()).remove(node)
        del self.old.series[key]

    def _refill(self, key: str, node: Node, fresh: Node) -> None:
        code = node.findtext(f"{CNS}val//{CNS}formatCode") or node.findtext(f"{CNS}yVal//{CNS}formatCode")
        is_parked = local(needed(node.getparent())) != local(needed(fresh.getparent()))
        shown = [i for i, point in enumerate(self.all_keys[key]) if point in set(self.new_keys[key])]
        form = hiding_of(node.find(f"{CNS}cat"))
        for name in DATA:
            data = fresh.find(f"{CNS}{name}")
            made = deepcopy(data) if data is not None else None
            if made is not None and name != "tx" and len(shown) < len(self.all_keys[key]):
                hide_rows(made, shown, form)
            if made is not None and is_parked:
                park_reference(made)
            swap(node, name, CNS, made, SERIES_ORDER)
        if f"format/{key}" not in self.writes:  # a series without a format has the general one
            for tag in ("val", "yVal"):
                for format_code in node.iterfind(f"{CNS}{tag}//{CNS}formatCode"):
                    format_code.text = code or "General"
        places = {point: i for i, point in enumerate(self.new_keys[key])}
        self.lost += carry_points(node, key, self.old_keys[key], places)

    def _add(self, key: str, fresh: Node) -> None:
        """A new series goes into the plot of its kind, in the same turn where there are several."""
        turn = self.new.plots.index(needed(fresh.getparent()))
        plot = self.old.plots[turn] if turn < len(self.old.plots) else self.old.plots[-1]
        node = deepcopy(fresh)
        siblings = plot.findall(SERIES)
        if siblings:
            siblings[-1].addnext(node)
        else:
            put(plot, node, _plot_order(plot))
        self.old.series[key] = node
        self.old_keys[key] = self.all_keys[key]
        self._refill(key, node, fresh)

    def _numbered(self) -> list[str]:
        """The series in our order, a person's behind."""
        counts = {key: i for i, key in enumerate(self.new.series)}
        ours = sorted((key for key in self.old.series if key in counts), key=counts.__getitem__)
        return ours + [key for key in self.old.series if key not in counts]

    def _number(self) -> None:
        """Indexes as we count them; in each plot series stand in that order."""
        for i, key in enumerate(self._numbered()):
            for name in ("idx", "order"):
                mark = self.old.series[key].find(f"{CNS}{name}")
                if mark is not None:
                    mark.set("val", str(i))
        for plot in self.old.plots:
            nodes = plot.findall(SERIES)
            if nodes:
                place = plot.index(nodes[0])
                for node in nodes:
                    plot.remove(node)
                for i, node in enumerate(sorted(nodes, key=lambda n: whole(value(n, "order")))):
                    plot.insert(place + i, node)

    def _follow(self, refs: Sequence[Reference], book: ChartBook) -> None:
        new_keys: dict[str, Sequence[str]] = {
            key: self.new_keys.get(key, self.shown) for key in self.old.series
        }
        follower = Follower(self.old, book, self.old_keys, new_keys, self.shown)
        follower.follow(refs)
        self.lost += follower.lost

    # ------------------------------------------------------------------ looks

    def draw(self) -> None:
        """Looks, labels, axes and the inner area, as far as they are among the fields to write."""
        for key, node in self.old.series.items():
            fresh = self.new.series.get(key)
            if fresh is None or "kind" in self.writes:
                continue
            if f"fill/{key}" in self.writes:
                put_look(node, fresh, SERIES_ORDER)
            if f"label/{key}" in self.writes or f"format/{key}/labels" in self.writes:
                put_labels(node, fresh)
            self._draw_points(key, node, fresh)
        self._axes()
        if "inner" in self.writes:
            replace_part(self.old.area, self.new.area, "layout", ("layout",))

    def _draw_points(self, key: str, node: Node, fresh: Node) -> None:
        """Looks and labels of single points; where a filter hides some, ours are counted without them."""
        named = [p for p in self.new_keys[key] if {f"fill/{key}/{p}", f"label/{key}/{p}"} & self.writes]
        if not named:
            return
        drawn = deepcopy(fresh)
        if len(self.new_keys[key]) < len(self.all_keys[key]):
            carry_points(drawn, key, self.all_keys[key], _places(self.new_keys[key]))
        places = _places(self.new_keys[key])
        for point in named:
            if f"fill/{key}/{point}" in self.writes:
                put_point(node, drawn, places[point])
            if f"label/{key}/{point}" in self.writes:
                put_label(node, drawn, places[point])

    def _axes(self) -> None:
        drawn = self.new.axes()
        for name, node in self.old.axes().items():
            fresh = drawn.get(name)
            if fresh is None:
                continue
            scale, fresh_scale = node.find(f"{CNS}scaling"), fresh.find(f"{CNS}scaling")
            for field in ("min", "max"):
                if f"axis/{name}/{field}" in self.writes and scale is not None and fresh_scale is not None:
                    replace_part(scale, fresh_scale, field, SCALE_ORDER)
            if f"axis/{name}/major" in self.writes:
                replace_part(node, fresh, "majorUnit", AXIS_ORDER)
            if f"axis/{name}/format" in self.writes:
                replace_part(node, fresh, "numFmt", AXIS_ORDER)


def _places(keys: Iterable[str]) -> dict[str, int]:
    return {key: i for i, key in enumerate(keys)}


def _plot_order(plot: Node) -> tuple[str, ...]:
    """Where series stand among the children of a plot."""
    head = ("barDir", "grouping", "scatterStyle", "varyColors", "wireframe", "ser")
    return (*head, *dict.fromkeys(local(n) for n in plot if local(n) not in head))
