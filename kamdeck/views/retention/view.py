"""Retention of revenue and of accounts by year, and the bridge from opening to closing MRR."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.retention import read_retention
from kamdeck.layout.areas import NARROW, area_of, columns_of, rows_of
from kamdeck.layout.empty import Empty
from kamdeck.layout.insights import Rail
from kamdeck.layout.page import page
from kamdeck.views.retention.bridge import make_bridge
from kamdeck.views.retention.lines import make_lines
from kamdeck.views.retention.words import RetentionWords
from kamdeck.views.view import REVIEW, View

KEY = "retention"
_GAP = round(0.37 * EMU)


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; none without two months of MRR or a year of the bridge sheet."""
    found = read_retention(ctx)
    if found is None:
        return Empty("no_retention")
    say, words, area = ctx.say, RetentionWords(found), area_of(ctx.frame, "rail_broad")
    titles, main = words.titles(), area.main
    is_narrow = main.w < NARROW
    left, right = rows_of(main, (1, 1)) if is_narrow else columns_of(main, (3.88, 4.63), _GAP)
    slide = page(
        ctx,
        KEY,
        "rail_broad",
        (
            *make_lines(KEY, found, left, words.lines_alt(titles[0])),
            *make_bridge(KEY, found, right, words.bridge_alt()),
        ),
        kicker=say("retention.kicker", period=found.now.label),
        titles=titles,
        rail=Rail(say("retention.rail"), words.facts(), words.next_step()),
        area=area,
        sheets=[name for name in ("mrr", "mrr_bridge") if getattr(ctx.book, name)],
        scope=words.scope(),
        notes=words.notes(),
    )
    return (slide,)


VIEW = View(
    KEY,
    (),
    build,
    uses=("mrr", "mrr_bridge"),
    packs=(REVIEW,),
    finding=4,
    picture=4,
    rules=("retention",),
    figures=("nrr", "grr", "logos", "movement"),
    cites=("mrr",),
)
