"""Account scoring: the leading accounts, criterion by criterion, on growth and harmony."""

from __future__ import annotations

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.scoring import AXES, Scored, Scoring
from kamdeck.deck.spec import (
    EMU,
    Align,
    Box,
    Cell,
    Column,
    Element,
    Group,
    Line,
    Para,
    Row,
    Run,
    Shape,
    SlideSpec,
    Table,
)
from kamdeck.layout import rail as frame
from kamdeck.layout.context import Context
from kamdeck.text.measure import clip, shorten, width, wrap
from kamdeck.views.scoring.place import PlaceWords
from kamdeck.views.scoring.scored import read_scoring
from kamdeck.views.scoring.words import ScoringWords
from kamdeck.views.view import ACCOUNT, View

WEIGHT = round(0.71 * EMU)
COLUMN_MAX = round(1.30 * EMU)
CRITERION, CRITERION_MIN = round(3.60 * EMU), round(2.60 * EMU)
HEADER, AVERAGE, GAP = round(0.375 * EMU), round(0.33 * EMU), round(0.125 * EMU)
ROW_MAX, ROW_TEXT, ROW_MIN = round(0.385 * EMU), round(0.34 * EMU), round(0.22 * EMU)
FOOT = (round(0.30 * EMU), round(0.28 * EMU))
PER_AXIS = 7  # criteria of one axis on a slide that shows both
PER_SLIDE = 15  # criteria on a slide of one axis
MOST_COLUMNS = 8
FOOT_ROOM = (0, 0, 0, round(0.03 * EMU))  # between a column head and the rule below it
NAME_ROOM = (round(0.05 * EMU), 0, round(0.05 * EMU), round(0.03 * EMU))
EDGE = Line("paper", 1.5)
RULE, HAIR = Line("ink", 1.05), Line("hairline", 0.75)

Part = tuple[tuple[str, tuple[int, ...]], ...]  # axes on a slide, with the places of their criteria


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide with both axes; one per axis where an axis has more than seven criteria."""
    everyone = read_scoring(ctx)
    shown = everyone.among(_leading(ctx, everyone))
    if not shown.accounts:
        return ()
    words = PlaceWords(ctx, everyone, shown) if ctx.subject else ScoringWords(ctx, everyone, shown)
    parts = _parts(shown)
    return tuple(_slide(ctx, words, parts, i) for i in range(len(parts)))


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


def _parts(scoring: Scoring) -> tuple[Part, ...]:
    places = [(axis, tuple(i for i, c in enumerate(scoring.criteria) if c.axis == axis)) for axis in AXES]
    filled = [(axis, rows) for axis, rows in places if rows]
    if all(len(rows) <= PER_AXIS for _, rows in filled):
        return (tuple(filled),)
    return tuple(
        ((axis, rows[i : i + PER_SLIDE]),) for axis, rows in filled for i in range(0, len(rows), PER_SLIDE)
    )


def _slide(ctx: Context, words: ScoringWords, parts: tuple[Part, ...], place: int) -> SlideSpec:
    part, page, pages = parts[place], place + 1, len(parts)
    axis = part[0][0] if pages > 1 else ""
    again = sum(earlier[0][0] == axis for earlier in parts[:place])
    key = "scoring" if page == 1 else f"scoring:{page}"
    columns = _columns(words.shown)
    room = frame.MAIN.h - sum(FOOT) - len(part) * (HEADER + AVERAGE + GAP)
    height = max(ROW_MIN, min(ROW_MAX, room // sum(len(rows) for _, rows in part)))
    tables, y = [], frame.MAIN.y
    for name, rows in part:
        scores = (_row(words, i, columns, height, i == rows[0], i == rows[-1]) for i in rows)
        grid = (_header(words, name, columns), *scores)
        table = Table(
            f"{key}/{name}",
            frame.MAIN.x,
            y,
            columns,
            (*grid, _average(words, name, columns)),
            alt=words.table_alt(name),
        )
        tables.append(table)
        y += table.box.h + GAP
    foot = _foot(f"{key}/foot", words, columns, y)
    elements: tuple[Element, ...] = (
        *frame.title_block(key, words.kicker(page, pages), words.titles(axis, page, again), words.subtitle()),
        *tables,
        foot,
        *_outline(key, words, tables[0], foot),
        *frame.rail(key, ctx.say, words.heading(), words.facts()),
        *frame.source_line(key, ctx, ("scores", "criteria"), words.scope()),
    )
    return SlideSpec(key, "rail", elements, words.notes())


# ------------------------------------------------------------------ tables


def _columns(shown: Scoring) -> tuple[Column, ...]:
    """Criterion, weight, one column per account; the criterion takes what is left of the width."""
    count = len(shown.accounts)
    room = frame.MAIN.w - WEIGHT - (CRITERION if count <= 6 else CRITERION_MIN)
    each = min(COLUMN_MAX, room // count)
    first = Column("criterion", frame.MAIN.w - WEIGHT - count * each)
    return (first, Column("weight", WEIGHT), *(Column(row.account, each) for row in shown.accounts))


def _cell(text: str, size: float, *, bold: bool = False, color: str = "ink", align: Align = "ctr") -> Cell:
    return Cell((Para((Run(text, size, bold or None, color),), align=align),))


def _label(parts: tuple[Run, ...], room: int, *, top: Line | None = None, bottom: Line | None = None) -> Cell:
    """A first cell: the name, and what belongs to it where there is room on the same line."""
    name, *rest = parts
    shown = shorten(name.text, name.size or 11, room, bool(name.bold))
    runs = [Run(shown, name.size, name.bold, name.color)]
    used = width(shown, name.size or 11, bool(name.bold))
    for run in rest:
        used += width(f"   {run.text}", run.size or 10)
        if used <= room:
            runs.append(Run(f"   {run.text}", run.size, run.bold, run.color))
    return Cell((Para(tuple(runs)),), top=top, bottom=bottom, is_data=False)


def _header(words: ScoringWords, axis: str, columns: tuple[Column, ...]) -> Row:
    say = words.ctx.say
    head = Run(say(f"scoring.{axis}"), 12.5, True, "ink")
    first = _label((head, Run(say(f"scoring.{axis}_question"), 10, None, "muted")), columns[0].width)
    names = [
        Cell((Para((Run(text, 9.5, True, "ink"),), align="ctr"),), anchor="b", bottom=RULE, inset=NAME_ROOM)
        for text in _heads(words, columns[2].width - NAME_ROOM[0] - NAME_ROOM[2])
    ]
    weight = Cell(
        (Para((Run(say("scoring.weight"), 10, None, "muted"),), align="ctr"),), anchor="b", is_data=False
    )
    cells = (_bottomed(first), _bottomed(weight), *names)
    return Row("head", HEADER, cells)


def _heads(words: ScoringWords, room: int) -> list[str]:
    """The account names on two lines each; where cut names would be alike, their ends are kept."""
    names = [row.account for row in words.shown.accounts]
    whole = [n if len(wrap(n, 9.5, room, True)) <= 2 else words.ctx.short(n) for n in names]
    cut = [clip(name, 9.5, room, 2, True) for name in whole]
    return [
        text if cut.count(text) == 1 else f"{shorten(name, 9.5, room, True)}\v{_end(name, room)}"
        for text, name in zip(cut, whole, strict=True)
    ]


def _end(name: str, room: int) -> str:
    """As much of a name's end as fits on a line."""
    start = next((i for i in range(len(name)) if width(f"…{name[i:]}", 9.5, True) <= room), len(name))
    return f"…{name[start:].lstrip()}"


def _bottomed(cell: Cell) -> Cell:
    """A header cell: text at the foot, on the navy rule."""
    return Cell(cell.paras, anchor="b", bottom=RULE, inset=FOOT_ROOM, is_data=False)


def _row(
    words: ScoringWords, place: int, columns: tuple[Column, ...], height: int, is_first: bool, is_last: bool
) -> Row:
    """One criterion: its name, what it asks where the row is high enough, weight, and the scores."""
    criterion = words.shown.criteria[place]
    room = columns[0].width - round(0.08 * EMU)
    size = 11.0 if height >= round(0.25 * EMU) else 10.0
    paras = [Para((Run(shorten(criterion.criterion, size, room, True), size, True, "ink"),))]
    if criterion.question and height >= ROW_TEXT:
        paras.append(Para((Run(shorten(criterion.question, 9, room), 9, None, "muted"),)))
    weight = words.weights()[place]
    top, bottom = (RULE if is_first else None), (RULE if is_last else HAIR)
    weight_paras = _cell(weight, 10.5, bold=True).paras
    cells = [Cell(tuple(paras), top=top, bottom=bottom), Cell(weight_paras, top=top, bottom=bottom)]
    edges = (RULE if is_first else EDGE, RULE if is_last else EDGE)
    cells += [_score(words, row.scores[place], *edges) for row in words.shown.accounts]
    return Row(criterion.criterion, height, tuple(cells))


def _score(words: ScoringWords, score: float | None, top: Line, bottom: Line) -> Cell:
    """A score on its step of the ramp; a dash where it is missing."""
    step = words.step(score) if score is not None else 0
    text = words.score(score) if score is not None else "–"
    run = Run(text, 11.5, step >= 9 or None, "paper" if step >= 9 else "ink" if step else "muted")
    fill = f"ramp{step}" if step else "panel"
    return Cell((Para((run,), align="ctr"),), fill=fill, top=top, bottom=bottom, left=EDGE, right=EDGE)


def _average(words: ScoringWords, axis: str, columns: tuple[Column, ...]) -> Row:
    """The weighted averages, with the share of the weight that is scored where that is not all of it."""
    say = words.ctx.say
    parts = [Run(say("scoring.average"), 11, True, "ink")]
    if any(0 < row.coverage[AXES.index(axis)] < 1 - 1e-9 for row in words.shown.accounts):
        parts.append(Run(say("scoring.coverage_label"), 9, None, "muted"))
    first = _label(tuple(parts), columns[0].width, top=RULE)
    weight = Cell(_cell(say.percent(1), 10.5, color="muted").paras, top=RULE)
    cells = [_average_cell(words, row, axis, columns[2].width) for row in words.shown.accounts]
    return Row("average", AVERAGE, (first, weight, *cells))


def _average_cell(words: ScoringWords, row: Scored, axis: str, room: int) -> Cell:
    value = row.axis(axis)
    if value is None:
        return Cell(_cell("–", 12.5, color="muted").paras, top=RULE)
    runs = [Run(words.points(value), 12.5, True, "ink")]
    covered = row.coverage[AXES.index(axis)]
    if covered < 1 - 1e-9:
        share = f" {words.ctx.say.percent(covered)}"
        if width(runs[0].text, 12.5, True) + width(share, 9) <= room:
            runs.append(Run(share, 9, None, "muted"))
    return Cell((Para(tuple(runs), align="ctr"),), top=RULE)


def _foot(key: str, words: ScoringWords, columns: tuple[Column, ...], y: int) -> Table:
    """Combined score and rank."""
    say, room = words.ctx.say, columns[0].width
    head = (Run(say("scoring.combined"), 12, True, "ink"), Run(words.mix(), 10, None, "muted"))
    combined = [_label(head, room, top=RULE, bottom=HAIR), Cell(top=RULE, bottom=HAIR, is_data=False)]
    ranks = [_label((Run(words.rank_head(), 11, None, "ink"),), room), Cell(is_data=False)]
    for row in words.shown.accounts:
        value = "–" if row.combined is None else words.points(row.combined)
        rank = "–" if row.rank is None else say.number(row.rank)
        combined.append(Cell(_cell(value, 14, bold=True).paras, top=RULE, bottom=HAIR))
        ranks.append(_cell(rank, 11, bold=row.rank == 1))
    rows = (Row("combined", FOOT[0], tuple(combined)), Row("rank", FOOT[1], tuple(ranks)))
    return Table(key, frame.MAIN.x, y, columns, rows, has_header=False, alt=words.foot_alt())


def _outline(key: str, words: ScoringWords, top: Table, foot: Table) -> tuple[Group, ...]:
    """A frame round the winner's column, none where nobody or more than one is first; in an account's pack
    round the account's."""
    subject = words.ctx.subject
    firsts = [
        i
        for i, row in enumerate(words.shown.accounts)
        if (row.account == subject if subject else row.rank == 1)
    ]
    if len(firsts) != 1:
        return ()
    x = top.x + sum(column.width for column in top.columns[: 2 + firsts[0]])
    box = Box(x, top.y, top.columns[2].width, foot.box.y + foot.box.h - top.y)
    frame_ = Shape(
        f"{key}/winner/frame",
        box,
        "roundRect",
        None,
        Line("accent", 2.25),
        adjust=(4_000,),
        alt=words.winner_alt(),
    )
    return (Group(f"{key}/winner", (frame_,), follows=foot.key, alt=words.winner_alt()),)


VIEW = View(
    "scoring",
    ("criteria", "scores"),
    build,
    packs=(ACCOUNT,),
    finding=6,
    rules=("scoring",),
    figures=("score", "growth_score", "harmony_score"),
    element="selection",
)
