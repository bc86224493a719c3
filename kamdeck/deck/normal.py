"""Normal forms: what a refresh compares, written the same way from a spec and from a deck.

A field has a name (`text`, `cell/<row>/<column>`, `val/<series>/<point>`) and a class, found by the first
part of its name. Values are strings, tuples of lengths (EMU) or tuples of keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Literal

from kamdeck.deck.spec import Line, Para, Run

Value = str | tuple[int, ...] | tuple[str, ...]
Fields = dict[str, Value]
Colors = Mapping[str, str]
FieldClass = Literal["text", "box", "look", "data"]

CLASSES: dict[str, FieldClass] = {
    "text": "text",
    "alt": "text",
    "notes": "text",
    "label": "text",
    "box": "box",
    "ends": "box",
    "frame": "box",
    "place": "box",
    "width": "box",
    "height": "box",
    "inner": "box",
    "look": "look",
    "font": "look",
    "adjust": "look",
    "glue": "look",
    "fill": "look",
    "axis": "look",
    "format": "look",
    "kind": "data",
    "rows": "data",
    "columns": "data",
    "cell": "data",
    "merge": "data",
    "order": "data",
    "category": "data",
    "series": "data",
    "name": "data",
    "val": "data",
    "x": "data",
    "size": "data",
    "grid": "data",
    "span": "data",
    "book": "data",
}

UNSCALED = 1_000_000  # scale factors of a group's frame are stored in millionths


_LOOKS = tuple(name for name, kind in CLASSES.items() if kind == "look")


def is_look(name: str) -> bool:
    """Whether a field says what something looks like: no other name starts as those do."""
    return name.startswith(_LOOKS)


def class_of(name: str) -> FieldClass:
    """The class of a field, which decides what happens to a person's edit of it."""
    return CLASSES[name.partition("/")[0]]


def number(value: float | None) -> str:
    """A number of a chart as text, the same from a spec and from a cache; "" where there is none."""
    if value is None or not isfinite(value):
        return ""
    return format(value + 0.0, ".12g")


def text_of(paras: Sequence[Para]) -> str:
    """The characters of some paragraphs; soft breaks count as line feeds."""
    if len(paras) == 1 and len(paras[0].runs) == 1:
        return paras[0].runs[0].text.replace("\v", "\n")
    return "\n".join([p.text for p in paras]).replace("\v", "\n")


def font_look(paras: Sequence[Para], colors: Colors) -> str:
    """The formats of the runs: `size/bold/italic/color`, runs joined by `,`, paragraphs by `;`.

    Neighbours of the same format count as one run, because programs split and join runs at will.
    """
    return ";".join([_runs_look(p.runs, colors) for p in paras])


def _runs_look(runs: Sequence[Run], colors: Colors) -> str:
    looks: list[str] = []
    for run in runs:
        if run.text:
            color = colors.get(f"text:{run.color}", run.color) if run.color else ""
            look = font_token(run.size, run.bold, run.italic, color)
            if not looks or looks[-1] != look:
                looks.append(look)
    return ",".join(looks)


def font_token(size: float | None, bold: bool | None, italic: bool | None, color: str) -> str:
    """The format of one run; an empty part is inherited."""
    return f"{'' if size is None else format(size, 'g')}/{_flag(bold)}/{_flag(italic)}/{color}"


def _flag(value: bool | None) -> str:
    return "" if value is None else str(int(value))


def line_look(line: Line | None, colors: Colors) -> str:
    """An outline; its width to the nearest quarter point, since programs round it."""
    if line is None:
        return "-"
    return line_token(colors.get(line.color, line.color), line.width, line.dash)


def line_token(color: str, width: float, dash: str) -> str:
    """An outline from its parts; `width` in points."""
    return f"{color} {round(width * 4) / 4:g} {dash}"


def fill_look(color: str | None, colors: Colors) -> str:
    """A fill; `-` draws none."""
    return "-" if color is None else colors.get(color, color)


def shape_look(geom: str, turn: float, flips: str, fill: str, line: str) -> str:
    """The drawn look of a shape; `turn` in degrees."""
    return f"{geom}|{round(turn % 360, 2):g}{flips}|{fill}|{line}"


def glue_look(start: tuple[str, int], end: tuple[str, int]) -> str:
    """Where a connector is glued: key and site of both ends; an empty key is a free end."""
    return f"{start[0]}#{start[1]}>{end[0]}#{end[1]}"


def merge_look(spans: Iterable[tuple[str, int, int]]) -> str:
    """The merged cells of a row, from column key, columns and rows covered by each cell; "" without any."""
    return ",".join([f"{key}+{span}x{vspan}" for key, span, vspan in spans if span > 1 or vspan > 1])
