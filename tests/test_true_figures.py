"""What a figure may claim, on random books in both languages.

Losses stay seen, cuts stay as entered, scores in part do not lead, few answers are no headline, key accounts
are counted once, good color stands on no missed target.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

import pytest

from kamdeck.deck.spec import Text
from kamdeck.figures.counted import read_key_accounts
from kamdeck.figures.places import Places
from kamdeck.figures.portfolio import read_portfolio
from kamdeck.figures.printed import Trail
from kamdeck.figures.profit import read_profit
from kamdeck.record import replace
from kamdeck.run.choice import Choice
from kamdeck.run.composition import Composition, compose
from kamdeck.run.intake import read_workbook
from kamdeck.text import Say
from kamdeck.views.dashboard.cards import choose_cards
from kamdeck.workbook.rows import Book, Policy, Profit

FOLDER = Path(__file__).parents[1] / "sample_workbooks"
LANGS = ("en", "fr")
SEEDS = range(6)


@cache
def story() -> Book:
    return read_workbook(FOLDER / "health_cloud.xlsx", lang="en")[0]


def made(book: Book, lang: str, *views: str) -> Composition:
    return compose(book, (), Choice(lang=lang, views=views or None), Say("en"))


def said(deck: Composition, *views: str) -> str:
    """The texts of the slides of these views (of all without any), spaces made plain."""
    places = Places(deck.spec, deck.context.say, Trail()).all
    found = [place.text for place, _ in places if not views or place.slide in views]
    return re.sub(r"[\u00a0\u202f\v]", " ", "\n".join(found))


def title(deck: Composition, view: str) -> str:
    slide = next(slide for slide in deck.spec.slides if slide.key == view)
    found = next(e for e in slide.elements if isinstance(e, Text) and e.key == f"{view}/title")
    return re.sub(r"[\u00a0\u202f\v]", " ", "\n".join(p.text for p in found.paras))


# ------------------------------------------------------------------ losses


def families(rnd: Random) -> tuple[Book, dict[str, float]]:
    """The story with families of which some lose, and a policy of its own for every group and family."""
    names = [f"Family {n}" for n in range(rnd.randint(3, 9))]
    mean = {name: rnd.choice([-1, 1, 1]) * rnd.uniform(1e3, 1e5) for name in names}
    rows = [
        Profit(account=row.account, year=2026, product_family=name, at="Profit!D2",
               operating_profit=round(mean[name] * rnd.uniform(0.5, 1.5)))
        for row in story().accounts for name in names
    ]  # fmt: skip
    policies = tuple(
        Policy(customer_group=g, product_family=n, policy=f"{g} {n} as agreed", loss_lever="partner",
               at="Policies!A2")
        for g in "ABCD" for n in names
    )  # fmt: skip
    sums: dict[str, float] = {}
    for row in rows:
        sums[row.product_family] = sums.get(row.product_family, 0.0) + (row.operating_profit or 0.0)
    return replace(story(), profit=tuple(rows), policies=policies), sums


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_loss_is_named_and_never_merged_with_what_earns(seed: int, lang: str) -> None:
    book, sums = families(Random(seed))
    deck = made(book, lang, "profit_matrix")
    found = read_profit(deck.context)
    assert found is not None
    for names in found.matrix.members:
        assert len({sums[name] < 0 for name in names}) == 1
    assert sorted(name for names in found.matrix.members for name in names) == sorted(sums)
    assert len(found.matrix.members) <= 5
    words = said(deck, "profit_matrix")
    losing = [name for name, value in sums.items() if value < 0]
    heads = " ".join(found.matrix.families)
    assert all(name in heads for name in losing)
    assert not losing or len(losing) > 2 or all(name in words for name in losing)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_policy_or_lever_entered_is_dropped(seed: int) -> None:
    book, _ = families(Random(seed))
    deck = made(book, "en", "profit_matrix")
    notes = next(slide.notes for slide in deck.spec.slides if slide.key == "profit_matrix")
    assert all(row.policy in notes for row in book.policies)
    assert "reprice" not in said(deck, "profit_matrix").casefold()


# ------------------------------------------------------------------ as entered


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("seed", SEEDS)
def test_cuts_and_targets_stand_as_entered(seed: int, lang: str) -> None:
    rnd = Random(seed)
    share = {name: rnd.randint(1, 4) / 1000 for name in ("pareto", "a", "tolerance", "nrr")}
    settings = replace(
        story().settings,
        class_cut=5 + rnd.randint(1, 9) / 10 + 0.05,
        pareto_threshold=0.75 + share["pareto"], tier_a_share=0.7 + share["a"],
        growth_weight=0.55 + share["a"],
        near_miss_tolerance=0.1 + share["tolerance"], nrr_target=1.1 + share["nrr"], csat_target=80.25,
    )  # fmt: skip
    deck = made(replace(story(), settings=settings), lang)
    say, words = Say(lang), said(deck)

    def shown(value: float, kind: str = "") -> str:
        return say.entered(value, kind).replace("\u00a0", " ").replace("\u202f", " ")

    assert shown(settings.class_cut) in said(deck, "classification")
    assert shown(settings.class_cut) in said(deck, "strategies")
    assert shown(settings.pareto_threshold, "share") in said(deck, "pareto")
    assert shown(settings.tier_a_share, "share") in said(deck, "abc_tiers")
    assert shown(settings.growth_weight, "share") in said(deck, "ranking")
    assert shown(settings.near_miss_tolerance, "share") in said(deck, "identification")
    assert shown(settings.nrr_target or 0, "share") in said(deck, "dashboard")
    assert shown(settings.csat_target or 0) in said(deck, "dashboard_risk")
    rounded = re.escape(say.number(settings.class_cut, 1))
    assert not re.search(rf"(cut at|both at|Seuil|seuil|scores? both at) {rounded}(?!\d)", words)


# ------------------------------------------------------------------ coverage


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_scored_in_part_leads_only_with_its_share(seed: int, lang: str) -> None:
    rnd = Random(seed)
    scores = tuple(row for row in story().scores if rnd.random() > 0.25)
    book = replace(story(), scores=scores)
    deck = made(book, lang, "ranking", "classification", "scoring")
    weight = {c.criterion: (c.axis, c.weight) for c in book.criteria}
    whole = {axis: sum(w for a, w in weight.values() if a == axis) for axis in ("growth", "harmony")}
    period = max(row.period or "" for row in book.scores)
    held: dict[str, dict[str, float]] = {}
    for row in scores:
        if row.period in (None, period):
            axis, share = weight[row.criterion]
            mine = held.setdefault(row.account, {"growth": 0.0, "harmony": 0.0})
            mine[axis] += share / whole[axis]
    low = {name for name, mine in held.items() if min(mine.values()) < 0.6 - 1e-9}
    ranking = next(slide for slide in deck.spec.slides if slide.key == "ranking")
    shown = {row.key for element in ranking.elements for row in getattr(element, "rows", ())}
    assert low
    assert not low & shown
    first = title(deck, "ranking")
    assert not any(deck.context.short(name) in first or name in first for name in low)
    part = [name for name, mine in held.items() if name in shown and min(mine.values()) < 1 - 1e-9]
    sources = said(deck, "ranking")
    assert not part or any(f"{deck.context.short(name)} " in sources for name in part)


# ------------------------------------------------------------------ few answers


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("answers", [1, 12, 29, 30, 400])
def test_a_score_of_few_answers_is_no_headline(answers: int, lang: str) -> None:
    newest = max(row.date for row in story().satisfaction)
    rows = []
    for survey, score in (("CSAT", 40.0), ("NPS", 9.0)):
        given = next(row for row in story().satisfaction if row.survey == survey)
        rows.append(replace(given, date=newest, score=score, answers=answers))
    first = next(row for row in story().satisfaction if row.survey == "CSAT" and row.date < newest)
    rows.append(replace(first, score=80.0, answers=200))
    book = replace(story(), satisfaction=tuple(rows), risk=(), retention_actions=())
    settings = replace(book.settings, kpi_cards=("csat", "nps"), csat_target=30.0)
    book = replace(book, settings=settings, titles=tuple(pair for pair in book.titles if pair[0] != "risk"))
    deck = made(book, lang, "dashboard_risk", "dashboard", "summary")
    said_title, count = title(deck, "dashboard_risk"), f"{answers} "
    is_firm = answers >= 30
    assert ("80" in said_title and "40" in said_title) is is_firm
    assert ("Promoter" in said_title) is is_firm
    assert is_firm or count in said_title
    cards = {card.key: card for card in choose_cards(read_portfolio(deck.context))[0]}
    assert cards["csat"].status == ("good" if is_firm else None)
    assert is_firm or count.strip() in str(cards["csat"].detail)


# ------------------------------------------------------------------ one count of key accounts


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["marked", "tests", "none"])
def test_key_accounts_are_counted_once(kind: str, lang: str) -> None:
    book, rnd = story(), Random(len(kind))
    if kind == "marked":
        chosen = {row.account for row in rnd.sample(book.accounts, 9)}
        rows = tuple(
            replace(row, key_account=row.account in chosen, status=None, lost_on=None)
            for row in book.accounts
        )
        book = replace(book, accounts=rows, identification=())
    elif kind == "none":
        book = replace(book, identification=())
    charter = tuple(row for row in book.charter if "{accounts}" not in (row.text or ""))
    deck = made(replace(book, charter=charter), lang)
    found = read_key_accounts(deck.context)
    noun = r"key accounts?\b(?! manag)" if lang == "en" else r"grands? comptes?\b"
    counts = set(re.findall(rf"\b(\d+) {noun}", said(deck)))
    assert found.rule == {"none": "all"}.get(kind, kind)
    assert counts == (set() if kind == "none" else {str(len(found.accounts))})


# ------------------------------------------------------------------ good color


@pytest.mark.parametrize("target", [0.5, 3.0])
def test_no_good_color_on_a_missed_target(target: float) -> None:
    book = replace(story(), settings=replace(story().settings, nrr_target=target, kpi_cards=("nrr",)))
    deck = made(book, "en", "dashboard", "retention")
    status = {card.key: card.status for card in choose_cards(read_portfolio(deck.context))[0]}["nrr"]
    assert status == ("good" if target < 1 else "risk")
    series = [
        s for slide in deck.spec.slides if slide.key == "retention"
        for e in slide.elements for plot in getattr(e, "plots", ()) for s in plot.series if s.key == "nrr"
    ]  # fmt: skip
    assert [("risk" in repr(each)) for each in series] == [target > 1] * len(series)
    assert series
