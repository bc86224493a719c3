"""How a word meets the name behind it: "de Nord" but "d’Est", "du Moulin", "Nord’s" but "Jones’"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

Rules = Mapping[str, str | list[list[str]]]
"""Forms: patterns, and what the part of the name that they match becomes; the first that matches counts. An
entry that is a text is a pattern by name. `forms.joined` of a catalogue."""


class Name(str):
    """A text that fills a field: `{name:de}` joins it by the rules of the form `de`."""

    _rules: Rules

    def __new__(cls, text: str, rules: Rules) -> Name:
        """The text, with the rules of its language."""
        made = super().__new__(cls, text)
        made._rules = rules
        return made

    def __format__(self, form: str) -> str:
        rules = self._rules.get(form)
        if not isinstance(rules, list):
            return super().__format__(form)
        return _joined(
            tuple((str(self._rules.get(pattern, pattern)), put) for pattern, put in rules), str(self)
        )


@lru_cache(maxsize=1024)
def _joined(rules: tuple[tuple[str, str], ...], name: str) -> str:
    for pattern, put in rules:
        made, count = re.subn(pattern, put, name, count=1)
        if count:
            return made
    return name
