"""Every view in the rooms that companies' masters leave: type, words in boxes, nothing over anything."""

from __future__ import annotations

import pytest

from kamdeck.deck.frame import OURS
from kamdeck.deck.spec import SlideSpec, Text
from kamdeck.layout.areas import form_of
from kamdeck.record import replace
from tests.frames import ROOMS, faults_in


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_is_wrong_in_a_room(room: str) -> None:
    assert [fault for _, found in faults_in(room, ROOMS[room]) for fault in found] == []


def test_the_rooms_are_of_every_form() -> None:
    assert {form_of(frame) for frame in ROOMS.values()} == {"right", "strip", "low", "line", "notes"}


def test_a_fault_is_seen() -> None:
    """The judge finds small type, words that are cut, and what leaves the body."""
    from tests.frames import books, compose_in, wrong

    room = "4:3, strip"
    frame = ROOMS[room]
    spec = compose_in(dict(books())["story"], frame, "en", ("elements",))
    slide = spec.slides[0]
    assert wrong(slide, frame) == []
    assert wrong(_changed(slide, size=8.0), frame) != []
    assert wrong(slide, replace(frame, body=replace(frame.body, w=frame.body.w // 2))) != []
    assert wrong(slide, OURS) != []


def _changed(slide: SlideSpec, size: float) -> SlideSpec:
    fact = next(e for e in slide.elements if isinstance(e, Text) and "/fact:" in e.key)
    paras = tuple(replace(p, runs=tuple(replace(run, size=size) for run in p.runs)) for p in fact.paras)
    made = replace(fact, paras=paras)
    return replace(slide, elements=tuple(made if e is fact else e for e in slide.elements))
