"""The rollout calendar: workstreams and tasks on a time axis, with milestones, overruns and today."""

from __future__ import annotations

from kamdeck.analysis.rollout import plan_rollout
from kamdeck.deck.spec import EMU, Box, Element, SlideSpec
from kamdeck.figures.context import Context
from kamdeck.layout.legend import legend, lines_of
from kamdeck.layout.page import page
from kamdeck.text.measure import line_height
from kamdeck.views.rollout.axis import Axis, make_axis, make_grid, make_head
from kamdeck.views.rollout.bars import Bars, make_today
from kamdeck.views.rollout.legend import signs
from kamdeck.views.rollout.milestones import Strip, lay_out, make_milestones
from kamdeck.views.rollout.pages import Page, Sheet, make_blocks, make_pages, make_sheet
from kamdeck.views.rollout.table import RolloutTable
from kamdeck.views.rollout.words import RolloutWords
from kamdeck.views.view import REVIEW, View

KEY = "rollout"
_LINE = line_height(10)
_BELOW = round(0.09 * EMU)  # from the table to the legend
_FOOT = round(0.21 * EMU)  # below the table, with one line of legend


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide of up to 18 tasks, else one for every two workstreams with the milestones on each; none
    without tasks."""
    book, settings = ctx.book, ctx.book.settings
    programme = plan_rollout(
        book.rollout, book.milestones, ctx.as_of, settings.programme_start, settings.programme_end
    )
    if programme is None:
        return ()
    words, blocks = RolloutWords(ctx, programme), make_blocks(programme.tasks)
    more = len(lines_of(signs(words), ctx.frame.body.w)) - 1
    sheet = make_sheet(ctx, blocks, _FOOT + more * _LINE)
    axis = make_axis(programme.start, programme.end, *sheet.axis)
    strip = lay_out(words, axis)
    pages = make_pages(blocks, sheet.most(strip.height))
    return tuple(_slide(words, pages, n, sheet, axis, strip) for n in range(1, len(pages) + 1))


VIEW = View(
    KEY,
    ("rollout",),
    build,
    uses=("milestones",),
    packs=(REVIEW,),
    rules=("rollout",),
    figures=("rollout_late", "rollout_tasks"),
    element="rollout",
)


def _slide(
    words: RolloutWords, pages: tuple[Page, ...], n: int, sheet: Sheet, axis: Axis, strip: Strip
) -> SlideSpec:
    key, shown = KEY if n == 1 else f"{KEY}:{n}", pages[n - 1]
    titles = words.titles() if n == 1 else words.further_titles(shown, n, len(pages))
    made = RolloutTable(key, words, shown, sheet, strip.height)
    bars = Bars(key, words, axis, made.places, sheet.status)
    drawn = (made.grid.table(words.table_alt(titles[0], shown)),
             *_drawn(key, words, shown, sheet, axis, strip, made, bars))  # fmt: skip
    cut = [*made.cut, *bars.cut, *(words.milestone_line(row) for row in strip.cut)]
    return page(
        words.ctx,
        key,
        "wide",
        drawn,
        kicker=words.kicker(n, len(pages)),
        titles=titles,
        subtitle=words.subtitle() if n == 1 else "",
        sheets=words.sheets(),
        scope=words.scope(),
        notes=words.notes(shown, cut),
    )


def _drawn(
    key: str,
    words: RolloutWords,
    shown: Page,
    sheet: Sheet,
    axis: Axis,
    strip: Strip,
    made: RolloutTable,
    bars: Bars,
) -> tuple[Element, ...]:
    """What lies on the table, lowest first: the line of today over the bars and under all text."""
    say, table, room = words.say, made.grid.key, sheet.room
    top, bottom, day = made.places[0][1].y, made.grid.bottom, words.programme.as_of
    today = make_today(f"{key}/today", words, axis, room, bottom, table)
    below = Box(room.x, bottom + _BELOW, room.w, _LINE)
    return (
        make_grid(f"{key}/grid", axis, top, bottom, table, say("rollout.grid_alt")),
        bars.marks(),
        *bars.bars(words.bars_alt(shown)),
        *((today,) if today else ()),
        make_head(f"{key}/axis", axis, say, room.y, day, table, say("rollout.axis_alt", span=words.span())),
        *make_milestones(key, words, axis, strip, room.y),
        *bars.comments(axis.after(day) if day and today else None),
        legend(
            f"{key}/legend",
            signs(words),
            below,
            say("rollout.legend_alt"),
            follows=table,
            mark_key="{}",
            word_key="{}_text",
            lines=9,
        ),
    )
