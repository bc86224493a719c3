"""What slide XML looks like, in the words of `deck.fields`: texts, formats, fills, lines, boxes."""

from __future__ import annotations

from math import cos, radians, sin

from kamdeck.deck.normal import font_token, line_token
from kamdeck.pptxio.markup import A
from kamdeck.pptxio.xml import Node, local, whole

Four = tuple[int, int, int, int]

NS = f"{{{A}}}"
_P, _R, _BR, _FLD, _T = f"{NS}p", f"{NS}r", f"{NS}br", f"{NS}fld", f"{NS}t"
_PIECES = frozenset((_R, _BR, _FLD))
_RPR, _SOLID, _NONE, _LN = f"{NS}rPr", f"{NS}solidFill", f"{NS}noFill", f"{NS}ln"
FILL_NAMES = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
FILLS = frozenset(f"{NS}{name}" for name in FILL_NAMES)


def color_of(solid: Node | None) -> str:
    """The color of a solid fill as one word; "" where there is none."""
    if solid is None or not len(solid):
        return ""
    color = solid[0]
    base = color.get("val", color.get("lastClr", ""))
    base = base.upper() if color.tag == f"{NS}srgbClr" else base
    return base + "".join([f"+{local(change)}{change.get('val', '')}" for change in color])


def fill_of(properties: Node | None) -> str:
    """The fill of a shape, cell or point: `-` for none, "" where it is inherited."""
    for child in properties if properties is not None else ():
        if child.tag in FILLS:
            if child.tag == _SOLID:
                return color_of(child)
            return "-" if child.tag == _NONE else local(child)
    return ""


def line_of(properties: Node | None) -> str:
    """The outline of a shape: `-` for none, "" where it is inherited."""
    found = properties.find(_LN) if properties is not None else None
    return "" if found is None else stroke_of(found)


def stroke_of(line: Node) -> str:
    """An outline from `a:ln`, or from the border of a cell."""
    fill = fill_of(line)
    if fill in ("", "-"):
        return fill or "-"
    dash = line.find(f"{NS}prstDash")
    return line_token(
        fill, whole(line.get("w"), 9525) / 12_700, "solid" if dash is None else dash.get("val", "")
    )


# ------------------------------------------------------------------ text


def text_of(body: Node | None) -> tuple[str, str]:
    """The characters of a text body, and the formats of its runs."""
    if body is None:
        return "", ""
    texts, looks = [], []
    for paragraph in body:
        if paragraph.tag == _P:
            text, look = _paragraph(paragraph)
            texts.append(text)
            looks.append(look)
    return "\n".join(texts), ";".join(looks)


def words_of(body: Node | None) -> str:
    """The characters of a text body, without a look at their formats."""
    if body is None:
        return ""
    return "\n".join(
        [
            "".join(
                [
                    "\n" if piece.tag == _BR else piece.findtext(_T) or ""
                    for piece in paragraph
                    if piece.tag in _PIECES
                ]
            )
            for paragraph in body
            if paragraph.tag == _P
        ]
    )


def _paragraph(paragraph: Node) -> tuple[str, str]:
    text: list[str] = []
    looks: list[str] = []
    for child in paragraph:
        if child.tag == _BR:
            text.append("\n")
        elif child.tag in (_R, _FLD):
            words = child.findtext(_T) or ""
            text.append(words)
            look = run_look(child.find(_RPR)) if words else None
            if look is not None and (not looks or looks[-1] != look):
                looks.append(look)
    return "".join(text), ",".join(looks)


def run_look(properties: Node | None) -> str:
    """The format of a run, from its `a:rPr`."""
    if properties is None:
        return font_token(None, None, None, "")
    size = properties.get("sz")
    color = color_of(properties.find(_SOLID)) if len(properties) else ""
    return font_token(
        None if size is None else whole(size) / 100,
        _flag(properties.get("b")),
        _flag(properties.get("i")),
        color,
    )


def _flag(value: str | None) -> bool | None:
    return None if value is None else value in ("1", "true")


# ------------------------------------------------------------------ geometry


def box_of(transform: Node | None) -> Four | None:
    """The box of an `a:xfrm` or `p:xfrm`; None where the layout decides."""
    if transform is None:
        return None
    off, ext = transform.find(f"{NS}off"), transform.find(f"{NS}ext")
    if off is None or ext is None:
        return None
    return length(off, "x"), length(off, "y"), length(ext, "cx"), length(ext, "cy")


def length(node: Node, name: str) -> int:
    """A coordinate in EMU; 0 where it is absent or given in a unit."""
    return whole(node.get(name))


def turn_of(transform: Node | None) -> tuple[float, str]:
    """Degrees clockwise, and the flips: "", "h", "v" or "hv"."""
    if transform is None:
        return 0.0, ""
    flips = "".join([flip[-1].lower() for flip in ("flipH", "flipV") if transform.get(flip) in ("1", "true")])
    return length(transform, "rot") / 60_000, flips


def ends_of(transform: Node) -> Four:
    """Where a connector starts and ends: its preset runs from the upper left to the lower right corner of
    the frame, which is flipped, then turned."""
    x, y, w, h = box_of(transform) or (0, 0, 0, 0)
    turn, flips = turn_of(transform)
    across, down = (-w / 2 if "h" in flips else w / 2), (-h / 2 if "v" in flips else h / 2)
    c, s = cos(radians(turn)), sin(radians(turn))
    dx, dy = across * c - down * s, across * s + down * c
    cx, cy = x + w / 2, y + h / 2
    return round(cx - dx), round(cy - dy), round(cx + dx), round(cy + dy)
