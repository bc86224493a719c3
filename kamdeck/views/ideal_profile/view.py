"""How well the focus account meets the profile of an ideal key account, criterion by criterion."""

from __future__ import annotations

from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.profile import read_profile
from kamdeck.layout.areas import Area, area_of, portions
from kamdeck.layout.insights import Rail
from kamdeck.layout.page import page
from kamdeck.views.ideal_profile.table import ProfileTable, rows_in
from kamdeck.views.ideal_profile.titles import TITLES, Page
from kamdeck.views.ideal_profile.words import ProfileWords
from kamdeck.views.view import ACCOUNT, View

KEY = "ideal_profile"
PER_SLIDE = 13


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide for up to thirteen criteria, the others on the next; none without scores or targets."""
    profile = read_profile(ctx)
    if profile is None:
        return ()
    words, area = ProfileWords(profile), area_of(ctx.frame)
    most = min(PER_SLIDE, rows_in(area.main, len(set(profile.axes))))
    parts = portions(len(profile.names), most)
    return tuple(_slide(words, part, i, len(parts), area) for i, part in enumerate(parts, 1))


VIEW = View(
    KEY,
    ("criteria", "scores"),
    build,
    packs=(ACCOUNT,),
    rules=("ideal_profile",),
    figures=("fit",),
)


def _slide(words: ProfileWords, places: range, number: int, pages: int, area: Area) -> SlideSpec:
    key = KEY if number == 1 else f"{KEY}:{number}"
    titles, finding = (TITLES(words.say, Page(words, n)) for n in (number, 1))
    table = ProfileTable(key, words, places, area.main, has_total=number == pages)
    return page(
        words.ctx,
        key,
        "rail",
        table.elements(words.alt(finding[0])),
        kicker=words.kicker(number, pages),
        titles=titles,
        subtitle=words.subtitle(),
        rail=Rail(words.say("ideal_profile.rail"), tuple(words.facts()), words.next_step()),
        area=area,
        sheets=("scores", "criteria"),
        scope=words.scope(),
        notes=words.notes(),
    )
