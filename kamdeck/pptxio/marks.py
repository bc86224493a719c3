"""Marks of ours that a deck keeps when its manifest is lost: shapes, tags, and the edition it was made for.

Document inspectors take out custom XML and properties, and slides that are pasted into another deck leave
the manifest behind: tags on the presentation and on every slide stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamdeck.pptxio.markup import quote
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.tags import EDITION_TAG, KEY_TAG, NAME_PREFIX, TAGS_PATTERN, TAGS_TYPE, decoded, tag_list

_ROW = re.compile(rb"<(?:\w+:)?tag\b[^>]*>")
_BEHIND = re.compile(
    rb"<(?:\w+:)?(?:kinsoku|defaultTextStyle|modifyVerifier|extLst)\b|</(?:\w+:)?presentation>"
)
_LIST_END = re.compile(rb"</(?:\w+:)?custDataLst>")


def is_ours(package: Package) -> bool:
    """Whether any shape or slide of a deck bears a mark of ours."""
    name, tag = f'name="{NAME_PREFIX}'.encode(), KEY_TAG.encode()
    return any(
        (part.startswith("ppt/slides/slide") and name in package.read(part))
        or (part.startswith("ppt/tags/") and tag in package.read(part).upper())
        for part in package.names
    )


def marked_edition(package: Package) -> str:
    """The edition that the presentation itself is marked with, "" where it is not."""
    found = (_edition(package, part) for part in _tags_of(package, package.main_part))
    return next(filter(None, found), "")


def edition_of_slides(package: Package) -> frozenset[str]:
    """The editions that slides are marked with, wherever they were pasted."""
    slides = (part for part in package.names if part.startswith("ppt/slides/slide"))
    found = {_edition(package, tags) for part in slides for tags in _tags_of(package, part)}
    return frozenset(found - {""})


def mark_edition(package: Package, edition: str) -> None:
    """Mark the presentation with an edition; one that is marked stays as it is."""
    main = package.main_part
    if not edition or marked_edition(package):
        return
    there = next(_tags_of(package, main), None)
    row = tag_list(**{EDITION_TAG: edition})
    if there is not None:
        data = package.read(there)
        entry = b"".join(_ROW.findall(row))
        end = data.rfind(b"</")
        if end < 0:
            return
        package.write(there, data[:end] + entry + data[end:])
        return
    part = package.free_name(TAGS_PATTERN)
    package.write(part, row, TAGS_TYPE)
    rel_id = package.add_rel(main, "tags", part)
    data = package.read(main)
    tags = f'<p:tags r:id="{quote(rel_id)}"/>'.encode()
    listed = _LIST_END.search(data)
    at = listed or _BEHIND.search(data)
    if at is None:
        return
    new = tags if listed else b"<p:custDataLst>" + tags + b"</p:custDataLst>"
    package.write(main, data[: at.start()] + new + data[at.start() :])


def _tags_of(package: Package, part: str) -> Iterator[str]:
    """The tags parts that a part leads to."""
    for rel in package.rels(part):
        if rel.kind == "tags" and not rel.is_external and rel.target in package:
            yield rel.target


def _edition(package: Package, part: str) -> str:
    """The edition in a tags part, "" where it names none."""
    for row in _ROW.findall(package.read(part)):
        name, value = (re.search(rb'\b%s="([^"]*)"' % each, row) for each in (b"name", b"val"))
        if name and value and name[1].decode().upper() == EDITION_TAG:
            return decoded(value[1].decode()) or ""
    return ""
