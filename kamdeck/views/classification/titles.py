"""What the classification's title may say: how much of revenue is Strategic, else who is closest."""

from __future__ import annotations

from kamdeck.analysis.classification import CLASSES
from kamdeck.layout.titles import Fields, Titles, always, when, wordings
from kamdeck.views.classification.words import ClassWords

_SMALL = 0.25  # below this share of revenue the title says how little is Strategic


def _strategic(words: ClassWords) -> tuple[str, ...]:
    return words.classes.members(CLASSES[0])


def _are_many(words: ClassWords) -> bool:
    """Whether they are several and more than a third of all: nobody can put so many first."""
    return 1 < len(_strategic(words)) > len(words.classes.accounts) / 3


def _come_first(words: ClassWords) -> bool:
    """Whether they may be put first: few enough, and all of them to be invested in."""
    return not _are_many(words) and words.advice.all_fit("plan", _strategic(words))


def _share(words: ClassWords) -> float:
    """The Strategic accounts' share of revenue."""
    return words.sum_of(CLASSES[0]) / words.tiers.total if words.tiers.total else 0.0


def _most(words: ClassWords) -> tuple[float, str]:
    """The largest of the other classes."""
    return max(((words.sum_of(name), name) for name in CLASSES[1:]), key=lambda pair: pair[0])


def _fields(words: ClassWords) -> Fields:
    say, n, (most, big) = words.ctx.say, len(_strategic(words)), _most(words)
    return {
        "n": n,
        "count": say.words(n, capital=True),
        "all": len(words.classes.accounts),
        "cut": say.entered(words.classes.cut),
        "share": words.share(words.sum_of(CLASSES[0])),
        "big": say(f"classification.those.{big}"),
        "other": words.share(most),
    }


def _lacks(words: ClassWords) -> tuple[float, float]:
    """What the closest account lacks of growth and of harmony."""
    row = words.closest()
    return words.short_of(row) if row else (0.0, 0.0)


def _nearest(words: ClassWords) -> Fields:
    (growth, harmony), row = _lacks(words), words.closest()
    return {
        "a": words.name(row.account) if row else "",
        "growth": words.score(growth),
        "harmony": words.score(harmony),
        "n": 2 if growth and harmony else int(max(growth, harmony)),
    }


TITLES: Titles[ClassWords] = wordings(
    _fields,
    when(
        lambda words: not _strategic(words) and all(_lacks(words)),
        "classification.title.none_both",
        "classification.title.none_short",
        fields=_nearest,
    ),
    when(
        lambda words: not _strategic(words) and _lacks(words)[0] > 0,
        "classification.title.none_growth",
        "classification.title.none_short",
        fields=_nearest,
    ),
    when(
        lambda words: not _strategic(words),
        "classification.title.none_harmony",
        "classification.title.none_short",
        fields=_nearest,
    ),
    when(lambda words: 1 < len(_strategic(words)) == len(words.classes.accounts), "classification.title.all"),
    when(lambda words: not _share(words) and not _come_first(words), "classification.title.no_revenue_short"),
    when(lambda words: not _share(words), "classification.title.no_revenue"),
    when(lambda words: _share(words) < _SMALL and _most(words)[0] > 0, "classification.title.small"),
    when(lambda words: _share(words) < _SMALL, "classification.title.small_only"),
    when(lambda words: not _come_first(words), "classification.title.some_short"),
    when(always, "classification.title.some", "classification.title.some_short"),
)
