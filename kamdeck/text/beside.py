"""Packages installed beside kamdeck that bring views, and the texts that lie beside those."""

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

GROUP = "kamdeck.views"


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
    """The views of the packages that are installed, by name; no module of a view is imported for it.

    Looking into every package's list costs a file each, `importlib.metadata` as much as all other imports:
    it is asked where one of the lists names the group.
    """
    if not any(_names_the_group(lists) for lists in _lists(sys.path)):
        return ()
    from importlib.metadata import entry_points

    return tuple(_beside(point) for point in sorted(entry_points(group=GROUP), key=lambda point: point.name))


def texts_beside(lang: str) -> dict[str, Any]:
    """The texts of those views in a language, each under its view's key."""
    return {each.key: each.texts[lang] for each in views_beside() if lang in each.texts}


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


def _names_the_group(path: str) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a hundred of them are looked at in every run
            return GROUP.encode() in file.read()
    except OSError:
        return False


def _beside(point: EntryPoint) -> Beside:
    package = point.dist.name if point.dist else point.module.partition(".")[0]
    return Beside(point.name, point.module, point.attr, package, dict(_texts(point.module)))


def _texts(module: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The catalogues in the folder of a module, `en.toml` and so on, that can be read."""
    import tomllib
    from importlib.util import find_spec

    try:
        spec = find_spec(module)
    except Exception:  # the package above it is broken: whoever loads the view says so
        return
    for path in sorted(Path(spec.origin).parent.glob("*.toml")) if spec and spec.origin else ():
        try:
            yield path.stem, tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
