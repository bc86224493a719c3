"""The rollout calendar: workstreams and tasks on a time axis, with milestones, overruns and today."""

from __future__ import annotations

from kamdeck.analysis.rollout import plan_rollout
from kamdeck.deck.spec import EMU, Element, SlideSpec
from kamdeck.layout.context import Context
from kamdeck.layout.rail import source_line, title_block
from kamdeck.views.rollout.axis import Axis, make_axis, make_grid, make_head
from kamdeck.views.rollout.bars import Bars, make_today
from kamdeck.views.rollout.legend import make_legend
from kamdeck.views.rollout.milestones import Strip, lay_out, make_milestones
from kamdeck.views.rollout.pages import TOP, Page, Widths, make_pages, measure_widths
from kamdeck.views.rollout.table import RolloutTable
from kamdeck.views.rollout.words import RolloutWords
from kamdeck.views.view import REVIEW, View

KEY = "rollout"
_BELOW = round(0.09 * EMU)  # from the table to the legend


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide of up to 18 tasks, else one for every two workstreams with the milestones on each; none
    without tasks."""
    book, settings = ctx.book, ctx.book.settings
    programme = plan_rollout(
        book.rollout, book.milestones, ctx.as_of, settings.programme_start, settings.programme_end
    )
    if programme is None:
        return ()
    words, pages = RolloutWords(ctx, programme), make_pages(programme)
    widths = measure_widths(pages)
    axis = make_axis(programme.start, programme.end, *widths.axis)
    strip = lay_out(words, axis)
    return tuple(_slide(words, pages, n, widths, axis, strip) for n in range(1, len(pages) + 1))


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
    words: RolloutWords, pages: tuple[Page, ...], n: int, widths: Widths, axis: Axis, strip: Strip
) -> SlideSpec:
    key, page = KEY if n == 1 else f"{KEY}:{n}", pages[n - 1]
    titles = words.titles() if n == 1 else words.further_titles(page, n, len(pages))
    made = RolloutTable(key, words, page, widths, strip.height)
    bars = Bars(key, words, axis, made.places)
    elements: tuple[Element, ...] = (
        *title_block(key, words.kicker(n, len(pages)), titles, words.subtitle() if n == 1 else ""),
        made.table(words.table_alt(titles[0], page)),
        *_drawn(key, words, page, axis, strip, made, bars),
        *source_line(key, words.ctx, words.sheets(), words.scope()),
    )
    cut = [*made.cut, *bars.cut, *(words.milestone_line(row) for row in strip.cut)]
    return SlideSpec(key, "wide", elements, words.notes(page, cut))


def _drawn(
    key: str, words: RolloutWords, page: Page, axis: Axis, strip: Strip, made: RolloutTable, bars: Bars
) -> tuple[Element, ...]:
    """What lies on the table, lowest first: the line of today over the bars and under all text."""
    say, table = words.say, f"{key}/table"
    today = make_today(f"{key}/today", words, axis, made.bottom, table)
    day = words.programme.as_of
    head = make_head(f"{key}/axis", axis, say, TOP, day, table, say("rollout.axis_alt", span=words.span()))
    return (
        make_grid(f"{key}/grid", axis, made.bottom - sum(p[2] for p in made.places), made.bottom, table,
                  say("rollout.grid_alt")),
        bars.marks(),
        *bars.bars(words.bars_alt(page)),
        *((today,) if today else ()),
        head,
        *make_milestones(key, words, axis, strip),
        *bars.comments(axis.after(day) if day and today else None),
        make_legend(f"{key}/legend", words, made.bottom + _BELOW, table),
    )  # fmt: skip
