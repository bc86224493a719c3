"""What a mail says and to whom: words, pictures, attachments."""

from __future__ import annotations

from datetime import datetime

from kamdeck.mail.addresses import Address
from kamdeck.record import record
from kamdeck.text import Say


@record
class Picture:
    """A slide as PNG, with the text that stands for it."""

    key: str
    alt: str
    png: bytes


@record
class Attachment:
    """A file to attach: its name, its bytes, and where it lies for those who cannot get it by mail."""

    name: str
    data: bytes
    place: str


@record
class Letter:
    """What a mail says, in its language: `heading` above the text, `summary` its findings, `changes` what
    is new since the last one (None = there was none), `notes` what else the reader should know."""

    say: Say
    subject: str
    heading: str
    text: str
    summary: tuple[str, ...] = ()
    changes: tuple[str, ...] | None = None
    since: str = ""
    pictures: tuple[Picture, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = ()
    footer: str = ""


@record
class Envelope:
    """Who gets a message, from whom, when, under which id (without angle brackets)."""

    sender: Address
    to: tuple[Address, ...]
    message_id: str
    at: datetime
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Every mailbox once."""
        found: dict[str, str] = {}
        for person in (*self.to, *self.cc, *self.bcc):
            found.setdefault(person.key, person.address)
        return tuple(found.values())


def changes_head(letter: Letter) -> str:
    """The line above what changed."""
    return letter.say("mail.changes", date=letter.since)


def picture_id(place: int) -> str:
    """The content id of a picture, counted from 1."""
    return f"slide{place}@kamdeck"
