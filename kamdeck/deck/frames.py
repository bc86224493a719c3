"""What moves with what: groups carry children and follow what they lie on, connectors follow shapes."""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.deck.ledger import ElementBase, is_near
from kamdeck.deck.normal import UNSCALED, Fields, Value
from kamdeck.deck.spec import Connector
from kamdeck.deck.state import ElementState, SlideState

Four = tuple[int, int, int, int]
IDENTITY: Four = (0, 0, UNSCALED, UNSCALED)
FAR = 15_000  # EMU: a connector whose ends are this near to their sites needs no new course


def four(value: Value | None) -> Four | None:
    """A field that holds a box, as integers."""
    if not isinstance(value, tuple) or len(value) != 4:
        return None
    a, b, c, d = (int(part) for part in value)
    return a, b, c, d


class Frames:
    """Where everything on one slide ends up, decided element by element."""

    def __init__(self, there: SlideState, known: Mapping[str, ElementBase]) -> None:
        self.there, self.known = there, known
        self.shifts = {} if there.is_settled else self._shifts()
        self.boxes: dict[str, tuple[Four, str]] = {}
        self.frames: dict[str, Four] = {}

    def _shifts(self) -> dict[str, tuple[int, int]]:
        """How far a program moved all children of a group at once, instead of the group's own frame."""
        moves: dict[str, list[tuple[int, int]]] = {}
        for key, child in self.there.elements.items():
            if child.parent and key in self.known:
                was, now = four(self.known[key].marks.get("box")), four(child.fields.get("box"))
                if was and now:
                    moves.setdefault(child.parent, []).append((now[0] - was[0], now[1] - was[1]))
        return {
            group: found[0]
            for group, found in moves.items()
            if len(found) > 1 and not is_near(found[0], (0, 0)) and all(is_near(m, found[0]) for m in found)
        }

    def settled(self, element: ElementState) -> Fields:
        """The element's fields as they would be had its group not been moved child by child."""
        dx, dy = self.shifts.get(element.key if element.kind == "group" else element.parent, (0, 0))
        if not (dx or dy):
            return element.fields
        found = dict(element.fields)
        if element.kind == "group":
            x, y, across, down = four(found.get("frame")) or IDENTITY
            found["frame"] = (x + dx, y + dy, across, down)
            return found
        if box := four(found.get("box")):
            found["box"] = (box[0] - dx, box[1] - dy, box[2], box[3])
        if ends := four(found.get("ends")):
            found["ends"] = (ends[0] - dx, ends[1] - dy, ends[2] - dx, ends[3] - dy)
        return found

    def unsettled(self, parent: str, box: Value) -> Four:
        """A box of the spec as it is written into the group `parent`."""
        dx, dy = self.shifts.get(parent, (0, 0))
        x, y, w, h = four(box) or (0, 0, 0, 0)
        return x + dx, y + dy, w, h

    def shift(self, wanted: Fields, final: Mapping[str, Value]) -> Four:
        """The frame of a group laid upon an element: shifted as far as that one ends up from its place."""
        name = next((n for n in ("place", "box", "frame") if n in wanted), "box")
        here, now = wanted.get(name), final.get(name)
        if not (isinstance(now, tuple) and isinstance(here, tuple)) or is_near(now[:2], here[:2]):
            return IDENTITY
        return int(now[0]) - int(here[0]), int(now[1]) - int(here[1]), UNSCALED, UNSCALED

    def scale(self, group: str) -> tuple[int, int]:
        """How a person scaled a group as a whole, in millionths."""
        there = self.there.elements.get(group)
        frame = four(self.settled(there).get("frame")) if there else None
        return (frame or IDENTITY)[2:]

    def decide(self, key: str, parent: str, box: Value | None) -> None:
        """Note where an element ends up: its box, or the frame of a group."""
        if there := four(box):
            self.boxes[key] = (there, parent)

    def decide_frame(self, key: str, frame: Value | None) -> None:
        """Note the frame a group ends up with."""
        self.frames[key] = four(frame) or IDENTITY

    def on_slide(self, box: Four, parent: str) -> Four:
        """A box in a group's frame, on the slide."""
        dx, dy, across, down = self.frames.get(parent, IDENTITY)
        x, y, w, h = box
        return (
            dx + x * across // UNSCALED,
            dy + y * down // UNSCALED,
            w * across // UNSCALED,
            h * down // UNSCALED,
        )

    def ends(self, line: Connector) -> tuple[Four, Four] | None:
        """The boxes on the slide that a glued connector joins, as they end up; None where one is gone."""
        if line.start is None or line.end is None:
            return None
        first, second = self.boxes.get(line.start.key), self.boxes.get(line.end.key)
        return (self.on_slide(*first), self.on_slide(*second)) if first and second else None

    def fits(self, there: ElementState, points: Four) -> bool:
        """Whether the stored course of a connector starts and ends at two points of the slide."""
        now = four(there.fields.get("ends"))
        if now is None:
            return False
        x1, y1, _, _ = self._raw((now[0], now[1], 0, 0), there.parent)
        x2, y2, _, _ = self._raw((now[2], now[3], 0, 0), there.parent)
        return all(abs(a - b) <= FAR for a, b in zip((x1, y1, x2, y2), points, strict=True))

    def _raw(self, box: Four, parent: str) -> Four:
        """A box as read, on the slide: through the group's frame as the deck has it."""
        group = self.there.elements.get(parent)
        dx, dy, across, down = (four(group.fields.get("frame")) if group else None) or IDENTITY
        return dx + box[0] * across // UNSCALED, dy + box[1] * down // UNSCALED, box[2], box[3]
