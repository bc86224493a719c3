"""The judge of reports accuses every line that is not true, of each kind, and none that is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Emu

from kamdeck.deck.changes import Plan
from kamdeck.report import Change, Conflict, Kept, Report
from kamdeck.text import catalogue
from tests.kept_lines import CHECKS, LISTS, assert_report_true, untrue_lines
from tests.refreshing import built, edited, refreshed, shape_of, slide_of
from tests.specs import FIRST, SECOND, Figures, deck

FIELDS = catalogue("en")["field"]
OLD, NEW = deck(Figures(FIRST)), deck(Figures(SECOND))
UNSAID = {
    "book",
    "grid",
    "name",
    "span",
    "x",
    "size",
    "added",
    "removed",
    "route",
}  # never kept of a person's


def work(opened: Deck) -> None:
    """A title reworded and set in bold, a chart moved, a row deleted, another deleted, one coloured."""
    run = shape_of(opened, "bars/title").text_frame.paragraphs[0].runs[0]
    run.text, run.font.bold = "Mine", True
    shape_of(opened, "bars/chart").left += Emu(91440)
    table = shape_of(opened, "table/table")._element.find(".//{*}tbl")
    table.remove(table.findall("{*}tr")[1])
    gone = shape_of(opened, "bars/fact:sum")._element
    gone.getparent().remove(gone)
    shape_of(opened, "staff/box/ann").fill.solid()
    shape_of(opened, "staff/box/ann").fill.fore_color.rgb = RGBColor(255, 0, 0)
    slide_of(opened, "cloud").notes_slide.notes_text_frame.text = "My notes"


@cache
def round_() -> tuple[bytes, bytes, Plan]:
    """The deck with that work, refreshed with new figures."""
    before = edited(built(OLD), work)
    return before, *refreshed(before, NEW)


def test_the_report_of_a_refresh_is_true() -> None:
    before, after, made = round_()
    fields = {(line.key, line.field) for line in made.kept}
    assert {("bars/title", "text"), ("bars/chart", "box"), ("bars/fact:sum", "deleted")} <= fields
    assert {("table/table/Acme", "row deleted"), ("cloud", "notes"), ("staff/box/ann", "look")} <= fields
    assert_report_true(before, after, made, NEW)


LIES = [
    Report(kept=(Kept("bars/fact:top", "text"),)),
    Report(kept=(Kept("bars/title", "text", "Other words"),)),
    Report(kept=(Kept("bars/chart", "val/revenue/Acme", "6"),)),
    Report(kept=(Kept("bars/chart", "order"),)),
    Report(kept=(Kept("bars/title", "deleted"),)),
    Report(kept=(Kept("bars/fact:top", "released"),)),
    Report(kept=(Kept("table/table/Bolt", "row deleted"),)),
    Report(kept=(Kept("bars/chart/revenue", "series deleted"),)),
    Report(kept=(Kept("bars", "slide deleted"),)),
    Report(kept=(Kept("bars", "slide released"),)),
    Report(kept=(Kept("bars", "slide copied", "9"),)),
    Report(kept=(Kept("bars", "notes of another kind"),)),
    Report(kept=(Kept("bars/title", "name", "Title 7", "kd:bars/title"),)),
    Report(kept=(Kept("bars/title", "group", "Group 7"),)),
    Report(changes=(Change("bars", "slide added"),)),
    Report(changes=(Change("bars", "slide removed"),)),
    Report(changes=(Change("bars/title", "removed"),)),
    Report(changes=(Change("bars/fact:sum", "added"),)),
    Report(changes=(Change("cover/subtitle", "text", "4 accounts", "5 accounts"),)),
    Report(changes=(Change("bars/title", "text", "Mine", "Bolt leads"),)),
    Report(replaced=(Kept("bars/chart", "val/revenue/Bolt", "7", "8"),)),
    Report(replaced=(Kept("bars/chart", "val/revenue/Bolt", "3.5", "9"),)),
    Report(lost=(Kept("staff/box/ann", "look", "fill"),)),
    Report(conflicts=(Conflict("bars/chart", "kind"),)),
    Report(conflicts=(Conflict("table", "slide held"),)),
]


@pytest.mark.parametrize("lie", LIES, ids=str)
def test_a_line_that_is_not_true_is_accused(lie: Report) -> None:
    before, after, _ = round_()
    assert len(untrue_lines(before, after, lie, NEW)) == 1


def _bold(opened: Deck) -> None:
    """Bold on the words of the title that stay."""
    run = shape_of(opened, "staff/title").text_frame.paragraphs[0].runs[0]
    run.font.bold, run.font.underline = True, True


@pytest.mark.parametrize(
    ("undo", "faults"), [(lambda font: None, 0), (lambda font: setattr(font, "bold", None), 1)]
)
def test_formats_called_kept_must_stand_on_the_words(undo: Callable[[object], None], faults: int) -> None:
    before = edited(built(OLD), _bold)
    after = edited(before, lambda d: undo(shape_of(d, "staff/title").text_frame.paragraphs[0].runs[0].font))
    told = Report(kept=(Kept("staff/title", "font"),))
    assert len(untrue_lines(before, after, told, OLD)) == faults


def test_every_field_that_a_report_can_name_has_a_check() -> None:
    assert sorted(name for name in FIELDS if name not in CHECKS and name not in (*UNSAID, *LISTS)) == [
        "bars", "formula", "linked", "replaced series", "shape", "slide added", "slide faulty", "slide held",
        "slide removed", "switched",
    ]  # fmt: skip
