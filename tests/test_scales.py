"""Every view at 1, 3, 30, 300 and 3,000 accounts: what fits, what the judges say, what a refresh leaves.

The workbook is the story with so many accounts on every sheet; once with names of sixty characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from kamdeck.deck.spec import Chart, Group, Shape, Table, Text
from kamdeck.run.choice import Choice
from kamdeck.run.composition import Composition, compose
from kamdeck.text import Say
from kamdeck.views import VIEWS
from tests.readback import ReadDeck
from tests.refreshing import built, refreshed
from tests.scaled_books import scaled
from tests.view_checks import faults, flat, title

CASES = [(3, False), (30, False), (300, True)]
IDS = ["3 accounts", "30 accounts", "300 accounts with long names"]
LEFTOVER = re.compile(r"{\w*}|\b[a-z_]+\.[a-z_]+\.[a-z_]+\b")  # a field or a catalogue key in a text
LEFTOVER_ENGLISH = re.compile(r"\b(accounts?|revenue|at risk|of which|years?|overdue|tasks?)\b")
LEFTOVER_FRENCH = re.compile(r"\b(comptes?|chiffre d.affaires|en retard|tâches?)\b")


@cache
def made(count: int, is_long: bool, lang: str) -> Composition:
    return compose(scaled(count, has_long_names=is_long), (), Choice(lang=lang), Say("en"))


@cache
def deck(count: int, is_long: bool, lang: str) -> bytes:
    return built(made(count, is_long, lang).spec)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    "case", [(1, True), *CASES, (3000, False)], ids=["1 account", *IDS, "3,000 accounts"]
)
def test_every_slide_holds_its_words(case: tuple[int, bool], lang: str) -> None:
    composition = made(*case, lang) if case[0] < 3000 else made.__wrapped__(*case, lang)
    spec = composition.spec
    assert [fault for slide in spec.slides for fault in faults(slide)] == []
    titles = [title(slide) for slide in spec.slides]
    assert len(set(titles)) == len(titles)
    keys = {slide.key.partition(":")[0] for slide in spec.slides}
    assert keys | dict(composition.left_out).keys() == {view.key for view in VIEWS} - {"changes"}
    if case[0] >= 3:
        assert composition.left_out == ()


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_judges_find_nothing_and_a_refresh_changes_nothing(
    case: tuple[int, bool], lang: str, sound: Callable[[Path | bytes], None]
) -> None:
    data, spec = deck(*case, lang), made(*case, lang).spec
    sound(data)
    again, plan = refreshed(data, spec)
    assert (plan.edits, plan.kept, plan.conflicts) == ((), (), ())
    assert again == data


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_an_independent_reader_finds_every_figure(case: tuple[int, bool], tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck(*case, "en"))
    read = ReadDeck(path, "en")
    counts = {"text": 0, "table": 0, "chart": 0}
    for element in (e for slide in made(*case, "en").spec.slides for e in flat(slide)):
        if isinstance(element, Table):
            counts["table"] += 1
            wanted = [[paras_of(cell.paras) for cell in row.cells] for row in element.rows]
            assert read.rows(element.key) == wanted, element.key
        elif isinstance(element, Chart):
            counts["chart"] += 1
            assert len(read.sheet(element.key)) >= 2, element.key
            assert all(any(v is not None for v in values) for values in read.series(element.key).values())
        elif (
            isinstance(element, Text | Shape) and element.paras and not getattr(element, "placeholder", None)
        ):
            counts["text"] += 1
            assert read.shapes[element.key].text_frame.text == paras_of(element.paras), element.key
        else:
            assert isinstance(element, Group) or element.key
    assert min(counts.values()) > 20


def paras_of(paras: tuple[object, ...]) -> str:
    """The words of paragraphs, one line each."""
    return "\n".join(str(getattr(para, "text", "")) for para in paras)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_no_text_is_left_over(case: tuple[int, bool], lang: str) -> None:
    """No unfilled field and no catalogue key; in titles, facts and notes no word of the other language."""
    wrong, mixed = [], []
    other = LEFTOVER_ENGLISH if lang == "fr" else LEFTOVER_FRENCH
    for slide in made(*case, lang).spec.slides:
        texts = {e.key: paras_of(e.paras) for e in flat(slide) if isinstance(e, Text | Shape)}
        texts[f"{slide.key}/notes"] = slide.notes
        wrong += [f"{key}: {text}" for key, text in texts.items() if LEFTOVER.search(text)]
        # What a person typed stays in the language it was typed in; the sample is English.
        ours = [f"{slide.key}/{name}" for name in ("kicker", "subtitle")]
        mixed += [f"{key}: {texts[key]}" for key in ours if key in texts and other.search(texts[key])]
    assert wrong == []
    assert mixed == []
