"""What a fleet file may say, which decks come of it, and how their files are called."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kamdeck
from kamdeck.cli.fleet import command as fleet_command
from kamdeck.cli.words import Words
from kamdeck.errors import KamdeckError
from kamdeck.fleets.hands import FleetHands
from kamdeck.fleets.names import Taken, file_name
from kamdeck.fleets.places import Store, place_of
from kamdeck.fleets.settings import fleet_of, read_fleets
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.package import Package
from kamdeck.text import Say
from kamdeck.text.file_names import safe
from tests.fleet_files import ROOT, SMALL, STORY, regions_book

SAY, HANDS = Say("en"), FleetHands("en")


def written(folder: Path, text: str) -> Path:
    path = folder / "FLEET.toml"
    path.write_text(text, encoding="utf-8")
    return path


# ------------------------------------------------------------------ the file


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/one.xlsx", "b/two.xlsm", "b/~$one.xlsx", "b/notes.txt"):
        (tmp_path / name).touch()
    path = written(
        tmp_path,
        '[fleet.x]\nworkbook = ["k.xlsx", "b/*"]\neach = "Key account manager"\nonly = "A. Chen"\n'
        'pack = "review"\nedition = "executive"\nlanguage = "fr"\nyears = "2024-2026"\ntemplate = "t.potx"\n'
        'views = ["cover"]\nname = "{manager}/{workbook}"\noutput = "out"\n',
    )
    (found,) = read_fleets(path, None, HANDS, SAY)
    assert [book.name for book in found.workbooks] == ["k.xlsx", "one.xlsx", "two.xlsm"]
    assert (found.each, found.only, found.output) == ("manager", ("A. Chen",), str(tmp_path / "out"))
    assert dict(found.choice) == {
        "pack": "review", "edition": "executive", "lang": "fr", "years": (2024, 2026),
        "template": str(tmp_path / "t.potx"), "views": ("cover",),
    }  # fmt: skip
    (found,) = read_fleets(path, "s3://bucket/x", HANDS, SAY)
    assert found.output == "s3://bucket/x"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('worbook = "k.xlsx"', r"line 2: there is no setting fleet\.x\.worbook\. Did you mean workbook\?"),
        ('each = "region"', r"fleet\.x"),
        (
            'workbook = "k.xlsx"\neach = "colour"',
            r"line 3.*each.*workbook, account; .*Segment, Region, Manager",
        ),
        ('workbook = "k.xlsx"\nedition = "customer"', r'each = "account"'),
        ('workbook = "k.xlsx"\nyears = "2026-2024"', r'"2024-2026"'),
        ('workbook = "k.xlsx"\nlanguage = "de"', "en, fr"),
        ('workbook = "none*.xlsx"', "No workbook is called none"),
        ('workbook = "k.xlsx"\nname = "{account}"', r"\{workbook\}, \{fleet\}"),
        ('workbook = "k.xlsx"\nname = "../{workbook}"', r"\{workbook\}, \{fleet\}"),
        ('workbook = "k.xlsx"\nname = "{workbook!r}"', r"\{workbook\}, \{fleet\}"),
        ('workbook = "k.xlsx"\nname = "{workbook"', r"\{workbook\}, \{fleet\}"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(tmp_path: Path, lines: str, message: str) -> None:
    with pytest.raises(KamdeckError, match=f"(?s){message}"):
        read_fleets(written(tmp_path, f"[fleet.x]\n{lines}\n"), None, HANDS, SAY)


def test_a_file_without_fleets_and_a_folder_without_workbooks(tmp_path: Path) -> None:
    with pytest.raises(KamdeckError, match=r"no table \[fleet"):
        read_fleets(written(tmp_path, "[mapping]\n"), None, HANDS, SAY)
    with pytest.raises(KamdeckError, match="holds no workbook"):
        fleet_of(tmp_path, None, SAY)
    with pytest.raises(KamdeckError, match=r"none\.toml"):
        kamdeck.fleet(tmp_path / "none.toml")
    with pytest.raises(KamdeckError, match="at least one worker"):
        kamdeck.fleet(tmp_path, workers=0)


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mount Sinai", "Mount Sinai.pptx"),
        ("A/B: C*?", "A-B- C-.pptx"),
        ("con", "_con.pptx"),
        ("...", "deck.pptx"),
        ("Société Générale", "Société Générale.pptx"),
        ("tab\tand\nline", "tab-and-line.pptx"),
        ("dot.", "dot.pptx"),
    ],
)
def test_names_are_safe_everywhere(name: str, expected: str) -> None:
    assert file_name("{account}", {"account": name}) == expected


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder(name: str) -> None:
    found = file_name("in/{account}.pptx", {"account": name})
    folder, _, file = found.partition("/")
    assert folder == "in"
    assert "/" not in file
    assert file.endswith(".pptx")
    assert len(file.encode()) <= 210
    assert not set(safe(name)) & set('<>:"/\\|?*\0\n')


def test_a_name_is_given_once_whatever_its_capitals() -> None:
    taken = Taken()
    names = [taken.name("out", name) for name in ("North.pptx", "north.pptx", "NORTH.pptx", "South.pptx")]
    assert names == ["North.pptx", "north (2).pptx", "NORTH (3).pptx", "South.pptx"]
    assert taken.name("elsewhere", "North.pptx") == "North.pptx"


# ------------------------------------------------------------------ decks of a part


def test_a_deck_of_a_region_holds_nothing_of_the_others(tmp_path: Path) -> None:
    regions_book(tmp_path / "book.xlsx", {"East": 3, "West": 2})
    fleet = written(tmp_path, '[fleet.regions]\nworkbook = "book.xlsx"\neach = "Region"\n')
    report = kamdeck.fleet(fleet, workers=1)
    assert [(deck.value, deck.state) for deck in report.decks] == [("East", "made"), ("West", "made")]
    deck = tmp_path / "decks" / "West.pptx"
    package = Package.open(deck)
    everything = b"".join(package.read(name) for name in package.names)
    assert b"West 2" in everything
    assert b"East 1" not in everything
    slides = kamdeck.open_presentation(deck).slides
    texts = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    assert "Portfolio:\x0bWest" in texts
    assert "2 of 5 accounts, chosen by Region" in texts
    cells = [cell.text for slide in slides for shape in slide.shapes if shape.has_table
             for row in shape.table.rows for cell in row.cells]  # fmt: skip
    assert any("2 of the workbook’s 5 accounts: those whose Region is West." in text for text in cells)
    assert read_manifest(package)[0]["choice"] == {"part": ["region", "West"]}


def test_a_refresh_by_hand_keeps_to_the_part_and_takes_in_who_joins_it(tmp_path: Path) -> None:
    book = regions_book(tmp_path / "book.xlsx", {"East": 3, "West": 2})
    fleet = written(tmp_path, '[fleet.regions]\nworkbook = "book.xlsx"\neach = "Region"\n')
    kamdeck.fleet(fleet, workers=1)
    deck = tmp_path / "decks" / "West.pptx"
    assert kamdeck.refresh(deck).changes == ()
    regions_book(book, {"East": 3, "West": 4})
    kamdeck.refresh(deck)
    texts = [s.text_frame.text for s in kamdeck.open_presentation(deck).slides[0].shapes if s.has_text_frame]
    assert "4 of 7 accounts, chosen by Region" in texts
    regions_book(book, {"East": 3})
    with pytest.raises(KamdeckError, match=r"no account whose Region is “West”\. .*East"):
        kamdeck.refresh(deck)


def test_only_some_accounts_and_a_wrong_one(tmp_path: Path) -> None:
    (tmp_path / "k.xlsx").write_bytes(STORY.read_bytes())
    table = '[fleet.x]\nworkbook = "k.xlsx"\neach = "account"\nviews = ["blueprint"]\n'
    fleet = written(tmp_path, f'{table}only = ["Mount Sinai"]\nname = "{{account}} plan"\n')
    report = kamdeck.fleet(fleet, workers=1)
    assert [(Path(deck.deck).name, deck.state) for deck in report.decks] == [
        ("Mount Sinai plan.pptx", "made")
    ]
    report = kamdeck.fleet(written(tmp_path, f'{table}only = ["Mount Doom"]\n'), workers=1)
    assert [deck.state for deck in report.decks] == ["failed"]
    assert "no “Mount Doom”" in report.decks[0].reason
    assert "Mount Sinai" in report.decks[0].reason


def test_one_bad_workbook_of_many_accounts_does_not_stop_the_rest(tmp_path: Path) -> None:
    regions_book(tmp_path / "good.xlsx", {"East": 2})
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04")
    text = '[fleet.x]\nworkbook = ["bad.xlsx", "missing.xlsx", "good.xlsx"]\neach = "account"\n'
    report = kamdeck.fleet(written(tmp_path, text), workers=2)
    assert [(Path(deck.workbook).stem, deck.state) for deck in report.decks[:2]] == [
        ("bad", "failed"), ("missing", "failed"),
    ]  # fmt: skip
    assert report.count("made") == 2
    assert {Path(deck.deck).name for deck in report.decks[2:]} == {"good East 1.pptx", "good East 2.pptx"}


def test_a_change_of_settings_or_mapping_makes_a_deck_due_again(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(SMALL.read_bytes())
    fleet = written(tmp_path, '[fleet.x]\nworkbook = "book.xlsx"\n')
    assert kamdeck.fleet(fleet, workers=1).count("made") == 1
    assert kamdeck.fleet(fleet, workers=1).count("unchanged") == 1
    written(tmp_path, '[fleet.x]\nworkbook = "book.xlsx"\nlanguage = "fr"\n')
    assert kamdeck.fleet(fleet, workers=1).count("refreshed") == 1
    (tmp_path / "decks" / "book.pptx").unlink()
    assert kamdeck.fleet(fleet, workers=1).count("made") == 1


# ------------------------------------------------------------------ stores


def test_a_store_that_fsspec_knows(tmp_path: Path) -> None:
    import fsspec

    fsspec.filesystem("memory").store.clear()
    place = Store("memory://decks/here", SAY)
    assert not place.has("a.pptx")
    place.write("a.pptx", b"one")
    place.write("in/b.pptx", b"two")
    assert (place.read("a.pptx"), place.read("none.pptx")) == (b"one", None)
    again = Store("memory://decks/here/", SAY)
    assert (again.has("a.pptx"), again.has("in/b.pptx"), again.has("c.pptx")) == (True, True, False)


def test_a_file_url_is_a_folder_and_a_wrong_one_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "book.xlsx").write_bytes(SMALL.read_bytes())
    fleet = written(tmp_path, '[fleet.x]\nworkbook = "book.xlsx"\nviews = ["cover"]\n')
    report = kamdeck.fleet(fleet, workers=1, output=(tmp_path / "with space").as_uri())
    assert report.count("made") == 1
    assert (tmp_path / "with space" / "book.pptx").is_file()
    with pytest.raises(KamdeckError, match="s3://bucket/folder"):
        place_of("nowhere://x", SAY)
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(KamdeckError, match=r'pip install "kamdeck\[cloud\]"'):
        place_of("s3://bucket/x", SAY)


# ------------------------------------------------------------------ the README


def test_the_example_of_the_readme_is_read(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    (example,) = [part.split("```")[0] for part in text.split("```toml\n")[1:] if "[fleet." in part]
    accounts, managers = read_fleets(written(tmp_path, example), None, HANDS, SAY)
    assert (accounts.each, managers.each) == ("account", "manager")
    assert managers.only == ("A. Chen", "R. Diaz")
    (tmp_path / "kamdeck.xlsx").write_bytes(STORY.read_bytes())
    short = example.replace('template = "brand.potx"\n', "").replace('"summary", ', "")
    fleet = written(tmp_path, f"[fleet.managers]{short.split('[fleet.managers]')[1]}")
    report = kamdeck.fleet(fleet, workers=2)
    assert {Path(deck.deck).name: deck.state for deck in report.decks} == {
        "A. Chen kamdeck.pptx": "made", "R. Diaz kamdeck.pptx": "made",
    }  # fmt: skip
    lines = [line.split("#")[0].split() for line in text.splitlines() if line.startswith("kamdeck fleet ")]
    known = {name for option in fleet_command(Words("en")).params for name in option.opts}
    assert len(lines) >= 6
    assert {word for line in lines for word in line if word.startswith("-")} <= known
