"""The charter of the programme on a page: mission, scope, objectives, roles, rules, signatures."""

from __future__ import annotations

from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.charter import read_charter
from kamdeck.figures.context import Context
from kamdeck.views.charter.pages import CharterSlide, make_pages
from kamdeck.views.charter.words import CharterWords
from kamdeck.views.view import View

KEY = "charter"


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; lines that it has no room for on further ones."""
    found = read_charter(ctx)
    if found is None:
        return ()
    words = CharterWords(found)
    pages = make_pages(found)
    return tuple(CharterSlide(KEY, words, page, len(pages)).spec() for page in pages)


VIEW = View(
    KEY,
    ("charter",),
    build,
    uses=("accounts", "revenue", "mrr", "mrr_bridge", "risk", "satisfaction", "kpis"),
    figures=("charter_accounts", "objectives"),
    cites=("revenue", "upsell_share", "at_risk_share", "csat", "nrr", "logos", "kpi"),
    element="charter",
)
