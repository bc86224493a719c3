"""What the tiles of the strip say: today's figures beside those of the deck before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from kamdeck.analysis.abc import rank_years
from kamdeck.analysis.comparison import Snapshot, TierMove, aligned, entered, left, tier_moves
from kamdeck.deck.spec import EMU
from kamdeck.figures.portfolio import whole_money
from kamdeck.record import record
from kamdeck.text.measure import shorten
from kamdeck.traced import fsum
from kamdeck.views.summary.findings import Desk, upper_first
from kamdeck.views.summary.risk import share_at_risk, stakes_of

_MOST_NAMED = 3
_NAME_ROOM = round(1.9 * EMU)


@record
class Tile:
    """One tile: `figures` and `texts` are wordings, the fullest first; a baseline has no mark."""

    key: str
    head: str
    figures: tuple[str, ...]
    texts: tuple[str, ...] = ()
    mark: Literal["up", "down", "same", "status", ""] = ""
    is_bad: bool = False


def tiles(desk: Desk) -> tuple[Tile, ...]:
    """The tiles that the data allow, most telling first: compared with the deck before, where there is one
    that knew the same figures."""
    now, before = present(desk), desk.ctx.before
    if before is not None and desk.ctx.now is not None:
        before = aligned(before, desk.ctx.now)
    makers: tuple[Callable[[Desk, Snapshot, Snapshot | None], Tile | None], ...] = (
        _at_risk, _tiers, _new_risk, _mrr, _revenue, _csat,
    )  # fmt: skip
    return tuple(tile for make in makers if (tile := make(desk, now, before)))


def present(desk: Desk) -> Snapshot:
    """Today's figures, as a later deck will find them."""
    ctx, board, chosen = desk.ctx, desk.board, desk.ctx.book.settings
    stakes: dict[str, float] = {}
    for row in board.rows:
        stakes[row.account] = stakes.get(row.account, 0.0) + row.stake
    known = board.is_listed and (board.stake > 0 or not board.rows)
    tiers = None
    if ctx.years:
        (ranked,) = rank_years(desk.table, (ctx.year,), (chosen.tier_a_share, chosen.tier_b_share))
        tiers = dict(ranked.tier_of)
    return Snapshot(
        currency=chosen.currency,
        year=ctx.year if ctx.years else None,
        revenue=desk.pareto.net if desk.pareto else None,
        mrr=board.portfolio.total or None,
        csat=list(board.months.values())[-1] if board.months and not board.few_answers else None,
        stakes=stakes if known else None,
        stake=fsum(stakes.values()) if known else None,
        tiers=tiers or None,
    )


def _direction(change: float) -> Literal["up", "down", "same"]:
    return "up" if change > 0 else "down" if change < 0 else "same"


def _is_same_money(now: Snapshot, before: Snapshot) -> bool:
    return before.currency in ("", now.currency)


def _names(desk: Desk, accounts: Sequence[str], most: int = _MOST_NAMED) -> str:
    shown = [desk.name(name) for name in accounts[:most]]
    if len(accounts) > most:
        shown.append(desk.ctx.say("summary.others", n=len(accounts) - most))
    return desk.ctx.say.list(shown)


# ------------------------------------------------------------------ at risk


def _at_risk(desk: Desk, now: Snapshot, before: Snapshot | None) -> Tile | None:
    say, head = desk.ctx.say, desk.ctx.say("summary.tile.at_risk")
    if now.stake is None:
        return None
    amount = whole_money(say, now.stake)
    if before is None:
        share = share_at_risk(desk)
        key = "at_risk_of" if share is not None else "at_risk_accounts"
        text = say(f"summary.tile.{key}", n=len(now.stakes or ()), share=say.percent(share or 0.0))
        return Tile("at_risk", head, (amount,), (text,))
    if before.stake is None or not _is_same_money(now, before):
        return None
    was = whole_money(say, before.stake)
    change = now.stake - before.stake
    figures = (amount,) if was == amount else (say("summary.tile.from_to", first=was, last=amount), amount)
    return Tile(
        "at_risk", head, figures, _queue_texts(desk, now, before, change), _direction(change), change > 0
    )


def _queue_texts(desk: Desk, now: Snapshot, before: Snapshot, change: float) -> tuple[str, ...]:
    """By how much, and who entered and left the queue."""
    say, came, gone = desk.ctx.say, entered(before, now), left(before, now)
    moved = whole_money(say, change, signed=True) if change else say("summary.tile.unchanged")
    if before.stakes is None:
        return (say("summary.tile.change", change=moved),)
    texts = []
    for most in (_MOST_NAMED, 2, 1):
        parts = [
            say(f"summary.tile.{key}", n=len(names), names=_names(desk, names, most))
            for key, names in (("entered", came), ("left", gone))
            if names
        ]
        said = say("summary.join", first=parts[0], second=parts[1]) if len(parts) > 1 else "".join(parts)
        texts.append(say("summary.tile.queue", change=moved, moves=said or say("summary.tile.nobody_moved")))
    count = say("summary.tile.counts", came=len(came), gone=len(gone))
    return tuple(dict.fromkeys((*texts, say("summary.tile.queue", change=moved, moves=count))))


def _new_risk(desk: Desk, now: Snapshot, before: Snapshot | None) -> Tile | None:
    """The largest newcomer in the queue and why it is there; on a first deck the largest account at risk."""
    say = desk.ctx.say
    if before is None:
        stakes = stakes_of(desk)
        if not stakes or now.stakes is None:
            return None
        row, stake = stakes[0]
        return _named("new_risk", desk, say("summary.tile.largest"), row.account, stake, row.reason)
    if before.stakes is None or now.stakes is None:
        return None
    head, came = say("summary.tile.new_risk"), entered(before, now)
    if not came:
        text = say("summary.tile.no_new_risk")
        return Tile("new_risk", head, (say("summary.tile.none"),), (text,), "status")
    reason = next((row.reason for row in desk.board.rows if row.account == came[0]), "")
    return _named("new_risk", desk, head, came[0], now.stakes[came[0]], reason, "status")


def _named(
    key: str,
    desk: Desk,
    head: str,
    account: str,
    stake: float,
    reason: str,
    mark: Literal["status", ""] = "",
) -> Tile:
    say, amount = desk.ctx.say, whole_money(desk.ctx.say, stake)
    whole, short = desk.name(account), desk.ctx.short(account)
    names = dict.fromkeys((whole, short, shorten(short, 16, _NAME_ROOM, True)))
    figures = tuple(say("summary.tile.named", name=name, sum=amount) for name in names)
    ends = reason.rstrip(". ")
    texts = (say("summary.clause", text=ends),) if ends else ()
    return Tile(key, head, figures, texts, mark, bool(mark))


# ------------------------------------------------------------------ tiers


def _tiers(desk: Desk, now: Snapshot, before: Snapshot | None) -> Tile | None:
    say = desk.ctx.say
    if not now.tiers:
        return None
    if before is None:
        n = list(now.tiers.values()).count("A")
        share = sum(desk.pareto.revenue[:n]) / desk.pareto.total if desk.pareto else 0.0
        text = say("summary.tile.tier_a_brings", n=n, share=say.percent(share))
        figure = say("summary.of", n=n, all=len(now.tiers))
        return Tile("tiers", say("summary.tile.tier_a"), (figure,), (text,))
    moves, count = tier_moves(before, now)
    if not count:
        return None
    ups = [move for move in moves if move.is_up]
    downs = [move for move in moves if not move.is_up]
    figure = say("summary.of", n=len(moves), all=count)
    mark = _direction(len(ups) - len(downs)) if moves else "same"
    if moves and mark == "same":
        mark = "down"
    head = say("summary.tile.moved_tier")
    return Tile("tiers", head, (figure,), _move_texts(desk, ups, downs), mark, mark == "down")


def _move_texts(desk: Desk, ups: Sequence[TierMove], downs: Sequence[TierMove]) -> tuple[str, ...]:
    """Who fell and who rose: with the tiers where it is one, by name where they are few."""
    say = desk.ctx.say
    if not ups and not downs:
        return (say("summary.tile.no_move"),)
    out = []
    for most in (_MOST_NAMED, 1, 0):
        clauses = [
            _moved(desk, moves, side, most) for side, moves in (("fell", downs), ("rose", ups)) if moves
        ]
        if len(clauses) == 1:
            clauses.append(say(f"summary.tile.none_{'rose' if downs else 'fell'}"))
        out.append(upper_first(say("summary.clauses", first=clauses[0], second=clauses[1])))
    return tuple(dict.fromkeys(out))


def _moved(desk: Desk, moves: Sequence[TierMove], side: str, most: int) -> str:
    say, n = desk.ctx.say, len(moves)
    if n == 1 and most:
        move = moves[0]
        return say(
            f"summary.tile.{side}_from", name=desk.name(move.account), before=move.before, after=move.after
        )
    if n <= most:
        return say(f"summary.tile.{side}_names", names=_names(desk, [move.account for move in moves]))
    return say(f"summary.tile.{side}", n=n, words=say.words(n))


# ------------------------------------------------------------------ sums


def _mrr(desk: Desk, now: Snapshot, before: Snapshot | None) -> Tile | None:
    if now.mrr is None:
        return None
    n = len(desk.board.portfolio.mrr)
    text = desk.ctx.say("summary.tile.from_accounts", n=n)
    was = before.mrr if before and _is_same_money(now, before) else None
    return _sum(desk, "mrr", desk.ctx.say("summary.tile.mrr"), now.mrr, was, text)


def _revenue(desk: Desk, now: Snapshot, before: Snapshot | None) -> Tile | None:
    if now.revenue is None:
        return None
    say = desk.ctx.say
    head = say("summary.tile.revenue", year=say.year(desk.ctx.year))
    text = say("summary.tile.from_accounts", n=desk.count)
    was = before.revenue if before and before.year == now.year and _is_same_money(now, before) else None
    return _sum(desk, "revenue", head, now.revenue, was, text)


def _sum(desk: Desk, key: str, head: str, value: float, was: float | None, text: str) -> Tile | None:
    """An amount with what it was; alone on a first deck."""
    say = desk.ctx.say
    places = 2 if key == "mrr" else 1
    amount = say.money(value, places)
    if desk.ctx.before is None:
        return Tile(key, head, (amount,), (text,))
    if was is None:
        return None
    shown = say.money(was, places)
    figures = (
        (amount,) if shown == amount else (say("summary.tile.from_to", first=shown, last=amount), amount)
    )
    change = say.money(value - was, places, signed=True) if shown != amount else say("summary.tile.unchanged")
    turn = _direction(value - was) if shown != amount else "same"
    return Tile(key, head, figures, (say("summary.tile.change", change=change),), turn, turn == "down")


def _csat(desk: Desk, now: Snapshot, before: Snapshot | None) -> Tile | None:
    if now.csat is None:
        return None
    say, head = desk.ctx.say, desk.ctx.say("summary.tile.csat")
    value = say.number(now.csat)
    if before is None:
        return Tile("csat", head, (value,), (say("summary.tile.csat_scale"),))
    if before.csat is None:
        return None
    shown = say.number(before.csat)
    if shown == value:
        return Tile(
            "csat",
            head,
            (value,),
            (say("summary.tile.change", change=say("summary.tile.unchanged")),),
            "same",
        )
    turn = _direction(now.csat - before.csat)
    figures = (say("summary.tile.from_to", first=shown, last=value), value)
    change = now.csat - before.csat
    points = say("summary.tile.points", n=change, change=say.number(change, 1, signed=True))
    return Tile("csat", head, figures, (points,), turn, turn == "down")
