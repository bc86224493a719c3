"""The revenue bridge: the story's figures, turns of the data, few and many, names of any length."""

from __future__ import annotations

import pytest

from kamdeck.deck.spec import Chart, Connector, Group, SlideSpec
from kamdeck.figures.context import Context
from kamdeck.layout.empty import Empty
from kamdeck.views.revenue_bridge.view import VIEW
from tests.abc_books import context, many, one, story, texts, title, with_status

N, S = "\u202f", "\u00a0"


def chart(slide: SlideSpec) -> Chart:
    (found,) = (e for e in slide.elements if isinstance(e, Chart))
    return found


def column(slide: SlideSpec, key: str) -> dict[str, float | None]:
    grid = chart(slide).grid
    (found,) = (data.values for data in grid.columns if data.key == key)
    return dict(zip(grid.keys, found, strict=True))


def marks(slide: SlideSpec) -> dict[str, Connector]:
    found = [e for e in slide.elements if isinstance(e, Group) and e.key.endswith("/growth")]
    return {
        c.key.rpartition("/")[2]: c for group in found for c in group.children if isinstance(c, Connector)
    }


def turned(*rows: tuple[float, float, float], lang: str = "en") -> Context:
    table = {f"Firm {n}": dict(zip((2024, 2025, 2026), row, strict=True)) for n, row in enumerate(rows, 1)}
    return context(table, (2024, 2025, 2026), lang)


def test_the_storys_steps() -> None:
    slide = one(VIEW, story())
    assert title(slide) == "15 accounts gained $4.5M and 8 lost $0.9M: revenue grew $3.6M to $42.9M"
    amounts = column(slide, "amount")
    assert list(amounts)[:4] == ["year:2024", "year:2025", "Mount Sinai", "Ravensford Clinic"]
    assert amounts["Mount Sinai"] == 2.4e6
    assert amounts["Aldbury Clinic"] == -0.3e6
    assert sum(v or 0 for k, v in amounts.items() if not k.startswith("year:")) == pytest.approx(3.56e6)
    assert list(column(slide, "level").values())[-2] == list(amounts.values())[-1] == pytest.approx(42.88e6)


def test_the_storys_words_in_both_languages() -> None:
    said = texts(one(VIEW, story()))
    assert said["revenue_bridge/fact:mover"] == (
        "67%\nof the net growth is Mount Sinai; without it revenue grew 3.5%."
    )
    assert (
        said["revenue_bridge/fact:gains"] == "15 of 24\naccounts grew, by $4.5M together; Tarrow stood still."
    )
    assert said["revenue_bridge/fact:losses"] == (
        "−$0.9M\nat 8 accounts; Aldbury Clinic, Quillmore General and Brightmere lost $0.7M of it."
    )
    assert said["revenue_bridge/growth/rate"] == "CAGR 2024–2026: +9.7%"
    assert said["revenue_bridge/growth/difference"] == "+3.6\n+9.1%"
    french = texts(one(VIEW, story("fr")))
    assert french["revenue_bridge/title"].replace("\v", " ") == (
        f"15 comptes ont gagné 4,5{S}M$ et 8 ont perdu 0,9{S}M${N}: le CA a progressé de 3,6{S}M$ à 42,9{S}M$"
    )
    assert french["revenue_bridge/fact:mover"].endswith(
        f"vient de Mount Sinai{N}; sans ce compte, le CA a progressé de 3,5{N}%."
    )


Rows = tuple[tuple[float, float, float], ...]
TITLES: list[tuple[Rows, str, str]] = [
    (
        ((1e6, 2e6, 3e6), (1e6, 1e6, 1e6)),
        "Revenue grew $1.0M to $4.0M: no account took any of it back",
        "100%\nof the net growth is Firm 1.",
    ),
    (
        ((1e6, 2e6, 3e6), (3e6, 3e6, 3.3e6)),
        "Revenue grew $1.3M to $6.3M: no account took any of it back",
        "77%\nof the net growth is Firm 1; without it revenue grew 10.0%.",
    ),
    (  # one gained more than the whole
        ((1e6, 2e6, 4e6), (3e6, 3e6, 2e6)),
        "1 account gained $2.0M and 1 lost $1.0M: revenue grew $1.0M to $6.0M",
        "+$2.0M\nis Firm 1 alone; without it revenue fell 33.3%.",
    ),
    (
        ((1e6, 3e6, 2e6), (1e6, 1e6, 1e6)),
        "Revenue fell $1.0M to $3.0M: nothing makes up for the losses",
        "−$1.0M\nis Firm 1 alone.",
    ),
    (
        ((1e6, 5e6, 3e6), (3e6, 3e6, 2e6)),
        "Revenue fell $3.0M to $5.0M: nothing makes up for the losses",
        "−$2.0M\nis Firm 1 alone; without it revenue fell 33.3%.",
    ),
    (
        ((1e6, 5e6, 3e6), (3e6, 3e6, 4e6)),
        "1 account lost $2.0M and 1 gained $1.0M: revenue fell $1.0M to $7.0M",
        "−$2.0M\nis Firm 1 alone; without it revenue grew 33.3%.",
    ),
    (
        ((1e6, 3e6, 2e6), (1e6, 1e6, 2e6)),
        "Revenue is flat at $4.0M: gains of $1.0M meet losses of $1.0M",
        "",
    ),
    (
        ((1e6, 3e6, 3e6), (1e6, 1e6, 1e6)),
        "Revenue is flat at $4.0M: every account stands where it stood",
        "",
    ),
]


@pytest.mark.parametrize(("rows", "finding", "mover"), TITLES)
def test_titles(rows: Rows, finding: str, mover: str) -> None:
    slide = one(VIEW, turned(*rows))
    assert title(slide).replace("\v", " ") == finding
    assert texts(slide).get("revenue_bridge/fact:mover", "") == mover


def test_the_arrow_points_where_revenue_went() -> None:
    for rows, sign in ((((1e6, 2e6, 3e6), (1e6, 1e6, 1e6)), -1), (((1e6, 3e6, 2e6), (1e6, 1e6, 1e6)), 1)):
        arrow = marks(one(VIEW, turned(*rows)))["arrow"]
        assert arrow.points is not None
        assert arrow.tail
        assert (arrow.points[3] - arrow.points[1]) * sign > 0  # down the slide is a fall
    assert "arrow" not in marks(one(VIEW, turned((1e6, 3e6, 3e6), (1e6, 1e6, 1e6))))


def test_two_years_have_no_rate_and_one_year_no_slide() -> None:
    two = one(VIEW, story(years=(2025, 2026)))
    assert "revenue_bridge/growth/rate" not in texts(two)
    assert next(iter(column(two, "amount"))) == "year:2025"
    assert VIEW.build(story(years=(2026,))) == Empty("no_bridge")
    assert VIEW.build(turned((1e6, 2e6, 3e6))) == Empty("no_bridge")


def test_a_first_year_without_revenue_has_no_rate() -> None:
    slide = one(VIEW, turned((0, 2e6, 3e6), (0, 1e6, 1e6)))
    assert "revenue_bridge/growth/rate" not in texts(slide)
    assert "year:2024" not in column(slide, "amount")


def test_new_and_lost_accounts_are_named_so_only_where_they_are() -> None:
    old = {f"Firm {n}": {2024: 5e6, 2025: 5e6, 2026: 5e6 + n * 1e5} for n in range(6)}
    back = {"Back 1": {2024: 1e6, 2026: 1e6}, "Back 2": {2024: 1e6, 2026: 1e6}}
    new = {"New 1": {2026: 1e6}, "New 2": {2026: 1e6}}
    gone = {"Gone 1": {2024: 1e6, 2025: 1e6}, "Gone 2": {2024: 1e6, 2025: 1e6}}
    ctx = context({**old, **back, **new, **gone}, (2024, 2025, 2026))
    keys = set(column(one(VIEW, ctx), "amount"))
    assert "sum:new" in keys
    assert {"Back 1", "Back 2"} <= keys
    assert "sum:lost" not in keys
    lost = with_status(with_status(ctx, "Gone 1", "lost"), "Gone 2", "lost")
    assert "sum:lost" in column(one(VIEW, lost), "amount")


def test_a_credit_note_counts() -> None:
    slide = one(VIEW, turned((1e6, 2e6, -1e6), (1e6, 1e6, 1e6)))
    assert title(slide) == "Revenue fell $3.0M to $0: nothing makes up for the losses"


def test_a_plan_is_asked_for_only_where_the_advice_allows_it() -> None:
    lost = with_status(story(), "Aldbury Clinic", "lost")
    slide = one(VIEW, lost)
    assert "Aldbury Clinic" not in texts(slide)["revenue_bridge/next"]
    assert texts(slide)["revenue_bridge/next"].endswith("plan for Quillmore General and Brightmere.")
    assert texts(one(VIEW, story()))["revenue_bridge/next"].endswith(", the largest falls.")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("tail", ["", " Regional Medical Centre of Greater Northfield"])
def test_three_hundred_accounts_have_thirteen_columns_at_most(lang: str, tail: str) -> None:
    slide = one(VIEW, many(300, tail=tail, lang=lang))
    assert len(chart(slide).grid.keys) <= 13
    amounts = column(slide, "amount")
    steps = sum(v or 0 for key, v in amounts.items() if not key.startswith("year:"))
    assert steps == pytest.approx((amounts["year:2026"] or 0) - (amounts["year:2025"] or 0))


def test_small_steps_are_in_a_finer_unit() -> None:
    rows = [(1e6, 5e6, 5e6 + n * 1e4) for n in range(1, 4)]
    slide = one(VIEW, turned(*rows))
    assert texts(slide)["revenue_bridge/growth/difference"].startswith("+60\n")
    assert "$k" in texts(slide)["revenue_bridge/subtitle"]
