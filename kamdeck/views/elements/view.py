"""The programme's elements at one look: what it consists of, how complete and how fresh each is."""

from __future__ import annotations

from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.elements import FEWEST, SHEETS, read_programme
from kamdeck.layout.areas import area_of
from kamdeck.layout.empty import Empty
from kamdeck.layout.insights import Rail, Step
from kamdeck.layout.page import page
from kamdeck.views.elements.table import draw_table
from kamdeck.views.elements.words import ElementWords
from kamdeck.views.view import View

KEY = "elements"


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; none with fewer than three elements in the workbook."""
    programme = read_programme(ctx)
    count = len(programme.elements.present)
    if count < FEWEST:
        return Empty("few_elements", n=count)
    words, say, area = ElementWords(programme), ctx.say, area_of(ctx.frame)
    slide = page(
        ctx,
        KEY,
        "rail",
        draw_table(KEY, programme, area.main, words.alt()),
        kicker=say("elements.kicker"),
        titles=words.titles(),
        subtitle=words.subtitle(),
        rail=Rail(say("elements.rail"), words.facts(), Step(words.next_step())),
        area=area,
        sheets=words.sheets(),
        scope=words.scope(),
        notes=words.notes(),
    )
    return (slide,)


_BESIDE = ("accounts", "revenue", "criteria", "influence", "milestones", "team", "mrr", "retention_actions")
VIEW = View(
    KEY,
    (),
    build,
    uses=(*(sheet for sheets in SHEETS.values() for sheet in sheets), *_BESIDE),
    rules=("elements",),
    figures=("elements_in_place",),
)
