"""What the ranking's title may say: who is first, and who moved most."""

from __future__ import annotations

from kamdeck.analysis.ranking import Standing
from kamdeck.figures.scored import points_of
from kamdeck.layout.titles import Fields, Move, Titles, always, down, effect, level, up, when, wordings
from kamdeck.views.ranking.words import RankingWords

_FALL = 3  # places: a smaller fall is no headline beside a new first


def _top(words: RankingWords) -> tuple[Standing, ...]:
    return tuple(place for place in words.places if place.rank == 1)


def _is_led(words: RankingWords) -> bool:
    """Whether one account of several is first."""
    return len(_top(words)) == 1 < len(words.places)


def _is_same(words: RankingWords) -> bool:
    return _is_led(words) and words.then is not None and words.places[0].before == 1


def _is_new(words: RankingWords) -> bool:
    return _is_led(words) and words.then is not None and words.places[0].before != 1


def _former(words: RankingWords) -> Standing | None:
    return next((place for place in words.places if place.before == 1), None)


def _climb(words: RankingWords) -> Move | None:
    """The widest climb in places."""
    climb = words.climber.climb if words.climber else 0
    return effect(climb, len(words.places)) if words.then else None


def _fall(words: RankingWords) -> Move | None:
    """The widest fall in places."""
    fall = words.faller.climb if words.faller else 0
    return effect(fall, len(words.places)) if words.then else None


def _fields(words: RankingWords) -> Fields:
    first, top = words.places[0], _top(words)
    return {
        "a": words.name(first.account),
        "s": points_of(words.ctx, words.now.of(first.account)),
        "b": words.name(top[-1].account),
        "count": words.ctx.say.words(len(top), capital=True),
    }


def _climber(words: RankingWords) -> Fields:
    place, say = words.climber or words.places[0], words.ctx.say
    key = "ranking.way.climb" if place.is_plain else "ranking.way.climb_among"
    way = say(key, n=place.climb, q=words.ordinals(place.rank)[0])
    return {"c": words.name(place.account), "way": way}


def _faller(words: RankingWords) -> Fields:
    place = words.faller or words.places[0]
    among = words.ctx.say("ranking.way.fall_among", n=-place.climb)
    return {"b": words.name(place.account), "way": words.way(place) if place.is_plain else among}


def _beaten(words: RankingWords) -> Fields:
    former = _former(words)
    return {"b": words.name(former.account)} if former else {}


TITLES: Titles[RankingWords] = wordings(
    _fields,
    when(lambda words: len(words.places) == 1, "ranking.title.alone"),
    when(lambda words: len(_top(words)) == 2, "ranking.title.two_level"),
    when(lambda words: len(_top(words)) > 2, "ranking.title.level"),
    when(
        (_is_same, up("widest climb", _climb)), "ranking.title.climbs", "ranking.title.leads", fields=_climber
    ),
    when(
        (_is_same, down("widest fall", _fall)),
        "ranking.title.stays_falls",
        "ranking.title.leads",
        fields=_faller,
    ),
    when(
        (_is_same, level("widest climb", _climb), level("widest fall", _fall)),
        "ranking.title.holds",
        "ranking.title.leads",
    ),
    when(
        (_is_new, down("widest fall", _fall), lambda w: w.faller is not None and w.faller.climb <= -_FALL),
        "ranking.title.falls",
        "ranking.title.takes",
        fields=_faller,
    ),
    when(
        lambda words: _is_new(words) and _former(words) is not None,
        "ranking.title.takes_from",
        "ranking.title.takes",
        fields=_beaten,
    ),
    when(_is_new, "ranking.title.takes"),
    when(always, "ranking.title.leads"),
)
