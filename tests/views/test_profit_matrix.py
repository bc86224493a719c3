"""The profit matrix: the story's figures in both languages, every title, policies, few and many accounts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.figures.profit import read_profit
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.profit.view import VIEW
from kamdeck.views.profit.words import ProfitWords
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Policy, Profit, Settings
from tests.frames import ROOMS
from tests.view_checks import PLAIN, faults, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
TAIL = " Regional Medical Center of Greater Northfield and Surroundings"


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def figure(key: str) -> Any:
    return FIGURES[key]["value"]


def made(
    profit: Mapping[str, Sequence[float | None]],
    lang: str = "en",
    *,
    families: Sequence[str] = (),
    policies: Sequence[Policy] = (),
    visits: Mapping[str, int] | None = None,
    year: int | None = 2026,
    **settings: Any,
) -> Context:
    """A context of accounts with their profit by family; families are called Family 1, 2, ..."""
    count = max(len(values) for values in profit.values())
    names = families or [f"Family {i}" for i in range(1, count + 1)]
    cells = ((account, name, v) for account, vs in profit.items() for name, v in zip(names, vs, strict=False))
    rows = tuple(
        Profit(at=f"Profit!D{n}", account=a, product_family=f, operating_profit=v, year=year)
        for n, (a, f, v) in enumerate(cells, 2)
    )
    accounts = tuple(
        Account(at=f"Accounts!A{n}", account=a, visits=(visits or {}).get(a)) for n, a in enumerate(profit, 2)
    )
    titles = (("accounts", "Accounts"), ("profit", "Profit"), ("policies", "Policies"))
    book = Book(
        settings=Settings(**settings), accounts=accounts, profit=rows, policies=tuple(policies), titles=titles
    )
    return Context(book, Say(lang), (2026,), date(2026, 10, 31), "book.xlsx")


def one(ctx: Context) -> SlideSpec:
    (slide,) = VIEW.build(ctx)
    return slide


def cells(slide: SlideSpec) -> dict[str, tuple[str, ...]]:
    (table,) = (e for e in slide.elements if isinstance(e, Table))
    return {row.key: tuple(c.text.translate(PLAIN) for c in row.cells) for row in table.rows}


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    ctx = story(lang)
    slide, say = one(ctx), ctx.say
    assert faults(slide) == []
    grid = cells(slide)
    for letter in "ABCD":
        head, *parts = grid[letter]
        assert head.startswith(f"{letter}\n{say.number(figure(f'profit group {letter} accounts'))}")
        for i in range(4):
            amount = say.money(figure(f"profit {letter}{i + 1}"), unit="k").translate(PLAIN)
            assert parts[i].startswith(amount)
    assert grid["total"][-1].startswith(say.money(figure("operating profit"), unit="k").translate(PLAIN))
    shown = texts(slide)
    for lever in ("partner", "reprice", "self-service"):
        amount = say.money(figure(f"losses handled by {lever}")).translate(PLAIN)
        assert shown[f"profit_matrix/fact:lever:{lever}"].startswith(amount)


def test_the_storys_titles() -> None:
    assert title(one(story("en"))) == figure("title: profit_matrix")
    assert (
        title(one(story("fr"))) == "Quatre cases sur seize rapportent 85 % du résultat ; six perdent 980 k$"
    )


def test_shares_of_a_row_add_up_to_the_groups_share() -> None:
    grid = cells(one(story("en")))

    def tenths(text: str) -> int:
        return round(float(text.split()[-1 if "\n" in text else 0].rstrip("%").replace("−", "-")) * 10)

    def share(text: str) -> int:
        return tenths(text.replace("\t", " ").split("\n")[0].split()[1] + " ")

    rows = [grid[letter] for letter in "ABCD"]
    for row in rows:
        assert sum(share(text) for text in row[1:5]) == tenths(row[5])
    assert sum(tenths(row[5]) for row in rows) == 1000
    assert sum(tenths(text) for text in grid["total"][1:5]) == 1000


def test_the_account_served_against_its_policy_is_named() -> None:
    ctx = story("en")
    assert "profit_matrix/service" not in texts(one(ctx))  # it is at risk, and may have more visits
    slide = one(replace(ctx, book=replace(ctx.book, risk=())))
    shown = texts(slide)["profit_matrix/service"]
    assert shown == "Served against policy: Wexlinger (D) had 6 visits, more than the median of C (5)."
    assert cells(slide)["D"][0].endswith("1 over-served")
    assert "Visits" in slide.notes


def test_the_notes_name_groups_policies_and_cells() -> None:
    notes = one(story("en")).notes
    assert "Group A: Mount Sinai, Larkmoor and Aldbury Clinic." in notes
    assert "A2: Protect; win the rest of their wallet" in notes
    assert "Operating profit: Profit!F5:F100" in notes


# ------------------------------------------------------------------ titles by the turn of the data

TITLES: dict[str, tuple[dict[str, tuple[float, ...]], str]] = {
    "losses": (
        {"a": (90.0, 4.0), "b": (5.0, -3.0), "c": (3.0, 1.0)},
        "One cell of six earns 90% of profit; one loses $3",
    ),
    "all earn": (
        {"a": (90.0, 4.0), "b": (5.0, 1.0)},
        "All four cells earn: one brings 90% of profit",
    ),
    "all needed": ({"a": (5.0, 5.0)}, "Both cells earn, and both are needed for 100% of profit"),
    "all of four needed": (
        {"a": (5.0, 5.0), "b": (5.0, 5.0)},
        "All four cells earn, and all are needed for 100% of profit",
    ),
    "a single cell of nothing": ({"Acme": (0.0,)}, "No cell earns or loses anything yet"),
    "both earn": ({"a": (9.0, 1.0)}, "Both cells earn: one brings 90% of profit"),
    "none loses": (
        {"a": (90.0, 0.0), "b": (50.0, 5.0)},
        "No cell loses: two of four bring 97% of profit",
    ),
    "in the red": (
        {"a": (9.0, -40.0), "b": (1.0, -2.0)},
        "The portfolio loses $32: two of four cells lose $42",
    ),
    "all lose": ({"a": (-9.0, -40.0)}, "Every cell loses: $49 in all"),
    "even": ({"a": (9.0, -9.0)}, "Profit nets to zero: one of two cells loses what the others earn"),
    "nothing": ({"a": (0.0, 0.0)}, "No cell earns or loses anything yet"),
    "one": ({"Acme": (100.0,)}, "Acme earns $100 with Family 1"),
    "one loses": ({"Acme": (-100.0,)}, "Acme loses $100 with Family 1"),
}


@pytest.mark.parametrize("case", TITLES)
def test_titles_follow_the_data(case: str) -> None:
    table, expected = TITLES[case]
    slide = one(made(table))
    assert title(slide) == expected
    assert faults(slide) == []
    assert faults(one(made(table, "fr"))) == []


# ------------------------------------------------------------------ policies


def test_without_a_sheet_sixteen_policies_are_proposed() -> None:
    table = {f"Account {i}": tuple(float(100 - 9 * i - j) for j in range(4)) for i in range(8)}
    for lang in ("en", "fr"):
        ctx = made(table, lang)
        grid = cells(one(ctx))
        shown = [text.split("\n")[1] for letter in "ABCD" for text in grid[letter][1:5]]
        wanted = [ctx.say(f"profit_matrix.policy.{g}{f}") for g in "abcd" for f in "1234"]
        assert shown == [text.translate(PLAIN) for text in wanted]
        assert "A1" in ctx.say("profit_matrix.notes.proposed", cells="A1")


def test_a_proposed_policy_does_not_defend_a_loss() -> None:
    grid = cells(one(made({"a": (50.0, -20.0), "b": (40.0, -9.0)})))
    assert grid["A"][2].split("\n")[1] == "Raise the price until it pays"
    assert grid["A"][1].split("\n")[1] == "Defend first: best team, first call"


def test_the_sheets_policy_wins_over_the_proposed_one() -> None:
    own = Policy(
        customer_group="B", product_family="family 2", policy="Leave", loss_lever="partner", at="Policies!A2"
    )
    slide = one(made({"a": (50.0, 20.0), "b": (40.0, -9.0)}, policies=[own]))
    assert cells(slide)["B"][2].endswith("Leave")
    assert "hand it to a partner" in texts(slide)["profit_matrix/fact:lever:partner"]
    assert "proposed: A1, A2, B1." in slide.notes


def test_a_long_policy_stands_in_the_notes_in_full() -> None:
    text = "Serve this cell only with what the annual agreement names, and with nothing that it does not name"
    own = Policy(customer_group="A", product_family="Family 1", policy=text)
    table = {f"a{i}": (50.0 - i, 20.0, 5.0, 1.0) for i in range(9)}
    slide = one(made(table, policies=[own]))
    assert faults(slide) == []
    assert text in slide.notes


def test_merged_families_keep_a_policy_they_share() -> None:
    own = [Policy(customer_group="A", product_family=f"Family {i}", policy="Bundle") for i in (4, 5)]
    slide = one(made({"a": (9.0, 8.0, 7.0, 2.0, 1.0)}, policies=own))
    assert cells(slide)["A"][4].endswith("Bundle")
    assert cells(slide)["head"][4] == "4  Other (2 families)"


# ------------------------------------------------------------------ few and many


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 2, 3, 5, 30, 300])
def test_any_number_of_accounts(count: int, lang: str) -> None:
    table = {f"Account {i}{TAIL}": tuple(3e6 / (i + 2) - 2e4 * i * j for j in range(6)) for i in range(count)}
    names = [f"A family of products with a long name, number {j}" for j in range(6)]
    visits = {name: (i * 7) % 13 for i, name in enumerate(table)}
    slide = one(made(table, lang, families=names, visits=visits))
    assert faults(slide) == []
    grid = cells(slide)
    assert len(grid) == 2 + min(4, count)
    if count <= 4:
        assert "Account" in grid["A"][0]


@pytest.mark.parametrize("scale", [1.0, 1e3, 1e6, 1e9])
def test_any_size_of_amounts(scale: float) -> None:
    table = {f"a{i}": (4.1 * scale / (i + 1), -3.9 * scale * i, 0.7 * scale, -0.2 * scale) for i in range(12)}
    for lang in ("en", "fr"):
        assert faults(one(made(table, lang))) == []


def test_nothing_to_show_gives_no_slide() -> None:
    assert VIEW.build(made({"a": (None, None)})) == ()
    assert VIEW.build(made({"a": (1.0,)}, year=2030)) == ()


def test_figures_without_a_year_count() -> None:
    slide = one(made({"a": (1.0, 2.0)}, year=None))
    assert texts(slide)["profit_matrix/kicker"] == "CUSTOMER AND PRODUCT PROFITABILITY"


def test_accounts_without_profit_are_named_in_the_notes() -> None:
    ctx = made({"a": (5.0, 1.0), "b": (None, None)})
    assert "1 account without a profit figure is left out: b." in one(ctx).notes


def test_a_low_cell_shows_whole_clauses_of_its_policy() -> None:
    ctx = story("en")
    whole, low = cells(one(ctx)), cells(one(replace(ctx, frame=ROOMS["10 x 5.63, line"])))
    cut = [(a, b) for key in "ABCD" for a, b in zip(whole[key][1:5], low[key][1:5], strict=True) if a != b]
    assert cut
    assert all("…" not in b for _, b in cut)
    assert all(a.split("\n")[1].startswith(b.split("\n")[1]) for a, b in cut)


def test_as_many_cells_are_named_as_may_be_and_one_more_is_counted() -> None:
    found = read_profit(story("en"))
    assert found
    words = ProfitWords(found.ctx, found.matrix, found.year)
    places = [(row, column) for row in range(3) for column in range(2)]
    assert words.cells(places[:5]) == "A1, A2, B1, B2 and C1"
    assert words.cells(places) == "6 cells"
