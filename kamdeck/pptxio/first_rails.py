"""The rails of version 0.1.0 on masters of companies: two shapes beside the elements, without a key."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kamdeck.deck.ledger import ElementBase, Ledger, marks
from kamdeck.pptxio.binding import Found, Known
from kamdeck.pptxio.read_shape import shape_fields
from kamdeck.pptxio.tags import NAME_PREFIX
from kamdeck.record import replace

_NAME = re.compile(r"Rail( Bar)? \d+")


def with_rails(ledger: Ledger, slide: str, found: Sequence[Found], known: Known) -> Ledger:
    """The ledger with a slide's rail as two elements of ours, which stand where they were written.

    The shapes take the names of these elements, so that they are found by them.
    """
    added: dict[str, ElementBase] = {}
    for shape in found:
        if (match := _NAME.fullmatch(shape.name)) and shape.kind == "shape" and not shape.groups:
            key = f"{slide}/rail_{'bar' if match[1] else 'ground'}"
            shape.name = NAME_PREFIX + key
            shape.node[0][0].set("name", shape.name)
            known.kinds.setdefault(key, "shape")
            if key not in known.base:
                fields = {"alt": "", **shape_fields(shape.node)}
                added[key] = ElementBase(marks(fields), shape.shape_id)
    if not added:
        return ledger
    base = ledger.slides[slide]
    known.base = {**added, **known.base}
    return Ledger({**ledger.slides, slide: replace(base, elements=known.base)})
