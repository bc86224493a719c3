"""What a wheel holds instead of the catalogues' TOML files: one JSON file for each language."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `kamdeck/text/en.json` and its like; an editable install makes them when it first runs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Gathers the catalogues from the checkout."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from kamdeck.text.catalogues import gathered, made, own_languages, sources_of

        self.folder = TemporaryDirectory()
        for lang in own_languages():
            path = Path(self.folder.name, f"{lang}.json")
            path.write_text(made(gathered(sources_of(lang)), []), encoding="utf-8")
            build_data["force_include"][str(path)] = f"kamdeck/text/{lang}.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes what lay beside while the wheel was made."""
        if version != "editable":
            self.folder.cleanup()
