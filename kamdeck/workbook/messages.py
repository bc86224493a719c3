"""The sentences for faults of a workbook, in English and French: what was seen and what to do.

Each code has (English message, English hint, French message, French hint). `{seen}` is what stood in the
cell; `{did_you_mean}` becomes a whole sentence when a near name is known, else nothing.
"""

from __future__ import annotations

import datetime
from typing import Any

from kamdeck.errors import Problem
from kamdeck.workbook.choices import AXIS, PROGRESS, TASK_STATUS
from kamdeck.workbook.columns import Column, Sheet
from kamdeck.workbook.faults import MOST_LISTED, Fault
from kamdeck.workbook.message_texts import REFUSALS, TEXTS, WARNINGS

MOST_MORE = 100
_MOST_NAMES = 12
_MADE = {"sum": ("sum", "la somme"), "average": ("average", "la moyenne"), "ratio": ("growth", "l'évolution")}


def problem(fault: Fault, lang: str, names: str) -> Problem:
    """The fault in words of the language ("fr", else English).

    Columns, sheets and allowed values are called what the workbook calls them: `names` is its language.
    """
    message, hint = TEXTS[fault.code][2:] if lang == "fr" else TEXTS[fault.code][:2]
    fields = {name: _field(name, value, fault, lang, names) for name, value in fault.fields.items()}
    fields |= _derived(fault, lang, names)
    fields["seen"] = _field("seen", fault.seen, fault, lang, names)
    count = fault.count + sum(other.count for other in fault.others)
    return Problem(
        code=fault.code,
        sheet=fault.sheet,
        cell=fault.cell,
        message=(message.format(**fields).strip() + _others(fault, fields["seen"], count, lang, names)),
        hint=hint.format(**fields).strip(),
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
    if count == 2:
        text = "De même dans une autre cellule : {1}" if lang == "fr" else "The same in one more cell: {1}"
    else:
        text = "De même dans {0} autres cellules : {1}" if lang == "fr" else "The same in {0} more cells: {1}"
    return f" {text.format(shown(float(count - 1), lang), places)}"


def refusal(reason: str, name: str, lang: str) -> tuple[str, str]:
    """Sentence and hint for a file that cannot be read; unknown reasons read as damage."""
    texts = REFUSALS.get(reason, REFUSALS["damaged"])
    message, hint = texts[2:] if lang == "fr" else texts[:2]
    return message.format(name=name), hint


def shown(value: Any, lang: str, names: str = "") -> str:
    """A value as a person of the language writes it, without currency."""
    if isinstance(value, Column):
        return value.header(names or lang)
    if isinstance(value, Sheet):
        return value.title(names or lang)
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y") if lang == "fr" else value.isoformat()
    if isinstance(value, float):
        text = f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"
        if lang == "fr":
            text = text.replace(",", "\u202f").replace(".", ",")
        return text.replace("-", "−")
    if isinstance(value, list | tuple):
        parts = [shown(item, lang, names) for item in value[:_MOST_NAMES] if item is not None]
        return ", ".join([*parts, "..."] if len(value) > _MOST_NAMES else parts)
    return str(value)


def _field(name: str, value: Any, fault: Fault, lang: str, names: str) -> str:
    if name == "total" or (name == "seen" and fault.code == "weights"):
        return _percent(value, lang)
    if name == "made":
        return _MADE.get(value, ("", ""))[lang == "fr"]
    if name == "axis":
        return AXIS.word(value, names)
    if name == "status":
        return PROGRESS.word(value, names)
    low = fault.fields.get("low")
    if name in ("seen", "value") and isinstance(low, Column) and low.kind == "share":
        return _percent(value, lang)
    return shown(value, lang, names)


def _derived(fault: Fault, lang: str, names: str) -> dict[str, str]:
    """The pieces that a message may ask for beside the plain fields."""
    found: dict[str, str] = {}
    fact = fault.fields.get("column")
    choices = fact.choices if isinstance(fact, Column) else None
    if choices:
        found["allowed"] = ", ".join(choices.words(names))
    near = fault.fields.get("near")
    near = choices.word(near, names) if choices and near else near
    question = " Vouliez-vous dire « {} » ?" if lang == "fr" else " Did you mean “{}”?"
    found["did_you_mean"] = question.format(near) if near else ""
    if fault.code == "refused":
        found["why"], found["what"] = refusal(fault.fields["reason"], fault.fields["name"], lang)
    if fault.code == "done-open":
        found["state"] = TASK_STATUS.word(str(fault.seen), names)
    if fault.code == "out-of-range":
        found["range"] = _range(fault.fields["low"], fault.fields["high"], fact, lang)
    if fault.code == "not-share":
        found["as_percent"] = _percent(fault.fields["percent"] / 100, lang)
    if fault.code in ("threshold-share", "share-large"):
        found["as_percent"] = _percent(fault.seen, lang)
    return found


def _range(low: float | None, high: float | None, fact: Any, lang: str) -> str:
    is_share = isinstance(fact, Column) and fact.kind == "share"
    a = "" if low is None else _percent(low, lang) if is_share else shown(float(low), lang)
    b = "" if high is None else _percent(high, lang) if is_share else shown(float(high), lang)
    if a and b:
        return f"de {a} à {b}" if lang == "fr" else f"from {a} to {b}"
    if a:
        return f"{a} ou plus" if lang == "fr" else f"{a} or more"
    return f"{b} ou moins" if lang == "fr" else f"{b} or less"


def _percent(share: Any, lang: str) -> str:
    text = shown(round(float(share) * 100, 6), lang)
    return f"{text}\u202f%" if lang == "fr" else f"{text}%"
