"""Responsibilities of a team: who does what, whether each activity has one A, and each member's load."""

from __future__ import annotations

from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.teams import Team, read_teams
from kamdeck.layout.areas import area_of
from kamdeck.layout.insights import Rail, Step
from kamdeck.layout.page import page
from kamdeck.views.team.load import draw_load
from kamdeck.views.team.pages import Page, make_pages
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
        slides += [_slide(words, shown, number) for number, shown in enumerate(pages, 1)]
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


def _slide(words: TeamWords, shown: Page, number: int) -> SlideSpec:
    team, ctx = words.team, words.team.ctx
    key = _key(team, number)
    grid = make_table(key, team, shown)
    load = draw_load(key, team, shown, grid.bottom, words.chart_alt()) if shown.is_last else ()
    return page(
        ctx,
        key,
        "rail" if shown.is_railed else "wide",
        (grid.table(words.alt()), make_marks(key, team, shown, grid), *load),
        kicker=words.kicker(number),
        titles=words.titles(number),
        subtitle=words.subtitle(),
        rail=Rail(ctx.say("team.rail"), words.facts(), Step(words.next_step())) if shown.is_railed else None,
        area=area_of(ctx.frame),
        sheets=("responsibilities", "team"),
        scope=words.scope(),
        notes=words.notes(),
    )
