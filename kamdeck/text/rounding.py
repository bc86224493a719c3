"""Rounding as people do it: half up, and shares that add up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from kamdeck.traced import like


def half_up(value: float, places: int = 0) -> Decimal:
    """`value` rounded half away from zero to `places` decimals, by its shortest decimal form."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def places_of(value: float) -> int:
    """The decimals that a number has, up to nine: what is beyond is the noise of floats."""
    return max(0, -int(half_up(value, 9).normalize().as_tuple().exponent))


def to_places(value: float, places: int = 0) -> float:
    """`value` as it is printed with so many decimals, rounded half away from zero."""
    return like(float(half_up(value, places)), value)


def add_up(shares: Sequence[float], places: int = 0, total: float | None = None) -> tuple[float, ...]:
    """Shares (0..1) rounded to `places` decimals of a percent so that they add to their rounded total.

    Largest remainder (Hamilton): each share is cut, and the units still missing go to the largest
    remainders, ties to the earlier one. The total is 1 where the shares come to 1.
    """
    unit = 10.0 ** (places + 2)
    scaled = [float(share) * unit for share in shares]
    floors = [int((x + 1e-9) // 1) for x in scaled]
    whole = int(half_up((sum(shares) if total is None else total) * unit))
    order = sorted(range(len(scaled)), key=lambda i: (floors[i] - scaled[i], i))
    for i in order[: max(0, whole - sum(floors))]:
        floors[i] += 1
    return tuple(like(f / unit, share) for f, share in zip(floors, shares, strict=True))
