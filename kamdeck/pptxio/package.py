"""Our own package layer: parts, relations and content types of an Office file.

A part that nobody changed is written back as the compressed bytes it was read as, and so are content
types and relations that nobody changed. Part names have no leading slash (`ppt/slides/slide1.xml`); the
package's own relations are those of the part "". Rules: ECMA-376 part 2 (Open Packaging Conventions).
"""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from kamdeck.errors import DeckError
from kamdeck.pptxio.container import Member, packed, unzipped, zipped
from kamdeck.pptxio.relations import (
    OFFICE_REL,
    TYPES_PART,
    Rel,
    content_types,
    content_types_xml,
    extension,
    relations,
    relations_xml,
    rels_name,
    unquoted,
)
from kamdeck.text import told

__all__ = ["OFFICE_REL", "TYPES_PART", "Package", "Rel", "rels_name"]


class Package:
    """Parts by name. Reads inflate lazily; writes replace whole parts."""

    def __init__(self, members: list[Member], label: str = "The deck") -> None:
        self.label = label
        self._members: dict[str, Member] = {}
        self._new: dict[str, bytes] = {}
        self._trees: dict[str, object] = {}  # of what was written, where the writer has it
        self._rels: dict[str, list[Rel]] = {}
        self._touched_rels: set[str] = set()
        self._last_ids: dict[str, int] = {}  # the highest number that a part's relation ids have
        self._counters: dict[str, int] = {}
        self._folded: dict[str, str] | None = None
        self._touched_types = False
        self._changed: set[str] = set()
        for member in members:
            if member.name in self._members:
                raise DeckError(
                    told("refused.part_twice", name=label, part=member.name),
                    told("refused.save_in_powerpoint"),
                )
            self._members[member.name] = member
        if TYPES_PART not in self._members:
            raise DeckError(told("refused.no_office", name=label, part=TYPES_PART))
        defaults, overrides = content_types(self.read(TYPES_PART), f"{label}, {TYPES_PART}")
        self._defaults = defaults
        self._overrides = {self._found(name): kind for name, kind in overrides.items()}

    @classmethod
    def open(cls, source: Path | str | bytes, label: str = "The deck") -> Package:
        """The package in a file, or in its bytes, which errors call `label`.

        Raises:
            DeckError: missing, unreadable, encrypted, damaged, or no Office file.
        """
        if isinstance(source, bytes):
            return cls(unzipped(source, label), label)
        path = Path(source)
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise DeckError(
                told("refused.unreadable", name=path, detail=str(fault.strerror or fault))
            ) from fault
        return cls(unzipped(data, path.name), path.name)

    # ------------------------------------------------------------------ parts

    @property
    def names(self) -> tuple[str, ...]:
        """All part names, relation parts and content types left out, in the file's order, new ones last."""
        return tuple(n for n in (*self._members, *self._added()) if _is_part(n))

    @property
    def members(self) -> tuple[str, ...]:
        """Every member of the file but directories, relation parts and content types too."""
        return tuple(n for n in (*self._members, *self._added()) if not n.endswith("/"))

    @property
    def changed(self) -> frozenset[str]:
        """The parts that were written since the package was opened, or whose relations were."""
        return frozenset(self._changed | self._touched_rels)

    def __contains__(self, name: str) -> bool:
        return name in self._new or name in self._members

    def read(self, name: str) -> bytes:
        """The content of a part.

        Raises:
            DeckError: no such part, or a damaged one.
        """
        if name in self._new:
            return self._new[name]
        if name not in self._members:
            raise DeckError(told("refused.no_part", name=self.label, part=name))
        return self._members[name].inflate()

    def tree(self, name: str) -> object | None:
        """The XML of a part as its writer handed it over; None where it is known as bytes alone."""
        return self._trees.get(name)

    def checksum(self, name: str) -> int:
        """The CRC-32 of a part's content, without unpacking it.

        Raises:
            DeckError: no such part.
        """
        if name in self._new:
            return crc32(self._new[name])
        if name not in self._members:
            raise DeckError(told("refused.no_part", name=self.label, part=name))
        return self._members[name].crc

    def write(
        self, name: str, data: bytes, content_type: str | None = None, tree: object | None = None
    ) -> None:
        """Put a part, new or in place of the old one; without a content type the present one holds. `tree` is
        the XML that was just written out as these bytes, for whoever would parse them again.

        Raises:
            DeckError: a new part for which no content type is known.
        """
        if content_type is not None:
            self._set_type(name, content_type)
        elif self.content_type(name) is None:
            raise DeckError(told("refused.no_type", part=name))
        if self._folded is not None and name not in self:
            self._folded[name.casefold()] = name
        self._new[name] = data
        self._trees.pop(name, None)
        if tree is not None:
            self._trees[name] = tree
        self._changed.add(name)

    def drop(self, name: str) -> None:
        """Take out a part with its own relations and its content type; relations to it are the caller's.

        Raises:
            DeckError: no such part.
        """
        if name not in self:
            raise DeckError(told("refused.no_part", name=self.label, part=name))
        for each in (name, rels_name(name)):
            self._members.pop(each, None)
            self._new.pop(each, None)
        self._trees.pop(name, None)
        self._rels.pop(name, None)
        self._last_ids.pop(name, None)
        self._touched_rels.discard(name)
        self._touched_types |= self._overrides.pop(name, None) is not None
        self._folded = None

    def free_name(self, pattern: str) -> str:
        """A part name never given before: `pattern` has one `{}` for the number."""
        if pattern not in self._counters:
            head, tail = pattern.split("{}")
            numbers = [
                int(n[len(head) : len(n) - len(tail)])
                for n in (*self._members, *self._added())
                if n.startswith(head) and n.endswith(tail) and n[len(head) : len(n) - len(tail)].isdecimal()
            ]
            self._counters[pattern] = max(numbers, default=0)
        self._counters[pattern] += 1
        return pattern.format(self._counters[pattern])

    # ------------------------------------------------------------------ content types

    def content_type(self, name: str) -> str | None:
        """The content type of a part, by its own entry or by its extension."""
        return self._overrides.get(name) or self._defaults.get(extension(name))

    @property
    def overrides(self) -> tuple[str, ...]:
        """The part names that have a content type entry of their own."""
        return tuple(self._overrides)

    def _set_type(self, name: str, content_type: str) -> None:
        if self.content_type(name) == content_type:
            return
        self._touched_types = True
        if name in self._overrides or extension(name) in self._defaults or extension(name) == "xml":
            self._overrides[name] = content_type
        else:
            self._defaults[extension(name)] = content_type

    # ------------------------------------------------------------------ relations

    def rels(self, name: str) -> tuple[Rel, ...]:
        """The relations of a part in the file's order; of the package itself for "".

        Raises:
            DeckError: the relations cannot be read.
        """
        return tuple(self._relations(name))

    def rel(self, name: str, rel_id: str) -> Rel | None:
        """The relation of that id, or None."""
        return next((r for r in self._relations(name) if r.id == rel_id), None)

    def related(self, name: str, kind: str) -> str | None:
        """The first part related as `kind` (`slideLayout`, `theme`), or None."""
        found = (r.target for r in self._relations(name) if not r.is_external and r.kind == kind)
        return next(found, None)

    def add_rel(self, name: str, rel_type: str, target: str, *, is_external: bool = False) -> str:
        """Relate a part to another, or to an address; the new id.

        `rel_type` is the full type, or the word behind `OFFICE_REL`.
        """
        rows = self._relations(name)
        last = self._last_ids.get(name)
        if last is None:
            last = max([int(r.id[3:]) for r in rows if r.id[:3] == "rId" and r.id[3:].isdecimal()], default=0)
        self._last_ids[name] = last + 1
        full = rel_type if ":" in rel_type else OFFICE_REL + rel_type
        rows.append(Rel(f"rId{last + 1}", full, target, is_external))
        self._touched_rels.add(name)
        return rows[-1].id

    def set_rels(self, name: str, rels: tuple[Rel, ...]) -> None:
        """Put all relations of a part at once."""
        self._rels[name] = list(rels)
        self._last_ids.pop(name, None)
        self._touched_rels.add(name)

    def drop_rel(self, name: str, rel_id: str) -> None:
        """Take out one relation; the part it leads to stays."""
        rows = self._relations(name)
        self._rels[name] = [r for r in rows if r.id != rel_id]
        self._touched_rels.add(name)

    def referrers(self, target: str) -> tuple[tuple[str, Rel], ...]:
        """Every relation that leads to a part, with the part it starts from."""
        return tuple(
            (name, rel)
            for name in ("", *self.names)
            for rel in self._relations(name)
            if rel.target == target and not rel.is_external
        )

    @property
    def main_part(self) -> str:
        """The presentation (or workbook) part.

        Raises:
            DeckError: there is none.
        """
        name = self.related("", "officeDocument")
        if name is None or name not in self:
            raise DeckError(told("refused.no_main", name=self.label))
        return name

    def _relations(self, name: str) -> list[Rel]:
        rows = self._rels.get(name)
        if rows is None:
            part = rels_name(name)
            label = f"{self.label}, {part}"
            rows = relations(self.read(part), name, self._found, label) if part in self else []
            self._rels[name] = rows
        return rows

    def _found(self, name: str) -> str:
        """The part meant by a target, whatever its case or percent signs; the target itself if none is."""
        if name in self._new or name in self._members:
            return name
        if self._folded is None:
            self._folded = {n.casefold(): n for n in (*self._members, *self._new)}
        return self._folded.get(name.casefold()) or self._folded.get(unquoted(name).casefold()) or name

    # ------------------------------------------------------------------ saving

    def settle(self) -> None:
        """Write changed relations and content types into their parts."""
        if self._touched_types:
            self._new[TYPES_PART] = content_types_xml(self._defaults, self._overrides)
            self._touched_types = False
        self._changed |= self._touched_rels
        for name in sorted(self._touched_rels):
            rows, part = self._rels[name], rels_name(name)
            if rows:
                self._new[part] = relations_xml(rows, name)
            else:
                self._members.pop(part, None)
                self._new.pop(part, None)
        self._touched_rels.clear()

    def save_bytes(self) -> bytes:
        """The file: the same parts give the same bytes, untouched members as they were."""
        self.settle()
        new = self._new
        kept = [packed(n, new[n]) if n in new else member for n, member in self._members.items()]
        kept.sort(key=lambda m: m.name != TYPES_PART)
        return zipped(kept + [packed(n, new[n]) for n in self._added()])

    def _added(self) -> list[str]:
        return [n for n in self._new if n not in self._members]


def _is_part(name: str) -> bool:
    return not (name.endswith((".rels", "/")) or name == TYPES_PART)
