"""A worker does not grow with the decks it makes."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

from kamdeck import __version__
from kamdeck.fleets.bench import Bench
from kamdeck.fleets.hands import FleetHands
from kamdeck.fleets.tasks import Task
from tests.fleet_files import SMALL

MEASURES_MEMORY = True
FEW, MANY = 5, 15
MOST_BYTES = 6_000  # a deck; the words that are remembered (file names, dates) have room in it


def test_what_a_worker_keeps_of_a_deck_is_little(tmp_path: Path) -> None:
    bench, data = Bench(FleetHands("en")), SMALL.read_bytes()

    def make(number: int) -> None:
        book = tmp_path / f"book {number}.xlsx"
        book.write_bytes(data)
        choice = (("views", ("cover", "pareto")),)
        task = Task(number, str(tmp_path), f"{number}.pptx", book, "", choice, "same", "stamp", __version__)
        assert bench.perform(task).state == "made"

    for number in range(FEW):
        make(number)
    gc.collect()
    tracemalloc.start(1)
    for number in range(FEW, FEW + 2):
        make(number)
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(FEW + 2, FEW + 2 + MANY):
        make(number)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown / MANY < MOST_BYTES
