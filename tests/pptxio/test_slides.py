"""A whole deck on the shipped master: sound, the same each time, read alike by python-pptx."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pptx
import pytest
from lxml import etree
from pptx.presentation import Presentation

from kamdeck.deck.spec import (
    Axis,
    Box,
    Cell,
    Chart,
    Column,
    Connector,
    Data,
    DeckSpec,
    End,
    Grid,
    Group,
    Labels,
    Line,
    Plot,
    Row,
    Series,
    Shape,
    SlideSpec,
    Table,
    Text,
    inches,
    para,
)
from kamdeck.errors import TemplateError
from kamdeck.pptxio.markup import A, P
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.slides import slide_id
from kamdeck.pptxio.tags import KEY_TAG, encoded
from tests.refreshing import built

NS = {"a": A, "p": P}
GRID = Grid(("a", "b"), ("Alpha", "Beta"), (Data("v", "Revenue", (3.0, 2.0), "0.0"),))


def finding(key: str, layout: str = "rail", notes: str = "") -> SlideSpec:
    boxes = (Shape(f"{key}/a", Box(0, 4_000_000, 900_000, 300_000), paras=(para("A"),)),
             Shape(f"{key}/b", Box(2_000_000, 5_000_000, 900_000, 300_000), "ellipse", "tier_b"))  # fmt: skip
    marks = Group(f"{key}/marks", (Shape(f"{key}/marks/1", inches(5, 5, 0.1, 0.1), fill="good"),))
    return SlideSpec(
        key,
        layout,
        (
            Text(f"{key}/kicker", (para("PARETO"),), placeholder="kicker"),
            Text(f"{key}/title", (para("7 of 24 accounts & more"),), placeholder="title"),
            Chart(
                f"{key}/chart", inches(0.5, 1.6, 4, 2), GRID,
                (Plot("column", (Series("v", "v", fill="tier_a", labels=Labels("value", "outEnd")),)),),
                y=Axis(is_visible=False), alt="Alpha leads",
            ),
            Table(
                f"{key}/table", 5_000_000, 1_500_000, (Column("c", 900_000), Column("d", 900_000)),
                (Row("r", 300_000, (Cell((para("x", size=10),), bottom=Line("ink")), Cell())),),
                alt="One row",
            ),
            *boxes,
            Connector(f"{key}/line", End(f"{key}/a", 2), End(f"{key}/b", 0), kind="elbow", tail=True),
            marks,
        ),
        notes,
    )  # fmt: skip


def cover() -> SlideSpec:
    title = Text("cover/title", (para("Key account\vmanagement"),), placeholder="title")
    return SlideSpec("cover", "cover", (title,))


NOTES = "How it was computed\n\nRevenue!D5:D28 & more"
DECK = DeckSpec(
    (cover(), finding("pareto", notes=NOTES), finding("abc", "wide")),
    "fr-FR", "Revue «2026»", "L. Moreau", "2026-10-31T00:00:00Z",
)  # fmt: skip


def written(deck: DeckSpec = DECK) -> bytes:
    return built(deck)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("deck") / "deck.pptx"
    path.write_bytes(written())
    return path


@pytest.fixture(scope="module")
def read(saved: Path) -> Presentation:
    return pptx.Presentation(str(saved))


def test_the_deck_is_sound(saved: Path, sound: Callable[[Path], None]) -> None:
    sound(saved)


def test_the_same_spec_gives_the_same_bytes(saved: Path) -> None:
    assert written() == saved.read_bytes()


def test_slides_stand_in_order_on_their_layouts(read: Presentation) -> None:
    assert [s.slide_layout.name for s in read.slides] == ["Cover", "Finding with rail", "Finding"]
    assert [s.shapes.title.text for s in read.slides if s.shapes.title] == [
        "Key account\vmanagement", "7 of 24 accounts & more", "7 of 24 accounts & more",
    ]  # fmt: skip


def test_every_element_is_found_by_name_and_ids_are_unique(read: Presentation) -> None:
    for slide, spec in zip(read.slides, DECK.slides, strict=True):
        names = [shape.name for shape in slide.shapes]
        assert names[: len(spec.elements)] == [f"kd:{e.key}" for e in spec.elements]
        ids = [int(i) for i in slide.shapes._spTree.xpath("//p:cNvPr/@id")]
        assert len(set(ids)) == len(ids)


def test_python_pptx_reads_chart_and_table(read: Presentation) -> None:
    shapes = {shape.name: shape for shape in read.slides[1].shapes}
    chart = shapes["kd:pareto/chart"].chart
    assert list(chart.plots[0].categories) == ["Alpha", "Beta"]
    assert list(chart.plots[0].series[0].values) == [3.0, 2.0]
    assert shapes["kd:pareto/table"].table.cell(0, 0).text == "x"


def test_notes_are_related_both_ways(read: Presentation) -> None:
    notes = read.slides[1].notes_slide
    assert notes.notes_text_frame is not None
    assert notes.notes_text_frame.text == NOTES
    assert notes.part.rels
    assert not read.slides[2].has_notes_slide


def test_slide_numbers_on_all_slides_but_the_cover(saved: Path) -> None:
    package = Package.open(saved)
    fields = [b'type="slidenum"' in package.read(f"ppt/slides/slide{n}.xml") for n in (1, 2, 3)]
    assert fields == [False, True, True]
    assert b"<a:t>3</a:t>" in package.read("ppt/slides/slide3.xml")


def test_tags_name_the_slide_and_its_elements(saved: Path) -> None:
    package = Package.open(saved)
    slide = etree.fromstring(package.read("ppt/slides/slide2.xml"))
    rels = {r.id: r.target for r in package.rels("ppt/slides/slide2.xml")}

    def key_at(where: str) -> bytes:
        tag = slide.find(f"{where}/p:custDataLst/p:tags", NS)
        assert tag is not None
        return package.read(rels[str(tag.values()[0])])

    assert f'{KEY_TAG}" val="{encoded("pareto")}"'.encode() in key_at("p:cSld")
    assert encoded("pareto/chart").encode() in key_at(
        "p:cSld/p:spTree/p:graphicFrame/p:nvGraphicFramePr/p:nvPr"
    )


def test_properties_are_the_specs(read: Presentation) -> None:
    core = read.core_properties
    assert (core.title, core.author, core.created.year if core.created else 0) == (
        "Revue «2026»",
        "L. Moreau",
        2026,
    )
    app = Package.open(written()).read("docProps/app.xml")
    assert b"<Slides>3</Slides><Notes>1</Notes>" in app


def test_slide_ids_depend_on_the_key() -> None:
    taken: set[int] = set()
    first, again = slide_id("pareto", taken), slide_id("pareto", taken)
    assert 256 <= first < 2**31
    assert again == first + 1
    assert slide_id("pareto", set()) == first


def test_a_deck_without_slides_is_sound(tmp_path: Path, sound: Callable[[Path], None]) -> None:
    path = tmp_path / "empty.pptx"
    path.write_bytes(written(replace(DECK, slides=())))
    sound(path)
    assert len(pptx.Presentation(str(path)).slides) == 0


def test_an_unknown_layout_lists_the_layouts() -> None:
    with pytest.raises(TemplateError, match="rail_broad"):
        written(replace(DECK, slides=(SlideSpec("x", "rial", ()),)))


def test_an_element_can_be_added_to_a_slide_that_is_there() -> None:
    from kamdeck.pptxio.draft import Draft, Hold
    from kamdeck.pptxio.shapes import element_xml

    package = Package.open(written())
    part = "ppt/slides/slide3.xml"
    draft = Draft(package, part, {}, ids={"abc/a": 6}, holds={"abc/a": Hold(Box(0, 0, 100, 100))}, last_id=90)
    before = len(package.rels(part))
    line = Connector("abc/new", End("abc/a", 3), points=(0, 0, 500, 50), alt="New")
    node = etree.fromstring(f'<r xmlns:a="{A}" xmlns:p="{P}" xmlns:r="r">{element_xml(line, draft)}</r>')[0]
    assert node[0][0].get("id") == "91"
    assert [e.get("id") for e in node.iterfind(".//a:stCxn", NS)] == ["6"]
    assert len(package.rels(part)) == before + 1


def test_writing_imports_no_slow_library() -> None:
    code = (
        "import sys; from kamdeck.pptxio import properties, slides, template; "
        "print([m for m in ('lxml', 'pptx', 'openpyxl', 'xlsxwriter', 'inspect', 'uuid', 'logging') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_parts_grow_with_the_slides_and_not_faster() -> None:
    few, many = ([finding(f"s{i}") for i in range(n)] for n in (4, 40))
    sizes = [len(written(replace(DECK, slides=tuple(slides)))) for slides in (few, many)]
    base = len(written(replace(DECK, slides=())))
    assert sizes[1] - base <= 10.5 * (sizes[0] - base)
