"""What the scoring's titles may say: of all accounts shown, of one axis, of the account of a pack."""

from __future__ import annotations

from kamdeck.analysis.scoring import AXES
from kamdeck.figures.scored import points_of
from kamdeck.layout.titles import Fields, Titles, always, when, wordings
from kamdeck.record import record
from kamdeck.views.place import name_in_title
from kamdeck.views.scoring.place import PlaceWords
from kamdeck.views.scoring.words import ScoringWords

# ------------------------------------------------------------------ all accounts shown


def _fields(words: ScoringWords) -> Fields:
    say, ranked, found = words.ctx.say, words.shown.ranked, words.standing
    if found is None:
        return {}
    fields: Fields = {
        "a": words.full(found.winner),
        "s": points_of(words.ctx, ranked[0]),
        "count": say.words(len(words.level), capital=True),
    }
    if len(ranked) == 1:
        return fields
    lead, axes = words.lead(), {c.axis for c in words.shown.criteria}
    trails = next((place for place, axis in enumerate(AXES) if axis not in found.leads), 0)
    return {
        **fields,
        "b": words.full(found.axis_leaders[trails] or found.winner),
        "second": words.full(ranked[1].account),
        "criterion": words.decider(),
        "d": words.points(lead),
        "n": int(lead),
        "axis": say(f"scoring.on.{min(axes)}"),
    }


def _leads(words: ScoringWords) -> tuple[str, ...]:
    return words.standing.leads if words.standing else ()


TITLES: Titles[ScoringWords] = wordings(
    _fields,
    when(lambda words: not words.shown.ranked, "scoring.title.nobody"),
    when(lambda words: len(words.shown.ranked) == 1, "scoring.title.alone"),
    when(lambda words: len(words.level) > 2, "scoring.title.many_level"),
    when(lambda words: len(words.level) == 2, "scoring.title.level"),
    when(
        lambda w: len({c.axis for c in w.shown.criteria}) == 1,
        "scoring.title.one_axis",
        "scoring.title.short",
    ),
    when(lambda words: _leads(words) == ("growth",), "scoring.title.growth", "scoring.title.short"),
    when(lambda words: _leads(words) == ("harmony",), "scoring.title.harmony", "scoring.title.short"),
    when(lambda words: not _leads(words), "scoring.title.neither", "scoring.title.short"),
    when(always, "scoring.title.both", "scoring.title.short"),
)

# ------------------------------------------------------------------ one axis


@record
class Axis:
    """One axis on a slide of its own, and which slide that is."""

    words: ScoringWords
    name: str
    page: int

    @property
    def ends(self) -> tuple[tuple[float, str], ...]:
        """The highest and the lowest account with their scores; none where nobody is scored."""
        held = [(v, r.account) for r in self.words.shown.accounts if (v := r.axis(self.name)) is not None]
        if not held:
            return ()
        return max(held, key=lambda pair: round(pair[0], 6)), min(held, key=lambda pair: round(pair[0], 6))

    @property
    def is_level(self) -> bool:
        """Whether all read equal."""
        return len({self.words.points(value) for value, _ in self.ends}) == 1


def _axis(axis: Axis) -> Fields:
    words = axis.words
    fields: Fields = {"axis": words.ctx.say(f"scoring.{axis.name}"), "page": axis.page}
    if not axis.ends:
        return fields
    (value, first), (least, last) = axis.ends
    scores = {"s": words.points(value), "low": words.points(least)}
    return {**fields, **scores, "a": words.full(first), "b": words.full(last)}


AXIS: Titles[Axis] = wordings(
    _axis,
    when(lambda axis: not axis.ends, "scoring.title.axis_empty"),
    when(lambda axis: axis.is_level, "scoring.title.axis_alone"),
    when(always, "scoring.title.axis"),
)

# ------------------------------------------------------------------ the account of a pack


def _named(words: PlaceWords) -> tuple[Fields, ...]:
    own = words.own
    fields: dict[str, object] = {}
    if own is not None:
        fields = {"s": words.points(own.combined or 0), "rank": own.rank, "n": len(words.everyone.ranked)}
        if (rival := words.rival) is not None:
            name = words.full(rival.account)
            fields |= {"gap": words.points(abs(words.gap)), "first": name, "second": name}
    return tuple({"name": name, **fields} for name in name_in_title(words.ctx, str(words.ctx.subject)))


PLACE: Titles[PlaceWords] = wordings(
    _named,
    when(lambda words: words.own is None, "place.scoring_title_none"),
    when(lambda words: words.rival is None, "place.scoring_title_alone"),
    when(lambda words: words.gap == 0, "place.scoring_title_level"),
    when(lambda words: words.gap > 0, "place.scoring_title_first"),
    when(always, "place.scoring_title"),
)


def titles_of(words: ScoringWords, axis: str, page: int, again: int) -> tuple[str, ...]:
    """The finding; after the first slide the finding of the axis, numbered where it comes `again`."""
    if page > 1:
        found = AXIS(words.ctx.say, Axis(words, axis, page))
        return tuple(f"{title} ({again + 1})" if again else title for title in found)
    if isinstance(words, PlaceWords):
        return PLACE(words.ctx.say, words)
    return TITLES(words.ctx.say, words)
