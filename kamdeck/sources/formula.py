"""Small arithmetic over columns: `Quantity * [Unit price] * (1 - Discount)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kamdeck.workbook.numerals import UnreadableError

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|\[([^\]]+)\]|([^\W\d][\w.]*)|([-+*/()]))")


class Formula:
    """A formula over named columns; `names` lists them in the order in which `sql` wants their expressions.

    Raises: UnreadableError when the text is no formula.
    """

    __slots__ = ("_at", "_sql", "_tokens", "names")

    def __init__(self, text: str) -> None:
        self.names: list[str] = []
        self._tokens = _tokens(text)
        self._at = 0
        self._sql = self._sum()
        if self._at < len(self._tokens) or not self.names:
            raise UnreadableError

    def sql(self, columns: Sequence[str]) -> str:
        """The formula over expressions of numbers: null where one is null or a division is by zero."""
        return self._sql.format(*columns)

    def _take(self, marks: str) -> str:
        """The next token when it is one of the marks, else ""."""
        if self._at < len(self._tokens):
            kind, token = self._tokens[self._at]
            if kind == "mark" and token in marks:
                self._at += 1
                return token
        return ""

    def _sum(self) -> str:
        term = self._product()
        while mark := self._take("+-"):
            term = f"({term} {mark} {self._product()})"
        return term

    def _product(self) -> str:
        term = self._single()
        while mark := self._take("*/"):
            other = self._single()
            term = f"({term} * {other})" if mark == "*" else f"({term} / nullif({other}, 0))"
        return term

    def _single(self) -> str:
        if self._take("-"):
            return f"(-{self._single()})"
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
            return f"{float(token)!r}::double"
        if token not in self.names:
            self.names.append(token)
        return f"{{{self.names.index(token)}}}"


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
