"""What people do in tables survives rows and columns that come and go, or is named in the report.

The story deck gains a year and a ranking, and loses an account, tasks and steps. Every deck goes through the
validators, a second refresh changes nothing, every line of a report is held against the file.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import etree
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from kamdeck.deck.changes import Plan
from kamdeck.deck.fields import flatten
from kamdeck.deck.plan import plan
from kamdeck.deck.spec import COVERED, Cell, Column, DeckSpec, Row, SlideSpec, Table, para
from kamdeck.deck.wanted import Wanted
from kamdeck.pptxio.apply import apply
from kamdeck.pptxio.colors import OUR_PALETTE
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import read_state
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.record import replace
from kamdeck.report import Kept
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from tests.refresh.test_story import newer
from tests.refreshing import built, edited, opened, parts_of, refreshed, shape_of, story, values_of

Sound = Callable[[Path | bytes], None]
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
VIEWS = (
    "abc_accounts", "abc_migration", "concentration", "identification", "kam_evaluation", "ranking",
    "retention_plan", "rollout", "scoring", "strategies", "todo_team", "whitespace",
)  # fmt: skip


@cache
def spec(lang: str, *, is_newer: bool = False) -> DeckSpec:
    """The slides with tables, this year's or the next one's."""
    book = story()
    if is_newer:
        fewer = {name: getattr(book, name)[::2] for name in ("tasks", "rollout", "evaluation")}
        book = replace(newer(book), settings=replace(book.settings, last_year=2027), **fewer)
    whole = compose(book, (), Choice(None, lang, None, None, None), Say("en")).spec
    picked = [s for s in whole.slides if s.key.partition(":")[0] in VIEWS]
    return replace(whole, slides=tuple(picked))


@cache
def old(lang: str) -> bytes:
    return built(spec(lang))


@cache
def wanted(lang: str) -> dict[str, Any]:
    new = spec(lang, is_newer=True)
    return values_of(built(new), new)


def tables(spec: DeckSpec) -> dict[str, Table]:
    return {e.key: e for slide in spec.slides for e, _ in flatten(slide) if isinstance(e, Table)}


class After(NamedTuple):
    """A deck that a person changed, refreshed."""

    data: bytes
    deck: Deck
    plan: Plan
    lost: Sequence[Kept]
    spec: DeckSpec

    def grid(self, key: str) -> Any:
        return shape_of(self.deck, key).table._tbl

    def xml(self, key: str) -> str:
        return etree.tostring(self.grid(key)).decode()

    def told(self, key: str) -> set[tuple[str, str, str]]:
        """What is lost of a table: the row, the field, what stood there."""
        return {(k.key.removeprefix(key)[1:], k.field, k.now) for k in self.lost if k.key.startswith(key)}


def carried_out(data: bytes, new: DeckSpec) -> tuple[bytes, Plan, Sequence[Kept]]:
    package = Package.open(data)
    reading = read_state(package, new, wanted=(wanted := Wanted(new, OUR_PALETTE.tokens)))
    made = plan(new, reading.state, reading.ledger, wanted=wanted)
    master, _ = shipped_master()
    out = apply(made, package, new, master, reading).save_bytes()
    return out, made, (*made.lost, *reading.lost)


def after(
    change: Callable[[Deck], object], sound: Sound, lang: str = "en", *, has_ids: bool = True,
    decks: tuple[DeckSpec, DeckSpec] | None = None,
) -> After:  # fmt: skip
    """The refreshed deck: sound, settled, its report true; `has_ids` False drops the ids as others do."""
    first, new = decks or (spec(lang), spec(lang, is_newer=True))

    def both(deck: Deck) -> None:
        change(deck)
        if not has_ids:
            drop_ids(deck)

    theirs = edited(built(first) if decks else old(lang), both)
    data, made, lost = carried_out(theirs, new)
    sound(data)
    again, nothing = refreshed(data, new)
    assert (nothing.edits, again) == ((), data)
    assert set(made.kept) <= set(nothing.kept)
    have = values_of(data, new)
    for kept in made.kept:
        if kept.field.startswith(("cell/", "height/", "width/", "fill/", "font/")):
            assert kept.field in have[kept.key], kept
        if kept.field.startswith("cell/"):
            assert have[kept.key][kept.field] == kept.now
    return After(data, opened(data), made, lost, new)


def drop_ids(deck: Deck) -> None:
    for slide in deck.slides:
        for node in list(slide._element.iter("{*}colId", "{*}rowId")):
            extensions = node.getparent().getparent()
            extensions.getparent().remove(extensions)


def row_of(deck: Deck, key: str, row: str, first: DeckSpec) -> Any:
    """A row by its key in the deck as built."""
    keys = [r.key for r in tables(first)[key].rows]
    return shape_of(deck, key).table._tbl.tr_lst[keys.index(row)]


def cell_of(deck: Deck, key: str, row: str, column: str, first: DeckSpec) -> Any:
    keys = [c.key for c in tables(first)[key].columns]
    return row_of(deck, key, row, first).tc_lst[keys.index(column)]


def reword(cell: Any, words: str) -> None:
    next(cell.iter(qn("a:t"))).text = words


def paint(cell: Any, color: str) -> None:
    look = cell.tcPr
    for node in [n for n in look if n.tag in (qn("a:solidFill"), qn("a:noFill"))]:
        look.remove(node)
    etree.SubElement(etree.SubElement(look, qn("a:solidFill")), qn("a:srgbClr")).set("val", color)


def link(deck: Deck, cell: Any, address: str) -> None:
    slide = next(s for s in deck.slides if s._element is cell.getroottree().getroot())
    run = next(cell.iter(qn("a:rPr")))
    rel_id = slide.part.relate_to(address, LINK, is_external=True)
    etree.SubElement(run, qn("a:hlinkClick")).set(qn("r:id"), rel_id)


def own_row(row: Any, words: str) -> Any:
    """A copy of a row below it, in a person's words."""
    own = copy.deepcopy(row)
    for text in own.iter(qn("a:t")):
        text.text = words
    row.addnext(own)
    return own


def leaving(lang: str, what: str) -> Iterator[tuple[str, str]]:
    """Tables with the key of a row (or column) that is gone a year on."""
    now, then = tables(spec(lang)), tables(spec(lang, is_newer=True))
    for key in now.keys() & then.keys():
        there = {part.key for part in getattr(then[key], what)}
        for part in getattr(now[key], what):
            if part.key not in there:
                yield key, part.key


# ------------------------------------------------------------------ untouched


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("has_ids", [True, False])
def test_untouched_tables_are_those_of_a_build_and_nothing_is_told(
    lang: str, has_ids: bool, sound: Sound
) -> None:
    found = after(lambda deck: None, sound, lang, has_ids=has_ids)
    assert values_of(found.data, found.spec) == wanted(lang)
    assert (found.plan.kept, found.plan.replaced, found.plan.conflicts, found.lost) == ((), (), (), ())
    for key in tables(found.spec):
        numbers = {n.get("val") for n in found.grid(key).iter("{*}rowId")}
        is_written = has_ids or any(edit.key == key and edit.op == "table" for edit in found.plan.edits)
        assert len(numbers) == (len(found.grid(key).tr_lst) if is_written else 0)
    assert {key for key, _ in leaving(lang, "rows")} >= {"abc_accounts/table", "todo_team/table"}
    assert {key for key, _ in leaving(lang, "columns")} >= {"abc_accounts/table", "concentration/table"}


# ------------------------------------------------------------------ merged cells


MERGED = ("abc_accounts/table", "abc_migration/matrix", "concentration/table", "todo_team/table")


@pytest.mark.parametrize("key", MERGED)
@pytest.mark.parametrize("has_ids", [True, False])
def test_a_merged_cell_keeps_all_that_a_person_made_of_it(key: str, has_ids: bool, sound: Sound) -> None:
    spans = [
        (row.key, column.key)
        for row in tables(spec("en"))[key].rows
        for column, cell in zip(tables(spec("en"))[key].columns, row.cells, strict=True)
        if cell.span > 1
    ]
    there = {row.key for row in tables(spec("en", is_newer=True))[key].rows}

    def change(deck: Deck) -> None:
        for place in spans:
            cell = cell_of(deck, key, *place, spec("en"))
            paint(cell, "FF00FF")
            cell.tcPr.set("marL", "123456")
            cell.tcPr.set("vert", "vert270")
            etree.SubElement(cell.tcPr, qn("a:lnTlToBr"), w="12700")
            cell.tcPr.insert(0, cell.tcPr[-1])
            for look in cell.tcPr.findall(qn("a:lnTlToBr")):
                borders = [n for n in cell.tcPr if n.tag in map(qn, ("a:lnL", "a:lnR", "a:lnT", "a:lnB"))]
                if borders:
                    borders[-1].addnext(look)
            link(deck, cell, "http://mine.example/")

    found = after(change, sound, has_ids=has_ids)
    stay = [place for place in spans if place[0] in there]
    assert stay
    values = values_of(found.data, found.spec)[key]
    for row, column in stay:
        assert str(values[f"fill/{row}/{column}"]).startswith("FF00FF|")
        assert (key, f"fill/{row}/{column}") in {(k.key, k.field) for k in found.plan.kept}
    xml = found.xml(key)
    for trace in ('marL="123456"', 'vert="vert270"', "lnTlToBr", "hlinkClick"):
        assert xml.count(trace) >= len(stay), trace


def test_words_of_ours_in_a_merged_head_stay_reworded(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        for row in ("share", "measures"):
            reword(cell_of(deck, "concentration/table", row, "measure", spec("en")), f"My {row}")

    found = after(change, sound)
    values = values_of(found.data, found.spec)["concentration/table"]
    assert [values[f"cell/{row}/measure"] for row in ("share", "measures")] == ["My share", "My measures"]
    assert values["merge/share"] == wanted("en")["concentration/table"]["merge/share"]


def span_deck(span: int) -> DeckSpec:
    """A row whose first cell covers so many columns."""
    columns = tuple(Column(c, 900_000) for c in "abc")
    cells = [Cell((para(c),)) for c in "abc"]
    row = Row("two", 300_000, (replace(cells[0], span=span), *(COVERED,) * (span - 1), *cells[span:]))
    table = Table("s/t", 500_000, 1_500_000, columns, (Row("one", 300_000, tuple(cells)), row), alt="Spans")
    return DeckSpec((SlideSpec("s", "wide", (table,)),))


def test_what_a_merged_cell_of_ours_covers_now_is_lost_not_kept(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        cell = shape_of(deck, "s/t").table._tbl.tr_lst[1].tc_lst[1]
        reword(cell, "typed")
        paint(cell, "ABCDEF")
        cell.tcPr.set("marL", "444444")

    found = after(change, sound, decks=(span_deck(1), span_deck(2)))
    assert [k for k in found.plan.kept if k.key == "s/t"] == []
    assert [(k.field, k.now) for k in found.plan.replaced] == [("cell/two/b", "typed")]
    assert {(row, field) for row, field, _ in found.told("s/t")} == {("two", "fill/b"), ("two", "look/b")}
    assert "ABCDEF" not in found.xml("s/t")


def test_merged_by_a_person_is_still_a_conflict(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        table = shape_of(deck, "concentration/table").table
        table.cell(2, 1).merge(table.cell(2, 2))

    found = after(change, sound)
    assert ("concentration/table", "merge") in {(c.key, c.reason) for c in found.plan.conflicts}


# ------------------------------------------------------------------ what leaves


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("has_ids", [True, False])
def test_a_row_that_leaves_names_what_a_person_made_of_it(lang: str, has_ids: bool, sound: Sound) -> None:
    first, rows = spec(lang), dict(leaving(lang, "rows"))
    rows.pop("rollout/table")  # its only cell with words is one

    def change(deck: Deck) -> None:
        for key, row in rows.items():
            node = row_of(deck, key, row, first)
            cells = [c for c in node.tc_lst if next(c.iter(qn("a:t")), None) is not None]
            reword(cells[-1], "MINE 4711")
            paint(cells[0], "FF00FF")
            cells[0].tcPr.set("marL", "234567")
            link(deck, cells[0], "http://mine.example/")
            node.set("h", str(int(node.get("h")) + 50_000))

    found = after(change, sound, lang, has_ids=has_ids)
    assert len(rows) >= 5
    for key, row in rows.items():
        told = found.told(key)
        assert {r for r, _, _ in told} == {row}
        assert {field.partition("/")[0] for _, field, _ in told} >= {"cell", "fill", "link", "look", "height"}
        assert "MINE 4711" in {now for _, field, now in told if field.startswith("cell/")}
        assert "MINE" not in found.xml(key)
    rels = [part for name, part in parts_of(found.data).items() if name.startswith("ppt/slides/_rels/")]
    assert not any(b"mine.example" in part for part in rels)


def test_a_column_that_leaves_names_what_a_person_made_of_it(sound: Sound) -> None:
    columns = {key: column for key, column in leaving("en", "columns") if not key.startswith("scoring/")}
    rows = {key: tables(spec("en"))[key].rows[2].key for key in columns}

    def change(deck: Deck) -> None:
        for key, column in columns.items():
            cell = cell_of(deck, key, rows[key], column, spec("en"))
            reword(cell, "MINE 4711")
            paint(cell, "FF00FF")
            cell.tcPr.set("vert", "vert270")

    found = after(change, sound)
    assert len(columns) >= 2
    for key, column in columns.items():
        fields = {(row, field) for row, field, _ in found.told(key)}
        assert fields == {(rows[key], f"{field}/{column}") for field in ("cell", "fill", "look")}


def test_a_link_that_another_cell_uses_too_stays(sound: Sound) -> None:
    key, row = next(pair for pair in leaving("en", "rows") if pair[0] == "abc_accounts/table")

    def change(deck: Deck) -> None:
        cell = cell_of(deck, key, row, "name", spec("en"))
        link(deck, cell, "http://mine.example/")
        other = cell_of(deck, key, "total", "rank", spec("en"))
        next(other.iter(qn("a:rPr"))).append(copy.deepcopy(next(cell.iter(qn("a:hlinkClick")))))

    found = after(change, sound)
    ids = [n.get(qn("r:id")) for n in found.grid(key).iter(qn("a:hlinkClick"))]
    part = shape_of(found.deck, key).part
    assert [part.rels[rel_id].target_ref for rel_id in ids] == ["http://mine.example/"]


# ------------------------------------------------------------------ own rows, own order


@pytest.mark.parametrize("key", ["abc_accounts/table", "todo_team/table", "concentration/table"])
@pytest.mark.parametrize("has_ids", [True, False])
def test_own_rows_and_copies_stay(key: str, has_ids: bool, sound: Sound) -> None:
    gone = dict(leaving("en", "rows")).get(key, tables(spec("en"))[key].rows[-1].key)

    def change(deck: Deck) -> None:
        grid = shape_of(deck, key).table._tbl
        own_row(row_of(deck, key, gone, spec("en")), "Below a row that leaves")
        plain = next(r for r in grid.tr_lst[3:] if not any(c.get("gridSpan") for c in r.tc_lst))
        own_row(plain, "A copy of mine")

    found = after(change, sound, has_ids=has_ids)
    xml = found.xml(key)
    assert "Below a row that leaves" in xml
    assert "A copy of mine" in xml
    values = values_of(found.data, found.spec)[key]
    for name, value in wanted("en")[key].items():
        if name.startswith(("cell/", "merge/")):
            assert values[name] == value, name
    numbers = [n.get("val") for n in found.grid(key).iter("{*}rowId")]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("key", ["abc_accounts/table", "todo_team/table", "kam_evaluation/table"])
@pytest.mark.parametrize("has_ids", [True, False])
def test_rows_that_a_person_dragged_stay_there(key: str, has_ids: bool, sound: Sound) -> None:
    there = {row.key for row in tables(spec("en", is_newer=True))[key].rows}
    old_rows = [row.key for row in tables(spec("en"))[key].rows if row.key in there]

    def change(deck: Deck) -> None:
        first, last = (row_of(deck, key, k, spec("en")) for k in (old_rows[1], old_rows[-2]))
        first.addprevious(last)

    found = after(change, sound, has_ids=has_ids)
    mine = [old_rows[0], old_rows[-2], *old_rows[1:-2], old_rows[-1]]
    values: dict[str, Any] = values_of(found.data, found.spec)[key]
    assert [row for row in values["rows"] if row in mine] == mine
    assert set(values["rows"]) == there
    (line,) = [k for k in found.plan.kept if k.field == "row order"]
    assert (line.key, line.now) == (key, ", ".join(values["rows"]))
    for name, value in wanted("en")[key].items():
        assert name == "rows" or values[name] == value, name


def test_columns_that_a_person_moved_stay_there(sound: Sound) -> None:
    key = "strategies/table"
    names = [column.key for column in tables(spec("en"))[key].columns]

    def change(deck: Deck) -> None:
        grid = shape_of(deck, key).table._tbl
        for row in (grid.tblGrid, *grid.tr_lst):
            cells = [node for node in row if node.tag in (qn("a:gridCol"), qn("a:tc"))]
            cells[1].addprevious(cells[-1])

    found = after(change, sound)
    values = values_of(found.data, found.spec)[key]
    assert list(values["columns"]) == [names[0], names[-1], *names[1:-1]]
    assert [(k.key, k.field) for k in found.plan.kept] == [(key, "column order")]
    for name, value in wanted("en")[key].items():
        assert name == "columns" or values[name] == value, name


def test_a_column_moved_into_a_merged_cell_is_a_conflict(sound: Sound) -> None:
    key = "abc_accounts/table"

    def change(deck: Deck) -> None:
        grid = shape_of(deck, key).table._tbl
        for row in (grid.tblGrid, *grid.tr_lst):
            cells = [node for node in row if node.tag in (qn("a:gridCol"), qn("a:tc"))]
            for cell in cells:
                for name in ("gridSpan", "hMerge"):
                    cell.attrib.pop(name, "")
            cells[0].addnext(cells[-1])

    found = after(change, sound)
    assert [c.key for c in found.plan.conflicts] == [key]
