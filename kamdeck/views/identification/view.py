"""Which accounts qualify as key accounts: the team's tests, account by account."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.identification import Screened, screen_accounts
from kamdeck.deck.spec import (
    COVERED,
    EMU,
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
from kamdeck.text.measure import clip, shorten, width, wrap
from kamdeck.views.identification.figures import figures, revenue_base, revenue_of_year, testable
from kamdeck.views.identification.marks import REST, make_funnel, make_legend, make_marks, value_inset
from kamdeck.views.identification.words import IdentificationWords
from kamdeck.views.view import View

KEY = "identification"
MOST_ROWS = 16
MOST_TESTS = 8
_BOTTOM = round(6.60 * EMU)
_ROW_MAX = round(0.45 * EMU)
_HEADER = round(0.52 * EMU)
_PASSES, _GAP, _VERDICT = round(0.62 * EMU), round(0.28 * EMU), round(1.33 * EMU)
_RULE, _HAIR = Line("ink", 1.05), Line("hairline", 0.75)
_FITS = ((2, 10.5), (2, 10.0), (1, 10.0), (2, 9.0), (1, 9.0), (0, 9.0))  # decimals, type size
_FOOT = round(0.03 * EMU)


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; none where no account has revenue in the newest year."""
    if not ctx.years or not ctx.book.identification:
        return ()
    revenue = revenue_of_year(ctx)
    screen = screen_accounts(ctx.book.identification, figures(ctx), revenue, ctx.book.settings)
    if not screen.rows:
        return ()
    words = IdentificationWords(ctx, screen, len(testable(ctx)), revenue_base(ctx))
    shown, hidden = _shown(ctx, screen.rows)
    names = _test_names(words)
    table = _table(words, shown, hidden, names)
    say = ctx.say
    elements: tuple[Element, ...] = (
        *title_block(
            KEY,
            say("identification.kicker", year=say.year(ctx.year)),
            words.titles(),
            words.subtitle(len(names)),
        ),
        table,
        make_marks(KEY, words, table, shown, names),
        make_legend(KEY, words),
        *make_funnel(KEY, words),
        *rail(KEY, say, say("identification.rail"), words.facts(), box=REST),
        *source_line(KEY, ctx, words.sheets(), words.scope()),
    )
    unseen = [test.criterion for test in screen.tests[MOST_TESTS:]]
    return (SlideSpec(KEY, "rail", elements, words.notes(hidden, unseen)),)


VIEW = View(
    KEY,
    ("identification", "revenue"),
    build,
    uses=("criteria", "scores", "satisfaction", "mrr", "profit"),
    rules=("identification",),
    figures=("screened", "candidates", "key_accounts", "key_share"),
)


def _shown(ctx: Context, rows: Sequence[Screened]) -> tuple[tuple[Screened, ...], tuple[Screened, ...]]:
    """The first rows, the wanted account among them, and the rest."""
    shown = list(rows[:MOST_ROWS])
    wanted = next((row for row in rows[MOST_ROWS:] if row.account == ctx.account), None)
    if wanted is not None:
        shown[-1] = wanted
    names = {row.account for row in shown}
    return tuple(shown), tuple(row for row in rows if row.account not in names)


def _test_names(words: IdentificationWords) -> tuple[str, ...]:
    """The keys of the tests that are shown: their names, numbered where two are alike."""
    tests = [test.criterion for test in words.screen.tests[:MOST_TESTS]]
    return tuple(n if tests.count(n) == 1 else f"{n} {i + 1}" for i, n in enumerate(tests))


# ------------------------------------------------------------------ the table


def _table(
    words: IdentificationWords, shown: Sequence[Screened], hidden: Sequence[Screened], names: Sequence[str]
) -> Table:
    columns = _columns(names)
    header, high = _header(words, columns)
    count = len(shown) + bool(hidden)
    height = min(_ROW_MAX, (_BOTTOM - MAIN.y - high) // count)
    rows = [header]
    sizes = [_fitted(words, i, shown, columns[i + 1].width) for i in range(len(names))]
    for i, row in enumerate(shown):
        after = shown[i + 1].verdict if i + 1 < len(shown) else row.verdict
        rule = _HAIR if after == row.verdict else _RULE
        rows.append(_row(words, row, sizes, columns, height, rule))
    if hidden:
        rows.append(_more(words, hidden, len(columns), height))
    return Table(f"{KEY}/table", MAIN.x, MAIN.y, columns, tuple(rows), alt=words.alt())


def _columns(names: Sequence[str]) -> tuple[Column, ...]:
    """Account, tests, passes, verdict; the account takes what is left of the width."""
    room = MAIN.w - _PASSES - _GAP - _VERDICT
    each = min(round(1.20 * EMU), max(round(0.69 * EMU), (room - round(1.54 * EMU)) // len(names)))
    return (
        Column("account", room - each * len(names)),
        *(Column(name, each) for name in names),
        Column("passes", _PASSES + _GAP),
        Column("verdict", _VERDICT),
    )


def _header(words: IdentificationWords, columns: Sequence[Column]) -> tuple[Row, int]:
    """The heads: name of a test on one or two lines, its limit below."""
    say, wide = words.say, columns[1].width - round(0.04 * EMU)
    tests = words.screen.tests[: len(columns) - 3]
    size = 10.0 if all(len(wrap(t.criterion, 10, wide, True)) <= 2 for t in tests) else 9.0
    heads = [clip(t.criterion, size, wide, 2, True) for t in tests]
    two = any(len(wrap(text, size, wide, True)) > 1 for text in heads)
    high = _HEADER + (round(0.14 * EMU) if two else 0)
    cells = [_head(para(say("identification.account"), size=10, color="muted"))]
    for i, text in enumerate(heads):
        name = para(text, align="ctr", size=size, bold=True, color="ink")
        limit = para(words.limit(i), align="ctr", size=10, color="muted")
        cells.append(_head(name, limit, is_data=True))
    for key, right in (("passes", _GAP), ("verdict", 0)):
        text = say(f"identification.{key}")
        cells.append(_head(para(text, align="ctr", size=10, color="muted"), right=right))
    return Row("head", high, tuple(cells)), high


def _head(*paras: Para, right: int = 0, is_data: bool = False) -> Cell:
    """A head on the navy rule."""
    return Cell(paras, anchor="b", bottom=_RULE, inset=(0, 0, right, _FOOT), is_data=is_data)


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
    words: IdentificationWords,
    row: Screened,
    sizes: Sequence[tuple[int, float]],
    columns: Sequence[Column],
    height: int,
    rule: Line,
) -> Row:
    """One account: figures beside the room for the marks, passes, and the verdict where it has no pill."""
    is_key = row.verdict == "key"
    room = columns[0].width - round(0.08 * EMU)
    fits = width(row.account, 10.5, is_key) <= room
    name = row.account if fits else shorten(words.ctx.short(row.account), 10.5, room, is_key)
    cells = [Cell((para(name, size=10.5, bold=is_key or None, color="ink"),), bottom=rule)]
    for i, (places, size) in enumerate(sizes):
        left = value_inset(columns[i + 1].width)
        text = shorten(words.value(i, row, places), size, columns[i + 1].width - left)
        color = "muted" if row.marks[i] == "none" else "ink"
        cells.append(Cell((para(text, size=size, color=color),), bottom=rule, inset=(left, 0, 0, 0)))
    passes = Run(words.passes(row), 10.5, is_key or None, "ink")
    cells.append(Cell((Para((passes,), align="ctr"),), bottom=rule, inset=(0, 0, _GAP, 0)))
    verdict = words.say("identification.not_now") if row.verdict == "not_now" else ""
    cells.append(Cell((para(verdict, align="ctr", size=10, color="muted"),), bottom=rule))
    return Row(row.account, height, tuple(cells))


def _more(words: IdentificationWords, hidden: Sequence[Screened], count: int, height: int) -> Row:
    """The accounts that have no row of their own: how many, how far they come, and their revenue."""
    keys = sum(row.verdict == "key" for row in hidden)
    text = words.say(
        "identification.more_keys" if keys else "identification.more",
        n=len(hidden),
        passes=max(row.passes for row in hidden),
        keys=keys,
        sum=words.say.money(sum(row.revenue for row in hidden)),
    )
    run = para(text, size=10, color="muted")
    return Row("#more", height, (Cell((run,), span=count), *(COVERED,) * (count - 1)))
