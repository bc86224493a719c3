"""What the tests of titles share: every table of wordings, every text of a title, the words of direction."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kamdeck.layout.titles import DOWN, LEVEL, UP, Titles, Wording
from kamdeck.record import record
from kamdeck.text import Say, catalogue
from kamdeck.views import VIEWS

# Words that say where a figure went, by turn: at word borders, the case does not matter. LEVEL ones are
# looked for first and taken out of the text: "no account fell" is no fall.
DIRECTIONS: dict[str, dict[int, tuple[str, ...]]] = {
    "en": {
        LEVEL: ("is flat", "as in", "stayed", "(?:concentration|ranking) holds", "again",
                "no [^,;:]* (?:changed|shrank|grew|loses)", "unchanged",
                "same {n}", "held at", "satisfaction holds", "no class gains or gives up any",
                "level out"),
        UP: ("grew", "rose", "gained", "climbs", "would lift", "is up", "of {sum} growth", "all of them up",
             "{up} up", "up from", "concentrating", "more than in",
             "takes? {account} from", "{by} more than", "reached {nrr}", "recovers", "more MRR",
             "{change} more", "moved up", "warmed", "alone is now", "brought {sum}", "added {sum}"),
        DOWN: ("fell", "falls", "shrank", r"lost {\w+}", "(?:loses?|{lose})", "is down", "all of them down",
               "{down} down", "slid", "spreading", "would drop", "it took", "less than in", "down from",
               "{by} fewer than", "slipped", "slides", "accounts (?:still )?shrink",
                "less MRR", "{change} less", "moved down", "cooled"),
    },
    "fr": {
        LEVEL: ("(?:est|reste) stable", "comme en", "aucune? [^,;:]* ne (?:recule|progresse|change|perd)",
                "aucun [^,;:]* n’a changé", "ne bouge pas", "toujours", "inchangée?",
                "mêmes {n}", "reste à", "aucune classe n’en gagne ni n’en cède",
                "s’équilibrent"),
        UP: ("progress(?:é|ent|e)", "gagn[ée]", "sur {sum} de croissance", "en hausse", "monter?", "monté",
             "se concentre", "de plus qu’en", "désormais [^,;:]*, contre", "de MRR en plus",
             "{change} de plus", "(?:monte|montent) de", "pèse désormais", "en apporte {sum}",
             "ajoute {sum}", "réchauffées?",
             "mène(?:nt)? {account} de", "de plus que", "atteint {nrr}", "(?:re)?monte(?: à)?"),
        DOWN: ("reculé", "reculent", "recule", r"perdu {\w+}", "(?:perd(?:ent)?|{lose})", "en baisse",
               "descendu", "descendre", "se répartit mieux", "de moins qu’en", "de moins que",
               "de MRR en moins", "{change} de moins", "(?:descend|descendent) de", "refroidies?",
               "il en fallait", "tombe à"),
    },
}  # fmt: skip


def tables() -> dict[str, Titles[Any]]:
    """Every table of a title's or of a clause's wordings in the views, by module and name."""
    found: dict[str, Titles[Any]] = {}
    views = importlib.import_module("kamdeck.views")
    for module in pkgutil.walk_packages(views.__path__, "kamdeck.views."):
        names = vars(importlib.import_module(module.name)).items()
        found |= {f"{module.name}.{name}": each for name, each in names if isinstance(each, Titles)}
    unique = {id(each): (name, each) for name, each in reversed(found.items())}
    return dict(unique.values())


def wordings() -> list[tuple[str, Wording[Any]]]:
    """Every wording with the name of its table."""
    return [(name, wording) for name, table in tables().items() for wording in table.wordings]


def texts_of(lang: str, key: str) -> tuple[str, ...]:
    """A text's forms: one, or those by count."""
    node: Any = catalogue(lang)
    for part in key.split("."):
        node = node[part]
    return tuple(node.values()) if isinstance(node, dict) else (node,)


def title_keys() -> Iterator[str]:
    """The keys of all texts below the views' sections that are named as a title."""
    for section, texts in catalogue("en").items():
        if section in {view.key for view in VIEWS} | {"place"}:
            yield from _titles_in(section, texts)


def _titles_in(path: str, node: Any, inside: bool = False) -> Iterator[str]:
    if not isinstance(node, dict) or "other" in node:
        if inside:
            yield path
        return
    for name, child in node.items():
        is_title = inside or name == "title" or name.startswith("title_") or "_title" in name
        yield from _titles_in(f"{path}.{name}", child, is_title)


def turns_in(lang: str, text: str) -> set[int]:
    """The directions that a text's words name."""
    found, left = set(), text
    for turn, words in DIRECTIONS[lang].items():
        pattern = re.compile("|".join(rf"(?<!\w)(?:{word})(?!\w)" for word in words), re.IGNORECASE)
        if pattern.search(left):
            found.add(turn)
            left = pattern.sub("", left) if turn == LEVEL else left
    return found


@record
class Said:
    """One use of a table: its language, the data, the wording chosen and its texts."""

    lang: str
    table: Titles[Any]
    data: Any
    wording: Wording[Any] | None
    texts: tuple[str, ...]


@contextmanager
def overheard() -> Iterator[list[Said]]:
    """All that is said of tables inside the block."""
    said: list[Said] = []
    speak = Titles.__call__

    def listen(table: Titles[Any], say: Say, data: Any, **more: object) -> tuple[str, ...]:
        texts, wording = speak(table, say, data, **more), table.choose(data)
        said.append(Said(say.lang, table, data, wording, texts))
        return texts

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Titles, "__call__", listen)
        yield said
