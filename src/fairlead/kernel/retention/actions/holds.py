"""Legal holds: who, why, under which order, until when."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.clock import now
from fairlead.kernel.retention.models import HeldRecord, LegalHold, PersonalRecord
from fairlead.kernel.retention.queries import personal_models
from fairlead.kernel.retention.rescheduling import reschedule
from fairlead.kernel.retention.writing import house


def place_hold(
    *,
    context: Context,
    records: Sequence[PersonalRecord],
    reason: str,
    citation: str,
    until: datetime | None = None,
) -> LegalHold:
    """Keep these records from being erased, for a reason from the closed list."""
    if reason not in LegalHold.Reason.values or not citation.strip() or not records:
        raise BadInput(_("A hold needs records, a reason and the order that it rests on."))
    if until is not None and until <= now():
        raise BadInput(_("A hold ends in the future."), place="until")
    with transaction.atomic():
        for each in records:
            require(context, Verb.ALTER, each)
        hold = LegalHold.objects.create(
            reason=reason, citation=citation.strip(), until=until, placed_by=context.actor
        )
        HeldRecord.objects.bulk_create(
            HeldRecord(hold=hold, record_class=each.record_class, record_id=each.pk)
            for each in records
        )
        reschedule(records)
        _note(context, "retention.hold.placed", hold, records)
    return hold


def release_hold(*, context: Context, hold: str) -> LegalHold:
    """Lift a hold, as a second person approved: what is overdue is done in the next run."""
    approvals.require_approved(context, kind="retention.hold_release", payload={"hold": hold})
    with transaction.atomic():
        found = LegalHold.objects.select_for_update().get(pk=uuid.UUID(hold))
        if found.released_at is not None:
            raise Conflict(_("This hold was released already."))
        found.released_at, found.released_by = now(), context.actor
        found.save()
        held = list(_records_of(found))
        reschedule(held)
        _note(context, "retention.hold.released", found, held)
    return found


def _records_of(hold: LegalHold) -> Iterable[PersonalRecord]:
    """Yield the records under a hold that still exist; the house itself looks for them."""
    wanted: dict[str, list[uuid.UUID]] = {}
    for record_class, key in hold.records.values_list("record_class", "record_id"):
        wanted.setdefault(record_class, []).append(key)
    for model in personal_models():
        if keys := wanted.get(model.record_class):
            found = model.objects.for_context(house(), verb=Verb.ALTER).filter(pk__in=keys)
            yield from found.order_by("pk").select_for_update(of=("self",))


def _note(context: Context, act: str, hold: LegalHold, records: Sequence[PersonalRecord]) -> None:
    audit.record(
        act=act,
        verb=Verb.ALTER,
        authority=context.authority(),
        objects=[f"hold:{hold.pk}", *(each.reference for each in records)],
        reason=hold.reason,
        payload={"citation": hold.citation, "until": hold.until and hold.until.isoformat()},
    )
