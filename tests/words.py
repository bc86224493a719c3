"""Every text of a deck, and what may be wrong with the words of any: the kinds of fault, each a pattern.

A kind is a fault whatever the sentence is about: an ordinary space before a semicolon in French, two forms of
the apostrophe, "de A", "1 accounts", a word twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from kamdeck.deck.spec import Chart, Connector, Element, Group, Para, Shape, SlideSpec, Table, Text
from kamdeck.record import replace
from kamdeck.text import catalogue
from kamdeck.workbook.rows import Book
from tests.scaled_books import BY_ACCOUNT
from tests.test_catalogues import leaves

NAMES = (
    "Intégral Énergie", "Aciéries du Nord", "Hôpital Saint-Luc", "Le Creuset", "Les Halles Réunies",
    "Huta Ćmiłowska", "Œuvres d’Amiens", "U. Ähling & Cie", "Harborview", "Évian Eaux", "Yves Loiseau",
    "Onze Plus",
)  # fmt: skip
VOWEL = "aeiouAEIOUàâäéèêëîïôöùûüœÀÂÄÉÈÊËÎÏÔÖÙÛÜŒ"
NO_ELISION = r"(?i:onz|oui\b|uhlan|yaourt|[a-z]\b(?!\.))"
SPACED = "[;:!?%»]"
BOTH = {
    "two spaces": r"[^\W\d_] {2}\S|[.,;:] {2}",
    "a space before a full stop or comma": r"\w[ \u00a0\u202f][.,](?=\s|$)",
    "a mark twice": r"(?<!\.)\.\.(?!\.)|[,;:]\s?[,;:]|,\s?\.(?=\s|$)",
    "the straight apostrophe": r"\w'\w",
    "an unfilled field": r"\{\w*(?::\w+)?\}|\bnan\b|\(None\)|%[sd]\b",
    "account(s)": r"\w\(e?s\)",
    "none more": r"\b0 (?:more|others?|further|autres?)\b",
    "a word twice": r"\b([^\W\d_]{2,}) \1\b",
    "the letter x for times": r"(?<=[\w)]) x (?=[\w(])|\b\d+x\b",
}
KINDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        **BOTH,
        "all one or two": r"\b(?:[Aa]ll|[Nn]one of the|average of) [12] (?=[a-z])",
        "a before a vowel": r"\ba (?!one\b|once|eu)[aeio][a-z]|\b[Aa]n [bcdfgjklmnpqrstvwxyz][a-z]",
    },
    "fr": {
        **BOTH,
        "no narrow space before a double mark": rf"(?<=[\w)…»])[ \u00a0]{SPACED}|«[^\u202f]",
        "no elision": rf"(?<![-’\w])(?:[Dd]e|[Qq]ue|[Nn]e|[Ss]e|[Jj]e|[Ll]e|[Ll]a) (?!{NO_ELISION})[{VOWEL}]",
        "no contraction": r"\b(?:de|à) Les? (?=\w)|\b(?:de|à) les? (?=[A-Z])",
        "all one or two": r"\bLes [12] (?=[a-z])|\b[Aa]ucune? des [12] (?=[a-z])",
        "vs": r"\bvs\b",
    },
}


def faults(text: str, lang: str) -> list[str]:
    """The kinds of fault that a text of the language has, each with its place."""
    patterns = {**KINDS[lang], **_numbers(lang)}
    found = []
    for kind, pattern in patterns.items():
        for match in re.finditer(pattern, text):
            found.append(f"{kind}: …{text[max(0, match.start() - 30) : match.end() + 30]}…")
    return found


@cache
def _numbers(lang: str) -> dict[str, str]:
    """The nouns that the catalogue has in one and many: "1 accounts" and "21 account" are faults."""
    pairs = set()
    for text in _plurals(catalogue(lang)):
        one, many = (re.match(r"\{n\} ([^\W\d_]+)", text.get(form, "")) for form in ("one", "other"))
        if one and many and one[1] != many[1] and not {one[1], many[1]} & _VERBS:
            pairs.add((one[1], many[1]))
    singular, plural = ("|".join(sorted({pair[i] for pair in pairs})) for i in (0, 1))
    alone = r"(?<![\d.,/–−+\u202f-])(?<!of )(?<!sur )(?<!des )"
    below_two = rf"(?<![\d,])[01],\d+ (?:{plural}|points)\b|" if lang == "fr" else ""
    return {
        "one of many": rf"{below_two}{alone}\b1 (?:{plural})\b",
        "many of one": rf"(?<![.,/])(?<!sur )\b(?:[2-9]|[1-9]\d+) (?:{singular})\b",
    }


_VERBS = {"has", "have", "is", "are", "ont", "est", "sont", "comes", "come", "needs", "need", "of", "misses",
          "miss", "manque", "manquent", "lies", "lie", "n", "à"}  # fmt: skip


def _plurals(node: Any) -> Iterator[Mapping[str, str]]:
    if isinstance(node, Mapping):
        if "other" in node:
            yield node
        else:
            for part in node.values():
                yield from _plurals(part)


def said(slide: SlideSpec) -> Iterator[tuple[str, str]]:
    """Every text of a slide with its key: what stands there, alternative texts, chart sheets and notes."""
    for element in slide.elements:
        yield from _said(element)
    yield from ((f"{slide.key}/notes", line) for line in slide.notes.split("\n"))


def _said(element: Element) -> Iterator[tuple[str, str]]:
    key = element.key
    if isinstance(element, Group):
        for child in element.children:
            yield from _said(child)
    if isinstance(element, Text | Shape):
        yield key, " ".join(map(_of, element.paras))
    elif isinstance(element, Table):
        yield from (
            (f"{key}/{row.key}", " | ".join(map(_of, cell.paras)))
            for row in element.rows
            for cell in row.cells
        )
    elif isinstance(element, Chart):
        yield from (
            (key, head) for head in (element.grid.label_head, *(c.head for c in element.grid.columns))
        )
    if not isinstance(element, Connector) or element.alt:
        yield f"{key}/alt", getattr(element, "alt", "")


def _of(para: Para) -> str:
    """A paragraph; runs that stand apart from what is before them behind a bar."""
    runs = (
        f" | {run.text.lstrip()}" if run.text.startswith(("  ", "\u00a0")) else run.text for run in para.runs
    )
    return "".join(runs).replace("\v", " ")


def faults_of(texts: Iterable[tuple[str, str]], lang: str) -> list[str]:
    """The faults of the texts, each with the key of its text."""
    return [f"{key}: {fault}" for key, text in texts for fault in faults(text, lang)]


def words_of(lang: str) -> Iterator[tuple[str, str]]:
    """Every wording of a catalogue with its key, without the forms and the words of the workbook."""
    for key, text in leaves({name: node for name, node in catalogue(lang).items() if name != "forms"}):
        for each in text if isinstance(text, list) else (text,):
            yield key, str(each)


def named(book: Book) -> Book:
    """The book, its accounts under names that French words join in many ways."""
    called = {row.account: NAMES[i % len(NAMES)] for i, row in enumerate(book.accounts)}

    def turn(row: Any) -> Any:
        known = getattr(row, "account", None) in called
        changes: dict[str, str | None] = {"account": called[row.account]} if known else {}
        if changes and getattr(row, "short_name", None) and hasattr(row, "customer_since"):
            changes["short_name"] = None
        return replace(row, **changes) if changes else row

    made = {key: tuple(map(turn, getattr(book, key))) for key in BY_ACCOUNT}
    focus = called.get(book.settings.focus_account or "")
    return replace(book, settings=replace(book.settings, focus_account=focus), **made)
