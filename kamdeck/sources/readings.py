"""The values that fields and conditions take: SQL over lines, our rules run once a distinct text."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kamdeck.record import record
from kamdeck.sources.engine import Engine, quoted
from kamdeck.sources.formula import Formula
from kamdeck.sources.lines import Lines, plain_text
from kamdeck.sources.spec import Condition, Constant, Given
from kamdeck.sources.typed import BEYOND, Value, Wrong, days, numbers, periods, texts, years
from kamdeck.workbook.cells import Cell
from kamdeck.workbook.columns import Column
from kamdeck.workbook.numerals import UnreadableError, decimal_marks
from kamdeck.workbook.values import day_order, month_end
from kamdeck.workbook.wording import fold

NUMERIC = frozenset({"number", "money", "share", "count"})
FIGURES = frozenset({"formula", "sum", "average"})
COUNTS = frozenset({"count", "distinct"})

NOTHING = "null::varchar"
_CLOCK = "'[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}[ T].*'"
_WHOLE, _THREE = "-?[0-9]{1,15}", "-?[1-9][0-9]{0,2}[.][0-9]{3}"
_TYPES = {str: "VARCHAR", float: "DOUBLE", int: "BIGINT", datetime.date: "DATE"}


@record
class Reading:
    """SQL over the lines: a value (null where blank or faulty) and the code of its fault (null where sound).

    `at` is the column whose cell is at fault, 0 for the field's own. `folded` is what is left of a text but
    for case and accents. `columns` are those it is read from, and `tell` says of their cells what is wrong.
    The `dictionary` of a single column has all its texts.
    """

    value: str
    fault: str = NOTHING
    at: str = "0"
    folded: str = ""
    columns: tuple[int, ...] = ()
    tell: Callable[[Sequence[Cell | None]], Value] = lambda cells: None
    dictionary: str = ""

    @property
    def is_blank(self) -> str:
        """True where nothing stands, not even a fault."""
        faultless = "" if self.fault == NOTHING else f" and {self.fault} is null"
        return f"({self.value} is null{faultless})"

    @property
    def key(self) -> str:
        """What two values of a group have in common: texts but for case, accents and punctuation."""
        return f"coalesce(nullif({self.folded}, ''), {self.value})" if self.folded else self.value


@record
class Test:
    """Whether a line meets a condition, over the reading that it asks."""

    met: str
    reading: Reading


def names_of(given: Given) -> tuple[str, ...]:
    """Every name that may be a column: those of a formula too, which may itself be a column's name."""
    names = given.columns
    if given.how in FIGURES:
        for text in given.columns:
            formula = formula_in(text)
            names += tuple(formula.names) if formula else ()
    return names


def formula_in(text: str) -> Formula | None:
    """The formula that a text is, None when it is none."""
    try:
        return Formula(text)
    except UnreadableError:
        return None


class Readings:
    """Reads columns of `lines` as fields want them; `end_month` is the last month of the fiscal year."""

    __slots__ = (
        "_decimal",
        "_end_month",
        "_engine",
        "_formulas",
        "_items",
        "_joins",
        "_known",
        "_lines",
        "_orders",
    )

    def __init__(self, engine: Engine, lines: Lines, end_month: int, decimal: str) -> None:
        self._engine = engine
        self._orders: dict[int, str] = {}
        self._lines = lines
        self._end_month = end_month
        self._decimal = decimal
        self._known: dict[tuple[object, ...], Reading] = {}
        self._items: list[str] = []
        self._joins: list[str] = []
        self._formulas: list[str] = []

    @property
    def relation(self) -> str:
        """The lines with everything beside them that readings and tests speak of."""
        items = "".join(f", {item}" for item in self._items)
        typed = f"(select l.*{items} from {self._lines.relation} l {' '.join(self._joins)})"
        return f"(select *{''.join(f', {item}' for item in self._formulas)} from {typed})"

    def missing(self, given: Given) -> tuple[str, ...]:
        """The columns that a field asks for and that are not there."""
        lost: list[str] = []
        for name in given.columns:
            if self._lines.column(name):
                continue
            formula = formula_in(name) if given.how in FIGURES else None
            parts = formula.names if formula else [name]
            lost += [part for part in parts if not self._lines.column(part)]
        return tuple(lost)

    def of(self, fact: Column, given: Given) -> Reading:
        """As the field is kept, or what is summed, counted ... where it is."""
        name = given.columns[0]
        if given.how == "formula":
            return self.figures(name, is_blank=True)
        if given.how in FIGURES:
            return self.figures(name)
        if given.how in COUNTS or len(given.columns) > 1:
            return self.texts(given.columns)
        if fact.kind in ("year", "date", "month"):
            return self._days(fact.kind, name, given.order)
        if fact.kind == "period":
            return self._periods(name, given.order)
        return self.figures(name) if fact.kind in NUMERIC else self.texts([name])

    def test(self, condition: Condition) -> list[Test]:
        """What a line must meet, one after the other."""
        name, tests = condition.column, []
        if condition.yes is not None:
            tests.append(self._is_one(name, condition.yes, "true"))
        if condition.no:
            tests.append(self._is_one(name, condition.no, "false"))
        for low, high, mark in (
            (condition.above, condition.below, ""),
            (condition.since, condition.until, "="),
        ):
            if low is not None or high is not None:
                reading = self.figures(name) if not mark else self._days("date", name)
                limits = ((f">{mark}", low), (f"<{mark}", high))
                within = (f"{reading.value} {sign} {_literal(v)}" for sign, v in limits if v is not None)
                tests.append(Test(" and ".join(within), reading))
        return tests

    def _is_one(self, name: str, wanted: Sequence[Constant], sought: str) -> Test:
        reading = self.texts([name])
        words = {_plain(value) for value in wanted}
        met = f"coalesce({reading.value}, '') in ({_listed(words)})"
        if loose := {fold(word) for word in words} - {""}:
            met = f"({met} or coalesce({reading.folded}, '') in ({_listed(loose)}))"
        return Test(f"({met}) = {sought}", reading)

    # ------------------------------------------------------------------ columns

    def texts(self, names: Sequence[str]) -> Reading:
        """The texts of columns, joined by a space."""
        parts = [self._text(self._lines.column(name)) for name in names]
        if len(parts) == 1:
            return parts[0]

        def tell(cells: Sequence[Cell | None]) -> Value:
            return next((v for v in texts(cells, self._lines.epoch) if isinstance(v, Wrong)), None)

        fault = f"coalesce({', '.join(part.fault for part in parts)})"
        value, folded = (
            f"nullif(concat_ws(' ', {', '.join(f'''nullif({text}, '')''' for text in each)}), '')"
            for each in ([part.value for part in parts], [part.folded for part in parts])
        )
        value = f"case when {fault} is null then {value} end"
        columns = tuple(column for part in parts for column in part.columns)
        return Reading(value, fault, folded=folded, columns=columns, tell=tell)

    def _text(self, column: int) -> Reading:
        plain, body = plain_text(column in self._lines.coded)
        folded = f"trim(regexp_replace(lower({body}), '[^a-z0-9]+', ' ', 'g'))"
        return self._looked_up(("text", column), f"c{column}", str, texts, plain, (body, "null", folded))

    def _days(self, kind: str, name: str, order: str = "") -> Reading:
        """The days, the months' last days or the fiscal years of a column."""
        column = self._lines.column(name)
        clock = f"case when regexp_full_match(c{column}, {_CLOCK}) then regexp_extract(c{column}, '^[^ T]+')"
        raw = f"case when length(c{column}) > 10 then {clock} else c{column} end else c{column} end"

        def rule(cells: Sequence[Cell | None], epoch: datetime.date) -> list[Value]:
            told = order or self._order(column, raw)
            if kind == "year":
                return years(cells, epoch, self._end_month, told)
            found = days(cells, epoch, told)
            return [month_end(v) if kind == "month" and isinstance(v, datetime.date) else v for v in found]

        key = (kind, column, order, self._end_month)
        return self._looked_up(key, raw, int if kind == "year" else datetime.date, rule)

    def _periods(self, name: str, order: str) -> Reading:
        """The periods of a column as texts that the reader of a sheet takes, days as `2026-10-31`."""
        column = self._lines.column(name)
        raw = f"c{column}"

        def rule(cells: Sequence[Cell | None], epoch: datetime.date) -> list[Value]:
            found = periods(cells, epoch, order or self._order(column, raw))
            return [v.isoformat() if isinstance(v, datetime.date) else v for v in found]

        return self._looked_up(("period", column, order), raw, str, rule)

    def _order(self, column: int, raw: str) -> str:
        """Whether days or months come first in a column."""
        if column not in self._orders:
            stored = self._engine.column(
                f"select raw from {self._distinct(column, raw)} where raw is not null"
            )
            self._orders[column] = day_order(self._texts_in(column, stored))
        return self._orders[column]

    def _texts_in(self, column: int, stored: Sequence[str]) -> list[str]:
        """The texts among stored cells."""
        cells = (self._lines.cell(column, each) for each in stored)
        return [cell[2] for cell in cells if cell and cell[1] == "s"]

    def figures(self, text: str, *, is_blank: bool = False) -> Reading:
        """The numbers of a column, or of a formula over columns; `is_blank` where a blank one is no fault."""
        if column := self._lines.column(text):
            return self._number(column)
        formula = formula_in(text)
        assert formula is not None
        columns = tuple(self._lines.column(name) for name in formula.names)
        parts = [self._number(column) for column in columns]
        result = f"f{len(self._formulas)}"
        value = formula.sql([part.value for part in parts])
        self._formulas.append(f"case when abs({value}) < {BEYOND!r} then {value} end as {result}")
        sound = f"{result} is not null"
        blanks = [f"when {p.value} is null then coalesce({p.fault}, 'lines-blank')" for p in parts]
        fault = f"case when {sound} then null {' '.join(blanks)} else 'not-number' end"
        ats = (f"when {p.value} is null then {c}" for p, c in zip(parts, columns, strict=True))
        at = f"case when {sound} then 0 {' '.join(ats)} else {columns[-1]} end"

        def tell(cells: Sequence[Cell | None]) -> Value:
            values = (part.tell([cell]) for part, cell in zip(parts, cells, strict=True))
            return next((v for v in values if isinstance(v, Wrong)), Wrong("not-number", "÷ 0"))

        fault = f"nullif({fault}, 'lines-blank')" if is_blank else fault
        return Reading(result, fault, at, columns=columns, tell=tell)

    def _number(self, column: int) -> Reading:
        """The numbers of a column: plain ones by the engine, all others by our rules."""
        if ("number", column) in self._known:
            return self._known["number", column]
        raw, is_coded = f"c{column}", column in self._lines.coded
        body = f"substr({raw}, 2)" if is_coded else raw
        mark, is_plain = self._mark(column, raw, body)
        digits = f"{_WHOLE}(,[0-9]+)?" if mark == "," else f"{_WHOLE}([.][0-9]+)?"
        plain = f"regexp_full_match({body}, '{digits}')"
        if not mark:
            plain += f" and not regexp_full_match({body}, '{_THREE}')"
        if is_coded:
            plain = f"({raw}[1] = 'n' or {raw}[1] = 's' and {plain})"
        pointed = f"replace({body}, ',', '.')" if mark == "," else body
        cast = f"try_cast({pointed} as double)"

        def rule(cells: Sequence[Cell | None], epoch: datetime.date) -> list[Value]:
            return numbers(cells, mark)

        def tell(cells: Sequence[Cell | None]) -> Value:
            return numbers(cells, mark)[0]

        value, fault = f"n{column}", NOTHING
        if is_plain:
            self._items.append(f"{cast.replace(raw, f'l.{raw}')} as {value}")
        else:
            odd = f"case when not ({plain}) then {raw} end"
            read = self._looked_up(("odd", column, mark), odd, float, rule)
            self._items.append(f"case when {plain} then {cast} else {read.value} end as {value}")
            fault = read.fault
        self._known["number", column] = Reading(value, fault, columns=(column,), tell=tell)
        return self._known["number", column]

    def _mark(self, column: int, raw: str, body: str) -> tuple[str, bool]:
        """The decimal mark that the texts of a column show, "" where none tells or they differ.

        And whether all of them are plain numbers with that mark.
        """
        is_text = f"{raw}[1] = 's'" if column in self._lines.coded else f"{raw} is not null"
        either = f"regexp_full_match({body}, '{_WHOLE}([.,][0-9]+)?')"
        found = [f"either and contains(x, '{mark}')" for mark in ",."]
        found += [
            f"{has} and length(x) - strpos(x, '{mark}') <> 3" for has, mark in zip(found, ",.", strict=True)
        ]
        items = ", ".join(f"coalesce(bool_or({each}), false)" for each in found)
        odd, *told = self._engine.rows(
            f"select list(distinct raw) filter (not either), {items} from (select {raw} as raw, {body} as x, "
            f"{either} as either from {self._lines.relation} where {is_text})"
        )[0]
        marks = set(decimal_marks(self._texts_in(column, odd or [])))
        marks |= {mark for mark, is_shown in zip(",.", told[2:], strict=True) if is_shown}
        mark = self._decimal or (marks.pop() if len(marks) == 1 else "")
        others = {other for other, has in zip(",.", told[:2], strict=True) if has} - {mark}
        return mark, not odd and not others and column not in self._lines.coded

    def _distinct(self, column: int, raw: str) -> str:
        """The table of the distinct texts of a column, made once for all that reads it."""
        key = ("distinct", self._lines.standing(column), raw)
        known = self._engine.dictionaries
        if key not in known:
            known[key] = self._engine.distinct(self._lines.standing(column), raw)
        return known[key]

    def _looked_up(
        self,
        key: tuple[object, ...],
        raw: str,
        kind: type,
        rule: Callable[[Sequence[Cell | None], datetime.date], list[Value]],
        plain: str = "false",
        values: Sequence[str] = (),
    ) -> Reading:
        """The reading of a column whose distinct texts a dictionary explains."""
        if key in self._known:
            return self._known[key]
        column = int(str(key[1]))
        types: Mapping[str, str] = {"val": _TYPES[kind], "fault": "VARCHAR"}
        types = {**types, "folded": "VARCHAR"} if kind is str else types

        def told(stored: list[str]) -> list[tuple[Any, ...]]:
            cells = [self._lines.cell(column, each) for each in stored]
            return [_entry(value, kind) for value in rule(cells, self._lines.epoch)]

        known, place = self._engine.dictionaries, (self._lines.standing(column), *key)
        if place not in known:
            known[place] = self._engine.dictionary(self._distinct(column, raw), types, told, plain, values)
        name = known[place]
        self._joins.append(f"left join {name} on {name}.raw = {raw.replace(f'c{column}', f'l.c{column}')}")
        self._items += [f"{name}.{each} as {name}_{each}" for each in types]
        made = Reading(
            f"{name}_val",
            f"{name}_fault",
            folded=f"{name}_folded" if kind is str else "",
            columns=(column,),
            tell=lambda cells: rule(cells, self._lines.epoch)[0],
            dictionary=name,
        )
        self._known[key] = made
        return made


def _entry(value: Value, kind: type) -> tuple[Any, ...]:
    """What a dictionary holds of a value: itself, the code of its fault, and a text folded."""
    wrong = value.code if isinstance(value, Wrong) else None
    sound = None if wrong else value
    if kind is not str:
        return sound, wrong
    return sound, wrong, None if sound is None else fold(sound)


def _plain(value: Constant) -> str:
    """A constant of the mapping as the text of a cell."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return str(int(value)) if value == int(value) else str(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _literal(value: float | datetime.date) -> str:
    return f"date '{value}'" if isinstance(value, datetime.date) else f"{float(value)!r}::double"


def _listed(words: set[str]) -> str:
    return ", ".join(quoted(word) for word in sorted(words))
