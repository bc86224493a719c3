"""What the slides on revenue give up where a company's master leaves less room, and in which order."""

from __future__ import annotations

import pytest

from kamdeck.deck.frame import OURS, Frame
from kamdeck.deck.spec import Chart, SlideSpec, Table
from kamdeck.record import replace
from kamdeck.text.measure import written_in
from kamdeck.views.abc.accounts import VIEW as ACCOUNTS
from kamdeck.views.abc.migration import VIEW as MIGRATION
from kamdeck.views.abc.tiers import VIEW as TIERS
from kamdeck.views.concentration.view import VIEW as CONCENTRATION
from kamdeck.views.pareto.view import VIEW as PARETO
from kamdeck.views.view import View
from tests.abc_books import many, one, story
from tests.frames import ROOMS


def drawn(view: View, frame: Frame) -> SlideSpec:
    with written_in(frame.font):
        return one(view, replace(story(), frame=frame))


def table(slide: SlideSpec, name: str) -> Table:
    return next(e for e in slide.elements if isinstance(e, Table) and e.key == f"{slide.key}/{name}")


def chart(slide: SlideSpec) -> Chart:
    return next(e for e in slide.elements if isinstance(e, Chart))


@pytest.mark.parametrize(
    ("frame", "gone"),
    [(OURS, set[str]()), (ROOMS["4:3, art"], {"bar"}), (ROOMS["upright"], {"bar", "trend"})],
)
def test_columns_of_the_account_list_leave_by_rank(frame: Frame, gone: set[str]) -> None:
    columns = {column.key for column in table(drawn(ACCOUNTS, frame), "table").columns}
    whole = {"rank", "name", "y2024", "y2025", "y2026", "trend", "change", "rate", "share", "bar"}
    assert columns == whole - gone


def test_a_low_room_folds_more_accounts_and_never_shrinks_a_row() -> None:
    low = table(drawn(ACCOUNTS, ROOMS["10 x 5.63, line"]), "table")
    assert len(low.rows) < len(table(drawn(ACCOUNTS, OURS), "table").rows)
    assert min(row.height for row in low.rows) >= 0.235 * 914_400
    assert low.rows[-1].key == "total"


def test_a_narrow_room_shows_one_year_less_of_the_tiers() -> None:
    years = {key.rpartition(":")[2] for key in chart(drawn(TIERS, ROOMS["upright"])).grid.keys}
    assert years == {"2025", "2026"}


def test_the_table_of_measures_goes_below_the_curves_where_they_would_be_cramped() -> None:
    beside, below = drawn(CONCENTRATION, ROOMS["4:3, art"]), drawn(CONCENTRATION, ROOMS["upright"])
    assert table(beside, "table").y < chart(beside).box.y
    assert table(below, "table").y > chart(below).box.y + chart(below).box.h


def test_the_figures_that_leave_the_movers_leave_room_for_their_names() -> None:
    columns = table(drawn(MIGRATION, ROOMS["4:3, art"]), "movers").columns
    assert [column.key for column in columns] == ["mark", "account", "tiers", "first"]


@pytest.mark.parametrize("room", [*ROOMS])
def test_the_pareto_plot_keeps_its_least_size(room: str) -> None:
    frame = ROOMS[room]
    with written_in(frame.font):
        for ctx in (story(), many(300)):
            made = chart(one(PARETO, replace(ctx, frame=frame)))
            assert made.inner is not None
            assert made.inner[3] * made.box.h >= 1.5 * 914_400
            assert made.box.x + made.box.w <= frame.body.x + frame.body.w
