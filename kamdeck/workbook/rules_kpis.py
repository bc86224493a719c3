"""Rules about own indicators: each figure once, on its scale, not old, and every name one that there is."""

from __future__ import annotations

import re

from kamdeck.workbook.choices import ACTUAL_FROM, CHARTER_MEASURE, KPI, QUEUE_ORDER, Choices
from kamdeck.workbook.convert import LARGE_SHARE, MOST_SHARE
from kamdeck.workbook.kpis import Indicator, Indicators, KpiNames, accounts_of, of_clause, of_measure
from kamdeck.workbook.marks import Marks
from kamdeck.workbook.numerals import UnreadableError, number_of
from kamdeck.workbook.rows import Book, Clause, Evaluation, Initiative, Kpi, Row, Settings
from kamdeck.workbook.wording import fold, nearest

_ALIKE = 0.005  # of a figure: both are rounded when typed


def figures(book: Book, marks: Marks) -> None:
    """KPIs: one figure per indicator, account and period; shares on their scale; none from after the as-of
    date."""
    first: dict[tuple[object, ...], Kpi] = {}
    facts = {fact.name: fact for fact in Kpi.columns}
    as_of = book.settings.as_of
    for row in book.kpis:
        span = row.period
        earlier = first.setdefault((fold(row.kpi), row.account, span.kind, span.first), row)
        if earlier is not row:
            cell = earlier.at.rpartition("!")[2]
            marks.add("row-twice", "kpis", row, "kpi", (row.kpi, row.account, span), first=cell)
        if as_of and span.first > as_of and row.value is not None:
            marks.add("after-as-of", "kpis", row, "period", span, as_of=as_of)
        for field in ("value", "target"):
            value = getattr(row, field)
            if row.unit != "share" or value is None or abs(value) <= LARGE_SHARE:
                continue
            code = "not-share" if abs(value) > MOST_SHARE else "share-large"
            marks.add(code, "kpis", row, field, value, column=facts[field], percent=value)


def names(book: Book, marks: Marks) -> None:
    """KPIs: no indicator is called what one of ours is, and no two by one short name."""
    known, told = KpiNames(book.kpis), set[tuple[str, str]]()
    shorts: dict[str, str] = {}
    for row in book.kpis:
        for field in ("kpi", "short_name"):
            text = getattr(row, field)
            if not text or (text, row.kpi) in told:
                continue
            told.add((text, row.kpi))
            if KPI.code(text) in KPI.codes:
                marks.add("kpi-ours", "kpis", row, field, text)
            owner = shorts.setdefault(fold(text), row.kpi)
            if known.find(owner) != known.find(row.kpi):
                marks.add("kpi-alike", "kpis", row, field, text, other=owner)


def old(book: Book, marks: Marks) -> None:
    """KPIs: an indicator has a figure from the year before the as-of date."""
    for one in _indicators(book).every():
        if one.is_old:
            marks.add("kpi-old", "kpis", one.newest, "period", one.span, kpi=one.name, as_of=one.as_of)


def chosen(book: Book, marks: Marks) -> None:
    """Settings: every card and the order of the queue name a figure that there is."""
    known = _indicators(book)
    for name in book.settings.kpi_cards:
        _named(book, marks, "kpi_cards", name, KPI, known)
        if (own := known.names.find(name)) and known.of(own) is None:
            marks.setting("kpi-not-whole", book, "kpi_cards", name, kpi=own)
    order = book.settings.queue_order
    _named(book, marks, "queue_order", order, QUEUE_ORDER, known)
    if (own := known.names.find(order)) and not known.by_account(own):
        marks.setting("kpi-not-by-account", book, "queue_order", order, kpi=own)


def lines(book: Book, marks: Marks) -> None:
    """Charter, Evaluation and Plan: a measure that must be one is, and an entered figure is that of the
    indicator it names."""
    known = _indicators(book)
    for clause in book.charter:
        if clause.measure:
            _of_row(marks, "charter", clause, "measure", CHARTER_MEASURE, known)
        _same(marks, "charter", clause, "actual", clause.actual, of_clause(clause, known))
    is_alone = len({row.manager for row in book.evaluation}) == 1
    for row in book.evaluation:
        if row.actual_from:
            _of_row(marks, "evaluation", row, "actual_from", ACTUAL_FROM, known)
        if row.actual is not None and (name := of_measure(row, known.names)):
            value = known.attained(name, accounts_of(book, row.manager), is_alone)
            if value is not None and not _near(row.actual, value):
                _contradicts(marks, "evaluation", row, "actual", row.actual, name, value, row.unit)
    for step in book.plan:
        _same(marks, "plan", step, "now", _number(step), known.of(step.measure, step.account))


def _indicators(book: Book) -> Indicators:
    return Indicators(book.kpis, book.settings.as_of)


def _missing(name: str, ours: Choices, known: Indicators) -> dict[str, object] | None:
    """What a message says of a name that is none: the names that there are, a near one."""
    if name in ours.codes or known.names.find(name):
        return None
    words = [word for words in ours.accepted().values() for word in words]
    return {"near": known.names.nearest(name) or nearest(name, words), "own": known.names.names}


def _named(book: Book, marks: Marks, field: str, name: str, ours: Choices, known: Indicators) -> None:
    fact = next(fact for fact in Settings.columns if fact.name == field)
    if missing := _missing(name, ours, known):
        marks.setting("not-choice", book, field, name, column=fact, **missing)


def _of_row(
    marks: Marks, key: str, row: Clause | Evaluation, field: str, ours: Choices, known: Indicators
) -> None:
    fact = next(fact for fact in type(row).columns if fact.name == field)
    name = getattr(row, field)
    if missing := _missing(name, ours, known):
        marks.add("not-choice", key, row, field, name, column=fact, **missing)


def _same(
    marks: Marks, key: str, row: Clause | Initiative, field: str, entered: float | None, one: Indicator | None
) -> None:
    """Notes an entered figure that is not the indicator's."""
    if entered is None or one is None:
        return
    if one.unit == "share" and abs(entered) > LARGE_SHARE:  # 62 for 62%
        entered /= 100
    if not _near(entered, one.value):
        _contradicts(marks, key, row, field, entered, one.name, one.value, one.unit)


def _contradicts(
    marks: Marks, key: str, row: Row, field: str, entered: float, kpi: str, value: float, unit: str | None
) -> None:
    marks.add("kpi-entered", key, row, field, entered, kpi=kpi, value=value, unit=unit)


def _near(entered: float, value: float) -> bool:
    return abs(entered - value) <= max(_ALIKE * abs(value), 1e-9)


def _number(row: Initiative) -> float | None:
    """The first figure of a plan's text of today, None where it has none."""
    found = re.search(r"[-−]?\d[\d.,\s\u00a0\u202f]*%?", row.now or "")
    if found is None:
        return None
    mark = "," if "," in found[0] else "."
    try:
        return number_of(found[0].strip(), mark == ",", mark).value
    except UnreadableError:
        return None


KPI_RULES = (figures, names, old, chosen, lines)
