"""The migration slide: the story's figures, new and lost accounts, marks on their rows, every title."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import EMU, Connector, Group, SlideSpec, Table, hull_of
from kamdeck.text.measure import line_height, width, wrap
from kamdeck.views.abc.migration import VIEW
from tests.abc_books import context, many, one, story, table, text_boxes, texts, title, with_status

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "story_figures.json").read_text(encoding="utf-8")
)
LONG = " of the Regional Partnership of Outer Westphalia and Sons"


def tables(slide: SlideSpec) -> dict[str, Table]:
    return {e.key.split("/")[1]: e for e in slide.elements if isinstance(e, Table)}


def groups(slide: SlideSpec) -> dict[str, Group]:
    return {e.key.split("/")[1]: e for e in slide.elements if isinstance(e, Group)}


# ------------------------------------------------------------------ the story


def test_the_title_of_the_story() -> None:
    assert title(one(VIEW, story())) == EXPECTED["title: abc_migration"]["value"]
    assert title(one(VIEW, story("fr"))) == (
        "Un compte a changé de classe\N{NARROW NO-BREAK SPACE}: Brightmere est descendu de A en B"
    )


def test_the_matrix_of_the_story() -> None:
    rows = table(one(VIEW, story()), "matrix")
    assert rows["from:A"] == (
        "in 2025\n$32.6M", "7", "stayed\n$34.8M", "1", "Brightmere\n$1.4M → $1.2M", "", "–", "8\naccounts",
    )  # fmt: skip
    assert rows["from:C"][5:] == ("8", "stayed\n$1.9M", "8\naccounts")
    assert rows["total"] == ("Total 2026", "7", "$34.8M · 81%", "9", "$6.2M · 14%", "8", "$1.9M · 5%", "24")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_movers_of_the_story(lang: str) -> None:
    slide = one(VIEW, story(lang))
    rows = table(slide, "movers")
    shapes = texts(slide)
    expected = EXPECTED["movers"]["value"]
    assert [key for key in rows if key != "head"] == [f"{name}:{year}" for name, year, _, _ in expected]
    for name, year, before, after in expected:
        assert rows[f"{name}:{year}"][3] == str(year)
        assert shapes[f"abc_migration/movers_marks/before:{name}:{year}"] == before
        assert shapes[f"abc_migration/movers_marks/after:{name}:{year}"] == after


@pytest.mark.parametrize(("lang", "form"), [("en", "{}${:.0f}k"), ("fr", "{}{:.0f}\N{NO-BREAK SPACE}k$")])
def test_the_closest_of_the_story(lang: str, form: str) -> None:
    slide = one(VIEW, story(lang))
    rows = table(slide, "closest")
    shapes = texts(slide)
    expected = EXPECTED["closest to a threshold"]["value"]
    assert [key for key in rows if key != "head"] == [name for name, *_ in expected]
    for name, change, before, after in expected:
        shown = form.format("+" if change > 0 else "−", abs(change) / 1e3)
        assert rows[name][3] == shown
        assert shapes[f"abc_migration/closest_marks/before:{name}"] == before
        assert shapes[f"abc_migration/closest_marks/after:{name}"] == after


def test_the_rail_of_the_story() -> None:
    shown = texts(one(VIEW, story()))
    assert shown["abc_migration/fact:moved"] == (
        "1 of 24\naccounts changed tier in 2026, 2 in 2025: the ladder is stable."
    )
    assert shown["abc_migration/fact:left_a"] == (
        "$1.2M\nleft tier A with Brightmere, whose revenue fell 14% while Westerby HC passed it."
    )
    assert shown["abc_migration/fact:closest"] == (
        "$41k\nseparates Amberlo (now B) from tier C; Thornby stands on the other side of the line."
    )
    assert shown["abc_migration/next"].endswith(
        "Win back $301k at Brightmere and hold Westerby HC in tier A."
    )
    assert "at 80% and 95% of each year’s revenue" in shown["abc_migration/source"]


# ------------------------------------------------------------------ titles and turns


def slide_of(values: dict[str, tuple[float, float]]) -> SlideSpec:
    made = {a: {2025: before * 1e6, 2026: after * 1e6} for a, (before, after) in values.items()}
    return one(VIEW, context(made, (2025, 2026)))


def test_title_variants() -> None:
    # 60 + 15 = 75, 90, 100: A A A(75 before) B; swapping the last two moves both
    both = {"a": (60.0, 60.0), "b": (15.0, 15.0), "c": (15.0, 10.0), "d": (10.0, 15.0)}
    assert title(slide_of(both)) == "Two accounts changed tier: 1 up, 1 down"
    up = {"a": (85.0, 75.0), "b": (15.0, 25.0)}
    assert title(slide_of(up)) == "One account changed tier: b rose from B to A"
    down = {"a": (75.0, 85.0), "b": (25.0, 15.0)}
    assert title(slide_of(down)) == "One account changed tier: b fell from A to B"
    calm = {"a": (85.0, 85.0), "b": (15.0, 15.0)}
    # b is A above 21.25, where the 85 before it are under 80% of the total; a stays A down to 15
    assert title(slide_of(calm)) == "No account changed tier; b is closest, $6.25M from A"
    assert title(slide_of({"a": (8.0, 9.0)})) == "No account changed tier"


def test_all_up_and_all_down() -> None:
    rest = {f"r{i}": (1.0, 1.0) for i in range(4)}
    before = {"a": (90.0, 50.0), "b": (6.0, 30.0), "c": (5.0, 30.0), **rest}
    assert title(slide_of(before)) == "Two accounts changed tier, all of them up"
    turned = {name: (after, was) for name, (was, after) in before.items()}
    assert title(slide_of(turned)) == "Two accounts changed tier, all of them down"


def test_one_year_shows_nobody_who_moved() -> None:
    assert VIEW.build(story(years=(2026,))) == ()
    assert VIEW.build(context({"a": {2026: 4.0}}, (2025, 2026))) == ()


def test_new_and_lost_accounts_get_a_row_and_a_column() -> None:
    slide = slide_of({"a": (50.0, 50.0), "b": (30.0, 30.0), "gone": (5.0, 0.0), "new": (0.0, 4.0)})
    rows = table(slide, "matrix")
    assert rows["head"][-2:] == ("no revenue", "Total 2025")
    assert rows["from:new"][0] == "new in 2026"
    assert "new\n$4.0M" in rows["from:new"]
    assert any("gone\n$5.0M" in cells for cells in rows.values())
    assert texts(slide)["abc_migration/fact:without"] == (
        "$5.0M\nless in 2026: no revenue or a credit note at gone."
    )
    assert texts(slide)["abc_migration/fact:moved"].startswith("0 of 2\n")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_account_is_lost_only_where_accounts_says_so(lang: str) -> None:
    values = {"a": (50.0, 50.0), "b": (30.0, 30.0), "c": (5.0, 0.0), "d": (4.0, -2.0)}
    table_of = {name: dict(zip((2025, 2026), pair, strict=True)) for name, pair in values.items()}
    ctx = context(table_of, (2025, 2026), lang)
    ctx = with_status(with_status(ctx, "c", "lost"), "d", "active")
    slide = one(VIEW, ctx)
    shown = texts(slide)
    assert "c" in shown["abc_migration/fact:lost"].split("\n")[1]
    assert "d" in shown["abc_migration/fact:without"].split("\n")[1]
    head = table(slide, "matrix")["head"][-2]
    assert head == {"en": "no revenue", "fr": "sans CA"}[lang]
    both = with_status(ctx, "d", "lost")
    assert table(one(VIEW, both), "matrix")["head"][-2] == {"en": "lost", "fr": "perdus"}[lang]


def test_no_new_and_no_lost_accounts_no_row_and_no_column() -> None:
    found = tables(one(VIEW, story()))["matrix"]
    assert [row.key for row in found.rows] == ["head", "from:A", "from:B", "from:C", "total"]
    assert len(found.columns) == 8


def test_many_movers_are_counted() -> None:
    slide = one(VIEW, many(300, tail=LONG))
    rows = table(slide, "movers")
    assert len(rows) == 6
    assert rows["more"][0].startswith("and ")
    moved = [cell for cells in table(slide, "matrix").values() for cell in cells if "moved" in cell]
    assert moved


# ------------------------------------------------------------------ marks and text

CASES = {
    "story": story(),
    "story_fr": story("fr"),
    "three": many(3),
    "many": many(300, tail=LONG),
    "many_fr": many(300, tail=LONG, lang="fr"),
    "thousands": many(3000),
    "ten": many(40, range(2017, 2027)),
    "two_years": story(years=(2025, 2026)),
    "turnover": context(
        {f"n{i}": {2025: 1e6 * (i % 3), 2026: 1e6 * ((i + 1) % 3)} for i in range(12)}, (2025, 2026)
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_small_tables_end_above_the_rule_and_marks_lie_on_their_rows(name: str) -> None:
    slide = one(VIEW, CASES[name])
    found = tables(slide)
    for part in ("movers", "closest"):
        box = found[part].box
        assert box.y + box.h <= round(6.74 * EMU)
        spans, y = {}, found[part].y
        for row in found[part].rows:
            spans[row.key] = (y + y + row.height) / 2
            y += row.height
        for child in groups(slide)[f"{part}_marks"].children if f"{part}_marks" in groups(slide) else ():
            key = child.key.split("/", 2)[2].split(":", 1)[1]
            hull = hull_of(child)
            assert abs(hull.y + hull.h / 2 - spans[key]) <= 12_700, child.key


@pytest.mark.parametrize("name", CASES)
def test_cells_hold_their_text(name: str) -> None:
    for found in tables(one(VIEW, CASES[name])).values():
        for row in found.rows:
            for i, cell in enumerate(row.cells):
                if cell.is_covered:
                    continue
                room = sum(column.width for column in found.columns[i : i + cell.span])
                room -= cell.inset[0] + cell.inset[2]
                height = 0
                for p in cell.paras:
                    assert sum(width(r.text, r.size or 10, bool(r.bold)) for r in p.runs) <= room, p.text
                    height += max((line_height(r.size or 10) for r in p.runs), default=0)
                assert height <= row.height, (row.key, cell.text)


@pytest.mark.parametrize("name", CASES)
def test_text_boxes_hold_their_text(name: str) -> None:
    for element in text_boxes(one(VIEW, CASES[name])):
        assert element.box is not None
        height = sum(
            len(wrap(p.text, p.runs[0].size or 10, element.box.w, bool(p.runs[0].bold)))
            * line_height(p.runs[0].size or 10, p.line or 1.0)
            for p in element.paras
        )
        assert height <= element.box.h + 40_000, element.key
        assert all((r.size or 9) >= 9 for p in element.paras for r in p.runs)


def test_matrix_marks_stay_inside_the_matrix() -> None:
    for ctx in CASES.values():
        slide = one(VIEW, ctx)
        box = tables(slide)["matrix"].box
        for child in groups(slide)["matrix_marks"].children:
            hull = hull_of(child)
            assert box.x <= hull.x
            assert hull.x + hull.w <= box.x + box.w
            assert box.y <= hull.y
            assert hull.y + hull.h <= box.y + box.h
        assert groups(slide)["matrix_marks"].follows == "abc_migration/matrix"
        assert any(isinstance(c, Connector) for c in groups(slide)["closest_marks"].children)
