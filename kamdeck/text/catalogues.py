"""The catalogue of a language: gathered from its TOML files, kept as JSON, which is read ten times faster.

A wheel holds the JSON alone (`templates/build_hook.py` makes it). In a checkout the first run writes it by
the sources, and anew after one of them has changed; git does not know it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
Stamp = list[list[object]]


def read_catalogue(lang: str) -> dict[str, Any]:
    """All texts of a language, section by section."""
    sources = sources_of(lang)
    stamp: Stamp = [[str(path), (seen := path.stat()).st_size, seen.st_mtime_ns] for path in sources]
    kept = Path(__file__).with_name(f"{lang}.json")
    try:
        known, texts = json.loads(kept.read_bytes())
    except (OSError, ValueError):
        known, texts = None, {}
    if known == stamp or (known is not None and not sources):
        return dict(texts)
    texts = gathered(sources)
    _keep(kept, made(texts, stamp))
    return texts


def sources_of(lang: str) -> tuple[Path, ...]:
    """The files that hold the texts of a language: those of all, and those beside a view."""
    views = PACKAGE / "views"
    folders = [PACKAGE / "text", *(views / name for name in sorted(os.listdir(views)))]  # noqa: PTH208
    return tuple(path for folder in folders if (path := folder / f"{lang}.toml").is_file())


def gathered(sources: tuple[Path, ...]) -> dict[str, Any]:
    """The texts of all files; a section may stand in several."""
    import tomllib

    texts: dict[str, Any] = {}
    for path in sources:
        _add(texts, tomllib.loads(path.read_text(encoding="utf-8")), path)
    return texts


def _add(texts: dict[str, Any], more: dict[str, Any], path: Path) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(texts.get(key), dict):
            _add(texts[key], value, path)
        elif key in texts:
            raise ValueError(f"The text {key!r} of {path} stands in another file too.")
        else:
            texts[key] = value


def made(texts: dict[str, Any], stamp: Stamp) -> str:
    """What the JSON file holds; `stamp` says of which files it was made."""
    return json.dumps([stamp, texts], ensure_ascii=False, separators=(",", ":"))


def _keep(path: Path, text: str) -> None:
    """Written as a whole or not at all: other processes may be reading it."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError:  # a folder that cannot be written to: the sources are read every time
        beside.unlink(missing_ok=True)
