"""The words laid over the concentration curves: axis heads, line of equality, years with their figures."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, degrees

from kamdeck.deck.spec import EMU, Box, Connector, Group, Line, Para, Run, Shape, Text
from kamdeck.layout.marks import label
from kamdeck.text import Say
from kamdeck.text.measure import fit, width
from kamdeck.views.concentration.chart import Year, boxes_in

_LINE = round(0.2 * EMU)


def make_marks(view: str, say: Say, years: Sequence[Year], headings: Sequence[str], room: Box) -> Group:
    """Axis heads, the name of the line of equality, and the years with their figures; one group.

    `headings` name what the markers show, from the fullest wording to the shortest.
    """
    key, high = f"{view}/marks", round(0.19 * EMU)
    _, plot = boxes_in(room)
    heads = say("concentration.axis_accounts"), say("concentration.axis_accounts_short")
    top, foot = room.y - round(0.01 * EMU), room.y + room.h - high
    return Group(
        key,
        (
            label(f"{key}/revenue", say("concentration.axis_revenue"), Box(room.x, top, plot.w, high)),
            label(
                f"{key}/accounts",
                fit(heads, 10, plot.w, 1),
                Box(plot.x, foot, plot.w, high),
                align="ctr",
            ),
            _level_name(f"{key}/level", say("concentration.level_name"), plot),
            *_legend(key, say, years, headings, plot),
        ),
        follows=f"{view}/chart",
        alt=say("concentration.marks_alt"),
    )


def _level_name(key: str, text: str, plot: Box) -> Text:
    """The name of the diagonal, turned with it, just under its upper half; its lower where that is flat."""
    wide, high = width(text, 10) + round(0.06 * EMU), round(0.17 * EMU)
    at = 0.675 if plot.w < 2 * plot.h else 0.4
    middle_x = plot.x + round(at * plot.w) + round(0.09 * EMU)
    middle_y = plot.y + round((1 - at) * plot.h) + round(0.09 * EMU)
    run = Run(text, 10, None, "muted")
    turn = round(-degrees(atan2(plot.h, plot.w)), 1)
    box = Box(middle_x - wide // 2, middle_y - high // 2, wide, high)
    return Text(key, (Para((run,), align="ctr"),), box, anchor="ctr", wrap=False, rot=turn)


def _legend(
    key: str, say: Say, years: Sequence[Year], headings: Sequence[str], plot: Box
) -> list[Text | Shape | Connector]:
    """The marked years, newest first, each with its line and figure: right of the markers, or in the
    empty corner under the line of equality where the curves leave no room."""
    named = [year for year in reversed(years) if year.mark]
    dash, gap = round(0.17 * EMU), round(0.07 * EMU)
    texts = [f"{say.year(year.year)}\u2002{say.percent(year.mark[1], 1)}" for year in named if year.mark]
    rows = [
        dash + gap + width(text, 11, year.style == "newest") for year, text in zip(named, texts, strict=True)
    ]
    heading = next((h for h in headings if _is_free(plot, years, [width(h, 10), *rows])), headings[-1])
    rooms = [width(heading, 10), *rows]
    x, y = _under_marks(plot, years) if _is_free(plot, years, rooms) else _corner(plot, rooms)
    out: list[Text | Shape | Connector] = [label(f"{key}/heading", heading, Box(x, y, rooms[0], _LINE))]
    for i, (year, text) in enumerate(zip(named, texts, strict=True), 1):
        row, is_new = y + i * _LINE, year.style == "newest"
        middle = row + _LINE // 2
        line = Line(year.color, 2.5)
        box = Box(x + dash + gap, row, rooms[i] - dash - gap, _LINE)
        out += [
            Connector(f"{key}/dash:{year.year}", points=(x, middle, x + dash, middle), line=line),
            label(f"{key}/year:{year.year}", text, box, size=11, bold=is_new, color="ink"),
        ]
    return out


def _under_marks(plot: Box, years: Sequence[Year]) -> tuple[int, int]:
    """The upper left corner of a block beside the drop line, under every curve."""
    at = max(year.mark[0] for year in years if year.mark)
    lowest = min(year.spread.top_share(at) for year in years)
    x = plot.x + round(at * plot.w) + round(0.13 * EMU)
    return x, plot.y + round((1 - lowest) * plot.h) + round(0.08 * EMU)


def _is_free(plot: Box, years: Sequence[Year], rooms: Sequence[int]) -> bool:
    """Whether rows of these widths under the markers all end before the line of equality."""
    x, y = _under_marks(plot, years)
    feet = [(plot.y + plot.h - y - i * _LINE) / plot.h for i in range(1, len(rooms) + 1)]
    return all((x + room - plot.x) / plot.w < foot for room, foot in zip(rooms, feet, strict=True))


def _corner(plot: Box, rooms: Sequence[int]) -> tuple[int, int]:
    """The upper left corner of a block in the lower right of the plot, where no curve comes."""
    return plot.x + plot.w - max(rooms), plot.y + plot.h - len(rooms) * _LINE - round(0.25 * EMU)
