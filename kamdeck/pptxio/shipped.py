"""The master that comes with kamdeck."""

from __future__ import annotations

import json
from pathlib import Path

from kamdeck.deck.spec import Box
from kamdeck.pptxio.draft import Place
from kamdeck.pptxio.master import Layout, Master
from kamdeck.pptxio.package import Package


def shipped_master() -> tuple[Master, Package]:
    """The master that comes with kamdeck, and a fresh package of it without slides."""
    folder = _folder()
    facts = json.loads((folder / "kamdeck.json").read_bytes())
    layouts = tuple(
        Layout(
            row["role"],
            row["name"],
            row["part"],
            {name: Place(kind, idx, Box(*box)) for name, kind, idx, box in row["placeholders"]},
        )
        for row in facts["layouts"]
    )
    major, minor = facts["fonts"]
    master = Master(
        facts["width"], facts["height"], facts["colors"], (major, minor), layouts, facts["notes_master"]
    )
    return master, Package.open(folder / "kamdeck.pptx")


def _folder() -> Path:
    """Where the master lies: in the installed package, or beside it in the project's folder."""
    package = Path(__file__).parents[1]
    installed = package / "data"
    return installed if (installed / "kamdeck.json").is_file() else package.parent / "templates"
