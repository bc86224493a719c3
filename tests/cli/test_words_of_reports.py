"""The words of what is printed: the report of a refresh, `diff`, `explain` and `check`, of data that turn."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from pptx.util import Emu

import kamdeck
from kamdeck.cli.explained import show_explained, show_kinds
from kamdeck.cli.main import run
from kamdeck.cli.show import show_problems, show_report
from kamdeck.cli.words import Words
from kamdeck.workbook.pages import pages
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.starter import write_workbook
from kamdeck.workbook.story import sample_settings
from tests.random_books import random_book
from tests.turning_books import turned
from tests.words import faults_of, named

Capture = pytest.CaptureFixture[str]
SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
TURNS = (
    ((12, "as it is"), (12, "shrinking")),
    ((3, "wild"), (3, "one year")),
    ((1, "losing"), (2, "leaver")),
)


def found_in(printed: str, lang: str) -> list[str]:
    """The faults of the lines that were printed, but for the workbook's own words."""
    lines = (line.strip() for line in printed.splitlines())
    return faults_of(((str(n), line) for n, line in enumerate(lines) if "charter/scope" not in line), lang)


def handle(deck: Path) -> None:
    """Titles and cells reworded, charts moved, texts and a slide deleted."""
    opened: Any = kamdeck.open_presentation(deck)
    for slide in opened.slides:
        shapes = list(slide.shapes)
        if slide.shapes.title is not None:
            slide.shapes.title.text_frame.text = "Ours"
        for shape in shapes:
            if shape.has_chart:
                shape.left += Emu(91440)
            elif shape.has_table:
                shape.table.cell(0, 0).text_frame.text = "Ours"
        shapes[-1]._element.getparent().remove(shapes[-1]._element)
    kept = opened.slides._sldIdLst
    gone = list(kept)[3]
    opened.part.drop_rel(gone.rId)
    kept.remove(gone)
    opened.save(deck)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("turn", TURNS, ids=str)
def test_the_words_of_a_refresh_and_of_diff(turn: Any, lang: str, tmp_path: Path, capsys: Capture) -> None:
    before, after = (named(turned(*each)) for each in turn)
    deck = tmp_path / "deck.pptx"
    made = kamdeck.build(before, deck, lang=lang, speak=lang)
    handle(deck)
    report = kamdeck.refresh(deck, workbook=after, speak=lang)
    capsys.readouterr()
    for each in (made, report):
        show_report(each, Words(lang), is_refresh=True)
    assert run(["diff", str(deck), "--run", "1", "--lang", lang]) == 0
    printed = capsys.readouterr().out
    assert len(printed.splitlines()) > 60
    assert found_in(printed, lang) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("seed", [3, 4])
def test_the_words_of_diff_of_random_books(seed: int, lang: str, tmp_path: Path, capsys: Capture) -> None:
    decks = [tmp_path / "a.pptx", tmp_path / "b.pptx"]
    for deck, n in zip(decks, (seed, seed + 6), strict=True):
        kamdeck.build(random_book(n), deck, lang=lang, speak=lang)
    capsys.readouterr()
    assert run(["diff", *map(str, decks), "--lang", lang]) == 0
    assert found_in(capsys.readouterr().out, lang) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("[!b]*.xlsx")), ids=lambda path: path.stem)
def test_the_words_of_explain(sample: Path, lang: str, capsys: Capture) -> None:
    show_kinds(kamdeck.explain(sample, lang=lang, speak=lang), Words(lang))
    for view in ("pareto", "dashboard", "risk", "summary"):
        try:
            explained = kamdeck.explain(sample, view, lang=lang, speak=lang)
        except kamdeck.KamdeckError as error:
            print(error.message, error.hint)
        else:
            show_explained(explained, Words(lang))
    found = found_in(capsys.readouterr().out, lang)
    typed = "straight apostrophe" if sample.stem == "emballages" else "nothing"  # its names have one
    assert [fault for fault in found if typed not in fault] == []


BAD = (
    "about 5", "1.234", "5%", -3,
    1e9, 0, "2026-02-31", "3/4/2026", "TOTAL", "12 USD", "€ 5", "#N/A", "x" * 80,
    "1’5", "y", 2.5, "Mount Sinay", None, "12", 101, "FY2030", "(3)",
)  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("seed", range(3))
def test_the_words_of_check(seed: int, lang: str, tmp_path: Path, capsys: Capture) -> None:
    """Every sheet with something wrong in it, by chance."""
    rng, book, path = Random(seed), list(pages(lang, sample=True)), tmp_path / "wrong.xlsx"
    for page in book:
        for _ in range(3):
            row = rng.choice(page.rows) if page.rows else []
            if row:
                row[rng.randrange(len(row))] = rng.choice(BAD)
        if page.columns and rng.random() < 0.2:
            place = rng.randrange(len(page.columns))
            page.columns[place] = (
                rng.choice(("20256", "FY", "Acount", "2030", "Total")),
                page.columns[place][1],
            )
    write_workbook(path, book, lang, sample_settings(lang))
    _, problems = read_book(path, lang=lang)
    assert len(problems) > 15
    show_problems(problems, Words(lang))
    assert found_in(capsys.readouterr().out, lang) == []
