"""What the ideal profile's title may say: how well the account fits, and what keeps it from fitting."""

from __future__ import annotations

from kamdeck.layout.names import cut_name, lowered
from kamdeck.layout.titles import Fields, Titles, always, when, wordings
from kamdeck.record import record
from kamdeck.views.ideal_profile.words import ProfileWords

_FAR = 0.6  # of the profile met: below it the account is far from the ideal
_CRITERION = 40  # characters


@record
class Page:
    """The words of a profile, and which of its slides is spoken of."""

    words: ProfileWords
    number: int


def _fields(page: Page) -> tuple[Fields, ...]:
    words, fit = page.words, page.words.profile.fit
    missed = fit.counted - fit.met
    fields = {
        "page": page.number,
        "fit": words.fit(fit.fit),
        "n": missed,
        "missed": words.say.words(missed),
        "all": words.say.words(fit.counted),
        "criterion": ""
        if fit.widest is None
        else cut_name(lowered(words.profile.names[fit.widest]), _CRITERION),
    }
    return tuple({"name": name, **fields} for name in dict.fromkeys((words.profile.focus, words.name())))


TITLES: Titles[Page] = wordings(
    _fields,
    when(lambda page: page.number > 1, "ideal_profile.title_page"),
    when(lambda page: page.words.profile.fit.widest is None, "ideal_profile.title_met"),
    when(lambda page: page.words.profile.fit.fit < _FAR, "ideal_profile.title_far"),
    when(always, "ideal_profile.title", "ideal_profile.title_short"),
)
