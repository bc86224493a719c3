"""What the programme's views leave out, fold or page where a company's master has less room than ours."""

from __future__ import annotations

from kamdeck.deck.frame import OURS, Frame
from kamdeck.deck.spec import Box, Chart, Group, SlideSpec, Table
from kamdeck.layout.legend import legend, lines_of, swatch
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.workbook.reader import read_book
from tests.frames import ROOMS, SAMPLE


def slides(view: str, frame: Frame) -> tuple[SlideSpec, ...]:
    """The view's slides of the sample."""
    choice = Choice(views=(view,))
    return compose(read_book(SAMPLE)[0], (), choice, Say("en"), is_refresh=True, frame=frame).spec.slides


def tables(slide: SlideSpec) -> list[Table]:
    """The slide's tables."""
    return [element for element in slide.elements if isinstance(element, Table)]


def test_a_low_calendar_goes_on_with_its_milestones_on_each_slide() -> None:
    whole, parts = slides("rollout", OURS), slides("rollout", ROOMS["10 x 5.63, notes"])
    assert len(whole) == 1 < len(parts)
    every = [row.key for slide in parts for row in tables(slide)[0].rows]
    assert every.count("row:milestones") == len(parts)
    tasks = {row.key for row in tables(whole[0])[0].rows}
    assert set(every) == tasks


def test_months_of_a_narrow_calendar_are_initials() -> None:
    (slide,) = slides("rollout", ROOMS["upright"])
    head = next(e for e in slide.elements if isinstance(e, Group) and e.key == "rollout/axis")
    units = [child for child in head.children if "/unit:" in child.key]
    assert units
    assert {len(unit.paras[0].text) for unit in units} == {1}  # type: ignore[union-attr]


def test_the_chart_by_owner_gives_way_to_facts_in_a_strip() -> None:
    assert any(isinstance(e, Chart) for e in slides("todo_team", OURS)[0].elements)
    first = slides("todo_team", ROOMS["4:3, strip"])[0]
    keys = [e.key for e in first.elements]
    assert not any(isinstance(e, Chart) for e in first.elements)
    assert [key for key in keys if "/fact:" in key] == [
        "todo_team/fact:overdue", "todo_team/fact:open", "todo_team/fact:soon",
    ]  # fmt: skip


def test_the_priority_leaves_an_upright_list_first() -> None:
    columns = [column.key for column in tables(slides("todo_team", ROOMS["upright"])[0])[0].columns]
    assert columns == ["task", "account", "due", "late", "status"]


def test_a_low_team_has_its_load_on_the_last_slide() -> None:
    parts = slides("team", ROOMS["10 x 5.63, line"])
    charts = [any(isinstance(e, Chart) for e in slide.elements) for slide in parts]
    assert charts == [False, True]
    rows = [len(tables(slide)[0].rows) for slide in parts]
    assert max(rows) - min(rows) <= 1


def test_panels_of_a_charter_go_to_another_slide_and_none_is_lost() -> None:
    def lines(frame: Frame) -> set[str]:
        return {row.key for s in slides("charter", frame) for t in tables(s) for row in t.rows}

    assert len(slides("charter", ROOMS["4:3, strip"])) == 2
    assert lines(ROOMS["4:3, strip"]) == lines(OURS)


def test_the_ambition_lies_above_a_narrow_plan() -> None:
    def ambition(frame: Frame) -> Group:
        (slide,) = slides("blueprint", frame)
        return next(e for e in slide.elements if isinstance(e, Group) and e.key.endswith("/ambition"))

    assert ambition(OURS).box.h > ambition(OURS).box.w
    narrow = ambition(ROOMS["upright"])
    assert narrow.box.h < narrow.box.w
    assert {child.key for child in narrow.children} == {child.key for child in ambition(OURS).children}


def test_a_long_legend_takes_even_lines_and_keeps_short_words() -> None:
    signs = [swatch(name, name, "ink") for name in ("late", "a longer word", "on", "another word")]
    room = OURS.body.w // 5
    lines = lines_of(signs, room)
    assert [len(line) for line in lines] == [2, 2]
    made = legend("view/legend", signs, Box(0, 0, room, 200_000), "", lines=2)
    assert [child.key for child in made.children if not child.key.endswith("_mark")] == [
        f"view/legend/{sign.name}" for sign in signs
    ]
