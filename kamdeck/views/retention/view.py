"""Retention of revenue and of accounts by year, and the bridge from opening to closing MRR."""

from __future__ import annotations

from kamdeck.deck.spec import Element, SlideSpec, inches
from kamdeck.layout.context import Context, Empty
from kamdeck.layout.rail import rail, source_line, title_block
from kamdeck.views.retention.bridge import make_bridge
from kamdeck.views.retention.lines import make_lines
from kamdeck.views.retention.periods import read_retention
from kamdeck.views.retention.words import RetentionWords
from kamdeck.views.view import REVIEW, View

KEY = "retention"
RAIL = inches(9.62, 1.56, 3.21, 5.35)


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; none without two months of MRR or a year of the bridge sheet."""
    found = read_retention(ctx)
    if found is None:
        return Empty("no_retention")
    say, words = ctx.say, RetentionWords(found)
    titles = words.titles()
    used = [name for name in ("mrr", "mrr_bridge") if getattr(ctx.book, name)]
    elements: tuple[Element, ...] = (
        *title_block(KEY, say("retention.kicker", period=found.now.label), titles),
        *make_lines(KEY, found, words.lines_alt(titles[0])),
        *make_bridge(KEY, found, words.bridge_alt()),
        *rail(KEY, say, say("retention.rail"), words.facts(), words.next_step(), box=RAIL),
        *source_line(KEY, ctx, used, words.scope()),
    )
    return (SlideSpec(KEY, "rail_broad", elements, words.notes()),)


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
