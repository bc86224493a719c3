"""A watch does not grow with the saves that it follows."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.memory import grown

SMALL = Path(__file__).parents[2] / "sample_workbooks" / "small.xlsx"
MOST_MIB = 0.8  # without collecting, thirty rounds of this small workbook leave two; with it a tenth of one


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted as Linux does")
def test_forty_saves_leave_a_watch_as_large_as_ten() -> None:
    first, last = grown("watch", 40, SMALL)
    assert 20 < first < 200, "a process was measured"
    assert last - first <= MOST_MIB
