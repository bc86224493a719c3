"""Damaged copies of a good workbook: whatever is broken in them, they end in a book or in a sentence."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from kamdeck.errors import WorkbookError
from kamdeck.workbook.reader import blocked_sheets, read_book
from kamdeck.workbook.story import sample_folder

TOKENS = (
    b'"', b"<", b"-1", b"99999999999", b'r=""', b't="s"', b't="e"', b't="d"', b"<v></v>", b"<f>1</f>",
    b"&#x10FFFF;", b"1e400", b"nan", b"\x00", b"\xff", b"</row>", b'<mergeCell ref="A1:XFD1048576"/>',
)  # fmt: skip
VALUES = (
    b"",
    b"-5",
    b"nan",
    b"inf",
    b"9999999",
    b"2958466",
    b"0.5",
    b"1e308",
    b" 12 ",
    b"x",
    b"ZZZZ1",
    b"str",
)


def _mutated(parts: dict[str, bytes], chance: random.Random) -> bytes:
    names = [name for name in parts if "sheet" in name or "workbook" in name or "shared" in name]
    found = dict(parts)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(names)
        data = bytearray(found[name])
        place = chance.randrange(len(data))
        if chance.random() < 0.3:
            data[place:place] = chance.choice(TOKENS)
        else:
            # Mostly the XML stays whole, and only a value or an attribute in it turns strange.
            start, end = chance.choice(((b"<v>", b"</v>"), (b'="', b'"')))
            opened = data.find(start, place) + len(start)
            closed = data.find(end, opened)
            if opened >= len(start) and closed > 0:
                data[opened:closed] = chance.choice(VALUES)
        found[name] = bytes(data)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in found.items():
            package.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize("seed", range(10))
def test_a_damaged_workbook_never_raises_anything_else(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with zipfile.ZipFile(sample_folder() / "small.xlsx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    path = tmp_path / "damaged.xlsx"
    outcomes = set()
    for _ in range(25):
        path.write_bytes(_mutated(parts, chance))
        try:
            book, problems = read_book(path, lang=chance.choice(("en", "fr")))
        except WorkbookError as error:
            outcomes.add(bool(error.hint))
        else:
            assert blocked_sheets(problems, book) <= {sheet.key for sheet in type(book).sheets} | {"settings"}
            outcomes.add(bool(problems))
    assert outcomes
