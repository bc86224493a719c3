"""Native tables as they are drawn; of table styles the header and bands that Office's default has."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import Anchor, Box, Cell, Column, Line, Row, Table
from kamdeck.pptxio.binding import ANS
from kamdeck.pptxio.scene_colors import Tints
from kamdeck.pptxio.scene_text import Body, Style, listed, paras_of
from kamdeck.pptxio.tables import NO_STYLE
from kamdeck.pptxio.xml import Node, whole
from kamdeck.record import replace

_MARGINS = (("marL", 91_440), ("marT", 45_720), ("marR", 91_440), ("marB", 45_720))
_FILLS = ("solidFill", "noFill", "gradFill", "pattFill", "blipFill")


def drawn_table(key: str, grid: Node, box: Box, plain: Sequence[Style], tints: Tints) -> Table:
    """The table in a graphic frame."""
    widths = [whole(column.get("w")) for column in grid.iterfind(f"{ANS}tblGrid/{ANS}gridCol")]
    properties = grid.find(f"{ANS}tblPr")
    is_plain = properties is None or (properties.findtext(f"{ANS}tableStyleId") or NO_STYLE) == NO_STYLE
    has_head = properties is not None and properties.get("firstRow") in ("1", "true")
    rows = []
    for place, row in enumerate(grid.iterfind(f"{ANS}tr")):
        styles, ground, rule = list(plain), None, None
        if not is_plain:
            styles, ground, rule = _banded(plain, tints, place, has_head)
        cells = [_cell(cell, styles, tints, ground, rule) for cell in row.findall(f"{ANS}tc")[: len(widths)]]
        cells += [Cell()] * (len(widths) - len(cells))
        rows.append(Row(f"{place}", whole(row.get("h")), tuple(cells)))
    columns = tuple([Column(f"{i}", width) for i, width in enumerate(widths)])
    return Table(key, box.x, box.y, columns, tuple(rows), has_head)


def _banded(
    plain: Sequence[Style], tints: Tints, place: int, has_head: bool
) -> tuple[list[Style], str | None, Line | None]:
    """Text, fill and borders that a table style gives to a row."""
    accent = tints.theme.get("accent1", "4472C4")
    rule = Line("#FFFFFF", 1.0)
    if has_head and place == 0:
        return [replace(s, bold=True, color="#FFFFFF") for s in plain], f"#{accent}", rule
    share = 0.4 if (place - has_head) % 2 == 0 else 0.2
    channels = [int(accent[i : i + 2], 16) for i in (0, 2, 4)]
    tint = "#" + "".join([f"{round(255 - (255 - c) * share):02X}" for c in channels])
    return list(plain), tint, rule


def _cell(node: Node, styles: Sequence[Style], tints: Tints, ground: str | None, rule: Line | None) -> Cell:
    properties = node.find(f"{ANS}tcPr")
    is_covered = any(node.get(name) in ("1", "true") for name in ("hMerge", "vMerge"))
    margins = [whole(properties.get(n), d) if properties is not None else d for n, d in _MARGINS]
    anchor: Anchor = "t"
    if properties is not None:
        anchor = {"ctr": "ctr", "b": "b"}.get(properties.get("anchor", "t"), "t")  # type: ignore[assignment]
    has_fill = properties is not None and any(properties.find(f"{ANS}{name}") is not None for name in _FILLS)
    body = node.find(f"{ANS}txBody")
    left, right, top, bottom = (_border(properties, n, tints, rule) for n in ("lnL", "lnR", "lnT", "lnB"))
    return Cell(
        paras=() if is_covered else paras_of(body, listed(tuple(styles), body, tints), tints, Body(), 0),
        fill=tints.fill(properties) if has_fill else ground,
        anchor=anchor,
        top=top,
        bottom=bottom,
        left=left,
        right=right,
        inset=(margins[0], margins[1], margins[2], margins[3]),
        span=whole(node.get("gridSpan"), 1),
        vspan=whole(node.get("rowSpan"), 1),
        is_covered=is_covered,
    )


def _border(properties: Node | None, name: str, tints: Tints, rule: Line | None) -> Line | None:
    node = properties.find(f"{ANS}{name}") if properties is not None else None
    return rule if node is None else tints.stroke(node)
