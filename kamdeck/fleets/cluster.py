"""The workers of a Dask cluster that is there already: workbooks and masters are shipped to it once.

Decks come back as bytes and are written here, or, where the output is a URL, each worker writes its own.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any

from kamdeck import __version__
from kamdeck.errors import KamdeckError
from kamdeck.fleets.bench import Bench, Parcel, pack
from kamdeck.fleets.places import place_of
from kamdeck.fleets.pool import LOOK_SECONDS, TRIES
from kamdeck.fleets.tasks import Hands, Result, Task, is_url
from kamdeck.pptxio.files import ChangedMeanwhileError
from kamdeck.record import replace
from kamdeck.text import Say

CONNECT_SECONDS = 20
FETCH_SECONDS = 60  # for a finished deck to come over
SILENCE_SECONDS = 10  # without a result, until the scheduler is asked whether it is there
AHEAD = 3  # tasks under way for each thread of the cluster, so that none waits for the next


class _LostError(Exception):
    """The scheduler or its last worker is gone."""


class Cluster:
    """A connection to a scheduler.

    Raises: KamdeckError where dask is not installed, the scheduler does not answer, or a worker lacks this
    version of kamdeck.
    """

    def __init__(self, address: str, hands: Hands, say: Say) -> None:
        self._hands, self._say = hands, say
        try:
            from distributed import Client
        except ImportError:
            raise KamdeckError(say("fleet.no_dask"), say("fleet.no_dask_hint")) from None
        try:
            self._client: Any = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            why = str(error) or type(error).__name__
            hint = say("fleet.no_scheduler_hint")
            raise KamdeckError(say("fleet.no_scheduler", url=address, why=why), hint) from None
        try:
            self.workers = self._check()
        except BaseException:
            self.close()
            raise
        self._parcels: dict[str, Any] = {}
        self._left: Counter[str] = Counter()
        self._known: dict[int, bytes | None] = {}  # the decks that were there when their tasks left

    def close(self) -> None:
        """Leave the cluster; it goes on without us."""
        self._client.close(timeout=5)

    def run(self, tasks: Sequence[Task], stop: Event) -> Iterator[Result]:
        """Results as they come; when `stop` is set, the tasks in hand are finished and no other is begun.

        Where the cluster is lost, the tasks that are left have failed.
        """
        waiting, running, tries = deque(tasks), dict[Any, Task](), Counter[int]()
        self._left = Counter(task.contents for task in tasks)
        try:
            yield from self._given(waiting, running, tries, stop)
        except _LostError as error:
            for task in (*running.values(), *waiting):
                yield self._failed(task, self._say("fleet.lost", why=error), tries[task.number])

    def _given(
        self, waiting: deque[Task], running: dict[Any, Task], tries: Counter[int], stop: Event
    ) -> Iterator[Result]:
        """Keep the cluster's threads busy until nothing waits or runs. Raises: _LostError."""
        ended: SimpleQueue[Any] = SimpleQueue()
        most = AHEAD * max(1, sum(self._client.nthreads().values()))
        heard = time.monotonic()
        while waiting or running:
            if stop.is_set():
                waiting.clear()
            while waiting and len(running) < most:
                tries[waiting[0].number] += 1
                try:
                    future = self._submit(waiting[0], tries[waiting[0].number])
                except (KamdeckError, OSError) as error:
                    yield self._failed(waiting.popleft(), str(error), 1)
                    continue
                running[future] = waiting.popleft()
                future.add_done_callback(ended.put)
            try:
                done = ended.get(timeout=LOOK_SECONDS)
            except Empty:
                if time.monotonic() - heard > SILENCE_SECONDS:
                    self._listen()
                    heard = time.monotonic()
                continue
            heard, task = time.monotonic(), running[done]
            result = self._result(done, task, tries[task.number])
            del running[done]
            if result is None:
                waiting.appendleft(task)
                continue
            self._forget(task)
            yield result

    def _listen(self) -> None:
        """Nothing, while the scheduler answers and has workers. Raises: _LostError."""
        try:
            is_alive = self._client.status == "running" and self._client.nthreads()
        except Exception as error:  # what a lost connection raises depends on where it was lost
            raise _LostError(str(error) or type(error).__name__) from None
        if not is_alive:
            raise _LostError(self._say("fleet.no_workers"))

    def _check(self) -> int:
        """How many workers there are. Raises: KamdeckError for one that lacks this version."""
        found = self._client.run(version_here, on_error="return")
        if not found:
            raise KamdeckError(self._say("fleet.no_workers"), self._say("fleet.no_scheduler_hint"))
        wrong = {
            address: version if isinstance(version, str) else self._say("fleet.none")
            for address, version in found.items()
            if version != __version__
        }
        if wrong:
            listed = ", ".join(f"{address} ({version})" for address, version in sorted(wrong.items()))
            raise KamdeckError(
                self._say("fleet.workers_differ", here=__version__, names=listed),
                self._say("fleet.workers_differ_hint", here=__version__),
            )
        return len(found)

    def _submit(self, task: Task, tries: int) -> Any:
        """The task on its way. Raises: OSError, KamdeckError where its files cannot be read."""
        parcel = self._parcels.get(task.contents)
        if parcel is None or parcel.status != "finished":
            parcel = self._shipped(task)
        is_sent = not is_url(task.output)
        old = place_of(task.output, self._say).read(task.deck) if is_sent else None
        self._known[task.number] = old
        key = f"kamdeck-{task.number}-{tries}-{task.stamp[:16]}"
        return self._client.submit(
            perform, self._hands, task, parcel, old, is_sent, key=key, pure=False, retries=0
        )

    def _shipped(self, task: Task) -> Any:
        """The workbook and the master on the cluster, sent once for all decks that are made from them."""
        paths = (task.workbook, *self._hands.files(task.workbook))
        template = task.template.read_bytes() if task.template else None
        parcel = pack(task, {path: Path(path).read_bytes() for path in paths}, template)
        is_shared = self._left[task.contents] > 1
        try:
            [future] = self._client.scatter(
                [parcel], broadcast=is_shared, hash=False, timeout=CONNECT_SECONDS
            )
        except Exception as error:
            raise _LostError(str(error) or type(error).__name__) from None
        self._parcels[task.contents] = future
        return future

    def _result(self, done: Any, task: Task, tries: int) -> Result | None:
        """What came of a task, its deck put in its place; None where it is to be tried again: its worker was
        lost, or the deck was saved meanwhile."""
        why = ""
        try:  # what was finished is lost too, if the connection breaks before it is fetched
            result: Result = done.result(timeout=FETCH_SECONDS)
        except Exception as error:  # whatever the cluster ran into
            why = f"{type(error).__name__}: {error}".strip(": ")
        done.release()
        known = self._known.pop(task.number, None)
        if not why:
            return self._put(result, task, tries, known)
        if self._client.status != "running":
            self._listen()
        self._parcels.pop(task.contents, None)
        return None if tries < TRIES else self._failed(task, self._say("fleet.died", why=why), tries)

    def _put(self, result: Result, task: Task, tries: int, known: bytes | None) -> Result | None:
        """The result, its deck put in its place; None where that was saved meanwhile, to be tried again."""
        if result.data is not None:
            try:
                place_of(task.output, self._say).write(task.deck, result.data, known)
            except ChangedMeanwhileError as error:
                return None if tries < TRIES else self._failed(task, str(error), tries)
            except (KamdeckError, OSError) as error:
                result = replace(result, state="failed", reason=str(error))
            result = replace(result, data=None)
        return replace(result, tries=tries) if tries > 1 else result

    def _failed(self, task: Task, reason: str, tries: int) -> Result:
        self._forget(task)
        return Result(task.number, "failed", reason=reason, tries=tries)

    def _forget(self, task: Task) -> None:
        """Free what the cluster holds of a workbook when its last deck is done."""
        self._left[task.contents] -= 1
        if not self._left[task.contents] and (parcel := self._parcels.pop(task.contents, None)):
            parcel.release()


def version_here() -> str:
    """The version that a worker has."""
    return __version__


def perform(hands: Hands, task: Task, parcel: Parcel, old: bytes | None, is_sent: bool) -> Result:
    """What came of a task, on a worker; its bench stays with the worker."""
    from distributed import get_worker

    worker: Any = get_worker()
    bench = getattr(worker, "kamdeck_bench", None)
    if bench is None:
        bench = Bench(hands)
        worker.kamdeck_bench = bench
    found: Result = bench.perform(task, parcel, old, is_sent=is_sent)
    return found
