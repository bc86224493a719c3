"""The fields of an element as the spec wants them: the other side of what is read from a deck."""

from __future__ import annotations

from collections.abc import Iterator

from kamdeck.deck.chart_fields import chart_fields
from kamdeck.deck.normal import (
    UNSCALED,
    Colors,
    Fields,
    fill_look,
    font_look,
    glue_look,
    line_look,
    merge_look,
    shape_look,
    text_of,
)
from kamdeck.deck.spec import Cell, Chart, Connector, Element, Group, Shape, SlideSpec, Table, Text


def flatten(slide: SlideSpec) -> Iterator[tuple[Element, str]]:
    """Every element of a slide with the key of its group ("" outside a group), groups before children."""
    for element in slide.elements:
        yield element, ""
        if isinstance(element, Group):
            for child in element.children:
                yield child, element.key


def kind_of(element: Element) -> str:
    """What an element is in the deck: `shape` (texts too), `line`, `table`, `chart` or `group`."""
    if isinstance(element, Text | Shape):
        return "shape"
    if isinstance(element, Connector):
        return "line"
    return type(element).__name__.lower()


def fields(element: Element, colors: Colors) -> Fields:
    """The fields of an element as the spec wants them.

    `colors` maps color roles to what the deck holds for them; `text:` and the role for characters.
    """
    if isinstance(element, Text):
        return _text_fields(element, colors)
    if isinstance(element, Shape):
        return _shape_fields(element, colors)
    if isinstance(element, Connector):
        return _connector_fields(element, colors)
    if isinstance(element, Table):
        return _table_fields(element, colors)
    if isinstance(element, Chart):
        return chart_fields(element, colors)
    return {"alt": element.alt, "frame": (0, 0, UNSCALED, UNSCALED)}


def _text_fields(text: Text, colors: Colors) -> Fields:
    found: Fields = {
        "text": text_of(text.paras),
        "font": font_look(text.paras, colors),
    }
    if text.box is not None:
        found["box"] = (text.box.x, text.box.y, text.box.w, text.box.h)
    if text.placeholder is None:
        found["alt"] = text.alt
    return found


def _shape_fields(shape: Shape, colors: Colors) -> Fields:
    box = shape.box
    flips = ("h" if shape.flip_h else "") + ("v" if shape.flip_v else "")
    found: Fields = {
        "box": (box.x, box.y, box.w, box.h),
        "look": shape_look(
            shape.geom, shape.rot, flips, fill_look(shape.fill, colors), line_look(shape.line, colors)
        ),
        "text": text_of(shape.paras),
        "alt": shape.alt,
    }
    if shape.paras:
        found["font"] = font_look(shape.paras, colors)
    if shape.adjust:
        found["adjust"] = " ".join(map(str, shape.adjust))
    return found


def _connector_fields(line: Connector, colors: Colors) -> Fields:
    arrows = (
        ("<" if line.head else "") + ("-" if line.kind == "straight" else "~") + (">" if line.tail else "")
    )
    found: Fields = {"look": f"{arrows}|{line_look(line.line, colors)}", "alt": line.alt}
    if line.start or line.end:
        found["glue"] = glue_look(
            *((end.key, end.site) if end else ("", 0) for end in (line.start, line.end))
        )
    if line.points is not None:
        found["ends"] = line.points
    return found


def _table_fields(table: Table, colors: Colors) -> Fields:
    found: Fields = {
        "rows": tuple([r.key for r in table.rows]),
        "columns": tuple([c.key for c in table.columns]),
        "place": (table.x, table.y),
        "alt": table.alt,
    }
    for column in table.columns:
        found[f"width/{column.key}"] = (column.width,)
    for row in table.rows:
        found[f"height/{row.key}"] = (row.height,)
        spans = [(c.key, cell.span, cell.vspan) for c, cell in zip(table.columns, row.cells, strict=True)]
        if merged := merge_look(spans):
            found[f"merge/{row.key}"] = merged
        for column, cell in zip(table.columns, row.cells, strict=True):
            place = f"{row.key}/{column.key}"
            found[f"cell/{place}"] = text_of(cell.paras)
            found[f"fill/{place}"] = cell_look(cell, colors)
            found[f"font/{place}"] = font_look(cell.paras, colors)
    return found


def cell_look(cell: Cell, colors: Colors) -> str:
    """Fill and borders (left, right, top, bottom) of a cell; one covered by a merge has none of its own."""
    if cell.is_covered:
        return "-"
    look = fill_look(cell.fill, colors)
    for line in (cell.left, cell.right, cell.top, cell.bottom):
        look += "|" if line is None else f"|{line_look(line, colors)}"
    return look
