"""The table of concentration measures, a column per marked year and the change since the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from kamdeck.analysis.concentration import Concentration
from kamdeck.deck.spec import COVERED, EMU, Cell, Column, Line, Row, Table, inches, para
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.text.measure import shorten
from kamdeck.views.concentration.chart import Year

BOX = inches(6.14, 1.56, 3.65, 4.24)
_YEAR, _CHANGE = round(0.585 * EMU), round(0.58 * EMU)
_HEAD, _GROUP, _ROW = round(0.26 * EMU), round(0.35 * EMU), round(0.46 * EMU)
_RULE, _HAIR = Line("ink", 1.05), Line("hairline", 0.75)

Kind = Literal["share", "count", "index", "gini"]


@record
class Measure:
    """One row: stable key, name, how its figures are written, and where they come from."""

    key: str
    name: str
    kind: Kind
    value: Callable[[Concentration], float]


def make_table(view: str, say: Say, years: Sequence[Year], measures: Sequence[Measure]) -> Table:
    """Shares of revenue, then concentration measures; the newest year bold, no change for a single year."""
    has_change = len(years) > 1
    others = len(years) * _YEAR + (_CHANGE if has_change else 0)
    columns = [Column("measure", BOX.w - others)]
    columns += [Column(str(year.year), _YEAR) for year in years]
    if has_change:
        columns.append(Column("change", _CHANGE))
    rows = [_head(say, years, has_change)]
    kinds = ("share", "measures")
    for kind in kinds:
        rows.append(_group(say(f"concentration.group_{kind}"), kind, len(columns)))
        chosen = [m for m in measures if (m.kind == "share") == (kind == "share")]
        rows += [_row(say, m, years, columns[0].width, has_change) for m in chosen]
    return Table(
        f"{view}/table", BOX.x, BOX.y, tuple(columns), tuple(rows), alt=say("concentration.table_alt")
    )


def _head(say: Say, years: Sequence[Year], has_change: bool) -> Row:
    cells = [Cell((para("", size=10),), bottom=_RULE, is_data=False)]
    for year in years:
        is_new = year.style == "newest"
        run = para(
            say.year(year.year), size=10, bold=is_new or None, color="ink" if is_new else "muted", align="r"
        )
        cells.append(Cell((run,), bottom=_RULE))
    if has_change:
        run = para(say("concentration.change"), size=10, color="muted", align="r")
        cells.append(Cell((run,), bottom=_RULE, is_data=False))
    return Row("head", _HEAD, tuple(cells))


def _group(text: str, key: str, columns: int) -> Row:
    run = para(text, size=10, bold=True, color="accent")
    first = Cell((run,), span=columns, bottom=_HAIR, anchor="b", inset=(0, 0, 0, 38_100), is_data=False)
    return Row(key, _GROUP, (first, *(COVERED,) * (columns - 1)))


def _row(say: Say, measure: Measure, years: Sequence[Year], room: int, has_change: bool) -> Row:
    name = shorten(measure.name, 11, room - 25_400, True)
    cells = [Cell((para(name, size=11, bold=True, color="ink"),), bottom=_HAIR, is_data=False)]
    values = [measure.value(year.spread) for year in years]
    for year, value in zip(years, values, strict=True):
        is_new = year.style == "newest"
        run = para(_figure(say, measure.kind, value), size=11, bold=is_new or None, color="ink", align="r")
        cells.append(Cell((run,), bottom=_HAIR))
    if has_change:
        text = _change(say, measure.kind, values[-1] - values[0])
        cells.append(Cell((para(text, size=11, color="ink", align="r"),), bottom=_HAIR))
    return Row(measure.key, _ROW, tuple(cells))


def _figure(say: Say, kind: Kind, value: float) -> str:
    if kind == "share":
        return say.percent(value, 1)
    return say.number(value, 2 if kind == "gini" else 0)


def _change(say: Say, kind: Kind, change: float) -> str:
    """The change with its sign: shares in points, the others in their own unit."""
    if kind == "share":
        return say.number(change * 100, 1, signed=True)
    return say.number(change, 2 if kind == "gini" else 0, signed=True)
