"""With --json one JSON object stands on the standard output, however a run ends; a reader may leave early."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from kamdeck.cli import streams
from kamdeck.cli.main import COMMANDS, program, run
from kamdeck.cli.words import Words

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_workbooks"
KAMDECK = [sys.executable, "-m", "kamdeck"]
Capture = pytest.CaptureFixture[str]

REFUSED = {  # a call that cannot go on for each command that answers, and what kind of failure it is
    "check": (["check", "none.xlsx"], "workbook"),
    "build": (["build", "none.xlsx"], "workbook"),
    "refresh": (["refresh", "foreign.pptx"], "deck"),
    "restyle": (["restyle", "foreign.pptx"], "deck"),
    "update": (["update", "none.xlsx"], "workbook"),
    "send": (["send", "--config", "none.toml"], "refused"),
    "fleet": (["fleet", "none"], "refused"),
    "preview": (["preview", "none.pptx", "-o", "pictures"], "deck"),
    "diff": (["diff", "none.pptx"], "deck"),
    "map": (["map", "none.xlsx"], "workbook"),
    "explain": (["explain", "book.xlsx", "no such figure"], "refused"),
    "views": (["views", "--lang", "xx"], "usage"),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a workbook and a deck that is none of ours."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    shutil.copy(SAMPLES / "small.xlsx", "book.xlsx")
    shutil.copy(ROOT / "templates" / "kamdeck.pptx", "foreign.pptx")
    return tmp_path


def answering() -> set[str]:
    """The commands that have --json."""
    group = program(Words("en"))
    context = click.Context(group, info_name="kamdeck")
    found = {name: group.get_command(context, name) for name in COMMANDS}
    return {n for n, c in found.items() if c and any("--json" in p.opts for p in c.params)}


def answer(capsys: Capture) -> dict[str, object]:
    out = capsys.readouterr().out
    told = json.loads(out)
    assert isinstance(told, dict)
    assert told["schema"] == 1
    return told


def test_every_command_that_answers_is_tried_here() -> None:
    assert set(REFUSED) == answering()


@pytest.mark.parametrize("command", REFUSED)
def test_a_refusal_is_an_answer(command: str, capsys: Capture) -> None:
    arguments, code = REFUSED[command]
    assert run([*arguments, "--json"]) in (1, 2)
    told = answer(capsys)
    error = told["error"]
    assert isinstance(error, dict)
    assert error["code"] == code
    assert error["message"]
    assert "hint" in error
    assert isinstance(told["problems"], list)


def test_the_problems_of_the_workbook_are_in_it(capsys: Capture) -> None:
    assert run(["build", str(SAMPLES / "broken.xlsx"), "-o", "x.pptx", "--strict", "--json"]) == 1
    told = answer(capsys)
    problems = told["problems"]
    assert isinstance(problems, list)
    assert len(problems) >= 40
    assert {"code", "sheet", "cell", "message", "hint", "severity"} <= set(problems[0])


@pytest.mark.parametrize(
    "arguments",
    [["build", "--json"], ["build", "x", "--json", "--nope"], ["nonsense", "--json"], ["--json"],
     ["build", "a", "b", "--json"]],
)  # fmt: skip
def test_a_usage_error_is_an_answer(arguments: list[str], capsys: Capture) -> None:
    assert run(arguments) == 2
    error = answer(capsys)["error"]
    assert isinstance(error, dict)
    assert error["code"] == "usage"


def test_an_unexpected_error_is_an_answer(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("kamdeck.api.views", lambda **_: 1 / 0)
    assert run(["views", "--json"]) == 1
    error = answer(capsys)["error"]
    assert isinstance(error, dict)
    assert error["code"] == "unexpected"


def test_ctrl_c_is_an_answer_and_the_shells_own_code(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kamdeck.api.views", stopped)
    assert run(["views", "--json"]) == 130
    error = answer(capsys)["error"]
    assert isinstance(error, dict)
    assert error["code"] == "stopped"
    assert run(["views"]) == 130
    out, err = capsys.readouterr()
    assert (out, err.strip()) == ("", "Stopped.")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")
def test_ctrl_c_in_a_process_leaves_no_trace() -> None:
    running = subprocess.Popen(
        [*KAMDECK, "watch", "book.xlsx"], env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    running.stdout.readline()
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 0, "a watch is ended that way"
    assert "Traceback" not in running.communicate()[1]


def test_what_went_well_has_the_schema_too_and_says_what_was_written(capsys: Capture) -> None:
    assert run(["build", "book.xlsx", "-o", "d.pptx", "--json"]) == 0
    assert answer(capsys)["is_written"] is True
    assert run(["refresh", "d.pptx", "--json"]) == 0
    assert answer(capsys)["is_written"] is False, "it was up to date"
    assert run(["update", "book.xlsx", "d.pptx", "--json"]) == 0
    assert answer(capsys)["is_written"] is False
    assert run(["update", "book.xlsx", "new.pptx", "--json"]) == 0
    assert answer(capsys)["is_written"] is True
    assert run(["refresh", "d.pptx", "--lang", "fr", "--dry-run", "--json"]) == 0
    assert answer(capsys)["is_written"] is False
    assert run(["refresh", "d.pptx", "--lang", "fr", "--json"]) == 0
    assert answer(capsys)["is_written"] is True
    assert run(["check", "book.xlsx", "--json"]) == 0
    assert answer(capsys)["is_written"] is False
    assert run(["check", "book.xlsx", "--annotate", "marked.xlsx", "--json"]) == 0
    told = answer(capsys)
    assert (told["is_written"], told["annotated"]) == (True, "marked.xlsx")
    for arguments in (
        ["views"],
        ["diff", "d.pptx", "new.pptx"],
        ["diff", "d.pptx", "--runs"],
        ["explain", "book.xlsx"],
    ):
        assert run([*arguments, "--json"]) == 0
        assert "error" not in answer(capsys)


# ------------------------------------------------------------------ readers and terminals


def piped(arguments: list[str], *, lines: int) -> tuple[int, str]:
    """A run whose reader goes after so many lines; its exit code and error stream."""
    running = subprocess.Popen(
        [*KAMDECK, *arguments], env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stderr is not None
    for _ in range(lines):
        running.stdout.readline()
    running.stdout.close()
    err = running.stderr.read()
    return running.wait(60), err


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX systems")
@pytest.mark.parametrize("lines", [0, 1])
def test_a_reader_that_leaves_early_ends_neither_the_work_nor_its_success(lines: int) -> None:
    assert run(["build", "book.xlsx", "-o", "d.pptx", "--quiet"]) == 0
    before = Path("d.pptx").read_bytes()
    code, err = piped(["refresh", "d.pptx", "--lang", "fr"], lines=lines)
    assert code == 0
    assert "BrokenPipe" not in err
    assert Path("d.pptx").read_bytes() != before
    assert piped(["refresh", "none.pptx", "--json"], lines=lines)[0] == 1


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX systems")
def test_a_watch_ends_when_nobody_reads_it() -> None:
    start = time.monotonic()
    assert piped(["watch", "book.xlsx", "--no-notice"], lines=1)[0] == 0
    assert time.monotonic() - start < 40


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_poor_terminal_loses_no_letter_of_an_answer(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy("foreign.pptx", "漢é.pptx")
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr("sys.stdout", out)
    assert run(["refresh", "漢é.pptx", "--json"]) == 1
    text = out.buffer.getvalue().decode(encoding)
    assert "漢é.pptx" in json.loads(text)["error"]["message"]


def test_other_faults_of_a_stream_are_not_hidden() -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        streams.Outlet(Full()).write("x")
