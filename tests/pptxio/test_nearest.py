"""Which layout and which placeholder a person's slide takes on another master."""

from __future__ import annotations

from kamdeck.deck.page_fit import PageFit
from kamdeck.deck.spec import EMU, Box, inches
from kamdeck.pptxio.markup import SLIDE_NAMESPACES
from kamdeck.pptxio.nearest import Held, held_on, nearest, paired
from kamdeck.pptxio.seen import Seen, Spot
from kamdeck.pptxio.xml import fragment

TOP, LEFT, RIGHT = inches(0.5, 0.3, 9, 1), inches(0.5, 1.5, 4.4, 5), inches(5.1, 1.5, 4.4, 5)
WHOLE, LINE = inches(0.5, 1.5, 9, 5), inches(0.5, 1.1, 9, 0.3)


def layout(kind: str, *spots: tuple[str, int, Box]) -> Seen:
    return Seen(f"{kind}.xml", "m.xml", kind, kind, tuple(Spot(*spot) for spot in spots))


TITLE_ONLY = layout("titleOnly", ("title", 0, TOP))
SECTION = layout("secHead", ("title", 0, inches(0.5, 3, 9, 1)))
ONE = layout("obj", ("title", 0, TOP), ("obj", 1, WHOLE))
TWO = layout("twoObj", ("title", 0, TOP), ("obj", 1, LEFT), ("obj", 2, RIGHT))
SMALL = layout("", ("title", 0, TOP), ("body", 11, LINE))
BLANK = layout("blank")
EVERY = (SECTION, TITLE_ONLY, ONE, TWO, SMALL, BLANK)


def held(*kinds: tuple[str, int, Box]) -> list[Held]:
    """Filled placeholders on a slide."""
    xml = "".join(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{i}" name="n"/><p:cNvSpPr/><p:nvPr><p:ph type="{kind}" idx="{idx}"/>'
        f"</p:nvPr></p:nvSpPr><p:spPr><a:xfrm>"
        f'<a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/>'
        "</a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>w</a:t></a:r></a:p></p:txBody></p:sp>"
        for i, (kind, idx, box) in enumerate(kinds, 2)
    )
    return held_on(fragment(f"<p:spTree>{xml}</p:spTree>", SLIDE_NAMESPACES)[0], None)


def names(kind: str, *kinds: tuple[str, int, Box]) -> str:
    return nearest(EVERY, kind, held(*kinds), PageFit()).kind


def test_the_layout_takes_all_texts_and_moves_them_least() -> None:
    title, left, right = ("title", 0, TOP), ("obj", 1, LEFT), ("obj", 2, RIGHT)
    assert names("twoObj", title, left, right) == "twoObj"
    assert names("twoTxTwoObj", title, left, right) == "twoObj"
    assert names("obj", title, ("obj", 1, WHOLE)) == "obj"
    assert names("cust", title) == "titleOnly"  # and not the section's, whose title stands elsewhere
    assert names("secHead", ("title", 0, TOP)) == "secHead"
    assert names("blank") == "blank"
    assert names("cust") == "blank"


def test_a_text_is_not_squeezed_into_a_line() -> None:
    body = held(("body", 1, WHOLE))
    assert paired(SMALL, body, PageFit()) == {}
    assert paired(ONE, body, PageFit())[0].idx == 1
    line = held(("body", 1, LINE))
    assert paired(SMALL, line, PageFit())[0].idx == 11
    half = PageFit(0.25)
    assert paired(SMALL, held(("body", 1, inches(0.5, 1, 9, 2))), half)[0].idx == 11


def test_each_place_takes_one_text_nearest_first() -> None:
    texts = held(("obj", 5, RIGHT), ("obj", 6, LEFT), ("obj", 7, LEFT.moved(EMU, 0)))
    found = paired(TWO, texts, PageFit())
    assert {i: spot.idx for i, spot in found.items()} == {0: 2, 1: 1}
