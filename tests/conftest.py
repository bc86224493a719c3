"""What tests share: every deck that a test saves must pass `sound`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SDK = ROOT / "node_modules" / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"


def audit(path: Path) -> list[str]:
    """The findings of openxml-audit."""
    from openxml_audit import FileFormat, OpenXmlValidator

    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
    return [f"{e.part_uri} {e.path}: {e.description}" for e in result.errors]


def sdk(path: Path) -> list[str]:
    """The findings of the Open XML SDK; none where its binary is not installed (the run says so)."""
    if not SDK.exists():
        return []
    done = subprocess.run([SDK, path, "Microsoft365"], capture_output=True, text=True, check=False)
    return [json.dumps(error) for error in json.loads(done.stdout)["errors"]]


@pytest.fixture(scope="session")
def sound() -> Callable[[Path], None]:
    """Asserts that a deck passes our own lint, openxml-audit and the Open XML SDK validator."""
    from kamdeck import lint

    def check(path: Path) -> None:
        assert [str(problem) for problem in lint(path)] == []
        assert audit(path) == []
        assert sdk(path) == []

    return check


def pytest_report_header() -> str:
    """Say whether the Open XML SDK validator takes part."""
    return f"Open XML SDK validator: {'runs' if SDK.exists() else 'not installed, left out'}"
