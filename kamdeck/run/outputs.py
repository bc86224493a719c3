"""What a command may write: nothing that it reads, nothing under another kind's suffix, nothing unasked over
what is there. Every command that writes a file asks here first."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from kamdeck.errors import KamdeckError
from kamdeck.text import Say

SUFFIXES = {
    "deck": (".pptx",),
    "workbook": (".xlsx",),
    "macros": (".xlsm",),  # the marked copy of a workbook that has some
    "report": (".json", ".csv"),
    "mapping": (".toml",),
}


def guard(path: Path, kind: str, say: Say, *, inputs: Iterable[object] = (), is_forced: bool = False) -> None:
    """Nothing, if a file of this kind may be written there; `inputs` are the paths that are read.

    Raises: KamdeckError where the suffix is another kind's, the file is an input, or it is there already
    and nobody said that it may be overwritten.
    """
    allowed = SUFFIXES[kind]
    if path.suffix.lower() not in allowed:
        better = path.with_suffix(allowed[0]) if path.stem.strip(".-") else Path(f"{kind}{allowed[0]}")
        raise KamdeckError(
            say(f"output.{kind}", name=path, suffixes=say.list(allowed)),
            say("output.suffix_hint", name=better.name),
        )
    refuse_inputs(path, inputs, say)
    if path.exists() and not is_forced:
        raise KamdeckError(say("run.exists", name=path), say("run.exists_hint"))


def refuse_inputs(path: Path, inputs: Iterable[object], say: Say) -> None:
    """Nothing, if none of the files that are read would be written over, whatever link leads there.

    Raises: KamdeckError.
    """
    for each in inputs:
        if isinstance(each, str | os.PathLike) and _is_same(path, Path(each)):
            raise KamdeckError(say("output.input", name=path), say("output.other_name"))


def guard_folder(folder: Path, say: Say, *, names: Iterable[str] = (), ours: str = "") -> None:
    """Nothing, if files of these names may be written to a folder: it has none of them, or the file `ours`,
    by which a folder is known that was written here before.

    Raises: KamdeckError.
    """
    if folder.exists() and not folder.is_dir():
        raise KamdeckError(say("output.no_folder", name=folder), say("output.other_name"))
    if ours and (folder / ours).exists():
        return
    for name in names:
        if (folder / name).exists():
            raise KamdeckError(say("run.exists", name=folder / name), say("output.other_folder"))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there yet
        return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))
