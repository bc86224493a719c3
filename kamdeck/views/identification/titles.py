"""What the title of the key account tests may say: how many qualify, and who is next."""

from __future__ import annotations

from kamdeck.layout.titles import Fields, Titles, always, when, wordings
from kamdeck.views.identification.words import IdentificationWords


def _fields(words: IdentificationWords) -> tuple[Fields, ...]:
    """The account that is next, in full and short."""
    say, k, best = words.say, len(words.keys), words.screen.rows[0]
    account = words.following.account if words.keys and words.following else best.account
    fields = {
        "n": k,
        "N": say.words(k, capital=True),
        "all": say.words(words.count),
        "passes": best.passes,
        "tests": len(words.screen.tests),
    }
    names = (account, words.ctx.short(account), words.cut(account))
    return tuple({**fields, "name": name} for name in dict.fromkeys(names))


def _has_candidate(words: IdentificationWords) -> bool:
    return words.following is not None and words.following.verdict == "candidate"


def _all_qualify(words: IdentificationWords) -> bool:
    return len(words.keys) == words.count


TITLES: Titles[IdentificationWords] = wordings(
    _fields,
    when(lambda words: not words.screen.rows[0].passes, "identification.title_nobody"),
    when(lambda words: not words.keys, "identification.title_none"),
    when(_has_candidate, "identification.title", "identification.title_only"),
    when(lambda words: _all_qualify(words) and len(words.keys) == 2, "identification.title_both"),
    when(_all_qualify, "identification.title_all"),
    when(always, "identification.title_only"),
)
