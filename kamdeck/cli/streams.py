"""The streams that a run writes to: what nobody reads, or a terminal cannot show, does not end the work."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO


class Outlet:
    """A text stream that takes what is written even when its reader has gone, as `head -1` goes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.is_unread = False

    def write(self, text: str) -> int:
        """Write, with signs for what the stream's encoding lacks."""
        try:
            return self._stream.write(text)
        except UnicodeEncodeError:
            plain = text.encode(self._stream.encoding or "ascii", "backslashreplace")
            return self._stream.write(plain.decode(self._stream.encoding or "ascii"))
        except OSError as error:
            self._give_up(error)
            return len(text)

    def flush(self) -> None:
        """Hand on what was written."""
        try:
            self._stream.flush()
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        """Nobody reads any more: from here on everything goes nowhere. Raises: the error if it is another."""
        is_pipe = isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)
        if not is_pipe:
            raise error
        self.is_unread = True
        with suppress(OSError, ValueError):  # so that what is still held back can be let go of
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def lasting() -> Iterator[None]:
    """Both output streams as outlets, for one run."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (Outlet(stream) if stream is not None else stream for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def is_unread() -> bool:
    """Whether nobody reads what the run says."""
    return bool(getattr(sys.stdout, "is_unread", False))
