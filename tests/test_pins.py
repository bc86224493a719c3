"""Slides on our own master are what they were, but for what a commit of its own changed on purpose."""

from __future__ import annotations

from tests.pins import cases, moved, pinned


def test_slides_are_those_that_are_pinned() -> None:
    known = pinned()
    names = []
    for name, book, choice in cases():
        names.append(name)
        assert moved(name, book, choice, known) == []
    assert names == sorted(known, key=names.index)


def test_a_moved_slide_is_seen() -> None:
    name, book, choice = next(cases())
    known = pinned()
    key = next(iter(known[name]))
    known[name] |= {key: "0" * 10}
    assert moved(name, book, choice, known) == [f"{name}: {key}"]
