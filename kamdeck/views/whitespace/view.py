"""The white-space map of each account: what its divisions use, what is open, and with whom."""

from __future__ import annotations

from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.spaces import Space, read_spaces
from kamdeck.layout.insights import Rail
from kamdeck.layout.page import page
from kamdeck.views.view import ACCOUNT, View
from kamdeck.views.whitespace.table import draw_table, plan
from kamdeck.views.whitespace.words import SpaceWords


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide per account with white-space rows, the focus account first."""
    return tuple(_slide(space) for space in read_spaces(ctx) if space.map.whole.cells)


def _slide(space: Space) -> SlideSpec:
    ctx, words, shown = space.ctx, SpaceWords(space), plan(space)
    key = f"whitespace:{space.map.account}"
    return page(
        ctx,
        key,
        "rail" if shown.has_rail else "wide",
        draw_table(key, space, shown, words.alt()),
        kicker=words.kicker(),
        titles=words.titles(),
        subtitle=words.subtitle(),
        rail=Rail(ctx.say("whitespace.rail"), words.facts(), words.next_step()) if shown.has_rail else None,
        area=shown.area,
        sheets=("whitespace",),
        scope=words.scope(),
        notes=words.notes(shown),
    )


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
