"""`kamdeck fleet` from its arguments to its exit code."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from kamdeck.cli.main import run
from tests.fleet_files import SMALL, many_books

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


def test_a_folder_of_workbooks_in_a_pipe(tmp_path: Path, capsys: Capture) -> None:
    for name in ("north", "south"):
        (tmp_path / f"{name}.xlsx").write_bytes(SMALL.read_bytes())
    assert run(["fleet", str(tmp_path), "--workers", "1"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("2 decks made in ")
    assert err.splitlines() == ["1/2  north.pptx: made", "2/2  south.pptx: made"]
    assert run(["fleet", str(tmp_path), "--workers", "1", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert run(["fleet", str(tmp_path), "--lang", "fr"]) == 0
    assert capsys.readouterr().out.startswith("2 inchangées en ")


def test_what_fails_is_told_and_the_exit_code_says_so(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "good.xlsx").write_bytes(SMALL.read_bytes())
    (tmp_path / "bad.xlsx").write_bytes(b"no workbook")
    assert run(["fleet", str(tmp_path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"made": 1, "refreshed": 0, "unchanged": 0, "failed": 1, "stopped": 0}
    assert {Path(deck["deck"]).name: deck["state"] for deck in told["decks"]} == {
        "good.pptx": "made", "bad.pptx": "failed",
    }  # fmt: skip
    assert run(["fleet", str(tmp_path), "--quiet"]) == 1
    assert "bad.pptx: failed: The file bad.xlsx" in capsys.readouterr().out


def test_reports_as_files(tmp_path: Path) -> None:
    fleet = many_books(tmp_path, 3)
    table, data = tmp_path / "report.csv", tmp_path / "report.json"
    assert run(["fleet", str(fleet), "-o", str(tmp_path / "out"), "--report", str(table), "--quiet"]) == 0
    rows = list(csv.DictReader(table.open(encoding="utf-8-sig", newline="")))
    assert [(Path(row["deck"]).parent.name, row["state"]) for row in rows] == [("out", "made")] * 3
    assert run(["fleet", str(fleet), "-o", str(tmp_path / "out"), "--report", str(data), "--quiet"]) == 0
    assert json.loads(data.read_text("utf-8"))["counts"]["unchanged"] == 3


def test_wrong_calls(tmp_path: Path, capsys: Capture) -> None:
    assert run(["fleet", str(tmp_path), "--workers", "2", "--scheduler", "tcp://x:1"]) == 2
    assert "--scheduler for a cluster" in capsys.readouterr().err
    assert run(["fleet", str(tmp_path), "--workers", "0"]) == 2
    assert run(["fleet", str(tmp_path)]) == 1
    assert "holds no workbook" in capsys.readouterr().err


def test_progress_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert run(["fleet", str(many_books(tmp_path, 2)), "--workers", "1"]) == 0
    assert capsys.readouterr().out.startswith("2 decks made")
