"""The outbox on the disk: whole files only, one run at a time, nothing forgotten or kept for ever."""

from __future__ import annotations

import json
import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from stat import S_ISDIR
from time import sleep

import pytest

from kamdeck.errors import DeliveryError
from kamdeck.mail.outbox import KEEP_MESSAGES, KEEP_STATES, Entry, Outbox
from kamdeck.text import Say

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def entry(key: str = "a1", **more: object) -> Entry:
    values: dict[str, object] = {
        "id": key, "job": "weekly", "period": "2026-11-23", "message_id": f"{key}@example.com",
        "sender": "me@example.com", "queued": NOW.isoformat(), "people": {"ann@example.com": "waiting"},
    }  # fmt: skip
    return Entry(**(values | more))  # type: ignore[arg-type]


def test_an_entry_comes_back_as_it_was(tmp_path: Path, say: Say) -> None:
    box = Outbox(tmp_path / "box", say)
    with box.lock(0):
        box.put(entry(said={"ann@example.com": "450 später"}, shown={"at": "x"}), b"mail")
        found = Outbox(tmp_path / "box", say).find("a1")
    assert found is not None
    assert (found.said, found.shown, found.waiting) == (
        {"ann@example.com": "450 später"},
        {"at": "x"},
        ["ann@example.com"],
    )
    assert box.message_path(found).read_bytes() == b"mail"
    assert sorted(path.name for path in (tmp_path / "box").iterdir()) == ["a1.eml", "a1.json", "lock"]


@pytest.mark.parametrize(
    ("people", "ended", "state"),
    [
        (["waiting", "waiting"], "", "waiting"),
        (["sent", "waiting"], "", "waiting"),
        (["sent", "refused"], "x", "delivered"),
        (["sent", "waiting"], "x", "delivered"),
        (["refused", "refused"], "x", "failed"),
        (["waiting", "refused"], "x", "failed"),
    ],
)
def test_the_state_follows_from_the_addresses(people: list[str], ended: str, state: str) -> None:
    made = entry(people={str(i): p for i, p in enumerate(people)}, ended=ended)
    assert made.state == state
    assert made.is_due(NOW) == (state == "waiting")


def test_it_is_due_when_its_time_has_come() -> None:
    made = entry(not_before=(NOW + timedelta(minutes=5)).isoformat())
    assert not made.is_due(NOW)
    assert made.is_due(NOW + timedelta(minutes=5))


def _hold(folder: Path, ready: object, leave: object) -> None:
    with Outbox(folder, Say("en")).lock(0):
        ready.set()  # type: ignore[attr-defined]
        leave.wait(10)  # type: ignore[attr-defined]


def test_one_run_at_a_time_and_a_dead_one_holds_nobody_up(tmp_path: Path, say: Say) -> None:
    context = multiprocessing.get_context("spawn")
    ready, leave = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, ready, leave))
    other.start()
    assert ready.wait(20)
    with pytest.raises(DeliveryError, match="Another run is at work"), Outbox(tmp_path, say).lock(0.3):
        pass
    other.kill()
    other.join()
    with Outbox(tmp_path, say).lock(2):
        pass


def test_a_run_waits_its_turn_as_long_as_it_has_patience(tmp_path: Path, say: Say) -> None:
    def let_go() -> None:
        sleep(0.4)
        first.close()

    with ExitStack() as first, ThreadPoolExecutor(1) as pool:
        first.enter_context(Outbox(tmp_path, say).lock(0))
        pool.submit(let_go)
        with Outbox(tmp_path, say).lock(20):
            pass


def test_file_and_folder_are_brought_to_the_disk(
    tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda handle: flushed.append(S_ISDIR(os.fstat(handle).st_mode)))
    Outbox(tmp_path, say).put(entry(), b"mail")
    assert flushed == [False, os.name != "nt"] * 2


def test_a_write_that_fails_leaves_the_old_state(
    tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Outbox(tmp_path, say)
    with box.lock(0):
        box.put(entry(), b"mail")
        before = (tmp_path / "a1.json").read_bytes()
        with monkeypatch.context() as broken:

            def full(_: int) -> None:
                raise OSError(28, "No space left on device")

            broken.setattr(os, "fsync", full)
            with pytest.raises(DeliveryError, match="No space left"):
                box.put(entry(tries=1))
    assert (tmp_path / "a1.json").read_bytes() == before
    assert [e.tries for e in Outbox(tmp_path, say).entries()] == [0]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"id": "a1"}', b'{"unknown": 1}'])
def test_a_damaged_state_stops_rather_than_sends_again(tmp_path: Path, say: Say, content: bytes) -> None:
    (tmp_path / "a1.json").write_bytes(content)
    with pytest.raises(DeliveryError, match="damaged"):
        Outbox(tmp_path, say).entries()


def test_the_message_is_on_the_disk_before_its_state(
    tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    replace = Path.replace

    def noted(path: Path, target: Path) -> Path:
        order.append(target.name)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", noted)
    box = Outbox(tmp_path, say)
    with box.lock(0):
        box.put(entry(), b"mail")
    assert order == ["a1.eml", "a1.json"]


@pytest.mark.parametrize("seed", range(20))
def test_the_last_message_of_a_job(tmp_path: Path, say: Say, seed: int) -> None:
    """The newest that arrived or may arrive, of its job, and a mail with a deck."""
    rng, box = Random(seed), Outbox(tmp_path, say)
    known = []
    for n in range(rng.randint(0, 9)):
        state, kind, job = (rng.choice(each) for each in (("sent", "waiting", "refused"), ("deck", "note"),
                                                          ("weekly", "yearly")))  # fmt: skip
        queued = (NOW + timedelta(days=rng.randint(-400, 400))).isoformat()
        box.put(entry(f"a{n}", job=job, kind=kind, queued=queued, people={"a@example.com": state}))
        if (kind, job) == ("deck", "weekly") and state != "refused":
            known.append((queued, f"a{n}"))
    last = box.last("weekly")
    assert (last and last.id) == (sorted(known)[-1][1] if known else None)


@pytest.mark.parametrize(("seconds", "is_kept"), [(0, True), (1, False)])
def test_what_ended_goes_after_its_time_and_not_at_it(
    tmp_path: Path, say: Say, seconds: int, *, is_kept: bool
) -> None:
    box = Outbox(tmp_path, say)
    sent = {"ann@example.com": "sent"}
    for key, keep in (("mail", KEEP_MESSAGES), ("state", KEEP_STATES), ("newest", timedelta())):
        ended = (NOW - keep - timedelta(seconds=seconds)).isoformat()
        box.put(entry(key, people=sent, ended=ended, queued=ended), b"mail")
    box.tidy(NOW)
    assert [(tmp_path / name).exists() for name in ("mail.eml", "state.json")] == [is_kept, is_kept]
    assert (tmp_path / "newest.eml").exists()


def test_what_ended_long_ago_goes(tmp_path: Path, say: Say) -> None:
    sent = {"ann@example.com": "sent"}
    box = Outbox(tmp_path, say)
    for key, days, people in (
        ("new", 5, sent),
        ("old", 60, sent),
        ("ancient", 500, sent),
        ("first", 600, sent),
    ):
        ended = (NOW - timedelta(days=days)).isoformat()
        box.put(entry(key, people=people, ended=ended, queued=ended), b"mail")
    box.put(entry("stuck", queued=(NOW - timedelta(days=900)).isoformat()), b"mail")
    box.put(entry("other", job="yearly", people=sent, ended="2024-01-01T00:00:00+00:00"), b"mail")
    box.tidy(NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "new.eml",
        "new.json",
        "old.json",
        "other.json",  # the newest of its job: the next mail is compared with it
        "stuck.eml",
        "stuck.json",
    ]
    assert json.loads((tmp_path / "stuck.json").read_bytes())["id"] == "stuck"
