"""Random edits of every kind, a program that saves the deck, another workbook, a refresh.

Nothing of a person's goes without a word, and nothing is said that is not so. `make torture` makes thousands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from kamdeck.report import Kept, Report
from tests.raw_deck import RawDeck
from tests.refresh.model import decks
from tests.refresh.model.__main__ import command, table
from tests.refresh.model.judge import FALSELY, KEPT, LOST, SILENT, outcome, strays
from tests.refresh.model.rounds import ORDER, Order, edit, run
from tests.refresh.model.site import KINDS

ROUNDS = range(12)
EDITS = 27  # a round: 300 in all


@pytest.fixture(autouse=True)
def every_report_is_true() -> None:
    """The rounds ask the judge of reports themselves."""


@pytest.fixture(autouse=True)
def every_deck_written_is_sound() -> None:
    """A person's edits are not only what the inventory of our own writing knows: the rounds hold our lint of
    the new deck against that of the edited one."""


@pytest.mark.parametrize("seed", ROUNDS)
def test_no_edit_is_lost_silently_and_no_line_is_untrue(
    seed: int, record_property: Callable[[str, object], None]
) -> None:
    result = run(Order(seed, EDITS))
    record_property("counts", f"{command(result.order)}: {table([result]).splitlines()[-1]}")
    assert result.wrong == [], command(result.order)


def test_the_rounds_make_every_kind_of_edit() -> None:
    assert len(KINDS) >= 60
    asked = Counter(kind for seed in ROUNDS for kind in Order(seed, EDITS).settled().kinds)
    assert sorted(asked) == sorted(KINDS)


@pytest.mark.parametrize("seed", range(-(-len(ORDER) // EDITS)))
def test_an_edit_is_seen_where_it_was_made_and_missed_where_it_was_not(seed: int) -> None:
    """The judge says kept of the deck that was edited, and accuses one that is as if nobody had edited it."""
    order = Order(seed, EDITS, "plain", 0, "nothing").settled()
    deck = RawDeck(decks.built(0))
    made, _ = edit(deck, order)
    edited, plain = RawDeck(deck.save()), RawDeck(decks.built(0))
    assert len(made) > EDITS * 3 // 4
    assert [e.kind for e in made if outcome(e, edited, edited, plain, Report()).state != KEPT] == []
    assert [e.kind for e in made if not outcome(e, edited, plain, plain, Report()).is_fault] == []


def test_a_line_that_says_so_clears_and_a_line_that_is_untrue_does_not() -> None:
    (made,), _ = edit(deck := RawDeck(decks.built(0)), Order(1, 1, "plain", 0, "", ("fill",)).settled())
    edited, plain = RawDeck(deck.save()), RawDeck(decks.built(0))
    line = Kept(made.where.key, "look")
    states = [
        outcome(made, edited, plain, plain, told).state
        for told in (
            Report(),
            Report(lost=(line,)),
            Report(kept=(line,)),
            Report(lost=(Kept("other", "look"),)),
        )
    ]
    assert states == [SILENT, LOST, FALSELY, SILENT]


def test_what_nobody_edited_is_held_against_a_refresh_without_edits() -> None:
    (made,), tried = edit(deck := RawDeck(decks.built(0)), Order(1, 1, "plain", 0, "", ("fill",)).settled())
    edited, plain = RawDeck(deck.save()), RawDeck(decks.built(0))
    assert strays([made], edited, plain, tried) == []
    (seen,) = strays([], edited, plain, tried)
    assert made.where.key in seen
