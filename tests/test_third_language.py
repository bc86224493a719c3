"""A language that a package brings: a workbook, a deck, its refresh and its faults are in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from kamdeck.text.catalogues import gathered, sources_of
from templates.build_texts import forms, toml
from tests.refreshing import slide_of

ROOT = Path(__file__).parents[1]
MARK = "¤"
WORDS = """
[sheet.accounts]
name = "Kunden"
[sheet.revenue]
name = "Umsatz"
[sheet.settings]
name = "Einstellungen"
[column.accounts]
account = { name = "Kunde" }
[column.settings]
as_of = { name = "Stichtag" }
[choice.language]
de = "Deutsch"
[choice.account_status]
active = "aktiv"
[numbers]
and = "{first} und {last}"
[forms]
money = "{amount}\\u00a0{unit}{symbol}"
[forms.units]
k = "Tsd.\\u00a0"
M = "Mio.\\u00a0"
B = "Mrd.\\u00a0"
[forms.cell]
date = "dd.mm.yyyy"
percent = "{n}\\u00a0%"
"""
LACKING = ("risk", "pareto")
Run = Callable[..., str]


def marked(node: Any) -> Any:
    """English texts, marked: what is seen without the mark is not from this catalogue."""
    if isinstance(node, dict):
        return {key: marked(value) for key, value in node.items()}
    return [marked(each) for each in node] if isinstance(node, list) else f"{MARK}{node}"


def merged(texts: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """The texts with those of `more` in their place."""
    for key, value in more.items():
        texts[key] = merged(texts.get(key, {}), value) if isinstance(value, dict) else value
    return texts


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which pip would have installed the package: its catalogue, and what it brings."""
    folder = tmp_path_factory.mktemp("site")
    texts = gathered(sources_of("en"))
    texts = {key: marked(value) for key, value in texts.items() if key not in (*LACKING, "forms")}
    texts = merged({**texts, "forms": forms("de")}, tomllib.loads(WORDS))
    package, info = folder / "kamdeck_de", folder / "kamdeck_de-1.0.dist-info"
    for made in (package, info):
        made.mkdir()
    (package / "__init__.py").touch()
    written = "\n".join(toml(section, name) for name, section in texts.items())
    (package / "de.toml").write_text(written, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kamdeck-de\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[kamdeck.languages]\nde = kamdeck_de\n")
    return folder


@pytest.fixture
def run(site: Path, tmp_path: Path) -> Run:
    """Runs a module of the program with the package installed: what it says."""

    def made(*arguments: str, code: int = 0, module: str = "kamdeck", **environment: str) -> str:
        places = os.pathsep.join((str(site), str(ROOT)))
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": places, "LANG": "C", "LC_ALL": "", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        said = done.stdout + done.stderr
        assert (done.returncode, "Traceback" in said) == (code, False), said
        return said

    return made


def test_a_deck_is_made_and_refreshed_in_it(run: Run, tmp_path: Path, sound: Callable[[Path], None]) -> None:
    deck = tmp_path / "deck.pptx"
    run("init", "book.xlsx", "--lang", "de", "--sample")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx", read_only=True)
    assert {"Kunden", "Umsatz", "Einstellungen", f"{MARK}Risk"} <= {*book.sheetnames}
    assert "Deutsch" in {cell.value for row in book["Einstellungen"].iter_rows() for cell in row}
    run("build", "book.xlsx", "-o", "deck.pptx")
    slides = [
        " ".join(node.text or "" for node in slide._element.iter() if node.tag.endswith("}t"))
        for slide in Presentation(str(deck)).slides
    ]
    assert "42,9\xa0Mio.\xa0$" in slides[1]
    assert "878\xa0Tsd.\xa0$" in slides[1]
    assert "81\xa0%; Gini 0,63" in slides[1]
    assert not any("$M" in text for text in slides), "the unit of a column of amounts is German too"
    assert sum(MARK in text for text in slides) > 20
    assert any(re.search(r"\b31\. Okt\. 2026", text) for text in slides)
    pareto = slide_of(Presentation(str(deck)), "pareto").shapes.title.text_frame.text
    assert MARK not in pareto, "a section that is not there is said in English"
    languages = {
        node.get("lang")
        for slide in Presentation(str(deck)).slides
        for node in slide._element.iter()
        if node.tag.endswith("}rPr")
    }
    assert languages == {"de-DE"}
    before = deck.read_bytes()
    run("refresh", "deck.pptx")
    assert deck.read_bytes() == before
    sound(deck)


def test_a_workbook_is_read_and_checked_in_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    run("init", "book.xlsx", "--lang", "de", "--sample")
    book = openpyxl.load_workbook(path)
    accounts, settings = book["Kunden"], book["Einstellungen"]
    heads = {cell.value: cell.column or 0 for cell in accounts[4]}
    accounts.cell(6, heads[f"{MARK}Lost on"]).value = "nie"
    accounts.cell(7, heads[f"{MARK}Customer since"]).value = "05.10.2021"
    accounts.cell(8, heads[f"{MARK}Status"]).value = "aktiv"
    day = next(row[1] for row in settings.iter_rows() if row[0].value == "Stichtag")
    day.value = "5. Oktober 2026"
    book.save(path)
    said = run("check", "book.xlsx", code=1)
    assert "Kunden!" in said.replace(" ", "")
    assert f"{MARK}Lost on" in said
    assert "nie" in said
    assert "05.10." not in said
    assert "aktiv" not in said
    assert "Oktober" not in said


def test_its_names_are_offered(run: Run) -> None:
    assert "[en|fr|de]" in run("build", "--help")
    assert MARK in run("--help", LANG="de_AT.UTF-8")
    offered = run(_KAMDECK_COMPLETE="bash_complete", COMP_WORDS="kamdeck build --lang d", COMP_CWORD="3")
    assert "de" in offered


def test_who_writes_it_hears_what_it_lacks(run: Run) -> None:
    said = run("de", module="kamdeck.text.lacks", code=1).splitlines()
    assert said
    assert all(line.split(".")[0] in LACKING and line.endswith(": lacking") for line in said)


def test_one_that_cannot_be_read_is_named_in_a_sentence(run: Run, site: Path) -> None:
    catalogue = site / "kamdeck_de" / "de.toml"
    whole = catalogue.read_text(encoding="utf-8")
    try:
        catalogue.write_text("[numbers\n", encoding="utf-8")
        said = run("check", "book.xlsx", "--lang", "de", code=1)
        assert "The texts of the language de cannot be read" in said
        run("--help")
    finally:
        catalogue.write_text(whole, encoding="utf-8")
