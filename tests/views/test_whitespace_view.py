"""The white-space map: the story's figures in both languages, every title, few and many rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import Group, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.text import Say
from kamdeck.views.whitespace import view as whitespace
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Division, Offer, Product, Settings
from tests.view_checks import PLAIN, faults, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
KEY = "whitespace:Mount Sinai"
CODES = {
    "u": "in use",
    "p": "proposed",
    "w": "white space",
    "c": "competitor",
    "-": "not applicable",
}


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def made(
    rows: Mapping[str, str], *, lang: str = "en", products: Iterable[str] = (), more: tuple[Offer, ...] = ()
) -> Context:
    """A context of one account: per division, one word a product such as `u500` (in $k) or `w?`."""
    names = list(products) or [f"Product {i}" for i in range(1, 1 + len(next(iter(rows.values())).split()))]
    offers = tuple(
        Offer(
            account="Oak",
            division=division,
            product=name,
            state=CODES[word[0]],
            value=None if word[1:] in ("", "?") else float(word[1:]) * 1e3,
            at=f"White space!E{n}",
        )
        for n, (division, words) in enumerate(rows.items(), 2)
        for name, word in zip(names, words.split(), strict=True)
    )
    book = Book(
        settings=Settings(),
        accounts=(Account(account="Oak"), Account(account="Elm")),
        divisions=tuple(Division(account="Oak", division=name) for name in rows),
        products=tuple(Product(product=name) for name in names),
        whitespace=(*offers, *more),
        titles=(("whitespace", "White space"),),
    )
    return Context(book, Say(lang), (2026,), date(2026, 10, 31), "book.xlsx")


def one(ctx: Context) -> SlideSpec:
    (slide,) = whitespace.build(ctx)
    return slide


def table(slide: SlideSpec) -> Table:
    return next(e for e in slide.elements if isinstance(e, Table))


def amounts(slide: SlideSpec, row: str) -> list[str]:
    return [c.text for c in next(r for r in table(slide).rows if r.key == row).cells]


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    ctx = story(lang)
    slide = one(ctx)
    assert slide.key == KEY
    assert faults(slide) == []

    def shown(value: float) -> str:
        return ctx.say.number(value / 1000)

    products = [p.product for p in story("en").book.products if p.in_whitespace]
    for place, product in enumerate(products, 1):
        still, used = FIGURES[f"open and in use: {product}"]["value"]
        assert amounts(slide, "open")[place] == shown(still)
        assert amounts(slide, "used")[place] == shown(used)
    assert amounts(slide, "used")[-2] == shown(FIGURES["Mount Sinai in use"]["value"])
    english = {d.at: d.division for d in story("en").book.divisions}
    for division in ctx.book.divisions:
        used, potential = FIGURES[f"in use and potential: {english[division.at]}"]["value"]
        assert amounts(slide, division.division)[-2:] == [shown(used), shown(potential - used)]
    facts = texts(slide)
    assert facts[f"{KEY}/fact:rivals"].startswith(("$1.78M", "1,78 M$"))
    assert facts[f"{KEY}/fact:gap"].startswith(("$2.44M", "2,44 M$"))


def test_the_storys_title() -> None:
    assert title(one(story("en"))) == FIGURES["title: whitespace"]["value"]
    french = title(one(story("fr")))
    assert french == (
        "Archivage d’images, premier gisement : 2,4 M$ sur 6,3 M$ encore ouverts, "
        "et en service dans 1 division sur 8 seulement"
    )


def test_divisions_stand_by_what_is_open_and_the_gap_is_framed() -> None:
    slide = one(story("en"))
    grid = table(slide)
    assert [row.key for row in grid.rows][1:4] == ["Saltmeadow", "The Mount Sinai Hospital", "Brooklyn"]
    (frame,) = (e for e in slide.elements if isinstance(e, Group) and e.follows)
    assert frame.follows == grid.key
    place = [c.key for c in grid.columns].index("product:Imaging archive")
    assert frame.box.x == grid.x + sum(c.width for c in grid.columns[:place])
    assert "White space!E" in slide.notes


# ------------------------------------------------------------------ titles

TITLES = {
    "few": (
        {"North": "w900 u100", "South": "u10 u10"},
        "Product 1 is the only gap: $900k are still open",
        "Product 1, seul gisement : 900 k$ encore ouverts",
    ),
    "nowhere": (
        {"North": "w900 u100", "South": "w10 w10"},
        "Product 1 is the widest gap: $910k of the $920k still open, and in use nowhere yet",
        "Product 1, premier gisement : 910 k$ sur 920 k$ encore ouverts, et encore en service nulle part",
    ),
    "mostly in use": (
        {"A": "w900 w10", "B": "u10 u10", "C": "u10 w10"},
        "Product 1 is the widest gap: $900k of the $920k still open",
        "Product 1, premier gisement : 900 k$ sur 920 k$ encore ouverts",
    ),
    "competitors": (
        {"A": "c900 c10", "B": "u10 w10"},
        "Competitors hold $910k of the $920k still open, most of it Product 1",
        "Les concurrents tiennent 910 k$ sur 920 k$ encore ouverts, surtout en Product 1",
    ),
    "competitors everywhere": (
        {"A": "c10 c10", "B": "u10 w10"},
        "Competitors hold $20k of the $30k still open",
        "Les concurrents tiennent 20 k$ sur 30 k$ encore ouverts",
    ),
    "few in use": (
        {"A": "w900 u10", "B": "u10 w50", "C": "w50 u10"},
        "Product 1 is the widest gap: $950k of the $1.0M still open, and in use in only 1 of 3 divisions",
        "Product 1, premier gisement : 950 k$ sur 1,0 M$ encore ouverts, "
        "et en service dans 1 division sur 3 seulement",
    ),
    "not the only one": (
        {"A": "w900 w?", "B": "u10 u10"},
        "Product 1 is the widest gap: $900k of the $900k still open, and in use in only 1 of 2 divisions",
        "Product 1, premier gisement : 900 k$ sur 900 k$ encore ouverts, "
        "et en service dans 1 division sur 2 seulement",
    ),
    "two level": (
        {"A": "w100 w100 w50", "B": "u10 u10 u10"},
        "Product 1 and Product 2 are the widest gaps: $100k of the $250k still open at each",
        "Product 1 et Product 2, premiers gisements : 100 k$ chacun sur 250 k$ encore ouverts",
    ),
    "all level": (
        {"A": "w100 w100 w100", "B": "u10 u10 u10"},
        "3 products are level as the widest gap: $100k of the $300k still open at each",
        "3 produits à égalité, premiers gisements : 100 k$ chacun sur 300 k$ encore ouverts",
    ),
    "in use without a value": (
        {"A": "u? u10", "B": "u10 -"},
        "Oak uses all that it could: nothing is open",
        "Oak utilise tout ce qu’il pourrait : rien d’ouvert",
    ),
    "all in use": (
        {"A": "u900 u100", "B": "u10 -"},
        "Oak uses all that it could: $1.0M in use, nothing open",
        "Oak utilise tout ce qu’il pourrait : 1,0 M$ en service, rien d’ouvert",
    ),
    "unknown": (
        {"A": "w? p?", "B": "u10 -"},
        "Oak has 2 open cells, none with an estimate yet",
        "Oak a 2 cases ouvertes, toutes sans estimation",
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_titles(case: str) -> None:
    rows, english, french = TITLES[case]
    for lang, expected in (("en", english), ("fr", french)):
        slide = one(made(rows, lang=lang))
        assert title(slide).translate(PLAIN) == expected
        assert faults(slide) == []


# ------------------------------------------------------------------ what is there


def test_a_missing_value_is_a_question_mark_and_said_in_the_notes() -> None:
    slide = one(made({"North": "w? u100", "South": "w10 w10"}))
    assert amounts(slide, "North")[1].endswith("?")
    assert "1 open cell has no value" in slide.notes


def test_a_cell_without_a_row_is_not_applicable() -> None:
    ctx = made({"North": "u900 w100"})
    extra = Offer(account="Oak", division="South", product="Product 1", state="white space", value=5e3)
    book = made({"North": "u900 w100"}, more=(extra,)).book
    slide = one(Context(book, ctx.say, (2026,), None, "book.xlsx"))
    assert amounts(slide, "South")[2] == "–"
    assert any(key.endswith("legend/word:not_applicable") for key in texts(slide))


def test_reasons_and_other_accounts_are_facts() -> None:
    more = (
        Offer(account="Elm", division="X", product="Product 1", state="in use", value=3e5),
        Offer(account="Elm", division="Y", product="Product 1", state="competitor", value=1e5),
        Offer(account="Oak", division="Z", product="Product 2", state="not applicable", reason="own system"),
    )
    ctx = made({"North": "w900 u100", "South": "u100 u10"}, more=more)
    slides = {slide.key: slide for slide in whitespace.build(ctx)}
    assert list(slides) == ["whitespace:Oak", "whitespace:Elm"]
    facts = texts(slides["whitespace:Oak"])
    assert facts["whitespace:Oak/fact:peers"].startswith("75%\n")
    assert "here 10%" in facts["whitespace:Oak/fact:peers"]
    assert "Z, Product 2 (not applicable): own system" in slides["whitespace:Oak"].notes


def test_only_the_wanted_account() -> None:
    ctx = story("en")
    wanted = Context(ctx.book, ctx.say, ctx.years, ctx.as_of, ctx.source, account="Brightmere")
    assert whitespace.build(wanted) == ()
    assert whitespace.build(Context(Book(), Say("en"), (), None, "")) == ()


# ------------------------------------------------------------------ few and many


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("divisions", "products"), [(1, 1), (3, 2), (9, 6), (12, 7), (13, 9), (40, 14)])
def test_few_and_many(divisions: int, products: int, lang: str) -> None:
    words = ["u500", "w1200", "c300", "p80", "-", "w40", "w?"]
    names = [f"A product with quite a long name, number {i}" for i in range(products)]
    rows = {
        f"A division whose name is about sixty characters long no. {i:>3}": " ".join(
            words[(i * 3 + j) % len(words)] for j in range(products)
        )
        for i in range(divisions)
    }
    ctx = made(rows, lang=lang, products=names)
    slide = one(ctx)
    grid = table(slide)
    assert faults(slide) == []
    assert grid.box.y + grid.box.h < 6_858_000 * 6.69 / 7.5
    assert slide.layout == ("rail" if products <= 6 else "wide")
    assert len(grid.rows) == 3 + min(divisions, 12) + (divisions > 12)
    assert len(grid.columns) == 3 + min(products, 9)
    parts = [row.cells[-1].text for row in grid.rows[1:-2]]
    clean = [int("".join(c for c in text if c.isdigit())) for text in parts]
    whole = int("".join(c for c in grid.rows[-1].cells[-1].text if c.isdigit()))
    assert abs(sum(clean) - whole) <= (len(clean) + 1) / 2  # each is rounded for itself
    if divisions > 12:
        assert "division whose name" in slide.notes
