"""A refreshed chart: our data moved into the chart that is there, a person's formats carried along by key."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy

from kamdeck.deck.ledger import Mark
from kamdeck.deck.spec import Chart
from kamdeck.deck.structures import OWN
from kamdeck.pptxio.books import embed
from kamdeck.pptxio.charts import CHART_TYPE, WORKBOOK_REL, chart_parts
from kamdeck.pptxio.markup import R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read_chart import CNS, SERIES, ChartReader, value
from kamdeck.pptxio.xml import Node, child, local, needed, parse, put, swap, whole, written

_DATA = ("tx", "cat", "val", "xVal", "yVal", "bubbleSize")
_SERIES_ORDER = (
    "idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt", "dLbls",
    "trendline", "errBars", "cat", "val", "xVal", "yVal", "bubbleSize", "smooth", "bubble3D", "shape",
    "extLst",
)  # fmt: skip
_AXIS_ORDER = (
    "axId", "scaling", "delete", "axPos", "majorGridlines", "minorGridlines", "title", "numFmt",
    "majorTickMark", "minorTickMark", "tickLblPos", "spPr", "txPr", "crossAx", "crosses", "crossesAt", "auto",
    "lblAlgn", "lblOffset", "tickLblSkip", "tickMarkSkip", "noMultiLvlLbl", "crossBetween", "majorUnit",
    "minorUnit", "dispUnits", "extLst",
)  # fmt: skip
_SCALE_ORDER = ("logBase", "orientation", "max", "min", "extLst")
_SPACE_ORDER = (
    "date1904", "lang", "roundedCorners", "AlternateContent", "style", "clrMapOvr", "pivotSource",
    "protection", "chart", "spPr", "txPr", "externalData", "printSettings", "userShapes", "extLst",
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
)


def merge_chart(
    package: Package, part: str, chart: Chart, writes: Collection[str], base: Mapping[str, Mark], lang: str
) -> None:
    """Write the named fields of a chart into its part, and a fresh workbook where data are among them."""
    xml, book = chart_parts(chart, lang)
    names = frozenset(writes)
    if "kind" in names:
        package.write(part, _with_workbook_rel(package, part, xml, book), CHART_TYPE)
        return
    root = parse(package.read(part), part)
    merge = _Merge(root, parse(xml, part), chart, names, base)
    if any(name.startswith(DATA_FIELDS) for name in names):
        merge.move_data()
        _put_workbook(package, part, root, book)
    merge.draw()
    package.write(part, written(root))


def _with_workbook_rel(package: Package, part: str, xml: bytes, book: bytes) -> bytes:
    """Our chart XML with the relation that its workbook has in this package."""
    rel_id = embed(package, part, book)
    return xml.replace(f'r:id="{WORKBOOK_REL}"'.encode(), f'r:id="{rel_id}"'.encode())


def _put_workbook(package: Package, part: str, root: Node, book: bytes) -> None:
    """Replace the embedded workbook, or attach one where it was lost."""
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
        self, root: Node, fresh: Node, chart: Chart, writes: frozenset[str], base: Mapping[str, Mark]
    ) -> None:
        self.chart, self.writes = chart, writes
        self.old, self.new = ChartReader(root, base, chart), ChartReader(fresh, {}, chart)
        spans = {s.key: s.rows for plot in chart.plots for s in plot.series}
        self.old_keys = {key: self.old.keys_of(key) for key in self.old.series}
        self.new_keys = {
            key: list(self.new.order[slice(*spans[key])] if spans[key] else self.new.order)  # type: ignore[misc]
            for key in self.new.series
        }

    # ------------------------------------------------------------------ data

    def move_data(self) -> None:
        """Our names, categories and numbers into our series; new series in, vanished ones out."""
        for key, node in list(self.old.series.items()):
            if key.startswith(OWN):
                _as_literals(node)
            elif key not in self.new.series:
                _remove(node)
                del self.old.series[key]
        for key, fresh in self.new.series.items():
            if key in self.old.series:
                self._refill(key, self.old.series[key], fresh)
            elif f"series/{key}" in self.writes:
                self._add(key, fresh)
        self._number()

    def _refill(self, key: str, node: Node, fresh: Node) -> None:
        form = node.findtext(f"{CNS}val//{CNS}formatCode") or node.findtext(f"{CNS}yVal//{CNS}formatCode")
        for name in _DATA:
            data = fresh.find(f"{CNS}{name}")
            swap(node, name, CNS, deepcopy(data) if data is not None else None, _SERIES_ORDER)
        if form is not None and f"format/{key}" not in self.writes:
            for tag in ("val", "yVal"):
                for code in node.iterfind(f"{CNS}{tag}//{CNS}formatCode"):
                    code.text = form
        places = {point: i for i, point in enumerate(self.new_keys[key])}
        _carry(node, "dPt", self.old_keys[key], places)
        labels = node.find(f"{CNS}dLbls")
        if labels is not None:
            _carry(labels, "dLbl", self.old_keys[key], places)

    def _add(self, key: str, fresh: Node) -> None:
        """A new series goes into the plot of its kind, in the same turn where there are several."""
        parent = needed(fresh.getparent())
        turn = self.new.plots.index(parent)
        plot = self.old.plots[turn] if turn < len(self.old.plots) else self.old.plots[-1]
        node = deepcopy(fresh)
        siblings = plot.findall(SERIES)
        if siblings:
            siblings[-1].addnext(node)
        else:
            put(plot, node, _plot_order(plot))
        self.old.series[key] = node
        self.old_keys[key] = self.new_keys[key]

    def _number(self) -> None:
        """Indexes as we count them, a person's series behind; in each plot series stand in that order."""
        counts = {key: i for i, key in enumerate(self.new.series)}
        ours = [key for key in self.old.series if key in counts]
        for i, key in enumerate(
            sorted(ours, key=counts.__getitem__) + [k for k in self.old.series if k not in counts]
        ):
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

    # ------------------------------------------------------------------ looks

    def draw(self) -> None:
        """Looks, labels, axes and the inner area, as far as they are among the fields to write."""
        for key, node in self.old.series.items():
            fresh = self.new.series.get(key)
            if fresh is None:
                continue
            if f"fill/{key}" in self.writes:
                self._replace(node, fresh, "spPr")
            if f"label/{key}" in self.writes or f"format/{key}/labels" in self.writes:
                self._labels(node, fresh)
            for i, point in enumerate(self.new_keys[key]):
                if f"fill/{key}/{point}" in self.writes:
                    _put_point(node, _point(fresh, "dPt", i), i, "dPt", _SERIES_ORDER)
                if f"label/{key}/{point}" in self.writes:
                    self._label(node, fresh, i)
        self._axes()
        if "inner" in self.writes:
            self._replace(self.old.area, self.new.area, "layout", ("layout",))

    def _replace(self, node: Node, fresh: Node, name: str, order: tuple[str, ...] = _SERIES_ORDER) -> None:
        drawn = fresh.find(f"{CNS}{name}")
        swap(node, name, CNS, deepcopy(drawn) if drawn is not None else None, order)

    def _labels(self, node: Node, fresh: Node) -> None:
        """The labels of a series as we draw them, with the points' own labels that are there."""
        old = node.find(f"{CNS}dLbls")
        own = old.findall(f"{CNS}dLbl") if old is not None else []
        drawn = fresh.find(f"{CNS}dLbls")
        drawn = deepcopy(drawn) if drawn is not None else None
        if drawn is not None:
            for label in drawn.findall(f"{CNS}dLbl"):
                drawn.remove(label)
            for i, label in enumerate(own):
                drawn.insert(i, label)
        swap(node, "dLbls", CNS, drawn, _SERIES_ORDER)

    def _label(self, node: Node, fresh: Node, index: int) -> None:
        """The label of one point; a series without labels gets the frame for it."""
        drawn = fresh.find(f"{CNS}dLbls")
        label = _point(drawn, "dLbl", index) if drawn is not None else None
        holder = node.find(f"{CNS}dLbls")
        if holder is None:
            if label is None or drawn is None:
                return
            holder = deepcopy(drawn)
            for each in holder.findall(f"{CNS}dLbl"):
                holder.remove(each)
            put(node, holder, _SERIES_ORDER)
        _put_point(holder, label, index, "dLbl", ("dLbl", *[local(n) for n in holder if local(n) != "dLbl"]))

    def _axes(self) -> None:
        drawn = self.new.axes()
        for name, node in self.old.axes().items():
            fresh = drawn.get(name)
            if fresh is None:
                continue
            scale, fresh_scale = node.find(f"{CNS}scaling"), fresh.find(f"{CNS}scaling")
            for field in ("min", "max"):
                if f"axis/{name}/{field}" in self.writes and scale is not None and fresh_scale is not None:
                    self._replace(scale, fresh_scale, field, _SCALE_ORDER)
            if f"axis/{name}/major" in self.writes:
                self._replace(node, fresh, "majorUnit", _AXIS_ORDER)
            if f"axis/{name}/format" in self.writes:
                self._replace(node, fresh, "numFmt", _AXIS_ORDER)


def _remove(node: Node) -> None:
    parent = needed(node.getparent())
    parent.remove(node)


def _plot_order(plot: Node) -> tuple[str, ...]:
    """Where series stand among the children of a plot."""
    head = ("barDir", "grouping", "scatterStyle", "varyColors", "wireframe", "ser")
    return (*head, *dict.fromkeys(local(n) for n in plot if local(n) not in head))


def _carry(holder: Node, tag: str, old: Sequence[str], places: Mapping[str, int]) -> None:
    """Move what points have of their own to where their keys stand now; drop what belongs to no point."""
    nodes = holder.findall(f"{CNS}{tag}")
    if not nodes:
        return
    spot = holder.index(nodes[0])
    kept = []
    for node in nodes:
        holder.remove(node)
        index = whole(value(node, "idx"), -1)
        key = old[index] if 0 <= index < len(old) else ""
        if key in places:
            mark = needed(node.find(f"{CNS}idx"))
            mark.set("val", str(places[key]))
            kept.append(node)
    for i, node in enumerate(sorted(kept, key=lambda n: whole(value(n, "idx")))):
        holder.insert(spot + i, node)


def _point(holder: Node, tag: str, index: int) -> Node | None:
    return next((n for n in holder.findall(f"{CNS}{tag}") if value(n, "idx") == str(index)), None)


def _put_point(holder: Node, drawn: Node | None, index: int, tag: str, order: tuple[str, ...]) -> None:
    """Put what a point has of its own in place of what it had; None takes it out."""
    old = _point(holder, tag, index)
    if old is not None:
        if drawn is None:
            holder.remove(old)
        else:
            holder.replace(old, deepcopy(drawn))
        return
    if drawn is None:
        return
    for node in holder.findall(f"{CNS}{tag}"):
        if whole(value(node, "idx")) > index:
            node.addprevious(deepcopy(drawn))
            return
    put(holder, deepcopy(drawn), order)


def _as_literals(node: Node) -> None:
    """A person's series keeps its numbers as literals: the sheet that it referred to is written anew."""
    for ref in [n for n in node.iter() if local(n) in ("numRef", "strRef")]:
        parent, cache = needed(ref.getparent()), next((c for c in ref if local(c).endswith("Cache")), None)
        if cache is None:
            continue
        if local(parent) == "tx":
            text = "".join(v.text or "" for v in cache.iter(f"{CNS}v"))
            for each in list(parent):
                parent.remove(each)
            child(parent, "v", CNS).text = text
            continue
        literal = parent.makeelement(f"{CNS}{'numLit' if local(ref) == 'numRef' else 'strLit'}", {}, None)
        literal.extend(list(cache))
        parent.replace(ref, literal)
