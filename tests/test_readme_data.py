"""The README's section for data people: its files, its mapping and its script do what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import kamdeck

ROOT = Path(__file__).parents[1]
SECTION = (ROOT / "README.md").read_text(encoding="utf-8").split("## For data people")[1].split("\n## ")[0]


def blocks(kind: str) -> list[str]:
    """The fenced blocks of a kind in the section."""
    return re.findall(rf"^```{kind}\n(.*?)^```", SECTION, re.MULTILINE | re.DOTALL)


def test_the_worked_example(tmp_path: Path) -> None:
    orders, clients = blocks("csv")
    (tmp_path / "orders.csv").write_text(orders, encoding="cp1252")
    (tmp_path / "clients.csv").write_text(clients, encoding="utf-8")
    (tmp_path / "kamdeck.toml").write_text(blocks("toml")[0], encoding="utf-8")
    book, problems = kamdeck.read_workbook(tmp_path / "orders.csv")
    assert problems == ()
    assert {(row.account, row.year): round(row.revenue or 0, 2) for row in book.revenue} == {
        ("Northwind Clinic", 2025): 1200.0, ("Southgate Labs", 2025): 449.55,
        ("Northwind Clinic", 2026): 1500.0, ("Westbrook Care", 2026): 570.0,
    }  # fmt: skip
    assert [(row.account, row.segment, row.region) for row in book.accounts] == [
        ("Northwind Clinic", "Hospitals", "East"), ("Southgate Labs", "Laboratories", "West"),
        ("Westbrook Care", "Hospitals", "West"),
    ]  # fmt: skip
    assert (book.settings.company, book.settings.currency) == ("Acme Health", "EUR")
    assert kamdeck.check(tmp_path / "orders.csv") == ()
    report = kamdeck.build(tmp_path / "orders.csv")
    assert {"cover", "pareto", "abc_accounts", "notes"} <= set(report.slides)
    assert kamdeck.refresh(tmp_path / "orders.pptx").changes == ()


def test_the_script(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", blocks("python")[0]],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "frames.pptx").is_file()
    assert "cumulative" in done.stdout
    assert "tier" in done.stdout


def test_nothing_else_imports_pandas(tmp_path: Path) -> None:
    """A deck from a workbook or a mapping is made without pandas, numpy or a dead weight of theirs."""
    (tmp_path / "orders.csv").write_text("Client,Date,Amount\nNorth,2026-01-31,5\n", encoding="utf-8")
    (tmp_path / "kamdeck.toml").write_text(
        '[mapping.revenue]\naccount = "Client"\nyear = "Date"\nrevenue = {sum = "Amount"}\n', encoding="utf-8"
    )
    code = "import sys, kamdeck; kamdeck.build('orders.csv'); print(*{'pandas', 'numpy'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
    users = [
        path.relative_to(ROOT / "kamdeck").as_posix()
        for path in (ROOT / "kamdeck").rglob("*.py")
        if re.search(r"^\s*(?:from|import) pandas", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert sorted(users) == ["analysis/tidy.py", "sources/frame_grids.py", "sources/frames.py"]
