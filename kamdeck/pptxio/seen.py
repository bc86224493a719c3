"""The masters and layouts of a file as they stand: placeholders by kind and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kamdeck.deck.spec import Box
from kamdeck.pptxio.look import box_of
from kamdeck.pptxio.markup import A, P, R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.xml import Node, local, parse, whole

NS = {"p": P, "a": A, "r": R}
TITLES = ("title", "ctrTitle")
FOOTERS = ("dt", "ftr", "sldNum", "hdr")
_REL_ID = f"{{{R}}}id"


class Spot(NamedTuple):
    """A placeholder: kind, index, box (the master's where it has none; EMU), and the words that stand in it
    but for fields."""

    kind: str
    idx: int
    box: Box | None
    words: str = ""


class Seen(NamedTuple):
    """A layout: its part, its master's, its name and type, its placeholders, and where its master puts the
    body."""

    part: str
    master: str
    name: str
    kind: str
    spots: tuple[Spot, ...]
    body: Box | None = None

    def of(self, *kinds: str) -> list[Spot]:
        """The placeholders of these kinds."""
        return [spot for spot in self.spots if spot.kind in kinds]

    @property
    def contents(self) -> list[Spot]:
        """The placeholders that hold content."""
        return [spot for spot in self.spots if spot.kind not in (*TITLES, *FOOTERS)]


def masters_of(package: Package, show: Node) -> list[str]:
    """The slide masters in the presentation's order."""
    return _listed(package, package.main_part, show, "p:sldMasterIdLst/p:sldMasterId")


def layouts_of(package: Package, master: str) -> list[Seen]:
    """The layouts of a master in its order."""
    root = parse(package.read(master), master)
    inherited = {_general(spot.kind): spot.box for spot in _spots(root, {})}
    found = []
    for name in _listed(package, master, root, "p:sldLayoutIdLst/p:sldLayoutId"):
        layout = parse(package.read(name), name)
        common = layout.find("p:cSld", NS)
        label = (common.get("name") if common is not None else "") or name
        spots = tuple(_spots(layout, inherited))
        found.append(Seen(name, master, label, layout.get("type") or "", spots, inherited.get("body")))
    return found


def theme_of(package: Package, master: str) -> tuple[dict[str, str], tuple[str, str]]:
    """The colors of a master's theme by slot, and its heading and body font."""
    part = package.related(master, "theme")
    if part is None or part not in package:
        return {}, ("Arial", "Arial")
    root = parse(package.read(part), part)
    colors = {}
    for slot in root.iterfind("a:themeElements/a:clrScheme/*", NS):
        for value in slot:
            colors[local(slot)] = (value.get("lastClr") or value.get("val") or "").upper()
    fonts = [
        font.get("typeface") or "Arial"
        for kind in ("major", "minor")
        for font in root.iterfind(f"a:themeElements/a:fontScheme/a:{kind}Font/a:latin", NS)
    ]
    major, minor = (*fonts, "Arial", "Arial")[:2]
    return colors, (major, minor)


def _listed(package: Package, name: str, root: Node, path: str) -> list[str]:
    """The parts that a list of relation ids names, in the list's order."""
    rels = {rel.id: rel.target for rel in package.rels(name)}
    targets = [rels.get(row.get(_REL_ID) or "") for row in root.findall(path, NS)]
    return [target for target in targets if target and target in package]


def _spots(root: Node, inherited: Mapping[str, Box | None]) -> Iterator[Spot]:
    for shape in root.iterfind("p:cSld/p:spTree//p:sp", NS):
        mark = shape.find("p:nvSpPr/p:nvPr/p:ph", NS)
        if mark is not None:
            kind = mark.get("type") or "obj"
            box = box_of(shape.find("p:spPr/a:xfrm", NS))
            words = "".join(text.text or "" for text in shape.iterfind("p:txBody/a:p/a:r/a:t", NS))
            place = Box(*box) if box else inherited.get(_general(kind))
            yield Spot(kind, whole(mark.get("idx")), place, words.strip())


def _general(kind: str) -> str:
    """The master's placeholder that a layout's inherits from."""
    if kind in TITLES:
        return "title"
    return kind if kind in FOOTERS else "body"
