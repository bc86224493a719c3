"""The mapping of files that nobody described: looked at, proposed, tried, and written to kamdeck.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from math import fsum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kamdeck.errors import KamdeckError, Problem
from kamdeck.report import Proposed, ProposedField, ProposedQuestion, ProposedSheet
from kamdeck.settings import NAME
from kamdeck.sources.delimited import Delimited, open_table
from kamdeck.sources.propose.offers import Offer, Proposal, SheetOffer
from kamdeck.sources.propose.proposing import propose
from kamdeck.sources.propose.seen import Sample, Table, find_table
from kamdeck.sources.propose.writing import reasons, toml_of, value_of
from kamdeck.sources.reading import read_mapped
from kamdeck.sources.settings import read_mapping
from kamdeck.text import Say, languages
from kamdeck.workbook.archive import RefusedError
from kamdeck.workbook.cells import EPOCH_1900
from kamdeck.workbook.columns import sheet_title
from kamdeck.workbook.faults import Faults
from kamdeck.workbook.header_names import Names
from kamdeck.workbook.headers import find_layout
from kamdeck.workbook.opening import refusal_reason, refused_error
from kamdeck.workbook.rows import Book
from kamdeck.workbook.settings_sheet import settings_titles
from kamdeck.workbook.wording import fold

if TYPE_CHECKING:
    from kamdeck.workbook.cells import Grid

FEW_ROWS = 2_000
MOST_ROWS = 100_000
"""Lines that are looked at; all of them count in the totals."""


def proposed(
    files: Sequence[Path], answers: Mapping[str, str], say: Say, folder: Path | None = None
) -> Proposed:
    """What files become, with the totals by year that a deck would have.

    `folder` is where the mapping is to lie, beside the file that a deck is built from unless it is given.

    Raises: KamdeckError when one cannot be read, or nothing in them is anything that kamdeck knows.
    """
    tables, own = tables_of(files, say)
    proposal = propose(tables, answers, _defaults(files))
    if proposal.main is None:
        raise _nothing(files, proposal, own, say)
    main = proposal.main.sample.file
    book, problems = _tried(proposal, main, say)
    totals = dict.fromkeys(book.years, 0.0)
    for row in book.revenue:
        if row.revenue is not None:
            totals[row.year] = fsum((totals[row.year], row.revenue))
    return Proposed(
        main=str(main),
        text=toml_of(proposal, folder or main.parent, say),
        sheets=tuple(_sheet(sheet, book, say) for sheet in proposal.sheets),
        settings=tuple(_field(offer, say) for offer in proposal.settings),
        unused=tuple((table.name, say.again(why)) for table, why in proposal.unused),
        questions=tuple(ProposedQuestion(q.key, say.again(q.text), q.options) for q in proposal.questions),
        totals=tuple(sorted(totals.items())),
        accounts=len({row.account for row in book.revenue}),
        problems=problems,
    )


def looks_like(file: Path, say: Say) -> str:
    """What a file that nobody described looks like, with the command that proposes its mapping; else ""."""
    try:
        tables, _ = tables_of([file], say, FEW_ROWS)
    except KamdeckError:
        return ""
    found = propose(tables, {}, _defaults([file])).sheets
    if not found:
        return ""
    return say("map.looks", what=say(_KINDS[found[0].key]), name=_quoted(file.name))


_KINDS = {
    "revenue": "map.kind.revenue",
    "mrr": "map.kind.mrr",
    "accounts": "map.kind.accounts",
    "risk": "map.kind.risk",
    "satisfaction": "map.kind.satisfaction",
    "tasks": "map.kind.tasks",
    "rollout": "map.kind.rollout",
    "responsibilities": "map.kind.responsibilities",
    "stakeholders": "map.kind.stakeholders",
}


def _quoted(name: str) -> str:
    """A file's name as it can be typed after a command."""
    return f'"{name}"' if " " in name else name


def write(proposal: Proposed, path: Path, say: Say) -> None:
    """Nothing, after the mapping was written.

    Raises: KamdeckError when it cannot be.
    """
    try:
        path.write_text(proposal.text, encoding="utf-8")
    except OSError as error:
        raise KamdeckError(say("map.unwritten", name=path, why=error.strerror or str(error))) from None


def tables_of(files: Sequence[Path], say: Say, most: int = MOST_ROWS) -> tuple[list[Table], list[str]]:
    """The tables of files that no sheet name explains, by their first `most` rows, and sheets that one does.

    Raises: WorkbookError when a file cannot be read.
    """
    tables: list[Table] = []
    own: list[str] = []
    for file in files:
        try:
            source = open_table(file)
            for title in source.titles:
                if isinstance(source, Delimited):
                    rows = tuple(islice(source.rows(), most))
                    sample = Sample(file, "", rows, EPOCH_1900)
                else:
                    grid = source.grid(title)
                    if _is_ours(grid):
                        own.append(title)
                        continue
                    signs = frozenset(grid.signs.values())
                    sample = Sample(file, title, grid.rows[:most], grid.epoch, signs)
                if (table := find_table(sample)) is not None:
                    tables.append(table)
        except (OSError, RefusedError) as error:
            raise refused_error(file, refusal_reason(error, file), say.lang) from None
    return tables, own


def _is_ours(grid: Grid) -> bool:
    """True for a sheet that is called as one of ours, with the columns that one must have."""
    name = fold(grid.title)
    if name in {fold(title) for title in settings_titles()}:
        return True
    sheet = next((s for s in Book.sheets if name in {fold(each) for each in s.names}), None)
    if sheet is None:
        return False
    layouts = (find_layout(sheet, grid, Names((), any_name=True), lang, Faults()) for lang in languages())
    found = next((layout for layout in layouts if layout and layout.is_complete), None)
    if found is None or sheet.key != "revenue" or found.spread:
        return found is not None
    columns = {spot.fact.name: spot.column for spot in found.spots}
    keys = [
        tuple(str(cell[2]) for cell in cells if cell[0] in (columns["account"], columns["year"]))
        for row, cells in grid.rows
        if row > found.header
    ]
    return len(set(keys)) == len(keys)


def _tried(proposal: Proposal, main: Path, say: Say) -> tuple[Book, tuple[Problem, ...]]:
    """The book that the mapping gives, and its problems."""
    with TemporaryDirectory(prefix="kamdeck-") as name:
        path = Path(name) / NAME
        path.write_text(toml_of(proposal, path.parent, say), encoding="utf-8")
        mapping = read_mapping(path, say)
        assert mapping is not None
        return read_mapped(main, mapping, lang=say.lang)


def _defaults(files: Sequence[Path]) -> dict[str, str]:
    """What stands for a field that a list lacks: its account and its workstream are called as the file is."""
    name = re.sub(r"[_\s]+", " ", files[0].stem).strip()
    return {"account": name, "workstream": name}


def _nothing(files: Sequence[Path], proposal: Proposal, own: Sequence[str], say: Say) -> KamdeckError:
    names = say.list(file.name for file in files)
    if own:
        return KamdeckError(say("map.ours", name=names), say("map.ours_hint", name=files[0].name))
    found = "\n".join(f"  {say.colon(table.name, say.again(why))}" for table, why in proposal.unused)
    return KamdeckError(say("map.nothing", name=names), "\n".join((found, say("map.nothing_hint"))).strip())


def _sheet(sheet: SheetOffer, book: Book, say: Say) -> ProposedSheet:
    return ProposedSheet(
        key=sheet.key,
        title=sheet_title(sheet.key, say.lang),
        file=str(sheet.table.sample.file),
        sheet=sheet.table.sample.sheet,
        header=sheet.table.header,
        lines=sheet.table.lines,
        rows=len(getattr(book, sheet.key)),
        certainty=sheet.certainty,
        fields=tuple(_field(offer, say) for offer in (*sheet.fields, *sheet.spread)),
        where=tuple(value_of(condition) for condition in sheet.where),
        joins=tuple(link.table.name for link in sheet.links),
        remarks=tuple(say.again(remark) for remark in sheet.remarks),
    )


def _field(offer: Offer, say: Say) -> ProposedField:
    return ProposedField(offer.name, value_of(offer.value), offer.certainty, reasons(offer, say))
