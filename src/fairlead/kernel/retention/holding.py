"""Which holds lie on which records."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from fairlead.core.retention import Hold
from fairlead.kernel.retention.models import HeldRecord

_ALWAYS = datetime.min.replace(tzinfo=UTC)


def of(ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Hold]]:
    """Return the holds in force on these records.

    A hold counts from the beginning of time, not from the day on which it was placed: a record
    that was already due when the hold came, and is still there, is held as well.
    """
    found: dict[uuid.UUID, list[Hold]] = defaultdict(list)
    rows = HeldRecord.objects.filter(record_id__in=ids, hold__released_at=None)
    for record_id, until in rows.values_list("record_id", "hold__until"):
        found[record_id].append(Hold(_ALWAYS, until))
    return found
