"""Texts with the formats of their words, as plain values, and which of these formats are a person's.

A format has a name and a value as text; what is inherited is absent. Names are those of DrawingML (`u`,
`baseline`, `hlinkClick`, `marL`) but for the four that our own runs are compared by (`FOUR`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kamdeck.deck.looks import Theme, is_same_color, is_same_look
from kamdeck.deck.normal import Colors, font_token
from kamdeck.deck.spec import Para
from kamdeck.record import fresh, record

FOUR = ("size", "bold", "italic", "color")
LINKS = frozenset(("hlinkClick", "hlinkMouseOver"))
OF_THESE_WORDS = LINKS | {"field"}  # what stands on certain words and goes to no others
OUR_PARAGRAPHS = frozenset(("algn", "rtl", "lnSpc", "spcBef", "spcAft", "tabLst"))  # what we write too
_ROUNDED = 2  # hundredths of a point

Look = Mapping[str, str]
Change = Mapping[str, str | None]  # None takes a format away


@record
class Piece:
    """Characters of one format; a line break is a piece of its own."""

    text: str
    look: Look = fresh(dict)


@record
class Line:
    """One paragraph: its pieces, its own formats, and those that an empty one has for what comes."""

    pieces: tuple[Piece, ...] = ()
    look: Look = fresh(dict)
    end: Look = fresh(dict)

    @property
    def text(self) -> str:
        """The characters, breaks as line feeds."""
        return "".join([piece.text for piece in self.pieces])

    @property
    def places(self) -> list[int]:
        """Of each character the piece it stands in."""
        return [k for k, piece in enumerate(self.pieces) for _ in piece.text]

    @property
    def font(self) -> str:
        """The formats as the field `font` has them: neighbours of one look once, breaks left out."""
        tokens: list[str] = []
        for piece in self.pieces:
            token = token_of(piece.look)
            if piece.text != "\n" and (not tokens or tokens[-1] != token):
                tokens.append(token)
        return ",".join(tokens)


def token_of(look: Look) -> str:
    """The four formats of a run as one word, as `normal.font_token` writes it."""
    return "/".join([look.get(name, "") for name in FOUR])


def spec_lines(paras: Sequence[Para], colors: Colors) -> tuple[Line, ...]:
    """Our own paragraphs as they are read back from a deck."""
    return tuple([_spec_line(para, colors) for para in paras])


def _spec_line(para: Para, colors: Colors) -> Line:
    pieces: list[Piece] = []
    for run in para.runs:
        color = colors.get(f"text:{run.color}", run.color) if run.color else ""
        values = font_token(run.size, run.bold, run.italic, color).split("/")
        look = {name: value for name, value in zip(FOUR, values, strict=True) if value}
        if run.spacing:
            look["spc"] = str(round(run.spacing * 100))
        for i, words in enumerate(run.text.replace("\v", "\n").split("\n")):
            pieces += [Piece("\n", look)] if i else []
            pieces += [Piece(words, look)] if words else []
    look = {"algn": para.align} if para.align else {}
    if para.line is not None:
        look["lnSpc"] = f"spcPct {round(para.line * 100_000)}"
    for name, points in (("spcBef", para.before), ("spcAft", para.after)):
        if points:
            look[name] = f"spcPts {round(points * 100)}"
    if para.tabs:
        look["tabLst"] = " ".join([f"{pos}{align}" for pos, align in para.tabs])
    return Line(tuple(pieces), look)


# ------------------------------------------------------------------ as one text


def encoded(lines: Iterable[Line]) -> list[object]:
    """Lines as JSON values; neighbours of one look once, since programs split runs at will."""
    out: list[object] = []
    for line in lines:
        pieces: list[list[object]] = []
        for piece in line.pieces:
            if pieces and pieces[-1][1] == piece.look and "\n" not in (piece.text, pieces[-1][0]):
                pieces[-1][0] = f"{pieces[-1][0]}{piece.text}"
            else:
                pieces.append([piece.text, piece.look])
        out.append([line.look, line.end, pieces])
    return out


def decoded(data: list[list[list[list[object]]]]) -> tuple[Line, ...]:
    """Lines from what `encoded` made of them."""
    return tuple(
        [
            Line(tuple([Piece(str(text), look) for text, look in pieces]), line, end)  # type: ignore[arg-type]
            for line, end, pieces in data
        ]
    )


# ------------------------------------------------------------------ whose they are


@record
class Judge:
    """Tells which formats are a person's.

    `base` are the fonts that we last wrote (the field `font`), None where that is not known. Differences of
    the four count only where `takes_fonts`. With a `theme`, what a program wrote out is none.
    """

    takes_fonts: bool = True
    base: str | None = None
    theme: Theme | None = None

    def bases(self, lines: Sequence[Line]) -> list[Sequence[Look] | None]:
        """Of each old line the looks that we wrote there; None where the four are as we wrote them, and
        nothing where that is not known."""
        if not self.takes_fonts:
            return [None] * len(lines)
        if self.base is None:
            return [()] * len(lines)
        written = self.base.split(";")
        if len(written) != len(lines):
            written = [",".join(dict.fromkeys(",".join(written).split(",")))] * len(lines)
        return [self._base(line.font, was) for line, was in zip(lines, written, strict=True)]

    def _base(self, now: str, was: str) -> Sequence[Look] | None:
        if now in ("", was) or (self.theme is not None and is_same_look(was, now, self.theme)):
            return None
        return [dict(zip(FOUR, token.split("/"), strict=False)) for token in was.split(",") if token]

    def four(self, now: Look, ours: Look | None, base: Sequence[Look] | None) -> Change:
        """What of a run's four formats is a person's: where it is not as our run there, unless that one is
        new and this is what we wrote before."""
        if base is None:
            return {}
        known = [token_of(look) for look in base]
        if base and (ours is None or token_of(ours) not in known):
            if token_of(now) in known:
                return {}
            ours = min(base, key=lambda look: len(self._differing(now, look)))
        return self._differing(now, ours or {})

    def _differing(self, now: Look, was: Look) -> Change:
        return {
            name: now.get(name)
            for name in FOUR
            if not self._is_same(name, was.get(name, ""), now.get(name, ""))
        }

    def _is_same(self, name: str, was: str, now: str) -> bool:
        if was == now:
            return True
        if self.theme is None:
            return False
        return not was or (name == "color" and is_same_color(was, now, self.theme))


def extras(look: Look, ours: frozenset[tuple[str, str]]) -> dict[str, str]:
    """The formats of a run that we never write, or not in this text; `ours` are all that we write in it."""
    return {
        name: value
        for name, value in look.items()
        if name not in FOUR and not (name == "spc" and _is_our_spacing(value, ours))
    }


def _is_our_spacing(value: str, ours: frozenset[tuple[str, str]]) -> bool:
    """Whether letters are spaced as in a run of ours; programs round that."""
    return any(
        name == "spc" and abs(_hundredths(value) - _hundredths(other)) <= _ROUNDED for name, other in ours
    )


def _hundredths(value: str) -> int:
    """A number in hundredths of a point; 0 where it is none."""
    return int(value) if value.lstrip("-").isdecimal() else 0


def paragraph_extras(line: Line, ours: frozenset[tuple[str, str]]) -> dict[str, str]:
    """The formats of a paragraph that none of ours in this text has.

    What we write too is ours in an empty one: figures and no figure are set differently.
    """
    return {
        name: value
        for name, value in line.look.items()
        if name not in OUR_PARAGRAPHS or (name != "rtl" and line.pieces and (name, value) not in ours)
    }
