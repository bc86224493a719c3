"""The sample stories: their rows in readable form, for starter and sample workbooks."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from kamdeck.errors import KamdeckError

STORY = "story"
"""The story that starter workbooks are filled with; it is told in every language."""

Table = tuple[list[str], list[list[Any]]]
"""Column names (fields of the row class, or what is spread over columns) and the rows."""


def sample_folder() -> Path:
    """The folder of the sample workbooks: inside the installed package, or beside it in the source tree.

    Raises: KamdeckError when the installation is incomplete.
    """
    package = Path(__file__).parent.parent
    for folder in (package / "data" / "sample_workbooks", package.parent / "sample_workbooks"):
        if (folder / "story.json").is_file():
            return folder
    raise KamdeckError("The sample workbooks are missing from this installation.", "Install kamdeck again.")


@cache
def told_story(name: str) -> dict[str, Any]:
    """A story by the name of its file: its settings, and of each sheet that it has columns and rows."""
    story: dict[str, Any] = json.loads((sample_folder() / f"{name}.json").read_text("utf-8"))
    return story


@cache
def _words(lang: str) -> dict[str, str]:
    """What the story's English words are in a language; none where nobody has told the story in it."""
    path = sample_folder() / f"story.{lang}.json"
    words: dict[str, str] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return words


def sample_settings(lang: str) -> dict[str, Any]:
    """The sample's settings by field name."""
    settings = {name: _said(value, lang) for name, value in told_story(STORY)["settings"].items()}
    return settings | {"language": lang}


def sample_table(key: str, lang: str) -> Table:
    """The sample's rows for one sheet: account names stay, everything else is in the language."""
    table = told_story(STORY)[key]
    return [_said(name, lang) for name in table["columns"]], [
        [_said(v, lang) for v in r] for r in table["rows"]
    ]


def _said(value: Any, lang: str) -> Any:
    return _words(lang).get(value, value) if isinstance(value, str) else value
