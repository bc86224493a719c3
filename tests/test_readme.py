"""README's tables come from the row classes and the views; `python tests/test_readme.py` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path

from kamdeck.run.composition import editions_of
from kamdeck.views import VIEWS
from kamdeck.workbook.columns import CUSTOMER, EXECUTIVE, Sheet
from kamdeck.workbook.rows import Book, Settings

README = Path(__file__).parents[1] / "README.md"


def sheet_table() -> str:
    """One line per sheet: its names, what a row is, its columns (required ones bold)."""
    lines = ["| sheet | a row is | columns |", "|---|---|---|"]
    for sheet in Book.sheets:
        names = " / ".join(dict.fromkeys(map(sheet.title, ("en", "fr"))))
        columns = ", ".join(f"**{c.header('en')}**" if c.required else c.header("en") for c in sheet.columns)
        lines.append(f"| {names} | {sheet.help('en')[:1].lower()}{sheet.help('en')[1:]} | {columns} |")
    return "\n".join(lines)


def view_table() -> str:
    """One line per view: the sheets it needs, those it draws on where they are there, packs and editions."""
    names = {sheet.key: sheet.title("en") for sheet in Book.sheets}
    lines = ["| view | needs the sheets | uses too | packs | editions |", "|---|---|---|---|---|"]
    for view in VIEWS:
        needs, uses = (", ".join(names[key] for key in keys) for keys in (view.needs, view.uses))
        where = f"{', '.join(view.every_pack)} | {', '.join(editions_of(view))}"
        lines.append(f"| {view.key} | {needs or 'none'} | {uses} | {where} |")
    return "\n".join(lines)


def edition_table() -> str:
    """One line per sheet: what the executive and the customer edition may show of it."""
    lines = ["| sheet | executive edition | customer edition |", "|---|---|---|"]
    for sheet in Book.sheets:
        shown = [_shown(sheet, edition) for edition in (EXECUTIVE, CUSTOMER)]
        lines.append(f"| {sheet.title('en')} | {' | '.join(shown)} |")
    columns = [", ".join(c.header("en") for c in Settings.columns if CUSTOMER in c.readers)]
    lines.append(f"| Settings | all | {columns[0]} |")
    return "\n".join(lines)


def _shown(sheet: Sheet, edition: str) -> str:
    """The columns of a sheet that an edition may show."""
    if edition not in sheet.readers:
        return "nothing"
    hidden = [c for c in sheet.columns if edition not in c.readers]
    if edition == EXECUTIVE:
        return f"all but {', '.join(c.header('en') for c in hidden)}" if hidden else "all"
    rows = [f"{c.header('en')} is {c.choices.word(str(c.opens[0]), 'en') if c.choices else 'yes'}"
            for c in sheet.columns if c.opens is not None]  # fmt: skip
    columns = ", ".join(c.header("en") for c in sheet.columns if edition in c.readers)
    return columns + (f"; rows where {rows[0]}" if rows else "")


def setting_table() -> str:
    """One line per setting: its names, what it does, what holds without it."""
    lines = ["| setting | what it does | without it |", "|---|---|---|"]
    for setting in Settings.columns:
        names = " / ".join(dict.fromkeys(map(setting.header, ("en", "fr"))))
        default = "" if setting.default is None else str(setting.default)
        if isinstance(setting.default, tuple):
            default = "; ".join(setting.default)
        lines.append(f"| {names} | {setting.help('en')} | {default} |")
    return "\n".join(lines)


TABLES = {"editions": edition_table, "settings": setting_table, "sheets": sheet_table, "views": view_table}


def filled(text: str) -> str:
    """The README with its tables as they should be."""
    for name, table in TABLES.items():
        found = re.search(rf"<!-- {name}: .*? -->\n(.*?)<!-- end of {name} -->", text, flags=re.S)
        assert found is not None, f"README has no place for the table of {name}"
        text = f"{text[: found.start(1)]}\n{table()}\n\n{text[found.end(1) :]}"
    return text


def test_tables_are_fresh() -> None:
    text = README.read_text(encoding="utf-8")
    assert filled(text) == text, "run: python tests/test_readme.py"


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
