"""The judges of decks see every slide once, and what is new in a deck every time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

import kamdeck
from tests.raw_deck import RawDeck
from tests.unjudged import Unjudged
from tests.validators import assert_opens, audit_findings

SAMPLE = Path("sample_workbooks/health_cloud.xlsx")
VIEWS = ("cover", "pareto", "scoring", "dashboard")


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("decks") / "d.pptx"
    kamdeck.build(SAMPLE, path, views=VIEWS)
    return path.read_bytes()


def slides(data: bytes) -> list[str]:
    return [part for _, part in RawDeck(data).slides()]


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old, new, 1) if name == part else content)
    return out.getvalue()


def test_slides_are_judged_once_and_what_is_left_is_a_whole_deck(deck: bytes) -> None:
    unjudged = Unjudged()
    assert unjudged.rest(deck) == deck
    rest = unjudged.rest(deck)
    assert slides(rest) == slides(deck)[:1]
    assert len(rest) < len(deck)
    assert len(Presentation(io.BytesIO(rest)).slides) == 1
    assert_opens(rest)


@pytest.mark.parametrize("what", ["ppt/slides/", "ppt/charts/chart", "ppt/notesSlides/"])
def test_a_slide_is_new_with_another_chart_or_notes(deck: bytes, what: str, tmp_path: Path) -> None:
    unjudged = Unjudged()
    unjudged.rest(deck)
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        names = [name for name in archive.namelist() if name.startswith(what) and name.endswith(".xml")]
        part = next(name for name in reversed(names) if b" lang=" in archive.read(name))
    rest = unjudged.rest(changed(deck, part, b" lang=", b' bad="1" lang='))
    assert len(slides(rest)) == 2 or part == slides(deck)[0]
    path = tmp_path / "rest.pptx"
    path.write_bytes(rest)
    assert audit_findings(path)
