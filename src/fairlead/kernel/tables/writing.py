"""Rows as a file: exactly the columns and rows of the state, in the reader's words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.text import slugify
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from fairlead.core.sheets import FORMATS, Cell, Sheet
from fairlead.kernel.clock import now
from fairlead.kernel.tables.columns import COVERED, Column, Row, Value
from fairlead.kernel.tables.declarations import Table


def written(
    table: Table, columns: Sequence[Column], rows: Iterable[Row], kind: str
) -> Iterator[bytes]:
    """Yield the file piece by piece."""
    sheet = Sheet(
        headings=[str(column.heading) for column in columns],
        names=[column.name for column in columns],
        title=str(table.label),
        right_to_left=get_language_bidi(),
    )
    cells = ([cell_of(column.value(row)) for column in columns] for row in rows)
    return FORMATS[kind].write(sheet, cells)


def file_name(table: Table, kind: str) -> str:
    """Return a name that says what it is and from when, and nothing of anybody."""
    noun = slugify(table.code.replace(".", "-"))
    return f"{noun}-{now():%Y-%m-%d-%H%M}.{FORMATS[kind].ending}"


def cell_of(value: Value) -> Cell:
    """Return a value as a file holds it; what a page covers, a file covers."""
    if value is COVERED:
        return _("(covered)")
    if value is None or isinstance(value, str | int | float | Decimal | date | datetime):
        return value
    return str(value)
