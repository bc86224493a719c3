"""A renamed account is the same account: what a person did to it in a deck stands under the new name."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Emu

from kamdeck import api
from kamdeck.deck.normal import Fields
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import read_state
from kamdeck.report import Report
from kamdeck.workbook.pages import pages
from kamdeck.workbook.starter import write_workbook
from kamdeck.workbook.story import sample_settings
from tests.refreshing import find, shape_of, slide_of

OLD, NEW = "Mount Sinai", "Sinai Health Group"
RISKY, SAFER = "Aldbury Clinic", "Aldbury/Care: North"  # a name with the marks that separate parts of keys
MAGENTA = RGBColor(0xFF, 0x00, 0xFF)
NAMES = {OLD: NEW, RISKY: SAFER}
Change = Callable[[Deck, str, str], None]

LOOKS_ITSELF = True  # at every line of a report: see assert_kept


def write(
    path: Path, lang: str, names: dict[str, str], *, is_told: bool, is_everywhere: bool = False
) -> Path:
    """The sample story with accounts under other names, on Accounts alone or everywhere; `is_told` says so
    in the column for former names and gives another short name too, else they have none."""
    made = pages(lang, sample=True)
    for page in made:
        columns = [fact.name for _, fact in page.columns]
        for row in page.rows:
            for place, column in enumerate(columns):
                is_name = column == "account" and (page.sheet.key == "accounts" or is_everywhere)
                if is_name and row[place] in names:
                    old, row[place] = row[place], names[row[place]]
                    if page.sheet.key == "accounts":
                        row[columns.index("formerly")] = f"{old}; {old} Inc." if is_told else None
                        row[columns.index("short_name")] = short(row[place]) if is_told else None
    settings = sample_settings(lang)
    if is_everywhere:
        settings["focus_account"] = names.get(settings["focus_account"], settings["focus_account"])
    write_workbook(path, made, lang, settings)
    return path


# ------------------------------------------------------------------ what a person does


def short(name: str) -> str:
    return name[:12].strip()


def place_of(labels: Iterable[str], name: str) -> int:
    """Where an account stands among labels that show the beginning of its name."""
    return next(i for i, label in enumerate(labels) if label[:8] == name[:8])


def row_of(deck: Deck, key: str, account: str) -> Any:
    """The table row of an account, found by its id."""
    from kamdeck.pptxio.tables import row_id

    for row in shape_of(deck, key).table._tbl.tr_lst:
        if f'val="{row_id(account)}"' in etree.tostring(row).decode():
            return row
    raise KeyError(account)


def fill_row(deck: Deck, name: str, other: str) -> None:
    for cell in row_of(deck, "abc_accounts/table", name).tc_lst:
        properties = cell.get_or_add_tcPr()
        for old in properties.findall(qn("a:solidFill")) + properties.findall(qn("a:noFill")):
            properties.remove(old)
        fill = etree.SubElement(properties, qn("a:solidFill"))
        etree.SubElement(fill, qn("a:srgbClr")).set("val", str(MAGENTA))


def heighten_row(deck: Deck, name: str, other: str) -> None:
    row = row_of(deck, "identification/table", name)
    row.set("h", str(int(row.get("h")) + 40_000))


def embolden_cell(deck: Deck, name: str, other: str) -> None:
    cell = row_of(deck, "dashboard/accounts", name).tc_lst[0]
    for run in cell.iter(qn("a:rPr")):
        run.set("i", "1")


def colour_bar(deck: Deck, name: str, other: str) -> None:
    chart = shape_of(deck, "pareto/chart").chart
    place = place_of(chart.plots[0].categories, name)
    chart.plots[0].series[0].points[place].format.fill.solid()
    chart.plots[0].series[0].points[place].format.fill.fore_color.rgb = MAGENTA


def label_bar(deck: Deck, name: str, other: str) -> None:
    chart = shape_of(deck, "pareto/chart").chart
    place = place_of(chart.plots[0].categories, other)
    chart.plots[0].series[0].points[place].data_label.text_frame.text = "watch this one"


def colour_series(deck: Deck, name: str, other: str) -> None:
    chart = shape_of(deck, "dashboard_risk/stake").chart
    series = next(s for plot in chart.plots for s in plot.series if s.name[:8] == other[:8])
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = MAGENTA


def recolour_mark(deck: Deck, name: str, other: str) -> None:
    mark = find(slide_of(deck, "dashboard"), f"kd:dashboard/marks/bar:{name}")
    mark.fill.solid()
    mark.fill.fore_color.rgb = MAGENTA


def delete_mark(deck: Deck, name: str, other: str) -> None:
    mark = find(slide_of(deck, "dashboard_risk"), f"kd:dashboard_risk/queue_marks/rank:{other}")
    mark._element.getparent().remove(mark._element)


def reword_title(deck: Deck, name: str, other: str) -> None:
    shape_of(deck, f"decision:{name}/title").text_frame.text = "Whom to see first"


def move_node(deck: Deck, name: str, other: str) -> None:
    node = find(slide_of(deck, f"decision:{name}"), f"kd:decision:{name}/node:cio")
    node.left, node.top = Emu(node.left + 90_000), Emu(node.top - 60_000)


def reword_objective(deck: Deck, name: str, other: str) -> None:
    find(slide_of(deck, f"blueprint:{name}"), f"kd:blueprint:{name}/kicker").text_frame.text = "Our plan"


def widen_column(deck: Deck, name: str, other: str) -> None:
    table = shape_of(deck, "scoring/growth").table
    table.columns[2].width = Emu(table.columns[2].width + 50_000)


def comment(deck: Deck, name: str, other: str) -> None:
    slide = slide_of(deck, f"blueprint:{name}")
    content = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<p:cmLst xmlns:p="http://schemas.'
        b'openxmlformats.org/presentationml/2006/main"><p:cm authorId="0" dt="2026-10-31T09:00:00.000" '
        b'idx="1"><p:pos x="10" y="10"/><p:text>Ask finance</p:text></p:cm></p:cmLst>'
    )
    kind = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
    part = Part(PackURI("/ppt/comments/comment1.xml"), kind, slide.part.package, content)
    slide.part.relate_to(part, RT.COMMENTS)
    authors = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<p:cmAuthorLst xmlns:p="http://schemas.'
        b'openxmlformats.org/presentationml/2006/main"><p:cmAuthor id="0" name="L. Moreau" initials="LM" '
        b'lastIdx="1" clrIdx="0"/></p:cmAuthorLst>'
    )
    kind = "application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml"
    part = Part(PackURI("/ppt/commentAuthors.xml"), kind, slide.part.package, authors)
    deck.part.relate_to(part, RT.COMMENT_AUTHORS)


def own_row(deck: Deck, name: str, other: str) -> None:
    row = row_of(deck, "dashboard/accounts", name)
    own = copy.deepcopy(row)
    for extension in own.findall(qn("a:extLst")):
        own.remove(extension)
    for text in own.iter(qn("a:t")):
        text.text = "my row"
    row.addnext(own)


def own_shape(deck: Deck, name: str, other: str) -> None:
    box = slide_of(deck, f"divisions:{name}").shapes.add_textbox(0, 0, 900_000, 300_000)
    box.text_frame.text = "my note"


PORTFOLIO: tuple[Change, ...] = (
    fill_row, heighten_row, embolden_cell, colour_bar, label_bar, colour_series, recolour_mark, delete_mark,
    reword_title, move_node, reword_objective, widen_column, comment, own_row, own_shape,
)  # fmt: skip
PACK: tuple[Change, ...] = (
    fill_row, colour_bar, label_bar, reword_title, move_node, reword_objective, comment, own_shape,
)  # fmt: skip


def edit(deck: Path, changes: tuple[Change, ...], names: tuple[str, str], marks: str = "") -> None:
    """The deck after a person changed it; `marks` dropped are those that some programs do not keep."""
    file = Presentation(str(deck))
    for change in changes:
        change(file, *names)
    out = io.BytesIO()
    file.save(out)
    deck.write_bytes(without_marks(out.getvalue()) if marks else out.getvalue())


def without_marks(data: bytes) -> bytes:
    """The deck without tags, without ids of rows and columns and without those of series."""
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("ppt/slides/slide"):
                content = re.sub(rb"<p:custDataLst>.*?</p:custDataLst>", b"", content, flags=re.DOTALL)
                content = re.sub(
                    rb"<a:extLst><a:ext uri=\"[^\"]*\"><a16:(?:row|col)Id.*?</a:extLst>", b"", content
                )
            elif name.startswith("ppt/slides/_rels"):
                content = re.sub(rb"<Relationship [^>]*/tags\"[^>]*/>", b"", content)
            elif name.startswith("ppt/charts/chart"):
                content = re.sub(rb"<c:extLst><c:ext[^>]*><c16:uniqueId.*?</c:extLst>", b"", content)
            elif name.startswith("ppt/tags/"):
                continue
            elif name == "[Content_Types].xml":
                content = re.sub(rb"<Override PartName=\"/ppt/tags/[^>]*/>", b"", content)
            target.writestr(name, content)
    return out.getvalue()


# ------------------------------------------------------------------ what must hold


def fields_in(deck: Path) -> dict[str, Fields]:
    """The fields of every element of ours, without the checksums of charts' workbooks."""
    state = read_state(Package.open(deck)).state
    return {
        key: {name: value for name, value in element.fields.items() if name not in ("book", "runs")}
        for slide in state.slides.values()
        for key, element in slide.elements.items()
    }


def assert_kept(report: Report, deck: Path) -> None:
    """Every line of what was kept, lost or replaced names what the deck has, by its name of today."""
    found = fields_in(deck)
    words = [(kept.key, kept.field) for kept in (*report.kept, *report.lost, *report.replaced)]
    assert [pair for pair in words if any(old in "".join(pair) for old in (OLD, RISKY))] == []
    for kept in report.kept:
        if kept.field in found.get(kept.key, {}) and class_of(kept.field) == "text":
            assert found[kept.key][kept.field] == kept.now, kept


def class_of(field: str) -> str:
    from kamdeck.deck.normal import class_of as found

    return found(field)


@dataclass
class Pair:
    """A deck whose account was renamed, and one that had the new name from the start; both were edited."""

    ours: Path
    theirs: Path
    report: Report


def pair(
    folder: Path,
    lang: str,
    changes: tuple[Change, ...],
    choice: dict[str, Any],
    *,
    marks: str = "",
    **told: bool,
) -> Pair:
    old = write(folder / "old.xlsx", lang, {}, is_told=False)
    new = write(folder / "new.xlsx", lang, NAMES, **(told or {"is_told": True}))
    ours, theirs = folder / "ours.pptx", folder / "theirs.pptx"
    account: dict[str, Any] = {"account": OLD} if choice else {}
    api.build(old, ours, **choice, **account)
    edit(ours, changes, (OLD, RISKY), marks)
    api.build(new, theirs, **choice | ({"account": NEW} if choice else {}))
    edit(theirs, changes, (NEW, SAFER), marks)
    api.refresh(theirs, workbook=new)
    return Pair(ours, theirs, api.refresh(ours, workbook=new))


def assert_same(found: Pair) -> None:
    ours, theirs = fields_in(found.ours), fields_in(found.theirs)
    assert ours.keys() == theirs.keys()
    for key, fields in theirs.items():
        assert ours[key] == fields, key
    for change in found.report.changes:
        assert change.field not in ("slide added", "slide removed", "rows", "columns", "series", "order"), (
            change
        )
    assert found.report.conflicts == ()


@pytest.mark.parametrize("marks", ["", "dropped"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_was_done_to_a_renamed_account_stands(tmp_path: Path, lang: str, marks: str) -> None:
    found = pair(tmp_path, lang, PORTFOLIO, {}, marks=marks)
    assert_same(found)
    assert_kept(found.report, found.ours)
    again = api.refresh(found.ours, workbook=tmp_path / "new.xlsx")
    assert (again.changes, again.lost, again.replaced) == ((), (), ())
    assert set(found.report.kept) <= set(again.kept)
    kept = {(kept.key, kept.field) for kept in found.report.kept}
    assert {(f"decision:{NEW}/title", "text"), (f"blueprint:{NEW}/kicker", "text")} <= kept
    assert ("identification/table", f"height/{NEW}") in kept
    assert any(field.startswith(f"fill/{NEW}/") for key, field in kept if key == "abc_accounts/table")
    assert ("pareto/chart", f"fill/revenue/{NEW}") in kept
    assert (f"dashboard_risk/queue_marks/rank:{SAFER}", "deleted") in kept
    data = zipfile.ZipFile(found.ours)
    assert b"Ask finance" in data.read("ppt/comments/comment1.xml")
    assert sum(b"my note" in data.read(n) for n in data.namelist() if n.startswith("ppt/slides/slide")) == 1


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_accounts_pack_follows_its_account(tmp_path: Path, lang: str) -> None:
    found = pair(tmp_path, lang, PACK, {"pack": "account"})
    assert_same(found)
    assert_kept(found.report, found.ours)
    assert read_manifest(Package.open(found.ours))[0]["choice"] == {"account": NEW, "pack": "account"}
    again = api.refresh(found.ours, workbook=tmp_path / "new.xlsx")
    assert again.changes == ()


# ------------------------------------------------------------------ without a former name in the workbook


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_same_revenue_is_the_same_account_and_is_told_once(tmp_path: Path, lang: str) -> None:
    changes = (*PACK[:-2], recolour_mark)
    found = pair(tmp_path, lang, changes, {}, is_told=False, is_everywhere=True)
    assert_same(found)
    told = [problem for problem in found.report.problems if problem.code == "renamed-by-figures"]
    assert len(told) == len(NAMES)
    assert {(p.severity, p.seen) for p in told} == {("warning", NEW), ("warning", SAFER)}
    assert all(p.cell.startswith("A") and OLD in p.message + told[0].message for p in told)
    again = api.refresh(found.ours, workbook=tmp_path / "new.xlsx")
    assert (again.changes, again.problems) == ((), ())
    # What was found once is remembered: a later run knows it too.
    assert [NEW, OLD] in [
        [run["names"][row[0]], *row[1:]]
        for run in read_manifest(Package.open(found.ours))[0]["runs"]  # type: ignore[attr-defined]
        for row in run.get("formerly", ())
    ]


def test_other_figures_are_another_account(tmp_path: Path) -> None:
    old, deck = write(tmp_path / "old.xlsx", "en", {}, is_told=False), tmp_path / "deck.pptx"
    api.build(old, deck)
    edit(deck, (fill_row,), (OLD, RISKY))
    new = write(tmp_path / "new.xlsx", "en", {OLD: NEW}, is_told=False, is_everywhere=True)
    book = openpyxl.load_workbook(new)
    sheet = book["Revenue"]
    row = next(row for row in sheet.iter_rows(min_row=5) if row[0].value == NEW)
    row[2].value = 1
    book.save(new)
    report = api.refresh(deck, workbook=new)
    assert report.problems == ()
    assert f"decision:{NEW}" in {c.key for c in report.changes if c.field == "slide added"}


# ------------------------------------------------------------------ names exchanged, accounts that became one


def test_accounts_that_exchanged_their_names_take_their_formats_along(tmp_path: Path) -> None:
    deck, twin = tmp_path / "deck.pptx", tmp_path / "twin.pptx"
    other = "Larkmoor"
    api.build(write(tmp_path / "old.xlsx", "en", {}, is_told=False), deck)
    edit(deck, (fill_row, colour_bar, recolour_mark, reword_title), (OLD, RISKY))
    names = {OLD: other, other: OLD}
    new = write(tmp_path / "new.xlsx", "en", names, is_told=False, is_everywhere=True)
    book = openpyxl.load_workbook(new)
    sheet = book["Accounts"]
    place = next(cell.column for cell in sheet[4] if cell.value == "Formerly")
    for row in range(5, 40):
        if (name := str(sheet.cell(row, 1).value)) in names:
            sheet.cell(row, place).value = names[name]
    book.save(new)
    api.build(new, twin)
    edit(twin, (fill_row, colour_bar, recolour_mark, reword_title), (other, RISKY))
    api.refresh(twin, workbook=new)
    report = api.refresh(deck, workbook=new)
    assert {problem.code for problem in report.problems} == {"former-moved"}
    assert fields_in(deck) == fields_in(twin)
    data = deck.read_bytes()
    assert api.refresh(deck, workbook=new).changes == ()
    assert deck.read_bytes() == data


def test_accounts_that_became_one_are_new_and_told_so(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    api.build(write(tmp_path / "old.xlsx", "en", {}, is_told=False), deck)
    new = write(tmp_path / "new.xlsx", "en", {OLD: NEW, RISKY: NEW}, is_told=True, is_everywhere=True)
    book = openpyxl.load_workbook(new)
    sheet = book["Accounts"]
    rows = [row for row in range(5, 40) if sheet.cell(row, 1).value == NEW]
    place = next(cell.column for cell in sheet[4] if cell.value == "Formerly")
    sheet.cell(rows[0], place).value = f"{OLD}; {RISKY}"
    sheet.delete_rows(rows[1])
    revenue = book["Revenue"]
    revenue.delete_rows(next(r for r in range(5, 40) if revenue.cell(r, 1).value == NEW))
    book.save(new)
    report = api.refresh(deck, workbook=new)
    told = [problem for problem in report.problems if problem.code == "accounts-merged"]
    assert [(p.severity, p.seen) for p in told] == [("warning", NEW)]
    assert OLD in told[0].message
    assert RISKY in told[0].message
    assert f"decision:{NEW}" in {c.key for c in report.changes if c.field == "slide added"}
    assert "accounts-merged" not in {p.code for p in api.refresh(deck, workbook=new).problems}


# ------------------------------------------------------------------ marks


def test_a_copy_of_a_renamed_accounts_shape_stays_a_copy_and_tags_of_others_stay(tmp_path: Path) -> None:
    old, new = (write(tmp_path / f"{i}.xlsx", "en", NAMES if i else {}, is_told=bool(i)) for i in (0, 1))
    deck = tmp_path / "deck.pptx"
    api.build(old, deck)

    def copied(file: Deck) -> None:
        slide = slide_of(file, f"decision:{OLD}")
        title = find(slide, f"kd:decision:{OLD}/zone_head")._element
        twin = copy.deepcopy(title)
        twin.find(".//" + qn("p:cNvPr")).set("id", "9001")
        data = twin.find(".//" + qn("p:custDataLst"))
        data.getparent().remove(data)
        title.addnext(twin)
        for rel in slide.part.rels.values():
            if rel.reltype.endswith("/tags"):
                part = rel.target_part
                part._blob = part.blob.replace(b"</p:tagLst>", b'<p:tag name="OTHERS" val="X"/></p:tagLst>')

    file = Presentation(str(deck))
    copied(file)
    file.save(str(deck))
    report = api.refresh(deck, workbook=new)
    assert (f"decision:{NEW}/zone_head", "copied") in {(kept.key, kept.field) for kept in report.kept}
    package = Package.open(deck)
    tags = [package.read(name) for name in package.names if name.startswith("ppt/tags/")]
    key = f"decision:{NEW}/zone_head".encode().hex().upper().encode()
    assert [b'name="OTHERS"' in tag for tag in tags if key in tag] == [True]


def test_an_untouched_deck_stays_untouched_under_the_new_name(tmp_path: Path) -> None:
    """After a rename a refresh gives what a build gives, and nothing counts as a person's."""
    old, new = (write(tmp_path / f"{i}.xlsx", "en", NAMES if i else {}, is_told=bool(i)) for i in (0, 1))
    deck, fresh = tmp_path / "deck.pptx", tmp_path / "fresh.pptx"
    api.build(old, deck)
    report = api.refresh(deck, workbook=new)
    assert (report.kept, report.lost, report.replaced, report.conflicts) == ((), (), (), ())
    api.build(new, fresh)
    assert fields_in(deck) == fields_in(fresh)
    ledger = read_manifest(Package.open(deck))[1]
    assert ledger is not None
    assert all(slide.digest for slide in ledger.slides.values())
    assert [
        name for name in Package.open(deck).names if b"kd:decision:Mount" in Package.open(deck).read(name)
    ] == []
