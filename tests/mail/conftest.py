"""A folder with a workbook and its deck, and how a job is written and run there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import kamdeck
from kamdeck.report import Delivery
from tests.mail_jobs import Desk

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"


@pytest.fixture(scope="session")
def small_deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    deck = tmp_path_factory.mktemp("small") / "small.pptx"
    kamdeck.build(SAMPLES / "small.xlsx", deck, views=("cover", "pareto", "abc_tiers"))
    return deck


@pytest.fixture
def desk(tmp_path: Path, small_deck: Path) -> Desk:
    """A folder with `small.xlsx`, its deck, and a clock that stands still until the test moves it."""
    shutil.copy(SAMPLES / "small.xlsx", tmp_path / "small.xlsx")
    shutil.copy(small_deck, tmp_path / "small.pptx")
    return Desk(tmp_path, datetime(2026, 11, 23, 8, 0, tzinfo=UTC))


@pytest.fixture
def states() -> Callable[[tuple[Delivery, ...]], list[str]]:
    return lambda deliveries: [d.state for d in deliveries if not d.is_notice]
