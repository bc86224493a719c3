"""Where people stand on a decision map: own geometry, from one person to about twenty-five on a slide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from kamdeck.deck.spec import EMU, Box
from kamdeck.record import record, replace
from kamdeck.views.decision.pages import Tree, levels_of, outer_first

Form = Literal["full", "line"]
Kind = Literal["box", "tree", "stack", "sides", "loose"]
Hang = Literal["drop", "left", "right"]


def _in(inches: float) -> int:
    return round(inches * EMU)


LANE, MARGIN = _in(0.25), _in(0.11)  # room for influence lines left of the boxes, right of them
WIDEST, NARROWEST, NARROWEST_STACKED = _in(2.30), _in(1.52), _in(1.40)
SIBLING, COUSIN, PASSAGE = _in(0.15), _in(0.25), _in(0.52)  # gaps: leaves, branches, where a line passes
LOW, LOW_PITCH = _in(0.42), _in(0.48)
INDENT, TWO_SIDED, STACK_GAP = _in(0.16), _in(0.24), _in(0.14)
PITCH = _in(1.77)
LEVELS = ((3, _in(0.96)), (4, _in(0.86)), (5, _in(0.72)))  # a box's height at most, by the levels
LOWEST, LEVEL_GAP, LEAST_GAP = _in(0.72), _in(0.26), _in(0.20)  # a box's height, between two levels
STACKED = ((_in(0.86), _in(0.40)), (_in(0.78), _in(0.32)), (_in(0.72), _in(0.26)))  # height and gap
TALL = ((_in(0.96), _in(0.90)), (_in(0.96), _in(0.60)))  # in a room that is upright
ZONE_PAD, ZONE_GAP, OUTSIDE = _in(0.125), _in(0.30), _in(1.90)
AIR = _in(0.06)  # over a map without organisations outside
LOOSE_FULL = 12  # people without any reporting line who get full boxes, in rows of four


@record
class Place:
    """Where one person stands; "line" is the low box of a stacked report."""

    box: Box
    form: Form = "full"


@record
class Room:
    """Where a map may stand: its edges, the height of the head over organisations outside (EMU), and the
    place of the legend's first line below and how many it has. One that `is_low` has no air to spare."""

    left: int
    right: int
    top: int
    bottom: int
    head: int
    legend: Box
    lines: int = 1
    is_low: bool = False

    @property
    def outside(self) -> int:
        """The width of the box of an organisation outside."""
        return min(OUTSIDE, (self.right - self.left) // 4)


@record
class Layout:
    """Every person's place, the reporting lines as (manager, report, how), and the zone of organisations
    outside. How: "drop" from the bottom to the top, "left" from left side to left side, "right" from the
    bottom to the facing side. `gap` is the distance between two levels, `left` the map's left edge."""

    places: Mapping[str, Place]
    reports: tuple[tuple[str, str, Hang], ...]
    gap: int
    left: int
    zone: Box | None = None

    @property
    def boxes(self) -> dict[str, Box]:
        """Everybody's box."""
        return {name: place.box for name, place in self.places.items()}


@record
class _Block:
    """A person with what hangs below; it is `columns` box widths and `fixed` EMU wide."""

    name: str
    kind: Kind
    columns: int
    fixed: int = 0
    parts: tuple[_Block, ...] = ()
    gaps: tuple[int, ...] = ()
    leaves: tuple[str, ...] = ()


@record
class _Grid:
    """From where to where boxes stand, how high they and their levels are, and whether leaves are stacked."""

    top: int
    bottom: int
    height: int
    pitch: int
    is_stacked: bool

    def level(self, depth: int) -> int:
        """The upper edge of the boxes at a depth."""
        return self.top + depth * self.pitch

    def rows(self, depth: int) -> int:
        """How many low boxes fit below a box at this depth."""
        return (self.bottom - self.level(depth) - self.height - STACK_GAP - LOW) // LOW_PITCH + 1


def arrange(
    tree: Tree, room: Room, outside: Sequence[str] = (), lines: Sequence[tuple[str, str]] = ()
) -> Layout | None:
    """The places of everybody, or None where they do not fit.

    Tried in turn: all boxes full, then the leaves of one manager stacked as low boxes; each first with the
    organisations outside in the corner at the top right, then with a column of their own.
    """
    column = _zone_column(outside, room)
    if not tree.roots:
        return column
    left = room.left + LANE if lines else room.left
    for grid in _grids(tree, room, bool(outside)):
        ordered = tree if grid.is_stacked else outer_first(tree, lines)
        corner = _corner(outside, grid.height, room)
        layout = _placed(ordered, grid, left, room.right - MARGIN, lines)
        if layout and not outside:
            return replace(_sunk(layout, room.bottom) if grid.is_stacked else layout, left=room.left)
        if layout and corner and not _meets(layout, corner.zone, room):
            return _joined(layout, corner)
        if column and column.zone:
            layout = _placed(ordered, grid, left, column.zone.x - ZONE_GAP, lines)
            if layout:
                return _joined(layout, column)
    return None


def _grids(tree: Tree, room: Room, has_zone: bool) -> Iterator[_Grid]:
    """The sizes to try: full boxes as high as the levels allow, then stacked leaves from roomy to tight."""
    top = room.top + (room.head if has_zone else AIR)
    depth, free = len(levels_of(tree)), room.bottom - top
    if most := next((h for levels, h in LEVELS if depth <= levels), 0):
        height = max(LOWEST, min(most, (free - (depth - 1) * LEVEL_GAP) // depth))
        pitch = min(PITCH, (free - height) // max(1, depth - 1))
        spare = 0 if has_zone else (free - height - pitch * (depth - 1)) // 2
        if depth == 1 or pitch - height >= LEAST_GAP:
            yield _Grid(top + spare, room.bottom, height, pitch, False)
    is_tall = room.bottom - room.top > (room.right - room.left) * 0.8
    for height, gap in (*TALL, *STACKED) if is_tall else STACKED:
        yield _Grid(top, room.bottom, height, height + gap, True)


# ------------------------------------------------------------------ blocks


def _placed(
    tree: Tree, grid: _Grid, left: int, right: int, lines: Sequence[tuple[str, str]]
) -> Layout | None:
    """The tree between two edges, centred; None where boxes would be too narrow or too low."""
    depth = len(levels_of(tree))
    loose = tuple(name for name in tree.roots if not tree.kids.get(name))
    is_loose = len(loose) > 1 and (grid.is_stacked or len(loose) == len(tree.roots) > 4)
    blocks = [_block(tree, name, grid, 0, lines) for name in tree.roots if not (is_loose and name in loose)]
    if is_loose:
        blocks.append(_loose(loose, grid, len(blocks), right - left))
    found = [block for block in blocks if block]
    whole = _row(found, lines)
    if len(found) < len(blocks) or (
        not grid.is_stacked and grid.level(depth - 1) + grid.height > grid.bottom
    ):
        return None
    narrowest = NARROWEST_STACKED if grid.is_stacked else NARROWEST
    width = min(WIDEST, (right - left - whole.fixed) // whole.columns)
    if width < narrowest:
        return None
    spare = right - left - whole.columns * width - whole.fixed
    places: dict[str, Place] = {}
    reports: list[tuple[str, str, Hang]] = []
    _put(whole, left + spare // 2, 0, width, grid, places, reports)
    if any(place.box.y + place.box.h > grid.bottom for place in places.values()):
        return None
    return Layout(places, tuple(reports), grid.pitch - grid.height, left)


def _sunk(layout: Layout, bottom: int) -> Layout:
    """A map in the middle of the free height, where it needs less."""
    shift = (bottom - max(place.box.y + place.box.h for place in layout.places.values())) // 2
    places = {name: Place(place.box.moved(0, shift), place.form) for name, place in layout.places.items()}
    return replace(layout, places=places)


def _block(tree: Tree, name: str, grid: _Grid, depth: int, lines: Sequence[tuple[str, str]]) -> _Block | None:
    kids = tree.kids.get(name, ())
    if not kids:
        return _Block(name, "box", 1)
    if grid.is_stacked and len(kids) > 1 and not any(tree.kids.get(kid) for kid in kids):
        rows = grid.rows(depth)
        if len(kids) <= rows:
            return _Block(name, "stack", 1, leaves=kids)
        return _Block(name, "sides", 2, TWO_SIDED, leaves=kids) if len(kids) <= 2 * rows else None
    parts = [_block(tree, kid, grid, depth + 1, lines) for kid in kids]
    found = tuple(part for part in parts if part)
    if len(found) < len(parts):
        return None
    row = _row(found, lines)
    return _Block(name, "tree", row.columns, row.fixed, row.parts, row.gaps)


def _row(blocks: Sequence[_Block], lines: Sequence[tuple[str, str]]) -> _Block:
    """Blocks side by side, with the gap that each pair needs."""
    gaps = []
    for a, b in pairwise(blocks):
        ours, theirs = set(_names(a)), set(_names(b))
        passes = any((s in ours and t in theirs) or (s in theirs and t in ours) for s, t in lines)
        gaps.append(PASSAGE if passes else SIBLING if a.kind == b.kind == "box" else COUSIN)
    columns, fixed = sum(b.columns for b in blocks), sum(b.fixed for b in blocks) + sum(gaps)
    return _Block("", "tree", columns, fixed, tuple(blocks), tuple(gaps))


def _names(block: _Block) -> tuple[str, ...]:
    return (block.name, *block.leaves, *(name for part in block.parts for name in _names(part)))


def _loose(names: tuple[str, ...], grid: _Grid, beside: int, room: int) -> _Block:
    """People without any reporting line: rows of four full boxes, or columns of low ones beside a tree."""
    if not beside and len(names) <= LOOSE_FULL:
        most = min(4, len(names), (room + SIBLING) // (NARROWEST + SIBLING))
        return _Block("", "loose", most, SIBLING * (most - 1), leaves=names)
    rows = (grid.bottom - grid.top - LOW) // LOW_PITCH + 1
    columns = -(-len(names) // rows)
    return _Block("low", "loose", columns, SIBLING * (columns - 1), leaves=names)


# ------------------------------------------------------------------ places


def _put(
    block: _Block,
    x: int,
    depth: int,
    width: int,
    grid: _Grid,
    places: dict[str, Place],
    reports: list[tuple[str, str, Hang]],
) -> None:
    """Places a block whose left edge is at `x`: its manager in the middle of the reports."""
    y = grid.level(depth)
    if block.kind == "loose":
        _put_loose(block, x, width, grid, places)
        return
    if block.kind == "tree":
        at = x
        for i, part in enumerate(block.parts):
            _put(part, at, depth + 1 if block.name else depth, width, grid, places, reports)
            at += part.columns * width + part.fixed + (block.gaps[i] if i < len(block.gaps) else 0)
        if not block.name:
            return
        reports += [(block.name, part.name, "drop") for part in block.parts]
        first, last = (places[block.parts[i].name].box for i in (0, -1))
        x = (first.x + last.x) // 2
    elif block.kind == "stack":
        first_y = y + grid.height + STACK_GAP
        for i, name in enumerate(block.leaves):
            box = Box(x + INDENT, first_y + i * LOW_PITCH, width - INDENT, LOW)
            places[name] = Place(box, "line")
            reports.append((block.name, name, "left"))
    elif block.kind == "sides":
        first_y = y + grid.height + STACK_GAP
        for i, name in enumerate(block.leaves):
            left = x + (i % 2) * (width + TWO_SIDED)
            places[name] = Place(Box(left, first_y + i // 2 * LOW_PITCH, width, LOW), "line")
            reports.append((block.name, name, "right"))
        x += (width + TWO_SIDED) // 2
    places[block.name] = Place(Box(x, y, width, grid.height))


def _put_loose(block: _Block, x: int, width: int, grid: _Grid, places: dict[str, Place]) -> None:
    rows = -(-len(block.leaves) // block.columns)
    for i, name in enumerate(block.leaves):
        if block.name:
            column, row = divmod(i, rows)
            box = Box(x + column * (width + SIBLING), grid.top + row * LOW_PITCH, width, LOW)
            places[name] = Place(box, "line")
        else:
            row, column = divmod(i, block.columns)
            y = grid.top + row * (grid.height + max(STACK_GAP, grid.pitch - grid.height))
            places[name] = Place(Box(x + column * (width + SIBLING), y, width, grid.height))


# ------------------------------------------------------------------ outside


def _corner(outside: Sequence[str], height: int, room: Room) -> Layout | None:
    """One or two organisations side by side in the corner at the top right."""
    if not 1 <= len(outside) <= 2:
        return None
    return _zone(outside, room, height, room.outside + SIBLING, 0, "full")


def _zone_column(outside: Sequence[str], room: Room) -> Layout | None:
    """All organisations outside in a column at the right edge, low ones where there are many."""
    top = room.top + room.head
    if not outside:
        return None
    high = LEVELS[0][1]
    if len(outside) <= min(4, (room.bottom - top + STACK_GAP) // (high + STACK_GAP)):
        return _zone(outside, room, high, 0, high + STACK_GAP, "full")
    rows = (room.bottom - top - LOW) // LOW_PITCH + 1
    return _zone(outside[:rows], room, LOW, 0, LOW_PITCH, "line")


def _zone(names: Sequence[str], room: Room, height: int, step: int, pitch: int, form: Form) -> Layout:
    """The zone in the corner with a box for each name, each `step` further right or `pitch` further down."""
    last, top = len(names) - 1, room.top + room.head
    wide = room.outside + last * step + 2 * ZONE_PAD
    zone = Box(room.right - wide, room.top, wide, room.head + last * pitch + height + ZONE_PAD)
    x = zone.x + ZONE_PAD
    boxes = [Box(x + i * step, top + i * pitch, room.outside, height) for i in range(len(names))]
    places = {name: Place(box, form) for name, box in zip(names, boxes, strict=True)}
    return Layout(places, (), 0, room.left, zone)


def _meets(layout: Layout, zone: Box | None, room: Room) -> bool:
    """True when a box comes too near to the zone for a line between them."""
    near = _in(0.05 if room.is_low else 0.20)
    return zone is not None and any(
        place.box.x + place.box.w > zone.x - ZONE_GAP and place.box.y < zone.y + zone.h + near
        for place in layout.places.values()
    )


def _joined(layout: Layout, zone: Layout) -> Layout:
    return replace(zone, places={**layout.places, **zone.places}, reports=layout.reports, gap=layout.gap)
