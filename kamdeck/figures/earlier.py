"""The earlier deck that a deck is compared with: a run that it remembers, or the workbook's own sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kamdeck.analysis.comparison import Kept, Person, Rename, Snapshot, merged, renames
from kamdeck.figures.context import Context
from kamdeck.figures.key_figures import (
    FORMERLY,
    NAMES,
    NO_ROLE,
    NO_TIER,
    PEOPLE,
    RELATIONS,
    ROLES,
    SHORTS,
    TRACES,
    Figures,
    basis_of,
    identity,
    newest_of,
    traces_of,
)
from kamdeck.record import fresh, record, replace
from kamdeck.traced import fsum
from kamdeck.workbook.rows import Book, Previous

LEVELS = (
    "vital", "hhi", "gini", "at_risk_share", "endangered", "nrr", "grr", "logos", "nps", "penetration",
)  # fmt: skip
"""The further figures of a run, by name: shares are between 0 and 1."""


def find_earlier(context: Context, figures: Figures, runs: Sequence[Figures]) -> Snapshot | None:
    """The chosen basis, else the newest deck before this one; None where there is none.

    `figures` are those of the present run, `runs` those that the deck remembers, oldest first. With an as-of
    date the newest earlier one counts, of a run or of the sheet; without, the newest run with other figures:
    so a second refresh of the same workbook compares with the same deck.
    """
    basis = basis_of(runs)
    if basis is not None:
        return snapshot(basis)
    run = _run_before(context.as_of, figures, runs)
    entered = _entered(context)
    is_run = run is not None and (
        entered is None
        or context.as_of is None
        or run.as_of is None
        or run.as_of >= (entered.as_of or date.min)
    )
    found = run if is_run else entered
    edition, part = (str(figures.get(name) or "") for name in ("edition", "part"))
    return found and replace(found, edition=edition, part=part)


@record
class Past:
    """What a deck's newest run knew of the accounts of a book: those that have another name now, those that
    are several of before in one, and every name that an account of today had, by that name."""

    renames: tuple[Rename, ...] = ()
    merged: tuple[tuple[str, tuple[str, ...]], ...] = ()
    former: Mapping[str, str] = fresh(dict)

    @property
    def names(self) -> dict[str, str]:
        """The names of today by those that the deck has."""
        return {one.before: one.after for one in self.renames}


def find_past(book: Book, runs: Sequence[Figures]) -> Past:
    """How the accounts of a book were called in the newest run of a deck. What was found once is remembered
    there, so that later runs know it from older ones too."""
    newest = newest_of(runs)
    if newest is None:
        return Past()
    before = snapshot(newest)
    now = snapshot({**identity(book, {}), TRACES: traces_of(book)})
    found = renames(before, now)
    names, there = {one.before: one.after for one in found}, set(now.names)
    remembered = {name: names.get(heir, heir) for name, heir in (before.formerly or {}).items()}
    former = {name: heir for name, heir in (remembered | names).items() if heir in there and name != heir}
    return Past(found, merged(before, now), former)


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
    return _date(figures.get("as_of"))


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def snapshot(figures: Figures) -> Snapshot:
    """What a remembered run knew; a figure that cannot be read counts as unknown."""
    names = figures.get(NAMES)
    known = [str(name) for name in names] if isinstance(names, list) else []
    letters = figures.get("tier_of")
    stakes = _stakes(figures.get("at_risk"), known)
    year, month = figures.get("year"), figures.get("month")
    ranking, scores = _ranking(figures, known)
    return Snapshot(
        name=str(figures.get("source") or ""),
        as_of=_day(figures),
        currency=str(figures.get("currency") or ""),
        year=year if isinstance(year, int) else None,
        until=_date(figures.get("until")),
        accounts=len(known) or None,
        revenue=_number(figures.get("revenue")),
        mrr=_number(figures.get("mrr")),
        csat=_number(figures.get("csat")),
        stakes=stakes,
        stake=None if stakes is None else fsum(stakes.values()),
        tiers=_tiers(letters, known) if isinstance(letters, str) else None,
        month=(month[0], month[1]) if isinstance(month, list) and len(month) == 2 else None,
        names=tuple(known),
        shorts={known[place]: str(name) for place, name in _pairs(figures.get(SHORTS), known)} or None,
        formerly=_formerly(figures.get(FORMERLY), known),
        **_traces(figures.get(TRACES), known),
        revenue_of=_amounts(figures.get("revenue_of"), known),
        mrr_of=_amounts(figures.get("mrr_of"), known),
        ranking=ranking,
        scores=scores,
        people=_people(figures, known),
        kpis=_kpis(figures.get("kpis"), known),
        levels={name: value for name in LEVELS if (value := _level(figures.get(name))) is not None},
        edition=str(figures.get("edition") or ""),
        part=str(figures.get("part") or ""),
    )


def _level(value: object) -> float | None:
    """A figure; of a list how many there are."""
    return float(len(value)) if isinstance(value, list) else _number(value)


def _pairs(rows: object, names: Sequence[str]) -> list[tuple[int, object]]:
    """What is said of accounts by their place, as far as there is such a place."""
    pairs = [row for row in rows if isinstance(row, list) and len(row) == 2] if isinstance(rows, list) else []
    return [(place, value) for place, value in pairs if isinstance(place, int) and 0 <= place < len(names)]


def _formerly(rows: object, names: Sequence[str]) -> dict[str, str] | None:
    """The accounts by the names they had before."""
    found = [row for row in rows if isinstance(row, list) and row] if isinstance(rows, list) else []
    places = [(row[0], row[1:]) for row in found if isinstance(row[0], int) and 0 <= row[0] < len(names)]
    return {str(name): names[place] for place, former in places for name in former} or None


def _traces(found: object, names: Sequence[str]) -> dict[str, Any]:
    """The marks of every account's revenue, and their years."""
    years, rows = (found.get("years"), found.get("marks")) if isinstance(found, dict) else (None, None)
    if not (isinstance(years, list) and isinstance(rows, list)):
        return {}
    pairs = [(name, tuple(str(row).split(","))) for name, row in zip(names, rows, strict=False)]
    traces = {name: marks for name, marks in pairs if len(marks) == len(years)}
    return {"traced": tuple(year for year in years if isinstance(year, int)), "traces": traces}


def _amounts(values: object, names: Sequence[str]) -> dict[str, float] | None:
    """The amounts by account, those of accounts that the workbook does not list after the others."""
    if not isinstance(values, list):
        return None
    pairs = [*zip(names, values[: len(names)], strict=False)]
    pairs += [
        (str(row[0]), row[1]) for row in values[len(names) :] if isinstance(row, list) and len(row) == 2
    ]
    return {name: number for name, value in pairs if (number := _number(value)) is not None}


def _ranking(
    figures: Figures, names: Sequence[str]
) -> tuple[tuple[str, ...] | None, dict[str, float] | None]:
    """The accounts by combined score, and their scores."""
    places, scores = figures.get("ranking"), figures.get("combined")
    if not isinstance(places, list):
        return None, None
    ranked = tuple(names[place] for place in places if isinstance(place, int) and 0 <= place < len(names))
    if not isinstance(scores, list) or len(scores) != len(ranked):
        return ranked, None
    pairs = zip(ranked, scores, strict=True)
    return ranked, {name: number for name, value in pairs if (number := _number(value)) is not None}


def _people(figures: Figures, names: Sequence[str]) -> dict[tuple[str, str], Person] | None:
    """The stakeholders by account and id; a run of before there were names has the ids for them."""
    relations, called, roles = (figures.get(name) for name in ("relations", PEOPLE, "roles"))
    if not isinstance(relations, dict):
        return None
    words = {sign: word for word, sign in RELATIONS.items()}
    parts = {letter: role for role, letter in ROLES.items()} | {NO_ROLE: ""}
    named = called if isinstance(called, list) and len(called) == len(relations) else None
    lettered = roles if isinstance(roles, str) and len(roles) == len(relations) else None
    found = {}
    for i, (key, sign) in enumerate(relations.items()):
        place, _, id = str(key).partition("|")
        account = names[int(place)] if place.isdigit() and int(place) < len(names) else place
        found[account, id] = Person(
            account=account,
            id=id,
            name=str(named[i]) if named else id,
            relationship=words.get(str(sign), "unknown"),
            role=parts.get(lettered[i]) if lettered else None,
        )
    return found


def _kpis(rows: object, names: Sequence[str]) -> dict[tuple[str, str], Kept] | None:
    """The own indicators by name and account, "" for the whole."""
    if not isinstance(rows, list):
        return None
    found = {}
    for row in rows:
        if not isinstance(row, list) or len(row) != 7 or (value := _number(row[2])) is None:
            continue
        name, place, _, unit, is_lower, kind, last = row
        account = names[place] if isinstance(place, int) and place < len(names) else str(place or "")
        found[str(name), account] = Kept(
            str(name),
            account,
            value,
            None if unit is None else str(unit),
            bool(is_lower),
            str(kind),
            str(last),
        )
    return found


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


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
        until=newest if context.compared and context.compared.months else None,
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
