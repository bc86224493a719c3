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
    Table,
    Text,
)
from kamdeck.layout.rail import BODY, label
from kamdeck.text.measure import clip, line_height, shorten, width
from kamdeck.views.team.data import Page, Team
from kamdeck.views.team.table import LOOKS

_BASE = round(6.65 * EMU)
_GAP, _HIGHEST = round(0.20 * EMU), round(2.20 * EMU)
_PAD = round(0.08 * EMU)
_INSIDE = round(0.155 * EMU)  # a column lower than this has its figure above
_ABOVE: tuple[Literal["inBase", "outEnd"], str] = ("outEnd", "ink")
_SIZE = 10.0
_KEY = round(0.19 * EMU)  # pitch of the legend


def draw_load(key: str, team: Team, page: Page, table: Table, alt: str) -> tuple[Element, ...]:
    """Heading, chart, what each member holds, and the legend of the letters."""
    legend = _legend(key, team, page)
    if not any(team.chart.load[name] for name in page.members):
        return (legend,)
    top = table.y + table.box.h + _GAP
    top = max(top, _BASE - _HIGHEST)
    wide, member, _ = page.widths
    box = Box(BODY.x + wide, top, member * len(page.members), _BASE - top)
    return (
        _heading(key, team, wide, box),
        _chart(key, team, page, box, alt),
        _counts(key, team, page),
        legend,
    )


def _heading(key: str, team: Team, room: int, box: Box) -> Text:
    """What the columns are, in which points, and the average."""
    say, chosen = team.ctx.say, team.ctx.book.settings
    letters = {letter: team.points(getattr(chosen, f"raci_points_{letter.lower()}")) for letter in "RACI"}
    inside = room - _PAD
    paras = (
        Para((Run(say("team.load"), 11, True, "ink"),)),
        Para((Run(shorten(say("team.load_points", **letters), _SIZE, inside), _SIZE, None, "muted"),)),
        Para((Run(shorten(_average(team), _SIZE, inside), _SIZE, None, "muted"),)),
    )
    high = line_height(11) + 2 * line_height(_SIZE) + 12_700
    return Text(f"{key}/load", paras, Box(BODY.x + _PAD, box.y + (box.h - high) // 2, inside, high))


def _average(team: Team) -> str:
    return team.ctx.say("team.load_average", points=team.points(team.chart.mean_load))


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


def _counts(key: str, team: Team, page: Page) -> Group:
    """How many A and R each member holds, below the columns; the figures alone where they are narrow."""
    say, group = team.ctx.say, f"{key}/counts"
    wide, member, _ = page.widths
    out = []
    for i, name in enumerate(page.members):
        a, r = (team.chart.count(name, letter) for letter in "AR")
        text = say("team.counts", a=a, r=r)
        if width(text, 9.5) > member:
            text = f"{a}/{r}"
        size = 9.5 if width(text, 9.5) <= member else 9.0
        box = Box(BODY.x + wide + member * i, _BASE + 25_400, member, line_height(size))
        out.append(label(f"{group}/{name}", text, box, size=size, align="ctr"))
    return Group(group, tuple(out), f"{key}/chart", say("team.counts_alt"))


def _legend(key: str, team: Team, page: Page) -> Group:
    """What the letters mean, in the column of the checks."""
    say, group = team.ctx.say, f"{key}/legend"
    wide, member, check = page.widths
    x = BODY.x + wide + member * len(page.members) + round(0.10 * EMU)
    side, high = round(0.26 * EMU), round(0.165 * EMU)
    top = _BASE + round(0.19 * EMU) - 4 * _KEY
    out: list[Text | Shape] = []
    for letter in "ARCI":
        fill, color = LOOKS[letter]
        para = Para((Run(letter, 9, letter != "I" or None, color),), align="ctr")
        out.append(Shape(f"{group}/{letter}_chip", Box(x, top, side, high), "rect", fill, paras=(para,)))
        room = check - round(0.10 * EMU) - side - round(0.06 * EMU)
        box = Box(x + side + round(0.06 * EMU), top + (high - line_height(9)) // 2, room, line_height(9))
        text = clip(say(f"team.letter.{letter}"), 9, room, 1)
        out.append(label(f"{group}/{letter}", text, box, size=9, color="ink"))
        top += _KEY
    return Group(group, tuple(out), None, say("team.legend_alt"))
