"""The executive summary: the story's findings, titles, ranking and fallbacks, the strip, few and many."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamdeck.analysis.comparison import Snapshot
from kamdeck.deck.spec import Chart, Group, Shape, SlideSpec, Table, Text
from kamdeck.figures.context import Context
from kamdeck.layout.empty import Empty
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.text.measure import width
from kamdeck.views.summary import view as summary
from kamdeck.views.summary.evidence import place_names
from kamdeck.views.summary.findings import EXTRA, WEIGHTS, Part
from kamdeck.views.summary.strip import WIDE
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import (
    Account,
    Book,
    Mrr,
    Offer,
    Onboarding,
    Profit,
    Revenue,
    Risk,
    Satisfaction,
    Settings,
)
from tests.books import book as portfolio
from tests.frames import ROOMS
from tests.subscription_books import subscriptions
from tests.view_checks import faults, flat, meets, texts, title

ROOT = Path(__file__).parents[2]
EXPECTED: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
AS_OF = date(2026, 10, 31)
LONG = " Regional Hospital and Outpatient Rehabilitation Trust"
MONTHS = (date(2025, 10, 31), date(2026, 10, 31))
Values = Sequence[float | None]


@cache
def story(lang: str) -> Book:
    return read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)[0]


def context(book: Book, lang: str = "en", before: Snapshot | None = None) -> Context:
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang], before=before)


def slide_of(book: Book, lang: str = "en", before: Snapshot | None = None) -> SlideSpec:
    (slide,) = summary.build(context(book, lang, before))
    return slide


def made(
    revenue: Mapping[str, Values],
    *,
    at_risk: Mapping[str, float | None] | None = None,
    mrr: Mapping[str, Mapping[str, tuple[float, float]]] | None = None,
    states: Sequence[str] = ("on track", "late", "done"),
    csat: Sequence[float] = (80, 75),
    **chosen: Any,
) -> Book:
    """Accounts with revenue by year up to 2026, a queue, MRR by account and plan a year ago and now."""
    queue, levels = at_risk or {}, mrr or {}
    return Book(
        settings=Settings(**{"as_of": AS_OF, **chosen}),
        accounts=tuple(Account(account=name, at="Accounts!A2") for name in revenue),
        revenue=tuple(
            Revenue(account=name, year=2027 - len(values) + i, revenue=value, at=f"Revenue!B{n}")
            for n, (name, values) in enumerate(revenue.items(), 2)
            for i, value in enumerate(values)
        ),
        risk=tuple(
            Risk(account=name, mrr_at_risk=stake, reason="Budget freeze.", at=f"Risk!C{n}")
            for n, (name, stake) in enumerate(queue.items(), 2)
        ),
        mrr=tuple(
            Mrr(account=name, plan=plan, month=month, mrr=value, at=f"MRR!D{n}")
            for n, (name, plans) in enumerate(levels.items(), 2)
            for plan, values in plans.items()
            for month, value in zip(MONTHS, values, strict=True)
        ),
        onboarding=tuple(
            Onboarding(account="Oak", step=f"Step {n}", completion=0.5, status=state, at=f"Onboarding!C{n}")
            for n, state in enumerate(states)
        ),
        satisfaction=tuple(
            Satisfaction(
                account="Oak",
                date=date(2026, 11 - len(csat) + n, 1),
                survey="CSAT",
                score=score,
                answers=40,
            )
            for n, score in enumerate(csat)
        ),
        titles=tuple((key, key.title()) for key in ("accounts", "revenue", "risk", "mrr", "onboarding")),
    )


UP = {"Oak": (30.0, 40.0), "Elm": (30.0, 30.0), "Ash": (40.0, 40.0)}
DOWN = {name: values[::-1] for name, values in UP.items()}
FLAT = dict.fromkeys(UP, (10000000.0, 10000000.0))
PLANS = {"Oak": {"Basic": (50.0, 40.0), "Premium": (50.0, 80.0)}}


def findings(slide: SlideSpec) -> dict[str, list[str]]:
    """The cells of the table by finding."""
    table = next(e for e in slide.elements if isinstance(e, Table))
    plain = str.maketrans("\u00a0\u202f", "  ")
    return {row.key: [cell.text.translate(plain) for cell in row.cells] for row in table.rows[1:]}


def charts(slide: SlideSpec) -> dict[str, Chart]:
    return {e.key.rpartition(":")[2]: e for e in slide.elements if isinstance(e, Chart)}


# ------------------------------------------------------------------ the story


def test_story() -> None:
    slide = slide_of(story("en"))
    assert title(slide) == EXPECTED["title: summary"]["value"]
    assert list(findings(slide).values()) == [
        ["+9%", "Revenue reached $42.9M, $3.6M more than in 2025\n"
         "Mount Sinai brought $2.4M of it; eight accounts shrank, by $910k together.", "", "no target"],
        ["20%", "Mount Sinai alone is now a fifth of revenue\n"
         "It was 12% in 2024. Seven of 24 accounts bring 81%; Gini 0.63, up from 0.61.", "", "watch"],
        ["4 of 24", "Four accounts qualify as key accounts and hold 54% of revenue\n"
         "Mount Sinai, Larkmoor, Ravensford Clinic, Westerby HC. Meridale Alliance is one pass short.",
         "", "no target"],
        ["$878k", "A quarter of monthly revenue sits in the at-risk queue\n"
         "Aldbury Clinic is $508k of it (58%); two of six accounts renew before the year ends.",
         "", "act now"],
        ["+46%", "Premium grew to $1,108k a month, 32% of the total\n"
         "Since Oct 2025 Standard moved +12% and Basic −7%: customers trade up.", "", "no target"],
    ]  # fmt: skip
    assert texts(slide)["summary/subtitle"].startswith("Five findings of the key account review, 24 accounts")


def test_story_in_french() -> None:
    slide = slide_of(story("fr"), "fr")
    assert (
        title(slide) == "Le chiffre d’affaires progresse de 9 %, mais un quart du revenu mensuel est à risque"
    )
    rows = findings(slide)
    assert rows["risk"][1:] == [
        "Un quart du revenu mensuel est sous surveillance\n"
        "Aldbury Clinic en pèse 508 k$ (58 %) ; deux renouvellements sur six avant la fin de l’année.",
        "",
        "agir",
    ]
    assert rows["plans"][1].endswith("Standard +12 % et Basic −7 % : les clients montent en gamme.")


@pytest.mark.parametrize("lang", FILES)
def test_the_story_fits(lang: str) -> None:
    slide = slide_of(story(lang), lang)
    assert faults(slide) == []
    assert all("…" not in cell for cells in findings(slide).values() for cell in cells)
    assert all(chart.alt for chart in charts(slide).values())


def test_evidence_of_the_story() -> None:
    found = charts(slide_of(story("en")))
    values = {key: [column.values for column in chart.grid.columns] for key, chart in found.items()}
    assert [round((value or 0) / 1e6, 1) for value in values["growth"][0]] == [35.6, 39.3, 42.9]
    assert [round(column[0] or 0, 2) for column in values["concentration"]] == [0.20, 0.61, 0.19]
    assert values["key_accounts"] == [(24, 14, 9, 4)]
    assert values["risk"] == [(508e3,), (175e3,), (195e3,)]
    assert values["plans"][0][-1] == 1_108_000
    assert len(values["plans"][0]) == 13


# ------------------------------------------------------------------ titles

TITLES = [
    (UP, {"Oak": 30.0}, PLANS, "Revenue is up 10%, but a quarter of monthly revenue is at risk"),
    (DOWN, {"Oak": 30.0}, PLANS, "Revenue is down 9% and a quarter of monthly revenue is at risk"),
    (FLAT, {"Oak": 60.0}, PLANS, "Revenue is flat and half of monthly revenue is at risk"),
    (UP, {"Oak": 12.0}, PLANS, "Revenue is up 10%, but 10% of monthly revenue is at risk"),
    (UP, {}, PLANS, "Revenue is up 10% and Oak is 36% of it"),
    (DOWN, {}, PLANS, "Revenue is down 9% and Ash is 40% of it"),
    (FLAT, {}, PLANS, "Revenue is flat and Oak is a third of it"),
    (UP, {"Ash": None}, {}, "Revenue is up 10%, but 36% of yearly revenue is at risk"),
    (DOWN, {"Elm": None}, {}, "Revenue is down 9% and 30% of yearly revenue is at risk"),
    (
        {"Oak": (9.0,), "Elm": (1.0,)},
        {"Oak": 30.0},
        PLANS,
        "Oak is 90% of revenue and a quarter of monthly revenue is at risk",
    ),
    ({"Oak": (5.0,), "Elm": (5.0,)}, {"Oak": 30.0}, PLANS, "A quarter of monthly revenue is at risk"),
    ({"Oak": (5.0,), "Elm": (5.0,)}, {"Oak": None}, {}, "Half of yearly revenue is at risk"),
    ({"Oak": (5.0,), "Elm": (5.0,)}, {}, PLANS, "Oak is half of revenue"),
    (
        {"Oak": (9.0,), "Elm": (1.0,)},
        {"Oak": None},
        {},
        "Oak is 90% of revenue and 90% of yearly revenue is at risk",
    ),
    ({"Oak": (9.0, 9.3), "Elm": (1.0, 1.0)}, {"Elm": 1.0}, PLANS, "Oak is 90% of revenue, which is up 3%"),
    ({"Oak": (9.3, 9.0), "Elm": (1.0, 1.0)}, {}, PLANS, "Oak is 90% of revenue, which is down 3%"),
    ({"Oak": (9.0, 9.0), "Elm": (1.0, 1.0)}, {}, PLANS, "Oak is 90% of revenue, which is flat"),
    ({"Oak": (9.0,), "Elm": (1.0,)}, {}, PLANS, "Oak is 90% of revenue"),
    ({"Oak": (9.0,)}, {}, PLANS, "Three findings on the key accounts"),
    ({"Oak": (8.0, 9.0)}, {}, PLANS, "Revenue is up 13%"),
]


@pytest.mark.parametrize(("revenue", "at_risk", "mrr", "wanted"), TITLES)
def test_titles(revenue: Any, at_risk: Any, mrr: Any, wanted: str) -> None:
    book = made(revenue, at_risk=at_risk, mrr=mrr)
    assert title(slide_of(book)) == wanted
    french = slide_of(book, "fr")
    assert faults(french) == []
    digits = [c for c in wanted if c.isdigit()]
    assert [c for c in title(french) if c.isdigit()] == digits


def test_nothing_at_stake_is_no_risk() -> None:
    assert "risk" not in title(slide_of(made(UP, at_risk={"Oak": 0.0}, mrr=PLANS)))


# ------------------------------------------------------------------ findings


def test_growth_by_its_turn() -> None:
    rows = findings(slide_of(made(DOWN)))
    assert rows["growth"] == [
        "−9%",
        "Revenue fell to $100, $10 less than in 2025\nOak lost $10 of it; no account grew.",
        "",
        "act now",
    ]
    rows = findings(slide_of(made(FLAT)))
    assert rows["growth"][1].startswith("Revenue stayed at $30.0M, as in 2025")
    assert rows["growth"][3] == "watch"
    both = {"Oak": (10e6, 19e6), "Elm": (10e6, 5e6), "Ash": (10e6, 10e6)}
    text = findings(slide_of(made(both)))["growth"][1]
    assert text.endswith("Oak alone added $9.0M; one account shrank, by $5.0M.")
    turned = {name: values[::-1] for name, values in both.items()}
    text = findings(slide_of(made(turned)))["growth"][1]
    assert text.endswith("Oak alone lost $9.0M; one account grew, by $5.0M.")


@pytest.mark.parametrize(("largest", "call"), [(50.0, "act now"), (30.0, "watch"), (19.0, "on track")])
def test_concentration_calls_by_the_largest_account(largest: float, call: str) -> None:
    rest = {f"Account {n}": ((100.0 - largest) / 9,) for n in range(9)}
    rows = findings(slide_of(made({"Oak": (largest,), **rest}, mrr=PLANS)))
    assert rows["concentration"][3] == call


def test_a_rival_to_the_plans() -> None:
    """Onboarding that calls for action outweighs plans that grow, satisfaction far off too."""
    assert list(findings(slide_of(made(UP, mrr=PLANS)))) == [
        "concentration", "growth", "plans", "onboarding", "csat",
    ]  # fmt: skip
    late = made(UP, mrr=PLANS, states=("late", "late"), csat=(80, 60), csat_target=78)
    assert list(findings(slide_of(late))) == ["concentration", "growth", "onboarding", "csat", "plans"]


def test_weights_order_the_topics() -> None:
    assert max(EXTRA.values()) == EXTRA["risk"] > EXTRA["watch"] > EXTRA["good"] == 0
    assert set(WEIGHTS) == {make.__name__ for make in summary.FINDINGS}


def test_satisfaction_against_the_target() -> None:
    def line(csat: Sequence[float], target: float | None) -> list[str]:
        return findings(slide_of(made(UP, csat=csat, csat_target=target)))["csat"]

    assert line((80, 75), 78)[1:] == [
        "Satisfaction slid from 80 to 75\nThree points below the target of 78.", "", "watch",
    ]  # fmt: skip
    assert line((70, 79), 78)[1] == "Satisfaction rose from 70 to 79\nOne point above the target of 78."
    assert line((78, 78), 78)[1] == "Satisfaction holds at 78\nOn the target of 78."
    assert line((78, 60), 78)[3] == "act now"
    assert line((78, 70), None)[1:] == ["Satisfaction slid from 78 to 70", "", "watch"]


def test_losses_and_white_space_fill_up() -> None:
    book = made({"Oak": (5.0,), "Elm": (5.0,)}, states=(), csat=())
    book = replace(
        book,
        profit=(
            Profit(account="Oak", product_family="Cloud", operating_profit=100.0),
            Profit(account="Elm", product_family="Cloud", operating_profit=-30.0),
        ),
        whitespace=(
            Offer(account="Oak", division="North", product="Cloud", state="in use", value=10.0),
            Offer(account="Oak", division="South", product="Cloud", state="white space", value=30.0),
        ),
    )
    rows = findings(slide_of(book))
    assert list(rows) == ["concentration", "losses", "whitespace"]
    assert rows["losses"] == [
        "−$30",
        "One of 2 cells of the profit matrix loses money\n"
        "Operating profit after them is $70. The largest loss is $30, in B1 (Cloud).",
        "",
        "act now",
    ]
    assert rows["whitespace"][:2] == [
        "$30",
        "Oak buys 25% of what it could\nThe largest open sum is Cloud, $30 a year.",
    ]
    assert faults(slide_of(book)) == faults(slide_of(book, "fr")) == []


def test_fewer_than_three_findings_are_no_summary() -> None:
    empty = summary.build(context(made(UP, states=(), csat=())))
    assert isinstance(empty, Empty)
    assert (empty, empty.text, empty.fields) == ((), "few_findings", {"n": 2})
    assert summary.build(Context(Book(), Say(), ())) == ()
    for lang in FILES:
        assert Say(lang)(f"empty.{empty.text}", **empty.fields).startswith(("The data give 2", "Les données"))


def test_a_single_account_at_risk() -> None:
    row = findings(slide_of(made(UP, at_risk={"Elm": 30.0}, mrr=PLANS)))["risk"]
    assert row[1].endswith("All of it at Elm.")
    row = findings(slide_of(made(UP, at_risk={"Elm": 30.0})))["risk"]
    assert row[1].startswith("$30 a month sits in the at-risk queue")


# ------------------------------------------------------------------ the strip


def strip(slide: SlideSpec) -> dict[str, str]:
    return {
        key.removeprefix("summary/"): text
        for key, text in texts(slide).items()
        if key.partition("/")[2].partition(":")[0] in ("since", "tile", "figure", "said")
    }


def marks(slide: SlideSpec) -> dict[str, tuple[str, str | None]]:
    """Shape and colour of each tile's mark."""
    return {
        e.key.rpartition(":")[2]: (f"{e.geom}{' down' * e.flip_v}", e.fill)
        for e in flat(slide)
        if isinstance(e, Shape) and e.key.startswith("summary/mark:")
    }


def test_a_first_deck_is_the_baseline() -> None:
    slide = slide_of(story("en"))
    assert strip(slide) == {
        "since": "First deck: baseline\n31 Oct 2026",
        "tile:at_risk": "MRR at risk",
        "figure:at_risk": "$878k",
        "said:at_risk": "6 accounts, 25% of MRR.",
        "tile:tiers": "Accounts in tier A",
        "figure:tiers": "7 of 24",
        "said:tiers": "They bring 81% of revenue.",
        "tile:new_risk": "Largest risk",
        "figure:new_risk": "Aldbury Clinic, $508k",
        "said:new_risk": "Usage down since EHR migration; sponsor left.",
    }
    assert marks(slide) == {}


OLD = Snapshot(
    name="Q3",
    as_of=date(2026, 7, 31),
    currency="USD",
    year=2026,
    revenue=100.0,
    mrr=100.0,
    csat=75.0,
    stakes={"Oak": 20.0, "Ash": 40.0},
    stake=60.0,
    tiers={"Oak": "B", "Elm": "A", "Ash": "A"},
)


def test_since_the_last_deck() -> None:
    book = made(UP, at_risk={"Oak": 20.0, "Elm": 10.0}, mrr=PLANS)
    slide = slide_of(book, before=OLD)
    assert strip(slide) == {
        "since": "Since the last deck\nQ3, 31 Jul 2026",
        "tile:at_risk": "MRR at risk",
        "figure:at_risk": "$60 → $30",
        "said:at_risk": "−$30: Elm entered. Ash left.",
        "tile:tiers": "Accounts moved tier",
        "figure:tiers": "1 of 3",
        "said:tiers": "Oak rose from B to A; no account moved down.",
        "tile:new_risk": "New risk",
        "figure:new_risk": "Elm, $10",
        "said:new_risk": "Budget freeze.",
    }
    assert marks(slide) == {
        "at_risk": ("triangle down", "good"),
        "tiers": ("triangle", "good"),
        "new_risk": ("rect", "risk"),
    }
    assert faults(slide) == faults(slide_of(book, "fr", OLD)) == []


def test_nothing_moved() -> None:
    book = made(UP, at_risk={"Oak": 20.0, "Ash": 40.0}, mrr=PLANS)
    slide = slide_of(book, before=replace(OLD, tiers=dict.fromkeys(UP, "A")))
    found = strip(slide)
    assert found["figure:at_risk"] == "$60"
    assert found["said:at_risk"] == "Unchanged: no account entered or left."
    assert (found["figure:tiers"], found["said:tiers"]) == ("0 of 3", "No account moved up or down.")
    assert (found["figure:new_risk"], found["said:new_risk"]) == ("None", "No account entered the queue.")
    assert marks(slide) == {
        "at_risk": ("rect", "unknown"),
        "tiers": ("rect", "unknown"),
        "new_risk": ("ellipse", "good"),
    }


def test_other_figures_where_nothing_is_known_of_risk() -> None:
    book = made(UP, mrr=PLANS)
    found = strip(slide_of(book, before=replace(OLD, stakes=None, stake=None, tiers=None)))
    assert (found["figure:mrr"], found["said:mrr"]) == ("$100 → $120", "+$20.")
    assert (found["figure:revenue"], found["said:revenue"]) == ("$100 → $110", "+$10.")
    assert (found["figure:csat"], found["said:csat"]) == ("75", "Unchanged.")


def test_another_currency_or_year_is_not_compared() -> None:
    book = made(UP, at_risk={"Oak": 20.0}, mrr=PLANS)
    found = strip(slide_of(book, before=replace(OLD, currency="EUR")))
    assert {key for key in found if key.startswith("figure:")} == {
        "figure:tiers", "figure:new_risk", "figure:csat",
    }  # fmt: skip
    found = strip(slide_of(made(UP), before=replace(OLD, year=2025)))
    assert "figure:revenue" not in found


def test_many_moves_are_counted() -> None:
    names = [f"Account {n:02d}" for n in range(1, 31)]
    book = made({name: (100.0 - n,) for n, name in enumerate(names)}, mrr=PLANS)
    book = replace(book, risk=tuple(Risk(account=name, mrr_at_risk=5.0) for name in names))
    before = Snapshot(currency="USD", stakes={}, stake=0.0, tiers=dict.fromkeys(names, "C"))
    slide = slide_of(book, before=before)
    found = strip(slide)
    assert found["figure:tiers"] == "29 of 30"
    assert found["said:tiers"] == "29 accounts rose; no account moved down."
    assert found["said:at_risk"].startswith("+$150: Account 01, Account 02")
    assert faults(slide) == []


# ------------------------------------------------------------------ few, many, long


def large(count: int, *, is_long: bool) -> Book:
    """Revenue, subscriptions and a queue of many accounts."""
    book = portfolio(count, range(2024, 2027), long=is_long)
    more = subscriptions(
        min(count, 60), 13, ("Basic", "Premium", "Pilot"), waiting=min(9, count), onboardings=12
    )
    names = [row.account for row in book.accounts]
    renamed = {f"Account {n:03d}": name for n, name in enumerate(names, 1)}

    def own(rows: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(replace(row, account=renamed.get(row.account, row.account)) for row in rows)

    return replace(
        book,
        settings=replace(more.settings, csat_target=90),
        mrr=own(more.mrr),
        risk=own(more.risk),
        onboarding=own(more.onboarding),
        satisfaction=own(more.satisfaction),
        usage=own(more.usage),
    )


@pytest.mark.parametrize("is_long", [False, True])
@pytest.mark.parametrize("count", [1, 3, 30, 3000])
@pytest.mark.parametrize("lang", FILES)
def test_few_and_many(lang: str, count: int, is_long: bool) -> None:
    book = large(count, is_long=is_long)
    slide = slide_of(book, lang)
    assert faults(slide) == []
    assert 3 <= len(findings(slide)) <= 5
    moved = Snapshot(
        name="The deck of the third quarter of the year" * 2,
        as_of=date(2026, 7, 31),
        currency="USD",
        stakes={row.account: 9e8 for row in book.accounts[5:9]},
        stake=36e8,
        tiers={row.account: "B" for row in book.accounts},
    )
    assert faults(slide_of(book, lang, moved)) == []


@pytest.mark.parametrize("lang", FILES)
def test_charts_and_words_stay_in_their_row(lang: str) -> None:
    for book in (story(lang), large(30, is_long=True)):
        slide = slide_of(book, lang)
        table = next(e for e in slide.elements if isinstance(e, Table))
        top = table.y + table.rows[0].height
        bands = {}
        for row in table.rows[1:]:
            bands[row.key], top = (top, top + row.height), top + row.height
        for element in slide.elements:
            if isinstance(element, Group) and element.key.endswith("_words"):
                low, high = bands[element.key.partition(":")[2].removesuffix("_words")]
                assert low <= element.box.y
                assert element.box.y + element.box.h <= high + 12_700
                boxes = [
                    child.box
                    for child in element.children
                    if isinstance(child, Text) and child.box and "name:" in child.key
                ]
                for i, box in enumerate(boxes):
                    assert not any(meets(box, other) for other in boxes[i + 1 :])


NAMES = st.text(st.characters(codec="ascii", categories=["Lu", "Ll", "Zs"]), min_size=1, max_size=60)


@settings(max_examples=60)
@given(st.lists(st.tuples(NAMES, st.floats(0.001, 1.0)), min_size=1, max_size=3))
def test_names_under_a_bar_never_meet(given_parts: list[tuple[str, float]]) -> None:
    parts = [Part(str(n), name, value, "", "") for n, (name, value) in enumerate(given_parts)]
    total, edges, x = sum(p.value for p in parts), [], 0.0
    for part in parts:
        edges.append((round(x), round(x + 2_240_280 * part.value / total)))
        x += 2_240_280 * part.value / total
    placed = place_names(parts, edges)
    ends = [start + width(name, 9) for start, name in placed]
    assert all(start >= -1 for start, _ in placed)
    assert ends[-1] <= 2_240_280 + 1
    assert all(end <= start for end, (start, _) in zip(ends, placed[1:], strict=False))


# ------------------------------------------------------------------ other rooms


def test_evidence_leaves_a_narrow_table_and_findings_a_low_one() -> None:
    ctx = context(story("en"))
    (narrow,) = summary.build(replace(ctx, frame=ROOMS["4:3, art"]))
    assert not charts(narrow)
    assert len(findings(narrow)) == 5
    (low,) = summary.build(replace(ctx, frame=ROOMS["10 x 5.63, line"]))
    assert len(charts(low)) == len(findings(low)) == 3
    left_out = [key for key in findings(narrow) if key not in findings(low)]
    assert left_out == ["risk", "plans"]
    for part in ("A quarter of monthly revenue sits in the at-risk queue", "Premium grew"):
        assert part in low.notes
        assert part not in narrow.notes


def test_a_narrow_strip_has_its_heading_over_the_tiles() -> None:
    ctx = context(story("en"))
    for frame, is_above in ((ctx.frame, False), (ROOMS["4:3, strip"], True)):
        (slide,) = summary.build(replace(ctx, frame=frame))
        boxes = {e.key: e.box for e in slide.elements if isinstance(e, Text) and e.box}
        since = boxes["summary/since"]
        tiles = [box for key, box in boxes.items() if "/tile:" in key]
        assert all((since.y + since.h <= tile.y) is is_above for tile in tiles)


def test_a_strip_of_eleven_inches_is_wide() -> None:
    """On the border itself the source line names the sheets; below it, how many they are."""
    ctx = context(story("en"))
    for w, is_named in ((WIDE, True), (WIDE - 1, False)):
        (slide,) = summary.build(replace(ctx, frame=replace(ctx.frame, body=replace(ctx.frame.body, w=w))))
        assert ("MRR" in texts(slide)["summary/source"]) is is_named, texts(slide)["summary/source"]
