"""What else in a workbook names cells of a sheet: merged cells, rules, tables, names, comments, charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kamdeck.pptxio.book import MNS, OpenBook, Page
from kamdeck.pptxio.book_move import Move
from kamdeck.pptxio.cell_formulas import moved_formula
from kamdeck.pptxio.markup import C
from kamdeck.pptxio.refs import Area, Place, areas_of, cell_name, formula_of, place_of, range_of, range_text
from kamdeck.pptxio.xml import Node, child, local

_LISTS = (
    "mergeCells",
    "hyperlinks",
    "conditionalFormatting",
    "dataValidations",
    "protectedRanges",
    "ignoredErrors",
)
_FORMULAS = ("formula", "formula1", "formula2", "f")
_LAST_COLUMN = 16_384

Moved = Callable[[str], str]


def move_parts(book: OpenBook, page: Page, move: Move, texts: Mapping[Place, str]) -> None:
    """Everything beside the rows that names cells of the sheet; `texts` are what its cells say now."""

    def formula(text: str, home: str) -> str:
        def moved(area: Area, _: bool) -> Area | None:
            return move.area(area) if (area.sheet or home) == page.name else area

        return moved_formula(text, moved)

    for other in book.pages.values():
        changed = _move_rules(other, move if other is page else None, lambda text: formula(text, other.name))  # noqa: B023
        if changed:
            book.edited.add(other.name)
    for name in book.names:
        name.text = formula(name.text or "", "")
    _move_widths(page, move)
    _move_dimension(page)
    for part in book.related(page, "table"):
        _move_table(book, part, move, texts, lambda text: formula(text, page.name))
    for kind in ("comments", "threadedComment"):
        for part in book.related(page, kind):
            _move_comments(book, part, move)
    for part in book.package.names:
        if part.startswith("xl/charts/chart"):
            _move_chart(book, part, page.name, move)


# ------------------------------------------------------------------ inside a sheet


def _move_rules(page: Page, move: Move | None, formula: Moved) -> bool:
    """Areas of the sheet that is rewritten, and formulas of all sheets; whether anything changed."""
    is_new = False
    rest = (part for part in page.root if part is not page.data)
    for node in [node for part in rest for node in part.iter("*")]:
        if local(node) in _FORMULAS and node.text:
            text = formula(node.text)
            is_new |= text != node.text
            node.text = text
        if move is not None:
            _move_area(node, move)
    if move is not None:
        _drop_empty(page)
    return is_new


def _move_area(node: Node, move: Move) -> None:
    if local(node) == "sqref" and node.text:
        node.text = _moved_ranges(node.text, move) or node.text
    for name in ("ref", "sqref"):
        text = node.get(name)
        if not text or local(node) in ("dimension", "selection"):
            continue
        now = _moved_ranges(text, move)
        if now:
            node.set(name, now)
        else:
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)


def _drop_empty(page: Page) -> None:
    """Lists that lost their last entry are no longer allowed to stand."""
    for node in list(page.root):
        name = local(node)
        if name in _LISTS and not len(node):
            page.root.remove(node)
        elif name in _LISTS and node.get("count"):
            node.set("count", str(len(node)))


def _moved_ranges(text: str, move: Move) -> str:
    """Some areas such as `A1:B2 D4`, each where its cells stand now."""
    areas = [(part, range_of(part)) for part in text.split()]
    found = [
        part if area is None else (range_text(now) if (now := move.area(area)) else "")
        for part, area in areas
    ]
    return " ".join([part for part in found if part])


def _move_widths(page: Page, move: Move) -> None:
    """Widths of columns go with their columns."""
    holder = page.root.find(f"{MNS}cols")
    if holder is None:
        return
    widths: dict[int, Node] = {}
    rest: list[Node] = []
    for node in list(holder):
        first, last = int(node.get("min") or 1), int(node.get("max") or 1)
        holder.remove(node)
        if last >= _LAST_COLUMN:  # all columns to the end
            rest.append(node)
            last = min(last, first + 63)
        for column in range(first, last + 1):
            now = move.column(column)
            if now is not None and now not in widths:
                widths[now] = node
    for column in sorted(widths):
        made = child(holder, "col", MNS)
        made.attrib.update({**widths[column].attrib, "min": str(column), "max": str(column)})
    end = max(widths, default=0)
    for node in rest:
        made = child(holder, "col", MNS)
        made.attrib.update({**node.attrib, "min": str(end + 1), "max": str(_LAST_COLUMN)})
    if not len(holder):
        page.root.remove(holder)


def _move_dimension(page: Page) -> None:
    node = page.root.find(f"{MNS}dimension")
    places = [p for cell in page.data.iter(f"{MNS}c") if (p := place_of(cell.get("r") or ""))]
    if node is not None and places:
        rows, columns = [p[0] for p in places], [p[1] for p in places]
        node.set("ref", range_text(Area("", min(rows), min(columns), max(rows), max(columns))))


# ------------------------------------------------------------------ parts of their own


def _move_table(book: OpenBook, part: str, move: Move, texts: Mapping[Place, str], formula: Moved) -> None:
    """A table with its columns: their names are what the heads say, or Excel mends the file."""
    root = book.tree(part)
    old = range_of(root.get("ref") or "")
    now = move.area(old) if old else None
    columns = root.find(f"{MNS}tableColumns")
    if old is None or now is None or columns is None:
        return
    root.set("ref", range_text(now))
    totals = int(root.get("totalsRowCount") or 0)
    for node in root.findall(f"{MNS}autoFilter"):
        node.set("ref", range_text(now._replace(bottom=now.bottom - totals)))
    for node in root.findall(f"{MNS}sortState"):  # the rows stand in our order again
        root.remove(node)
    by_column = {move.column(old.left + i): node for i, node in enumerate(columns)}
    last = max((int(node.get("id") or 0) for node in columns), default=0)
    for node in list(columns):
        columns.remove(node)
    names: set[str] = set()
    for place in range(now.left, now.right + 1):
        found = by_column.get(place)
        if found is None:
            last += 1
            found = root.makeelement(f"{MNS}tableColumn", {"id": str(last)}, None)
        node = found
        name = texts.get((now.top, place)) or node.get("name") or f"Column{place - now.left + 1}"
        while name.casefold() in names:
            name += "2"
        names.add(name.casefold())
        node.set("name", name)
        for each in node:
            if local(each) in ("calculatedColumnFormula", "totalsRowFormula"):
                each.text = formula(each.text or "")
        columns.append(node)
    columns.set("count", str(len(columns)))
    book.put(part, root)


def _move_comments(book: OpenBook, part: str, move: Move) -> None:
    root = book.tree(part)
    for node in root.iter("*"):
        place = place_of(node.get("ref") or "")
        if place is not None and (now := move.place(place)):
            node.set("ref", cell_name(now))
    book.put(part, root)


def _move_chart(book: OpenBook, part: str, sheet: str, move: Move) -> None:
    """A chart that a person drew in the workbook itself."""
    root = book.tree(part)
    is_new = False
    for node in root.iter(f"{{{C}}}f"):
        areas = areas_of(node.text or "")
        if areas and all(area.sheet == sheet for area in areas):
            now = [there for area in areas if (there := move.area(area))]
            is_new |= now != list(areas)
            node.text = formula_of(now) if now else node.text
    if is_new:
        book.put(part, root)
