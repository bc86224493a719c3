"""Edits on slides that are there: each names one shape of ours, found by key in the slide's tree."""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.deck.changes import Edit, Plan
from kamdeck.deck.fields import flatten, kind_of
from kamdeck.deck.frames import four
from kamdeck.deck.ledger import TOUCHED, SlideBase
from kamdeck.deck.spec import Box, Chart, Connector, DeckSpec, Element, Shape, SlideSpec, Table, Text
from kamdeck.deck.state import Look
from kamdeck.errors import DeckError
from kamdeck.pptxio import edit_shapes
from kamdeck.pptxio.binding import ANS, PNS, Found, shapes
from kamdeck.pptxio.books import book_mark
from kamdeck.pptxio.connectors import route_of, straight
from kamdeck.pptxio.draft import Draft, Hold, hold_of
from kamdeck.pptxio.faults import FaultySlideError
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.markup import SLIDE_NAMESPACES
from kamdeck.pptxio.master import Master
from kamdeck.pptxio.notes import write_notes
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.presentation import SlideList
from kamdeck.pptxio.read import Reading, SlideTree
from kamdeck.pptxio.read_chart import chart_part
from kamdeck.pptxio.related import drop_dead_links, drop_slide, drop_unused, related
from kamdeck.pptxio.replace_text import has_tongues, replace_text
from kamdeck.pptxio.scale import Scale, frame_of
from kamdeck.pptxio.shapes import element_xml
from kamdeck.pptxio.tags import NAME_PREFIX
from kamdeck.pptxio.worked import look_of
from kamdeck.pptxio.written import Written
from kamdeck.pptxio.xml import child, fragment, needed, written
from kamdeck.record import replace
from kamdeck.report import Kept

NOWHERE = SlideBase(0, {})


def edit_slides(
    plan: Plan, package: Package, spec: DeckSpec, master: Master, reading: Reading, listed: SlideList
) -> dict[str, Written]:
    """Bring about every edit on the slides that are there; what is then known of each of them."""
    by_slide: dict[str, list[Edit]] = {}
    for edit in plan.edits:
        if edit.op != "add_slide":
            by_slide.setdefault(edit.slide, []).append(edit)
    specs = {slide.key: slide for slide in spec.slides}
    done: dict[str, Written] = {}
    for key, tree in reading.slides.items():
        base = reading.ledger.slides.get(key, NOWHERE) if reading.ledger else NOWHERE
        slide_id = reading.state.slides[key].slide_id
        slide = specs.get(key, SlideSpec(key, "", ()))
        editor = SlideEditor(package, tree, slide, base, master.ink(spec.lang), master, reading)
        try:
            for edit in editor.ordered(by_slide.get(key, [])):
                if edit.op == "remove_slide":
                    listed.remove(slide_id)
                    drop_slide(package, tree.part)
                else:
                    editor.do(edit)
        except DeckError as fault:
            raise FaultySlideError(key, fault.message, fault.hint) from fault
        if tree.part in package:
            editor.save()
            done[key] = editor.written(slide_id)
    return done


class SlideEditor:
    """One slide's tree while it is edited."""

    def __init__(
        self,
        package: Package,
        tree: SlideTree,
        slide: SlideSpec,
        base: SlideBase,
        ink: Ink,
        master: Master,
        reading: Reading,
    ) -> None:
        self.package, self.tree, self.slide, self.base = package, tree, slide, base
        self.ink, self.master, self.lost = ink, master, reading.lost
        self.digests, self.is_flattened = reading.digests, reading.state.theme is not None
        self.is_pure = base.is_pure and reading.state.slides[tree.key].is_settled
        self.touched: dict[str, bool] = {}  # what was written to, and whether a person had worked on it
        self.ours: set[str] = (
            set()
        )  # of these, those that are for sure as we drew them but for words and places
        self.elements: dict[str, Element] = {e.key: e for e, _ in flatten(slide)}
        self.is_dirty = False
        self.stretched: set[str] = set()

    def ordered(self, edits: list[Edit]) -> list[Edit]:
        """The edits, those of lines behind all new shapes, since they may be glued to one of them."""
        return sorted(edits, key=self._turn)

    def _turn(self, edit: Edit) -> int:
        if edit.op in ("add", "anew"):
            return int(isinstance(self.elements.get(edit.key), Connector))
        return {"ends": 2, "glue": 2, "route": 3, "order": 4}.get(edit.op, 0)

    def do(self, edit: Edit) -> None:
        """One edit."""
        if edit.key:
            self._note(edit.key)
        if edit.op == "notes":
            lost = write_notes(
                self.package, self.tree.part, self.slide.notes, self.ink.lang, is_pure=self.is_pure
            )
            self.lost += [Kept(f"{self.slide.key}/notes", field, words) for field, words in lost.items()]
        elif edit.op == "chart":
            self._chart(edit)
        else:
            self.is_dirty = True
            doers = {
                "text": self._text, "box": self._box, "look": self._look, "adjust": self._adjust,
                "alt": self._alt, "name": self._name, "glue": self._glue, "frame": self._shift,
                "ends": self._ends, "route": self._route, "table": self._table, "add": self._add,
                "anew": self._anew, "order": self._order,
                "remove": self._remove, "release": self._release, "release_slide": self._release_slide,
            }  # fmt: skip
            doers[edit.op](edit)

    def save(self) -> None:
        """Refit the groups whose children changed, and write the slide's part if its tree was edited."""
        for key in sorted(self.stretched):
            if key in self.tree.shapes:
                edit_shapes.refit(self.tree.shapes[key].node)
        if self.is_dirty:
            drop_dead_links(self.package, self.tree.part, self.tree.root)
            self.package.write(self.tree.part, written(self.tree.root), tree=self.tree.root)

    def written(self, slide_id: int) -> Written:
        """The ids of our shapes, and the marks of their charts' workbooks."""
        books = {}
        for key, shape in self.tree.shapes.items():
            part = chart_part(self.package, self.tree.part, shape.node) if shape.kind == "chart" else None
            if part is not None:
                books[key] = book_mark(self.package, part)
        shape_ids = {key: shape.shape_id for key, shape in self.tree.shapes.items()}
        looks = {
            key: TOUCHED if is_touched else self._seen(self.tree.shapes[key]).digest
            for key, is_touched in self.touched.items()
            if key in self.tree.shapes
        }
        return Written(self.tree.part, slide_id, shape_ids, books, looks)

    def _note(self, key: str) -> None:
        """Whether a person had worked on an element, seen before it is written to for the first time."""
        shape = self.tree.shapes.get(key)
        if key in self.touched:
            return
        was = self.base.elements[key].digest if key in self.base.elements else ""
        if self.is_pure or shape is None:
            self.touched[key] = False
            self.ours.add(key)
        elif was == TOUCHED:
            self.touched[key] = True
        else:
            look = self._seen(shape)
            if was and not self.is_flattened:
                self.touched[key] = look.digest != was
                if look.digest == was and not has_tongues(shape.node):
                    self.ours.add(key)
            else:
                self.touched[key] = not look.is_plain()

    def _seen(self, shape: Found) -> Look:
        return look_of(self.package, self.tree.part, shape, self.digests, is_flattened=self.is_flattened)

    # ------------------------------------------------------------------ in place

    def _text(self, edit: Edit) -> None:
        shape, element = self.tree.shapes[edit.key], self.elements[edit.key]
        assert isinstance(element, Text | Shape)
        body = shape.node.find(f"{PNS}txBody")
        if body is None:
            body = child(shape.node, "txBody", PNS)
            child(body, "bodyPr", ANS)
        if edit.key in self.ours:
            replace_text(body, element.paras, self.ink)
            return
        from kamdeck.pptxio.edit_text import write_text  # much code, for what a person worked on

        known = self.base.elements.get(edit.key)
        font = str(known.marks.get("font", "")) if known else None
        write_text(body, element.paras, self.ink, font, is_fresh=edit.value == "fresh")

    def _box(self, edit: Edit) -> None:
        shape = self.tree.shapes[edit.key]
        parent, _, scale = self._frame(shape)
        edit_shapes.set_box(shape, scale.inverse(four(edit.lengths) or (0, 0, 0, 0)))
        self.stretched.add(parent)

    def _look(self, edit: Edit) -> None:
        shape, element = self.tree.shapes[edit.key], self.elements[edit.key]
        if isinstance(element, Shape):
            edit_shapes.set_look(shape, element, self.ink.palette)
        elif isinstance(element, Connector):
            edit_shapes.set_line(shape, element, self.ink.palette)

    def _adjust(self, edit: Edit) -> None:
        element = self.elements[edit.key]
        assert isinstance(element, Shape)
        edit_shapes.set_guides(self.tree.shapes[edit.key], element)

    def _alt(self, edit: Edit) -> None:
        edit_shapes.set_alt(self.tree.shapes[edit.key], self.elements[edit.key].alt)

    def _name(self, edit: Edit) -> None:
        self.tree.shapes[edit.key].node[0][0].set("name", NAME_PREFIX + edit.key)

    def _glue(self, edit: Edit) -> None:
        element = self.elements[edit.key]
        assert isinstance(element, Connector)
        edit_shapes.set_glue(self.tree.shapes[edit.key], element, self._draft())

    def _shift(self, edit: Edit) -> None:
        x, y, *_ = edit.lengths
        edit_shapes.set_shift(self.tree.shapes[edit.key], (x, y))

    def _ends(self, edit: Edit) -> None:
        shape = self.tree.shapes[edit.key]
        parent, _, scale = self._frame(shape)
        x1, y1, x2, y2 = edit.lengths
        route = straight((x1, y1), (x2, y2), "line")
        box = route.box
        edit_shapes.set_route(shape, route, scale.inverse((box.x, box.y, box.w, box.h)))
        self.stretched.add(parent)

    def _route(self, edit: Edit) -> None:
        """A connector's course between its shapes as they stand on the slide now."""
        shape, element = self.tree.shapes.get(edit.key), self.elements[edit.key]
        assert isinstance(element, Connector)
        assert element.start
        assert element.end
        if shape is None:
            return
        holds: dict[str, Hold] = {}
        is_moved = False
        for end, box in zip((element.start, element.end), (edit.lengths[:4], edit.lengths[4:]), strict=True):
            ours = self.elements.get(end.key)
            geom = ours.geom if isinstance(ours, Shape) else "rect"
            holds[end.key] = Hold(Box(*box), geom)
            is_moved |= getattr(ours, "box", None) != Box(*box)
        # The place of the middle piece was chosen for shapes that stand elsewhere now.
        line = replace(element, bend=None) if is_moved else element
        route = route_of(line, Draft(self.package, self.tree.part, {}, holds=holds))
        _, _, scale = frame_of(shape, {})
        edit_shapes.set_route(
            shape, route, scale.inverse((route.box.x, route.box.y, route.box.w, route.box.h))
        )
        self.stretched.add(self._frame(shape)[0])

    def _table(self, edit: Edit) -> None:
        from kamdeck.pptxio.merge_table import merge_table  # much code, for tables that change

        element = self.elements[edit.key]
        assert isinstance(element, Table)
        marks = self.base.elements[edit.key].marks if edit.key in self.base.elements else {}
        node = self.tree.shapes[edit.key].node
        used = related(node)
        self.lost += merge_table(node, element, edit.names, marks, self.ink, is_ours=edit.key in self.ours)
        drop_unused(self.package, self.tree.part, used, self.tree.root)

    def _chart(self, edit: Edit) -> None:
        from kamdeck.pptxio.merge_chart import merge_chart  # much code, for charts that change

        element = self.elements[edit.key]
        assert isinstance(element, Chart)
        marks = self.base.elements[edit.key].marks if edit.key in self.base.elements else {}
        part = chart_part(self.package, self.tree.part, self.tree.shapes[edit.key].node)
        assert part is not None
        self.lost += merge_chart(self.package, part, element, edit.names, marks, self.ink)

    # ------------------------------------------------------------------ coming and going

    def _add(self, edit: Edit) -> None:
        """A new element, drawn over those that it was meant to be drawn over, as far as they are there."""
        home = edit.value
        draft = self._draft()
        text = element_xml(self.elements[edit.key], draft)
        if not text:
            return
        node = fragment(text, SLIDE_NAMESPACES)[0]
        group = self.tree.shapes[home] if home else None
        holder = group.node if group else self.tree.tree
        under = next((self.tree.shapes[k].node for k in edit.names if k in self.tree.shapes), None)
        while under is not None and under.getparent() is not holder:
            under = under.getparent()
        if under is not None:
            under.addnext(node)
        else:
            holder.insert(2, node)  # behind the group's own properties
        groups = (group.node, *group.groups) if group else ()
        for found in shapes([node], groups):  # type: ignore[arg-type]
            found.key = found.name.removeprefix("kd:")
            self.tree.shapes[found.key] = found
            self.touched[found.key] = False
            self.tree.all_shapes.append(found)
        self.stretched.add(home)

    def _anew(self, edit: Edit) -> None:
        """An element written over as it would be built, in its place among the others."""
        shape, element = self.tree.shapes[edit.key], self.elements[edit.key]
        text = element_xml(element, self._draft())
        if not text:
            return
        node, old = fragment(text, SLIDE_NAMESPACES)[0], shape.node
        if edit.names:
            from kamdeck.pptxio.anew import carry_text  # for what a person worked on

            assert isinstance(element, Text)
            known = self.base.elements.get(edit.key)
            font = str(known.marks.get("font", "")) if known else None
            carry_text(old, node, element, self.ink, edit, font)
        edit_shapes.keep_tags(self.package, self.tree.part, old, node)
        used = related(old)
        holder = needed(old.getparent())
        holder.replace(old, node)
        drop_unused(self.package, self.tree.part, used, self.tree.root)
        shape.node, shape.name, shape.kind = node, NAME_PREFIX + edit.key, kind_of(element)
        self.stretched.add(self._frame(shape)[0])

    def _order(self, edit: Edit) -> None:
        """Our elements in another order; a person's shapes stay between those that take their places."""
        tree = self.tree.tree
        nodes = [self.tree.shapes[key].node for key in edit.names if key in self.tree.shapes]
        nodes = [node for node in nodes if node.getparent() is tree]
        places = sorted(tree.index(node) for node in nodes)
        for node in nodes:
            tree.remove(node)
        for place, node in zip(places, nodes, strict=True):
            tree.insert(place, node)

    def _remove(self, edit: Edit) -> None:
        shape = self.tree.shapes.pop(edit.key)
        inner = {id(node) for node in shape.node.iter()}
        edit_shapes.remove(self.package, self.tree.part, shape)
        for key in [k for k, other in self.tree.shapes.items() if id(other.node) in inner]:
            del self.tree.shapes[key]
        self.stretched.add(self._frame(shape)[0])

    def _release(self, edit: Edit) -> None:
        edit_shapes.release(self.package, self.tree.part, self.tree.shapes.pop(edit.key))

    def _release_slide(self, edit: Edit) -> None:
        for shape in self.tree.shapes.values():
            edit_shapes.release(self.package, self.tree.part, shape)
        self.tree.shapes.clear()
        edit_shapes.drop_tags(self.package, self.tree.part, self.tree.root.find(f"{PNS}cSld"))

    # ------------------------------------------------------------------ where things are

    def _groups(self) -> Mapping[int, str]:
        return {id(shape.node): key for key, shape in self.tree.shapes.items() if shape.kind == "group"}

    def _frame(self, shape: Found) -> tuple[str, str, Scale]:
        return frame_of(shape, self._groups())

    def _draft(self) -> Draft:
        """The slide as the writer of new elements must know it."""
        last = max((shape.shape_id for shape in self.tree.all_shapes), default=1)
        ids = {key: shape.shape_id for key, shape in self.tree.shapes.items()}
        places = self.master.layout(self.slide.layout).places
        draft = Draft(self.package, self.tree.part, places, self.ink, ids, last_id=last)
        for key, element in self.elements.items():
            hold = hold_of(element, places) if key in ids else None
            if hold is not None:
                draft.holds[key] = hold
        return draft
