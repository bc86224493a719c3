"""The plan of one slide that the deck already has: every element by its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from kamdeck.deck.anew import order_of, stays_of, told_less
from kamdeck.deck.changes import Edit, Op
from kamdeck.deck.fields import kind_of
from kamdeck.deck.frames import IDENTITY, Frames, four
from kamdeck.deck.ledger import TO_COME, ElementBase, Marks, SlideBase, fingerprint, marks
from kamdeck.deck.merge import Rule, Verdict, merge
from kamdeck.deck.normal import UNSCALED, Fields
from kamdeck.deck.sheet import Sheet, is_untouched, notes_mark
from kamdeck.deck.sites import site_point
from kamdeck.deck.spec import Box, Chart, Connector, Element, Group, SlideSpec, Table
from kamdeck.deck.state import DeckState, ElementState, SlideState
from kamdeck.deck.stretch import lay, stretch_of
from kamdeck.deck.structures import merge_chart
from kamdeck.deck.tables import final_fields, merge_table
from kamdeck.deck.wanted import Wanted, is_same
from kamdeck.record import replace
from kamdeck.report import Change, Conflict, Kept

NOTHING = ElementBase({})


class SlidePlan:
    """The plan of one slide that the deck already has."""

    def __init__(
        self,
        sheet: Sheet,
        spec: SlideSpec,
        there: SlideState,
        was: SlideBase | None,
        state: DeckState,
        restore: frozenset[str],
        wanted: Wanted,
        *,
        is_moved: bool = False,
    ) -> None:
        self.sheet, self.spec, self.there, self.was, self.state = sheet, spec, there, was, state
        self.restore, self.is_moved = restore, is_moved
        self.known: Mapping[str, ElementBase] = was.elements if was else {}
        self.wanted, self.ours = wanted.elements(spec), dict(wanted.fields(spec))
        self.colors, self.is_anew = wanted.colors, wanted.is_anew
        self.marks = dict(wanted.marks(spec))
        self.is_pure = was is not None and was.is_pure and there.is_settled
        self.frames = Frames(there, self.known)
        self.base: dict[str, ElementBase] = {}
        self.absent: set[str] = set()
        self.added: set[str] = set()
        self.skipped: set[str] = set()
        self.anew: set[str] = set()
        self.verdicts: dict[str, Verdict] = {}
        self.stretched: set[str] = set()

    def plan(self) -> None:
        """Decide every element, then what the spec no longer has, connectors and notes."""
        kept = len(self.sheet.kept) + len(self.sheet.conflicts)
        for element, _ in self.wanted:
            if isinstance(element, Group) and element.follows:
                self._lay(element, element.follows)
        for element, parent in self.wanted:
            there = self.there.elements.get(element.key)
            if there is None:
                self._missing(element, parent)
            elif there.kind != kind_of(element):
                self.sheet.conflicts.append(Conflict(element.key, "shape", there.kind))
                self.base[element.key] = self.known.get(element.key, NOTHING)
            else:
                self._present(element, there)
        self._leave_elements()
        self._route()
        if self.is_anew and (order := order_of(self.spec, self.there, self.known)):
            self._edit("order", "", names=order)
        self._notes()
        is_settled = kept == len(self.sheet.kept) + len(self.sheet.conflicts)
        digest = TO_COME if is_settled else ""
        was = self.was or SlideBase(0, {})
        self.sheet.slides[self.spec.key] = SlideBase(
            self.there.slide_id, self.base, self.notes_mark, digest, was.layout, was.page, self.is_pure
        )

    def _lay(self, group: Group, key: str) -> None:
        """Lay a group on the element `key` as that one ends up: shifted and stretched as it is."""
        host = next((element for element, _ in self.wanted if element.key == key), None)
        there = self.there.elements.get(key)
        if host is None or there is None or there.kind != kind_of(host):
            return
        if self.there.is_settled and all(map(self._is_settled, (host, *group.children))):
            return
        theirs = self.frames.settled(there)
        final = final_fields(self.ours[key], theirs, self._verdict(host, theirs))
        for part in (group, *group.children):
            self.ours[part.key] = dict(self.ours[part.key])
            self.marks.pop(part.key, None)
        self.ours[group.key]["frame"] = self.frames.shift(self.ours[key], final)
        if (stretch := stretch_of(self.ours[key], final)) is not None:
            stretch = stretch.within(*self.frames.scale(group.key), UNSCALED)
            gone = lay(group, stretch, self.ours, self.known)
            self.wanted = [pair for pair in self.wanted if pair[0].key not in gone]
            self.stretched.add(group.key)

    def _is_settled(self, element: Element) -> bool:
        """Whether an element needs no look: nobody touched it, and we want what we last wrote."""
        key = element.key
        known = self.known.get(key, NOTHING).marks
        if self.is_anew:
            return False
        return self.there.is_settled and not self._is_forced(key) and is_same(self._marks(key), known)

    def _marks(self, key: str) -> Marks:
        """The marks of what we want of an element."""
        if key not in self.marks:
            self.marks[key] = marks(self.ours[key])
        return self.marks[key]

    def _is_forced(self, key: str) -> bool:
        return key in self.restore or self.spec.key in self.restore

    def _missing(self, element: Element, parent: str) -> None:
        """Add what is new; what a person deleted stays deleted."""
        key = element.key
        is_known = key in self.known or self.was is None
        if parent in self.added or (isinstance(element, Group) and self._is_ungrouped(element)):
            self._place(element, parent)
            self._settle_new(element, parent)
        elif isinstance(element, Connector) and not self._has_ends(element):
            self.base[key] = self.known.get(key, NOTHING)
            self.absent.add(key)
        elif parent in self.absent or (is_known and not self._is_forced(key)):
            self.base[key] = self.known.get(key, NOTHING)
            self.absent.add(key)
            if parent not in self.absent:
                self.sheet.kept.append(Kept(key, "deleted"))
        else:
            self.added.add(key)
            home = parent if parent in self.there.elements else ""
            self._edit("add", key, value=home, names=self._below(key, parent))
            self.sheet.changes.append(Change(key, "added"))
            self._place(element, home)
            self._settle_new(element, home)

    def _place(self, element: Element, home: str) -> None:
        """Put a new element where it belongs, if that is not where the spec has it."""
        key, ours = element.key, self.ours[element.key]
        if isinstance(element, Group):
            if key in self.added and (frame := four(ours["frame"])) and frame != IDENTITY:
                self._edit("frame", key, lengths=frame)
        elif home in self.stretched or home in self.frames.shifts:
            if "box" in ours:
                self._edit("box", key, lengths=self.frames.unsettled(home, ours["box"]))
            elif ends := four(ours.get("ends")):
                self._edit("ends", key, lengths=ends)

    def _has_ends(self, line: Connector) -> bool:
        """Whether the shapes that a new connector joins stand on the slide, or will."""
        keys = [end.key for end in (line.start, line.end) if end]
        return all(
            k in self.there.elements or (k not in self.known and self.was is not None) or self._is_forced(k)
            for k in keys
        )

    def _settle_new(self, element: Element, home: str) -> None:
        """Note where a new element stands."""
        self.base[element.key] = ElementBase(self._marks(element.key))
        if isinstance(element, Group):
            self.frames.decide_frame(element.key, self.ours[element.key].get("frame"))
        else:
            self.frames.decide(element.key, home, self.ours[element.key].get("box"))

    def _is_ungrouped(self, group: Group) -> bool:
        return any(child.key in self.there.elements for child in group.children)

    def _below(self, key: str, parent: str) -> tuple[str, ...]:
        """The elements of the same group that are drawn below a new one, nearest first."""
        siblings = [e.key for e, p in self.wanted if p == parent]
        return tuple(reversed(siblings[: siblings.index(key)]))

    def _present(self, element: Element, there: ElementState) -> None:
        key = element.key
        was = self.known.get(key, NOTHING)
        if self._is_settled(element):
            self.base[key] = was
            self.skipped.add(key)
            self._settle(element, there.parent, self.ours[key])
            return
        theirs, ours = self.frames.settled(there), self.ours[key]
        verdict = self._verdict(element, theirs)
        final = theirs | {name: ours[name] for name in ("frame", "box") if name in verdict.writes}
        self._settle(element, there.parent, final)
        marks_now = {name: verdict.marks[name] for name in (*ours, *verdict.marks) if name in verdict.marks}
        self.base[key] = ElementBase(marks_now, there.shape_id, was.digest)
        if not (self.is_anew and self._compose(element, there, theirs, verdict)):
            self._edits(element, there, ours, theirs, verdict)
        self.sheet.take(verdict)
        if self.was is None and there.name != "kd:" + key:
            self._edit("name", key)
        elif self.state.theme is None and there.name != "kd:" + key:
            self.sheet.kept.append(Kept(key, "name", there.name, "kd:" + key))
        if key in self.there.copies:
            self.sheet.kept.append(Kept(key, "copied"))
        if there.home:
            self.sheet.kept.append(Kept(key, "group", there.home))

    def _verdict(self, element: Element, theirs: Fields) -> Verdict:
        """What the rule decides for an element, found once."""
        key = element.key
        if key not in self.verdicts:
            rule = Rule(self._is_forced(key), self.state.theme, self.was is None, is_moved=self.is_moved)
            judge: Callable[..., Verdict] = merge
            first: object = key
            if isinstance(element, Table):
                judge, first = merge_table, element
            elif isinstance(element, Chart):
                judge, first = merge_chart, element
            was = self.known.get(key, NOTHING).marks
            verdict = judge(first, self.ours[key], theirs, was, rule)
            if not self.is_pure:
                from kamdeck.deck.telling import tell_formats  # much code, for what a person worked on

                tell_formats(verdict, element, theirs, was, self.colors, self.state.theme)
            self.verdicts[key] = verdict
        return self.verdicts[key]

    def _compose(self, element: Element, there: ElementState, theirs: Fields, verdict: Verdict) -> bool:
        """Write an element over as it would be built on the master that the deck has now; False where what a
        person did to it can only stand if it is not."""
        key, ours = element.key, self.ours[element.key]
        is_untouched = key in self.known and self._is_untouched(there)
        stays = stays_of(element, ours, theirs, verdict, self.there, is_untouched=is_untouched)
        if stays is None:
            return False
        is_fresh = not verdict.keeps("font")
        self._edit("anew", key, value="fresh" if is_fresh else "words", names=stays)
        self._place(element, there.parent)
        if is_fresh and "font" in ours:
            base = self.base[key]
            self.base[key] = replace(base, marks={**base.marks, "font": self._marks(key)["font"]})
        self.anew.add(key)
        told_less(verdict, stays)
        return True

    def _settle(self, element: Element, parent: str, final: Fields) -> None:
        """Note where the element ends up."""
        if isinstance(element, Group):
            self.frames.decide_frame(element.key, final.get("frame"))
        else:
            self.frames.decide(element.key, parent, final.get("box"))

    def _edits(
        self, element: Element, there: ElementState, ours: Fields, theirs: Fields, verdict: Verdict
    ) -> None:
        """The edits that bring about what the rule decided."""
        if isinstance(element, Table | Chart):
            if written := [n for n in verdict.writes if n not in ("box", "alt")]:
                self._edit(
                    "table" if isinstance(element, Table) else "chart", element.key, names=tuple(written)
                )
        elif "text" in verdict.writes or ("font" in verdict.writes and not verdict.keeps("text")):
            self._edit("text", element.key, value="fresh" if "font" in verdict.writes else "words")
        for name in verdict.writes:
            if name == "box":
                self._edit("box", element.key, lengths=self.frames.unsettled(there.parent, ours["box"]))
            elif name == "frame":
                self._edit("frame", element.key, lengths=four(ours["frame"]) or ())
            elif name == "ends":
                self._edit("ends", element.key, lengths=four(ours["ends"]) or ())
            elif name in ("look", "adjust", "alt", "glue"):
                self._edit(name, element.key)  # type: ignore[arg-type]

    def _edit(
        self, op: Op, key: str, *, value: str = "", lengths: tuple[int, ...] = (), names: tuple[str, ...] = ()
    ) -> None:
        self.sheet.edits.append(Edit(op, self.spec.key, key, value, lengths, names))

    def _leave_elements(self) -> None:
        """Remove what the spec no longer has, or hand it over where a person worked on it."""
        gone = [e for k, e in self.there.elements.items() if k not in self.ours and k in self.known]
        edited = {e.key for e in gone if e.is_animated or not self._is_untouched(e)}
        edited |= {e.parent for e in gone if e.key in edited and e.parent}
        removed: set[str] = set()
        for element in sorted(gone, key=lambda e: e.kind != "group"):
            key = element.key
            if element.parent in removed:
                continue
            if key in edited or element.parent in edited:
                self._edit("release", key)
                self.sheet.kept.append(Kept(key, "released", str(element.fields.get("text", ""))))
            else:
                removed.add(key)
                self._edit("remove", key)
                self.sheet.changes.append(Change(key, "removed"))
        for key, was in self.known.items():
            if key not in self.ours and key not in self.there.elements:
                self.base[key] = was

    def _is_untouched(self, there: ElementState) -> bool:
        if self.is_pure:
            return True
        settled = replace(there, read=partial(self.frames.settled, there))
        return is_untouched(settled, self.known[there.key], self.state, is_pure=False)

    def _route(self) -> None:
        """Draw connectors again whose ends are no longer where the shapes are."""
        for element, _ in self.wanted:
            if not isinstance(element, Connector) or not (element.start and element.end):
                continue
            boxes = self.frames.ends(element)
            there = self.there.elements.get(element.key)
            if {element.key, element.start.key, element.end.key} <= self.skipped:
                continue
            if boxes is None or (there is None and element.key not in self.added):
                continue
            first = site_point(Box(*boxes[0]), self._geom(element.start.key), element.start.site)
            last = site_point(Box(*boxes[1]), self._geom(element.end.key), element.end.site)
            if there is not None and element.key not in self.anew:
                is_ours = there.fields.get("glue") == self.ours[element.key]["glue"] or self._writes_glue(
                    element.key
                )
                if not is_ours or self.frames.fits(there, (*first[:2], *last[:2])):
                    continue
                self.sheet.changes.append(Change(element.key, "route"))
            self._edit("route", element.key, lengths=(*boxes[0], *boxes[1]))

    def _writes_glue(self, key: str) -> bool:
        return any(e.op == "glue" and e.key == key and e.slide == self.spec.key for e in self.sheet.edits)

    def _geom(self, key: str) -> str:
        return str(self.ours[key].get("look", "rect")).partition("|")[0]

    def _notes(self) -> None:
        now, ours = self.there.notes, self.spec.notes
        was = self.was.notes if self.was else ""
        mine = fingerprint(ours) if ours else ""
        self.notes_mark = mine
        if now == ours or not self.state.has_notes:
            return
        if notes_mark(self.there) == was or self._is_forced(self.spec.key + "/notes"):
            self._edit("notes", "")
            self.sheet.changes.append(Change(self.spec.key, "notes", now, ours))
        else:
            self.notes_mark = was
            self.sheet.kept.append(Kept(self.spec.key, "notes", now, ours))
