"""Pictures of the whole story: words in their boxes, the same from spec and deck, the same every time."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kamdeck.deck.page import Trail
from kamdeck.deck.spec import Chart, DeckSpec, Shape, Table, Text
from kamdeck.pictures import picture, pictures
from kamdeck.pictures.painter import Painter
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.scene import pages_of
from kamdeck.pptxio.stage import Stage
from kamdeck.pptxio.template import open_template
from tests.pictures_of import difference, pages, story
from tests.refreshing import built, built_on

BESIDE = 2.0  # pixels that ink may stand out of its box: a serif, a rounded corner
SEEN = 0.002  # of the pixels: a line that falls on the next row


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_text_leaves_its_box(lang: str) -> None:
    painter = Painter(1200)
    wrong, count = [], 0
    for page in pages(story(lang)):
        painter.lay(page)
        canvas = painter.canvas
        for text, patch, box in canvas.words:
            points: Any = patch.get_path().vertices
            (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
            left, right = canvas.x(box.x) - x0, x1 - canvas.x(box.x + box.w)
            above, below = y1 - canvas.y(box.y), canvas.y(box.y + box.h) - y0
            if max(left, right, above, below) > BESIDE:
                wrong.append((page.key, text, left, right, above, below))
            count += 1
    assert wrong == []
    assert count > 1000


def test_every_text_of_the_spec_is_drawn() -> None:
    painter = Painter(600)
    for page in pages(story("fr")):
        painter.lay(page)
        drawn = "".join("".join(text.split()) for text, _, _ in painter.canvas.words)
        for element in page.elements:
            if isinstance(element, Text | Shape):
                for para in element.paras:
                    assert "".join(para.text.split()) in drawn, element.key
            elif isinstance(element, Table):
                for cell in (cell for row in element.rows for cell in row.cells):
                    assert all("".join(para.text.split()) in drawn for para in cell.paras)


def test_the_deck_shows_what_its_spec_shows() -> None:
    spec = story("en")
    ours, theirs = pages(spec), pages_of(Package.open(built(spec)))
    assert [page.key for page in theirs] == [slide.key for slide in spec.slides]
    far = {
        page.key: share
        for page, one, other in zip(
            ours, pictures(ours, width_px=900), pictures(theirs, width_px=900), strict=True
        )
        if (share := difference(one, other)) > SEEN
    }
    assert far == {}


def test_size_and_sameness() -> None:
    page = pages(story("en"))[1]
    first, second = picture(page, width_px=1200), picture(page, width_px=1200)
    assert first == second
    with Image.open(io.BytesIO(first)) as image:
        assert (image.format, image.size, image.mode) == ("PNG", (1200, 675), "RGB")
    again = list(pictures(pages(story("en"))[:2], width_px=1200))
    assert again[1] == first, "what was drawn before leaves no trace"


def test_connectors_are_settled_and_charts_have_areas() -> None:
    spec = story("en")
    for slide, page in zip(spec.slides, pages(spec), strict=True):
        kinds = {type(element) for element in page.elements}
        assert kinds <= {Text, Shape, Table, Chart, Trail}, slide.key
        assert all(e.box is not None for e in page.elements if isinstance(e, Text))


def test_a_company_master(tmp_path: Path) -> None:
    """On a master of python-pptx's, spec and deck still look alike; the title has the master's look."""
    from pptx import Presentation

    from kamdeck.pptxio.adapt import adapted

    path = tmp_path / "brand.pptx"
    Presentation().save(str(path))
    master, package = open_template(path)
    spec = adapted(DeckSpec(story("en", master.frame).slides[2:5]), master)
    ours = [Stage(master, package).page(slide, i) for i, slide in enumerate(spec.slides, 1)]
    _, fresh = open_template(path)
    theirs = pages_of(Package.open(built_on(master, fresh, spec).save_bytes()))
    for one, other in zip(pictures(ours), pictures(theirs), strict=True):
        assert difference(one, other) <= SEEN
    with Image.open(io.BytesIO(picture(ours[0]))) as image:
        assert image.size == (1200, 900)
