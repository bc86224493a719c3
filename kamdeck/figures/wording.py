"""How figures and names are said wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.figures.context import Context

_NAMED = 5


def share_text(ctx: Context, share: float) -> str:
    """A share as `81%`; one decimal below 5% and where rounding would say 100% of what is not all."""
    rounds_to_all = share < 1 - 1e-9 and share >= 0.995
    return ctx.say.percent(share, 1 if rounds_to_all or share < 0.05 else 0)


def some_names(ctx: Context, accounts: Sequence[str]) -> str:
    """The first accounts by their short names, and how many others."""
    shown = [ctx.short(account) for account in accounts[:_NAMED]]
    if len(accounts) > _NAMED:
        shown.append(ctx.say("notes.others", n=len(accounts) - _NAMED))
    return ctx.say.list(shown)
