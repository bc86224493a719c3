"""The slide on accounts at risk: the story's figures, every title, the queue's order, missing figures."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import Chart, Group, Shape, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.run.editions import narrow
from kamdeck.text import Say
from kamdeck.views.risk import view as dashboard_risk
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book, Onboarding, Risk, Satisfaction, Settings
from tests.frames import ROOMS
from tests.subscription_books import AS_OF, BOOKS, seen, subscriptions
from tests.view_checks import PLAIN, faults, flat, texts, title

ROOT = Path(__file__).parents[2]
EXPECTED: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
VIEW = "dashboard_risk"


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def made(book: Book, lang: str = "en", account: str | None = None) -> SlideSpec:
    (slide,) = dashboard_risk.build(seen(book, lang, account))
    return slide


def charts(slide: SlideSpec) -> dict[str, Chart]:
    return {e.key.split("/")[1]: e for e in slide.elements if isinstance(e, Chart)}


def queue(slide: SlideSpec) -> Table:
    return next(e for e in slide.elements if isinstance(e, Table))


def figure(name: str) -> Any:
    return EXPECTED[name]["value"]


# ------------------------------------------------------------------ the story


def test_story_titles() -> None:
    (slide,) = dashboard_risk.build(story("en"))
    assert title(slide) == figure("title: dashboard_risk")
    (french,) = dashboard_risk.build(story("fr"))
    assert title(french) == (
        "25 % du MRR est à risque et la satisfaction recule : Aldbury Clinic en pèse à lui seul 58 %, "
        "contrat à renouveler dans 92 jours"
    )
    assert faults(slide) == faults(french) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_story_charts(lang: str) -> None:
    (slide,) = dashboard_risk.build(story(lang))
    drawn = charts(slide)
    csat, target = drawn["csat"].grid.columns
    assert list(csat.values) == pytest.approx(figure("CSAT by month"))
    assert set(target.values) == {78.0}
    assert list(drawn["nps"].grid.columns[0].values) == figure("NPS answers by score")
    assert drawn["onboarding"].grid.columns[0].values[0] == pytest.approx(
        figure("onboarding average completion")
    )
    stakes = {column.key: column.values[0] for column in drawn["stake"].grid.columns}
    assert stakes == {
        "account:Aldbury Clinic": 508_000,
        "account:Quillmore General": 175_000,
        "others": 195_000,
    }
    assert sum(v or 0 for v in stakes.values()) == figure("MRR at risk")


def test_story_panels() -> None:
    (slide,) = dashboard_risk.build(story("en"))
    shown = texts(slide)
    assert shown[f"{VIEW}/nps_head"] == f"NPS +{figure('NPS')}  152 answers, 0–10"
    assert shown[f"{VIEW}/nps_bands/detractors"] == "detractors 18%"
    assert shown[f"{VIEW}/nps_bands/passives"] == "passives\n42%"
    assert shown[f"{VIEW}/nps_bands/promoters"] == "promoters\n40%"
    assert shown[f"{VIEW}/stake_value"] == "$878k  25% of MRR"
    assert shown[f"{VIEW}/stake_head"] == "MRR at risk  6 of 24 accounts"
    assert shown[f"{VIEW}/onboarding_value"] == "62%"
    states = [shown[f"{VIEW}/states/{state}"] for state in ("done", "on_track", "at_risk", "late")]
    assert states == ["1 done", "3 on track", "1 at risk  Delmarsh", "1 late  Wexlinger"]
    shares = [text for key, text in shown.items() if "/stake_names/share:" in key]
    assert shares == ["58%", "20%", "22%"]


def test_story_queue() -> None:
    (slide,) = dashboard_risk.build(story("en"))
    shown, rows = texts(slide), queue(slide).rows[1:]
    days, renewals, scores = (
        figure(f) for f in ("days in the queue", "days to renewal", "CSAT of accounts at risk")
    )
    assert [row.key for row in rows] == list(days)
    assert shown[f"{VIEW}/queue_marks/mrr_value:Aldbury Clinic"] == "508 58%"
    assert [shown[f"{VIEW}/queue_marks/mrr_value:{name}"].split()[1] for name in days] == [
        "58%", "20%", "11%", "6%", "3%", "2%",
    ]  # fmt: skip
    for row in rows:
        cells = [cell.text for cell in row.cells]
        assert shown[f"{VIEW}/queue_marks/days_value:{row.key}"] == str(days[row.key])
        assert cells[4] == str(scores[row.key])
        assert cells[7].split("\n")[1] == f"{renewals[row.key]} days"
    assert rows[0].cells[6].text == "A. Chen"
    red = {e.key.split("/")[-1] for e in flat(slide) if isinstance(e, Shape) and "/queue_marks/" in e.key
           and e.geom == "rect" and ("old:" in e.key or "soon:" in e.key)}  # fmt: skip
    assert red == {"old:Quillmore General", "old:Wexlinger", "old:Triweald MC", "soon:Triweald MC"}


# ------------------------------------------------------------------ every turn


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", sorted(BOOKS))
def test_any_book_fits(name: str, lang: str) -> None:
    for slide in dashboard_risk.build(seen(BOOKS[name], lang)):
        assert faults(slide) == []


def at_risk(days: int | None, *stakes: float | None) -> tuple[Risk, ...]:
    """A row per stake, all with a renewal so many days after the as-of date."""
    when = AS_OF + timedelta(days=days) if days is not None else None
    return tuple(
        Risk(account=f"Account {n:03d}", mrr_at_risk=stake, renewal_on=when, at="Risk!C2")
        for n, stake in enumerate(stakes, 1)
    )


BASE = subscriptions(5, growth=0.0, csat=(80.0, 75.0), nps=0)  # MRR 195,750
TITLES = {
    "due": (at_risk(10, 60_000.0, 30_000.0), "46% of MRR is at risk while satisfaction slides: "
            "Account 001 alone is 67% of it and renews in 10 days"),
    "tomorrow": (at_risk(1, 60_000.0, 30_000.0), "46% of MRR is at risk while satisfaction slides: "
                 "Account 001 alone is 67% of it and renews in 1 day"),
    "today": (at_risk(0, 60_000.0, 30_000.0), "46% of MRR is at risk while satisfaction slides: "
              "Account 001 alone is 67% of it and renews today"),
    "overdue": (at_risk(-3, 60_000.0, 30_000.0), "46% of MRR is at risk while satisfaction slides: "
                "Account 001 alone is 67% of it and its renewal is 3 days overdue"),
    "no_renewal": (at_risk(None, 60_000.0, 30_000.0), "46% of MRR is at risk while satisfaction slides: "
                   "Account 001 alone is 67% of it"),
    "many": (at_risk(9, *[20_000.0] * 5), "51% of MRR is at risk while satisfaction slides: "
             "5 accounts, none above 20% of it"),
    "single": (at_risk(9, 60_000.0), "31% of MRR is at risk while satisfaction slides: "
               "all of it at Account 001, which renews in 9 days"),
    "single_overdue": (at_risk(-1, 60_000.0), "31% of MRR is at risk while satisfaction slides: "
                       "all of it at Account 001, whose renewal is 1 day overdue"),
    "single_today": (at_risk(0, 60_000.0), "31% of MRR is at risk while satisfaction slides: "
                     "all of it at Account 001, which renews today"),
    "single_undated": (at_risk(None, 60_000.0), "31% of MRR is at risk while satisfaction slides: "
                       "all of it at Account 001"),
    "next_to_nothing": (at_risk(None, 600.0), "<1% of MRR is at risk while satisfaction slides: "
                        "all of it at Account 001"),
    "just_above": (at_risk(None, 20_100.0, *[19_980.0] * 4), "51% of MRR is at risk while "
                   "satisfaction slides: 5 accounts, none above 21% of it"),
    "more_than_all": (at_risk(None, 300_000.0), "$300k of MRR is at risk while satisfaction slides: "
                      "all of it at Account 001"),
    "nothing_at_stake": (at_risk(9, 0.0, 0.0), "2 accounts are at risk while satisfaction slides"),
    "none": ((), "No MRR is at risk; satisfaction slides to 75"),
}  # fmt: skip


@pytest.mark.parametrize("turn", sorted(TITLES))
def test_titles(turn: str) -> None:
    rows, wanted = TITLES[turn]
    book = replace(BASE, risk=rows)
    slide = made(book)
    assert title(slide) == wanted
    assert faults(slide) == faults(made(book, "fr")) == []


@pytest.mark.parametrize(
    ("scores", "word"),
    [((80.0, 79.0), "holds"), ((80.0, 78.9), "slides"), ((70.0, 72.0), "recovers"), ((70.0,), "")],
)
def test_satisfaction_holds_within_a_point(scores: tuple[float, ...], word: str) -> None:
    book = subscriptions(5, csat=scores, nps=0)
    assert (f"while satisfaction {word}" in title(made(book))) == bool(word)
    calm = title(made(subscriptions(5, csat=scores, nps=0, waiting=0)))
    ending = {"": "is 70", "holds": "holds at 79", "slides": "slides to 79", "recovers": "recovers to 72"}
    assert calm == f"No MRR is at risk; satisfaction {ending[word]}"


def test_titles_where_nobody_is_at_risk() -> None:
    turns: tuple[tuple[tuple[float, ...], str], ...] = (
        ((80.0, 75.0), "No MRR is at risk; satisfaction slides to 75"),
        ((70.0, 75.0), "No MRR is at risk; satisfaction recovers to 75"),
        ((75.0, 75.5), "No MRR is at risk; satisfaction holds at 76"),
        ((75.0,), "No MRR is at risk; satisfaction is 75"),
        ((), "No account is at risk"),
    )
    for scores, wanted in turns:
        assert title(made(subscriptions(5, csat=scores, waiting=0))) == wanted
    for scores, wanted in (
        ((70.0, 75.0), "Satisfaction recovers from 70 to 75"),
        ((75.0, 75.0), "Satisfaction holds at 75"),
        ((75.0,), "Satisfaction is 75"),
    ):
        book = replace(subscriptions(5, csat=scores, nps=8), risk=(), titles=())
        assert title(made(book)) == wanted
        few = tuple(replace(row, answers=4) for row in book.satisfaction)
        assert title(made(replace(book, satisfaction=few))).startswith("Satisfaction is 75 on 4 answers")
    for scores, word in (((70.0, 75.0), "recovers"), ((75.0, 75.0), "holds")):
        assert f"while satisfaction {word}" in title(made(subscriptions(5, csat=scores)))


def test_titles_of_one_accounts_pack() -> None:
    for days, stake, wanted in (
        (9, 45_000.0, "All of its MRR, $45k, is at risk while satisfaction slides: "
                      "Account 001 renews in 9 days"),
        (0, 20_000.0, "$20k of MRR is at risk while satisfaction slides: Account 001 renews today"),
        (-2, 20_000.0, "$20k of MRR is at risk while satisfaction slides: "
                       "the renewal of Account 001 is 2 days overdue"),
    ):  # fmt: skip
        book = subscriptions(1, plans=(None,), growth=0.0, csat=(80.0, 75.0), nps=0)
        ctx = replace(seen(replace(book, risk=at_risk(days, stake))), account="Account 001", pack="account")
        (slide,) = dashboard_risk.build(ctx)
        assert title(slide).translate(PLAIN).replace("\v", " ") == wanted


def test_titles_of_the_queue() -> None:
    for stake, wanted in ((20_000.0, "2 accounts are at risk"), (0.0, "Accounts at risk")):
        ctx = seen(replace(subscriptions(5), risk=at_risk(9, stake, stake)))
        _, second = dashboard_risk.build(replace(ctx, frame=ROOMS["10 x 5.63, notes"]))
        assert title(second) == wanted


def test_an_empty_queue_says_so_with_a_mark() -> None:
    slide = made(BOOKS["huge"])
    assert texts(slide)[f"{VIEW}/none"] == "No account is at risk"
    assert not [e for e in slide.elements if isinstance(e, Table)]
    assert any(e.key == f"{VIEW}/none_mark" for e in flat(slide))


def test_without_a_sheet_on_risk_nothing_is_said_about_it() -> None:
    book = replace(BASE, risk=(), titles=(("satisfaction", "Satisfaction"),))
    slide = made(book)
    assert title(slide) == "Satisfaction slides from 80 to 75"
    assert f"{VIEW}/queue_head" not in texts(slide)
    both = made(replace(book, satisfaction=subscriptions(5, csat=(80.0, 75.0)).satisfaction))
    assert title(both) == "Satisfaction slides from 80 to 75, and the Net Promoter Score is −48"
    only = made(replace(book, satisfaction=subscriptions(5, csat=()).satisfaction))
    assert title(only) == "The Net Promoter Score is −48 on 40 answers"
    assert all(faults(slide) == [] for slide in (slide, both, only))


def test_without_mrr_the_amount_counts() -> None:
    slide = made(replace(BASE, mrr=(), risk=at_risk(10, 60_000.0, 30_000.0)))
    assert title(slide).startswith(
        "$90k of MRR is at risk while satisfaction slides: Account 001 alone is 67%"
    )
    assert texts(slide)[f"{VIEW}/stake_value"] == "$90k"


def test_nothing_to_show() -> None:
    assert dashboard_risk.build(seen(Book(settings=Settings()))) == ()
    onboarding = (Onboarding(account="a", step="s", completion=0.5, status="late", at="Onboarding!C2"),)
    assert dashboard_risk.build(seen(Book(settings=Settings(), onboarding=onboarding))) == ()


# ------------------------------------------------------------------ the queue


@pytest.mark.parametrize(
    ("order", "first", "word"),
    [("mrr", "Account 001", "by MRR"), ("days", "Account 003", "by days in the queue"),
     ("renewal", "Account 001", "by renewal date")],
)  # fmt: skip
def test_the_settings_rank_the_queue(order: str, first: str, word: str) -> None:
    book = subscriptions(5, waiting=3, settings=Settings(as_of=AS_OF, queue_order=order))
    slide = made(book)
    assert queue(slide).rows[1].key == first
    assert texts(slide)[f"{VIEW}/queue_head"].startswith(
        f"Accounts at risk  {word}; red: in the queue 90 days"
    )
    assert "Account 001 alone is 46% of it" in title(slide)
    assert texts(slide)[f"{VIEW}/queue_marks/rank:{first}"] == "1"


def test_many_are_counted_and_long_reasons_stand_in_the_notes() -> None:
    slide = made(BOOKS["many"])
    rows = queue(slide).rows[1:]
    assert len(rows) == 7
    assert rows[-1].cells[1].text == "24 more accounts"
    shown = texts(slide)
    assert shown[f"{VIEW}/queue_marks/days_value:more"] == "oldest 223 days"
    assert shown[f"{VIEW}/queue_marks/mrr_value:more"].startswith("240.1 4")
    assert slide.notes.count("and a long story about it and a long story about it and a long story") >= 6
    assert "24 further accounts at risk: Account 007" in slide.notes


def test_the_wanted_account_keeps_its_rank() -> None:
    slide = made(subscriptions(20, waiting=20), account="Account 015")
    assert queue(slide).rows[6].key == "Account 015"
    assert texts(slide)[f"{VIEW}/queue_marks/rank:Account 015"] == "15"


def test_columns_without_figures_are_left_out() -> None:
    book = Book(settings=Settings(), risk=(Risk(account="A", at="Risk!A2", mrr_at_risk=100.0),))
    slide = made(book)
    assert [column.key for column in queue(slide).columns] == ["rank", "account", "mrr"]
    assert faults(slide) == []


def test_shares_in_the_queue_add_to_a_hundred() -> None:
    slide = made(replace(BASE, risk=at_risk(5, 1.0, 1.0, 1.0)))
    shown = texts(slide)
    shares = [int(text.split()[1].rstrip("%")) for key, text in shown.items() if "mrr_value:" in key]
    assert sorted(shares) == [33, 33, 34]
    assert [t for k, t in shown.items() if "/stake_names/share:" in k] == ["34%", "33%", "33%"]


def test_few_answers_are_counted_not_shared_out() -> None:
    slide = made(subscriptions(5, nps=9))
    assert texts(slide)[f"{VIEW}/nps_bands/detractors"] == "detractors 6"


def test_answers_of_long_ago_are_left_out() -> None:
    old = Satisfaction(date=date(2024, 1, 31), survey="NPS", score=0, answers=900, at="Satisfaction!D2")
    book = subscriptions(5)
    slide = made(replace(book, satisfaction=(*book.satisfaction, old)))
    assert sum(value or 0 for value in charts(slide)["nps"].grid.columns[0].values) == 40


def test_marks_follow_the_table() -> None:
    groups = {e.key: e for e in made(BOOKS["three"]).elements if isinstance(e, Group)}
    assert groups[f"{VIEW}/queue_marks"].follows == f"{VIEW}/queue"
    assert all(group.alt for group in groups.values())


@pytest.mark.parametrize(
    ("days", "lang", "wanted"),
    [
        (
            92,
            "en",
            "All of its MRR, $508k, is at risk: Aldbury Clinic renews in 92 days",
        ),
        (0, "en", "All of its MRR, $508k, is at risk: Aldbury Clinic renews today"),
        (
            -2,
            "en",
            "All of its MRR, $508k, is at risk: the renewal of Aldbury Clinic is 2 days overdue",
        ),
        (None, "en", "All of its MRR, $508k, is at risk"),
        (
            92,
            "fr",
            "La totalité de son MRR, 508 k$, est à risque : "
            "contrat d’Aldbury Clinic à renouveler dans 92 jours",
        ),
    ],
)
def test_the_pack_of_one_account_compares_it_with_nothing(days: int | None, lang: str, wanted: str) -> None:
    book = narrow(story("en").book, "Aldbury Clinic")
    as_of = book.settings.as_of
    assert as_of is not None
    when = None if days is None else as_of + timedelta(days=days)
    book = replace(book, risk=tuple(replace(row, renewal_on=when) for row in book.risk))
    book = replace(book, accounts=tuple(replace(row, renewal=when) for row in book.accounts))
    ctx = Context(book, Say(lang), book.years[-3:], as_of, "b.xlsx", account="Aldbury Clinic", pack="account")
    (slide,) = dashboard_risk.build(ctx)
    found = texts(slide)
    assert " ".join(title(slide).split()) == wanted
    assert f"{VIEW}/stake" not in charts(slide)  # one bar of 100% says nothing
    its = {"en": "$508k 100% of its MRR", "fr": "508 k$ 100 % de son MRR"}[lang]
    assert " ".join(found[f"{VIEW}/stake_value"].split()) == its
    assert not any("100" in text for key, text in found.items() if "queue_marks" in key)
    assert faults(slide) == []


# ------------------------------------------------------------------ in other rooms


def test_narrow_slides_have_their_panels_two_by_two_and_low_ones_the_queue_apart() -> None:
    (upright,) = dashboard_risk.build(replace(story("en"), frame=ROOMS["upright"]))
    tops = [e.box.y // 91_440 for e in upright.elements if isinstance(e, Chart)]
    assert len(set(tops)) > 1
    first, second = dashboard_risk.build(replace(story("en"), frame=ROOMS["10 x 5.63, notes"]))
    assert len(charts(first)) == 4
    assert not charts(second)
    assert second.key == f"{VIEW}:2"
    assert title(second) == "6 accounts are at risk"


def test_of_the_queue_csat_leaves_before_the_owner() -> None:
    columns = {}
    for room in ("16:9, right", "4:3, strip", "upright"):
        (slide,) = dashboard_risk.build(replace(story("en"), frame=ROOMS[room]))
        columns[room] = {column.key for column in queue(slide).columns}
    assert {"csat", "owner"} <= columns["16:9, right"]
    assert {"csat", "owner"} & columns["4:3, strip"] == {"owner"}
    assert not {"csat", "owner"} & columns["upright"]
    assert all({"account", "mrr", "days", "reason", "renewal"} <= keys for keys in columns.values())


def test_an_account_without_mrr_has_no_share_and_a_prospect_is_none_to_count_against() -> None:
    book = subscriptions(accounts=3, waiting=1)
    first, *rest = book.accounts
    none = replace(first, account="Nobody's", status=None)
    hope = replace(first, account="Prospect", status="prospect")
    waiting = replace(book.risk[0], account=none.account, mrr_at_risk=None)
    turned = replace(book, accounts=(first, *rest, none, hope), risk=(*book.risk, waiting))
    shown = texts(made(turned))
    assert shown[f"{VIEW}/queue_marks/mrr_value:Nobody's"] == "–"
    assert shown[f"{VIEW}/stake_head"] == "MRR at risk  2 of 4 accounts"
