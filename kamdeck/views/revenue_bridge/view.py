"""The revenue bridge: from the year before to the newest one, account by account."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Box, SlideSpec
from kamdeck.figures.context import Context
from kamdeck.layout.areas import area_of
from kamdeck.layout.charts import widened
from kamdeck.layout.empty import Empty
from kamdeck.layout.insights import Rail
from kamdeck.layout.marks import foot_note
from kamdeck.layout.page import page
from kamdeck.layout.waterfall import Field, cut_note, field_of, name_room, names_in, waterfall
from kamdeck.record import replace
from kamdeck.views.revenue_bridge.data import Bridged, read_bridge
from kamdeck.views.revenue_bridge.marks import AT_RIGHT, make_marks
from kamdeck.views.revenue_bridge.words import BridgeWords
from kamdeck.views.view import REVIEW, View

KEY = "revenue_bridge"
_LESS = (
    (5, 3),
    (5, 2),
    (4, 2),
    (3, 2),
    (2, 1),
    (1, 1),
)  # gains and losses that stand alone, as the room shrinks
_LEAST_NAME = round(0.66 * EMU)  # the least room of a column's name
_LEAST_WIDE = round(5.5 * EMU)  # a narrower chart has no difference beside it


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; none without two years of revenue, of at least two accounts."""
    area = area_of(ctx.frame)
    is_wide = area.main.w >= _LEAST_WIDE
    panel = widened(area.main, right=-AT_RIGHT if is_wide else 0)
    found = _that_fits(ctx, panel)
    if found is None:
        return Empty("no_bridge")
    found, field = _that_is_seen(found, panel)
    say, words, shown = ctx.say, BridgeWords(found), found.steps
    titles = words.titles()
    marks = make_marks(KEY, found, field, has_difference=is_wide)
    told = [cut_note(say, field.scale)] if field.scale.cut else []
    if any(part.group for part in found.bridge.parts):
        told.append(say("revenue_bridge.pale"))
    slide = page(
        ctx,
        KEY,
        "rail",
        (
            *waterfall(
                KEY,
                say,
                shown,
                panel,
                say("revenue_bridge.alt", title=titles[0], rows=words.rows()),
                names_in(name_room(panel, len(shown)), found.names),
                found.unit,
            ),
            *((marks,) if marks else ()),
            *((foot_note(f"{KEY}/note", " ".join(told), panel),) if told else ()),
        ),
        kicker=say("revenue_bridge.kicker", years=say.years(ctx.years[-2:])),
        titles=titles,
        subtitle=words.subtitle(),
        compares=True,
        rail=Rail(say("revenue_bridge.rail"), words.facts(), words.next_step()),
        area=area,
        sheets=["revenue"],
        scope=words.scope(),
        notes=words.notes(),
    )
    return (slide,)


def _that_fits(ctx: Context, panel: Box) -> Bridged | None:
    """The bridge with as many named steps as the room has columns for, whatever the accounts are called."""
    found = None
    for most in _LESS:
        found = read_bridge(ctx, most)
        if found is None or name_room(panel, len(found.steps)) >= _LEAST_NAME:
            break
    return found


def _that_is_seen(found: Bridged, panel: Box) -> tuple[Bridged, Field]:
    """Without the first year's column where that keeps the axis so long that the steps cannot be seen."""
    field, alone = field_of(found.steps, panel), replace(found, before=None, rate=None)
    without = field_of(alone.steps, panel)
    return (alone, without) if without.scale.cut and not field.scale.cut else (found, field)


VIEW = View(
    KEY,
    ("revenue",),
    build,
    packs=(REVIEW,),
    rules=("growth", "revenue_bridge"),
    cites=("revenue", "net_growth", "growth", "account_revenue"),
)
