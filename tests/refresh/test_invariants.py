"""What is true of every refresh, over generated specs and real packages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamdeck.deck.fields import flatten
from kamdeck.deck.spec import DeckSpec
from kamdeck.pptxio.package import Package
from tests.refreshing import built, edited, opened, parts_of, refreshed, shape_of, values_of
from tests.specs import FIRST, SECOND, STAFF, Figures, deck

OLD, NEW = deck(Figures(FIRST)), deck(Figures(SECOND))
Sound = Callable[[Path | bytes], None]

names = st.sampled_from(["Acme", "Bolt", "Cyan & Co", "Dune <x>", "Écho", 'F"G', "A/B", "12", " H "])
amounts = st.one_of(st.floats(-5, 50).map(lambda v: round(v, 1)), st.just(0.0), st.just(1e9))


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    years = draw(st.integers(1, 4))
    accounts = draw(st.lists(names, min_size=1, max_size=6, unique=True))
    revenue = {name: tuple(draw(amounts) for _ in range(years)) for name in accounts}
    return Figures(revenue, STAFF[: draw(st.integers(1, 4))], draw(st.sampled_from([2023, 2024])))


slides = st.permutations(["bars", "table", "staff", "cloud"]).flatmap(
    lambda order: st.integers(1, 4).map(lambda n: " ".join(["cover", *order[:n]]))
)


@settings(max_examples=40, deadline=None)
@given(figures(), figures())
def test_refresh_equals_build_and_settles(first: Figures, second: Figures) -> None:
    old, new = deck(first), deck(second)
    data = built(old)
    assert data == built(old)
    assert refreshed(data, old)[0] == data
    fresh, made = refreshed(data, new)
    assert values_of(fresh, new) == values_of(built(new), new)
    assert (made.kept, made.replaced, made.conflicts) == ((), (), ())
    again, nothing = refreshed(fresh, new)
    assert nothing.edits == ()
    assert again == fresh
    assert fresh == refreshed(data, new)[0]


@settings(max_examples=15, deadline=None)
@given(figures(), figures())
def test_a_deck_that_another_program_saved_is_read_in_full(first: Figures, second: Figures) -> None:
    old, new = deck(first), deck(second)
    fresh, made = refreshed(edited(built(old), lambda _: None), new)
    assert values_of(fresh, new) == values_of(built(new), new)
    assert (made.kept, made.replaced, made.conflicts) == ((), (), ())
    saved = edited(fresh, lambda _: None)
    again, nothing = refreshed(saved, new)
    assert nothing.edits == ()
    assert touched_parts(saved, again) == set()


@settings(max_examples=15, deadline=None)
@given(figures(), slides, slides)
def test_slides_come_and_go(given: Figures, some: str, others: str) -> None:
    old, new = deck(given, slides=some), deck(given, slides=others)
    fresh, made = refreshed(built(old), new)
    assert values_of(fresh, new) == values_of(built(new), new)
    assert refreshed(fresh, new)[1].edits == ()
    gone = set(some.split()) - set(others.split())
    assert {c.key for c in made.changes if c.field == "slide removed"} == gone


def touched_parts(before: bytes, after: bytes) -> set[str]:
    """The members that differ, new ones and vanished ones too."""
    old, new = parts_of(before), parts_of(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def allowed_parts(data: bytes, spec: DeckSpec, keys: set[str]) -> set[str]:
    """The slides, charts and workbooks that edits of these keys may touch, and the manifest."""
    package = Package.open(data)
    from kamdeck.pptxio.read import read_state

    state = read_state(package, spec).state
    owners = {e.key: s.key for s in spec.slides for e, _ in flatten(s)} | {s.key: s.key for s in spec.slides}
    allowed = {name for name in package.names if name.startswith("customXml/")}
    for key in keys:
        part = state.slides[owners[key]].part
        allowed.add(part)
        for rel in package.rels(part):
            if rel.kind in ("chart", "notesSlide"):
                allowed |= {rel.target, *(r.target for r in package.rels(rel.target) if r.kind == "package")}
    return allowed


def test_untouched_parts_stay_the_same_bytes() -> None:
    changed = dict(FIRST) | {"Dune": (1.0, 0.9)}
    spec = deck(Figures(changed), slides="cover bars table staff cloud")
    before = built(OLD)
    after, made = refreshed(before, spec)
    touched = touched_parts(before, after)
    assert touched <= allowed_parts(before, spec, {c.key for c in made.changes})
    cover, staff = (opened(before).slides[i].part.partname.lstrip("/") for i in (0, 3))
    assert not touched & {cover, staff, "[Content_Types].xml", "ppt/presentation.xml"}
    compressed = {m: Package.open(before)._members[m].packed for m in parts_of(before).keys() - touched}
    assert compressed == {m: Package.open(after)._members[m].packed for m in compressed}


def test_one_reworded_title_leaves_the_rest_alone() -> None:
    def change(person) -> None:  # type: ignore[no-untyped-def]
        shape_of(person, "staff/title").text_frame.text = "Mine"

    theirs = edited(built(OLD), change)
    after, made = refreshed(theirs, OLD)
    assert made.edits == ()
    assert touched_parts(theirs, after) == set()


def test_runs_keep_their_key_figures() -> None:
    from kamdeck.pptxio.manifest import read_manifest

    data = refreshed(refreshed(built(OLD), NEW)[0], NEW)[0]
    manifest, _ = read_manifest(Package.open(data))
    assert manifest["runs"] == [{"total": 12.5}, {"total": 18.25}]


def test_ledger_lost_writes_data_only(sound: Sound) -> None:
    def change(person) -> None:  # type: ignore[no-untyped-def]
        shape_of(person, "bars/title").text_frame.text = "Mine"

    package = Package.open(edited(built(OLD), change))
    item = next(n for n in package.names if n.startswith("customXml/item1"))
    package.write(item, b'<a xmlns="urn:other"/>')
    data, _ = refreshed(package.save_bytes(), NEW)
    sound(data)
    values = values_of(data, NEW)
    assert values["bars/title"]["text"] == "Mine"
    assert values["bars/chart"]["val/revenue/Bolt"] == "8"
    assert values["table/table"]["cell/Echo/account"] == "Echo"
    assert refreshed(data, NEW)[1].edits == ()


@pytest.mark.parametrize("key", ["nobody", "bars/nothing"])
def test_restore_wants_a_known_key(key: str) -> None:
    from kamdeck.errors import DeckError

    with pytest.raises(DeckError, match="Nothing to restore"):
        refreshed(built(OLD), OLD, key)


def test_restore_writes_ours_over_an_edit(sound: Sound) -> None:
    def change(person) -> None:  # type: ignore[no-untyped-def]
        shape_of(person, "bars/title").text_frame.text = "Mine"
        shape_of(person, "bars/chart").left = 0

    data, made = refreshed(edited(built(OLD), change), NEW, "bars/title", "bars/chart")
    sound(data)
    assert made.kept == ()
    assert values_of(data, NEW) == values_of(built(NEW), NEW)
