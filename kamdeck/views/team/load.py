"""Each member's load below the table: columns that stand under the members, the average as a line."""

from __future__ import annotations

from typing import Literal

from kamdeck.deck.spec import (
    EMU,
    Axis,
    Box,
    Chart,
    Data,
    Element,
    Grid,
    Group,
    Input,
    Labels,
    Line,
    Para,
    Plot,
    Point,
    Run,
    Series,
    Shape,
    Text,
)
from kamdeck.figures.teams import Team
from kamdeck.layout.grid import Style
from kamdeck.layout.marks import label
from kamdeck.record import replace
from kamdeck.text.measure import clip, line_height, width, wrap
from kamdeck.views.team.pages import FOOT, Page
from kamdeck.views.team.table import LOOKS

_GAP, _HIGHEST = round(0.20 * EMU), round(2.20 * EMU)
_PAD = round(0.08 * EMU)
_INSIDE = round(0.155 * EMU)  # a column lower than this has its figure above
_ABOVE: tuple[Literal["inBase", "outEnd"], str] = ("outEnd", "ink")
_SIZE = 10.0
_ROOMY = round(2.2 * EMU)  # a heading as wide as this has a line for each of its sentences
_KEY = round(0.19 * EMU)  # pitch of the legend


def draw_load(key: str, team: Team, page: Page, bottom: int, alt: str) -> tuple[Element, ...]:
    """Heading, chart, what each member holds, and the legend of the letters."""
    legend = _legend(key, team, page)
    if not any(team.chart.load[name] for name in page.members):
        return (legend,)
    base = page.room.y + page.room.h - FOOT
    top = max(bottom + _GAP, base - _HIGHEST)
    box = replace(page.loads, y=top, h=base - top)
    return (
        _heading(key, team, page, box),
        _chart(key, team, page, box, alt),
        _counts(key, team, page, base),
        legend,
    )


def _heading(key: str, team: Team, page: Page, box: Box) -> Text:
    """What the columns are, in which points, and the average."""
    say, chosen = team.ctx.say, team.ctx.book.settings
    letters = {letter: team.points(getattr(chosen, f"raci_points_{letter.lower()}")) for letter in "RACI"}
    room, small = page.widths[0] - _PAD, Style(_SIZE, color="muted")
    lines = 1 if room >= _ROOMY else 2
    texts = (
        say("team.load_points", **letters),
        say("team.load_average", points=team.points(team.chart.mean_load)),
    )
    paras = (
        Style(11, True).para(say("team.load")),
        *(small.para(text, room=room, lines=lines) for text in texts),
    )
    high = (
        line_height(11) + sum(len(wrap(p.text, _SIZE, room)) for p in paras[1:]) * line_height(_SIZE) + 12_700
    )
    return Text(f"{key}/load", paras, Box(page.room.x + _PAD, box.y + (box.h - high) // 2, room, high))


def _chart(key: str, team: Team, page: Page, box: Box, alt: str) -> Chart:
    say, chart = team.ctx.say, team.chart
    loads = tuple(chart.load[name] for name in page.members)
    mean, top = chart.mean_load, max(chart.load.values()) * 1.04
    places = "0" if all(value == int(value) for value in loads) else "0.0"
    columns = (
        Data("load", say("team.points"), loads, places),
        Data("average", say("team.average"), (mean,) * len(loads), "0.0", "{in:average}"),
    )
    points = []
    for name, value in zip(page.members, loads, strict=True):
        heavy = name in chart.heaviest and not team.is_even
        place, color = _ABOVE
        if value * box.h >= top * _INSIDE:
            place, color = "inBase", "paper" if heavy else "ink"
        labels = Labels("value", place, places, _SIZE, True, color)
        points.append(Point(name, "risk" if heavy else None, labels))
    bars = Series("load", "load", fill="ramp8", points=tuple(points))
    line = Series("average", "average", trend=Line("ink", 1.25, "dash"))
    plots = [Plot("column", (bars,), gap=95)]
    if len(loads) > 1:
        plots.append(Plot("line", (line,), grouping="standard"))
    return Chart(
        f"{key}/chart",
        box,
        Grid(
            page.members,
            page.members,
            columns,
            (Input("average", say("team.average"), mean, "0.0"),),
            label_head=say("team.member"),
        ),
        tuple(plots),
        x=Axis(has_labels=False, line=Line("muted", 0.75)),
        y=Axis(0, top, is_visible=False),
        inner=(0.0, 0.0, 1.0, 1.0),
        alt=alt,
    )


def _counts(key: str, team: Team, page: Page, base: int) -> Group:
    """How many A and R each member holds, below the columns; the figures alone where they are narrow."""
    say, group, out = team.ctx.say, f"{key}/counts", list[Text]()
    member = page.widths[1]
    for i, name in enumerate(page.members):
        a, r = (team.chart.count(name, letter) for letter in "AR")
        text = say("team.counts", a=a, r=r)
        if width(text, 9.5) > member:
            text = f"{a}/{r}"
        size = 9.5 if width(text, 9.5) <= member else 9.0
        box = Box(page.loads.x + member * i, base + 25_400, member, line_height(size))
        out.append(label(f"{group}/{name}", text, box, size=size, align="ctr"))
    return Group(group, tuple(out), f"{key}/chart", say("team.counts_alt"))


def _legend(key: str, team: Team, page: Page) -> Group:
    """What the letters mean, in the column of the checks."""
    say, group, near = team.ctx.say, f"{key}/legend", round(0.06 * EMU)
    x = page.loads.x + page.loads.w + round(0.10 * EMU)
    side, high = round(0.26 * EMU), round(0.165 * EMU)
    top = page.room.y + page.room.h - FOOT + round(0.19 * EMU) - 4 * _KEY
    room = page.room.x + page.room.w - x - side - near
    out: list[Text | Shape] = []
    for letter in "ARCI":
        fill, color = LOOKS[letter]
        para = Para((Run(letter, 9, letter != "I" or None, color),), align="ctr")
        out.append(Shape(f"{group}/{letter}_chip", Box(x, top, side, high), "rect", fill, paras=(para,)))
        box = Box(x + side + near, top + (high - line_height(9)) // 2, room, line_height(9))
        text = clip(say(f"team.letter.{letter}"), 9, room, 1)
        out.append(label(f"{group}/{letter}", text, box, size=9, color="ink"))
        top += _KEY
    return Group(group, tuple(out), None, say("team.legend_alt"))
