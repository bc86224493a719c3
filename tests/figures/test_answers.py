"""What a person may call a figure, and what is said of a deck that lags behind its workbook."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pptx import Presentation

import kamdeck
from kamdeck import KamdeckError
from kamdeck.cli.main import run

ROOT = Path(__file__).parents[2]
STORY = ROOT / "sample_workbooks" / "health_cloud.xlsx"


def keys(wanted: str, source: Path = STORY, **choice: str) -> list[str]:
    return [one.key for one in kamdeck.explain(source, wanted, **choice)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("nrr", ["nrr"]),
        ("NRR", ["nrr"]),
        ("Net revenue retention (NRR)", ["nrr"]),
        ("Rétention nette du revenu (NRR)", ["nrr"]),
        ("score:Mount Sinai", ["score:Mount Sinai"]),
        ("score:ravensford cl.", ["score:Ravensford Clinic"]),
        ("Combined score, Larkmoor", ["score:Larkmoor"]),
        ("tier_share:A", ["tier_share:A"]),
        ("penetration", ["penetration:Mount Sinai"]),
        ("$42.9M", ["revenue"]),
        ("0.63", ["gini"]),
        ("$508k", ["account_at_risk:Aldbury Clinic"]),
        ("58%", ["penetration:Mount Sinai"]),
        ("25%", ["endangered_share", "at_risk_share"]),
    ],
)
def test_names_and_printed_texts(wanted: str, found: list[str]) -> None:
    assert keys(wanted)[: len(found)] == found


def test_french_texts_are_found_as_they_are_printed() -> None:
    assert keys("42,9 M$", ROOT / "sample_workbooks" / "health_cloud_fr.xlsx")[0] == "revenue"
    assert keys("42,9\u00a0M$", STORY, lang="fr")[0] == "revenue"
    assert keys("25%", STORY, lang="fr") == keys("25 %", STORY, lang="fr")
    assert keys("25%", STORY, lang="fr")[:2] == keys("25%")[:2]


def test_a_kind_is_all_its_figures_and_a_view_its_main_ones() -> None:
    assert len(keys("score")) == 16
    found = kamdeck.explain(STORY, "Classification")
    assert {one.kind for one in found} >= {"class_share", "class_accounts", "score"}
    scores = [one for one in found if one.kind == "score"]
    assert (len(scores), [one.more for one in scores]) == (3, [0, 0, 13])
    assert keys("Classement")[-1] == "fall:Aldbury Clinic"


def test_wrong_names_get_near_ones() -> None:
    with pytest.raises(KamdeckError, match="no figure, view or text named “nnr”") as caught:
        kamdeck.explain(STORY, "nnr")
    assert "nrr" in caught.value.hint
    with pytest.raises(KamdeckError, match="Aucun chiffre"):
        kamdeck.explain(STORY, "zzzz", speak="fr")


def test_a_printed_text_that_is_no_figure_is_told_so() -> None:
    with pytest.raises(KamdeckError, match=r"stands on slides 3 \(scoring\)") as caught:
        kamdeck.explain(STORY, "Access to new markets")
    assert "harmony_score" in caught.value.hint


# ------------------------------------------------------------------ decks


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deck in which a person changed a title, and whose workbook has gone on since."""
    folder = tmp_path_factory.mktemp("explained")
    book, made = folder / "book.xlsx", folder / "book.pptx"
    shutil.copyfile(STORY, book)
    kamdeck.build(book, made)
    shown = Presentation(str(made))
    for slide in shown.slides:
        for shape in slide.shapes:
            if shape.name == "kd:retention/title":
                shape.text_frame.text = "We keep what we win"
    shown.save(str(made))
    changed = load_workbook(book)
    changed["Risk"]["E5"] = 400_000
    changed.save(book)
    return made


def test_what_lags_behind_is_told(deck: Path) -> None:
    (one,) = kamdeck.explain(deck, "at_risk_share")
    assert one.said == "22%"
    stale = {doubt.place: (doubt.now, doubt.ours) for doubt in one.stale}
    assert stale["dashboard_risk/stake_value"][0].startswith("$878k")
    assert stale["dashboard_risk/stake_value"][1].startswith("$770k")
    assert one.edited == ()


def test_what_a_person_changed_is_told(deck: Path) -> None:
    (one,) = kamdeck.explain(deck, "nrr")
    assert [(doubt.place, doubt.now) for doubt in one.edited] == [("retention/title", "We keep what we win")]
    assert one.stale == ()


def test_a_text_of_yesterday_finds_the_figure_of_today(deck: Path) -> None:
    assert keys("$508k", deck) == ["account_at_risk:Aldbury Clinic"]
    assert "mrr_at_risk" in keys("$878k", deck)


def test_explaining_writes_nothing(deck: Path) -> None:
    before = deck.read_bytes()
    kamdeck.explain(deck, "nrr")
    assert deck.read_bytes() == before


def test_a_deck_keeps_its_choice(deck: Path, tmp_path: Path) -> None:
    with pytest.raises(KamdeckError, match="--edition"):
        kamdeck.explain(deck, "nrr", edition="customer")
    small = tmp_path / "small.pptx"
    kamdeck.build(STORY, small, views=["pareto"], years=(2025, 2025))
    assert keys("revenue", small) == ["revenue"]
    (one,) = kamdeck.explain(small, "revenue")
    assert one.said == "$39.3M"
    with pytest.raises(KamdeckError):
        kamdeck.explain(small, "nrr")


def test_an_edition_reveals_nothing_that_it_withholds(tmp_path: Path) -> None:
    made = tmp_path / "customer.pptx"
    kamdeck.build(STORY, made, account="Mount Sinai", edition="customer")
    found = kamdeck.explain(made, workbook=STORY)
    assert {view for one in found for view in one.views} <= {
        "cover", "blueprint", "divisions", "todo_team",
    }  # fmt: skip
    told = json.dumps([asdict(one) for one in found], ensure_ascii=False)
    for secret in ("Aldbury", "Larkmoor", "508", "Revenue!", "Settings!", "MRR"):
        assert secret not in told
    with pytest.raises(KamdeckError):
        kamdeck.explain(made, "mrr_at_risk", workbook=STORY)


# ------------------------------------------------------------------ the command


def test_the_command_prints_formula_cells_and_thresholds(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(STORY), "gini", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("gini - Gini coefficient: 0.63\n")
    assert "Source: C. Gini" in out
    assert "Revenue 2026: Revenue!E5:E28 (24 cells); largest Revenue!E5 = 8,600,000" in out
    assert "5 (pareto), 6 (concentration)" in out


def test_the_command_speaks_french(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(STORY), "nrr", "--lang", "fr"]) == 0
    out = capsys.readouterr().out
    assert "Rétention nette du revenu (NRR)\u202f: 113\u202f%" in out
    assert "Calculé à partir de" in out
    assert "Seuils" in out


def test_the_command_lists_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(STORY), "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "nrr - Net revenue retention (NRR): 113%" in lines
    assert "score:… - Combined score: Mount Sinai, Ravensford Clinic and 14 more" in lines


def test_the_command_gives_every_cell_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(STORY), "mrr", "--json"]) == 0
    (figure,) = json.loads(capsys.readouterr().out)["figures"]
    assert len(figure["inputs"][0]["cells"]) == 70
    assert sum(value for _, value in figure["inputs"][0]["cells"]) == pytest.approx(figure["value"])


def test_the_command_fails_with_near_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(STORY), "pennetration", "--lang", "en"]) == 1
    assert "penetration" in capsys.readouterr().err
