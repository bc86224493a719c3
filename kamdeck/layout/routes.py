"""How glued lines run among boxes: elbows that cross no box, and few other lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kamdeck.deck.spec import EMU, Box
from kamdeck.record import record

TOP, LEFT_SIDE, BOTTOM, RIGHT_SIDE = range(4)  # connection sites of a rectangle
CLEAR = round(0.05 * EMU)  # room between a line and a box that it passes
LEAVE, ARRIVE = round(0.08 * EMU), round(0.13 * EMU)  # shortest end pieces; the arrowhead needs more
SPINE = round(0.10 * EMU)
NEAR = round(0.40 * EMU)
EDGES = (round(0.05 * EMU), round(0.12 * EMU))  # lanes at the left edge of the map
LANES = (round(0.13 * EMU), round(0.20 * EMU))  # beside a box
SAME = round(0.035 * EMU)  # parallel lines nearer than this look like one

Point = tuple[int, int]
Segment = tuple[Point, Point]


@record
class Route:
    """One connector: its ends, connection sites, where its middle piece runs, and the points it passes."""

    source: str
    target: str
    start: int
    end: int
    bend: int | None
    points: tuple[Point, ...]

    @property
    def axis(self) -> int:
        """0 where it leaves to a side, 1 where it leaves up or down."""
        return 0 if self.start in (LEFT_SIDE, RIGHT_SIDE) else 1

    @property
    def is_plain(self) -> bool:
        """True where every program draws it alike: straight, or an elbow that bends half way."""
        if len(self.points) < 4:
            return True
        first, bend, last = (self.points[i][self.axis] for i in (0, 1, 3))
        return self.start != self.end and abs(bend - (first + last) // 2) <= SAME

    @property
    def knee(self) -> int | None:
        """The corner (1 or 2 of `points`) that stands close to its own box, of an elbow that is not plain.

        Programs that route glued lines anew would let such a line run along a box, or through one.
        """
        if self.is_plain:
            return None
        first, last = (abs(self.points[i][self.axis] - self.points[i + 1][self.axis]) for i in (0, 2))
        return (1 if first <= last else 2) if min(first, last) <= NEAR else None

    @property
    def knee_site(self) -> int:
        """The side of the knee on which the rest of the line goes on."""
        ends = self.points[1:3] if self.knee == 1 else self.points[2:0:-1]
        across = 1 - self.axis
        is_back = ends[1][across] < ends[0][across]
        if self.axis == 0:
            return TOP if is_back else BOTTOM
        return LEFT_SIDE if is_back else RIGHT_SIDE

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The straight pieces."""
        return tuple(pairwise(self.points))


def straight_down(a: Box, b: Box, source: str, target: str, bend: int) -> Route:
    """From the bottom of a box to the top of another, with its middle piece at `bend`."""
    points = _points(a, BOTTOM, b, TOP, bend)
    return Route(source, target, BOTTOM, TOP, None if len(points) == 2 else bend, points)


def along_left(a: Box, b: Box, source: str, target: str) -> Route:
    """From the left side of a box to that of another below."""
    bend = a.x - SPINE
    points = _points(a, LEFT_SIDE, b, LEFT_SIDE, bend)
    return Route(source, target, LEFT_SIDE, LEFT_SIDE, bend, points)


def to_side(a: Box, b: Box, source: str, target: str) -> Route:
    """From the bottom of a box to the side of another that faces it."""
    end = LEFT_SIDE if b.x > a.x + a.w // 2 else RIGHT_SIDE
    return Route(source, target, BOTTOM, end, None, _points(a, BOTTOM, b, end, None))


def free_routes(
    boxes: Mapping[str, Box], left: int, lines: Sequence[tuple[str, str]], taken: Iterable[Route] = ()
) -> tuple[Route, ...]:
    """Routes for the lines (source, target) that can be drawn without touching a box, shortest first; none
    runs left of `left`, and few cross those that are `taken`."""
    lanes = _lanes(boxes.values(), left)
    routes = list(taken)
    found = []
    near = sorted(lines, key=lambda line: _distance(boxes[line[0]], boxes[line[1]]))
    for source, target in near:
        best = _best(source, target, boxes, lanes, routes)
        if best:
            routes.append(best)
            found.append(best)
    order = {line: i for i, line in enumerate(lines)}
    return tuple(sorted(found, key=lambda route: order[route.source, route.target]))


def _distance(a: Box, b: Box) -> int:
    return abs(a.x + a.w // 2 - b.x - b.w // 2) + abs(a.y + a.h // 2 - b.y - b.h // 2)


def site(box: Box, place: int) -> Point:
    """A connection site of a rectangle."""
    if place in (TOP, BOTTOM):
        return box.x + box.w // 2, box.y if place == TOP else box.y + box.h
    return (box.x if place == LEFT_SIDE else box.x + box.w), box.y + box.h // 2


def _points(a: Box, start: int, b: Box, end: int, bend: int | None) -> tuple[Point, ...]:
    """The corners of an elbow; two points where it is straight."""
    (x1, y1), (x2, y2) = site(a, start), site(b, end)
    if start in (TOP, BOTTOM) and end not in (TOP, BOTTOM):
        return (x1, y1), (x1, y2), (x2, y2)
    if (x1 == x2 and start in (TOP, BOTTOM)) or (y1 == y2 and {start, end} == {LEFT_SIDE, RIGHT_SIDE}):
        return (x1, y1), (x2, y2)
    middle = bend or 0
    if start in (TOP, BOTTOM):
        return (x1, y1), (x1, middle), (x2, middle), (x2, y2)
    return (x1, y1), (middle, y1), (middle, y2), (x2, y2)


# ------------------------------------------------------------------ choosing


def _lanes(boxes: Iterable[Box], left: int) -> tuple[list[int], list[int]]:
    """Where upright and where level middle pieces may run: beside some box, or half way between two."""
    xs = {left + lane for lane in EDGES}
    ys: set[int] = set()
    sides: set[int] = set()
    for box in boxes:
        right, low = box.x + box.w, box.y + box.h
        sides |= {box.x, right}
        for lane in LANES:
            xs |= {box.x - lane, right + lane}
            ys |= {box.y - lane, low + lane}
    xs |= {(x1 + x2) // 2 for x1, x2 in pairwise(sorted(sides))}
    return sorted(x for x in xs if x >= left), sorted(ys)


def _candidates(
    a: Box, b: Box, lanes: tuple[Sequence[int], Sequence[int]]
) -> Iterator[tuple[float, int, int, int]]:
    """Every elbow between two sides, or between tops and bottoms: cost by itself, sites and bend.

    The cost is the length in inches, the corners, and a charge for what some programs draw otherwise.
    """
    for axis, sides in enumerate(((LEFT_SIDE, RIGHT_SIDE), (TOP, BOTTOM))):
        for start in sides:
            for end in sides:
                p, q = site(a, start), site(b, end)
                first, last, apart = p[axis], q[axis], abs(p[1 - axis] - q[1 - axis])
                if not apart and _faces(p, q, start, end, axis):
                    yield 0.8 + 0.6 * axis + 0.25 * abs(first - last) / EMU, start, end, 0
                    continue
                middle = (first + last) // 2
                for bend in (middle, *lanes[axis]):
                    leaves = bend <= first - LEAVE if start in (LEFT_SIDE, TOP) else bend >= first + LEAVE
                    arrives = bend <= last - ARRIVE if end in (LEFT_SIDE, TOP) else bend >= last + ARRIVE
                    if leaves and arrives:
                        out, back = abs(bend - first), abs(bend - last)
                        is_plain = start != end and abs(bend - middle) <= SAME
                        charge = 0.0 if is_plain else 0.3 if min(out, back) <= NEAR else 4.0
                        cost = 1.6 + 0.6 * axis + charge + 0.25 * (out + apart + back) / EMU
                        yield cost, start, end, bend


def _faces(p: Point, q: Point, start: int, end: int, axis: int) -> bool:
    """True when the two sites look at each other along one line that is long enough for an arrow."""
    room = LEAVE + ARRIVE
    if start in (LEFT_SIDE, TOP):
        return end in (RIGHT_SIDE, BOTTOM) and p[axis] - room >= q[axis]
    return end in (LEFT_SIDE, TOP) and p[axis] + room <= q[axis]


def _hits(route: Route, boxes: Mapping[str, Box]) -> bool:
    """True when a piece runs through a box or too near to one; its end pieces may touch their own."""
    last = len(route.points) - 2
    for i, segment in enumerate(route.segments):
        for name, box in boxes.items():
            is_own = (i == 0 and name == route.source) or (i == last and name == route.target)
            if crosses_box(segment, box, -1 if is_own else CLEAR):
                return True
    return False


def crosses_box(segment: Segment, box: Box, margin: int = 0) -> bool:
    """True when an upright or level piece enters the box grown by `margin`."""
    (x1, y1), (x2, y2) = segment
    return (
        max(x1, x2) > box.x - margin
        and min(x1, x2) < box.x + box.w + margin
        and max(y1, y2) > box.y - margin
        and min(y1, y2) < box.y + box.h + margin
    )


def _best(
    source: str,
    target: str,
    boxes: Mapping[str, Box],
    lanes: tuple[Sequence[int], Sequence[int]],
    others: Sequence[Route],
) -> Route | None:
    """The cheapest elbow that touches no box; those that cost more by themselves are not looked at."""
    best, least = None, float("inf")
    a, b = boxes[source], boxes[target]
    for own, start, end, bend in sorted(_candidates(a, b, lanes)):
        if own >= least:
            break
        points = _points(a, start, b, end, bend)
        route = Route(source, target, start, end, bend if len(points) == 4 else None, points)
        if not _hits(route, boxes):
            cost = own + _charge(route, others)
            if cost < least:
                best, least = route, cost
    return best


def _charge(route: Route, others: Sequence[Route]) -> float:
    """A charge for each line crossed, and a heavy one for running upon a line."""
    cost = 0.0
    mine = route.segments
    for other in others:
        is_merging = other.target == route.target and other.end == route.end
        for b in other.segments:
            for a in mine:
                if _overlap(a, b):
                    cost += 0.5 if is_merging else 6.0
                elif _cross(a, b):
                    cost += 1.5
    return cost


def _is_level(segment: Segment) -> bool:
    return segment[0][1] == segment[1][1]


def _overlap(a: Segment, b: Segment) -> bool:
    """True when two parallel pieces run upon each other."""
    if _is_level(a) != _is_level(b):
        return False
    across, along = (1, 0) if _is_level(a) else (0, 1)
    if abs(a[0][across] - b[0][across]) > SAME:
        return False
    low = max(min(p[along] for p in a), min(p[along] for p in b))
    return low + SAME < min(max(p[along] for p in a), max(p[along] for p in b))


def _cross(a: Segment, b: Segment) -> bool:
    """True when a level and an upright piece cross."""
    if _is_level(a) == _is_level(b):
        return False
    level, upright = (a, b) if _is_level(a) else (b, a)
    x, y = upright[0][0], level[0][1]
    return min(p[0] for p in level) < x < max(p[0] for p in level) and min(p[1] for p in upright) < y < max(
        p[1] for p in upright
    )


# ------------------------------------------------------------------ labels


def label_box(
    route: Route, width: int, height: int, taken: Iterable[Box], others: Sequence[Route], zone: Box | None
) -> Box | None:
    """Room for a word above the longest level piece, clear of boxes and lines and not over the left edge of
    the zone; None where there is none."""
    boxes = tuple(taken)
    level = [s for s in route.segments if _is_level(s)]
    for segment in sorted(level, key=lambda s: -abs(s[0][0] - s[1][0])):
        low, high = sorted((segment[0][0], segment[1][0]))
        y = segment[0][1] - height - round(0.02 * EMU)
        for x in (low + round(0.16 * EMU), (low + high - width) // 2, high - width - round(0.16 * EMU)):
            box = Box(x, y, width, height)
            fits = low + round(0.04 * EMU) <= x <= high - width
            is_on_edge = zone is not None and x < zone.x < x + width
            if fits and not is_on_edge and not _is_taken(box, boxes, others):
                return box
    return None


def _is_taken(box: Box, boxes: Iterable[Box], others: Sequence[Route]) -> bool:
    edges = ((box.x, box.y), (box.x + box.w, box.y), (box.x + box.w, box.y + box.h), (box.x, box.y + box.h))
    sides = [(edges[i], edges[(i + 1) % 4]) for i in range(4)]
    if any(crosses_box(side, other) for side in sides for other in boxes):
        return True
    return any(crosses_box(segment, box) for route in others for segment in route.segments)
