"""Drawn shapes, texts and connectors as fields."""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.deck.normal import Fields, glue_look, shape_look
from kamdeck.pptxio.binding import ANS, PNS
from kamdeck.pptxio.formats import runs_field
from kamdeck.pptxio.look import box_of, ends_of, fill_of, length, line_of, text_of, turn_of
from kamdeck.pptxio.xml import Node, needed


def shape_fields(node: Node) -> Fields:
    """The fields of a text or drawn shape."""
    properties = node.find(f"{PNS}spPr")
    transform = properties.find(f"{ANS}xfrm") if properties is not None else None
    text, font = text_of(node.find(f"{PNS}txBody"))
    found: Fields = {"text": text, "font": font}
    if runs := runs_field(node.find(f"{PNS}txBody"), font):
        found["runs"] = runs
    if (box := box_of(transform)) is not None:
        found["box"] = box
    preset = properties.find(f"{ANS}prstGeom") if properties is not None else None
    geom = "custom" if preset is None else preset.get("prst", "")
    found["look"] = shape_look(geom, *turn_of(transform), fill_of(properties), line_of(properties))
    if preset is not None:
        guides = [guide.get("fmla", "").removeprefix("val ") for guide in preset.iter(f"{ANS}gd")]
        found["adjust"] = " ".join(guides)
    return found


def line_fields(node: Node, keys: Mapping[int, str]) -> Fields:
    """The fields of a connector; `keys` are those of the slide's shapes by id."""
    properties = needed(node.find(f"{PNS}spPr"))
    transform, preset, line = (properties.find(f"{ANS}{n}") for n in ("xfrm", "prstGeom", "ln"))
    geom = "" if preset is None else preset.get("prst", "")
    head, tail = (_has_arrow(line, name) for name in ("headEnd", "tailEnd"))
    arrows = ("<" if head else "") + ("~" if geom.startswith("bent") else "-") + (">" if tail else "")
    found: Fields = {"look": f"{arrows}|{line_of(properties)}"}
    glue = [_glued(node, tag, keys) for tag in ("stCxn", "endCxn")]
    if any(key for key, _ in glue):
        found["glue"] = glue_look(*glue)
    if transform is not None:
        found["ends"] = ends_of(transform)
    return found


def _has_arrow(line: Node | None, name: str) -> bool:
    end = line.find(f"{ANS}{name}") if line is not None else None
    return end is not None and end.get("type", "none") != "none"


def _glued(node: Node, tag: str, keys: Mapping[int, str]) -> tuple[str, int]:
    end = node.find(f"{PNS}nvCxnSpPr/{PNS}cNvCxnSpPr/{ANS}{tag}")
    if end is None:
        return "", 0
    shape_id = length(end, "id")
    return keys.get(shape_id, f"#{shape_id}"), length(end, "idx")
