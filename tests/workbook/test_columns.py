"""Row classes are records: frozen, comparable, replaceable, and known to `dataclasses`."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from kamdeck.record import replace
from kamdeck.workbook.rows import Account, Revenue

ROW = Revenue(account="Acme", year=2026, revenue=5.0, at="Revenue!B2")


def test_fields_are_the_columns_and_the_place() -> None:
    names = list(Revenue.names)
    assert [field.name for field in dataclasses.fields(ROW)] == names
    assert names[-1] == "at"


@pytest.mark.parametrize("change", [replace, dataclasses.replace])
def test_replace_keeps_the_rest(change: object) -> None:
    changed = change(ROW, revenue=6.0)  # type: ignore[operator]
    assert (changed.account, changed.revenue, changed.at) == ("Acme", 6.0, "Revenue!B2")
    assert changed != ROW
    assert change(changed, revenue=5.0) == ROW  # type: ignore[operator]


def test_rows_are_frozen_and_hashable() -> None:
    with pytest.raises(AttributeError, match="frozen"):
        ROW.revenue = 1.0  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del ROW.revenue
    assert len({ROW, replace(ROW), replace(ROW, year=2025)}) == 2
    other: object = Account(account="Acme")
    assert other != ROW


def test_rows_are_copied_and_pickled() -> None:
    assert pickle.loads(pickle.dumps(ROW)) == ROW
    assert copy.deepcopy(ROW) == ROW
    assert repr(ROW).startswith("Revenue(account='Acme', year=2026, month=None, revenue=5.0")


def test_wrong_fields_are_named() -> None:
    with pytest.raises(TypeError, match="yeer"):
        Revenue(account="Acme", yeer=2026)  # type: ignore[call-arg]
