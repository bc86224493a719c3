"""One table of kamdeck.toml, read key by key; what cannot stand at a key is refused with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kamdeck.errors import KamdeckError
from kamdeck.settings import check_keys, wrong_value
from kamdeck.text import Say


class Table:
    """The values of one table; files are named from the folder in which kamdeck.toml lies.

    Raises: KamdeckError for a key that is not among `known`.
    """

    def __init__(
        self, values: object, known: Iterable[str], path: Path, where: tuple[str, ...], say: Say
    ) -> None:
        self.path, self.where, self.say = path, where, say
        if not isinstance(values, Mapping):
            raise wrong_value(path, where, say("settings.table", name=".".join(where)), say)
        self._values: Mapping[str, object] = values
        check_keys(values, known, path, where, say)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def wrong(self, key: str, hint: str) -> KamdeckError:
        """The error for the value at a key; `hint` says what can stand there."""
        return wrong_value(self.path, (*self.where, key), hint, self.say)

    def need(self, key: str) -> None:
        """Nothing, where the key is there. Raises: KamdeckError."""
        if key not in self._values:
            name = ".".join(self.where)
            raise KamdeckError(
                self.say("mail.lacks", file=self.path.name, table=name, name=key),
                self.say(f"mail.lacks_{key}") if self.say.has(f"mail.lacks_{key}") else "",
            )

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        value = self._values.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, self.say("mail.needs_text"))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text counts as a list of one."""
        value = self._values.get(key, ())
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list | tuple) or not all(isinstance(text, str) for text in listed):
            raise self.wrong(key, self.say("mail.needs_texts"))
        return tuple(listed)

    def number(self, key: str, default: float | None, least: float = 0) -> float | None:
        """A number that is not below `least`."""
        value = self._values.get(key, default)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or value < least:
            raise self.wrong(key, self.say("mail.needs_number", least=f"{least:g}"))
        return value

    def flag(self, key: str) -> bool:
        """true or false; false where nothing is said."""
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, self.say("mail.needs_flag"))
        return value

    def choice(self, key: str, names: Iterable[str], default: str) -> str:
        """One of the names."""
        value = self.text(key, default)
        if value not in (known := tuple(names)):
            raise self.wrong(key, self.say("run.choose", names=", ".join(known)))
        return value

    def file(self, key: str) -> Path | None:
        """A file or folder, seen from where kamdeck.toml lies."""
        name = self.text(key)
        return self.path.resolve().parent / Path(name).expanduser() if name else None
