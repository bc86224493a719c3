"""Slides of several accounts with the same finding carry the account's name in their titles."""

from __future__ import annotations

from kamdeck.deck.spec import Para, Run, SlideSpec, Text
from kamdeck.figures.context import Context
from kamdeck.layout.apart import told_apart
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.workbook.rows import Book, Settings
from tests.scaled_books import scaled
from tests.view_checks import title


def slide(key: str, words: str) -> SlideSpec:
    texts = tuple(
        Text(f"{key}/{name}", (Para((Run(text),)),), placeholder=name)
        for name, text in (("title", words), ("subtitle", "What is shown"))
    )
    return SlideSpec(key, "rail", texts)


def context(lang: str) -> Context:
    return Context(Book(settings=Settings()), Say(lang), (2026,), None, "book.xlsx")


def test_only_shared_titles_get_a_name() -> None:
    slides = [slide("team:Oak", "All is well"), slide("team:Elm", "All is well"), slide("team:Fir", "Not so")]
    assert [title(s) for s in told_apart(slides, context("en"))] == [
        "Oak: All is well",
        "Elm: All is well",
        "Not so",
    ]
    assert title(told_apart(slides, context("fr"))[0]) == "Oak : All is well"


def test_a_title_that_grows_to_two_lines_drops_the_subtitle() -> None:
    words = "a finding that takes nearly the whole of one line of the title, all"
    slides = told_apart(
        [slide("team:Oak and sons of the north", words), slide("team:Elm", words)], context("en")
    )
    assert [len(s.elements) for s in slides] == [1, 2]


def test_every_title_of_a_deck_about_many_accounts_is_its_own() -> None:
    made = compose(scaled(30), (), Choice(lang="en"), Say("en")).spec.slides
    titles = [title(s) for s in made]
    assert len(set(titles)) == len(titles)
