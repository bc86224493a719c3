"""The table of the tests for key accounts: figures beside the room for the marks, passes, verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kamdeck.analysis.identification import Screened
from kamdeck.deck.spec import COVERED, EMU, Box
from kamdeck.layout.grid import HAIR, RULE, Grid, Head, Style
from kamdeck.record import record
from kamdeck.text.measure import clip, width, wrap
from kamdeck.views.identification.marks import value_inset
from kamdeck.views.identification.words import IdentificationWords

MOST_ROWS, MOST_TESTS = 16, 8
_ROW_LEAST, _ROW_MOST, _HEADER, _LINE = (round(inch * EMU) for inch in (0.235, 0.45, 0.52, 0.14))
_BROAD = round(8.5 * EMU)  # from this width on passes and verdict have air
_AIRY = (round(0.62 * EMU), round(0.28 * EMU), round(1.33 * EMU))  # passes, the gap after them, verdict
_DENSE = (round(0.55 * EMU), round(0.12 * EMU), round(1.05 * EMU))
_TEST_LEAST, _TEST_MOST = round(0.69 * EMU), round(1.20 * EMU)
_ACCOUNT, _ACCOUNT_LEAST = round(1.54 * EMU), round(1.50 * EMU)
_FITS = ((2, 10.5), (2, 10.0), (1, 10.0), (2, 9.0), (1, 9.0), (0, 9.0))  # decimals, type size
_FOOT = round(0.03 * EMU)
_NAME, _CENTRED = Style(), Style(align="ctr")
_MUTED = Style(10, color="muted", is_data=False)


@record
class Tests:
    """The tests shown, by their keys, how wide their columns and those after them (passes, gap, verdict) are,
    and how the heads are written."""

    keys: tuple[str, ...]
    each: int
    after: tuple[int, int, int]
    heads: tuple[str, ...]
    size: float
    height: int


def tests_in(words: IdentificationWords, main: Box) -> Tests:
    """As many of the tests as there is the room for."""
    after = _AIRY if main.w >= _BROAD else _DENSE
    room = main.w - sum(after)
    keys = _keys(words, min(MOST_TESTS, (room - _ACCOUNT_LEAST) // _TEST_LEAST))
    each = min(_TEST_MOST, max(_TEST_LEAST, (room - _ACCOUNT) // len(keys)))
    names = [test.criterion for test in words.screen.tests[: len(keys)]]
    wide = each - round(0.04 * EMU)
    is_whole = all(width(word, 10, True) <= wide for name in names for word in name.split())
    size = 10.0 if is_whole and all(len(wrap(name, 10, wide, True)) <= 2 for name in names) else 9.0
    heads = tuple(clip(name, size, wide, 2, True) for name in names)
    is_two = any(len(wrap(text, size, wide, True)) > 1 for text in heads)
    return Tests(keys, each, after, heads, size, _HEADER + _LINE * is_two)


def _keys(words: IdentificationWords, most: int) -> tuple[str, ...]:
    """The keys of the first tests: their names, numbered where two are alike."""
    tests = [test.criterion for test in words.screen.tests[:most]]
    return tuple(n if tests.count(n) == 1 else f"{n} {i + 1}" for i, n in enumerate(tests))


def rows_in(main: Box, tests: Tests) -> int:
    """How many rows there is the room for."""
    return (main.h - tests.height) // _ROW_LEAST


def make_grid(
    key: str,
    words: IdentificationWords,
    tests: Tests,
    rows: tuple[Sequence[Screened], Sequence[Screened]],
    main: Box,
) -> Grid:
    """Account, tests, passes, verdict: the rows shown, and a line for the hidden ones."""
    shown, hidden = rows
    passes, gap, verdict = tests.after
    heads = [Head("account", None), *(Head(name, tests.each) for name in tests.keys)]
    grid = Grid(key, main, [*heads, Head("passes", passes + gap), Head("verdict", verdict)])
    _head(grid, words, tests)
    height = min(_ROW_MOST, (main.h - tests.height) // (len(shown) + bool(hidden)))
    sizes = [_fitted(words, i, shown, tests.each) for i in range(len(tests.keys))]
    for row, after in zip(shown, (*shown[1:], shown[-1]), strict=True):
        _row(grid, words, tests, row, sizes, height)
        grid.underline(HAIR if after.verdict == row.verdict else RULE)
    if hidden:
        text = _more(words, hidden)
        cells = dict.fromkeys(grid.widths, COVERED)
        cells["account"] = _MUTED.but(is_data=True).cell(text, room=main.w, span=len(cells))
        grid.row("#more", height, cells)
    return grid


def _head(grid: Grid, words: IdentificationWords, tests: Tests) -> None:
    """The heads: name of a test on one or two lines, its limit below."""
    say, look = words.say, dict[str, Any](anchor="b", bottom=RULE)
    cells = {"account": _MUTED.cell(say("identification.account"), inset=(0, 0, 0, _FOOT), **look)}
    name, limit = Style(tests.size, True, align="ctr"), _MUTED.but(align="ctr", is_data=True)
    for i, (key, text) in enumerate(zip(tests.keys, tests.heads, strict=True)):
        under = words.under(i)
        is_wide = width(under, 10) > tests.each
        paras = (name.para(text), limit.but(size=9 if is_wide else 10).para(under))
        cells[key] = limit.cell_of(*paras, inset=(0, 0, 0, _FOOT), **look)
    for key, right in (("passes", tests.after[1]), ("verdict", 0)):
        text, inset = say(f"identification.{key}"), (0, 0, right, _FOOT)
        cells[key] = _MUTED.but(align="ctr").cell(text, inset=inset, **look)
    grid.row("head", tests.height, cells)


def _fitted(
    words: IdentificationWords, place: int, rows: Sequence[Screened], column: int
) -> tuple[int, float]:
    """Decimals of amounts and type size at which all figures of a test fit beside their marks."""
    room = column - value_inset(column)
    for places, size in _FITS:
        if all(width(words.value(place, row, places), size) <= room for row in rows):
            return places, size
    return _FITS[-1]


def _row(
    grid: Grid,
    words: IdentificationWords,
    tests: Tests,
    row: Screened,
    sizes: Sequence[tuple[int, float]],
    height: int,
) -> None:
    """One account: figures beside the room for the marks, passes, and the verdict where it has no pill."""
    is_key = row.verdict == "key"
    room, style = grid.widths["account"] - round(0.08 * EMU), _NAME.but(bold=is_key)
    fits = width(row.account, style.size, is_key) <= room
    cells = {"account": style.cell(row.account if fits else words.ctx.short(row.account), room=room)}
    for i, (key, (places, size)) in enumerate(zip(tests.keys, sizes, strict=True)):
        column = grid.widths[key]
        color = "muted" if row.marks[i] == "none" else "ink"
        value = Style(size, color=color, left=value_inset(column))
        cells[key] = value.cell(words.value(i, row, places), room=column)
    cells["passes"] = _CENTRED.but(bold=is_key, right=tests.after[1]).cell(words.passes(row))
    verdict = words.say("identification.not_now") if row.verdict == "not_now" else ""
    cells["verdict"] = _CENTRED.but(size=10, color="muted").cell(verdict)
    grid.row(row.account, height, cells)


def _more(words: IdentificationWords, hidden: Sequence[Screened]) -> str:
    """The accounts that have no row of their own: how many, how far they come, and their revenue."""
    keys = sum(row.verdict == "key" for row in hidden)
    return words.say(
        "identification.more_keys" if keys else "identification.more",
        n=len(hidden),
        passes=max(row.passes for row in hidden),
        keys=keys,
        sum=words.say.money(sum(row.revenue for row in hidden)),
    )
