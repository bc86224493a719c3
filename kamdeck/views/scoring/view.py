"""Account scoring: the leading accounts, criterion by criterion, on growth and harmony."""

from __future__ import annotations

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.scoring import AXES, Scoring
from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.scored import read_scoring
from kamdeck.layout.areas import Area, area_of, portions
from kamdeck.layout.insights import Rail
from kamdeck.layout.page import page
from kamdeck.views.scoring.place import PlaceWords
from kamdeck.views.scoring.tables import Part, ScoreTables, heights_of
from kamdeck.views.scoring.titles import titles_of
from kamdeck.views.scoring.words import ScoringWords
from kamdeck.views.view import ACCOUNT, View

KEY = "scoring"
PER_AXIS = 7  # criteria of one axis on a slide that shows both
PER_SLIDE = 15  # criteria on a slide of one axis
MOST_COLUMNS = 8


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide with both axes; more where an axis has more than seven criteria, or the room is low."""
    everyone = read_scoring(ctx)
    shown = everyone.among(_leading(ctx, everyone))
    if not shown.accounts:
        return ()
    words = PlaceWords(ctx, everyone, shown) if ctx.subject else ScoringWords(ctx, everyone, shown)
    area = area_of(ctx.frame, has_step=False)
    parts = _parts(shown, area.main.h)
    return tuple(_slide(ctx, words, parts, i, area) for i in range(len(parts)))


def _leading(ctx: Context, everyone: Scoring) -> tuple[str, ...]:
    """The scored accounts with most revenue in the last year shown; the wanted account is among them."""
    table = revenue_table(ctx.book.revenue, ctx.years[-1:])
    revenue = {name: sum(by_year.values()) for name, by_year in table.items()}
    scored = [row.account for row in everyone.accounts if any(s is not None for s in row.scores)]
    scored.sort(key=lambda name: -revenue.get(name, 0.0))
    most = min(MOST_COLUMNS, ctx.book.settings.leading_accounts)
    if ctx.account in scored[most:]:
        return (*scored[: most - 1], ctx.account)
    return tuple(scored[:most])


def _parts(scoring: Scoring, room: int) -> tuple[Part, ...]:
    """Both axes where there is the room (EMU), else pages of each."""
    places = [(axis, tuple(i for i, c in enumerate(scoring.criteria) if c.axis == axis)) for axis in AXES]
    filled = tuple((axis, rows) for axis, rows in places if rows)
    is_few = all(len(rows) <= PER_AXIS for _, rows in filled)
    if is_few and heights_of(room, sum(len(rows) for _, rows in filled), len(filled)):
        return (filled,)
    most = next(n for n in range(PER_SLIDE, 0, -1) if n == 1 or heights_of(room, n, 1))
    return tuple(
        ((axis, tuple(rows[i] for i in places)),)
        for axis, rows in filled
        for places in portions(len(rows), most)
    )


def _slide(ctx: Context, words: ScoringWords, parts: tuple[Part, ...], place: int, area: Area) -> SlideSpec:
    number, pages = place + 1, len(parts)
    axis = parts[place][0][0] if pages > 1 else ""
    again = sum(earlier[0][0] == axis for earlier in parts[:place])
    key = KEY if number == 1 else f"{KEY}:{number}"
    return page(
        ctx,
        key,
        "rail",
        ScoreTables(key, words, parts[place], area.main).elements(),
        kicker=words.kicker(number, pages),
        titles=titles_of(words, axis, number, again),
        subtitle=words.subtitle(),
        rail=Rail(words.heading(), words.facts()),
        area=area,
        sheets=("scores", "criteria"),
        scope=words.scope(),
        notes=words.notes(),
    )


VIEW = View(
    KEY,
    ("criteria", "scores"),
    build,
    packs=(ACCOUNT,),
    finding=6,
    rules=("scoring",),
    figures=("score", "growth_score", "harmony_score"),
    element="selection",
)
