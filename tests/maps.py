"""What `kamdeck map` makes of real business files, without a keystroke, against what a person says they are:

    python -m tests.maps            # one line for each file of the corpus; ends with 1 where an aim is missed
    python -m tests.maps NAME       # only files with NAME in theirs, with every field

The aims: nine ledgers in ten right, with the totals that somebody else computed, and nothing called sure
is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from tempfile import TemporaryDirectory

from kamdeck import api
from kamdeck.errors import KamdeckError
from kamdeck.report import Proposed
from tests.truth import (
    ABSENT,
    BUSINESS,
    CLIENTS,
    HYPERMARCHE,
    INVOICES,
    IS_THERE,
    LINES,
    SAAS,
    SAAS_XLSX,
    SUPERSTORE,
    VENTES,
    truth,
)

AIM = 0.9
NOTHING: tuple[str, ...] = ()
LEDGERS: dict[tuple[str, ...], str] = {
    (SUPERSTORE,): "superstore_by_name",
    (HYPERMARCHE,): "hypermarche_fr",
    (SAAS,): "aws_saas",
    (SAAS_XLSX,): "aws_saas_xlsx",
    (VENTES,): "ventes_fr",
    (LINES, INVOICES, CLIENTS): "factures_fr",
}
"""Files of a ledger, and the truth about it."""
SHEETS: dict[str, tuple[str, ...]] = {
    SUPERSTORE: ("revenue", "accounts", "profit"),
    HYPERMARCHE: ("revenue", "accounts", "profit"),
    SAAS: ("revenue", "accounts"),
    SAAS_XLSX: ("revenue", "accounts"),
    VENTES: ("revenue",),
    LINES: ("revenue", "accounts"),
    CLIENTS: ("accounts",),
    "simulation-gestion-proje__Matrice RACI.xlsx": ("responsibilities",),
    "Open-XML-SDK__ProjectBaselineChangeReport_TP10193587.xltx": ("rollout",),
    "Power-Query-PRO__contrats_signataires.xlsx": ("revenue",),
    "Open-Xml-PowerTools__QuarterlyUnitSales.xlsx": ("revenue",),
}
"""What a person makes of a file; of those that are not named (budgets, forms, pivots, votes) nothing."""


@dataclass(frozen=True)
class Line:
    """What became of the files of one proposal."""

    files: tuple[str, ...]
    sheets: tuple[str, ...]
    certainty: str
    is_right: bool
    note: str
    views: int = 0

    @property
    def is_ledger(self) -> bool:
        return self.files in LEDGERS


def groups() -> list[tuple[str, ...]]:
    """The ledgers with the files that belong together, then every other file by itself."""
    joined = {name for files in LEDGERS for name in files}
    names = [path.name for path in BUSINESS.iterdir()] if IS_THERE else []
    others = sorted(name for name in names if name not in joined)
    return [*LEDGERS, *((name,) for name in others)]


def line_of(files: tuple[str, ...], folder: Path | None = None) -> Line:
    """The proposal for files, held against what they are; with a `folder` its deck is built there too."""
    try:
        found = api.propose([BUSINESS / name for name in files], folder=folder)
    except KamdeckError as error:
        wanted = SHEETS.get(files[0], NOTHING)
        return Line(files, (), "", not wanted, error.hint.splitlines()[0].strip()[:90])
    sheets = tuple(sheet.key for sheet in found.sheets)
    certainty = found.sheets[0].certainty
    note = wrong_in(files, found)
    views = _views(found, folder) if folder is not None else 0
    return Line(files, sheets, certainty, not note, note or _told(found), views)


def wrong_in(files: tuple[str, ...], found: Proposed) -> str:
    """What is wrong with a proposal, "" for nothing."""
    wanted = SHEETS.get(files[0], NOTHING)
    sheets = tuple(sheet.key for sheet in found.sheets)
    if set(sheets) != set(wanted):
        return f"{', '.join(sheets)} instead of {', '.join(wanted) or 'nothing'}"
    if errors := [problem for problem in found.problems if problem.code != "sheet-unmapped"]:
        bad = [problem for problem in errors if problem.severity == "error"]
        if bad:
            return bad[0].message
    if files not in LEDGERS:
        return ""
    told = truth(LEDGERS[files])
    totals = {str(year): total for year, total in found.totals}
    if totals.keys() != told["year_totals"].keys():
        return f"the years are {', '.join(totals)}"
    for year, total in told["year_totals"].items():
        if not isclose(totals[year], total, rel_tol=1e-9):
            return f"{year}: {totals[year]} instead of {total}"
    if found.accounts != told["all_years"]["N"]:
        return f"{found.accounts} accounts instead of {told['all_years']['N']}"
    return ""


def _told(found: Proposed) -> str:
    fields = {field.name: field.value for field in found.sheets[0].fields}
    return ", ".join(f"{name} = {value}" for name, value in list(fields.items())[:3])


def _views(found: Proposed, folder: Path) -> int:
    """How many slides the deck of a proposal has beside cover and notes."""
    mapping = folder / "kamdeck.toml"
    mapping.write_text(found.text, encoding="utf-8")
    try:
        report = api.build(found.main, folder / "deck.pptx", mapping=mapping, is_forced=True)
    except KamdeckError:
        return 0
    return sum(not slide.startswith(("cover", "notes")) for slide in report.slides)


def lines(asked: str = "") -> Iterator[Line]:
    """A line for each group of files."""
    for files in groups():
        if any(asked in name for name in files):
            with TemporaryDirectory() as name:
                yield line_of(files, Path(name))


def missed(found: Sequence[Line]) -> list[str]:
    """The aims that are missed."""
    ledgers = [line for line in found if line.is_ledger]
    right = sum(line.is_right for line in ledgers)
    made = [f"{right} of {len(ledgers)} ledgers right"] if right < AIM * len(ledgers) else []
    return made + [
        f"sure and wrong: {line.files[0]}" for line in found if line.certainty == "sure" and not line.is_right
    ]


def _shown(line: Line) -> str:
    told = "right" if line.is_right else "WRONG"
    name, sheets = " + ".join(line.files), ",".join(line.sheets) or "-"
    return (
        f"{name[:58]:<58} {sheets:<28} {line.certainty or '-':<7} {told} {line.views:>2} slides  {line.note}"
    )


def main(arguments: Sequence[str]) -> int:
    """The table; 1 where an aim is missed, 0 without the corpus."""
    if not IS_THERE:
        print(ABSENT)
        return 0
    found = []
    for line in lines(arguments[0] if arguments else ""):
        found.append(line)
        print(_shown(line))
    ledgers = [line for line in found if line.is_ledger]
    right = sum(line.is_right for line in found)
    print(f"{right} of {len(found)} right, of ledgers {sum(x.is_right for x in ledgers)} of {len(ledgers)}")
    for aim in missed(found):
        print(aim)
    return int(bool(missed(found)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
