"""What the report says of the formats of words: on which words they stand, and which found no place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from json import loads

from kamdeck.deck.carry import carry, is_bare
from kamdeck.deck.formats import Judge, Line, decoded, spec_lines
from kamdeck.deck.ledger import Mark
from kamdeck.deck.looks import Theme
from kamdeck.deck.merge import Verdict
from kamdeck.deck.normal import Colors, Fields
from kamdeck.deck.spec import Element, Para, Shape, Table, Text
from kamdeck.report import Kept

RUNS = "runs"  # the field that holds the runs of a text, or of a table's cells, where they are of interest


def tell_formats(
    verdict: Verdict,
    element: Element,
    theirs: Fields,
    was: Mapping[str, Mark],
    colors: Colors,
    theme: Theme | None,
) -> None:
    """Make what a verdict says of fonts true of what will be written, word by word."""
    if RUNS not in theirs or verdict.conflicts:
        return
    kept = {report.field for report in verdict.kept}
    for place, lines, paras in _texts(element, str(theirs[RUNS])):
        tail = f"/{place}" if place else ""
        font = f"font{tail}"
        is_worded = (f"cell{tail}" if place else "text") in kept  # a person's own words: all on them stays
        is_theirs = font in kept and not is_worded
        ours = lines if is_worded else spec_lines(paras, colors) or (Line(),)
        judge = Judge(is_theirs, str(was.get(font, "")) if was else None, theme)
        if is_bare(lines, ours, judge):
            continue
        found = carry(lines, ours, judge)
        if is_theirs:
            verdict.kept = [report for report in verdict.kept if report.field != font]
        told = {report.field for report in verdict.kept}
        kept_words = {field + tail: words for field, words in found.kept.items()}
        verdict.kept += [Kept(verdict.key, f, words) for f, words in kept_words.items() if f not in told]
        verdict.lost += [Kept(verdict.key, field + tail, words) for field, words in found.lost.items()]


def _texts(element: Element, runs: str) -> Iterator[tuple[str, tuple[Line, ...], Sequence[Para]]]:
    """The texts with runs of interest: place in a table ("" outside one), what is there, what we want."""
    if isinstance(element, Text | Shape):
        yield "", decoded(loads(runs)), element.paras
    elif isinstance(element, Table):
        found = loads(runs)
        for row in element.rows:
            for column, cell in zip(element.columns, row.cells, strict=True):
                place = f"{row.key}/{column.key}"
                if place in found:
                    yield place, decoded(found[place]), cell.paras
