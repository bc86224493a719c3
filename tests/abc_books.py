"""Books for the tests of the ABC views: the story's revenue, and small ones made by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kamdeck.deck.spec import Element, Group, Shape, SlideSpec, Table, Text
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views import View
from kamdeck.workbook.rows import Account, Book, Revenue, Settings

# account, short name, revenue of 2024, 2025 and 2026 in thousands (illustrative)
STORY: tuple[tuple[str, str, int, int, int], ...] = (
    ("Mount Sinai", "Mount Sinai", 4100, 6200, 8600),
    ("Larkmoor", "Larkmoor", 6900, 7400, 7900),
    ("Aldbury Clinic", "Aldbury Clinic", 6600, 6400, 6100),
    ("Ravensford Clinic", "Ravensford Cl.", 3800, 4600, 5200),
    ("Meridale Alliance", "Meridale All.", 2900, 3100, 3400),
    ("Quillmore General", "Quillmore General", 2400, 2300, 2100),
    ("Westerby HC", "Westerby HC", 900, 1200, 1500),
    ("Brightmere", "Brightmere", 1600, 1400, 1200),
    ("Tarrow", "Tarrow", 900, 950, 950),
    ("Delmarsh", "Delmarsh", 500, 700, 800),
    ("Ocotilla", "Ocotilla", 600, 660, 700),
    ("Wexlinger", "Wexlinger", 800, 700, 620),
    ("Highsaddle", "Highsaddle", 500, 520, 550),
    ("Landry & Pike", "Landry & Pike", 300, 420, 500),
    ("Gulfmere Methodist", "Gulfmere M.", 400, 430, 440),
    ("Amberlo", "Amberlo", 450, 420, 400),
    ("Thornby Health", "Thornby", 300, 330, 360),
    ("Triweald MC", "Triweald MC", 500, 400, 330),
    ("Corvane", "Corvane", 250, 280, 300),
    ("Pembrough", "Pembrough", 300, 280, 260),
    ("Marisolde", "Marisolde", 200, 210, 220),
    ("Nettlefield Medicine", "Nettlefield", 250, 200, 180),
    ("Quinnett NH", "Quinnett NH", 100, 130, 150),
    ("Ardenova", "Ardenova", 50, 90, 120),
)
TITLES = {
    "en": (("accounts", "Accounts"), ("revenue", "Revenue")),
    "fr": (("accounts", "Comptes"), ("revenue", "Chiffre d’affaires")),
}
LETTERS = "BCDEFGHIJKLM"


def book(
    table: Mapping[str, Mapping[int, float]],
    lang: str = "en",
    short: Mapping[str, str] | None = None,
    **settings: Any,
) -> Book:
    """A book of accounts and their revenue by year, one column a year."""
    years = sorted({year for by_year in table.values() for year in by_year})
    accounts = tuple(
        Account(account=name, short_name=(short or {}).get(name), at=f"Accounts!A{n}")
        for n, name in enumerate(table, 2)
    )
    revenue = tuple(
        Revenue(account=name, year=year, revenue=value, at=f"Revenue!{LETTERS[years.index(year)]}{n}")
        for n, (name, by_year) in enumerate(table.items(), 2)
        for year, value in by_year.items()
    )
    given: dict[str, Any] = {"disclaimer": "Illustrative figures.", **settings}
    return Book(settings=Settings(**given), accounts=accounts, revenue=revenue, titles=TITLES[lang])


def context(
    table: Mapping[str, Mapping[int, float]], years: Sequence[int], lang: str = "en", **settings: Any
) -> Context:
    """What a view is given for a book made of `table`."""
    made = book(table, lang, **settings)
    return Context(made, Say(lang), tuple(years), date(2026, 10, 31), "health_cloud.xlsx")


def with_status(ctx: Context, account: str, status: str | None) -> Context:
    """The context with the status of one account on Accounts."""
    rows = (replace(row, status=status) if row.account == account else row for row in ctx.book.accounts)
    return replace(ctx, book=replace(ctx.book, accounts=tuple(rows)))


def story(lang: str = "en", years: Sequence[int] = (2024, 2025, 2026)) -> Context:
    """The story's revenue, with its short names."""
    table = {name: {2024: a * 1e3, 2025: b * 1e3, 2026: c * 1e3} for name, _, a, b, c in STORY}
    made = book(table, lang, {row[0]: row[1] for row in STORY})
    return Context(made, Say(lang), tuple(years), date(2026, 10, 31), "health_cloud.xlsx")


def many(count: int, years: Sequence[int] = (2024, 2025, 2026), tail: str = "", lang: str = "en") -> Context:
    """`count` accounts of falling size whose revenue moves up and down."""
    table = {
        f"Account {n:03d}{tail}": {
            year: float(round(40e6 / (n + 2) ** 1.3 * (1 + 0.07 * ((n * 7 + year * 3) % 5 - 1.5)), -3))
            for year in years
        }
        for n in range(count)
    }
    return context(table, years, lang)


# ------------------------------------------------------------------ reading a slide


def one(view: View, ctx: Context) -> SlideSpec:
    """The view's only slide."""
    (slide,) = view.build(ctx)
    return slide


def texts(slide: SlideSpec) -> dict[str, str]:
    """The text of every text box, placeholder and shape by key; paragraphs joined by line feeds."""
    found: dict[str, str] = {}
    for element in flat(slide):
        if isinstance(element, Text | Shape):
            found[element.key] = "\n".join(p.text for p in element.paras)
    return found


def flat(slide: SlideSpec) -> Iterator[Element]:
    """All elements, children of groups too."""
    for element in slide.elements:
        yield element
        if isinstance(element, Group):
            yield from element.children


def title(slide: SlideSpec) -> str:
    """The title, its line break undone."""
    return texts(slide)[f"{slide.key}/title"].replace("\v", " ")


def table(slide: SlideSpec, name: str) -> dict[str, tuple[str, ...]]:
    """The cells' texts of a table by row key, covered cells left out."""
    (found,) = (e for e in slide.elements if isinstance(e, Table) and e.key == f"{slide.key}/{name}")
    return {row.key: tuple(c.text for c in row.cells if not c.is_covered) for row in found.rows}


def text_boxes(slide: SlideSpec) -> Iterator[Text]:
    """Text boxes with a box of their own."""
    for element in flat(slide):
        if isinstance(element, Text) and element.box is not None:
            yield element
