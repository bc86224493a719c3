"""The README's commands, run from top to bottom in one folder, all work."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from kamdeck.cli.main import run
from tests.test_readme_data import blocks
from tests.validators import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(heading: str) -> list[list[str]]:
    """The commands of the first block under a heading, without their remarks."""
    block = README.split(f"\n## {heading}", 1)[1].split("```sh\n", 1)[1].split("```", 1)[0]
    return [shlex.split(line, comments=True) for line in block.splitlines() if line]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the commands start from: a workbook, last quarter's deck and a company's master."""
    sample = ROOT / "sample_workbooks" / "health_cloud.xlsx"
    shutil.copy(sample, tmp_path / "kamdeck.xlsx")
    shutil.copy(ROOT / "templates" / "kamdeck.pptx", tmp_path / "brand.potx")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert run(["build", "kamdeck.xlsx", "-o", "q3.pptx", "--quiet"]) == 0
    return tmp_path


def test_the_commands_of_key_account_managers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", lambda path: opened.append(path))
    monkeypatch.setattr("kamdeck.api.watch", lambda *_, **__: None)  # it would not end
    monkeypatch.setattr("kamdeck.pictures.pdf.as_pdf", lambda *_: b"%PDF-1.7")
    monkeypatch.setattr("kamdeck.run.showing.refuse_without_office", lambda _: None)
    monkeypatch.setattr("kamdeck.pictures.gallery.write_pictures", pictures)
    listed = commands("For key account managers")
    assert len(listed) > 20
    for command in listed:
        assert command[0] == "kamdeck"
        if "orders.csv" in command:
            write_orders(folder)
        assert run(command[1:]) == 0, shlex.join(command)
    assert opened == ["kamdeck.pptx"]
    assert {path.name for path in folder.glob("*.pptx")} >= {
        "review.pptx", "kamdeck.pptx", "kamdeck fr.pptx", "kamdeck Mount Sinai.pptx",
        "kamdeck Mount Sinai customer.pptx", "kamdeck executive.pptx", "kamdeck review.pptx", "orders.pptx",
    }  # fmt: skip


def pictures(pages: Sequence[object], folder: Path, **_: object) -> tuple[Path, ...]:
    """The pictures' folder without the work of drawing them."""
    folder.mkdir(exist_ok=True)
    return ()


def write_orders(folder: Path) -> None:
    """The README's ledger and its mapping."""
    orders, clients = blocks("csv")
    (folder / "kamdeck.toml").write_text(blocks("toml")[0], encoding="utf-8")
    (folder / "orders.csv").write_text(orders, encoding="cp1252")
    (folder / "clients.csv").write_text(clients, encoding="utf-8")
