"""Files put in place as a whole (written beside, flushed, renamed), and backups of what they replace.

At every moment, however a run ends, a file is the old one or the new one. What a run writes on its way bears
hidden names beside the file, which the next run that holds the file takes away.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from _blake2 import blake2b  # what hashlib hands on, without loading OpenSSL
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from kamdeck.errors import DeckError
from kamdeck.text import told

FRESH, OLD = ".kamdeck-new", ".kamdeck-old"
_LONGEST = 255  # bytes of a name, where the system does not say
_MARK = "user.kamdeck.backup"


def beside(path: Path, extra: str, *, is_hidden: bool = True) -> Path:
    """The path beside a file with `extra` behind its name, or before its suffix where it is not hidden.

    A name too long for the folder is cut, and a hash of the whole one keeps it apart from others.
    """
    stem, tail = (f".{path.name}", extra) if is_hidden else (path.stem, f"{extra}{path.suffix}")
    most = _longest(path.parent)
    if len(os.fsencode(stem + tail)) > most:
        digest = blake2b(os.fsencode(path.name), digest_size=5).hexdigest()
        room = most - len(os.fsencode(tail)) - len(digest) - 1
        stem = f"{os.fsencode(stem)[:room].decode('utf-8', 'ignore')}~{digest}"
    return path.with_name(stem + tail)


def _longest(folder: Path) -> int:
    try:
        return os.pathconf(folder, "PC_NAME_MAX")
    except (AttributeError, OSError, ValueError):
        return _LONGEST


# ------------------------------------------------------------------ reading


def content_of(path: Path) -> bytes | None:
    """The bytes of an ordinary file, None where there is nothing.

    Raises: DeckError for a folder, a device, or what cannot be read.
    """
    try:
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            raise DeckError(told("refused.no_file", name=path), told("refused.no_file_hint"))
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise DeckError(told("refused.unreadable", name=path, detail=str(fault.strerror or fault))) from fault


def refuse_protected(path: Path) -> None:
    """Nothing, if the file may be replaced. Raises: DeckError where it, or its folder, is write-protected.

    A file without the right to write is refused for the system's administrator too: somebody protected it.
    """
    try:
        found = path.stat()
    except OSError:
        found = None
    if found is not None and (not found.st_mode & 0o222 or not os.access(path, os.W_OK)):
        raise DeckError(told("refused.protected", name=path), told("refused.protected_hint"))
    if path.parent.is_dir() and not os.access(path.parent, os.W_OK | os.X_OK):
        raise unwritable(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def unwritable(path: Path, fault: OSError) -> DeckError:
    """What is said where the system refuses to write a file."""
    return DeckError(
        told("refused.unwritable", name=path, detail=str(fault.strerror or fault)),
        told("refused.unwritable_hint"),
    )


# ------------------------------------------------------------------ writing


def write_fresh(fresh: Path, data: bytes, like: Path | None = None, *, is_dated: bool = False) -> None:
    """A new file of these bytes that lies on the disk when this returns; as `like` but for its times, which
    are taken over where it `is_dated`. Raises: OSError."""
    forget(fresh)  # of a run that died; a link of that name is not followed
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(fresh, flags, 0o666 if like is None else 0o600), "wb") as file:
        if like is not None:
            _make_like(fresh, like)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if like is not None and is_dated:
        found = like.stat()
        os.utime(fresh, ns=(found.st_atime_ns, found.st_mtime_ns))


def _make_like(fresh: Path, like: Path) -> None:
    """Give a file owner, permissions and attributes of another; who was not in its group gets no rights."""
    was, now = like.stat(), fresh.stat()
    if hasattr(os, "chown") and (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid):
        with suppress(OSError):
            os.chown(fresh, -1, was.st_gid)
        with suppress(OSError):
            os.chown(fresh, was.st_uid, -1)
    from shutil import copystat  # loads all that compresses

    copystat(like, fresh)
    if fresh.stat().st_gid != was.st_gid:
        fresh.chmod(stat.S_IMODE(was.st_mode) & ~0o070)


def forget(path: Path) -> None:
    """Take a file of ours away, where it is there."""
    with suppress(OSError):
        path.unlink()


def flush_folder(folder: Path) -> None:
    """Have the system write down the folder's list of files, where it can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# ------------------------------------------------------------------ backups


def write_backup(path: Path, data: bytes, fresh: Path, is_ours: Callable[[Path], bool]) -> Path:
    """The bytes of a file written to `fresh`, and the name that it shall have: `name.bak.pptx`.

    A backup bears a mark of what it holds, so that a person's own file of that name, or a backup that was
    worked on, is never written over: then it is `name.bak-2.pptx`, and so on. On a disk that keeps no marks
    `is_ours` decides. Raises: OSError.
    """
    write_fresh(fresh, data, path, is_dated=True)
    keeps_marks = _mark(fresh, data)
    return next(name for name in _backup_names(path) if _is_free(name, is_ours, keeps_marks=keeps_marks))


def set_aside(path: Path) -> Path | None:
    """The backup of a file that is to be written over, put beside it; None where there is no file.

    Raises: DeckError where it cannot be kept.
    """
    path = Path(os.path.realpath(path))
    data, fresh = content_of(path), beside(path, OLD)
    if data is None:
        return None
    try:
        backup = write_backup(path, data, fresh, lambda _: False)
        fresh.replace(backup)
    except OSError as fault:
        raise unwritable(path, fault) from fault
    finally:
        forget(fresh)
    return backup


def _backup_names(path: Path) -> Iterator[Path]:
    yield beside(path, ".bak", is_hidden=False)
    number = 2
    while True:
        yield beside(path, f".bak-{number}", is_hidden=False)
        number += 1


def _is_free(target: Path, is_ours: Callable[[Path], bool], *, keeps_marks: bool) -> bool:
    """Whether a backup may go there: nothing is there, or an earlier backup as we left it."""
    if not os.path.lexists(target):
        return True
    if target.is_symlink() or not target.is_file():
        return False
    return _has_mark(target) if keeps_marks else is_ours(target)


def _mark(path: Path, data: bytes) -> bool:
    """Mark a file as a backup with these bytes; False where the disk keeps no marks."""
    text = _digest(data)
    try:
        if sys.platform == "linux":
            os.setxattr(path, _MARK, text)
        elif sys.platform == "win32":
            Path(f"{path}:{_MARK}").write_bytes(text)
        else:
            return False
    except OSError:
        return False
    return True


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=32).hexdigest().encode()


def _has_mark(path: Path) -> bool:
    """Whether a file is a backup that nobody has changed since."""
    text = b""
    with suppress(OSError):
        if sys.platform == "linux":
            text = os.getxattr(path, _MARK)
        elif sys.platform == "win32":
            text = Path(f"{path}:{_MARK}").read_bytes()
        return text == _digest(path.read_bytes())
    return False
