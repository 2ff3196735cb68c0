"""JSON lines: one object in one line, exact, for programs."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from fairlead.core.sheets.cells import Cell, Sheet


def write_lines(sheet: Sheet, rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    """Yield one line after the other; keys are the names of the columns."""
    names = sheet.names or sheet.headings
    for row in rows:
        line = {name: _plain(cell) for name, cell in zip(names, row, strict=True)}
        yield json.dumps(line, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _plain(cell: Cell) -> str | int | float | bool | None:
    if cell is None or isinstance(cell, str | int | float | bool):
        return cell
    return str(cell) if isinstance(cell, Decimal) else cell.isoformat()
