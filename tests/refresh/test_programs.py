"""Decks that other programs saved: LibreOffice, and PowerPoint's own files with our slides put in."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.plan import plan
from kamdeck.deck.state import DeckState
from kamdeck.errors import KamdeckError
from kamdeck.pptxio.apply import apply
from kamdeck.pptxio.colors import OUR_PALETTE
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.package import Package
from tests.refreshing import built, edited, fields_of, opened, parts_of, read, refreshed, shape_of, values_of
from tests.specs import FIRST, SECOND, STAFF, Figures, deck

OLD = deck(Figures(FIRST))
NEW = deck(Figures(SECOND, (*STAFF, ("eve", "bob"))))
Save = Callable[[bytes], bytes]
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "templates"


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Save:
    """Saves a deck with LibreOffice, as .pptx."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")

    def save(data: bytes) -> bytes:
        (folder / "deck.pptx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pptx", "--outdir", str(folder / "out")]
        subprocess.run([*command, str(folder / "deck.pptx")], check=True, capture_output=True, timeout=180)
        return (folder / "out" / "deck.pptx").read_bytes()

    return save


@pytest.fixture(scope="session")
def saved(libreoffice: Save) -> bytes:
    """Our deck after a person reworded a title, moved a chart and a box in it, and saved it there."""

    def change(person: Deck) -> None:
        shape_of(person, "bars/title").text_frame.text = "My own words"
        chart = shape_of(person, "bars/chart")
        chart.left, chart.width = Inches(1), Inches(6)
        shape_of(person, "staff/box/bob").left = Inches(8)

    return libreoffice(edited(built(OLD), change))


def test_libreoffice_keeps_what_binds_us(libreoffice: Save) -> None:
    data = libreoffice(built(OLD))
    reading = read(data, OLD)
    assert reading.ledger is not None
    assert list(reading.state.slides) == ["cover", "bars", "table", "staff", "cloud"]
    for key, slide in reading.state.slides.items():
        assert set(slide.elements) == set(reading.ledger.slides[key].elements)
    after, made = refreshed(data, OLD)
    assert {(e.op, e.names) for e in made.edits} == {("chart", ("book",))}
    assert (made.kept, made.replaced, made.conflicts) == ((), (), ())
    assert refreshed(after, OLD) == (after, refreshed(after, OLD)[1])
    assert refreshed(after, OLD)[1].edits == ()


def test_libreoffice_deck_takes_new_data_and_keeps_edits(saved: bytes) -> None:
    data, made = refreshed(saved, NEW)
    have, want = values_of(data, NEW), values_of(built(NEW), NEW)
    assert have["bars/title"]["text"] == "My own words"
    assert {("bars/title", "text"), ("bars/chart", "box"), ("staff/box/bob", "box")} <= fields_of(made.kept)
    for key, fields in want.items():
        for name, value in fields.items():
            if name.partition("/")[0] in (
                "text",
                "cell",
                "val",
                "x",
                "category",
                "name",
                "order",
                "rows",
                "columns",
            ):
                assert key == "bars/title" or have[key][name] == value, (key, name)
    bob, dot = (shape_of(opened(data), f"staff/box/{name}") for name in ("bob", "dot"))
    assert bob.left == pytest.approx(Inches(8), abs=1500)
    assert dot.text_frame.text == "Dot"
    assert refreshed(data, NEW)[1].edits == ()


def test_libreoffice_deck_takes_new_slides(libreoffice: Save) -> None:
    few = deck(Figures(FIRST), slides="cover table cloud")
    data, made = refreshed(libreoffice(built(few)), NEW)
    assert [s.key for s in NEW.slides] == list(read(data, NEW).state.slides)
    assert {c.key for c in made.changes if c.field == "slide added"} == {"bars", "staff"}
    have, want = values_of(data, NEW), values_of(built(NEW), NEW)
    assert {key: have[key] for key in want if key.startswith(("bars/", "staff/"))} == {
        key: fields for key, fields in want.items() if key.startswith(("bars/", "staff/"))
    }
    layouts = {slide.slide_layout.name for slide in opened(data).slides}
    assert {"Finding with rail", "Finding wide"} & layouts
    assert refreshed(data, NEW)[1].edits == ()


def test_libreoffice_deck_keeps_other_parts(saved: bytes) -> None:
    data, _ = refreshed(saved, NEW)
    before, after = parts_of(saved), parts_of(data)
    for name, part in before.items():
        if name.startswith(("ppt/theme/", "ppt/slideLayouts/", "ppt/slideMasters/", "ppt/media/")):
            assert after[name] == part


class _AnyLayout:
    """A master whose every role is one layout of a strange deck, without placeholders of ours."""

    is_own = False

    def __init__(self, package: Package) -> None:
        from kamdeck.pptxio.shipped import shipped_master

        self._own, _ = shipped_master()
        self._part = next(n for n in package.names if n.startswith("ppt/slideLayouts/slideLayout"))
        self._name = opened(package.save_bytes()).slide_layouts
        self._found = next(x for x in self._name if x.part.partname.lstrip("/") == self._part)

    def layout(self, role: str) -> object:
        from dataclasses import replace

        own = self._own.layout(role)
        return replace(own, part=self._part, name=self._found.name)

    def ink(self, lang: str) -> Ink:
        return self._own.ink(lang)


def powerpoint_decks() -> list[Path]:
    """The files of real programs, where they lie."""
    return sorted(p for p in CORPUS.glob("*.ppt[xm]")) if CORPUS.is_dir() else []


@pytest.mark.skipif(not powerpoint_decks(), reason="the corpus of real decks is not beside the project")
@pytest.mark.parametrize("path", powerpoint_decks(), ids=lambda p: p.name)
def test_our_slides_in_a_strange_deck(path: Path) -> None:
    try:
        package = Package.open(path)
        before = parts_of(path.read_bytes())
        master = _AnyLayout(package)
        reading = read(path.read_bytes(), OLD)
    except (KamdeckError, KeyError, StopIteration, ValueError) as fault:
        pytest.skip(f"not a deck that can be read: {fault}")
    made = plan(OLD, DeckState(colors=OUR_PALETTE.tokens), None)
    inside = apply(made, package, OLD, master, reading).save_bytes()  # type: ignore[arg-type]
    after = parts_of(inside)
    shared = {
        "[Content_Types].xml",
        "ppt/presentation.xml",
        "ppt/_rels/presentation.xml.rels",
        "docProps/app.xml",
    }
    assert {n for n, part in before.items() if after.get(n) != part} <= shared
    assert len(opened(inside).slides) == len(opened(path.read_bytes()).slides) + len(OLD.slides)
    again, made = refreshed(inside, deck(Figures(FIRST | {"Dune": (1.0, 0.9)})))
    changed = {n for n, part in parts_of(again).items() if after.get(n) != part}
    assert not changed & before.keys() - shared
    assert made.kept == ()
    assert values_of(again, OLD)["bars/chart"]["val/revenue/Dune"] == "0.9"
