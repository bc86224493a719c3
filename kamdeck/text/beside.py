"""Packages installed beside kamdeck: the views and the languages that they bring, and the texts of both."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kamdeck.record import record

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

VIEWS, LANGUAGES = "kamdeck.views", "kamdeck.languages"
_GROUPS = b"[kamdeck."


@record
class Beside:
    """A view that a package brings: its key is the entry point's name, `module` and `attribute` its record.

    `texts` are those that lie beside the module, by language; a language without a file is not among them.
    """

    key: str
    module: str
    attribute: str
    package: str
    texts: Mapping[str, Mapping[str, Any]]


@lru_cache(maxsize=1)
def views_beside() -> tuple[Beside, ...]:
    """The views of the packages that are installed, by name; no module of a view is imported for it."""
    return tuple(_beside(point) for point in _points() if point.group == VIEWS)


def texts_beside(lang: str) -> dict[str, Any]:
    """The texts of those views in a language, each under its view's key."""
    return {each.key: each.texts[lang] for each in views_beside() if lang in each.texts}


@lru_cache(maxsize=1)
def languages_beside() -> Mapping[str, Path]:
    """The languages of the packages that are installed: the entry point's name, and the module's folder."""
    found = {}
    for point in _points():
        folder = _folder(point.module) if point.group == LANGUAGES else None
        if folder:
            found[point.name] = folder
    return found


@lru_cache(maxsize=1)
def _points() -> tuple[EntryPoint, ...]:
    """What packages bring to kamdeck, by name.

    Looking into every package's list costs a file each, `importlib.metadata` as much as all other imports:
    it is asked where one of the lists names a group of ours.
    """
    if not any(_names_a_group(lists) for lists in _lists(sys.path)):
        return ()
    from importlib.metadata import entry_points

    found = [point for group in (VIEWS, LANGUAGES) for point in entry_points(group=group)]
    return tuple(sorted(found, key=lambda point: point.name))


def forget() -> None:
    """Asks anew what is installed, when it is needed next."""
    for asked in (views_beside, languages_beside, _points):
        asked.cache_clear()


def _lists(places: Iterable[str]) -> Iterator[str]:
    """The files that say what a package brings."""
    for place in places:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208 - as fast as it goes
        except OSError:  # a zip, or a place that is not there
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                yield f"{place or '.'}/{name}/entry_points.txt"


def _names_a_group(path: str) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a hundred of them are looked at in every run
            return _GROUPS in file.read()
    except OSError:
        return False


def _beside(point: EntryPoint) -> Beside:
    package = point.dist.name if point.dist else point.module.partition(".")[0]
    return Beside(point.name, point.module, point.attr, package, dict(_texts(point.module)))


def _folder(module: str) -> Path | None:
    """The folder of a module, which is not imported; None where it is not found."""
    from importlib.util import find_spec

    try:
        spec = find_spec(module)
    except Exception:  # the package above it is broken: whoever loads the view says so
        return None
    return Path(spec.origin).parent if spec and spec.origin else None


def _texts(module: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The catalogues in the folder of a module, `en.toml` and so on, that can be read."""
    import tomllib

    folder = _folder(module)
    for path in sorted(folder.glob("*.toml")) if folder else ():
        try:
            yield path.stem, tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
