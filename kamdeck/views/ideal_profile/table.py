"""The table of the ideal profile: criteria by axis with their figures, room for the scale, the total."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kamdeck.deck.spec import COVERED, EMU, Box, Element
from kamdeck.layout.grid import HAIR, HEAD, RULE, Grid, Head, Style
from kamdeck.text.measure import fit, fitting, line_height, wrap
from kamdeck.views.ideal_profile.chart import Mark, make_chart, make_guides, make_legend
from kamdeck.views.ideal_profile.words import ProfileWords

_HEADER, _AXIS, _TOTAL = round(0.46 * EMU), round(0.29 * EMU), round(0.40 * EMU)
_ROW_MOST, _ROW_TALL, _ROW_LEAST = round(0.66 * EMU), round(0.38 * EMU), round(0.235 * EMU)
_PAD, _SCALE_PAD, _SCALE_END = round(0.10 * EMU), round(0.37 * EMU), round(0.04 * EMU)
_LEAST = round(1.9 * EMU)  # of the scale's column
_FOOT = round(0.03 * EMU)
_RIGHT = HEAD.but(align="r")
_COLUMNS: tuple[tuple[str, float | None, int], ...] = (  # width in inches (None: the rest), rank of leaving
    ("criterion", 1.75, 0),
    ("weight", 0.63, 2),
    ("scale", None, 0),
    ("target", 0.63, 0),
    ("focus", 0.67, 0),
    ("average", 0.66, 1),
    ("gap", 0.61, 0),
    ("fit", 0.60, 0),
)


def rows_in(main: Box, axes: int) -> int:
    """How many criteria of so many axes a table has room for."""
    return (main.h - _HEADER - _TOTAL - axes * _AXIS) // _ROW_LEAST


class ProfileTable:
    """The criteria at some places, and after the last of all the total."""

    def __init__(
        self, key: str, words: ProfileWords, places: Sequence[int], main: Box, *, has_total: bool
    ) -> None:
        self.key, self.words, self.say, self.profile = key, words, words.say, words.profile
        self.places, self.has_total = places, has_total
        heads = []
        for name, inch, rank in _COLUMNS:
            text = "" if name in ("scale", "focus") else self.say(f"ideal_profile.{name}")
            style = HEAD if name == "criterion" else _RIGHT
            heads.append(Head(name, None if inch is None else round(inch * EMU), text, style, rank, _LEAST))
        self.grid = Grid(f"{key}/table", main, heads)
        self.keys, self.weights = _keys(words), words.weights()
        axes = list(dict.fromkeys(self.profile.axes[i] for i in places))
        room = main.h - _HEADER - _AXIS * len(axes) - (_TOTAL if has_total else 0)
        self.height = min(_ROW_MOST, room // len(places))
        self._head()
        for axis in axes:
            named = Style(11, True, "accent", is_data=False).cell(self.say(f"scoring.{axis}"), span=2)
            self.grid.row(f"#{axis}", _AXIS, dict(zip(self.grid.widths, (named, COVERED), strict=False)))
            for i in (i for i in places if self.profile.axes[i] == axis):
                self._row(i)
        self.grid.underline(RULE)
        if has_total:
            self._total()

    def elements(self, alt: str) -> tuple[Element, ...]:
        """The table, and the scale laid over it; `alt` says what both show."""
        grid, marks = self.grid, self._marks()
        scale = grid.box("scale", grid.rows[1].key, grid.rows[-1].key)
        plot = Box(scale.x + _SCALE_PAD, scale.y, scale.w - _SCALE_PAD - _SCALE_END, scale.h)
        return (
            grid.table(alt),
            make_guides(self.key, self.words, marks, plot, grid.key),
            make_chart(self.key, self.words, marks, plot, alt),
            make_legend(self.key, self.words, plot, grid.room, grid.key),
        )

    def _marks(self) -> list[Mark]:
        """The lines of the chart, each in the middle of its row."""
        profile = self.profile
        values = (profile.targets, profile.scores, profile.means)
        marks = [
            Mark(self.keys[i], profile.names[i], self._middle(self.keys[i]), *(each[i] for each in values))
            for i in self.places
        ]
        if self.has_total:
            totals = (profile.total(each) for each in values)
            marks.append(Mark("#total", self.words.total(), self._middle("#total"), *totals))
        return marks

    def _middle(self, row: str) -> float:
        """Where a row's middle is, in inches below the head."""
        box = self.grid.box("scale", row)
        return (box.y - self.grid.room.y - _HEADER + box.h / 2) / EMU

    def _head(self) -> None:
        """The column heads; the focus account's is its name on two lines."""
        look: dict[str, Any] = {"anchor": "b", "bottom": RULE, "inset": (0, 0, 0, _FOOT)}
        cells = {head.key: head.style.cell(head.text, **look) for head in self.grid.heads}
        room = self.grid.widths["focus"] - round(0.04 * EMU)
        names = (self.profile.focus, self.words.ctx.short(self.profile.focus))
        size = next((s for s in (10.0, 9.0) if any(len(wrap(n, s, room, True)) <= 2 for n in names)), 9.0)
        style = Style(size, True, align="r")
        cells["focus"] = style.cell(fit(names, size, room, 2, True), **look)
        cells["scale"] = _RIGHT.cell("", **look)
        self.grid.row("head", _HEADER, cells)

    def _row(self, place: int) -> None:
        """One criterion: name, weight, room for the scale, and the figures."""
        words, profile = self.words, self.profile
        gap, name = profile.fit.gaps[place], profile.names[place]
        room = self.grid.widths["criterion"] - _PAD
        size = fitting(name, (11.0, 10.0, 9.5), room, bold=True)
        lines = 2 if self.height >= max(_ROW_TALL, 2 * line_height(size)) else 1
        plain = Style(11, align="r")
        color = "ink" if not gap else "good" if gap > 0 else "risk"
        cells = {
            "criterion": Style(size, True, align="l").cell(name, room=room, lines=lines),
            "weight": plain.but(size=10.5).cell(self.weights[place]),
            "target": plain.cell(words.score(profile.targets[place])),
            "focus": plain.but(bold=True).cell(words.score(profile.scores[place])),
            "average": plain.cell(words.mean(profile.means[place])),
            "gap": plain.but(bold=bool(gap), color=color).cell(words.gap(gap)),
            "fit": plain.cell(words.fit(profile.fit.fits[place])),
        }
        self.grid.row(self.keys[place], self.height, cells, bottom=HAIR)

    def _total(self) -> None:
        words, profile, name = self.words, self.profile, self.words.total()
        room, bold = self.grid.widths["criterion"], Style(11, True, align="r")
        size = fitting(name, (11.0, 10.0, 9.5, 9.0), room, bold=True)
        cells = {
            "criterion": Style(size, True).cell(name, room=room),
            "weight": bold.but(size=10.5, bold=False).cell(self.say.percent(1, 1)),
            "target": bold.cell(words.mean(profile.total(profile.targets))),
            "focus": bold.cell(words.mean(profile.total(profile.scores))),
            "average": bold.cell(words.mean(profile.total(profile.means))),
            "gap": bold.cell(words.gap(words.total_gap())),
            "fit": bold.but(size=12).cell(words.fit(profile.fit.fit)),
        }
        self.grid.row("#total", _TOTAL, cells)


def _keys(words: ProfileWords) -> tuple[str, ...]:
    """The criteria as keys, with their axis where two are alike."""
    names, axes = words.profile.names, words.profile.axes
    keys = [
        name if names.count(name) == 1 else f"{name} ({axis})" for name, axis in zip(names, axes, strict=True)
    ]
    return tuple(key if keys.count(key) == 1 else f"{key} {i + 1}" for i, key in enumerate(keys))
