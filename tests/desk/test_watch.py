"""Watching a workbook: one round per save, whatever Excel, the network and PowerPoint do meanwhile."""

from __future__ import annotations

import queue
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import kamdeck
from kamdeck.cli.round import details, summary
from kamdeck.cli.words import Words
from kamdeck.desk.watch import is_whole, watch
from kamdeck.report import Round

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "sample_workbooks" / "small.xlsx"
WAIT = 20.0


class Watched:
    """A workbook and its deck under watch in a thread; `next()` is the next round's end."""

    def __init__(self, folder: Path) -> None:
        self.book, self.deck = folder / "book.xlsx", folder / "book.pptx"
        shutil.copy(SMALL, self.book)
        self.rounds: queue.Queue[Round] = queue.Queue()
        self.stop = threading.Event()
        self.thread = threading.Thread(
            target=kamdeck.watch, args=(self.book,), kwargs={"tell": self.rounds.put, "stop": self.stop}
        )
        self.thread.start()

    def next(self) -> Round:
        return self.rounds.get(timeout=WAIT)

    def is_quiet(self, seconds: float = 1.2) -> bool:
        try:
            self.rounds.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def changed(self, amount: float) -> bytes:
        """The workbook with another first revenue, as bytes."""
        workbook = openpyxl.load_workbook(SMALL)
        cell = workbook["Revenue"].cell(row=row_of(workbook["Revenue"]), column=3)
        cell.value = amount
        path = self.book.with_name("scratch.bin")
        workbook.save(path)
        data = path.read_bytes()
        path.unlink()
        return data


def row_of(sheet: Worksheet) -> int:
    """The first row with an amount in its third column."""
    return next(r for r in range(1, 30) if isinstance(sheet.cell(row=r, column=3).value, int | float))


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    found = Watched(tmp_path)
    yield found
    found.stop.set()
    found.thread.join(WAIT)
    assert not found.thread.is_alive()


def test_the_first_round_builds_and_every_save_refreshes(watched: Watched) -> None:
    first = watched.next()
    assert first.report is not None
    assert watched.deck.is_file()
    watched.book.write_bytes(watched.changed(9_876_543))
    second = watched.next()
    assert second.report is not None
    assert second.report.changes
    line = summary(second, watched.deck.name, Words("en"))
    assert line.startswith(f"book.pptx: {len(second.report.changes)} changes on ")
    assert watched.is_quiet(), "one save is one round"


def test_a_save_as_excel_does_it_is_one_round(watched: Watched) -> None:
    """Excel writes a file of another name beside the workbook, drops the old one and renames the new one."""
    watched.next()
    (watched.book.parent / "~$book.xlsx").write_bytes(b"lock")
    fresh = watched.book.with_name("4F2A81C0")
    fresh.write_bytes(watched.changed(8_765_432))
    watched.book.unlink()
    fresh.rename(watched.book)
    found = watched.next()
    assert found.report is not None
    assert found.report.changes
    (watched.book.parent / "~$book.xlsx").unlink()
    assert watched.is_quiet(), "lock and temporary files are no saves"


def test_a_half_written_workbook_is_waited_for(watched: Watched) -> None:
    watched.next()
    data = watched.changed(7_654_321)
    with watched.book.open("wb") as file:
        file.write(data[: len(data) // 2])
        file.flush()
        assert watched.is_quiet()
        file.write(data[len(data) // 2 :])
    found = watched.next()
    assert found.error is None
    assert found.report is not None
    assert found.report.changes


def test_a_deck_that_is_open_waits_until_it_is_closed(watched: Watched) -> None:
    watched.next()
    lock = watched.deck.parent / f"~${watched.deck.name}"
    lock.write_bytes(b"")
    before = watched.deck.read_bytes()
    watched.book.write_bytes(watched.changed(6_543_210))
    waiting = watched.next()
    assert waiting.is_waiting
    assert "is open" in summary(waiting, watched.deck.name, Words("en"))
    assert "est ouverte" in summary(waiting, watched.deck.name, Words("fr"))
    assert watched.is_quiet(), "it is said once"
    assert watched.deck.read_bytes() == before
    lock.unlink()
    found = watched.next()
    assert found.report is not None
    assert found.report.changes
    assert watched.deck.read_bytes() != before


def test_an_edit_made_while_it_waited_stands(watched: Watched) -> None:
    watched.next()
    lock = watched.deck.parent / f"~${watched.deck.name}"
    lock.write_bytes(b"")
    watched.book.write_bytes(watched.changed(6_543_210))
    assert watched.next().is_waiting
    deck = kamdeck.open_presentation(watched.deck)
    title = next(s for s in deck.slides[1].shapes if s.has_text_frame and s.is_placeholder)
    title.text_frame.text = "My own words"
    deck.save(watched.deck)
    lock.unlink()
    found = watched.next()
    assert found.report is not None
    assert [kept.now for kept in found.report.kept] == ["My own words"]


def test_a_fault_is_shown_and_the_watch_goes_on(watched: Watched) -> None:
    watched.next()
    before = watched.deck.read_bytes()
    workbook = openpyxl.Workbook()
    workbook.save(watched.book)
    found = watched.next()
    assert found.error is not None
    line = summary(found, "book.pptx", Words("en"))
    assert (
        line == "Error: book.xlsx has no rows on the sheets Accounts and Revenue: the deck was left as it is."
    )
    assert list(details(found, Words("fr")))
    assert watched.deck.read_bytes() == before
    watched.book.write_bytes(watched.changed(5_432_109))
    again = watched.next()
    assert again.report is not None


def test_problems_are_counted_and_named(watched: Watched) -> None:
    watched.next()
    workbook = openpyxl.load_workbook(SMALL)
    sheet = workbook["Revenue"]
    cell = sheet.cell(row=row_of(sheet), column=3)
    cell.value = "a lot"
    workbook.save(watched.book)
    found = watched.next()
    lines = list(details(found, Words("en")))
    assert any(f"Revenue!{cell.coordinate}" in line for line in lines)


def test_a_workbook_that_never_becomes_whole_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamdeck.desk.watch.PATIENCE", 0.3)
    book, stop = tmp_path / "book.xlsx", threading.Event()
    book.write_bytes(SMALL.read_bytes()[:1000])
    told: list[Round] = []

    def tell(found: Round) -> None:
        told.append(found)
        stop.set()

    kamdeck.watch(book, tell=tell, stop=stop)
    assert told[0].error is not None


def test_folders_that_cannot_be_watched_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network drive may refuse: then the clock decides, and a save is still seen."""
    import watchfiles

    def refuse(*_: object, **__: object) -> None:
        raise OSError("inotify limit reached")

    monkeypatch.setattr(watchfiles, "watch", refuse)
    source, stop, rounds = tmp_path / "book.csv", threading.Event(), list[Round]()
    source.write_text("a")

    def tell(found: Round) -> None:
        rounds.append(found)
        source.write_text("longer" * len(rounds))
        if len(rounds) == 3:
            stop.set()

    watch((source,), kamdeck.Report, lambda: False, tell, stop=stop)
    assert len(rounds) == 3


def test_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(kamdeck.KamdeckError, match="no folder"):
        kamdeck.watch(tmp_path / "nowhere" / "book.xlsx", tell=lambda _: None)


def test_a_file_is_whole_when_its_directory_is_there(tmp_path: Path) -> None:
    part = tmp_path / "part.xlsx"
    part.write_bytes(SMALL.read_bytes()[:-100])
    assert is_whole(SMALL)
    assert not is_whole(part)
    assert not is_whole(tmp_path / "none.xlsx")
