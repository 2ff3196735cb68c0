"""Writing an export: read a chunk under the asker's context, note its disclosure, write it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from django.db import transaction
from django.http import QueryDict
from django.utils import translation

from fairlead.core.ledger import Verb
from fairlead.core.mediatypes import ACTIVE, DOCUMENTS, UNKNOWN
from fairlead.kernel.access import looks
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.files.actions import Belonging, store_file
from fairlead.kernel.files.models import StoredFile
from fairlead.kernel.tables.columns import Column, Row
from fairlead.kernel.tables.declarations import Table, tables
from fairlead.kernel.tables.models import Export
from fairlead.kernel.tables.reading import every_row, shown_columns
from fairlead.kernel.tables.states import State, read_state
from fairlead.kernel.tables.writing import file_name, written

DUTY = "tables.exports"
LARGEST = 256 * 1024**2  # bytes: a file is given back whole, inside its door
DISCLOSED = "tables.row.disclosed"
# Our own bytes, served as an attachment under their declared type whatever stands in a cell.
_ANYTHING = DOCUMENTS | ACTIVE | {UNKNOWN, "application/xml", "application/json", "text/plain"}


def write_file(
    context: Context, export: Export, *, progress: Callable[[int], None]
) -> tuple[StoredFile, int]:
    """Write the whole export into a sealed file; return it and the number of its rows."""
    table, count = tables()[export.table], 0

    def rows() -> Iterator[Row]:
        nonlocal count
        for read in every_row(table, context, state, export.parameters):
            with _look(context, table.data_class):
                found = read()
            count += len(found)
            progress(count)
            yield from found

    with translation.override(export.language):
        with transaction.atomic():
            state = read_state(table, context, QueryDict(export.state))
            columns = disclosed_columns(table, context, state)
        file = store_file(
            context=Context.duty(DUTY, agency=export.agency_id),
            agency=export.agency,
            stream=written(table, columns, rows(), export.kind),
            name=file_name(table, export.kind),
            belonging=Belonging(kept_as="exports"),
            allowed=_ANYTHING,
            limit=LARGEST,
        )
    return file, count


def disclosed_columns(table: Table, context: Context, state: State) -> tuple[Column, ...]:
    """Return the columns of an export; refuse it where one of them may only be looked at."""
    columns = shown_columns(table, context, state)
    for data_class in sorted({column.data_class for column in columns} - {""}):
        require(context, Verb.DISCLOSE, data_class)
    return columns


def _look(context: Context, data_class: str) -> AbstractContextManager[object]:
    return looks.look(context, verb=Verb.DISCLOSE, data_class=data_class, act=DISCLOSED)
