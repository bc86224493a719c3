"""Coordinates inside groups and outside: a group maps its children's space onto its own frame."""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.deck.normal import UNSCALED
from kamdeck.pptxio.binding import ANS, PNS, Found
from kamdeck.pptxio.look import Four, box_of, length
from kamdeck.pptxio.xml import Node
from kamdeck.record import record


@record
class Scale:
    """How a group maps the coordinates inside it: `outer = inner * scale + shift`."""

    dx: float = 0.0
    dy: float = 0.0
    across: float = 1.0
    down: float = 1.0

    def after(self, inner: Scale) -> Scale:
        """The map that applies `inner` first."""
        return Scale(
            self.dx + inner.dx * self.across,
            self.dy + inner.dy * self.down,
            self.across * inner.across,
            self.down * inner.down,
        )

    def box(self, box: Four) -> Four:
        """A box, outside."""
        x, y, w, h = box
        return (
            round(self.dx + x * self.across),
            round(self.dy + y * self.down),
            round(w * self.across),
            round(h * self.down),
        )

    def ends(self, ends: Four) -> Four:
        """Two points, outside."""
        x1, y1, x2, y2 = ends
        return (*self.box((x1, y1, 0, 0))[:2], *self.box((x2, y2, 0, 0))[:2])

    def frame(self, inner: Scale) -> Four:
        """A group's own map, seen from outside, as a field."""
        whole = self.after(inner)
        return round(whole.dx), round(whole.dy), round(whole.across * UNSCALED), round(whole.down * UNSCALED)

    def inverse(self, box: Four) -> Four:
        """A box from outside, inside."""
        x, y, w, h = box
        return (
            round((x - self.dx) / self.across),
            round((y - self.dy) / self.down),
            round(w / self.across),
            round(h / self.down),
        )


def group_frame(group: Node) -> Scale:
    """How a group maps the coordinates of its children."""
    transform = group.find(f"{PNS}grpSpPr/{ANS}xfrm")
    inner_off = transform.find(f"{ANS}chOff") if transform is not None else None
    inner_ext = transform.find(f"{ANS}chExt") if transform is not None else None
    outer = box_of(transform)
    if outer is None or inner_off is None or inner_ext is None:
        return Scale()
    across = outer[2] / (length(inner_ext, "cx") or outer[2] or 1)
    down = outer[3] / (length(inner_ext, "cy") or outer[3] or 1)
    across, down = across or 1.0, down or 1.0
    return Scale(
        outer[0] - length(inner_off, "x") * across, outer[1] - length(inner_off, "y") * down, across, down
    )


def frame_of(shape: Found, groups: Mapping[int, str]) -> tuple[str, str, Scale]:
    """Our group around a shape, the name of a person's group around it, and the map into our group's (or
    the slide's) coordinates."""
    scale, home = Scale(), ""
    for group in shape.groups:
        if id(group) in groups:
            return groups[id(group)], home, scale
        home = home or group[0][0].get("name", "") or "?"
        scale = group_frame(group).after(scale)
    return "", home, scale
