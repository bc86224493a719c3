"""The masters of another file put in place of a deck's own, with all that they need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamdeck.pptxio.markup import P, R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.related import drop_orphan
from kamdeck.pptxio.xml import Node, parse, put, written

_KINDS = ("slideMaster", "notesMaster", "handoutMaster")
_REPLACED = (
    "sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst", "sldSz", "notesSz", "embeddedFontLst",
    "defaultTextStyle",
)  # fmt: skip
_ORDER = (
    "sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst", "sldIdLst", "sldSz", "notesSz", "smartTags",
    "embeddedFontLst", "custShowLst", "photoAlbum", "custDataLst", "kinsoku", "defaultTextStyle",
    "modifyVerifier", "extLst",
)  # fmt: skip
_ATTRIBUTES = ("rtl", "embedTrueTypeFonts", "saveSubsetFonts")
_PNS, _ID = f"{{{P}}}", f"{{{R}}}id"
_NUMBER = re.compile(r"\d*(\.\w+)$")


def has_masters(package: Package, source: Package) -> bool:
    """Whether a deck stands on the very masters of another file, with its layouts, themes and page."""
    sizes = [
        (dict(size.attrib) if size is not None else {})
        for each in (package, source)
        for size in [parse(each.read(each.main_part), each.main_part).find(f"{_PNS}sldSz")]
    ]
    return _geometry(sizes[0]) == _geometry(sizes[1]) and _sums(package) == _sums(source)


def _geometry(size: dict[str, str]) -> tuple[str | None, ...]:
    return size.get("cx"), size.get("cy")


def _sums(package: Package) -> list[list[int]]:
    """The checksums of each master with its layouts and its theme."""
    return [
        sorted(package.checksum(part) for part in (master, *_used(package, master)))
        for master in _targets(package, "slideMaster")
    ]


def _used(package: Package, master: str) -> Iterator[str]:
    """The layouts, the theme and the pictures of a master."""
    kinds = ("slideLayout", "theme", "image")
    return (rel.target for rel in package.rels(master) if rel.kind in kinds and rel.target in package)


def take_masters(package: Package, source: Package) -> None:
    """Put the masters, layouts, themes and fonts of `source` into a deck, and take out its own.

    Its slides still name the layouts that are gone; page and default text style are the new ones.
    """
    main, theirs = package.main_part, source.main_part
    names: dict[str, str] = {}
    old = [
        rel for rel in package.rels(main) if rel.kind in (*_KINDS, "theme", "font") and not rel.is_external
    ]
    ids = {
        rel.id: package.add_rel(main, rel.type, _copied(package, source, rel.target, names))
        for rel in source.rels(theirs)
        if rel.kind in (*_KINDS, "theme", "font") and not rel.is_external and rel.target in source
    }
    root, model = parse(package.read(main), main), parse(source.read(theirs), theirs)
    _take_lists(root, model, ids)
    package.write(main, written(root))
    _renew_notes(package)
    for rel in old:
        package.drop_rel(main, rel.id)
    _drop_masters(package, [rel.target for rel in old if rel.kind in _KINDS])
    for rel in old:
        drop_orphan(package, rel.target)


def _targets(package: Package, kind: str) -> list[str]:
    return [
        rel.target for rel in package.rels(package.main_part) if rel.kind == kind and rel.target in package
    ]


def _copied(package: Package, source: Package, name: str, names: dict[str, str]) -> str:
    """A part with all that it leads to, under free names; `names` are those that were given already."""
    if name in names:
        return names[name]
    fresh = package.free_name(_NUMBER.sub(r"{}\1", name))
    names[name] = fresh
    package.write(fresh, source.read(name), source.content_type(name))
    rels = [
        rel if rel.is_external else rel._replace(target=_copied(package, source, rel.target, names))
        for rel in source.rels(name)
        if rel.is_external or rel.target in source
    ]
    if rels:
        package.set_rels(fresh, tuple(rels))
    return fresh


def _take_lists(root: Node, model: Node, ids: dict[str, str]) -> None:
    """The presentation's lists of masters and fonts, its sizes and default text style, from another one."""
    for name in _REPLACED:
        for node in root.findall(f"{_PNS}{name}"):
            root.remove(node)
        for node in model.findall(f"{_PNS}{name}"):
            for each in node.iter():
                if (rel_id := each.get(_ID)) is not None and rel_id in ids:
                    each.set(_ID, ids[rel_id])
            put(root, node, _ORDER)
    for name in _ATTRIBUTES:
        root.attrib.pop(name, "")
        if (value := model.get(name)) is not None:
            root.set(name, value)


def _renew_notes(package: Package) -> None:
    """All notes pages stand on the newest notes master."""
    master = next(reversed(_targets(package, "notesMaster")), None)
    for slide in _targets(package, "slide"):
        notes = package.related(slide, "notesSlide")
        if master is None or notes is None or notes not in package:
            continue
        rels = package.rels(notes)
        package.set_rels(
            notes,
            tuple([rel._replace(target=master) if rel.kind == "notesMaster" else rel for rel in rels]),
        )


def _drop_masters(package: Package, masters: list[str]) -> None:
    """Take out masters with their layouts, and what only they led to."""
    parts = [part for master in masters for part in (*_layouts(package, master), master)]
    rels = [rel for part in parts for rel in package.rels(part)]
    for part in parts:
        package.drop(part)
    for rel in rels:
        if not rel.is_external:
            drop_orphan(package, rel.target)


def _layouts(package: Package, master: str) -> Iterator[str]:
    return (rel.target for rel in package.rels(master) if rel.kind == "slideLayout" and rel.target in package)
