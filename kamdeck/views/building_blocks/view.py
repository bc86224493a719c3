"""Building blocks of the programme: each block's level today and its target on a scale of five."""

from __future__ import annotations

from kamdeck.analysis.maturity import assess
from kamdeck.deck.spec import Element, SlideSpec
from kamdeck.layout.context import Context
from kamdeck.layout.rail import source_line, title_block
from kamdeck.views.building_blocks.table import Blocks, make_legend, make_marks, make_table
from kamdeck.views.building_blocks.words import BlockWords
from kamdeck.views.view import View

KEY = "building_blocks"


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide of up to eight blocks; further blocks on slides after it, the average on the last."""
    blocks = Blocks(ctx, assess(ctx.book.building_blocks))
    words = BlockWords(blocks)
    return tuple(_slide(words, page) for page in range(1, len(blocks.pages()) + 1))


VIEW = View(
    KEY,
    ("building_blocks",),
    build,
    rules=("building_blocks",),
    figures=("maturity", "maturity_target"),
)


def _slide(words: BlockWords, page: int) -> SlideSpec:
    blocks, ctx = words.blocks, words.blocks.ctx
    key = KEY if page == 1 else f"{KEY}:{page}"
    titles = words.titles() if page == 1 else (ctx.say("building_blocks.title.further", page=page),)
    table = make_table(key, blocks, page, words.alt(titles[0]))
    elements: tuple[Element, ...] = (
        *title_block(key, words.kicker(page), titles, words.subtitle()),
        table,
        make_marks(key, blocks, page, table),
        make_legend(key, blocks, table),
        *source_line(key, ctx, ["building_blocks"], words.scope()),
    )
    return SlideSpec(key, "wide", elements, words.notes())
