"""The files to double-click: each runs the update of the workbook beside it."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

import kamdeck
from kamdeck.cli.main import run
from kamdeck.cli.pause import needs_look
from kamdeck.errors import Problem
from kamdeck.report import Conflict, Kept, Report

ROOT = Path(__file__).parents[2]
NAMES = ("Compte d'ici.xlsx", "50% & more $HOME.xlsx", "-odd.xlsx", "kamdeck.xlsx")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a space, an accent and a quotation mark in its name."""
    found = tmp_path / "l'été 2026"
    found.mkdir()
    return found


def environment(folder: Path) -> dict[str, str]:
    """An environment whose `xdg-open` notes what it was asked to open, as the system's opener."""
    tools = folder / "tools"
    tools.mkdir()
    opener = tools / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> {shlex.quote(str(folder / "opened.txt"))}\n')
    opener.chmod(0o755)
    return {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


@pytest.mark.skipif(sys.platform == "win32", reason="these files are for macOS and Linux")
@pytest.mark.parametrize("name", NAMES)
def test_the_shell_file_builds_and_then_refreshes(folder: Path, name: str) -> None:
    book = folder / name
    shutil.copy(ROOT / "sample_workbooks" / "small.xlsx", book)
    script = next(p for p in kamdeck.launchers(book) if p.suffix == ".command")
    for word in ("Built", "up to date"):
        done = subprocess.run(
            [str(script)], capture_output=True, text=True, env=environment(folder) if word == "Built" else
            {**os.environ, "PATH": f"{folder / 'tools'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)},
            cwd="/", check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr + done.stdout
        assert word in done.stdout
    assert book.with_suffix(".pptx").is_file()
    assert len((folder / "opened.txt").read_text().splitlines()) == 2


def quoted(line: str) -> list[str]:
    """The words of a desktop entry's command: in quotation marks a backslash keeps any character."""
    found = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line)
    return [re.sub(r"\\(.)", r"\1", inner) if inner else plain for inner, plain in found]


@pytest.mark.skipif(sys.platform == "win32", reason="desktop entries are for Linux")
def test_the_desktop_entry_runs_the_shell_file(folder: Path) -> None:
    book = folder / "kamdeck.xlsx"
    shutil.copy(ROOT / "sample_workbooks" / "small.xlsx", book)
    entry = next(p for p in kamdeck.launchers(book, lang="fr") if p.suffix == ".desktop")
    parsed = configparser.RawConfigParser()
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read(entry, encoding="utf-8")
    fields = dict(parsed["Desktop Entry"])
    assert fields["Name"] == "Actualiser la présentation"
    # A desktop first undoes the escapes of every text, then those inside quotation marks.
    words = quoted(fields["Exec"].replace("\\\\", "\\"))
    words = [str(entry) if word == "%k" else word for word in words]
    done = subprocess.run(
        words, capture_output=True, text=True, env=environment(folder), cwd="/", check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert book.with_suffix(".pptx").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="these files are for macOS and Linux")
def test_without_kamdeck_the_window_says_so_and_stays(folder: Path) -> None:
    book = folder / "kamdeck.xlsx"
    script = next(p for p in kamdeck.launchers(book) if p.suffix == ".command")
    script.write_text(script.read_text().replace(shlex.quote(sys.executable), "/nowhere/python"))
    done = subprocess.run(
        ["/bin/sh", str(script)], capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"}, cwd="/",
        check=False, input="\n",
    )  # fmt: skip
    assert done.returncode == 1
    assert "kamdeck is not installed on this computer" in done.stdout
    assert "Press Enter" in done.stdout


def test_the_windows_file_names_workbook_and_folder(folder: Path) -> None:
    book = folder / "50% & more.xlsx"
    script = next(p for p in kamdeck.launchers(book) if p.suffix == ".cmd")
    data = script.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    lines = data.decode().splitlines()
    assert lines[1] == "chcp 65001 >nul", "names are UTF-8"
    assert 'pushd "%~dp0"' in lines, "a network folder gets a drive letter"
    assert 'kamdeck update ".\\50%% & more.xlsx" --open --pause' in lines
    labels = {line[1:] for line in lines if line.startswith(":")}
    jumps = {line.rpartition("goto ")[2] for line in lines if "goto " in line}
    assert jumps == labels


def test_init_writes_them_beside_the_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path / "a.xlsx"), "--lang", "fr"]) == 0
    made = sorted(p.name for p in tmp_path.iterdir())
    stem = "Actualiser la présentation"
    assert made == [f"{stem}.cmd", f"{stem}.command", f"{stem}.desktop", "a.xlsx"]
    assert f"{stem}.command" in capsys.readouterr().out
    assert run(["init", str(tmp_path / "c.xlsx"), "--no-launchers"]) == 0
    assert len(list(tmp_path.iterdir())) == len(made) + 1


# ------------------------------------------------------------------ what needs a look


def double_clicked(script: Path, folder: Path) -> tuple[str, bool]:
    """What a launcher's window shows, and whether it waited for somebody to press Enter."""
    running = subprocess.Popen(
        [str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=environment(folder), cwd="/",
    )  # fmt: skip
    assert running.stdout is not None
    text = ""
    while not text.endswith("close this window. ") and (sign := running.stdout.read(1)):
        text += sign
    waits = bool(text.endswith("close this window. "))
    running.communicate("\n", timeout=30)
    return text, waits


def faulty(book: Path, *, rows: int) -> None:
    """The workbook with so many figures of the newest year that are none."""
    found = openpyxl.load_workbook(book)
    sheet = found["Revenue"]
    last = max(cell.column for cell in sheet[4] if cell.value)
    for row in range(5, 5 + rows):
        sheet.cell(row, last).value = "about a million"
    found.save(book)


@pytest.mark.skipif(sys.platform == "win32", reason="these files are for macOS and Linux")
def test_the_window_stays_and_says_in_short_what_is_wrong(folder: Path) -> None:
    book = folder / "kamdeck.xlsx"
    shutil.copy(ROOT / "sample_workbooks" / "small.xlsx", book)
    script = next(p for p in kamdeck.launchers(book) if p.suffix == ".command")
    text, waits = double_clicked(script, folder)
    assert not waits, "views without a sheet are no reason"
    assert "Built" in text
    faulty(book, rows=6)
    shutil.rmtree(folder / "tools")
    text, waits = double_clicked(script, folder)
    assert waits
    assert "6 errors in the workbook:" in text
    assert "same in 5 more cells" in text
    assert re.search(r"\d more slides of the deck stay as they were", text)
    assert len(text.splitlines()) < 20


@pytest.mark.skipif(sys.platform == "win32", reason="these files are for macOS and Linux")
@pytest.mark.parametrize("book", ["starter", "broken"])
def test_the_window_stays_where_no_deck_could_be_made(folder: Path, book: str) -> None:
    path = folder / "kamdeck.xlsx"
    if book == "starter":
        kamdeck.starter(path)
    else:
        shutil.copy(ROOT / "sample_workbooks" / "broken.xlsx", path)
    text, waits = double_clicked(next(p for p in kamdeck.launchers(path) if p.suffix == ".command"), folder)
    assert waits
    assert len(text.splitlines()) < 25
    if book == "starter":
        assert "no rows on the sheets Accounts and Revenue" in text
        assert not path.with_suffix(".pptx").exists()


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (Report(left_out=(("scoring", "no sheet"),), kept=(Kept("a", "text"),)), False),
        (Report(kept=(Kept("a", "text", "mine", "ours"),)), True),
        (Report(problems=(Problem("x", "Revenue", "A1", "odd", severity="warning"),)), False),
        (Report(problems=(Problem("x", "Revenue", "A1", "wrong"),)), True),
        (Report(lost=(Kept("a", "fill"),)), True),
        (Report(conflicts=(Conflict("a", "slide held"),)), True),
    ],
)
def test_what_needs_a_look(report: Report, expected: bool) -> None:
    assert needs_look(report) is expected


# ------------------------------------------------------------------ whose file it is


def test_a_second_workbook_has_files_of_its_own(tmp_path: Path) -> None:
    first = kamdeck.launchers(tmp_path / "first.xlsx")
    before = [path.read_bytes() for path in first]
    second = kamdeck.launchers(tmp_path / "second's $1.xlsx")
    assert {path.name for path in second} == {f"Update deck second-s -1{p.suffix}" for p in first}
    assert [path.read_bytes() for path in first] == before
    script = next(path for path in second if path.suffix == ".command")
    assert script.name in next(p for p in second if p.suffix == ".desktop").read_text()
    again = kamdeck.launchers(tmp_path / "first.xlsx")
    assert (again, [path.read_bytes() for path in again]) == (first, before)
    assert len(list(tmp_path.iterdir())) == 6


@pytest.mark.parametrize("suffix", [".cmd", ".command", ".desktop"])
def test_a_file_that_a_person_changed_stays(tmp_path: Path, suffix: str) -> None:
    made = {path.suffix: path for path in kamdeck.launchers(tmp_path / "book.xlsx")}
    text = made[suffix].read_bytes().replace(b"--open", b"--open --strict").replace(b"Office", b"Mine")
    made[suffix].write_bytes(text)
    fresh = kamdeck.launchers(tmp_path / "book.xlsx")
    assert made[suffix].read_bytes() == text
    assert {path.stem for path in fresh} == {"Update deck book"}
