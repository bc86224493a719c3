"""How a state is drawn: a mark whose shape and colour both say it, a bar on a track, a panel's head."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Box, Connector, Line, Para, Run, Shape, Text
from kamdeck.figures.judged import Status
from kamdeck.text.measure import line_height, shorten, width

OF_PROGRESS: tuple[tuple[str, Status], ...] = (
    ("late", "risk"),
    ("at risk", "watch"),
    ("not started", "unknown"),
    ("in progress", "good"),
    ("on track", "good"),
    ("done", "done"),
)
"""The states of work, worst first, with how each is marked."""

SIDE = round(0.10 * EMU)
HEAD_HEIGHT = round(0.265 * EMU)  # of a panel's head, with its rule


def mark(key: str, status: Status, x: int, middle: int, side: int = SIDE) -> Shape:
    """A disc (good), a triangle (watch), a square (risk), a ring (unknown) or a tick (done), from `x` on,
    around `middle`."""
    box = Box(x, middle - side // 2, side, side)
    if status == "unknown":
        return Shape(key, box, "ellipse", None, Line("unknown", 1.25))
    if status == "done":
        tick = Box(x - side // 10, middle - side * 45 // 100, side * 12 // 10, side * 6 // 10)
        return Shape(key, tick, "corner", "good", rot=-45, adjust=(32_000, 32_000))
    geoms = {"good": "ellipse", "watch": "triangle", "risk": "rect"}
    return Shape(key, box, geoms[status], status)


def bar(key: str, track: Box, share: float, fill: str) -> tuple[Shape, ...]:
    """A share (0..1, more is cut) of a pale track; no bar at all at zero."""
    wide = round(track.w * min(max(share, 0.0), 1.0))
    back = Shape(f"{key}_track", track, "rect", "grid")
    return (back, Shape(key, Box(track.x, track.y, wide, track.h), "rect", fill)) if wide else (back,)


def panel_head(key: str, title: str, unit: str, x: int, y: int, room: int) -> tuple[Text | Connector, ...]:
    """A panel's title in bold, its unit in grey on the same line, and the rule below."""
    shown = shorten(title, 12, room, True)
    runs = [Run(shown, 12, True, "ink")]
    left = room - width(f"{shown}  ", 12, True)
    if unit and left > round(0.4 * EMU):
        runs.append(Run(f"  {shorten(unit, 10, left)}", 10, None, "muted"))
    below = y + round(0.255 * EMU)
    return (
        Text(f"{key}_head", (Para(tuple(runs)),), Box(x, y, room, line_height(12) + 12_700), anchor="ctr"),
        Connector(f"{key}_rule", points=(x, below, x + room, below), line=Line("ink", 1.05)),
    )
