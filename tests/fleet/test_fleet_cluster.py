"""A fleet on a Dask cluster: real workers over TCP, one of them killed while it works."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

import kamdeck
from kamdeck.errors import KamdeckError
from kamdeck.fleets import cluster as clusters
from kamdeck.fleets.hands import FleetHands
from kamdeck.report import FleetDeck
from kamdeck.text import Say
from tests.fleet_files import BROKEN, STORY, many_books

DECKS = 200


def test_two_hundred_decks_one_killed_worker_one_broken_workbook(cluster: Any, tmp_path: Path) -> None:
    fleet = many_books(tmp_path, DECKS)
    victim = cluster.workers[0]

    def tell(deck: FleetDeck, done: int, every: int) -> None:
        if done == 40:
            os.kill(victim.pid, signal.SIGKILL)

    report = kamdeck.fleet(fleet, scheduler=cluster.address, tell=tell)
    assert victim.wait() == -signal.SIGKILL
    cluster.workers.remove(victim)

    assert report.count("made") == DECKS - 1
    assert [deck.state for deck in report.decks if Path(deck.workbook).stem == BROKEN] == ["failed"]
    assert len({deck.deck for deck in report.decks}) == len(report.decks) == DECKS
    found = sorted(path.name for path in (tmp_path / "decks").glob("*.pptx"))
    assert found == sorted(f"book {n:03d}.pptx" for n in range(DECKS) if n != 137)
    assert not [path for path in (tmp_path / "decks").iterdir() if path.name.endswith((".bak.pptx", ".new"))]

    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "decks").glob("*.pptx")}
    again = kamdeck.fleet(fleet, scheduler=cluster.address)
    assert (again.count("unchanged"), again.count("failed")) == (DECKS - 1, 1)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_workers_write_to_a_shared_place_and_refresh_what_is_there(cluster: Any, tmp_path: Path) -> None:
    cluster.add_worker()
    cluster.wait_for(2)
    fleet, shared = tmp_path / "FLEET.toml", tmp_path / "shared"
    (tmp_path / "book.xlsx").write_bytes(STORY.read_bytes())
    fleet.write_text(
        '[fleet.managers]\nworkbook = "book.xlsx"\neach = "manager"\nviews = ["cover", "pareto"]\n', "utf-8"
    )
    report = kamdeck.fleet(fleet, scheduler=cluster.address, output=shared.as_uri())
    assert report.count("made") == len(report.decks) == 5
    assert {deck.deck for deck in report.decks} == {
        f"{shared.as_uri()}/{Path(deck.deck).name}" for deck in report.decks
    }
    deck = shared / "A. Chen.pptx"
    presentation = kamdeck.open_presentation(deck)
    presentation.slides[0].shapes.title.text = "By hand"
    presentation.save(deck)
    local = kamdeck.refresh(deck)
    assert [kept.now for kept in local.kept if kept.key == "cover/title"] == ["By hand"]

    fleet.write_text(fleet.read_text("utf-8") + 'years = "2025-2026"\n', "utf-8")
    report = kamdeck.fleet(fleet, scheduler=cluster.address, output=shared.as_uri())
    assert report.count("refreshed") == 5
    assert kamdeck.open_presentation(deck).slides[0].shapes.title.text == "By hand"


def test_a_cluster_that_is_lost_leaves_a_whole_report(own_cluster: Any, tmp_path: Path) -> None:
    fleet = many_books(tmp_path, 40)

    def tell(deck: FleetDeck, done: int, every: int) -> None:
        if done == 10:
            own_cluster.scheduler.kill()

    report = kamdeck.fleet(fleet, scheduler=own_cluster.address, tell=tell)
    made = report.count("made")
    assert 10 <= made < 40
    assert report.count("failed") == 40 - made
    assert "The cluster was lost" in report.decks[-1].reason
    again = kamdeck.fleet(fleet, workers=2)  # goes on where it was, here on this machine
    assert (again.count("unchanged"), again.count("made")) == (made, 40 - made)


def test_a_worker_of_another_version_is_refused(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "__version__", "99.0")
    with pytest.raises(KamdeckError, match=r"Not every worker has kamdeck 99\.0: tcp://127"):
        clusters.Cluster(cluster.address, FleetHands("en"), Say("en"))


def test_no_scheduler_and_no_dask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "CONNECT_SECONDS", 0.3)
    with pytest.raises(KamdeckError, match="cannot be reached"):
        clusters.Cluster("tcp://127.0.0.1:9", FleetHands("en"), Say("en"))
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(KamdeckError, match=r'pip install "kamdeck\[dask\]"'):
        clusters.Cluster("tcp://127.0.0.1:9", FleetHands("en"), Say("en"))
