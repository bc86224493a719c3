"""Outlines with arcs, tips and tails: rings, pies, stars, brackets, callouts."""

from __future__ import annotations

from math import cos, radians, sin

from kamdeck.pictures.pen import Draw, Guide, Pen, ellipse, share


def donut(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    """A ring; its guide is how thick it is."""
    ring = min(w, h) * share(adjust, 0, 25_000)
    ellipse(pen, w, h, ())
    pen.move(w - ring, h / 2)
    pen.arc(w / 2, h / 2, w / 2 - ring, h / 2 - ring, 0, -360)
    pen.close()


def pie(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    """A slice between two angles."""
    first, last = _angles(adjust, 0, 16_200_000)
    pen.move(w / 2, h / 2)
    pen.line(w / 2 * (1 + cos(radians(first))), h / 2 * (1 + sin(radians(first))))
    pen.arc(w / 2, h / 2, w / 2, h / 2, first, (last - first) % 360 or 360)
    pen.close()


def arc(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    """The line between two angles."""
    first, last = _angles(adjust, 16_200_000, 0)
    pen.move(w / 2 * (1 + cos(radians(first))), h / 2 * (1 + sin(radians(first))))
    pen.arc(w / 2, h / 2, w / 2, h / 2, first, (last - first) % 360 or 360)


def block_arc(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    """A part of a ring between two angles."""
    first, last = _angles(adjust, 10_800_000, 0)
    ring = min(w, h) * share(adjust, 2, 25_000)
    sweep = (last - first) % 360 or 360
    pen.move(w / 2 * (1 + cos(radians(first))), h / 2 * (1 + sin(radians(first))))
    pen.arc(w / 2, h / 2, w / 2, h / 2, first, sweep)
    rx, ry, end = w / 2 - ring, h / 2 - ring, radians(first + sweep)
    pen.line(w / 2 + rx * cos(end), h / 2 + ry * sin(end))
    pen.arc(w / 2, h / 2, rx, ry, first + sweep, -sweep)
    pen.close()


def _angles(adjust: Guide, first: int, last: int) -> tuple[float, float]:
    found = [adjust[i] if i < len(adjust) else d for i, d in ((0, first), (1, last))]
    return found[0] / 60_000, found[1] / 60_000


def star(points: int, inner: float) -> Draw:
    """A star of so many points; `inner` is how far in the corners between them lie."""

    def draw(pen: Pen, w: float, h: float, _: Guide) -> None:
        corners = []
        for i in range(points * 2):
            angle, reach = radians(-90 + 180 / points * i), 1 if i % 2 == 0 else inner
            corners.append((w / 2 * (1 + reach * cos(angle)), h / 2 * (1 + reach * sin(angle))))
        pen.polygon(*corners)

    return draw


def line(pen: Pen, w: float, h: float, _: Guide) -> None:
    """The diagonal."""
    pen.move(0, 0)
    pen.line(w, h)


def bracket(is_left: bool) -> Draw:
    """A square bracket with rounded corners."""

    def draw(pen: Pen, w: float, h: float, adjust: Guide) -> None:
        bow = min(min(w, h) * share(adjust, 0, 8_333), h / 2)
        x, sign = (w, 1) if is_left else (0, -1)
        pen.move(x, 0)
        pen.arc(x, bow, w, bow, 270, -90 * sign)
        pen.line(w - x, h - bow)
        pen.arc(x, h - bow, w, bow, 180 if is_left else 0, -90 * sign)

    return draw


def brace(is_left: bool) -> Draw:
    """A curly bracket."""

    def draw(pen: Pen, w: float, h: float, adjust: Guide) -> None:
        bow = min(w, h) * share(adjust, 0, 8_333)
        tip = h * share(adjust, 1, 50_000)

        def x(part: float) -> float:
            return w * (1 - part) if is_left else w * part

        pen.move(x(0), 0)
        pen.curve((x(0.3), 0), (x(0.5), bow * 0.4), (x(0.5), bow))
        pen.line(x(0.5), tip - bow)
        pen.curve((x(0.5), tip - bow * 0.4), (x(0.7), tip), (x(1), tip))
        pen.curve((x(0.7), tip), (x(0.5), tip + bow * 0.4), (x(0.5), tip + bow))
        pen.line(x(0.5), h - bow)
        pen.curve((x(0.5), h - bow * 0.4), (x(0.3), h), (x(0), h))

    return draw


def callout(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    """A rectangle with a tip that leads from its nearest side."""
    tip = (w * (0.5 + share(adjust, 0, -20_833)), h * (0.5 + share(adjust, 1, 62_500)))
    left = tip[0] < w / 2
    a, b = (w / 6, w * 5 / 12) if left else (w * 7 / 12, w * 5 / 6)
    if tip[1] > h / 2:
        pen.polygon((0, 0), (w, 0), (w, h), (b, h), tip, (a, h), (0, h))
    else:
        pen.polygon((0, 0), (a, 0), tip, (b, 0), (w, 0), (w, h), (0, h))
