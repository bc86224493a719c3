"""The table of concentration measures, a column per marked year and the change since the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from kamdeck.analysis.concentration import Concentration
from kamdeck.deck.spec import COVERED, EMU, Box, Table
from kamdeck.layout.grid import HAIR, HEAD, Grid, Head, Style, row_height
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.text.measure import fit
from kamdeck.views.concentration.chart import Year

WIDTH = round(3.65 * EMU)
_YEAR, _CHANGE = round(0.585 * EMU), round(0.58 * EMU)
_HEAD, _GROUP, _LOW_GROUP = round(0.26 * EMU), round(0.35 * EMU), round(0.28 * EMU)
_HIGH_ROW = round(0.40 * EMU)  # from here on, group heads have their full height
_NAME, _GROUPED = Style(11, True, is_data=False), Style(10, True, "accent", is_data=False)

Kind = Literal["share", "count", "index", "gini"]


@record
class Measure:
    """One row: stable key, name, how its figures are written, and where they come from."""

    key: str
    name: str
    kind: Kind
    value: Callable[[Concentration], float]


def make_table(view: str, say: Say, years: Sequence[Year], measures: Sequence[Measure], room: Box) -> Table:
    """Shares of revenue, then concentration measures; the newest year bold, no change for a single year."""
    styles = {year: Style(11, year.style == "newest", align="r") for year in years}
    heads = [Head("measure", None)]
    for year, style in styles.items():
        look = style.but(size=10, color="ink" if style.bold else "muted")
        text = fit((say.year(year.year), say.year_name(year.year)), 10, _YEAR, 1, style.bold)
        heads.append(Head(str(year.year), _YEAR, text, look))
    if len(years) > 1:
        heads.append(Head("change", _CHANGE, say("concentration.change"), HEAD.but(align="r")))
    grid = Grid(f"{view}/table", room, heads)
    grid.head(_HEAD, anchor="ctr", foot=0)
    height = row_height(room.h - _HEAD - 2 * _GROUP, len(measures), most=0.46)
    group = _GROUP if height >= _HIGH_ROW else _LOW_GROUP
    named, covered = grid.widths["measure"] - 25_400, dict.fromkeys(list(grid.widths)[1:], COVERED)
    for kind in ("share", "measures"):
        text, inset = say(f"concentration.group_{kind}"), (0, 0, 0, 38_100)
        title = _GROUPED.cell(text, span=len(heads), anchor="b", inset=inset, bottom=HAIR)
        grid.row(kind, group, {"measure": title, **covered})
        for measure in measures:
            if (measure.kind == "share") != (kind == "share"):
                continue
            values = [measure.value(year.spread) for year in years]
            cells = {"measure": _NAME.cell(measure.name, room=named)}
            for (year, style), value in zip(styles.items(), values, strict=True):
                cells[str(year.year)] = style.cell(_figure(say, measure.kind, value))
            change = _change(say, measure.kind, values[-1] - values[0])
            cells["change"] = Style(11, align="r").cell(change)
            grid.row(measure.key, height, cells, bottom=HAIR)
    return grid.table(say("concentration.table_alt"))


def _figure(say: Say, kind: Kind, value: float) -> str:
    if kind == "share":
        return say.percent(value, 1)
    return say.number(value, 2 if kind == "gini" else 0)


def _change(say: Say, kind: Kind, change: float) -> str:
    """The change with its sign: shares in points, the others in their own unit."""
    if kind == "share":
        return say.number(change * 100, 1, signed=True)
    return say.number(change, 2 if kind == "gini" else 0, signed=True)
