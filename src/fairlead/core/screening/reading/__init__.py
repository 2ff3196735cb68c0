"""Reading entities: JSON lines in the shape of FollowTheMoney, CSV and XLSX.

A reader yields an ``Entity`` for every record and a ``Problem`` for everything that is wrong, the
problems of a record before it. It never raises on bad input, never drops a record that has any
content, and holds one record at a time. A problem carries the line (in a sheet, the row), and
often the property and the number of the value.

    >>> from io import BytesIO
    >>> line = b'{"id": "u-1", "schema": "Person", "properties": {"name": ["Ada Utopia"]}}'
    >>> [entity.id for entity in read(BytesIO(line), Format.LINES)]
    ['u-1']

==========================  ========  ==============================================================
code                        severity  what was met, and what was done
==========================  ========  ==============================================================
entity.broken-json          error     the line is no JSON (fact: column); it is passed over
entity.not-an-object        error     the line is JSON, and no entity; it is passed over
entity.line-too-long        error     more than ``LONGEST_LINE`` bytes; the line is passed over
entity.encoding             error     bytes that are no UTF-8 were replaced
entity.no-id                warning   the entity was named after its line
entity.duplicate-id         error     an earlier line has the same id (fact: line); both are kept
entity.no-schema            note      the schema that was asked for was taken
entity.not-a-subject        note      a statement, as a sanction or a link; it is passed over
entity.no-name              error     it can only be found by its other properties
entity.bad-property         error     a value that is no text was made one, or left out
entity.hidden-character     warning   a control or direction character was taken out
entity.damaged-character    warning   U+FFFD: the source was damaged before it came here
entity.long-value           warning   a text of more than ``LONGEST_VALUE`` characters; it is kept
entity.wrong-date           warning   a date that no reading fits (fact: reason); it is kept
entity.unknown-country      note      no State or area has this name
table.no-heading            error     no column is called like a name; nothing was read
table.unknown-column        note      a column that says nothing here was passed over
table.encoding              warning   the file is no UTF-8, and was read in the Windows alphabet
table.broken-row            error     quotes that do not close, or a cell of more than 16 MiB
table.row-too-short         note      fewer cells than headings; the others are empty
table.row-too-long          warning   more cells than headings; those beyond were passed over
sheet.unreadable            error     this is no workbook, or one that unpacks to too much
==========================  ========  ==============================================================
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO

from fairlead.core.problems import Problem
from fairlead.core.screening.reading.documents import documents_of
from fairlead.core.screening.reading.entities import (
    USUAL,
    Entity,
    Options,
)
from fairlead.core.screening.reading.limits import LONGEST_LINE, LONGEST_VALUE
from fairlead.core.screening.reading.lines import read_lines
from fairlead.core.screening.reading.sheets import read_sheet
from fairlead.core.screening.reading.tables import read_table
from fairlead.core.screening.reading.wide import plain

__all__ = [
    "LONGEST_LINE",
    "LONGEST_VALUE",
    "Entity",
    "Format",
    "Options",
    "documents_of",
    "format_of",
    "read",
    "read_lines",
    "read_sheet",
    "read_table",
]


class Format(StrEnum):
    """In which shape the entities come."""

    LINES = "lines"
    TABLE = "table"
    SHEET = "sheet"


_READERS = {Format.LINES: read_lines, Format.TABLE: read_table, Format.SHEET: read_sheet}


def read(stream: BinaryIO, shape: Format, options: Options = USUAL) -> Iterator[Entity | Problem]:
    """Read the entities of a stream, and what is wrong with them."""
    return _READERS[shape](stream, options)


def format_of(name: str, start: bytes = b"") -> Format:
    """Tell the shape by a file's first bytes, or else by its name."""
    if start.startswith(b"PK\x03\x04"):
        return Format.SHEET
    if plain(start).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return Format.LINES
    ending = name.lower().rpartition(".")[2]
    if ending == "xlsx":
        return Format.SHEET
    return Format.TABLE if ending in {"csv", "tsv", "txt"} or start else Format.LINES
