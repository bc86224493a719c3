"""The Settings sheet: one setting a line, its name in one cell and its value in the next."""

from __future__ import annotations

from functools import cache
from typing import Any

from kamdeck.record import replace
from kamdeck.text import entry, languages
from kamdeck.workbook.addresses import a1
from kamdeck.workbook.cells import Cell, Grid
from kamdeck.workbook.columns import Column, sheet_title
from kamdeck.workbook.convert import BAD, BLANK, Converter
from kamdeck.workbook.faults import Faults
from kamdeck.workbook.header_names import Spot
from kamdeck.workbook.rows import Settings
from kamdeck.workbook.wording import fold, nearest, trimmed

_MORE_LABELS = frozenset({"reglage", "name", "nom"})


def settings_titles() -> tuple[str, ...]:
    """What the sheet may be called."""
    return (*(sheet_title("settings", lang) for lang in languages()), "Réglages")


@cache
def _heads() -> tuple[frozenset[str], frozenset[str]]:
    """What the columns of names and of values may be called, folded."""
    labels, values, *_ = zip(*(entry(lang, "guide", "settings_headers") for lang in languages()), strict=True)
    return _MORE_LABELS | {fold(label) for label in labels}, frozenset(map(fold, values))


def read_settings(grid: Grid, lang: str, faults: Faults) -> Settings:
    """The settings; a line that is absent, empty or faulty keeps its default, and a fault is noted."""
    convert = Converter(grid, lang, faults)
    known = _known_names()
    given: dict[str, Any] = {}
    places: dict[str, tuple[int, int]] = {}
    beside = 0  # the column of the values, where a header says it
    for row, cells in grid.rows:
        words = {cell[0]: fold(cell[2]) for cell in cells if cell[1] == "s"}
        labels, values = _heads()
        if not beside and any(word in labels for word in words.values()):
            beside = next((column for column, word in words.items() if word in values), 0)
            if beside:
                continue
        label = next((cell for cell in cells if cell[1] == "s" and trimmed(cell[2])), None)
        value = _value(cells, label, beside)
        if label is None or value is None:
            continue
        fact = known.get(fold(label[2]))
        if fact is None:
            name = trimmed(label[2])
            near = nearest(name, [f.header(lang) for f in Settings.columns])
            faults.add("setting-unknown", grid.title, row, label[0], name, near=near)
            continue
        if fact.name in places:
            faults.add(
                "setting-twice", grid.title, row, label[0], trimmed(label[2]), first=places[fact.name][0]
            )
            continue
        places[fact.name] = (row, value[0])
        seen = convert.value(row, value, Spot(value[0], fact, label[2]))
        if seen is not BLANK and seen is not BAD:
            given[fact.name] = seen
    _check(given, places, grid, faults)
    stand = tuple((name, f"{grid.title}!{a1(*place)}") for name, place in places.items())
    return _scaled(Settings(**given, cells=stand))


def _value(cells: list[Cell], label: Cell | None, beside: int) -> Cell | None:
    if label is None:
        return None
    column = beside or label[0] + 1
    return next((cell for cell in cells if cell[0] == column and cell[0] != label[0]), None)


@cache
def _known_names() -> dict[str, Column]:
    found: dict[str, Column] = {}
    for fact in Settings.columns:
        for name in fact.names:
            found.setdefault(fold(name), fact)
    return found


def _scaled(settings: Settings) -> Settings:
    factor = {"thousands": 1e3, "millions": 1e6}.get(settings.scale)
    if factor is None or settings.screen_min_revenue is None:
        return settings
    return replace(settings, screen_min_revenue=settings.screen_min_revenue * factor)


# Settings that must rise (or not fall) from the first to the second.
_ORDERED = (
    ("tier_a_share", "tier_b_share"),
    ("first_year", "last_year"),
    ("score_min", "score_max"),
    ("kam_rating_c", "kam_rating_b"),
    ("kam_rating_b", "kam_rating_a"),
    ("logins_high", "logins_medium"),
    ("cancellation_medium", "cancellation_high"),
    ("programme_start", "programme_end"),
    ("previous_deck_as_of", "as_of"),
    ("task_next_days", "task_window_days"),
    ("candidate_min_passes", "key_min_passes"),
)
_MAY_BE_EQUAL = frozenset(
    {"last_year", "task_window_days", "key_min_passes", "logins_medium", "cancellation_high"}
)


def _check(given: dict[str, Any], places: dict[str, tuple[int, int]], grid: Grid, faults: Faults) -> None:
    """Limits that stand in the wrong order, and a currency that is none; each at the later cell."""
    facts = {fact.name: fact for fact in Settings.columns}
    merged = {**Settings.defaults, **given}
    for low, high in _ORDERED:
        a, b = merged[low], merged[high]
        if a is None or b is None or a < b or (a == b and high in _MAY_BE_EQUAL):
            continue
        row, column = places.get(high) or places.get(low) or (0, 0)
        faults.add("settings-order", grid.title, row, column, b, low=facts[low], high=facts[high], value=a)
    currency = given.get("currency")
    if currency is not None and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        row, column = places["currency"]
        faults.add("currency", grid.title, row, column, currency)
        given.pop("currency")
