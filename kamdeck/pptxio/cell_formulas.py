"""The references inside a cell's formula: found, moved, and filled down as Excel does."""

from __future__ import annotations

import re
from collections.abc import Callable

from kamdeck.pptxio.refs import CELL, Area, column_number, letters

_TOKEN = re.compile(
    r'"(?:[^"]|"")*"|\[[^\]]*\]'  # texts and structured references stay as they are
    r"|(?P<sheet>(?:'(?:[^']|'')+'|(?<![\w.\]'])[^\W\d][\w.]*)!)?"
    r"(?:(?(sheet)|(?<![\w.$!]))(?P<one>\$?[A-Z]{1,3}\$?[1-9]\d*)(?::(?P<other>\$?[A-Z]{1,3}\$?[1-9]\d*))?(?![\w(.!\[])"
    r"|(?(sheet)|(?<![\w.$!]))(?P<columns>\$?[A-Z]{1,3}:\$?[A-Z]{1,3})(?![\w(.!\[])"
    r"|(?(sheet)|(?<![\w.$:!]))(?P<rows>\$?[1-9]\d*:\$?[1-9]\d*)(?![\w(.!\[]))"
)
GONE = "#REF!"
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384


# Where an area stands now (None: gone); the second argument says whether it names its rows without a `$`.
Mover = Callable[[Area, bool], Area | None]


def moved_formula(formula: str, move: Mover) -> str:
    """The formula with every reference led to where its cells stand now; `#REF!` where they are gone.

    Texts, names and structured references stay as they are.
    """

    def text(match: re.Match[str]) -> str:
        sheet = match["sheet"] or ""
        name = _unquoted(sheet)
        if "[" in name:
            return match[0]
        if match["one"]:
            return _moved_area(match, sheet, name, move)
        if match["columns"] or match["rows"]:
            return _moved_lines(match, sheet, name, move)
        return match[0]

    return _TOKEN.sub(text, formula)


def references(formula: str) -> list[Area]:
    """The areas that a cell's formula names; `sheet` "" stands for its own."""
    found: list[Area] = []

    def note(area: Area, _: bool) -> Area:
        found.append(area)
        return area

    moved_formula(formula, note)
    return found


def filled_formula(formula: str, down: int, across: int) -> str:
    """The formula as Excel fills it so many rows down and columns across: what has a `$` stays."""

    def end(text: str) -> str:
        match = CELL.fullmatch(text)
        assert match is not None
        row = int(match[4]) + (0 if match[3] else down)
        column = column_number(match[2]) + (0 if match[1] else across)
        return f"{match[1]}{letters(column)}{match[3]}{row}" if row > 0 and column > 0 else GONE

    def text(match: re.Match[str]) -> str:
        if not match["one"] or (match["sheet"] and "[" in match["sheet"]):
            return match[0]
        return (match["sheet"] or "") + ":".join(end(e) for e in (match["one"], match["other"]) if e)

    return _TOKEN.sub(text, formula)


def _unquoted(sheet: str) -> str:
    name = sheet.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _moved_area(match: re.Match[str], sheet: str, name: str, move: Mover) -> str:
    one, other = CELL.fullmatch(match["one"]), CELL.fullmatch(match["other"] or match["one"])
    assert one is not None
    assert other is not None
    rows, columns = (int(one[4]), int(other[4])), (column_number(one[2]), column_number(other[2]))
    if max(rows) > MAX_ROW or max(columns) > MAX_COLUMN:
        return match[0]
    area = Area(name, min(rows), min(columns), max(rows), max(columns))
    now = move(area, not (one[3] or other[3]))
    if now == area:
        return match[0]
    if now is None:
        return GONE
    first = f"{one[1]}{letters(now.left)}{one[3]}{now.top}"
    last = f":{other[1]}{letters(now.right)}{other[3]}{now.bottom}" if match["other"] else ""
    return f"{sheet}{first}{last}"


def _moved_lines(match: re.Match[str], sheet: str, name: str, move: Mover) -> str:
    """Whole columns or rows: moved as their first and last cells are."""
    first, _, last = (match["columns"] or match["rows"]).partition(":")
    marks = ["$" if end.startswith("$") else "" for end in (first, last)]
    first, last = first.strip("$"), last.strip("$")
    if match["rows"]:
        return match[0]
    left, right = sorted((column_number(first), column_number(last)))
    now = move(Area(name, 1, left, MAX_ROW, right), False)
    if now is None:
        return GONE
    return f"{sheet}{marks[0]}{letters(now.left)}:{marks[1]}{letters(now.right)}"
