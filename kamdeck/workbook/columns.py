"""What a column of the workbook is: the facts that the row classes' fields carry.

A row class names its columns once, as fields; reader, checks, starter workbook and the README's table
derive from them. The classes are frozen as those of `kamdeck.record` are; besides, they inherit, take
keywords only, and are made from a row's values without a look at their names.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar, Literal, dataclass_transform

from kamdeck.record import FROZEN, Fields
from kamdeck.text import entry, languages
from kamdeck.workbook.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from dataclasses import Field

Kind = Literal[
    "text", "number", "money", "share", "count", "date", "month", "year", "since", "yes", "choice", "list",
    "names",
    "period",
]  # fmt: skip

_REQUIRED: Any = object()

# Who reads a deck beside the people inside: what a column or sheet may be shown to.
INTERNAL, EXECUTIVE, CUSTOMER = EDITIONS = "internal", "executive", "customer"
INSIDE: tuple[str, ...] = ()
BOARD: tuple[str, ...] = (EXECUTIVE,)
EVERYONE: tuple[str, ...] = (EXECUTIVE, CUSTOMER)
SHARED: tuple[str, ...] = (CUSTOMER,)  # with the customer it is about, not with a board


class Column:
    """The facts of one column: its kind, and what may stand in it.

    Its name and one sentence of help stand in the catalogues, under `column` and the sheet's key; `label` is
    the name of a column that is in no catalogue. `also` holds further accepted names; `refers` the sheet (and
    field) whose values are meant, such as `accounts`; `low` and `high` bound a number. A column without a
    default must be there and filled.
    `readers` are the editions beside the internal one that may show the column; `opens` the values that
    let a row into the customer's edition (None = any).
    """

    __slots__ = (
        "also", "choices", "default", "high", "kind", "label", "low", "name", "opens", "readers", "refers",
        "sheet",
    )  # fmt: skip

    def __init__(
        self,
        kind: Kind,
        *,
        default: Any = _REQUIRED,
        label: str = "",
        also: tuple[str, ...] = (),
        choices: Choices | None = None,
        refers: str = "",
        low: float | None = None,
        high: float | None = None,
        readers: tuple[str, ...] = BOARD,
        opens: tuple[object, ...] | None = None,
    ) -> None:
        self.kind: Kind = kind
        self.label = label
        self.default = default
        self.also = also
        self.choices = choices
        self.refers = refers
        self.low = low
        self.high = high
        self.readers = readers
        self.opens = opens
        self.name = ""
        self.sheet = "settings"

    def of_kind(self, kind: Kind, high: float | None = None) -> Column:
        """The column where its row says that its numbers are amounts or shares."""
        made = copy(self)
        made.kind, made.high = kind, high
        return made

    @property
    def required(self) -> bool:
        """True when every row must have a value here."""
        return self.default is _REQUIRED

    def header(self, lang: str) -> str:
        """The column's name in the language."""
        return self.label or str(entry(lang, "column", self.sheet, self.name, "name"))

    def help(self, lang: str) -> str:
        """One sentence on what to enter, in the language."""
        return str(entry(lang, "column", self.sheet, self.name, "help"))

    @property
    def names(self) -> tuple[str, ...]:
        """The accepted names: those in every language, the field's own, the further ones."""
        return (*map(self.header, languages()), self.name.replace("_", " "), *self.also)


def column(kind: Kind, **facts: Any) -> Any:
    """A field of a row class together with its column facts (see `Column`)."""
    return Column(kind, **facts)


def shared_column(*, default: bool) -> Any:
    """Whether the account itself may see the row."""
    also = ("shared with the account", "partagé avec le compte")
    return column("yes", default=default, also=also, readers=EVERYONE, opens=(True,))


class Spread:
    """How a sheet may be laid out wide: one column per `over`, each holding one of the `values` fields.

    `names` says which headers count as such columns: "years", "months", "choices" of the `over` column,
    "any" other filled column, or the column of another sheet that lists them, such as `criteria.criterion`.
    With `several` a cell may hold more than one value (`A/R`). `part` is the column that says a part of
    `over`, and so `over` itself: the month of a year.
    """

    __slots__ = ("names", "over", "part", "several", "values")

    def __init__(
        self, over: str, values: tuple[str, ...], names: str, several: bool = False, part: str = ""
    ) -> None:
        self.several = several
        self.part = part
        self.over = over
        self.values = values
        self.names = names


class Sheet:
    """The facts of one sheet: its key, its row class, and whether the book needs it. Its name and what a row
    is stand in the catalogues, under `sheet` and its key.

    `main` names the column whose cell a row is known by (`Row.at`), `when` the one that says of which year,
    month or day its amounts are. `readers` are the editions beside the
    internal one that may show the sheet, as far as its columns may be shown.
    """

    __slots__ = (
        "also", "key", "main", "readers", "required", "row", "spread", "when",
    )  # fmt: skip

    def __init__(
        self,
        row: type[Row],
        *,
        also: tuple[str, ...] = (),
        required: bool = False,
        spread: Spread | None = None,
        main: str = "",
        when: str = "",
        readers: tuple[str, ...] = BOARD,
    ) -> None:
        self.key = ""
        self.row = row
        self.also = also
        self.required = required
        self.spread = spread
        self.readers = readers
        self.when = when or (spread.over if spread else "")
        self.main = main or (spread.values[0] if spread else row.columns[0].name)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the sheet, in the order of the row class."""
        return self.row.columns

    def title(self, lang: str) -> str:
        """The sheet's name in the language."""
        return sheet_title(self.key, lang)

    def help(self, lang: str) -> str:
        """One sentence on what a row of the sheet is, in the language."""
        return str(entry(lang, "sheet", self.key, "row"))

    @property
    def names(self) -> tuple[str, ...]:
        """The accepted names: those in every language, the key, the further ones."""
        return (*map(self.title, languages()), self.key.replace("_", " "), *self.also)


def sheet_title(key: str, lang: str) -> str:
    """The name of a sheet, or of the settings, in the language."""
    return str(entry(lang, "sheet", key, "name"))


def sheet(row: type[Row], **facts: Any) -> Any:
    """A field of the book together with its sheet facts (see `Sheet`); its value is a tuple of rows."""
    facts.pop("default", None)
    return Sheet(row, **facts)


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(column, shared_column, sheet)
)
class RowType(type):
    """Makes a row class: its annotated fields become slots, their facts `columns` or `sheets`."""

    names: tuple[str, ...]
    defaults: dict[str, Any]
    columns: tuple[Column, ...]
    sheets: tuple[Sheet, ...]
    setters: tuple[Any, ...]

    def __new__(mcs, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> RowType:
        """The class with slots in place of its fields."""
        own = [n for n, a in space.get("__annotations__", {}).items() if not a.startswith("ClassVar")]
        facts = {n: space.pop(n) for n in own if n in space}
        base = bases[0] if bases else None
        names = (*own, *base.names) if isinstance(base, RowType) else tuple(own)
        space = {
            **(FROZEN if base is None else {}),
            **space,
            "__slots__": tuple(own),
            "__match_args__": names,
        }
        made = super().__new__(mcs, name, bases, space)
        made.names = names
        made.setters = tuple(getattr(made, n).__set__ for n in made.names)
        made.defaults = dict(base.defaults) if isinstance(base, RowType) else {}
        for field, fact in facts.items():
            if isinstance(fact, Column):
                fact.name = field
                if not fact.required:
                    made.defaults[field] = fact.default
            elif isinstance(fact, Sheet):
                fact.key = field
                for each in fact.row.columns:
                    each.sheet = field
                made.defaults[field] = ()
            else:
                made.defaults[field] = fact
        made.columns = tuple(f for f in facts.values() if isinstance(f, Column))
        made.sheets = tuple(f for f in facts.values() if isinstance(f, Sheet))
        return made

    def of(cls, values: Iterable[Any]) -> Any:
        """A row from the values of `names`, in that order, unchecked: the reader's quick way."""
        row: Any = object.__new__(cls)  # type: ignore[arg-type]
        for put, value in zip(cls.setters, values, strict=True):
            put(row, value)
        return row


class Record(metaclass=RowType):
    """Frozen and slotted; equal when class and values are equal."""

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    else:
        __dataclass_fields__ = Fields()

    def __init__(self, **values: Any) -> None:
        cls = type(self)
        given = {**cls.defaults, **values}
        if len(given) != len(cls.names) or not given.keys() >= set(cls.names):
            raise TypeError(
                f"{cls.__name__}: missing or unknown fields {sorted(given.keys() ^ set(cls.names))}"
            )
        for name, put in zip(cls.names, cls.setters, strict=True):
            put(self, given[name])

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).of, (tuple(getattr(self, name) for name in type(self).names),)


class Row(Record):
    """Base of the row classes; `at` is the sheet's own name and the cell that matters (`Revenue!D7`)."""

    at: str = ""
