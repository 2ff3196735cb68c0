"""Opening sealed values for reading: once for all that one page shows."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.models.record import Record
from fairlead.kernel.retention.actions.opening import open_identities
from fairlead.kernel.retention.models import Keeping

Opened = Mapping[uuid.UUID, Mapping[str, Any]]
_READABLE = frozenset({Keeping.OPEN, Keeping.MASKED})


def values_of(context: Context, records: Iterable[Record], *, unmask: bool = False) -> Opened:
    """Return the sealed values of these records by id; nothing for what is closed to everybody.

    One sealed record on a page must not take the page away: it stands there without values, and
    is opened by itself, as retention demands it.
    """
    readable = [record for record in records if record.keeping in _READABLE]
    opened = open_identities(context=context, records=readable, unmask=unmask) if readable else {}
    return {record.pk: opened.get(record.pk, {}) for record in records}
