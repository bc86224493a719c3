"""Marks laid on a chart or table follow it when a person resizes it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from pptx.presentation import Presentation as Deck

from kamdeck.deck.changes import Plan
from kamdeck.deck.spec import (
    EMU,
    Box,
    Cell,
    Chart,
    Column,
    Connector,
    Data,
    DeckSpec,
    Grid,
    Group,
    Plot,
    Row,
    Series,
    Shape,
    SlideSpec,
    Table,
    Text,
    para,
)
from tests.refreshing import built, edited, fields_of, find, opened, refreshed, slide_of, values_of

Sound = Callable[[Path | bytes], None]
Four = tuple[int, int, int, int]
X, Y, WIDE, HIGH, SIGN = EMU // 2, 2 * EMU, 2 * EMU, EMU // 2, EMU // 4
CHART = Box(7 * EMU, 2 * EMU, 4 * EMU, 4 * EMU)


def story(*names: str) -> DeckSpec:
    """A table of three columns with a sign, a bar and a note on every row, and a chart with four marks."""
    title = Text("lay/title", (para("Marks"),), placeholder="title")
    return DeckSpec((SlideSpec("lay", "wide", (title, *_table(names), *_chart(names))),))


def _table(names: tuple[str, ...]) -> tuple[Table, Group]:
    columns = tuple(Column(key, WIDE) for key in ("name", "bar", "note"))
    rows = [Row(name, HIGH, (Cell((para(name),)), Cell(), Cell())) for name in ("head", *names)]
    marks: list[Shape | Text] = []
    for i, name in enumerate(names):
        y = Y + HIGH * (i + 1)
        marks += [
            Shape(f"lay/marks/sign:{name}", Box(X + WIDE - SIGN, y + SIGN // 2, SIGN, SIGN), "ellipse"),
            Shape(f"lay/marks/bar:{name}", Box(X + WIDE, y + 100_000, WIDE // 2, 100_000), "rect", "tier_a"),
            Text(f"lay/marks/note:{name}", (para("note"),), Box(X + 2 * WIDE, y + 100_000, EMU, 257_200)),
        ]  # fmt: skip
    group = (Group("lay/marks", tuple(marks), "lay/table"),) if marks else ()
    return (Table("lay/table", X, Y, columns, tuple(rows)), *group)


def _chart(names: tuple[str, ...]) -> tuple[Chart, Group]:
    values = tuple(float(i + 1) for i in range(len(names)))
    grid = Grid(names, names, (Data("v", "V", values),))
    plots = (Plot("column", (Series("v", "v"),)),)
    chart = Chart("lay/chart", CHART, grid, plots, inner=(0.25, 0.25, 0.5, 0.5))
    inside = CHART.moved(EMU, EMU)  # the plot area: 2 x 2 inches
    marks = (
        Shape("lay/dots/zone", Box(inside.x + EMU, inside.y, EMU, EMU // 2), "rect", "panel"),
        Shape("lay/dots/dot", Box(inside.x + 864_400, inside.y + 864_400, 100_000, 100_000), "ellipse"),
        Text("lay/dots/name", (para("N", align="r"),), Box(inside.x, inside.y, EMU, 200_000)),
        Connector("lay/dots/line", points=(inside.x, inside.y + EMU, inside.x + 2 * EMU, inside.y + EMU)),
    )  # fmt: skip
    return chart, Group("lay/dots", marks, "lay/chart")


OLD, NEW = story("Acme", "Bolt"), story("Echo", "Acme", "Bolt", "Cyan")


def after(
    change: Callable[[Deck], object], sound: Sound, spec: DeckSpec = NEW, data: bytes | None = None
) -> tuple[bytes, Plan]:
    """The deck that a person changed, brought to the new data; checked, and checked to be settled."""
    data, made = refreshed(edited(data or built(OLD), change), spec)
    sound(data)
    again, nothing = refreshed(data, spec)
    assert nothing.edits == ()
    assert again == data
    return data, made


def shape(deck: Deck, key: str) -> Any:
    return find(slide_of(deck, "lay"), f"kd:lay/{key}")


def box(data: bytes, key: str) -> Four:
    """A child's box on the slide."""
    group = shape(opened(data), key.partition("/")[0])
    child = shape(opened(data), key)
    xfrm = group._element.grpSpPr.find("{*}xfrm")
    inner, outer = xfrm.find("{*}chOff"), xfrm.find("{*}off")
    size, shown = xfrm.find("{*}chExt"), xfrm.find("{*}ext")
    across, down = (int(shown.get(n)) / int(size.get(n)) for n in ("cx", "cy"))
    return (
        round(int(outer.get("x")) + (child.left - int(inner.get("x"))) * across),
        round(int(outer.get("y")) + (child.top - int(inner.get("y"))) * down),
        round(child.width * across),
        round(child.height * down),
    )


def near(one: Four, other: Four) -> bool:
    return all(abs(a - b) <= 2 for a, b in zip(one, other, strict=True))


def wider(deck: Deck) -> None:
    """The first column half as wide again, and the row of Bolt twice as high."""
    table = shape(deck, "table").table
    table.columns[0].width = WIDE * 3 // 2
    table.rows[2].height = HIGH * 2


def larger(deck: Deck) -> None:
    """The chart moved to the left and half as large again."""
    chart = shape(deck, "chart")
    chart.left, chart.width, chart.height = CHART.x - EMU, CHART.w * 3 // 2, CHART.h * 3 // 2


def test_marks_follow_each_column_and_row(sound: Sound) -> None:
    data, made = after(wider, sound)
    top = Y + HIGH  # Echo, Acme, Bolt (twice as high), Cyan
    assert near(box(data, "marks/bar:Acme"), (X + WIDE * 3 // 2, top + HIGH + 100_000, WIDE // 2, 100_000))
    bolt = top + 2 * HIGH
    assert near(box(data, "marks/bar:Bolt"), (X + WIDE * 3 // 2, bolt + 200_000, WIDE // 2, 200_000))
    sign = box(data, "marks/sign:Bolt")
    middle = X + WIDE * 3 // 2 - EMU * 3 // 16
    assert near(sign, (middle - EMU // 8, bolt + HIGH - EMU // 8, EMU // 4, EMU // 4))
    cyan = top + 4 * HIGH
    assert near(box(data, "marks/bar:Cyan"), (X + WIDE * 3 // 2, cyan + 100_000, WIDE // 2, 100_000))
    note = box(data, "marks/note:Cyan")
    assert near(note, (X + WIDE * 5 // 2, cyan + 100_000, EMU, 257_200))
    assert {("lay/table", "width/name"), ("lay/table", "height/Bolt")} <= fields_of(made.kept)
    assert not [kept for kept in made.kept if kept.key.startswith("lay/marks")]


def test_marks_follow_the_plot_of_a_chart(sound: Sound) -> None:
    data, made = after(larger, sound)
    x, y = CHART.x - EMU + CHART.w * 3 // 8, CHART.y + CHART.h * 3 // 8  # the plot: 3 x 3 inches
    assert near(box(data, "dots/zone"), (x + EMU * 3 // 2, y, EMU * 3 // 2, EMU * 3 // 4))
    assert near(
        box(data, "dots/dot"), (x + EMU * 3 // 2 - 50_000, y + EMU * 3 // 2 - 50_000, 100_000, 100_000)
    )
    name = box(data, "dots/name")
    assert (name[0] + name[2], name[2:]) == (x + EMU * 3 // 2, (EMU, 200_000))
    assert near(box(data, "dots/line"), (x, y + EMU * 3 // 2, 3 * EMU, 0))
    assert fields_of(made.kept) == {("lay/chart", "box")}


def test_marks_follow_a_plot_area_dragged_inside_its_chart(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        for node in shape(deck, "chart").chart._chartSpace.iter("{*}manualLayout"):
            node.find("{*}w").set("val", "0.75")

    data, _ = after(change, sound)
    zone = box(data, "dots/zone")
    assert near(zone, (CHART.x + EMU + EMU * 3 // 2, CHART.y + EMU, EMU * 3 // 2, EMU // 2))


def test_back_to_the_old_size(sound: Sound) -> None:
    def back(deck: Deck) -> None:
        table = shape(deck, "table").table
        table.columns[0].width, table.rows[3].height = WIDE, HIGH
        chart = shape(deck, "chart")
        chart.left, chart.width, chart.height = CHART.x, CHART.w, CHART.h

    def both(deck: Deck) -> None:
        wider(deck)
        larger(deck)

    data, _ = after(both, sound)
    data, made = after(back, sound, data=data)
    have, want = values_of(data, NEW), values_of(built(NEW), NEW)
    assert have == want
    assert made.kept == ()


def test_mark_that_a_person_moved_stays_theirs(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        wider(deck)
        shape(deck, "marks/sign:Acme").top += 30_000

    before = built(OLD)
    data, made = after(change, sound)
    assert ("lay/marks/sign:Acme", "box") in fields_of(made.kept)
    was, now = (opened(d) for d in (before, data))
    moved = shape(now, "marks/sign:Acme").top - shape(was, "marks/sign:Acme").top
    assert moved == 30_000


def test_group_scaled_together_with_its_chart_is_not_stretched_twice(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        larger(deck)
        group = shape(deck, "dots")
        far = group.left - CHART.x, group.top - CHART.y
        group.left = CHART.x - EMU + far[0] * 3 // 2
        group.top = CHART.y + far[1] * 3 // 2
        group.width, group.height = group.width * 3 // 2, group.height * 3 // 2

    data, _ = after(change, sound)
    x, y = CHART.x - EMU + CHART.w * 3 // 8, CHART.y + CHART.h * 3 // 8
    assert near(box(data, "dots/zone"), (x + EMU * 3 // 2, y, EMU * 3 // 2, EMU * 3 // 4))


def test_marks_go_with_the_row_that_a_person_deleted(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        rows = shape(deck, "table").table._tbl.findall("{*}tr")
        rows[1].getparent().remove(rows[1])

    data, made = after(change, sound)
    names = {s.name for s in shape(opened(data), "marks").shapes}
    assert not [name for name in names if name.endswith(":Acme")]
    assert near(box(data, "marks/bar:Bolt"), (X + WIDE, Y + 2 * HIGH + 100_000, WIDE // 2, 100_000))
    assert near(box(data, "marks/bar:Cyan"), (X + WIDE, Y + 3 * HIGH + 100_000, WIDE // 2, 100_000))
    assert ("lay/table/Acme", "row deleted") in fields_of(made.kept)
    restored, _ = refreshed(data, NEW, "lay")
    assert values_of(restored, NEW) == values_of(built(NEW), NEW)


def test_marks_make_room_for_a_persons_own_row(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        rows = shape(deck, "table").table._tbl.findall("{*}tr")
        own = deepcopy(rows[1])
        own.remove(own.find("{*}extLst"))
        rows[1].addnext(own)

    data, _ = after(change, sound)
    assert near(box(data, "marks/bar:Acme"), (X + WIDE, Y + 2 * HIGH + 100_000, WIDE // 2, 100_000))
    assert near(box(data, "marks/bar:Bolt"), (X + WIDE, Y + 4 * HIGH + 100_000, WIDE // 2, 100_000))


def test_first_marks_on_a_table_that_was_moved_and_resized(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        table = shape(deck, "table")
        table.left, table.top = table.left + 90_000, table.top + 80_000
        table.table.columns[0].width = WIDE * 3 // 2

    data, _ = after(change, sound, data=built(story()))
    at = (X + 90_000 + WIDE * 3 // 2, Y + 80_000 + HIGH + 100_000, WIDE // 2, 100_000)
    assert near(box(data, "marks/bar:Echo"), at)
