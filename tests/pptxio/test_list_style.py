"""What a company's deck gives to text boxes and cells does not shine through ours."""

from __future__ import annotations

import pytest
from lxml import etree

from kamdeck.deck.spec import Cell, Column, Para, Row, Run, Table, Text, inches, para
from kamdeck.pptxio.adapt import adapted
from kamdeck.pptxio.draft import Draft
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.list_style import EMPTY, PLAIN, list_style, runs_from_right
from kamdeck.pptxio.markup import A, P
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.roles import read_master
from kamdeck.pptxio.shapes import element_xml
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.pptxio.template import open_template
from kamdeck.pptxio.xml import Node, parse
from tests.pptxio.test_lint import corpus
from tests.specs import FIRST, Figures, deck
from tests.validators import ROOT

NAMES = f'xmlns:a="{A}" xmlns:p="{P}"'
PLAIN_LEVEL = (
    '<a:lvl1pPr marL="0" algn="l" rtl="0"><a:defRPr sz="1800"><a:latin typeface="+mn-lt"/></a:defRPr>'
    "</a:lvl1pPr>"
)
FOLDER = corpus()
beside = pytest.mark.skipif(not FOLDER, reason="no masters of companies here (KAMDECK_CORPUS)")


def show(level: str) -> Node:
    return parse(
        f"<p:presentation {NAMES}><p:defaultTextStyle>{level}</p:defaultTextStyle></p:presentation>".encode(),
        "x",
    )


def master(level: str = PLAIN_LEVEL, title: str = "") -> Node:
    styles = f"<p:titleStyle>{title}</p:titleStyle><p:otherStyle>{level}</p:otherStyle>"
    return parse(f"<p:sldMaster {NAMES}><p:txStyles>{styles}</p:txStyles></p:sldMaster>".encode(), "x")


@pytest.mark.parametrize(
    "level",
    [
        '<a:lvl1pPr algn="ctr"/>',
        '<a:lvl1pPr rtl="1"/>',
        '<a:lvl1pPr marL="342900"/>',
        '<a:lvl1pPr indent="-342900"/>',
        '<a:lvl1pPr><a:lnSpc><a:spcPct val="90000"/></a:lnSpc></a:lvl1pPr>',
        '<a:lvl1pPr><a:spcBef><a:spcPts val="2400"/></a:spcBef></a:lvl1pPr>',
        '<a:lvl1pPr><a:buChar char="-"/></a:lvl1pPr>',
        '<a:lvl1pPr><a:defRPr b="1"/></a:lvl1pPr>',
        '<a:lvl1pPr><a:defRPr i="1"/></a:lvl1pPr>',
        '<a:lvl1pPr><a:defRPr cap="all"/></a:lvl1pPr>',
        '<a:lvl1pPr><a:defRPr><a:latin typeface="Castellar"/></a:defRPr></a:lvl1pPr>',
    ],
)
def test_whatever_differs_is_shut_out(level: str) -> None:
    assert list_style(show(level), master()) == PLAIN
    assert list_style(show(PLAIN_LEVEL), master(level)) == PLAIN


def test_what_is_as_ours_needs_no_list_style() -> None:
    assert list_style(show(PLAIN_LEVEL), master()) == EMPTY
    spaced = PLAIN_LEVEL.replace("<a:defRPr", '<a:lnSpc><a:spcPct val="100%"/></a:lnSpc><a:defRPr', 1)
    assert list_style(show(spaced.replace("100%", "100000")), master()) == EMPTY
    own = read_master(Package.open(ROOT / "templates" / "kamdeck.pptx"))
    assert (own.list_style, own.is_turned) == (EMPTY, False)
    assert shipped_master()[0].ink("en-US") == Ink()


def test_direction_is_that_of_any_style() -> None:
    assert not runs_from_right(show(PLAIN_LEVEL), master())
    assert runs_from_right(show('<a:lvl1pPr rtl="1"/>'), master())
    assert runs_from_right(show(PLAIN_LEVEL), master(title='<a:lvl1pPr rtl="1"/>'))


# ------------------------------------------------------------------ what is written


def written(element: Text | Table, ink: Ink) -> Node:
    draft = Draft(shipped_master()[1], "ppt/slides/slide1.xml", {}, ink)
    return etree.fromstring(f'<r {NAMES} xmlns:r="r">{element_xml(element, draft)}</r>')


TABLE = Table("v/t", 0, 0, (Column("c", 9),), (Row("r", 9, (Cell((para("9%"),)),)),))
BOX = Text("v/b", (Para((Run("of 24 accounts"),)),), box=inches(0, 0, 1, 1))


@pytest.mark.parametrize("element", [TABLE, BOX])
def test_boxes_and_cells_carry_the_list_style(element: Text | Table) -> None:
    found = written(element, Ink(list_style=PLAIN)).findall(f".//{{{A}}}lstStyle/{{{A}}}lvl1pPr")
    assert [(level.get("algn"), level.get("rtl")) for level in found] == [("l", "0")]
    assert written(element, Ink()).findall(f".//{{{A}}}lstStyle/*") == []


@pytest.mark.parametrize("element", [TABLE, BOX])
def test_paragraphs_say_their_direction_where_the_deck_has_another(element: Text | Table) -> None:
    def directions(ink: Ink) -> list[str | None]:
        return [node.get("rtl") for node in written(element, ink).iter(f"{{{A}}}pPr")]

    assert directions(Ink(is_turned=True)) == ["0"]
    assert directions(Ink()) == []


def test_hebrew_words_keep_their_direction() -> None:
    box = Text("v/b", (para("\u05e9\u05dc\u05d5\u05dd"),), box=inches(0, 0, 1, 1))
    found = written(box, Ink(is_turned=True)).iter(f"{{{A}}}pPr")
    assert [node.get("rtl") for node in found] == ["1"]


# ------------------------------------------------------------------ real masters


@beside
def test_a_master_from_right_to_left() -> None:
    path = next(path for path in FOLDER if "he-IL" in path.name)
    found, _ = open_template(path)
    assert (found.list_style, found.is_turned) == (PLAIN, True)


@beside
def test_a_title_keeps_the_companys_color_unless_it_can_hardly_be_seen() -> None:
    colors = {}
    for name in ("poi__60810.pptx", "Open-XML-SDK__Pitchbook_TP10176928.potx"):
        found, _ = open_template(next(path for path in FOLDER if path.name == name))
        slide = next(s for s in adapted(deck(Figures(FIRST)), found).slides if s.layout != "cover")
        title = next(e for e in slide.elements if isinstance(e, Text) and e.placeholder == "title")
        colors[name[:4]] = title.paras[0].runs[0].color
    assert colors == {"poi_": None, "Open": "ink"}  # gold on white; white on white
