"""The plan of an account as the account itself may see it: what was agreed, by whom and until when."""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.deck.spec import COVERED, EMU, Cell, SlideSpec
from kamdeck.figures.plans import Plan
from kamdeck.layout.grid import HAIR, HEAD, RULE, Grid, Head, Style
from kamdeck.layout.page import page, paged
from kamdeck.views.blueprint.titles import titles_of
from kamdeck.views.blueprint.words import PlanWords, line_keys
from kamdeck.workbook.rows import Initiative

ROWS = 12  # initiatives on a slide
_WIDTHS = {"owner": 1.70, "due": 1.28, "status": 1.65}  # on a wide slide
_WIDE, _OBJECTIVE, _LEAST = round(12.33 * EMU), round(3.10 * EMU), round(1.8 * EMU)
_HEAD, _HIGH = round(0.30 * EMU), round(0.42 * EMU)
_PAD = round(0.10 * EMU)
_TEXT = Style(11.5, left=_PAD, right=_PAD)
_COLORS = {"late": "risk", "at risk": "risk", "done": "muted"}


def joint_slides(plan: Plan) -> tuple[SlideSpec, ...]:
    """As many slides as the initiatives need."""
    words = PlanWords(plan)
    rows = tuple(sorted(plan.rows, key=lambda row: plan.objectives.index(row.objective)))
    most = max(2, min(ROWS, (plan.ctx.frame.body.h - _HEAD) // _HIGH))
    pages = [rows[i : i + most] for i in range(0, len(rows), most)]
    return tuple(_slide(words, shown, number, len(pages)) for number, shown in enumerate(pages, 1))


def _slide(words: PlanWords, rows: tuple[Initiative, ...], number: int, pages: int) -> SlideSpec:
    plan, say = words.plan, words.say
    key = f"blueprint:{plan.account}" + (f":{number}" if number > 1 else "")
    titles = titles_of(words)
    if number > 1:
        part = say("frame.page", page=number, pages=pages)
        titles = tuple(f"{title} ({part})" for title in titles)
    body = plan.ctx.frame.body
    grid = Grid(f"{key}/joint", body, _heads(words, body.w))
    grid.head(_HEAD, anchor="ctr", foot=0)
    for i, (row, line) in enumerate(zip(rows, line_keys(rows), strict=True)):
        is_last = i + 1 == len(rows) or rows[i + 1].objective != row.objective
        cells = _cells(words, rows, i, grid.widths)
        grid.row(line, _HIGH, cells, bottom=RULE if is_last else HAIR)
    return page(
        plan.ctx,
        key,
        "table",
        (grid.table(titles[0]),),
        kicker=paged(plan.ctx, f"{say('place.joint_kicker')} · {plan.account}", number, pages),
        titles=titles,
        subtitle=say("place.joint_subtitle"),
        sheets=("plan",),
        scope=words.scope(),
    )


def _heads(words: PlanWords, whole: int) -> list[Head]:
    """The columns; the owners' leaves where initiatives would have too little room."""
    say, share = words.say, max(0.72, min(1.0, whole / _WIDE))
    style = HEAD.but(align=None, left=_PAD, right=_PAD)
    objective = min(_OBJECTIVE, whole * 26 // 100)
    owner, due, status = (round(wide * share * EMU) for wide in _WIDTHS.values())
    return [
        Head("objective", objective, say("place.objective"), style),
        Head("initiative", None, say("place.initiative"), style, least=_LEAST),
        Head("owner", owner, say("place.owner"), style, rank=1),
        Head("due", due, say("place.due"), style),
        Head("status", status, say("place.status"), style),
    ]


def _cells(
    words: PlanWords, rows: tuple[Initiative, ...], place: int, wide: Mapping[str, int]
) -> dict[str, Cell]:
    """One initiative; its objective stands once, over all its rows."""
    row, state = rows[place], words.plan.state(rows[place])
    first = COVERED
    if not place or rows[place - 1].objective != row.objective:
        count = sum(other.objective == row.objective for other in rows)
        style = _TEXT.but(size=12, bold=True)
        text = style.cut(row.objective, wide["objective"], 2 * count)
        first = style.cell(text, fill="panel", bottom=RULE, vspan=count)
    status = _TEXT.but(color=_COLORS.get(state, "ink"))
    return {
        "objective": first,
        "initiative": _TEXT.cell(row.initiative, room=wide["initiative"], lines=2),
        "owner": _TEXT.cell(row.owner or "–", room=wide.get("owner", 0)),
        "due": _TEXT.cell(words.due(row) or "–", room=wide["due"]),
        "status": status.cell(words.state(row) or "–", room=wide["status"]),
    }
