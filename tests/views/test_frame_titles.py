"""Where a title of two lines breaks, and how words that are too long for their place are cut."""

from __future__ import annotations

import pytest

from kamdeck.deck.spec import EMU, Text
from kamdeck.layout.page import title_block
from kamdeck.text.measure import fitting, shorten, width
from tests.views.test_apart import context

LONG = "this clause is so long that the title needs two lines in all"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        (
            f"The very first clause of it; second: third, {LONG}",
            f"The very first clause of it;\vsecond: third, {LONG}",
        ),
        (
            f"The very first clause of it: second; third, {LONG}",
            f"The very first clause of it:\vsecond; third, {LONG}",
        ),
        (
            f"La toute première proposition\u202f; second\u202f: {LONG}",
            f"La toute première proposition\u202f;\vsecond\u202f: {LONG}",
        ),
        (f"The very first clause of it, second {LONG}", f"The very first clause of it,\vsecond {LONG}"),
        ("Short: one line", "Short: one line"),
    ],
)
def test_a_title_breaks_after_its_first_clause(title: str, wanted: str) -> None:
    block = title_block(context("en"), "view", "kicker", title)
    (shown,) = (t for t in block if isinstance(t, Text) and t.key == "view/title")
    assert shown.paras[0].text == wanted


def test_type_grows_smaller_before_words_are_cut() -> None:
    room = 2 * EMU
    sizes = (11.0, 10.0, 9.0)
    assert fitting("short", sizes, room) == 11.0
    text = "some words for one line of text"
    assert width(text, 11.0) > room >= width(text, fitting(text, sizes, room))
    assert fitting("words " * 40, sizes, room) == 9.0


def test_a_cut_leaves_no_open_bracket() -> None:
    text = "how cheaply (now and later)"
    room = width("how cheaply (n…", 10.0) - 1
    assert shorten(text, 10.0, room) == "how cheaply…"
