"""The ranking's table, the bars laid over it, arrows and tier chips."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.ranking import Standing
from kamdeck.deck.spec import (
    EMU,
    Align,
    Axis,
    Box,
    Cell,
    Chart,
    Column,
    Connector,
    Data,
    Grid,
    Group,
    Labels,
    Line,
    Para,
    Plot,
    Point,
    Row,
    Run,
    Series,
    Shape,
    Table,
    Text,
)
from kamdeck.layout.rail import MAIN, arrow, chip, label
from kamdeck.text.measure import fit, line_height, shorten, width
from kamdeck.views.ranking.words import RankingWords

_RULE, _HAIR, _BREAK = Line("ink", 1.05), Line("hairline", 0.75), Line("muted", 1.0, "dash")
_WIDTHS = (
    ("rank", 0.42), ("before", 0.46), ("account", 1.93), ("score", 4.06),
    ("revenue", 0.80), ("tier", 0.62), ("class", 1.00),
)  # fmt: skip
_GAP = round(0.20 * EMU)  # before the account's name
_POINTS = 0.885  # of the bars' column, what the whole score scale takes: the rest is for the total
_LABEL = 9.0
_AXES = (("growth", "tier_a"), ("harmony", "tier_b"))


def make_table(
    key: str, words: RankingWords, shown: Sequence[Standing], header: int, height: int, alt: str
) -> Table:
    """Rank, rank before, account, room for the bars, revenue, room for the chip, class."""
    columns = tuple(Column(name, round(wide * EMU)) for name, wide in _WIDTHS)
    rows = [_header(words, columns, header)]
    for i, place in enumerate(shown):
        is_break = i + 1 < len(shown) and shown[i + 1].rank - place.rank > 1 and _skips(words, shown, i)
        rows.append(_row(words, place, columns, height, _BREAK if is_break else _HAIR))
    return Table(f"{key}/table", MAIN.x, MAIN.y, columns, tuple(rows), alt=alt)


def _skips(words: RankingWords, shown: Sequence[Standing], i: int) -> bool:
    """True when accounts that are not shown stand between two rows."""
    names = [place.account for place in words.places]
    return names.index(shown[i + 1].account) - names.index(shown[i].account) > 1


def _header(words: RankingWords, columns: Sequence[Column], height: int) -> Row:
    say = words.ctx.say
    period = words.then.period if words.then and words.then.period else ""
    earlier = fit((period, say("ranking.head.before")), 10, columns[1].width, 1) if period else ""
    combined = say("ranking.head.combined", high=say.number(words.ctx.book.settings.score_max))
    heads: tuple[tuple[str, Align], ...] = (
        (say("ranking.head.rank"), "l"),
        (earlier, "r"),
        (say("ranking.head.account"), "l"),
        (combined, "r"),
        (say("ranking.head.revenue"), "r"),
        (say("ranking.head.tier"), "ctr"),
        (say("ranking.head.class"), "l"),
    )
    cells = []
    for (text, align), column in zip(heads, columns, strict=True):
        left = _GAP if column.key == "account" else 0
        run = Run(shorten(text, 10, column.width - left), 10, None, "muted")
        cell = Cell(
            (Para((run,), align=align),), anchor="b", bottom=_RULE, inset=(left, 0, 0, 25_400), is_data=False
        )
        cells.append(cell)
    return Row("head", height, tuple(cells))


def _row(words: RankingWords, place: Standing, columns: Sequence[Column], height: int, bottom: Line) -> Row:
    say, account = words.ctx.say, place.account
    size = 11.0 if height >= round(0.26 * EMU) else 9.5
    name_room = columns[2].width - _GAP - round(0.06 * EMU)
    is_strategic = words.class_of.get(account) == "Strategic"
    name = account if width(account, size, is_strategic) <= name_room else words.ctx.short(account)
    revenue = words.tiers.revenue_of.get(account)
    found = words.class_of.get(account)
    earlier = "" if words.then is None else say("ranking.new") if place.before is None else str(place.before)
    texts: tuple[tuple[str, float, bool, str, Align], ...] = (
        (say.number(place.rank), size, True, "ink", "r"),
        (earlier, min(size, 10.0), False, "muted", "r"),
        (shorten(name, size, name_room, is_strategic), size, is_strategic, "ink", "l"),
        ("", size, False, "ink", "l"),
        ("–" if revenue is None else _money(words, revenue), min(size, 10.5), False, "ink", "r"),
        ("", size, False, "ink", "l"),
        (say(f"strategies.name.{found}") if found else "–", min(size, 10.5), False, "ink", "l"),
    )
    cells = []
    for (text, points, bold, color, align), column in zip(texts, columns, strict=True):
        left = _GAP if column.key == "account" else 0
        right = round(0.19 * EMU) if column.key == "rank" and width(text, points, True) < EMU * 0.22 else 0
        paras = (Para((Run(text, points, bold or None, color),), align=align),)
        cells.append(Cell(paras, bottom=bottom, inset=(left, 0, right, 0)))
    return Row(account, height, tuple(cells))


def _money(words: RankingWords, value: float) -> str:
    """Two decimals of millions; thousands where no account has a million."""
    most = max(words.tiers.revenue_of.values(), default=0.0)
    return words.ctx.say.money(value, 2, unit="M" if most >= 1e6 else "k" if most >= 1e4 else "")


# ------------------------------------------------------------------ bars


def _left(table: Table, column: str) -> int:
    """Where a column starts."""
    place = [c.key for c in table.columns].index(column)
    return table.x + sum(c.width for c in table.columns[:place])


def make_chart(key: str, words: RankingWords, shown: Sequence[Standing], table: Table, alt: str) -> Chart:
    """Stacked bars whose parts are what each axis adds; the labels are the axes' own scores."""
    say, weight = words.ctx.say, words.now.growth_weight
    rows = [words.now.of(place.account) for place in shown]
    parts = {"growth": weight, "harmony": 1 - weight}
    box = Box(_left(table, "score"), table.y + table.rows[0].height, table.columns[3].width, 0)
    box = Box(box.x, box.y, box.w, sum(row.height for row in table.rows[1:]))
    high = words.ctx.book.settings.score_max
    columns: list[Data] = []
    for axis, _ in _AXES:
        scores = tuple(row.axis(axis) for row in rows)
        columns.append(Data(f"{axis}_score", say(f"ranking.score.{axis}"), scores, "0.0"))
    for axis, _ in _AXES:
        is_only = any(row.growth is None or row.harmony is None for row in rows)
        share = 1.0 if is_only else parts[axis]
        values = tuple(None if (s := row.axis(axis)) is None else s * share for row in rows)
        columns.append(Data(axis, say(f"ranking.part.{axis}"), values, "0.0"))
    total = tuple(place.score for place in shown)
    columns.append(Data("total", say("ranking.total"), total, "0.0", "SUM({growth}{r}:{harmony}{r})"))
    scale = box.w * _POINTS / high
    bars = tuple(
        Series(axis, axis, fill=fill, points=_labels(words, shown, axis, columns[2 + i].values, scale))
        for i, (axis, fill) in enumerate(_AXES)
    )
    ends = Series(
        "total", "total", labels=Labels("value", "inBase", "0.0", 11 if len(shown) <= 18 else 9.5, True)
    )
    names = tuple(place.account for place in shown)
    return Chart(
        f"{key}/chart",
        box,
        Grid(names, names, tuple(columns), label_head=say("ranking.head.account")),
        (Plot("bar", (*bars, ends), "stacked", gap=60, overlap=100),),
        x=Axis(is_reversed=True, has_labels=False, line=Line("muted", 1.0)),
        y=Axis(0, high / _POINTS, high, is_visible=False),
        inner=(0.0, 0.0, 1.0, 1.0),
        alt=alt,
    )


def _labels(
    words: RankingWords,
    shown: Sequence[Standing],
    axis: str,
    values: Sequence[float | None],
    scale: float,
) -> tuple[Point, ...]:
    """The axis's score in the bar's end, where it fits."""
    out = []
    for place, value in zip(shown, values, strict=True):
        score = words.now.of(place.account).axis(axis)
        if score is None or value is None:
            continue
        text = words.points(score)
        if value * scale > width(text, _LABEL) + 60_000:
            paras = (Para((Run(text, _LABEL, None, "paper"),)),)
            out.append(Point(place.account, labels=Labels("value", "inEnd", "0.0", _LABEL, paras=paras)))
    return tuple(out)


def make_legend(key: str, words: RankingWords, table: Table) -> Group:
    """What the two colours of the bars are, in the header row."""
    x, high, side = _left(table, "score"), line_height(10), round(0.11 * EMU)
    y = table.y + table.rows[0].height - high - 25_400
    out: list[Text | Shape | Connector] = []
    for axis, fill in _AXES:
        text = words.ctx.say(f"ranking.legend.{axis}")
        mark = Box(x, y + (high - side) // 2, side, side)
        out.append(Shape(f"{key}/legend/{axis}_mark", mark, "rect", fill))
        x += side + round(0.06 * EMU)
        room = width(text, 10) + 12_700
        out.append(label(f"{key}/legend/{axis}", text, Box(x, y, room, high), color="ink"))
        x += room + round(0.18 * EMU)
    return Group(f"{key}/legend", tuple(out), table.key, words.ctx.say("ranking.legend.alt"))


# ------------------------------------------------------------------ marks


def make_marks(key: str, words: RankingWords, shown: Sequence[Standing], table: Table) -> Group | None:
    """Arrows of the moves, and the tier of each account."""
    group, out = f"{key}/marks", list[Text | Shape | Connector]()
    side = round(0.11 * EMU)
    chip_w, chip_h = round(0.24 * EMU), min(round(0.19 * EMU), table.rows[1].height - round(0.03 * EMU))
    y = table.y + table.rows[0].height
    middle = _left(table, "tier") + table.columns[5].width // 2
    for place, row in zip(shown, table.rows[1:], strict=True):
        centre = y + row.height // 2
        if place.before is not None and words.then is not None:
            box = Box(table.x + round(0.36 * EMU), centre - side // 2, side, side)
            out.append(arrow(f"{group}/move:{place.account}", place.climb, box))
        tier = words.tiers.tier_of.get(place.account)
        if tier:
            box = Box(middle - chip_w // 2, centre - chip_h // 2, chip_w, chip_h)
            out.append(chip(f"{group}/tier:{place.account}", tier, box, size=9))
        y += row.height
    return Group(group, tuple(out), table.key, words.ctx.say("ranking.marks")) if out else None
