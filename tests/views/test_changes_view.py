"""The slide on what changed: titles by the turn of the data, moves, bridge, figures, few and many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kamdeck.analysis.comparison import Kept, Person, Snapshot
from kamdeck.deck.spec import Chart, Group, Shape, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.figures.earlier import find_earlier, snapshot
from kamdeck.figures.key_figures import BASIS, Figures, key_figures
from kamdeck.record import replace
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.views.changes import view as changes
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book
from tests.books import BOOKS
from tests.subscription_books import BOOKS as SUBSCRIPTIONS
from tests.view_checks import PLAIN, faults, texts, title

ROOT = Path(__file__).parents[2]
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
JULY = date(2026, 7, 31)


@cache
def story(lang: str = "en") -> Book:
    return read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)[0]


def in_july(book: Book) -> Book:
    """The story three months before: Aldbury Clinic not yet at risk, Mehta neutral, Brightmere larger."""
    people = tuple(
        replace(row, relationship="neutral") if row.relationship == "negative" else row
        for row in book.stakeholders
    )
    revenue = tuple(
        replace(row, revenue=1_600_000.0) if (row.account, row.year) == ("Brightmere", 2026) else row
        for row in book.revenue
    )
    return replace(
        book,
        settings=replace(book.settings, as_of=JULY),
        risk=tuple(row for row in book.risk if row.account != "Aldbury Clinic"),
        stakeholders=people,
        revenue=revenue,
        previous=(),
    )


def figures_of(book: Book) -> Figures:
    return key_figures(Context(book, Say(), book.years[-3:], book.settings.as_of))


def slide_of(book: Book, before: Book | Snapshot | None, lang: str = "en") -> SlideSpec:
    if isinstance(before, Book):
        before = snapshot({**figures_of(before), "source": "Q3"})
    now = snapshot(figures_of(book))
    say = Say(lang, book.settings.currency)
    ctx = Context(book, say, book.years[-3:], book.settings.as_of, FILES[lang], before=before, now=now)
    (slide,) = changes.build(ctx)
    return slide


def cells(slide: SlideSpec, key: str) -> list[list[str]]:
    (table,) = (e for e in slide.elements if isinstance(e, Table) and e.key == f"changes/{key}")
    return [[cell.text for cell in row.cells if not cell.is_covered] for row in table.rows]


def keys(slide: SlideSpec, key: str) -> list[str]:
    (table,) = (e for e in slide.elements if isinstance(e, Table) and e.key == f"changes/{key}")
    return [row.key for row in table.rows]


# ------------------------------------------------------------------ the story


def test_the_story_since_july() -> None:
    slide = slide_of(story(), in_july(story()))
    assert faults(slide) == []
    assert title(slide).endswith("of MRR moved since 31 Jul 2026")
    assert texts(slide)["changes/kicker"] == "WHAT CHANGED SINCE Q3"
    rows = {row[1]: row[2:] for row in cells(slide, "moves")}
    assert rows["Aldbury Clinic"] == ["now at risk", "$508k"]
    assert rows["P. Mehta (Mount Sinai)"] == ["neutral → negative"]
    assert "tier:Brightmere" in keys(slide, "moves")
    figures = {row[1]: row[2] for row in cells(slide, "figures")}
    assert figures["MRR at risk"] == "$370k → $878k"
    assert "MRR" not in figures  # the bridge shows it
    assert texts(slide)["changes/next"].endswith(
        "Put Aldbury Clinic first on the agenda: it entered the queue with $508k of MRR."
    )


def test_the_bridge_adds_up_and_ends_where_the_deck_does() -> None:
    slide = slide_of(story(), in_july(story()))
    (chart,) = (e for e in slide.elements if isinstance(e, Chart))
    amounts = next(column.values for column in chart.grid.columns if column.key == "amount")
    known = [value or 0.0 for value in amounts]
    assert sum(known[:-1]) == pytest.approx(known[-1])
    assert known[-1] == figures_of(story())["mrr"]
    assert known[0] == figures_of(in_july(story()))["mrr"]


def test_the_chips_say_both_tiers() -> None:
    slide = slide_of(story(), in_july(story()))
    said = texts(slide)
    assert said["changes/moves_marks/before:tier:Brightmere"] == "A"
    assert said["changes/moves_marks/after:tier:Brightmere"] == "B"


def test_french() -> None:
    slide = slide_of(story("fr"), in_july(story("fr")), "fr")
    assert faults(slide) == []
    assert "de MRR bougent depuis le 31 juil. 2026" in title(slide)
    assert ["", "Aldbury Clinic", "désormais à risque", "508 k$"] in [
        [text.translate(PLAIN) for text in row] for row in cells(slide, "moves")
    ]
    assert any("neutre → négative" in row[-1] for row in cells(slide, "moves"))


def test_notes_name_the_rule_and_the_cells() -> None:
    notes = slide_of(story(), in_july(story())).notes
    assert "opening + new + expansion + reactivation" in notes
    assert "MRR!" in notes
    assert "Risk!" in notes


# ------------------------------------------------------------------ titles


BASE = Snapshot(
    name="Q3", as_of=JULY, currency="USD", year=2026, accounts=2, names=("Oak", "Elm"),
    tiers={"Oak": "A", "Elm": "B"}, mrr_of={"Oak": 50e3, "Elm": 20e3}, mrr=70e3, revenue=1e6,
    revenue_of={"Oak": 8e5, "Elm": 2e5}, stakes={}, stake=0.0, levels={"hhi": 6800.0},
    people={("Oak", "p1"): Person("Oak", "p1", "Ann Ray", "positive", "")},
)  # fmt: skip


def titled(before: Snapshot | None, now: Snapshot, lang: str = "en") -> str:
    book, now = BOOKS["three"], replace(now, as_of=date(2026, 10, 31))
    ctx = Context(book, Say(lang), book.years[-3:], now.as_of, "b.xlsx", before=before, now=now)
    (slide,) = changes.build(ctx)
    assert faults(slide) == []
    return title(slide).translate(PLAIN)


FELL = replace(BASE, tiers={"Oak": "B", "Elm": "B"})
MOVED = replace(BASE, mrr_of={"Oak": 40e3, "Elm": 25e3})
TITLES: Sequence[tuple[Snapshot | None, Snapshot, str]] = (
    (BASE, BASE, "Nothing changed since 31 Jul 2026"),
    (None, BASE, "First review: the baseline for the next one"),
    (BASE, FELL, "One account changed tier since 31 Jul 2026"),
    (BASE, replace(FELL, mrr_of=MOVED.mrr_of),
     "One account changed tier and $15k of MRR moved since 31 Jul 2026"),
    (BASE, replace(MOVED, tiers={"Oak": "C", "Elm": "A"}),
     "2 accounts changed tier and $15k of MRR moved since 31 Jul 2026"),
    (BASE, MOVED, "No account changed tier, but $15k of MRR moved since 31 Jul 2026"),
    (replace(BASE, tiers=None), MOVED, "$15k of MRR moved since 31 Jul 2026"),
    (BASE, replace(BASE, names=("Oak", "Fir"), mrr_of=BASE.mrr_of),
     "1 accounts came and 1 left since 31 Jul 2026"),
    (BASE, replace(BASE, stakes={"Oak": 5e3}), "One change since 31 Jul 2026, none of them in tiers or MRR"),
    (BASE, replace(BASE, revenue=2e6), "No account moved since 31 Jul 2026; one key figure did"),
    (replace(BASE, as_of=None), BASE, "Nothing changed since the last review"),
)  # fmt: skip


@pytest.mark.parametrize(("before", "now", "wanted"), TITLES, ids=[case[2] for case in TITLES])
def test_titles(before: Snapshot | None, now: Snapshot, wanted: str) -> None:
    assert titled(before, now) == wanted.replace("1 accounts came and 1 left", "1 account came and 1 left")
    assert titled(before, now, "fr")


def facts(before: Snapshot, now: Snapshot) -> dict[str, str]:
    book = BOOKS["three"]
    slide = changes.build(Context(book, Say(), book.years[-3:], None, "b.xlsx", before=before, now=now))[0]
    found = {key.partition("/fact:")[2]: text for key, text in texts(slide).items() if "/fact:" in key}
    return {key: text.translate(PLAIN).replace("\n", " ") for key, text in found.items()}


def test_facts_say_which_way_figures_went() -> None:
    def relation(word: str) -> Snapshot:
        return replace(BASE, people={("Oak", "p1"): Person("Oak", "p1", "Ann Ray", word, "")})

    def owed(**stakes: float) -> Snapshot:
        return replace(BASE, stakes=stakes, stake=sum(stakes.values()))

    more, even = (replace(BASE, mrr_of={"Oak": 50e3 + n, "Elm": 25e3}) for n in (0.0, -5e3))
    assert "more MRR since the last review; Elm brings $5.0k of the gains." in facts(BASE, more)["net"]
    assert "less MRR since the last review; Elm alone loses $5.0k." in facts(more, BASE)["net"]
    assert "of MRR moved, gains and losses level out." in facts(BASE, even)["net"]
    assert "$5.0k MRR at risk, $5.0k more: Oak entered the queue." in facts(BASE, owed(Oak=5e3))["risk"]
    assert "$0 MRR at risk, $5.0k less: Oak left the queue." in facts(owed(Oak=5e3), BASE)["risk"]
    assert "MRR at risk, −$2.0k since the last review." in facts(owed(Oak=5e3), owed(Oak=3e3))["risk"]
    crossed = replace(BASE, tiers={"Oak": "B", "Elm": "A"})
    assert "2 of 2 accounts changed tier: 1 up, 1 down." in facts(BASE, crossed)["tiers"]
    assert "1 of 2 account moved down a tier: Oak." in facts(BASE, FELL)["tiers"]
    assert "1 of 2 account moved up a tier: Oak." in facts(FELL, BASE)["tiers"]
    assert "1 relationship cooled: Ann Ray." in facts(BASE, relation("neutral"))["people"]
    assert "1 relationship warmed: Ann Ray." in facts(relation("neutral"), BASE)["people"]


def test_next_steps_follow_the_gravest_change() -> None:
    def step(now: Snapshot) -> str:
        there = tuple(Account(account=name) for name in ("Oak", "Elm"))
        book = replace(BOOKS["three"], accounts=there)
        ctx = Context(book, Say(), book.years[-3:], None, "b.xlsx", before=BASE, now=now)
        return texts(changes.build(ctx)[0])["changes/next"].partition("\n")[2]

    cold = {("Oak", "p1"): Person("Oak", "p1", "Ann Ray", "negative", "")}
    assert step(replace(BASE, stakes={"Oak": 5e3})).startswith("Put Oak first")
    assert step(replace(BASE, mrr_of={"Oak": 50e3, "Elm": 0.0})).startswith("Ask why Elm left")
    assert step(MOVED).startswith("Ask Oak why it pays $10k less")
    assert step(replace(BASE, people=cold)).startswith("Win back Ann Ray at Oak")
    assert step(FELL).startswith("Plan how Oak returns to tier A")
    assert step(BASE).startswith("Keep the plan")


# ------------------------------------------------------------------ few, many, less known


EVERY = BOOKS | SUBSCRIPTIONS


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", EVERY)
def test_any_book_against_a_shaken_one(name: str, lang: str) -> None:
    """Every third account without revenue before, the others in another order of size."""
    book = EVERY[name]
    shaken = tuple(
        replace(row, revenue=(row.revenue or 0.0) * (0.4 + (n * 7 % 5) / 2))
        for n, row in enumerate(book.revenue)
        if n % 9
    )
    people = tuple(
        replace(row, relationship="positive", role="user", name=f"{row.name} of before")
        for row in book.stakeholders[1:]
    )
    risk = book.risk[1:]
    before = replace(
        book,
        accounts=book.accounts[: max(1, len(book.accounts) - 2)],
        revenue=shaken,
        stakeholders=people,
        risk=risk,
        mrr=tuple(replace(row, mrr=row.mrr * 0.8) for row in book.mrr),
    )
    pairs: tuple[tuple[Book, Book | None], ...] = (
        (book, before), (before, book), (book, book), (book, None),
    )  # fmt: skip
    for now, then in pairs:
        slide = slide_of(now, then, lang)
        assert faults(slide) == []
        assert len(keys(slide, "moves")) <= 17


def test_many_moves_show_every_kind_and_count_the_rest() -> None:
    names = tuple(f"Account {n:03d} Regional Hospital and Outpatient Trust of the North" for n in range(300))
    before = replace(BASE, names=names, tiers=dict.fromkeys(names, "A"), stakes={}, mrr_of={}, mrr=None)
    now = replace(
        before, tiers=dict.fromkeys(names, "C"), stakes=dict.fromkeys(names[:40], 1e3), names=names[:-3]
    )
    book = BOOKS["three"]
    (slide,) = changes.build(Context(book, Say(), book.years[-3:], before=before, now=now))
    assert faults(slide) == []
    shown = keys(slide, "moves")
    assert {key.partition(":")[0] for key in shown} == {"tier", "risk", "gone", "more"}
    assert cells(slide, "moves")[-1] == [f"and {300 + 40 + 3 - (len(shown) - 1)} more"]
    assert "Account 299" in slide.notes or "Not on the slide" in slide.notes


def test_another_currency_and_an_old_deck_are_told_in_the_notes() -> None:
    old = snapshot({**figures_of(in_july(story())), "currency": "EUR"})
    slide = slide_of(story(), old)
    assert "Amounts are in EUR there and in USD here" in slide.notes
    assert not any(isinstance(e, Chart) for e in slide.elements)
    assert faults(slide) == []
    knew_less = {name: value for name, value in figures_of(in_july(story())).items() if name != "mrr_of"}
    assert "Not known on both sides" in slide_of(story(), snapshot(knew_less)).notes


def test_every_group_and_table_has_a_text() -> None:
    slide = slide_of(story(), in_july(story()))
    for element in slide.elements:
        if isinstance(element, Group | Table | Chart):
            assert len(element.alt) > 10


# ------------------------------------------------------------------ the deck it stands in


def test_the_slide_stands_after_the_summary_and_both_compare_with_the_same_deck() -> None:
    basis = {**figures_of(in_july(story())), "source": "Q3", BASIS: True}
    spec = compose(story(), (), Choice(since="Q3"), Say("en"), (basis,)).spec
    assert [slide.key for slide in spec.slides[:3]] == ["cover", "summary", "changes"]
    assert texts(spec.slides[1])["summary/since"].endswith("Q3, 31 Jul 2026")
    assert texts(spec.slides[1])["summary/figure:at_risk"] == "$370k → $878k"


def test_without_a_chosen_basis_there_is_no_such_slide() -> None:
    composition = compose(story(), (), Choice(), Say("en"))
    assert "changes" not in {slide.key for slide in composition.spec.slides}
    assert composition.left_out == ()


def test_the_basis_wins_over_later_runs() -> None:
    basis = {**figures_of(in_july(story())), BASIS: True}
    later = {**figures_of(story()), "as_of": "2026-09-30"}
    ctx = Context(story(), Say(), story().years[-3:], story().settings.as_of)
    found = find_earlier(ctx, figures_of(story()), (later, basis))
    assert found is not None
    assert found.as_of == JULY


# ------------------------------------------------------------------ own indicators


def kept(name: str, value: float, unit: str | None = "share", **rest: Any) -> Kept:
    given = {"account": "", "is_lower": False, "kind": "quarter", "last": "2026-09-30", **rest}
    return Kept(name=name, value=value, unit=unit, **given)


THEN = (
    kept("Adoption", 0.62, last="2026-06-30"),
    kept("Answer", 7.0, "days", is_lower=True),
    kept("Visits", 12.0, None),
    kept("Spend", 1e6, "money"),
    kept("Adoption", 0.5, account="Larkmoor"),
)
NOW = (
    kept("adoption", 0.585),
    kept("Answer", 5.0, "days", is_lower=True),
    kept("Visits", 40.0, None, kind="year"),
    kept("Spend", 1e6, "share"),
    kept("Adoption", 0.55, account="Larkmoor"),
)


def known(ones: Sequence[Kept]) -> dict[tuple[str, str], Kept]:
    return {(one.name, one.account): one for one in ones}


def with_kpis(book: Book, lang: str = "en") -> SlideSpec:
    """The story's slide where both decks knew own indicators."""
    say, now = Say(lang, "USD"), snapshot(figures_of(book))
    before = snapshot({**figures_of(in_july(book)), "source": "Q3"})
    then, now = replace(before, kpis=known(THEN)), replace(now, kpis=known(NOW))
    ctx = Context(book, say, book.years[-3:], book.settings.as_of, FILES[lang], before=then, now=now)
    (slide,) = changes.build(ctx)
    return slide


def test_own_indicators_that_moved_stand_beside_ours() -> None:
    slide = with_kpis(replace(story(), mrr=()))  # without a bridge there is room for all
    assert cells(slide, "figures")[-3:] == [
        ["", "adoption", "62.0% → 58.5%"],
        ["", "Answer", "7 days → 5 days"],
        ["", "Adoption, Larkmoor", "50% → 55%"],
    ]  # fmt: skip
    (marks,) = (e for e in slide.elements if isinstance(e, Group) and e.key == "changes/figures_marks")
    signs = [child for child in marks.children if isinstance(child, Shape) and "kpi:" in child.key]
    assert {sign.key.partition("kpi:")[2]: (sign.fill, sign.flip_v) for sign in signs} == {
        "adoption|": ("risk", True), "Answer|": ("good", True), "Adoption|Larkmoor": ("good", False),
    }  # fmt: skip
    assert "adoption 62.0% → 58.5% (to 30 Jun 2026 and to 30 Sep 2026)" in slide.notes
    assert "Visits" not in slide.notes  # a year against a quarter
    assert "Spend" not in slide.notes  # another unit
    assert faults(slide) == []


def test_own_indicators_have_room_beside_a_bridge() -> None:
    for lang in ("en", "fr"):
        slide = with_kpis(story(lang), lang)
        shown = keys(slide, "figures")
        assert any(key.startswith("kpi:") for key in shown)
        assert not shown[0].startswith("kpi:")
        assert faults(slide) == []


def test_own_indicators_alone_are_a_title() -> None:
    then, now = replace(BASE, kpis=known(THEN)), replace(BASE, kpis=known(NOW))
    wanted = "No account moved since 31 Jul 2026; 3 key figures did"
    assert titled(then, now).replace("\u00a0", " ") == wanted
