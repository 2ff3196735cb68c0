"""How a case or a subject stood: written after every change, read "as of" a past date.

A revision holds the whole state, not the difference: reading one needs no other, and erasing
one leaves the others readable. Differences are computed when somebody asks
(``core.cases.differences``).
"""

from datetime import datetime
from typing import Any

from django.db.models import Max

from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import changing, keeping
from fairlead.kernel.cases.models import Case, Involvement, Revision, Subject


def revise(context: Context, record: Case | Subject, act: str) -> Revision:
    """Write how the record stands now; the caller holds its row locked."""
    owner = {"case": record} if isinstance(record, Case) else {"subject": record}
    earlier = Revision.objects.for_context(context).filter(**owner)
    last = earlier.aggregate(last=Max("number"))["last"] or 0
    return changing.make(
        context,
        Revision,
        identity=state_of(context, record),
        number=last + 1,
        act=act,
        agency_id=record.agency_id,
        collected_for=record.collected_for,
        clock_start=record.clock_start,
        **owner,
    )


def state_of(context: Context, record: Case | Subject) -> dict[str, Any]:
    """Return the whole state of a record as plain values."""
    if isinstance(record, Subject):
        return {"kind": record.kind, "tlp": record.tlp, **keeping.opened(context, record)}
    involved = Involvement.objects.for_context(context).filter(case=record, ended_at=None)
    roles = sorted((str(one.subject_id), one.role) for one in involved)
    return {
        "status": record.status,
        "owner": _text(record.owner_id),
        "agency": str(record.agency_id),
        "purpose": record.purpose,
        "legal_basis": record.legal_basis,
        "tlp": record.tlp,
        "deadline": _moment(record.deadline),
        "waiting_until": _moment(record.waiting_until),
        "reason": record.reason,
        "closed_at": _moment(record.closed_at),
        "subjects": [{"subject": subject, "role": role} for subject, role in roles],
        **keeping.opened(context, record),
    }


def held_at(context: Context, record: Case | Subject, moment: datetime) -> Revision | None:
    """Return the revision that held at this moment, or None before there was any."""
    owner = {"case": record} if isinstance(record, Case) else {"subject": record}
    earlier = Revision.objects.for_context(context).filter(recorded_at__lte=moment, **owner)
    return earlier.order_by("-number").first()


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
