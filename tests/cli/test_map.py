"""`kamdeck map` as a person meets it: what it says, asks, writes and refuses."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from kamdeck.cli.main import run
from tests.workbook_files import write

SALES = "Customer,Order date,Sales,Status\n" + "".join(
    f"Firm {n % 3},2026-01-{n:02},{n},{'Cancelled' if n == 9 else 'Shipped'}\n" for n in range(1, 10)
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    (tmp_path / "sales.csv").write_text(SALES, encoding="utf-8")
    return tmp_path


def test_it_writes_what_build_takes_and_says_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["map", "sales.csv"]) == 0
    said = capsys.readouterr().out
    assert "Revenue from sales.csv: 9 lines below row 1 give 3" in said
    assert "2026               45.00" in said
    assert "Next: kamdeck build sales.csv" in said
    written = (folder / "kamdeck.toml").read_text(encoding="utf-8")
    mapping = tomllib.loads(written)["mapping"]
    assert mapping["revenue"] == {
        "account": "Customer", "year": {"date": "Order date"}, "revenue": {"sum": "Sales"},
    }  # fmt: skip
    assert '# sure: “Customer” names customers, 3 of them\naccount = "Customer"' in written
    assert run(["check", "sales.csv"]) == 0
    assert run(["build", "sales.csv", "--quiet"]) == 0


def test_it_writes_over_nothing_unasked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = "[mail]\nhost = 'x'\n"
    (folder / "kamdeck.toml").write_text(kept, encoding="utf-8")
    assert run(["map", "sales.csv"]) == 1
    assert "kamdeck.toml is already there" in capsys.readouterr().err
    assert (folder / "kamdeck.toml").read_text(encoding="utf-8") == kept
    assert run(["map", "sales.csv", "--force"]) == 0
    assert "is kept as kamdeck.bak.toml" in capsys.readouterr().out
    assert (folder / "kamdeck.bak.toml").read_text(encoding="utf-8") == kept
    assert run(["map", "sales.csv", "-o", "sales.csv"]) == 1
    assert (folder / "sales.csv").read_text(encoding="utf-8") == SALES


def test_files_are_named_as_seen_from_the_mapping(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "deep").mkdir()
    (folder / "people.csv").write_text("Client No,Client name\n1,North\n2,South\n", encoding="utf-8")
    lines = "Client No,Date,Net amount\n1,2026-01-05,5\n2,2026-02-05,6\n1,2026-03-05,7\n"
    (folder / "lines.csv").write_text(lines, encoding="utf-8")
    assert run(["map", "lines.csv", "people.csv", "--output", "deep/mine.toml"]) == 0
    assert "kamdeck build lines.csv --mapping deep/mine.toml" in capsys.readouterr().out
    text = (folder / "deep" / "mine.toml").read_text(encoding="utf-8")
    assert (folder / "people.csv").as_posix() in text
    assert run(["check", "lines.csv", "--mapping", "deep/mine.toml"]) == 0


def test_it_is_data_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["map", "sales.csv", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["totals"] == [[2026, 45.0]]
    assert answer["mapping"] == "kamdeck.toml"
    assert [sheet["key"] for sheet in answer["sheets"]] == ["revenue"]
    assert {question["key"] for question in answer["questions"]} == {"cancelled", "currency", "end_month"}
    assert run(["map", "gone.csv", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "workbook"


def test_on_a_terminal_it_asks_and_enter_takes_what_is_proposed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    given = iter(["7", "yes", "eur", ""])

    def prompt(_: str, default: str, **__: object) -> str:
        return next(given) or default

    monkeypatch.setattr("click.prompt", prompt)
    assert run(["map", "sales.csv"]) == 0
    said = capsys.readouterr().out
    assert "Give a number from 1 to 2" in said
    assert "2026               36.00" in said
    mapping = tomllib.loads((folder / "kamdeck.toml").read_text(encoding="utf-8"))["mapping"]
    assert mapping["settings"]["currency"] == "EUR"
    assert "fiscal_year_end_month" not in mapping["settings"]
    assert mapping["revenue"]["where"] == [{"column": "Status", "not": ["Cancelled"]}]
    given = iter(())
    assert run(["map", "sales.csv", "--yes", "--force"]) == 0  # nothing is asked


def test_french(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["map", "sales.csv", "--lang", "fr"]) == 0
    said = capsys.readouterr().out.replace("\u202f", " ")
    assert "sûr : « Customer » nomme des clients, 3 en tout" in said
    assert "# probable" in (folder / "kamdeck.toml").read_text(encoding="utf-8").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.xlsx", None, "gone.xlsx"),
        ("empty.csv", b"", "empty"),
        ("deck.pptx", b"PK\x03\x04no", "damaged"),
        ("open.csv", b'Customer,Date,Sales\n"North,2026-01-01,5\nSouth,2026-01-02,6\n', "quotation mark"),
        ("words.txt", b"nothing here\n", "Nothing in words.txt"),
    ],
)
def test_bad_files_are_a_sentence(
    name: str, content: bytes | None, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    assert run(["map", name]) == 1
    told = capsys.readouterr()
    assert said in told.err, told.err
    assert "Traceback" not in told.err
    assert not (folder / "kamdeck.toml").exists()


LOOKS = {
    "en": "This looks like lines of sales: kamdeck map {name}",
    "fr": "On dirait des lignes de vente : kamdeck map {name}",
}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_unknown_file_is_named_with_what_it_looks_like(
    lang: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [line.split(",") for line in SALES.splitlines()]
    write(folder / "my sales.xlsx", {"Sheet1": [rows[0], *([a, b, int(c), d] for a, b, c, d in rows[1:])]})
    for command in ("check", "build"):
        for name in ("sales.csv", "my sales.xlsx"):
            assert run([command, name, "--lang", lang]) == 1
            told = capsys.readouterr()
            shown = f'"{name}"' if " " in name else name
            assert LOOKS[lang].format(name=shown) in (told.out + told.err).replace("\u202f", " ")
