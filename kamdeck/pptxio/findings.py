"""Which of a company's layouts findings are drawn on, and the Frame that it leaves.

A page wider than 14 inches is measured as one of ordinary size that is enlarged, its type too.
"""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.frame import Frame
from kamdeck.deck.light import contrast, light_of
from kamdeck.deck.page import Drawn
from kamdeck.deck.spec import EMU, Box, Run
from kamdeck.pptxio.art import art_of
from kamdeck.pptxio.draft import Place
from kamdeck.pptxio.ground import Colors, ground_of
from kamdeck.pptxio.ground_sheet import sheet_box
from kamdeck.pptxio.holders import Holder, holder_of
from kamdeck.pptxio.markup import SLIDE_NAMESPACES
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.picture_cells import Pictures
from kamdeck.pptxio.scene import Under, slide_of, under
from kamdeck.pptxio.seen import FOOTERS, TITLES, Seen, Spot, theme_of
from kamdeck.pptxio.space import Given, Space, lines_in, space_of, text_sides
from kamdeck.pptxio.title_block import TITLE_INSET
from kamdeck.pptxio.xml import Node, fragment
from kamdeck.record import record, replace

_LARGE = 14 * EMU
_ORDINARY = round(13.333 * EMU), round(7.5 * EMU)
_MARGIN = EMU // 2  # on a page of our own
_LEAST = round(6.4 * EMU), round(3.2 * EMU)  # a body below this makes a page of our own
SEEN, _BLACK = 2.0, "#000000"  # the contrast that a title of the company's own color needs
_ALIKE, _TRIES = 1.5, 3  # the contrast of grounds that one ink fits; how often a source line looks for one
_LOW = 0.75  # of the height: footers stand below
_OTHER_USE = ("title", "secHead", "vertTx", "vertTitleAndTx", "clipArtAndVertTx", "picTx", "objTx")
_CONTENT = ("obj", "body", "tbl", "chart")
_OURS = Place("title", 0)  # a title that the layout has no place for
_EMPTY = "<p:sld><p:cSld><p:spTree/></p:cSld></p:sld>"


@record
class Room:
    """A layout as the ground of findings, and the Frame that it leaves.

    `title` is the title's placeholder (EMU of the page): with `has_head` the layout's own, else ours, with a
    box of its own. `is_bare` hides the art of layout and master.
    """

    seen: Seen
    frame: Frame
    title: Place
    has_head: bool = True
    is_bare: bool = False
    score: float = 0.0


@record
class Floor:
    """What findings stand on: the colors under body and kicker line, where a sheet over them would lie (EMU),
    and whether the title of the layout's own color can hardly be seen."""

    colors: Colors
    sheet: Box
    is_title_faint: bool


class Finder:
    """Looks at the layouts of a deck or template as grounds for findings."""

    def __init__(self, package: Package, main: Node, page: tuple[int, int]) -> None:
        self._package, self._main, self._page = package, main, page
        self.scale = scale_of(page)
        self._pictures = Pictures()

    def best(self, seen: Sequence[Seen]) -> Room:
        """The layout that leaves most room and suits findings, over all masters; a page of our own where none
        leaves enough."""
        usual = [row for row in seen if row.kind not in _OTHER_USE] or list(seen)
        rooms = [room for row in usual if (room := self.room(row)) is not None]
        best = max(rooms, key=lambda room: room.score, default=None)
        if best is not None and _is_enough(best.frame):
            return best
        return self.own_page(min(seen, key=lambda row: (row.kind != "blank", len(row.spots))))

    def on(self, seen: Seen) -> Room:
        """The room of a layout that findings stand on already."""
        room = self.room(seen)
        return room if room is not None and _is_enough(room.frame) else self.own_page(seen)

    def ground(self, seen: Seen, area: Box) -> Colors:
        """The colors under a part (EMU of the page) of a layout's slides."""
        below = under(self._package, seen.part, self._main)
        _, drawn = self._drawn(seen, below)
        return ground_of(self._package, below, drawn, self._page, [area])

    def holder(self, seen: Seen, place: Place) -> Holder:
        """What a placeholder of a layout gives to its text."""
        below = under(self._package, seen.part, self._main)
        return holder_of(self._package, seen.part, place, below)

    def room(self, seen: Seen) -> Room | None:
        """What a layout leaves; None where that is nothing."""
        below = under(self._package, seen.part, self._main)
        head = next((spot for spot in seen.of(*TITLES) if _is_head(spot.box, self._page)), None)
        place = Place(head.kind, head.idx, head.box) if head else _OURS
        title = self._title(seen, place, below)
        seed = max((s for s in seen.of(*_CONTENT) if s.box), key=lambda s: _area(s.box), default=None)
        box = (seed.box if seed else None) or seen.body or _inner(self._page)
        edges = [text_sides(box.x, box.x + box.w, title.align, self._inset(seen, seed, below))]
        if place.box:
            edges.append(text_sides(place.box.x, place.box.x + place.box.w, title.align, title.inset))
        sides = min(left for left, _ in edges), max(right for _, right in edges)
        given = replace(self._given(seen, below, title, box), head=place.box, sides=sides)
        return self._found(seen, given, place, _fitness(seen, has_head=head is not None))

    def own_page(self, seen: Seen) -> Room:
        """A page with our margins and title on the master's ground; its art is hidden where it takes the
        room."""
        below = under(self._package, seen.part, self._main)
        title = self._title(seen, _OURS, below)
        given = replace(self._given(seen, below, title, _inner(self._page)), is_unseen=False)
        with_art = self._found(seen, given, _OURS)
        if with_art is not None and _is_enough(with_art.frame):
            return with_art
        bare = self._found(seen, replace(given, obstacles=_kept(seen)), _OURS)
        assert bare is not None  # an empty page has room
        return replace(bare, is_bare=True)

    def given(self, seen: Seen) -> Given:
        """What a layout has that is not ours, in EMU of the page of ordinary size."""
        below = under(self._package, seen.part, self._main)
        title = holder_of(self._package, seen.part, _OURS, below)
        return _logical(self._given(seen, below, title, _inner(self._page)), self.scale)

    def floor(self, room: Room) -> Floor:
        """What a room's slides stand on."""
        below, frame = under(self._package, room.seen.part, self._main), room.frame
        assert frame.line is not None
        ours = [scaled(box, frame.scale) for box in (frame.line, frame.body)]
        color, drawn = self._drawn(room.seen, below)
        drawn = () if room.is_bare else drawn
        art = art_of(color, drawn, self._page, self._pictures)
        colors = ground_of(self._package, below, drawn, self._page, ours)
        head = [room.title.box] if room.title.box else ours
        title = light_of(self.holder(room.seen, room.title).run.color or _BLACK)
        heads = ground_of(self._package, below, drawn, self._page, head)
        is_faint = min(contrast(title, light_of(c)) for c in heads) < SEEN
        return Floor(colors, sheet_box(self._page, _hull(ours), art.obstacles), is_faint)

    def _drawn(self, seen: Seen, below: Under) -> tuple[str, tuple[Drawn, ...]]:
        """The ground of an empty slide on a layout, and what layout and master draw on it."""
        blank = fragment(_EMPTY, SLIDE_NAMESPACES)[0]
        return slide_of(self._package, seen.part, blank, below, self._page, 0)

    def _given(self, seen: Seen, below: Under, title: Holder, seed: Box) -> Given:
        """What a layout has, in EMU of the page; the sides are the content area's."""
        color, elements = self._drawn(seen, below)
        art = art_of(color, elements, self._page, self._pictures)
        low = round(self._page[1] * _LOW)
        return Given(
            *self._page,
            title,
            None,
            seed,
            (seed.x, seed.x + seed.w),
            tuple([spot.box for spot in seen.of(*FOOTERS) if spot.box and low <= spot.box.y < self._page[1]]),
            (*art.obstacles, *_kept(seen)),
            art.busy,
            art.is_unseen,
        )

    def _title(self, seen: Seen, place: Place, below: Under) -> Holder:
        """The title's format; one of ours stands at the foot of its box, on the edge of all else."""
        holder = holder_of(self._package, seen.part, place, below)
        return replace(holder, anchor="b", inset=TITLE_INSET) if place is _OURS else holder

    def _inset(self, seen: Seen, seed: Spot | None, below: Under) -> tuple[int, int, int, int]:
        place = Place(seed.kind, seed.idx) if seed else Place("body", 1)
        return holder_of(self._package, seen.part, place, below).inset

    def _found(self, seen: Seen, given: Given, place: Place, fitness: float = 0.0) -> Room | None:
        space = self._legible(seen, given)
        if space is None:
            return None
        frame = self._frame(space, given, theme_of(self._package, seen.master)[1])
        if given.head is None:
            place = place._replace(box=scaled(space.title, self.scale))
        score = frame.body.w / EMU * (frame.body.h / EMU) * fitness
        return Room(seen, frame, place, given.head is not None, score=score)

    def _legible(self, seen: Seen, given: Given) -> Space | None:
        """The space, with its source line on a ground like the body's: a bar of another color is no place for
        words whose ink was chosen for that."""
        space = space_of(_logical(given, self.scale))
        for _ in range(_TRIES):
            if space is None or self._is_alike(seen, space.source, space.body):
                break
            taken = scaled(space.source, self.scale)
            given = replace(given, obstacles=(*given.obstacles, taken))
            space = space_of(_logical(given, self.scale))
        return space

    def _is_alike(self, seen: Seen, source: Box, body: Box) -> bool:
        there = [light_of(color) for color in self.ground(seen, scaled(body, self.scale))]
        here = [light_of(color) for color in self.ground(seen, scaled(source, self.scale))]
        return all(min(contrast(light, other) for other in there) <= _ALIKE for light in here)

    def _frame(self, space: Space, given: Given, fonts: tuple[str, str]) -> Frame:
        block = space.block
        return Frame(
            width=round(self._page[0] / self.scale),
            height=round(self._page[1] / self.scale),
            body=space.body,
            title_width=block.right - block.left,
            title_size=float(block.size),
            title_lines=block.lines,
            kicker_width=space.line.w,
            source_width=space.source.w,
            line=space.line,
            source=space.source,
            source_lines=lines_in(space.source),
            align=given.title.align,
            heading=fonts[0],
            font=fonts[1],
            scale=self.scale,
        )


def scale_of(page: tuple[int, int]) -> float:
    """By how much a page is larger than the one that a slide is composed on."""
    return max(1.0, min(page[0] / _ORDINARY[0], page[1] / _ORDINARY[1])) if page[0] > _LARGE else 1.0


def is_fixed(spot: Spot) -> bool:
    """Whether a footer or date of a layout is a text that every slide shows."""
    return spot.kind in ("ftr", "dt") and bool(spot.words) and not spot.words.startswith("<")


def _kept(seen: Seen) -> tuple[Box, ...]:
    """The places of the slide number and of what stands on every slide."""
    return tuple([s.box for s in seen.of(*FOOTERS) if s.box and (s.kind == "sldNum" or is_fixed(s))])


def _is_enough(frame: Frame) -> bool:
    return frame.body.w >= _LEAST[0] and frame.body.h >= _LEAST[1]


def _is_head(box: Box | None, page: tuple[int, int]) -> bool:
    """Whether a title stands at the head of the slide and is wide enough for a finding."""
    if box is None:
        return False
    width, height = page
    return box.y < height * 0.35 and box.y + box.h <= height * 0.45 and box.w > width * 0.40


def _fitness(seen: Seen, *, has_head: bool) -> float:
    """How well a layout suits findings, as a factor of its free area."""
    others = len(seen.contents)
    if seen.kind == "titleOnly":
        fitness = 1.15
    elif seen.kind == "obj" and others == 1:
        fitness = 1.05
    elif seen.kind == "blank":
        fitness = 0.90
    else:
        fitness = 1 - 0.03 * others
    return fitness if has_head else fitness * 0.45


def _logical(given: Given, scale: float) -> Given:
    """The same on the page of ordinary size."""
    if scale == 1:
        return given
    share, title = 1 / scale, given.title
    run = Run("", title.run.size and title.run.size * share, title.run.bold)
    inset = tuple(round(length * share) for length in title.inset)
    return replace(
        given,
        width=round(given.width * share),
        height=round(given.height * share),
        title=replace(title, run=run, inset=inset),
        head=given.head and scaled(given.head, share),
        seed=scaled(given.seed, share),
        sides=tuple(round(side * share) for side in given.sides),
        footers=tuple(scaled(box, share) for box in given.footers),
        obstacles=tuple(scaled(box, share) for box in given.obstacles),
        busy=tuple(scaled(box, share) for box in given.busy),
    )


def scaled(box: Box, scale: float) -> Box:
    """The same box on a page that is larger by `scale`."""
    return Box(*(round(length * scale) for length in (box.x, box.y, box.w, box.h)))


def _hull(boxes: Sequence[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.w for box in boxes), max(box.y + box.h for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _area(box: Box | None) -> int:
    return box.w * box.h if box else 0


def _inner(page: tuple[int, int]) -> Box:
    return Box(_MARGIN, _MARGIN, page[0] - 2 * _MARGIN, page[1] - 2 * _MARGIN)
