"""Who made the change of revenue between two years: accounts one by one, the small ones summed by sign."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.traced import fsum

NEW, LOST, OTHERS_UP, OTHERS_DOWN = "new", "lost", "others_up", "others_down"
MOST_UP, MOST_DOWN = 5, 3
_ALL_SHOWN = 8  # accounts that changed: up to so many stand alone
_LEAST = 0.05  # of the net change: a smaller step is summed with others


@record
class Part(Tidy):
    """One step of the bridge: an account, or several summed (`group` is then NEW, LOST, OTHERS_UP or
    OTHERS_DOWN). `amount` is in the book's currency."""

    accounts: tuple[str, ...]
    amount: float
    group: str = ""


@record
class RevenueBridge(Tidy):
    """From the revenue of one year to that of another, net of credit notes.

    `gains` and `losses` pair the accounts that rose and fell with their change, largest first; `level` are
    those that did not change. `parts` add up to `closing` less `opening`.
    """

    opening: float
    closing: float
    gains: tuple[tuple[str, float], ...]
    losses: tuple[tuple[str, float], ...]
    level: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def net(self) -> float:
        """The change of the whole."""
        return self.closing - self.opening

    @property
    def gained(self) -> float:
        """What the accounts that rose gained together."""
        return fsum(change for _, change in self.gains)

    @property
    def lost(self) -> float:
        """What the accounts that fell lost together, below zero."""
        return fsum(change for _, change in self.losses)

    @property
    def accounts(self) -> int:
        """How many accounts had revenue in one of the years."""
        return len(self.gains) + len(self.losses) + len(self.level)

    def to_columns(self) -> Columns:
        """One row a step: group ("" for an account), account (None for a group), how many, amount."""
        return {
            "group": [part.group for part in self.parts],
            "account": [None if part.group else part.accounts[0] for part in self.parts],
            "accounts": [len(part.accounts) for part in self.parts],
            "amount": [part.amount for part in self.parts],
        }


def bridge_between(
    before: Mapping[str, float],
    after: Mapping[str, float],
    *,
    new: Collection[str] = (),
    lost: Collection[str] = (),
    most: tuple[int, int] = (MOST_UP, MOST_DOWN),
) -> RevenueBridge:
    """The bridge from the revenue of one year to that of another, by account.

    Up to eight accounts that changed stand alone. Of more, the `most` gains and losses do that are at least
    5% of the net change, equal ones in order of revenue; two `new` accounts or more are one step, and so are
    those that were `lost`; the others are summed by sign.
    """
    names = dict.fromkeys((*before, *after))
    changes = {name: after.get(name, 0.0) - before.get(name, 0.0) for name in names}
    size = {name: max(after.get(name, 0.0), before.get(name, 0.0)) for name in names}
    order = sorted(names, key=lambda name: (-abs(changes[name]), -size[name]))
    gains = tuple((name, changes[name]) for name in order if changes[name] > 0)
    losses = tuple((name, changes[name]) for name in order if changes[name] < 0)
    opening, closing = fsum(before.values()), fsum(after.values())
    if len(gains) + len(losses) <= min(_ALL_SHOWN, sum(most)):
        parts = tuple(Part((name,), change) for name, change in (*gains, *losses))
    else:
        least = _LEAST * abs(closing - opening)
        parts = (
            *_parts(gains, new, NEW, most[0], least, OTHERS_UP),
            *_parts(losses, lost, LOST, most[1], least, OTHERS_DOWN),
        )
    level = tuple(name for name in names if not changes[name])
    return RevenueBridge(opening, closing, gains, losses, level, parts)


def _parts(
    changes: Sequence[tuple[str, float]],
    grouped: Collection[str],
    group: str,
    most: int,
    least: float,
    others: str,
) -> Iterable[Part]:
    """The steps of one sign: the largest accounts, the group where it has several, the others."""
    together = [pair for pair in changes if pair[0] in grouped]
    if len(together) < 2:
        together = []
    apart = [pair for pair in changes if pair not in together]
    large = [pair for pair in apart[:most] if abs(pair[1]) >= least]
    rest = apart[len(large) :]
    yield from (Part((name,), change) for name, change in large)
    if together:
        yield _summed(together, group)
    if len(rest) == 1:
        yield Part((rest[0][0],), rest[0][1])
    elif rest:
        yield _summed(rest, others)


def _summed(pairs: Sequence[tuple[str, float]], group: str) -> Part:
    return Part(tuple(name for name, _ in pairs), fsum(change for _, change in pairs), group)
