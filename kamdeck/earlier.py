"""The earlier deck that a deck is compared with: a run that it remembers, or the workbook's own sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import fsum

from kamdeck.analysis.comparison import Snapshot
from kamdeck.figures import NAMES, NO_TIER, Figures
from kamdeck.views import Context
from kamdeck.workbook.rows import Previous


def find_earlier(context: Context, figures: Figures, runs: Sequence[Figures]) -> Snapshot | None:
    """The newest deck before this one; None where there is none.

    `figures` are those of the present run, `runs` those that the deck remembers, oldest first. With an as-of
    date the newest earlier one counts, of a run or of the sheet; without, the newest run with other figures:
    so a second refresh of the same workbook compares with the same deck.
    """
    run = _run_before(context.as_of, figures, runs)
    entered = _entered(context)
    if run is None or entered is None:
        return run or entered
    if context.as_of is None or run.as_of is None or run.as_of >= (entered.as_of or date.min):
        return run
    return entered


def _run_before(as_of: date | None, figures: Figures, runs: Sequence[Figures]) -> Snapshot | None:
    if as_of is None:
        others = [run for run in runs if _differs(run, figures)]
        return snapshot(others[-1]) if others else None
    dated = [(day, place) for place, run in enumerate(runs) if (day := _day(run)) is not None and day < as_of]
    return snapshot(runs[max(dated)[1]]) if dated else None


def _differs(run: Figures, figures: Figures) -> bool:
    """True when a figure that both runs have is another one."""
    return any(run[name] != value for name, value in figures.items() if name in run)


def _day(figures: Figures) -> date | None:
    try:
        return date.fromisoformat(str(figures.get("as_of")))
    except ValueError:
        return None


def snapshot(figures: Figures) -> Snapshot:
    """What a remembered run knew; a figure that cannot be read counts as unknown."""
    names = figures.get(NAMES)
    known = [str(name) for name in names] if isinstance(names, list) else []
    letters = figures.get("tier_of")
    stakes = _stakes(figures.get("at_risk"), known)
    year = figures.get("year")
    return Snapshot(
        as_of=_day(figures),
        currency=str(figures.get("currency") or ""),
        year=year if isinstance(year, int) else None,
        accounts=len(known) or None,
        revenue=_number(figures.get("revenue")),
        mrr=_number(figures.get("mrr")),
        csat=_number(figures.get("csat")),
        stakes=stakes,
        stake=None if stakes is None else fsum(stakes.values()),
        tiers=_tiers(letters, known) if isinstance(letters, str) else None,
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _tiers(letters: str, names: Sequence[str]) -> dict[str, str]:
    return {name: letter for name, letter in zip(names, letters, strict=False) if letter != NO_TIER}


def _stakes(rows: object, names: Sequence[str]) -> dict[str, float] | None:
    """The at-risk queue by account; accounts that the workbook did not list stand there by name."""
    if not isinstance(rows, list):
        return None
    found: dict[str, float] = {}
    for row in rows:
        if not isinstance(row, list) or len(row) != 2 or _number(row[1]) is None:
            continue
        place = row[0]
        if not isinstance(place, int):
            found[str(place)] = float(row[1])
        elif 0 <= place < len(names):
            found[names[place]] = float(row[1])
    return found


# ------------------------------------------------------------------ the workbook's own sheet


def _entered(context: Context) -> Snapshot | None:
    """The newest deck of the sheet that is before the as-of date."""
    rows = [row for row in context.book.previous if context.as_of is None or row.as_of < context.as_of]
    if not rows:
        return None
    newest = max(row.as_of for row in rows)
    rows = [row for row in rows if row.as_of == newest]
    by_figure = {name: [row for row in rows if row.figure == name] for name in dict.fromkeys(_FIGURES)}
    stakes = {
        row.account: row.value for row in by_figure["mrr_at_risk"] if row.account and row.value is not None
    }
    tiers = {row.account: row.text for row in by_figure["tier"] if row.account and row.text}
    settings = context.book.settings
    return Snapshot(
        name=next((row.deck for row in rows if row.deck), None) or settings.previous_deck or "",
        as_of=newest,
        currency=settings.currency,
        year=context.years[-1] if context.years else None,
        revenue=_sum(by_figure["revenue"]),
        mrr=_sum(by_figure["mrr"]),
        stakes=stakes or None,
        stake=_sum(by_figure["mrr_at_risk"]),
        tiers=tiers or None,
    )


_FIGURES = ("mrr_at_risk", "tier", "revenue", "mrr")


def _sum(rows: Sequence[Previous]) -> float | None:
    """The figure as a whole: the row without an account, else the accounts' sum; None without values."""
    whole = [row.value for row in rows if row.account is None and row.value is not None]
    values = whole or [row.value for row in rows if row.value is not None]
    return fsum(values) if values else None
