"""Accounts under another name: what a deck knows of them by the old one, by the new one. Pure.

The name of an account is a part of many keys: of slides, elements, rows, columns, points and series. Where it
is a whole part of a key, between two separators, the key is that of the same thing under the new name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from kamdeck.deck.chart_fields import distinct
from kamdeck.deck.fields import flatten
from kamdeck.deck.ledger import ElementBase, Ledger, Mark, SlideBase, mark
from kamdeck.deck.normal import merge_look
from kamdeck.deck.spec import Chart, DeckSpec, Element, Table
from kamdeck.deck.structures import keys_of
from kamdeck.record import record, replace

Moves = dict[str, str]  # keys of before with those of now; keys that stay are not among them

_GLUE = re.compile(r"(.*)#(\d+)>(.*)#(\d+)", re.DOTALL)


@record
class Lists:
    """The keys of a table's rows and columns or of a chart's series, each old one with its new one."""

    rows: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    series: tuple[tuple[str, str], ...] = ()


@record
class SlideNames:
    """One slide under its new key; `elements` are those with another key, `lists` by old element key those
    with rows, columns or series that have another one."""

    key: str
    elements: Moves
    lists: Mapping[str, Lists]


@record
class Renaming:
    """The ledger by the new keys, and by old key the slides on which anything has another one."""

    ledger: Ledger
    slides: Mapping[str, SlideNames]


class Names:
    """Accounts' names in keys: `names` are those that changed, `known` all that the deck has.

    The longest name that fits is the one meant, so that another account's name is never torn apart.
    """

    def __init__(self, names: Mapping[str, str], known: Iterable[str]) -> None:
        self._names = dict(names)
        every = sorted({*known, *names}, key=len, reverse=True)
        words = "|".join(map(re.escape, every))
        # Behind a name may stand a separator, a count (` (2)`, `#2`, ` 2`) or what a view adds (`_track`).
        self._pattern = re.compile(rf"(?<![^/:>])(?:{words})(?=$|[/:>_]|#\d| \d+$| \(\d+\))")

    def moved(self, keys: Iterable[str], wanted: Collection[str] | None) -> Moves:
        """The keys that are others under the new names.

        A key that the deck wants today as it is stays what it is, unless the other one is wanted too; so
        does one whose new form belongs to something else. `wanted` None: nothing is known of today's.
        """
        every = tuple(keys)
        found = {key: new for key in every if (new := self._under(key)) != key}
        if wanted is not None:
            found = {key: new for key, new in found.items() if new in wanted or key not in wanted}
        while True:
            taken = Counter(found.get(key, key) for key in every)
            clear = {key: new for key, new in found.items() if taken[new] == 1}
            if len(clear) == len(found):
                return clear
            found = clear

    def _under(self, key: str) -> str:
        if not any(name in key for name in self._names):
            return key
        return self._pattern.sub(lambda match: self._names.get(match[0], match[0]), key)


def rename(ledger: Ledger, names: Mapping[str, str], known: Iterable[str], spec: DeckSpec) -> Renaming:
    """What a deck is known by once accounts have other names: `names` from before to now, one to one.

    `known` are all accounts that the deck had, `spec` is what it is to show.
    """
    words = Names(names, known)
    slides = {slide.key: slide for slide in spec.slides}
    moves = words.moved(ledger.slides, slides)
    made: dict[str, SlideBase] = {}
    changed: dict[str, SlideNames] = {}
    for key, base in ledger.slides.items():
        new = moves.get(key, key)
        ours = {e.key: e for e, _ in flatten(slides[new])} if new in slides else None
        elements = words.moved(base.elements, ours)
        lists: dict[str, Lists] = {}
        bases: dict[str, ElementBase] = {}
        for name, element in base.elements.items():
            target = elements.get(name, name)
            marks, found = _marks(element.marks, elements, words, ours.get(target) if ours else None)
            bases[target] = element if marks is element.marks else replace(element, marks=marks)
            if found is not None:
                lists[name] = found
        is_same = new == key and not elements and all(bases[k] is v for k, v in base.elements.items())
        made[new] = base if is_same else replace(base, elements=bases)
        if new != key or elements or lists:
            changed[key] = SlideNames(new, elements, lists)
    return Renaming(Ledger(made), changed)


def _marks(
    marks: Mapping[str, Mark], elements: Moves, words: Names, ours: Element | None
) -> tuple[Mapping[str, Mark], Lists | None]:
    """The marks of an element under the new keys, and its lists where they have another one."""
    if "rows" in marks:
        return _table(marks, words, ours if isinstance(ours, Table) else None)
    if "order" in marks or "series" in marks:
        return _chart(marks, words, ours if isinstance(ours, Chart) else None)
    glue = _GLUE.fullmatch(str(marks.get("glue", ""))) if elements else None
    if glue is None or not elements.keys() & {glue[1], glue[3]}:
        return marks, None
    start, end = (elements.get(key, key) for key in (glue[1], glue[3]))
    return {**marks, "glue": f"{start}#{glue[2]}>{end}#{glue[4]}"}, None


def _table(
    marks: Mapping[str, Mark], words: Names, ours: Table | None
) -> tuple[Mapping[str, Mark], Lists | None]:
    rows, columns = keys_of(marks["rows"]), keys_of(marks.get("columns", ()))
    down = words.moved(rows, {row.key for row in ours.rows} if ours else None)
    across = words.moved(columns, {column.key for column in ours.columns} if ours else None)
    if not down and not across:
        return marks, None
    cells = {f"{r}/{c}": f"{down.get(r, r)}/{across.get(c, c)}" for r in rows for c in columns}
    places = {"height": down, "merge": down, "width": across}
    made = _named(marks, places, cells)
    made |= {"rows": _each(rows, down), "columns": _each(columns, across)}
    if ours and across:
        _remerge(made, ours, {new: old for old, new in across.items()})
    return made, Lists(rows=_pairs(rows, down), columns=_pairs(columns, across))


def _remerge(made: dict[str, Mark], ours: Table, before: Moves) -> None:
    """Merged cells are known by their columns: those that stand as we want them, by the new keys."""
    for row in ours.rows:
        spans = [(c.key, cell.span, cell.vspan) for c, cell in zip(ours.columns, row.cells, strict=True)]
        was = merge_look((before.get(key, key), across, down) for key, across, down in spans)
        name = f"merge/{row.key}"
        if name in made and made[name] == mark(name, was):
            made[name] = mark(name, merge_look(spans))


def _chart(
    marks: Mapping[str, Mark], words: Names, ours: Chart | None
) -> tuple[Mapping[str, Mark], Lists | None]:
    order, series = keys_of(marks.get("order", ())), keys_of(marks.get("series", ()))
    points = words.moved(order, set(distinct(ours.grid.keys)) if ours else None)
    kinds = {s.key for plot in ours.plots for s in plot.series} if ours else None
    lines = words.moved(series, kinds)
    if not points and not lines:
        return marks, None
    places = {f"{s}/{p}": f"{lines.get(s, s)}/{points.get(p, p)}" for s in series for p in order}
    places |= {f"{s}/labels": f"{new}/labels" for s, new in lines.items()} | lines
    made = _named(marks, {"category": points}, places)
    for name, keys, moves in (("order", order, points), ("series", series, lines)):
        if name in marks:
            made[name] = _each(keys, moves)
    return made, Lists(series=_pairs(series, lines))


def _named(marks: Mapping[str, Mark], places: Mapping[str, Moves], others: Moves) -> dict[str, Mark]:
    """The marks by their new names: `places` has them by the first part of a name, `others` the rest."""
    made: dict[str, Mark] = {}
    for name, value in marks.items():
        field, _, rest = name.partition("/")
        new = places.get(field, others).get(rest, rest)
        made[f"{field}/{new}" if rest else name] = value
    return made


def _each(keys: Iterable[str], moves: Moves) -> tuple[str, ...]:
    return tuple(moves.get(key, key) for key in keys)


def _pairs(keys: Iterable[str], moves: Moves) -> tuple[tuple[str, str], ...]:
    """Every key with its new one, all of them, since ids are made from their order; none where all stay."""
    return tuple((key, moves.get(key, key)) for key in keys) if moves else ()
