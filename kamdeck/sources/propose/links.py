"""How tables hang together: a column here that holds the keys of another table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kamdeck.sources.propose.offers import Link
from kamdeck.sources.propose.seen import Seen, Table
from kamdeck.workbook.cells import Cell
from kamdeck.workbook.wording import fold

COVERED = 0.8
"""The share of the lines here whose key the other table must know."""
DEEPEST = 3
_KEY_ROLES = frozenset({"account", "account id", "order", "product", "manager"})


class Reached:
    """A table with the columns that its keys lead to. `links` says by a joined column's header how."""

    __slots__ = ("columns", "links", "table")

    def __init__(self, table: Table, tables: Iterable[Table]) -> None:
        self.table = table
        self.columns: list[Seen] = [s for s in table.columns if s.label not in table.twins]
        self.links: dict[str, Link] = {}
        others = [other for other in tables if other is not table]
        for _ in range(DEEPEST):
            for other in others:
                link = self._link(other)
                if link is not None:
                    self._join(other, link)
                    others = [each for each in others if each is not other]
                    break

    def with_role(self, *roles: str) -> list[Seen]:
        """The columns whose header may mean one of these, in the order of the roles."""
        return [seen for role in roles for seen in self.columns if role in seen.roles]

    def links_for(self, labels: Iterable[str]) -> tuple[Link, ...]:
        """The joins that are needed for these columns, each after the one it rests on."""
        found: dict[int, Link] = {}
        for label in labels:
            if label in self.links:
                for link in (*self.links[label].before, self.links[label]):
                    found.setdefault(id(link.table), link)
        return tuple(found.values())

    def unmatched(self, key: str, is_out: Sequence[bool]) -> dict[str, int]:
        """The values of a column of keys that the table it leads to does not know, on lines that count."""
        link = next(link for link in self.links.values() if link.here == key)
        other = link.table.column(link.there)
        here = next(seen for seen in self.columns if seen.label == key)
        known = set(other.texts()) if other else set()
        return Counter(t for t, out in zip(here.texts(), is_out, strict=True) if not out and t not in known)

    def _link(self, other: Table) -> Link | None:
        """The column that leads to the other table's key; None without one that fits."""
        for there in other.columns:
            if not there.is_key:
                continue
            for here in self.columns:
                if _is_same(here, there) and _covers(here, there):
                    before = self.links.get(here.label)
                    chain = (*before.before, before) if before else ()
                    return Link(here.label, other, there.label, chain)
        return None

    def _join(self, other: Table, link: Link) -> None:
        here = next(seen for seen in self.columns if seen.label == link.here)
        there = other.column(link.there)
        assert there is not None
        rows = {text: row for row, text in reversed(list(enumerate(there.texts()))) if text}
        partners = [rows.get(text) for text in here.texts()]
        taken = {fold(seen.label) for seen in self.columns}
        for seen in other.columns:
            if seen is there or fold(seen.label) in taken or not seen.roles:
                continue
            cells: list[Cell | None] = [None if row is None else seen.cells[row] for row in partners]
            joined = Seen(seen.column, seen.label, cells, other.sample.epoch)
            joined.by, joined.table = link.here, other.name
            self.columns.append(joined)
            self.links[seen.label] = link


def _is_same(here: Seen, there: Seen) -> bool:
    """Whether two headers mean the same key: they are called alike, or both name the same thing."""
    if fold(here.label) == fold(there.label):
        return True
    return bool(_KEY_ROLES.intersection(here.roles).intersection(there.roles))


def _covers(here: Seen, there: Seen) -> bool:
    known = set(there.texts())
    asked = [text for text in here.texts() if text]
    return bool(asked) and sum(text in known for text in asked) >= COVERED * len(asked)
