"""Where decks go: a folder, or a store that fsspec knows (s3, gs, abfs and others)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kamdeck.errors import DeckError, KamdeckError
from kamdeck.fleets.tasks import is_url, local_path
from kamdeck.pptxio.files import replace_known, rewrite
from kamdeck.text import Say

Write = Callable[[bytes], object]
T = TypeVar("T")


class Folder:
    """A folder of this machine, or one that it has mounted."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def has(self, name: str) -> bool:
        """Whether the file is there."""
        return (self.path / name).is_file()

    def read(self, name: str) -> bytes | None:
        """A file's bytes, None where there is none."""
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes, known: bytes | None) -> None:
        """Put a deck there in place of the one that was read, which is kept as a backup.

        Raises: DeckError, also where it is open; ChangedMeanwhileError where it is another one now.
        """
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_known(path, known, data)

    def rewrite(self, name: str, work: Callable[[bytes | None, Write], T]) -> T:
        """What `work` gives, which gets the deck that is there and may write another in its place; no other
        run touches it meanwhile, and what a person saves meanwhile begins it again. Raises: DeckError."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return rewrite(path, lambda file: work(file.data, file.replace))


class Store:
    """An object store: what is put there appears at once as a whole."""

    def __init__(self, url: str, say: Say) -> None:
        self.url = url.rstrip("/")
        self._say = say
        self._found: set[str] | None = None
        scheme = url.partition("://")[0]
        try:
            import fsspec
        except ImportError:
            raise KamdeckError(say("fleet.no_fsspec", url=url), say("fleet.no_fsspec_hint")) from None
        try:
            self._files, self._root = fsspec.core.url_to_fs(self.url)
        except ImportError as error:
            raise KamdeckError(
                say("fleet.no_driver", scheme=scheme, why=str(error)), say("fleet.no_fsspec_hint")
            ) from None
        except ValueError as error:
            raise KamdeckError(
                say("fleet.no_url", url=url, why=str(error)), say("fleet.no_url_hint")
            ) from None

    def has(self, name: str) -> bool:
        """Whether the file was there when it was first asked. Raises: DeckError where no answer comes."""
        if self._found is None:
            start = self._root.strip("/") + "/"
            try:
                listed = self._files.find(self._root)
            except FileNotFoundError:
                listed = []
            except Exception as error:  # each store has its own errors
                raise self._unreachable(error) from error
            self._found = {path.strip("/").removeprefix(start) for path in listed}
        return name in self._found

    def read(self, name: str) -> bytes | None:
        """A file's bytes, None where there is none. Raises: DeckError where the store does not answer."""
        try:
            data: bytes = self._files.cat_file(f"{self._root}/{name}")
        except FileNotFoundError:
            return None
        except Exception as error:
            raise self._unreachable(error) from error
        return data

    def rewrite(self, name: str, work: Callable[[bytes | None, Write], T]) -> T:
        """What `work` gives, which gets the file that is there and may write another in its place."""
        return work(self.read(name), lambda data: self.write(name, data))

    def write(self, name: str, data: bytes, known: bytes | None = None) -> None:
        """Put a file there in one piece. Raises: DeckError where the store does not take it."""
        try:
            self._files.pipe_file(f"{self._root}/{name}", data)
        except Exception as error:
            raise self._unreachable(error) from error

    def _unreachable(self, error: Exception) -> DeckError:
        why = str(error) or type(error).__name__
        return DeckError(self._say("fleet.no_store", url=self.url, why=why), self._say("fleet.no_store_hint"))


def place_of(output: str, say: Say) -> Folder | Store:
    """The place of an output. Raises: KamdeckError where its URL cannot be used."""
    if not is_url(output):
        return Folder(Path(output))
    local = local_path(output)
    return Folder(local) if local is not None else Store(output, say)
