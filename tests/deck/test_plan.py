"""The plan alone, against a deck that is nothing but fields: no package, no XML."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamdeck.deck.changes import Plan
from kamdeck.deck.fields import fields, flatten, kind_of
from kamdeck.deck.ledger import Ledger, decode, encode
from kamdeck.deck.normal import Value
from kamdeck.deck.plan import plan
from kamdeck.deck.spec import Chart, Connector, DeckSpec
from kamdeck.deck.state import DeckState, ElementState, SlideState
from kamdeck.deck.structures import OWN
from kamdeck.errors import DeckError
from kamdeck.record import replace
from tests.specs import FIRST, SECOND, STAFF, Figures, deck

OLD, NEW = deck(Figures(FIRST)), deck(Figures(SECOND))


def there(spec: DeckSpec) -> DeckState:
    """The deck that holds a spec exactly."""
    slides = {}
    for i, slide in enumerate(spec.slides):
        elements = {}
        for n, (element, parent) in enumerate(flatten(slide)):
            found = fields(element, {})
            if isinstance(element, Chart):
                found["book"] = "yes"
            if isinstance(element, Connector) and element.start:
                found["ends"] = (0, 0, 0, 0)
            elements[element.key] = ElementState(
                element.key, kind_of(element), partial(dict, found), n + 2, f"kd:{element.key}", parent
            )
        slides[slide.key] = SlideState(slide.key, 256 + i, f"slide{i}.xml", i + 1, elements, slide.notes)
    return DeckState(slides)


def built(spec: DeckSpec) -> Ledger:
    """The ledger after a build."""
    return plan(spec, DeckState(), None).ledger


def edited(state: DeckState, slide: str, key: str, **changes: Value) -> DeckState:
    """The deck after a person changed some fields of an element."""
    sheet = state.slides[slide]
    element = sheet.elements[key]
    named = {name.replace("__", "/"): value for name, value in changes.items()}
    element = replace(element, read=partial(dict, {**element.fields, **named}))
    sheet = replace(sheet, elements={**sheet.elements, key: element})
    return replace(state, slides={**state.slides, slide: sheet})


def lengths(slide: str, key: str, name: str) -> list[int]:
    """A field of the old deck that holds lengths."""
    return [int(part) for part in there(OLD).slides[slide].elements[key].fields[name]]


def without(state: DeckState, slide: str, *keys: str) -> DeckState:
    """The deck after a person deleted some elements."""
    sheet = state.slides[slide]
    elements = {k: e for k, e in sheet.elements.items() if k not in keys}
    return replace(state, slides={**state.slides, slide: replace(sheet, elements=elements)})


def marks_in(ledger: Ledger) -> dict[str, object]:
    """Every mark by element, but those of workbooks, which only a written deck has."""
    return {
        key: {name: mark for name, mark in base.marks.items() if name != "book"}
        for slide in ledger.slides.values()
        for key, base in slide.elements.items()
    }


def ops(made: Plan, key: str = "") -> list[str]:
    """The edits of one element (or all), routes left out."""
    return [e.op for e in made.edits if e.op != "route" and (not key or e.key == key)]


def test_build_adds_every_slide_after_the_one_before() -> None:
    made = plan(OLD, DeckState(), None)
    assert [(e.op, e.slide, e.value) for e in made.edits] == [
        ("add_slide", "cover", ""),
        ("add_slide", "bars", "cover"),
        ("add_slide", "table", "bars"),
        ("add_slide", "staff", "table"),
        ("add_slide", "cloud", "staff"),
    ]


def test_nothing_to_do_when_the_deck_holds_the_spec() -> None:
    made = plan(OLD, there(OLD), built(OLD))
    assert ops(made) == []
    assert (made.kept, made.replaced, made.conflicts) == ((), (), ())
    assert marks_in(made.ledger) == marks_in(built(OLD))


def test_ledger_survives_json() -> None:
    import json

    ledger = built(OLD)
    again = decode(json.loads("".join(encode(ledger))))
    assert again == ledger
    assert decode({"slides": 3}) is None


def test_reworded_title_is_kept_and_named() -> None:
    made = plan(NEW, edited(there(OLD), "bars", "bars/title", text="My words"), built(OLD))
    assert "text" not in ops(made, "bars/title")
    assert [(k.key, k.field, k.now, k.ours) for k in made.kept] == [
        ("bars/title", "text", "My words", "Bolt leads with 8.0 of 18.2")
    ]


def test_edited_number_is_replaced_and_named() -> None:
    state = edited(there(OLD), "bars", "bars/chart", val__revenue__Acme="99")
    made = plan(NEW, state, built(OLD))
    assert ("bars/chart", "val/revenue/Acme", "99", "7") in [
        (r.key, r.field, r.now, r.ours) for r in made.replaced
    ]
    assert ops(made, "bars/chart") == ["chart"] or "chart" in ops(made, "bars/chart")


def test_moved_box_is_kept_and_its_connectors_follow() -> None:
    moved = (0, 0, 1_700_000, 800_000)
    made = plan(OLD, edited(there(OLD), "staff", "staff/box/bob", box=moved), built(OLD))
    assert [k.field for k in made.kept] == ["box"]
    routed = {e.key for e in made.edits if e.op == "route"}
    assert {"staff/line/bob", "staff/line/dot"} <= routed


def test_a_box_within_the_tolerance_is_untouched() -> None:
    x, y, w, h = lengths("bars", "bars/chart", "box")
    state = edited(there(OLD), "bars", "bars/chart", box=(x + 400, y, w, h - 400))
    made = plan(OLD, state, built(OLD))
    assert made.kept == ()
    assert ops(made) == []


def test_recoloured_point_is_kept_and_travels() -> None:
    state = edited(there(OLD), "bars", "bars/chart", fill__revenue__Bolt="FF0000")
    made = plan(NEW, state, built(OLD))
    assert ("bars/chart", "fill/revenue/Bolt", "#FF0000") in [(k.key, k.field, k.now) for k in made.kept]
    (chart,) = [e for e in made.edits if e.key == "bars/chart" and e.op == "chart"]
    assert "fill/revenue/Bolt" not in chart.names
    assert "fill/revenue/Acme" in chart.names


def test_deleted_shape_stays_deleted_until_it_is_restored() -> None:
    state = without(there(OLD), "bars", "bars/fact:top")
    made = plan(NEW, state, built(OLD))
    assert "add" not in ops(made, "bars/fact:top")
    again = plan(NEW, state, made.ledger)
    assert "add" not in ops(again, "bars/fact:top")
    assert ("bars/fact:top", "deleted") in [(k.key, k.field) for k in again.kept]
    back = plan(NEW, state, made.ledger, restore=frozenset({"bars/fact:top"}))
    assert "add" in ops(back, "bars/fact:top")


def test_deleted_slide_stays_deleted_until_it_is_restored() -> None:
    state = there(OLD)
    state = replace(state, slides={k: s for k, s in state.slides.items() if k != "table"})
    made = plan(NEW, state, built(OLD))
    assert "table" not in [e.slide for e in made.edits]
    assert ("table", "slide deleted") in [(k.key, k.field) for k in made.kept]
    again = plan(NEW, state, made.ledger, restore=frozenset({"table"}))
    assert ("add_slide", "bars") in [(e.op, e.value) for e in again.edits if e.slide == "table"]


def test_restore_of_an_unknown_key_lists_the_slides() -> None:
    with pytest.raises(DeckError, match="cover, bars"):
        plan(OLD, there(OLD), built(OLD), restore=frozenset({"nobody"}))


def test_an_element_that_is_gone_is_removed_or_handed_over() -> None:
    fewer = deck(Figures(FIRST, STAFF[:3]))
    made = plan(fewer, there(OLD), built(OLD))
    assert ops(made, "staff/box/dot") == ["remove"]
    assert ops(made, "staff/line/dot") == ["remove"]
    made = plan(fewer, edited(there(OLD), "staff", "staff/box/dot", text="Dot, my friend"), built(OLD))
    assert ops(made, "staff/box/dot") == ["release"]
    assert ("staff/box/dot", "released") in [(k.key, k.field) for k in made.kept]


def test_a_slide_that_is_gone_is_removed_or_handed_over() -> None:
    fewer = deck(Figures(FIRST), slides="cover table")
    made = plan(fewer, there(OLD), built(OLD))
    assert {e.slide for e in made.edits if e.op == "remove_slide"} == {"bars", "staff", "cloud"}
    state = there(OLD)
    own = replace(state.slides["bars"], has_own=True)
    made = plan(fewer, replace(state, slides={**state.slides, "bars": own}), built(OLD))
    assert [e.op for e in made.edits if e.slide == "bars"] == ["release_slide"]


def test_without_a_ledger_only_data_are_written() -> None:
    state = without(there(OLD), "bars", "bars/fact:top")
    made = plan(NEW, state, None)
    assert set(ops(made)) <= {"chart", "table", "add"}
    charts = [e.names for e in made.edits if e.op == "chart"]
    assert charts
    names = {str(n).partition("/")[0] for named in charts for n in named}
    assert names <= {"val", "x", "order", "series", "category", "name", "grid"}


def test_a_column_of_a_persons_own_is_a_conflict() -> None:
    columns = there(OLD).slides["table"].elements["table/table"].fields["columns"]
    state = edited(there(OLD), "table", "table/table", columns=(*columns, f"{OWN}1"))
    made = plan(NEW, state, built(OLD))
    assert [(c.key, c.reason) for c in made.conflicts] == [("table/table", "columns")]
    assert "table" not in ops(made, "table/table")


def test_marks_follow_the_table_that_a_person_moved() -> None:
    x, y = lengths("table", "table/table", "place")
    state = edited(there(OLD), "table", "table/table", place=(x + 90_000, y))
    made = plan(OLD, state, built(OLD))
    (frame,) = [e for e in made.edits if e.op == "frame"]
    assert (frame.key, frame.lengths) == ("table/marks", (90_000, 0, 1_000_000, 1_000_000))


revenue = st.dictionaries(
    st.sampled_from(["Acme", "Bolt", "Cyan", "Dune", "Echo", "A/B & C", "Société <x>"]),
    st.tuples(*[st.floats(-5, 50).map(lambda v: round(v, 1))] * 3),
    min_size=1,
)
people = st.integers(1, 4).map(lambda n: STAFF[:n])


@settings(max_examples=60, deadline=None)
@given(revenue, revenue, people, people)
def test_no_edit_names_what_is_not_ours_and_all_data_arrive(first, second, some, others) -> None:  # type: ignore[no-untyped-def]
    old, new = deck(Figures(first, some)), deck(Figures(second, others))
    made = plan(new, there(old), built(old))
    known = {e.key for spec in (old, new) for s in spec.slides for e, _ in flatten(s)} | {""}
    assert {e.key for e in made.edits} <= known
    assert (made.kept, made.replaced, made.conflicts) == ((), (), ())
    assert plan(new, there(new), made.ledger).changes == tuple(
        c for c in plan(new, there(new), made.ledger).changes if c.field == "route"
    )
