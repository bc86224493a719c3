"""A deck's file is replaced whole, with a backup, never under an open program, never over a newer save."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kamdeck.errors import DeckError
from kamdeck.pptxio import disk
from kamdeck.pptxio.files import (
    ChangedMeanwhileError,
    DeckFile,
    is_open,
    locked,
    replace_file,
    replace_known,
    rewrite,
)
from tests.killing import ROOT, dies_at

posix = pytest.mark.skipif(os.name == "nt", reason="permissions, links and kills of POSIX systems")
REPLACE = """
import pathlib, sys
from kamdeck.pptxio.files import replace_file
replace_file(pathlib.Path(sys.argv[0]), sys.argv[1].encode() * 4000)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A deck of two versions, with the backup of the first."""
    made = tmp_path / "deck.pptx"
    replace_file(made, b"one")
    replace_file(made, b"two")
    return made


def names(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir())


def test_a_new_file_has_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    assert replace_file(path, b"one") is None
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_the_last_version_is_kept_beside(path: Path) -> None:
    assert replace_file(path, b"three") == path.with_name("deck.bak.pptx")
    assert path.read_bytes() == b"three"
    assert path.with_name("deck.bak.pptx").read_bytes() == b"two"
    assert names(path) == ["deck.bak.pptx", "deck.pptx"]


def test_the_same_bytes_touch_nothing(path: Path) -> None:
    before = [(found.name, found.stat().st_mtime_ns, found.stat().st_ino) for found in path.parent.iterdir()]
    assert replace_file(path, b"two") is None
    after = [(found.name, found.stat().st_mtime_ns, found.stat().st_ino) for found in path.parent.iterdir()]
    assert sorted(after) == sorted(before)


# ------------------------------------------------------------------ open, protected, elsewhere


@pytest.mark.parametrize(
    ("lock", "program"),
    [("~$deck.pptx", "PowerPoint"), ("~$ck.pptx", "PowerPoint"), (".~lock.deck.pptx#", "LibreOffice")],
)
def test_an_open_deck_is_refused(path: Path, lock: str, program: str) -> None:
    path.with_name(lock).touch()
    before = names(path)
    with pytest.raises(DeckError, match=program):
        replace_file(path, b"three")
    assert (path.read_bytes(), names(path), is_open(path)) == (b"two", before, True)


def test_a_deck_that_is_opened_while_the_run_computes_is_left_alone(path: Path) -> None:
    def work(file: DeckFile) -> None:
        path.with_name("~$deck.pptx").touch()
        file.replace(b"three")

    with pytest.raises(DeckError, match="PowerPoint"):
        rewrite(path, work)
    assert path.read_bytes() == b"two"
    assert path.with_name("deck.bak.pptx").read_bytes() == b"one"


@posix
def test_a_write_protected_deck_is_refused_before_anything_is_computed(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(DeckError, match="write-protected"):
        rewrite(path, lambda file: pytest.fail("computed"))
    assert (path.read_bytes(), names(path)) == (b"two", ["deck.bak.pptx", "deck.pptx"])
    assert not is_open(path), "protected is not open: a watch would wait for ever"


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="cannot be written"):
        replace_file(tmp_path / "nowhere" / "deck.pptx", b"one")


@posix
@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_ordinary_file_is_left_alone(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "deck.pptx"
    path.mkdir() if kind == "folder" else os.mkfifo(path)
    with pytest.raises(DeckError, match="no ordinary file"):
        replace_file(path, b"one")
    assert names(path) == ["deck.pptx"]


@posix
def test_a_link_stays_a_link_and_the_deck_behind_it_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    real, first, path = tmp_path / "share" / "real.pptx", tmp_path / "first.pptx", tmp_path / "deck.pptx"
    real.write_bytes(b"one")
    first.symlink_to("share/real.pptx")
    path.symlink_to(first)
    assert replace_file(path, b"two") == real.with_name("real.bak.pptx")
    assert path.is_symlink()
    assert first.is_symlink()
    assert real.read_bytes() == b"two"
    assert names(path) == ["deck.pptx", "first.pptx", "share"]
    real.with_name("~$real.pptx").touch()
    with pytest.raises(DeckError, match="PowerPoint"):
        replace_file(path, b"three")


@pytest.mark.parametrize("length", [200, 238, 248, 255])
@pytest.mark.parametrize("char", ["n", "é", "漢"])
def test_the_longest_names_have_backups_too(tmp_path: Path, length: int, char: str) -> None:
    room = length - len(".pptx")
    stem = char * (room // len(char.encode()))
    path = tmp_path / f"{stem}{'x' * (room - len(stem.encode()))}.pptx"
    assert len(path.name.encode()) == length
    for content in (b"one", b"two", b"three"):
        backup = replace_file(path, content)
    assert backup is not None
    assert backup.name.endswith(".bak.pptx")
    assert (path.read_bytes(), backup.read_bytes(), len(names(path))) == (b"three", b"two", 2)


def test_long_names_that_differ_at_their_end_have_backups_of_their_own(tmp_path: Path) -> None:
    for end in "ab":
        path = tmp_path / f"{'n' * 248}{end}.pptx"
        for content in (b"one", b"two"):
            replace_file(path, end.encode() + content)
    assert sorted(found.read_bytes() for found in tmp_path.iterdir()) == [b"aone", b"atwo", b"bone", b"btwo"]


# ------------------------------------------------------------------ whose file it is


@posix
def test_deck_and_backup_keep_permissions_and_owner(path: Path) -> None:
    path.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(path, 4321, 1234)
    was = path.stat()
    backup = replace_file(path, b"three")
    assert backup is not None
    for found in (path.stat(), backup.stat()):
        assert (found.st_mode, found.st_uid, found.st_gid) == (was.st_mode, was.st_uid, was.st_gid)
    assert backup.stat().st_mtime_ns == was.st_mtime_ns, "the backup bears the date of the version it holds"


@posix
def test_a_group_that_cannot_be_kept_gives_no_rights_to_another(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only the administrator can give the deck to another group")

    def refused(*_: object) -> None:
        raise PermissionError

    os.chown(path, -1, 1234)
    path.chmod(0o660)
    monkeypatch.setattr(os, "chown", refused)
    replace_file(path, b"three")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform != "linux", reason="extended attributes are read on Linux")
def test_the_deck_keeps_its_extended_attributes(path: Path) -> None:
    try:
        os.setxattr(path, "user.label", b"secret")
    except OSError:
        pytest.skip("this disk keeps none")
    replace_file(path, b"three")
    assert os.getxattr(path, "user.label") == b"secret"


def keeps_marks(folder: Path) -> bool:
    probe = folder / "probe"
    probe.touch()
    found = disk._mark(probe, b"")
    probe.unlink()
    return found


@pytest.mark.parametrize("kind", ["own file", "copy of the deck", "backup worked on", "link", "folder"])
def test_a_file_of_a_persons_is_never_taken_for_the_backup(tmp_path: Path, kind: str) -> None:
    if not keeps_marks(tmp_path):
        pytest.skip("this disk keeps no marks")
    path, own = tmp_path / "deck.pptx", tmp_path / "deck.bak.pptx"
    target = tmp_path / "precious.txt"
    target.write_bytes(b"mine")
    replace_file(path, b"one")
    if kind == "own file":
        own.write_bytes(b"mine")
    elif kind == "copy of the deck":
        shutil.copy2(path, own)
    elif kind == "backup worked on":
        replace_file(path, b"two")
        own.write_bytes(b"mine")
    elif kind == "link":
        own.symlink_to(target)
    else:
        own.mkdir()
    before = None if own.is_dir() else own.read_bytes()
    for content in (b"three", b"four", b"five"):
        backup = replace_file(path, content)
    assert (None if own.is_dir() else own.read_bytes()) == before
    assert (own.is_symlink(), target.read_bytes()) == (kind == "link", b"mine")
    assert backup == tmp_path / "deck.bak-2.pptx"
    assert backup.read_bytes() == b"four"
    assert len(names(path)) == 4, "one backup, however often"


def test_without_marks_a_backup_is_known_by_its_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_mark", lambda *_: False)
    monkeypatch.setattr("kamdeck.pptxio.files._bears_manifest", lambda path: path.read_bytes() == b"two")
    path, own = tmp_path / "deck.pptx", tmp_path / "deck.bak.pptx"
    own.write_bytes(b"mine")
    for content in (b"one", b"two", b"three", b"four"):
        replace_file(path, content)
    assert own.read_bytes() == b"mine"
    assert names(path) == ["deck.bak-2.pptx", "deck.bak-3.pptx", "deck.bak.pptx", "deck.pptx"]
    assert path.with_name("deck.bak-2.pptx").read_bytes() == b"one", "a file that is no deck of ours"
    assert path.with_name("deck.bak-3.pptx").read_bytes() == b"three"


# ------------------------------------------------------------------ saved meanwhile


def test_what_somebody_saves_while_the_run_computes_is_not_written_over(path: Path) -> None:
    with locked(path) as file:
        path.write_bytes(b"hers")
        with pytest.raises(ChangedMeanwhileError, match=r"deck\.pptx was saved"):
            file.replace(b"three")
        with pytest.raises(ChangedMeanwhileError):
            file.replace(b"two")
    assert (path.read_bytes(), names(path)) == (b"hers", ["deck.bak.pptx", "deck.pptx"])
    assert path.with_name("deck.bak.pptx").read_bytes() == b"one"


@pytest.mark.parametrize("moment", ["gone", "new"])
def test_a_deck_that_goes_or_comes_meanwhile_counts_as_changed(tmp_path: Path, moment: str) -> None:
    path = tmp_path / "deck.pptx"
    if moment == "gone":
        path.write_bytes(b"one")
    with locked(path) as file:
        path.unlink() if moment == "gone" else path.write_bytes(b"hers")
        with pytest.raises(ChangedMeanwhileError):
            file.replace(b"two")
    assert names(path) == ([] if moment == "gone" else ["deck.pptx"])


@pytest.mark.parametrize("saves", [1, 2, 3])
def test_the_run_begins_again_at_most_three_times(path: Path, saves: int) -> None:
    seen: list[bytes | None] = []

    def work(file: DeckFile) -> None:
        seen.append(file.data)
        if len(seen) <= saves:
            path.write_bytes(b"save %d" % len(seen))
        assert file.data is not None
        file.replace(file.data + b" and ours")

    if saves < 3:
        rewrite(path, work)
        assert path.read_bytes() == b"save %d and ours" % saves
    else:
        with pytest.raises(ChangedMeanwhileError):
            rewrite(path, work)
        assert path.read_bytes() == b"save 3"
    assert seen == [b"two", b"save 1", b"save 2"][: saves + 1]


def test_a_deck_that_was_read_long_ago_is_replaced_only_while_it_is_the_same(path: Path) -> None:
    replace_known(path, b"two", b"three")
    with pytest.raises(ChangedMeanwhileError):
        replace_known(path, b"two", b"four")
    assert path.read_bytes() == b"three"


# ------------------------------------------------------------------ two runs at once


def test_the_second_run_waits_for_the_first(path: Path) -> None:
    begun, order = threading.Event(), list[bytes]()

    def slow(file: DeckFile) -> None:
        begun.set()
        time.sleep(0.3)
        order.append(b"first")
        file.replace(b"three")

    first = threading.Thread(target=rewrite, args=(path, slow))
    first.start()
    begun.wait(5)
    rewrite(path, lambda file: order.append(file.data or b""))
    first.join()
    assert order == [b"first", b"three"]
    assert names(path) == ["deck.bak.pptx", "deck.pptx"]


def test_a_run_that_waits_too_long_says_who_holds_the_deck(path: Path) -> None:
    told = rf"another kamdeck \(process {os.getpid()} on .+ since"
    with locked(path), pytest.raises(DeckError, match=told), locked(path, patience=0.1):
        pass
    with locked(path, patience=0.1) as file:
        assert file.data == b"two"


def test_many_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(b"")
    code = (
        "import pathlib, sys\nfrom kamdeck.pptxio.files import rewrite\n"
        "path, mark = pathlib.Path(sys.argv[1]), sys.argv[2].encode()\n"
        "for _ in range(8):\n"
        "    rewrite(path, lambda file: file.replace(file.data + mark))\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, path, mark], cwd=ROOT) for mark in "abc"]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    assert sorted(path.read_bytes()) == sorted(b"abc" * 8)
    assert names(path) == ["deck.bak.pptx", "deck.pptx"]


# ------------------------------------------------------------------ killed, full disk


@posix
def test_killed_at_any_change_of_a_file_deck_and_backup_are_whole(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    path, backup = place / "deck.pptx", place / "deck.bak.pptx"
    one, two, three = (word * 4000 for word in (b"one", b"two", b"tri"))
    seen, at, died = set[tuple[bytes, bytes]](), 0, True
    while died:
        at += 1
        for found in place.iterdir():
            found.unlink()
        for content in (one, two):
            replace_file(path, content)
        died = dies_at(at, place, REPLACE, path, "tri")
        seen.add((path.read_bytes(), backup.read_bytes()))
        replace_file(path, b"four")  # the next run finds no blockade
        assert names(path) == ["deck.bak.pptx", "deck.pptx"], f"left when killed at change {at}"
    assert at > 6
    assert seen == {(two, one), (two, two), (three, two)}


@posix
def test_killed_while_it_is_made_a_deck_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path, at, died = tmp_path / "deck.pptx", 0, True
    while died:
        at += 1
        path.unlink(missing_ok=True)
        died = dies_at(at, tmp_path, REPLACE, path, "one")
        assert not path.exists() or path.read_bytes() == b"one" * 4000
    assert at > 2
    assert names(path) == ["deck.pptx"]


@posix
def test_a_full_disk_leaves_deck_and_backup_as_they_were(path: Path) -> None:
    code = f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n{REPLACE}"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.argv = sys.argv[1:]\n{code}", path, "tri"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "DeckError" in done.stderr
    assert "cannot be written" in done.stderr
    assert (path.read_bytes(), path.with_name("deck.bak.pptx").read_bytes()) == (b"two", b"one")
    assert names(path) == ["deck.bak.pptx", "deck.pptx"]
