"""How large the grid of a workbook is, before anything unpacks it.

A sheet says where its cells stand, and a reader lays out the whole grid up to the last of them: two
cells at opposite corners would ask for seventeen thousand million. So the corners are looked up
first, in the packed file, piece by piece.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import IO, Final

LARGEST_FILE: Final = 1 << 27  # bytes, packed
LARGEST_UNPACKED: Final = 1 << 29
MOST_CELLS: Final = 20_000_000  # of all grids of a workbook together

_PLACE: Final = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,7})(\d{1,12})["']""")
_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s/>]")
_PIECE: Final = 1 << 20
_LONGEST_ROW: Final = 1 << 24
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError),
    *(NotImplementedError, RuntimeError),
)


def is_bearable(content: bytes) -> bool:
    """Say whether a packed workbook unpacks to a size that can be borne.

    Every member is looked through, since a sheet may have any name; that also finds a member that
    is longer than its entry says.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(one.file_size for one in members) > LARGEST_UNPACKED:
                return False
            return sum(_cells(archive, one) for one in members) <= MOST_CELLS
    except _BROKEN:
        return False


def _cells(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Return how many cells the grid of a member has, up to its furthest corner."""
    rows = columns = count = 0
    with archive.open(member) as stream:
        for row in _rows(stream):
            count += 1
            rows = max(rows, count)
            columns = max(columns, len(_CELL.findall(row)))
            for letters, number in _PLACE.findall(row):
                rows = max(rows, int(number))
                columns = max(columns, _column(letters))
    return rows * columns


def _rows(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the text of each row, holding one piece at a time."""
    held = b""
    while piece := stream.read(_PIECE):
        held += piece
        starts = [found.start() for found in _ROW.finditer(held)]
        for start, end in pairwise(starts):
            yield held[start:end]
        if starts:
            held = held[starts[-1] :]
        elif len(held) > _PIECE:
            held = held[-_PIECE:]
        if len(held) > _LONGEST_ROW:
            raise ValueError(len(held))
    yield held


def _column(letters: bytes) -> int:
    """Return the number of a column: A is one, AA twenty-seven."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
