"""The sentences for faults of a workbook: what was seen and what to do.

The catalogues hold a message and a hint for each code, under `problem`. `{seen}` is what stood in the cell;
`{did_you_mean}` becomes a whole sentence when a near name is known, else nothing.
"""

from __future__ import annotations

import datetime
from typing import Any

from kamdeck.errors import Problem
from kamdeck.text import Say, forms
from kamdeck.workbook.choices import AXIS, PROGRESS, TASK_STATUS
from kamdeck.workbook.columns import Column, Sheet
from kamdeck.workbook.faults import MOST_LISTED, Fault
from kamdeck.workbook.spans import Span, said

MOST_MORE = 100
_MOST_NAMES = 12
WARNINGS = frozenset(
    {
        "legacy", "sheet-unmapped", "sheet-twice", "sheet-near", "column-near", "name-near", "note-row",
        "setting-unknown",
        "setting-twice", "period-unknown", "plan-unknown", "group-sizes", "too-many-passes", "after-as-of",
        "lost-active", "no-revenue", "year-gap", "year-running", "year-ahead", "year-named", "mrr-blank",
        "account-alike",
        "mrr-ends",
        "answers-old", "weights", "not-scored", "family-unknown", "profit-differs",
        "done-share", "renewal-differs", "not-at-risk", "reached-early", "no-goal", "done-open",
        "target-zero",
        "target-below", "no-figure", "plan-differs", "lines-left-out", "lines-blank", "lines-currencies",
        "former-moved",
        "former-continued", "use-unvalued", "use-above", "share-large",
        "total-row", "hidden-rows", "group-sum", "parent-unknown",
        "kpi-ours", "kpi-alike", "kpi-old", "kpi-not-whole", "kpi-not-by-account", "kpi-entered",
        "year-cut", "year-to-date", "month-ahead", "months-differ", "revenue-blank",
        "year-unread", "unit-title", "unit-differs", "two-accountable", "none-accountable",
    }
)  # fmt: skip
"""Faults that a deck can be built with: they are reported, and nothing is left out for them."""


def problem(fault: Fault, lang: str, names: str) -> Problem:
    """The fault in words of the language.

    Columns, sheets and allowed values are called what the workbook calls them: `names` is its language.
    """
    say = Say(lang)
    fields = {name: _field(name, value, fault, lang, names) for name, value in fault.fields.items()}
    fields |= _derived(fault, lang, names)
    fields["seen"] = _field("seen", fault.seen, fault, lang, names)
    message = say(f"problem.{fault.code}.message", **fields).strip()
    count = fault.count + sum(other.count for other in fault.others)
    return Problem(
        code=fault.code,
        sheet=fault.sheet,
        cell=fault.cell,
        message=message + _others(fault, fields["seen"], count, lang, names),
        hint=say(f"problem.{fault.code}.hint", **fields).strip(),
        severity="warning" if fault.code in WARNINGS else "error",
        seen=fields["seen"],
        count=count,
        more=tuple(other.cell for other in fault.others[:MOST_MORE]),
    )


def _others(fault: Fault, seen: str, count: int, lang: str, names: str) -> str:
    """A sentence on the other cells with the same fault: how many, the first of them and what they hold."""
    if count == 1:
        return ""
    told = []
    for other in fault.others[:MOST_LISTED]:
        here = _field("seen", other.seen, other, lang, names)
        told.append(f"{other.cell} ({here})" if here and here != seen else other.cell)
    places = ", ".join(told) + (", ..." if count - 1 > len(told) else ".")
    return f" {Say(lang)('told.others', n=count - 1, places=places)}"


def refusal(reason: str, name: str, lang: str) -> tuple[str, str]:
    """Sentence and hint for a file that cannot be read; unknown reasons read as damage."""
    say = Say(lang)
    key = f"unread.{reason}" if say.has(f"unread.{reason}") else "unread.damaged"
    return say(f"{key}.message", name=name), say(f"{key}.hint")


def shown(value: Any, lang: str, names: str = "") -> str:
    """A value as a person of the language writes it, without currency."""
    if isinstance(value, Column):
        return value.header(names or lang)
    if isinstance(value, Sheet):
        return value.title(names or lang)
    if isinstance(value, datetime.date):
        return _day(value, lang)
    if isinstance(value, Span):
        return said(value, Say(lang))
    if isinstance(value, float):
        text = f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"
        marks = {",": forms(lang)["group"], ".": forms(lang)["decimal"], "-": "−"}
        return text.translate(str.maketrans(marks))
    if isinstance(value, list | tuple):
        parts = [shown(item, lang, names) for item in value[:_MOST_NAMES] if item is not None]
        return ", ".join([*parts, "..."] if len(value) > _MOST_NAMES else parts)
    return str(value)


def _field(name: str, value: Any, fault: Fault, lang: str, names: str) -> str:
    if name == "total" or (name == "seen" and fault.code == "weights"):
        return _percent(value, lang)
    if name == "made":
        return Say(lang)(f"told.made.{value}") if value else ""
    if name == "axis":
        return AXIS.word(value, names)
    if name == "status":
        return PROGRESS.word(value, names)
    if fault.code == "kpi-differs" and name in ("seen", "other"):
        choices = fault.fields["column"].choices
        return choices.word(value, names) if choices else str(value)
    low = fault.fields.get("low")
    if name in ("seen", "value") and fault.fields.get("unit") == "share":
        return _percent(value, lang)
    if name in ("seen", "value") and isinstance(low, Column) and low.kind == "share":
        return _percent(value, lang)
    return shown(value, lang, names)


def _derived(fault: Fault, lang: str, names: str) -> dict[str, str]:
    """The pieces that a message may ask for beside the plain fields."""
    found: dict[str, str] = {}
    fact = fault.fields.get("column")
    choices = fact.choices if isinstance(fact, Column) else None
    if choices:
        found["allowed"] = ", ".join((*choices.words(names), *fault.fields.get("own", ())))
    near = fault.fields.get("near")
    near = choices.word(near, names) if choices and near else near
    found["did_you_mean"] = f" {Say(lang)('told.did_you_mean', name=near)}" if near else ""
    if fault.code == "refused":
        found["why"], found["what"] = refusal(fault.fields["reason"], fault.fields["name"], lang)
    if fault.code == "done-open":
        found["state"] = TASK_STATUS.word(str(fault.seen), names)
    if fault.code == "out-of-range":
        found["range"] = _range(fault.fields["low"], fault.fields["high"], fact, lang)
    if fault.code == "not-share":
        found["as_percent"] = _percent(fault.fields["percent"] / 100, lang)
    if fault.code == "attainment-beyond":
        found["as_percent"] = _percent(round(fault.fields["attainment"], 2), lang)
    if fault.code in ("threshold-share", "share-large"):
        found["as_percent"] = _percent(fault.seen, lang)
    return found


def _range(low: float | None, high: float | None, fact: Any, lang: str) -> str:
    is_share = isinstance(fact, Column) and fact.kind == "share"
    a = "" if low is None else _percent(low, lang) if is_share else shown(float(low), lang)
    b = "" if high is None else _percent(high, lang) if is_share else shown(float(high), lang)
    return Say(lang)(f"told.{'between' if a and b else 'least' if a else 'most'}", low=a, high=b)


def _percent(share: Any, lang: str) -> str:
    text = shown(round(float(share) * 100, 6), lang)
    written: str = forms(lang)["cell"]["percent"]
    return written.format(n=text)


def _day(day: datetime.date, lang: str) -> str:
    code: str = forms(lang)["cell"]["date"]
    return code.replace("yyyy", f"{day:%Y}").replace("mm", f"{day:%m}").replace("dd", f"{day:%d}")
