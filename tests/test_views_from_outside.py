"""A package beside kamdeck brings a view: texts, refresh, preview, notes, or one sentence."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pptx import Presentation

import kamdeck
from kamdeck import api
from kamdeck.errors import KamdeckError
from kamdeck.text import Say, beside
from kamdeck.views import every_view
from tests.refreshing import FILES, ROOT, edited, shape_of, slide_of

PACKAGE = Path(__file__).parent / "outside_view" / "kamdeck_renewals"
NAME = PACKAGE.name
Install = Callable[..., Path]
SAMPLE = ROOT / "sample_workbooks" / FILES["en"]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs the package, with a change to one of its files, as pip would: a folder and its dist-info."""

    def installed(file: str = "", old: str = "", new: str = "", *, key: str = "renewals") -> Path:
        site = tmp_path / "site"
        shutil.copytree(PACKAGE, site / NAME, ignore=shutil.ignore_patterns("__pycache__"))
        if file and not old:
            (site / NAME / file).unlink()
        elif file:
            text = (site / NAME / file).read_text(encoding="utf-8")
            assert old in text
            (site / NAME / file).write_text(text.replace(old, new), encoding="utf-8")
        info = site / "kamdeck_renewals-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kamdeck-renewals\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[kamdeck.views]\n{key} = {NAME}.view:VIEW\n")
        monkeypatch.syspath_prepend(str(site))
        forget()
        return site

    forget()
    yield installed
    monkeypatch.undo()
    forget()


def forget() -> None:
    """Nothing of an earlier test's package is known any more."""
    for name in [name for name in sys.modules if name.partition(".")[0] == NAME]:
        del sys.modules[name]
    importlib.invalidate_caches()
    beside.forget()
    every_view.cache_clear()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_is_built_like_our_own(
    install: Install, tmp_path: Path, sound: Callable[[Path], None], lang: str
) -> None:
    install()
    deck = tmp_path / "deck.pptx"
    report = kamdeck.build(ROOT / "sample_workbooks" / FILES[lang], deck)
    assert report.slides[report.slides.index("renewals") - 1].partition(":")[0] == "decision"
    slide = slide_of(Presentation(str(deck)), "renewals")
    said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    assert table.cell(0, 2).text == ("Renewal" if lang == "en" else "Renouvellement")
    assert ("is next" if lang == "en" else "est le prochain") in said
    notes = slide.notes_slide.notes_text_frame.text
    assert ("end first" if lang == "en" else "en tête") in notes
    assert "!" in notes, "the notes name the cells"
    tables = [
        shape.table for page in Presentation(str(deck)).slides for shape in page.shapes if shape.has_table
    ]
    cells = {cell.text for table in tables for cell in table.iter_cells()}
    assert Say(lang)("renewals.view") in cells
    assert Say(lang)("renewals.notes.rule") in cells
    sound(deck)


def test_a_refresh_keeps_what_a_person_wrote(
    install: Install, tmp_path: Path, sound: Callable[[Path], None]
) -> None:
    install()
    deck = tmp_path / "deck.pptx"
    kamdeck.build(SAMPLE, deck, views=("cover", "renewals"))

    def write(opened: object) -> None:
        shape_of(opened, "renewals/title").text_frame.text = "Call them this week"  # type: ignore[arg-type]

    deck.write_bytes(edited(deck.read_bytes(), write))
    report = kamdeck.refresh(deck, workbook=SAMPLE)
    assert [kept.key for kept in report.kept] == ["renewals/title"]
    assert shape_of(Presentation(str(deck)), "renewals/title").text_frame.text == "Call them this week"
    assert kamdeck.refresh(deck, workbook=SAMPLE).changes == ()
    sound(deck)


def test_it_is_drawn_listed_and_named(install: Install, tmp_path: Path) -> None:
    install()
    made = kamdeck.preview(SAMPLE, tmp_path / "out", views=("renewals",), width_px=320)
    assert made[0].name == "01-renewals.png"
    row = next(row for row in api.views(lang="fr") if row[0] == "renewals")
    assert row[1] == ("Comptes",)
    assert row[2] == ("portfolio", "review")
    assert row[3] == ("internal", "executive")


def test_when_the_package_is_gone_its_slide_goes(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, deck = install(), tmp_path / "deck.pptx"
    assert "renewals" in kamdeck.build(SAMPLE, deck).slides
    shutil.rmtree(site)
    forget()
    report = kamdeck.refresh(deck, workbook=SAMPLE)
    assert "renewals" not in report.slides
    assert [change.field for change in report.changes if change.key == "renewals"] == ["slide removed"]


def test_one_without_its_rows_says_why(install: Install, tmp_path: Path) -> None:
    install("view.py", "if row.renewal]", "if row.renewal and not row.account]")
    report = kamdeck.build(SAMPLE, tmp_path / "deck.pptx", views=("cover", "pareto", "renewals"))
    assert dict(report.left_out)["renewals"] == "No account has a renewal date."


FAULTS = [
    (("fr.toml",), "renewals", "no readable texts in fr.toml"),
    (("fr.toml", "manager =", "boss ="), "renewals", "no text head.boss in en.toml"),
    (("fr.toml", "[head]", "[head"), "renewals", "no readable texts in fr.toml"),
    (("en.toml", "view =", "views ="), "renewals", "no text view in en.toml"),
    (("view.py", "VIEW = View", "OTHER = View"), "renewals", "fails: AttributeError"),
    (("view.py", "from __future__", "import nowhere\nfrom __future__"), "renewals", "fails: "),
    (("view.py", '("accounts",), build', '("people",), build'), "renewals", "needs the sheet people"),
    (("view.py", '("review",)', '("board",)'), "renewals", "for the pack board"),
    (("view.py", "if not dated", "if 1 / 0"), "renewals", "fails: "),
    (("view.py", "        KEY,\n", '        "pareto",\n'), "renewals", "makes a slide pareto"),
    ((), "pareto", "brings a view “pareto”, a name that is taken"),
    ((), "mail", "a name that is taken"),
    ((), "persons", "no view of that key"),
]


@pytest.mark.parametrize(("change", "key", "said"), FAULTS)
def test_a_faulty_package_is_named_in_a_sentence(
    install: Install, tmp_path: Path, change: tuple[str, ...], key: str, said: str
) -> None:
    install(*change, key=key)
    with pytest.raises(KamdeckError) as caught:
        kamdeck.build(SAMPLE, tmp_path / "deck.pptx")
    assert said in caught.value.message
    assert "kamdeck-renewals" in caught.value.message
    assert "kamdeck-renewals" in caught.value.hint
    assert Say("fr").again(caught.value.message).startswith(("La vue", "Le paquet"))
    assert not (tmp_path / "deck.pptx").exists()


def test_the_command_line_says_it_and_helps_all_the_same(install: Install, tmp_path: Path) -> None:
    site = install("fr.toml")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(site))),
        "LC_ALL": "fr_FR.UTF-8",
    }

    def kamdeck_says(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kamdeck", *arguments]
        return subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
        )

    failed = kamdeck_says("build", str(SAMPLE), "--output", "deck.pptx")
    assert failed.returncode == 1
    assert "La vue “renewals” du paquet kamdeck-renewals n’a pas de textes lisibles" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert kamdeck_says("--help").returncode == 0


def test_nothing_beside_costs_no_import() -> None:
    """Where no package brings a view, `importlib.metadata` is not even imported."""
    code = (
        "import sys; from kamdeck.views import every_view; every_view(); "
        "print('importlib.metadata' in sys.modules)"
    )
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "False"
