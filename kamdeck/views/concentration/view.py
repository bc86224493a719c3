"""How strongly revenue depends on a few accounts, and whether it does more than before."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Box, SlideSpec, Table, Text, para
from kamdeck.figures.context import Context
from kamdeck.layout.areas import area_of, columns_of, rows_of
from kamdeck.layout.insights import Rail
from kamdeck.layout.page import page
from kamdeck.text.measure import fit, line_height, wrap
from kamdeck.views.concentration.chart import make_chart
from kamdeck.views.concentration.marks import make_marks
from kamdeck.views.concentration.table import WIDTH, Measure, make_table
from kamdeck.views.concentration.words import (
    TITLES,
    Spread,
    alt_of,
    facts_of,
    measured,
    next_step,
    notes_of,
    scope_of,
)
from kamdeck.views.view import View

KEY = "concentration"
_GAP = round(0.14 * EMU)
_LEAST_CHART = round(3.6 * EMU)  # narrower, it stands over the table
_NOTE, _NOTE_GAP, _NOTE_LINES = round(0.80 * EMU), round(0.08 * EMU), 5


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide over the years shown; none when the newest year has fewer than two accounts with revenue."""
    spread = measured(ctx)
    if spread is None:
        return ()
    say, area = ctx.say, area_of(ctx.frame)
    titles = TITLES(say, spread)
    shown = say.years([year.year for year in spread.years])
    what = ("top_heading", "top_share") if spread.share is not None else ("largest",)
    headings = [say(f"concentration.{name}", share=spread.top) for name in what]
    left, right = _halves(area.main)
    slide = page(
        ctx,
        KEY,
        "rail",
        (
            make_chart(KEY, say, spread.years, spread.share, left, alt_of(spread, titles[0])),
            make_marks(KEY, say, spread.years, headings, left),
            *_table_and_note(spread, right),
        ),
        kicker=say("concentration.kicker"),
        titles=titles,
        subtitle=say("concentration.subtitle", years=shown),
        rail=Rail(say("concentration.rail"), facts_of(spread), next_step(spread)),
        area=area,
        sheets=["revenue"],
        compares=True,
        scope=scope_of(spread, shown),
        dated=False,
        notes=notes_of(spread),
    )
    return (slide,)


def _halves(main: Box) -> tuple[Box, Box]:
    """Where the chart stands and where the table: side by side, the table below in a narrow room."""
    beside = main.w - WIDTH - _GAP
    if beside >= _LEAST_CHART:
        left, right = columns_of(main, (beside, WIDTH), _GAP)
    else:
        left, right = rows_of(main, (4, 5), _GAP)
    return left, right


VIEW = View(
    KEY,
    ("revenue",),
    build,
    finding=7,
    picture=5,
    rules=("concentration",),
    figures=("hhi", "equals", "top_share", "bottom_share"),
    cites=("gini",),
)


def _measures(spread: Spread) -> tuple[Measure, ...]:
    """The rows of the table: shares first, then the measures; `top 5` only where there are more."""
    say, n = spread.ctx.say, spread.now.accounts
    percent = spread.ctx.say.entered(spread.threshold, "share")
    rows = [Measure("largest", say("concentration.largest"), "share", lambda c: c.largest)]
    few = 5 if n > 5 else 2
    if n > few:
        rows.append(Measure(f"top{few}", say("concentration.top", n=few), "share", lambda c: c.top(few)))
    if spread.share is not None:
        row = say("concentration.top_share", share=spread.top)
        rows.append(Measure("top_share", row, "share", spread.top_of))
    rows.append(Measure("bottom", say("concentration.bottom"), "share", lambda c: c.bottom_share(0.5)))
    rows.append(
        Measure(
            "to_threshold",
            say("concentration.to", share=percent),
            "count",
            lambda c: c.count_to(spread.threshold),
        )
    )
    rows.append(Measure("hhi", "HHI", "index", lambda c: c.hhi))
    rows.append(Measure("gini", "Gini", "gini", lambda c: c.gini))
    return tuple(rows)


def _table_and_note(spread: Spread, room: Box) -> tuple[Table, Text]:
    """The measures, and under them what they mean: the fullest wording that five lines hold."""
    say = spread.ctx.say
    base = say("concentration.note_single")
    if spread.first:
        base = say("concentration.note", year=say.year(spread.first.year))
    longer = f"{base} {say('concentration.between')}" if any(y.mark is None for y in spread.years) else base
    text = fit((longer, base), 9.5, room.w, _NOTE_LINES)
    needed = len(wrap(text, 9.5, room.w)) * line_height(9.5) + _NOTE_GAP
    marked = [year for year in spread.years if year.mark]
    left = Box(room.x, room.y, room.w, room.h - needed)
    table = make_table(KEY, say, marked, _measures(spread), left)
    top = table.y + table.box.h + _NOTE_GAP
    box = Box(room.x, top, room.w, min(_NOTE, room.y + room.h - top))
    return table, Text(f"{KEY}/note", (para(text, size=9.5, color="muted"),), box)
