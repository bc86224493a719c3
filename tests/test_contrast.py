"""Every word can be read on real masters: light, dark, a gradient, a picture, pale and white theme colors."""

from __future__ import annotations

import pytest

from kamdeck.deck.light import contrast, light_of
from kamdeck.deck.plan import plan
from kamdeck.deck.spec import EMU, inches
from kamdeck.deck.wanted import Wanted
from kamdeck.pptxio.ground_sheet import sheet_box, sheet_over
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import read_state
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.pptxio.stage import Stage
from kamdeck.pptxio.template import open_template
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.run.renewing import laid_on
from kamdeck.text import Say
from kamdeck.workbook.rows import Book
from tests.contrast import Judge, mixtures, sample, words_on
from tests.pptxio.test_lint import corpus
from tests.refreshing import built_on

MASTERS = (
    "poi__PPT2016withComment.pptx",  # grey second text, grey third accent
    "poi__2411-Performance_Up.pptx",  # a picture, third accent white, second red
    "libreoffice__tdf89927.pptx",  # black
    "Open-XML-SDK__HierarchyDiagram_TP10174325.potx",  # dark gradient that needs a sheet
    "Open-XML-SDK__MarketingPlan_TP10107969.potx",  # the cover turns the color map round
    "poi__60810.pptx",
)
FOLDER = corpus()
beside = pytest.mark.skipif(not FOLDER, reason="no masters of companies here (KAMDECK_CORPUS)")


@pytest.fixture(scope="module")
def book() -> Book:
    return sample()


@beside
@pytest.mark.parametrize("name", MASTERS)
def test_every_word_can_be_read(name: str, book: Book) -> None:
    path = next(path for path in FOLDER if path.name == name)
    words = list(words_on(path, book))
    assert len(words) > 1000
    assert [word for word in words if word.is_faint] == []


def test_the_judge_sees_faint_words(book: Book) -> None:
    """On our own master all is well; on a grey ground the same words are not."""
    master, package = shipped_master()
    slides = compose(book, (), Choice(), Say("en"), is_refresh=True).spec.slides
    page = Stage(master, package).page(next(slide for slide in slides if slide.layout == "wide"))
    assert not [word for word in Judge(page, (1.0,), ()).words() if word.is_faint]
    assert [word for word in Judge(page, (0.2,), ()).words() if word.is_faint]


# ------------------------------------------------------------------ the sheet


@pytest.mark.parametrize(
    ("ground", "end"),
    [(("#338299", "#000F13"), 1.0), (("#777777",), 0.0), (("#FFFFFF", "#000000"), 1.0), (("#6A6A6A",), 1.0)],
)
def test_a_sheet_makes_words_readable(ground: tuple[str, ...], end: float) -> None:
    made = sheet_over(ground)
    assert made is not None
    (base, changes), under = made
    assert min(contrast(end, light_of(color)) for color in under) >= 7
    token = base + "".join(f"+{name}{value}" for name, value in changes)
    assert mixtures(ground, token) == pytest.approx([light_of(color) for color in under], abs=0.01)


def test_a_sheet_is_as_clear_as_it_can_be() -> None:
    assert sheet_over(("#FFFFFF",)) is None
    assert sheet_over(("#000000", "#202020")) is None
    made = sheet_over(("#338299", "#000F13"))
    assert made is not None
    assert made[0] == ("000F13", (("alpha", 62_000),))


def test_a_sheet_covers_no_art() -> None:
    page, ours = (10 * EMU, 8 * EMU), inches(1, 2, 8, 5)
    assert sheet_box(page, ours, ()) == inches(0, 2, 10, 6)
    art = (inches(0, 0, 10, 1.9), inches(0, 0, 0.6, 8), inches(0, 7.5, 10, 0.5))
    assert sheet_box(page, ours, art) == inches(0.63, 2, 9.37, 5.47)


@beside
def test_a_sheet_is_ours_at_a_refresh_and_no_work_of_a_person(book: Book) -> None:
    path = next(path for path in FOLDER if path.name == MASTERS[3])
    master, package = open_template(path)
    spec = laid_on(compose(book, (), Choice(), Say("en"), is_refresh=True, frame=master.frame).spec, master)
    sheets = [e.key for slide in spec.slides for e in slide.elements if e.key.endswith("/sheet")]
    assert sheets == [f"{slide.key}/sheet" for slide in spec.slides if slide.layout != "cover"]
    data = built_on(master, package, spec).save_bytes()
    wanted = Wanted(spec, master.palette.tokens)
    reading = read_state(Package.open(data), spec, wanted=wanted)
    again = plan(spec, reading.state, reading.ledger, wanted=wanted)
    assert (again.edits, again.kept, again.lost) == ((), (), ())
    whole = read_state(Package.open(data), spec)
    assert not any(state.has_own for state in whole.state.slides.values())
    look = str(whole.state.slides["scoring"].elements["scoring/sheet"].fields["look"])
    assert "|000F13+alpha62000|" in look
