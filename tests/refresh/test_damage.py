"""A damaged deck is refreshed or refused in words, never with a trace."""

from __future__ import annotations

import copy
import random
from contextlib import suppress
from functools import cache

import pytest
from lxml import etree

from kamdeck.errors import KamdeckError
from kamdeck.pptxio.package import Package
from tests.refreshing import built, refreshed
from tests.specs import FIRST, SECOND, Figures, deck

FOLDERS = (
    "ppt/slides/slide",
    "ppt/charts/chart",
    "ppt/presentation.xml",
    "ppt/notesSlides/n",
    "customXml/i",
    "ppt/tags",
)
JUNK = ("", "x", "-5", "99999999999", "1.5", "kd:bars/chart", "NaN")


@cache
def whole() -> bytes:
    return built(deck(Figures(FIRST)))


def damaged(seed: int) -> bytes:
    """Our deck with one to three things in one of its parts changed, removed or doubled."""
    chance = random.Random(seed)
    package = Package.open(whole())
    name = chance.choice([n for n in package.names if n.startswith(FOLDERS)])
    nodes = list(etree.fromstring(package.read(name)).iter())
    for _ in range(chance.randint(1, 3)):
        node = chance.choice(nodes)
        parent, turn = node.getparent(), chance.random()
        if turn < 0.6 and node.attrib:
            attribute = chance.choice(list(node.attrib))
            node.set(attribute, chance.choice(JUNK))
        elif turn < 0.85 and parent is not None:
            parent.remove(node)
        elif parent is not None:
            node.addnext(copy.deepcopy(node))
    root = nodes[0].getroottree()
    package.write(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return package.save_bytes()


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_damage_is_survived_or_said(start: int) -> None:
    for seed in range(start, start + 50):
        with suppress(KamdeckError):
            refreshed(damaged(seed), deck(Figures(SECOND)))
