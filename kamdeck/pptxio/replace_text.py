"""New words in a text on which nobody has worked: ours as they are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from kamdeck.deck.spec import Para
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.look import NS
from kamdeck.pptxio.markup import SLIDE_NAMESPACES
from kamdeck.pptxio.text import paragraphs
from kamdeck.pptxio.xml import Node, fragment

_TONGUES = etree.XPath("descendant::a:rPr/@lang", namespaces={"a": NS[1:-1]})


def has_tongues(node: Node) -> bool:
    """Whether words in an element are marked with several languages, which digests leave out."""
    found = _TONGUES(node)
    return isinstance(found, list) and len(set(found)) > 1


def replace_text(body: Node, paras: Sequence[Para], ink: Ink) -> None:
    """Put our paragraphs in place of all that stand in a text body."""
    replace_lines(body, fragment(paragraphs(paras, ink), SLIDE_NAMESPACES))


def replace_lines(body: Node, ours: Sequence[Node]) -> None:
    """Put paragraphs as we write them in place of all that stand in a text body."""
    for node in body.findall(f"{NS}p"):
        body.remove(node)
    body.extend(ours)
