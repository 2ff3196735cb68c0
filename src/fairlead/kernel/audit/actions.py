"""Writing to the ledger."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django.db import DatabaseError, connection

from fairlead.core.errors import LedgerUnavailable
from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit.models import Entry


def record(
    *,
    act: str,
    verb: Verb,
    authority: Authority,
    objects: Sequence[str] = (),
    outcome: str = "done",
    reason: str = "",
    recipients: Sequence[str] = (),
    payload: Mapping[str, object] | None = None,
) -> uuid.UUID:
    """Write one entry in the caller's transaction, or fail so that the caller fails."""
    if not connection.in_atomic_block:
        raise LedgerUnavailable("an entry is written inside the transaction of its act")
    header = asdict(authority) | {
        "objects": list(objects),
        "outcome": outcome,
        "reason": reason,
        "recipients": list(recipients),
        "payload": sorted(payload or ()),
    }
    try:
        entry = Entry.objects.create(act=act, verb=verb, header=header)
    except DatabaseError as error:
        raise LedgerUnavailable("the ledger cannot be written") from error
    return entry.pk
