"""Whether PowerPoint would open a deck, as far as this can be told without it.

Four judges that see different faults: our own lint (relations across parts, caches against sheets),
openxml-audit (a port of the Open XML SDK's rules), the SDK itself, and an inventory of what Office has
been seen to write. The SDK's program is found by KAMDECK_OOXML_VALIDATOR or in node_modules; the
inventory by KAMDECK_SPECIMENS or in a folder beside the project's.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from kamdeck.pptxio.lint import lint
from tests.specimens import Inventory, load

ROOT = Path(__file__).parents[1]

# Findings of openxml-audit and the SDK that are no faults, with the reason.
NO_FAULTS = {
    # Excel and PowerPoint write both children into one extension of a data label.
    "c15:showDataLabelsRange": "several children in the extension {CE6537A1-D6FC-4f65-9D91-7224C49458BB}",
}


@cache
def sdk_program() -> Path | None:
    """The Open XML SDK validator, or None where it is not installed."""
    named = os.environ.get("KAMDECK_OOXML_VALIDATOR")
    installed = ROOT / "node_modules" / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"
    path = Path(named) if named else installed
    return path if path.is_file() else None


@cache
def inventory() -> Inventory | None:
    """What Office has been seen to write, or None where the inventory is not there."""
    named = os.environ.get("KAMDECK_SPECIMENS")
    path = Path(named) if named else next(ROOT.parent.glob("*/specimens/inventory.json.gz"), None)
    return load(path) if path and path.is_file() else None


@cache
def _auditor() -> Any:
    from openxml_audit import FileFormat, OpenXmlValidator

    return OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)


def audit_findings(path: Path) -> list[str]:
    """What openxml-audit finds."""
    found = (f"{e.part_uri} {e.path}: {e.description}" for e in _auditor().validate(path).errors)
    return [text for text in found if not any(mark in text for mark in NO_FAULTS)]


def sdk_findings(path: Path) -> list[str]:
    """What the Open XML SDK finds; nothing where it is not installed."""
    program = sdk_program()
    if program is None:
        return []
    done = subprocess.run([program, path, "Microsoft365"], capture_output=True, text=True, check=False)
    found = [json.dumps(error) for error in json.loads(done.stdout)["errors"]]
    return [text for text in found if not any(mark in text for mark in NO_FAULTS)]


def findings(data: bytes, rest: bytes | None = None) -> list[str]:
    """What all judges but the SDK, which is slow, find in a deck; `rest` is what of it is new to those that
    take long."""
    new = data if rest is None else rest
    faults = [f"{code} {part}: {message}" for code, part, message in lint(data)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.pptx"
        path.write_bytes(new)
        faults += audit_findings(path)
    known = inventory()
    return faults + (known.strangers(new) if known else [])


def assert_opens(deck: Path | bytes) -> None:
    """Fails with the findings of every judge, the SDK too."""
    data = deck if isinstance(deck, bytes) else deck.read_bytes()
    assert findings(data) == []
    assert sdk_sweep([data]) == []


def sdk_sweep(decks: list[bytes]) -> list[str]:
    """What the SDK finds in several decks, two at a time."""
    if sdk_program() is None:
        return []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        paths = [Path(folder) / f"deck{n}.pptx" for n in range(len(decks))]
        for path, data in zip(paths, decks, strict=True):
            path.write_bytes(data)
        return [text for found in pool.map(sdk_findings, paths) for text in found]
