"""Relations and content types as XML: read with expat, written as text.

Rules: ECMA-376 part 2, clauses 6.2 (names), 6.5 (relations), 7.2 (content types).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from xml.parsers import expat

from kamdeck.errors import DeckError
from kamdeck.text import told

OFFICE_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TYPES_PART = "[Content_Types].xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Rel(NamedTuple):
    """One relation: `target` is a part name, or an address outside the package when `is_external`."""

    id: str
    type: str
    target: str
    is_external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type: `slide`, `chart`, `hyperlink`; the same for transitional and strict."""
        return self.type.rpartition("/")[2]


def rels_name(name: str) -> str:
    """The member that holds a part's relations; of the package itself for ""."""
    folder, _, last = name.rpartition("/")
    return f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"


def extension(name: str) -> str:
    """What stands behind the last dot of a part name, in lower case."""
    last = name.rpartition("/")[2]
    return last.rpartition(".")[2].lower() if "." in last else ""


def rows_of(data: bytes, tags: tuple[str, ...], label: str) -> list[tuple[str, dict[str, str]]]:
    """Local name and attributes of all elements with these local names.

    Raises:
        DeckError: not well formed, or with a document type, which could hide endless entities.
    """
    rows: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local in tags:
            rows.append((local, attributes))

    def refuse(*_: object) -> None:
        raise DeckError(told("refused.doctype", name=label))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as fault:
        raise DeckError(
            told("refused.damaged", name=label, detail=str(fault)), told("refused.save_in_powerpoint")
        ) from fault
    return rows


def content_types(data: bytes, label: str) -> tuple[dict[str, str], dict[str, str]]:
    """Content types by extension (lower case) and by part name."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for tag, row in rows_of(data, ("Default", "Override"), label):
        if tag == "Default":
            defaults[row.get("Extension", "").lower()] = row.get("ContentType", "")
        else:
            overrides[row.get("PartName", "").removeprefix("/")] = row.get("ContentType", "")
    return defaults, overrides


def content_types_xml(defaults: dict[str, str], overrides: dict[str, str]) -> bytes:
    """The part that says every part's content type."""
    rows = [f'<Default Extension="{_escaped(k)}" ContentType="{v}"/>' for k, v in defaults.items()]
    rows += [f'<Override PartName="/{_escaped(k)}" ContentType="{v}"/>' for k, v in overrides.items()]
    return f'{_XML}<Types xmlns="{_TYPES_NS}">{"".join(rows)}</Types>'.encode()


def relations(data: bytes, source: str, found: Callable[[str], str], label: str) -> list[Rel]:
    """The relations of part `source`; `found` turns a resolved name into that of the part meant."""
    rels = []
    for _, row in rows_of(data, ("Relationship",), label):
        target, is_external = row.get("Target", ""), row.get("TargetMode") == "External"
        if not is_external:
            target = found(resolved(source, target))
        rels.append(Rel(row.get("Id", ""), row.get("Type", ""), target, is_external))
    return rels


def relations_xml(rels: list[Rel], source: str) -> bytes:
    """The part that holds the relations of part `source`, with relative targets as Office writes them."""
    folder = source.rpartition("/")[0]
    rows = []
    for rel_id, kind, target, is_external in rels:
        mode = ' TargetMode="External"' if is_external else ""
        to = _escaped(target) if is_external else _relative(folder, _escaped(target))
        rows.append(f'<Relationship Id="{rel_id}" Type="{kind}" Target="{to}"{mode}/>')
    return f'{_XML}<Relationships xmlns="{_RELS_NS}">{"".join(rows)}</Relationships>'.encode()


def resolved(source: str, target: str) -> str:
    """The part name that a target of part `source` means: absolute, or relative to its folder."""
    target = target.replace("\\", "/").partition("#")[0]
    if not target.startswith("/"):
        folder = source.rpartition("/")[0]
        if not target.startswith("."):
            return f"{folder}/{target}" if folder else target
        target = f"{folder}/{target}"
    steps: list[str] = []
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def unquoted(name: str) -> str:
    """The name with its percent signs read as bytes of UTF-8; as it is where that cannot be done."""
    if "%" not in name:
        return name
    head, *pieces = name.encode().split(b"%")
    try:
        return (head + b"".join(bytes.fromhex(p[:2].decode()) + p[2:] for p in pieces)).decode()
    except ValueError:
        return name


def _relative(folder: str, target: str) -> str:
    if not folder:
        return target
    if target.startswith(folder + "/"):
        return target[len(folder) + 1 :]
    here, there = folder.split("/"), target.split("/")
    same = 0
    while same < len(here) and same < len(there) - 1 and here[same] == there[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(there[same:])


def _escaped(text: str) -> str:
    if "&" in text or "<" in text or '"' in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return text
