"""The division map: the story's figures in both languages, every title, few and many divisions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import Group, Shape, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.divisions import view as divisions
from kamdeck.workbook.columns import CUSTOMER
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Division, Offer, Product, Settings
from tests.frames import ROOMS
from tests.view_checks import PLAIN, boxes_of, connectors, faults, flat, meets, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
KEY = "divisions:Mount Sinai"


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


GAP = -1.0


def made(
    rows: Mapping[str, tuple[str | None, float | None, float | None]], *, lang: str = "en", products: int = 1
) -> Context:
    """A context of one account: per division its region, what is in use and what is open (in $k, GAP where
    the cell has no value)."""
    names = [f"Product number {i}" for i in range(products)]
    offers = [
        Offer(account="Oak", division=name, product=product, state=state,
              value=None if value == GAP else value * 1e3)
        for name, (_, used, still) in rows.items()
        for product, state, value in (("Used", "in use", used), ("New", "white space", still))
        if value is not None
    ]  # fmt: skip
    offers += [
        Offer(account="Oak", division=name, product=product, state="proposed", value=0.0)
        for name in rows
        for product in names[2:]
    ]
    book = Book(
        settings=Settings(),
        accounts=(Account(account="Oak"),),
        divisions=tuple(
            Division(
                account="Oak",
                division=name,
                region=region,
                head="A. Rather-Long Headname",
                head_title="Executive President",
                our_lead="B. Lead",
            )
            for name, (region, _, _) in rows.items()
        ),
        products=(Product(product="Used"), Product(product="New")),
        whitespace=tuple(offers),
        titles=(("divisions", "Divisions"), ("whitespace", "White space")),
    )
    return Context(book, Say(lang), (2026,), date(2026, 10, 31), "book.xlsx")


def sound(slide: SlideSpec) -> None:
    """No fault, unique boxes that do not meet, every connector glued to a shape of the slide."""
    assert faults(slide) == []
    keys = {e.key for e in flat(slide)}
    for line in connectors(slide):
        for end in (line.start, line.end):
            assert end is None or end.key in keys
    boxes = list(boxes_of(slide, "/box").items())
    for i, (key, box) in enumerate(boxes):
        assert not [other for other, place in boxes[i + 1 :] if meets(box, place)], key
    legend = next((e for e in slide.elements if isinstance(e, Group) and e.key.endswith("/legend")), None)
    if legend:
        assert not [key for key, box in boxes if meets(box, legend.box)]
        assert legend.box.y + legend.box.h < 6_858_000 * 7.1 / 7.5


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    ctx = story(lang)
    (slide,) = divisions.build(ctx)
    assert slide.key == KEY
    sound(slide)
    english = {d.at: d.division for d in story("en").book.divisions}
    found = texts(slide)
    for row in ctx.book.divisions:
        used, potential = FIGURES[f"in use and potential: {english[row.at]}"]["value"]
        card = f"{KEY}/card:{row.division}"
        amounts = [ctx.say.money(v, 2, unit="M").translate(PLAIN) for v in (used, potential)]
        assert found[f"{card}/sum"].startswith(amounts[0])
        assert found[f"{card}/sum"].endswith(amounts[1])
        assert found[f"{card}/share"] == ctx.say.percent(used / potential).translate(PLAIN)
    assert ("$8.6M of $14.9M" if lang == "en" else "8,6 M$ sur 14,9 M$") in found[f"{KEY}/root/sum"]
    assert "Divisions!A5:A13" in slide.notes


def test_the_storys_title() -> None:
    (english,), (french,) = (divisions.build(story(lang)) for lang in ("en", "fr"))
    assert title(english) == FIGURES["title: divisions"]["value"]
    assert title(french) == (
        "Mount Sinai achète 58 % de son potentiel : "
        "Saltmeadow et l’hôpital principal pèsent 2,7 M$ sur 6,3 M$ encore ouverts"
    )


def test_chips_say_what_is_in_use_and_the_two_largest_are_framed() -> None:
    (slide,) = divisions.build(story("en"))
    shapes = {e.key: e for e in flat(slide) if isinstance(e, Shape)}
    card = f"{KEY}/card:Corporate IT"
    assert {key for key in shapes if key.startswith(f"{card}/chip:")} == {
        f"{card}/chip:Azure platform",
        f"{card}/chip:Security",
    }
    assert shapes[f"{card}/chip:Security"].fill == "ink"
    assert shapes[f"{KEY}/card:Queens/chip:Security"].fill == "paper"
    framed = {
        key.split(":")[2].split("/")[0]
        for key, shape in shapes.items()
        if "/card:" in key and shape.line and shape.line.color == "accent"
    }
    assert framed == {"Saltmeadow", "The Mount Sinai Hospital"}
    bar, filled = (shapes[f"{KEY}/card:Queens/{name}"].box for name in ("bar", "used_bar"))
    assert filled.w / bar.w == pytest.approx(550 / 1140, abs=1e-4)


# ------------------------------------------------------------------ titles

Rows = Mapping[str, tuple[str | None, float | None, float | None]]
TITLES: dict[str, tuple[Rows, str, str]] = {
    "alone": (
        {"A": ("N", 600, 300), "B": ("S", 10, 90)},
        "Oak buys 61% of what it could: A alone holds $300k of the $390k still open",
        "Oak achète 61 % de son potentiel : A concentre 300 k$ sur 390 k$ encore ouverts",
    ),
    "only": (
        {"A": ("N", 600, 300), "B": ("S", 10, 0)},
        "Oak buys 67% of what it could: all $300k still open are at A",
        "Oak achète 67 % de son potentiel : les 300 k$ encore ouverts sont tous chez A",
    ),
    "defend": (
        {"A": ("N", 950, 40), "B": ("S", 10, 10)},
        "Oak buys 95% of what it could: defend it, only $50k is open",
        "Oak achète 95 % de son potentiel : à défendre, seuls 50 k$ restent ouverts",
    ),
    "all": (
        {"A": ("N", 950, 0), "B": ("S", 50, 0)},
        "Oak buys all that it could: $1.0M, nothing is open",
        "Oak achète tout ce qu’il pourrait : 1,0 M$, rien d’ouvert",
    ),
    "both": (
        {"A": ("N", 600, 100), "B": ("S", 10, 100), "C": ("S", 10, 0)},
        "Oak buys 76% of what it could: all $200k still open are at A and B",
        "Oak achète 76 % de son potentiel : les 200 k$ encore ouverts sont tous chez A et B",
    ),
    "two of many": (
        {"A": ("N", 600, 100), "B": ("S", 10, 100), "C": ("S", 10, 50)},
        "Oak buys 71% of what it could: A and B hold $200k of the $250k still open",
        "Oak achète 71 % de son potentiel : A et B pèsent 200 k$ sur 250 k$ encore ouverts",
    ),
    "nearly all": (
        {"A": ("N", 9990, 1), "B": ("S", 9, 0)},
        "Oak buys >99% of what it could: defend it, only $1.0k is open",
        "Oak achète >99 % de son potentiel : à défendre, seuls 1,0 k$ restent ouverts",
    ),
    "an open cell without a value": (
        {"A": ("N", 600, 300), "B": ("S", 100, GAP)},
        "Oak buys at most 70% of what it could: $300k and more are still open",
        "Oak achète au plus 70 % de son potentiel : 300 k$ au moins restent ouverts",
    ),
    "a cell in use without a value": (
        {"A": ("N", GAP, 300), "B": ("S", 100, 50)},
        "Oak has $350k or more still open; not all that it buys is known",
        "Oak a au moins 350 k$ encore ouverts ; ses achats ne sont pas tous connus",
    ),
    "no value in use": (
        {"A": ("N", GAP, 0)},
        "Oak buys all that it could: nothing is open",
        "Oak achète tout ce qu’il pourrait : rien d’ouvert",
    ),
    "nothing known": (
        {"A": ("N", None, None), "B": (None, None, None)},
        "2 divisions of Oak in 1 region: what they could buy is not known yet",
        "2 divisions d’Oak dans 1 région : potentiel encore inconnu",
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_titles(case: str) -> None:
    rows, english, french = TITLES[case]
    for lang, expected in (("en", english), ("fr", french)):
        (slide,) = divisions.build(made(rows, lang=lang))
        assert title(slide).translate(PLAIN) == expected
        sound(slide)


def test_the_account_itself_reads_what_it_uses() -> None:
    none: Rows = {"A": ("N", None, 300), "B": ("S", None, 90)}
    for rows, wanted in (
        (TITLES["alone"][0], "Oak: 2 products, 2 times in use across 2 divisions"),
        (none, "Oak: 2 divisions in 2 regions"),
    ):
        (slide,) = divisions.build(replace(made(rows), edition=CUSTOMER))
        assert title(slide) == wanted
        sound(slide)


def test_revenue_without_potentials() -> None:
    ctx = made({"A": ("N", 600, None), "B": ("S", None, None)})
    unknown = Offer(account="Oak", division="B", product="New", state="white space")
    book = Book(
        accounts=ctx.book.accounts,
        divisions=ctx.book.divisions,
        whitespace=(*ctx.book.whitespace, unknown),
    )
    (slide,) = divisions.build(Context(book, Say("en"), (2026,), None, "book.xlsx"))
    assert title(slide) == "2 divisions of Oak in 2 regions buy $600k; potential is known for 1 of them"
    found = texts(slide)
    assert found["divisions:Oak/card:B/open"] == "potential not known"
    assert "divisions:Oak/card:B/share" not in found


def test_only_the_wanted_account() -> None:
    ctx = story("en")
    wanted = Context(ctx.book, ctx.say, ctx.years, ctx.as_of, ctx.source, account="Brightmere")
    assert divisions.build(wanted) == ()
    assert divisions.build(Context(Book(), Say("en"), (), None, "")) == ()


# ------------------------------------------------------------------ few and many


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("products", [1, 14])
@pytest.mark.parametrize(
    ("regions", "each"),
    [
        (1, 1),
        (1, 7),
        (1, 12),
        (1, 60),
        (2, 2),
        (2, 9),
        (3, 3),
        (3, 5),
        (4, 6),
        (4, 8),
        (6, 3),
        (6, 20),
        (9, 2),
    ],
)
def test_few_and_many(regions: int, each: int, products: int, lang: str) -> None:
    rows: dict[str, tuple[str | None, float | None, float | None]] = {
        f"A division whose name is about sixty characters long {r:>2}.{i:>3}": (
            f"A region with a rather long name {r}",
            100.0 * i,
            50.0 * r + 10,
        )
        for r in range(regions)
        for i in range(each)
    }
    slides = divisions.build(made(rows, lang=lang, products=products))
    for slide in slides:
        sound(slide)
    assert len({title(slide) for slide in slides}) == len(slides)
    cards = {e.key for e in slides[0].elements if isinstance(e, Group) and "/card:" in e.key}
    listed = {row.key for s in slides[1:] for e in s.elements if isinstance(e, Table) for row in e.rows}
    shown = {key.partition("/card:")[2] for key in cards} | listed
    assert set(rows) <= shown
    assert bool(listed) == (len(cards) < len(rows))
    assert len({key for key in boxes_of(slides[0], "/box") if "/region:" in key}) == min(regions, 6)


# ------------------------------------------------------------------ other rooms


@pytest.mark.parametrize(
    ("room", "has_people", "has_products"),
    [("", True, True), ("16:9, right", False, True), ("4:3, strip", False, True), ("4:3, art", False, False)],
)
def test_cards_lose_people_before_products(room: str, has_people: bool, has_products: bool) -> None:
    ctx = story("en")
    slide = divisions.build(replace(ctx, frame=ROOMS.get(room, ctx.frame)))[0]
    parts = {e.key.rpartition("/")[2].partition(":")[0] for e in flat(slide) if "/card:" in e.key}
    assert {"name", "share", "sum"} <= parts
    assert ("head" in parts) is has_people
    assert ("chip" in parts) is has_products


def test_a_narrow_map_joins_its_smallest_regions_and_keeps_every_division() -> None:
    ctx = story("en")
    wide, narrow = (divisions.build(replace(ctx, frame=f))[0] for f in (ctx.frame, ROOMS["upright"]))
    regions = [
        e.key.rpartition(":")[2] for e in narrow.elements if isinstance(e, Group) and "/region:" in e.key
    ]
    assert len(regions) == 3
    assert regions[-1] == "Other regions"

    def cards(slide: SlideSpec) -> set[str]:
        return {e.key for e in slide.elements if isinstance(e, Group) and "/card:" in e.key}

    assert cards(narrow) == cards(wide)


def test_products_keep_their_names_where_six_stand_side_by_side() -> None:
    book, _ = read_book(Path(__file__).parents[2] / "sample_workbooks" / "pumps.xlsx")
    ctx = Context(book, Say("en", "GBP"), book.years, book.settings.as_of, "pumps.xlsx")
    (slide,) = divisions.build(ctx)
    chips = [e for e in flat(slide) if isinstance(e, Shape) and "/chip:" in e.key]
    assert len(chips) > 15
    words = {chip.key.partition("/chip:")[2]: chip.paras[0].runs[0].text for chip in chips}
    assert words["Process pumps"] == "Pumps"
    assert words["Condition monitoring"].startswith("Monit")
    assert faults(slide) == []
