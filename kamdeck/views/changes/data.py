"""What the slide on changes shares: the comparison, and names as sentences and rows write them."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.comparison import Comparison, KeptChange, PersonShift, Snapshot, compare
from kamdeck.deck.spec import EMU
from kamdeck.figures.context import Context
from kamdeck.layout.insights import FACT_SIZE
from kamdeck.record import record
from kamdeck.text.measure import shorten

_NAME_ROOM = round(2.2 * EMU)
_LONG = 24  # characters; the short name stands for longer ones in sentences


@record
class Sight:
    """Today's figures, and what changed since an earlier deck: nothing in the first one."""

    ctx: Context
    now: Snapshot
    found: Comparison
    is_first: bool = False

    def name(self, account: str) -> str:
        """An account's name for a sentence, cut where even the short one is very long."""
        if len(account) <= _LONG:
            return account
        return shorten(self.short(account), FACT_SIZE, _NAME_ROOM)

    def short(self, account: str) -> str:
        """The short name, also of an account that only the earlier deck knew."""
        for side in (self.now, self.found.before):
            if side.shorts and account in side.shorts:
                return side.shorts[account]
        return account

    def names(self, accounts: Sequence[str], most: int = 2) -> str:
        """The first names, then how many others."""
        shown = [self.name(name) for name in accounts[:most]]
        if len(accounts) > most:
            shown.append(self.ctx.say("changes.fact.others", n=len(accounts) - most))
        return self.ctx.say.list(shown)

    def since(self) -> str:
        """The words for since when."""
        say, then = self.ctx.say, self.found.before.as_of
        if then is None or then == self.now.as_of:
            return say("changes.since_last")
        return say("changes.since", date=say.date(then).replace(" ", "\u00a0"))

    @property
    def kpis(self) -> tuple[KeptChange, ...]:
        """The own indicators that moved."""
        return self.found.kpis

    @property
    def turned(self) -> tuple[PersonShift, ...]:
        """The people whose relationship turned warmer or colder, the widest turn first."""
        return tuple(p for p in self.found.people or () if p.warmth)


def read_sight(ctx: Context) -> Sight:
    """The comparison of the deck with the one before it."""
    now = ctx.now or Snapshot(as_of=ctx.as_of, currency=ctx.book.settings.currency)
    return Sight(ctx, now, compare(ctx.before or now, now), ctx.before is None)


def relation(sight: Sight, word: str) -> str:
    """A relationship in the language."""
    return sight.ctx.say(f"diff.relation.{word or 'none'}")
