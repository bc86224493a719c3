"""The wheel carries the master and the samples, and works where the project's folder is not."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = folder.glob("kamdeck-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_it_carries_what_it_needs(installed: Path) -> None:
    data = installed / "kamdeck" / "data"
    assert (data / "kamdeck.pptx").read_bytes() == (ROOT / "templates" / "kamdeck.pptx").read_bytes()
    assert (data / "kamdeck.json").exists()
    samples = {path.name for path in (data / "sample_workbooks").glob("*.xlsx")}
    assert samples == {"health_cloud.xlsx", "health_cloud_fr.xlsx", "small.xlsx", "broken.xlsx"}
    sources = {path.relative_to(ROOT) for path in (ROOT / "kamdeck").rglob("*.py")}
    assert {path.relative_to(installed) for path in (installed / "kamdeck").rglob("*.py")} == sources
    assert not (installed / "tests").exists()
    texts = {path.name for path in (installed / "kamdeck" / "text").iterdir() if path.suffix != ".py"}
    assert texts == {"en.json", "fr.json", "currencies.json", "widths.json"}
    assert not list((installed / "kamdeck").rglob("*.toml"))


def test_it_works_on_its_own(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed), "LC_ALL": "C"}
    for arguments in (["init", "--sample", "story.xlsx"], ["build", "story.xlsx"], ["refresh", "story.pptx"]):
        command = [sys.executable, "-m", "kamdeck", *arguments]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    where = [sys.executable, "-c", "import kamdeck; print(kamdeck.__file__)"]
    done = subprocess.run(where, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert Path(done.stdout.strip()).is_relative_to(installed)
    assert (tmp_path / "story.pptx").stat().st_size > 100_000
