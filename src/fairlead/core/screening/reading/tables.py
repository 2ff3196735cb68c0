"""Entities as CSV, in the shape of ``targets.simple.csv`` or with the headings of an office."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from fairlead.core.problems import Problem, Severity
from fairlead.core.screening.reading.entities import USUAL, Entity, Options
from fairlead.core.screening.reading.limits import LONGEST_LINE
from fairlead.core.screening.reading.rows import Row, read_rows
from fairlead.core.screening.reading.wide import MARKS, Raw

_SEPARATORS: Final = ",;\t|"
_START: Final = 1 << 16


def read_table(stream: BinaryIO, options: Options = USUAL) -> Iterator[Entity | Problem]:
    """Read a table; the separator and the alphabet are told by its first lines."""
    buffer = io.BufferedReader(Raw(stream), _START)
    start = buffer.peek(_START)
    encoding = _encoding(start)
    if encoding == _WINDOWS:
        yield Problem("table.encoding", Severity.WARNING, line=1)
    text = io.TextIOWrapper(buffer, encoding, errors="replace", newline="")
    separator = _separator(start.decode(encoding, errors="replace"))
    yield from read_rows(_rows(text, separator), options)


_WINDOWS: Final = "cp1252"


def _encoding(start: bytes) -> str:
    """Tell the alphabet: a mark says it, or else UTF-8 unless that cannot be."""
    if start.startswith(MARKS):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(start)
    except UnicodeDecodeError:
        return _WINDOWS
    return "utf-8-sig"


def _separator(start: str) -> str:
    """Return the separator that stands most often in the first line with any text."""
    line = next((line for line in start.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=line.count)


def _rows(text: io.TextIOWrapper, separator: str) -> Iterator[Row | Problem]:
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(_lines(text), delimiter=separator)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Problem("table.broken-row", line=line)
        else:
            yield line, cells
        line = reader.line_num + 1


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield the lines, a very long one in pieces, and zero bytes as another control character."""
    while line := text.readline(LONGEST_LINE):
        yield line.replace("\0", "\x01")
