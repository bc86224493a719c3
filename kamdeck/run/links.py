"""Which workbooks this user read for the decks of which folders: a short list on this machine.

A deck says where its workbook is. One that somebody sent could name any file of the reader's, whose figures
would then go back with it; so files outside the deck's own folder are read without being named only if this
user named them for a deck in that folder before.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

MOST = 500  # pairs that are remembered, the newest last


def is_linked(path: Path, folder: Path) -> bool:
    """Whether this user read the file for a deck in the folder before."""
    return _pair(path, folder) in _known()


def link(paths: Iterable[Path], deck: Path) -> None:
    """Remember that this user read files for a deck; those beside it or below its folder need no memory.

    Where nothing can be written nothing is remembered, and the files are asked for by name the next time.
    """
    folder = Path(os.path.abspath(deck.parent))  # noqa: PTH100
    pairs = [
        _pair(path, folder) for path in paths if not Path(path).resolve().is_relative_to(folder.resolve())
    ]
    known = _known() if pairs else []
    if all(pair in known for pair in pairs):
        return
    kept = [pair for pair in known if pair not in pairs] + pairs
    place = _place()
    fresh = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(kept[-MOST:], ensure_ascii=False, indent=0), "utf-8")
        fresh.chmod(0o600)
        fresh.replace(place)


def _pair(path: Path, folder: Path) -> list[str]:
    return [str(folder.resolve()), str(path.resolve())]


def _known() -> list[list[str]]:
    try:
        found = json.loads(_place().read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [pair for pair in found if isinstance(pair, list)] if isinstance(found, list) else []


def _place() -> Path:
    """Where programs of this system keep what they remember of a user."""
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Application Support"
    else:
        home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "kamdeck" / "linked.json"
