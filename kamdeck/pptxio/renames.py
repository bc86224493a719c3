"""The marks of ours in a deck written anew for accounts under another name, in place.

Names and tags of shapes and slides, the ids of rows and columns and those of series are all made from keys.
What a chart's cells say is data and stays: points are found by the words that we last wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kamdeck.deck.ledger import Ledger
from kamdeck.deck.renames import Lists, Renaming, SlideNames
from kamdeck.deck.spec import DeckSpec
from kamdeck.pptxio.binding import PNS, Found, Known, bind, known_slides, tag_key
from kamdeck.pptxio.digest import slide_digest
from kamdeck.pptxio.markup import R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import APP_PART
from kamdeck.pptxio.read_chart import PLOT_AREA, SERIES, UNIQUE_ID, chart_part
from kamdeck.pptxio.read_table import table_of
from kamdeck.pptxio.series import series_uid
from kamdeck.pptxio.slide_search import Candidate, candidates, is_settled
from kamdeck.pptxio.table_keys import COLUMN, COLUMN_ID, ROW, ROW_ID
from kamdeck.pptxio.tables import col_id, distinct, row_id
from kamdeck.pptxio.tags import KEY_TAG, NAME_PREFIX, encoded
from kamdeck.pptxio.xml import Node, parse, written
from kamdeck.record import replace


def rename_marks(package: Package, ledger: Ledger, renaming: Renaming) -> Ledger:
    """Give everything of ours its new key; the ledger by the new keys.

    A slide that nobody had touched counts as untouched afterwards. Copies that a person made are renamed
    along with what they are copies of. `ledger` is that of before.
    """
    known = _known(ledger)
    is_flattened = APP_PART in package and b"LibreOffice" in package.read(APP_PART)
    found = [each for each in candidates(package, known, ledger, is_flattened) if each[5] in renaming.slides]
    # What is bound to what is settled before the first mark is changed: names may be exchanged.
    slides = [(each, _keys(package, each, known[each[5]])) for each in found]
    untouched = {place: key for place, _, part, _, _, key in found if is_settled(package, part, ledger, key)}
    pen = _Pen(package)
    made = dict(renaming.ledger.slides)
    for (place, slide_id, part, root, _, key), keys in slides:
        assert root is not None
        names = renaming.slides[key]
        pen.slide(part, root, key, names, keys)
        if place in untouched and slide_id == made[names.key].slide_id:
            made[names.key] = replace(made[names.key], digest=slide_digest(package, part))
    return Ledger(made)


Keyed = list[tuple[Found, str]]


def _known(ledger: Ledger) -> dict[str, Known]:
    """What is expected on every slide, tables and charts with their kind."""
    known = known_slides(DeckSpec(()), ledger)
    for slide in known.values():
        for key, base in slide.base.items():
            slide.kinds[key] = "table" if "rows" in base.marks else "chart" if "series" in base.marks else ""
    return known


def _keys(package: Package, found: Candidate, expected: Known) -> Keyed:
    """The shapes of a slide that bear a key of ours or are known without one."""
    _, _, part, _, shapes, _ = found
    bound = {id(shape.node): key for key, shape in bind(package, part, shapes, expected)[0].items()}
    keyed = []
    for shape in shapes:
        key = bound.get(id(shape.node), "")
        if not key and shape.name.startswith(NAME_PREFIX):
            key = shape.name.removeprefix(NAME_PREFIX)
        if key not in expected.kinds and len(shape.node[0]) > 2:
            key = tag_key(package, part, shape.node[0][2])
        if key in expected.kinds:
            keyed.append((shape, key))
    return keyed


class _Pen:
    """Writes marks, every part once."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.done: set[str] = set()

    def slide(self, part: str, root: Node, key: str, names: SlideNames, keyed: Keyed) -> None:
        """One slide and its shapes, tables and charts."""
        head = root.find(f"{PNS}cSld")
        is_dirty = False
        if names.key != key and head is not None:
            self._tags(part, head, names.key)
            if head.get("name") == key:
                head.set("name", names.key)
                is_dirty = True
        for shape, name in keyed:
            new = names.elements.get(name)
            if new is not None:
                self._tags(part, shape.node[0][-1], new)
                if shape.name == NAME_PREFIX + name:
                    shape.node[0][0].set("name", NAME_PREFIX + new)
                    is_dirty = True
            lists = names.lists.get(name)
            if lists is not None and shape.kind == "table":
                is_dirty |= _rename_table(shape.node, lists)
            elif lists is not None and shape.kind == "chart":
                self._chart(part, shape.node, lists)
        if is_dirty:
            self.package.write(part, written(root))

    def _tags(self, part: str, holder: Node, key: str) -> None:
        """Our tag of a shape or slide."""
        for node in holder.findall(f"{PNS}custDataLst/{PNS}tags"):
            rel = self.package.rel(part, node.get(f"{{{R}}}id", ""))
            if rel is None or rel.target not in self.package or rel.target in self.done:
                continue
            self.done.add(rel.target)
            root = parse(self.package.read(rel.target), rel.target)
            ours = [row for row in root if row.get("name", "").upper() == KEY_TAG]
            for row in ours:  # beside it may stand the tags of other programs
                row.set("val", encoded(key))
            if ours:
                self.package.write(rel.target, written(root))

    def _chart(self, part: str, frame: Node, lists: Lists) -> None:
        target = chart_part(self.package, part, frame)
        if target is None or target in self.done or not lists.series:
            return
        self.done.add(target)
        root = parse(self.package.read(target), target)
        ids = {series_uid(old): series_uid(new) for old, new in lists.series}
        is_dirty = False
        for plot in root.iterfind(f"{PLOT_AREA}/*"):
            for series in plot.findall(SERIES):
                mark = series.find(UNIQUE_ID)
                new = ids.get(mark.get("val", "").upper()) if mark is not None else None
                if mark is not None and new is not None and new != mark.get("val"):
                    mark.set("val", new)
                    is_dirty = True
        if is_dirty:
            self.package.write(target, written(root))


def _rename_table(frame: Node, lists: Lists) -> bool:
    """The ids of rows and columns; whether there was anything to change."""
    grid = table_of(frame)
    down = _give(grid.findall(ROW), ROW_ID, lists.rows, row_id)
    return _give(list(grid.iter(COLUMN)), COLUMN_ID, lists.columns, col_id) or down


def _give(
    nodes: Sequence[Node], path: str, keys: Sequence[tuple[str, str]], make: Callable[[str], int]
) -> bool:
    """Ids made from the new keys in place of those made from the old ones."""
    ids: Mapping[str, str] = dict(
        zip(
            map(str, distinct([make(old) for old, _ in keys])),
            map(str, distinct([make(new) for _, new in keys])),
            strict=True,
        )
    )
    is_dirty = False
    for node in nodes:
        mark = node.find(path)
        new = ids.get(mark.get("val", "")) if mark is not None else None
        if mark is not None and new is not None and new != mark.get("val"):
            mark.set("val", new)
            is_dirty = True
    return is_dirty
