"""LibreOffice computes the formulas of workbooks from their inputs alone."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest


def without_results(data: bytes) -> bytes:
    """The workbook as if nobody had computed it yet: without results beside the formulas."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.namelist():
            content = old.read(item)
            if item == "xl/worksheets/sheet1.xml":
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            new.writestr(item, content)
    return out.getvalue()


def recalculated(books: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """The workbooks with LibreOffice's results, in one run; skips where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(without_results(data))
    subprocess.run(
        [
            office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx",
            "--outdir", folder / "out", *[folder / f"{name}.xlsx" for name in books],
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return {name: (folder / "out" / f"{name}.xlsx").read_bytes() for name in books}
