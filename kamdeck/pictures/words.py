"""Text in lines: where every piece of one format starts, and where its baseline runs. Lengths in EMU."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamdeck.deck.spec import Align, Para, Run
from kamdeck.record import record
from kamdeck.text.measure import LINE, PT, SLACK, pieces, width, wrap

SIZE = 18.0  # points, where nobody says
INK = "ink"
_ASCENT = 0.938  # of Arial with the gap that programs leave above it, as a share of the type size
BULLET = "\u2022\t"  # a paragraph that starts so hangs at its first tab stop


@record
class Look:
    """The format of a piece of text."""

    size: float = SIZE
    is_bold: bool = False
    is_italic: bool = False
    color: str = INK
    spacing: float = 0.0

    def width(self, text: str) -> int:
        """How wide a text is in this format."""
        plain = width(text, self.size, self.is_bold) / SLACK
        return round(plain + len(text) * self.spacing * PT)


@record
class Piece:
    """Characters of one format; `x` from the left edge of the text."""

    text: str
    x: int
    width: int
    look: Look


@record
class TextLine:
    """One line: its pieces, where it is anchored, its height and where its baseline lies in it.

    A line of one piece is anchored by its alignment, so that it ends exactly where it must.
    """

    pieces: tuple[Piece, ...]
    align: Align
    height: int
    ascent: int


Stretch = tuple[str, Look]
_PLAIN = Look()


def lines_of(
    paras: Sequence[Para],
    room: int,
    *,
    wraps: bool = True,
    base: Look = _PLAIN,
    align: Align = "l",
) -> tuple[TextLine, ...]:
    """The lines that paragraphs make in `room`; `base` and `align` fill in what they leave open."""
    lines: list[TextLine] = []
    for place, para in enumerate(paras):
        before = round(para.before * PT) if place else 0
        made = list(_lines_of(para, room, wraps, base, para.align or align))
        for index, line in enumerate(made):
            extra = before if index == 0 else 0
            after = round(para.after * PT) if index == len(made) - 1 else 0
            lines.append(TextLine(line.pieces, line.align, line.height + extra + after, line.ascent + extra))
    return tuple(lines)


def _lines_of(para: Para, room: int, wraps: bool, base: Look, align: Align) -> Iterator[TextLine]:
    stretches = [(run.text.replace("\v", "\n"), look_of(run, base)) for run in para.runs if run.text]
    if not stretches:
        look = look_of(para.runs[0], base) if para.runs else base
        yield _line((), look.size, para.line, align)
        return
    text = "".join([words for words, _ in stretches])
    if "\t" in text:
        yield from _tabbed(stretches, para, room, wraps, align)
        return
    for row in _rows(stretches, text, room, wraps):
        yield _laid(row, room, para.line, align, stretches[-1][1])


def look_of(run: Run, base: Look) -> Look:
    """The format of a run on a base."""
    return Look(
        base.size if run.size is None else run.size,
        base.is_bold if run.bold is None else run.bold,
        base.is_italic if run.italic is None else run.italic,
        run.color or base.color,
        base.spacing if run.spacing is None else run.spacing,
    )


# ------------------------------------------------------------------ breaking


def _rows(stretches: Sequence[Stretch], text: str, room: int, wraps: bool) -> Iterator[list[Stretch]]:
    """The stretches cut into lines."""
    start = 0
    for block in text.split("\n"):
        ends = _breaks(stretches, block, start, room) if wraps and room > 0 else [len(block)]
        first = 0
        for end in ends:
            yield _cut(stretches, start + first, start + end)
            first = end
        start += len(block) + 1


def _breaks(stretches: Sequence[Stretch], block: str, start: int, room: int) -> list[int]:
    """Where each line of a paragraph without line feeds ends."""
    looks = {look for _, look in stretches}
    look = next(iter(looks))
    if len(looks) == 1 and not look.spacing:
        return _ends(block, wrap(block, look.size, round(room * SLACK), look.is_bold))
    ends, line, at = [], 0, 0
    for word in pieces(block):
        bare = _width(_cut(stretches, start + line, start + at + len(word.rstrip())))
        if bare > room and at > line:
            ends.append(at)
            line = at
        at += len(word)
    return [*ends, len(block)]


def _ends(block: str, lines: Sequence[str]) -> list[int]:
    """Where lines end in the text they were broken from, the spaces after them included."""
    ends, at = [], 0
    for line in lines[:-1]:
        at = block.index(line, at) + len(line)
        while at < len(block) and block[at] == " ":
            at += 1
        ends.append(at)
    return [*ends, len(block)]


def _cut(stretches: Sequence[Stretch], first: int, stop: int) -> list[Stretch]:
    """The stretches between two characters."""
    out, at = [], 0
    for text, look in stretches:
        part = text[max(first - at, 0) : max(stop - at, 0)]
        if part:
            out.append((part, look))
        at += len(text)
    return out


def _width(row: Sequence[Stretch]) -> int:
    return sum(look.width(text) for text, look in row)


# ------------------------------------------------------------------ laying out


def _laid(row: list[Stretch], room: int, spacing: float | None, align: Align, last: Look) -> TextLine:
    """A line of stretches, aligned in `room`."""
    if row:
        text, look = row[-1]
        row = [*row[:-1], (text.rstrip(" "), look)]
        row = [(text, look) for text, look in row if text]
    size = max([look.size for _, look in row], default=last.size)
    widths = [look.width(text) for text, look in row]
    shift = {"l": 0, "ctr": (room - sum(widths)) // 2, "r": room - sum(widths)}[align]
    return _line(_placed(row, widths, shift), size, spacing, align)


def _placed(row: Sequence[Stretch], widths: Sequence[int], x: int) -> tuple[Piece, ...]:
    out = []
    for (text, look), wide in zip(row, widths, strict=True):
        out.append(Piece(text, x, wide, look))
        x += wide
    return tuple(out)


def _line(made: tuple[Piece, ...], size: float, spacing: float | None, align: Align) -> TextLine:
    """A line: closer spacing takes from above the letters, wider spacing adds there."""
    height = round(size * PT * LINE * (spacing or 1.0))
    ascent = round(size * PT * (_ASCENT + LINE * ((spacing or 1.0) - 1.0)))
    return TextLine(made, align, height, ascent)


def _tabbed(
    stretches: Sequence[Stretch], para: Para, room: int, wraps: bool, align: Align
) -> Iterator[TextLine]:
    """A line whose parts stand at tab stops; a bulleted paragraph goes on below its first stop."""
    text = "".join([words for words, _ in stretches])
    if text.startswith(BULLET) and para.tabs:
        hang = para.tabs[0][0]
        rest = _cut(stretches, len(BULLET), len(text))
        mark = _cut(stretches, 0, 1)
        words = text[len(BULLET) :]
        for index, row in enumerate(_rows(rest, words, room - hang, wraps)):
            line = _laid(row, room - hang, para.line, "l", stretches[-1][1])
            made = tuple([Piece(p.text, p.x + hang, p.width, p.look) for p in line.pieces])
            lead = _placed(mark, [_width(mark)], max(hang - round(0.19 * 914_400), 0)) if not index else ()
            yield TextLine((*lead, *made), "l", line.height, line.ascent)
        return
    placed: list[Piece] = []
    at = x = 0
    for index, part in enumerate(text.split("\t")):
        row = _cut(stretches, at, at + len(part))
        at += len(part) + 1
        wide = _width(row)
        if index:
            stop, side = _next_stop(para, x)
            x = {"l": stop, "ctr": stop - wide // 2, "r": stop - wide}[side]
        placed += _placed(row, [look.width(words) for words, look in row], x)
        x += wide
    size = max(look.size for _, look in stretches)
    yield _line(tuple(placed), size, para.line, "l")


def _next_stop(para: Para, x: int) -> tuple[int, Align]:
    """The first tab stop behind x; every inch has one where none was set."""
    for stop, side in para.tabs:
        if stop > x:
            return stop, side
    return (x // 914_400 + 1) * 914_400, "l"
