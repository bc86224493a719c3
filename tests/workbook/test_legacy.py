"""Older and foreign kinds of workbook, made by LibreOffice from a good one."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.errors import WorkbookError
from kamdeck.workbook.binary_errors import binary_errors
from kamdeck.workbook.legacy import Legacy
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.story import sample_folder
from tests.workbook_files import write

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


@pytest.mark.parametrize("size", [3, 400])  # a small file lies in the small sectors of the container
def test_an_error_of_an_old_workbook_is_a_problem_at_its_cell(tmp_path: Path, size: int) -> None:
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed, so no .xls can be made")
    names = [f"Account {n}" for n in range(size)]
    sheets: dict[str, list[list[Any]]] = {
        "Accounts": [["Account"], *[[name] for name in names]],
        "Chiffre d'affaires": [["Account", "2025", "2026"], *[[name, 5, 7] for name in names]],
    }
    sheets["Chiffre d'affaires"][1][1] = ("=1/0", "#DIV/0!")
    sheets["Chiffre d'affaires"][size][2] = ("=NA()", "#N/A")
    path = write(tmp_path / "book.xlsx", sheets)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xls",
         "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    _, problems = read_book(tmp_path / "book.xls", lang="en")
    errors = [(p.place, p.seen) for p in problems if p.code == "error-value"]
    sheet = "Chiffre d'affaires"
    assert errors == [(f"{sheet}!B2", "#DIV/0!"), (f"{sheet}!C{size + 1}", "#N/A")]


def _record(kind: int, body: bytes) -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(body)
    return head + (bytes([size]) if size < 128 else bytes([size & 0x7F | 0x80, size >> 7])) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def test_the_errors_of_a_binary_workbook() -> None:
    sheet = (
        _record(0, struct.pack("<I", 4) + bytes(13))
        + _record(3, struct.pack("<2I", 2, 0) + b"\x17")
        + _record(0, struct.pack("<I", 200) + bytes(13))
        + _record(5, struct.pack("<2Id", 0, 0, 1.5))
        + _record(11, struct.pack("<2I", 30, 0) + b"\x2a" + bytes(200))
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("xl/workbook.bin", _record(156, bytes(8) + _wide("rId1") + _wide("Ventes é")))
        package.writestr("xl/_rels/workbook.bin.rels", '<R><R Id="rId1" Target="worksheets/sheet1.bin"/></R>')
        package.writestr("xl/worksheets/sheet1.bin", sheet)
    assert binary_errors(data.getvalue()) == {"Ventes é": {(5, 3): "#REF!", (201, 31): "#N/A"}}


@given(st.binary(max_size=700))
def test_what_is_out_of_order_has_no_errors(noise: bytes) -> None:
    ole = bytes.fromhex("d0cf11e0a1b11ae1")
    for start in (b"", ole, ole + bytes(22) + b"\x09\x00\x06\x00", b"PK\x03\x04"):
        binary_errors(start + noise)


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
