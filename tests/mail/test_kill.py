"""The job killed at a hundred random moments: no mail is lost, and second copies fall in one window only."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

import kamdeck
from tests.mail_jobs import JOB, Desk
from tests.mail_server import Faults, MailServer, mail_server, wait_until

ROOT = Path(__file__).parents[2]
KILLS = 100
pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are forked and killed")


class Nursery:
    """The process that starts runs, and what it says of them."""

    def __init__(self, config: Path) -> None:
        command = [sys.executable, "-m", "tests.kill_nursery", str(config)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def start(self, words: str) -> int:
        """The process id of a new run."""
        assert self._process.stdin is not None
        print(words, file=self._process.stdin, flush=True)
        return int(self._line().removeprefix("pid "))

    def told(self) -> tuple[int, dict[str, str]]:
        """How many mails a run called second ones, and each job's state; none when it died."""
        seconds, states = 0, dict[str, str]()
        while (line := self._line()) != "end":
            _, count, pairs = f"{line} ".split(" ", 2)
            seconds = int(count)
            states = dict(pair.split("=") for pair in pairs.strip().split(",") if pair)
        return seconds, states

    def stop(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the nursery has died"
        return line.strip()


@contextmanager
def nursery(config: Path) -> Iterator[Nursery]:
    made = Nursery(config)
    try:
        yield made
    finally:
        made.stop()


class Killer:
    """Kills a run after a time, counted from its start or from when it reaches a stage of the mail."""

    def __init__(self, faults: Faults) -> None:
        self._reached = threading.Event()
        self._stage = ""
        faults.on_stage = self._note

    def _note(self, stage: str) -> None:
        if stage == self._stage:
            self._reached.set()

    def kill(self, nurse: Nursery, words: str, stage: str, seconds: float) -> None:
        """Start a run and kill it, if it lives that long."""
        self._stage = stage
        self._reached.clear()
        run = nurse.start(words)
        if stage:
            self._reached.wait(3)
        time.sleep(seconds)
        with suppress(ProcessLookupError):  # it was done before
            os.kill(run, signal.SIGKILL)
        nurse.told()


def jobs(count: int) -> str:
    """So many jobs, each to a mailbox of its own."""
    tables = [
        JOB.replace("weekly", f"job{i}").replace(
            '"ann@example.com", "Bob Tan <bob@example.com>"', f'"p{i}@example.com"'
        )
        for i in range(count)
    ]
    return "\n".join(f"{table}attach = []\n" for table in tables)


def copies(server: MailServer) -> Counter[str]:
    """How many copies each mailbox got."""
    return Counter(person for taken in server.taken for person in taken.people)


def test_killed_at_random_moments(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(20261123)
    faults = Faults(pause=0.002)
    with mail_server(tmp_path, faults=faults) as server, nursery(desk.config) as nurse:
        desk.write(server.settings(owner=None, tries=100), jobs(KILLS + 1))
        whole = {kind: timed(nurse, f"job{KILLS} {kind}") for kind in ("", "--quick")}
        killer, window = Killer(faults), set[str]()
        for i in range(KILLS):
            # half of the kills anywhere in a run, half while the mail is on its way; one in five refreshes
            # the deck as well
            stage = "" if i % 2 else chance.choice(("connect", "mail", "rcpt", "dot", "stored"))
            kind = "--quick" if i % 5 else ""
            killer.kill(
                nurse, f"job{i} {kind}", stage, chance.uniform(0, whole[kind] if not stage else 0.012)
            )
            window |= unrecorded(desk) & set(copies(server))
        assert kamdeck.lint(tmp_path / "small.pptx") == ()
        after_kills = copies(server)
        faults.on_stage, faults.pause = None, 0.0
        for words in ("--retry --quick", "--quick"):
            nurse.start(words)
            nurse.told()
        everyone = copies(server)
        nurse.start("--quick")
        assert set(nurse.told()[1].values()) == {"already"}
        assert copies(server) == everyone

    ids = {p: {t.message_id for t in server.taken if p in t.people} for p in everyone}
    lost = [i for i in range(KILLS) if everyone[f"p{i}@example.com"] == 0]
    twice = [p for p, n in everyone.items() if n > 1]
    with capsys.disabled():
        print(
            f"\n{KILLS} kills: {len(lost)} lost, {KILLS + 1 - len(after_kills)} made good at the end; "
            f"{sum(everyone[p] - 1 for p in twice)} second copies, "
            f"{sum(everyone[p] - 1 for p in twice if p in window)} of them between receipt and record, "
            f"all under the same Message-ID"
        )
    assert lost == []
    assert set(twice) <= window
    assert all(len(found) == 1 for found in ids.values())
    assert len(ids) == KILLS + 1
    assert len({next(iter(found)) for found in ids.values()}) == KILLS + 1


def timed(nurse: Nursery, words: str) -> float:
    """How long a run takes that nobody kills."""
    begun = time.monotonic()
    nurse.start(words)
    nurse.told()
    return time.monotonic() - begun


def unrecorded(desk: Desk) -> set[str]:
    """The mailboxes of messages that were sent to the end and whose receipt is not written down."""
    found: set[str] = set()
    for path in desk.outbox.glob("*.json"):
        found |= set(json.loads(path.read_bytes())["sending"])
    return found


def test_every_second_copy_is_told(desk: Desk, tmp_path: Path) -> None:
    """Killed after the server has the mail and before its receipt is written down: the only window."""
    faults = Faults()
    with mail_server(tmp_path, faults=faults) as server, nursery(desk.config) as nurse:
        desk.write(server.settings(owner=None), jobs(1))
        reached = threading.Event()
        faults.sleep["stored"] = 0.3
        faults.on_stage = lambda stage: reached.set() if stage == "stored" else None
        run = nurse.start("job0")
        assert reached.wait(5)
        os.kill(run, signal.SIGKILL)
        nurse.told()
        faults.sleep.clear()
        nurse.start("--retry")
        assert nurse.told() == (1, {"job0": "sent"})
        assert wait_until(lambda: len(server.taken) == 2)
        nurse.start("--retry")
        assert nurse.told() == (0, {})
        nurse.start("job0")
        assert nurse.told()[1] == {"job0": "already"}
    assert len(server.taken) == 2
    assert server.taken[0].data == server.taken[1].data


def test_two_runs_at_once_send_one_mail(desk: Desk, tmp_path: Path) -> None:
    with mail_server(tmp_path, faults=Faults(pause=0.01)) as server:
        desk.write(server.settings(owner=None), jobs(1))
        with nursery(desk.config) as one, nursery(desk.config) as two:
            one.start("job0")
            two.start("job0")
            states = sorted([one.told()[1]["job0"], two.told()[1]["job0"]])
    assert states == ["already", "sent"]
    assert len(server.taken) == 1
