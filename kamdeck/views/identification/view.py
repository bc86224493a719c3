"""Which accounts qualify as key accounts: the team's tests, account by account."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.identification import Screened
from kamdeck.deck.spec import Element, SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.identified import read_screen, revenue_base, testable
from kamdeck.layout.areas import Area, area_of
from kamdeck.layout.charts import widened
from kamdeck.layout.insights import Rail
from kamdeck.layout.page import page
from kamdeck.views.identification.marks import draw_funnel, legend_height, make_legend, make_marks, parted
from kamdeck.views.identification.table import MOST_ROWS, make_grid, rows_in, tests_in
from kamdeck.views.identification.titles import TITLES
from kamdeck.views.identification.words import IdentificationWords
from kamdeck.views.view import View

KEY = "identification"


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; none where no account has revenue in the newest year."""
    ctx = ctx.annual
    screen = read_screen(ctx)
    if screen is None:
        return ()
    words = IdentificationWords(ctx, screen, len(testable(ctx)), revenue_base(ctx))
    say, area = ctx.say, area_of(ctx.frame, has_step=False)
    main = widened(area.main, bottom=-legend_height(words, area.main.w))
    tests = tests_in(words, main)
    rows = _shown(ctx, screen.rows, rows_in(main, tests))
    grid = make_grid(f"{KEY}/table", words, tests, rows, main)
    titles = TITLES(say, words)
    drawn: list[Element] = [
        grid.table(words.alt(titles[0])),
        make_marks(KEY, words, grid, rows[0], tests.keys),
        make_legend(KEY, words, area.main),
    ]
    facts = words.facts()
    if area.form == "right" and area.rail:
        funnel, rest = parted(area.rail)
        drawn += draw_funnel(ctx, KEY, words, funnel, rest.y)
        area = Area(area.main, area.form, rest)
    else:
        facts.insert(1, words.funnel_fact())
    unseen = [test.criterion for test in screen.tests[len(tests.keys) :]]
    slide = page(
        ctx,
        KEY,
        "rail",
        drawn,
        kicker=say("identification.kicker", year=say.year(ctx.year)),
        titles=titles,
        subtitle=words.subtitle(len(tests.keys)),
        rail=Rail(say("identification.rail"), tuple(facts)),
        area=area,
        sheets=words.sheets(),
        scope=words.scope(),
        notes=words.notes(rows[1], unseen),
    )
    return (slide,)


VIEW = View(
    KEY,
    ("identification", "revenue"),
    build,
    uses=("criteria", "scores", "satisfaction", "mrr", "profit"),
    rules=("identification",),
    figures=("screened", "candidates", "key_accounts", "key_share"),
)


def _shown(
    ctx: Context, rows: Sequence[Screened], most: int
) -> tuple[tuple[Screened, ...], tuple[Screened, ...]]:
    """The first rows, the wanted account among them, and the rest."""
    count = MOST_ROWS if len(rows) <= most else min(MOST_ROWS, most - 1)
    shown = list(rows[:count])
    wanted = next((row for row in rows[count:] if row.account == ctx.account), None)
    if wanted is not None:
        shown[-1] = wanted
    names = {row.account for row in shown}
    return tuple(shown), tuple(row for row in rows if row.account not in names)
