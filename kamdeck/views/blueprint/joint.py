"""The plan of an account as the account itself may see it: what was agreed, by whom and until when."""

from __future__ import annotations

from kamdeck.deck.spec import COVERED, EMU, Cell, Column, Element, Line, Row, SlideSpec, Table, para
from kamdeck.layout import rail as frame
from kamdeck.text.measure import clip, shorten
from kamdeck.views.blueprint.data import Plan
from kamdeck.views.blueprint.words import PlanWords
from kamdeck.workbook.rows import Initiative

ROWS = 12  # initiatives on a slide
_WIDTHS = (("objective", 3.10), ("initiative", 4.60), ("owner", 1.70), ("due", 1.28), ("status", 1.65))
_HEAD, _HIGH = round(0.30 * EMU), round(0.42 * EMU)
_PAD = round(0.10 * EMU)
_SIZE = 11.5
_COLORS = {"late": "risk", "at risk": "risk", "done": "muted"}
_RULE, _HAIR = Line("ink", 1.05), Line("hairline", 0.75)


def joint_slides(plan: Plan) -> tuple[SlideSpec, ...]:
    """As many slides as the initiatives need."""
    words = PlanWords(plan)
    rows = tuple(sorted(plan.rows, key=lambda row: plan.objectives.index(row.objective)))
    pages = [rows[i : i + ROWS] for i in range(0, len(rows), ROWS)]
    return tuple(_slide(words, page, number, len(pages)) for number, page in enumerate(pages, 1))


def _slide(words: PlanWords, rows: tuple[Initiative, ...], number: int, pages: int) -> SlideSpec:
    plan, say = words.plan, words.say
    key = f"blueprint:{plan.account}" + (f":{number}" if number > 1 else "")
    kicker = f"{say('place.joint_kicker')} · {plan.account}"
    titles = words.titles()
    if pages > 1:
        page = say("frame.page", page=number, pages=pages)
        kicker = f"{kicker} · {page}"
        titles = titles if number == 1 else tuple(f"{title} ({page})" for title in titles)
    columns = tuple(Column(name, round(wide * EMU)) for name, wide in _WIDTHS)
    lines = [
        Row("head", _HEAD, tuple(_cell(say(f"place.{c.key}"), c.width, _RULE, head=True) for c in columns))
    ]
    used: dict[str, int] = {}
    for i, row in enumerate(rows):
        used[row.initiative] = used.get(row.initiative, 0) + 1
        again = f":{used[row.initiative]}" if used[row.initiative] > 1 else ""
        lines.append(Row(f"{row.initiative}{again}", _HIGH, _cells(words, rows, i, columns)))
    elements: tuple[Element, ...] = (
        *frame.title_block(key, kicker, titles, say("place.joint_subtitle")),
        Table(f"{key}/joint", frame.BODY.x, frame.BODY.y, columns, tuple(lines), alt=titles[0]),
        *frame.source_line(key, plan.ctx, ("plan",), words.scope()),
    )
    return SlideSpec(key, "table", elements, "")


def _cells(
    words: PlanWords, rows: tuple[Initiative, ...], place: int, columns: tuple[Column, ...]
) -> tuple[Cell, ...]:
    """One initiative; its objective stands once, over all its rows."""
    row, state = rows[place], words.plan.state(rows[place])
    is_last = place + 1 == len(rows) or rows[place + 1].objective != row.objective
    rule = _RULE if is_last else _HAIR
    wide = {column.key: column.width for column in columns}
    if place and rows[place - 1].objective == row.objective:
        first = COVERED
    else:
        count = sum(other.objective == row.objective for other in rows)
        text = clip(row.objective, 12, wide["objective"] - 2 * _PAD, 2 * count, True)
        run = para(text, size=12, bold=True, color="ink")
        first = Cell((run,), "panel", bottom=_RULE, inset=(_PAD, 0, _PAD, 0), vspan=count)
    return (
        first,
        _cell(clip(row.initiative, _SIZE, wide["initiative"] - 2 * _PAD, 2), 0, rule),
        _cell(row.owner or "–", wide["owner"], rule),
        _cell(words.due(row) or "–", wide["due"], rule),
        _cell(words.state(row) or "–", wide["status"], rule, color=_COLORS.get(state, "ink")),
    )


def _cell(text: str, wide: int, rule: Line, *, head: bool = False, color: str = "ink") -> Cell:
    """A text on one line of `wide`; as it is where that is 0."""
    size = 10.0 if head else _SIZE
    shown = shorten(text, size, wide - 2 * _PAD) if wide else text
    run = para(shown, size=size, color="muted" if head else color)
    return Cell((run,), bottom=rule, inset=(_PAD, 0, _PAD, 0), is_data=not head)
