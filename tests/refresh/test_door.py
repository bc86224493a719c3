"""The door: whose deck it is, for whom, and what is read for it; one bad slide does not stop the others."""

from __future__ import annotations

import html
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import Any

import openpyxl
import pytest
from lxml import etree as lxml_etree
from pptx import Presentation

from kamdeck import api
from kamdeck.cli.main import run
from kamdeck.errors import DeckError, KamdeckError
from kamdeck.pptxio.manifest import VERSION
from kamdeck.pptxio.marks import edition_of_slides, marked_edition
from kamdeck.pptxio.package import Package
from kamdeck.run.choice import Choice
from kamdeck.run.known import KnownDeck
from kamdeck.run.links import is_linked
from kamdeck.text import Say
from tests.refreshing import shape_of, slide_of

ROOT = Path(__file__).parents[2]
SAY = Say("en")
etree: Any = lxml_etree  # trees of parts, which are sound
ACCOUNT = "Mount Sinai"
Parts = dict[str, bytes]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("door")
    book = Path(shutil.copy(ROOT / "sample_workbooks" / "health_cloud.xlsx", folder / "w.xlsx"))
    views = ["cover", "pareto", "concentration", "abc_accounts", "ranking"]
    api.build(book, folder / "d.pptx", views=views)
    api.build(book, folder / "fr.pptx", views=views, lang="fr")
    api.build(book, folder / "customer.pptx", edition="customer", account=ACCOUNT)
    return folder


@pytest.fixture
def desk(decks: Path, tmp_path: Path) -> Path:
    for path in decks.glob("[dfwc]*.*"):
        shutil.copy(path, tmp_path)
    return tmp_path


def changed(deck: Path, change: Callable[[Parts], object]) -> None:
    """The deck after a change of its raw parts."""
    with zipfile.ZipFile(deck) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    deck.write_bytes(out.getvalue())


def inspected(parts: Parts) -> None:
    """What a document inspector takes out: custom XML and custom properties."""
    for name in [n for n in parts if n.startswith(("customXml/", "docProps/custom"))]:
        del parts[name]
    for name in ("ppt/_rels/presentation.xml.rels", "_rels/.rels", "[Content_Types].xml"):
        root = etree.fromstring(parts[name])
        for node in list(root):
            if "customXml" in (node.get("Target", "") + node.get("PartName", "")):
                root.remove(node)
        parts[name] = etree.tostring(root)


def unmarked(parts: Parts) -> None:
    """What a program does that keeps neither names nor tags."""
    inspected(parts)
    for name in [n for n in parts if n.startswith("ppt/slides/slide")]:
        root = etree.fromstring(parts[name])
        for node in root.iter("{*}cNvPr"):
            if (node.get("name") or "").startswith("kd:"):
                node.set("name", f"Google Shape;{node.get('id')};p1")
        for node in list(root.iter("{*}custDataLst")):
            node.getparent().remove(node)
        for node in root.iter("{*}cSld"):
            node.attrib.pop("name", None)
        parts[name] = etree.tostring(root)
        rels = name.replace("slides/", "slides/_rels/") + ".rels"
        tree = etree.fromstring(parts[rels])
        for rel in [r for r in tree if r.get("Type").endswith("/tags")]:
            tree.remove(rel)
        parts[rels] = etree.tostring(tree)
    types = etree.fromstring(parts["[Content_Types].xml"])
    for node in [n for n in types if n.get("PartName", "").startswith("/ppt/tags/")]:
        types.remove(node)
    parts["[Content_Types].xml"] = etree.tostring(types)
    for name in [n for n in parts if n.startswith("ppt/tags/")]:
        del parts[name]


def remembered(parts: Parts, change: Callable[[dict[str, Any]], object]) -> None:
    """The manifest changed."""
    name = next(n for n, data in parts.items() if b"urn:kamdeck:manifest" in data[:400])
    text = parts[name].decode()
    start, end = text.find(">", text.find("<kamdeck")) + 1, text.rfind("</kamdeck>")
    manifest = json.loads(html.unescape(text[start:end]))
    change(manifest)
    parts[name] = (text[:start] + html.escape(json.dumps(manifest), quote=False) + text[end:]).encode()


def refused(deck: Path, **how: Any) -> KamdeckError:
    """The error of a refresh that leaves the deck as it was."""
    before = deck.read_bytes()
    with pytest.raises(KamdeckError) as caught:
        api.refresh(deck, **how)
    assert caught.value.hint
    assert deck.read_bytes() == before
    return caught.value


# ------------------------------------------------------------------ whose deck it is


def test_a_deck_that_kamdeck_never_made_is_refused_by_every_command(desk: Path) -> None:
    deck = desk / "w.pptx"
    file = Presentation()
    file.slides.add_slide(file.slide_layouts[0]).shapes.title.text = "Board minutes"
    file.save(str(deck))
    before = deck.read_bytes()
    assert "not made by kamdeck" in refused(deck, workbook=desk / "w.xlsx").message
    with pytest.raises(DeckError):
        api.update(desk / "w.xlsx", deck)
    (desk / "fleet.toml").write_text('[fleet.all]\nworkbook = "w.xlsx"\noutput = "."\nname = "w"\n')
    report = api.fleet(desk / "fleet.toml", workers=1)
    assert [row.state for row in report.decks] == ["failed"]
    assert "not made by kamdeck" in report.decks[0].reason
    rounds: list[Any] = []
    stop = Event()

    def tell(found: Any) -> None:
        rounds.append(found)
        stop.set()

    api.watch(desk / "w.xlsx", deck, tell=tell, stop=stop)
    assert "not made by kamdeck" in rounds[0].error.message
    assert deck.read_bytes() == before


def test_a_deck_that_lost_its_memory_is_refused_with_what_to_do(desk: Path) -> None:
    deck = desk / "d.pptx"
    changed(deck, inspected)
    error = refused(deck, workbook=desk / "w.xlsx")
    assert "lost" in error.message
    assert "--adopt" in error.hint


def test_a_deck_without_any_mark_is_no_deck_of_ours(desk: Path) -> None:
    deck = desk / "d.pptx"
    changed(deck, unmarked)
    assert "not made by kamdeck" in refused(deck, workbook=desk / "w.xlsx").message


@pytest.mark.parametrize("change", [inspected, unmarked])
@pytest.mark.parametrize(("name", "lang"), [("d", "en"), ("fr", "fr")])
def test_a_deck_is_taken_on_by_name_words_and_place(
    desk: Path, change: Callable[[Parts], object], name: str, lang: str
) -> None:
    deck = desk / f"{name}.pptx"
    file = Presentation(str(deck))
    slide_of(file, "ranking").shapes.add_textbox(0, 0, 900_000, 300_000).text_frame.text = "Mine"
    file.save(str(deck))
    changed(deck, change)
    newer(desk / "w.xlsx")
    how: dict[str, Any] = {"workbook": desk / "w.xlsx", "lang": lang}
    assert "--edition" in refused(deck, is_adopting=True, **how).hint
    slides = len(Presentation(str(deck)).slides)
    report = api.refresh(deck, is_adopting=True, edition="internal", pack="portfolio", **how)
    assert api.lint(deck) == ()
    after = Presentation(str(deck))
    assert len(after.slides) == slides
    assert len([c for c in report.changes if c.field.startswith("val/")]) > 20
    assert "Mine" in [s.text_frame.text for s in slide_of(after, "ranking").shapes if s.has_text_frame]
    first = after.slides[1].shapes
    assert {"kd:pareto/title", "kd:pareto/chart"} <= {shape.name for shape in first}
    before = deck.read_bytes()
    assert api.refresh(deck, workbook=desk / "w.xlsx").changes == ()
    assert deck.read_bytes() == before


def test_nothing_of_ours_is_no_deck_to_take_on(desk: Path) -> None:
    deck = desk / "other.pptx"
    file = Presentation()
    file.slides.add_slide(file.slide_layouts[0]).shapes.title.text = "Board minutes"
    file.save(str(deck))
    how: dict[str, Any] = {"is_adopting": True, "edition": "internal", "pack": "portfolio"}
    assert "Nothing of kamdeck" in refused(deck, workbook=desk / "w.xlsx", **how).message


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda m: m.update(version=VERSION + 1), "newer kamdeck"),
        (lambda m: m.update(version="x"), "damaged"),
        (lambda m: m.update(ledger=None), "damaged"),
        (lambda m: m.update(choice={"years": ["a", {}]}), "damaged"),
        (lambda m: m.update(choice={"views": 5}), "damaged"),
        (lambda m: m.update(choice={"part": ["__dict__", "x"]}), "damaged"),
        (lambda m: m.update(choice={"edition": "everyone"}), "damaged"),
        (lambda m: m.pop("choice"), "damaged"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_a_deck_remembers_is_read_or_refused_in_a_sentence(
    desk: Path, change: Callable[[dict[str, Any]], object], word: str, lang: str, capsys: Any
) -> None:
    deck = desk / "d.pptx"
    changed(deck, lambda parts: remembered(parts, change))
    assert word in refused(deck, workbook=desk / "w.xlsx").message
    assert run(["refresh", str(deck), "--workbook", str(desk / "w.xlsx")]) == 1
    assert "unexpected" not in capsys.readouterr().err


def test_a_memory_nested_too_deep_is_damaged(desk: Path) -> None:
    deck = desk / "d.pptx"

    def nested(parts: Parts) -> None:
        name = next(n for n, data in parts.items() if b"urn:kamdeck:manifest" in data[:400])
        text = parts[name].decode()
        start, end = text.find(">", text.find("<kamdeck")) + 1, text.rfind("</kamdeck>")
        parts[name] = (text[:start] + "[" * 200_000 + text[end:]).encode()

    changed(deck, nested)
    assert "damaged" in refused(deck, workbook=desk / "w.xlsx").message


# ------------------------------------------------------------------ for whom


def test_the_edition_is_marked_where_inspectors_leave_it(desk: Path) -> None:
    package = Package.open(desk / "customer.pptx")
    assert marked_edition(package) == "customer"
    assert edition_of_slides(package) == {"customer"}
    ours = Package.open(desk / "d.pptx")
    assert (marked_edition(ours), edition_of_slides(ours)) == ("", frozenset())
    deck = desk / "customer.pptx"
    changed(deck, inspected)
    assert marked_edition(Package.open(deck)) == "customer"


@pytest.mark.parametrize("edition", ["internal", "executive"])
def test_an_edition_is_never_widened(desk: Path, edition: str) -> None:
    deck = desk / "customer.pptx"
    how: dict[str, Any] = {"workbook": desk / "w.xlsx", "edition": edition}
    assert "customer" in refused(deck, **how).message
    changed(deck, lambda parts: remembered(parts, lambda m: m.update(choice={})))
    assert "damaged" in refused(deck, workbook=desk / "w.xlsx").message
    changed(deck, inspected)
    assert "lost" in refused(deck, workbook=desk / "w.xlsx").message
    taken = refused(deck, is_adopting=True, pack="account", account=ACCOUNT, **how)
    assert "customer" in taken.message


def test_a_customers_deck_is_taken_on_for_the_customer_alone(desk: Path) -> None:
    deck = desk / "customer.pptx"
    changed(deck, inspected)
    before = {s.name for page in Presentation(str(deck)).slides for s in page.shapes}
    how: dict[str, Any] = {"edition": "customer", "pack": "account", "account": ACCOUNT}
    api.refresh(deck, workbook=desk / "w.xlsx", is_adopting=True, **how)
    after = Presentation(str(deck))
    assert {s.name for page in after.slides for s in page.shapes} <= before
    texts = [s.text_frame.text for page in after.slides for s in page.shapes if s.has_text_frame]
    assert not any("Larkmoor" in text for text in texts)
    known = KnownDeck.open(deck, SAY)
    assert known.choice == Choice(account=ACCOUNT, pack="account", edition="customer")


# ------------------------------------------------------------------ what is read for it


def newer(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book["Revenue"]
    for row in sheet.iter_rows(min_row=2):
        for cell in row[1:]:
            if isinstance(cell.value, (int, float)) and cell.value > 5_000:
                cell.value = round(cell.value * 1.07)
    book.save(workbook)


@pytest.mark.parametrize(
    "path",
    [
        "//server/share/pay.xlsx",
        r"\\server\share\pay.xlsx",
        "https://example.com/pay.xlsx",
        "file:///pay.xlsx",
    ],
)
@pytest.mark.parametrize("what", ["workbook", "mapping"])
def test_a_deck_that_names_another_machine_is_not_followed(desk: Path, path: str, what: str) -> None:
    deck = desk / "d.pptx"
    changed(deck, lambda parts: remembered(parts, lambda m: m.update({what: {"beside": path, "path": path}})))
    assert "outside its folder" in refused(deck).message


def test_a_deck_chooses_no_file_outside_its_folder(desk: Path) -> None:
    inbox = desk / "inbox"
    inbox.mkdir()
    deck = Path(shutil.copy(desk / "d.pptx", inbox / "d.pptx"))
    where = {"beside": "../w.xlsx", "path": str(desk / "w.xlsx")}
    changed(deck, lambda parts: remembered(parts, lambda m: m.update(workbook=where)))
    error = refused(deck)
    assert "outside its folder" in error.message
    assert "--workbook" in error.hint
    api.refresh(deck, workbook=desk / "w.xlsx")
    assert is_linked(desk / "w.xlsx", inbox)
    newer(desk / "w.xlsx")
    assert api.refresh(deck).changes


def test_a_mapping_that_came_with_a_deck_reads_nothing_outside(desk: Path) -> None:
    inbox = desk / "inbox"
    inbox.mkdir()
    (desk / "pay.csv").write_text("Name;Salary\nAnn;7391017\n")
    (inbox / "w.csv").write_text("Name;Salary\nBob;1\n")
    (inbox / "m.toml").write_text(
        '[mapping.accounts]\nsource = "../pay.csv"\naccount = "Name"\n'
        '[mapping.revenue]\nsource = "../pay.csv"\naccount = "Name"\n'
        'year = {value = 2026}\nrevenue = "Salary"\n'
    )
    deck = Path(shutil.copy(desk / "d.pptx", inbox / "d.pptx"))

    def evil(manifest: dict[str, Any]) -> None:
        manifest["workbook"] = {"beside": "w.csv", "path": "w.csv"}
        manifest["mapping"] = {"beside": "m.toml", "path": "m.toml"}
        manifest["choice"] = {}

    changed(deck, lambda parts: remembered(parts, evil))
    assert "outside its folder" in refused(deck).message
    with zipfile.ZipFile(deck) as archive:
        assert not any(b"7391017" in archive.read(name) for name in archive.namelist())


# ------------------------------------------------------------------ one bad slide, another page


def test_a_slide_that_would_be_faulty_stays_and_the_others_are_refreshed(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer: Any = import_module("kamdeck.pptxio.merge_table")
    deck = desk / "d.pptx"
    real = writer.merge_table

    def broken(frame: Any, table: Any, *rest: Any, **more: Any) -> Any:
        found = real(frame, table, *rest, **more)
        if table.key.startswith("abc_accounts"):
            row = next(frame.iter(f"{A}tr"))
            row.remove(row[0])  # a row with a cell less than the table has columns
        return found

    monkeypatch.setattr(writer, "merge_table", broken)
    newer(desk / "w.xlsx")
    with zipfile.ZipFile(deck) as archive:
        part = next(n for n in archive.namelist() if b'name="abc_accounts"' in archive.read(n))
        was = archive.read(part)
    report = api.refresh(deck)
    assert [(c.key, c.reason) for c in report.conflicts] == [("abc_accounts", "slide faulty")]
    with zipfile.ZipFile(deck) as archive:
        assert archive.read(part) == was
    assert {c.key.partition("/")[0] for c in report.changes} >= {"pareto", "concentration"}
    assert api.lint(deck) == ()
    monkeypatch.setattr(writer, "merge_table", real)
    assert {c.key.partition("/")[0] for c in api.refresh(deck).changes} == {"abc_accounts"}


def test_new_slides_are_composed_for_the_page_that_a_person_gave_the_deck(desk: Path) -> None:
    deck = desk / "d.pptx"

    def smaller(parts: Parts) -> None:
        for name in list(parts):
            if name == "ppt/presentation.xml":
                parts[name] = parts[name].replace(b'cx="12192000" cy="6858000"', b'cx="9144000" cy="6858000"')
            elif name.startswith(("ppt/slides/slide", "ppt/slideLayouts/slide", "ppt/slideMasters/slide")):
                root = etree.fromstring(parts[name])
                for node in root.iter(*(A + t for t in ("off", "ext", "chOff", "chExt"))):
                    for key in ("x", "y", "cx", "cy"):
                        if node.get(key):
                            shift = 857_250 if key == "y" else 0
                            node.set(key, str(round(int(node.get(key)) * 0.75) + shift))
                parts[name] = etree.tostring(root)

    changed(deck, smaller)
    newer(desk / "w.xlsx")
    places = {k: shape_of(Presentation(str(deck)), k).left for k in ("pareto/chart", "abc_accounts/table")}
    report = api.refresh(
        deck, views=["cover", "pareto", "concentration", "abc_accounts", "ranking", "scoring"]
    )
    assert [(k.field, k.now, k.ours) for k in report.kept] == [("page size", "10 x 7.5 in", "13.33 x 7.5 in")]
    file = Presentation(str(deck))
    assert {k: shape_of(file, k).left for k in places} == places
    for shape in slide_of(file, "scoring").shapes:
        assert shape.left + shape.width <= 9_144_000 * 1.005, shape.name
    assert api.lint(deck) == ()
    before = deck.read_bytes()
    assert api.refresh(deck).changes == ()
    assert deck.read_bytes() == before
