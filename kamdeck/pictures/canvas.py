"""A sheet to draw on, in EMU: paths, lines, words and areas for charts, each above the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import pairwise
from math import cos, radians, sin
from typing import Any

import numpy
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import BboxImage
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform
from numpy.typing import NDArray

from kamdeck.deck.page import Page
from kamdeck.deck.spec import EMU, Box, Line
from kamdeck.pictures.fonts import outline_of
from kamdeck.pictures.words import Look

# Lengths of dashes and gaps as multiples of the line's width (ECMA-376 part 1, 20.1.10.48).
DASHES: dict[str, tuple[float, ...]] = {
    "dash": (4, 3),
    "sysDash": (3, 1),
    "sysDot": (1, 1),
    "dot": (1, 3),
    "lgDash": (8, 3),
    "dashDot": (4, 3, 1, 3),
    "lgDashDot": (8, 3, 1, 3),
    "lgDashDotDot": (8, 3, 1, 3, 1, 3),
    "sysDashDot": (3, 1, 1, 1),
    "sysDashDotDot": (3, 1, 1, 1, 1, 1),
}
Dashes = tuple[float, tuple[float, ...]]
_LEAST_DOTS = 0.6  # pixels: thinner lines would fade


class Canvas:
    """One figure that is used for slide after slide."""

    def __init__(self, width_px: int) -> None:
        self.width_px = width_px
        self.figure = Figure(facecolor="white", edgecolor="none", frameon=True)
        FigureCanvasAgg(self.figure)
        self.words: list[tuple[str, PathPatch, Box]] = []  # every text, as drawn, and the box it belongs in
        self.areas: dict[str, list[Axes]] = {}  # the axes of every chart, by its key
        self.scale, self.height, self.points, self._level = 1.0, 1.0, 1.0, 1.0
        self._colors: Mapping[str, str] = {}

    def begin(self, page: Page) -> None:
        """An empty sheet of a page's size and ground."""
        self.figure.clear()
        self.words, self.areas, self._level = [], {}, 1.0
        self._colors = page.colors
        wide, high = page.width / EMU, page.height / EMU
        dpi = self.width_px / wide
        # Whole pixels: half a pixel too few would cut off the last row.
        self.figure.set_size_inches(wide, round(high * dpi) / dpi)
        self.figure.set_dpi(dpi)
        self.figure.set_facecolor(self.color(page.ground))
        self.scale, self.height, self.points = dpi / EMU, float(round(high * dpi)), dpi / 72

    def png(self) -> bytes:
        """The sheet as a PNG file."""
        canvas = self.figure.canvas
        assert isinstance(canvas, FigureCanvasAgg)
        canvas.draw()
        from PIL import Image

        out = BytesIO()
        Image.fromarray(_opaque(canvas)).save(out, "png", compress_level=6)
        return out.getvalue()

    # -------------------------------------------------------------- colors and places

    def color(self, name: str) -> str:
        """The RGB of a role, or of a color that is RGB already."""
        return name if name.startswith("#") else self._colors[name]

    def ink(self, name: str) -> str:
        """The RGB of characters."""
        return name if name.startswith("#") else self._colors[f"text:{name}"]

    def x(self, emu: float) -> float:
        """Pixels from the left edge."""
        return emu * self.scale

    def y(self, emu: float) -> float:
        """Pixels from the lower edge, of a length from the upper one."""
        return self.height - emu * self.scale

    def level(self) -> float:
        """The next layer, above all others."""
        self._level += 1
        return self._level

    # -------------------------------------------------------------- drawing

    def path(
        self,
        path: Path,
        box: Box,
        *,
        fill: str | None,
        line: Line | None,
        turn: tuple[float, bool, bool] = (0.0, False, False),
    ) -> PathPatch:
        """A path in EMU from a box's upper left corner; `turn` is degrees clockwise and the flips."""
        rot, flip_h, flip_v = turn
        move = Affine2D().translate(-box.w / 2, -box.h / 2).scale(-1 if flip_h else 1, -1 if flip_v else 1)
        move = move.rotate_deg(rot).scale(self.scale, -self.scale)
        move = move.translate(self.x(box.x + box.w / 2), self.y(box.y + box.h / 2))
        return self._patch(path.transformed(move), fill, line)

    def course(self, points: Sequence[tuple[float, float]], line: Line) -> PathPatch:
        """A line through points."""
        return self._patch(Path([(self.x(x), self.y(y)) for x, y in points]), None, line)

    def area(self, points: Sequence[tuple[float, float]], fill: str) -> PathPatch:
        """A filled polygon."""
        corners = [(self.x(x), self.y(y)) for x, y in points]
        return self._patch(Path([*corners, corners[0]], closed=True), fill, None)

    def rect(self, box: Box, fill: str | None, line: Line | None = None) -> PathPatch:
        """A rectangle."""
        x1, y1, x2, y2 = self.x(box.x), self.y(box.y), self.x(box.x + box.w), self.y(box.y + box.h)
        corners = [(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)]
        return self._patch(Path(corners, closed=True), fill, line)

    def _patch(self, path: Path, fill: str | None, line: Line | None) -> PathPatch:
        style: dict[str, Any] = self.stroke(line) if line else {"linewidth": 0.0, "edgecolor": "none"}
        patch = PathPatch(
            path,
            facecolor=self.color(fill) if fill else "none",
            transform=IdentityTransform(),
            zorder=self.level(),
            snap=_is_level(path),
            **style,
        )
        self.figure.add_artist(patch)
        return patch

    def stroke(self, line: Line) -> dict[str, Any]:
        """The style of an outline."""
        width = max(line.width, _LEAST_DOTS / self.points)
        style: dict[str, Any] = {"edgecolor": self.color(line.color), "linewidth": width}
        if line.dash != "solid":
            style |= {"linestyle": self.dashes(line), "capstyle": "butt"}
        return style | {"joinstyle": "miter"}

    def dashes(self, line: Line) -> Dashes | str:
        """The pattern of a line; its lengths are points."""
        if line.dash not in DASHES:
            return "solid"
        return 0, DASHES[line.dash]  # multiples of the width, as matplotlib counts them too

    def write(
        self, text: str, at: tuple[float, float], look: Look, *, align: str = "l", rot: float = 0.0, box: Box
    ) -> None:
        """Characters on a baseline that starts, is centred or ends at a point; `box` is where they belong."""
        if look.spacing and len(text) > 1:
            x, y = at
            for char in text:
                self._put(char, (x, y), look, "l", rot, box)
                step = look.width(char)
                x, y = x + step * cos(radians(rot)), y + step * sin(radians(rot))
            return
        self._put(text, at, look, align, rot, box)

    def _put(self, text: str, at: tuple[float, float], look: Look, align: str, rot: float, box: Box) -> None:
        points, codes, wide = outline_of(text, look.is_bold, look.is_italic)
        if not len(points):
            return
        size = look.size * self.points
        turn = radians(-rot)
        c, s = size * cos(turn), size * sin(turn)
        shift = {"l": 0.0, "ctr": -wide / 2, "r": -wide}[align]
        x0, y0 = self.x(at[0]) + shift * c, self.y(at[1]) + shift * s
        placed = numpy.empty_like(points)
        placed[:, 0] = points[:, 0] * c - points[:, 1] * s + x0
        placed[:, 1] = points[:, 0] * s + points[:, 1] * c + y0
        patch = PathPatch(
            Path(placed, codes),
            facecolor=self.ink(look.color),
            linewidth=0.0,
            edgecolor="none",
            transform=IdentityTransform(),
            zorder=self.level(),
            snap=False,
        )
        self.figure.add_artist(patch)
        self.words.append((text, patch, box))

    def image(self, pixels: NDArray[numpy.uint8], box: Box) -> None:
        """An image, stretched over a box."""
        place = Bbox([[self.x(box.x), self.y(box.y + box.h)], [self.x(box.x + box.w), self.y(box.y)]])
        image = BboxImage(place, interpolation="antialiased", origin="upper", zorder=self.level())
        image.set_data(pixels)
        self.figure.add_artist(image)

    def axes(self, key: str, box: Box) -> Axes:
        """An area for a chart's data: no frame, no ticks, no margins of its own."""
        page_width = self.width_px
        place = (
            self.x(box.x) / page_width,
            self.y(box.y + box.h) / self.height,
            box.w * self.scale / page_width,
            box.h * self.scale / self.height,
        )
        axes = self.figure.add_axes(place)
        axes.set_axis_off()
        axes.set_zorder(self.level())
        axes.set_gid(key)
        self.areas.setdefault(key, []).append(axes)
        return axes


def _is_level(path: Path) -> bool:
    """Whether all pieces run along the edges of the sheet, so that they may be drawn on whole pixels."""
    points = numpy.asarray(path.vertices).tolist()
    if path.codes is not None and numpy.isin(path.codes, (Path.CURVE3, Path.CURVE4)).any():
        return False
    return all(abs(x1 - x2) < 0.01 or abs(y1 - y2) < 0.01 for (x1, y1), (x2, y2) in pairwise(points))


def _opaque(canvas: FigureCanvasAgg) -> NDArray[numpy.uint8]:
    """The pixels as RGB."""
    return numpy.asarray(canvas.buffer_rgba())[:, :, :3].copy()
