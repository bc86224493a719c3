"""Small arithmetic over columns: `Quantity * [Unit price] * (1 - Discount)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kamdeck.workbook.numerals import UnreadableError

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|\[([^\]]+)\]|([^\W\d][\w.]*)|([-+*/()]))")

Number = float | None
Term = Callable[[Sequence[Number]], Number]
"""The value of a formula for the numbers of its columns; None when one that counts is blank."""


class Formula:
    """A formula over named columns; `names` lists them in the order in which `value` wants the numbers.

    Raises: UnreadableError when the text is no formula.
    """

    __slots__ = ("_at", "_tokens", "names", "value")

    def __init__(self, text: str) -> None:
        self.names: list[str] = []
        self._tokens = _tokens(text)
        self._at = 0
        self.value = self._sum()
        if self._at < len(self._tokens) or not self.names:
            raise UnreadableError

    def _take(self, marks: str) -> str:
        """The next token when it is one of the marks, else ""."""
        if self._at < len(self._tokens):
            kind, token = self._tokens[self._at]
            if kind == "mark" and token in marks:
                self._at += 1
                return token
        return ""

    def _sum(self) -> Term:
        term = self._product()
        while mark := self._take("+-"):
            term = _both(mark, term, self._product())
        return term

    def _product(self) -> Term:
        term = self._single()
        while mark := self._take("*/"):
            term = _both(mark, term, self._single())
        return term

    def _single(self) -> Term:
        if self._take("-"):
            inner = self._single()
            return lambda row: None if (value := inner(row)) is None else -value
        if self._take("("):
            inner = self._sum()
            if not self._take(")"):
                raise UnreadableError
            return inner
        if self._at >= len(self._tokens) or self._tokens[self._at][0] == "mark":
            raise UnreadableError
        kind, token = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            fixed = float(token)
            return lambda _: fixed
        if token not in self.names:
            self.names.append(token)
        place = self.names.index(token)
        return lambda row: row[place]


def _both(mark: str, left: Term, right: Term) -> Term:
    work = _WORK[mark]

    def value(row: Sequence[Number]) -> Number:
        a, b = left(row), right(row)
        return None if a is None or b is None else work(a, b)

    return value


_WORK: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    place = 0
    body = text.rstrip()
    while place < len(body):
        match = _TOKEN.match(body, place)
        if match is None:
            raise UnreadableError
        number, bracket, word, mark = match.groups()
        kind, token = ("number", number) if number else ("mark", mark) if mark else ("name", bracket or word)
        found.append((kind, token.strip()))
        place = match.end()
    return found
