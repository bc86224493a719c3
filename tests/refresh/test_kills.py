"""Killed at any moment, a run leaves deck and backup whole, and the next one clears up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.refresh.kills import COMMANDS, Counts, Stand, kill

KILLS = 8  # of each command; `make torture` kills a hundred


@pytest.mark.parametrize("command", COMMANDS)
def test_a_killed_run_leaves_everything_whole_and_the_next_one_clears_up(
    command: str, record_property: Callable[[str, object], None]
) -> None:
    counts = Counts()
    kill(command, KILLS, 1, counts)
    record_property("counts", str(counts))
    assert counts.killed[command] == KILLS
    assert counts.faults == []


def test_a_torn_deck_a_torn_backup_and_what_is_left_behind_are_seen(tmp_path: Path) -> None:
    stand = Stand("refresh", tmp_path)
    for name in ("w.pptx", "w.bak.pptx"):
        path = stand.place / name
        path.write_bytes(path.read_bytes()[:1000])
    found = list(stand.faults())
    assert [fault.partition(" is ")[0] for fault in found] == ["the deck", "the backup"]
    assert "1000 bytes, torn" in found[0]
    stand.put_back()
    assert list(stand.faults()) == []
    (stand.place / ".w.pptx.77.own").write_bytes(b"")
    assert list(stand.faults_after_next_run()) == ["left behind after the next run: ['.w.pptx.77.own']"]
