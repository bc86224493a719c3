"""What changed since an earlier deck: moves, the MRR bridge between the two, key figures then and now."""

from __future__ import annotations

from kamdeck.analysis.comparison import Change, MrrBridge
from kamdeck.analysis.mrr import Movement
from kamdeck.deck.spec import EMU, Box, Element, SlideSpec, inches
from kamdeck.layout.context import Context
from kamdeck.layout.marks import foot_note
from kamdeck.layout.rail import rail, source_line, title_block
from kamdeck.layout.status import panel_head
from kamdeck.layout.waterfall import cut_note, scale_of, steps_of, unit_of, waterfall
from kamdeck.views.changes.data import Sight, read_sight
from kamdeck.views.changes.figures import ORDER, figures_in_order, make_figures
from kamdeck.views.changes.moves import chosen, list_moves, make_marks, make_table
from kamdeck.views.changes.words import LEAST, ChangesWords
from kamdeck.views.view import REVIEW, View

KEY = "changes"
RAIL = inches(9.62, 1.56, 3.21, 5.35)
PANEL = inches(4.75, 1.56, 4.63, 5.32)
LEFT = inches(0.50, 1.56, 3.95, 5.32)
_HEAD, _BETWEEN = round(0.29 * EMU), round(0.20 * EMU)
ROWS, LEAST_FIGURES = 15, 6  # rows of both tables together; of figures where moves would take them all


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; of a first deck it holds the baseline."""
    sight = read_sight(ctx)
    words, kinds = ChangesWords(sight), list_moves(sight)
    bridge = sight.found.bridge if sight.found else None
    has_bridge = bridge is not None and bridge.moved >= LEAST
    figures = _figures(sight, has_bridge=has_bridge)
    most = ROWS - min(LEAST_FIGURES, len(figures)) if has_bridge else ROWS + 2
    moves, rest = chosen(kinds, most)
    table = make_table(f"{KEY}/moves", sight, moves, rest, LEFT.y + _HEAD)
    marks = make_marks(f"{KEY}/moves_marks", sight, table, moves)
    say = ctx.say
    elements: list[Element] = [
        *title_block(KEY, words.kicker(), words.titles()),
        *panel_head(f"{KEY}/moves", say("changes.moves"), "", LEFT.x, LEFT.y, LEFT.w),
        table,
        *((marks,) if marks else ()),
    ]
    if has_bridge and bridge is not None:
        elements += _bridge(sight, bridge)
        top = table.y + sum(row.height for row in table.rows) + _BETWEEN
        room = ROWS - len(moves) - bool(rest or not moves)
        area = Box(LEFT.x, top, LEFT.w, LEFT.y + LEFT.h - top)
    else:
        area, room = PANEL, ROWS + 2
    if figures:
        elements += _panel(sight, figures[:room], area)
    elements += rail(KEY, say, say("changes.rail"), words.facts(), words.next_step(), box=RAIL)
    used = [name for name in VIEW.uses if getattr(ctx.book, name)]
    elements += source_line(KEY, ctx, used, words.scope())
    return (SlideSpec(KEY, "rail_broad", tuple(elements), words.notes(kinds, moves)),)


VIEW = View(
    KEY,
    ("accounts",),
    build,
    uses=("revenue", "criteria", "scores", "mrr", "risk", "satisfaction", "stakeholders"),
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
    if sight.found is not None and sight.found.figures:
        return tuple(c for c in figures_in_order(sight.found) if not (has_bridge and c.name == "mrr"))
    if has_bridge:
        return ()
    known = sight.now.figures()
    return tuple(Change(name, known[name], known[name]) for name in ORDER if name in known)


def _dates(sight: Sight) -> tuple[str, str]:
    """The dates of both decks; words where one has none."""
    say, then = sight.ctx.say, sight.found.before.as_of if sight.found else None
    now = sight.now.as_of
    if then is None or now is None or then == now:
        return say("changes.then"), say("changes.now")
    return say.date(then), say.date(now)


def _panel(sight: Sight, shown: tuple[Change, ...], area: Box) -> list[Element]:
    """The key figures under their head."""
    then, now = _dates(sight)
    unit = sight.ctx.say("changes.then_now", then=then, now=now) if sight.found else ""
    head = panel_head(f"{KEY}/figures", sight.ctx.say("changes.figures"), unit, area.x, area.y, area.w)
    below = Box(area.x, area.y + _HEAD, area.w, area.h - _HEAD)
    table, marks = make_figures(f"{KEY}/figures", sight, shown, below)
    return [*head, table, *((marks,) if marks else ())]


def _bridge(sight: Sight, bridge: MrrBridge) -> list[Element]:
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
    scale = scale_of(shown, PANEL)
    unit = say("changes.bridge_dates", unit=say.unit(unit_of(shown)[1]), then=then, now=now)
    told = "; ".join(
        f"{say(f'retention.step.{step.key}')} {say.money(step.amount, 2, signed=not step.is_total)}"
        for step in shown
    )
    text = cut_note(say, scale) if scale.cut else say("changes.no_cut")
    return [
        *panel_head(f"{KEY}/bridge", say("changes.bridge"), unit, PANEL.x, PANEL.y, PANEL.w),
        *waterfall(KEY, say, shown, PANEL, say("changes.bridge_alt", rows=told)),
        foot_note(f"{KEY}/bridge_note", text, PANEL),
    ]
