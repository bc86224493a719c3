"""Text in pictures breaks where the measure says, and numbers read as Excel writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.deck.spec import Para, Run, para
from kamdeck.pictures.numbers import formatted
from kamdeck.pictures.words import lines_of
from kamdeck.text.measure import SLACK, wrap

WORDS = st.text(alphabet="abcdefgh -éW", min_size=1, max_size=80)


@given(WORDS, st.integers(300_000, 4_000_000), st.booleans())
def test_one_format_breaks_as_measured(text: str, room: int, bold: bool) -> None:
    lines = lines_of((para(text, size=12, bold=bold),), room)
    drawn = ["".join(piece.text for piece in line.pieces) for line in lines]
    expected = wrap(text, 12, round(room * SLACK), bold)
    assert [line.strip() for line in drawn] == [line.strip() for line in expected]


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=5), st.integers(900_000, 4_000_000))
def test_mixed_formats_lose_no_character_and_fit(parts: list[tuple[str, bool]], room: int) -> None:
    runs = tuple(Run(text, size=11, bold=bold) for text, bold in parts)
    lines = lines_of((Para(runs),), room)
    drawn = "".join(piece.text for line in lines for piece in line.pieces)
    assert drawn.replace(" ", "") == "".join(text for text, _ in parts).replace(" ", "")
    for line in lines:
        if len(line.pieces) > 1:
            words = "".join(piece.text for piece in line.pieces).split()
            assert len(words) == 1 or sum(p.width for p in line.pieces) <= room * 1.02


def test_tabs_stand_at_their_stops() -> None:
    row = Para((Run("left\t12.5\tmid", size=10),), tabs=((2_000_000, "r"), (3_000_000, "ctr")))
    first, second, third = lines_of((row,), 5_000_000)[0].pieces
    assert first.x == 0
    assert second.x + second.width == 2_000_000
    assert abs(third.x + third.width // 2 - 3_000_000) <= 1


def test_a_bulleted_paragraph_hangs_at_its_stop() -> None:
    words = "a point that goes on for longer than one line has room for"
    point = Para((Run(f"\u2022\t{words}", size=14),), tabs=((400_000, "l"),))
    lines = lines_of((point,), 2_500_000)
    assert len(lines) > 1
    assert [line.pieces[-1].x for line in lines] == [400_000] * len(lines)
    assert lines[0].pieces[0].text == "\u2022"


@pytest.mark.parametrize(
    ("value", "code", "lang", "expected"),
    [
        (1234.5, "General", "en-US", "1234.5"),
        (3.0, "General", "fr-FR", "3"),
        (0.5, "0%", "en-US", "50%"),
        (0.125, "0.0%", "fr-FR", "12,5%"),
        (2.5, "0", "en-US", "3"),
        (1234567.0, "#,##0", "en-US", "1,234,567"),
        (1234567.0, "#,##0,", "en-US", "1,235"),
        (8600000.0, "#,##0.0,,", "fr-FR", "8,6"),
        (0.0, "#,##0;;", "en-US", ""),
        (-4.0, "#,##0;;", "en-US", ""),
        (-4.0, '0.0;"−"0.0', "en-US", "−4.0"),
        (0.0, '0;-0;"none"', "en-US", "none"),
        (12.0, '"$"#,##0"k"', "en-US", "$12k"),
        (12.0, "[$€-40C] 0", "fr-FR", "€ 12"),
        (0.5, ".0#", "en-US", ".5"),
        (-0.2, "0", "en-US", "0"),
        (7.0, "00", "en-US", "07"),
        (0.0, '[<1]"";[>10]"";0', "en-US", ""),
        (11.0, '[<1]"";[>10]"";0', "en-US", ""),
        (10.0, '[<1]"";[>10]"";0', "en-US", "10"),
        (-3.0, '[<0]"under";[=5]"five"', "en-US", "under"),
    ],
)
def test_number_formats(value: float, code: str, lang: str, expected: str) -> None:
    assert formatted(value, code, lang) == expected
