"""A text that was composed anew for another master, with what a person had made of the old one."""

from __future__ import annotations

from kamdeck.deck.changes import Edit
from kamdeck.deck.spec import Para, Text
from kamdeck.pptxio.binding import ANS, PNS
from kamdeck.pptxio.edit_shapes import PROPERTIES
from kamdeck.pptxio.edit_text import write_text
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.xml import Node, local, needed, put
from kamdeck.record import replace

_GEOMETRY = ("xfrm", "prstGeom", "noFill")  # what our own texts have


def carry_text(old: Node, node: Node, element: Text, ink: Ink, edit: Edit, font: str | None) -> None:
    """Bring into the `node` that was written for an element what of the `old` one is a person's: as the edit
    says its words and its place, and always formats of words, the box's own properties, fill and outline.

    `font` is what was written last.
    """
    theirs, ours = old.find(f"{PNS}txBody"), needed(node.find(f"{PNS}txBody"))
    if theirs is not None:
        paras = _worded(element.paras, theirs) if "words" in edit.names else element.paras
        write_text(theirs, paras, ink, font, is_fresh=edit.value == "fresh")
        for paragraph in ours.findall(f"{ANS}p"):
            ours.remove(paragraph)
        ours.extend(theirs.findall(f"{ANS}p"))
    properties = needed(node.find(f"{PNS}spPr"))
    for each in list(needed(old.find(f"{PNS}spPr"))):
        name = local(each)
        if name in PROPERTIES and (name not in _GEOMETRY or (name == "xfrm" and "place" in edit.names)):
            for rival in properties.findall(each.tag):
                properties.remove(rival)
            if name.endswith("Fill"):
                for rival in properties.findall(f"{ANS}noFill"):
                    properties.remove(rival)
            put(properties, each, PROPERTIES)


def _worded(paras: tuple[Para, ...], theirs: Node) -> tuple[Para, ...]:
    """A person's words in the looks of our paragraphs."""
    made = []
    for i, paragraph in enumerate(theirs.findall(f"{ANS}p")):
        like = paras[min(i, len(paras) - 1)]
        words = "".join(
            "\v" if each.tag == f"{ANS}br" else each.findtext(f"{ANS}t") or "" for each in paragraph
        )
        made.append(replace(like, runs=(replace(like.runs[0], text=words),)))
    return tuple(made)
