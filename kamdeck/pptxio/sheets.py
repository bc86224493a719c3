"""The cells of a chart's embedded sheet: one model for its workbook and for the caches in its XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite
from typing import NamedTuple

from kamdeck.deck.spec import Data, Grid
from kamdeck.errors import DeckError
from kamdeck.pptxio.markup import escape, number
from kamdeck.pptxio.refs import column_number, letters, quoted_sheet

_HOLE = re.compile(r"\{([^{}]*)\}")
_BARRED = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31


class SheetCell(NamedTuple):
    """One cell: what it shows, the formula that gives it ("" for none) and its number format."""

    value: float | str | None
    formula: str = ""
    format: str = "General"


BLANK = SheetCell(None)


class Origin(NamedTuple):
    """Where a grid stands: the sheet ("" for the grid's own name), row and column of its top left cell."""

    sheet: str = ""
    row: int = 1
    column: int = 1


class Sheet:
    """A grid laid out from A1 (or another cell): header row, labels in the first column, then the columns,
    inputs two columns to the right.

    Each input takes a row there: its head, and its value in the column behind. None, and what is no finite
    number, is a blank cell without a formula.

    Raises: DeckError where a column has another number of values than there are rows, or a formula names
    something that is not there.
    """

    def __init__(self, grid: Grid, origin: Origin = Origin()) -> None:  # noqa: B008
        self.grid, self.origin = grid, origin
        self.name = origin.sheet or _sheet_name(grid.sheet)
        self.first = origin.row + 1
        self.last = self.first + len(grid.labels) - 1
        start = origin.column
        self.letters = {"label": letters(start)}
        self.letters |= {c.key: letters(start + i) for i, c in enumerate(grid.columns, 1)}
        self._quoted = quoted_sheet(self.name)
        self._heads: dict[str, int] = {column.key: i for i, column in enumerate(grid.columns)}
        self._names = self.letters | {
            "first": str(self.first),
            "last": str(self.last),
            "r": "{r}",
            "prev": "{prev}",
        }
        value = letters(self.input_column + 1)
        for row, item in enumerate(grid.inputs, origin.row):
            self._names[f"in:{item.key}"] = f"${value}${row}"
        for data in grid.columns:
            if len(data.values) != len(grid.labels):
                raise DeckError(
                    f"Column {data.key!r} of a chart's sheet has {len(data.values)} values for "
                    f"{len(grid.labels)} rows."
                )

    # ------------------------------------------------------------------ cells

    @property
    def input_column(self) -> int:
        """The column of the inputs' heads; their values stand right of it."""
        return self.origin.column + len(self.grid.columns) + 2

    def column_number(self, key: str) -> int:
        """Where a column, or `label`, stands."""
        return column_number(self.letters[key])

    def column(self, key: str) -> Data:
        """The column of that key.

        Raises: DeckError where there is none.
        """
        place = self._heads.get(key)
        if place is None:
            raise DeckError(f"A chart's sheet has no column {key!r}.", f"Columns: {', '.join(self._heads)}.")
        return self.grid.columns[place]

    def cells(self) -> list[list[SheetCell]]:
        """All cells, row by row; rows are as long as they need to be."""
        grid = self.grid
        rows = [[SheetCell(grid.label_head or None), *(SheetCell(c.head) for c in grid.columns)]]
        filled = [self._filled(data) for data in grid.columns]
        rows += [[SheetCell(label), *(column[i] for column in filled)] for i, label in enumerate(grid.labels)]
        width = len(grid.columns) + 2
        for i, item in enumerate(grid.inputs):
            if i == len(rows):
                rows.append([])
            row = self.origin.row + i
            formula = self._formula(item.formula).replace("{r}", str(row)).replace("{prev}", str(row - 1))
            rows[i] += [BLANK] * (width - len(rows[i]))
            rows[i] += [SheetCell(item.head), SheetCell(item.value, formula, item.format)]
        return rows

    def _filled(self, data: Data) -> list[SheetCell]:
        values = [finite(value) for value in data.values]
        if not data.formula and not data.formulas:
            return [SheetCell(value, "", data.format) for value in values]
        templates: tuple[str, ...] | list[str]
        if data.formulas:
            if len(data.formulas) != len(values):
                raise DeckError(
                    f"Column {data.key!r} has {len(data.formulas)} formulas for {len(values)} rows."
                )
            templates = [self._formula(formula) for formula in data.formulas]
        else:
            templates = [self._formula(data.formula)] * len(values)
        return [
            SheetCell(
                value,
                "" if value is None else template.replace("{r}", str(row)).replace("{prev}", str(row - 1)),
                data.format,
            )
            for row, (value, template) in enumerate(zip(values, templates, strict=True), self.first)
        ]

    def _formula(self, template: str) -> str:
        return fill_in(template.removeprefix("="), self._names) if template else ""

    # ------------------------------------------------------------------ references and caches

    def text_ref(self, key: str, rows: tuple[int, int] | None = None) -> str:
        """`c:strRef` to the labels of some rows, or of all."""
        first, stop = rows or (0, len(self.grid.labels))
        labels = self.grid.labels[first:stop]
        points = "".join(
            [f'<c:pt idx="{i}"><c:v>{escape(text)}</c:v></c:pt>' for i, text in enumerate(labels)]
        )
        return (
            f"<c:strRef><c:f>{self._range(self.letters[key], first, stop)}</c:f><c:strCache>"
            f'<c:ptCount val="{len(labels)}"/>{points}</c:strCache></c:strRef>'
        )

    def head_ref(self, key: str) -> str:
        """`c:strRef` to the head of a column."""
        return self._one(f"${self.letters[key]}${self.origin.row}", self.column(key).head)

    def label_ref(self, row: int) -> str:
        """`c:strRef` to the label of one row, counted from 0."""
        return self._one(f"${self.letters['label']}${self.first + row}", self.grid.labels[row])

    def _one(self, cell: str, text: str) -> str:
        return (
            f"<c:strRef><c:f>{escape(self._quoted)}!{cell}</c:f><c:strCache>"
            f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(text)}</c:v></c:pt></c:strCache></c:strRef>'
        )

    def number_ref(self, key: str, rows: tuple[int, int] | None = None) -> str:
        """`c:numRef` to some rows of a column, or to all; blanks have no point."""
        data = self.column(key)
        first, stop = rows or (0, len(data.values))
        values = data.values[first:stop]
        points = "".join(
            [
                f'<c:pt idx="{i}"><c:v>{number(value)}</c:v></c:pt>'
                for i, value in enumerate(values)
                if value is not None and isfinite(value)
            ]
        )
        return (
            f"<c:numRef><c:f>{self._range(self.letters[key], first, stop)}</c:f><c:numCache>"
            f'<c:formatCode>{escape(data.format)}</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
            "</c:numCache></c:numRef>"
        )

    def _range(self, column: str, first: int, stop: int) -> str:
        start = f"{escape(self._quoted)}!${column}${self.first + first}"
        return start if stop - first == 1 else f"{start}:${column}${self.first + stop - 1}"


def finite(value: float | None) -> float | None:
    """The number, or None where a sheet cannot hold it."""
    return value if value is not None and isfinite(value) else None


def fill_in(template: str, names: Mapping[str, str]) -> str:
    """The template with each `{name}` replaced.

    Raises: DeckError where a name is not known.
    """

    def text(hole: re.Match[str]) -> str:
        try:
            return names[hole[1]]
        except KeyError:
            raise DeckError(
                f"The formula {template!r} of a chart's sheet names {hole[1]!r}, which is not there.",
                f"Names: {', '.join(names)}.",
            ) from None

    return _HOLE.sub(text, template)


def _sheet_name(name: str) -> str:
    """The name without what Excel forbids in one, at most 31 characters."""
    return _BARRED.sub(" ", name).strip("' ")[:_LONGEST_NAME] or "Data"
