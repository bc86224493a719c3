"""A1 addresses: letters of a column and back."""

from __future__ import annotations

from functools import cache


@cache
def letters(column: int) -> str:
    """The letters of a column counted from 1: 1 is A, 16384 is XFD."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_number(text: str) -> int:
    """The column of letters, 0 when they are none: A is 1."""
    number = 0
    for letter in text.upper():
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number


def a1(row: int, column: int) -> str:
    """The address of a cell: (7, 4) is D7."""
    return f"{letters(column)}{row}"
