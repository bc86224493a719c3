"""The decision path by hand: target, ally, blocker; cycles, several roots, missing references."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.decision import Decision, Path, decide
from kamdeck.workbook.rows import Influence, Stakeholder


def person(
    id: str,
    reports_to: str | None = None,
    power: int | None = None,
    relationship: str = "neutral",
    touch_point: bool | None = False,
    organisation: str | None = None,
    role: str | None = None,
    last_contact: date | None = None,
) -> Stakeholder:
    return Stakeholder(
        at=f"Stakeholders!C{id}",
        account="Oak",
        id=id,
        name=f"Name {id}",
        organisation=organisation,
        reports_to=reports_to,
        power=power,
        role=role,
        relationship=relationship,
        touch_point=touch_point,
        last_contact=last_contact,
    )


def line(source: str, target: str) -> Influence:
    return Influence(at=f"Influence!{source}", account="Oak", source=source, target=target)


def oak(*people: Stakeholder, lines: tuple[Influence, ...] = ()) -> Decision:
    return decide("Oak", people, lines)


BOSS = person("boss", power=1)
ALLY = person("ally", "boss", 2, "positive", True)
FOE = person("foe", "ally", 3, "negative")


def test_nobody() -> None:
    empty = decide("Oak", (), ())
    assert (empty.inside, empty.roots, empty.target, empty.ally, empty.blocker) == ((), (), None, None, None)


def test_other_accounts_are_left_out() -> None:
    stranger = replace(BOSS, account="Elm", id="x")
    result = decide("Oak", (stranger, BOSS), (replace(line("x", "boss"), account="Elm"),))
    assert result.inside == ("boss",)
    assert result.influences == ()
    assert result.unknown == ()


def test_one_person() -> None:
    result = oak(BOSS)
    assert (result.target, result.head, result.roots) == ("boss", "boss", ("boss",))
    assert result.ally is None
    assert result.blocker is None


def test_the_highest_power_that_is_not_positive_is_the_target() -> None:
    result = oak(replace(BOSS, relationship="positive"), ALLY, FOE)
    assert result.head == "boss"
    assert result.target == "foe"
    assert result.ally == Path(("ally", "foe"), ("reports",))
    assert result.blocker is None, "the target itself is no blocker"


def test_where_all_are_positive_the_highest_power_is_the_target() -> None:
    result = oak(replace(BOSS, relationship="positive"), ALLY)
    assert result.target == "boss"


def test_without_power_the_decision_maker_by_role_is_the_target() -> None:
    people = (person("a"), person("b", "a", role="decision maker"))
    assert oak(*people).target == "b"
    assert oak(person("a"), person("b", "a")).target is None


def test_an_influence_line_comes_before_a_reporting_line_of_the_same_length() -> None:
    adviser = person("adviser", None, None, "positive", True, organisation="Advisers")
    result = oak(BOSS, ALLY, adviser, lines=(line("adviser", "boss"),))
    assert result.ally == Path(("adviser", "boss"), ("influences",))
    assert result.outside == ("adviser",)
    assert result.roots == ("boss",)


def test_influence_runs_one_way_only() -> None:
    result = oak(BOSS, person("far", None, 2, "positive", True), lines=(line("boss", "far"),))
    assert result.ally is None


@pytest.mark.parametrize("kind", ["opposes", "conflict"])
def test_a_line_against_somebody_opens_no_way_but_blocks(kind: str) -> None:
    friend = person("friend", None, 5, "positive", True)
    foe = person("foe", None, 6, "negative")
    lines = tuple(replace(line(name, "boss"), kind=kind) for name in ("friend", "foe"))
    found = oak(BOSS, friend, foe, lines=lines)
    assert found.ally is None
    assert found.blocker == Path(("foe", "boss"), ("influences",))
    assert oak(BOSS, friend, lines=(line("friend", "boss"),)).ally is not None


def test_the_ally_with_more_power_wins_an_equal_path() -> None:
    result = oak(
        BOSS, person("low", "boss", 5, "positive", True), person("high", "boss", 2, "positive", True)
    )
    assert result.ally is not None
    assert result.ally.people == ("high", "boss")


def test_a_path_goes_round_a_negative_person_where_it_can() -> None:
    people = (
        BOSS,
        person("foe", "boss", 2, "negative"),
        person("friend", "boss", 3),
        person("ally", "foe", 4, "positive", True),
    )
    result = oak(*people, lines=(line("ally", "friend"),))
    assert result.ally == Path(("ally", "friend", "boss"), ("influences", "reports"))


def test_a_positive_person_we_do_not_talk_to_is_no_ally() -> None:
    assert oak(BOSS, replace(ALLY, touch_point=False)).ally is None
    assert oak(BOSS, replace(ALLY, touch_point=None)).ally is None


def test_a_blocker_with_a_line_straight_to_the_target_comes_first() -> None:
    far = person("far", "ally", 2, "negative")
    direct = oak(BOSS, ALLY, FOE, far, lines=(line("foe", "boss"),))
    assert direct.blocker == Path(("foe", "boss"), ("influences",))
    assert direct.blocker.is_direct
    indirect = oak(BOSS, ALLY, FOE)
    assert indirect.blocker == Path(("foe", "ally", "boss"), ("reports", "reports"))
    assert not indirect.blocker.is_direct


def test_a_negative_person_without_a_path_blocks_nothing() -> None:
    assert oak(BOSS, person("alone", None, 2, "negative")).blocker is None


# ------------------------------------------------------------------ faults in the chart


def test_a_cycle_opens_at_its_highest_power() -> None:
    people = (person("a", "c", 3), person("b", "a", 1), person("c", "b", 2), person("d", "c", 4))
    result = oak(*people)
    assert result.roots == ("b",)
    assert result.managers == {"a": "c", "c": "b", "d": "c"}
    assert len(result.cycles) == 1
    assert set(result.cycles[0]) == {"a", "b", "c"}
    assert result.cycles[0][0] == "b"


def test_someone_who_reports_to_themselves_is_a_root() -> None:
    result = oak(person("a", "a", 1), person("b", "a"))
    assert result.roots == ("a",)
    assert result.cycles == (("a",),)


def test_several_roots_and_orphans_of_an_unknown_manager() -> None:
    result = oak(BOSS, person("other"), person("orphan", "nobody"))
    assert result.roots == ("boss", "other", "orphan")
    assert result.unknown == (("Stakeholders!Corphan", "nobody"),)


def test_influences_of_unknown_people_are_named_and_left_out() -> None:
    result = oak(
        BOSS,
        ALLY,
        lines=(line("ghost", "boss"), line("ally", "ally"), line("ally", "boss"), line("ally", "boss")),
    )
    assert [(row.source, row.target) for row in result.influences] == [("ally", "boss")]
    assert result.unknown == (("Influence!ghost", "ghost"),)


def test_the_first_of_two_people_with_one_id_counts() -> None:
    result = oak(BOSS, replace(BOSS, name="Twin", power=9))
    assert result.people["boss"].name == "Name boss"


def test_the_account_itself_as_organisation_is_inside() -> None:
    assert oak(replace(BOSS, organisation="OAK")).inside == ("boss",)


def test_reports_are_ordered_by_power_then_by_the_workbook() -> None:
    result = oak(
        BOSS, person("x", "boss"), person("c", "boss", 3), person("b", "boss", 2), person("y", "boss")
    )
    assert result.reports("boss") == ("b", "c", "x", "y")


# ------------------------------------------------------------------ roles, contacts


def test_missing_roles_only_where_the_column_is_filled() -> None:
    assert oak(BOSS, ALLY).missing == ()
    assert oak(replace(BOSS, role="decision maker"), ALLY).missing == (
        "champion",
        "economic buyer",
        "single thread",
    )
    filled = (
        replace(BOSS, role="economic buyer", touch_point=True),
        replace(ALLY, role="champion"),
    )
    assert oak(*filled).missing == ()


def test_a_single_thread_needs_known_touch_points() -> None:
    people = (
        replace(BOSS, role="economic buyer", touch_point=None),
        person("a", "boss", 2, touch_point=None),
    )
    assert oak(*people).missing == ("champion",)


@pytest.mark.parametrize(("days", "is_stale"), [(90, False), (91, True), (-5, False)])
def test_stale_contacts_count_to_the_as_of_date(days: int, is_stale: bool) -> None:
    today = date(2026, 10, 31)
    row = replace(BOSS, last_contact=today - timedelta(days))
    found = decide("Oak", (row, ALLY), as_of=today, stale_days=90).stale
    assert found == ((("boss", days),) if is_stale else ())
    assert decide("Oak", (row,), as_of=None).stale == ()


# ------------------------------------------------------------------ properties

IDS = [f"p{i}" for i in range(9)]


@st.composite
def organisations(draw: st.DrawFn) -> tuple[tuple[Stakeholder, ...], tuple[Influence, ...]]:
    ids = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=9))
    people = tuple(
        person(
            name,
            draw(st.one_of(st.none(), st.sampled_from([*IDS, "ghost"]))),
            draw(st.one_of(st.none(), st.integers(1, 9))),
            draw(st.sampled_from(["positive", "neutral", "negative", "unknown"])),
            draw(st.booleans()),
        )
        for name in ids
    )
    ends = st.sampled_from([*IDS, "ghost"])
    lines = tuple(line(*draw(st.tuples(ends, ends))) for _ in range(draw(st.integers(0, 6))))
    return people, lines


@given(organisations())
def test_reporting_lines_never_close_and_paths_follow_them(
    data: tuple[tuple[Stakeholder, ...], tuple[Influence, ...]],
) -> None:
    people, lines = data
    result = decide("Oak", people, lines)
    assert bool(result.roots) == bool(people)
    for name in result.inside:
        seen = set()
        step: str | None = name
        while step is not None:
            assert step not in seen
            seen.add(step)
            step = result.managers.get(step)
    drawn = {(row.source, row.target) for row in result.influences}
    for path in (result.ally, result.blocker):
        if path is None:
            continue
        assert path.people[-1] == result.target
        for a, b, link in zip(path.people, path.people[1:], path.links, strict=False):
            joined = result.managers.get(a) == b or result.managers.get(b) == a
            assert (a, b) in drawn if link == "influences" else joined


@given(organisations(), st.randoms())
def test_the_order_of_the_rows_does_not_move_the_target_by_power(
    data: tuple[tuple[Stakeholder, ...], tuple[Influence, ...]], random: object
) -> None:
    people, lines = data
    ranked = tuple(replace(p, power=int(p.id[1:]) + 1) for p in people)
    shuffled = list(ranked)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, two = decide("Oak", ranked, lines), decide("Oak", shuffled, lines)
    assert one.target == two.target
    assert (one.ally and len(one.ally.links)) == (two.ally and len(two.ally.links))
    assert (one.blocker and len(one.blocker.links)) == (two.blocker and len(two.blocker.links))
