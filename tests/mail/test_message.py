"""The message itself: its parts, its head, its words, and how the page looks in a browser."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from base64 import b64encode
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image

import kamdeck
from kamdeck.errors import DeliveryError
from kamdeck.mail.addresses import Address
from kamdeck.mail.hands import MailHands
from kamdeck.mail.html import direction, html_text
from kamdeck.mail.letter import Attachment, Envelope, Letter, Picture
from kamdeck.mail.message import fitted, plain_text, write_message
from kamdeck.mail.sending import Order, send
from kamdeck.record import replace
from kamdeck.text import Say
from tests.mail_jobs import Desk

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
BROWSER = next(
    (found for name in ("chromium", "google-chrome", "chrome") if (found := shutil.which(name))), None
)
PNG = io.BytesIO()
Image.new("RGB", (1200, 675), (20, 40, 79)).save(PNG, "PNG")
LETTER = Letter(
    say=Say("en"),
    subject="Review – été",
    heading="Key account review",
    text="Hello <all> & everybody,\n\nthe deck\nis new.",
    summary=("Revenue up 9%", "Risk: 25% of MRR", "Three", "Four", "Five"),
    changes=("Revenue: $1M → $2M",),
    since="16 Nov 2026",
    pictures=(
        Picture("pareto", 'Seven "vital" accounts', PNG.getvalue()),
        Picture("b", "Two", PNG.getvalue()),
    ),
    attachments=(Attachment("Revue été – Q4.pptx", b"deck" * 1000, "/srv/q4.pptx"),),
    notes=("A note",),
    footer="Confidential",
)
ENVELOPE = Envelope(
    Address("Zoë Büro", "reports@example.com"),
    (Address("Lee, Ann", "ann@example.com"), Address("משה", "moshe@example.com")),
    "abc@example.com",
    datetime(2026, 11, 23, 8, 0, tzinfo=timezone(timedelta(hours=1))),
    cc=(Address("", "carl@example.com"),),
    bcc=(Address("", "eve@example.com"),),
    reply_to=(Address("", "kam@example.com"),),
)


def parsed(letter: Letter = LETTER, envelope: Envelope = ENVELOPE) -> EmailMessage:
    message = message_from_bytes(write_message(letter, envelope, Say("en")), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_its_parts() -> None:
    message = parsed()
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "image/png",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ]
    assert message.defects == []
    html = message.get_body(("html",))
    assert html is not None
    ids = re.findall(r'src="cid:([^"]+)"', html.get_content())
    images = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert [f"<{name}>" for name in ids] == [part["Content-ID"] for part in images]
    assert all(part.get_content_disposition() == "inline" for part in images)


def test_its_head() -> None:
    raw = write_message(LETTER, ENVELOPE, Say("en"))
    head = raw.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"eve@" not in raw
    message = parsed()
    assert message["Subject"] == "Review – été"
    assert [a.display_name for a in message["To"].addresses] == ["Lee, Ann", "משה"]
    assert message["From"].addresses[0].display_name == "Zoë Büro"
    assert message["Date"] == "Mon, 23 Nov 2026 08:00:00 +0100"
    assert message["Message-ID"] == "<abc@example.com>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"
    (deck,) = message.iter_attachments()
    assert deck.get_filename() == "Revue été – Q4.pptx"
    assert ENVELOPE.people == ("ann@example.com", "moshe@example.com", "carl@example.com", "eve@example.com")


def test_a_mailbox_named_twice_gets_one_mail() -> None:
    twice = replace(ENVELOPE, cc=(Address("Ann", "ANN@example.com"),), bcc=(Address("", "ann@example.com"),))
    assert twice.people == ("ann@example.com", "moshe@example.com")


@pytest.mark.parametrize("field", ["subject", "name", "file"])
def test_a_line_break_anywhere_in_the_head_is_refused(field: str) -> None:
    letter, envelope = LETTER, ENVELOPE
    if field == "subject":
        letter = replace(LETTER, subject="a\r\nBcc: eve@example.com")
    elif field == "name":
        envelope = replace(ENVELOPE, to=(Address("a\nBcc: eve@example.com", "ann@example.com"),))
    else:
        letter = replace(LETTER, attachments=(Attachment("a\n.pptx", b"", ""),))
    with pytest.raises(DeliveryError, match="control character"):
        write_message(letter, envelope, Say("en"))


def test_plain_text_and_page_say_the_same() -> None:
    page = re.sub(r"<style>.*?</style>|<[^>]+>", " ", html_text(LETTER), flags=re.S)
    page = " ".join(page.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split())
    for line in plain_text(LETTER).splitlines():
        words = " ".join(line.removeprefix("- ").split())
        if words and words != "--":
            assert words in page, line


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_is_one_that_outlook_and_screen_readers_can_read(lang: str) -> None:
    tags = _Tags()
    tags.feed(html_text(replace(LETTER, say=Say(lang))))
    assert tags.open == []
    named = {tag for tag, _ in tags.found}
    assert not named & {"div", "script", "link", "svg", "video", "form"} - {"div"}
    assert dict(tags.found[0][1])["lang"] == {"en": "en-US", "fr": "fr-FR"}[lang]
    for tag, attributes in tags.found:
        if tag == "table":
            assert attributes["role"] == "presentation"
            assert attributes["cellpadding"] == attributes["cellspacing"] == "0"
        if tag == "img":
            assert attributes["alt"]
            assert attributes["width"] == "552"
        style = attributes.get("style") or ""
        assert not re.search(r"flex|grid|position|float|rgba|var\(", style)
        if tag in ("h1", "h2", "p", "li"):
            assert "font-family:Arial" in style
            assert "color:#" in style
    assert [tag for tag, _ in tags.found if tag in ("h1", "h2")] == ["h1", "h2", "h2"]


def test_text_from_right_to_left() -> None:
    letter = replace(LETTER, heading="סקירה רבעונית", text="مرحبا 2026", summary=("הכנסות 9%",), changes=None)
    page = html_text(letter)
    assert re.search(r'<h1[^>]*dir="rtl"[^>]*text-align:right', page)
    assert re.search(r'<p[^>]*dir="rtl"[^>]*text-align:right', page)
    assert '<ul dir="rtl"' in page
    assert direction("2026: été") == "ltr"
    plain = parsed(letter).get_body(("plain",))
    assert plain is not None
    assert "מרחבא" not in plain.get_content()
    assert "مرحبا 2026" in plain.get_content()


@pytest.mark.parametrize(
    ("limit", "names", "pictures"),
    [(20 << 20, ["deck.pptx", "deck.pdf"], 2), (2 << 20, ["deck.pdf"], 2), (300_000, [], 2), (30_000, [], 0)],
)
def test_what_is_too_large_becomes_a_note_with_its_place(limit: int, names: list[str], pictures: int) -> None:
    noise = Picture("p", "alt", PNG.getvalue() + b"x" * 60_000)
    files = (
        Attachment("deck.pptx", b"x" * (3 << 20), "/srv/deck.pptx"),
        Attachment("deck.pdf", b"x" * (1 << 20), "/srv/deck.pptx"),
    )
    letter = fitted(replace(LETTER, attachments=files, pictures=(noise, noise), notes=()), limit)
    assert [file.name for file in letter.attachments] == names
    assert len(letter.pictures) == pictures
    assert len(letter.notes) == 2 - len(names)
    assert all("/srv/deck.pptx" in note for note in letter.notes)
    assert len(write_message(letter, ENVELOPE, Say("en"))) <= max(limit, 40_000)


# ------------------------------------------------------------------ in a browser


def story_page(desk: Desk, lang: str) -> str:
    """The page of the story's mail with its pictures inside."""
    shutil.copy(SAMPLES / "health_cloud.xlsx", desk.folder / "book.xlsx")
    views = ("summary", "dashboard", "pareto", "concentration", "retention", "notes")
    kamdeck.build(desk.folder / "book.xlsx", desk.folder / "book.pptx", views=views, lang=lang)
    desk.write(
        '[mail]\nhost = "localhost"\nfrom = "reports@example.com"\n',
        f'[jobs.story]\nworkbook = "book.xlsx"\nto = ["ann@example.com"]\nlanguage = "{lang}"\n',
    )
    folder, say = desk.folder / "dry", Say(lang)
    order = Order(desk.config, dry=folder)
    (told,) = send(order, MailHands(say), lambda: desk.now, say, lambda step, name: None)
    assert told.remarks == ()
    message = message_from_bytes((folder / "story.eml").read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    html = message.get_body(("html",))
    assert html is not None
    page = str(html.get_content())
    for part in message.walk():
        if part.get_content_type() == "image/png":
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            data = b64encode(payload).decode()
            page = page.replace(f"cid:{part['Content-ID'][1:-1]}", f"data:image/png;base64,{data}")
    assert "cid:" not in page
    return page


@pytest.mark.skipif(BROWSER is None, reason="no Chromium to show the page in")
def test_the_page_in_a_browser(desk: Desk, tmp_path: Path) -> None:
    """Five findings and two pictures in a column of 600 pixels on a pale ground."""
    pytest.importorskip("matplotlib")
    page = story_page(desk, "en")
    (tmp_path / "mail.html").write_text(page, encoding="utf-8")
    assert page.count("<li") == 5
    subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--user-data-dir={tmp_path / 'profile'}", "--window-size=900,1300",
            f"--screenshot={tmp_path / 'mail.png'}", (tmp_path / "mail.html").as_uri(),
        ],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    shown = Image.open(tmp_path / "mail.png").convert("RGB")
    ground, paper = (0xF4, 0xF6, 0xFA), (0xFF, 0xFF, 0xFF)
    assert shown.getpixel((100, 600)) == shown.getpixel((800, 600)) == ground
    edges = [x for x in range(900) if shown.getpixel((x, 20)) != ground]
    assert 598 <= edges[-1] - edges[0] + 1 <= 602
    assert shown.getpixel((edges[0] + 8, 300)) == paper
    rows = [y for y in range(1300) if _is_busy(shown, edges[0] + 24, edges[-1] - 24, y)]
    colors = {shown.getpixel((x, y)) for y in rows[::3] for x in range(edges[0], edges[-1], 2)}
    assert (0x14, 0x28, 0x4F) in colors, "the pictures' navy is not there"
    assert len(rows) > 500


def _is_busy(picture: Image.Image, left: int, right: int, y: int) -> bool:
    return len({picture.getpixel((x, y)) for x in range(left, right, 3)}) > 3


def test_long_and_foreign_heads_come_back_as_they_were() -> None:
    """Lines with encoded words end at 76 characters (RFC 2047), long file names are cut (RFC 2231)."""
    people = tuple(
        Address(f"Müller-Lüdenscheidt, Jürgen {i}", f"jürgen{i}@example.com".replace("ü", "u"))
        for i in range(40)
    )
    name = "Übersicht für das vierte Quartal – Großkunden, Fassung für den Vorstand (endgültig).pptx"
    subject = "Überblick für die Führungskräfte: " + "Größenordnung " * 20
    letter = replace(LETTER, subject=subject.strip(), attachments=(Attachment(name, b"x", ""),))
    long_id = "a" * 32 + "@" + "reports.of-a-company-with-a-very-long-name.example.com"
    envelope = replace(ENVELOPE, to=people, message_id=long_id)
    raw = write_message(letter, envelope, Say("en"))
    head = raw.partition(b"\r\n\r\n")[0]
    assert all(len(line) <= 78 for line in head.split(b"\r\n") if b"=?" in line)
    message = parsed(letter, envelope)
    assert message["Subject"] == letter.subject
    assert [(a.display_name, a.addr_spec) for a in message["To"].addresses] == [
        (p.name, p.address) for p in people
    ]
    assert message["Message-ID"] == f"<{long_id}>"
    (deck,) = message.iter_attachments()
    assert deck.get_filename() == name


WORD = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)


@given(subject=st.lists(WORD, min_size=1, max_size=12), name=st.lists(WORD, min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_any_subject_and_name_come_back(subject: list[str], name: list[str]) -> None:
    """But for what already looks like an encoded word, which is decoded as one."""
    assume("=?" not in "".join([*subject, *name]))
    letter = Letter(Say("en"), " ".join(subject), "heading", "text")
    person = Address(" ".join(name), "ann@example.com")
    raw = write_message(letter, replace(ENVELOPE, to=(person,)), Say("en"))
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    message = message_from_bytes(raw)  # the newer class puts spaces between the encoded words of a name
    assert str(make_header(decode_header(message["Subject"]))) == letter.subject
    name_read, address_read = parseaddr(message["To"].replace("\r\n", ""))
    assert (str(make_header(decode_header(name_read))), address_read) == (person.name, person.address)
