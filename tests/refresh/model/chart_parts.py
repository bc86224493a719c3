"""Edits of what a chart leaves out, and of what is drawn in it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from lxml import etree

from tests.raw_deck import NS, C, Node, RawDeck, c, xml
from tests.refresh.model.chart_edits import letters
from tests.refresh.model.chart_sheets import C15
from tests.refresh.model.chart_sites import (
    labels_of,
    of_chart,
    series_of,
)  # fmt: skip
from tests.refresh.model.inner_book import book_of
from tests.refresh.model.shape_parts import box
from tests.refresh.model.site import Look, Site, Where, kind


@kind("drawn_in_chart", "chart")
def drawn_in_chart(site: Site) -> Look | None:
    """A text box drawn inside the chart."""
    if site.node.find(c + "userShapes") is not None:
        return None
    words = f"drawn {site.rng.randrange(10**6)}"
    shape = etree.tostring(box("2", words)).decode()
    uri = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
    inner = re.sub(r"(</?)p:", r"\1cdr:", shape).replace("cdr:nvPr/", "cdr:nvPrGone/")
    inner = re.sub(r"<cdr:nvPrGone/>", "", inner)
    part = site.deck.free("ppt/drawings/drawing{}.xml")
    site.deck.add(
        part,
        f'<c:userShapes xmlns:c="{C}" xmlns:cdr="{uri}" xmlns:a="{NS["a"]}"><cdr:relSizeAnchor>'
        "<cdr:from><cdr:x>0.1"
        f"</cdr:x><cdr:y>0.1</cdr:y></cdr:from><cdr:to><cdr:x>0.3</cdr:x><cdr:y>0.2</cdr:y></cdr:to>{inner}"
        "</cdr:relSizeAnchor></c:userShapes>",
        "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml",
    )
    rid = site.deck.relate(site.more, "chartUserShapes", part)
    site.node.append(xml(f'<c:userShapes r:id="{rid}"/>'))

    def see(deck: RawDeck, where: Where) -> object:
        part, node = where.part(deck), where.node(deck)
        chart = deck.chart(part, node) if part is not None and node is not None else None
        drawn = deck.related(chart, "chartUserShapes") if chart else None
        return None if drawn not in deck.parts else words in deck.parts[str(drawn)].decode()

    return Look(see, ("released",))


@kind("chart_filter", "points", is_whole=True)
def chart_filter(site: Site) -> Look | None:
    """An account filtered out of the chart: every series shows two ranges, the sheet hides a row."""
    root, hidden = site.deck.tree(site.more), 1
    names, at, book = labels_of(site.node), letters(site.node, "cat"), book_of(site.deck, site.more)
    plain = [letters(s, tag) for s in series_of(root) for tag in ("cat", "val")]
    if at is None or book is None or len(names) < 4 or names.count(names[hidden]) != 1:
        return None
    if not all(m is not None and (m[3], m[4]) == (at[3], at[4]) for m in plain):
        return None
    for series in series_of(root):
        _filter(series, hidden)
    book.row(hidden + int(at[3])).set("hidden", "1")
    book.save()
    name = names[hidden]

    def see(deck: RawDeck, root: Node) -> object:
        return all(name not in labels_of(series) for series in series_of(root))

    return Look(of_chart(see), ("filter", "order"), (name,))


def _filter(series: Node, hidden: int) -> None:
    for tag in ("cat", "val"):
        ref = series.find(f"c:{tag}", NS)[0]
        formula = ref.find(c + "f")
        full = formula.text
        sheet, cells_ = full.split("!")
        _, column, first, _, last = re.split(r":?\$", cells_)
        split = int(first) + hidden
        ranges = [(first, split - 1), (split + 1, last)]
        formula.text = f"({','.join(f'{sheet}!${column}${i}:${column}${j}' for i, j in ranges)})"
        cache = next(node for node in ref if node.tag.endswith("Cache"))
        _shift(cache.findall(c + "pt"), hidden)
        count = cache.find(c + "ptCount")
        count.set("val", str(int(count.get("val")) - 1))
        ref.append(
            etree.fromstring(
                f'<c:extLst xmlns:c="{C}"><c:ext uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" '
                f'xmlns:c15="{C15[1:-1]}"><c15:fullRef><c15:sqref>{escape(full)}</c15:sqref>'
                "</c15:fullRef></c:ext></c:extLst>"
            )
        )
    for path in ("c:dPt", "c:dLbls/c:dLbl"):
        _shift(series.findall(path, NS), hidden)


def _shift(nodes: list[Node], hidden: int) -> None:
    """Take out what is of the hidden point; what stands behind it moves up."""
    for node in nodes:
        holder = node if node.tag == c + "pt" else node.find(c + "idx")
        name = "idx" if node.tag == c + "pt" else "val"
        at = int(holder.get(name))
        if at == hidden:
            node.getparent().remove(node)
        elif at > hidden:
            holder.set(name, str(at - 1))
