"""What single points and series of a chart have of their own: carried by key, told where the key is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.deck.structures import OWN
from kamdeck.pptxio.chart_data import C15NS, CNS, Lost
from kamdeck.pptxio.markup import A
from kamdeck.pptxio.read_chart import value
from kamdeck.pptxio.xml import Node, local, needed, whole

_ANS = f"{{{A}}}"
# What kamdeck never gives a point or series: where it is there, a person gave it.
_OWN_OF_POINT = ("explosion", "pictureOptions")
_OWN_OF_SERIES = ("pictureOptions", "explosion", "errBars", "shape")
_EFFECTS = tuple(f"{_ANS}{name}" for name in ("effectLst", "effectDag", "scene3d", "sp3d"))


def carry_points(series: Node, key: str, old: Sequence[str], places: Mapping[str, int]) -> Lost:
    """Move what points have of their own to where their keys stand now; what belongs to no point any more.

    Fills and labels that go are told by the plan, which knows whose they are.
    """
    lost = _carry(series, "dPt", old, places, key)
    labels = series.find(f"{CNS}dLbls")
    if labels is not None:
        lost += _carry(labels, "dLbl", old, places, key)
    return lost


def _carry(holder: Node, tag: str, old: Sequence[str], places: Mapping[str, int], series: str) -> Lost:
    nodes = holder.findall(f"{CNS}{tag}")
    if not nodes:
        return []
    spot = holder.index(nodes[0])
    kept: list[Node] = []
    lost: Lost = []
    for node in nodes:
        holder.remove(node)
        index = whole(value(node, "idx"), -1)
        key = old[index] if 0 <= index < len(old) else ""
        if key in places:
            needed(node.find(f"{CNS}idx")).set("val", str(places[key]))
            kept.append(node)
        elif words := own_looks(node):
            lost.append((f"look/{series}/{key.removeprefix(OWN)}", words))
    for i, node in enumerate(sorted(kept, key=lambda n: whole(value(n, "idx")))):
        holder.insert(spot + i, node)
    return lost


def own_looks(node: Node) -> str:
    """What a point or label surely has from a person, named by its elements; "" where there is nothing."""
    found = [local(child) for child in node if local(child) in _OWN_OF_POINT]
    if node.find(f"{CNS}layout/{CNS}manualLayout") is not None:
        found.append("layout")
    if any(True for _ in node.iter(*_EFFECTS)):
        found.append("effect")
    return ", ".join(found)


def own_of_series(node: Node) -> str:
    """What a series surely has from a person, beside its points."""
    found = [local(child) for child in node if local(child) in _OWN_OF_SERIES]
    lines = node.findall(f"{CNS}trendline")
    named = any(line.find(f"{CNS}name") is not None for line in lines)
    if len(lines) > 1 or named or any(value(line, "trendlineType") != "linear" for line in lines):
        found.append("trendline")
    if node.find(f".//{C15NS}datalabelsRange") is not None:
        found.append("datalabelsRange")
    return ", ".join(dict.fromkeys(found))


def carry_legend(chart: Node, old: Sequence[str], new: Sequence[str]) -> None:
    """Entries that a person took out of the legend go with their series or point."""
    places = {key: i for i, key in enumerate(new)}
    for legend in chart.iter(f"{CNS}legend"):
        for entry in legend.findall(f"{CNS}legendEntry"):
            mark = entry.find(f"{CNS}idx")
            index = whole(mark.get("val"), -1) if mark is not None else -1
            if mark is None or not 0 <= index < len(old):
                continue
            if old[index] in places:
                mark.set("val", str(places[old[index]]))
            else:
                legend.remove(entry)
