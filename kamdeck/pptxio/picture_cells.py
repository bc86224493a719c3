"""A picture as the light of its cells: what it takes to see a logo in a background."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

from kamdeck.deck.light import contrast, light_of, linear
from kamdeck.deck.page import Picture
from kamdeck.deck.spec import EMU, Box

_CELL, _MOST_CELLS = EMU // 10, 150  # a cell's side; how many there are at most in a row or column
_ALIKE = 0.97  # of a watermark's cells look like the ground
NEAR = 1.4  # contrast below which two grounds look like one: gradients stay below, edges of logos do not
_MOST_PIXELS = 100_000_000

Cells = Sequence[Sequence[float]]  # rows of relative luminance (WCAG 2.1), 0 to 1


class Pictures:
    """Pictures looked at once each: most layouts of a master have the same."""

    def __init__(self) -> None:
        self.busy = cache(busy_parts)
        self.is_near = cache(is_near)


def busy_parts(picture: Picture, ground: str) -> tuple[Box, ...] | None:
    """The cells of a picture that differ from those beside them, row by row; None where it cannot be read."""
    cells, box = _cells(picture, ground), picture.box
    if cells is None:
        return None
    rows, columns = len(cells), len(cells[0])
    xs = [box.x + box.w * x // columns for x in range(columns + 1)]
    found = []
    for y, marks in enumerate(_busy(cells)):
        top, bottom = box.y + box.h * y // rows, box.y + box.h * (y + 1) // rows
        start = None
        for x, mark in enumerate([*marks, False]):
            if mark and start is None:
                start = x
            elif not mark and start is not None:
                found.append(Box(xs[start], top, xs[x] - xs[start], bottom - top))
                start = None
    return tuple(found)


def is_near(picture: Picture, ground: str) -> bool:
    """Whether all but three percent of a picture looks like the ground it lies on."""
    cells, light = _cells(picture, ground), light_of(ground)
    every = [cell for row in cells or () for cell in row]
    return bool(every) and sum(contrast(cell, light) <= NEAR for cell in every) >= _ALIKE * len(every)


def extremes(picture: Picture, ground: str, areas: Sequence[Box]) -> tuple[float, float] | None:
    """The luminance of the darkest and the lightest cells within some areas, but for one in a hundred; None
    where there are none or the picture cannot be read."""
    cells, box = _cells(picture, ground), picture.box
    if cells is None:
        return None
    rows, columns = len(cells), len(cells[0])
    met = sorted(
        cell
        for area in areas
        for row in cells[_cut(area.y - box.y, area.h, box.h, rows)]
        for cell in row[_cut(area.x - box.x, area.w, box.w, columns)]
    )
    return (met[len(met) // 100], met[-1 - len(met) // 100]) if met else None


def _cut(start: int, length: int, whole: int, count: int) -> slice:
    """Which of `count` cells along a side lie wholly between two places on it."""
    return slice(max(-(-start * count // whole), 0), max((start + length) * count // whole, 0))


def _busy(cells: Cells) -> list[list[bool]]:
    rows, columns = len(cells), len(cells[0])
    marks = [[False] * columns for _ in range(rows)]
    for y, row in enumerate(cells):
        below = cells[y + 1] if y + 1 < rows else row
        for x, cell in enumerate(row):
            beside = row[x + 1] if x + 1 < columns else cell
            if contrast(cell, beside) > NEAR:
                marks[y][x] = marks[y][x + 1] = True
            if contrast(cell, below[x]) > NEAR:
                marks[y][x] = marks[y + 1][x] = True
    return marks


def _cells(picture: Picture, ground: str) -> Cells | None:
    """The luminance of a picture's cells over a ground; None where it cannot be read, as EMF, WMF and SVG."""
    from PIL import Image

    size = _count(picture.box.w), _count(picture.box.h)
    left, top, right, bottom = picture.crop
    try:
        with Image.open(io.BytesIO(picture.data)) as image:
            if image.width * image.height > _MOST_PIXELS or image.format in ("EMF", "WMF"):
                return None
            image.draft("RGB", (size[0] * 4, size[1] * 4))
            wide, high = image.size
            rim = (wide * left, high * top, wide * (1 - right), high * (1 - bottom))
            plain = image if image.mode in ("RGB", "RGBA") else image.convert("RGBA")
            small = plain.resize(size, Image.Resampling.BOX, rim, reducing_gap=2.0).convert("RGBA")
    except (OSError, ValueError, SyntaxError):
        return None
    values = Image.alpha_composite(Image.new("RGBA", size, ground), small).convert("RGB").tobytes()
    light = [linear(value / 255) for value in range(256)]
    cells = [
        0.2126 * light[values[i]] + 0.7152 * light[values[i + 1]] + 0.0722 * light[values[i + 2]]
        for i in range(0, len(values), 3)
    ]
    return [cells[i : i + size[0]] for i in range(0, len(cells), size[0])]


def _count(length: int) -> int:
    return min(max(1, round(length / _CELL)), _MOST_CELLS)
