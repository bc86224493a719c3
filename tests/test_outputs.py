"""What a command writes is never what it reads, has its kind's suffix, and overwrites nothing unasked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import kamdeck
from kamdeck.cli.main import run
from kamdeck.errors import KamdeckError
from kamdeck.run.outputs import SUFFIXES, guard, guard_folder, refuse_inputs
from kamdeck.text import Say
from tests.fleet_files import many_books
from tests.validators import ROOT

SAY = Say("en")
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a workbook, a deck, a mapping, settings and a text, none of which may change."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    shutil.copy(ROOT / "sample_workbooks" / "small.xlsx", "book.xlsx")
    shutil.copy(ROOT / "templates" / "kamdeck.pptx", "brand.pptx")
    Path("fleet.toml").write_text('[fleet.x]\nworkbook = "book.xlsx"\n', encoding="utf-8")
    Path("mine.txt").write_text("mine", encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("command", [
    ["build", "book.xlsx", "-o", "book.xlsx"],
    ["build", "book.xlsx", "-o", "x.ppt"],
    ["build", "book.xlsx", "-o", "x"],
    ["build", "book.xlsx", "-o", "-"],
    ["build", "book.xlsx", "-o", "mine.txt"],
    ["build", "book.xlsx", "-o", "brand.pptx", "--template", "brand.pptx"],
    ["build", "book.xlsx", "-o", "./brand.pptx", "--since", "brand.pptx"],
    ["build", "book.xlsx", "-o", "link.pptx", "--template", "brand.pptx"],
    ["init", "brand.pptx"],
    ["init", "new.xls"],
    ["init", "new"],
    ["check", "book.xlsx", "--annotate", "brand.pptx"],
    ["check", "book.xlsx", "--annotate", "book.xlsx"],
    ["check", "book.xlsx", "--annotate", "mine.txt"],
    ["update", "book.xlsx", "book.xlsx"],
    ["fleet", "fleet.toml", "--report", "fleet.toml"],
    ["fleet", "fleet.toml", "--report", "book.xlsx"],
    ["fleet", "fleet.toml", "--report", "report"],
    ["preview", "book.xlsx", "-o", "mine.txt"],
    ["send", "--dry-run", "mine.txt"],
])  # fmt: skip
def test_a_wrong_output_is_refused_even_when_forced(
    command: list[str], folder: Path, capsys: Capture
) -> None:
    Path("link.pptx").symlink_to("brand.pptx")
    before = contents(folder)
    assert run(command) == 1
    assert capsys.readouterr().err.startswith("Error: ")
    if command[0] in ("build", "init", "check", "fleet"):
        assert run([*command, "--force"]) == 1
    assert contents(folder) == before


@pytest.mark.parametrize("kind", SUFFIXES)
def test_the_right_suffixes_are_named(kind: str) -> None:
    with pytest.raises(KamdeckError) as refused:
        guard(Path("x.doc"), kind, SAY)
    assert all(suffix in str(refused.value) for suffix in SUFFIXES[kind])
    assert f"x{SUFFIXES[kind][0]}" in refused.value.hint
    guard(Path(f"x{SUFFIXES[kind][0].upper()}"), kind, SAY)


def test_an_input_is_known_behind_every_link(folder: Path) -> None:
    os.link("brand.pptx", "twin.pptx")
    for name in ("brand.pptx", "twin.pptx", f"../{folder.name}/brand.pptx"):
        with pytest.raises(KamdeckError, match="is read by this very command"):
            refuse_inputs(Path(name), (None, "brand.pptx"), SAY)
    refuse_inputs(Path("other.pptx"), (None, "brand.pptx"), SAY)


def test_what_is_there_is_overwritten_only_when_forced_and_then_kept(folder: Path, capsys: Capture) -> None:
    filled = Path("book.xlsx").read_bytes()
    assert run(["init", "book.xlsx", "--no-launchers"]) == 1
    assert "already there" in capsys.readouterr().err
    assert run(["init", "book.xlsx", "--no-launchers", "--force"]) == 0
    assert "What was there is kept as book.bak.xlsx" in capsys.readouterr().out
    assert Path("book.bak.xlsx").read_bytes() == filled
    second = Path("book.xlsx").read_bytes()
    assert second != filled
    assert run(["init", "book.xlsx", "--no-launchers", "--sample", "--force"]) == 0
    kept = [path.read_bytes() for path in folder.glob("book.bak*.xlsx")]
    assert second in kept


def test_a_marked_copy_is_overwritten_only_when_forced_and_then_kept(capsys: Capture) -> None:
    marked = ["check", "book.xlsx", "--annotate", "marked.xlsx"]
    assert run(marked) == 0
    Path("marked.xlsx").write_bytes(b"hers")
    assert run(marked) == 1
    assert Path("marked.xlsx").read_bytes() == b"hers"
    assert run([*marked, "--force"]) == 0
    assert Path("marked.bak.xlsx").read_bytes() == b"hers"
    assert "marked.bak.xlsx" in capsys.readouterr().out


def test_the_report_of_a_build_says_where_the_old_deck_is() -> None:
    assert kamdeck.build("book.xlsx", "d.pptx").backup == ""
    report = kamdeck.build("book.xlsx", "d.pptx", lang="fr", is_forced=True)
    assert Path(report.backup).name == "d.bak.pptx"


def test_a_report_of_a_fleet_is_written_over_an_earlier_one_alone(tmp_path: Path) -> None:
    fleet = str(many_books(tmp_path, 1))
    for name in ("report.csv", "report.json"):
        for _ in range(2):
            assert run(["fleet", fleet, "--workers", "1", "--report", name, "--quiet"]) == 0
        Path(name).write_text("mine", encoding="utf-8")
        assert run(["fleet", fleet, "--workers", "1", "--report", name]) == 1
        assert Path(name).read_text(encoding="utf-8") == "mine"


def test_pictures_go_over_pictures_of_ours_alone(tmp_path: Path) -> None:
    folder = tmp_path / "shots"
    folder.mkdir()
    guard_folder(folder, SAY, names=["01-cover.png"], ours="contact.png")
    (folder / "01-cover.png").write_bytes(b"mine")
    with pytest.raises(KamdeckError, match=r"01-cover\.png is already there"):
        guard_folder(folder, SAY, names=["01-cover.png"], ours="contact.png")
    (folder / "contact.png").write_bytes(b"ours")
    guard_folder(folder, SAY, names=["01-cover.png"], ours="contact.png")
