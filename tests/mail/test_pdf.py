"""A deck as PDF: by LibreOffice where it is installed, with a clear line where it is not."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from kamdeck.errors import DeliveryError
from kamdeck.pictures import pdf
from kamdeck.text import Say
from tests.mail_jobs import JOB, Desk
from tests.mail_server import mail_server


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_mail_has_the_deck_as_pdf(desk: Desk, tmp_path: Path) -> None:
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB + 'attach = ["pdf"]\n')
        (told,) = desk.send()
    assert told.remarks == ()
    (file,) = server.taken[0].message.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("small.pdf", "application/pdf")
    content = file.get_content()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type/Page\n") + content.count(b"/Type/Page/") == 3


def test_without_libreoffice_the_mail_goes_and_says_so(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_office", lambda: None)
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB + 'attach = ["pptx", "pdf"]\n')
        (told,) = desk.send()
    assert told.remarks == (
        'No PDF: LibreOffice is not installed. Install it, or leave out "pdf" in attach.',
    )
    assert [file.get_filename() for file in server.taken[0].message.iter_attachments()] == ["small.pptx"]


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for LibreOffice")
@pytest.mark.parametrize("does", ["exit 1", "sleep 30 & sleep 30"])
def test_a_libreoffice_that_fails_or_hangs(
    tmp_path: Path, say: Say, does: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "find_office", lambda: str(program))
    monkeypatch.setattr(pdf, "SECONDS", 0.5)
    begun = time.monotonic()
    with pytest.raises(DeliveryError, match="LibreOffice made no PDF"):
        pdf.as_pdf(tmp_path / "deck.pptx", say)
    assert time.monotonic() - begun < 10
