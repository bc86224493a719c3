"""Whether every line of a refresh's report is true of the file: the judge of all refresh tests.

What was kept is in the new deck as it was in the old one, what was replaced stands there with our value,
what is lost is really gone, a conflict was left alone. The decks are compared as raw parts; kamdeck's own
reader only tells which shape bears which key and what a field of it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from kamdeck.deck.merge import UNREADABLE, show
from kamdeck.deck.normal import CLASSES, Value, class_of
from kamdeck.deck.spec import DeckSpec
from kamdeck.deck.structures import OWN
from kamdeck.record import replace
from kamdeck.report import Change, Conflict, Kept
from tests.raw_deck import MAIN, Node, a, id_of, name_of, p, words_of
from tests.report_sides import Side, formats_gone
from tests.word_formats import Word, words_with_formats

NAMES = (r' name="[^"]*"', r"<p:custDataLst>.*?</p:custDataLst>", r"<p:nvPr></p:nvPr>")
PLACE = (r"<a:(?:off|ext|chOff|chExt) [^>]*></a:\w+>", r' rot="\d+"', r' flip[HV]="\d"')
LISTS = ("rows", "columns", "order", "series", "route", "glue", "book", "grid", "span", "frame", "ends")


class Told(Protocol):
    """A report, or the plan of a refresh."""

    @property
    def changes(self) -> tuple[Change, ...]: ...
    @property
    def replaced(self) -> tuple[Kept, ...]: ...
    @property
    def kept(self) -> tuple[Kept, ...]: ...
    @property
    def lost(self) -> tuple[Kept, ...]: ...
    @property
    def conflicts(self) -> tuple[Conflict, ...]: ...


def assert_report_true(before: bytes, after: bytes, report: Told, spec: DeckSpec | None = None) -> None:
    """Fails with every line of a report that is not true of the two files."""
    assert untrue_lines(before, after, report, spec) == []


def untrue_lines(
    before: bytes,
    after: bytes,
    report: Told,
    spec: DeckSpec | None = None,
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """Each line of a report that is not true, with what is seen instead; `renamed` are the words that
    accounts were given between the two, by those that they had."""
    if not (report.changes or report.replaced or report.kept or report.lost or report.conflicts):
        return []
    judge = _Judge(before, after, report, spec, renamed)
    checks: tuple[tuple[str, tuple[Any, ...], Callable[[Any], str]], ...] = (
        ("changed", report.changes, judge.changed),
        ("replaced", report.replaced, judge.replaced),
        ("kept", report.kept, judge.kept),
        ("lost", report.lost, judge.lost),
        ("conflict", report.conflicts, judge.conflict),
    )
    return [
        f"{what} {' '.join(str(part) for part in _head(line))}: {fault}"
        for what, lines, check in checks
        for line in lines
        if (fault := check(line))
    ]


def _head(line: Any) -> tuple[str, str]:
    return line.key, getattr(line, "field", getattr(line, "reason", ""))


class _Judge:
    """Holds each line of a report against the deck before and the deck after."""

    def __init__(
        self, before: bytes, after: bytes, report: Told, spec: DeckSpec | None, renamed: Mapping[str, str]
    ) -> None:
        self.old, self.new, self.report = Side(before, spec, renamed), Side(after, spec), report

    # ------------------------------------------------------------------ one line of each kind

    def changed(self, line: Change) -> str:
        """A change: the field is another one, and what the line says stands there."""
        key, field = line.key, line.field
        if field == "slide added":
            return "" if key in self.new.slides and key not in self.old.slides else "no slide came"
        if field == "slide removed":
            gone = self.old.slides.get(key)
            return "it is still there" if gone is None or self.new.raw.part_of(gone) else ""
        if field == "added":
            return "" if self.new.place(key) is not None else "it is not there"
        if field == "removed":
            return "it is still there" if self.new.node(self.old.place(key)) is not None else ""
        if field == "notes":
            return _other(self.new.notes(key), line.after)
        return self._written(key, field, line.after)

    def replaced(self, line: Kept) -> str:
        """A figure of a person's: it stood there, and ours stands there now."""
        if line.field not in ("book",) and self.old.fields(line.key) is not None:
            shown = _told(self.old.value(line.key, line.field))
            if line.now and not line.field.startswith(("fill", "label")) and line.now not in (shown, ""):
                return f"{line.now!r} did not stand there, but {shown!r}"
        return self._written(line.key, line.field, line.ours)

    def _written(self, key: str, field: str, ours: str) -> str:
        """Whether a field that was written is ours now."""
        was, now = self.old.fields(key), self.new.fields(key)
        if now is None:
            return "the element is not there"
        head = field.partition("/")[0]
        if was is None or head in LISTS or field.startswith(UNREADABLE) or head not in CLASSES:
            return ""
        if ours and isinstance(now.get(field, ""), str) and class_of(field) in ("text", "data"):
            return _other(str(now.get(field, "")), ours)
        return "it is as it was" if was.get(field, "") == now.get(field, "") != "" else ""

    def lost(self, line: Kept) -> str:
        """An edit that found no place: what bore it is another one now, or gone."""
        place = self.old.place(self._element(line.key))
        if place is None or (now := self.new.node(place)) is None:
            return ""
        was = self.old.node(place)
        whole = (self._whole(self.old, place, was), self._whole(self.new, place, now))
        return "everything of the element is as it was" if whole[0] == whole[1] else ""

    def conflict(self, line: Conflict) -> str:
        """What was left alone: the XML of the element, or of the slide, is as it was."""
        if line.key in self.old.slides:
            return self._slide_same(self.old.slides[line.key])
        key = self._element(line.key)
        place = self.old.place(key)
        now = self.new.node(place)
        if place is None:
            return ""
        if now is None:
            return "it is not there"
        moved = any(each.key == key and each.field in ("box", "place", "alt") for each in self.report.changes)
        drop = (*PLACE, r' descr="[^"]*"') if moved else ()
        was = self._whole(self.old, place, self.old.node(place), *drop)
        return "" if was == self._whole(self.new, place, now, *drop) else "it is not as it was"

    def kept(self, line: Kept) -> str:
        """An edit that stands: what it is, is the same before and after."""
        check = CHECKS.get(line.field) or CHECKS.get(line.field.partition("/")[0])
        if check is None:
            return f"tests/kept_lines.py knows no way to check the field {line.field!r}"
        return check(self, line)

    # ------------------------------------------------------------------ what was kept

    def field_kept(self, line: Kept) -> str:
        """A field that kamdeck reads has the value it had."""
        was, now = self.old.fields(line.key), self.new.fields(line.key)
        if was is None or now is None:
            return "the element is not there" if now is None else "the element was not there"
        stood, stands = (side.value(line.key, line.field) for side in (self.old, self.new))
        if stood != stands:
            return f"was {stood!r}, is {stands!r}"
        return ""

    def text_kept(self, line: Kept) -> str:
        """The words of a shape are those that were there."""
        place = self.old.place(line.key)
        was, now = self.old.node(place), self.new.node(place)
        if was is None or now is None:
            return "the element is not there"
        return _other(words_of(now), words_of(was)) or (_other(words_of(now), line.now) if line.now else "")

    def font_kept(self, line: Kept) -> str:
        """The formats of words stand on the words that stay."""
        place = self.old.place(line.key)
        was, now = self.old.node(place), self.new.node(place)
        if place is None or was is None or now is None:
            return "the element is not there"
        if "/" in line.field:
            cells = self.cell(self.old, line.key, line.field), self.cell(self.new, line.key, line.field)
            if cells[0] is None or cells[1] is None:
                return "the cell is not there"
            was, now = cells
        return formats_gone(self._words(self.old, place, was), self._words(self.new, place, now))

    def cell(self, side: Side, key: str, field: str) -> Node | None:
        """The cell that a field such as `font/row/column` is of."""
        fields, node = side.fields(key), side.node(side.place(key))
        assert fields is not None
        assert node is not None
        rest = field.partition("/")[2]
        rows, columns = fields.get("rows", ()), fields.get("columns", ())
        for row, tr in zip(rows, node.iter(a + "tr"), strict=False):
            for column, tc in zip(columns, tr.findall(a + "tc"), strict=False):
                if f"{row}/{column}" == rest:
                    return tc
        return None

    def notes_kept(self, line: Kept) -> str:
        return _other(self.new.notes(line.key), self.old.notes(line.key)) or (
            _other(self.new.notes(line.key), line.now) if line.now else ""
        )

    def name_kept(self, line: Kept) -> str:
        now = self.new.node(self.old.place(line.key))
        return "it is not there" if now is None else _other(name_of(now), line.now)

    def group_kept(self, line: Kept) -> str:
        now = self.new.node(self.old.place(line.key))
        if now is None:
            return "it is not there"
        around = [name_of(node) for node in now.iterancestors(p + "grpSp")]
        return "" if line.now in around else f"its groups are {around}"

    def copied(self, line: Kept) -> str:
        """Every shape that bore the key is there still."""
        there = [(slide, id_of(shape)) for slide, shape in self.old.raw.named(line.key)]
        gone = [place for place in there if self.new.raw.shape(*place) is None]
        return f"copies are gone: {gone}" if gone else ""

    def deleted(self, line: Kept) -> str:
        """What a person deleted is not there."""
        home = self.old.homes.get(line.key)
        if home is not None:
            return "it was not deleted"
        return "it is there again" if line.key in self.new.homes else ""

    def released(self, line: Kept) -> str:
        """What was handed over is there, without our name, and looks as it did."""
        place = self.old.place(line.key)
        now = self.new.node(place)
        if place is None or now is None:
            return "it is not there"
        if name_of(now) == "kd:" + line.key or line.key in self.new.homes:
            return "it still bears our name"
        was = self._whole(self.old, place, self.old.node(place), *NAMES, *PLACE)
        return (
            "" if was == self._whole(self.new, place, now, *NAMES, *PLACE) else "it does not look as it did"
        )

    def row_deleted(self, line: Kept) -> str:
        key = self._element(line.key)
        was, now = self.old.fields(key), self.new.fields(key)
        if was is None or now is None:
            return "the table is not there"
        rows = [str(row) for row in now.get("rows", ())]
        return "the row is there again" if line.key.removeprefix(key + "/") in rows else ""

    def series_deleted(self, line: Kept) -> str:
        key = self._element(line.key)
        now = self.new.fields(key)
        if now is None:
            return "the chart is not there"
        series = [str(each) for each in now.get("series", ())]
        return "the series is there again" if line.key.removeprefix(key + "/") in series else ""

    def list_kept(self, line: Kept) -> str:
        """Rows or columns that stand in both stand in the order they had; a person's own are there."""
        was, now = self.old.fields(line.key), self.new.fields(line.key)
        if was is None or now is None:
            return "the element is not there"
        before, after = ([str(k) for k in f.get(line.field, ())] for f in (was, now))
        common = [k for k in before if k in after and not k.startswith(OWN)]
        if common != [k for k in after if k in before and not k.startswith(OWN)]:
            return f"were {before}, are {after}"
        own = [sum(k.startswith(OWN) for k in keys) for keys in (before, after)]
        return "" if own[0] <= own[1] else f"{own[0]} of the person's own were there, {own[1]} are"

    def order_kept(self, line: Kept) -> str:
        """A person's order of rows or columns stands."""
        return self.list_kept(replace(line, field="rows" if line.field == "row order" else "columns"))

    def still_hidden(self, line: Kept) -> str:
        """What was filtered out of a chart is shown by none of its series."""
        now = self.new.fields(line.key)
        shown = {name.rpartition("/")[2] for name in now or () if name.startswith("val/")}
        return "the chart is not there" if now is None else ", ".join(shown & set(line.now.split(", ")))

    def page_kept(self, _: Kept) -> str:
        sizes = [side.raw.tree(MAIN).find(p + "sldSz") for side in (self.old, self.new)]
        found = [None if size is None else (size.get("cx"), size.get("cy")) for size in sizes]
        return "" if found[0] == found[1] else f"the page was {found[0]}, is {found[1]}"

    def slide_deleted(self, line: Kept) -> str:
        return "it is there" if line.key in self.new.slides or line.key in self.old.slides else ""

    def slide_copied(self, line: Kept) -> str:
        slides = self.old.raw.slides()
        if not line.now.isdigit() or not 0 < int(line.now) <= len(slides):
            return f"there is no slide {line.now}"
        return self._slide_same(slides[int(line.now) - 1][0], *NAMES)

    def slide_released(self, line: Kept) -> str:
        if line.key not in self.old.slides:
            return "there was no such slide"
        if line.key in self.new.slides:
            return "it is still bound to us"
        return self._slide_same(self.old.slides[line.key], *NAMES)

    def slide_order(self, _: Kept) -> str:
        before, after = ([number for number, _ in side.raw.slides()] for side in (self.old, self.new))
        stay = [number for number in before if number in after]
        return "" if stay == [n for n in after if n in before] else f"were {before}, are {after}"

    # ------------------------------------------------------------------ what is compared

    def _element(self, key: str) -> str:
        """The element that a line's key is of, where it goes on with a row or a series."""
        while key not in self.old.homes and "/" in key:
            key = key.rpartition("/")[0]
        return key

    def _words(self, side: Side, place: tuple[str, str], node: Node) -> list[Word]:
        return words_with_formats(node, side.raw, side.raw.part_of(place[0]) or "")

    def _whole(self, side: Side, place: tuple[str, str], node: Node, *drop: str) -> str:
        """Everything of an element as text, its chart too."""
        part = side.raw.part_of(place[0]) or ""
        text = side.raw.canonical(node, part, *drop)
        chart = side.raw.chart(part, node)
        if chart is not None and chart in side.raw.parts:
            text += side.raw.canonical(side.raw.tree(chart), chart)
        return text

    def _slide_same(self, number: str, *drop: str) -> str:
        """Nothing where a slide and its notes are as they were."""
        parts = self.old.raw.part_of(number), self.new.raw.part_of(number)
        if parts[0] is None or parts[1] is None:
            return "the slide is gone"
        texts = [
            s.raw.canonical(s.raw.tree(q), q, *drop)
            for s, q in zip((self.old, self.new), parts, strict=True)
            if q
        ]
        if drop:
            texts = [text.replace("<p:cSld>", "<p:cSld >") for text in texts]
        return "" if texts[0] == texts[1] else "the slide is not as it was"


def _other(now: str, meant: str) -> str:
    return "" if now == meant else f"{now!r} stands there, not {meant!r}"


def _told(value: Value) -> str:
    return show(value)


CHECKS: Mapping[str, Callable[[_Judge, Kept], str]] = {
    **dict.fromkeys(
        ("box", "look", "adjust", "alt", "glue", "ends", "frame", "fill", "label", "axis", "format", "place",
         "width", "height", "cell", "inner", "merge", "val", "category", "kind"),
        _Judge.field_kept,
    ),
    **dict.fromkeys(("rows", "columns", "order", "series"), _Judge.list_kept),
    **dict.fromkeys(("font", "link", "field", "paragraph"), _Judge.font_kept),
    "row order": _Judge.order_kept, "column order": _Judge.order_kept, "hidden": _Judge.still_hidden,
    "page size": _Judge.page_kept, "text": _Judge.text_kept, "notes": _Judge.notes_kept,
    "name": _Judge.name_kept, "group": _Judge.group_kept, "copied": _Judge.copied,
    "deleted": _Judge.deleted, "released": _Judge.released, "row deleted": _Judge.row_deleted,
    "series deleted": _Judge.series_deleted, "slide deleted": _Judge.slide_deleted,
    "slide copied": _Judge.slide_copied, "slide released": _Judge.slide_released,
    "slide order": _Judge.slide_order,
}  # fmt: skip
