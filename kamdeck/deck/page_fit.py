"""A page that becomes another: all that stands on it is scaled as one and put into the middle."""

from __future__ import annotations

from kamdeck.deck.frames import four
from kamdeck.deck.ledger import Mark, SlideBase
from kamdeck.deck.normal import UNSCALED
from kamdeck.record import record, replace

_BOXES = ("box", "ends", "place")


@record
class PageFit:
    """How lengths of one page (EMU) come onto another: `new = old * scale + shift`."""

    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    @classmethod
    def between(cls, old: tuple[int, int], new: tuple[int, int]) -> PageFit:
        """The fit of a page of one size onto one of another."""
        scale = min(new[0] / old[0], new[1] / old[1])
        return cls(scale, (new[0] - old[0] * scale) / 2, (new[1] - old[1] * scale) / 2)

    def after(self, first: PageFit) -> PageFit:
        """The fit that applies `first` before this one."""
        return PageFit(
            self.scale * first.scale,
            self.scale * first.dx + self.dx,
            self.scale * first.dy + self.dy,
        )

    def x(self, at: int) -> int:
        """A place across the page."""
        return round(at * self.scale + self.dx)

    def y(self, at: int) -> int:
        """A place down the page."""
        return round(at * self.scale + self.dy)

    def length(self, length: int) -> int:
        """A width or height."""
        return round(length * self.scale)

    def slide(self, base: SlideBase, *, layout: str, page: str) -> SlideBase:
        """What we last wrote to a slide, as it stands on the new page and another layout."""
        elements = {
            key: replace(known, marks={name: self._mark(name, mark) for name, mark in known.marks.items()})
            for key, known in base.elements.items()
        }
        return replace(base, elements=elements, layout=layout, page=page)

    def _mark(self, name: str, mark: Mark) -> Mark:
        kind = name.partition("/")[0]
        if not isinstance(mark, tuple) or self == PageFit():
            return mark
        if kind in ("width", "height"):
            return tuple([self.length(int(length)) for length in mark])
        if kind == "frame" and (frame := four(mark)):
            across, down = (each / UNSCALED for each in frame[2:])
            dx = frame[0] * self.scale + self.dx * (1 - across)
            dy = frame[1] * self.scale + self.dy * (1 - down)
            return (round(dx), round(dy), *frame[2:])
        if kind in _BOXES:
            first, rest = (self.x(int(mark[0])), self.y(int(mark[1]))), mark[2:]
            if kind == "ends":
                return (*first, self.x(int(rest[0])), self.y(int(rest[1])))
            return (*first, *[self.length(int(each)) for each in rest])
        return mark


def size_of(page: str) -> tuple[int, int] | None:
    """Width and height of a page by its name in the ledger (`12192000x6858000`); None where it has none."""
    width, _, height = page.partition("x")
    return (int(width), int(height)) if width.isdigit() and height.isdigit() else None
