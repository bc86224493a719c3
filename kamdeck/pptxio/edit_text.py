"""New words in a text that is there: our runs, and on them what a person gave the words."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import cast

from kamdeck.deck.carry import Carried, carry, is_bare
from kamdeck.deck.dressed import Dressed, DressedLine, Gifts
from kamdeck.deck.formats import Judge, Line, Piece, encoded
from kamdeck.deck.spec import Para
from kamdeck.deck.words import NOWHERE
from kamdeck.pptxio.formats import (
    BR,
    END,
    PIECES,
    PPR,
    RPR,
    P,
    R,
    line_of,
    pieces_of,
    wear,
    wear_paragraph,
)
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.look import NS
from kamdeck.pptxio.markup import SLIDE_NAMESPACES
from kamdeck.pptxio.text import paragraphs, runs_right_to_left
from kamdeck.pptxio.xml import Node, child, fragment


def write_text(
    body: Node, paras: Sequence[Para], ink: Ink, base: str | None = None, *, is_fresh: bool = False
) -> None:
    """Put our paragraphs into a text body.

    `base` are the fonts that we wrote last (the field `font`), None where that is not known. Where others
    stand now they are a person's or another program's and stay, unless the text `is_fresh`: then ours are
    written. What we never write (links, underlines, typefaces, bullets) stays in both cases.
    """
    judge = Judge(takes_fonts=not is_fresh, base=base)
    write_lines(body, fragment(paragraphs(paras, ink), SLIDE_NAMESPACES), ink.lang, judge)


def write_lines(body: Node, ours: Sequence[Node], lang: str, judge: Judge) -> Carried:
    """Put paragraphs as we write them into a text body; what became of a person's formats."""
    return _Writing(body, ours, lang, judge).write()


class _Writing:
    def __init__(self, body: Node, ours: Sequence[Node], lang: str, judge: Judge) -> None:
        self.body, self.ours, self.lang, self.judge = body, ours, lang, judge
        self.there = body.findall(P)
        self.olds, self.news = ([line_of(node) for node in nodes] for nodes in (self.there, ours))
        self.pieces = [pieces_of(node) for node in self.there]
        self.tongue = self._tongue()

    def write(self) -> Carried:
        nodes: list[Node]
        if is_bare(self.olds, self.news, self.judge):
            carried = Carried((), {}, {})
            nodes = [self._there(j, node) for j, node in enumerate(self.ours)]
        else:
            carried = carry(self.olds, self.news, self.judge)
            nodes = [self._line(j, line) for j, line in enumerate(carried.lines)]
        for node in self.there:
            self.body.remove(node)
        self.body.extend(nodes)
        return carried

    def _there(self, j: int, ours: Node) -> Node:
        """The paragraph at that place where it is as we want it, else ours."""
        is_same = j < len(self.olds) and _shown(self.olds[j]) == _shown(self.news[j])
        return self.there[j] if is_same else ours

    def _tongue(self) -> str:
        """The language that most of the text is marked with; words marked otherwise, by a person, get it as
        a format."""
        marks = [[_tongue_of(node) for node in nodes] for nodes in self.pieces]
        found: dict[str, int] = {}
        for tongue, piece in self._marked(marks):
            found[tongue] = found.get(tongue, 0) + len(piece.text)
        common = max(found, key=lambda tongue: found[tongue]) if found else ""
        for tongue, piece in self._marked(marks) if len(found) > 1 else ():
            if tongue not in ("", common):
                cast("dict[str, str]", piece.look)["lang"] = tongue
        return common

    def _marked(self, marks: list[list[str]]) -> list[tuple[str, Piece]]:
        return [
            pair
            for line, found in zip(self.olds, marks, strict=True)
            for pair in zip(found, line.pieces, strict=True)
        ]

    # ------------------------------------------------------------------ a paragraph

    def _line(self, j: int, line: DressedLine) -> Node:
        ours = self.ours[j]
        node = deepcopy(ours) if line.source == NOWHERE else self.there[line.source]
        self._paragraph(node, j, line)
        if line.source == NOWHERE or not self._is_as_wanted(j, line):
            self._runs(node, j, line)
        self._end(node, ours, line)
        return node

    def _paragraph(self, node: Node, j: int, line: DressedLine) -> None:
        """The formats of the paragraph: ours with a person's; as they are where that is the same."""
        ours, old = self.ours[j].find(PPR), node.find(PPR)
        turns = self._turns(j, line)
        is_there = line.source != NOWHERE
        now = self.olds[line.source].look if is_there else self.news[j].look
        wanted = {**self.news[j].look, **line.look}
        if {**now, "rtl": ""} != {**wanted, "rtl": ""}:
            if old is not None:
                node.remove(old)
            old = node.makeelement(PPR, {}, None) if ours is None else deepcopy(ours)
            node.insert(0, old)
            donor = self.there[line.donor].find(PPR)
            for name in line.look if donor is not None else ():
                wear_paragraph(old, name, donor)  # type: ignore[arg-type]
        if old is None and turns:
            old = node.makeelement(PPR, {}, None)
            node.insert(0, old)
        if old is not None and turns != (old.get("rtl") in ("1", "true")):
            old.attrib.pop("rtl", "")
            if turns:
                old.set("rtl", "1")

    def _turns(self, j: int, line: DressedLine) -> bool:
        """Whether the paragraph runs from right to left: by its words, unless a person turned it."""
        wanted = "rtl" in self.news[j].look
        if line.source == NOWHERE:
            return wanted
        old = self.olds[line.source]
        is_turned = old.look.get("rtl") in ("1", "true")
        return wanted if is_turned == runs_right_to_left(old.text) else is_turned

    def _is_as_wanted(self, j: int, line: DressedLine) -> bool:
        """Whether the runs that are there show just that."""
        old = self.olds[line.source]
        return old.text == self.news[j].text and all(
            self._look(j, piece) == old.pieces[place].look
            for place, piece in zip(
                [k for k, piece in enumerate(old.pieces) for _ in piece.text],
                [piece for piece in line.pieces for _ in piece.text],
                strict=True,
            )
        )

    def _look(self, j: int, piece: Dressed) -> dict[str, str]:
        """The formats that a piece of the new text has."""
        look = dict(self.news[j].pieces[piece.ours].look)
        for name, gift in piece.gifts.items():
            if name == "fill":
                look.pop("color", "")
            if gift.value is None:
                look.pop(name, "")
            else:
                look[name] = gift.value
        return look

    # ------------------------------------------------------------------ runs

    def _runs(self, node: Node, j: int, line: DressedLine) -> None:
        old = [each for each in node if each.tag in PIECES]
        end = node.find(END)
        place = node.index(old[0]) if old else len(node) - (end is not None)
        for each in old:
            node.remove(each)
        for i, piece in enumerate(line.pieces):
            node.insert(place + i, self._run(j, piece))

    def _run(self, j: int, piece: Dressed) -> Node:
        field = piece.gifts.get("field")
        if field is not None:
            return deepcopy(self._donor(field.donor))
        run: Node = self.body.makeelement(BR if piece.text == "\n" else R, {}, None)
        properties = self._properties(j, piece)
        if properties is not None:
            run.append(properties)
        if piece.text != "\n":
            child(run, "t", NS).text = piece.text
        return run

    def _properties(self, j: int, piece: Dressed) -> Node | None:
        """The formats of a run: those of the old one as they are, where they are what is wanted."""
        source = self._donor(piece.source) if piece.source else None
        theirs = source.find(RPR) if source is not None else None
        made: Node | None
        if piece.source and self._look(j, piece) == self._old_look(*piece.source):
            made = deepcopy(theirs)
            if made is not None:
                made.attrib.pop("err", "")  # a misspelt word is another one now
        else:
            made = deepcopy(pieces_of(self.ours[j])[piece.ours].find(RPR))
            self._wear(made, piece.gifts)
        if made is not None and made.get("lang") == self.tongue != "":
            made.set("lang", self.lang)
        return made

    def _old_look(self, i: int, k: int) -> dict[str, str]:
        return {name: value for name, value in self.olds[i].pieces[k].look.items() if name != "field"}

    def _wear(self, properties: Node | None, gifts: Gifts) -> None:
        for name in sorted(gifts, key=lambda name: (name == "fill", name)) if properties is not None else ():
            donor = self._donor(gifts[name].donor)
            theirs = donor if donor.tag == END else donor.find(RPR)
            wear(properties, name, gifts[name].value, theirs)  # type: ignore[arg-type]

    def _donor(self, place: tuple[int, int]) -> Node:
        """An old run; for a paragraph that was empty the mark at its end."""
        i, k = place
        if k != NOWHERE:
            return self.pieces[i][k]
        end = self.there[i].find(END)
        assert end is not None
        return end

    def _end(self, node: Node, ours: Node, line: DressedLine) -> None:
        """The mark at the end: it has the formats of an empty paragraph."""
        wanted, there = ours.find(END), node.find(END)
        if wanted is None:
            if there is not None and line.source != NOWHERE and not self.olds[line.source].pieces:
                node.remove(there)
            return
        if there is None:
            there = deepcopy(wanted)
            node.append(there)
        self._wear(there, line.end)


def _tongue_of(node: Node) -> str:
    properties = node.find(RPR)
    return "" if properties is None else properties.get("lang", "")


def _shown(line: Line) -> list[object]:
    return encoded([Line(line.pieces, line.look)])
