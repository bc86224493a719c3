"""What the evaluation's titles say: who is on target, who misses every target, what is missed most."""

from __future__ import annotations

from kamdeck.analysis.evaluation import Rated, most_missed
from kamdeck.figures.evaluation import Evaluated, Measure
from kamdeck.layout.page import name_in_title
from kamdeck.layout.titles import Fields, Test, Titles, always, when, wordings
from kamdeck.record import record

_MOST_NAMED = 3
_NAME = 0.325  # of a title's line, what a name may take


# ------------------------------------------------------------------ what is true of the managers


def _good(found: Evaluated) -> int:
    """How many are on target as a whole."""
    return sum(row.is_on_target for row in found.known)


def _well(found: Evaluated) -> int:
    """How many are rated A or B."""
    return sum(row.is_rated_well for row in found.known)


def _missing(found: Evaluated) -> tuple[Rated, ...]:
    """Those who miss every target."""
    return tuple(row for row in found.known if row.misses_all)


def _all(test: Test[Rated]) -> Test[Evaluated]:
    return lambda found: all(map(test, found.known))


def _is_single(found: Evaluated) -> bool:
    return len(found.known) == 1


def _are_few(found: Evaluated) -> bool:
    """Whether those who miss every target can be named."""
    return 0 < len(_missing(found)) <= _MOST_NAMED


def _counts(found: Evaluated) -> set[int]:
    """Of how many measures those have figures who miss every target."""
    return {row.counted for row in _missing(found)}


def _have_one(found: Evaluated) -> bool:
    return _counts(found) == {1}


def _have_as_many(found: Evaluated) -> bool:
    return len(_counts(found)) == 1


# ------------------------------------------------------------------ fields


def _whole(found: Evaluated, row: Rated) -> str:
    """The manager's name, an initial not parted from what follows it."""
    first, _, rest = row.manager.partition(" ")
    name = f"{first}\u00a0{rest}" if rest and first.endswith(".") else row.manager
    return name_in_title(found.ctx.frame, name, _NAME)


def _fields(found: Evaluated) -> Fields:
    """How many, of how many, and who leads."""
    best = (found.known or found.rated)[0]
    name, share = _whole(found, best), found.ctx.say.percent(best.score or 0.0)
    return {"n": max(_good(found), _well(found)), "all": len(found.known), "name": name, "share": share}


def _of_all(found: Evaluated) -> Fields:
    return {"n": len(found.known) or len(found.rated)}


def _of_missing(found: Evaluated) -> Fields:
    """Who misses every target, and how many each of them has."""
    rows = _missing(found)
    names = found.ctx.say.list(_whole(found, row) for row in rows[:_MOST_NAMED])
    return {"n": len(rows), "names": names, "all": max((row.counted for row in rows), default=0)}


def _of_weakest(found: Evaluated) -> Fields:
    measure, count = most_missed(found.known) or ("", 0)
    return {"measure": name_in_title(found.ctx.frame, measure, _NAME), "n": count}


def _of_single(found: Evaluated) -> Fields:
    return {"n": found.known[0].met, "all": found.known[0].counted}


# ------------------------------------------------------------------ tables

MET: Titles[Evaluated] = wordings(
    _of_single, when(always, "kam_evaluation.title.one_met"), join="kam_evaluation.title.both"
)
BEHIND: Titles[Evaluated] = wordings(
    _of_missing,
    when((_are_few, _have_one), "kam_evaluation.title.missed_target", "kam_evaluation.title.count_target"),
    when((_are_few, _have_as_many), "kam_evaluation.title.missed_same", "kam_evaluation.title.count_same"),
    when(_are_few, "kam_evaluation.title.missed_any", "kam_evaluation.title.count_any"),
    when(_have_one, "kam_evaluation.title.count_target"),
    when(_have_as_many, "kam_evaluation.title.count_same"),
    when(lambda found: bool(_missing(found)), "kam_evaluation.title.count_any"),
    when(
        lambda found: most_missed(found.known) is not None,
        "kam_evaluation.title.weakest",
        fields=_of_weakest,
    ),
    join="kam_evaluation.title.both",
)
_ALL_WELL = _all(lambda row: row.is_rated_well)
TITLES: Titles[Evaluated] = wordings(
    _fields,
    when(lambda found: not found.known, "kam_evaluation.title.no_data", fields=_of_all),
    when(
        (_is_single, _all(lambda row: row.is_on_target and row.met > 0)),
        "kam_evaluation.title.one_good",
        then=MET,
    ),
    when(_is_single, "kam_evaluation.title.one_short", then=MET),
    when((_ALL_WELL, _all(lambda row: not row.met)), "kam_evaluation.title.all_near"),
    when(
        (_ALL_WELL, _all(lambda row: row.met == row.counted)),
        "kam_evaluation.title.all",
        "kam_evaluation.title.all_short",
    ),
    when(
        _ALL_WELL,
        "kam_evaluation.title.all_rated",
        "kam_evaluation.title.all_rated_short",
    ),
    when(_all(lambda row: row.misses_all), "kam_evaluation.title.none_meets", fields=_of_all),
    when(
        lambda found: not _good(found) and not _well(found),
        "kam_evaluation.title.none",
        fields=_of_all,
        then=BEHIND,
    ),
    when(lambda found: _good(found) >= _well(found), "kam_evaluation.title.some", then=BEHIND),
    when(always, "kam_evaluation.title.some_rated", then=BEHIND),
)

# ------------------------------------------------------------------ slides after the first


@record
class Shown:
    """The managers and measures of a slide after the first."""

    found: Evaluated
    rated: tuple[Rated, ...]
    measures: tuple[Measure, ...]


def _span(shown: Shown) -> Fields:
    found, say = shown.found, shown.found.ctx.say
    first, start = found.rated.index(shown.rated[0]) + 1, found.measures.index(shown.measures[0]) + 1
    high, low = (shown.rated[i].score or 0.0 for i in (0, -1))
    return {
        "first": first,
        "last": first + len(shown.rated) - 1,
        "start": start,
        "stop": start + len(shown.measures) - 1,
        "high": say.percent(high),
        "low": say.percent(low),
    }


FURTHER: Titles[Shown] = wordings(
    _span,
    when(lambda shown: shown.measures[0] != shown.found.measures[0], "kam_evaluation.title.measures"),
    when(lambda shown: shown.rated[-1].score is None, "kam_evaluation.title.managers"),
    when(always, "kam_evaluation.title.scores"),
)
