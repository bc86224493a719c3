"""No sentence names a shade or a brand color: a master has its own palette, turned round on dark grounds."""

from __future__ import annotations

import re

import pytest

from kamdeck.text import catalogue
from tests.test_catalogues import leaves

SHADES = {
    "en": re.compile(r"\b(dark|darker|lighter|blue|teal|navy|gr[ae]y)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(foncée?s?|bleue?s?|turquoise|marine|grise?s?)\b", re.IGNORECASE),
}


@pytest.mark.parametrize("lang", SHADES)
def test_no_view_names_a_shade(lang: str) -> None:
    found = {key: text for key, text in leaves(catalogue(lang)) if SHADES[lang].search(str(text))}
    assert found == {}
