"""Outlines that a person or designer drew: `a:custGeom` with plain coordinates."""

from __future__ import annotations

from kamdeck.deck.page import Step
from kamdeck.pptxio.binding import ANS
from kamdeck.pptxio.xml import Node, local, whole

_MOST_STEPS = 20_000


def freeform_steps(geometry: Node, size: tuple[int, int]) -> tuple[Step, ...]:
    """The steps of an outline as shares of the shape's box; none where it uses formulas or arcs."""
    steps: list[Step] = []
    for path in geometry.iterfind(f"{ANS}pathLst/{ANS}path"):
        wide, high = whole(path.get("w"), size[0]) or size[0], whole(path.get("h"), size[1]) or size[1]
        for node in path:
            kind = local(node)
            if kind == "arcTo":
                return ()
            points = []
            for point in node.iterfind(f"{ANS}pt"):
                x, y = point.get("x", ""), point.get("y", "")
                if not _is_number(x) or not _is_number(y):
                    return ()
                points.append((int(x) / (wide or 1), int(y) / (high or 1)))
            steps.append(Step(tuple(points), kind == "moveTo"))
            if len(steps) > _MOST_STEPS:
                return ()
    return tuple(steps)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdigit()
