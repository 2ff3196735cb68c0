"""Opening sealed values for reading: once for all that one page shows."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.models.record import Record
from fairlead.kernel.clock import now
from fairlead.kernel.retention.actions.opening import open_identities
from fairlead.kernel.retention.models import Keeping
from fairlead.kernel.retention.queries import open_unsealing

Opened = Mapping[uuid.UUID, Mapping[str, Any]]
_READABLE = frozenset({Keeping.OPEN, Keeping.MASKED})


def values_of(context: Context, records: Iterable[Record], *, unmask: bool = False) -> Opened:
    """Return the sealed values of these records by id; nothing for what is closed to everybody.

    One sealed record on a page must not take the page away: it stands there without values,
    until a second person let this one open it for a time.
    """
    records = list(records)
    readable = [record for record in records if _is_readable(context, record)]
    opened = open_identities(context=context, records=readable, unmask=unmask) if readable else {}
    return {record.pk: opened.get(record.pk, {}) for record in records}


def _is_readable(context: Context, record: Record) -> bool:
    """Say whether anything can be read of it now: a sealed one within its hour, by who asked."""
    if record.keeping in _READABLE:
        return True
    sealed = record.keeping == Keeping.SEALED
    return sealed and open_unsealing(record, context, now()) is not None
