"""The order of a table's rows and columns: ours, or the one that a person gave them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kamdeck.deck.structures import OWN


def is_reordered(now: Sequence[str], was: Sequence[str]) -> bool:
    """Whether a person moved rows or columns: those that stood there last now stand in another order."""
    there, known = set(now), set(was)
    return [key for key in now if key in known] != [key for key in was if key in there]


def ordered(
    wanted: Sequence[str], now: Sequence[str], *, is_theirs: bool = False, joined: Collection[str] = ()
) -> list[str]:
    """The keys in the order in which they are to stand, a person's own ones (of `now`) among them.

    The order is that of `wanted`, or, where it `is_theirs`, that of `now`: what is new then goes behind the
    one that precedes it in `wanted`, of those that stand in the same order on both sides. Rows that are
    `joined` to the one above them by a merged cell stay together. A person's own row stays behind the row
    it stood behind.
    """
    units = _units(wanted, joined)
    places = {key: i for i, unit in enumerate(units) for key in unit}
    inside, behind = _followers(now, places)
    sequence: Iterable[int] = range(len(units))
    if is_theirs:
        sequence = _sequence(list(dict.fromkeys(places[key] for key in now if key in places)), len(units))
    order = list(behind.get(-1, ()))
    for i in sequence:
        for key in units[i]:
            order += [key, *inside.get(key, ())]
        order += behind.get(i, ())
    return order


def _units(wanted: Iterable[str], joined: Collection[str]) -> list[list[str]]:
    units: list[list[str]] = []
    for key in wanted:
        if units and key in joined:
            units[-1].append(key)
        else:
            units.append([key])
    return units


def _followers(
    now: Iterable[str], places: dict[str, int]
) -> tuple[dict[str, list[str]], dict[int, list[str]]]:
    """A person's own keys: inside a unit by the key they stand behind, others by the unit (-1: first)."""
    inside: dict[str, list[str]] = {}
    behind: dict[int, list[str]] = {}
    above, own = "", list[str]()
    for key in now:
        if key.startswith(OWN):
            own.append(key)
        elif key in places:
            if above and places[above] == places[key]:
                inside.setdefault(above, []).extend(own)
            else:
                behind.setdefault(places.get(above, -1), []).extend(own)
            above, own = key, []
    behind.setdefault(places.get(above, -1), []).extend(own)
    return inside, behind


def _sequence(there: list[int], count: int) -> list[int]:
    """The numbers that are there in their order, the others below `count` put in beside their neighbours."""
    sequence, settled = list(there), _rising(there)
    for i in range(count):
        if i in sequence:
            continue
        before = [n for n in settled if n < i]
        if before:
            sequence.insert(sequence.index(max(before)) + 1, i)
        else:
            sequence.insert(sequence.index(min(settled)) if settled else 0, i)
        settled.add(i)
    return sequence


def _rising(values: Iterable[int]) -> set[int]:
    """The longest run of values, others left out, that rises."""
    chains: list[list[int]] = [[]]
    for value in values:
        longest = max([chain for chain in chains if not chain or chain[-1] < value], key=len)
        chains.append([*longest, value])
    rising = max(chains, key=len)
    return set(rising)
