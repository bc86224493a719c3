"""The words laid over the concentration curves: axis heads, line of equality, years with their figures."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, degrees

from kamdeck.deck.spec import EMU, Box, Connector, Group, Line, Para, Run, Shape, Text
from kamdeck.layout.rail import label
from kamdeck.text import Say
from kamdeck.text.measure import width
from kamdeck.views.concentration.chart import BOX, PLOT, Year

_LINE = round(0.2 * EMU)


def make_marks(view: str, say: Say, years: Sequence[Year], headings: Sequence[str]) -> Group:
    """Axis heads, the name of the line of equality, and the years with their figures; one group.

    `headings` name what the markers show, from the fullest wording to the shortest.
    """
    key = f"{view}/marks"
    high = round(0.19 * EMU)
    return Group(
        key,
        (
            label(
                f"{key}/revenue",
                say("concentration.axis_revenue"),
                Box(BOX.x, round(1.55 * EMU), PLOT.w, high),
            ),
            label(
                f"{key}/accounts",
                say("concentration.axis_accounts"),
                Box(PLOT.x, round(6.69 * EMU), PLOT.w, high),
                align="ctr",
            ),
            _level_name(f"{key}/level", say("concentration.level_name")),
            *_legend(key, say, years, headings),
        ),
        follows=f"{view}/chart",
        alt=say("concentration.marks_alt"),
    )


def _level_name(key: str, text: str) -> Text:
    """The name of the diagonal, turned with it, just under its upper half."""
    wide, high = width(text, 10) + round(0.06 * EMU), round(0.17 * EMU)
    middle_x = PLOT.x + round(0.675 * PLOT.w) + round(0.09 * EMU)
    middle_y = PLOT.y + round((1 - 0.675) * PLOT.h) + round(0.09 * EMU)
    run = Run(text, 10, None, "muted")
    turn = round(-degrees(atan2(PLOT.h, PLOT.w)), 1)
    box = Box(middle_x - wide // 2, middle_y - high // 2, wide, high)
    return Text(key, (Para((run,), align="ctr"),), box, anchor="ctr", wrap=False, rot=turn)


def _legend(
    key: str, say: Say, years: Sequence[Year], headings: Sequence[str]
) -> list[Text | Shape | Connector]:
    """The marked years, newest first, each with its line and figure: right of the markers, or in the
    empty corner under the line of equality where the curves leave no room."""
    named = [year for year in reversed(years) if year.mark]
    dash, gap = round(0.17 * EMU), round(0.07 * EMU)
    texts = [f"{say.year(year.year)}\u2002{say.percent(year.mark[1], 1)}" for year in named if year.mark]
    rows = [
        dash + gap + width(text, 11, year.style == "newest") for year, text in zip(named, texts, strict=True)
    ]
    heading = next((h for h in headings if _is_free(years, [width(h, 10), *rows])), headings[-1])
    rooms = [width(heading, 10), *rows]
    x, y = _under_marks(years) if _is_free(years, rooms) else _corner(rooms)
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


def _under_marks(years: Sequence[Year]) -> tuple[int, int]:
    """The upper left corner of a block beside the drop line, under every curve."""
    at = max(year.mark[0] for year in years if year.mark)
    lowest = min(year.spread.top_share(at) for year in years)
    x = PLOT.x + round(at * PLOT.w) + round(0.13 * EMU)
    return x, PLOT.y + round((1 - lowest) * PLOT.h) + round(0.08 * EMU)


def _is_free(years: Sequence[Year], rooms: Sequence[int]) -> bool:
    """Whether rows of these widths under the markers all end before the line of equality."""
    x, y = _under_marks(years)
    feet = [(PLOT.y + PLOT.h - y - i * _LINE) / PLOT.h for i in range(1, len(rooms) + 1)]
    return all((x + room - PLOT.x) / PLOT.w < foot for room, foot in zip(rooms, feet, strict=True))


def _corner(rooms: Sequence[int]) -> tuple[int, int]:
    """The upper left corner of a block in the lower right of the plot, where no curve comes."""
    return PLOT.x + PLOT.w - max(rooms), PLOT.y + PLOT.h - len(rooms) * _LINE - round(0.25 * EMU)
