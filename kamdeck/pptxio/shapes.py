"""Text boxes, placeholders, drawn shapes and groups as slide XML, and the one door for every element."""

from __future__ import annotations

from kamdeck.deck.spec import Box, Chart, Connector, Element, Group, Shape, Table, Text
from kamdeck.pptxio.charts import chart_frame
from kamdeck.pptxio.connectors import connector_xml, route_of
from kamdeck.pptxio.draft import Draft, Place
from kamdeck.pptxio.markup import quote
from kamdeck.pptxio.tables import table_xml
from kamdeck.pptxio.tags import NAME_PREFIX, tagged
from kamdeck.pptxio.text import body_properties, paragraphs

DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)

_LEVEL = '<a:bodyPr vert="horz" '  # whichever way the master's title runs

# Presets whose only guide is called `adj`; the guides of all others are numbered.
_ONE_GUIDE = (
    "roundRect round1Rect snip1Rect triangle parallelogram trapezoid octagon plus homePlate chevron donut "
    "noSmoking can cube bevel foldedCorner smileyFace leftBracket rightBracket bracketPair bracePair plaque "
    "teardrop sun moon diagStripe star4 star5 star8 "
)


def element_xml(element: Element, draft: Draft) -> str:
    """The XML of one element for a slide's shape tree; "" for a placeholder that the layout lacks.

    Writes its tags part (decorative elements have none), and for a chart its chart part and workbook, into
    the draft's package. Shapes that connectors are glued to must have been admitted to the draft before.

    Raises: DeckError where the spec contradicts itself or names what is not there.
    """
    if element.key not in draft.ids or isinstance(element, Group):
        draft.admit((element,))
    if isinstance(element, Text) and element.box is None and element.placeholder not in draft.places:
        return ""
    # Each tags part costs some 250 bytes: lines and marks, which hold nothing of a person's, go by name.
    if is_decorative(element):
        return _element(element, draft, True, "")
    return _element(element, draft, False, tagged(draft.package, draft.part, element.key))


def _element(element: Element, draft: Draft, is_silent: bool, data: str) -> str:
    head = properties(element, draft, is_silent)
    if isinstance(element, Chart):
        return chart_frame(element, draft, head, data)
    if isinstance(element, Group):
        return _group(element, draft, head, data)
    if isinstance(element, Shape):
        xml = _shape(element, draft, head, data)
    elif isinstance(element, Text):
        xml = _text(element, draft, head, data)
    elif isinstance(element, Connector):
        xml = connector_xml(element, draft, head, data)
    else:
        xml = table_xml(element, draft.ink, head, data)
    draft.looks[element.key] = xml
    return xml


def properties(element: Element, draft: Draft, is_silent: bool) -> str:
    """`p:cNvPr`: id, name, and what a screen reader says, or that it skips the element."""
    start = f'<p:cNvPr id="{draft.shape_id(element.key)}" name="{NAME_PREFIX}{quote(element.key)}"'
    if element.alt:
        return f'{start} descr="{quote(element.alt)}"/>'
    return f"{start}>{DECORATIVE}</p:cNvPr>" if is_silent else f"{start}/>"


def is_decorative(element: Element) -> bool:
    """Whether a screen reader should skip it: it has neither alternative text nor words."""
    if element.alt or isinstance(element, Text | Table | Chart):
        return False
    if isinstance(element, Group):
        return all(is_decorative(child) for child in element.children)
    return isinstance(element, Connector) or not any(p.text for p in element.paras)


def transform(box: Box, rot: float = 0.0, flip_h: bool = False, flip_v: bool = False) -> str:
    """`a:xfrm`; `rot` in degrees clockwise."""
    turn = f' rot="{round(rot % 360 * 60_000)}"' if rot else ""
    turn += (' flipH="1"' if flip_h else "") + (' flipV="1"' if flip_v else "")
    return f'<a:xfrm{turn}><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></a:xfrm>'


def _text(text: Text, draft: Draft, head: str, data: str) -> str:
    place = draft.places.get(text.placeholder) if text.placeholder else None
    if place is not None:
        return _placeholder(text, place, draft, head, data)
    assert text.box is not None, text.key
    return (
        f'<p:sp><p:nvSpPr>{head}<p:cNvSpPr txBox="1"/><p:nvPr>{data}</p:nvPr></p:nvSpPr>'
        f'<p:spPr>{transform(text.box, text.rot)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        f"</p:spPr><p:txBody>{body_properties(text.anchor, text.inset, text.wrap)}{draft.ink.list_style}"
        f"{paragraphs(text.paras, draft.ink)}</p:txBody></p:sp>"
    )


def _placeholder(text: Text, place: Place, draft: Draft, head: str, data: str) -> str:
    where, body = "<p:spPr/>", "<a:bodyPr/>"
    if text.box:
        where = f"<p:spPr>{transform(text.box, text.rot)}</p:spPr>"
        body = body_properties(text.anchor, text.inset, text.wrap).replace("<a:bodyPr ", _LEVEL, 1)
    return (
        f'<p:sp><p:nvSpPr>{head}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{placeholder_mark(place)}{data}</p:nvPr></p:nvSpPr>{where}"
        f"<p:txBody>{body}<a:lstStyle/>{paragraphs(text.paras, draft.ink)}</p:txBody></p:sp>"
    )


def placeholder_mark(place: Place) -> str:
    """`p:ph`: the type as the layout has it; index 0 is left out, as PowerPoint does."""
    kind = "" if place.type in ("", "obj") else f' type="{place.type}"'
    size = ' sz="quarter"' if place.type in ("sldNum", "ftr", "dt", "body") and place.idx else ""
    return f"<p:ph{kind}{size}{f' idx={chr(34)}{place.idx}{chr(34)}' if place.idx else ''}/>"


def _shape(shape: Shape, draft: Draft, head: str, data: str) -> str:
    body = ""
    if shape.paras:
        body = (
            f"<p:txBody>{body_properties(shape.anchor, shape.inset, shape.wrap)}{draft.ink.list_style}"
            f"{paragraphs(shape.paras, draft.ink)}</p:txBody>"
        )
    where = transform(shape.box, shape.rot, shape.flip_h, shape.flip_v)
    return (
        f"<p:sp><p:nvSpPr>{head}<p:cNvSpPr/><p:nvPr>{data}</p:nvPr></p:nvSpPr><p:spPr>{where}"
        f'<a:prstGeom prst="{shape.geom}"><a:avLst>{guides_xml(shape)}</a:avLst></a:prstGeom>'
        f"{draft.ink.palette.fill(shape.fill)}{draft.ink.palette.line(shape.line)}</p:spPr>{body}</p:sp>"
    )


def guides_xml(shape: Shape) -> str:
    """The guide values of a preset, named as it names them."""
    if len(shape.adjust) == 1 and f"{shape.geom} " in _ONE_GUIDE:
        return f'<a:gd name="adj" fmla="val {shape.adjust[0]}"/>'
    return "".join([f'<a:gd name="adj{i}" fmla="val {v}"/>' for i, v in enumerate(shape.adjust, 1)])


def _group(group: Group, draft: Draft, head: str, data: str) -> str:
    """A group whose inner coordinates are the slide's own."""
    box = hull(group, draft)
    children = "".join([_element(child, draft, is_decorative(child), "") for child in group.children])
    own = (
        f"<p:nvGrpSpPr>{head}<p:cNvGrpSpPr/><p:nvPr>{data}</p:nvPr></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
        f'<a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/>'
        f'<a:chOff x="{box.x}" y="{box.y}"/><a:chExt cx="{box.w}" cy="{box.h}"/></a:xfrm></p:grpSpPr>'
    )
    draft.looks[group.key] = own
    return f"<p:grpSp>{own}{children}</p:grpSp>"


def hull(group: Group, draft: Draft) -> Box:
    """The smallest box around all children, glued connectors too."""
    boxes = []
    for child in group.children:
        if isinstance(child, Connector):
            boxes.append(route_of(child, draft).hull)
        elif child.box is not None:
            boxes.append(child.box)
    x, y = min(b.x for b in boxes), min(b.y for b in boxes)
    return Box(x, y, max(b.x + b.w for b in boxes) - x, max(b.y + b.h for b in boxes) - y)
