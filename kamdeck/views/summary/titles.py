"""What the summary's title may say: where revenue goes, what endangers it, who it hangs on."""

from __future__ import annotations

from kamdeck.analysis.concentration import GIANT
from kamdeck.layout.page import name_in_title
from kamdeck.layout.titles import Fields, Move, Titles, always, down, level, up, when, wordings
from kamdeck.views.summary.findings import upper_first
from kamdeck.views.summary.revenue import revenue_move
from kamdeck.views.summary.risk import is_monthly, share_at_risk
from kamdeck.views.summary.words import SummaryWords

_NAME = 4.2 / 12.33  # of a title's line, what a name may take


def _revenue(words: SummaryWords) -> Move | None:
    """Revenue against the year before; level where the change rounds to no percent."""
    return revenue_move(words.desk.growth) if words.desk.pareto else None


def _top(words: SummaryWords) -> float:
    """The largest account's share of revenue; 0 with fewer than two accounts."""
    found = words.desk.pareto
    return found.cumulative[0] if found and len(found.accounts) > 1 else 0.0


def _risk(words: SummaryWords) -> float:
    """The share of MRR, else of revenue, that is at risk; 0 where it reads as none."""
    share = share_at_risk(words.desk)
    return share if share is not None and words.say.percent(share) != words.say.percent(0) else 0.0


def _is_monthly_risk(words: SummaryWords) -> bool:
    return _risk(words) > 0 and is_monthly(words.desk)


def _is_yearly_risk(words: SummaryWords) -> bool:
    return _risk(words) > 0 and not is_monthly(words.desk)


def _fields(words: SummaryWords) -> tuple[Fields, ...]:
    """The largest account named in full and short."""
    say, desk, move = words.say, words.desk, _revenue(words)
    fields: Fields = {
        "rate": say.percent(move.size) if move else "",
        "risk": desk.share(_risk(words)),
        "Risk": upper_first(desk.share(_risk(words))),
        "share": desk.share(_top(words)),
        "n": len(words.shown),
        "words": say.words(len(words.shown), capital=True),
    }
    if not _top(words) or desk.pareto is None:
        return (fields,)
    top = desk.pareto.accounts[0]
    names = (desk.name(top), name_in_title(words.ctx.frame, words.ctx.short(top), _NAME))
    return tuple({**fields, "name": name} for name in dict.fromkeys(names))


def _tops(words: SummaryWords) -> bool:
    return _top(words) > 0


_UP, _FLAT, _DOWN = up("revenue", _revenue), level("revenue", _revenue), down("revenue", _revenue)
BUT: Titles[SummaryWords] = wordings(
    _fields,
    when(_is_monthly_risk, "summary.title.but_month"),
    when(_is_yearly_risk, "summary.title.but_year"),
    when(_tops, "summary.title.and_top"),
)
AND: Titles[SummaryWords] = wordings(
    _fields,
    when(_is_monthly_risk, "summary.title.and_month"),
    when(_is_yearly_risk, "summary.title.and_year"),
    when(_tops, "summary.title.and_top"),
)
WHICH: Titles[SummaryWords] = wordings(
    _fields,
    when(_UP, "summary.title.which_up"),
    when(_DOWN, "summary.title.which_down"),
    when(_FLAT, "summary.title.which_flat"),
    when(_is_monthly_risk, "summary.title.and_month"),
    when(_is_yearly_risk, "summary.title.and_year"),
)
TITLES: Titles[SummaryWords] = wordings(
    _fields,
    # what all hangs on is the headline, whatever moved less
    when(lambda words: _top(words) > GIANT, "summary.title.top", effect=_top, then=WHICH),
    when(_UP, "summary.title.up", then=BUT),
    when(_DOWN, "summary.title.down", then=AND),
    when(_FLAT, "summary.title.flat", then=AND),
    when(lambda words: _revenue(words) is None and _is_monthly_risk(words), "summary.title.risk_month"),
    when(lambda words: _revenue(words) is None and _is_yearly_risk(words), "summary.title.risk_year"),
    when(lambda words: _revenue(words) is None and _tops(words), "summary.title.top"),
    when(always, "summary.title.plain"),
)
