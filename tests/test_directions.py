"""Verbs of direction and the forms of a plural, in every wording: the other language, and the other form,
tell where one was turned round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

import pytest

from kamdeck.text import catalogue

# Two directions each: the words for the one and for the other, in English and in French.
TURNS = {
    "up or down": (
        (
            r"up\b|rose|rises?|rising|grew|grow|climb\w*|recover\w*|upwards|reach(?:ed|es)\b|lift",
            r"down\b|fell|falls?|falling|shr[aiu]nk|slip\w*|slid|drop",
        ),
        (
            r"hausses?|progress\w*|(?:re)?mont\w+|augment\w*|atteint\b|gagn\w+|développ\w*|crois\w*",
            r"baisses?|recul\w*|descen\w+|tombe\w*|dimin\w*|chute|pass(?:e|é)\b",
        ),
    ),
    "gain or loss": (
        (r"gain(?:s|ed)?|won|wins?", r"los(?:t|s|es?)|losses"),
        (r"gagn\w*|gains?|l’emporte", r"perd\w*|pertes?"),
    ),
    "more or less": (
        (
            r"more|above|exceeds?|larger|higher|longest|largest|highest|widest|most",
            r"less|fewer|below|under|lower|smaller|shortest|smallest|lowest|least",
        ),
        (
            r"plus (?!de \{page|tard|d’un an)|au-dessus|supérieur\w*|dépass\w*",
            r"moins|(?:au-|en )?dessous|inférieur\w*|sous (?:le|la|zéro)|en deçà",
        ),
    ),
    "before or after": (
        (r"before|earlier|until|ahead", r"after|later|behind|since"),
        (
            r"avant|précéd\w+|antérieur\w*|d’avance|devant|jusqu’",
            r"après|postérieur\w*|retard|depuis|derrière|ensuite",
        ),
    ),
    "first or last": (
        (r"first", r"last|newest|latest"),
        (r"premi\w+|d’abord|prem", r"derni\w+|récent\w*"),
    ),
    "in or out": (
        (r"joined|entered|came|new\b", r"left|gone|went"),
        (
            r"rejoint?s?|entr\w+|arriv\w+|nouv\w+|désormais",
            r"sort\w*|parti\w*|perdu\w*|quitt\w+|plus (?:sous|dans)",
        ),
    ),
}
# Where each language says it rightly with the other's word: "most passes first", "du plus au moins réussi".
OTHERWISE = {"more or less: identification.subtitle", "more or less: divisions.title.unvalued"}
REVERSED = {
    ("are", "is"), ("have", "has"), ("were", "was"), ("their", "its"), ("they", "it"), ("them", "it"),
    ("sont", "est"), ("ont", "a"),
}  # fmt: skip
"""Pairs of which the first belongs to many."""
VERBS = {
    "breaks", "brings", "comes", "counts", "earns", "ends", "fills", "gives", "has", "helps", "holds", "is",
    "it", "keeps", "lacks", "lies", "loses", "makes", "names", "needs", "puts", "renews", "saves", "stays",
    "takes", "this", "was",
}  # fmt: skip


def wordings(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every text with its dotted key; the forms of a plural are one text."""
    for name, value in node.items():
        if isinstance(value, Mapping) and "other" not in value:
            yield from wordings(value, f"{path}{name}.")
        elif not isinstance(value, list):
            yield f"{path}{name}", value


ENGLISH, FRENCH = (
    dict(wordings({k: v for k, v in catalogue(lang).items() if k != "forms"})) for lang in ("en", "fr")
)


def sides(text: str, words: tuple[str, str]) -> set[int]:
    """Which of two directions a text names."""
    bare = re.sub(r"\{[^{}]*\}", "#", text)
    return {n for n, pattern in enumerate(words) if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", bare, re.I)}


def of_form(text: Any, form: str) -> str:
    return str(text.get(form, text["other"]) if isinstance(text, Mapping) else text)


@pytest.mark.parametrize("turn", TURNS)
def test_both_languages_turn_the_same_way(turn: str) -> None:
    found = []
    for key, text in ENGLISH.items():
        for form in ("one", "other"):
            ours, theirs = of_form(text, form), of_form(FRENCH[key], form)
            english, french = (
                sides(each, words) for each, words in zip((ours, theirs), TURNS[turn], strict=True)
            )
            if len(english) == len(french) == 1 and english != french and f"{turn}: {key}" not in OTHERWISE:
                found.append(f"{turn}: {key}: {ours} / {theirs}")
    assert found == []


def pairs(text: Mapping[str, str]) -> list[tuple[str, str]]:
    """The words that differ between one and many."""
    one, many = (re.findall(r"[^\W\d_]+|\{\w+\}", text[form]) for form in ("one", "other"))
    found: list[tuple[str, str]] = []
    for sign, a, b, c, d in SequenceMatcher(None, one, many, autojunk=False).get_opcodes():
        if sign == "replace":
            found += zip(one[a:b], many[c:d], strict=False)
    return found


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_forms_of_a_plural_are_one_and_many(lang: str) -> None:
    found: list[tuple[str, str, str]] = []
    for key, text in (ENGLISH if lang == "en" else FRENCH).items():
        if isinstance(text, Mapping) and "one" in text:
            for one, many in pairs(text):
                is_verb = lang == "en" and bool({one, many} & VERBS)
                if (
                    (one == f"{many}s" and not is_verb)
                    or (many == f"{one}s" and is_verb)
                    or (one, many) in REVERSED
                ):
                    found.append((key, one, many))
    assert found == []
