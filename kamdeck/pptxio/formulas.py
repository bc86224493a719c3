"""What the formulas give that a person wrote beside our figures: arithmetic and common functions.

Not a spreadsheet: whatever is not known here is refused, and the caller keeps the result that is stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from math import floor, isfinite
from typing import Any

from kamdeck.pptxio.cell_formulas import references
from kamdeck.pptxio.refs import Place

Value = float | str | bool | None
Read = Callable[[str, Place], Value]
MOST = 10_000  # cells of one reference: a chart's sheet has a few dozen rows

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>\d+\.?\d*(?:[Ee][+-]?\d+)?|\.\d+)(?![\w(:!])'
    r"|(?P<ref>(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![\w(.!\[#])"
    r"|(?P<call>[A-Z][A-Z0-9.]*)\(|(?P<word>TRUE|FALSE)(?![\w(])|(?P<sign><=|>=|<>|[-+*/^&=<>%(),]))"
)
_FORMAT = re.compile(r"(#,##)?0(?:\.(0+))?(%?)")
_ORDER = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}


class UnknownError(Exception):
    """A formula that is not understood here."""


class Fault(str):
    """An error value such as `#DIV/0!`."""

    __slots__ = ()


class Cells(list[Value]):
    """The values of an area."""


Worked = Value | Cells


def result_of(formula: str, sheet: str, read: Read) -> Value:
    """What a formula on a sheet gives; `read` answers for cells.

    Raises:
        UnknownError: a name, function or form that is not understood here.
    """
    found = _Formula(formula, sheet, read).value()
    if isinstance(found, Cells):
        raise UnknownError(formula)
    return found


class _Formula:
    """One formula while it is worked out, from left to right."""

    def __init__(self, text: str, sheet: str, read: Read) -> None:
        self.text, self.sheet, self.read = text, sheet, read
        self.tokens = list(_tokens(text))
        self.at = 0

    def value(self) -> Worked:
        found = self._expression(0)
        if self.at != len(self.tokens):
            raise UnknownError(self.text)
        return found

    def _next(self) -> tuple[str, str]:
        if self.at == len(self.tokens):
            raise UnknownError(self.text)
        self.at += 1
        return self.tokens[self.at - 1]

    def _sees(self, sign: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at] == ("sign", sign)

    def _expression(self, least: int) -> Worked:
        left = self._operand()
        while self.at < len(self.tokens):
            kind, sign = self.tokens[self.at]
            if (kind, sign) == ("sign", "%"):
                self.at += 1
                left = _arithmetic("/", left, 100.0)
                continue
            rank = _ORDER.get(sign, 0) if kind == "sign" else 0
            if rank <= least:
                break
            self.at += 1
            left = _joined(sign, left, self._expression(rank))
        return left

    def _operand(self) -> Worked:
        kind, text = self._next()
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "word":
            return text == "TRUE"
        if kind == "ref":
            return self._cells(text)
        if kind == "call":
            return self._call(text)
        if text in ("-", "+"):  # binds closer than ^, as in Excel: -2^2 is 4
            operand = self._expression(5)
            return _arithmetic("*", operand, -1.0) if text == "-" else operand
        if text == "(":
            found = self._expression(0)
            if self._next() != ("sign", ")"):
                raise UnknownError(self.text)
            return found
        raise UnknownError(self.text)

    def _cells(self, text: str) -> Worked:
        (area,) = references(text) or (None,)
        if area is None or area.size > MOST:
            raise UnknownError(text)
        sheet = area.sheet or self.sheet
        if ":" not in text:
            return self.read(sheet, (area.top, area.left))
        return Cells(self.read(sheet, place) for place in area.places())

    def _call(self, name: str) -> Worked:
        given: list[Worked] = []
        while not self._sees(")"):
            given.append(self._expression(0))
            if not self._sees(")") and self._next() != ("sign", ","):
                raise UnknownError(self.text)
        self.at += 1
        work = _FUNCTIONS.get(name)
        if work is None:
            raise UnknownError(name)
        try:
            return work(given)
        except (IndexError, TypeError, ValueError, OverflowError) as fault:
            raise UnknownError(self.text) from fault


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise UnknownError(text)
        yield match.lastgroup, match[match.lastgroup]
        place = match.end()


# ------------------------------------------------------------------ operators


def _joined(sign: str, left: Worked, right: Worked) -> Value:
    fault = _fault(left, right)
    if fault is not None:
        return fault
    if sign == "&":
        return _words(left) + _words(right)
    if _ORDER[sign] == 1:
        return _compared(sign, left, right)
    return _arithmetic(sign, left, right)


def _arithmetic(sign: str, left: Worked, right: Worked) -> Value:
    fault = _fault(left, right)
    if fault is not None:
        return fault
    a, b = _number(left), _number(right)
    if sign == "/" and b == 0:
        return Fault("#DIV/0!")
    try:
        found = {"+": a + b, "-": a - b, "*": a * b}.get(sign)
        if found is None:
            found = a / b if sign == "/" else a**b
    except (OverflowError, ZeroDivisionError, ValueError) as error:
        raise UnknownError(sign) from error
    if isinstance(found, complex) or not isfinite(found):
        raise UnknownError(sign)
    return found


def _compared(sign: str, left: Worked, right: Worked) -> bool:
    if isinstance(left, str) != isinstance(right, str):
        if None in (left, right):
            left, right = _words(left), _words(right)
        else:
            raise UnknownError(sign)
    if isinstance(left, str) and isinstance(right, str):
        return _held(sign, left.casefold(), right.casefold())
    return _held(sign, _number(left), _number(right))


def _held(sign: str, a: Any, b: Any) -> bool:
    return bool({"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign])


def _fault(*values: Worked) -> Fault | None:
    return next((value for value in values if isinstance(value, Fault)), None)


def _number(value: Worked) -> float:
    if isinstance(value, str | Cells):
        raise UnknownError(str(value))
    return float(value or 0)


def _words(value: Worked) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, Cells):
        raise UnknownError(str(value))
    return format(value, ".15g") if abs(value) < 1e11 else _refuse(value)


def _refuse(value: object) -> str:
    raise UnknownError(str(value))


# ------------------------------------------------------------------ functions


def _numbers(given: Sequence[Worked]) -> list[float]:
    """The numbers among the arguments: of areas only what is a number."""
    found: list[float] = []
    for each in given:
        if isinstance(each, Cells):
            if fault := _fault(*each):
                raise UnknownError(fault)
            found += [float(v) for v in each if isinstance(v, float)]
        else:
            found.append(_number(each))
    return found


def _rounded(given: Sequence[Worked]) -> float:
    """Half away from zero, as Excel rounds."""
    value, places = _number(given[0]), int(_number(given[1])) if len(given) > 1 else 0
    scale = 10.0**places
    shifted = float(format(abs(value) * scale, ".15g"))
    size = floor(shifted + 0.5) / scale
    return -size if value < 0 else size


def _chosen(given: Sequence[Worked]) -> Worked:
    if (fault := _fault(given[0])) is not None:
        return fault
    if isinstance(given[0], str | Cells):
        raise UnknownError(str(given[0]))
    return given[1] if given[0] else given[2] if len(given) > 2 else False


def _in_format(given: Sequence[Worked]) -> Value:
    """TEXT for plain formats: `0.0`, `#,##0`, `0%`."""
    if (fault := _fault(*given[:2])) is not None:
        return fault
    match = _FORMAT.fullmatch(_words(given[1]))
    if match is None:
        raise UnknownError(_words(given[1]))
    places = len(match[2] or "")
    value = _rounded([_number(given[0]) * (100 if match[3] else 1), float(places)])
    return f"{value:{',' if match[1] else ''}.{places}f}{match[3]}"


def _average(given: Sequence[Worked]) -> Value:
    found = _numbers(given)
    return sum(found) / len(found) if found else Fault("#DIV/0!")


def _flat(given: Sequence[Worked]) -> Iterator[Value]:
    for each in given:
        yield from each if isinstance(each, Cells) else (each,)


_FUNCTIONS: dict[str, Callable[[Sequence[Worked]], Worked]] = {
    "SUM": lambda given: float(sum(_numbers(given))),
    "AVERAGE": _average,
    "MIN": lambda given: min(_numbers(given), default=0.0),
    "MAX": lambda given: max(_numbers(given), default=0.0),
    "COUNT": lambda given: float(sum(isinstance(v, float) for v in _flat(given))),
    "COUNTA": lambda given: float(sum(v is not None for v in _flat(given))),
    "LARGE": lambda given: sorted(_numbers(given[:1]), reverse=True)[int(_number(given[1])) - 1],
    "SMALL": lambda given: sorted(_numbers(given[:1]))[int(_number(given[1])) - 1],
    "ABS": lambda given: abs(_number(given[0])),
    "INT": lambda given: float(floor(_number(given[0]))),
    "ROUND": _rounded,
    "IF": _chosen,
    "IFERROR": lambda given: given[1] if isinstance(given[0], Fault) else given[0],
    "AND": lambda given: all(bool(_number(v)) for v in _flat(given)),
    "OR": lambda given: any(bool(_number(v)) for v in _flat(given)),
    "NOT": lambda given: not _number(given[0]),
    "CONCATENATE": lambda given: "".join(_words(v) for v in given),
    "LEFT": lambda given: _words(given[0])[: int(_number(given[1])) if len(given) > 1 else 1],
    "UPPER": lambda given: _words(given[0]).upper(),
    "LOWER": lambda given: _words(given[0]).lower(),
    "TRIM": lambda given: " ".join(_words(given[0]).split()),
    "TEXT": _in_format,
    "NA": lambda _: Fault("#N/A"),
}
