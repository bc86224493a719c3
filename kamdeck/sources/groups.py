"""From lines to the grid of one sheet of ours: filtered, brought together, each row where it stands.

The grid keeps the addresses of the source: a field stands in the column it comes from, a row at the
first of its lines. So every cell that a problem or a note names can be looked up in the source.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from kamdeck.record import record
from kamdeck.sources.engine import Engine, quoted
from kamdeck.sources.lines import Lines
from kamdeck.sources.notes import LineNotes
from kamdeck.sources.readings import Reading, Readings, names_of
from kamdeck.sources.spec import OVER, Given, MappedSheet
from kamdeck.sources.typed import Wrong
from kamdeck.text.catalogues import ENGLISH
from kamdeck.workbook.amounts import CURRENCY_HEADERS
from kamdeck.workbook.cells import Cell, Grid
from kamdeck.workbook.columns import Column, Sheet
from kamdeck.workbook.header_names import fact_named
from kamdeck.workbook.totals import is_total
from kamdeck.workbook.wording import fold

UNIT = 1 << 64
"""Sums are whole numbers of this part of one: exact, and so the same in whatever order lines are added."""

_SOUND = "(stop is null and bad is null)"
_PARTS = f"sum(trunc({{v}})::hugeint), sum((({{v}} - trunc({{v}})) * {UNIT})::hugeint)"
_OVER = {
    "sum": f"[{_PARTS}, 1]",
    "average": f"[{_PARTS}, count({{v}})]",
    "count": "count({v})::double",
    "distinct": "count(distinct {k})::double",
    "first": "arg_min({v}, rn)",
    "last": "arg_max({v}, rn)",
    "most": "null",  # a query of its own
    "min": "min({v})",
    "max": "max({v})",
}


@record
class Field:
    """One field of the sheet with the column of the grid it stands in, and how the lines give its value."""

    fact: Column
    given: Given
    header: str
    column: int
    reading: Reading
    is_wide: bool = False

    @property
    def must_be(self) -> bool:
        """True where no line may leave it blank; of a wide sheet any cell may be blank."""
        return self.fact.required and not self.is_wide

    @property
    def is_constant(self) -> bool:
        """True where every line has the same value."""
        return self.given.how == "value"


@record
class Asked:
    """A fault to be looked for: on which lines, its code there, the reading that has it, whose it is.

    `count` is how many lines have it: of those at fault, of a group's where they are sound.
    """

    where: str
    fault: str
    reading: Reading
    fact: Column
    column: int

    count: str


class Sheetful:
    """Makes the grid of one mapped sheet out of its lines."""

    __slots__ = (
        "_engine", "_lines", "_notes", "_others", "_readings", "_sheet", "_spec", "_tests", "fields",
        "stands",
    )  # fmt: skip

    def __init__(
        self,
        engine: Engine,
        spec: MappedSheet,
        sheet: Sheet,
        lines: Lines,
        readings: Readings,
        notes: LineNotes,
    ) -> None:
        self._engine = engine
        self._spec = spec
        self._sheet = sheet
        self._lines = lines
        self._readings = readings
        self._notes = notes
        self._others: list[int] = []
        self.stands: dict[int, int] = {}  # a column of the grid alone: the column of the source it is about
        self.fields = self._placed()
        self._add_months()
        self._tests = [(each.column, test) for each in spec.where for test in readings.test(each)]

    def grid(self) -> Grid:
        """The sheet under its own headers, at the places of the source."""
        self._note_currencies()
        rows = self._grouped() if self._spec.is_grouped else self._plain()
        self._notes.flush()
        labels: list[Cell] = [(field.column, "s", field.header) for field in self.fields]
        labels += [(column, "s", self._lines.labels[column]) for column in self._others]
        rows.insert(0, (self._lines.header, sorted(labels)))
        return Grid(self._lines.title, rows, [], self._lines.epoch, is_made=self._spec.is_grouped)

    def _placed(self) -> list[Field]:
        """Each field in the column of the source it comes from, or in one beyond them where that is taken."""
        named = dict(self._spec.fields)
        wanted = [
            (fact, named[fact.name], fact.header(ENGLISH), False)
            for fact in self._sheet.columns
            if fact.name in named
        ]
        if self._sheet.spread:
            value = fact_named(self._sheet, self._sheet.spread.values[0])
            wanted += [(value, given, name, True) for name, given in self._spec.spread]
        taken: dict[int, None] = {}
        fields = []
        for fact, given, header, is_wide in wanted:
            source = next((c for name in names_of(given) if (c := self._lines.column(name))), 0)
            column = source
            if not column or column in taken or column in self._lines.joined:
                column = max(*self._lines.labels, *taken, 0) + 1
                self.stands[column] = self._lines.root(source) or 1
            taken[column] = None
            reading = Reading("") if given.how == "value" else self._readings.of(fact, given)
            fields.append(Field(fact, given, header, column, reading, is_wide))
        if self._spec.others:
            used = {self._lines.column(name) for _, given, _, _ in wanted for name in names_of(given)}
            free = self._lines.labels.keys() - used - taken.keys() - self._lines.joined.keys()
            self._others = sorted(free)
        return fields

    def _add_months(self) -> None:
        """Keeps the sums of dated lines by month, where a year comes from their dates."""
        spread = self._sheet.spread
        named = {field.fact.name: field for field in self.fields}
        if not (spread and spread.part and self._spec.is_grouped) or spread.part in named:
            return
        year = named.get(spread.over)
        over = [field.given.how for field in self.fields if field.given.how in OVER]
        if year is None or len(year.given.columns) != 1 or set(over) != {"sum"}:
            return
        fact = fact_named(self._sheet, spread.part)
        months = self._readings.of(fact, year.given)
        sound, wrong = self._engine.rows(f"select count(val), count(fault) from {months.dictionary}")[0]
        if sound and not wrong:
            column = max(*self._lines.labels, *(field.column for field in self.fields)) + 1
            self.stands[column] = self.stands.get(year.column, year.column)
            self.fields.append(Field(fact, year.given, fact.header(ENGLISH), column, months))

    # ------------------------------------------------------------------ which lines

    def _stopped(self) -> str:
        """SQL: all lines; `stop` is null for those that count, 0 for others, n where test n is at a fault."""
        cases = (
            f"when {test.reading.fault} is not null then {place} when not coalesce({test.met}, false) then 0"
            for place, (_, test) in enumerate(self._tests, 1)
        )
        stop = f"case {' '.join(cases)} end" if self._tests else "null::integer"
        return f"(select *, {stop} as stop from {self._readings.relation})"

    def _asked(self, fields: Sequence[Field]) -> list[tuple[Field, str]]:
        """Each field that is read, and the code of what is wrong with it on a line."""
        asked = []
        for field in fields:
            fault = field.reading.fault
            if field.must_be:
                columns = (self._lines.column(name) for name in names_of(field.given))
                lost = next((u for c in columns if (u := self._lines.unmatched.get(c))), "false")
                blank = f"case when {lost} then 'no-partner' else 'value-missing' end"
                fault = f"coalesce({fault}, {blank})"
            if not field.is_constant:
                asked.append((field, fault))
        return asked

    def _base(self, keys: Sequence[Field]) -> str:
        """The lines that count, or would if nothing were wrong.

        `stop` is as in `_stopped`, `bad` the number of the first key that is faulty, null where none is.
        """
        # What is faulty has no value.
        cases = [
            f"when {f.reading.value} is null then {n}" if f.must_be else f"when {fault} is not null then {n}"
            for n, (f, fault) in enumerate(self._asked(keys), 1)
        ]
        bad = " ".join(("case", *cases, "end")) if cases else "null::integer"
        blank = [f.reading.is_blank for f in self.fields if not f.is_constant]
        blank += [f"c{column} is null" for column in self._others]
        total = self._total(keys)
        is_blank = "false" if any(f.is_constant for f in self.fields) else " and ".join(blank)
        return (
            f"(select *, case when stop is null then {bad} end as bad from "
            f"{self._stopped()} where stop > 0 or stop is null and not ({is_blank}) and not ({total}))"
        )

    def _total(self, keys: Sequence[Field]) -> str:
        """SQL: the line is a total row, named so, and blank in all columns of words or dates beside."""
        named = next((f for f in keys if f.fact.kind == "text" and f.fact.required), None)
        if named is None or not self._spec.is_grouped:
            return "false"
        if named.is_constant:
            labels = [named.given.value]
        else:
            reading = named.reading
            place, text = self._readings.relation, reading.folded
            if reading.dictionary:
                place, text = reading.dictionary, "folded"
            labels = self._engine.column(f"select distinct {text} from {place}")
        totals = [quoted(str(label)) for label in labels if label and is_total(str(label))]
        if not totals:
            return "false"
        words = [f.reading for f in self.fields if f is not named and f.given.how == "plain"]
        for given in self._spec.telling:
            words += [self._readings.texts([name]) for name in given.columns if self._lines.column(name)]
        blank = [word.is_blank for word in words]
        label = f"{named.reading.folded} in ({', '.join(totals)})"
        return " and ".join([*([] if named.is_constant else [f"coalesce({label}, false)"]), *blank]) or "true"

    # ------------------------------------------------------------------ line by line

    def _plain(self) -> list[tuple[int, list[Cell]]]:
        read = [field for field in self.fields if not field.is_constant]
        cells = [f"c{column}" for column in self._others]
        base = self._base(self.fields)
        items = ", ".join(["rn", *cells, *(field.reading.value for field in read)])
        found = self._engine.rows(f"select {items} from {base} where {_SOUND} order by rn")
        rows = []
        for number, *values in found:
            stored = zip(self._others, values, strict=False)
            kept = [cell for column, text in stored if (cell := self._lines.cell(column, text))]
            told = dict(zip((f.column for f in read), values[len(cells) :], strict=True))
            own = [f.given.value if f.is_constant else told[f.column] for f in self.fields]
            rows.append((number, sorted([*kept, *_cells(self.fields, own)], key=lambda cell: cell[0])))
        asked = self._all_asked(self.fields)
        if asked:
            counts = ", ".join(each.count for each in asked)
            self._tell(base, asked, self._engine.rows(f"select {counts} from {base}")[0])
        return rows

    # ------------------------------------------------------------------ brought together

    def _grouped(self) -> list[tuple[int, list[Cell]]]:
        keys = [f for f in self.fields if f.given.how not in OVER]
        over = [f for f in self.fields if f.given.how in OVER]
        base, read = self._base(keys), [field for field in keys if not field.is_constant]
        asked = self._all_asked(keys, over)
        parts = [f"case when {_SOUND} then {field.reading.key} end" for field in read]
        counts = [each.count for each in asked]
        firsts = [
            f"arg_min({f.reading.value}, rn)" if f.reading.folded else part
            for f, part in zip(read, parts, strict=True)
        ]
        results = [_OVER[f.given.how].format(v=f.reading.value, k=f.reading.key) for f in over]
        # Lines at fault make groups of their own: all are counted in the same pass.
        found = self._engine.rows(
            f"select {', '.join([_SOUND, 'min(rn)', *counts, *parts, *firsts, *results])} from {base} "
            f"group by {', '.join([_SOUND, *parts])} order by 2"
        )
        most = {f.column: self._most(f, parts, base) for f in over if f.given.how == "most"}
        rows, wrong = [], [0] * len(asked)
        for is_sound, number, *values in found:
            told = zip(asked, wrong, values, strict=False)
            wrong = [a + b * (each.where.startswith(_SOUND) == is_sound) for each, a, b in told]
            if is_sound:
                values = values[len(asked) :]
                same, made = tuple(values[: len(read)]), values[len(read) :]
                own = dict(zip((f.column for f in read), made, strict=False))
                here: list[Any] = [f.given.value if f.is_constant else own[f.column] for f in keys]
                here += [
                    most[f.column].get(same) if f.column in most else _exact(f, value)
                    for f, value in zip(over, made[len(read) :], strict=True)
                ]
                rows.append((number, _cells([*keys, *over], here)))
        self._tell(base, asked, wrong)
        return rows

    def _most(self, field: Field, parts: Sequence[str], base: str) -> dict[tuple[Any, ...], Any]:
        """The value that most lines of a group have, the first one met where several do."""
        names = [f"g{n}" for n in range(len(parts))]
        groups = "".join(f"{part} as {name}, " for part, name in zip(parts, names, strict=True))
        value = field.reading.value
        found = self._engine.rows(
            f"select {''.join(f'{name}, ' for name in names)}arg_max(v, {{'n': n, 'r': -r}}) from "
            f"(select {groups}{value} as v, count(*) as n, min(rn) as r from {base} "
            f"where {_SOUND} and {value} is not null group by all) group by {', '.join(names) or 'true'}"
        )
        return {tuple(same): value for *same, value in found}

    # ------------------------------------------------------------------ what is said

    def _all_asked(self, keys: Sequence[Field], over: Sequence[Field] = ()) -> list[Asked]:
        """Every fault that lines may have: of conditions, of keys, then of what is brought together."""
        asked = []
        for place, (name, test) in enumerate(self._tests, 1):
            column = self._lines.column(name)
            fact = Column("text", label=self._lines.labels[column])
            where = f"stop = {place}"
            asked.append(Asked(where, test.reading.fault, test.reading, fact, column, _counted(where)))
        for place, (field, fault) in enumerate(self._asked(keys), 1):
            where = f"bad = {place}"
            asked.append(Asked(where, fault, field.reading, field.fact, field.column, _counted(where)))
        for field in over:
            where, fault, count = _SOUND, field.reading.fault, f"count({field.reading.fault})"
            if field.given.how == "sum":
                where, fault = (
                    f"{_SOUND} and {field.reading.value} is null",
                    f"coalesce({fault}, 'lines-blank')",
                )
                count = f"count(*) - count({field.reading.value})"
            asked.append(Asked(where, fault, field.reading, field.fact, field.column, count))
        return asked

    def _tell(self, base: str, asked: Sequence[Asked], counts: Sequence[int]) -> None:
        """Notes what is wrong with lines where any are: how many, and the first of them."""
        for each in (each for each, count in zip(asked, counts, strict=True) if count):
            raws = dict.fromkeys(c for own in each.reading.columns for c in (own, *self._lines.chain(own)))
            cells = "".join(f", 'c{c}': c{c}" for c in raws)
            found = self._engine.rows(
                f"select {each.fault} as code, {each.reading.at} as spot, count(*), "
                f"arg_min({{'rn': rn{cells}}}, rn, {self._notes.most}) from {base} "
                f"where {each.where} and {each.fault} is not null group by code, spot order by min(rn)"
            )
            for code, at, count, lines in found:
                place = self.stands.get(at or each.column) or self._lines.root(at or each.column)
                told = [(line["rn"], self._seen(code, each.reading, line)) for line in lines]
                self._notes.add(code, place, each.fact, count, told)

    def _seen(self, code: str, reading: Reading, line: dict[str, Any]) -> object:
        """What stands where a line is at fault."""
        cells = {c: self._lines.cell(c, line[f"c{c}"]) for c in reading.columns}
        if code == "no-partner":
            joined = next(c for c in reading.columns if c in self._lines.joined)
            chain = (self._lines.cell(c, line[f"c{c}"]) for c in self._lines.chain(joined))
            return next((cell[2] for cell in chain if cell), "")
        wrong = reading.tell([cells[c] for c in reading.columns])
        return wrong.seen if isinstance(wrong, Wrong) and wrong.code == code else ""

    def _note_currencies(self) -> None:
        """Says of a column of currencies that its lines hold several: amounts are taken as they stand."""
        if not any(field.fact.kind == "money" for field in self.fields):
            return
        for column, label in self._lines.labels.items():
            if fold(label) in CURRENCY_HEADERS:
                text = self._readings.texts([label]).value
                found = self._engine.rows(
                    f"select {text}, min(rn) from {self._stopped()} "
                    f"where stop is null and {text} is not null group by 1 order by 2"
                )
                codes: dict[str, int] = {}
                for told, number in found:
                    codes.setdefault(told.upper(), number)
                if len(codes) > 1:
                    self._notes.say("lines-currencies", list(codes.values())[1], column, tuple(codes))


def _counted(where: str) -> str:
    return f"count(*) filter (where {where})"


def _exact(field: Field, value: Any) -> Any:
    """What a group gives; a sum (over a count: a mean) of whole numbers and parts of one is rounded once."""
    if field.given.how not in ("sum", "average"):
        return value
    whole, parts, count = value
    return None if whole is None else (whole * UNIT + parts) / UNIT / count


def _cells(fields: Sequence[Field], values: Sequence[Any]) -> list[Cell]:
    """The filled cells of a row."""
    filled = (_cell(f.column, v) for f, v in zip(fields, values, strict=True) if v is not None)
    return sorted(filled, key=lambda cell: cell[0])


def _cell(column: int, value: Any) -> Cell:
    if isinstance(value, bool):
        return (column, "b", value)
    if isinstance(value, float | int):
        return (column, "n", float(value))
    return (column, "d" if isinstance(value, datetime.date) else "s", value)
