"""What is too long for its place loses whole clauses."""

from __future__ import annotations

import pytest

from kamdeck.layout.clauses import heads_of


@pytest.mark.parametrize(
    ("text", "marks", "heads"),
    [
        ("One; two, three", ";,", ["One; two", "One"]),
        ("One; two, three", ";", ["One"]),
        ("Un\u202f; deux\u202f: trois", ";:", ["Un\u202f; deux", "Un"]),
        ("St. Mary leads. It wins", ".", ["St. Mary leads"]),
        ("From 1,200 to 3.5, then on", ".,", ["From 1,200 to 3.5"]),
        ("Bars (left, right), and a line", ",", ["Bars (left, right)"]),
        ("Nothing ends here", ";.,:", []),
        ("Grown by 5%. Next year", ".", ["Grown by 5%"]),
    ],
)
def test_heads_of(text: str, marks: str, heads: list[str]) -> None:
    assert heads_of(text, marks) == heads
