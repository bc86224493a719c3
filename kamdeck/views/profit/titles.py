"""What the profit matrix's title may say: by the signs of the cells and of their sum."""

from __future__ import annotations

from kamdeck.deck.spec import EMU
from kamdeck.layout.titles import Fields, Move, Titles, always, down, effect, level, when, wordings
from kamdeck.text.measure import shorten
from kamdeck.views.profit.words import ProfitWords


def _fields(words: ProfitWords) -> Fields:
    say, found = words.say, words.matrix
    a, k = len(found.earning), len(found.losses)
    return {
        "all": words.count(),
        "n": a,
        "a": say.words(a),
        "A": say.words(a, capital=True),
        "k": say.words(k),
        "sum": say.money(abs(found.lost)),
        "net": say.money(abs(found.total)),
        "share": say.percent(found.earned / found.total) if found.total > 0 else "",
        "lose": say("profit_matrix.lose", n=k),
    }


def _by_losses(words: ProfitWords) -> Fields:
    return {"n": len(words.matrix.losses)}


def _only(words: ProfitWords) -> tuple[Fields, ...]:
    """A single account or group with a single family, named in full and short."""
    found, say = words.matrix, words.say
    account, *rest = found.groups[0]
    full = say("profit_matrix.accounts", n=len(found.groups[0])) if rest else account
    short = full if rest else words.name(account)
    brief = shorten(words.family(0), 23, 4 * EMU, True)
    names, amount = ((full, words.family(0)), (short, brief)), say.money(abs(found.total))
    return tuple({"account": name, "family": family, "sum": amount} for name, family in names)


def _total(words: ProfitWords) -> Move:
    """Profit against none, as a share of what all cells earn and lose."""
    found = words.matrix
    return effect(found.total, found.earned - found.lost)


def _lost(words: ProfitWords) -> Move:
    """What the losing cells take, against none."""
    found = words.matrix
    return effect(found.lost, found.earned - found.lost)


def _all_lose(words: ProfitWords) -> bool:
    return len(words.matrix.losses) == words.matrix.count


def _earns(words: ProfitWords) -> bool:
    return bool(words.matrix.earning)


def _has_idle(words: ProfitWords) -> bool:
    return any(value <= 0 for row in words.matrix.cells for value in row)


def _needs_all(words: ProfitWords) -> bool:
    return len(words.matrix.earning) == words.matrix.count


_RED, _LOSES, _NONE = down("profit", _total), down("losses", _lost), level("losses", _lost)
ONLY: Titles[ProfitWords] = wordings(
    _only,
    when(_RED, "profit_matrix.title_one_loss"),
    when(lambda words: words.matrix.total > 0, "profit_matrix.title_one"),
    when(level("profit", _total), "profit_matrix.title_nothing"),
)
TITLES: Titles[ProfitWords] = wordings(
    _fields,
    when((_RED, _LOSES, _all_lose), "profit_matrix.title_all_lose"),
    when((_RED, _LOSES), "profit_matrix.title_red", fields=_by_losses),
    when((_LOSES, _earns), "profit_matrix.title_losses"),
    when(_LOSES, "profit_matrix.title_even", fields=_by_losses),
    when((_NONE, lambda words: not _earns(words)), "profit_matrix.title_nothing"),
    when((_NONE, _has_idle), "profit_matrix.title_none_lose"),
    when(lambda words: _needs_all(words) and words.matrix.count == 2, "profit_matrix.title_earn_all_two"),
    when(_needs_all, "profit_matrix.title_earn_all"),
    when(lambda words: words.matrix.count == 2, "profit_matrix.title_earn_two"),
    when(always, "profit_matrix.title_earn"),
)


def titles_of(words: ProfitWords) -> tuple[str, ...]:
    """The finding, from the fullest wording to the shortest."""
    return (ONLY if words.matrix.count == 1 else TITLES)(words.say, words)
