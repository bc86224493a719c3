"""The ranking's table, the bars laid over it, arrows and tier chips."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.ranking import Standing
from kamdeck.deck.spec import (
    EMU,
    Axis,
    Box,
    Cell,
    Chart,
    Connector,
    Data,
    Element,
    Group,
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
from kamdeck.deck.spec import Grid as Sheet
from kamdeck.layout.grid import HAIR, HEAD, Grid, Head, Style
from kamdeck.layout.legend import CLOSE, HIGH, legend, lines_of, swatch
from kamdeck.layout.marks import arrow, chip
from kamdeck.record import replace
from kamdeck.text.amounts import unit_for
from kamdeck.text.measure import fit, width
from kamdeck.views.ranking.words import RankingWords

HEADER = round(0.29 * EMU)
_ROW_MOST, _SPARE = round(0.60 * EMU), round(0.04 * EMU)
_BREAK = Line("muted", 1.0, "dash")
_GAP = round(0.20 * EMU)  # before the account's name
_FAR = round(0.19 * EMU)  # between a rank of one figure and the arrow
_LEAST = round(2.0 * EMU)  # of the bars' column
_COLUMNS: tuple[tuple[str, float | None, Style, int], ...] = (  # width (None: the rest), rank of leaving
    ("rank", 0.42, HEAD, 0),
    ("before", 0.46, HEAD.but(align="r"), 0),
    ("account", 1.93, HEAD.but(left=_GAP), 0),
    ("score", None, HEAD.but(align="r"), 0),
    ("revenue", 0.80, HEAD.but(align="r"), 0),
    ("tier", 0.62, HEAD.but(align="ctr"), 1),
    ("class", 1.00, HEAD, 2),
)
_POINTS = 0.885  # of the bars' column, what the whole score scale takes: the rest is for the total
_LABEL = 9.0
_AXES = (("growth", "tier_a"), ("harmony", "tier_b"))


def rows_in(main: Box, least: float) -> int:
    """How many rows of at least so many inches a table has room for."""
    return (main.h - HEADER - _SPARE) // round(least * EMU)


class Ranking:
    """The table of the accounts shown, and what is laid over it."""

    def __init__(self, key: str, words: RankingWords, shown: Sequence[Standing], main: Box) -> None:
        self.key, self.words, self.shown, self.say = key, words, shown, words.ctx.say
        self.height = min(_ROW_MOST, (main.h - HEADER - _SPARE) // len(shown))
        weight = words.now.growth_weight
        shares = [self.say.entered(share, "share") for share in (weight, 1 - weight)]
        texts = [
            self.say(f"ranking.legend.{axis}", share=s) for (axis, _), s in zip(_AXES, shares, strict=True)
        ]
        self.signs = [swatch(axis, text, fill) for (axis, fill), text in zip(_AXES, texts, strict=True)]
        heads = {}
        for name, inch, style, rank in _COLUMNS:
            wide = None if inch is None else round(inch * EMU)
            heads[name] = Head(name, wide, self._head(name, wide or 0), style, rank, _LEAST)
        self.grid = Grid(f"{key}/table", main, tuple(heads.values()))
        room = self.grid.widths["score"] - width(heads["score"].text, 10) - CLOSE
        if len(lines_of(self.signs, room)) > 1:  # no room beside the legend
            heads["score"] = replace(heads["score"], text="")
            self.grid = Grid(f"{key}/table", main, tuple(heads.values()))
        self.grid.head(HEADER)
        for i, place in enumerate(shown):
            is_break = i + 1 < len(shown) and shown[i + 1].rank - place.rank > 1 and self._skips(i)
            self.grid.row(place.account, self.height, self._row(place), bottom=_BREAK if is_break else HAIR)

    def elements(self, alt: str) -> tuple[Element, ...]:
        """Table, bars, legend, arrows and chips."""
        group, box = f"{self.key}/legend", self.grid.box("score", "head")
        line = Box(box.x, box.y + box.h - HIGH - 12_700, box.w, HIGH)
        signs = legend(group, self.signs, line, self.say("ranking.legend.alt"), follows=self.grid.key)
        return (self.grid.table(alt), self._chart(alt), signs, *self._marks())

    def _skips(self, i: int) -> bool:
        """True when accounts that are not shown stand between two rows."""
        names = [place.account for place in self.words.places]
        return names.index(self.shown[i + 1].account) - names.index(self.shown[i].account) > 1

    def _head(self, name: str, room: int) -> str:
        if name == "before":
            period = self.words.then.period if self.words.then else ""
            return fit((period, self.say("ranking.head.before")), 10, room, 1) if period else ""
        if name == "score":
            high = self.say.entered(self.words.ctx.book.settings.score_max)
            return self.say("ranking.head.combined", high=high)
        return self.say(f"ranking.head.{name}")

    def _row(self, place: Standing) -> dict[str, Cell]:
        words, say, account = self.words, self.say, place.account
        size, found = 11.0 if self.height >= round(0.26 * EMU) else 9.5, words.class_of.get(account)
        plain = Style(size, align="l")
        name = plain.but(bold=found == "Strategic", left=_GAP)
        room = self.grid.widths["account"] - round(0.06 * EMU)
        shown = account if width(account, size, name.bold) <= room - _GAP else words.ctx.short(account)
        revenue = words.tiers.revenue_of.get(account)
        earlier = (
            "" if words.then is None else say("ranking.new") if place.before is None else str(place.before)
        )
        rank = say.number(place.rank)
        far = _FAR if width(rank, size, True) < EMU * 0.22 else 0
        beside = plain.but(size=min(size, 10.5))
        return {
            "rank": plain.but(bold=True, align="r", right=far).cell(rank),
            "before": plain.but(size=min(size, 10.0), color="muted", align="r").cell(earlier),
            "account": name.cell(shown, room=room),
            "score": plain.cell(""),
            "revenue": beside.but(align="r").cell("–" if revenue is None else self._money(revenue)),
            "tier": plain.cell(""),
            "class": beside.cell(say(f"strategies.name.{found}") if found else "–"),
        }

    def _money(self, value: float) -> str:
        """Two decimals of millions; thousands where no account has a million."""
        unit = unit_for(self.words.tiers.revenue_of.values()).letter
        return self.say.money(value, 2, unit=unit)

    # ------------------------------------------------------------------ bars

    def _chart(self, alt: str) -> Chart:
        """Stacked bars whose parts are what each axis adds; the labels are the axes' own scores."""
        say, weight, shown = self.say, self.words.now.growth_weight, self.shown
        rows = [self.words.now.of(place.account) for place in shown]
        parts = {"growth": weight, "harmony": 1 - weight}
        box = self.grid.box("score", shown[0].account, shown[-1].account)
        high = self.words.ctx.book.settings.score_max
        is_only = any(row.growth is None or row.harmony is None for row in rows)
        scores = [
            Data(f"{axis}_score", say(f"ranking.score.{axis}"), tuple(row.axis(axis) for row in rows), "0.0")
            for axis, _ in _AXES
        ]
        columns, bars, scale = list[Data](), list[Series](), box.w * _POINTS / high
        for axis, fill in _AXES:
            share = 1.0 if is_only else parts[axis]
            values = tuple(None if (s := row.axis(axis)) is None else s * share for row in rows)
            columns.append(Data(axis, say(f"ranking.part.{axis}"), values, "0.0"))
            bars.append(Series(axis, axis, fill=fill, points=self._labels(axis, values, scale)))
        formula = "SUM({growth}{r}:{harmony}{r})"
        total = Data("total", say("ranking.total"), tuple(place.score for place in shown), "0.0", formula)
        size = 11 if len(shown) <= 18 else 9.5
        ends = Series("total", "total", labels=Labels("value", "inBase", "0.0", size, True))
        names = tuple(place.account for place in shown)
        return Chart(
            f"{self.key}/chart",
            box,
            Sheet(names, names, (*scores, *columns, total), label_head=say("ranking.head.account")),
            (Plot("bar", (*bars, ends), "stacked", gap=60, overlap=100),),
            x=Axis(is_reversed=True, has_labels=False, line=Line("muted", 1.0)),
            y=Axis(0, high / _POINTS, high, is_visible=False),
            inner=(0.0, 0.0, 1.0, 1.0),
            alt=alt,
        )

    def _labels(self, axis: str, values: Sequence[float | None], scale: float) -> tuple[Point, ...]:
        """The axis's score in the bar's end, where it fits."""
        out = []
        for place, value in zip(self.shown, values, strict=True):
            score = self.words.now.of(place.account).axis(axis)
            if score is None or value is None:
                continue
            text = self.words.points(score)
            if value * scale > width(text, _LABEL) + 60_000:
                paras = (Para((Run(text, _LABEL, None, "paper"),)),)
                out.append(Point(place.account, labels=Labels("value", "inEnd", "0.0", _LABEL, paras=paras)))
        return tuple(out)

    def _marks(self) -> tuple[Group, ...]:
        """Arrows of the moves, and the tier of each account."""
        group, out = f"{self.key}/marks", list[Text | Shape | Connector]()
        side, wide = round(0.11 * EMU), round(0.24 * EMU)
        high = min(round(0.19 * EMU), self.height - round(0.03 * EMU))
        for place in self.shown:
            rank = self.grid.box("rank", place.account)
            middle = rank.y + rank.h // 2
            if place.before is not None and self.words.then is not None:
                box = Box(rank.x + round(0.36 * EMU), middle - side // 2, side, side)
                out.append(arrow(f"{group}/move:{place.account}", place.places, box))
            tier = self.words.tiers.tier_of.get(place.account)
            if tier and "tier" in self.grid.widths:
                room = self.grid.box("tier", place.account)
                box = Box(room.x + room.w // 2 - wide // 2, middle - high // 2, wide, high)
                out.append(chip(f"{group}/tier:{place.account}", tier, box, size=9))
        return (Group(group, tuple(out), self.grid.key, self.say("ranking.marks")),) if out else ()
