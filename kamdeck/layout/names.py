"""Names inside sentences: of accounts, and of things that begin with a capital where they stand alone."""

from __future__ import annotations

from kamdeck.figures.context import Context

_LONG, _LONGEST = 24, 30  # characters: longer names make sentences too long


def full_name(ctx: Context, account: str) -> str:
    """The account's name for a title; the short one where the name is long."""
    return account if len(account) <= _LONG else ctx.short(account)


def brief_name(ctx: Context, account: str) -> str:
    """The account's name for a sentence: as in a title, cut where it is very long."""
    return cut_name(full_name(ctx, account), _LONGEST)


def cut_name(name: str, most: int) -> str:
    """A name of at most so many characters."""
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def lowered(name: str) -> str:
    """A name with a small first letter; abbreviations keep their capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
