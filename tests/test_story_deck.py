"""The sample story end to end: workbook to deck in both languages, and every figure read back from it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kamdeck
from kamdeck.text import Say
from tests.readback import ReadDeck, number
from tests.view_checks import PLAIN, TIGHT

ROOT = Path(__file__).parents[1]
FIGURES: dict[str, dict[str, Any]] = json.loads(
    (ROOT / "tests" / "data" / "story_figures.json").read_text(encoding="utf-8")
)
YEARS = (2024, 2025, 2026)
WORKBOOKS = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
VIEWS = (
    "cover", "summary", "scoring", "pareto", "concentration", "abc_tiers", "abc_accounts",
    "abc_migration", "classification", "profit_matrix", "identification", "ranking", "ideal_profile",
    "decision:Mount Sinai", "blueprint:Mount Sinai", "charter", "divisions:Mount Sinai",
    "whitespace:Mount Sinai", "team:Mount Sinai", "todo_kam", "todo_team", "kam_evaluation",
    "dashboard_risk", "dashboard", "retention", "retention_plan", "strategies", "building_blocks",
    "elements", "notes",
)  # fmt: skip
DECISION = "decision:Mount Sinai"
BY_ACCOUNT = ("decision", "blueprint", "divisions", "whitespace", "team")
PRESET = "{http://schemas.openxmlformats.org/drawingml/2006/main}prstGeom"
CLASSES = ("Strategic", "Star", "Status", "Streamline")


@pytest.fixture(scope="module", params=["en", "fr"])
def deck(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ReadDeck:
    path = tmp_path_factory.mktemp("story") / f"{request.param}.pptx"
    report = kamdeck.build(ROOT / "sample_workbooks" / WORKBOOKS[request.param], path)
    assert [slide for slide in report.slides if slide in VIEWS] == list(VIEWS)
    assert (report.left_out, report.problems) == ((), ())
    return ReadDeck(path, request.param)


def expect(name: str, found: float) -> None:
    """The figure found is the one expected, within its tolerance."""
    figure = FIGURES[name]
    assert found == pytest.approx(figure["value"], abs=figure["tolerance"] or 1e-9), name


def expected(pattern: str) -> dict[str, Any]:
    """The values of the figures whose name starts so, by the rest of the name."""
    return {n.removeprefix(pattern): f["value"] for n, f in FIGURES.items() if n.startswith(pattern)}


# ------------------------------------------------------------------ titles


def test_titles(deck: ReadDeck) -> None:
    """Word for word in English; in French the same figures."""
    for view, title in expected("title: ").items():
        key = f"{view}:Mount Sinai" if view in BY_ACCOUNT else view
        shown = deck.text(f"{key}/title")
        if deck.lang == "en":
            assert shown == title
        else:
            digits = [c for c in title if c.isdigit()]
            assert [c for c in shown if c.isdigit()] == digits or view == "pareto", (shown, title)
            assert shown != title


def test_titles_are_unique(deck: ReadDeck) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)


# ------------------------------------------------------------------ summary


def test_summary(deck: ReadDeck) -> None:
    rows = deck.rows("summary/findings")
    growth, concentration, keys, risk, plans = rows[1:]
    expect(
        "growth of revenue",
        deck.sheet("summary/evidence:growth")[-1][1] - deck.sheet("summary/evidence:growth")[-2][1],
    )
    assert number(concentration[0], deck.lang) == pytest.approx(
        FIGURES["largest account's share"]["value"], abs=0.005
    )
    expect("screened accounts", deck.sheet("summary/evidence:key_accounts")[2][1])
    shown = number(keys[1], deck.lang)
    assert shown == pytest.approx(FIGURES["share of the key accounts"]["value"], abs=0.005)
    expect("MRR at risk", sum(deck.sheet("summary/evidence:risk")[1][1:]))
    words = {"en": "two of six accounts renew", "fr": "deux renouvellements sur six"}
    assert FIGURES["renewals before the year ends"]["value"] == 2
    assert words[deck.lang] in risk[1]
    growth_shown = FIGURES["plan growth shown"]["value"]
    assert plans[0].translate(TIGHT) == growth_shown["Premium"]
    for plan in ("Basic", "Standard"):
        assert growth_shown[plan] in plans[1].translate(TIGHT)
    assert growth[0].translate(TIGHT) == "+9%"


def test_since_the_last_deck(deck: ReadDeck) -> None:
    before, now = deck.text("summary/figure:at_risk").split("→")
    expect("MRR at risk in the previous deck", number(before, deck.lang))
    expect("MRR at risk", number(now, deck.lang))
    for account in FIGURES["new in the queue"]["value"]:
        assert account in deck.text("summary/said:at_risk")
    for account in FIGURES["moved tier since the previous deck"]["value"]:
        assert account in deck.text("summary/said:tiers")
    assert number(deck.text("summary/figure:tiers"), deck.lang) == 1
    assert deck.text("summary/figure:new_risk").startswith("Aldbury Clinic")


# ------------------------------------------------------------------ Pareto and concentration


def test_pareto(deck: ReadDeck) -> None:
    sheet = deck.sheet("pareto/chart")
    revenue = [row[1] for row in sheet[1:]]
    cumulative = [row[2] for row in sheet[1:]]
    columns, line, *_ = deck.series("pareto/chart").values()
    assert columns == revenue
    assert line == pytest.approx(cumulative)
    vital = next(n for n, share in enumerate(cumulative, 1) if share >= 0.8)
    expect("accounts", len(revenue))
    expect("vital accounts 2026", vital)
    expect("share of the vital accounts", cumulative[vital - 1])
    expect("revenue 2026", sum(revenue))
    expect("revenue of the last 17 accounts", sum(revenue[-17:]))
    expect("largest account's share", cumulative[0])
    assert number(deck.text("pareto/fact:vital"), deck.lang) == vital


@pytest.mark.parametrize("year", YEARS)
def test_concentration_table(deck: ReadDeck, year: int) -> None:
    rows = deck.rows("concentration/table")
    place = rows[0].index(str(year))
    values = [row[place] for row in rows if row[place]][1:]
    names = [
        "largest share",
        "top 5 share",
        "top 20% share",
        "bottom 50% share",
        "accounts to 80%",
        "HHI",
        "Gini",
    ]
    assert len(values) == len(names)
    for name, text in zip(names, values, strict=True):
        shown = text.rstrip("% \u00a0\u202f") + "%" if "share" in name else text
        expect(f"{name} {year}", number(shown, deck.lang))


@pytest.mark.parametrize("year", YEARS)
def test_concentration_curve(deck: ReadDeck, year: int) -> None:
    curve = deck.series("concentration/chart")[str(year)]
    expect(f"largest share {year}", curve[1] or 0)
    expect(f"top 5 share {year}", curve[5] or 0)
    expect(f"bottom 50% share {year}", 1 - (curve[12] or 0))
    heads = deck.sheet("concentration/chart")[0]
    assert deck.column("concentration/chart", heads.index(str(year)))[: len(curve)] == pytest.approx(curve)


# ------------------------------------------------------------------ tiers


@pytest.mark.parametrize("year", YEARS)
def test_tiers(deck: ReadDeck, year: int) -> None:
    first = 1 + 3 * YEARS.index(year)
    accounts, revenue = (deck.sheet("abc_tiers/chart")[first + n] for n in (0, 1))
    for n, tier in enumerate("ABC"):
        expect(f"tier {tier} accounts {year}", accounts[4 + n])
        expect(f"tier {tier} revenue {year}", revenue[4 + n])
        assert list(FIGURES[f"tiers {year}"]["value"].values()).count(tier) == accounts[4 + n]
        shares = list(deck.series("abc_tiers/chart").values())[n]
        assert shares[first] == pytest.approx(revenue[4 + n] / revenue[7])
    expect(f"total revenue {year}", revenue[7])
    shown = number(deck.text(f"abc_tiers/marks/total_revenue:{year}"), deck.lang)
    assert shown == pytest.approx(revenue[7], abs=50_000)


def test_growth(deck: ReadDeck) -> None:
    totals = [row[7] for row in deck.sheet("abc_tiers/chart")[1:] if row[7] and row[7] > 1000]
    expect("growth of revenue", totals[-1] - totals[-2])
    expect("accounts that shrank", number(deck.text("abc_accounts/fact:falls"), deck.lang))
    for account in FIGURES["A accounts that shrank"]["value"]:
        assert account in deck.text("abc_accounts/fact:a_falls")
    for account in FIGURES["accounts that more than doubled"]["value"]:
        assert account in deck.text("abc_accounts/fact:doubled")
    loss = deck.text("abc_accounts/fact:falls")
    assert ("910 k$" if deck.lang == "fr" else "$910k") in loss
    assert FIGURES["loss of the shrinking accounts"]["value"] == -910_000


def test_tiers_of_the_accounts(deck: ReadDeck) -> None:
    """The account list groups by tier; those below the fold are counted in their tier's line."""
    tiers = FIGURES["tiers 2026"]["value"]
    listed = [row[1] for row in deck.rows("abc_accounts/table")[1:] if row[0].isdigit()]
    shorts = {row[1]: row for row in deck.rows("abc_accounts/table")}
    assert len(listed) >= 12
    assert all(any(name.startswith(short.rstrip(".")[:9]) for name in tiers) for short in listed)
    assert shorts[listed[0]][2:5] == (
        ["4,10", "6,20", "8,60"] if deck.lang == "fr" else ["4.10", "6.20", "8.60"]
    )
    sizes = [list(tiers.values()).count(tier) for tier in "ABC"]
    totals = deck.rows("abc_migration/matrix")[-1]
    assert [int(totals[n]) for n in (1, 3, 5)] == sizes


def test_moves(deck: ReadDeck) -> None:
    rows = deck.rows("abc_migration/movers")[1:]
    found = []
    for row in rows:
        account, year = row[1], int(row[3])
        marks = [
            deck.text(f"abc_migration/movers_marks/{side}:{account}:{year}") for side in ("before", "after")
        ]
        found.append([account, year, *marks])
    assert found == FIGURES["movers"]["value"]


def test_closest_to_a_threshold(deck: ReadDeck) -> None:
    rows = deck.rows("abc_migration/closest")[1:]
    wanted = FIGURES["closest to a threshold"]["value"]
    assert len(rows) == len(wanted)
    for row, (account, change, before, after) in zip(rows, wanted, strict=True):
        assert account.startswith(row[1].rstrip(".")[:7])
        assert number(row[3], deck.lang) == pytest.approx(change, abs=5_001)
        for side, tier in (("before", before), ("after", after)):
            assert deck.text(f"abc_migration/closest_marks/{side}:{account}") == tier


# ------------------------------------------------------------------ subscriptions


def test_mrr_and_who_is_endangered(deck: ReadDeck) -> None:
    plans = deck.series("dashboard/chart")
    for plan in ("Basic", "Standard", "Premium"):
        assert plans[plan] == FIGURES[f"MRR {plan} by month"]["value"]
    expect("MRR", deck.sheet("dashboard/chart")[-1][-1])
    shown = number(deck.text("dashboard/card:change/figure"), deck.lang)
    assert shown == pytest.approx(FIGURES["MRR change over 12 months"]["value"], abs=0.0005)
    words = {
        "low": "good",
        "medium": "watch",
        "high": "risk",
        "faible": "good",
        "moyenne": "watch",
        "élevée": "risk",
    }
    wanted = expected("endangerment ")
    for account, mark in wanted.items():
        row = deck.row("dashboard/accounts", account.split()[0])
        assert words[row[-1]] == mark
        assert number(f"{row[1]}k", deck.lang) == pytest.approx(FIGURES[f"MRR {account}"]["value"], abs=500)
    assert len(deck.rows("dashboard/accounts")) == len(wanted) + 2
    expect("premium share of MRR", (plans["Premium"][-1] or 0) / FIGURES["MRR"]["value"])
    expect(
        "onboarding late or at risk", number(deck.text("dashboard/onboarding_head").split(", ")[1], deck.lang)
    )
    expect("MRR of the other accounts", 1000 * number(deck.rows("dashboard/accounts")[-1][1], deck.lang))


def test_satisfaction_and_the_queue(deck: ReadDeck) -> None:
    assert deck.series("dashboard_risk/csat")["CSAT"] == FIGURES["CSAT by month"]["value"]
    (answers,) = deck.series("dashboard_risk/nps").values()
    assert answers == FIGURES["NPS answers by score"]["value"]
    stake = sum(values[0] or 0 for values in deck.series("dashboard_risk/stake").values())
    expect("MRR at risk", stake)
    expect("share of MRR at risk", round(stake / FIGURES["MRR"]["value"], 4))
    expect("NPS", number(deck.text("dashboard_risk/nps_head").split("  ")[0], deck.lang))
    (done,) = deck.series("dashboard_risk/onboarding").values()
    expect("onboarding average completion", done[0] or 0)
    rows = deck.rows("dashboard_risk/queue")[1:]
    scores = FIGURES["CSAT of accounts at risk"]["value"]
    days, renewals = FIGURES["days in the queue"]["value"], FIGURES["days to renewal"]["value"]
    assert [int(row[4]) for row in rows] == list(scores.values())
    for row, account in zip(rows, days, strict=True):
        shown = deck.text(f"dashboard_risk/queue_marks/days_value:{account}")
        assert number(shown, deck.lang) == days[account]
        assert number(row[7].split("\n")[1], deck.lang) == renewals[account]


# ------------------------------------------------------------------ scores and decision


def test_scores(deck: ReadDeck) -> None:
    accounts = deck.rows("scoring/growth")[0][2:]
    growth = dict(zip(accounts, deck.rows("scoring/growth")[-1][2:], strict=True))
    harmony = dict(zip(accounts, deck.rows("scoring/harmony")[-1][2:], strict=True))
    combined = dict(zip(accounts, deck.rows("scoring/foot")[0][2:], strict=True))
    for prefix, shown in (("growth score ", growth), ("harmony score ", harmony)):
        for account, value in expected(prefix).items():
            if account in shown:
                assert number(shown[account], deck.lang) == pytest.approx(value, abs=0.0501), account
    for account, value in expected("combined score shown ").items():
        assert number(combined[account], deck.lang) == float(value)
    assert number(growth["Mount Sinai"], deck.lang) == float(
        FIGURES["growth score shown Mount Sinai"]["value"]
    )
    expect("top scores of Mount Sinai", number(deck.text("scoring/fact:tops"), deck.lang))


def test_classification(deck: ReadDeck) -> None:
    for name in CLASSES:
        count, revenue = deck.text(f"classification/total:{name}").split(" · ")
        expect(f"{name} accounts", number(count, deck.lang))
        exact = FIGURES[f"{name} revenue"]["value"]
        assert number(revenue, deck.lang) == pytest.approx(exact, abs=50_001), name
    _, *sheet = deck.sheet("classification/chart")
    harmony = {row[0]: row[1] for row in sheet}
    growth = {row[0]: next(value for value in row[3:6] if value is not None) for row in sheet}
    shown = {a: v for a, v in expected("growth score ").items() if not a.startswith("shown ")}
    assert growth == pytest.approx(shown)
    assert harmony == pytest.approx(expected("harmony score "))


def test_ranking(deck: ReadDeck) -> None:
    rows = deck.rows("ranking/table")[1:]
    sheet = deck.sheet("ranking/chart")[1:]
    accounts = [row[0] for row in sheet]
    assert accounts == FIGURES["ranking"]["value"]
    assert [row[0] for row in rows] == [str(place) for place in range(1, len(accounts) + 1)]
    combined = {a: v for a, v in expected("combined score ").items() if not a.startswith(("shown ", "2025 "))}
    assert {row[0]: row[5] for row in sheet} == pytest.approx(combined)
    before, moves = FIGURES["ranking 2025"]["value"], FIGURES["rank moves"]["value"]
    for account, row in zip(accounts, rows, strict=True):
        assert row[6] == Say(deck.lang)(f"strategies.name.{FIGURES[f'class {account}']['value']}")
        assert (moves[account] is None) == (account not in before)
        if account in before:
            assert int(row[1]) == before.index(account) + 1 == int(row[0]) + moves[account]
    earlier = expected("combined score 2025 ")
    assert sorted(earlier, key=lambda a: -earlier[a]) == before


def test_decision(deck: ReadDeck) -> None:
    target, ally, blocker = FIGURES["decision target, ally, blocker"]["value"]
    assert target in deck.text(f"{DECISION}/rail:target")
    assert ally in deck.text(f"{DECISION}/path:acc")
    assert blocker in deck.text(f"{DECISION}/rail:blocker")
    touched, people = FIGURES["touch points"]["value"]
    words = "{} sur {}" if deck.lang == "fr" else "{} of {}"
    assert words.format(touched, people) in deck.text(f"{DECISION}/source")


def test_profit_matrix(deck: ReadDeck) -> None:
    _, *groups, foot = deck.rows("profit_matrix/table")
    cells: list[float] = []
    for letter, row in zip("ABCD", groups, strict=True):
        expect(f"profit group {letter} accounts", number(row[0].split("\n")[1], deck.lang))
        found = [number(text.split("\t")[0].split("  ")[0], deck.lang) for text in row[1:5]]
        for i, value in enumerate(found, 1):
            expect(f"profit {letter}{i}", value)
        cells += found
        assert number(row[5].split("\n")[0], deck.lang) == sum(found)
    expect("operating profit", number(foot[5].split("\n")[0], deck.lang))
    expect("share of the top four cells", sum(sorted(cells)[-4:]) / sum(cells))
    expect("losses", -sum(value for value in cells if value < 0))
    expect("loss cells", sum(value < 0 for value in cells))
    for lever in ("partner", "reprice", "self-service"):
        shown = deck.text(f"profit_matrix/fact:lever:{lever}")
        expect(f"losses handled by {lever}", number(shown.split("\n")[0], deck.lang))


def test_identification(deck: ReadDeck) -> None:
    _, *rows = deck.rows("identification/table")
    order = [row[0] for row in rows]
    verdicts = {"Key account": "key", "Candidate": "candidate", "Not now": "not_now"}
    words = {key: Say(deck.lang)(f"identification.{key}") for key in verdicts.values()}
    assert order == FIGURES["identification order"]["value"]
    expect("screened accounts", len(order))
    for row in rows:
        assert number(row[7], deck.lang) == FIGURES["identification passes"]["value"][row[0]]
        marks = FIGURES["identification marks"]["value"][row[0]]
        drawn = [deck.shapes[f"identification/marks/{row[0]}/{name}"] for name in criteria_of(deck)]
        shapes = {"ellipse": "pass", "triangle": "near", "rect": "fail"}
        assert [shapes[shape.element.spPr.find(PRESET).get("prst")] for shape in drawn] == marks
        shown = row[8] or deck.text(f"identification/marks/verdict:{row[0]}")
        assert shown == words[verdicts[FIGURES["identification verdicts"]["value"][row[0]]]]
    weight = number(deck.text("identification/fact:weight"), deck.lang)
    assert weight == pytest.approx(FIGURES["share of the key accounts"]["value"], abs=0.005)


def test_ideal_profile(deck: ReadDeck) -> None:
    sheet = {row[0]: row for row in deck.sheet("ideal_profile/chart")[1:] if row[0]}
    shares: list[float] = []
    for row in deck.rows("ideal_profile/table"):
        if row[0] in sheet and row[7].strip() and row[0] != list(sheet)[-1]:
            target, score = sheet[row[0]][1:3]
            shares.append(number(row[1], deck.lang) * min(1, score / target))
            assert number(row[6], deck.lang) == score - target
    expect("ideal-profile fit Mount Sinai", sum(shares))
    fact = deck.text("ideal_profile/fact:fit")
    met = number(deck.text("ideal_profile/fact:met"), deck.lang)
    expect("ideal-profile targets met", met)
    second, best = FIGURES["ideal-profile second best"]["value"]
    average = FIGURES["ideal-profile average fit"]["value"]
    found = [number(text, deck.lang) for text in re.findall(r"\d+\s?%", fact)]
    assert found[1:] == [pytest.approx(value, abs=0.005) for value in (average, best)]
    assert second in fact


def criteria_of(deck: ReadDeck) -> list[str]:
    """The names of the tests in the head of the table, line breaks undone."""
    return [" ".join(text.split("\n")[:-1]) for text in deck.rows("identification/table")[0][1:7]]


def test_strategies(deck: ReadDeck) -> None:
    for row, name in zip(deck.rows("strategies/table")[1:], CLASSES, strict=True):
        count, revenue = row[0].splitlines()[1].split(" · ")
        expect(f"{name} accounts", number(count, deck.lang))
        assert number(revenue, deck.lang) == pytest.approx(FIGURES[f"{name} revenue"]["value"], abs=50_000)
        expect(f"planned visits {name}", number(deck.text(f"strategies/marks/plan_value:{name}"), deck.lang))
        past = deck.text(f"strategies/marks/past_value:{name}")
        expect(f"visits last 12 months {name}", number(past, deck.lang))


def test_tasks(deck: ReadDeck) -> None:
    rows = [row for row in deck.rows("todo_team/table")[1:] if row[-1]]
    late = [row for row in rows if row[-1] == ("en retard" if deck.lang == "fr" else "overdue")]
    expect("tasks", len(rows))
    assert len(late) == len(FIGURES["overdue tasks"]["value"])
    if deck.lang == "en":
        assert {row[0] for row in late} == {task for _, task in FIGURES["overdue tasks"]["value"]}
    high = [row for row in late if row[2] in ("high", "haute")]
    expect("overdue high-priority tasks", len(high))
    bars = deck.series("todo_team/chart").values()
    expect("open tasks", sum(value or 0 for values in bars for value in values))


def test_whitespace(deck: ReadDeck) -> None:
    rows = deck.rows("whitespace:Mount Sinai/table")
    used, still = rows[-2:]
    products = zip(still[1:-2], used[1:-2], strict=True)
    found = [[number(text, deck.lang) * 1000 for text in pair] for pair in products]
    assert found == list(expected("open and in use: ").values())
    divisions = [[number(text, deck.lang) * 1000 for text in row[-2:]] for row in rows[1:-2]]
    wanted = expected("in use and potential: ").values()
    assert sorted([used, used + still] for used, still in divisions) == sorted(wanted)
    expect("Mount Sinai in use", number(used[-2], deck.lang) * 1000)
    potential = number(used[-2], deck.lang) + number(still[-1], deck.lang)
    expect("Mount Sinai potential", potential * 1000)
    expect("Mount Sinai penetration", number(used[-2], deck.lang) / potential)
    expect("with competitors", number(deck.text("whitespace:Mount Sinai/fact:rivals"), deck.lang))


def test_retention(deck: ReadDeck) -> None:
    rows = deck.sheet("retention/lines")
    heads = list(rows[0])
    rates = {"NRR ": "NRR", "GRR ": "GRR", "logo retention ": "Comptes" if deck.lang == "fr" else "Logos"}
    for row, year in zip(rows[1:], ("FY23", "FY24", "FY25", "FY26"), strict=True):
        assert row[0][-2:] == year[-2:]
        for name, head in rates.items():
            expect(name + year, row[heads.index(head)] / 100)
        assert list(row[5:7]) == FIGURES[f"logos {year}"]["value"][:2]
        parts = FIGURES[f"MRR bridge {year}"]["value"]
        assert list(row[1:5]) == [parts[0], *parts[2:5]]
    bridge = deck.column("retention/bridge", 1)
    assert bridge == pytest.approx(FIGURES["MRR bridge FY26"]["value"])
    share = number(deck.text("retention/fact:without"), deck.lang)
    assert share == pytest.approx(FIGURES["NRR FY26 without Mount Sinai"]["value"], abs=0.005)
    gain = "200 k$" if deck.lang == "fr" else "$200k"
    assert gain in deck.text("retention/fact:without")
    assert FIGURES["expansion of Mount Sinai"]["value"] == 200_000


def test_blueprint(deck: ReadDeck) -> None:
    key = "blueprint:Mount Sinai"
    rows = [row for name in deck.shapes if name.startswith(f"{key}/band:") for row in deck.rows(name)]
    count, started = FIGURES["blueprint initiatives, started"]["value"]
    assert len(rows) == count
    assert f"{started}" in deck.text(f"{key}/title")
    figures = [deck.text(f"{key}/ambition/{name}").splitlines() for name in ("revenue", "goal", "share")]
    wanted = FIGURES["blueprint ambition figures"]["value"]
    digits = [["".join(c for c in text if c.isdigit()) for text, _ in some] for some in (figures, wanted)]
    assert digits[0] == digits[1]
    now = [row[2].splitlines()[1].split(" → ")[0] for row in rows]
    computed = {number(text, "en") for text in FIGURES["blueprint computed now values"]["value"]}
    assert computed <= {number(text, deck.lang) for text in now if any(c.isdigit() for c in text)}


def test_retention_plan(deck: ReadDeck) -> None:
    rows = deck.rows("retention_plan/table")
    total = rows[-1]
    expect("expected MRR saved", number(total[-1], deck.lang) * 1000)
    expect("MRR at risk", number(total[1], deck.lang) * 1000)
    expect("retention actions", number(total[3], deck.lang))
    expect("retention actions", sum(bool(row[3]) for row in rows[1:-1]))
    overdue = "en retard" if deck.lang == "fr" else "overdue"
    expect("overdue actions", sum(row[6] == overdue for row in rows))
    share = next(word for word in deck.text("retention_plan/title").split() if word.startswith("76"))
    assert round(100 * FIGURES["share saved that hangs on overdue actions"]["value"]) == int(share.strip("%"))


def test_building_blocks(deck: ReadDeck) -> None:
    today, target = FIGURES["maturity today and target"]["value"]
    for name, value in (("today", today), ("target", target)):
        shown = number(deck.text(f"building_blocks/marks/{name}_value"), deck.lang)
        assert shown == pytest.approx(value, abs=0.0501)
    rows = {
        row[1].splitlines()[0]: number(row[7], deck.lang) for row in deck.rows("building_blocks/table")[1:-1]
    }
    widest = sorted(rows, key=lambda name: -rows[name])[:2]
    assert [rows[name] for name in widest] == [3, 2]
    assert deck.lang == "fr" or widest == FIGURES["widest gaps"]["value"]


def test_charter(deck: ReadDeck) -> None:
    heads, *rows = deck.rows("charter/objectives")
    assert heads[2:] == (["FY26", "FY27"] if deck.lang == "en" else ["Ex. 26", "Ex. 27"])
    now, goals = ([row[n].translate(TIGHT) for row in rows] for n in (2, 3))
    assert now == FIGURES["charter objectives FY26"]["value"]
    assert [goal.lstrip("≤") for goal in goals] == FIGURES["charter objectives FY27"]["value"]
    assert [goal for goal in goals if goal.startswith("≤")] == ["≤15%"]  # MRR at risk: less is better
    for row, text in zip(deck.rows("charter/scope"), FIGURES["charter scope"]["value"], strict=False):
        shown = [word.strip("$M%") for word in row[1].replace(",", ".").split() if word[:1] in "$0123456789"]
        assert shown == [
            word.strip("$M%") for word in re.sub(",", "", text).split() if word[:1] in "$0123456789"
        ]


def test_kam_evaluation(deck: ReadDeck) -> None:
    for row in deck.rows("kam_evaluation/table")[1:]:
        name, count = row[0].splitlines()
        score, met = row[-1].splitlines()
        assert score.translate(TIGHT) == FIGURES[f"KAM score {name}"]["value"]
        expect(f"KAM targets met {name}", int(met.split()[0]))
        expect(f"KAM accounts {name}", int(count.split()[0]))
        assert deck.text(f"kam_evaluation/marks/{name}:rating") == FIGURES[f"KAM rating {name}"]["value"]
        shown = [cell.split()[0].replace(",", ".") for cell in row[1:-1]]
        assert shown == FIGURES[f"KAM actuals shown {name}"]["value"]


def test_rollout(deck: ReadDeck) -> None:
    comments = [deck.text(name) for name in deck.shapes if name.startswith("rollout/comments/")]
    words = {"en": "{} weeks late", "fr": "{} semaines de retard"}[deck.lang]
    late = [
        text
        for weeks in FIGURES["rollout weeks late"]["value"]
        for text in comments
        if words.format(weeks) in text
    ]
    assert len(late) == len(FIGURES["rollout late tasks"]["value"])
    assert deck.lang == "fr" or all(
        f"rollout/comments/{name}" in deck.shapes for name in FIGURES["rollout late tasks"]["value"]
    )
    going, planned = FIGURES["rollout done or on track, planned"]["value"]
    counts = re.findall(r"\d+(?= )", deck.text("rollout/source").partition(": ")[2].partition(":")[2])
    assert (int(counts[0]), int(counts[3])) == (going, planned)


def names_in(source: str) -> list[str]:
    """Every text of a program that can name a figure, as a pattern: `f"MRR {plan}"` is `MRR .+`, a text
    that ends in a space begins the names of several."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in node.values]
            found.append("".join(parts) if len(re.sub(r"[^a-z]", "", "".join(parts))) > 3 else "")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip():
            found.append(re.escape(node.value) + (".+" if node.value.endswith(" ") else ""))
    return [pattern for pattern in found if pattern]


def test_every_expected_figure_is_looked_for() -> None:
    """The tests above name every figure or pattern of the list."""
    known = re.compile("|".join(f"(?:{p})" for p in names_in(Path(__file__).read_text(encoding="utf-8"))))
    stems = {name: re.sub(r" 20\d\d$", "", name) for name in FIGURES}
    assert [n for n, stem in stems.items() if not (known.fullmatch(n) or known.fullmatch(stem))] == []


# ------------------------------------------------------------------ the deck as a whole


def test_decks_are_sound(sound: Callable[[Path], None], tmp_path: Path) -> None:
    for lang, name in WORKBOOKS.items():
        kamdeck.build(ROOT / "sample_workbooks" / name, tmp_path / f"{lang}.pptx")
        sound(tmp_path / f"{lang}.pptx")


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    workbook = ROOT / "sample_workbooks" / "health_cloud.xlsx"
    for _ in range(2):
        kamdeck.build(workbook, tmp_path / "deck.pptx", is_forced=True)
        (tmp_path / "deck.pptx").rename(tmp_path / f"{len(list(tmp_path.iterdir()))}.pptx")
    one, two = sorted(tmp_path.glob("*.pptx"))
    assert one.read_bytes() == two.read_bytes()


def test_an_unchanged_workbook_changes_nothing(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    kamdeck.build(ROOT / "sample_workbooks" / "health_cloud.xlsx", deck)
    before = deck.read_bytes()
    report = kamdeck.refresh(deck)
    assert report.changes == ()
    assert deck.read_bytes() == before


# ------------------------------------------------------------------ responsibilities


def test_team(deck: ReadDeck) -> None:
    rows = deck.rows("team:Mount Sinai/table")
    letters = {row[0]: row[1:-1] for row in rows[1:]}
    wrong = [(n, row.count("A")) for n, row in enumerate(letters.values()) if row.count("A") != 1]
    assert [count for _, count in wrong] == [count for _, count in FIGURES["RACI violations"]["value"]]
    if deck.lang == "en":
        names = list(letters)
        assert [[names[n], count] for n, count in wrong] == FIGURES["RACI violations"]["value"]
    loads = {row[0]: row[1] for row in deck.sheet("team:Mount Sinai/chart")[1:]}
    assert loads == FIGURES["workload points"]["value"]
    points = {"R": 3, "A": 2, "C": 1, "I": 0, "": 0}
    held = zip(*letters.values(), strict=True)
    assert list(loads.values()) == [sum(points[letter] for letter in column) for column in held]
    step = deck.text("team:Mount Sinai/next")
    assert all(name in step.translate(PLAIN) for _, name in FIGURES["RACI suggestion"]["value"])


def test_elements(deck: ReadDeck) -> None:
    """What there is of each element is what its own slide says."""
    counts = {row[0].split("\n")[0]: row[1] for row in deck.rows("elements/table")[1:]}
    found = [tuple(int(word) for word in text.split() if word.isdigit()) for text in counts.values()]
    assert len(found) == 11
    rows = [row[-1] for row in deck.rows("team:Mount Sinai/table")[1:]]
    assert found[6] == (len(rows) - sum(map(bool, rows)), len(rows))
    overdue, tasks = [int(word) for word in deck.text("todo_team/title").split() if word.isdigit()][:2]
    assert found[7] == (tasks - overdue, tasks)
