"""The tables `[fleet.NAME]` of a fleet file: which decks are made of which workbooks, and where they go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from glob import has_magic
from pathlib import Path

from kamdeck.errors import KamdeckError
from kamdeck.fleets.names import fields_of
from kamdeck.fleets.tasks import ACCOUNT, SUFFIXES, WORKBOOK, Hands, Wanted, is_url
from kamdeck.run.table import Table
from kamdeck.settings import read_settings
from kamdeck.text import Say, languages

KEYS = (
    "workbook", "each", "only", "pack", "edition", "language", "years", "template", "views", "name", "output",
)  # fmt: skip
OUTPUT = "decks"
CUSTOMER = "customer"
_YEARS = r"\s*(\d{4})\s*(?:[-–]\s*(\d{4}))?\s*"


def read_fleets(path: Path, output: str | None, hands: Hands, say: Say) -> tuple[Wanted, ...]:
    """Every fleet in the order of the file; `output` goes before what the file says.

    Raises: KamdeckError for what is missing or cannot be, with the line.
    """
    tables = read_settings(path, say).get("fleet")
    if not isinstance(tables, Mapping) or not tables:
        raise KamdeckError(say("fleet.no_fleets", file=path.name), say("fleet.no_fleets_hint"))
    return tuple(_wanted(name, values, path, output, hands, say) for name, values in tables.items())


def fleet_of(folder: Path, output: str | None, say: Say) -> tuple[Wanted, ...]:
    """A deck for each workbook in a folder, beside it where no output is named.

    Raises: KamdeckError when there is none.
    """
    found = tuple(sorted(path for path in folder.iterdir() if _is_workbook(path)))
    if not found:
        raise KamdeckError(say("fleet.empty", name=folder), say("fleet.empty_hint"))
    return (Wanted(folder.resolve().name, found, output or str(folder)),)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", ".")) and path.is_file()


def _wanted(name: str, values: object, path: Path, output: str | None, hands: Hands, say: Say) -> Wanted:
    table = Table(values, KEYS, path, ("fleet", name), say)
    table.need("workbook")
    each, chosen = _each(table, hands), _choice(table)
    if chosen.get("edition") == CUSTOMER and each != ACCOUNT:
        raise table.wrong("edition", say("fleet.customer_each"))
    pattern = table.text("name")
    if pattern:
        _check_pattern(pattern, each, table, say)
    return Wanted(
        name=name,
        workbooks=tuple(_workbooks(table, say)),
        output=output or _output(table),
        each=each,
        only=table.texts("only"),
        choice=tuple(chosen.items()),
        pattern=pattern,
    )


def _workbooks(table: Table, say: Say) -> Iterator[Path]:
    """The workbooks named, and those that a pattern with stars finds."""
    folder = table.path.resolve().parent
    for name in table.texts("workbook"):
        if not has_magic(name):
            yield folder / Path(name).expanduser()
            continue
        found = sorted(path for path in folder.glob(name) if _is_workbook(path))
        if not found:
            raise table.wrong("workbook", say("fleet.none_found", name=name))
        yield from found


def _each(table: Table, hands: Hands) -> str:
    """`workbook`, `account`, or the field of a column of Accounts."""
    text = table.text("each", WORKBOOK)
    if text.casefold() in (WORKBOOK, ACCOUNT):
        return text.casefold()
    try:
        return hands.column(text)
    except KamdeckError as error:
        raise table.wrong("each", f"{WORKBOOK}, {ACCOUNT}; {error.hint}") from None


def _choice(table: Table) -> dict[str, object]:
    chosen: dict[str, object] = {key: text for key in ("pack", "edition") if (text := table.text(key))}
    if "language" in table:
        chosen["lang"] = table.choice("language", languages(), "")
    if years := _years(table):
        chosen["years"] = years
    if (template := table.file("template")) is not None:
        chosen["template"] = str(template)
    if "views" in table:
        chosen["views"] = table.texts("views")
    return chosen


def _years(table: Table) -> tuple[int, int] | None:
    text = table.text("years")
    if not text:
        return None
    found = re.fullmatch(_YEARS, text)
    pair = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if pair[0] > pair[1]:
        raise table.wrong("years", table.say("fleet.needs_years"))
    return pair


def _output(table: Table) -> str:
    text = table.text("output") or OUTPUT
    return text if is_url(text) else str(table.path.resolve().parent / Path(text).expanduser())


def _check_pattern(pattern: str, each: str, table: Table, say: Say) -> None:
    known = known_fields(each)
    try:
        names = fields_of(pattern)
    except ValueError:
        names = ("",)
    parts = pattern.replace("\\", "/").split("/")
    if any(name not in known for name in names) or ".." in parts or not parts[0]:
        raise table.wrong("name", say("fleet.needs_fields", names=", ".join(f"{{{n}}}" for n in known)))


def known_fields(each: str) -> tuple[str, ...]:
    """What may stand in braces in the pattern of a name."""
    return ("workbook", "fleet", *(() if each == WORKBOOK else (each, "value")))
