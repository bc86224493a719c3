"""How figures and names are said wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

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


class Directed(Protocol):
    """A row with a measure: which way is better, "higher", "lower" or None where it leaves that open."""

    @property
    def better(self) -> str | None:
        """The way."""


def is_lower(row: Directed, usual: bool = False) -> bool:
    """Whether lower is better; `usual` where the row leaves it open."""
    return usual if row.better is None else row.better == "lower"


def limit(target: str, *, lower: bool) -> str:
    """A target as it is shown: with its sign where lower is better, so that it is not to be passed."""
    return f"≤\u00a0{target}" if lower and target not in ("", "–") else target
