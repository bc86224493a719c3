"""A native chart as fields: series by their id, then name; points by category, never by position alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.deck.chart_fields import distinct, label_text, plot_kind
from kamdeck.deck.ledger import Mark, fingerprint
from kamdeck.deck.normal import Fields, number
from kamdeck.deck.spec import Chart
from kamdeck.deck.structures import OWN
from kamdeck.pptxio.books import book_mark, link_of
from kamdeck.pptxio.chart_data import (
    C15NS,
    CNS,
    VALUES,
    areas_in,
    cached,
    is_filtered,
    shown_formula,
    shown_of,
)
from kamdeck.pptxio.look import fill_of, line_of, text_of
from kamdeck.pptxio.markup import C16, A, R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.series import series_uid
from kamdeck.pptxio.xml import Node, local, needed, parse, whole

ANS = f"{{{A}}}"
SERIES, PLOT_AREA = f"{CNS}ser", f"{CNS}chart/{CNS}plotArea"
PARKED = f"{CNS}extLst/{CNS}ext/*/{C15NS}ser"  # series that a filter took out of a plot
UNIQUE_ID = f"{CNS}extLst/{CNS}ext/{{{C16}}}uniqueId"
DATA = ("tx", "cat", "val", "xVal", "yVal", "bubbleSize")
_SHOWS = (("showVal", "value"), ("showCatName", "category"), ("showSerName", "series"))


def chart_part(package: Package, part: str, frame: Node) -> str | None:
    """The chart part that a graphic frame shows."""
    node = frame.find(f"{ANS}graphic/{ANS}graphicData/{CNS}chart")
    rel = package.rel(part, node.get(f"{{{R}}}id", "")) if node is not None else None
    return rel.target if rel is not None and rel.target in package else None


def read_chart(
    package: Package, part: str, frame: Node, base: Mapping[str, Mark], spec: Chart | None
) -> Fields:
    """The fields of a chart; a person's own series and points get keys that start with `~`."""
    name = chart_part(package, part, frame)
    if name is None:
        return {}
    fields = ChartReader(parse(package.read(name), name), base, spec).fields()
    return fields | {"book": book_mark(package, name), "linked": link_of(package, name)}


class ChartReader:
    """One chart's tree with the keys of its series and points, as far as they are known."""

    def __init__(self, root: Node, base: Mapping[str, Mark], spec: Chart | None) -> None:
        area = needed(root.find(PLOT_AREA))
        self.root, self.area, self.base, self.spec = root, area, base, spec
        self.plots = [node for node in area if local(node).endswith("Chart")]
        self.order = self._order()
        self.series = self._series()
        self._keys: dict[str, list[str]] = {}

    def _order(self) -> tuple[str, ...]:
        """The keys of the rows as we last wrote them."""
        written = self.base.get("order")
        if isinstance(written, tuple):
            return tuple(str(key) for key in written)
        return distinct(self.spec.grid.keys) if self.spec else ()

    def _series(self) -> dict[str, Node]:
        """Series by key: by unique id, else by name, else by place if none is missing."""
        nodes = [node for plot in self.plots for node in (*plot.findall(SERIES), *plot.iterfind(PARKED))]
        spec_keys = [s.key for plot in self.spec.plots for s in plot.series] if self.spec else []
        written = self.base.get("series")
        expected = [str(key) for key in written] if isinstance(written, tuple) else spec_keys
        ids = {series_uid(key): key for key in (*expected, *spec_keys)}
        names = {str(self.base.get(f"name/{key}", "")): key for key in reversed(expected)}
        found: dict[int, str] = {}
        marks = [(unique_id(node), fingerprint(series_name(node))) for node in nodes]
        for turn, known in enumerate((ids, names)):
            for i, each in enumerate(marks):
                key = known.get(each[turn]) if i not in found else None
                if key is not None and key not in found.values():
                    found[i] = key
        rest = [key for key in expected if key not in found.values()]
        free = [i for i in range(len(nodes)) if i not in found]
        if rest and len(rest) == len(free) and len(nodes) == len(expected):
            found |= dict(zip(free, rest, strict=True))
        return {found.get(i, f"{OWN}{i}"): node for i, node in enumerate(nodes)}

    def span(self, key: str) -> tuple[int, int] | None:
        """The rows that a series was limited to when we wrote it."""
        written = self.base.get(f"span/{key}")
        if isinstance(written, tuple):
            return int(written[0]), int(written[1])
        return None

    def keys_of(self, key: str) -> list[str]:
        """The keys of a series' points, by category label where there are some, else by place."""
        if key not in self._keys:
            self._keys[key] = self._found_keys(key)
        return self._keys[key]

    def _found_keys(self, key: str) -> list[str]:
        node = self.series[key]
        labels = cached(node.find(f"{CNS}cat"))
        span = self.span(key)
        expected = list(self.order[slice(*span)] if span else self.order)
        if not labels:
            count = max((len(cached(child)) for child in node if local(child) in VALUES), default=0)
            expected = shown_of(node, expected)
            return (expected + [f"{OWN}{i}" for i in range(len(expected), count)])[:count]
        return self.keys_by_label(labels, expected)

    def keys_by_label(self, labels: Sequence[str], expected: Sequence[str]) -> list[str]:
        """The keys of some labels; those that no row of ours bears get keys that start with `OWN`."""
        written = {key: str(self.base.get(f"category/{key}", "")) for key in expected}
        if self.spec and not any(written.values()):
            spec_labels = zip(distinct(self.spec.grid.keys), self.spec.grid.labels, strict=True)
            written |= {key: fingerprint(label) for key, label in spec_labels if label and key in written}
        waiting: dict[str, list[str]] = {}
        for key, mark in written.items():
            waiting.setdefault(mark, []).append(key)
        keys = []
        for label in labels:
            known = waiting.get(fingerprint(label) if label else "")
            keys.append(known.pop(0) if known else "")
        taken = set(keys)
        if len(labels) == len(expected):
            keys = [
                key or (spot if spot not in taken else "") for key, spot in zip(keys, expected, strict=True)
            ]
        return [key or f"{OWN}{i}" for i, key in enumerate(keys)]

    def hidden(self) -> tuple[str, ...]:
        """The rows that a person took out of the chart: by a filter, or out of the area that it shows."""
        if "order" not in self.base:
            return ()  # nobody knows which rows there were
        for key in self.series:
            if key.startswith(OWN) or self.span(key) is not None:
                continue
            node = self.series[key]
            if node.find(f"{CNS}cat") is None and not is_filtered(node):
                return ()  # without labels nothing but a filter tells which are gone
            shown = self.keys_of(key)
            if not shown or any(point.startswith(OWN) for point in shown):
                return ()
            return tuple(point for point in self.order if point not in set(shown))
        return ()

    @property
    def is_switched(self) -> bool:
        """Whether rows and columns changed places: a series reads one row, or is named after one and lies
        over the names of our columns."""
        for key, node in self.series.items():
            holder = node.find(f"{CNS}val")
            areas = areas_in(shown_formula(holder)) if holder is not None else ()
            if any(area.left != area.right for area in areas):
                return True
            if key.startswith(OWN) and self._is_turned(node):
                return True
        return False

    def _is_turned(self, node: Node) -> bool:
        labels = {str(mark) for name, mark in self.base.items() if name.startswith("category/")}
        names = {str(mark) for name, mark in self.base.items() if name.startswith("name/")}
        over = [fingerprint(label) for label in cached(node.find(f"{CNS}cat")) if label]
        return bool(over) and fingerprint(series_name(node)) in labels and set(over) <= names

    # ------------------------------------------------------------------ fields

    def fields(self) -> Fields:
        """Everything that a refresh compares."""
        found: Fields = {
            "kind": "+".join([kind_of_plot(plot) for plot in self.plots]),
            "order": self._shown_order(),
            "series": tuple(self.series),
            "hidden": self.hidden(),
            "switched": "rows" if self.is_switched else "",
        }
        if inner := self._inner():
            found["inner"] = inner
        self._add_axes(found)
        for key, node in self.series.items():
            keys = self.keys_of(key)
            found[f"name/{key}"] = series_name(node)
            self._add_values(found, key, node, keys)
            self._add_looks(found, key, node, keys)
        return found

    def _shown_order(self) -> tuple[str, ...]:
        """The rows in the chart's order, where its categories tell; else the order we wrote."""
        for key, node in self.series.items():
            if node.find(f"{CNS}cat") is not None and self.span(key) is None and not key.startswith(OWN):
                if self._is_limited(key):
                    break
                return tuple(self.keys_of(key))
        return self.order

    def _is_limited(self, key: str) -> bool:
        """Whether the spec, for want of a ledger, says that a series has but some of the rows."""
        if self.base or self.spec is None:
            return False
        return any(s.key == key and s.rows is not None for plot in self.spec.plots for s in plot.series)

    def _inner(self) -> tuple[int, ...]:
        layout = self.area.find(f"{CNS}layout/{CNS}manualLayout")
        if layout is None:
            return ()
        try:
            parts = [float(value(layout, name) or 0) for name in ("x", "y", "w", "h")]
            return tuple([round(part * 100_000) for part in parts])
        except (ValueError, OverflowError):
            return ()

    def axes(self) -> dict[str, Node]:
        """The axes by the names of the spec: `x`, `y`, and `y2` of a second pair."""
        nodes = {value(node, "axId"): node for node in self.area if local(node).endswith("Ax")}
        pairs: list[tuple[str, ...]] = []
        for plot in self.plots:
            pair = tuple(node.get("val", "") for node in plot.findall(f"{CNS}axId"))
            if len(pair) == 2 and pair not in pairs:
                pairs.append(pair)
        pairs.sort(key=lambda pair: value(nodes.get(pair[1]), "crosses") == "max" and len(pairs) > 1)
        names = (("x", 0, 0), ("y", 0, 1), ("y2", 1, 1))
        found = {name: nodes.get(pairs[i][j]) for name, i, j in names if i < len(pairs)}
        return {name: node for name, node in found.items() if node is not None}

    def _add_axes(self, found: Fields) -> None:
        for name, node in self.axes().items():
            for field in ("min", "max"):
                found[f"axis/{name}/{field}"] = _number(value(node.find(f"{CNS}scaling"), field))
            found[f"axis/{name}/major"] = _number(value(node, "majorUnit"))
            form = node.find(f"{CNS}numFmt")
            found[f"axis/{name}/format"] = "" if form is None else form.get("formatCode", "")

    def _add_values(self, found: Fields, key: str, node: Node, keys: Sequence[str]) -> None:
        for child in node:
            field = VALUES.get(local(child))
            if field is not None:
                for point, text in zip(keys, cached(child), strict=False):
                    found[f"{field}/{key}/{point}"] = _number(text)
                if field == "val":
                    found[f"format/{key}"] = child.findtext(f".//{CNS}formatCode") or "General"
        for point, label in zip(keys, cached(node.find(f"{CNS}cat")), strict=False):
            found.setdefault(f"category/{point}", label)

    def _add_looks(self, found: Fields, key: str, node: Node, keys: Sequence[str]) -> None:
        is_line = local(node.getparent()) in ("lineChart", "scatterChart")  # type: ignore[arg-type]
        look = node.find(f"{CNS}spPr")
        found[f"fill/{key}"] = f"{'' if is_line else fill_of(look)}|{line_of(look)}"
        for point in node.findall(f"{CNS}dPt"):
            index = whole(value(point, "idx"), -1)
            path = f"{CNS}marker/{CNS}spPr" if is_line else f"{CNS}spPr"
            if 0 <= index < len(keys):
                found[f"fill/{key}/{keys[index]}"] = fill_of(point.find(path))
        labels = node.find(f"{CNS}dLbls")
        if labels is None:
            return
        if show := _shown(labels):
            found[f"label/{key}"] = f"[{show}]"
            form = labels.find(f"{CNS}numFmt")
            found[f"format/{key}/labels"] = "" if form is None else form.get("formatCode", "")
        for label in labels.findall(f"{CNS}dLbl"):
            index = whole(value(label, "idx"), -1)
            if 0 <= index < len(keys):
                found[f"label/{key}/{keys[index]}"] = _label(label)


def kind_of_plot(plot: Node) -> str:
    """The kind of a plot, in the words of the spec."""
    kind = local(plot).removesuffix("Chart")
    if kind == "bar":
        kind = "bar" if value(plot, "barDir") == "bar" else "column"
    return plot_kind(kind, value(plot, "grouping"))


def unique_id(node: Node) -> str:
    """The `c16:uniqueId` of a series."""
    found = node.find(UNIQUE_ID)
    return "" if found is None else found.get("val", "").upper()


def series_name(node: Node) -> str:
    """What a series is called."""
    name = node.find(f"{CNS}tx")
    return "" if name is None else "".join([v.text or "" for v in name.iter(f"{CNS}v")])


def value(node: Node | None, name: str) -> str:
    """The `val` of a child element, "" where there is none."""
    child = node.find(f"{CNS}{name}") if node is not None else None
    return "" if child is None else child.get("val", "")


def _number(text: str) -> str:
    try:
        return number(float(text)) if text else ""
    except ValueError:
        return text


def _shown(labels: Node) -> str:
    return next((word for tag, word in _SHOWS if value(labels, tag) in ("1", "true")), "")


def _label(label: Node) -> str:
    """What a point's own label says."""
    if value(label, "delete") in ("1", "true"):
        return "[none]"
    rich = label.find(f"{CNS}tx/{CNS}rich")
    return label_text(_shown(label) or "none", text_of(rich)[0] if rich is not None else "")
