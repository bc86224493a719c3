"""What the command line says, and in which language."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from kamdeck.text import Say

WINDOWS_FRENCH = 0x0C


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
            return "fr" if arguments[i + 1] == "fr" else "en"
        if argument.startswith("--lang="):
            return "fr" if argument == "--lang=fr" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "fr" if environment[name].startswith("fr") else "en"
    return "fr" if sys.platform == "win32" and _windows_language() == WINDOWS_FRENCH else "en"


def _windows_language() -> int:
    """The primary language of the user's Windows, whatever the country."""
    import ctypes

    return int(ctypes.windll.kernel32.GetUserDefaultUILanguage()) & 0x3FF  # type: ignore[attr-defined,unused-ignore]
