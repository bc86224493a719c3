"""Small things that views draw and write: labels, letters, arrows, thresholds, speaker notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kamdeck.deck.spec import EMU, Box, Connector, Line, Para, Run, Shape, Text
from kamdeck.text import Say
from kamdeck.text.measure import clip, line_height

_MOST_FEW = 30  # accounts or managers named whose satisfaction rests on few answers


def label(
    key: str,
    text: str,
    box: Box,
    *,
    size: float = 10,
    bold: bool = False,
    color: str = "muted",
    align: str = "l",
    anchor: str = "ctr",
) -> Text:
    """A line of text in a box of its own."""
    run = Run(text, size, bold or None, color)
    return Text(key, (Para((run,), align=align),), box, anchor=anchor)  # type: ignore[arg-type]


def foot_note(key: str, text: str, panel: Box) -> Text:
    """A line or two of small words at a panel's foot."""
    box = Box(panel.x, panel.y + panel.h - round(0.24 * EMU), panel.w, 2 * line_height(9))
    return label(key, clip(text, 9, panel.w, 2), box, size=9, anchor="t")


def chip(key: str, letter: str, box: Box, *, size: float = 10) -> Shape:
    """The tier's letter on its colour."""
    fill = f"tier_{letter.lower()}"
    color = "ink" if letter == "C" else "paper"
    run = Run(letter, size, True, color)
    return Shape(key, box, "roundRect", fill, paras=(Para((run,), align="ctr"),), adjust=(16_000,))


def tier_step(
    group: str, name: str, before: str, after: str, x: int, middle: int
) -> tuple[Shape | Connector, ...]:
    """The chips of two tiers from `x` on, around `middle`, with an arrow from the one to the other."""
    wide, tall, gap = round(0.22 * EMU), round(0.18 * EMU), round(0.04 * EMU)
    far = x + round(0.46 * EMU)
    points = (x + wide + gap, middle, far - gap, middle)
    return (
        chip(f"{group}/before:{name}", before, Box(x, middle - tall // 2, wide, tall)),
        chip(f"{group}/after:{name}", after, Box(far, middle - tall // 2, wide, tall)),
        Connector(f"{group}/line:{name}", points=points, line=Line("muted", 1.0), tail=True),
    )


def arrow(key: str, change: float, box: Box) -> Shape:
    """A triangle up or down, or a dash where nothing changed: colour and shape together."""
    if change > 0:
        return Shape(key, box, "triangle", "good")
    if change < 0:
        return Shape(key, box, "triangle", "risk", flip_v=True)
    return Shape(key, Box(box.x, box.y + box.h // 2 - 12_700, box.w, 25_400), "rect", "unknown")


def numbered(names: Iterable[str], again: str = "{} ({})") -> tuple[str, ...]:
    """Names as keys: one that was there before has its number behind it."""
    seen = Counter[str]()
    out = []
    for name in names:
        seen[name] += 1
        out.append(name if seen[name] == 1 else again.format(name, seen[name]))
    return tuple(out)


def notes(say: Say, *paragraphs: str, cells: Sequence[tuple[str, Sequence[str]]] = ()) -> str:
    """Speaker notes: how the figures were computed, and the cells that each main figure comes from."""
    lines = [p for p in paragraphs if p]
    lines += [say("frame.from_cells", what=what, cells=spans(at)) for what, at in cells if at]
    return "\n".join(lines)


def least_answers(say: Say, counts: Mapping[str, int]) -> str:
    """The fewest answers that figures of satisfaction rest on: `n ≥ 4`."""
    return f"n\u00a0≥\u00a0{say.number(min(counts.values()))}"


def few_answers_told(say: Say, counts: Mapping[str, int]) -> str:
    """Whose satisfaction rests on few answers, and on how many, the fewest first."""
    ranked = sorted(counts.items(), key=lambda pair: pair[1])
    named = [f"{name} (n\u00a0=\u00a0{say.number(count)})" for name, count in ranked[:_MOST_FEW]]
    more = ["…"] if len(ranked) > _MOST_FEW else []
    return say("frame.few_answers", names=", ".join((*named, *more)))


def spans(cells: Sequence[str]) -> str:
    """Cell addresses of one sheet in short: the first to the last of each column, `Revenue!D5:D28`."""
    columns: dict[str, tuple[int, int]] = {}
    for cell in cells:
        place = cell.rstrip("0123456789")
        if place != cell:
            row = int(cell[len(place) :])
            first, last = columns.get(place, (row, row))
            columns[place] = (min(first, row), max(last, row))
    out = []
    for place, (first, last) in columns.items():
        column = place.rpartition("!")[2]
        out.append(f"{place}{first}" + (f":{column}{last}" if last > first else ""))
    return ", ".join(out)
