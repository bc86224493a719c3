"""What the command line says, and in which language."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from kamdeck.text import Say, languages
from kamdeck.text.catalogues import ENGLISH


class Words:
    """The texts of the command line in one language, those under `cli` in the catalogue; `say` has all."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.say = Say(lang)

    def __call__(self, key: str, /, **fields: object) -> str:
        """The text at a key with its fields."""
        return self.say(f"cli.{key}", **fields)


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language to speak: `--lang`, else the system's, else English."""
    for i, argument in enumerate(arguments):
        if argument == "--lang" and i + 1 < len(arguments):
            return _known(arguments[i + 1])
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return _known(environment[name])
    return _known(_windows_locale()) if sys.platform == "win32" else ENGLISH


def _known(locale: str) -> str:
    """The language of a locale such as `fr_CA.UTF-8`, English where there is no catalogue of it."""
    name = locale.replace("_", "-")
    return max((lang for lang in languages() if name.startswith(lang)), key=len, default=ENGLISH)


def _windows_locale() -> str:
    """The locale of the user's Windows."""
    import ctypes
    from locale import windows_locale

    number = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined,unused-ignore]
    return windows_locale.get(number, "")
