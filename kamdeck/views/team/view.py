"""Responsibilities of a team: who does what, whether each activity has one A, and each member's load."""

from __future__ import annotations

from kamdeck.deck.spec import Element, SlideSpec
from kamdeck.layout import rail as frame
from kamdeck.layout.context import Context
from kamdeck.views.team.data import Page, Team, make_pages, read_teams
from kamdeck.views.team.load import draw_load
from kamdeck.views.team.table import make_marks, make_table
from kamdeck.views.team.words import TeamWords
from kamdeck.views.view import ACCOUNT, View

KEY = "team"


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """The portfolio's team first, then one per account; a long list goes on, with the load on its last."""
    slides: list[SlideSpec] = []
    for team in read_teams(ctx):
        pages = make_pages(team)
        words = TeamWords(team, len(pages))
        slides += [_slide(words, page, number) for number, page in enumerate(pages, 1)]
    return tuple(slides)


VIEW = View(
    KEY,
    ("responsibilities",),
    build,
    uses=("team",),
    packs=(ACCOUNT,),
    is_own=True,
    rules=("team",),
    figures=("team_faults", "load"),
    element="team",
)


def _key(team: Team, number: int) -> str:
    key = f"{KEY}:{team.account}" if team.account else KEY
    return key if number == 1 else f"{key}:{number}"


def _slide(words: TeamWords, page: Page, number: int) -> SlideSpec:
    team, ctx = words.team, words.team.ctx
    key = _key(team, number)
    table = make_table(key, team, page, words.alt())
    load = draw_load(key, team, page, table, words.chart_alt()) if page.is_last else ()
    rail: tuple[Element, ...] = ()
    if page.is_railed:
        rail = frame.rail(key, ctx.say, ctx.say("team.rail"), words.facts(), words.next_step())
    elements: tuple[Element, ...] = (
        *frame.title_block(key, words.kicker(number), words.titles(number), words.subtitle()),
        table,
        make_marks(key, team, page, table),
        *load,
        *rail,
        *frame.source_line(key, ctx, ("responsibilities", "team"), words.scope()),
    )
    return SlideSpec(key, "rail" if page.is_railed else "wide", elements, words.notes())
