"""XML parts as trees: parsed without entities or network, written back as Office writes them."""

from __future__ import annotations

from lxml import etree

from kamdeck.errors import DeckError
from kamdeck.text import told

Node = etree._Element

# One for all: making a parser costs more than parsing a tags part, of which there are hundreds.
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


def parse(data: bytes, label: str) -> Node:
    """The root of a part.

    Raises:
        DeckError: not well formed, or with a document type.
    """
    try:
        root = etree.fromstring(data, PARSER)
    except etree.XMLSyntaxError as fault:
        raise DeckError(
            told("refused.damaged", name=label, detail=str(fault)), told("refused.save_deck")
        ) from fault
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise DeckError(told("refused.doctype", name=label))
    return root


def fragment(text: str, namespaces: str) -> list[Node]:
    """The elements in a piece of XML that uses the given namespace declarations."""
    return list(etree.fromstring(f"<_ {namespaces}>{text}</_>"))


def written(root: Node) -> bytes:
    """A tree as the bytes of a part."""
    return _DECLARATION + etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def whole(text: str | None, default: int = 0) -> int:
    """A whole number in an attribute, or `default` where it is none."""
    try:
        return int(text) if text else default
    except ValueError:
        return default


def needed(node: Node | None) -> Node:
    """The node, which every sound deck has.

    Raises:
        DeckError: it is not there.
    """
    if node is None:
        raise DeckError(
            told("refused.lost_part"),
            told("refused.save_anew"),
        )
    return node


def local(node: Node) -> str:
    """The name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def child(parent: Node, name: str, namespace: str) -> Node:
    """A new last child; `namespace` in braces."""
    return etree.SubElement(parent, f"{namespace}{name}")


def put(parent: Node, node: Node, order: tuple[str, ...]) -> None:
    """Insert a child where the schema wants it: before the first child whose name comes later in `order`."""
    place = order.index(local(node))
    for other in parent:
        name = local(other)
        if name not in order or order.index(name) > place:
            other.addprevious(node)
            return
    parent.append(node)


def swap(parent: Node, name: str, namespace: str, node: Node | None, order: tuple[str, ...]) -> None:
    """Put `node` in place of the child of that name; None takes it out."""
    old = parent.find(f"{namespace}{name}")
    if old is not None and node is not None:
        parent.replace(old, node)
    elif old is not None:
        parent.remove(old)
    elif node is not None:
        put(parent, node, order)
