"""What of a deck is shown in pictures, and what a person cannot ask for."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.page import Page
from kamdeck.errors import KamdeckError
from kamdeck.pictures.pdf import find_office
from kamdeck.run.choice import Choice, unknown
from kamdeck.text import Say


def chosen(pages: Sequence[Page], views: Sequence[str] | None, say: Say) -> tuple[Page, ...]:
    """The pages of some views, all where none are named; the slides that a person added belong to no view.

    Raises: KamdeckError for a view that the deck does not have.
    """
    if views is None:
        return tuple(pages)
    known = list(dict.fromkeys(_view(page) for page in pages if page.key))
    for name in views or ("",):
        if name not in known:
            raise unknown("no_view", name, known, say)
    return tuple(page for page in pages if page.key and _view(page) in views)


def _view(page: Page) -> str:
    return page.key.partition(":")[0]


def refuse_choosing(
    name: str, choice: Choice, has_mapping: bool, say: Say, text: str = "preview.deck"
) -> None:
    """Nothing, if of a deck no more than its views was chosen; `text` says why no more can be.

    Raises: KamdeckError that names the options which only a workbook leaves open.
    """
    given = [option for option in choice.remembered() if option != "views"] + ["mapping"] * has_mapping
    if given:
        options = ", ".join(f"--{option}" for option in given)
        raise KamdeckError(say(text, name=name, options=options), say(f"{text}_hint"))


def refuse_without_office(say: Say) -> None:
    """Nothing, if a PDF can be made.

    Raises: KamdeckError where LibreOffice is not installed.
    """
    if find_office() is None:
        raise KamdeckError(say("preview.no_office"), say("preview.no_office_hint"))
