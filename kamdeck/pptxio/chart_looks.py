"""Looks of a chart that follow the figures, written into one on which a person worked: nothing else goes."""

from __future__ import annotations

from copy import deepcopy

from kamdeck.pptxio.chart_data import CNS
from kamdeck.pptxio.chart_points import own_looks
from kamdeck.pptxio.look import FILL_NAMES
from kamdeck.pptxio.markup import A
from kamdeck.pptxio.read_chart import value
from kamdeck.pptxio.xml import Node, local, needed, put, swap, whole

_ANS = f"{{{A}}}"
SERIES_ORDER = (
    "idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt", "dLbls",
    "trendline", "errBars", "cat", "val", "xVal", "yVal", "bubbleSize", "smooth", "bubble3D", "shape",
    "extLst",
)  # fmt: skip
AXIS_ORDER = (
    "axId", "scaling", "delete", "axPos", "majorGridlines", "minorGridlines", "title", "numFmt",
    "majorTickMark", "minorTickMark", "tickLblPos", "spPr", "txPr", "crossAx", "crosses", "crossesAt", "auto",
    "lblAlgn", "lblOffset", "tickLblSkip", "tickMarkSkip", "noMultiLvlLbl", "crossBetween", "majorUnit",
    "minorUnit", "dispUnits", "extLst",
)  # fmt: skip
SCALE_ORDER = ("logBase", "orientation", "max", "min", "extLst")
_POINT_ORDER = (
    "idx", "invertIfNegative", "marker", "bubble3D", "explosion", "spPr", "pictureOptions", "extLst",
)  # fmt: skip
_LABEL_ORDER = (
    "idx", "delete", "layout", "tx", "numFmt", "spPr", "txPr", "dLblPos", "showLegendKey", "showVal",
    "showCatName", "showSerName", "showPercent", "showBubbleSize", "separator", "showLeaderLines",
    "leaderLines", "extLst",
)  # fmt: skip
_SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


def replace_part(node: Node, fresh: Node, name: str, order: tuple[str, ...]) -> None:
    """Our child of that name in place of the one that is there."""
    drawn = fresh.find(f"{CNS}{name}")
    swap(node, name, CNS, deepcopy(drawn) if drawn is not None else None, order)


def put_look(node: Node, fresh: Node, order: tuple[str, ...]) -> None:
    """Our fill and line; effects that a person gave stay."""
    old, new = node.find(f"{CNS}spPr"), fresh.find(f"{CNS}spPr")
    if old is None or new is None:
        replace_part(node, fresh, "spPr", order)
        return
    for each in [child for child in old if local(child) in (*FILL_NAMES, "ln")]:
        old.remove(each)
    # Fill and line stand behind transform and geometry, which charts do not have, and before effects.
    for i, each in enumerate([child for child in new if local(child) in (*FILL_NAMES, "ln")]):
        old.insert(i, deepcopy(each))


# ------------------------------------------------------------------ points


def point_at(holder: Node | None, tag: str, index: int) -> Node | None:
    """What a point has of its own, None where it has nothing."""
    nodes = holder.findall(f"{CNS}{tag}") if holder is not None else ()
    return next((node for node in nodes if value(node, "idx") == str(index)), None)


def put_point(series: Node, fresh: Node, index: int) -> None:
    """Our fill of a point; what else a person gave it stays."""
    old, drawn = point_at(series, "dPt", index), point_at(fresh, "dPt", index)
    if old is None:
        if drawn is not None:
            _insert(series, deepcopy(drawn), index, "dPt", SERIES_ORDER)
    elif drawn is not None:
        put_look(old, drawn, _POINT_ORDER)
        _put_marker(old, drawn)
    elif own_looks(old):
        for name in ("spPr", "marker"):
            swap(old, name, CNS, None, _POINT_ORDER)
    else:
        series.remove(old)


def _put_marker(old: Node, drawn: Node) -> None:
    """Our fill of a marker; its form and size stay."""
    marker, ours = old.find(f"{CNS}marker"), drawn.find(f"{CNS}marker")
    if marker is not None and ours is not None:
        put_look(marker, ours, ("symbol", "size", "spPr", "extLst"))
    else:
        replace_part(old, drawn, "marker", _POINT_ORDER)


def _insert(holder: Node, node: Node, index: int, tag: str, order: tuple[str, ...]) -> None:
    for other in holder.findall(f"{CNS}{tag}"):
        if whole(value(other, "idx")) > index:
            other.addprevious(node)
            return
    put(holder, node, order)


# ------------------------------------------------------------------ labels


def put_labels(series: Node, fresh: Node) -> None:
    """What the labels of a series show, and in which format; their type, box and lines stay."""
    old, drawn = series.find(f"{CNS}dLbls"), fresh.find(f"{CNS}dLbls")
    if old is None or drawn is None or value(old, "delete") in ("1", "true"):
        own = old.findall(f"{CNS}dLbl") if old is not None else []
        made = _without_points(drawn) if drawn is not None else None
        for i, label in enumerate(own if made is not None else ()):
            needed(made).insert(i, label)
        swap(series, "dLbls", CNS, made, SERIES_ORDER)
        return
    for name in ("numFmt", "dLblPos", *_SHOWN):
        if drawn.find(f"{CNS}{name}") is not None or name == "numFmt":
            replace_part(old, drawn, name, ("dLbl", *_LABEL_ORDER))


def put_label(series: Node, fresh: Node, index: int) -> None:
    """The label of one point; where a person put it, and how its words look, stays."""
    drawn = point_at(fresh.find(f"{CNS}dLbls"), "dLbl", index)
    holder = series.find(f"{CNS}dLbls")
    if holder is None:
        if drawn is None:
            return
        holder = _without_points(needed(fresh.find(f"{CNS}dLbls")))
        put(series, holder, SERIES_ORDER)
    old = point_at(holder, "dLbl", index)
    if old is None:
        if drawn is not None:
            rest = [local(node) for node in holder if local(node) != "dLbl"]
            _insert(holder, deepcopy(drawn), index, "dLbl", ("dLbl", *rest))
    elif drawn is None:
        holder.remove(old)
    else:
        _reword(old, drawn)


def _without_points(drawn: Node) -> Node:
    made = deepcopy(drawn)
    for label in made.findall(f"{CNS}dLbl"):
        made.remove(label)
    return made


def _runs_by_line(label: Node) -> list[list[str]]:
    """The runs and breaks of every paragraph of a label."""
    return [
        [local(node) for node in paragraph if local(node) in ("r", "br", "fld")]
        for paragraph in label.iterfind(f"{CNS}tx//{_ANS}p")
    ]


def _reword(old: Node, drawn: Node) -> None:
    """Our words in a label that is there."""
    if old.find(f"{CNS}delete") is not None or drawn.find(f"{CNS}delete") is not None:
        needed(old.getparent()).replace(old, deepcopy(drawn))
        return
    runs, ours = list(old.iterfind(f"{CNS}tx//{_ANS}r")), list(drawn.iterfind(f"{CNS}tx//{_ANS}r"))
    if runs and _runs_by_line(old) == _runs_by_line(drawn):
        for run, new in zip(runs, ours, strict=True):
            needed(run.find(f"{_ANS}t")).text = new.findtext(f"{_ANS}t")
    else:
        replace_part(old, drawn, "tx", _LABEL_ORDER)
    for name in ("numFmt", *_SHOWN):
        replace_part(old, drawn, name, _LABEL_ORDER)
    if old.find(f"{CNS}layout/{CNS}manualLayout") is None:
        replace_part(old, drawn, "dLblPos", _LABEL_ORDER)
