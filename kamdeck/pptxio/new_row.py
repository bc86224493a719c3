"""A row that is new in a table: as the spec draws it, in the manner that a person gave the whole column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from typing import NamedTuple

from kamdeck.deck.tables import common_of
from kamdeck.pptxio.formats import RUN_ORDER, exchange
from kamdeck.pptxio.look import FILL_NAMES, color_of, fill_of, stroke_of
from kamdeck.pptxio.markup import A
from kamdeck.pptxio.read_table import BORDERS, is_covered
from kamdeck.pptxio.table_keys import CELL
from kamdeck.pptxio.xml import Node, child

ANS = f"{{{A}}}"
CELL_ORDER = (*BORDERS, "lnTlToBr", "lnBlToTr", "cell3D", *FILL_NAMES, "headers", "extLst")
_OF_TEXT = ("sz", "b", "i", "u", "color", "face", "algn")
_OF_CELL = ("anchor", "marL", "marR", "marT", "marB", "fill", *BORDERS)


class Kin(NamedTuple):
    """A row that the table has: its node, the same row as the spec draws it, and what this run rewrites in
    it: a question that takes `font` or `fill` and the number of the column."""

    node: Node
    drawn: Node
    is_rewritten: Callable[[str, int], bool]


class Wardrobe:
    """The formats of a table's rows, and where they are others than the spec's."""

    def __init__(self, rows: Sequence[Kin]) -> None:
        self.pairs: dict[tuple[int, str], list[tuple[Node, str, str]]] = {}
        for kin in rows:
            cells = zip(kin.node.findall(CELL), kin.drawn.findall(CELL), strict=False)
            for i, (now, drawn) in enumerate(cells):
                if is_covered(now) or is_covered(drawn):
                    continue
                for what, looks in (("font", _OF_TEXT), ("fill", _OF_CELL)):
                    if not kin.is_rewritten(what, i):
                        self._compare(i, looks, now, drawn)
        changed = {place for place, found in self.pairs.items() if any(a != b for _, a, b in found)}
        self.pairs = {place: found for place, found in self.pairs.items() if place in changed}

    def _compare(self, i: int, looks: Iterable[str], now: Node, drawn: Node) -> None:
        for name in looks:
            theirs, ours = _look(name, now), _look(name, drawn)
            if theirs is not None and ours is not None:
                self.pairs.setdefault((i, name), []).append((now, theirs, ours))

    def dressed(self, fresh: Node) -> Node:
        """The new row: every format that a person gave the cells of a column alike, else the spec's own."""
        row = deepcopy(fresh)
        cells = row.findall(CELL)
        for (i, name), known in self.pairs.items():
            if i < len(cells) and not is_covered(cells[i]):
                donor = _donor(_look(name, cells[i]), known)
                if donor is not None:
                    _put(cells[i], name, donor)
        return row


def _donor(ours: str | None, known: list[tuple[Node, str, str]]) -> Node | None:
    """A cell that shows what a person made of those that the spec draws like this one; None for nothing."""
    if ours is None:
        return None
    kin = [(node, now) for node, now, drawn in known if drawn == ours]
    if len(kin) < 2:
        kin = [(node, now) for node, now, drawn in known]
        if any(now == drawn for _, now, drawn in known):
            return None
    common = common_of([now for _, now in kin])
    return next((node for node, now in kin if now == common), None) if common not in (None, ours) else None


def _look(name: str, cell: Node) -> str | None:
    """One format of a cell; None where it has no characters that could have it."""
    if name == "algn":
        return _alignment(cell)
    return _of_runs(name, cell) if name in _OF_TEXT else _of_cell(name, cell)


def _put(cell: Node, name: str, donor: Node) -> None:
    if name == "algn":
        _align(cell, _alignment(donor))
    elif name in _OF_TEXT:
        _put_on_runs(cell, name, _formats(donor)[0])
    else:
        _put_on_cell(cell, name, donor)


# ------------------------------------------------------------------ characters and paragraphs


def _formats(cell: Node) -> list[Node]:
    """The formats of a cell's runs."""
    runs = [run for run in cell.iter(f"{ANS}r") if run.findtext(f"{ANS}t")]
    return [node for run in runs if (node := run.find(f"{ANS}rPr")) is not None]


def _of_runs(name: str, cell: Node) -> str | None:
    """One format of all runs of a cell; several as a list, None where there are no runs."""
    found = dict.fromkeys(_of_run(node, name) for node in _formats(cell))
    return "|".join(found) if found else None


def _of_run(properties: Node, name: str) -> str:
    if name == "color":
        return color_of(properties.find(f"{ANS}solidFill"))
    if name == "face":
        latin = properties.find(f"{ANS}latin")
        return "" if latin is None else latin.get("typeface", "")
    return properties.get(name, "")


def _put_on_runs(cell: Node, name: str, donor: Node) -> None:
    for properties in (*_formats(cell), *cell.iter(f"{ANS}endParaRPr")):
        if name in ("color", "face"):
            tags = FILL_NAMES if name == "color" else ("latin", "ea", "cs")
            exchange(properties, tags, donor, RUN_ORDER)
        else:
            _set(properties, name, donor.get(name))


def _alignment(cell: Node) -> str:
    looks = [node.get("algn", "l") for node in cell.iter(f"{ANS}pPr")]
    return looks[0] if looks else "l"


def _align(cell: Node, align: str) -> None:
    for paragraph in cell.iter(f"{ANS}p"):
        properties = paragraph.find(f"{ANS}pPr")
        if properties is None:
            properties = child(paragraph, "pPr", ANS)
            paragraph.insert(0, properties)
        _set(properties, "algn", align)


# ------------------------------------------------------------------ cells


def _of_cell(name: str, cell: Node) -> str | None:
    properties = cell.find(f"{ANS}tcPr")
    if name == "fill":
        return fill_of(properties)
    if name in BORDERS:
        border = properties.find(f"{ANS}{name}") if properties is not None else None
        return "" if border is None else stroke_of(border)
    return "" if properties is None else properties.get(name, "")


def _put_on_cell(cell: Node, name: str, donor: Node) -> None:
    theirs = donor.find(f"{ANS}tcPr")
    properties = cell.find(f"{ANS}tcPr")
    if properties is None:
        properties = child(cell, "tcPr", ANS)
    if name == "fill" or name in BORDERS:
        exchange(properties, FILL_NAMES if name == "fill" else (name,), theirs, CELL_ORDER)
    else:
        _set(properties, name, None if theirs is None else theirs.get(name))


def _set(node: Node, name: str, value: str | None) -> None:
    if value is None:
        node.attrib.pop(name, "")
    else:
        node.set(name, value)
