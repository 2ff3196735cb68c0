"""Entities as a workbook (XLSX): the first sheet that has a column of names."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO, Final

from python_calamine import CalamineWorkbook

from fairlead.core.problems import Problem
from fairlead.core.screening.reading.entities import USUAL, Entity, Options
from fairlead.core.screening.reading.headings import holds_names, properties_of
from fairlead.core.screening.reading.rows import Row, read_rows
from fairlead.core.workbooks import LARGEST_FILE, is_bearable

_HEADING_ROWS: Final = 20


def read_sheet(stream: BinaryIO, options: Options = USUAL) -> Iterator[Entity | Problem]:
    """Read a workbook; rows above the headings are passed over."""
    content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE or not is_bearable(content):
        yield Problem("sheet.unreadable", raw=content[:16])
        return
    try:
        rows = _rows(content)
    except Exception:  # noqa: BLE001 — a reader in another language raises errors of its own
        yield Problem("sheet.unreadable", raw=content[:16])
        return
    yield from read_rows(rows, options)


def _rows(content: bytes) -> Sequence[Row]:
    """Return the rows of the first sheet with names, from its headings on."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found: Sequence[Row] = []
    for name in workbook.sheet_names:
        rows: list[Row] = [
            (line, [_text(cell) for cell in cells])
            for line, cells in enumerate(
                workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), 1
            )
        ]
        found = found or rows
        for index, (_line, cells) in enumerate(rows[:_HEADING_ROWS]):
            if holds_names(properties_of(cells)):
                return rows[index:]
    return found


def _text(cell: object) -> str:
    """Return what a cell shows: a date as ISO, a whole number without its point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
