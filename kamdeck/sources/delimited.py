"""The cells of a text file: one record a row, its encoding and its delimiter told from the content."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TextIO

from kamdeck.sources.engine import Engine, quoted
from kamdeck.sources.lines import Row, load
from kamdeck.workbook.archive import RefusedError
from kamdeck.workbook.cells import EPOCH_1900, Cell, Grid
from kamdeck.workbook.opening import Source, open_file, sniff

DELIMITERS = (",", ";", "\t", "|")
LONGEST_FIELD = 1 << 20
LONGEST_LINE = 1 << 24
_SUFFIXES = (".csv", ".tsv", ".txt")
_CONTAINERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of a package and of OLE, whatever a file is called
_SAMPLED_RECORDS, _SAMPLED_CHARACTERS = 100, 1 << 16
_SAMPLED_BYTES = 5 * _SAMPLED_CHARACTERS
_BLOCK = 1 << 22
_UNQUOTED = "quote='', escape='', strict_mode=false"
_QUOTED = "quote='\"', escape='\"', strict_mode=true"
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
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(_SAMPLED_BYTES)
        is_container = head.startswith(_CONTAINERS)
        is_named_so = path.suffix.lower() in _SUFFIXES and head and not is_container
        if is_named_so or (not is_container and sniff(head) == "csv"):
            return Delimited(path, head, path.stem if is_main else path.name)
    return open_file(path)[0]


class Delimited:
    """An opened text file with one sheet; `delimiter` is what parts its fields, `head` how the file begins.

    A row is numbered by the line on which its record begins. Every filled cell is a text.

    Raises: RefusedError with reason "damaged", or "unclosed" when a quotation mark is never closed.
    """

    __slots__ = ("_encoding", "_has_told", "_path", "delimiter", "titles")

    def __init__(self, path: Path, head: bytes, title: str) -> None:
        self._path = path
        self._encoding = encoding_of(path, head)
        text = head.decode(self._encoding, "replace")
        self.titles: tuple[str, ...] = (title,)
        self.delimiter, self._has_told = _told_delimiter(text)
        if self._has_told:
            # The line is emptied, not cut off: lines keep their numbers.
            text = text[len(text.splitlines()[0]) :]
        if not self.delimiter:
            self.delimiter = delimiter_of(text)

    def grid(self, title: str) -> Grid:
        """All filled cells."""
        return Grid(title, list(self.rows()), [], EPOCH_1900)

    def head(self, count: int) -> list[Row]:
        """The first rows."""
        return list(islice(self.rows(), count))

    def rows(self, only: Sequence[int] = ()) -> Iterator[Row]:
        """Line and filled cells of each record that has any; only some columns where `only` holds any."""
        csv.field_size_limit(LONGEST_FIELD)
        line, began = 0, 1
        with self._opened() as file:
            reader = csv.reader(self._lines(file), delimiter=self.delimiter)
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

    def load(self, engine: Engine, header: int, columns: Sequence[int]) -> str:
        """A table of the engine with the lines below a header: their numbers and some columns.

        The engine reads the file itself where each line is a record and nothing in it is told in two ways.
        """
        dialect, lines = self._dialect(header)
        if dialect and columns:
            table, width = engine.name(), columns[-1]
            if dialect == _QUOTED:  # a record that is wider is refused then
                width = max(cells[-1][0] for _, cells in self.head(_SAMPLED_RECORDS))
            names = ", ".join(f"'c{column}': 'VARCHAR'" for column in range(1, max(width, columns[-1]) + 1))
            cells = ", ".join(f"nullif(c{column}, '') as c{column}" for column in columns)
            source = (
                f"read_csv({quoted(str(self._path))}, delim={quoted(self.delimiter)}, skip={header}, "
                f"header=false, auto_detect=false, null_padding=true, columns={{{names}}}, {dialect})"
            )
            numbered = f"row_number() over () + {header} as rn"
            try:
                engine.rows(f"create temp table {table} as select {numbered}, {cells} from {source}")
                if engine.column(f"select count(*) from {table}") == [lines]:
                    return table
            except RefusedError as refused:
                if refused.reason != "damaged":
                    raise
        return load(engine, (row for row in self.rows(columns) if row[0] > header), columns)

    def _dialect(self, header: int) -> tuple[str, int]:
        """How the engine reads what stands below the header, "" where it must not; the number of lines."""
        nothing = ("", 0)
        blank = " " if self.delimiter == "\t" else " \\t"
        mark = re.escape(self.delimiter)
        inside = rf'"(?<![{mark}\r\n"]")(?![{mark}\r\n"])'
        odd = re.compile(rf'{inside}|{mark}[{blank}]+"|"[{blank}]+[{mark}\r\n]'.encode())
        if self._encoding not in ("utf-8", "utf-8-sig"):
            return nothing
        dialect, lines, rest = _UNQUOTED, 0, b""
        with self._path.open("rb") as file:
            for _ in range(header):
                if file.readline(LONGEST_LINE).count(b'"') % 2:
                    return nothing
            while block := file.read(_BLOCK):
                cut = block.rfind(b"\n") + 1
                block, rest = (rest + block[:cut], block[cut:]) if cut else (b"", rest + block)
                if len(rest) > LONGEST_LINE:
                    return nothing
                if len(file.peek(1)) == 0:
                    block, rest = (block + rest).rstrip(b"\r\n") + b"\n", b""
                if not _is_line_by_line(block) or (b'"' in block and odd.search(b"\n" + block)):
                    return nothing
                dialect = _QUOTED if b'"' in block else dialect
                lines += block.count(b"\n")
        return dialect, lines

    def _opened(self) -> TextIO:
        return self._path.open(encoding=self._encoding, errors="replace", newline="")

    def _lines(self, file: TextIO) -> Iterator[str]:
        """The lines of the file; one that never ends is no line."""
        if self._has_told:
            file.readline(LONGEST_LINE)
            yield "\n"
        while line := file.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE:
                raise RefusedError("damaged")
            yield line

    def _is_open(self, began: int) -> bool:
        """True when the record that begins on a line has a quotation mark that is never closed."""
        with self._opened() as file:
            rest = islice(self._lines(file), began - 1, None)
            try:
                for _ in csv.reader(rest, delimiter=self.delimiter, strict=True):
                    pass
            except csv.Error as error:
                return "unexpected end" in str(error)
        return False


def _is_line_by_line(block: bytes) -> bool:
    """True for whole lines without a blank one among them, that all end alike."""
    if block.startswith((b"\n", b"\r\n")) or b"\n\n" in block or b"\n\r\n" in block:
        return block == b"\n"  # nothing but the end of the file
    return b"\r" not in block or block.count(b"\r\n") == block.count(b"\r")


def encoding_of(path: Path, head: bytes) -> str:
    """By its byte order mark, else UTF-16 where every other byte is 0, UTF-8 where it is that, cp1252."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    begins = head[:2000]
    if begins.count(0) > len(begins) // 4:
        return "utf-16-le" if begins[1::2].count(0) > begins[::2].count(0) else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                if not block.isascii() or decoder.getstate()[0]:
                    decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


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
