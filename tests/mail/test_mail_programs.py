"""One mail from kamdeck.toml to a mailbox on the disk, through a mail server that people run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.mail_jobs import JOB, Desk
from tests.mail_server import wait_until

SMTPD = shutil.which("smtpd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
CONFIG = """
table people {{ "@example.test" = "nobody" }}
listen on 127.0.0.1 port {port} hostname localhost
action "keep" maildir "{folder}/%{{rcpt.user}}" virtual <people>
match from any for domain "example.test" action "keep"
"""


def is_opensmtpd() -> bool:
    """Whether the program is OpenSMTPD, and may be started here."""
    if SMTPD is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    done = subprocess.run([SMTPD, "-h"], capture_output=True, text=True, check=False)
    return "OpenSMTPD" in done.stdout + done.stderr


@pytest.fixture
def mailboxes(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """The port of an OpenSMTPD with a configuration of its own, and the folder of its mailboxes."""
    if not is_opensmtpd():
        pytest.skip("OpenSMTPD is not installed, or this is not root, which it needs to start")
    folder = Path("/tmp") / f"kamdeck-mail-{os.getpid()}"  # nobody may not enter the test's own folder
    folder.mkdir()
    folder.chmod(0o777)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = tmp_path / "smtpd.conf"
    config.write_text(CONFIG.format(port=port, folder=folder), encoding="utf-8")
    config.chmod(0o600)
    with (tmp_path / "smtpd.log").open("wb") as log:
        server = subprocess.Popen([str(SMTPD), "-d", "-f", str(config)], stdout=log, stderr=log)
        try:
            assert wait_until(lambda: is_listening(port)), (tmp_path / "smtpd.log").read_text(
                encoding="utf-8"
            )
            yield port, folder
        finally:
            server.terminate()
            server.wait(10)
            shutil.rmtree(folder, ignore_errors=True)


def is_listening(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 0.5).close()
    except OSError:
        time.sleep(0.05)
        return False
    return True


def test_a_mail_reaches_its_mailbox_through_opensmtpd(desk: Desk, mailboxes: tuple[int, Path]) -> None:
    port, folder = mailboxes
    job = JOB.replace("ann@example.com", "Ann Lée <ann@example.test>").replace(
        "bob@example.com", "bob@other.test"
    )
    settings = f'[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nfrom = "me@example.com"\n'
    desk.write(settings, job + 'subject = "Été : {revenue}"\n')
    (told,) = desk.send()
    assert (told.state, told.sent) == ("sent", ("ann@example.test",))
    assert told.refused[0][0] == "bob@other.test"
    assert told.refused[0][1].startswith("550")

    def files() -> list[Path]:
        return [path for path in folder.rglob("*") if path.is_file() and path.parent.name == "new"]

    assert wait_until(lambda: len(files()) == 1)
    message = message_from_bytes(files()[0].read_bytes(), policy=default)
    assert message["Message-ID"] == f"<{told.message_id}>"
    assert message["Subject"].startswith("Été : $")
    assert message["To"].addresses[0].display_name == "Ann Lée"
    (deck,) = message.iter_attachments()
    assert deck.get_content() == (desk.folder / "small.pptx").read_bytes()
    assert [d.state for d in desk.send()] == ["already"]
    time.sleep(0.5)
    assert len(files()) == 1
