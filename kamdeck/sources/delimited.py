"""The cells of a text file: one record a row, its encoding and its delimiter told from the content."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from kamdeck.workbook.archive import RefusedError
from kamdeck.workbook.cells import EPOCH_1900, Cell, Grid
from kamdeck.workbook.opening import MOST_BYTES, Source, open_file, sniff

DELIMITERS = (",", ";", "\t", "|")
LONGEST_FIELD = 1 << 20
_SUFFIXES = (".csv", ".tsv", ".txt")
_CONTAINERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of a package and of OLE, whatever a file is called
_SAMPLED_RECORDS, _SAMPLED_CHARACTERS = 100, 1 << 16
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def open_table(path: Path, *, is_main: bool = False) -> Source:
    """The opened workbook or text file (CSV); the sheet of a text file is called by the file's name.

    When it `is_main`, by the name without its ending, as spreadsheet programs do.

    Raises: RefusedError, OSError.
    """
    if path.is_file() and path.stat().st_size <= MOST_BYTES:
        data = path.read_bytes()
        is_named_so = path.suffix.lower() in _SUFFIXES and not data.startswith(_CONTAINERS)
        if sniff(data) == "csv" or (data and is_named_so):
            return Delimited(data, path.stem if is_main else path.name)
    return open_file(path)[0]


class Delimited:
    """An opened text file with one sheet, `title`; `delimiter` is what parts its fields.

    A row is numbered by the line on which its record begins. Every filled cell is a text.

    Raises: RefusedError with reason "damaged", or "unclosed" when a quotation mark is never closed.
    """

    __slots__ = ("_text", "delimiter", "titles")

    def __init__(self, data: bytes, title: str) -> None:
        self._text = decoded(data)
        self.titles: tuple[str, ...] = (title,)
        self.delimiter, skipped = _told_delimiter(self._text)
        if skipped:
            # The line is emptied, not cut off: lines keep their numbers.
            self._text = self._text[len(self._text.splitlines()[0]) :]
        if not self.delimiter:
            self.delimiter = delimiter_of(self._text)

    def grid(self, title: str) -> Grid:
        """All filled cells."""
        return Grid(title, list(self.rows()), [], EPOCH_1900)

    def rows(self, only: Sequence[int] = ()) -> Iterator[tuple[int, list[Cell]]]:
        """Line and filled cells of each record that has any.

        While `only` holds columns, it is those: a reader who has seen the header may fill it.
        """
        csv.field_size_limit(LONGEST_FIELD)
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self.delimiter)
        line, began = 0, 1
        try:
            for record in reader:
                began, line = line + 1, reader.line_num
                width = len(record)
                columns = only or range(1, width + 1)
                cells: list[Cell] = [
                    (c, "s", value) for c in columns if c <= width and (value := record[c - 1])
                ]
                if cells:
                    yield began, cells
        except csv.Error:
            raise RefusedError("damaged") from None
        if line > began and self._is_open(began):
            raise RefusedError("unclosed")

    def _is_open(self, began: int) -> bool:
        """True when the record that begins on a line has a quotation mark that is never closed."""
        rest = "".join(self._text.splitlines(keepends=True)[began - 1 :])
        try:
            list(csv.reader(io.StringIO(rest, newline=""), delimiter=self.delimiter, strict=True))
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False


def decoded(data: bytes) -> str:
    """The text of bytes: by its byte order mark, else UTF-16 where every other byte is 0, UTF-8, cp1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    head = data[:2000]
    if head.count(0) > len(head) // 4:
        return data.decode(
            "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", "replace"
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def delimiter_of(text: str) -> str:
    """The delimiter that parts most records into the same number of fields, the larger number on a tie."""
    best, most = DELIMITERS[0], (0.0, 0)
    sample = text[:_SAMPLED_CHARACTERS]
    for delimiter in DELIMITERS:
        widths: list[int] = []
        try:
            for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                if any(record):
                    widths.append(len(record))
                if len(widths) == _SAMPLED_RECORDS:
                    break
        except csv.Error:
            continue
        if len(text) > len(sample) and len(widths) < _SAMPLED_RECORDS:
            widths = widths[:-1]  # the sample ends within it
        width, times = Counter(widths).most_common(1)[0] if widths else (0, 0)
        rank = (round(times / len(widths), 2), width) if width > 1 else (0.0, 0)
        if rank > most:
            best, most = delimiter, rank
    return best


def _told_delimiter(text: str) -> tuple[str, bool]:
    """The delimiter that a first line `sep=;` names, and whether there is such a line."""
    first = text[:10].splitlines()[:1]
    if first and first[0].lower().startswith("sep=") and len(first[0]) <= 5:
        return first[0][4:] or "\t", True
    return "", False
