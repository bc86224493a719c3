"""Files to double-click beside a workbook: they bring its deck up to date and open it."""

from __future__ import annotations

import hashlib
import re
import shlex
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from kamdeck.errors import KamdeckError
from kamdeck.text import Say

_NO_MARK = "kamdeck ----------------"

# The Python that wrote the file comes first; on another computer, the kamdeck command of its path.
_CMD = """@echo off
chcp 65001 >nul
title kamdeck
pushd "%~dp0"
set "PYTHON={python}"
if exist "%PYTHON%" goto python
where kamdeck >nul 2>nul
if errorlevel 1 goto missing
kamdeck update "{workbook}" --open --pause
goto end
:python
"%PYTHON%" -m kamdeck update "{workbook}" --open --pause
goto end
:missing
echo {missing}
pause
popd
exit /b 1
:end
set CODE=%ERRORLEVEL%
if not "%CODE%"=="0" pause
popd
exit /b %CODE%
rem {mark}
"""
_COMMAND = """#!/bin/sh
cd "$(dirname "$0")" || exit 1
python={python}
if [ -x "$python" ]; then
  "$python" -m kamdeck update {workbook} --open --pause
elif command -v kamdeck >/dev/null 2>&1; then
  kamdeck update {workbook} --open --pause
else
  echo {missing}
  false
fi
code=$?
if [ "$code" -ne 0 ]; then
  printf '%s ' {close}
  read -r _
fi
exit "$code"
# {mark}
"""
# A desktop entry knows no folder of its own: %k is its path, and the script beside it does the work.
_DESKTOP = """[Desktop Entry]
Type=Application
Version=1.0
Name={name}
Exec=sh -c "exec sh \\\\"\\\\$(dirname \\\\"\\\\$1\\\\")/{script}\\\\"" sh %k
Icon=x-office-presentation
Terminal=true
Categories=Office;
# {mark}
"""


def write_launchers(workbook: Path, lang: str) -> tuple[Path, ...]:
    """The files for Windows, macOS and Linux, written beside the workbook; earlier ones of the same workbook
    are replaced. Where files of that name start another workbook, or a person has changed them, these bear
    the workbook's name as well.

    Raises: KamdeckError when the folder cannot be written.
    """
    say = Say(lang)
    for name in _names(say("launcher.name"), workbook):
        texts = _texts(name, workbook, say)
        if all(_is_free(workbook.parent / file, workbook) for file in texts):
            break
    for file, text in texts.items():
        path = workbook.parent / file
        try:
            path.write_bytes(text.encode())
            path.chmod(0o755)
        except OSError as fault:
            raise KamdeckError(f"{path} cannot be written: {fault.strerror or fault}.") from fault
    return tuple(workbook.parent / file for file in texts)


def _names(name: str, workbook: Path) -> Iterator[str]:
    """What the files may be called, the shortest name first; without signs that mean something to a shell."""
    plain = re.sub(r"[^\w .()+-]+", "-", workbook.stem)[:60].strip()
    yield name
    yield f"{name} {plain}"
    for number in count(2):
        yield f"{name} {plain} {number}"


def _texts(name: str, workbook: Path, say: Say) -> dict[str, str]:
    """The three files by name."""
    shell = f"{name}.command"
    texts = {
        f"{name}.cmd": _CMD.format(
            python=_in_cmd(sys.executable),
            workbook=_in_cmd(f".\\{workbook.name}"),
            missing=say("launcher.missing"),
            mark=_NO_MARK,
        ).replace("\n", "\r\n"),
        shell: _COMMAND.format(
            python=shlex.quote(sys.executable),
            workbook=shlex.quote(f"./{workbook.name}"),
            missing=shlex.quote(say("launcher.missing")),
            close=shlex.quote(say("launcher.close")),
            mark=_NO_MARK,
        ),
        f"{name}.desktop": _DESKTOP.format(name=name, script=shell, mark=_NO_MARK),
    }
    return {file: text.replace(_NO_MARK, _mark(text, workbook)) for file, text in texts.items()}


def _mark(text: str, workbook: Path) -> str:
    """What the last line says: by it a file is known that nobody has changed, and whose it is."""
    digest = hashlib.sha256(f"{workbook.name}\n{text}".encode("utf-8", "surrogateescape"))
    return f"kamdeck {digest.hexdigest()[:16]}"


def _is_free(path: Path, workbook: Path) -> bool:
    """Whether a file may be written there: there is none, or one of this workbook as it was written."""
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return True
    except OSError:
        return False
    found = re.search(r"kamdeck [0-9a-f]{16}(?=\s*$)", text)
    return found is not None and found[0] == _mark(
        text[: found.start()] + _NO_MARK + text[found.end() :], workbook
    )


def _in_cmd(text: str) -> str:
    """A name between quotation marks in a Windows command file, where % begins a variable."""
    return text.replace("%", "%%")
