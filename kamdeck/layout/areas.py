"""How a slide's room is shared: the main part, and the insights beside it, below it or in the notes."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Literal

from kamdeck.deck.frame import Frame
from kamdeck.deck.spec import EMU, Box
from kamdeck.record import record

Form = Literal["right", "strip", "low", "line", "notes"]
"""Where the insights stand: at the right, in a strip below (0.98 in high, or 0.66 with figures in the line),
as one line with the next step only, or in the speaker notes."""

GUTTER = round(0.34 * EMU)
_SHARES = {"rail": 22, "rail_broad": 26}  # percent of the body that a rail at the right takes
_STRIP, _LOW, _LINE, _TALL = (round(inch * EMU) for inch in (0.98, 0.66, 0.28, 1.60))
NARROW = round(7.5 * EMU)  # a body below this width has its insights two by two
_GAP = round(0.14 * EMU)


@record
class Area:
    """The main part's box, the form of the insights, and their box (None in the notes)."""

    main: Box
    form: Form
    rail: Box | None


def form_of(frame: Frame) -> Form:
    """Where the insights stand: as large as the room allows, so that the main part keeps its size."""
    wide, high = frame.body.w / EMU, frame.body.h / EMU
    if wide >= 10.6 and high >= 4.2:
        return "right"
    if high >= 4.95:
        return "strip"
    if high >= 4.2:
        return "low"
    return "line" if high >= 3.7 else "notes"


def area_of(frame: Frame, kind: str = "rail", form: Form | None = None, *, has_step: bool = True) -> Area:
    """The room of a slide with insights; `kind` is the layout's role, `rail` or `rail_broad`. A line has a
    next step to say: without one (`has_step`) the facts are in the notes."""
    body, form = frame.body, form or form_of(frame)
    if form == "line" and not has_step:
        form = "notes"
    if form == "right":
        wide = _hundredths(body.w * _SHARES[kind] // 100)
        main = Box(body.x, body.y, body.w - wide - round(0.33 * EMU), body.h)
        return Area(main, form, Box(main.x + main.w + GUTTER, body.y, wide, body.h))
    if form == "notes":
        return Area(body, form, None)
    tall = {"strip": _TALL if body.w < NARROW else _STRIP, "low": _LOW}.get(form, _LINE)
    main = Box(body.x, body.y, body.w, body.h - tall - _GAP)
    return Area(main, form, Box(body.x, main.y + main.h + _GAP, body.w, tall))


def _hundredths(length: int) -> int:
    """A length in whole hundredths of an inch."""
    return round(int(length / EMU * 100) / 100 * EMU)


def columns_of(box: Box, parts: tuple[float, ...], gap: int = GUTTER) -> tuple[Box, ...]:
    """A box in columns that share its width as the parts say, with a gap between."""
    room, out, x = box.w - gap * (len(parts) - 1), [], box.x
    for part in parts:
        wide = round(room * part / sum(parts))
        out.append(Box(x, box.y, wide, box.h))
        x += wide + gap
    return tuple(out)


def rows_of(box: Box, parts: tuple[float, ...], gap: int = _GAP) -> tuple[Box, ...]:
    """A box in rows that share its height as the parts say, with a gap between."""
    room, out, y = box.h - gap * (len(parts) - 1), [], box.y
    for part in parts:
        tall = round(room * part / sum(parts))
        out.append(Box(box.x, y, box.w, tall))
        y += tall + gap
    return tuple(out)


def balanced(count: int, most: int) -> tuple[int, ...]:
    """How many of `count` rows stand on each page of at most `most`: pages that differ by one row."""
    if count <= 0:
        return ()
    pages = -(-count // max(1, most))
    each, more = divmod(count, pages)
    return tuple(each + (page < more) for page in range(pages))


def portions(count: int, most: int) -> tuple[range, ...]:
    """The places of the rows on each of those pages."""
    ends = tuple(accumulate(balanced(count, most), initial=0))
    return tuple(range(first, stop) for first, stop in pairwise(ends))
