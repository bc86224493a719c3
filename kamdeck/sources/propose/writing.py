"""A proposal as kamdeck.toml: every line with how sure it is, and why."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kamdeck.sources.propose.offers import Link, Offer, Proposal, SheetOffer
from kamdeck.sources.propose.seen import Table
from kamdeck.text import Say
from kamdeck.workbook.columns import sheet_title

WIDTH = 110


def toml_of(proposal: Proposal, folder: Path, say: Say) -> str:
    """The text of the file that is to lie in `folder`; paths are seen from there."""
    main = proposal.main
    assert main is not None
    lines = [*_comment(say("map.toml.head", name=main.sample.file.name)), ""]
    if proposal.settings:
        lines.append("[mapping.settings]")
        for offer in proposal.settings:
            lines += _field(offer, say)
        lines.append("")
    for sheet in proposal.sheets:
        lines += _sheet(sheet, main, folder, say)
    for table, why in proposal.unused:
        lines += _comment(say("map.toml.unused", table=table.name, why=say.again(why)))
    return "\n".join(lines).rstrip() + "\n"


def value_of(value: Any) -> str:
    """A value as TOML has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)} = {value_of(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(value_of, value)) + "]"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text) + '"'


def _sheet(sheet: SheetOffer, main: Table, folder: Path, say: Say) -> list[str]:
    title = sheet_title(sheet.key, say.lang)
    lines = _comment(
        say(
            "map.toml.sheet",
            sheet=title,
            table=sheet.table.name,
            row=str(sheet.table.header),
            n=sheet.table.lines,
        )
    )
    for remark in sheet.remarks:
        lines += _comment(say.again(remark))
    lines.append(f"[mapping.{sheet.key}]")
    lines += _place(sheet.table, main, folder)
    if sheet.links:
        joins = [_join(link, main, folder) for link in sheet.links]
        lines.append(f"join = {value_of(joins)}")
    for offer in sheet.fields:
        lines += _field(offer, say)
    if sheet.where:
        lines.append(f"where = {value_of(list(sheet.where))}")
    if sheet.spread:
        lines += ["", f"[mapping.{sheet.key}.columns]"]
        lines += _comment(f"{say(_CERTAIN[sheet.spread[0].certainty])}: {reasons(sheet.spread[0], say)}")
        lines += [f"{_key(offer.name)} = {value_of(offer.value)}" for offer in sheet.spread]
    return [*lines, ""]


_CERTAIN = {"sure": "map.sure", "likely": "map.likely", "guess": "map.guess"}


def _field(offer: Offer, say: Say) -> list[str]:
    told = _comment(say.colon(say(_CERTAIN[offer.certainty]), reasons(offer, say)))
    return [*told, f"{_key(offer.name)} = {value_of(offer.value)}"]


def reasons(offer: Offer, say: Say) -> str:
    """Why a field is proposed, in one sentence."""
    return say.join(say.again(why) for why in offer.why)


def _place(table: Table, main: Table, folder: Path) -> Iterable[str]:
    if table.sample.file != main.sample.file:
        yield f"source = {value_of(_path(table, folder))}"
    if table.sample.sheet:
        yield f"sheet = {value_of(table.sample.sheet)}"


def _join(link: Link, main: Table, folder: Path) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if link.table.sample.file != main.sample.file:
        made["source"] = _path(link.table, folder)
    if link.table.sample.sheet:
        made["sheet"] = link.table.sample.sheet
    return made | {"on": link.here if link.here == link.there else [link.here, link.there]}


def _path(table: Table, folder: Path) -> str:
    """The file as seen from the folder where it lies in it or below, else whole."""
    file = table.sample.file.resolve()
    try:
        return file.relative_to(folder.resolve()).as_posix()
    except ValueError:
        return file.as_posix()


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else value_of(name)


def _comment(text: str) -> list[str]:
    """The text as comments of at most WIDTH characters a line."""
    lines, line = [], "#"
    for word in text.split():
        if len(line) + 1 + len(word) > WIDTH and line != "#":
            lines.append(line)
            line = "#"
        line += f" {word}"
    return [*lines, line]
