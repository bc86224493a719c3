"""The executive summary: the findings that weigh most with their evidence, and what moved since the last
deck."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import EMU, Cell, Column, Element, Group, Line, Para, Row, Run, SlideSpec, Table
from kamdeck.layout.context import Context, Empty
from kamdeck.layout.rail import source_line, title_block
from kamdeck.layout.status import mark
from kamdeck.text.measure import fit, shorten, width
from kamdeck.views.summary.accounts import key_accounts, losses, whitespace
from kamdeck.views.summary.evidence import HIGH, LEFT, draw_evidence
from kamdeck.views.summary.findings import LEAST, MOST, Desk, Finding, ranked, read_desk
from kamdeck.views.summary.revenue import concentration, growth
from kamdeck.views.summary.strip import draw_strip
from kamdeck.views.summary.subscriptions import csat, onboarding, plans, risk
from kamdeck.views.summary.words import SummaryWords
from kamdeck.views.view import REVIEW, View

KEY = "summary"
FINDINGS = (growth, concentration, key_accounts, risk, plans, onboarding, csat, losses, whitespace)
_X, _TOP, _HEADER = round(0.50 * EMU), round(1.54 * EMU), round(0.25 * EMU)
_WIDTHS = (1.67, 6.62, 2.88, 1.16)  # figure, finding, evidence, status
_HIGHEST = round(1.0 * EMU)
_ROOM = round(3.70 * EMU)
_FIGURE_SIZES = (24.0, 20.0, 16.0, 12.0)
_HEAD_SIZE, _LINE_SIZE, _STATUS_SIZE = 13.0, 11.0, 12.0
_MARK, _STATUS_INSET = round(0.165 * EMU), round(0.27 * EMU)
_RULE, _HAIR = Line("ink", 1.05), Line("hairline", 0.75)


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide with up to five findings; none where the data give fewer than three."""
    desk = read_desk(ctx)
    found = ranked([make(desk) for make in FINDINGS])
    if len(found) < LEAST:
        return Empty("few_findings", n=len(found))
    shown = found[:MOST]
    words = SummaryWords(desk, shown, found[MOST:])
    titles = words.titles()
    table = _table(desk, shown, words.alt(titles[0]))
    elements: list[Element] = [*title_block(KEY, words.kicker(), titles, words.subtitle()), table]
    y = table.y + _HEADER
    for row, finding in zip(table.rows[1:], shown, strict=True):
        top = y + (row.height - HIGH) // 2
        elements += draw_evidence(f"{KEY}/evidence:{finding.key}", finding.evidence, top)
        y += row.height
    elements.append(_marks(desk, table, shown))
    elements += draw_strip(KEY, desk)
    elements += source_line(KEY, ctx, words.sheets(), words.scope())
    return (SlideSpec(KEY, "wide", tuple(elements), words.notes()),)


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


def _table(desk: Desk, shown: Sequence[Finding], alt: str) -> Table:
    say = desk.ctx.say
    names = ("figure", "finding", "evidence", "status")
    columns = tuple(Column(name, round(wide * EMU)) for name, wide in zip(names, _WIDTHS, strict=True))
    heads = []
    for name in names:
        text = say(f"summary.column.{name}") if name != "figure" else ""
        run = Run(text, 10, None, "muted")
        heads.append(Cell((Para((run,)),) if text else (), bottom=_RULE, is_data=False))
    height = min(_HIGHEST, _ROOM // len(shown))
    rows = [Row("head", _HEADER, tuple(heads))]
    rows += [_row(desk, finding, columns, height) for finding in shown]
    return Table(f"{KEY}/findings", _X, _TOP, columns, tuple(rows), alt=alt)


def _row(desk: Desk, finding: Finding, columns: Sequence[Column], height: int) -> Row:
    """Figure and status are always written; a person's rewording of the finding stays."""
    room = columns[0].width - round(0.10 * EMU)
    size = next((s for s in _FIGURE_SIZES if width(finding.figure, s, True) <= room), _FIGURE_SIZES[-1])
    figure = Run(shorten(finding.figure, size, room, True), size, True, "ink")
    room = LEFT - _X - columns[0].width - round(0.15 * EMU)
    lines = [Para((Run(fit(finding.heads, _HEAD_SIZE, room, 1, True), _HEAD_SIZE, True, "ink"),), after=3)]
    if any(finding.lines):
        lines.append(Para((Run(fit(finding.lines, _LINE_SIZE, room, 1), _LINE_SIZE, None, "ink"),)))
    room = columns[3].width - _STATUS_INSET
    word = desk.ctx.say(f"summary.call.{finding.call}")
    status = Run(shorten(word, _STATUS_SIZE, room, True), _STATUS_SIZE, True, "ink")
    return Row(
        finding.key,
        height,
        (
            Cell((Para((figure,)),), bottom=_HAIR),
            Cell(tuple(lines), bottom=_HAIR, is_data=False),
            Cell((), bottom=_HAIR),
            Cell((Para((status,)),), bottom=_HAIR, inset=(_STATUS_INSET, 0, 0, 0)),
        ),
    )


def _marks(desk: Desk, table: Table, shown: Sequence[Finding]) -> Group:
    """The mark of each finding's status, beside its word."""
    x = table.x + sum(column.width for column in table.columns[:3])
    y = table.y + _HEADER
    children = []
    for row, finding in zip(table.rows[1:], shown, strict=True):
        children.append(mark(f"{KEY}/marks/{finding.key}", finding.call, x, y + row.height // 2, _MARK))
        y += row.height
    return Group(f"{KEY}/marks", tuple(children), table.key, desk.ctx.say("summary.marks_alt"))
