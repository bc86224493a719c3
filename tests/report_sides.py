"""A deck before or after a refresh, raw and as kamdeck reads it, and the formats of words that went."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kamdeck.deck.normal import Value
from kamdeck.deck.spec import DeckSpec, SlideSpec, Text
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import Reading, read_state
from tests.raw_deck import Node, RawDeck
from tests.word_formats import Word, staying

PLACEHOLDERS = ("title", "kicker", "subtitle", "source", "company")
OURS_TO_CHANGE = ("sz", "fill", "spc")  # formats that our own spec gives other words as figures change


class Side:
    """One of the two decks: raw, and as kamdeck reads it.

    `renamed` are the words that accounts were given, by those that they had here.
    """

    def __init__(
        self, data: bytes, spec: DeckSpec | None, renamed: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.raw, self.renamed = RawDeck(data), renamed
        package = Package.open(data)
        self.reading: Reading = read_state(package, spec or _placeholders(package))
        self.slides = {key: str(state.slide_id) for key, state in self.reading.state.slides.items()}
        self.homes = {
            element: key for key, state in self.reading.state.slides.items() for element in state.elements
        }

    def value(self, key: str, field: str) -> Value:
        """A field of an element, "" where it is not there; one that names an account under its name here."""
        found = self.fields(key) or {}
        for was, now in self.renamed.items():
            if field not in found:
                field = field.replace(now, was)
        return found.get(field, "")

    def known(self, key: str) -> str:
        """A key as this deck has it: an account's under the name that it had here."""
        if key not in self.homes:
            for was, now in self.renamed.items():
                if (former := key.replace(now, was)) in self.homes:
                    return former
        return key

    def fields(self, key: str) -> Mapping[str, Value] | None:
        """The fields of an element, or None where it is not there."""
        key = self.known(key)
        home = self.homes.get(key)
        return None if home is None else self.reading.state.slides[home].elements[key].fields

    def place(self, key: str) -> tuple[str, str] | None:
        """The ids of an element's slide and shape; those that the ledger noted, where nothing else tells."""
        key = self.known(key)
        home = self.homes.get(key)
        if home is not None:
            return self.slides[home], str(self.reading.state.slides[home].elements[key].shape_id)
        is_renumbered = self.reading.state.theme is not None  # by a program that gives every shape a new id
        noted = self.reading.ledger.slides if self.reading.ledger and not is_renumbered else {}
        for slide, base in noted.items():
            if key in base.elements and slide in self.slides:
                place = self.slides[slide], str(base.elements[key].shape_id)
                return place if self.raw.shape(*place) is not None else None
        return None

    def node(self, place: tuple[str, str] | None) -> Node | None:
        return None if place is None else self.raw.shape(*place)

    def notes(self, key: str) -> str:
        return self.reading.state.slides[key].notes if key in self.slides else ""


def _placeholders(package: Package) -> DeckSpec:
    """The placeholders that there are, for the reader to know those whose names a program dropped."""
    _, ledger = read_manifest(package)
    slides = []
    for key, base in (ledger.slides if ledger else {}).items():
        names = [(element, element.rpartition("/")[2]) for element in base.elements]
        texts = [Text(element, (), placeholder=name) for element, name in names if name in PLACEHOLDERS]
        slides.append(SlideSpec(key, "", tuple(texts)))
    return DeckSpec(tuple(slides))


def formats_gone(before: list[Word], after: list[Word]) -> str:
    """The formats that words bore which stay, and that none of these words bears any more."""
    pairs = [(before[i], after[j]) for i, j in staying(before, after)]
    bore = {feature for was, _ in pairs for feature in was.formats if _is_persons(feature)}
    gone = sorted(f for f in bore if not any(f in now.formats for was, now in pairs if f in was.formats))
    return f"gone from the words that stay: {gone}" if gone else ""


def _is_persons(feature: tuple[str, str]) -> bool:
    """Whether a format is one that our own texts do not take on and put off as figures change."""
    name, value = feature
    if name == "fill":
        return "srgbClr" in value
    return name not in OURS_TO_CHANGE and value not in ("0", "none", "noStrike", "false")
