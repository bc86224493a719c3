"""The executive summary: the findings that weigh most with their evidence, and what moved since the last
deck."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import EMU, Box, Cell, Element, Group, Para, Run, SlideSpec
from kamdeck.figures.context import Context
from kamdeck.layout.empty import Empty
from kamdeck.layout.grid import HAIR, Grid, Head, Style
from kamdeck.layout.page import page
from kamdeck.layout.status import mark
from kamdeck.text.measure import fit, fitting, wrap
from kamdeck.views.summary.accounts import key_accounts, losses, whitespace
from kamdeck.views.summary.evidence import draw_evidence
from kamdeck.views.summary.findings import LEAST, MOST, Desk, Finding, ranked, read_desk
from kamdeck.views.summary.revenue import concentration, growth
from kamdeck.views.summary.risk import risk
from kamdeck.views.summary.strip import WIDE, draw_strip, strip_height
from kamdeck.views.summary.subscriptions import csat, onboarding, plans
from kamdeck.views.summary.titles import TITLES
from kamdeck.views.summary.words import SummaryWords
from kamdeck.views.view import REVIEW, View

KEY = "summary"
FINDINGS = (growth, concentration, key_accounts, risk, plans, onboarding, csat, losses, whitespace)
_HEADER, _GAP = round(0.25 * EMU), round(0.15 * EMU)
_HIGHEST, _LEAST, _LEAST_BARE = round(1.0 * EMU), round(0.69 * EMU), round(0.50 * EMU)  # rows
_ONE_LINE, _TWO_LINES = round(5.4 * EMU), round(0.60 * EMU)  # a finding's width and height
_FIGURE_SIZES = (24.0, 20.0, 16.0, 12.0)
_LINE_SIZE, _STATUS_SIZE = 11.0, 12.0
_MARK = round(0.165 * EMU)
_STYLE = Style(10, color="muted", is_data=False)


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide with up to five findings; none where the data give fewer than three."""
    desk = read_desk(ctx)
    found = ranked([make(desk) for make in FINDINGS])
    if len(found) < LEAST:
        return Empty("few_findings", n=len(found))
    body, strip = ctx.frame.body, strip_height(ctx)
    grid = Grid(f"{KEY}/findings", Box(body.x, body.y, body.w, body.h - strip - _GAP), _heads(desk))
    room = grid.room.h - _HEADER
    rows = room // (_LEAST if "evidence" in grid.widths else _LEAST_BARE)
    shown = found[: max(LEAST, min(MOST, rows))]
    words = SummaryWords(desk, shown, found[len(shown) : MOST], found[MOST:])
    drawn = _fill(grid, desk, shown, min(_HIGHEST, room // len(shown)))
    titles = TITLES(ctx.say, words)
    panel = Box(body.x, body.y + body.h - strip, body.w, strip)
    main = (grid.table(words.alt(titles[0])), *drawn, *draw_strip(KEY, desk, panel))
    return (
        page(
            ctx,
            KEY,
            "wide",
            main,
            kicker=words.kicker(),
            titles=titles,
            subtitle=words.subtitle(),
            sheets=words.sheets(),
            compares=True,
            scope=words.scope(),
            notes=words.notes(),
        ),
    )


VIEW = View(
    KEY,
    ("accounts",),
    build,
    uses=(
        "revenue", "identification", "criteria", "scores", "satisfaction", "mrr", "onboarding", "risk",
        "usage", "retention_actions", "profit", "whitespace", "previous",
    ),
    packs=(REVIEW,),
    finding=1,
    rules=("growth", "pareto", "at_risk"),
    figures=("growth",),
    cites=(
        "revenue", "accounts", "net_growth", "largest_share", "screened", "candidates", "key_accounts",
        "mrr_at_risk", "account_at_risk",
    ),
)  # fmt: skip


# ------------------------------------------------------------------ table


def _heads(desk: Desk) -> list[Head]:
    """Figure, finding, evidence and status: the evidence leaves first."""
    is_wide = desk.ctx.frame.body.w >= WIDE
    widths = {"figure": 1.67 if is_wide else 1.25, "evidence": 2.88 if is_wide else 2.60, "status": 1.16}
    heads = []
    for name in ("figure", "finding", "evidence", "status"):
        wide = round(widths[name] * EMU) if name in widths else None
        text = desk.ctx.say(f"summary.column.{name}") if name != "figure" else ""
        heads.append(Head(name, wide, text, _STYLE, int(name == "evidence"), round(3.6 * EMU)))
    return heads


def _fill(grid: Grid, desk: Desk, shown: Sequence[Finding], height: int) -> list[Element]:
    """One row a finding, and what is laid over it: the evidence, the mark of each status."""
    grid.head(_HEADER, anchor="ctr", foot=0)
    drawn, marks = list[Element](), []
    for finding in shown:
        _row(grid, desk, finding, height)
        if "evidence" in grid.widths:
            place = grid.box("evidence", finding.key)
            drawn += draw_evidence(f"{KEY}/evidence:{finding.key}", finding.evidence, place)
        place = grid.box("status", finding.key)
        name = f"{KEY}/marks/{finding.key}"
        marks.append(mark(name, finding.call, place.x, place.y + height // 2, _MARK))
    return [*drawn, Group(f"{KEY}/marks", tuple(marks), grid.key, desk.ctx.say("summary.marks_alt"))]


def _row(grid: Grid, desk: Desk, finding: Finding, height: int) -> None:
    """Figure and status are always written; a person's rewording of the finding stays."""
    room = grid.widths["figure"] - round(0.10 * EMU)
    figure = Style(fitting(finding.figure, _FIGURE_SIZES, room, bold=True), True)
    status = Style(_STATUS_SIZE, True, left=round(0.27 * EMU))
    word = desk.ctx.say(f"summary.call.{finding.call}")
    is_wide, air = grid.room.w >= WIDE, round(0.15 * EMU)
    told = _told(finding, grid.widths["finding"] - air, height, is_wide)
    cells = {
        "figure": figure.cell(finding.figure, room=room),
        "finding": Cell(told, is_data=False, inset=(0, 0, 0 if is_wide else air, 0)),
        "evidence": Cell(()),
        "status": status.cell(word, room=grid.widths["status"]),
    }
    grid.row(finding.key, height, cells, bottom=HAIR)


def _told(finding: Finding, room: int, height: int, is_wide: bool) -> tuple[Para, ...]:
    """The finding in a line, and its sentence in another; where there is little room beside, one of them may
    have two."""
    spare = 1 if room < _ONE_LINE and height >= _TWO_LINES else 0
    size = 13.0 if is_wide else 12.0
    head = fit(finding.heads, size, room, 1 + spare, True)
    left = 2 + spare - len(wrap(head, size, room, True))
    line = fit(finding.lines, _LINE_SIZE, room, left)
    said = (Para((Run(line, _LINE_SIZE, None, "ink"),)),) if any(finding.lines) else ()
    return (Para((Run(head, size, True, "ink"),), after=3), *said)
