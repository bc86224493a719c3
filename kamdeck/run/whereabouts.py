"""Where a deck's workbook and mapping lie: what the deck remembers, and where the files are found again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from kamdeck.errors import KamdeckError
from kamdeck.run.links import is_linked
from kamdeck.text import Say
from kamdeck.text.file_names import safe

FilePath = str | os.PathLike[str]


def deck_beside(
    workbook: FilePath,
    account: str | None = None,
    pack: str | None = None,
    edition: str | None = None,
    lang: str | None = None,
) -> Path:
    """Where the deck of a workbook goes when nobody says: beside it, under the same name, with what was
    chosen, so that no deck is in another one's place: `book Mount Sinai customer.pptx`."""
    path = Path(workbook)
    chosen = [safe(name) for name in (account, pack, edition, lang) if name]
    return path.parent / f"{' '.join((path.stem or 'deck', *chosen))}.pptx"


def path_of(path: FilePath | None) -> Path | None:
    """A path that may not be given."""
    return None if path is None else Path(path)


def whereabouts(workbook: Path, deck: Path, *, is_outside: bool) -> dict[str, object]:
    """Where the workbook lies, seen from the deck (where both are on one drive) and from the root.

    A deck that goes outside keeps the file's name alone: folders have names too.
    """
    if is_outside:
        return {"beside": workbook.name}
    whole = workbook.resolve()
    try:
        near = Path(os.path.relpath(whole, deck.resolve().parent)).as_posix()
    except ValueError:
        near = whole.name
    return {"beside": near, "path": str(whole)}


def mapping_of(manifest: Mapping[str, object], deck: Path, say: Say) -> Path | None:
    """The file of the mapping that a deck was made with, None when it was made without one.

    Raises: KamdeckError where it is not found, or a deck that somebody sent would choose what is read.
    """
    known = manifest.get("mapping")
    if not isinstance(known, dict):
        return None
    path, whole = _found(known, deck, say, "mapping")
    if path is None:
        raise KamdeckError(say("run.no_mapping", name=deck.name, path=whole), say("run.no_mapping_hint"))
    return path


def workbook_of(manifest: Mapping[str, object], deck: Path, say: Say) -> Path:
    """The workbook that a deck was made from: tried from the deck's folder first, then where it was.

    Raises: KamdeckError where it is not found, or a deck that somebody sent would choose what is read.
    """
    known = manifest.get("workbook")
    if not isinstance(known, dict):
        raise KamdeckError(say("run.no_source", name=deck.name), say("run.no_workbook_hint"))
    if known.get("frames"):
        raise KamdeckError(
            say("run.from_frames", name=deck.name), say("run.from_frames_hint", name=deck.name)
        )
    path, whole = _found(known, deck, say, "workbook")
    if path is None:
        raise KamdeckError(say("run.no_workbook", name=deck.name, path=whole), say("run.no_workbook_hint"))
    return path


def refuse_strange(paths: Iterable[Path], deck: Path, say: Say) -> None:
    """Nothing, if a deck may have these files read unasked: they lie beside it or below its folder, or this
    user read them for a deck in that folder before.

    Raises: KamdeckError that asks for them by name.
    """
    folder = Path(os.path.abspath(deck.parent))  # noqa: PTH100 - links are whoever's who made them
    for path in paths:
        if not _is_below(path, folder) and not is_linked(path, folder):
            raise KamdeckError(
                say("run.strange", name=deck.name, path=path), say("run.strange_hint", path=path)
            )


def _found(known: Mapping[str, object], deck: Path, say: Say, what: str) -> tuple[Path | None, Path]:
    """A file that a deck remembers, where it is found, and where it was."""
    beside = str(known.get("beside"))
    whole = Path(str(known.get("path", beside)))
    if _is_remote(beside) or _is_remote(str(whole)):  # not even looked for: that alone would reach out
        raise KamdeckError(say("run.strange", name=deck.name, path=whole), say(f"run.no_{what}_hint"))
    folder = Path(os.path.abspath(deck.parent))  # noqa: PTH100
    places = (folder / beside, folder / whole.name, whole)
    path = next((Path(os.path.normpath(path)) for path in places if path.is_file()), None)
    if path is not None:
        refuse_strange((path,), deck, say)
    return path, whole


def _is_below(path: Path, folder: Path) -> bool:
    """Whether a file lies in a folder or below it, by its name and by where links lead."""
    named = Path(os.path.abspath(path))  # noqa: PTH100
    return named.is_relative_to(folder) or named.resolve().is_relative_to(folder.resolve())


def _is_remote(path: str) -> bool:
    """Whether a name leads to another machine: a UNC path or an address."""
    return path.startswith(("//", "\\\\", "\\/", "/\\", "file:")) or "://" in path
