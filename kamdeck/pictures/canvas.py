"""A sheet to draw on, in EMU: paths, lines, words and areas for charts, each above the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from math import cos, radians, sin

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import BboxImage
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text as Words
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from kamdeck.deck.page import Page
from kamdeck.deck.spec import EMU, Box, Line
from kamdeck.pictures.fonts import drawable, font
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
        self.words: list[tuple[Words, Box]] = []  # every text with the box that it must stay in
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
        style = self.stroke(line) if line else {"linewidth": 0.0, "edgecolor": "none"}
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

    def stroke(self, line: Line) -> dict[str, object]:
        """The style of an outline."""
        width = max(line.width, _LEAST_DOTS / self.points)
        style: dict[str, object] = {"edgecolor": self.color(line.color), "linewidth": width}
        if line.dash != "solid":
            style |= {"linestyle": self.dashes(line), "capstyle": "butt"}
        return style | {"joinstyle": "miter"}

    def dashes(self, line: Line) -> Dashes | str:
        """The pattern of a line; its lengths are points."""
        if line.dash not in DASHES:
            return "solid"
        width = max(line.width, _LEAST_DOTS / self.points)
        return 0, tuple([part * width / width for part in DASHES[line.dash]])

    def write(
        self, text: str, at: tuple[float, float], look: Look, *, align: str = "l", rot: float = 0.0, box: Box
    ) -> None:
        """Characters on a baseline that starts, is centred or ends at a point."""
        shown = drawable(text)
        if not shown.strip():
            return
        if look.spacing and len(shown) > 1:
            x, y = at
            for char in shown:
                self._put(char, (x, y), look, "l", rot, box)
                step = look.width(char)
                x, y = x + step * cos(radians(rot)), y + step * sin(radians(rot))
            return
        self._put(shown, at, look, align, rot, box)

    def _put(
        self, text: str, at: tuple[float, float], look: Look, align: str, rot: float, box: Box
    ) -> None:
        words = Words(
            self.x(at[0]),
            self.y(at[1]),
            text,
            fontproperties=font(look.size, look.is_bold, look.is_italic),
            color=self.ink(look.color),
            verticalalignment="baseline",
            horizontalalignment={"l": "left", "ctr": "center", "r": "right"}[align],
            rotation=-rot,
            rotation_mode="anchor",
            parse_math=False,
            transform=IdentityTransform(),
            zorder=self.level(),
        )
        self.figure.add_artist(words)
        self.words.append((words, box))

    def image(self, pixels: object, box: Box) -> None:
        """An image, stretched over a box."""
        place = Bbox([[self.x(box.x), self.y(box.y + box.h)], [self.x(box.x + box.w), self.y(box.y)]])
        image = BboxImage(place, interpolation="antialiased", origin="upper", zorder=self.level())
        image.set_data(pixels)  # type: ignore[arg-type]
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
    points = path.vertices
    if path.codes is not None and max(path.codes) in (3, 4):
        return False
    return all(
        abs(x1 - x2) < 0.01 or abs(y1 - y2) < 0.01
        for (x1, y1), (x2, y2) in zip(points[:-1], points[1:], strict=True)
    )


def _opaque(canvas: FigureCanvasAgg) -> object:
    """The pixels as RGB."""
    import numpy

    return numpy.asarray(canvas.buffer_rgba())[:, :, :3].copy()
