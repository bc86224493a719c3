"""The sentences for faults of a workbook, in English and French: what was seen and what to do.

Each code has (English message, English hint, French message, French hint). `{seen}` is what stood in the
cell; `{did_you_mean}` becomes a whole sentence when a near name is known, else nothing.
"""

from __future__ import annotations

import datetime
from typing import Any

from kamdeck.report import Problem
from kamdeck.workbook.choices import AXIS, PROGRESS, TASK_STATUS
from kamdeck.workbook.columns import Column, Sheet
from kamdeck.workbook.faults import Fault
from kamdeck.workbook.message_texts import REFUSALS, TEXTS, WARNINGS

_MOST_NAMES = 12


def problem(fault: Fault, lang: str) -> Problem:
    """The fault in words of the language ("fr", else English)."""
    message, hint = TEXTS[fault.code][2:] if lang == "fr" else TEXTS[fault.code][:2]
    seen = _percent(fault.seen, lang) if fault.code == "weights" else shown(fault.seen, lang)
    fields = {name: _field(name, value, lang) for name, value in fault.fields.items()}
    fields |= _derived(fault, lang)
    return Problem(
        code=fault.code,
        sheet=fault.sheet,
        cell=fault.cell,
        message=_sentence(message.format(seen=seen, **fields)),
        hint=_sentence(hint.format(seen=seen, **fields)),
        severity="warning" if fault.code in WARNINGS else "error",
        seen=seen,
    )


def refusal(reason: str, name: str, lang: str) -> tuple[str, str]:
    """Sentence and hint for a file that cannot be read; unknown reasons read as damage."""
    texts = REFUSALS.get(reason, REFUSALS["damaged"])
    message, hint = texts[2:] if lang == "fr" else texts[:2]
    return message.format(name=name), hint


def shown(value: Any, lang: str) -> str:
    """A value as a person of the language writes it; no currency, no grouping."""
    if isinstance(value, Column):
        return value.header(lang)
    if isinstance(value, Sheet):
        return value.title(lang)
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y") if lang == "fr" else value.isoformat()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        text = f"{value:.10g}"
        return (text.replace(".", ",") if lang == "fr" else text).replace("-", "−")
    if isinstance(value, list | tuple):
        names = [shown(item, lang) for item in value[:_MOST_NAMES]]
        return ", ".join([*names, "..."] if len(value) > _MOST_NAMES else names)
    return str(value)


def _field(name: str, value: Any, lang: str) -> str:
    if name == "total":
        return _percent(value, lang)
    if name == "axis":
        return AXIS.word(value, lang)
    if name == "status":
        return PROGRESS.word(value, lang)
    return shown(value, lang)


def _derived(fault: Fault, lang: str) -> dict[str, str]:
    """The pieces that a message may ask for beside the plain fields."""
    found: dict[str, str] = {}
    fact = fault.fields.get("column")
    choices = fact.choices if isinstance(fact, Column) else None
    if choices:
        found["allowed"] = ", ".join(choices.words(lang))
    near = fault.fields.get("near")
    near = choices.word(near, lang) if choices and near else near
    found["did_you_mean"] = (
        "" if not near else f" Vouliez-vous dire « {near} » ?" if lang == "fr" else f" Did you mean “{near}”?"
    )
    if fault.code == "done-open":
        found["state"] = TASK_STATUS.word(str(fault.seen), lang)
    if fault.code == "out-of-range":
        found["range"] = _range(fault.fields["low"], fault.fields["high"], fact, lang)
    if fault.code == "not-share":
        percent = fault.fields["percent"]
        found["as_percent"] = _percent(percent / 100, lang)
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


def _sentence(text: str) -> str:
    return text.strip()
