"""A Dask cluster of its own processes, reached over TCP."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.fleet_files import ROOT

START_SECONDS = 60
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "0"}


@dataclass
class DaskCluster:
    """A scheduler and its workers: processes that a test may kill."""

    folder: Path
    address: str = ""
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        file = self.folder / "scheduler.json"
        self.scheduler = self._run(
            "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file),
            "--no-show", "--no-dashboard",
        )  # fmt: skip
        end = time.monotonic() + START_SECONDS
        while not (file.exists() and file.read_text().strip().endswith("}")):
            assert self.scheduler.poll() is None
            assert time.monotonic() < end, "no scheduler"
            time.sleep(0.05)
        self.address = json.loads(file.read_text())["address"]
        assert self.address.startswith("tcp://127.0.0.1:")

    def add_worker(self) -> subprocess.Popen[bytes]:
        worker = self._run(
            "dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
            "--host", "127.0.0.1", "--local-directory", str(self.folder), "--memory-limit", "0",
        )  # fmt: skip
        self.workers.append(worker)
        return worker

    def wait_for(self, count: int) -> None:
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=START_SECONDS)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            if process is not None:
                process.kill()
                process.wait()

    def _run(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{program}.log").open("ab")
        command = [sys.executable, "-m", f"distributed.cli.{program}", *options]
        return subprocess.Popen(command, cwd=self.folder, env=ENVIRONMENT, stdout=log, stderr=log)


@pytest.fixture
def own_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A cluster with one worker, for a test that ruins it."""
    yield from running(DaskCluster(tmp_path_factory.mktemp("dask")), 1)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A cluster with two workers of one thread each."""
    yield from running(DaskCluster(tmp_path_factory.mktemp("dask")), 2)


def running(found: DaskCluster, workers: int) -> Iterator[DaskCluster]:
    """The cluster with so many workers, ended when the test is."""
    try:
        found.start()
        for _ in range(workers):
            found.add_worker()
        found.wait_for(workers)
        yield found
    finally:
        found.stop()
