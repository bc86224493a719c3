"""What tests share: every deck that a test saves must pass `sound`."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from kamdeck.pptxio.files import DeckFile
from kamdeck.text import Say
from tests.kept_lines import assert_report_true
from tests.unjudged import Unjudged
from tests.validators import findings, inventory, sdk_program, sdk_sweep


@pytest.fixture
def say() -> Say:
    return Say("en")


@pytest.fixture(scope="session")
def sound() -> Iterator[Callable[[Path | bytes], None]]:
    """Asserts that a deck opens, by our own lint, openxml-audit and what Office has been seen to write.

    A slide that was judged in one deck is not judged in the next. The Open XML SDK, which takes half a second
    a deck, looks at all of them when the session ends.
    """
    decks: dict[str, bytes] = {}
    unjudged = Unjudged()

    def check(deck: Path | bytes) -> None:
        data = deck if isinstance(deck, bytes) else deck.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if digest not in decks:
            rest = unjudged.rest(data)
            assert findings(data, rest) == []
            decks[digest] = rest

    yield check
    assert sdk_sweep(list(decks.values())) == []


@pytest.fixture(autouse=True)
def every_deck_written_is_sound(
    sound: Callable[[Path | bytes], None], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever `build` and `refresh` write in a test goes before the judges too; not where memory is
    measured, since the judges keep every deck until the end."""
    if getattr(request.module, "MEASURES_MEMORY", False):
        return

    write = DeckFile.replace

    def checked(file: DeckFile, data: bytes) -> Any:
        written = write(file, data)
        if data.startswith(b"PK"):  # tests of files alone write other bytes
            sound(data)
        return written

    monkeypatch.setattr(DeckFile, "replace", checked)


@pytest.fixture(scope="session", autouse=True)
def nobody_is_remembered(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a user read before is kept in a folder of the tests, for the programs that they start too."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture(autouse=True)
def every_report_is_true(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line of what `refresh` reports in a test is held against the deck that it wrote.

    Tests of accounts under other names look themselves: the judge cannot know what was called what.
    """
    if getattr(request.module, "LOOKS_ITSELF", False):
        return
    from kamdeck import api

    refresh = api.refresh

    @wraps(refresh)
    def checked(deck: Any, *rest: Any, **more: Any) -> Any:
        before = Path(deck).read_bytes() if Path(deck).is_file() else b""
        report = refresh(deck, *rest, **more)
        # in a deck that is taken on nothing tells yet which shape is which: its tests look themselves
        if not (more.get("is_dry") or more.get("is_adopting")):
            assert_report_true(before, Path(deck).read_bytes(), report)
        return report

    monkeypatch.setattr(api, "refresh", checked)


def pytest_report_header() -> list[str]:
    """Say which judges take part."""
    return [
        f"Open XML SDK validator: {'runs' if sdk_program() else 'not installed, left out'}",
        f"inventory of what Office writes: {'used' if inventory() else 'not there, left out'}",
    ]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The counts of the tests that count: what became of how many edits, how many runs were killed."""
    reports = [*terminalreporter.stats.get("passed", ()), *terminalreporter.stats.get("failed", ())]
    for report in reports:
        for name, value in getattr(report, "user_properties", ()):
            if name == "counts" and getattr(report, "when", "") == "call":
                terminalreporter.write_line(str(value))
