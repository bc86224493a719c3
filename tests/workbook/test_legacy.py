"""Older and foreign kinds of workbook, made by LibreOffice from a good one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from kamdeck.errors import WorkbookError
from kamdeck.workbook.legacy import Legacy
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.story import sample_folder

OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed, so no .xls and .ods can be made")
    folder = tmp_path_factory.mktemp("legacy")
    profile = tmp_path_factory.mktemp("profile").as_uri()
    for kind in ("xls", "ods"):
        subprocess.run(
            [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind,
             "--outdir", str(folder), str(sample_folder() / "small.xlsx")],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    return folder


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_same_rows_come_out(converted: Path, kind: str) -> None:
    book, problems = read_book(converted / f"small.{kind}", lang="en")
    expected, _ = read_book(sample_folder() / "small.xlsx")
    assert [problem.code for problem in problems] == (["legacy"] if kind == "xls" else [])
    assert all(problem.severity == "warning" for problem in problems)
    assert book.revenue == expected.revenue
    assert book.accounts == expected.accounts
    assert book.settings == expected.settings


def test_a_misnamed_file_is_read_for_what_it_is(converted: Path, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    shutil.copy(converted / "small.xls", path)
    assert len(read_book(path)[0].accounts) == 6


def test_a_crash_of_the_child_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.xls"
    path.write_bytes(b"\x09\x08" + bytes(50))

    def crash(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], -6, b"", b"panicked")

    monkeypatch.setattr("kamdeck.workbook.legacy.subprocess.run", crash)
    with pytest.raises(WorkbookError, match="of an older kind"):
        read_book(path, lang="en")


def test_a_child_that_never_ends_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.xls"
    path.write_bytes(b"\x09\x08" + bytes(50))

    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("child", 1)

    monkeypatch.setattr("kamdeck.workbook.legacy.subprocess.run", hang)
    with pytest.raises(WorkbookError, match="larger than kamdeck reads"):
        read_book(path, lang="en")


def test_the_child_itself_refuses_garbage(tmp_path: Path) -> None:
    from kamdeck.workbook.archive import RefusedError

    path = tmp_path / "book.xls"
    path.write_bytes(b"\x09\x08" + bytes(50))
    with pytest.raises(RefusedError):
        Legacy(path)
