"""A deck as PDF, by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kamdeck.errors import DeliveryError
from kamdeck.text import Say

SECONDS = 300
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)


def as_pdf(deck: Path, say: Say) -> bytes:
    """The deck's pages, made with a profile of its own so that an open LibreOffice does not matter.

    Raises: DeliveryError where LibreOffice is not installed or gives no PDF.
    """
    program = find_office()
    if program is None:
        raise DeliveryError(say("mail.no_office"), say("mail.no_office_hint"))
    with tempfile.TemporaryDirectory(prefix="kamdeck-") as name:
        folder = Path(name)
        profile = (folder / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(deck.resolve())]
        try:
            _run(command)
            return (folder / f"{deck.stem}.pdf").read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            raise DeliveryError(say("mail.no_pdf", name=deck.name), say("mail.no_pdf_hint")) from None


def _run(command: Sequence[str]) -> None:
    """Run LibreOffice to its end; one that hangs is ended with the processes it has started.

    Raises: TimeoutExpired, OSError.
    """
    is_own_group = os.name != "nt"
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=is_own_group,
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            if is_own_group:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            raise


def find_office() -> str | None:
    """The program `soffice`: on the path, else where it is usually installed; None where there is none."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    return named or next((place for place in PLACES if Path(place).exists()), None)
