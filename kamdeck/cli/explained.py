"""How explained figures are printed: in full where there are few, a line each where there are many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from kamdeck.cli.words import Words
from kamdeck.text import Say
from kamdeck.text.lines import one_line

if TYPE_CHECKING:
    from kamdeck.figures.explained import Doubt, Explained
    from kamdeck.figures.kind import Inputs

MOST_IN_FULL = 40
MOST_CELLS, LARGEST = 8, 3
_WIDE = 60  # characters of a text of the deck


def as_data(found: Iterable[Explained]) -> list[dict[str, object]]:
    """Everything about the figures, with every cell."""
    from dataclasses import asdict

    return [asdict(one) for one in found]


def show_kinds(found: Sequence[Explained], words: Words) -> None:
    """What can be explained: each kind of figure with its key, and its value where it is one figure."""
    kinds: dict[str, list[Explained]] = {}
    for one in found:
        kinds.setdefault(one.kind, []).append(one)
    for kind, same in kinds.items():
        if len(same) > 1:
            names = ", ".join(one.key.partition(":")[2] for one in same[:2])
            more = words("explained.more", n=len(same) - 2) if len(same) > 2 else ""
            name = same[0].label.rpartition(", ")[0] or same[0].label
            click.echo(words("explained.kind", key=f"{kind}:…", label=name, said=f"{names} {more}".rstrip()))
        else:
            click.echo(words("explained.kind", key=kind, label=same[0].label, said=same[0].said))


def show_explained(found: Sequence[Explained], words: Words) -> None:
    """Every figure in full; of a long list the first ones, the rest by name."""
    for place, one in enumerate(found[:MOST_IN_FULL]):
        if place:
            click.echo()
        _show(one, words)
    for one in found[MOST_IN_FULL:]:
        click.echo(words("explained.kind", key=one.key, label=one.label, said=one.said))


def _show(one: Explained, words: Words) -> None:
    click.secho(words("explained.kind", key=one.key, label=one.label, said=one.said), bold=True)
    for text in (*one.formula, *((words("explained.origin", text=one.origin),) if one.origin else ())):
        click.echo(f"  {text}")
    _part(words("explained.inputs"), [_cells(each, words) for each in one.inputs])
    _part(words("explained.converted"), _some([each.said for each in one.converted], words))
    _part(words("explained.left_out"), one.left_out)
    _part(words("explained.settings"), [_setting(t.name, t.value, t.at, words) for t in one.thresholds])
    slides = dict.fromkeys(f"{place.number} ({place.slide})" for place in one.places)
    _part(words("explained.slides"), [", ".join(slides)] if slides else [])
    _part(words("explained.stale"), [_doubt(each, words) for each in one.stale])
    _part(words("explained.edited"), [_doubt(each, words) for each in one.edited])
    if one.more:
        click.echo(f"  {words('explained.alike', n=one.more, key=one.kind)}")


def _part(head: str, lines: Sequence[str]) -> None:
    if lines:
        click.echo(f"  {head}")
    for line in lines:
        click.echo(f"    {line}")


def _some(lines: Sequence[str], words: Words) -> list[str]:
    """The first lines of many, and how many more there are."""
    more = len(lines) - MOST_CELLS
    return [*lines[:MOST_CELLS], *((words("explained.more", n=more),) if more > 0 else ())]


def _setting(name: str, value: str, at: str, words: Words) -> str:
    return words("explained.setting", name=name, value=value, at=at or words("explained.default"))


def _doubt(doubt: Doubt, words: Words) -> str:
    return words(
        "explained.doubt", place=doubt.place, now=one_line(doubt.now, _WIDE), ours=one_line(doubt.ours, _WIDE)
    )


# ------------------------------------------------------------------ cells


def _cells(inputs: Inputs, words: Words) -> str:
    """What the cells are, each with its value; many as ranges with the largest ones."""
    told = [_cell(at, value, words) for at, value in inputs.cells]
    if len(told) > MOST_CELLS:
        spans = _spans([at for at, _ in inputs.cells])
        known = sorted((c for c in inputs.cells if c[1] is not None), key=lambda c: -abs(c[1] or 0.0))
        largest = ", ".join(_cell(at, value, words) for at, value in known[:LARGEST])
        told = [words("explained.range", cells=spans, n=len(inputs.cells))]
        told += [words("explained.largest", cells=largest)] if largest else []
    total = words("explained.total", sum=inputs.comes_to) if inputs.comes_to and len(inputs.cells) > 1 else ""
    return words("line", key=inputs.what, text=f"{words.say.join(told) or '–'}{total}")


def _cell(at: str, value: float | None, words: Words) -> str:
    if value is None:
        return at
    return f"{at} = {Say(words.lang).exact(value, most=4)}"


def _spans(cells: Iterable[str]) -> str:
    """Addresses in short: every run of rows of a column, `MRR!O5:O43`."""
    columns: dict[str, list[int]] = {}
    for cell in cells:
        place = cell.rstrip("0123456789")
        if place != cell:
            columns.setdefault(place, []).append(int(cell[len(place) :]))
    out = []
    for place, rows in columns.items():
        runs: list[list[int]] = []
        for row in sorted(set(rows)):
            if runs and row == runs[-1][1] + 1:
                runs[-1][1] = row
            else:
                runs.append([row, row])
        column = place.rpartition("!")[2]
        out += [f"{place}{first}" + (f":{column}{last}" if last > first else "") for first, last in runs]
    return ", ".join(out[:MOST_CELLS]) + (" …" if len(out) > MOST_CELLS else "")
