"""The workers of this machine: as many processes as wanted, each kept warm from deck to deck."""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kamdeck.errors import KamdeckError
from kamdeck.fleets.tasks import Hands, Result, Task, is_url
from kamdeck.text import Say

TRIES = 2
LOOK_SECONDS = 0.2  # how soon a wish to stop is seen


class WorkerDiedError(Exception):
    """The process ended while it had a task; `code` is how."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Worker:
    """One process. Raises: WorkerDiedError where it does not even start."""

    def __init__(self, hands: Hands) -> None:
        command = [sys.executable, "-P", "-m", "kamdeck.fleets.worker"]
        places = {**os.environ, "PYTHONPATH": os.pathsep.join(path or "." for path in sys.path)}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=places, close_fds=True
        )
        self.pid = self._process.pid
        self.ask(hands)

    def ask(self, question: object) -> Any:
        """The answer. Raises: WorkerDiedError."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(question, self._process.stdin)
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            self._process.kill()
            raise WorkerDiedError(self._process.wait()) from None

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def close(self) -> None:
        """End it when it is done."""
        with suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


class Pool:
    """Threads that each lead a process, so that one that dies loses nothing but its task."""

    def __init__(self, hands: Hands, count: int, say: Say) -> None:
        self._hands, self._count, self._say = hands, count, say
        self._waiting: deque[Task] = deque()
        self._done: queue.SimpleQueue[Result | KamdeckError | None] = queue.SimpleQueue()
        self._workers: dict[int, Worker] = {}
        self._is_over = False

    def run(self, tasks: Sequence[Task], stop: threading.Event) -> Iterator[Result]:
        """Results as they come; when `stop` is set, the tasks in hand are finished and no other is begun.

        Raises: KamdeckError where no worker can be started.
        """
        self._waiting.extend(tasks)
        count = min(self._count, len(tasks))
        threads = [threading.Thread(target=self._lead, args=(n,), daemon=True) for n in range(count)]
        for thread in threads:
            thread.start()
        left, fault = count, None
        try:
            while left:
                if stop.is_set():
                    self._waiting.clear()
                try:
                    result = self._done.get(timeout=LOOK_SECONDS)
                except queue.Empty:
                    continue
                if result is None:
                    left -= 1
                elif isinstance(result, Result):
                    yield result
                else:
                    fault = result
                    self._waiting.clear()
        finally:
            self._is_over = True
            if left:
                for worker in tuple(self._workers.values()):
                    worker.kill()
        if fault is not None:
            raise fault

    def _lead(self, seat: int) -> None:
        """Give tasks to one process until there are none."""
        try:
            while True:
                try:
                    task = self._waiting.popleft()
                except IndexError:
                    break
                self._done.put(self._result(task, seat))
        except KamdeckError as error:
            self._done.put(error)
        finally:
            worker = self._workers.pop(seat, None)
            if worker is not None:
                worker.close()
            self._done.put(None)

    def _result(self, task: Task, seat: int) -> Result:
        """What came of a task; one whose process dies is given to a new one, once."""
        code = 0
        for tries in range(1, TRIES + 1):
            worker = self._workers.get(seat)
            if worker is None:
                worker = self._workers[seat] = self._new()
            try:
                result: Result = worker.ask(task)
            except WorkerDiedError as death:
                code = death.code
                del self._workers[seat]
                _clear_up(task, worker.pid)
                if self._is_over:
                    break
                continue
            if tries == 1:
                return result
            from kamdeck.record import replace

            return replace(result, tries=tries)
        return Result(task.number, "failed", reason=self._say("fleet.died", why=_how(code)), tries=tries)

    def _new(self) -> Worker:
        try:
            return Worker(self._hands)
        except WorkerDiedError as death:
            raise KamdeckError(self._say("fleet.no_worker", why=_how(death.code))) from None


def processors() -> int:
    """How many processes can run at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _how(code: int) -> str:
    """How a process ended, such as SIGKILL."""
    if code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"


def _clear_up(task: Task, pid: int) -> None:
    """Remove the half-written file that a process left."""
    if is_url(task.output):
        return
    path = Path(task.target)
    with suppress(OSError):
        path.with_name(f".{path.name}.{pid}.new").unlink()
