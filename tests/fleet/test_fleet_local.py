"""A fleet on this machine: processes that are killed, workbooks that are broken, runs that are stopped."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import psutil
import pytest

import kamdeck
from kamdeck.errors import KamdeckError
from kamdeck.fleets.journal import NAME, alone
from kamdeck.fleets.run import Order, run_fleet
from kamdeck.report import FleetDeck, FleetReport
from kamdeck.text import Say
from tests.fleet_files import BROKEN, ROOT, SMALL, STORY, DeadlyHands, many_books

DECKS = 200


def workers_here() -> list[psutil.Process]:
    """The fleet's processes that this one started."""
    return [
        child
        for child in psutil.Process().children()
        if any("fleets.worker" in part for part in child.cmdline())
    ]


def states(report: FleetReport) -> dict[str, str]:
    return {Path(deck.workbook).stem: deck.state for deck in report.decks}


def test_two_hundred_decks_one_killed_worker_one_broken_workbook(tmp_path: Path) -> None:
    fleet, killed = many_books(tmp_path, DECKS), []

    def tell(deck: FleetDeck, done: int, every: int) -> None:
        if done == 40:
            victim = workers_here()[0]
            victim.send_signal(signal.SIGKILL)
            killed.append(victim.pid)

    report = kamdeck.fleet(fleet, workers=2, tell=tell)
    assert len(killed) == 1
    assert report.count("made") == DECKS - 1
    assert states(report)[BROKEN] == "failed"
    assert [deck.state for deck in report.decks if deck.tries == 2] == ["made"]
    assert len({deck.deck for deck in report.decks}) == len(report.decks) == DECKS
    decks = tmp_path / "decks"
    assert sorted(path.name for path in decks.iterdir() if path.suffix == ".pptx") == sorted(
        f"book {n:03d}.pptx" for n in range(DECKS) if n != 137
    )
    assert {path.name for path in decks.iterdir() if path.suffix != ".pptx"} == {NAME, f"{NAME}.lock"}
    assert not workers_here()

    before = {path: path.stat().st_mtime_ns for path in decks.glob("*.pptx")}
    again = kamdeck.fleet(fleet, workers=2)
    assert (again.count("unchanged"), again.count("failed")) == (DECKS - 1, 1)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_task_that_kills_its_worker_is_tried_twice_and_takes_nobody_along(tmp_path: Path) -> None:
    order = Order(many_books(tmp_path, 6), workers=2)
    report = run_fleet(order, DeadlyHands("book 002"), lambda *_: None, Event(), Say("en"))
    assert states(report) == {f"book {n:03d}": "failed" if n == 2 else "made" for n in range(6)}
    (failed,) = [deck for deck in report.decks if deck.state == "failed"]
    assert failed.tries == 2
    assert "SIGKILL" in failed.reason

    token = tmp_path / "token"
    token.touch()
    hands = DeadlyHands("book 002", token)
    report = run_fleet(order, hands, lambda *_: None, Event(), Say("en"))
    assert states(report)["book 002"] == "made"
    assert [deck.tries for deck in report.decks if deck.state == "made"] == [2]
    assert report.count("unchanged") == 5


def test_a_stop_finishes_what_is_in_hand_and_the_next_run_goes_on(tmp_path: Path) -> None:
    fleet, stop = many_books(tmp_path, 30), Event()
    report = kamdeck.fleet(
        fleet, workers=2, stop=stop, tell=lambda _, done, __: stop.set() if done == 5 else None
    )
    assert report.is_stopped
    made = report.count("made")
    assert 5 <= made <= 10
    assert report.count("stopped") == 30 - made
    again = kamdeck.fleet(fleet, workers=2)
    assert (again.count("unchanged"), again.count("made")) == (made, 30 - made)
    assert not again.is_stopped


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_whole_decks_and_no_process(
    tmp_path: Path, number: signal.Signals
) -> None:
    fleet = many_books(tmp_path, 60)
    command = [sys.executable, "-m", "kamdeck", "fleet", str(fleet), "--workers", "2"]
    process = subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("8/"):
            break
    children = psutil.Process(process.pid).children()
    assert len(children) == 2
    # Ctrl+C in a terminal reaches every process of the group; other signals reach the one they are sent to.
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    out, err = process.communicate(timeout=30)
    psutil.wait_procs(children, timeout=10)
    assert not any(child.is_running() for child in children)
    if number != signal.SIGKILL:
        assert process.returncode == 1
        assert "Stopping" in err
        assert "not begun" in out
    found = list((tmp_path / "decks").glob("*.pptx"))
    assert 8 <= len(found) < 60
    assert all(not kamdeck.lint(path) for path in found[:5])
    report = kamdeck.fleet(fleet, workers=2)
    assert report.count("unchanged") + report.count("made") == 60
    # What was written but not yet in the journal when the end came is found as it should be, not made again.
    assert report.count("made") <= 60 - len(found)
    assert not list((tmp_path / "decks").glob("*.bak.pptx"))


def test_hand_edits_stay_and_only_what_changed_is_touched(tmp_path: Path) -> None:
    for name in ("a", "b"):
        shutil.copy(SMALL, tmp_path / f"{name}.xlsx")
    assert kamdeck.fleet(tmp_path, workers=1).count("made") == 2
    deck = tmp_path / "a.pptx"
    presentation = kamdeck.open_presentation(deck)
    presentation.slides[0].shapes.title.text = "By hand"
    presentation.save(deck)
    other = (tmp_path / "b.pptx").stat().st_mtime_ns

    shutil.copy(STORY, tmp_path / "a.xlsx")
    report = kamdeck.fleet(tmp_path, workers=1)
    assert states(report) == {"a": "refreshed", "b": "unchanged"}
    assert kamdeck.open_presentation(deck).slides[0].shapes.title.text == "By hand"
    (found,) = [found for found in report.decks if found.state == "refreshed"]
    assert found.kept > 0
    assert found.changes > 0
    assert (tmp_path / "b.pptx").stat().st_mtime_ns == other

    assert states(kamdeck.fleet(tmp_path, workers=1, is_forced=True))["a"] == "made"
    assert kamdeck.open_presentation(deck).slides[0].shapes.title.text != "By hand"


def test_a_deck_of_another_edition_or_account_is_not_touched(tmp_path: Path) -> None:
    shutil.copy(STORY, tmp_path / "book.xlsx")
    (tmp_path / "decks").mkdir()
    kamdeck.build(tmp_path / "book.xlsx", tmp_path / "decks" / "Mount Sinai.pptx", views=["cover"])
    before = (tmp_path / "decks" / "Mount Sinai.pptx").read_bytes()
    fleet = tmp_path / "FLEET.toml"
    fleet.write_text(
        '[fleet.x]\nworkbook = "book.xlsx"\neach = "account"\nonly = ["Mount Sinai"]\nedition = "customer"\n',
        "utf-8",
    )
    (deck,) = kamdeck.fleet(fleet, workers=1).decks
    assert deck.state == "failed"
    assert "another edition: internal, not customer" in deck.reason
    assert (tmp_path / "decks" / "Mount Sinai.pptx").read_bytes() == before
    (deck,) = kamdeck.fleet(fleet, workers=1, is_forced=True).decks
    assert deck.state == "made"


def test_problems_stand_in_every_report_with_their_cells(tmp_path: Path) -> None:
    shutil.copy(ROOT / "sample_workbooks" / "broken.xlsx", tmp_path / "broken.xlsx")
    first = kamdeck.fleet(tmp_path, workers=1)
    assert first.count("failed") == 1  # nothing but cover and notes is left
    places = [problem.place for _, problem in first.problems]
    assert any("!" in place for place in places)
    assert kamdeck.fleet(tmp_path, workers=1).problems == first.problems


def test_a_journal_that_was_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    fleet = many_books(tmp_path, 3)
    kamdeck.fleet(fleet, workers=1)
    journal = tmp_path / "decks" / NAME
    lines = journal.read_text("utf-8").splitlines()
    assert [json.loads(line)["deck"] for line in lines if "deck" in json.loads(line)] == [
        f"book {n:03d}.pptx" for n in range(3)
    ]
    journal.write_text("\n".join(lines)[:-20], "utf-8")
    report = kamdeck.fleet(fleet, workers=1)
    assert (report.count("unchanged"), report.count("made")) == (3, 0)


def test_two_runs_do_not_write_to_the_same_place(tmp_path: Path) -> None:
    fleet = many_books(tmp_path, 1)
    with alone(tmp_path / "decks", Say("en")), pytest.raises(KamdeckError, match="Another run"):
        kamdeck.fleet(fleet)


def test_workers_that_cannot_start_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false") or "/bin/false")
    start = time.monotonic()
    with pytest.raises(KamdeckError, match="No worker could be started"):
        kamdeck.fleet(many_books(tmp_path, 20), workers=2)
    assert time.monotonic() - start < 10
