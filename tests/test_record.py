"""Records behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from kamdeck.record import fresh, record, replace, workspace


@record
class Point:
    """A place."""

    x: int
    y: int = 0
    tags: tuple[str, ...] = ()

    @property
    def sum(self) -> int:
        return self.x + self.y


@workspace
class Heap:
    rows: list[int] = fresh(list)
    name: str = "heap"


def test_fields_defaults_and_equality() -> None:
    assert Point(1) == Point(1, 0, ()) == Point(x=1, y=0)
    assert Point(1) != Point(2)
    assert Point(1).__eq__((1, 0, ())) is NotImplemented
    assert hash(Point(1)) == hash(Point(1))
    assert Point(1, 2).sum == 3
    assert repr(Point(1, 2)) == "Point(x=1, y=2, tags=())"
    assert Point.__doc__ == "A place."


def test_missing_and_unknown_fields_are_refused() -> None:
    with pytest.raises(TypeError, match="x"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="z"):
        Point(1, z=2)  # type: ignore[call-arg]


def test_records_are_frozen_and_slotted() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match="frozen"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del point.x
    assert not hasattr(point, "__dict__")


def test_replace_changes_some_fields() -> None:
    assert replace(Point(1, 2), y=5) == Point(1, 5)
    with pytest.raises(TypeError):
        replace(Point(1), z=1)


def test_records_match_copy_and_pickle() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
    assert copy.deepcopy(Point(1, 2)) == Point(1, 2)
    assert pickle.loads(pickle.dumps(Point(1, 2))) == Point(1, 2)


def test_the_standard_library_reads_them() -> None:
    assert [field.name for field in dataclasses.fields(Point)] == ["x", "y", "tags"]
    assert dataclasses.asdict(Point(1)) == {"x": 1, "y": 0, "tags": ()}


def test_a_workspace_may_change_and_shares_nothing() -> None:
    one, other = Heap(), Heap()
    one.rows.append(1)
    one.name = "mine"
    assert (one.rows, other.rows, other.name) == ([1], [], "heap")
    assert Heap([3]).rows == [3]
