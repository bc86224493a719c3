"""The programme's elements at one look: what it consists of, how complete and how fresh each is."""

from __future__ import annotations

from kamdeck.deck.spec import SlideSpec
from kamdeck.layout import rail as frame
from kamdeck.layout.context import Context, Empty
from kamdeck.views.elements.data import FEWEST, SHEETS, read_programme
from kamdeck.views.elements.table import make_marks, make_table
from kamdeck.views.elements.words import ElementWords
from kamdeck.views.view import View

KEY = "elements"


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; none with fewer than three elements in the workbook."""
    programme = read_programme(ctx)
    count = len(programme.elements.present)
    if count < FEWEST:
        return Empty("few_elements", n=count)
    words, say = ElementWords(programme), ctx.say
    table = make_table(KEY, programme, words.alt())
    elements = (
        *frame.title_block(KEY, say("elements.kicker"), words.titles(), words.subtitle()),
        table,
        make_marks(KEY, programme, table),
        *frame.rail(KEY, say, say("elements.rail"), words.facts(), words.next_step()),
        *frame.source_line(KEY, ctx, words.sheets(), words.scope()),
    )
    return (SlideSpec(KEY, "rail", elements, words.notes()),)


_BESIDE = ("accounts", "revenue", "criteria", "influence", "milestones", "team", "mrr", "retention_actions")
VIEW = View(KEY, (), build, uses=(*(sheet for sheets in SHEETS.values() for sheet in sheets), *_BESIDE))
