"""Two decks compared: accounts and tiers, ranks, who is at risk, recurring revenue, people, figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record, replace
from kamdeck.traced import fsum

MONEY = ("revenue", "mrr", "stake")
"""The figures that are amounts: compared only in one currency, revenue only of one year."""
STANDING = {"positive": 1, "neutral": 0, "negative": -1}


@record
class Person(Tidy):
    """A stakeholder as a deck knew it: relationship and role in the words of the workbook's choices; a role
    of None was not known then, "" is none."""

    account: str
    id: str
    name: str
    relationship: str
    role: str | None = None


@record
class Kept(Tidy):
    """An own indicator as a deck knew it: of an account, or ("") of the whole. `kind` is the length of its
    period, "part" where that was not over, `last` its last day in ISO form."""

    name: str
    account: str
    value: float
    unit: str | None
    is_lower: bool
    kind: str
    last: str


@record
class KeptChange(Tidy):
    """An own indicator then and now."""

    before: Kept
    after: Kept


@record
class Snapshot(Tidy):
    """The figures that one deck showed; None or empty where it did not know them.

    Amounts are in `currency`; `mrr` is all monthly recurring revenue, `stakes` what each account in the
    at-risk queue puts at stake of it, `stake` their sum; `csat` runs from 0 to 100; `tiers` are A, B or C.
    By account: `names` in the workbook's order, `shorts` their short names, `revenue_of`, `mrr_of` (0 where
    it had some earlier, absent where it never had any), `ranking` by combined score and `scores` (1 to 10).
    `formerly` has accounts by the names they had before; `traces` a mark of each account's revenue in each
    of the years `traced`, by which it is known under another name.
    Of `year` the figures of revenue are those up to the day `until`, None = of the whole year.
    `kpis` are the own indicators by name and account ("" = the whole).
    `levels` are the further figures by name; `edition` and `part` say for whom and of what the deck is.
    """

    name: str = ""
    as_of: date | None = None
    currency: str = ""
    year: int | None = None
    until: date | None = None
    accounts: int | None = None
    revenue: float | None = None
    mrr: float | None = None
    csat: float | None = None
    stakes: Mapping[str, float] | None = None
    stake: float | None = None
    tiers: Mapping[str, str] | None = None
    month: tuple[int, int] | None = None
    names: tuple[str, ...] = ()
    shorts: Mapping[str, str] | None = None
    formerly: Mapping[str, str] | None = None
    traced: tuple[int, ...] = ()
    traces: Mapping[str, tuple[str, ...]] | None = None
    revenue_of: Mapping[str, float] | None = None
    mrr_of: Mapping[str, float] | None = None
    ranking: tuple[str, ...] | None = None
    scores: Mapping[str, float] | None = None
    people: Mapping[tuple[str, str], Person] | None = None
    levels: Mapping[str, float] | None = None
    kpis: Mapping[tuple[str, str], Kept] | None = None
    edition: str = ""
    part: str = ""

    def to_columns(self) -> Columns:
        """One row an account that the deck knew: deck, as_of, account, tier, stake (None = not there)."""
        tiers, stakes = self.tiers or {}, self.stakes or {}
        accounts = list(dict.fromkeys((*tiers, *stakes)))
        return {
            "deck": [self.name] * len(accounts),
            "as_of": [self.as_of] * len(accounts),
            "account": accounts,
            "tier": [tiers.get(account) for account in accounts],
            "stake": [stakes.get(account) for account in accounts],
        }

    @property
    def span(self) -> tuple[int | None, date | None]:
        """What the revenue is of: only equal spans are compared."""
        return self.year, self.until

    def figures(self) -> dict[str, float]:
        """Every figure that the deck knew, by name."""
        own = {name: getattr(self, name) for name in ("accounts", *MONEY, "csat")}
        return {name: value for name, value in own.items() if value is not None} | dict(self.levels or {})

    def by_revenue(self) -> tuple[str, ...]:
        """The accounts with revenue, the largest first."""
        revenue = self.revenue_of or {}
        return tuple(sorted((n for n, value in revenue.items() if value > 0), key=lambda n: -revenue[n]))


# ------------------------------------------------------------------ what a comparison finds


@record
class Rename(Tidy):
    """One account under two names; `by` says how it is known: formerly (the workbook says so), name (the
    same short name, or the same but for its case) or figures (the same revenue in every year)."""

    before: str
    after: str
    by: str


@record
class TierMove(Tidy):
    """An account's step from one tier to another between two decks."""

    account: str
    before: str
    after: str

    @property
    def is_up(self) -> bool:
        """True when the account rose."""
        return self.after < self.before


@record
class Change(Tidy):
    """An account or a figure with its value then and now; `kind` says of an amount of MRR whether it is
    new, expansion, reactivation, contraction or churn."""

    name: str
    before: float
    after: float
    kind: str = ""

    @property
    def amount(self) -> float:
        """By how much it rose."""
        return self.after - self.before


@record
class PersonShift(Tidy):
    """A person who came, left, or stands otherwise: `kind` is relationship, role, came or left."""

    account: str
    id: str
    person: str
    kind: str
    before: str = ""
    after: str = ""

    @property
    def warmth(self) -> int:
        """From -2 (positive became negative) to 2; 0 where it did not turn, or is unknown then or now."""
        known = self.kind == "relationship" and self.before in STANDING and self.after in STANDING
        return STANDING[self.after] - STANDING[self.before] if known else 0


@record
class MrrBridge(Tidy):
    """Opening + new + expansion + reactivation + contraction + churn = closing; the last two are negative."""

    opening: float
    new: float
    expansion: float
    reactivation: float
    contraction: float
    churn: float
    closing: float

    @property
    def moved(self) -> float:
        """All movements without their signs."""
        moves = self.new, self.expansion, self.reactivation, self.contraction, self.churn
        return fsum(abs(move) for move in moves)


@record
class Comparison(Tidy):
    """What changed from one deck to another, the largest effect first; None where one side does not know it.

    `both` counts the accounts whose tier both know. `renamed` are accounts under another name, then and
    now: they count as the same. `ranked_by` is score or revenue. `unknown` are figures
    of one side only (the side's `then` or `now` with them), `remarks` why something is not compared:
    currency, year, edition, part.
    """

    before: Snapshot
    now: Snapshot
    came: tuple[str, ...]
    gone: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    tiers: tuple[TierMove, ...] | None
    both: int
    ranks: tuple[Change, ...] | None
    ranked_by: str
    entered: tuple[str, ...] | None
    left: tuple[str, ...] | None
    bridge: MrrBridge | None
    mrr: tuple[Change, ...]
    scores: tuple[Change, ...] | None
    people: tuple[PersonShift, ...] | None
    figures: tuple[Change, ...]
    kpis: tuple[KeptChange, ...]
    unknown: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """True when nothing that both sides know has changed."""
        found = (self.came, self.gone, self.renamed, self.tiers, self.ranks, self.entered, self.left)
        return not any((*found, self.mrr, self.scores, self.people, self.figures, self.kpis))


def compare(before: Snapshot, now: Snapshot) -> Comparison:
    """What changed between two decks; of different currencies, years or editions only what can be compared.

    MRR moves per account, all plans together: new never had any, a reactivated account had some before the
    earlier deck and none in it.
    """
    pairs = tuple((one.before, one.after) for one in renames(before, now))
    old = aligned(before, now)
    moves, both = tier_moves(old, now)
    ranks, ranked_by = _ranks(old, now)
    is_same_money = before.currency == now.currency or not (before.currency and now.currency)
    bridge, mrr = _bridge(old, now) if is_same_money else (None, ())
    figures = _figures(old, now, is_same_money=is_same_money)
    return Comparison(
        before=before,
        now=now,
        came=_beyond_names(now, old),
        gone=_beyond_names(old, now),
        renamed=pairs,
        tiers=None if old.tiers is None or now.tiers is None else _by_size(moves, old, now),
        both=both,
        ranks=ranks,
        ranked_by=ranked_by,
        entered=None if old.stakes is None or now.stakes is None else entered(old, now),
        left=None if old.stakes is None or now.stakes is None else left(old, now),
        bridge=bridge,
        mrr=mrr,
        scores=_differences(old.scores, now.scores, 0.005),
        people=_shifts(old.people, now.people),
        figures=figures,
        kpis=_kept(old, now, is_same_money=is_same_money),
        unknown=_unknown(before, now),
        remarks=_remarks(before, now, is_same_money=is_same_money),
    )


# ------------------------------------------------------------------ accounts


def tier_moves(before: Snapshot, now: Snapshot) -> tuple[tuple[TierMove, ...], int]:
    """The accounts of both decks that changed tier, in the newer one's order, and how many are in both."""
    known = before.tiers or {}
    both = [(account, tier) for account, tier in (now.tiers or {}).items() if account in known]
    moves = [TierMove(name, known[name], tier) for name, tier in both if known[name] != tier]
    return tuple(moves), len(both)


def entered(before: Snapshot, now: Snapshot) -> tuple[str, ...]:
    """The accounts in the at-risk queue that were not in it before, the largest amount first."""
    return _beyond(now.stakes, before.stakes)


def left(before: Snapshot, now: Snapshot) -> tuple[str, ...]:
    """The accounts that have left the at-risk queue, the largest amount first."""
    return _beyond(before.stakes, now.stakes)


def _beyond(first: Mapping[str, float] | None, second: Mapping[str, float] | None) -> tuple[str, ...]:
    """The accounts of the first queue that the second lacks; none where either is unknown."""
    if first is None or second is None:
        return ()
    return tuple(sorted((name for name in first if name not in second), key=lambda name: -first[name]))


def _beyond_names(first: Snapshot, second: Snapshot) -> tuple[str, ...]:
    """The accounts that only the first deck lists, the largest first; none where either lists none."""
    if not (first.names and second.names):
        return ()
    known, size = set(second.names), _size(first)
    return tuple(sorted((name for name in first.names if name not in known), key=lambda n: -size(n)))


def _size(side: Snapshot) -> Callable[[str], float]:
    """What an account weighs: its revenue, else a year of its MRR."""
    revenue, mrr = side.revenue_of or {}, side.mrr_of or {}
    return lambda name: max(revenue.get(name, 0.0), 12 * mrr.get(name, 0.0))


def _by_size(moves: Iterable[TierMove], before: Snapshot, now: Snapshot) -> tuple[TierMove, ...]:
    """The widest step first, equals by what the account weighs."""
    sizes = _size(before), _size(now)
    return tuple(
        sorted(
            moves,
            key=lambda move: (
                -abs(ord(move.after) - ord(move.before)),
                -max(size(move.account) for size in sizes),
            ),
        )
    )


def renames(before: Snapshot, now: Snapshot) -> tuple[Rename, ...]:
    """The accounts that have another name now: as the workbook says, else by a short name that no other has,
    else by the revenue of all years that both know, where one account left and one came with it."""
    known, there = set(before.names), set(now.names)
    if not (known and there):
        return ()
    told = _told(before, now)
    old = [name for name in before.names if name not in there and name not in told]
    new = [name for name in now.names if name not in known and name not in told.values()]
    found = [Rename(*pair, "formerly") for pair in told.items()]
    found += [Rename(*pair, "name") for pair in _matched(_marks(before, old), _marks(now, new))]
    seen = {name for one in found for name in (one.before, one.after)}
    years = [year for year in before.traced if year in now.traced]
    sides = (_trails(side, names, years) for side, names in ((before, old), (now, new)))
    matched = _matched(*sides)
    return (*found, *(Rename(*pair, "figures") for pair in matched if seen.isdisjoint(pair)))


def merged(before: Snapshot, now: Snapshot) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The accounts that are several of before in one, with the names of those: no renames."""
    known = set(before.names)
    links = _links(before, now)
    moved = _told(before, now)
    found: dict[str, list[str]] = {}
    for name, heir in links.items():
        if name not in moved:
            found.setdefault(heir, [heir] if heir in known else []).append(name)
    return tuple((heir, tuple(names)) for heir, names in found.items() if len(names) > 1)


def _told(before: Snapshot, now: Snapshot) -> dict[str, str]:
    """Renames that one of the workbooks tells, one account to one: names may be exchanged or move on."""
    links, known = _links(before, now), set(before.names)
    heirs = Counter(links.values())
    links = {name: heir for name, heir in links.items() if heirs[heir] == 1}
    while taken := [name for name, heir in links.items() if heir in known and heir not in links]:
        links = {name: heir for name, heir in links.items() if name not in taken}
    return links | _undone(before, now, {*links, *links.values()})


def _undone(before: Snapshot, now: Snapshot, seen: set[str]) -> dict[str, str]:
    """Where `before` is the newer side: its accounts under the names that it says they had."""
    known, there = set(before.names), {name.casefold(): name for name in now.names}
    said = [(heir, there.get(name.casefold(), "")) for name, heir in (before.formerly or {}).items()]
    pairs = [(heir, name) for heir, name in said if name and name not in known and heir not in now.names]
    heirs = Counter(heir for heir, _ in pairs)
    return {heir: name for heir, name in pairs if heirs[heir] == 1 and seen.isdisjoint((heir, name))}


def _links(before: Snapshot, now: Snapshot) -> dict[str, str]:
    """What the newer workbook says of the older one's names: each with the account that it is now.

    A name that is borne today is meant only where its bearer had another one, and where the older workbook
    did not say so already.
    """
    there = set(now.names)
    heirs = {name.casefold(): heir for name, heir in (now.formerly or {}).items() if heir in there}
    said = {(name.casefold(), heir) for name, heir in (before.formerly or {}).items()}
    moved = set(heirs.values())
    pairs = [(name, heirs[name.casefold()]) for name in before.names if name.casefold() in heirs]
    return {
        name: heir
        for name, heir in pairs
        if name != heir and (name not in there or (name in moved and (name.casefold(), heir) not in said))
    }


M = TypeVar("M")


def _matched(old: Mapping[M, str], new: Mapping[M, str]) -> tuple[tuple[str, str], ...]:
    """The names of both sides that have a mark in common, no name twice."""
    pairs = tuple(dict.fromkeys((old[mark], new[mark]) for mark in old if mark in new))
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    return tuple(pair for pair in pairs if firsts[pair[0]] == seconds[pair[1]] == 1)


def _marks(side: Snapshot, names: Iterable[str]) -> dict[str, str]:
    """What an account is known by, each that is one account's alone."""
    shorts = side.shorts or {}
    marks = [(mark, name) for name in names for mark in {name.casefold(), shorts.get(name, name).casefold()}]
    return _alone(marks)


def _trails(side: Snapshot, names: Iterable[str], years: Iterable[int]) -> dict[tuple[str, ...], str]:
    """The accounts by their revenue of some years, of at least two that have any."""
    places, traces = [side.traced.index(year) for year in years], side.traces or {}
    trails = [(tuple(traces[n][place] for place in places), n) for n in names if n in traces]
    return _alone((trail, name) for trail, name in trails if sum(map(bool, trail)) > 1)


def _alone(pairs: Iterable[tuple[M, str]]) -> dict[M, str]:
    """What is said of one name alone."""
    found: dict[M, set[str]] = {}
    for mark, name in pairs:
        found.setdefault(mark, set()).add(name)
    return {mark: next(iter(owners)) for mark, owners in found.items() if len(owners) == 1}


def aligned(before: Snapshot, now: Snapshot) -> Snapshot:
    """The older figures with the accounts under the names that they have now; a second time stays the same,
    where names were exchanged too."""
    names = {one.before: one.after for one in renames(before, now)}
    return replace(_under(before, names), formerly=now.formerly) if names else before


def _under(side: Snapshot, names: Mapping[str, str]) -> Snapshot:
    """The snapshot with accounts under other names."""
    if not names:
        return side
    changes: dict[str, object] = {}
    for field in ("stakes", "tiers", "revenue_of", "mrr_of", "scores"):
        if (values := getattr(side, field)) is not None:
            changes[field] = {names.get(name, name): value for name, value in values.items()}
    for field in ("names", "ranking"):
        if (listed := getattr(side, field)) is not None:
            changes[field] = tuple(names.get(name, name) for name in listed)
    if side.kpis is not None:
        changes["kpis"] = {(n, names.get(a, a)): one for (n, a), one in side.kpis.items()}
    if side.people is not None:
        changes["people"] = {(names.get(name, name), key): row for (name, key), row in side.people.items()}
    return replace(side, **changes)


def _ranks(before: Snapshot, now: Snapshot) -> tuple[tuple[Change, ...] | None, str]:
    """Places among the accounts that both rank, the longest way first; equals by the place now."""
    if before.ranking and now.ranking:
        old, new, by = before.ranking, now.ranking, "score"
    elif before.revenue_of and now.revenue_of and before.span == now.span:
        old, new, by = before.by_revenue(), now.by_revenue(), "revenue"
    else:
        return None, ""
    both = set(old) & set(new)
    was = {name: place for place, name in enumerate((n for n in old if n in both), 1)}
    now_is = enumerate((name for name in new if name in both), 1)
    moves = [Change(name, was[name], place) for place, name in now_is if was[name] != place]
    return tuple(sorted(moves, key=lambda move: (-abs(move.amount), move.after))), by


# ------------------------------------------------------------------ amounts and figures


def _bridge(before: Snapshot, now: Snapshot) -> tuple[MrrBridge | None, tuple[Change, ...]]:
    """The bridge, and every account whose MRR moved; (None, ()) where a side does not know it by account."""
    if before.mrr_of is None or now.mrr_of is None:
        return None, ()
    moves = []
    for name in dict.fromkeys((*now.mrr_of, *before.mrr_of)):
        was, value = before.mrr_of.get(name, 0.0), now.mrr_of.get(name, 0.0)
        if was != value:
            kind = _kind(was, value, had=name in before.mrr_of)
            moves.append(Change(name, was, value, kind))
    sums = {kind: fsum(m.amount for m in moves if m.kind == kind) for kind in _KINDS}
    ends = fsum(before.mrr_of.values()), fsum(now.mrr_of.values())
    bridge = MrrBridge(opening=ends[0], closing=ends[1], **sums)
    return bridge, tuple(sorted(moves, key=lambda move: -abs(move.amount)))


_KINDS = ("new", "expansion", "reactivation", "contraction", "churn")


def _kind(before: float, after: float, *, had: bool) -> str:
    if before <= 0 < after:
        return "reactivation" if had else "new"
    if before > 0 >= after:
        return "churn"
    return "expansion" if after > before else "contraction"


def _differences(
    before: Mapping[str, float] | None, now: Mapping[str, float] | None, least: float
) -> tuple[Change, ...] | None:
    """The values of both that moved by `least` or more, the largest way first."""
    if before is None or now is None:
        return None
    both = [Change(name, before[name], value) for name, value in now.items() if name in before]
    return tuple(sorted((c for c in both if abs(c.amount) >= least), key=lambda c: -abs(c.amount)))


def _figures(before: Snapshot, now: Snapshot, *, is_same_money: bool) -> tuple[Change, ...]:
    """The figures that both know and that moved, the largest relative change first."""
    old, new = before.figures(), now.figures()
    wrong = set() if is_same_money else set(MONEY)
    if before.span != now.span:
        wrong.add("revenue")
    moved = _differences(old, {name: value for name, value in new.items() if name not in wrong}, 1e-9) or ()
    return tuple(sorted(moved, key=lambda c: -abs(c.amount) / max(abs(c.before), abs(c.after))))


def _kept(before: Snapshot, now: Snapshot, *, is_same_money: bool) -> tuple[KeptChange, ...]:
    """The own indicators of both that moved, in the newer one's order: of one unit, and of periods of one
    length; whatever the case of their names."""
    known = {(name.casefold(), account): one for (name, account), one in (before.kpis or {}).items()}
    pairs = [(known.get((n.casefold(), a)), one) for (n, a), one in (now.kpis or {}).items()]
    return tuple(
        KeptChange(old, new)
        for old, new in pairs
        if old and (old.unit, old.kind) == (new.unit, new.kind) and new.kind != "part"
        if (is_same_money or new.unit != "money") and abs(new.value - old.value) > 1e-9
    )


def _unknown(before: Snapshot, now: Snapshot) -> tuple[tuple[str, str], ...]:
    """What only one side knows, with that side."""
    lists = ("tiers", "mrr_of", "people", "scores")
    sides = []
    for side in (before, now):
        known = set(side.figures())
        sides.append(known | {name for name in lists if getattr(side, name) is not None})
    return tuple((name, "now" if name in sides[1] else "then") for name in sorted(sides[0] ^ sides[1]))


def _remarks(before: Snapshot, now: Snapshot, *, is_same_money: bool) -> tuple[str, ...]:
    found = [] if is_same_money else ["currency"]
    if before.span != now.span and before.year and now.year:
        found.append("year")
    return (*found, *(name for name in ("edition", "part") if getattr(before, name) != getattr(now, name)))


# ------------------------------------------------------------------ people


def _shifts(
    before: Mapping[tuple[str, str], Person] | None, now: Mapping[tuple[str, str], Person] | None
) -> tuple[PersonShift, ...] | None:
    """Who stands otherwise, plays another role, came or left: the widest turn of a relationship first."""
    if before is None or now is None:
        return None
    found = []
    for key in dict.fromkeys((*now, *before)):
        old, new = before.get(key), now.get(key)
        row = new or old
        if row is None:
            continue
        if old is None or new is None:
            found.append(PersonShift(*key, row.name, "came" if old is None else "left"))
            continue
        if old.relationship != new.relationship:
            found.append(PersonShift(*key, row.name, "relationship", old.relationship, new.relationship))
        if old.role != new.role and None not in (old.role, new.role):
            found.append(PersonShift(*key, row.name, "role", old.role or "", new.role or ""))
    order = ("relationship", "role", "left", "came")
    return tuple(sorted(found, key=lambda shift: (order.index(shift.kind), -abs(shift.warmth))))
