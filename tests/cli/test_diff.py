"""`kamdeck diff` and `build --since`, from arguments to exit codes, on real workbooks and decks."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kamdeck.cli.main import run
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.package import Package
from tests.view_checks import PLAIN

ROOT = Path(__file__).parents[2]
STORY = ROOT / "sample_workbooks" / "health_cloud.xlsx"
Capture = pytest.CaptureFixture[str]
Files = tuple[Path, Path]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


def july(path: Path) -> Path:
    """The story's workbook three months before, Aldbury Clinic not yet at risk."""
    book: Any = load_workbook(STORY)
    for line in book["Settings"].iter_rows():
        if line[0].value == "As of":
            line[1].value = date(2026, 7, 31)
    sheet = book["Risk"]
    for place in range(sheet.max_row, 1, -1):
        if sheet.cell(place, 1).value == "Aldbury Clinic":
            sheet.delete_rows(place)
    del book["Previous deck"]
    book.save(path)
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The workbook of July, and the deck of both dates: built from July's, refreshed with today's."""
    folder = tmp_path_factory.mktemp("diff")
    old, book, deck = july(folder / "q3.xlsx"), folder / "book.xlsx", folder / "review.pptx"
    shutil.copy(old, book)
    assert run(["build", str(book), "-o", str(deck), "--views", "cover,summary", "--quiet"]) == 0
    shutil.copy(STORY, book)
    assert run(["refresh", str(deck), "--quiet"]) == 0
    return old, deck


def told(arguments: list[str], capsys: Capture) -> str:
    capsys.readouterr()
    assert run(["diff", *arguments]) == 0
    return capsys.readouterr().out


def test_two_workbooks(made: Files, capsys: Capture) -> None:
    out = told([str(made[0]), str(STORY)], capsys)
    lines = out.splitlines()
    assert lines[0] == "q3.xlsx (31 Jul 2026) → health_cloud.xlsx (31 Oct 2026)"
    assert "1 account entered the at-risk queue" in lines
    assert "  Aldbury Clinic: $508k" in lines
    assert "  opening: $3.31M" in lines
    assert "  MRR at risk: $370k → $878k" in lines


def test_a_deck_and_a_workbook_say_the_same(made: Files, capsys: Capture) -> None:
    books = told([str(made[0]), str(STORY)], capsys).splitlines()[1:]
    assert told([str(made[0]), str(made[1])], capsys).splitlines()[1:] == books
    assert told([str(made[1]), "--run", "1"], capsys).splitlines()[1:] == books
    assert told([str(made[1])], capsys).splitlines()[1:] == books
    assert told([str(made[1]), str(STORY), "--run", "2026-07-31"], capsys).splitlines()[1:] == books


def test_nothing_changed(capsys: Capture) -> None:
    assert "Nothing that both sides know has changed." in told([str(STORY), str(STORY)], capsys)


def test_json(made: Files, capsys: Capture) -> None:
    found = json.loads(told([str(made[0]), str(made[1]), "--json"], capsys))
    assert found["old"]["as_of"] == "2026-07-31"
    assert found["at_risk_in"] == ["Aldbury Clinic"]
    bridge = found["mrr_bridge"]
    moves = sum(amount for step, amount in bridge.items() if step not in ("opening", "closing"))
    assert bridge["opening"] + moves == pytest.approx(bridge["closing"])
    assert bridge["closing"] == found["new"]["figures"]["mrr"]
    assert found["is_empty"] is False


def test_french(made: Files, capsys: Capture) -> None:
    out = told([str(made[0]), str(STORY), "--lang", "fr"], capsys).translate(PLAIN)
    assert "1 compte passe sous surveillance" in out
    assert "  Aldbury Clinic : 508 k$" in out


def test_the_runs_are_listed(made: Files, capsys: Capture) -> None:
    out = told([str(made[1]), "--runs"], capsys)
    assert [line.split()[:2] for line in out.splitlines()] == [["1", "2026-07-31"], ["2", "2026-10-31"]]
    rows = json.loads(told([str(made[1]), "--runs", "--json"], capsys))["runs"]
    assert [row["run"] for row in rows] == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["DECK", "--run", "7"], "remembers no run “7”"),
        (["BOOK"], "is a workbook: name what it is compared with"),
        (["BOOK", "BOOK", "--run", "1"], "only a deck remembers runs"),
        (["BOOK", "gone.pptx"], "gone.pptx"),
    ],
)
def test_refusals(arguments: list[str], message: str, made: Files, capsys: Capture) -> None:
    names = {"DECK": str(made[1]), "BOOK": str(STORY)}
    capsys.readouterr()
    assert run(["diff", *(names.get(a, a) for a in arguments)]) == 1
    err = capsys.readouterr().err
    assert message in err
    if "7" in arguments:
        assert "2026-07-31" in err


def test_a_deck_of_one_run_and_a_deck_of_others(made: Files, tmp_path: Path, capsys: Capture) -> None:
    deck = tmp_path / "once.pptx"
    assert run(["build", str(made[0]), "-o", str(deck), "--views", "cover", "--quiet"]) == 0
    assert run(["diff", str(deck)]) == 1
    assert "remembers one run only" in capsys.readouterr().err
    from pptx import Presentation

    Presentation().save(str(tmp_path / "other.pptx"))
    assert run(["diff", str(tmp_path / "other.pptx"), str(deck)]) == 1
    assert "name its workbook instead" in capsys.readouterr().err


# ------------------------------------------------------------------ build --since


def test_a_deck_remembers_what_it_is_compared_with(made: Files, tmp_path: Path, capsys: Capture) -> None:
    old, deck = Path(shutil.copy(made[0], tmp_path / "Q3.xlsx")), tmp_path / "new.pptx"
    assert run(["build", str(STORY), "-o", str(deck), "--since", str(old), "--pack", "review"]) == 0
    assert "cover, summary, changes, " in capsys.readouterr().out
    old.unlink()
    assert run(["refresh", str(deck)]) == 0
    assert "is up to date" in capsys.readouterr().out
    manifest, _ = read_manifest(Package.open(deck))
    assert manifest["choice"]["since"] == "Q3"  # type: ignore[index]
    assert manifest["since"]["as_of"] == "2026-07-31"  # type: ignore[index]


def test_a_deck_as_the_basis(made: Files, tmp_path: Path, capsys: Capture) -> None:
    deck = tmp_path / "new.pptx"
    arguments = ["build", str(made[0]), "-o", str(deck), "--since", str(made[1]), "--views", "changes"]
    assert run([*arguments, "--quiet"]) == 0


def test_a_customers_edition_is_compared_with_nothing(made: Files, tmp_path: Path, capsys: Capture) -> None:
    deck = tmp_path / "outside.pptx"
    arguments = ["build", str(STORY), "-o", str(deck), "--since", str(made[0]), "--edition", "customer"]
    assert run([*arguments, "--account", "Mount Sinai"]) == 1
    assert "compared with no earlier deck" in capsys.readouterr().err
    assert not deck.exists()


def test_an_executive_edition_keeps_only_what_it_knows(made: Files, tmp_path: Path) -> None:
    deck = tmp_path / "board.pptx"
    arguments = ["build", str(STORY), "-o", str(deck), "--since", str(made[1]), "--edition", "executive"]
    assert run([*arguments, "--views", "cover,changes", "--quiet"]) == 0
    package = Package.open(deck)
    manifest: Any = read_manifest(package)[0]
    assert "relations" not in manifest["since"]
    assert "people" not in manifest["since"]
    whole = b"".join(package.read(name) for name in package.members)
    assert b"Mehta" not in whole
