"""Texts, shapes, groups and connectors as slide XML."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kamdeck.deck.sites import BOTTOM, LEFT, RIGHT, TOP, site_point
from kamdeck.deck.spec import (
    COLORS,
    Box,
    Connector,
    Element,
    End,
    Group,
    Line,
    Para,
    Run,
    Shape,
    Text,
    inches,
    para,
)
from kamdeck.errors import DeckError
from kamdeck.pptxio.colors import FILLS, OUR_PALETTE, TEXTS
from kamdeck.pptxio.connectors import Route, elbow
from kamdeck.pptxio.draft import Draft, Place
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.markup import SLIDE_NAMESPACES, A, P, escape, quote
from kamdeck.pptxio.shapes import element_xml
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.pptxio.tags import decoded, encoded
from kamdeck.pptxio.text import runs_right_to_left

NS = {"a": A, "p": P}
HALVES = {chr(i) for i in range(0xD800, 0xE000)}  # of surrogate pairs
NONE = "\ufffe\uffff"
SLIDE = "ppt/slides/slide1.xml"
PLACES = {"title": Place("title", 0), "kicker": Place("body", 14)}


def draft() -> Draft:
    return Draft(shipped_master()[1], SLIDE, PLACES, Ink("fr-FR"))


def node(element: Element, on: Draft | None = None) -> etree._Element:
    xml = element_xml(element, on or draft())
    return etree.fromstring(f"<root {SLIDE_NAMESPACES}>{xml}</root>")[0]


def shape(key: str = "v/s", box: Box | None = None, **rest: object) -> Shape:
    return Shape(key, box or inches(1, 1, 2, 1), **rest)  # type: ignore[arg-type]


# ------------------------------------------------------------------ colors


def luminance(rgb: str) -> float:
    parts = [int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def shown(color: tuple[str, tuple[tuple[str, int], ...]]) -> str:
    """The RGB that a theme slot and its changes give, by the HSL rules of ECMA-376 part 1, 20.1.2.3."""
    from colorsys import hls_to_rgb, rgb_to_hls

    theme = dict(shipped_master()[0].colors)
    slots = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
    rgb = theme.get(slots.get(color[0], color[0]), color[0])
    h, lum, s = rgb_to_hls(*(int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4)))
    for name, value in color[1]:
        if name == "satMod":
            s = min(1, s * value / 100_000)
        elif name == "lumMod":
            lum *= value / 100_000
        else:
            lum = min(1, lum + value / 100_000)
    return "".join(f"{round(c * 255):02X}" for c in hls_to_rgb(h, lum, s))


def test_every_role_has_a_fill_and_a_text_color() -> None:
    assert set(FILLS) == set(TEXTS) == set(COLORS)
    for role in COLORS:
        assert "<a:solidFill>" in OUR_PALETTE.fill(role)
        assert "<a:solidFill>" in OUR_PALETTE.text_fill(role)


def test_an_unknown_role_is_an_error_that_lists_the_roles() -> None:
    with pytest.raises(DeckError, match="tier_a"):
        OUR_PALETTE.fill("navy")


@pytest.mark.parametrize(
    "role", ["ink", "muted", "accent", "good", "watch", "risk", "tier_a", "tier_b", "total", "unknown"]
)
def test_words_can_be_read_on_paper_and_panel(role: str) -> None:
    for ground in ("paper", "panel"):
        assert contrast(shown(TEXTS[role]), shown(FILLS[ground])) >= 4.5


@pytest.mark.parametrize(
    ("role", "rgb"),
    [
        ("ramp1", "F7F9FC"),
        ("ramp8", "8AB0DB"),
        ("ramp9", "3A70B2"),
        ("hairline", "D9DFE8"),
        ("stayed", "EDF2F8"),
    ],
)
def test_tints_come_close_to_the_design(role: str, rgb: str) -> None:
    got = shown(FILLS[role])
    assert max(abs(int(got[i : i + 2], 16) - int(rgb[i : i + 2], 16)) for i in (0, 2, 4)) <= 6


# ------------------------------------------------------------------ text


def test_a_text_box_keeps_its_size_and_says_its_language() -> None:
    box = node(Text("v/t", (para("Chiffre", size=11, bold=True, color="ink"),), inches(1, 2, 3, 1)))
    body = box.find(".//a:bodyPr", NS)
    assert body is not None
    assert body.get("wrap") == "square"
    assert [body.get(k) for k in ("lIns", "tIns", "rIns", "bIns")] == ["0"] * 4
    assert body.find("a:noAutofit", NS) is not None
    run = box.find(".//a:rPr", NS)
    assert run is not None
    assert (run.get("lang"), run.get("sz"), run.get("b")) == ("fr-FR", "1100", "1")


def test_paragraph_properties_stand_in_the_order_of_the_schema() -> None:
    text = Para((Run("x"),), "r", before=4, after=2, line=1.1, tabs=((914_400, "r"),))
    properties = node(Text("v/t", (text,), inches(1, 2, 3, 1))).find(".//a:pPr", NS)
    assert properties is not None
    assert properties.get("algn") == "r"
    assert [etree.QName(c).localname for c in properties] == ["lnSpc", "spcBef", "spcAft", "tabLst"]


def test_line_breaks_inside_a_run() -> None:
    box = node(Text("v/t", (para("one\vtwo\nthree"),), inches(1, 2, 3, 1)))
    assert [e.text for e in box.iter(f"{{{A}}}t")] == ["one", "two", "three"]
    assert len(box.findall(".//a:br", NS)) == 2


@pytest.mark.parametrize(
    ("text", "is_rtl"),
    [
        ("Mount Sinai", False),
        ("12 (מרכז)", True),
        ("مرحبا Mount", False),
        ("Mount مرحبا", False),
        ("é 5", False),
    ],
)
def test_right_to_left_only_where_no_letter_runs_the_other_way(text: str, is_rtl: bool) -> None:
    assert runs_right_to_left(text) is is_rtl
    whole = Para((Run("12 "), Run(text)))
    properties = node(Text("v/t", (whole,), inches(1, 2, 3, 1))).find(".//a:pPr", NS)
    assert (properties is not None and properties.get("rtl") == "1") is is_rtl


@given(st.text())
def test_any_text_is_legal_xml_and_comes_back_without_control_characters(text: str) -> None:
    read = etree.fromstring(f'<t a="{quote(text)}">{escape(text)}</t>')
    legal = "".join([c for c in text if c in "\t\n\r" or (c >= " " and c not in HALVES and c not in NONE)])
    normal = legal.replace("\r\n", "\n").replace("\r", "\n")
    assert (read.text or "") == normal


def test_no_break_spaces_and_emoji_stay() -> None:
    assert escape("1\u00a0234\u202f€ 🎉") == "1\u00a0234\u202f€ 🎉"


def test_an_empty_paragraph_is_small_so_that_no_row_grows() -> None:
    end = node(Text("v/t", (), inches(1, 2, 3, 1))).find(".//a:endParaRPr", NS)
    assert end is not None
    assert end.get("sz") == "800"


# ------------------------------------------------------------------ shapes


def test_names_ids_and_tags() -> None:
    on = draft()
    on.last_id = 41
    box = node(Text("v/été", (para("x"),), inches(1, 2, 3, 1)), on)
    head = box.find(".//p:cNvPr", NS)
    assert head is not None
    assert (head.get("id"), head.get("name")) == ("42", "kd:v/été")
    rel = on.package.rels(SLIDE)[-1]
    assert rel.kind == "tags"
    assert encoded("v/été") in on.package.read(rel.target).decode()
    assert decoded(encoded("v/été").lower()) == "v/été"
    assert decoded("not ours") is None


def test_an_id_that_a_shape_has_is_kept() -> None:
    on = draft()
    on.ids["v/s"] = 7
    head = node(shape(), on).find(".//p:cNvPr", NS)
    assert head is not None
    assert head.get("id") == "7"


@pytest.mark.parametrize(
    ("element", "is_decorative"),
    [
        (shape(), True),
        (shape(alt="A bar"), False),
        (shape(paras=(para("words"),)), False),
        (Connector("v/c", points=(0, 0, 9, 9)), True),
        (Group("v/g", (shape("v/g/a"), shape("v/g/b"))), True),
        (Group("v/g", (shape("v/g/a"), shape("v/g/b", paras=(para("x"),)))), False),
    ],
)
def test_screen_readers_skip_what_says_nothing(element: Element, is_decorative: bool) -> None:
    found = node(element)
    assert ("decorative" in etree.tostring(found[0][0]).decode()) is is_decorative
    if element.alt:
        assert found[0][0].get("descr") == element.alt


def test_placeholders_inherit_box_and_format() -> None:
    title = node(Text("v/title", (para("Finding"),), placeholder="title"))
    mark = title.find(".//p:ph", NS)
    assert mark is not None
    assert mark.items() == [("type", "title")]
    assert title.findall("p:spPr/*", NS) == []
    kicker = node(Text("v/kicker", (para("K"),), inches(1, 1, 1, 1), placeholder="kicker")).find(
        ".//p:ph", NS
    )
    assert kicker is not None
    assert (kicker.get("type"), kicker.get("idx")) == ("body", "14")


def test_a_placeholder_that_the_layout_lacks_is_left_out() -> None:
    assert element_xml(Text("v/subtitle", (para("x"),), placeholder="subtitle"), draft()) == ""


@pytest.mark.parametrize(
    ("geom", "adjust", "names"),
    [("roundRect", (16_000,), ["adj"]), ("rightArrow", (1, 2), ["adj1", "adj2"]), ("frame", (9,), ["adj1"])],
)
def test_guides_bear_the_names_of_their_preset(geom: str, adjust: tuple[int, ...], names: list[str]) -> None:
    drawn = node(shape(geom=geom, adjust=adjust))
    assert [g.get("name") for g in drawn.iter(f"{{{A}}}gd")] == names


def test_a_group_keeps_the_slides_coordinates() -> None:
    group = Group("v/g", (shape("v/g/a", Box(100, 200, 50, 60)), shape("v/g/b", Box(300, 100, 10, 10))))
    frame = node(group).find("p:grpSpPr/a:xfrm", NS)
    assert frame is not None
    got = [tuple(child.attrib.values()) for child in frame]
    assert got == [("100", "100"), ("210", "160"), ("100", "100"), ("210", "160")]


# ------------------------------------------------------------------ connectors


def path(route: Route) -> list[tuple[float, float]]:
    """The corners of a connector as the file's geometry says: preset formulas, then flips, then rotation."""
    w, h = float(route.box.w), float(route.box.h)
    g = [value / 100_000 for value in route.guides]
    if route.preset == "bentConnector2":
        points = [(0.0, 0.0), (w, 0.0), (w, h)]
    elif route.preset == "bentConnector3":
        points = [(0.0, 0.0), (w * g[0], 0.0), (w * g[0], h), (w, h)]
    elif route.preset == "bentConnector5":
        middle = h * g[1]
        points = [(0.0, 0.0), (w * g[0], 0.0), (w * g[0], middle), (w * g[2], middle), (w * g[2], h), (w, h)]
    else:
        points = [(0.0, 0.0), (w, h)]
    out = []
    for x, y in points:
        x, y = (w - x if route.flip_h else x) - w / 2, (h - y if route.flip_v else y) - h / 2
        x, y = {0: (x, y), 5_400_000: (-y, x), 16_200_000: (y, -x)}[route.rot]
        out.append((route.box.x + w / 2 + x, route.box.y + h / 2 + y))
    return out


SIDES = {TOP: (0, -1), LEFT: (-1, 0), BOTTOM: (0, 1), RIGHT: (1, 0)}
coordinate = st.integers(0, 12_000_000)
point = st.tuples(coordinate, coordinate)
side = st.sampled_from(list(SIDES))


def is_near(one: tuple[float, float], other: tuple[float, float], room: float = 2) -> bool:
    return abs(one[0] - other[0]) <= room and abs(one[1] - other[1]) <= room


@given(point, side, point, side)
def test_elbows_start_and_end_where_they_are_glued(
    start: tuple[int, int], start_side: int, end: tuple[int, int], end_side: int
) -> None:
    corners = path(elbow(start, start_side, end, end_side))
    assert is_near(corners[0], start, 6_400)  # half a point where both ends are level
    assert is_near(corners[-1], end, 20_000)
    for (x1, y1), (x2, y2) in pairwise(corners):
        assert abs(x1 - x2) < 1 or abs(y1 - y2) < 1


@given(point, side, point, st.sampled_from((0, 2)))
def test_elbows_leave_and_arrive_outside_the_shapes(
    start: tuple[int, int], start_side: int, end: tuple[int, int], turn: int
) -> None:
    end_side = (start_side + turn) % 4
    corners = path(elbow(start, start_side, end, end_side))
    out, back = SIDES[start_side], SIDES[end_side]
    leaves = (corners[1][0] - corners[0][0]) * out[0] + (corners[1][1] - corners[0][1]) * out[1]
    arrives = (corners[-2][0] - corners[-1][0]) * back[0] + (corners[-2][1] - corners[-1][1]) * back[1]
    assert leaves >= -2
    assert arrives >= -2


@given(point, point, coordinate, st.booleans())
def test_the_middle_piece_stands_at_the_bend(
    start: tuple[int, int], end: tuple[int, int], bend: int, is_vertical: bool
) -> None:
    axis = int(is_vertical)
    if abs(start[axis] - end[axis]) < 12_700:
        return
    sides = (BOTTOM, TOP) if is_vertical else (RIGHT, LEFT)
    corners = path(elbow(start, sides[0], end, sides[1], bend))
    room = abs(start[axis] - end[axis]) / 100_000 + 2
    assert abs(corners[1][axis] - bend) <= room
    assert abs(corners[2][axis] - bend) <= room


def test_a_child_below_its_manager_gets_the_turned_elbow() -> None:
    right = elbow((100, 100), BOTTOM, (300, 500), TOP)
    assert (right.preset, right.rot, right.flip_h) == ("bentConnector3", 16_200_000, True)
    left = elbow((300, 100), BOTTOM, (100, 500), TOP)
    assert (left.rot, left.flip_h, left.box) == (5_400_000, False, Box(0, 200, 400, 200))


def test_a_lane_outside_both_shapes() -> None:
    route = elbow((750_000, 5_000_000), LEFT, (4_560_000, 2_000_000), LEFT, 580_000)
    assert route.guides[0] < 0
    assert min(x for x, _ in path(route)) == pytest.approx(580_000, abs=50)


def test_connectors_carry_glue_and_arrows() -> None:
    on = draft()
    a, b = shape("v/a", Box(0, 0, 200, 100)), shape("v/b", Box(400, 300, 200, 100), geom="ellipse")
    line = Connector(
        "v/c", End("v/a", 2), End("v/b", 0), kind="elbow", tail=True, line=Line("ink", 1.5, "sysDot")
    )
    on.admit((a, b, line))
    found = node(line, on)
    glue = [(e.get("id"), e.get("idx")) for e in found.iterfind("p:nvCxnSpPr/p:cNvCxnSpPr/*", NS)]
    assert glue == [(str(on.ids["v/a"]), "2"), (str(on.ids["v/b"]), "0")]
    drawn = found.find(".//a:ln", NS)
    assert drawn is not None
    assert [etree.QName(c).localname for c in drawn] == ["solidFill", "prstDash", "round", "tailEnd"]


def test_shapes_inside_groups_hold_connectors_too() -> None:
    on = draft()
    group = Group("v/g", (shape("v/g/a", Box(0, 0, 200, 100)), shape("v/g/b", Box(0, 500, 200, 100))))
    line = Connector("v/c", End("v/g/a", 2), End("v/g/b", 0))
    on.admit((group, line))
    frame = node(line, on).find(".//a:xfrm", NS)
    assert frame is not None
    assert [tuple(c.attrib.values()) for c in frame] == [("100", "100"), ("0", "400")]


def test_a_connector_to_nothing_is_an_error_that_lists_the_shapes() -> None:
    on = draft()
    on.admit((shape("v/a"),))
    with pytest.raises(DeckError, match="v/a"):
        element_xml(Connector("v/c", End("v/a", 2), End("v/zz", 0)), on)


def test_sites_of_round_shapes() -> None:
    box = Box(0, 0, 100, 200)
    assert site_point(box, "rect", 1) == (0, 100, LEFT)
    assert site_point(box, "ellipse", 2) == (0, 100, LEFT)
    assert site_point(box, "ellipse", 4) == (50, 200, BOTTOM)
