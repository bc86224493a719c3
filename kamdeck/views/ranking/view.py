"""Account ranking: every scored account by combined score, with its place in the period before."""

from __future__ import annotations

from kamdeck.analysis.abc import rank_years, revenue_table
from kamdeck.analysis.classification import classify
from kamdeck.analysis.ranking import Standing, compare_ranks
from kamdeck.analysis.scoring import Scoring
from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.scored import read_scoring, read_scoring_before
from kamdeck.layout.areas import area_of
from kamdeck.layout.insights import Rail
from kamdeck.layout.page import page
from kamdeck.views.ranking.table import Ranking, rows_in
from kamdeck.views.ranking.titles import TITLES
from kamdeck.views.ranking.words import RankingWords
from kamdeck.views.view import View

KEY = "ranking"
_MOST_ROWS = 24  # so many accounts are all shown
_TOP = 16  # of more accounts, so many
_EXTRA = 3  # and so many that are in focus
_ROW, _ROW_OF_MANY = 0.20, 0.235  # inches, the least height of a row


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; none when no account has a combined score."""
    words = _words(ctx)
    if words is None:
        return ()
    say, area = ctx.say, area_of(ctx.frame)
    titles = TITLES(say, words)
    few = min(_MOST_ROWS, rows_in(area.main, _ROW))
    top = min(_TOP, rows_in(area.main, _ROW_OF_MANY) - _EXTRA)
    ranking = Ranking(KEY, words, _shown(ctx, words.places, few, top), area.main)
    slide = page(
        ctx,
        KEY,
        "rail",
        ranking.elements(words.alt(titles[0])),
        kicker=say("ranking.kicker", period=words.period),
        titles=titles,
        subtitle=words.subtitle(),
        rail=Rail(
            say("ranking.rail" if words.then else "ranking.rail_single"), words.facts(), words.next_step()
        ),
        area=area,
        sheets=("scores", "criteria", "revenue"),
        scope=words.scope(),
        notes=words.notes(),
    )
    return (slide,)


VIEW = View(
    KEY,
    ("criteria", "scores", "revenue"),
    build,
    uses=("accounts",),
    rules=("scoring", "ranking"),
    figures=("climb", "fall"),
    cites=("score", "growth_score", "harmony_score"),
)


def _words(ctx: Context) -> RankingWords | None:
    chosen = ctx.book.settings
    now = read_scoring(ctx)
    if not now.ranking:
        return None
    then = read_scoring_before(ctx, now)
    places = compare_ranks(_ranks(now), _ranks(then) if then else ())
    if not any(place.before for place in places):
        then = None
    classes = classify([(row.account, row.growth, row.harmony) for row in now.accounts], chosen.class_cut)
    cuts = (chosen.tier_a_share, chosen.tier_b_share)
    tiers = rank_years(revenue_table(ctx.book.revenue, (ctx.year,)), (ctx.year,), cuts)[-1]
    return RankingWords(ctx, now, then, places, classes, tiers)


def _ranks(scoring: Scoring) -> list[tuple[str, int, float]]:
    return [(row.account, row.rank or 0, row.combined or 0.0) for row in scoring.ranked]


def _shown(ctx: Context, places: tuple[Standing, ...], few: int, top: int) -> tuple[Standing, ...]:
    """All where there are `few`; else the first, and after them the accounts in focus."""
    if len(places) <= few:
        return places
    wanted = {ctx.account, ctx.book.settings.focus_account}
    keys = {a.account for a in ctx.book.accounts if a.key_account}
    rest = places[top:]
    extra = [p for p in rest if p.account in wanted] + [
        p for p in rest if p.account in keys and p.account not in wanted
    ]
    kept = {place.account for place in extra[:_EXTRA]}
    return (*places[:top], *(place for place in rest if place.account in kept))
