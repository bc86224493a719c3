"""Every number that is printed on a slide is explained: by its cells, by what was counted, or as entered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kamdeck.figures.explained import Explained
from kamdeck.figures.followed import Follower
from kamdeck.figures.places import Places, plain
from kamdeck.figures.printed import Trail
from kamdeck.run.choice import Choice
from kamdeck.run.composition import Composition, compose, seen_by
from kamdeck.text import Say, catalogue
from kamdeck.workbook.reader import read_book

SAMPLES = [
    path
    for path in sorted(Path(__file__).parents[2].glob("sample_workbooks/*.xlsx"))
    if path.stem != "broken"
]
NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*(?<![.,])")
YEAR = re.compile(r"(19|20)\d\d")
SPAN = re.compile(r"(?:\d\d|\b\w+\.? ?)\d\d ?[/–] ?\d\d|\d\d[/–]\d\d|[A-Z]\w+\. \d\d")  # 2025/26, Ex. 25


def fixed_words(lang: str) -> list[tuple[str, re.Pattern[str]]]:
    """Each number that a text of the catalogue has itself, such as the ends of a scale, with what the text
    may read as."""

    def texts(node: object) -> Iterator[str]:
        if isinstance(node, str):
            yield node
        elif isinstance(node, Mapping | list):
            for part in node.values() if isinstance(node, Mapping) else node:
                yield from texts(part)

    found = []
    for text in texts(catalogue(lang)):
        own = re.split(r"\{\w+\}", plain(text))
        numbers = {match[0] for part in own for match in NUMBER.finditer(part)}
        found += [(number, re.compile(".*".join(map(re.escape, own)))) for number in numbers]
    return found


def made_of(path: Path, lang: str) -> tuple[Composition, Trail]:
    book, problems = read_book(path, lang=lang)
    trail = Trail()
    return compose(book, problems, Choice.of(lang=lang), Say(lang), is_refresh=True, trail=trail), trail


@pytest.fixture(scope="module", params=[(path, lang) for path in SAMPLES for lang in ("en", "fr")],
                ids=lambda case: f"{case[0].stem} {case[1]}")  # fmt: skip
def followed(request: pytest.FixtureRequest) -> tuple[Follower, Places, str, str]:
    path, lang = request.param
    made, trail = made_of(path, lang)
    places = Places(made.spec, made.context.say, trail)
    shown = made.shown
    follower = Follower(shown, lambda view: seen_by(view, made.context), places, trail, Say(lang))
    return follower, places, path.name, lang


def test_every_number_on_every_slide_is_explained(followed: tuple[Follower, Places, str, str]) -> None:
    follower, places, name, lang = followed
    unknown, numbers, with_cells, fixed = [], 0, 0, fixed_words(lang)
    for place, stands in places.all:
        for match in NUMBER.finditer(place.text.replace(name, " " * len(name))):
            numbers += 1
            here = [one for one, at in stands if at < match.end() and at + len(one.text) > match.start()]
            with_cells += any(one.cells for one in here)
            spans = [span for span in SPAN.finditer(place.text) if span.start() <= match.start() < span.end()]
            if here or spans or YEAR.fullmatch(match[0]) or follower.entered(match[0], place):
                continue
            if re.match(r" ?\w*…", place.text[match.end() :]):  # cut in the middle
                continue
            if not any(match[0] == number and text.search(place.text) for number, text in fixed):
                unknown.append((place.key, match[0], place.text[:90]))
    assert unknown == []
    assert with_cells > 0.4 * numbers


def explained(wanted: str, lang: str = "en") -> tuple[Explained, ...]:
    made, trail = made_of(SAMPLES[0].parent / "health_cloud.xlsx", lang)
    places = Places(made.spec, made.context.say, trail)
    follower = Follower(made.shown, lambda view: seen_by(view, made.context), places, trail, Say(lang))
    return follower.of(wanted)


def test_a_difference_comes_from_the_scores_and_weights_behind_it() -> None:
    (found,) = [one for one in explained("0.7") if one.key == "scoring/title"]
    assert found.value == 0.7
    assert {part.what for part in found.inputs} == {"Criteria", "Scores"}
    assert [threshold.name for threshold in found.thresholds] == ["Growth weight"]
    assert all(value is not None for part in found.inputs for _, value in part.cells)


def test_figures_that_read_alike_are_told_apart_by_their_cells() -> None:
    found = explained("58%")
    cells = [frozenset(cell for part in one.inputs for cell, _ in part.cells) for one in found]
    assert len(set(cells)) == len(cells) > 1
    risk = next(one for one in found if "Risk!E5" in {cell for part in one.inputs for cell, _ in part.cells})
    assert {place.view for place in risk.places} == {"summary", "dashboard_risk"}


def test_a_count_names_the_sheets_and_an_entered_text_its_cell() -> None:
    counted = next(one for one in explained("6 of 8") if one.key == "scoring/fact:tops")
    assert counted.value in (6, 8)
    assert counted.inputs == ()
    assert "Scores" in counted.formula[0]
    entered = next(one for one in explained("Q1 2027") if one.value is None)
    assert [part.what for part in entered.inputs] == ["Plan"]


def test_the_cells_of_a_chart_add_up_to_what_it_shows() -> None:
    made, trail = made_of(SAMPLES[0].parent / "health_cloud.xlsx", "en")
    places = Places(made.spec, made.context.say, trail)
    bars = [(one.value, one.cells) for place, stands in places.all for one, _ in stands
            if place.key.startswith("pareto/chart/") and one.cells == frozenset({"Revenue!E5"})]  # fmt: skip
    assert bars
    assert all(value == trail.values["Revenue!E5"] for value, _ in bars)


def test_a_run_that_explains_makes_the_same_deck() -> None:
    path = SAMPLES[0].parent / "health_cloud.xlsx"
    book, problems = read_book(path, lang="en")
    plain_deck = compose(book, problems, Choice.of(lang="en"), Say("en"), is_refresh=True)
    assert made_of(path, "en")[0].spec == plain_deck.spec
