"""Faults of slides, layouts, masters and notes pages: shape ids, connectors, placeholders, frames, tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from kamdeck.pptxio.lint_parts import MC, Fault, Parts, nodes
from kamdeck.pptxio.markup import A16, A, C, P, R
from kamdeck.pptxio.xml import Node
from kamdeck.text import told

_NS = {"p": P, "a": A, "a16": A16, "mc": MC}
_FALLBACK = f"{{{MC}}}Fallback"
_SHAPE, _PLACEHOLDER, _CELL = f"{{{P}}}cNvPr", f"{{{P}}}ph", f"{{{A}}}tc"
_TABLE, _DATA = f"{{{A}}}tbl", f"{{{A}}}graphicData"
_GLUED = (f"{{{A}}}stCxn", f"{{{A}}}endCxn")
_TABLE_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
_TAGS = f"{{{P}}}tags"
_REL_ID = f"{{{R}}}id"
_MET = (_FALLBACK, _SHAPE, *_GLUED, _PLACEHOLDER, _DATA, _TABLE, _TAGS)
_NEGATIVE = etree.XPath("//a:ext[starts-with(@cx, '-') or starts-with(@cy, '-')]", namespaces={"a": A})


def slide_faults(parts: Parts, name: str, root: Node) -> list[Fault]:
    """The faults of one slide, layout, master or notes page."""
    met = _met(root)
    shapes = met[_SHAPE]
    ids = Counter(shape.get("id") for shape in shapes)
    return [
        *(Fault("shape", name, text) for text in _ids(shapes, ids)),
        *(Fault("connector", name, text) for text in _connectors(met, ids)),
        *(Fault("placeholder", name, text) for text in _placeholders(met[_PLACEHOLDER])),
        *(Fault("frame", name, text) for text in _frames(root, met[_DATA])),
        *(Fault("tags", name, text) for text in _tags(parts, name, met[_TAGS])),
        *(Fault("table", name, text) for table in met[_TABLE] for text in _table(table)),
    ]


def _met(root: Node) -> dict[str, list[Node]]:
    """The elements that the rules are about, by tag, in one walk over the tree; of shapes, glued ends and
    placeholders what a fallback repeats for older programs is left out."""
    found: dict[str, list[Node]] = {tag: [] for tag in _MET}
    for node in root.iter(*_MET):
        found[node.tag].append(node)
    if found[_FALLBACK]:
        for tag in (_SHAPE, _PLACEHOLDER, *_GLUED):
            found[tag] = [node for node in found[tag] if next(node.iterancestors(_FALLBACK), None) is None]
    return found


def _ids(shapes: list[Node], ids: Counter[str | None]) -> Iterator[str]:
    for shape in shapes:
        shape_id, name = shape.get("id"), shape.get("name")
        if shape_id is None or name is None:
            yield told(
                "fault.shape_lacks", shape=name or shape_id or "", what="id" if shape_id is None else "name"
            )
        elif not (shape_id.isdecimal() and int(shape_id) < 2_147_483_648):
            yield told("fault.no_shape_id", id=shape_id)
    yield from (told("fault.shape_ids", n=count, id=i) for i, count in ids.items() if count > 1 and i)


def _connectors(met: dict[str, list[Node]], ids: Counter[str | None]) -> Iterator[str]:
    for end in (*met[_GLUED[0]], *met[_GLUED[1]]):
        if end.get("id") not in ids:
            yield told("fault.glued", shape=end.get("id"))


def _placeholders(marks: list[Node]) -> Iterator[str]:
    """A slide or layout has each placeholder once, and one title at most."""
    found = [(ph.get("type") or "obj", ph.get("idx") or "0") for ph in marks]
    for (kind, idx), count in Counter(found).items():
        if count > 1:
            yield told("fault.placeholder", kind=kind, place=idx, n=count)
    titles = sum(1 for kind, _ in found if kind in ("title", "ctrTitle"))
    if titles > 1:
        yield told("fault.titles", n=titles)


def _frames(root: Node, frames: list[Node]) -> Iterator[str]:
    for extent in nodes(_NEGATIVE, root):
        yield told("fault.shape_size", wide=extent.get("cx"), high=extent.get("cy"))
    for data in frames:
        inside = [child.tag for child in data if isinstance(child.tag, str)]
        want = {C: f"{{{C}}}chart", _TABLE_URI: f"{{{A}}}tbl"}.get(data.get("uri") or "")
        if len(inside) != 1 or want not in (None, inside[0]):
            yield told(
                "fault.frame_holds", kind=data.get("uri"), held=", ".join(map(_local, inside)) or "nothing"
            )


def _tags(parts: Parts, name: str, marks: list[Node]) -> Iterator[str]:
    """A shape's tags are a tags part, and no two shapes share one."""
    used: Counter[str] = Counter()
    for tags in marks:
        rel = parts.rels(name).get(tags.get(_REL_ID) or "")
        if rel is None:
            continue  # said by the rule on relation ids
        used[rel.target] += 1
        if rel.kind != "tags":
            yield told("fault.tags_lead", id=rel.id, kind=rel.kind)
    yield from (
        told("fault.tags_shared", n=count, tags=target) for target, count in used.items() if count > 1
    )


# ------------------------------------------------------------------ tables


def _table(table: Node) -> Iterator[str]:
    columns = table.findall("a:tblGrid/a:gridCol", _NS)
    rows = list(table.iterchildren(f"{{{A}}}tr"))
    if not rows or not columns:
        yield told("fault.table_size", rows=len(rows), columns=len(columns))
    for marks, word in ((_marks(columns, "colId"), "columns"), (_marks(rows, "rowId"), "rows")):
        if any(count > 1 for count in Counter(marks).values()):
            yield told("fault.ids_alike", what=word)
    for number, row in enumerate(rows):
        cells = list(row.iterchildren(_CELL))
        if len(cells) != len(columns):
            yield told("fault.row_cells", row=number + 1, n=len(cells), columns=len(columns))
        else:
            yield from _merges(rows, number, cells)


def _merges(rows: list[Node], number: int, cells: list[Node]) -> Iterator[str]:
    for column, cell in enumerate(cells):
        wide, high = int(cell.get("gridSpan") or 1), int(cell.get("rowSpan") or 1)
        if wide > 1 or high > 1:
            place = f"the merged cell in row {number + 1}, column {column + 1} of a table"
            if column + wide > len(cells) or number + high > len(rows):
                yield told("fault.reaches", cell=place)
            elif not all(_is_on(c, "hMerge") for c in cells[column + 1 : column + wide]):
                yield told("fault.covers_cells", cell=place)
            elif not all(_is_on(c, "vMerge") for c in _below(rows, number, column, high)):
                yield told("fault.covers_rows", cell=place)


def _below(rows: list[Node], number: int, column: int, high: int) -> list[Node]:
    found = [list(row.iterchildren(_CELL))[column : column + 1] for row in rows[number + 1 : number + high]]
    return [cell for cells in found for cell in cells]


def _is_on(cell: Node, attribute: str) -> bool:
    return cell.get(attribute) in ("1", "true")


def _marks(nodes: list[Node], name: str) -> list[str]:
    path = f"a:extLst/a:ext/a16:{name}"
    return [mark.get("val") or "" for node in nodes for mark in node.findall(path, _NS)]


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
