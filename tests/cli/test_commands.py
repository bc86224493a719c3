"""Each command from its arguments to its exit code, on real workbooks and decks."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Inches

from kamdeck.cli.main import run

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_workbooks"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLES / "health_cloud.xlsx", tmp_path / "book.xlsx"))


def test_build_writes_beside_the_workbook_and_sums_up(workbook: Path, capsys: Capture) -> None:
    assert run(["build", str(workbook)]) == 0
    deck = workbook.with_suffix(".pptx")
    assert deck.read_bytes().startswith(b"PK")
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == f"Built {deck}"
    assert re.search(r"^\d+ slides: cover, summary, scoring, revenue_bridge, pareto", out, re.MULTILINE)
    assert err.splitlines() == ["Reading book.xlsx", "Composing the slides", "Writing book.pptx"]


def test_build_refuses_to_overwrite_and_points_to_refresh(workbook: Path, capsys: Capture) -> None:
    assert run(["build", str(workbook), "--quiet"]) == 0
    deck = workbook.with_suffix(".pptx")
    before = deck.read_bytes()
    assert run(["build", str(workbook), "--views", "pareto"]) == 1
    assert f"kamdeck refresh {deck}" in capsys.readouterr().err
    assert deck.read_bytes() == before
    assert run(["build", str(workbook), "--views", "pareto", "--force", "--quiet"]) == 0
    assert deck.read_bytes() != before


def test_decks_for_others_have_names_of_their_own(workbook: Path) -> None:
    assert run(["build", str(workbook), "--quiet"]) == 0
    for options, name in (
        (["--account", "Mount Sinai"], "book Mount Sinai.pptx"),
        (["--account", "Mount Sinai", "--edition", "customer"], "book Mount Sinai customer.pptx"),
        (["--pack", "review", "--lang", "fr"], "book review fr.pptx"),
        (["--edition", "executive"], "book executive.pptx"),
    ):
        assert run(["build", str(workbook), *options, "--quiet"]) == 0
        assert workbook.with_name(name).is_file()
    assert len(list(workbook.parent.glob("*.pptx"))) == 5


def test_a_deck_that_is_built_over_is_kept_and_said(workbook: Path, capsys: Capture) -> None:
    assert run(["build", str(workbook), "--quiet"]) == 0
    deck = workbook.with_suffix(".pptx")
    before = deck.read_bytes()
    capsys.readouterr()
    assert run(["build", str(workbook), "--views", "pareto", "--force"]) == 0
    assert "What was there is kept as book.bak.pptx" in capsys.readouterr().out
    assert workbook.with_name("book.bak.pptx").read_bytes() == before


def test_build_says_what_is_left_out_and_why(tmp_path: Path, capsys: Capture) -> None:
    deck = str(tmp_path / "small.pptx")
    small = str(SAMPLES / "small.xlsx")
    assert run(["build", small, "-o", deck]) == 0
    out = capsys.readouterr().out
    assert "views left out:" in out
    assert "scoring: The sheets Criteria and Scores are missing or empty." in out
    assert run(["build", small, "-o", deck, "--force", "--strict", "--quiet"]) == 3
    assert "scoring:" in capsys.readouterr().out


def test_build_in_french(workbook: Path, capsys: Capture) -> None:
    assert (
        run(["build", str(workbook), "--lang", "fr", "--years", "2025-2026", "--views", "cover,pareto"]) == 0
    )
    assert "2 pages\u202f: cover, pareto" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--views", ","], ["cover, summary, changes, scoring, revenue_bridge, pareto"]),
        (["--views", "paretto"], ["paretto", "cover, summary, changes, scoring, revenue_bridge, pareto"]),
        (["--account", "Nowhere"], ["Nowhere", "Mount Sinai"]),
        (["--years", "1999"], ["1999", "2023, 2024, 2025, 2026"]),
        (["--template", "nothing.potx"], ["nothing.potx"]),
    ],
)
def test_a_wrong_name_lists_the_right_ones(
    arguments: list[str], expected: list[str], workbook: Path, capsys: Capture
) -> None:
    assert run(["build", str(workbook), *arguments]) == 1
    error = capsys.readouterr().err
    assert all(text in error for text in expected), error
    assert not workbook.with_suffix(".pptx").exists()


def test_build_as_json(workbook: Path, capsys: Capture) -> None:
    assert run(["build", str(workbook), "--json"]) == 0
    out, err = capsys.readouterr()
    report = json.loads(out)
    assert err == ""
    assert report["deck"] == str(workbook.with_suffix(".pptx"))
    assert report["slides"][0] == "cover"
    assert report["problems"] == report["left_out"] == []


def test_faulty_sheets_block_their_views_and_strict_blocks_all(tmp_path: Path, capsys: Capture) -> None:
    deck = tmp_path / "broken.pptx"
    code = run(["build", str(SAMPLES / "broken.xlsx"), "-o", str(deck)])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    assert code == 1 or "left out" in out
    assert run(["build", str(SAMPLES / "broken.xlsx"), "-o", str(tmp_path / "strict.pptx"), "--strict"]) == 1
    assert "Correct the cells" in capsys.readouterr().err
    assert not (tmp_path / "strict.pptx").exists()


def test_check_lists_problems_and_marks_a_copy(tmp_path: Path, capsys: Capture) -> None:
    copy = tmp_path / "marked.xlsx"
    broken = SAMPLES / "broken.xlsx"
    before = broken.read_bytes()
    assert run(["check", str(broken), "--annotate", str(copy)]) == 1
    assert "problems:" in capsys.readouterr().out
    assert copy.exists()
    assert broken.read_bytes() == before
    assert run(["check", str(broken), "--lang", "fr", "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert len(problems) >= 40
    assert all(problem["message"] for problem in problems)


def test_check_a_deck(workbook: Path, capsys: Capture) -> None:
    run(["build", str(workbook), "--quiet"])
    assert run(["check", str(workbook.with_suffix(".pptx"))]) == 0
    assert "no problem found" in capsys.readouterr().out
    bad = workbook.with_name("bad.pptx")
    bad.write_bytes(workbook.with_suffix(".pptx").read_bytes()[:5000])
    assert run(["check", str(bad), "--lang", "fr"]) == 1
    assert "n’est pas un fichier PowerPoint" in capsys.readouterr().err


def test_a_folder_is_no_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["build", "."]) == 1
    assert "unexpected" not in capsys.readouterr().err


def test_refresh_finds_its_workbook_after_both_moved(workbook: Path, tmp_path: Path, capsys: Capture) -> None:
    run(["build", str(workbook), "--quiet"])
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("book.xlsx", "book.pptx"):
        (tmp_path / name).rename(elsewhere / name)
    assert run(["refresh", str(elsewhere / "book.pptx")]) == 0
    assert "up to date" in capsys.readouterr().out


def test_refresh_says_where_the_workbook_was(workbook: Path, capsys: Capture) -> None:
    run(["build", str(workbook), "--quiet"])
    workbook.unlink()
    assert run(["refresh", str(workbook.with_suffix(".pptx"))]) == 1
    error = capsys.readouterr().err
    assert str(workbook) in error
    assert "--workbook" in error


def test_refresh_remembers_the_choice(workbook: Path, capsys: Capture) -> None:
    run(
        [
            "build",
            str(workbook),
            "--views",
            "pareto,abc_tiers",
            "--years",
            "2025-2026",
            "--lang",
            "fr",
            "--quiet",
        ]
    )
    deck = workbook.with_name("book fr.pptx")
    before = deck.read_bytes()
    assert run(["refresh", str(deck), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["slides"] == ["pareto", "abc_tiers"]
    assert report["changes"] == []
    assert deck.read_bytes() == before


def test_refresh_of_new_figures_dry_and_wet(workbook: Path, capsys: Capture) -> None:
    run(["build", str(workbook), "--quiet"])
    deck = workbook.with_suffix(".pptx")
    before = deck.read_bytes()
    run(["init", str(workbook), "--sample", "--lang", "fr", "--force"])
    capsys.readouterr()
    assert run(["refresh", str(deck), "--dry-run"]) == 0
    assert "was not written" in capsys.readouterr().out
    assert deck.read_bytes() == before
    assert run(["refresh", str(deck)]) == 0
    assert "changes:" in capsys.readouterr().out
    assert deck.read_bytes() != before


def test_refresh_refuses_what_is_not_ours(workbook: Path, capsys: Capture) -> None:
    assert run(["refresh", str(ROOT / "templates" / "kamdeck.pptx")]) == 1
    assert "was not made by kamdeck" in capsys.readouterr().err
    assert run(["refresh", str(workbook.with_name("nothing.pptx"))]) == 1
    assert "There is no file" in capsys.readouterr().err


def test_refresh_restore_needs_a_right_key(workbook: Path, capsys: Capture) -> None:
    run(["build", str(workbook), "--quiet"])
    assert run(["refresh", str(workbook.with_suffix(".pptx")), "--restore", "pareto/chrat"]) == 1
    error = capsys.readouterr().err
    assert "pareto/chrat" in error
    assert "scoring" in error


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("options", [[], ["--sample"]])
def test_init_writes_a_workbook_that_reads_without_errors(
    tmp_path: Path, lang: str, options: list[str], capsys: Capture
) -> None:
    path = tmp_path / "start.xlsx"
    assert run(["init", str(path), "--lang", lang, *options]) == 0
    assert str(path) in capsys.readouterr().out
    assert run(["init", str(path), "--lang", lang]) == 1
    assert "--force" in capsys.readouterr().err
    if options:
        assert run(["check", str(path)]) == 0


def test_views_lists_needs(capsys: Capture) -> None:
    assert run(["views"]) == 0
    out = capsys.readouterr().out
    assert "scoring: needs Criteria, Scores" in out
    assert "cover: always made" in out
    assert run(["views", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["views"][0] == {
        "view": "cover",
        "needs": [],
        "packs": ["portfolio", "account", "review"],
        "editions": ["internal", "executive", "customer"],
    }


def test_template_check(capsys: Capture) -> None:
    assert run(["template", "check", str(ROOT / "templates" / "kamdeck.pptx")]) == 0
    out = capsys.readouterr().out
    assert "Finding with rail" in out
    assert "kamdeck’s own master" in out


def foreign(path: Path, height: float = 7.5) -> Path:
    """A master of another program: 10 in wide."""
    presentation = Presentation()
    presentation.slide_height = Inches(height)
    presentation.save(str(path))
    return path


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_template_check_says_what_will_happen(lang: str, tmp_path: Path, capsys: Capture) -> None:
    path = foreign(tmp_path / "narrow.pptx")
    assert run(["template", "check", str(path), "--lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any("9.0 x" in line and line.startswith("  - ") for line in lines)
    assert any(("strip below" if lang == "en" else "bande sous") in line for line in lines)
    assert not any(line.startswith("  ! ") for line in lines)


def test_template_check_as_data_with_pictures(tmp_path: Path, capsys: Capture) -> None:
    path, folder = foreign(tmp_path / "narrow.pptx"), tmp_path / "pictures"
    assert run(["template", "check", str(path), "--json", "--preview", str(folder)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["width"] == 10.0
    assert found["room"]["w"] == pytest.approx(9.0, abs=0.1)
    assert found["room"]["title_points"] >= 20
    assert {"room", "insights_strip", "titles"} <= {row["code"] for row in found["remarks"]}
    assert all(row["text"] for row in found["remarks"])
    names = [Path(name).name for name in found["files"]]
    assert [name[3:] for name in names if name != "contact.png"] == [
        "cover.png",
        "pareto.png",
        "classification.png",
        "dashboard.png",
    ]
    assert all((folder / name).stat().st_size > 5_000 for name in names)


@pytest.mark.parametrize(("lang", "words"), [("en", "On this master: "), ("fr", "Sur ce masque\u202f: ")])
def test_build_says_in_one_line_what_a_master_costs(
    lang: str, words: str, tmp_path: Path, capsys: Capture
) -> None:
    """On a low page there is no room for the insights; on the shipped master nothing is lost."""
    book, low = str(SAMPLES / "small.xlsx"), foreign(tmp_path / "low.pptx", 5.6)
    deck = str(tmp_path / "deck.pptx")
    assert run(["build", book, "-o", deck, "--template", str(low), "--lang", lang, "--views", "pareto"]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith(words)]
    assert len(told) == 1
    assert run(["build", book, "-o", deck, "--force", "--lang", lang, "--views", "pareto"]) == 0
    assert words not in capsys.readouterr().out


def test_the_module_runs_as_a_program(tmp_path: Path) -> None:
    """`python -m kamdeck` in a process of its own, plain lines in a pipe, no heavy library on the way."""
    book, deck = str(SAMPLES / "health_cloud.xlsx"), str(tmp_path / "deck.pptx")
    command = [sys.executable, "-X", "importtime", "-m", "kamdeck", "build", book, "-o", deck]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "\x1b" not in done.stdout
    loaded = {
        line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time")
    }
    heavy = {"pptx", "openpyxl", "xlsxwriter", "pandas", "numpy", "matplotlib", "rich", "PIL", "asyncio",
             "logging", "urllib.request", "http.client", "email", "dataclasses"}  # fmt: skip
    assert loaded & heavy == set()
    assert "kamdeck.api" in loaded
