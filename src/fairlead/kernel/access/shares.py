"""Making a record visible to another agency for a time, and ending that.

A share names the record by the id in its ``share_field``, so that what hangs on a case is
visible with the case. Only the agency that owns a record shares it, never the receiver.
"""

import uuid
from datetime import datetime

from django.db import transaction

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access import bounds
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.access.models import Protected, Share
from fairlead.kernel.audit.actions import record as write
from fairlead.kernel.audit.models import reference
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Agency


def share(
    context: Context,
    *,
    record: Protected,
    agency: Agency,
    alters: bool = False,
    ends_at: datetime | None = None,
) -> Share:
    """Let another agency see this record, and what is shared with it."""
    key = bounds.value_of(record, record.share_field)
    if key is None:
        raise BadInput("records of this kind are not shared", place=record._meta.label)
    require(context, Verb.DISCLOSE, record)
    bounds.check_agency(context, record.agency_id, record.data_class)
    if agency.pk == record.agency_id:
        raise Conflict("the record is the agency's own")
    moment = now()
    if ends_at is not None and ends_at <= moment:
        raise BadInput("a share ends after it starts", place="ends_at")
    with transaction.atomic():
        made = Share.objects.create(
            record=key,
            agency=agency,
            alters=alters,
            starts_at=moment,
            ends_at=ends_at,
            shared_by=context.actor,
        )
        _write(context, made, "opened", Verb.DISCLOSE, record.reference)
    return made


def end_share(context: Context, *, record: Protected, share: Share) -> Share:
    """Take a record back from sight of the other agency."""
    require(context, Verb.DISCLOSE, record)
    bounds.check_agency(context, record.agency_id, record.data_class)
    with transaction.atomic():
        found = Share.objects.select_for_update().get(pk=share.pk)
        if found.record != bounds.value_of(record, record.share_field):
            raise Conflict("the share is of another record")
        if found.ends_at is not None and found.ends_at <= now():
            raise Conflict("it has ended already")
        found.ends_at = now()
        found.save(update_fields=["ends_at"])
        _write(context, found, "ended", Verb.REVOKE, record.reference)
    return found


def shares_of(record: Protected) -> list[Share]:
    """Return to whom this record is open now."""
    key: uuid.UUID | None = bounds.value_of(record, record.share_field)
    if key is None:
        return []
    agencies = Share.objects.filter(record=key).values_list("agency", flat=True)
    return list(Share.objects.open_to(agencies).filter(record=key).select_related("agency"))


def _write(context: Context, share: Share, what: str, verb: Verb, name: str) -> None:
    write(
        act=f"access.share.{what}",
        verb=verb,
        authority=context.authority(),
        objects=[name, reference("share", share.pk)],
        recipients=[reference("agency", share.agency_id)],
    )
