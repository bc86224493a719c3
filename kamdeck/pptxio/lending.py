"""A layout of the shipped master lent to a deck that lost it: LibreOffice replaces layouts by its own."""

from __future__ import annotations

import re

from kamdeck.pptxio.markup import R
from kamdeck.pptxio.master import Layout
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.record import replace

LAYOUT_PATTERN = "ppt/slideLayouts/slideLayout{}.xml"
LAYOUT_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml"
_IDS = re.compile(rb'<(?:\w+:)?sld(?:Layout|Master)Id\b[^>]*?\bid="(\d+)"')
_END = re.compile(rb"</(\w+:)?sldLayoutIdLst>")
_PREFIX = re.compile(rb'xmlns:(\w+)="' + R.encode() + rb'"')
_FIRST_ID = 2_147_483_648  # ECMA-376 part 1, 19.7.13: ids of layouts and masters start here


def lend_layout(package: Package, layout: Layout) -> Layout | None:
    """The shipped layout as a part of this deck, on its first master; None where that master takes none."""
    master = package.related(package.main_part, "slideMaster")
    data = package.read(master) if master else b""
    end, prefix = _END.search(data), _PREFIX.search(data)
    _, shipped = shipped_master()
    if master is None or end is None or prefix is None or layout.part not in shipped:
        return None
    part = package.free_name(LAYOUT_PATTERN)
    package.write(part, shipped.read(layout.part), LAYOUT_TYPE)
    package.add_rel(part, "slideMaster", master)
    rel_id = package.add_rel(master, "slideLayout", part)
    masters = {rel.target for rel in package.rels(package.main_part) if rel.kind == "slideMaster"}
    sources = [package.read(name) for name in (package.main_part, *sorted(masters))]
    number = max((int(found) for text in sources for found in _IDS.findall(text)), default=_FIRST_ID) + 1
    own = end[1] or b""
    entry = b'<%ssldLayoutId id="%d" %s:id="%s"/>' % (own, number, prefix[1], rel_id.encode())
    package.write(master, data[: end.start()] + entry + data[end.start() :])
    return replace(layout, part=part)
