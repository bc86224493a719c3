"""Workbooks in which every cell that an edition withholds holds a mark of its own, and how to find them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

from kamdeck.text import Say
from kamdeck.workbook.columns import CUSTOMER, Column
from kamdeck.workbook.pages import Page, pages
from kamdeck.workbook.rows import Satisfaction, Settings
from kamdeck.workbook.starter import write_workbook
from kamdeck.workbook.story import sample_settings
from tests.view_checks import PLAIN

ACCOUNT = "Mount Sinai"
OWN = {ACCOUNT}
_NUMBERS = re.compile(r"\d[\d.,\u00a0\u202f]*\d|\d")


class Marks:
    """The marks of one workbook; `salt` makes another set of them."""

    def __init__(self, salt: int = 0) -> None:
        self.salt = salt
        self.texts: dict[str, str] = {}
        self.numbers: list[float] = []

    def text(self, value: str) -> str:
        """A word that stands nowhere else, the same for the same text; the account's own name stays."""
        if value in OWN:
            return value
        return self.texts.setdefault(
            value, f"Zq{self.salt}{'bcdfghjklm'[len(self.texts) % 10]}{len(self.texts):04d}w"
        )

    def number(self, value: float, fact: Column) -> float:
        """A figure that stands nowhere else, of the same kind."""
        place = len(self.numbers) + 41 * self.salt
        is_share = fact.kind == "number" and 0 < value <= 1.5  # by the unit of its row
        if is_share or fact.kind == "share" or (fact.high is not None and fact.high <= 1):
            mark = 0.5113 + (place * 37 % 4000) / 10_000 + place / 1e8
        elif fact.kind == "count" or fact.name in _BOUND or fact is _SURVEY:
            return value
        elif fact.name in ("score", "ideal", "minimum", "weight"):
            mark = 1.5137 + place * 0.0731 % 7 + place / 1e8
        else:
            mark = 600_000_000.0 + (place * 7_919 % 390_000) * 1_000 + 137 + place
        self.numbers.append(mark)
        return mark

    def cell(self, value: Any, fact: Column) -> Any:
        """The marked value of a cell."""
        if isinstance(value, str) and fact.kind == "text":
            return self.text(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and fact.kind in _MARKED:
            return self.number(value, fact)
        return value


_MARKED = ("number", "money", "share")
_BOUND = frozenset({"power", "level_now", "level_target", "threshold", "mrr_at_risk"})
_SURVEY = next(fact for fact in Satisfaction.columns if fact.name == "score")
"""Figures that another figure or a scale bounds: a mark in them is a fault."""


def write_marked(
    path: Path, edition: str, marks: Marks, *, lang: str = "en", is_stripped: bool = False
) -> None:
    """The sample story with marks in every cell that `edition` withholds.

    With `is_stripped`, rows that it withholds whole are not there at all.
    """
    made = [_marked(page, edition, marks, is_stripped) for page in pages(lang, sample=True)]
    settings = sample_settings(lang)
    for fact in Settings.columns:
        if edition not in fact.readers and settings.get(fact.name) is not None:
            settings[fact.name] = marks.cell(settings[fact.name], fact)
    write_workbook(path, made, lang, settings)


def _marked(page: Page, edition: str, marks: Marks, is_stripped: bool) -> Page:
    is_hidden = edition not in page.sheet.readers
    over = page.sheet.spread.names if page.sheet.spread else ""
    columns = [
        (marks.text(header) if is_hidden and _is_named(header, fact, over, edition) else header, fact)
        for header, fact in page.columns
    ]
    places = {fact.name: i for i, (_, fact) in enumerate(page.columns)}
    rows = []
    for row in page.rows:
        cells = list(zip(row, page.columns, strict=True))
        if not (is_hidden or (edition == CUSTOMER and _is_closed(page, row, places))):
            rows.append([v if edition in f.readers else marks.cell(v, f) for v, (_, f) in cells])
        elif not is_stripped or not is_hidden:
            rows.append([_whole(marks, v, f, page, edition) for v, (_, f) in cells])
        elif page.sheet.required:
            rows.append(row)
    return Page(page.sheet, page.title, columns, rows)


def _is_named(header: str, fact: Column, over: str, edition: str) -> bool:
    """Whether a header is a name that rows gave it: a criterion, a lever, a member."""
    names = over in ("criteria.criterion", "any") or (over == "team.member" and edition == CUSTOMER)
    return names and header not in (fact.header("en"), fact.header("fr"))


def _is_closed(page: Page, row: list[Any], places: dict[str, int]) -> bool:
    """Whether a row is another account's, or not opened to the customer."""
    if "account" in places and row[places["account"]] not in OWN:
        return True
    doors = [(fact, row[places[fact.name]]) for _, fact in page.columns if fact.opens is not None]
    return any(value not in ("yes", "oui", "in use", "en service") for _, value in doors)


def _whole(marks: Marks, value: Any, fact: Column, page: Page, edition: str) -> Any:
    """A cell of a row that is withheld whole; what refers to a sheet that is shown stays."""
    if fact.refers == "accounts" and edition != CUSTOMER:
        return value
    if fact.refers in ("divisions", "products", "team") and page.sheet.key not in ("influence",):
        return value
    return marks.cell(value, fact)


# ------------------------------------------------------------------ reading a package


def contents(data: bytes, name: str = "") -> Iterator[tuple[str, str]]:
    """Every part of a package as text, those of packages within it too, with entities resolved."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            blob = package.read(part)
            if blob[:2] == b"PK":
                yield from contents(blob, f"{name}{part}!")
            else:
                yield f"{name}{part}", f"{part} {unescape(blob.decode('utf-8', 'replace'))}"


def found(data: bytes, marks: Marks, lang: str = "en") -> set[str]:
    """The marks that a package gives away: words, and figures in full or as a slide would write them."""
    parts = dict(contents(data))
    whole = "\n".join(parts.values())
    shown = "\n".join(_words(text) for text in parts.values())
    numbers = {token.translate(PLAIN) for token in _NUMBERS.findall(shown)}
    words = {mark for mark in marks.texts.values() if mark.casefold() in whole.casefold()}
    return words | {form for mark in marks.numbers for form in _forms(mark, lang) if form in numbers}


def _words(text: str) -> str:
    """What a reader can see or a program reads as data: text between tags, and texts in attributes."""
    inside = re.sub(r"<[^>]*>", " ", text)
    named = re.findall(r'\b(?:descr|title|name)="([^"]*)"', text)
    return " ".join((inside, *named))


def _forms(mark: float, lang: str) -> Iterable[str]:
    """A figure in full, and rounded as slides do where that still says which it is."""
    say = Say(lang)
    yield repr(mark)
    yield repr(mark).removesuffix(".0")
    if mark > 1e6:
        for scaled, places in ((mark, 0), (mark / 1e6, 1), (mark / 1e6, 2), (mark / 1e3, 0)):
            yield say.number(scaled, places).translate(PLAIN)
    elif mark < 1:  # with one decimal another share may well be the same by chance
        yield say.number(mark * 100, 2)
    else:
        yield say.number(mark, 2)
