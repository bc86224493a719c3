"""Which form of a text a count takes, by the rules in which Unicode writes them (UTS #35, plural rules)."""

from __future__ import annotations

import re
from functools import lru_cache

OTHER = "other"
Rules = tuple[tuple[str, str], ...]
"""Categories and the rule of each: `("one", "n % 10 = 1 and n % 100 != 11")`."""
_RELATION = r"(?P<operand>[nivwftce])(?: % (?P<modulus>\d+))? (?P<sign>!?=) (?P<ranges>[\d.,]+)"


def category(rules: Rules, n: object) -> str:
    """The category of a number, the first whose rule holds; "other" where none does, and for what is no
    number. A number that is not whole counts as one with decimals that are shown.

    Raises: ValueError when a rule cannot be read.
    """
    if isinstance(n, int | float):
        return _category(rules, abs(int(n) if float(n).is_integer() else n))
    return OTHER


@lru_cache(maxsize=512)
def _category(rules: Rules, n: float) -> str:
    return next((name for name, rule in rules if _holds(rule, n)), OTHER)


def _holds(rule: str, n: float) -> bool:
    return any(all(_is_so(part, n) for part in either.split(" and ")) for either in rule.split(" or "))


def _is_so(relation: str, n: float) -> bool:
    """Decimals (v, w, f, t) of a whole number are 0, and powers (c, e) of every number here."""
    match = re.fullmatch(_RELATION, relation.strip())
    if match is None:
        raise ValueError(f"No plural rule: {relation!r}.")
    decimals = int(n != int(n)) if match["operand"] in "vwft" else 0
    value = n if match["operand"] == "n" else int(n) if match["operand"] == "i" else decimals
    value = value % int(match["modulus"]) if match["modulus"] else value
    ends = [one.split("..") for one in match["ranges"].split(",")]
    return any(int(end[0]) <= value <= int(end[-1]) for end in ends) == (match["sign"] == "=")
