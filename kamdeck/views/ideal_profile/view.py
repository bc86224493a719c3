"""How well the focus account meets the profile of an ideal key account, criterion by criterion."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import (
    COVERED,
    EMU,
    Align,
    Cell,
    Column,
    Element,
    Line,
    Para,
    Row,
    Run,
    SlideSpec,
    Table,
    para,
)
from kamdeck.layout.context import Context
from kamdeck.layout.rail import MAIN, rail, source_line, title_block
from kamdeck.text.measure import clip, line_height, shorten, width, wrap
from kamdeck.views.ideal_profile.chart import Mark, make_chart, make_guides, make_legend
from kamdeck.views.ideal_profile.data import read_profile
from kamdeck.views.ideal_profile.words import ProfileWords
from kamdeck.views.view import ACCOUNT, View

KEY = "ideal_profile"
PER_SLIDE = 13
_WIDTHS = (
    ("criterion", 1.75),
    ("weight", 0.63),
    ("scale", 3.74),
    ("target", 0.63),
    ("focus", 0.67),
    ("average", 0.66),
    ("gap", 0.61),
    ("fit", 0.60),
)
_COLUMNS = tuple(Column(key, round(wide * EMU)) for key, wide in _WIDTHS)
_HEADER, _AXIS, _TOTAL = round(0.46 * EMU), round(0.29 * EMU), round(0.40 * EMU)
_ROW_MAX, _ROW_TALL = round(0.66 * EMU), round(0.38 * EMU)
_RULE, _HAIR = Line("ink", 1.05), Line("hairline", 0.75)
_PAD = round(0.10 * EMU)
_FOOT = (0, 0, 0, round(0.03 * EMU))


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide for up to thirteen criteria, the others on the next; none without scores or targets."""
    profile = read_profile(ctx)
    if profile is None:
        return ()
    words = ProfileWords(profile)
    count = len(profile.names)
    pages = -(-count // PER_SLIDE)
    each = -(-count // pages)
    places = [range(start, min(count, start + each)) for start in range(0, count, each)]
    return tuple(_slide(words, part, i, len(places)) for i, part in enumerate(places, 1))


VIEW = View(KEY, ("criteria", "scores"), build, packs=(ACCOUNT,), rules=("ideal_profile",), figures=("fit",))


def _slide(words: ProfileWords, places: Sequence[int], page: int, pages: int) -> SlideSpec:
    key, ctx, say = KEY if page == 1 else f"{KEY}:{page}", words.ctx, words.say
    is_last = page == pages
    table = _table(key, words, places, is_last)
    marks = _marks(words, places, table, is_last)
    top = table.y + _HEADER
    elements: tuple[Element, ...] = (
        *title_block(key, words.kicker(page, pages), words.titles(page), words.subtitle()),
        table,
        make_guides(key, words, marks, top, table.key),
        make_chart(key, words, marks, top, table.box.h - _HEADER),
        make_legend(key, words, table.key),
        *rail(key, say, say("ideal_profile.rail"), words.facts(), words.next_step()),
        *source_line(key, ctx, ["scores", "criteria"], words.scope()),
    )
    return SlideSpec(key, "rail", elements, words.notes())


def _marks(words: ProfileWords, places: Sequence[int], table: Table, is_last: bool) -> list[Mark]:
    """The lines of the chart, each in the middle of its row."""
    profile = words.profile
    middles, y = {}, -table.rows[0].height
    for row in table.rows:
        middles[row.key] = (y + row.height / 2) / EMU
        y += row.height
    keys = _keys(words)
    marks = [
        Mark(
            keys[i],
            profile.names[i],
            middles[keys[i]],
            profile.targets[i],
            profile.scores[i],
            profile.means[i],
        )
        for i in places
    ]
    if is_last:
        totals = (profile.total(values) for values in (profile.targets, profile.scores, profile.means))
        marks.append(Mark("#total", words.total(), middles["#total"], *totals))
    return marks


def _keys(words: ProfileWords) -> tuple[str, ...]:
    """The criteria as keys, with their axis where two are alike."""
    names, axes = words.profile.names, words.profile.axes
    keys = [
        name if names.count(name) == 1 else f"{name} ({axis})" for name, axis in zip(names, axes, strict=True)
    ]
    return tuple(key if keys.count(key) == 1 else f"{key} {i + 1}" for i, key in enumerate(keys))


# ------------------------------------------------------------------ the table


def _table(key: str, words: ProfileWords, places: Sequence[int], is_last: bool) -> Table:
    profile, keys = words.profile, _keys(words)
    axes = list(dict.fromkeys(profile.axes[i] for i in places))
    room = MAIN.h - _HEADER - _AXIS * len(axes) - (_TOTAL if is_last else 0)
    height = min(_ROW_MAX, room // len(places))
    rows = [_header(words)]
    weights = words.weights()
    for axis in axes:
        rows.append(_axis(words, axis))
        own = [i for i in places if profile.axes[i] == axis]
        ends_table = axis == axes[-1]
        for i in own:
            rule = _RULE if ends_table and i == own[-1] else _HAIR
            rows.append(_row(words, i, keys[i], weights[i], height, rule))
    if is_last:
        rows.append(_total(words))
    return Table(f"{key}/table", MAIN.x, MAIN.y, _COLUMNS, tuple(rows), alt=words.alt())


def _cell(
    text: str,
    *,
    size: float = 11,
    bold: bool = False,
    color: str = "ink",
    align: Align = "r",
    rule: Line | None = None,
) -> Cell:
    return Cell((Para((Run(text, size, bold or None, color),), align=align),), bottom=rule)


def _header(words: ProfileWords) -> Row:
    say = words.say
    texts = ("criterion", "weight", "", "target", "", "average", "gap", "fit")
    cells = []
    for column, text in zip(_COLUMNS, texts, strict=True):
        align: Align = "l" if column.key == "criterion" else "r"
        shown = para(say(f"ideal_profile.{text}") if text else "", align=align, size=10, color="muted")
        paras = _focus_head(words, column.width) if column.key == "focus" else (shown,)
        cells.append(Cell(paras, anchor="b", bottom=_RULE, inset=_FOOT, is_data=column.key == "focus"))
    return Row("head", _HEADER, tuple(cells))


def _focus_head(words: ProfileWords, column: int) -> tuple[Para, ...]:
    """The focus account's name on two lines."""
    room = column - round(0.04 * EMU)
    names = (words.profile.focus, words.ctx.short(words.profile.focus))
    for size in (10.0, 9.0):
        for name in names:
            if len(wrap(name, size, room, True)) <= 2:
                return (para(name, align="r", size=size, bold=True, color="ink"),)
    return (para(clip(names[1], 9, room, 2, True), align="r", size=9, bold=True, color="ink"),)


def _axis(words: ProfileWords, axis: str) -> Row:
    run = para(words.say(f"scoring.{axis}"), size=11, bold=True, color="accent")
    cell = Cell((run,), span=2, is_data=False)
    blanks = tuple(Cell(is_data=False) for _ in _COLUMNS[2:])
    return Row(f"#{axis}", _AXIS, (cell, COVERED, *blanks))


def _row(words: ProfileWords, place: int, key: str, weight: str, height: int, rule: Line) -> Row:
    """One criterion: name, weight, room for the scale, and the figures."""
    profile = words.profile
    gap, name = profile.fit.gaps[place], profile.names[place]
    room = _COLUMNS[0].width - _PAD
    size = next((s for s in (11.0, 10.0) if width(name, s, True) <= room), 9.5)
    lines = 2 if height >= _ROW_TALL and height >= 2 * line_height(size) else 1
    shown = clip(name, size, room, lines, True) if lines > 1 else shorten(name, size, room, True)
    color = "ink" if not gap else "good" if gap > 0 else "risk"
    return Row(
        key,
        height,
        (
            _cell(shown, size=size, bold=True, align="l", rule=rule),
            _cell(weight, size=10.5, rule=rule),
            Cell(bottom=rule, is_data=False),
            _cell(words.score(profile.targets[place]), rule=rule),
            _cell(words.score(profile.scores[place]), bold=True, rule=rule),
            _cell(words.mean(profile.means[place]), rule=rule),
            _cell(words.gap(gap), bold=bool(gap), color=color, rule=rule),
            _cell(words.fit(profile.fit.fits[place]), rule=rule),
        ),
    )


def _total(words: ProfileWords) -> Row:
    profile, say = words.profile, words.say
    label = words.total()
    room = _COLUMNS[0].width
    size = next((s for s in (11.0, 10.0, 9.5) if width(label, s, True) <= room), 9.0)
    head = shorten(label, size, room, True)
    return Row(
        "#total",
        _TOTAL,
        (
            Cell((para(head, size=size, bold=True, color="ink"),)),
            _cell(say.percent(1, 1), size=10.5),
            Cell(is_data=False),
            _cell(words.mean(profile.total(profile.targets)), bold=True),
            _cell(words.mean(profile.total(profile.scores)), bold=True),
            _cell(words.mean(profile.total(profile.means)), bold=True),
            _cell(words.gap(words.total_gap()), bold=True),
            _cell(words.fit(profile.fit.fit), size=12, bold=True),
        ),
    )
