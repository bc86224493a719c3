"""The account list: the story's figures, folding, marks on their rows, every wording of the title."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import EMU, Box, Chart, Group, Shape, SlideSpec, Table, Text, hull_of
from kamdeck.text.measure import line_height, width
from kamdeck.views.abc.accounts import VIEW
from tests.abc_books import context, many, one, story, table, texts, title, with_status

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "story_figures.json").read_text(encoding="utf-8")
)
LONG = " of the Regional Partnership of Outer Westphalia and Sons"


def grid(slide: SlideSpec) -> Table:
    (found,) = (e for e in slide.elements if isinstance(e, Table))
    return found


def marks(slide: SlideSpec) -> Group:
    (found,) = (e for e in slide.elements if isinstance(e, Group))
    return found


# ------------------------------------------------------------------ the story


def test_the_title_of_the_story() -> None:
    assert title(one(VIEW, story())) == EXPECTED["title: abc_accounts"]["value"]


def test_the_rows_of_the_story() -> None:
    rows = table(one(VIEW, story()), "table")
    assert len(rows) == 21
    assert rows["tier:A"][1:5] == ("7 A accounts", "27.60", "31.20", "34.80")
    assert rows["Mount Sinai"] == (
        "1", "Mount Sinai", "4.10", "6.20", "8.60", "", "+38.7%", "+44.8%", "20.1%", "",
    )  # fmt: skip
    assert rows["Tarrow"][6] == "0.0%"
    assert rows["more:B"][1:5] == ("and 2 more B accounts", "0.85", "0.85", "0.84")
    assert rows["names:C"][1].startswith("Thornby, Triweald MC, Corvane")
    assert rows["total"] == (
        "All 24 accounts, $M",
        "35.60",
        "39.32",
        "42.88",
        "",
        "+9.1%",
        "+9.7%",
        "100.0%",
        "",
    )


@pytest.mark.parametrize(("lang", "decimal"), [("en", "."), ("fr", ",")])
def test_totals_are_the_storys(lang: str, decimal: str) -> None:
    total = table(one(VIEW, story(lang)), "table")["total"]
    for column, year in ((1, 2024), (2, 2025), (3, 2026)):
        shown = f"{EXPECTED[f'total revenue {year}']['value'] / 1e6:.2f}".replace(".", decimal)
        assert total[column] == shown


def test_the_rail_of_the_story() -> None:
    shown = texts(one(VIEW, story()))
    assert shown["abc_accounts/fact:best"] == "+$2.4M\nMount Sinai alone: 67% of the net growth of $3.6M."
    assert "−$500k\nAldbury Clinic and Quillmore General" in shown["abc_accounts/fact:a_falls"]
    falls = EXPECTED["accounts that shrank"]["value"]
    assert shown["abc_accounts/fact:falls"].startswith(
        f"{falls} of 24\naccounts shrank, by $910k together; 6"
    )
    assert shown["abc_accounts/fact:doubled"].endswith("since 2024: Mount Sinai and Ardenova.")
    french = texts(one(VIEW, story("fr")))
    assert french["abc_accounts/fact:doubled"].endswith("Mount Sinai et Ardenova.")
    assert french["abc_accounts/fact:falls"].startswith("8 sur 24\ncomptes reculent")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_shares_add_up(lang: str) -> None:
    rows = table(one(VIEW, story(lang)), "table")
    share = {key: _share(cells[8]) for key, cells in rows.items() if len(cells) == 10 and key != "head"}
    tiers = {key[-1]: value for key, value in share.items() if key.startswith("tier:")}
    assert sum(tiers.values()) == pytest.approx(100)
    members = [key for key in share if not key.startswith(("tier:", "more:"))]
    assert sum(share[key] for key in members[:7]) == pytest.approx(tiers["A"])
    assert sum(share[key] for key in members[7:14]) + share["more:B"] == pytest.approx(tiers["B"])


def _share(text: str) -> float:
    return float(text.replace("%", "").replace(",", ".").strip())


# ------------------------------------------------------------------ titles


def titled(values: dict[str, tuple[float, float]], lang: str = "en") -> str:
    made = {a: {2025: before * 1e6, 2026: after * 1e6} for a, (before, after) in values.items()}
    return title(one(VIEW, context(made, (2025, 2026), lang)))


def test_title_variants() -> None:
    assert titled({"Ann": (5, 9), "Bob": (4, 3.5)}) == "Ann gained $4.0M and covered the loss of one account"
    assert titled({"Ann": (5, 9), "Bob": (4, 4.1)}) == (
        "Ann brought $4.0M of $4.1M growth; every A account grew"
    )
    assert titled({"Ann": (5, 9), "Bob": (4, 5), "Cy": (2, 2)}).endswith("; every A account grew")
    assert titled({"Ann": (5, 6), "Bob": (5, 6), "Cy": (5, 5)}).endswith("; no A account shrank")
    assert titled({"Ann": (5, 4), "Bob": (4, 4.5)}) == "Revenue fell $500k: Ann alone lost $1.0M"
    assert (
        titled({"Ann": (5, 6), "Bob": (4, 3)}) == "Revenue is flat at $9.0M: Ann gained $1.0M, Bob lost $1.0M"
    )
    assert titled({"Ann": (5, 5), "Bob": (4, 4)}) == "Revenue is flat at $9.0M"
    assert titled({"Ann": (5, 6)}) == "Ann grew by $1.0M to $6.0M"
    assert titled({"Ann": (5, 4), "Bob": (4, 0)}) == "Revenue fell $5.0M: Bob alone lost $4.0M"


def test_title_of_a_single_year() -> None:
    several = context({"Ann": {2026: 3e6}, "Bob": {2026: 1e6}}, (2026,))
    assert title(one(VIEW, several)) == "Ann is the largest of 2 accounts, with 75% of revenue"
    assert title(one(VIEW, context({"Ann": {2026: 3e6}}, (2026,)))) == (
        "Ann is the only account, with $3.0M of revenue"
    )


# ------------------------------------------------------------------ few and many


@pytest.mark.parametrize("count", [1, 2, 3, 13, 15, 16, 17, 24, 40, 300])
def test_the_list_never_outgrows_the_slide(count: int) -> None:
    slide = one(VIEW, many(count))
    found = grid(slide)
    assert len(found.rows) <= 21
    assert found.box.y + found.box.h <= round(6.88 * EMU) + 100
    assert min(row.height for row in found.rows) >= line_height(10) + 20_000
    shown = [key for key in (r.key for r in found.rows) if key.startswith("Account")]
    assert len(shown) >= min(count, 13)


def test_a_fold_never_hides_a_single_account() -> None:
    for count in range(14, 45):
        for row in grid(one(VIEW, many(count))).rows:
            if row.key.startswith("more:"):
                assert " 1 more" not in row.cells[1].text


def test_every_account_counts_in_one_row() -> None:
    rows = table(one(VIEW, many(60)), "table")
    parts = [cells for key, cells in rows.items() if key.startswith("tier:")]
    assert sum(float(cells[4].replace(",", "")) for cells in parts) == pytest.approx(
        float(rows["total"][3].replace(",", "")), abs=0.02
    )


@pytest.mark.parametrize(
    ("years", "heads"),
    [
        (1, ("2026",)),
        (2, ("2025", "2026")),
        (3, ("2024", "2025", "2026")),
        (10, ("2017", "2025", "2026")),
    ],
)
def test_columns_of_years(years: int, heads: tuple[str, ...]) -> None:
    slide = one(VIEW, many(20, range(2027 - years, 2027)))
    head = table(slide, "table")["head"]
    assert head[1 : 1 + len(heads)] == heads
    assert ("Trend" in head) == (years > 1)
    assert any(text.startswith("CAGR") for text in head) == (years > 2)
    trends = [c.key for c in marks(slide).children if c.key.startswith("abc_accounts/marks/trend:total:")]
    assert len(trends) == (years if years > 1 else 0)


def test_new_and_lost_accounts_and_zero() -> None:
    values = {
        "stays": {2024: 5e6, 2025: 5e6, 2026: 6e6},
        "new": {2026: 2e6},
        "lost": {2024: 1e6, 2025: 1e6},
        "zero": {2024: 1e6, 2025: 0.0, 2026: 0.0},
        "credit": {2025: 1e6, 2026: -1e5},
    }
    slide = one(VIEW, context(values, (2024, 2025, 2026)))
    rows = table(slide, "table")
    assert rows["new"][2:8] == ("–", "–", "2.00", "", "new", "new")
    assert rows["gone"][1:7] == ("3 at or below zero now", "2.00", "2.00", "−0.10", "", "−105.0%")
    assert rows["total"][0:4] == ("All 3 accounts, $M", "7.00", "7.00", "7.90")
    assert "2 at or below zero (−$100k): in totals, not in shares" in texts(slide)["abc_accounts/source"]
    assert "2 of them have no revenue above zero now" in texts(slide)["abc_accounts/fact:falls"]


def test_revenue_is_net_of_credit_notes_and_the_sign_of_its_change_too() -> None:
    values = {
        "a": {2025: 60e3, 2026: 70e3},
        "b": {2025: 40e3, 2026: 55e3},
        "credit": {2025: 10e3, 2026: -30e3},
    }
    slide = one(VIEW, context(values, (2025, 2026)))
    assert table(slide, "table")["total"][1:5] == ("110.0", "95.0", "", "−13.6%")
    assert title(slide) == "Revenue fell $15k: credit alone lost $40k"
    assert "what the credit note is about" in texts(slide)["abc_accounts/next"]


@pytest.mark.parametrize(
    ("status", "now", "step"),
    [("lost", 0.0, "Win c back"), ("active", 0.0, "bought nothing this year"), (None, 9.0, "spends less")],
)
def test_an_account_is_asked_back_only_where_accounts_says_lost(
    status: str | None, now: float, step: str
) -> None:
    values = {"a": {2025: 60.0, 2026: 60.0}, "b": {2025: 1.0, 2026: 1.0}, "c": {2025: 20.0, 2026: now}}
    ctx = with_status(context(values, (2025, 2026)), "c", status)
    assert step in texts(one(VIEW, ctx))["abc_accounts/next"]


def test_huge_growth_is_capped() -> None:
    values = {"a": {2025: 1e3, 2026: 9e6}, "b": {2025: 1e6, 2026: 1e6}}
    assert table(one(VIEW, context(values, (2025, 2026))), "table")["a"][5] == ">999%"


# ------------------------------------------------------------------ marks and text

CASES = {
    "story": story(),
    "story_fr": story("fr"),
    "three": many(3),
    "many": many(300, tail=LONG),
    "many_fr": many(300, tail=LONG, lang="fr"),
    "ten": many(40, range(2017, 2027)),
    "one_year": story("fr", (2026,)),
    "two_years": story(years=(2025, 2026)),
}


@pytest.mark.parametrize("name", CASES)
def test_marks_lie_on_the_middle_of_their_rows(name: str) -> None:
    slide = one(VIEW, CASES[name])
    found = grid(slide)
    spans, y = {}, found.y
    for row in found.rows:
        spans[row.key] = (y, y + row.height)
        y += row.height
    for child in marks(slide).children:
        assert isinstance(child, Shape)
        kind, key = child.key.removeprefix("abc_accounts/marks/").split(":", 1)
        row_key = f"tier:{key}" if kind == "chip" else key
        if kind == "trend":
            row_key = key.rsplit(":", 1)[0]
        top, bottom = spans[row_key]
        box = child.box
        assert top <= box.y, child.key
        assert box.y + box.h <= bottom, child.key
        if kind != "trend":
            assert abs(box.y + box.h / 2 - (top + bottom) / 2) <= 12_700, child.key
        assert found.x <= box.x
        assert box.x + box.w <= found.box.x + found.box.w + 100


@pytest.mark.parametrize("name", CASES)
def test_marks_do_not_touch_figures(name: str) -> None:
    slide = one(VIEW, CASES[name])
    found = grid(slide)
    columns = {}
    x = found.x
    for column in found.columns:
        columns[column.key] = (x, x + column.width)
        x += column.width
    arrows = [c for c in marks(slide).children if "/arrow:" in c.key]
    for row in found.rows[1:]:
        for column, cell in zip(found.columns, row.cells, strict=True):
            if column.key == "change" and not cell.is_covered and cell.text:
                run = cell.paras[0].runs[0]
                start = columns["change"][1] - width(run.text, run.size or 10, bool(run.bold))
                assert all(hull_of(a).x + hull_of(a).w <= start for a in arrows), cell.text


@pytest.mark.parametrize("name", CASES)
def test_cells_hold_their_text_on_one_line(name: str) -> None:
    found = grid(one(VIEW, CASES[name]))
    for row in found.rows:
        for i, cell in enumerate(row.cells):
            if cell.is_covered:
                continue
            room = sum(column.width for column in found.columns[i : i + cell.span])
            room -= cell.inset[0] + cell.inset[2]
            for p in cell.paras:
                wide = sum(width(r.text, r.size or 10, bool(r.bold)) for r in p.runs)
                assert wide <= room, (row.key, cell.text)


def test_the_marks_follow_the_table() -> None:
    slide = one(VIEW, story())
    assert marks(slide).follows == "abc_accounts/table"
    assert marks(slide).alt
    assert grid(slide).alt.endswith("two A accounts shrank.")
    assert not any(isinstance(e, Chart) for e in slide.elements)
    assert all(isinstance(e.box, Box | None) for e in slide.elements if isinstance(e, Text))
