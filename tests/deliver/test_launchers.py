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

import pytest

import kamdeck
from kamdeck.cli.main import run

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
    assert 'kamdeck update ".\\50%% & more.xlsx" --open' in lines
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
