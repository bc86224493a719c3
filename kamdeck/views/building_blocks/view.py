"""Building blocks of the programme: each block's level today and its target on a scale of five."""

from __future__ import annotations

from kamdeck.analysis.maturity import assess
from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.layout.page import page
from kamdeck.views.building_blocks.table import Blocks, make_grid, make_legend, make_marks
from kamdeck.views.building_blocks.words import BlockWords
from kamdeck.views.view import View

KEY = "building_blocks"


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide of as many blocks as it holds; further blocks on slides after it, the average on the last."""
    blocks = Blocks(ctx, assess(ctx.book.building_blocks))
    words = BlockWords(blocks)
    return tuple(_slide(words, number) for number in range(1, len(blocks.pages()) + 1))


VIEW = View(
    KEY,
    ("building_blocks",),
    build,
    rules=("building_blocks",),
    figures=("maturity", "maturity_target"),
)


def _slide(words: BlockWords, number: int) -> SlideSpec:
    blocks, ctx = words.blocks, words.blocks.ctx
    key = KEY if number == 1 else f"{KEY}:{number}"
    titles = words.titles() if number == 1 else (ctx.say("building_blocks.further", page=number),)
    grid = make_grid(key, blocks, number)
    return page(
        ctx,
        key,
        "wide",
        (
            grid.table(words.alt(titles[0])),
            make_marks(key, blocks, number, grid),
            make_legend(key, blocks, grid),
        ),
        kicker=words.kicker(number),
        titles=titles,
        subtitle=words.subtitle(),
        sheets=["building_blocks"],
        scope=words.scope(),
        notes=words.notes(),
    )
