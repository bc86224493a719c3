"""The catalogue of a language: gathered from its TOML files, kept as JSON, which is read ten times faster.

A language is its files: `kamdeck/text/fr.toml` and `fr.toml` beside the views, or those below the folder of
a package that brings one. A wheel holds the JSON alone (`templates/build_hook.py` makes it). In a checkout
the first run writes it by the sources, and anew after one of them has changed; git does not know it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from kamdeck.text.beside import languages_beside

PACKAGE = Path(__file__).parents[1]
ENGLISH = "en"
"""The language that has every text; what another lacks is said in it."""
Stamp = list[list[object]]
_NAME = r"([a-z]{2,3}(?:-[A-Z]{2})?)\.%s"


class Catalogue(Mapping[str, Any]):
    """The texts of a language, section by section: each is made of its JSON when it is first asked for."""

    def __init__(self, sections: dict[str, Any]) -> None:
        self._sections = sections

    def __getitem__(self, name: str) -> Any:
        found = self._sections[name]
        if isinstance(found, bytes):
            found = self._sections[name] = json.loads(found)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._sections

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __len__(self) -> int:
        return len(self._sections)


@lru_cache(maxsize=1)
def own_languages() -> tuple[str, ...]:
    """The languages that kamdeck itself has, English first."""
    files = os.listdir(PACKAGE / "text")  # noqa: PTH208
    sources, kept = (
        {match[1] for file in files if (match := re.fullmatch(_NAME % ending, file))}
        for ending in ("toml", "json")
    )
    return (ENGLISH, *sorted((sources or kept) - {ENGLISH}))


def read_catalogue(lang: str) -> Catalogue:
    """All texts of a language.

    Raises: ValueError where a text stands twice, or a file is no TOML.
    """
    folder = languages_beside().get(lang) if lang not in own_languages() else None
    kept = folder / "__pycache__" / f"{lang}.json" if folder else PACKAGE / "text" / f"{lang}.json"
    try:
        head, *lines = kept.read_bytes().splitlines()
        known, names = json.loads(head)
        found = Catalogue(dict(zip(names, lines, strict=True)))
    except (OSError, ValueError):
        known, found = None, Catalogue({})
    if known == []:  # made for a wheel
        return found
    sources = sources_of(lang)
    stamp: Stamp = [[str(path), (seen := path.stat()).st_size, seen.st_mtime_ns] for path in sources]
    if known == stamp:
        return found
    texts = gathered(sources)
    if not texts:
        raise ValueError(f"{kept} has none.")
    _keep(kept, made(texts, stamp))
    return Catalogue(texts)


def sources_of(lang: str) -> tuple[Path, ...]:
    """The files that hold the texts of a language: those of all, and those beside a view; or a package's."""
    if lang not in own_languages() and (folder := languages_beside().get(lang)):
        return tuple(sorted(folder.rglob(f"{lang}.toml")))
    views = PACKAGE / "views"
    folders = [PACKAGE / "text", *(views / name for name in sorted(os.listdir(views)))]  # noqa: PTH208
    return tuple(path for folder in folders if (path := folder / f"{lang}.toml").is_file())


def gathered(sources: tuple[Path, ...]) -> dict[str, Any]:
    """The texts of all files; a section may stand in several."""
    import tomllib

    texts: dict[str, Any] = {}
    for path in sources:
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
        except ValueError as fault:
            raise ValueError(f"{path}: {fault}") from None
        _add(texts, found, path)
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
    """What the JSON file holds: `stamp` (of which files it was made) and the sections' names, then a section
    a line."""
    parts = ([stamp, [*texts]], *texts.values())
    return "\n".join(json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in parts)


def _keep(path: Path, text: str) -> None:
    """Written as a whole or not at all: other processes may be reading it."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError:  # a folder that cannot be written to: the sources are read every time
        beside.unlink(missing_ok=True)
