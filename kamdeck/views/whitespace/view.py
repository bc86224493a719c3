"""The white-space map of each account: what its divisions use, what is open, and with whom."""

from __future__ import annotations

from kamdeck.deck.spec import Element, SlideSpec
from kamdeck.layout import rail as frame
from kamdeck.layout.context import Context
from kamdeck.views.view import ACCOUNT, View
from kamdeck.views.whitespace.data import Space, read_spaces
from kamdeck.views.whitespace.table import has_rail, make_legend, make_outline, make_table, plan
from kamdeck.views.whitespace.words import SpaceWords


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide per account with white-space rows, the focus account first."""
    return tuple(_slide(space) for space in read_spaces(ctx) if space.map.whole.cells)


def _slide(space: Space) -> SlideSpec:
    ctx, words = space.ctx, SpaceWords(space)
    key = f"whitespace:{space.map.account}"
    is_railed = has_rail(space)
    grid = plan(space)
    table = make_table(key, space, grid, words.alt())
    elements: tuple[Element, ...] = (
        *frame.title_block(key, words.kicker(), words.titles(), words.subtitle()),
        table,
        *make_outline(key, space, table),
        make_legend(key, space),
        *(
            frame.rail(key, ctx.say, ctx.say("whitespace.rail"), words.facts(), words.next_step())
            if is_railed
            else ()
        ),
        *frame.source_line(key, ctx, ("whitespace",), words.scope()),
    )
    return SlideSpec(key, "rail" if is_railed else "wide", elements, words.notes(grid))


VIEW = View(
    "whitespace",
    ("whitespace",),
    build,
    uses=("divisions", "products"),
    packs=(ACCOUNT,),
    picture=7,
    rules=("whitespace",),
    figures=("open_potential", "rivals"),
    is_plan=True,
    element="whitespace",
)
