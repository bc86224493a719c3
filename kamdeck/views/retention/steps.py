"""The steps from opening to closing MRR: their levels, the value axis, and the sheet under the waterfall."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from kamdeck.analysis.mrr import Movement
from kamdeck.deck.spec import EMU, Data, inches
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.views.retention.periods import Retention

PLOT = inches(4.75, 2.10, 4.63, 4.17)
_SMALLEST = 0.08 * EMU  # a lower step calls for a cut axis
_MOVES = ("new", "expansion", "reactivation", "contraction", "churn", "unexplained")


@record
class Step:
    """One column: the amount, and the levels it leads from and to (a total stands on zero)."""

    key: str
    amount: float
    before: float
    after: float
    is_total: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """The lower and the upper end of what is drawn."""
        return min(self.before, self.after), max(self.before, self.after)


@record
class Scale:
    """Ends of the value axis; `cut` is True where it starts above zero."""

    least: float
    most: float
    cut: bool

    def y(self, level: float) -> int:
        """Where a level stands on the slide."""
        return PLOT.y + round((self.most - level) / (self.most - self.least) * PLOT.h)


def steps(found: Retention) -> tuple[Step, ...]:
    """The steps of the newest period."""
    return steps_of(found.now.movement, found.unexplained)


def steps_of(moved: Movement, unexplained: float = 0.0) -> tuple[Step, ...]:
    """Opening, movements and closing; reactivation and what is not explained only where they are."""
    amounts = {name: getattr(moved, name) for name in _MOVES[:-1]} | {"unexplained": unexplained}
    out = [Step("opening", moved.opening, 0.0, moved.opening, is_total=True)]
    level = moved.opening
    for name in _MOVES:
        amount = amounts[name]
        if amount or name not in ("reactivation", "unexplained"):
            out.append(Step(name, amount, level, level + amount))
            level += amount
    return (*out, Step("closing", moved.closing, 0.0, moved.closing, is_total=True))


def scale_of(shown: Sequence[Step]) -> Scale:
    """From zero (or the lowest level below it) to a little over the highest.

    Above zero only where the smallest movement would else be lower than 0.08 in.
    """
    levels = [level for step in shown for level in step.ends]
    high, low = max(levels), min(levels)
    if high <= 0 and low >= 0:
        return Scale(0.0, 1.0, False)
    room = 0.10 * (high - low)
    moves = [abs(step.amount) for step in shown if step.amount and not step.is_total]
    lowest = min(step.ends[0] for step in shown if not step.is_total)
    lowest = min(lowest, *(step.amount for step in shown if step.is_total))
    if low >= 0 < lowest and moves and min(moves) / (high + room) * PLOT.h < _SMALLEST:
        start = _cut_at(lowest, high)
        if start > 0:
            return Scale(start, high + 0.10 * (high - start), True)
    return Scale(low - room if low < 0 else 0.0, high + room if high > 0 else 0.0, False)


def _cut_at(lowest: float, high: float) -> float:
    """A round number well below the lowest level."""
    span = max(high - lowest, 0.02 * high)
    power = 10.0 ** floor(log10(span))
    unit = 5 * power if span >= 2.5 * power else power
    return max(0.0, floor((lowest - 0.6 * span) / unit) * unit)


def unit_of(shown: Sequence[Step]) -> tuple[float, str, int]:
    """Scale, letter and decimals of the amounts: thousands as long as they have no more than six digits."""
    top = max(abs(step.amount) for step in shown)
    if top >= 1e8:
        return 1e6, "M", 1
    return (1e3, "k", 0) if top >= 1e4 else (1.0, "", 0)


# ------------------------------------------------------------------ sheet


_AMOUNT, _BEFORE, _AFTER = "{amount}{r}", "{level}{prev}", "{level}{r}"
_LOW, _HIGH = f"MIN({_BEFORE},{_AFTER})", f"MAX({_BEFORE},{_AFTER})"
_FORMULAS = {
    "base": f"MAX(0,{_LOW})+MIN(0,{_HIGH})",
    "above": f"MAX(0,{_HIGH})-MAX(0,{_LOW})",
    "below": f"MIN(0,{_LOW})-MIN(0,{_HIGH})",
}


def make_columns(say: Say, shown: Sequence[Step]) -> tuple[Data, ...]:
    """Amounts, the level after each, and the pieces of the columns as formulas on them.

    A movement's column stands on an unseen base; where it crosses zero the base is nothing and the column
    has one piece above and one below.
    """
    between = len(shown) - 2
    closing = "SUM({amount}${first}:{amount}{prev})"
    levels = (_AMOUNT, *(f"{_BEFORE}+{_AMOUNT}",) * between, _AMOUNT)
    amounts = tuple(step.amount for step in shown)
    totals = tuple(step.amount if step.is_total else None for step in shown)
    made = [
        _data(say, "amount", amounts, ("",) * (between + 1) + (closing,)),
        _data(say, "level", tuple(step.after for step in shown), levels),
        _data(say, "base", _pieces(shown, 0, "base"), _FORMULAS["base"]),
        _data(say, "total", totals, _AMOUNT),
        _data(say, "up", _pieces(shown, 1, "above"), _FORMULAS["above"]),
        _data(say, "down", _pieces(shown, -1, "above"), _FORMULAS["above"]),
    ]
    if any(step.ends[0] < 0 for step in shown):
        made.append(_data(say, "up_below", _pieces(shown, 1, "below"), _FORMULAS["below"]))
        made.append(_data(say, "down_below", _pieces(shown, -1, "below"), _FORMULAS["below"]))
    tops = tuple(step.ends[1] if is_above(step) else None for step in shown)
    feet = tuple(None if is_above(step) else step.ends[0] for step in shown)
    for key, values, formula in (("label_above", tops, _HIGH), ("label_below", feet, _LOW)):
        if any(value is not None for value in values):
            formulas = tuple(_AMOUNT if step.is_total else formula for step in shown)
            made.append(_data(say, key, values, formulas))
    return tuple(made)


def _data(say: Say, key: str, values: tuple[float | None, ...], formula: str | tuple[str, ...]) -> Data:
    """A column of the sheet; blank cells have no formula."""
    each = (formula,) * len(values) if isinstance(formula, str) else formula
    shown = tuple("" if value is None else text for value, text in zip(values, each, strict=True))
    return Data(key, say(f"retention.sheet.{key}"), values, "#,##0", formulas=shown)


def _pieces(shown: Sequence[Step], sign: int, kind: str) -> tuple[float | None, ...]:
    """The base of every movement, or what its column has above or below zero; `sign` picks gains or
    losses."""
    out: list[float | None] = []
    for step in shown:
        low, high = step.ends
        values = {
            "base": max(0.0, low) + min(0.0, high),
            "above": max(0.0, high) - max(0.0, low),
            "below": min(0.0, low) - min(0.0, high),
        }
        is_wanted = not step.is_total and (not sign or step.amount * sign > 0)
        out.append(values[kind] if is_wanted else None)
    return tuple(out)


def is_above(step: Step) -> bool:
    """Whether the label stands above the column: totals on their far side from zero, losses below."""
    return step.amount >= 0
