"""The words of mails: composed, held, sent despite faults, and the notices about them, of books that turn."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kamdeck.errors import KamdeckError, Problem
from kamdeck.figures.mail import FIGURES, mail_figures
from kamdeck.mail.jobs import Job
from kamdeck.mail.sending import Order, send
from kamdeck.record import replace
from kamdeck.report import Delivery, Kept, Report
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.workbook.rows import Book
from tests.mail_jobs import Desk
from tests.random_books import random_book
from tests.turning_books import turned
from tests.words import faults_of, named

NOBODY = (
    '[mail]\nhost = "localhost"\nport = 1\nsecurity = "none"\nfrom = "a@b.example"\nowner = "o@b.example"\n'
)
JOB = '\n[jobs.Tuesday]\nworkbook = "book.xlsx"\nto = ["ann@example.com"]\n'
KINDS = ("as it is", "wild", "equal", "shrinking", "losing", "giant", "leaver", "one year")
PAIRS = (
    (12, "as it is"), (1, "wild"), (2, "equal"), (12, "shrinking"), (3, "losing"), (2, "giant"),
    (12, "leaver"), (1, "one year"),
)  # fmt: skip


@dataclass
class Shelf:
    """A workbook of which the test says what is in it, and a deck that is never written."""

    lang: str
    book: Book
    problems: tuple[Problem, ...] = ()
    kept: tuple[Kept, ...] = ()
    there: set[str] = field(default_factory=set)

    def bring(self, job: Job, deck: Path) -> Any:
        say = Say(self.lang)
        self.made = compose(self.book, self.problems, Choice(lang=self.lang), say)
        deck.write_bytes(b"deck")
        return SimpleNamespace(report=Report(problems=self.problems, kept=self.kept), composition=self.made)

    def slides(self, deck: Path) -> Collection[str]:
        self.there |= {slide.key for slide in self.made.spec.slides}
        return self.there

    def pictures(self, deck: Path, keys: Sequence[str]) -> Sequence[bytes]:
        return [b"png"] * len(keys)

    def pdf(self, deck: Path) -> bytes:
        raise KamdeckError(Say(self.lang)("preview.no_office"))

    def known(self) -> list[str]:
        """The figures that the book gives."""
        composed = compose(self.book, self.problems, Choice(lang=self.lang), Say(self.lang))
        found = mail_figures(composed.context, "T", "J", date(2026, 11, 23), "F", composed.faulty)
        return [name for name in FIGURES if name in found.texts]


def mailed(desk: Desk, shelf: Shelf, words: str) -> list[tuple[str, str]]:
    """What one day's run writes and tells: every part of every mail, every line of every delivery."""
    desk.write(NOBODY, JOB, words)
    seen = set(desk.outbox.glob("*.eml"))
    say = Say(shelf.lang)
    done = send(Order(desk.config), shelf, lambda: desk.now, say, lambda step, name: None)
    desk.later(days=1)
    fresh = sorted(set(desk.outbox.glob("*.eml")) - seen)
    return [pair for path in fresh for pair in parts(path)] + [pair for each in done for pair in told(each)]


def parts(path: Path) -> Iterator[tuple[str, str]]:
    message: Any = message_from_bytes(path.read_bytes(), policy=default)
    yield "subject", str(message["Subject"])
    body = message.get_body(("plain",)).get_content()
    yield from (("text", line.removeprefix("- ")) for line in body.splitlines() if line != "-- ")
    page = message.get_body(("html",))
    if page is not None:
        html = page.get_content()
        yield from (("alt", unescape(alt)) for alt in re.findall(r'<img[^>]* alt="([^"]*)"', html))


def told(delivery: Delivery) -> Iterator[tuple[str, str]]:
    yield from (("detail", line) for line in delivery.detail.splitlines())
    yield from (("remark", line) for line in delivery.remarks)


def words_for(shelf: Shelf, **rest: str) -> str:
    """A job's text that names every figure that the book gives, and a sentence about them."""
    names = shelf.known()
    text = "\\n".join(f"{name}: {{{name}}}" for name in names).replace("_", "-")
    for name in names:
        text = text.replace(f"{{{name.replace('_', '-')}}}", f"| {{{name}}}")
    return f'text = "{text}"\n' + "".join(f"{key} = {value}\n" for key, value in rest.items())


def problems(book: Book, keys: Sequence[str], lang: str) -> tuple[Problem, ...]:
    message = Say(lang)("problem.not-number.message", seen="x", column="2026")
    return tuple(Problem("not-number", book.title(key), "E5", message) for key in keys)


@pytest.fixture
def place(tmp_path: Path) -> Desk:
    (tmp_path / "book.xlsx").write_bytes(b"book")
    return Desk(tmp_path, datetime(2026, 11, 23, 8, 0, tzinfo=UTC))


def walk(desk: Desk, lang: str, book: Book, next_book: Book) -> list[tuple[str, str]]:
    """A first mail, a second with what changed, one held, one sent despite faults, two that fail."""
    shelf = Shelf(lang, book)
    found = mailed(desk, shelf, words_for(shelf))
    shelf.book, shelf.kept = next_book, (Kept("pareto/note", "text", "x"),)
    found += mailed(desk, shelf, words_for(shelf, attach='["pptx", "pdf"]'))
    for keys in (("revenue",), ("mrr", "scores", "risk")):
        shelf.problems = problems(next_book, keys, lang)
        found += mailed(desk, shelf, 'text = "{revenue}"\n')
        assert keys != ("revenue",) or Say(lang)("mail.held", name="book.xlsx") in {text for _, text in found}
        found += mailed(desk, shelf, words_for(shelf, despite_faults="true"))
    shelf.problems = ()
    return found + mailed(desk, shelf, "skip_older_than_days = 1\n")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_the_words_of_mails(place: Desk, pair: tuple[int, str], lang: str) -> None:
    count, kind = pair
    following = KINDS[(KINDS.index(kind) + 1) % len(KINDS)]
    found = walk(place, lang, named(turned(count, kind)), named(turned(count, following)))
    assert len(found) > 100
    assert faults_of(found, lang) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("seed", range(1, 5))
def test_the_words_of_mails_of_random_books(place: Desk, seed: int, lang: str) -> None:
    found = walk(place, lang, random_book(seed), random_book(seed + 60))
    assert faults_of(found, lang) == []


def test_slides_that_are_held_are_not_told_as_gone(place: Desk) -> None:
    book = turned(12, "as it is")
    shelf = Shelf("en", book)
    mailed(place, shelf, "")
    shelf.problems = problems(book, ("revenue",), "en")
    held = [text for _, text in mailed(place, shelf, "despite_faults = true\n")]
    assert any(text.startswith("The workbook has an error") for text in held)
    shelf.problems = ()
    again = [text for _, text in mailed(place, shelf, "")]
    assert [text for text in held + again if " gone: " in text or "new slide" in text] == []
    shelf.book = replace(book, stakeholders=())
    shelf.there = {key for key in shelf.there if not key.startswith("decision")}
    gone = [text for _, text in mailed(place, shelf, "")]
    assert any(text.startswith("1 slide is gone: Decision map") for text in gone)
