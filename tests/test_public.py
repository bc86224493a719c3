"""The public surface: what is in `__all__`, loaded when it is first used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kamdeck

ROOT = Path(__file__).parents[1]


def test_every_public_name_is_there_and_documented() -> None:
    for name in kamdeck.__all__:
        assert getattr(kamdeck, name).__doc__, name
    assert dir(kamdeck) == sorted(kamdeck.__all__)


def test_a_wrong_name_lists_the_right_ones() -> None:
    with pytest.raises(AttributeError, match="it has Change, Conflict"):
        kamdeck.rebuild  # noqa: B018


def test_the_views_are_listed_after_their_subpackage_was_imported_too() -> None:
    """Python hangs a subpackage at its parent's name, where the public function of that name stands."""
    code = (
        "import kamdeck; before = kamdeck.views(lang='fr'); import kamdeck.views.view as record;"
        "from kamdeck.views import VIEWS; assert before == kamdeck.views(lang='fr') != kamdeck.views();"
        "assert kamdeck.views.VIEWS is VIEWS and record is kamdeck.views.view"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_importing_the_package_loads_nothing_else() -> None:
    code = "import sys, kamdeck; print(*(m for m in sys.modules if m.startswith('kamdeck.')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_script_can_go_on_with_python_pptx(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    report = kamdeck.build(ROOT / "sample_workbooks" / "small.xlsx", deck)
    presentation = kamdeck.open_presentation(deck)
    assert len(presentation.slides) == len(report.slides)
    presentation.slides.add_slide(presentation.slide_layouts[1])
    presentation.save(deck)
    assert kamdeck.refresh(deck).changes == ()
    assert len(kamdeck.open_presentation(deck).slides) == len(report.slides) + 1
    assert kamdeck.lint(deck) == ()


def test_the_deck_remembers_the_key_figures_of_each_run(tmp_path: Path) -> None:
    from kamdeck.pptxio.manifest import read_manifest
    from kamdeck.pptxio.package import Package

    deck, book = tmp_path / "deck.pptx", tmp_path / "book.xlsx"
    book.write_bytes((ROOT / "sample_workbooks" / "small.xlsx").read_bytes())
    kamdeck.build(book, deck, years=(2024, 2025))
    kamdeck.refresh(deck)
    manifest, ledger = read_manifest(Package.open(deck))
    assert ledger is not None
    runs = manifest["runs"]
    assert isinstance(runs, list)
    assert len(runs) == 1
    assert runs[0]["year"] == 2025
    assert runs[0]["accounts"] == 6
    assert manifest["choice"] == {"years": [2024, 2025]}
    assert manifest["workbook"] == {"beside": "book.xlsx", "path": str(book.resolve())}

    kamdeck.starter(book, is_sample=True, is_forced=True)
    kamdeck.refresh(deck)
    runs = read_manifest(Package.open(deck))[0]["runs"]
    assert isinstance(runs, list)
    assert [run["accounts"] for run in runs] == [6, 26]
