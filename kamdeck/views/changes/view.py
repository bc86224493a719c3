"""What changed since an earlier deck: moves, the MRR bridge between the two, key figures then and now."""

from __future__ import annotations

from kamdeck.analysis.comparison import Change, MrrBridge
from kamdeck.analysis.mrr import Movement
from kamdeck.deck.spec import EMU, Box, Element, SlideSpec
from kamdeck.figures.context import Context
from kamdeck.layout.areas import NARROW, area_of, columns_of, rows_of
from kamdeck.layout.charts import widened
from kamdeck.layout.insights import Rail
from kamdeck.layout.marks import foot_note
from kamdeck.layout.page import page
from kamdeck.layout.status import panel_head
from kamdeck.layout.waterfall import cut_note, movement_names, scale_of, steps_of, unit_of, waterfall
from kamdeck.views.changes.data import Sight, read_sight
from kamdeck.views.changes.figures import (
    ORDER,
    Line,
    chosen_lines,
    figures_in_order,
    make_figures,
    ours,
    own,
)
from kamdeck.views.changes.moves import chosen, list_moves, make_table, row_in
from kamdeck.views.changes.titles import TITLES, has_moved
from kamdeck.views.changes.words import ChangesWords
from kamdeck.views.view import REVIEW, View

KEY = "changes"
_HEAD, _BETWEEN, _GUTTER = round(0.29 * EMU), round(0.20 * EMU), round(0.30 * EMU)
FIGURES = 0.4  # of the rows of both tables: those of figures where moves would take them all


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; of a first deck it holds the baseline."""
    sight, area = read_sight(ctx), area_of(ctx.frame, "rail_broad")
    words, kinds = ChangesWords(sight), list_moves(sight)
    bridge = sight.found.bridge if has_moved(sight) else None
    is_narrow = area.main.w < NARROW
    left, right = columns_of(area.main, (3.95, 4.63), _GUTTER)
    if is_narrow:  # all below one another
        left, right = rows_of(area.main, (3, 2), _BETWEEN) if bridge else (area.main, area.main)
    height = row_in(area.main)
    figures = [ours(change, ctx.say) for change in _figures(sight, has_bridge=bridge is not None)]
    kpis = [own(change, sight) for change in sight.kpis]
    rows = (left.h - _HEAD) // height
    if is_stacked := bridge is not None or is_narrow:
        rows = (left.h - 2 * _HEAD - _BETWEEN) // height
    most = rows - min(int(rows * FIGURES), len(figures) + len(kpis)) if is_stacked else rows
    moves, rest = chosen(kinds, most)
    below = widened(left, top=-_HEAD)
    table, marks = make_table(f"{KEY}/moves", sight, moves, rest, below, height)
    head = panel_head(f"{KEY}/moves", ctx.say("changes.moves"), "", left.x, left.y, left.w)
    main: list[Element] = [*head, table, *((marks,) if marks else ())]
    panel, room = right, (right.h - _HEAD) // height
    if bridge:
        main += _bridge(sight, bridge, right)
    if is_stacked:
        top = table.y + table.box.h + _BETWEEN
        panel, room = widened(left, top=left.y - top), rows - len(moves) - bool(rest or not moves)
    if lines := chosen_lines(figures, kpis, room):
        main += _panel(sight, lines, panel, height)
    slide = page(
        ctx,
        KEY,
        "rail_broad",
        main,
        kicker=words.kicker(),
        titles=TITLES(ctx.say, sight),
        rail=Rail(ctx.say("changes.rail"), tuple(words.facts()), words.next_step()),
        area=area,
        sheets=[name for name in VIEW.uses if getattr(ctx.book, name)],
        scope=words.scope(),
        notes=words.notes(kinds, moves),
    )
    return (slide,)


VIEW = View(
    KEY,
    ("accounts",),
    build,
    uses=("revenue", "criteria", "scores", "mrr", "risk", "satisfaction", "stakeholders", "kpis"),
    packs=(REVIEW,),
    is_comparing=True,
    cites=(
        "revenue",
        "accounts",
        "vital_few",
        "gini",
        "hhi",
        "penetration",
        "mrr",
        "endangered",
        "mrr_at_risk",
        "at_risk_share",
        "csat",
        "nps",
        "nrr",
        "grr",
        "logos",
    ),
)


def _figures(sight: Sight, *, has_bridge: bool) -> tuple[Change, ...]:
    """The figures that moved; all that are known where none did. The bridge shows MRR itself."""
    if sight.found.figures or sight.found.kpis:
        return tuple(c for c in figures_in_order(sight.found) if not (has_bridge and c.name == "mrr"))
    if has_bridge:
        return ()
    known = sight.now.figures()
    return tuple(Change(name, known[name], known[name]) for name in ORDER if name in known)


def _dates(sight: Sight) -> tuple[str, str]:
    """The dates of both decks; words where one has none."""
    say, then, now = sight.ctx.say, sight.found.before.as_of, sight.now.as_of
    if then is None or now is None or then == now:
        return say("changes.then"), say("changes.now")
    return say.date(then), say.date(now)


def _panel(sight: Sight, shown: tuple[Line, ...], area: Box, height: int) -> list[Element]:
    """The key figures under their head."""
    then, now = _dates(sight)
    unit = "" if sight.is_first else sight.ctx.say("changes.then_now", then=then, now=now)
    head = panel_head(f"{KEY}/figures", sight.ctx.say("changes.figures"), unit, area.x, area.y, area.w)
    table, marks = make_figures(f"{KEY}/figures", sight, shown, widened(area, top=-_HEAD), height)
    return [*head, table, *((marks,) if marks else ())]


def _bridge(sight: Sight, bridge: MrrBridge, panel: Box) -> list[Element]:
    """The waterfall from the earlier deck's MRR to today's."""
    say, (then, now) = sight.ctx.say, _dates(sight)
    moved = Movement(
        label="",
        opening=bridge.opening,
        new=bridge.new,
        expansion=bridge.expansion,
        reactivation=bridge.reactivation,
        contraction=bridge.contraction,
        churn=bridge.churn,
        closing=bridge.closing,
    )
    shown = steps_of(moved)
    scale = scale_of(shown, panel)
    unit = say("changes.bridge_dates", unit=unit_of(shown).head(say), then=then, now=now)
    told = say.join(
        f"{say(f'retention.step.{step.key}')} {say.money(step.amount, 2, signed=not step.is_total)}"
        for step in shown
    )
    text = cut_note(say, scale) if scale.cut else say("changes.no_cut")
    return [
        *panel_head(f"{KEY}/bridge", say("changes.bridge"), unit, panel.x, panel.y, panel.w),
        *waterfall(
            KEY, say, shown, panel, say("changes.bridge_alt", rows=told), movement_names(say, shown, panel)
        ),
        foot_note(f"{KEY}/bridge_note", text, panel),
    ]
