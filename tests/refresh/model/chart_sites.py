"""Finding series, points and axes of a chart again, and putting children where the schema has them."""

from __future__ import annotations

from collections.abc import Callable

from tests.raw_deck import NS, Node, RawDeck, c, local, xml
from tests.refresh.model.books import LATER
from tests.refresh.model.site import Site, Where


def _ordered(names: str) -> list[str]:
    """What may stand in an element, in the order of the schema."""
    return names.split()


SERIES = _ordered(
    "idx order tx spPr invertIfNegative pictureOptions marker explosion dPt dLbls trendline errBars cat val "
    "xVal yVal bubbleSize smooth bubble3D shape extLst"
)
AXIS = _ordered(
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos spPr txPr crossAx crosses crossesAt auto lblAlgn lblOffset tickLblSkip tickMarkSkip "
    "noMultiLvlLbl crossBetween majorUnit minorUnit dispUnits extLst"
)
LABEL = _ordered(
    "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName "
    "showPercent showBubbleSize separator extLst"
)
UNIQUE = "c:extLst/c:ext/{http://schemas.microsoft.com/office/drawing/2014/chart}uniqueId"


def put(parent: Node, element: Node, order: list[str]) -> None:
    """A child in its place, behind others of its name."""
    rank = order.index(local(element))
    parent.insert(sum(order.index(local(node)) <= rank for node in parent), element)


def put_once(parent: Node, element: Node, order: list[str]) -> None:
    """A child in its place, in that of the one of its name."""
    for old in parent.findall(element.tag):
        parent.remove(old)
    put(parent, element, order)


def name_of_series(series: Node) -> str:
    """What a series is called."""
    found = series.find(c + "tx")
    return "" if found is None else "".join(v.text or "" for v in found.iter(c + "v"))


def labels_of(series: Node) -> list[str]:
    """The words on the axis, in order of their points."""
    holder = series.find(c + "cat")
    points = [] if holder is None else holder.findall(".//c:pt", NS)
    return [point.findtext(c + "v") or "" for point in points]


def series_of(root: Node | None) -> list[Node]:
    return [] if root is None else root.findall(".//c:plotArea/*/c:ser", NS)


class SeriesSpot:
    """A series that is found again: by its unique id, else by its name, an account's new one too."""

    def __init__(self, series: Node) -> None:
        found = series.find(UNIQUE, NS)
        self.uid = "" if found is None else found.get("val").upper()
        self.name = name_of_series(series)

    def find(self, root: Node | None) -> Node | None:
        nodes = series_of(root)
        if self.uid:
            marked = [
                n for n in nodes if (u := n.find(UNIQUE, NS)) is not None and u.get("val").upper() == self.uid
            ]
            if marked:
                return marked[0]
        named = [n for n in nodes if name_of_series(n) in (self.name, self.name + LATER)]
        return named[0] if len(named) == 1 else None


def of_series(see: Callable[[RawDeck, Node], object], series: Node) -> Callable[[RawDeck, Where], object]:
    """What is seen of a series."""
    spot = SeriesSpot(series)

    def look(deck: RawDeck, where: Where) -> object:
        found = spot.find(where.chart(deck))
        return None if found is None else see(deck, found)

    return look


def of_chart(see: Callable[[RawDeck, Node], object]) -> Callable[[RawDeck, Where], object]:
    """What is seen of a chart's root."""

    def look(deck: RawDeck, where: Where) -> object:
        root = where.chart(deck)
        return None if root is None else see(deck, root)

    return look


def of_axis(see: Callable[[RawDeck, Node], object], axis: Node) -> Callable[[RawDeck, Where], object]:
    """What is seen of an axis: that of the same kind and side."""
    tag, side = axis.tag, axis.find(c + "axPos").get("val")

    def look(deck: RawDeck, where: Where) -> object:
        root = where.chart(deck)
        nodes = [] if root is None else root.findall(f"c:chart/c:plotArea/{tag}", NS)
        nodes = [
            n
            for n in nodes
            if n.find(c + "axPos").get("val") == side and n.find(c + "delete").get("val") == "0"
        ]
        return see(deck, nodes[0]) if nodes else None

    return look


def child(path: str) -> Callable[[RawDeck, Node], object]:
    """The canonical text of a child, None where there is none."""

    def see(deck: RawDeck, node: Node) -> object:
        found = node.find(path, NS)
        return None if found is None else deck.canonical(found)

    return see


def rich(words: str) -> str:
    """Words in a chart."""
    run = f'<a:r><a:rPr lang="en-US"/><a:t>{words}</a:t></a:r>'
    return f"<c:rich><a:bodyPr/><a:lstStyle/><a:p>{run}</a:p></c:rich>"


def title(words: str) -> Node:
    """A title of a chart or an axis."""
    return xml(f'<c:title><c:tx>{rich(words)}</c:tx><c:overlay val="0"/></c:title>')


def is_plain_bar(site: Site) -> bool:
    """Whether a series is of bars or lines that are not stacked."""
    plot = site.node.getparent()
    grouping = plot.find(c + "grouping")
    kind = "" if grouping is None else grouping.get("val")
    return local(plot) in ("barChart", "lineChart") and kind in ("clustered", "standard")
