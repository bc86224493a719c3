"""The slides of a deck laid on other masters: each on a layout of theirs, scaled onto their page."""

from __future__ import annotations

from collections.abc import Iterator

from kamdeck.deck.ledger import Ledger, SlideBase
from kamdeck.deck.page_fit import PageFit, size_of
from kamdeck.deck.sheet import is_untouched
from kamdeck.deck.spec import DeckSpec, SlideSpec, Text
from kamdeck.pptxio.apply import layout_in
from kamdeck.pptxio.binding import Found
from kamdeck.pptxio.digest import slide_digest
from kamdeck.pptxio.draft import Draft, Place
from kamdeck.pptxio.freed import free
from kamdeck.pptxio.markup import SLIDE_NAMESPACES
from kamdeck.pptxio.master import Layout, Master
from kamdeck.pptxio.nearest import Held, held_on, nearest, paired
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import Reading, SlideTree, read_state
from kamdeck.pptxio.seen import NS, Seen, layouts_of, masters_of
from kamdeck.pptxio.shapes import placeholder_mark
from kamdeck.pptxio.slide_search import shape_tree, slide_ids
from kamdeck.pptxio.slides import NUMBER, UNNUMBERED, number_xml
from kamdeck.pptxio.worked import look_of
from kamdeck.pptxio.xml import Node, fragment, local, parse, whole, written
from kamdeck.record import replace

_TYPES = ("rPr", "defRPr", "endParaRPr")  # what has a size of type, in hundredths of a point


def relaid(
    package: Package,
    before: Package,
    told: tuple[dict[str, object], Ledger | None],
    spec: DeckSpec,
    masters: tuple[Master, Master],
) -> Ledger:
    """Lay the slides of a deck, which was `before` on other masters, on those that it has now; what is then
    known of what we wrote.

    `told` is what the deck remembers, `masters` are the old and the new one. Slides of the spec take the
    layout of their role, all others the nearest. Elements of the spec keep their XML but for places and
    lengths: they are composed anew. All else that stands on slides is scaled with its type, and placeholders
    that the layout does not have become shapes of their own.
    """
    reading = read_state(before, DeckSpec(()), told)
    return _Relaying(package, before, reading, spec, masters).ledger()


class _Relaying:
    def __init__(
        self,
        package: Package,
        before: Package,
        reading: Reading,
        spec: DeckSpec,
        masters: tuple[Master, Master],
    ) -> None:
        self.package, self.before, self.reading = package, before, reading
        self.old, self.new = masters
        self.lang = spec.lang
        self.specs = {slide.key: slide for slide in spec.slides}
        self.was = {row.part: row for row in _seen(before)}
        self.layouts = _seen(package)
        self.old_size, self.new_size = _page(before), _page(package)
        self.fit = PageFit.between(self.old_size, self.new_size)
        self.page = "x".join(map(str, self.new_size))

    def ledger(self) -> Ledger:
        """Lay every slide; the ledger that then holds."""
        ledger = self.reading.ledger or Ledger()
        slides = dict(ledger.slides)
        keys = {tree.part: key for key, tree in self.reading.slides.items()}
        for place, (_, part) in enumerate(slide_ids(self.before), 1):
            key = keys.get(part)
            if key is None:
                self._lay_other(part)
            elif key in slides:
                slides[key] = self._lay_ours(self.reading.slides[key], slides[key], place)
        gone = {key: base for key, base in slides.items() if key not in self.reading.slides}
        return Ledger(slides | {key: self._fitted(base, base.layout) for key, base in gone.items()})

    # ------------------------------------------------------------------ slides

    def _lay_other(self, part: str) -> None:
        """A person's slide."""
        root = parse(self.before.read(part), part)
        tree = shape_tree(root)
        self._settle_nearest(part, held_on(tree, self._stood_on(part)))
        self._scale(tree, set())
        self.package.write(part, written(root))

    def _lay_ours(self, tree: SlideTree, base: SlideBase, place: int) -> SlideBase:
        """A slide of ours; what we last wrote to it, as it stands now."""
        slide, state = self.specs.get(tree.key), self.reading.state.slides[tree.key]
        keyed = {id(shape.node): shape for shape in tree.all_shapes if shape.key}
        held = held_on(tree.tree, self._stood_on(tree.part))
        settled = base.is_pure and state.is_settled
        untouched = {
            key
            for each in held
            if (key := keyed[id(each.shape)].key if id(each.shape) in keyed else "") in base.elements
            and is_untouched(state.elements[key], base.elements[key], self.reading.state, is_pure=settled)
        }
        if slide is None:
            layout = self._settle_nearest(tree.part, held).name
            if self.before.related(tree.part, "slideLayout") is None:
                layout = base.layout
        else:
            layout = self._settle_role(tree, slide, held, keyed, place)
        self._scale(tree.tree, set(keyed))
        self.package.write(tree.part, written(tree.root))
        elements = {
            key: replace(known, digest=self._look(tree, key)) if key in untouched else known
            for key, known in base.elements.items()
        }
        digest = slide_digest(self.package, tree.part) if state.is_settled else base.digest
        return self._fitted(replace(base, elements=elements, digest=digest), layout)

    def _look(self, tree: SlideTree, key: str) -> str:
        """The digest of an element as it is now: a placeholder that nobody worked on may be another one."""
        is_flattened, shape = self.reading.state.theme is not None, tree.shapes[key]
        return look_of(self.package, tree.part, shape, self.reading.digests, is_flattened=is_flattened).digest

    def _fitted(self, base: SlideBase, layout: str) -> SlideBase:
        """What we last wrote, on the new page; it may have been composed for another than the deck had."""
        composed = size_of(base.page) or (self.old.width, self.old.height)
        fit = self.fit.after(PageFit.between(composed, self.old_size))
        return fit.slide(base, layout=layout, page=self.page)

    # ------------------------------------------------------------------ layouts

    def _stood_on(self, part: str) -> Seen | None:
        return self.was.get(self.before.related(part, "slideLayout") or "")

    def _relate(self, part: str, layout: str) -> None:
        """Let a slide stand on a layout."""
        rels = self.package.rels(part)
        self.package.set_rels(
            part, tuple([r._replace(target=layout) if r.kind == "slideLayout" else r for r in rels])
        )

    def _settle_nearest(self, part: str, held: list[Held]) -> Seen:
        """The nearest layout for a slide, whose placeholders go into that one's."""
        was = self._stood_on(part)
        layout = nearest(self.layouts, was.kind if was else "", held, self.fit)
        self._relate(part, layout.part)
        self._settle_held(held, layout, was)
        return layout

    def _settle_role(
        self, tree: SlideTree, slide: SlideSpec, held: list[Held], keyed: dict[int, Found], place: int
    ) -> str:
        """The layout of a slide's role; what is not an element of the spec goes into its placeholders."""
        layout = layout_in(self.package, self.new, slide.layout)
        was, seen = self._stood_on(tree.part), next(r for r in self.layouts if r.part == layout.part)
        self._relate(tree.part, layout.part)
        wanted = {element.key for element in slide.elements}
        others = [
            each for each in held if (shape := keyed.get(id(each.shape))) is None or shape.key not in wanted
        ]
        numbers = [each for each in others if each.kind == "sldNum" and id(each.shape) not in keyed]
        filled = {each.placeholder for each in slide.elements if isinstance(each, Text)}
        ours = {(place.type, place.idx) for name, place in layout.places.items() if name in filled}
        free_seen = seen._replace(spots=tuple(s for s in seen.spots if (s.kind, s.idx) not in ours))
        self._settle_held([each for each in others if each not in numbers], free_seen, was)
        self._number(tree, slide, layout, numbers, was, place)
        if layout.is_bare:
            tree.root.set("showMasterSp", "0")
        elif any(row.is_bare and was and row.part == was.part for row in self.old.layouts):
            tree.root.attrib.pop("showMasterSp", "")
        return layout.name

    def _number(
        self,
        tree: SlideTree,
        slide: SlideSpec,
        layout: Layout,
        numbers: list[Held],
        was: Seen | None,
        place: int,
    ) -> None:
        """The slide's number, where the layout has one; one that a person took away stays away."""
        had = was is not None and bool(was.of("sldNum"))
        for each in numbers:
            _remove(each.shape)
        if NUMBER not in layout.places or slide.layout in UNNUMBERED or (had and not numbers):
            return
        last = max((shape.shape_id for shape in tree.all_shapes), default=1)
        draft = Draft(self.package, tree.part, layout.places, self.new.ink(self.lang), last_id=last)
        tree.tree.extend(fragment(number_xml(draft, place), SLIDE_NAMESPACES))

    def _settle_held(self, held: list[Held], layout: Seen, was: Seen | None) -> None:
        """Placeholders into those of a layout; those without one become shapes, and empty ones go."""
        spots = paired(layout, held, self.fit)
        for i, each in enumerate(held):
            spot = spots.get(i)
            if spot is not None:
                _mark(each, Place(spot.kind, spot.idx))
            elif each.is_empty or each.kind == "sldNum":
                _remove(each.shape)
            else:
                free(each, self.before, was)

    # ------------------------------------------------------------------ scale

    def _scale(self, tree: Node, ours: set[int]) -> None:
        """Scale places and lengths of all shapes, and type but for our elements."""
        if self.fit == PageFit():
            return
        for shape in list(tree)[2:]:
            for node in shape.iter():
                if isinstance(node.tag, str):
                    self._scale_lengths(node)
            for node in _theirs(shape, ours):
                size = whole(node.get("sz")) if local(node) in _TYPES else 0
                if size:
                    node.set("sz", str(max(100, round(size * self.fit.scale / 50) * 50)))

    def _scale_lengths(self, node: Node) -> None:
        fit, kind = self.fit, local(node)
        if kind in ("off", "chOff"):
            node.set("x", str(fit.x(whole(node.get("x")))))
            node.set("y", str(fit.y(whole(node.get("y")))))
        elif kind in ("ext", "chExt") and node.get("cx") is not None:
            node.set("cx", str(fit.length(whole(node.get("cx")))))
            node.set("cy", str(fit.length(whole(node.get("cy")))))
        elif kind in ("gridCol", "tr"):
            name = "w" if kind == "gridCol" else "h"
            if node.get(name) is not None:
                node.set(name, str(fit.length(whole(node.get(name)))))


def _seen(package: Package) -> list[Seen]:
    show = parse(package.read(package.main_part), package.main_part)
    return [row for master in masters_of(package, show) for row in layouts_of(package, master)]


def _page(package: Package) -> tuple[int, int]:
    size = parse(package.read(package.main_part), package.main_part).find("p:sldSz", NS)
    return (whole(size.get("cx")), whole(size.get("cy"))) if size is not None else (1, 1)


def _theirs(shape: Node, ours: set[int]) -> Iterator[Node]:
    """The elements of a shape that do not stand in one of ours."""
    if id(shape) in ours and local(shape) != "grpSp":
        return
    yield shape
    for node in shape:
        if isinstance(node.tag, str):
            yield from _theirs(node, ours)


def _mark(held: Held, place: Place) -> None:
    """Let a placeholder be that of a layout."""
    fresh = fragment(placeholder_mark(place), SLIDE_NAMESPACES)[0]
    for name in ("type", "idx", "sz", "orient"):
        held.mark.attrib.pop(name, "")
        if (value := fresh.get(name)) is not None:
            held.mark.set(name, value)


def _remove(shape: Node) -> None:
    parent = shape.getparent()
    if parent is not None:
        parent.remove(shape)
