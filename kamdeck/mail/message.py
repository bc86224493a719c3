"""From what a mail says to the message itself: plain text, HTML with pictures, attachments (RFC 5322)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kamdeck.mail.addresses import Address, refuse_control
from kamdeck.mail.letter import Attachment, Envelope, Letter, changes_head, picture_id
from kamdeck.text import Say

if TYPE_CHECKING:
    from email.message import EmailMessage

ENCODED = 4 / 3 * 78 / 76  # bytes as sent of a byte attached: base64 in lines of 76
KINDS = {
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".pdf": "application/pdf",
}


def write_message(letter: Letter, envelope: Envelope, say: Say) -> bytes:
    """The whole message as it goes over the wire; `say` speaks in errors.

    Raises: DeliveryError for a subject or name that would begin a header of its own.
    """
    from kamdeck.mail.folding import wire_policy

    message = _headers(letter, envelope, say)
    message.set_content(plain_text(letter), cte="quoted-printable")
    if letter.pictures or letter.summary:
        from kamdeck.mail.html import html_text

        message.add_alternative(html_text(letter), subtype="html", cte="quoted-printable")
        *_, page = message.iter_parts()
        for i, picture in enumerate(letter.pictures, 1):
            page.add_related(
                picture.png,
                "image",
                "png",
                cid=f"<{picture_id(i)}>",
                filename=f"{i}.png",
                disposition="inline",
            )
    for file in letter.attachments:
        suffix = file.name[file.name.rfind(".") :]
        kind, _, sub = KINDS.get(suffix, "application/octet-stream").partition("/")
        name = refuse_control(file.name, "filename", say)
        message.add_attachment(file.data, kind, sub, filename=name)
    message["Content-Language"] = letter.say.lang
    return message.as_bytes(policy=wire_policy())


def fitted(letter: Letter, limit: int) -> Letter:
    """The letter within a size as sent: a file that does not fit becomes a note with its place.

    The smallest file stays longest, so that a PDF may still come where the deck is too large; pictures go
    last.
    """
    from kamdeck.record import replace

    room = limit - _sent(len(plain_text(letter)) * 4) - 20_000
    room -= sum(_sent(len(picture.png)) for picture in letter.pictures)
    kept: list[Attachment] = []
    for file in sorted(letter.attachments, key=lambda file: len(file.data)):
        if _sent(len(file.data)) <= room:
            kept.append(file)
            room -= _sent(len(file.data))
    gone = [file for file in letter.attachments if file not in kept]
    notes = tuple(
        letter.say(
            "mail.too_large",
            name=file.name,
            size=letter.say.number(max(0.1, len(file.data) / (1 << 20)), 1),
            place=file.place,
        )
        for file in gone
    )
    pictures = letter.pictures if room >= 0 else ()
    return replace(
        letter,
        attachments=tuple(file for file in letter.attachments if file in kept),
        notes=(*letter.notes, *notes),
        pictures=pictures,
    )


def plain_text(letter: Letter) -> str:
    """The mail without pictures: everything the HTML says, in the same order."""
    say = letter.say
    blocks = [letter.heading, letter.text]
    if letter.summary:
        blocks.append(_listed(say("mail.summary"), letter.summary))
    if letter.changes is not None:
        blocks.append(_listed(changes_head(letter), letter.changes or (say("mail.no_changes"),)))
    blocks += [
        _listed("", letter.notes) if letter.notes else "",
        f"-- \n{letter.footer}" if letter.footer else "",
    ]
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"


def _headers(letter: Letter, envelope: Envelope, say: Say) -> EmailMessage:
    from email.message import EmailMessage
    from email.policy import SMTP
    from email.utils import format_datetime

    message = EmailMessage(policy=SMTP)
    message["From"] = _people((envelope.sender,), "From", say)
    message["To"] = _people(envelope.to, "To", say) or "undisclosed-recipients:;"
    for name, people in (("Cc", envelope.cc), ("Reply-To", envelope.reply_to)):
        if people:
            message[name] = _people(people, name, say)
    message["Subject"] = refuse_control(letter.subject, "Subject", say)
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = f"<{envelope.message_id}>"
    message["Auto-Submitted"] = "auto-generated"  # nobody's absence notice answers it (RFC 3834)
    message["X-Auto-Response-Suppress"] = "All"  # the same for Exchange
    return message


def _people(people: Sequence[Address], field: str, say: Say) -> str:
    """Addresses as a header has them; names in quotation marks where they need some.

    The email policy encodes what is not ASCII (RFC 2047).
    """
    shown = []
    for person in people:
        name = refuse_control(person.name, field, say).replace("\\", "\\\\").replace('"', '\\"')
        shown.append(f'"{name}" <{person.address}>' if name else person.address)
    return ", ".join(shown)


def _listed(head: str, lines: Sequence[str]) -> str:
    body = "\n".join(f"- {line}" for line in lines)
    return f"{head}\n{body}" if head else body


def _sent(size: int) -> int:
    return int(size * ENCODED) + 400
