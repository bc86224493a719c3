"""What a person can edit in a deck and what an edit leaves to be seen; the registry of its kinds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.raw_deck import MAIN, NS, Node, RawDeck, a, id_of, local, name_of, p, words_of

Claim = tuple[str, ...]


@dataclass(frozen=True)
class Where:
    """Where an edit is: ids of slide and shape, and what kamdeck calls them (`around`: the groups around it).

    `moved` are the ids that a program gave the shapes of the slide anew, `slides` those of slides.
    """

    slide: str = ""
    shape: str = ""
    slide_key: str = ""
    key: str = ""
    around: tuple[str, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    slides: Mapping[str, str] = field(default_factory=dict)

    def slide_now(self, number: str) -> str:
        """The id that a slide has now."""
        return self.slides.get(number, number)

    def part(self, deck: RawDeck) -> str | None:
        return deck.part_of(self.slide_now(self.slide))

    def now(self, number: str) -> str:
        """The id that a shape of the slide has now."""
        return self.moved.get(number, number)

    def other(self, deck: RawDeck, number: str) -> Node | None:
        """Another shape of the slide."""
        return deck.shape(self.slide_now(self.slide), self.now(number))

    def node(self, deck: RawDeck) -> Node | None:
        return self.other(deck, self.shape) if self.shape else None

    def chart(self, deck: RawDeck) -> Node | None:
        """The root of the chart that the shape shows."""
        part, node = self.part(deck), self.node(deck)
        found = deck.chart(part, node) if part is not None and node is not None else None
        return None if found is None or found not in deck.parts else deck.tree(found)


def equal(was: object, now: object) -> bool:
    """Whether an edit is there as it was."""
    return bool(was == now)


@dataclass(frozen=True)
class Look:
    """What is to be seen of an edit in a deck (`see`: None where there is nothing), and how a report speaks
    of it: heads of `fields`, and words one of which (`about`) stands in a line that is of this edit.

    A `is_figure` edit is one that our figures take the place of, which the report says. What the edit itself
    makes another one is `touched`: shapes of the slide, by id, beside its own; "*" for all of them. An edit
    of a place in an order `goes_along` with what stood in it, where that goes without an edit too.
    """

    see: Callable[[RawDeck, Where], object]
    fields: tuple[str, ...]
    about: tuple[str, ...] = ()
    is_kept: Callable[[object, object], bool] = equal
    is_figure: bool = False
    touched: tuple[str, ...] = ()
    goes_along: bool = False


@dataclass
class Site:
    """A thing in a deck that can be edited; `path` leads to it from its slide."""

    deck: RawDeck
    where: Where
    slide_part: str
    node: Node
    path: Claim
    rng: random.Random = field(default_factory=random.Random)
    more: Any = None

    def number(self) -> str:
        """An id that no shape of the slide has."""
        taken = {int(id_of(s)) for s in self.deck.shapes(self.slide_part)}
        number = 9001
        while number in taken:
            number += 1
        return str(number)

    @property
    def tree(self) -> Node:
        return self.deck.tree(self.slide_part).find("p:cSld/p:spTree", NS)


@dataclass(frozen=True)
class Applied:
    """An edit that was made: its kind, where, and what is to be seen of it."""

    kind: str
    where: Where
    look: Look
    claim: Claim


@dataclass(frozen=True)
class Kind:
    """A kind of edit: what it is made on, and how; None where it cannot be made there."""

    name: str
    on: str
    make: Callable[[Site], Look | None]
    is_whole: bool = False  # nothing else may be done to the shape that holds it


KINDS: dict[str, Kind] = {}


def kind(name: str, on: str, *, is_whole: bool = False) -> Callable[[Callable[[Site], Look | None]], Any]:
    """Enter a kind of edit in the registry."""

    def enter(make: Callable[[Site], Look | None]) -> Callable[[Site], Look | None]:
        if name in KINDS:
            raise ValueError(name)
        KINDS[name] = Kind(name, on, make, is_whole)
        return make

    return enter


def clash(one: Claim, other: Claim) -> bool:
    """Whether two edits touch the same thing: one lies within the other."""
    short = min(len(one), len(other))
    return one[:short] == other[:short]


# ------------------------------------------------------------------ what there is to edit


def key_of(shape: Node) -> str:
    """kamdeck's key of a shape, or of the nearest of ours around it."""
    for node in (shape, *shape.iterancestors(p + "grpSp")):
        if len(node) and len(node[0]) and name_of(node).startswith("kd:"):
            return name_of(node).removeprefix("kd:")
    return ""


def sites(deck: RawDeck, rng: random.Random) -> dict[str, list[Site]]:
    """Everything that can be edited, by what it is."""
    found: dict[str, list[Site]] = {}

    def put(what: str, site: Site) -> None:
        found.setdefault(what, []).append(site)

    put("deck", Site(deck, Where(), MAIN, deck.tree(MAIN), ("deck",), rng))
    for number, part in deck.slides():
        root = deck.tree(part)
        slide_key = root.find("p:cSld", NS).get("name", "")
        base = Site(deck, Where(number, "", slide_key, slide_key), part, root, (number,), rng)
        put("slide", base)
        notes = deck.notes(part)
        if notes is not None and len(words_of(deck.tree(notes))) > 20:
            put("notes", replace(base, node=deck.tree(notes), path=(number, "#notes"), more=notes))
        for shape in deck.shapes(part):
            if key_of(shape) and name_of(shape).startswith("kd:"):
                for what, site in _of_shape(base, shape):
                    put(what, site)
    return found


def _of_shape(base: Site, shape: Node) -> Iterator[tuple[str, Site]]:
    groups = [id_of(g) for g in shape.iterancestors(p + "grpSp")][::-1]
    path = (base.path[0], *groups, id_of(shape))
    around = tuple(name_of(g).removeprefix("kd:") for g in shape.iterancestors(p + "grpSp"))
    where = replace(base.where, shape=id_of(shape), key=key_of(shape), around=around)
    site = replace(base, where=where, node=shape, path=path)
    is_holder = shape.find("p:nvSpPr/p:nvPr/p:ph", NS) is not None
    yield "any", site
    if shape.tag == p + "sp":
        body = shape.find(p + "txBody")
        if body is not None and len(words_of(body).split()) >= 3:
            yield "text", site
            yield from (("box text", site),) if not is_holder else ()
        if not is_holder and shape.find("p:spPr/a:xfrm", NS) is not None:
            yield "shape", site
            if not groups:
                yield "top shape", site
    elif shape.tag == p + "cxnSp":
        yield "connector", site
    elif shape.tag == p + "grpSp":
        yield "group", site
    elif shape.find(".//a:tbl", NS) is not None:
        yield "table", site
        yield from _of_table(site)
    elif shape.find(".//c:chart", NS) is not None:
        yield from _of_chart(site)


def _of_table(site: Site) -> Iterator[tuple[str, Site]]:
    table = site.node.find(".//a:tbl", NS)
    columns = table.findall("a:tblGrid/a:gridCol", NS)
    for i, row in enumerate(table.findall("a:tr", NS)):
        cells = row.findall(a + "tc")
        is_plain = not any(cell.get(name) for cell in cells for name in SPANS)
        place = replace(site, path=(*site.path, f"row{i}"), more=(i, -1))
        if i and is_plain:
            yield "row", replace(place, node=row)
        for j, cell in enumerate(cells):
            if not (cell.get("hMerge") or cell.get("vMerge")):
                yield "cell", replace(place, node=cell, path=(*place.path, f"column{j}"), more=(i, j))
    for j, column in enumerate(columns):
        yield "column", replace(site, node=column, path=(*site.path, "#columns"), more=(-1, j))


SPANS = ("gridSpan", "rowSpan", "hMerge", "vMerge")


def _of_chart(site: Site) -> Iterator[tuple[str, Site]]:
    part = site.deck.chart(site.slide_part, site.node)
    if part is None:
        return
    root = site.deck.tree(part)
    chart = replace(site, node=root, path=(*site.path, "#chart"), more=part)
    yield "chart", chart
    for i, series in enumerate(root.findall(".//c:plotArea/*/c:ser", NS)):
        inner = replace(chart, node=series, path=(*site.path, f"series{i}"))
        yield "series", inner
        if series.find("c:cat", NS) is not None and series.find("c:val", NS) is not None:
            yield "points", inner
    for axis in root.findall(".//c:plotArea/*", NS):
        if local(axis) in ("catAx", "valAx") and axis.find("c:delete[@val='0']", NS) is not None:
            axis_id = axis.find("c:axId", NS).get("val")
            yield "axis", replace(chart, node=axis, path=(*site.path, f"axis{axis_id}"))
