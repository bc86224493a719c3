"""`kamdeck preview`: the files, the choice of slides, what stops it, and what it never imports."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import kamdeck
from kamdeck.cli.main import run
from kamdeck.errors import KamdeckError
from kamdeck.pictures import pdf
from kamdeck.pictures.contact import Contact
from kamdeck.pictures.gallery import file_name
from tests.pictures_of import ROOT, pages, story

SMALL = ROOT / "sample_workbooks" / "small.xlsx"


def test_a_workbook_in_pictures(tmp_path: Path) -> None:
    before = SMALL.read_bytes()
    made = kamdeck.preview(SMALL, tmp_path / "out", views=("cover", "pareto"), width_px=640)
    assert [path.name for path in made] == ["01-cover.png", "02-pareto.png", "contact.png"]
    for path in made[:-1]:
        with Image.open(path) as image:
            assert image.size == (640, 360)
    assert SMALL.read_bytes() == before
    assert not (SMALL.parent / "small.pptx").exists()


def test_a_deck_in_pictures_is_the_workbooks(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    kamdeck.build(SMALL, deck, views=("cover", "pareto"))
    ours = kamdeck.preview(SMALL, tmp_path / "a", views=("cover", "pareto"), width_px=400)
    theirs = kamdeck.preview(deck, tmp_path / "b", width_px=400)
    assert [p.name for p in theirs] == [p.name for p in ours]
    assert theirs[0].read_bytes() == ours[0].read_bytes()
    (only, _) = kamdeck.preview(deck, tmp_path / "c", views=("pareto",), width_px=400)
    assert only.name == "02-pareto.png"
    assert only.read_bytes() == theirs[1].read_bytes()


def test_of_a_deck_only_views_can_be_chosen(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    kamdeck.build(SMALL, deck, views=("cover",))
    with pytest.raises(KamdeckError, match=r"--years, --lang") as error:
        kamdeck.preview(deck, tmp_path / "out", lang="fr", years=(2024, 2025))
    assert "preview the workbook" in error.value.hint
    with pytest.raises(KamdeckError, match="no view “pareto”") as error:
        kamdeck.preview(deck, tmp_path / "out", views=("pareto",))
    assert "cover" in error.value.hint
    assert not (tmp_path / "out").exists()


def test_without_matplotlib_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "kamdeck.pictures.painter", raising=False)
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.startswith("kamdeck.pictures.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(KamdeckError) as error:
        kamdeck.preview(SMALL, tmp_path / "out", views=("cover",))
    assert error.value.hint == 'Install it with: pip install "kamdeck[preview]"'
    assert not (tmp_path / "out").exists()
    arguments = ["preview", str(SMALL), "-o", str(tmp_path / "out"), "--views", "cover", "--lang", "fr"]
    assert run(arguments) == 1
    assert "demandent matplotlib" in capsys.readouterr().err


def test_the_program_never_imports_matplotlib() -> None:
    code = (
        "import sys, kamdeck, kamdeck.api, kamdeck.cli.preview, kamdeck.pictures, kamdeck.pictures.gallery\n"
        "from kamdeck.cli.main import run\n"
        "run(['preview', '--help'])\n"
        "print([m for m in sys.modules if m.partition('.')[0] in ('matplotlib', 'numpy', 'PIL')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(SMALL.read_bytes())
    assert run(["preview", str(book), "--views", "cover", "--width", "320", "--json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert [Path(name).name for name in files] == ["01-cover.png", "contact.png"]
    assert Path(files[0]).parent == tmp_path / "book-preview"
    assert run(["preview", str(book), "--views", "cover", "--width", "320", "--lang", "fr"]) == 0
    assert "2 fichiers dans" in capsys.readouterr().out
    assert run(["preview", str(tmp_path / "none.pptx")]) == 1
    assert run(["preview", str(book), "--width", "9"]) == 2


def test_a_pdf_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamdeck.run.showing.find_office", lambda: None)
    with pytest.raises(KamdeckError, match="needs LibreOffice"):
        kamdeck.preview(SMALL, tmp_path / "out", views=("cover",), is_pdf=True)
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(pdf.find_office() is None, reason="LibreOffice is not installed")
def test_a_pdf_of_a_workbook(tmp_path: Path) -> None:
    made = kamdeck.preview(SMALL, tmp_path, views=("cover", "pareto"), width_px=320, is_pdf=True)
    assert made[-1].name == "small.pdf"
    data = made[-1].read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type/Page/") + data.count(b"/Type /Page\n") >= 1
    assert not list(tmp_path.glob("*.pptx"))


def test_names_of_files() -> None:
    names = [file_name(page) for page in pages(story("fr"))]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and " " not in name and ":" not in name for name in names)
    assert any("mount-sinai" in name for name in names)


def test_a_contact_sheet_holds_every_picture() -> None:
    small = io.BytesIO()
    Image.new("RGB", (160, 90), (200, 30, 30)).save(small, "png")
    contact = Contact(7)
    for number in range(1, 8):
        contact.add(number, small.getvalue())
    with Image.open(io.BytesIO(contact.png())) as sheet:
        assert contact.columns == 3
        red = [sheet.getpixel((20 + i * 500 + 100, 20 + j * 316 + 100)) for j in range(3) for i in range(3)]
    assert red[:7] == [(200, 30, 30)] * 7
    assert (200, 30, 30) not in red[7:]
