"""Files to double-click beside a workbook: they bring its deck up to date and open it."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from kamdeck.errors import KamdeckError

Pair = tuple[str, str]
_NAME: Pair = ("Update deck", "Actualiser la présentation")
_MISSING: Pair = (
    "kamdeck is not installed on this computer. Ask the person who gave you this workbook.",
    "kamdeck n'est pas installé sur cet ordinateur. Voyez la personne qui vous a donné ce classeur.",
)
_CLOSE: Pair = ("Press Enter to close this window.", "Appuyez sur Entrée pour fermer cette fenêtre.")

# The Python that wrote the file comes first; on another computer, the kamdeck command of its path.
_CMD = """@echo off
chcp 65001 >nul
title kamdeck
pushd "%~dp0"
set "PYTHON={python}"
if exist "%PYTHON%" goto python
where kamdeck >nul 2>nul
if errorlevel 1 goto missing
kamdeck update "{workbook}" --open
goto end
:python
"%PYTHON%" -m kamdeck update "{workbook}" --open
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
"""
_COMMAND = """#!/bin/sh
cd "$(dirname "$0")" || exit 1
python={python}
if [ -x "$python" ]; then
  "$python" -m kamdeck update {workbook} --open
elif command -v kamdeck >/dev/null 2>&1; then
  kamdeck update {workbook} --open
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
"""


def write_launchers(workbook: Path, lang: str) -> tuple[Path, ...]:
    """The files for Windows, macOS and Linux, written beside the workbook; the same ones are replaced.

    Raises: KamdeckError when the folder cannot be written.
    """
    side = 1 if lang == "fr" else 0
    name, shell = _NAME[side], f"{_NAME[side]}.command"
    texts = {
        f"{name}.cmd": _CMD.format(
            python=_in_cmd(sys.executable), workbook=_in_cmd(f".\\{workbook.name}"), missing=_MISSING[side]
        ).replace("\n", "\r\n"),
        shell: _COMMAND.format(
            python=shlex.quote(sys.executable),
            workbook=shlex.quote(f"./{workbook.name}"),
            missing=shlex.quote(_MISSING[side]),
            close=shlex.quote(_CLOSE[side]),
        ),
        f"{name}.desktop": _DESKTOP.format(name=name, script=shell),
    }
    written = []
    for file, text in texts.items():
        path = workbook.parent / file
        try:
            path.write_bytes(text.encode())
            path.chmod(0o755)
        except OSError as fault:
            raise KamdeckError(f"{path} cannot be written: {fault.strerror or fault}.") from fault
        written.append(path)
    return tuple(written)


def _in_cmd(text: str) -> str:
    """A name between quotation marks in a Windows command file, where % begins a variable."""
    return text.replace("%", "%%")
