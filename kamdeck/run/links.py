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

MOST = 5000  # pairs that are remembered, the newest last


def is_linked(path: Path, folder: Path) -> bool:
    """Whether this user read the file for a deck in the folder before."""
    return _pair(path, folder) in _known()


def link(read: Iterable[tuple[Path, Path]]) -> None:
    """Remember which files this user read for decks in which folders; those in or below the folder need no
    memory.

    Where nothing can be written nothing is remembered, and the files are asked for by name the next time.
    """
    pairs = [_pair(path, folder) for path, folder in dict.fromkeys(read) if not _is_below(path, folder)]
    known = _known() if pairs else []
    if all(pair in known for pair in pairs):
        return
    new = dict.fromkeys(pairs)
    kept = [pair for pair in known if pair not in new] + list(new)
    place = _place()
    fresh = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(kept[-MOST:], ensure_ascii=False, indent=0), "utf-8")
        fresh.chmod(0o600)
        fresh.replace(place)


def _is_below(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _pair(path: Path, folder: Path) -> tuple[str, str]:
    return str(folder.resolve()), str(path.resolve())


def _known() -> dict[tuple[str, str], None]:
    try:
        found = json.loads(_place().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    pairs = found if isinstance(found, list) else []
    return {(str(pair[0]), str(pair[1])): None for pair in pairs if isinstance(pair, list) and len(pair) == 2}


def _place() -> Path:
    """Where programs of this system keep what they remember of a user."""
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Application Support"
    else:
        home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "kamdeck" / "linked.json"
