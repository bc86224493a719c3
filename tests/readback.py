"""A finished deck, read by an independent reader: texts, tables, charts and their embedded sheets by key."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation

from tests.view_checks import PLAIN

_NUMBER = re.compile(r"[-−+]?\d[\d\s.,\u00a0\u202f]*")


def walk(shapes: Any) -> Iterator[Any]:
    """Every shape, those of groups too."""
    for shape in shapes:
        yield shape
        if shape.shape_type == 6:  # a group
            yield from walk(shape.shapes)


def number(text: str, lang: str) -> float:
    """The first number of a text in a language's form; a percentage as a share, `$2.4M` in dollars."""
    text = text.replace("$", "", 1)
    found = _NUMBER.search(text)
    assert found, f"no number in {text!r}"
    digits = re.sub(r"[\s\u00a0\u202f]", "", found[0]).replace("−", "-").rstrip(".,")
    value = float(digits.replace(".", "").replace(",", ".") if lang == "fr" else digits.replace(",", ""))
    rest = text[found.start() + len(found[0].rstrip()) :].lstrip("\u00a0\u202f ")
    if rest.startswith("%"):
        return value / 100
    scale = {"M": 1e6, "k": 1e3}.get(rest[:1], 1.0)
    return value * scale


class ReadDeck:
    """One deck. Keys are those of the shapes' names, without the mark in front."""

    def __init__(self, path: Path, lang: str) -> None:
        self.lang = lang
        self.slides = list(Presentation(str(path)).slides)

    @cached_property
    def shapes(self) -> dict[str, Any]:
        """Our shapes by key."""
        found = (shape for slide in self.slides for shape in walk(slide.shapes))
        return {shape.name.removeprefix("kd:"): shape for shape in found if shape.name.startswith("kd:")}

    def text(self, key: str) -> str:
        """The words of a shape, soft breaks as spaces."""
        return str(self.shapes[key].text_frame.text).replace("\v", " ").translate(PLAIN)

    def rows(self, key: str) -> list[list[str]]:
        """The texts of a table."""
        return [[cell.text for cell in row.cells] for row in self.shapes[key].table.rows]

    def row(self, key: str, label: str) -> list[str]:
        """The table row whose first or second cell starts with a label."""
        return next(row for row in self.rows(key) if any(c.startswith(label) for c in row[:2]))

    def series(self, key: str) -> dict[str, list[float | None]]:
        """The cached values of a chart by series name."""
        return {s.name: list(s.values) for plot in self.shapes[key].chart.plots for s in plot.series}

    def sheet(self, key: str) -> list[tuple[Any, ...]]:
        """The rows of a chart's embedded sheet, formulas as the values stored with them."""
        blob = self.shapes[key].chart.part.chart_workbook.xlsx_part.blob
        sheet = load_workbook(io.BytesIO(blob), data_only=True).active
        assert sheet is not None
        return list(sheet.iter_rows(values_only=True))

    def column(self, key: str, place: int) -> list[Any]:
        """One column of a chart's embedded sheet, without its head."""
        return [row[place] for row in self.sheet(key)[1:]]
