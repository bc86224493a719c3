"""Which layout of a master a person's slide belongs on, and which of its placeholders takes which text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from kamdeck.deck.page_fit import PageFit
from kamdeck.deck.spec import EMU, Box
from kamdeck.pptxio.look import box_of, words_of
from kamdeck.pptxio.seen import FOOTERS, NS, TITLES, Seen, Spot
from kamdeck.pptxio.xml import Node, local, whole
from kamdeck.record import workspace

_EMPTY = EMU // 2  # a place that stays empty is as bad as a text that is moved by half an inch
_LEAST = 0.5  # of the room that a text had: a smaller placeholder was made for something else


@workspace
class Held:
    """A placeholder that stands on a slide: its shape, mark (`p:ph`), kind, index, and the room it has."""

    shape: Node
    mark: Node
    kind: str
    idx: int
    box: Box | None

    @property
    def is_empty(self) -> bool:
        """Whether it is a prompt that nobody filled."""
        return local(self.shape) == "sp" and not words_of(self.shape.find("p:txBody", NS)).strip()


def held_on(tree: Node, layout: Seen | None) -> list[Held]:
    """The placeholders of a slide that stood on a layout."""
    found = []
    for mark in tree.iterfind(".//p:nvPr/p:ph", NS):
        shape = next(islice(mark.iterancestors(), 2, 3))  # above nvPr and nvSpPr, nvPicPr or the like
        kind, idx = mark.get("type") or "obj", whole(mark.get("idx"))
        transform = shape.find("p:spPr/a:xfrm", NS)
        box = box_of(shape.find("p:xfrm", NS) if transform is None else transform)
        spot = _home(layout, kind, idx)
        found.append(Held(shape, mark, kind, idx, Box(*box) if box else spot.box if spot else None))
    return found


def _home(layout: Seen | None, kind: str, idx: int) -> Spot | None:
    """The placeholder of a layout that one on a slide inherits from."""
    spots = [spot for spot in layout.spots if general(spot.kind) == general(kind)] if layout else []
    exact = [spot for spot in spots if spot.idx == idx]
    if exact or general(kind) in (*FOOTERS, "title"):
        return next(iter(exact or spots), None)
    return None


def general(kind: str) -> str:
    """What a placeholder is for: a title, a picture, a footer, or text and content."""
    if kind in TITLES:
        return "title"
    return kind if kind in (*FOOTERS, "pic") else "body"


def nearest(layouts: Sequence[Seen], kind: str, held: Sequence[Held], fit: PageFit) -> Seen:
    """The layout that takes most of a slide's filled placeholders; of several one of the same type, then the
    one that moves and leaves empty least, then the first."""
    filled = [each for each in held if not each.is_empty and each.kind not in FOOTERS]

    def distance(layout: Seen) -> tuple[int, bool, int]:
        spots = paired(layout, filled, fit)
        left = sum(spot.kind not in FOOTERS for spot in layout.spots) - len(spots)
        moves = sum(_far(filled[i], spot, fit)[1] for i, spot in spots.items())
        return len(filled) - len(spots), layout.kind != kind, moves + left * _EMPTY

    return min(layouts, key=distance)


def paired(layout: Seen, held: Sequence[Held], fit: PageFit) -> dict[int, Spot]:
    """The placeholder of a layout that each one on a slide (by its place in `held`) goes into, nearest first;
    none for one that would be squeezed. `fit` brings the slide's lengths onto the layout's page."""
    found: dict[int, Spot] = {}
    ways = sorted(
        (_far(each, spot, fit), i, j)
        for i, each in enumerate(held)
        for j, spot in enumerate(layout.spots)
        if general(spot.kind) == general(each.kind) and _is_roomy(each, spot, fit)
    )
    taken: set[int] = set()
    for _, i, j in ways:
        if i not in found and j not in taken:
            taken.add(j)
            found[i] = layout.spots[j]
    return found


def _far(held: Held, spot: Spot, fit: PageFit) -> tuple[bool, int]:
    """Whether the kinds differ, and how far a placeholder is moved (EMU)."""
    if held.box is None or spot.box is None:
        return held.kind != spot.kind, 0
    across = abs(fit.x(held.box.x) - spot.box.x)
    return held.kind != spot.kind, across + abs(fit.y(held.box.y) - spot.box.y)


def _is_roomy(held: Held, spot: Spot, fit: PageFit) -> bool:
    """Whether a text has room enough in a placeholder; titles and footers have it everywhere."""
    if general(held.kind) != "body" or held.box is None or spot.box is None:
        return True
    room = fit.length(held.box.w) * fit.length(held.box.h)
    return spot.box.w * spot.box.h >= _LEAST * room
