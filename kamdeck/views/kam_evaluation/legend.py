"""The line below the table: what bars and marks mean, and how the rating is made."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Box, Connector, Group, Line, Shape, Text
from kamdeck.figures.judged import Status
from kamdeck.layout.marks import label
from kamdeck.layout.status import mark
from kamdeck.text.measure import line_height, width
from kamdeck.views.kam_evaluation.table import EvaluationTable
from kamdeck.views.kam_evaluation.words import EvaluationWords

_BELOW = round(0.26 * EMU)
_GAP, _STEP = round(0.08 * EMU), round(0.24 * EMU)
_SAMPLE = round(0.56 * EMU)


def make_legend(view: str, words: EvaluationWords, drawn: EvaluationTable) -> Group:
    """Bar and tick where bars are drawn, the marks that occur, the limits of the ratings at the right."""
    group = f"{view}/legend"
    out: list[Text | Shape | Connector] = []
    body = words.ctx.frame.body
    x, middle = body.x, drawn.table.box.y + drawn.table.box.h + _BELOW
    if drawn.has_bars:
        out += _sample(group, x, middle)
        x = _write(out, f"{group}/bar", words.say("kam_evaluation.legend.bar"), x + _SAMPLE + _GAP, middle)
    near = words.say.entered(words.ctx.book.settings.kam_near_target, "share")
    for status in words.marks_shown():
        kind: Status = status
        side = round(0.11 * EMU)
        out.append(mark(f"{group}/{status}_mark", kind, x, middle, side))
        text = words.say(f"kam_evaluation.legend.{status}", share=near)
        x = _write(out, f"{group}/{status}", text, x + side + _GAP, middle)
    room = body.x + body.w - x
    shown = next((rule for rule in words.rating_rules() if width(rule, 10) <= room), "")
    if shown:
        place = Box(x, middle - line_height(10) // 2, room, line_height(10) + 12_700)
        out.append(label(f"{group}/rule", shown, place, align="r"))
    return Group(group, tuple(out), None, words.say("kam_evaluation.legend.alt"))


def _write(out: list[Text | Shape | Connector], key: str, text: str, x: int, middle: int) -> int:
    """The words from `x` on; where the next piece begins."""
    wide = width(text, 10) + 25_400
    high = line_height(10) + 12_700
    out.append(label(key, text, Box(x, middle - high // 2, wide, high), color="ink"))
    return x + wide + _STEP


def _sample(group: str, x: int, middle: int) -> list[Text | Shape | Connector]:
    thick, end = round(0.13 * EMU), x + _SAMPLE
    bar = Box(x, middle - thick // 4, round(_SAMPLE * 0.78), thick // 2)
    return [
        Shape(f"{group}/track", Box(x, middle - thick // 2, _SAMPLE, thick), "rect", "hairline"),
        Shape(f"{group}/sample", bar, "rect", "good"),
        Connector(
            f"{group}/tick",
            points=(end, middle - round(0.09 * EMU), end, middle + round(0.09 * EMU)),
            line=Line("ink", 2.0),
        ),
    ]
