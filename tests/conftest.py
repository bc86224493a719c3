"""What tests share: every deck that a test saves must pass `sound`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.validators import findings, inventory, sdk_program, sdk_sweep


@pytest.fixture(scope="session")
def sound() -> Iterator[Callable[[Path | bytes], None]]:
    """Asserts that a deck opens, by our own lint, openxml-audit and what Office has been seen to write.

    The Open XML SDK, which takes half a second a deck, looks at all of them when the session ends.
    """
    decks: dict[str, bytes] = {}

    def check(deck: Path | bytes) -> None:
        data = deck if isinstance(deck, bytes) else deck.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if digest not in decks:
            assert findings(data) == []
            decks[digest] = data

    yield check
    assert sdk_sweep(list(decks.values())) == []


def pytest_report_header() -> list[str]:
    """Say which judges take part."""
    return [
        f"Open XML SDK validator: {'runs' if sdk_program() else 'not installed, left out'}",
        f"inventory of what Office writes: {'used' if inventory() else 'not there, left out'}",
    ]
