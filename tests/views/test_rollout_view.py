"""The rollout calendar: the story's figures, every title, the axis, few and many tasks, odd dates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kamdeck.deck.spec import Box, Group, Shape, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.text import Say
from kamdeck.views.rollout import view as rollout
from kamdeck.views.rollout.axis import bands, make_axis, units
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book, Milestone, RolloutTask, Settings
from tests.view_checks import faults, flat, meets, texts, title
from tests.workbook_files import Rows, read

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
NOW = date(2026, 10, 31)
TAIL = " of the Regional Hospital and Outpatient Rehabilitation Trust"


def story(lang: str) -> SlideSpec:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    (slide,) = rollout.build(Context(book, Say(lang), book.years, book.settings.as_of, FILES[lang]))
    return slide


def task(
    name: str, start: date, due: date, status: str | None = None, *, again: date | None = None,
    need: str | None = None, note: str | None = None, stream: str = "Tools", owner: str | None = "R. Diaz",
) -> RolloutTask:  # fmt: skip
    return RolloutTask(
        workstream=stream, owner=owner, task=name, start_on=start, due_on=due, revised_due_on=again,
        status=status, needed_for=need, note=note, at="Rollout!A5",
    )  # fmt: skip


def goal(name: str, due: date, reached: bool = False) -> Milestone:
    return Milestone(milestone=name, due_on=due, reached=reached, at="Milestones!A5")


def made(
    tasks: Sequence[RolloutTask], goals: Sequence[Milestone] = (), lang: str = "en",
    as_of: date | None = NOW, **settings: Any,
) -> tuple[SlideSpec, ...]:  # fmt: skip
    book = Book(settings=Settings(**settings), rollout=tuple(tasks), milestones=tuple(goals))
    return rollout.build(Context(book, Say(lang), (2026,), as_of, "book.xlsx"))


def shapes(slide: SlideSpec, group: str) -> dict[str, Shape]:
    start = f"{slide.key}/{group}/"
    return {
        e.key.removeprefix(start): e for e in flat(slide) if isinstance(e, Shape) and e.key.startswith(start)
    }


def table(slide: SlideSpec) -> Table:
    (found,) = (e for e in slide.elements if isinstance(e, Table))
    return found


# ------------------------------------------------------------------ the story


def test_the_storys_title() -> None:
    assert title(story("en")) == FIGURES["title: rollout"]["value"]
    assert title(story("fr")) == (
        "2 tâches en retard, Formation et « Liaison CRM et données d’usage », à clore d’ici au 4 déc. "
        "pour tenir « Vague 1 » le 31 mars 2027"
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    slide, found = story(lang), texts(story(lang))
    late = [shape for shape in shapes(slide, "marks").values() if shape.fill == "risk"]
    assert len(late) == len(FIGURES["rollout late tasks"]["value"])
    comments = [text for key, text in found.items() if key.startswith("rollout/comments/")]
    word = {"en": "{n} weeks late", "fr": "{n} semaines de retard"}[lang]
    for weeks in FIGURES["rollout weeks late"]["value"]:
        assert sum(word.format(n=weeks) in text for text in comments) == 1
    going, planned = FIGURES["rollout done or on track, planned"]["value"]
    scope = {
        "en": f"{going} done or on track, 1 at risk, 2 late, {planned} planned",
        "fr": f"{going} terminées ou en bonne voie, 1 à risque, 2 en retard, {planned} planifiées",
    }
    assert scope[lang] in found["rollout/source"]
    assert "A5:A19" in slide.notes
    assert faults(slide) == []


def test_bars_stand_by_their_dates() -> None:
    slide = story("en")
    bars, marks = shapes(slide, "bars"), shapes(slide, "axis")
    quarter = marks["band:2026-10-01"].box
    assert bars["Charter and steering group"].box.x == marks["band:2026-07-01"].box.x
    ends = bars["Charter and steering group"].box
    assert ends.x + ends.w == quarter.x  # it ends with September
    over = bars["KAM training, 5 modules/overrun"]
    first = bars["KAM training, 5 modules"].box
    assert (over.box.x, over.fill) == (first.x + first.w, "paper")
    assert over.line
    assert over.line.color == "risk"
    assert "Charter and steering group/overrun" not in bars


# ------------------------------------------------------------------ titles

Q1, Q2, Q3 = date(2026, 7, 1), date(2026, 9, 30), date(2026, 12, 18)
OPEN = (goal("Wave 1", date(2027, 3, 31)),)
TITLES: dict[str, tuple[list[RolloutTask], tuple[Milestone, ...], str]] = {
    "keep": ([task("A", Q1, Q2, "late", again=Q3, need="Wave 1")], OPEN,
             "1 late task, A, must close by 18 Dec to keep Wave 1 on 31 Mar 2027"),
    "after": ([task("A", Q1, Q2, "late", again=date(2027, 5, 1), need="Wave 1")], OPEN,
              "1 late task, A, is now due by 1 May 2027, after Wave 1 on 31 Mar 2027"),
    "due": ([task("A", Q1, Q2, "late", again=Q3), task("B", Q1, Q2, "late", again=Q3, need="Wave 1")], OPEN,
            "2 late tasks, A and B, are now due by 18 Dec"),
    "threat": ([task("A", Q1, Q2, need="Wave 1")], OPEN,
               "1 late task, A, puts Wave 1 on 31 Mar 2027 at risk"),
    "undated": ([task("A", Q1, Q2)], OPEN, "1 late task, A, needs a new date"),
    "many threat": ([*(task(f"T{n}", Q1, Q2, need="Wave 1") for n in range(3)), task("D", Q1, Q3, "done")],
                    OPEN,
                    "3 of 4 tasks are late and put Wave 1 on 31 Mar 2027 at risk"),
    "many undated": ([task(f"T{n}", Q1, Q2) for n in range(3)], OPEN,
                     "All 3 tasks are late; still without a new date: 3"),
    "many": ([task(f"T{n}", Q1, Q2, "late", again=Q3) for n in range(3)], OPEN,
             "All 3 tasks are late; the last is now due by 18 Dec"),
    "one of two threatens": ([task("A", Q1, Q2, need="Wave 1"), task("B", Q1, Q2)], OPEN,
                             "2 late tasks; A puts Wave 1 on 31 Mar 2027 at risk"),
    "some of many threaten": ([*(task(f"T{n}", Q1, Q2, need="Wave 1") for n in range(2)),
                               *(task(f"U{n}", Q1, Q2) for n in range(2)), task("D", Q1, Q3, "done")], OPEN,
                              "4 of 5 tasks are late; 2 put Wave 1 on 31 Mar 2027 at risk"),
    "past its date": ([task("A", Q1, Q2, need="Go")], (goal("Go", Q2), *OPEN),
                      "1 late task, A; Go was due on 30 Sep 2026"),
    "many, past its date": ([*(task(f"T{n}", Q1, Q2, need="Go") for n in range(3)),
                             task("D", Q1, Q3, "done")], (goal("Go", Q2),),
                            "3 of 4 tasks are late; Go was due on 30 Sep 2026"),
    "later than planned": ([task("A", Q1, Q2, "on track", again=Q3), task("B", Q1, Q3, "on track")], OPEN,
                           "No task is late, but 1 of 2 ends later than planned: "
                           "next milestone is Wave 1 on 31 Mar 2027"),
    "on plan": ([task(f"T{n}", Q1, Q3, "on track") for n in range(3)], OPEN,
                "All 3 tasks are on plan: next milestone is Wave 1 on 31 Mar 2027"),
    "one": ([task("T", Q1, Q3, "on track")], (), "The only task is on plan"),
    "risk": ([task("T", Q1, Q3, "at risk"), task("U", Q1, Q3, "planned")], OPEN,
             "No task is late, 1 of 2 is at risk: next milestone is Wave 1 on 31 Mar 2027"),
    "missed": ([task("T", Q1, Q3, "on track")], (goal("Go", Q2),),
               "The only task is on plan, but Go was due on 30 Sep 2026"),
    "done": ([task(f"T{n}", Q1, Q2, "done") for n in range(2)], (goal("Go", Q2, True),),
             "Both tasks are done"),
}  # fmt: skip


@pytest.mark.parametrize("case", TITLES)
def test_titles(case: str) -> None:
    tasks, goals, wanted = TITLES[case]
    (slide,) = made(tasks, goals)
    assert title(slide) == wanted
    (french,) = made(tasks, goals, "fr")
    assert title(french) != title(slide)
    assert faults(slide) == faults(french) == []


@pytest.mark.parametrize("seed", range(12))
def test_a_milestone_is_kept_only_if_the_last_of_the_late_tasks_is_in_time(seed: int) -> None:
    rng, due = Random(seed), OPEN[0].due_on
    ends = [due + timedelta(days=rng.choice((-40, -20, 0, 1, 30))) for _ in range(rng.randint(1, 2))]
    tasks = [task(f"T{n}", Q1, Q2, "late", again=end, need="Wave 1") for n, end in enumerate(ends)]
    said = title(made(tasks, OPEN)[0])
    assert ("to keep Wave 1 on" in said) is (max(ends) <= due), (ends, said)
    assert Say("en").date(max(ends), "day" if max(ends).year == 2026 else "short") in said


def test_long_names_leave_the_title_before_its_meaning() -> None:
    tasks = [task(f"{letter}{TAIL}", Q1, Q2, "late", again=Q3, need="Wave 1") for letter in "AB"]
    (slide,) = made(tasks, OPEN)
    assert title(slide) == "2 late tasks must close by 18 Dec to keep Wave 1 on 31 Mar 2027"


# ------------------------------------------------------------------ axis


@pytest.mark.parametrize(
    ("days", "unit"),
    [(1, "week"), (28, "week"), (123, "week"), (180, "month"), (700, "month"), (1095, "quarter")],
)
def test_the_axis_counts_in_units_that_fit_the_span(days: int, unit: str) -> None:
    start = date(2026, 1, 14)
    end = start + timedelta(days=days - 1)
    axis = make_axis(start, end, 0, 8_000_000)
    assert axis.unit == unit
    assert axis.start <= start
    assert axis.end >= end
    for pieces in (bands(axis), units(axis)):
        assert pieces[0][0] == axis.start
        assert pieces[-1][1] == axis.end
        assert all(b[0] - a[1] == timedelta(days=1) for a, b in pairwise(pieces))
    assert axis.before(axis.start) == 0
    assert axis.after(axis.end) == 8_000_000


def test_weeks_and_years_have_their_names() -> None:
    (weeks,) = made([task("A", date(2026, 10, 5), date(2026, 10, 30), "done")])
    found = texts(weeks)
    assert found["rollout/axis/band:2026-10-05"] == "October 2026"
    assert found["rollout/axis/unit:2026-10-12"] == "12 Oct"
    (years,) = made([task("A", date(2026, 1, 1), date(2028, 12, 31), "on track")], (), "fr")
    found = texts(years)
    assert found["rollout/axis/band:2027-01-01"] == "2027"
    assert found["rollout/axis/unit:2027-04-01"] == "T2"


def test_today_is_a_line_at_the_as_of_date() -> None:
    tasks = [task("A", Q1, Q2)]
    (slide,), (undated,) = made(tasks), made(tasks, as_of=None)
    assert texts(slide)["rollout/today/date"] == "Today, 31 Oct"
    assert "rollout/today/date" not in texts(undated)
    assert "late" not in title(undated)
    assert shapes(undated, "marks")["A"].fill != "risk"
    (early,) = made([task("A", date(2027, 1, 1), date(2027, 5, 1))])
    assert "rollout/today/date" not in texts(early)  # the as-of date is off the axis


# ------------------------------------------------------------------ few and many


def many(count: int, streams: int, tail: str = "") -> list[RolloutTask]:
    states = ("done", "on track", "at risk", "late", "planned", None)
    return [
        task(f"Task {n}{tail}", Q1 + timedelta(days=9 * n), Q1 + timedelta(days=9 * n + 40), states[n % 6],
             stream=f"Stream {n * streams // count}{tail}", owner=f"Owner{tail}", note=f"Note {n}{tail}")
        for n in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    ("count", "streams", "pages"),
    [(1, 1, 1), (3, 2, 1), (15, 5, 1), (18, 18, 1), (24, 4, 2), (30, 6, 3), (40, 2, 4), (60, 30, 6)],
)
def test_few_and_many_tasks_with_long_names(count: int, streams: int, pages: int, lang: str) -> None:
    goals = [goal(f"Milestone {n}{TAIL}", Q1 + timedelta(days=40 * n), n < 2) for n in range(12)]
    slides = made(many(count, streams, TAIL), goals, lang)
    assert len(slides) == pages
    assert [fault for slide in slides for fault in faults(slide)] == []
    assert len({title(slide) for slide in slides}) == pages
    shown = [row.key for slide in slides for row in table(slide).rows if row.key.startswith("Task")]
    assert shown == [f"Task {n}{TAIL}" for n in range(count)]
    for slide in slides:
        assert set(shapes(slide, "marks")) == set(shown) & {r.key for r in table(slide).rows}
        assert sum("/milestones/" in e.key and getattr(e, "geom", "") == "diamond" for e in flat(slide)) == 12
        assert table(slide).box.y + table(slide).box.h <= round(6.68 * 914_400)
        for row in table(slide).rows[2:]:
            assert row.cells[1].text == row.key or row.key in slide.notes  # what is shown cut is in the notes


def test_three_tasks_have_higher_rows() -> None:
    few, full = made(many(3, 1)), made(many(18, 3))
    assert table(few[0]).rows[-1].height == round(0.45 * 914_400)
    assert table(full[0]).rows[-1].height < round(0.27 * 914_400)


def test_names_of_milestones_never_touch() -> None:
    goals = [goal(f"Milestone number {n}", Q1 + timedelta(days=17 * n), n % 2 == 0) for n in range(10)]
    (slide,) = made(many(6, 2), goals)
    boxes = [s.box for key, s in shapes(slide, "milestones").items() if key.endswith("/name")]
    assert boxes
    assert not any(meets(a, b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_comments_stay_on_the_axis_and_off_the_bars() -> None:
    slide = story("fr")
    bars = [shape.box for shape in shapes(slide, "bars").values()]
    left = min(shape.box.x for shape in shapes(slide, "axis").values())
    for shape in shapes(slide, "comments").values():
        box = shape.box
        assert box.x >= left
        assert box.x + box.w <= round(12.84 * 914_400)
        assert not any(meets(box, bar) for bar in bars)


# ------------------------------------------------------------------ odd dates


def test_tasks_off_the_programmes_range_are_told() -> None:
    rows = [
        task("Before", date(2024, 1, 1), date(2024, 3, 1), "done"),
        task("Into", date(2025, 11, 1), date(2026, 3, 1), "done"),
        task("Through", date(2020, 1, 1), date(2031, 1, 1), "on track"),
        task("Later", date(2029, 1, 1), date(2029, 3, 1), "planned"),
    ]
    goals = (goal("Far", date(2030, 1, 1)),)
    (slide,) = made(rows, goals, programme_start=date(2026, 1, 1), programme_end=date(2026, 12, 31))
    bars, found = shapes(slide, "bars"), texts(slide)
    assert set(bars) == {"Into", "Through"}
    assert (bars["Into"].geom, bars["Into"].flip_h, bars["Through"].geom) == ("homePlate", True, "hexagon")
    assert found["rollout/comments/Before"] == "← 1 Jan 2024 to 1 Mar 2024"
    assert found["rollout/comments/Later"] == "1 Jan 2029 to 1 Mar 2029 →"
    assert found["rollout/milestones/Far/name"] == "Far, 1 Jan 2030 →"
    assert faults(slide) == []


def test_wrong_dates_do_not_break_the_slide() -> None:
    rows = [
        task("Backwards", date(2026, 8, 1), date(2026, 6, 1), "on track"),
        task("No real end", date(2026, 1, 1), date.max, "on track"),
        task("One day", date(2026, 9, 1), date(2026, 9, 1)),
    ]
    (slide,) = made(rows)
    assert faults(slide) == []
    assert all(isinstance(s.box, Box) and s.box.w > 0 and s.box.h > 0 for s in shapes(slide, "bars").values())
    (turned,) = made(rows, programme_start=NOW, programme_end=Q1)
    assert faults(turned) == []


def test_tasks_of_one_name_have_keys_of_their_own() -> None:
    rows = [task("Review", Q1, Q3, stream=stream) for stream in ("A", "B", "B")]
    (slide,) = made(rows)
    assert list(shapes(slide, "marks")) == ["Review", "B: Review", "B: Review (2)"]


def test_an_empty_sheet_makes_no_slide() -> None:
    assert made([], OPEN) == ()


def test_reading_order_and_alternative_text() -> None:
    slide = story("en")
    groups = [e for e in slide.elements if isinstance(e, Group)]
    assert all(group.alt for group in groups)
    assert "KAM training, 5 modules: late, 31 Aug to 16 Oct, now due 27 Nov, 6 weeks late" in "".join(
        group.alt for group in groups
    )


def test_a_task_without_end_is_reported_and_the_others_still_make_a_slide(tmp_path: Path) -> None:
    rows: Rows = [
        ["Workstream", "Task", "Start", "End", "Status"],
        ["Tools", "Whole", Q1, Q3, "on track"],
        ["Tools", "Endless", Q1, None, "on track"],
        ["Tools", "Backwards", Q3, Q1, "planned"],
    ]
    book, problems = read(tmp_path, {"Rollout": rows})
    assert {(problem.sheet, problem.cell) for problem in problems} == {("Rollout", "D3"), ("Rollout", "D4")}
    (slide,) = rollout.build(Context(book, Say("en"), book.years, NOW, "book.xlsx"))
    assert "Whole" in shapes(slide, "marks")
    assert faults(slide) == []
