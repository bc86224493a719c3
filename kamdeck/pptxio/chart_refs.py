"""What a person's parts of a chart take from its sheet, led to where those cells stand now.

Error bars, labels from cells, titles of chart and axes, series of a person's own, filters. Where a cell is
gone, or the workbook cannot be read, the words or numbers stay in the chart as they were shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kamdeck.deck.structures import OWN
from kamdeck.pptxio.chart_book import ChartBook
from kamdeck.pptxio.chart_data import (
    CNS,
    Lost,
    areas_in,
    cache_of,
    column_areas,
    fill_cache,
    formula_nodes,
    points_in,
    rows_in,
    shown_formula,
)
from kamdeck.pptxio.chart_literals import put_literal
from kamdeck.pptxio.lint_chart import agree
from kamdeck.pptxio.markup import number
from kamdeck.pptxio.read_chart import DATA, ChartReader
from kamdeck.pptxio.refs import Area, area_text, formula_of
from kamdeck.pptxio.xml import Node, local
from kamdeck.record import workspace

if TYPE_CHECKING:
    from kamdeck.pptxio.book import Value
    from kamdeck.pptxio.book_block import Block
    from kamdeck.pptxio.book_edit import BookEdit

_MOST = 10_000  # cells of a reference


@workspace
class Reference:
    """One formula of a person's: its node, the key of the series around it ("" for none), and whether its
    points are those of the series, one by one."""

    node: Node
    series: str
    is_aligned: bool

    @property
    def text(self) -> str:
        """The formula."""
        return self.node.text or ""


def own_references(reader: ChartReader) -> list[Reference]:
    """Every formula in a chart but those of our own figures."""
    owners = {node: key for key, node in reader.series.items()}
    found = []
    for node in formula_nodes(reader.root):
        lineage = [node, *node.iterancestors()]
        at = next((i for i, each in enumerate(lineage) if each in owners), None)
        if at is None:
            found.append(Reference(node, "", False))
            continue
        key, below = owners[lineage[at]], local(lineage[at - 1])
        if below in DATA and not key.startswith(OWN):
            continue
        if key.startswith(OWN) and below in DATA:
            is_aligned = below != "tx" and _is_over_ours(reader, key)
        else:
            is_aligned = any(local(each) in ("errBars", "datalabelsRange") for each in lineage[:at])
        found.append(Reference(node, key, is_aligned))
    return found


def _is_over_ours(reader: ChartReader, key: str) -> bool:
    """Whether a person's series stands over our rows: its categories are ours, or it has none."""
    keys = reader.keys_of(key)
    return bool(keys) and any(not point.startswith(OWN) for point in keys)


def places_of(refs: Sequence[Reference], reader: ChartReader, block: Block) -> tuple[list[Area], list[Area]]:
    """The areas in our sheet that go by row, and those that do not."""
    keyed: list[Area] = []
    loose: list[Area] = []
    for ref in refs:
        own = reader.series.get(ref.series)
        holder = own.find(f"{CNS}cat") if own is not None and ref.series.startswith(OWN) else None
        over = areas_in(shown_formula(holder)) if holder is not None else ()
        is_ours = all(area.left == block.label and area.sheet == block.sheet for area in over)
        for area in areas_in(ref.text):
            if area.sheet == block.sheet:
                (keyed if ref.is_aligned and is_ours else loose).append(area)
    return keyed, loose


class Follower:
    """A person's references of one chart, while they are led to their new places."""

    def __init__(
        self,
        reader: ChartReader,
        book: ChartBook,
        old_keys: Mapping[str, Sequence[str]],
        new_keys: Mapping[str, Sequence[str]],
        shown: Sequence[str],
    ) -> None:
        self.reader, self.book, self.edit = reader, book, book.edit
        self.old_keys, self.new_keys, self.shown = old_keys, new_keys, list(shown)
        self.lost: Lost = []

    def follow(self, refs: Sequence[Reference]) -> None:
        """Every reference whose node still stands in the chart."""
        there = [ref for ref in refs if ref.node.getroottree().getroot() is self.reader.root]
        # A series of a person's is led on whole, or not at all.
        doubtful = {ref.series for ref in there if ref.series.startswith(OWN) and not self._can_lead(ref)}
        for ref in there:
            if ref.series in doubtful or self.edit is None or not self._lead(ref, self.edit):
                self._settle(ref)

    # ------------------------------------------------------------------ to new places

    def _can_lead(self, ref: Reference) -> bool:
        """Whether a reference is understood, and its cells hold what the chart shows."""
        edit = self.edit
        if edit is None:
            return False
        areas = areas_in(ref.text)
        if not areas or any(a.sheet not in edit.book.pages or a.size > _MOST for a in areas):
            return self._is_elsewhere(ref)
        cache = cache_of(ref.node)
        return cache is None or self._is_true(areas, cache, edit)

    def _lead(self, ref: Reference, edit: BookEdit) -> bool:
        """Whether a reference could be led on."""
        if not self._can_lead(ref):
            return False
        areas, cache = areas_in(ref.text), cache_of(ref.node)
        now = self._moved(ref, areas, edit)
        if areas and not now:
            return False
        if areas and cache is not None:
            self._note_gone(ref, areas, cache, edit)
            fill_cache(cache, self._texts(areas, now, cache, edit))
        if areas:
            ref.node.text = formula_of(now)
        return True

    def _is_elsewhere(self, ref: Reference) -> bool:
        """Whether a reference leads past the cells that moved: to a name, another file or a table."""
        return self.edit is not None and ("[" in ref.text or ref.text.rpartition("!")[2] in self.edit.names)

    def _is_true(self, areas: Sequence[Area], cache: Node, edit: BookEdit) -> bool:
        """Whether what is shown is what the cells held: else nobody can tell where it came from."""
        shown = points_in(cache)
        is_text = cache.tag != f"{CNS}numCache"
        places = [(a.sheet, p) for a in areas for p in a.places()]
        if len(shown) < len(places):
            places = [spot for spot in places if not edit.was_hidden(*spot)]
        cells = [edit.value_before(*spot) for spot in places]
        texts = shown + [None] * (len(cells) - len(shown))
        return len(shown) <= len(cells) and all(
            agree(cell, text, is_text=is_text) for cell, text in zip(cells, texts, strict=True)
        )

    def _moved(self, ref: Reference, areas: Sequence[Area], edit: BookEdit) -> list[Area]:
        block, move = edit.block, edit.move
        rows = rows_in(ref.text)
        column = areas[0].left
        is_ours = all(area.sheet == block.sheet for area in areas) and column not in move.free
        if is_ours and rows and (len(rows) > 1 or ref.is_aligned) and all(a.left == column for a in areas):
            new = self._rows(ref, rows, edit)
            at = move.column(column)
            if new is not None and at is not None:
                return list(column_areas(block.sheet, at, new))
        found = [area if area.sheet != block.sheet else move.area(area) for area in areas]
        return [] if any(area is None for area in found) else [area for area in found if area is not None]

    def _rows(self, ref: Reference, rows: Sequence[int], edit: BookEdit) -> list[int] | None:
        """The new rows of a reference that covers the rows of the block, or those of its series."""
        block, keys = edit.block, edit.move.keys
        own = [now for row in rows if row in block.own_rows and (now := edit.move.rows[row])]
        inside = {row for row in rows if row in set(block.rows.values())}
        if len(inside) + len(own) != len(rows):
            return None
        everything = set(block.rows.values())
        hidden = set(self.reader.hidden())
        if inside == everything:
            return [*keys.values(), *own]
        if hidden and inside == {row for key, row in block.rows.items() if key not in hidden}:
            return [*(keys[key] for key in self.shown), *own]
        mine = self.old_keys.get(ref.series, ())
        start = [block.rows[key] for key in mine if key in block.rows]
        is_head = ref.is_aligned and list(rows) == start[: len(rows)]
        if is_head and not ref.series.startswith(OWN):
            return [keys[key] for key in self.new_keys.get(ref.series, ()) if key in keys]
        return None

    def _note_gone(self, ref: Reference, areas: Sequence[Area], cache: Node, edit: BookEdit) -> None:
        """What was shown beside points that left."""
        if not ref.is_aligned:
            return
        names = {row: key for key, row in edit.block.rows.items()}
        places = [p for a in areas if a.sheet == edit.block.sheet for p in a.places()]
        for place, text in zip(places, points_in(cache), strict=False):
            key = names.get(place[0], "")
            is_own = key and place[1] not in edit.move.free and not edit.block.holds(place)
            if text and is_own and edit.move.rows.get(place[0]) is None:
                self.lost.append((f"{_what(ref)}/{self._label(ref)}{key}", text))

    def _label(self, ref: Reference) -> str:
        return f"{ref.series}/" if ref.series and not ref.series.startswith(OWN) else ""

    def _texts(
        self, areas: Sequence[Area], now: Sequence[Area], cache: Node, edit: BookEdit
    ) -> list[str | None]:
        """What the cells show now; a number that was shown in a format stays so while it is the same."""
        old = {
            (area.sheet, *place): text
            for (area, place), text in zip(
                ((a, p) for a in areas for p in a.places()), points_in(cache), strict=False
            )
        }
        spots = [(area.sheet, place) for area in now for place in area.places()]
        if len(points_in(cache)) < sum(area.size for area in areas):
            spots = [spot for spot in spots if not edit.is_hidden(*spot)]
        is_text = cache.tag != f"{CNS}numCache"
        found: list[str | None] = []
        for sheet, place in spots:
            value, before = edit.after.value(sheet, place), edit.origin_of(sheet, place)
            text = old.get(before) if before and is_text else None
            if text is not None and before and edit.before.get(before) == value:
                found.append(text)
            else:
                found.append(_shown(value, is_text=is_text))
        return found

    # ------------------------------------------------------------------ as they were shown

    def _settle(self, ref: Reference) -> None:
        """The words or numbers themselves, at their keys' new places; the link is lost."""
        cache = cache_of(ref.node)
        if cache is not None and (ref.is_aligned or ref.series.startswith(OWN)):
            self._reorder(ref, cache)
        if areas := areas_in(ref.text):  # other programs leave formulas that lead nowhere
            self.lost.append((f"link/{area_text(areas[0])}", _said(cache)))
        put_literal(ref.node, cache)

    def _reorder(self, ref: Reference, cache: Node) -> None:
        old = self.old_keys.get(ref.series, ())
        new = self.new_keys.get(ref.series, self.shown)
        texts = points_in(cache)
        if len(texts) != len(old) or not set(old) & set(self.book.sheet.grid.keys):
            return
        by_key = dict(zip(old, texts, strict=True))
        fill_cache(cache, [by_key.get(key) for key in new])
        if any(local(node) == "cat" for node in ref.node.iterancestors()):
            return  # the names of rows are no loss of their own
        left = [key for key in by_key if key not in new and not key.startswith(OWN)]
        gone = [(key, text) for key in left if (text := by_key[key])]
        self.lost += [(f"{_what(ref)}/{self._label(ref)}{key}", text) for key, text in gone]


def _what(ref: Reference) -> str:
    """What a reference feeds, as a report names it."""
    names = [local(node) for node in ref.node.iterancestors()]
    return "bars" if "errBars" in names else "label" if "datalabelsRange" in names else "val"


def _shown(value: Value, *, is_text: bool) -> str | None:
    if isinstance(value, bool):
        return str(int(value)) if is_text else None
    if isinstance(value, float):
        return number(value)
    return value if is_text and value else None


def _said(cache: Node | None) -> str:
    texts = [text for text in points_in(cache) if text] if cache is not None else []
    return ", ".join(texts[:3]) + (", ..." if len(texts) > 3 else "")
