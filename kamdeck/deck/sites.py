"""Connection sites of shapes: where a glued connector starts and ends."""

from __future__ import annotations

from kamdeck.deck.spec import Box

TOP, LEFT, BOTTOM, RIGHT = range(4)

# Sites of presets that have others than top, left, bottom, right: share of width, of height, and side.
_SITES: dict[str, tuple[tuple[float, float, int], ...]] = {
    "ellipse": (
        (0.5, 0.0, TOP), (0.1464, 0.1464, TOP), (0.0, 0.5, LEFT), (0.1464, 0.8536, BOTTOM),
        (0.5, 1.0, BOTTOM), (0.8536, 0.8536, BOTTOM), (1.0, 0.5, RIGHT), (0.8536, 0.1464, TOP),
    ),
    "triangle": (
        (0.5, 0.0, TOP), (0.25, 0.5, LEFT), (0.0, 1.0, BOTTOM), (0.5, 1.0, BOTTOM), (1.0, 1.0, BOTTOM),
        (0.75, 0.5, RIGHT),
    ),
}  # fmt: skip
_RECT = ((0.5, 0.0, TOP), (0.0, 0.5, LEFT), (0.5, 1.0, BOTTOM), (1.0, 0.5, RIGHT))


def site_point(box: Box, geom: str, site: int) -> tuple[int, int, int]:
    """Where connection site `site` of a shape lies, and on which side (0 top, 1 left, 2 bottom, 3 right)."""
    sites = _SITES.get(geom, _RECT)
    across, down, side = sites[site % len(sites)]
    return box.x + round(box.w * across), box.y + round(box.h * down), side
