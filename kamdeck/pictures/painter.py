"""Pages drawn one after another."""

from __future__ import annotations

from io import BytesIO
from math import cos, hypot, radians, sin

import numpy
from matplotlib.path import Path

from kamdeck.deck.page import Drawn, Freeform, Page, Picture, Trail, Unread
from kamdeck.deck.spec import Box, Chart, Line, Para, Run, Shape, Table, Text
from kamdeck.pictures.canvas import Canvas
from kamdeck.pictures.charts import draw_chart
from kamdeck.pictures.outlines import outline, text_room
from kamdeck.pictures.tables import draw_table
from kamdeck.pictures.texts import draw_lines
from kamdeck.pictures.words import Look, lines_of

_MOST_PIXELS = 40_000_000  # of a picture on a slide
_GREY, _GREY_LINE = "#E3E6EA", Line("#9AA3AE", 0.75, "dash")
_ARROW = 3.0  # length and width of an arrow head, as multiples of the line's width
_LEAST_ARROW = 2.0  # points of line width for which arrow heads are drawn at least


class Painter:
    """Draws pages of one width, in pixels."""

    def __init__(self, width_px: int) -> None:
        self.canvas = Canvas(width_px)

    def paint(self, page: Page) -> bytes:
        """The page as a PNG file."""
        self.lay(page)
        return self.canvas.png()

    def lay(self, page: Page) -> None:
        """Put everything that a page shows on the canvas."""
        self.canvas.begin(page)
        for element in page.elements:
            _draw(self.canvas, element, page)


def _draw(canvas: Canvas, element: Drawn, page: Page) -> None:
    if isinstance(element, Shape):
        _shape(canvas, element)
    elif isinstance(element, Text):
        _text(canvas, element)
    elif isinstance(element, Trail):
        _trail(canvas, element)
    elif isinstance(element, Table):
        draw_table(canvas, element)
    elif isinstance(element, Chart):
        draw_chart(canvas, element, page.lang)
    elif isinstance(element, Picture):
        _picture(canvas, element)
    elif isinstance(element, Freeform):
        _freeform(canvas, element)
    else:
        _unread(canvas, element)


def _text(canvas: Canvas, text: Text) -> None:
    if text.box is not None:
        _written(canvas, text, text.box, (0, 0, 0, 0))


def _shape(canvas: Canvas, shape: Shape) -> None:
    box = shape.box
    path = outline(shape.geom, box.w, box.h, shape.adjust)
    if path is None and (shape.fill or shape.line or not shape.paras):
        _unread(canvas, Unread(shape.key, box, shape.geom), shape.fill)
    elif path is not None and (shape.fill or shape.line):
        is_open = path.codes is not None and not numpy.isin(path.codes, Path.CLOSEPOLY).any()
        turn = (shape.rot, shape.flip_h, shape.flip_v)
        canvas.path(path, box, fill=None if is_open else shape.fill, line=shape.line, turn=turn)
    if any(para.text for para in shape.paras):
        left, top, right, bottom = (round(v) for v in text_room(shape.geom, box.w, box.h, shape.adjust))
        _written(canvas, shape, box, (left, top, right, bottom))


def _written(canvas: Canvas, text: Text | Shape, box: Box, room: tuple[int, int, int, int]) -> None:
    """The words of a text or shape; `room` is what the outline takes away on each side."""
    left, top, right, bottom = (a + b for a, b in zip(room, text.inset, strict=True))
    inner = Box(box.x + left, box.y + top, box.w - left - right, box.h - top - bottom)
    lines = lines_of(text.paras, inner.w, wraps=text.wrap, base=Look())
    centre = (box.x + box.w / 2, box.y + box.h / 2)
    draw_lines(canvas, lines, inner, text.anchor, rot=text.rot, about=centre)


def _trail(canvas: Canvas, trail: Trail) -> None:
    points = [(float(x), float(y)) for x, y in trail.points]
    if len(points) < 2:
        return
    reach = max(trail.line.width, _LEAST_ARROW) * _ARROW * 12_700
    heads = []
    for is_wanted, end, inner in ((trail.head, 0, 1), (trail.tail, -1, -2)):
        (x, y), (fx, fy) = points[end], points[inner]
        length = hypot(x - fx, y - fy)
        if is_wanted and length:
            ux, uy = (x - fx) / length, (y - fy) / length
            bx, by = x - ux * reach, y - uy * reach
            heads.append(((x, y), (bx - uy * reach / 2, by + ux * reach / 2),
                          (bx + uy * reach / 2, by - ux * reach / 2)))  # fmt: skip
            if length > reach:
                points[end] = (x - ux * reach * 0.8, y - uy * reach * 0.8)
    canvas.course(points, trail.line)
    for head in heads:
        canvas.area(head, trail.line.color)


def _freeform(canvas: Canvas, form: Freeform) -> None:
    w, h = form.box.w, form.box.h
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for step in form.steps:
        kinds = {0: Path.CLOSEPOLY, 1: Path.MOVETO if step.is_start else Path.LINETO, 2: Path.CURVE3}
        places = [(x * w, y * h) for x, y in step.points] or [points[-1] if points else (0.0, 0.0)]
        points += places
        codes += [int(kinds.get(len(step.points), Path.CURVE4))] * len(places)
    if points and codes[0] == Path.MOVETO:
        turn = (form.rot, form.flip_h, form.flip_v)
        is_open = Path.CLOSEPOLY not in codes
        fill = None if is_open and form.line else form.fill
        canvas.path(Path(points, codes), form.box, fill=fill, line=form.line, turn=turn)


def _picture(canvas: Canvas, picture: Picture) -> None:
    """The image where it can be read, otherwise a grey box."""
    from PIL import Image

    try:
        with Image.open(BytesIO(picture.data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise ValueError(image.size)
            left, top, right, bottom = picture.crop
            w, h = image.size
            frame = (round(w * left), round(h * top), round(w * (1 - right)), round(h * (1 - bottom)))
            part = image.convert("RGBA").crop(frame)
            if picture.rot % 360:
                size = [max(round(side * canvas.scale), 1) for side in (picture.box.w, picture.box.h)]
                part = part.resize((size[0], size[1]))
                part = part.rotate(-picture.rot, expand=True, resample=Image.Resampling.BICUBIC)
            canvas.image(numpy.asarray(part), _turned_box(picture))
    except (OSError, ValueError, Image.DecompressionBombError):
        _unread(canvas, Unread(picture.key, picture.box, picture.key))


def _turned_box(picture: Picture) -> Box:
    """The box around a turned picture."""
    box, turn = picture.box, radians(picture.rot)
    across, down = abs(cos(turn)), abs(sin(turn))
    w, h = round(box.w * across + box.h * down), round(box.w * down + box.h * across)
    return Box(box.x + (box.w - w) // 2, box.y + (box.h - h) // 2, w, h)


def _unread(canvas: Canvas, unread: Unread, fill: str | None = None) -> None:
    """A grey box that says what stands there."""
    canvas.rect(unread.box, fill or _GREY, _GREY_LINE)
    if unread.label:
        para = Para((Run(unread.label, size=9, color="#5B6470"),), align="ctr")
        draw_lines(canvas, lines_of([para], unread.box.w), unread.box, "b" if fill else "ctr")
