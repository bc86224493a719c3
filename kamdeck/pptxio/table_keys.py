"""The keys of a table's rows and columns: by their ids, else by their words and their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from kamdeck.deck.ledger import Mark, fingerprint
from kamdeck.deck.normal import text_of
from kamdeck.deck.spec import Table
from kamdeck.deck.structures import OWN
from kamdeck.pptxio.look import words_of
from kamdeck.pptxio.markup import A16, A
from kamdeck.pptxio.tables import col_id, distinct, row_id
from kamdeck.pptxio.xml import Node, whole

T = TypeVar("T")

ANS = f"{{{A}}}"
ROW, CELL, COLUMN = f"{ANS}tr", f"{ANS}tc", f"{ANS}gridCol"
_HALF, _SOME = 0.5, 0.25  # how like two rows must be to be the same: anywhere, or in the same place
COLUMN_ID, ROW_ID = (f"{ANS}extLst/{ANS}ext/{{{A16}}}{tag}" for tag in ("colId", "rowId"))


def keys_of_table(grid: Node, base: Mapping[str, Mark], spec: Table | None) -> tuple[list[str], list[str]]:
    """The keys of all rows and of all columns; a person's own ones start with `OWN`."""
    known = _Known(grid, base, spec)
    columns = known.columns()
    return known.rows(columns), columns


def identity(node: Node) -> Node | None:
    """The id that a row or column has."""
    return node.find(ROW_ID if node.tag == ROW else COLUMN_ID)


class _Known:
    """What is known of a table's rows and columns: their keys as we last wrote them, else as the spec has
    them, and fingerprints of the words in each cell."""

    def __init__(self, grid: Node, base: Mapping[str, Mark], spec: Table | None) -> None:
        self.grid, self.base, self.spec = grid, base, spec
        self.words: list[list[str]] | None = None

    def columns(self) -> list[str]:
        nodes = self.grid.findall(f"{ANS}tblGrid/{COLUMN}")
        written, all_keys = self._listed("columns")
        numbers = dict(zip(distinct([col_id(key) for key in all_keys]), all_keys, strict=True))
        keys = [numbers.get(_number(node), "") for node in nodes]
        if not any(keys):
            rows, _ = self._listed("rows")
            wanted = [Counter(self._known(row, key) for row in rows) for key in written]
            found = [Counter(row[i] for row in self._words() if i < len(row)) for i in range(len(nodes))]
            keys = _matched(found, wanted, written, _overlap, lambda _: True)
        return _named(keys)

    def rows(self, columns: Sequence[str]) -> list[str]:
        nodes = self.grid.findall(ROW)
        written, all_keys = self._listed("rows")
        numbers = dict(zip(distinct([row_id(key) for key in all_keys]), all_keys, strict=True))
        keys = [numbers.get(_number(node), "") for node in nodes]
        if not any(keys):
            wanted = [[self._known(key, column) for column in columns] for key in written]
            keys = _matched(self._words(), wanted, written, _agreement, _is_wordless)
        elif len(set(keys) - {""}) < len(keys) - keys.count(""):
            keys = self._without_copies(keys, columns, written)
        return _named(keys)

    def _without_copies(self, keys: list[str], columns: Sequence[str], written: Sequence[str]) -> list[str]:
        """The keys, each once: of a row and its copies that which fits best in words and place stays ours."""
        best: dict[str, int] = {}
        for i, key in enumerate(keys):
            if key and (key not in best or self._fit(i, keys, columns, written) > self._fit(
                best[key], keys, columns, written)):  # fmt: skip
                best[key] = i
        return [key if key and best[key] == i else "" for i, key in enumerate(keys)]

    def _fit(
        self, i: int, keys: list[str], columns: Sequence[str], written: Sequence[str]
    ) -> tuple[float, bool]:
        """How well a row fits its key: by its words, and by the row above it."""
        key = keys[i]
        place = written.index(key) if key in written else 0
        wanted = [self._known(key, column) for column in columns]
        above = keys[i - 1] if i else ""
        return _agreement(self._words()[i], wanted), above == (written[place - 1] if place else "")

    def _listed(self, name: str) -> tuple[list[str], list[str]]:
        """The keys that stood in the table last, and all that can: those and the others of the spec."""
        was = self.base.get(name)
        keys = [str(key) for key in was] if isinstance(was, tuple) else []
        wanted = [part.key for part in getattr(self.spec, name)] if self.spec else []
        return keys or wanted, keys + [key for key in wanted if key not in keys]

    def _known(self, row: str, column: str) -> str:
        """The fingerprint of the words that we wrote into a cell, else of those we want."""
        if "rows" in self.base:
            return str(self.base.get(f"cell/{row}/{column}", ""))
        return self._wanted().get((row, column), "")

    def _wanted(self) -> dict[tuple[str, str], str]:
        if self.spec is None:
            return {}
        return {
            (row.key, column.key): fingerprint(text)
            for row in self.spec.rows
            for column, cell in zip(self.spec.columns, row.cells, strict=True)
            if (text := text_of(cell.paras))
        }

    def _words(self) -> list[list[str]]:
        """Fingerprints of the words in every cell, "" for an empty one."""
        if self.words is None:
            rows = [[words_of(cell.find(f"{ANS}txBody")) for cell in row.findall(CELL)]
                    for row in self.grid.findall(ROW)]  # fmt: skip
            self.words = [[fingerprint(text) if text else "" for text in row] for row in rows]
        return self.words


def _number(node: Node) -> int:
    found = identity(node)
    return -1 if found is None else whole(found.get("val"), -1)


# ------------------------------------------------------------------ by words and place


def _agreement(found: Sequence[str], wanted: Sequence[str]) -> float:
    """The share of cells with words on either side that have the same words; 1 where there are none."""
    pairs = [(a, b) for a, b in zip(found, wanted, strict=False) if a or b]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 1.0


def _is_wordless(wanted: Sequence[str]) -> bool:
    """Whether a row has so few words that one or two new ones make it another."""
    return sum(map(bool, wanted)) <= 2


def _overlap(found: Counter[str], wanted: Counter[str]) -> float:
    """The share of the words of two columns that stand in both."""
    count = max(sum(found.values()), sum(wanted.values()))
    return sum((found & wanted).values()) / count if count else 1.0


def _matched(
    found: Sequence[T],
    wanted: Sequence[T],
    keys: Sequence[str],
    likeness: Callable[[T, T], float],
    has_only_its_place: Callable[[T], bool],
) -> list[str]:
    """The key of each of the `found`: of that among the `wanted` which it is most like, half at least.

    What is left between two that are known, on both sides as many, is the same where some words still are,
    or where both have only their place to be known by.
    """
    scores = {
        (i, j): score
        for i, have in enumerate(found)
        for j, want in enumerate(wanted)
        if (score := likeness(have, want)) >= _SOME
    }
    taken: dict[int, int] = {}
    best = sorted(scores, key=lambda pair: (-scores[pair], abs(pair[0] - pair[1]), pair))
    for i, j in best:
        if scores[i, j] >= _HALF and i not in taken and j not in taken.values():
            taken[i] = j
    for places, meant in _gaps(taken, len(found), len(wanted)):
        if len(places) == len(meant):
            pairs = zip(places, meant, strict=True)
            taken |= {
                i: j
                for i, j in pairs
                if (i, j) in scores or (has_only_its_place(found[i]) and has_only_its_place(wanted[j]))
            }
    return [keys[taken[i]] if i in taken else "" for i in range(len(found))]


def _gaps(taken: Mapping[int, int], count: int, wanted: int) -> list[tuple[list[int], list[int]]]:
    """What is unknown on both sides between two neighbours that are known on both."""
    out, used = [], set(taken.values())
    i = 0
    while i < count:
        start = i
        while i < count and i not in taken:
            i += 1
        if i > start:
            first = taken.get(start - 1, -1) + 1
            stop = taken.get(i, wanted)
            out.append((list(range(start, i)), [j for j in range(first, stop) if j not in used]))
        i += 1
    return out


def _named(keys: Sequence[str]) -> list[str]:
    """Blank keys and repetitions become a person's own, counted."""
    seen: set[str] = set()
    out = []
    for i, key in enumerate(keys, 1):
        out.append(key if key and key not in seen else f"{OWN}{i}")
        seen.add(key)
    return out
