"""What passes between agencies: the house is the postman.

No person can reach into another agency's room. What one agency sends lies in the other's room
as a ``Delivery``; what becomes of it there is noted on the sender's record. Both are written by
the house under its duty ``cases.exchange``, in the transaction of the person whose act it
follows from, so that the two sides can never disagree.
"""

import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from fairlead.core.cases.particulars import Particulars, Source
from fairlead.core.cases.snapshots import SALT_BYTES, Snapshot
from fairlead.core.caveats import Audience, Tlp
from fairlead.core.errors import BadInput
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.changing import find, fresh, make, move, store
from fairlead.kernel.cases.models import (
    Case,
    Delivery,
    Involvement,
    Recipient,
    Referral,
    Subject,
    TimelineEntry,
    Transfer,
)
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Agency
from fairlead.kernel.retention.actions import clocks

DUTY = "cases.exchange"
OWN_SOURCE = "sender"  # the key of the only source that a sent subject names
Sent = TypeVar("Sent", Referral, Transfer, Recipient)
# Of each kind of delivery, the record on the sender's side.
SIDES: Mapping[Delivery.Kind, type[Referral | Transfer | Recipient]] = {
    Delivery.Kind.REFERRAL: Referral,
    Delivery.Kind.TRANSFER: Transfer,
    Delivery.Kind.DISSEMINATION: Recipient,
}
_OTHER_WORD = {"accept": "receive"}  # of a dissemination, the sender's word for the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is told, and how it is to be handled."""

    words: str
    subjects: Sequence[uuid.UUID] = ()
    entries: Sequence[uuid.UUID] = ()
    tlp: str = Tlp.AMBER
    audience: str = Audience.COMMUNITY
    instructions: str = ""
    permission: str = ""


def postman(context: Context) -> Context:
    """Return the house's context, on behalf of the person whose act it follows from."""
    return replace(Context.duty(DUTY), behalf=context.actor, request=context.request)


def compose(context: Context, case: Case, message: Message) -> Snapshot:
    """Fix what will be sent: these words, subjects and entries, and nothing else.

    Our own sources stay here. The receiver learns that it comes from us, under which number.
    """
    agency = Agency.objects.get(pk=case.agency_id)
    source = Source(key=OWN_SOURCE, origin=agency.name, reference=str(case))
    content = {
        "number": case.number,
        "sender": agency.code,
        "composed_at": now().isoformat(),
        "words": message.words,
        "subjects": [
            _sent_subject(context, case, key, source) for key in sorted(set(message.subjects))
        ],
        "entries": [_sent_entry(context, case, key) for key in sorted(set(message.entries))],
    }
    return Snapshot.take(content, salt=os.urandom(SALT_BYTES))


def deliver(
    context: Context,
    sent: Referral | Transfer | Recipient,
    *,
    case: Case,
    kind: Delivery.Kind,
    receiver: uuid.UUID,
    identity: keeping.Values,
    **fields: Any,  # noqa: ANN401 - a delivery's own fields
) -> Delivery:
    """Lay something into the receiver's room."""
    if receiver == case.agency_id:
        raise BadInput("an agency sends nothing to itself", place="receiver")
    return make(
        postman(context),
        Delivery,
        identity=identity,
        agency_id=receiver,
        collected_for=case.purpose,
        kind=kind,
        sender_id=case.agency_id,
        sent=sent.pk,
        number=case.number,
        **fields,
    )


def receive(
    context: Context, model: type[Sent], key: uuid.UUID, *, version: int, verb: str
) -> tuple[Delivery, Sent]:
    """Return a delivery of the person's agency and the sender's record, both moved, not stored.

    The sender's record is locked first, as whoever acts for the sender does: of two who act at
    the same time from the two sides, one waits, and none waits for ever.
    """
    house = postman(context)
    glimpse = find(context, Delivery, key)
    if SIDES[Delivery.Kind(glimpse.kind)] is not model:
        raise BadInput(f"this is a {glimpse.kind}", place="delivery")
    sent = fresh(house, model, glimpse.sent)
    found = fresh(context, Delivery, key, version=version)
    move(context, found, verb)
    move(house, sent, verb if verb in sent.machine.verbs else _OTHER_WORD[verb])
    return found, sent


def take_back(context: Context, sent: uuid.UUID, verb: str, *, reason: str = "") -> Delivery | None:
    """Move the receiver's delivery by the sender's verb, and leave nothing readable in it."""
    house = postman(context)
    lying = Delivery.objects.for_context(house).filter(sent=sent).first()
    if lying is None:
        return None
    found = fresh(house, Delivery, lying.pk)
    move(house, found, verb)
    found.reason = reason
    finish(house, found)
    return found


def finish(context: Context, delivery: Delivery, at: datetime | None = None) -> None:
    """Store a delivery that will not be read any more: empty, and its clock started."""
    delivery.clock_start = at or now()
    store(context, delivery, {})


def settle(context: Context, sent: Transfer, identity: keeping.Values | None = None) -> None:
    """Store a transfer on which nothing will follow, and start its clock."""
    store(context, sent, identity)
    clocks.start_clocks(context=postman(context), records=[sent], at=now())


def snapshot_of(context: Context, record: Any, digest: str) -> Snapshot:  # noqa: ANN401
    """Return the snapshot in a record, checked against its digest."""
    return Snapshot.read(keeping.opened(context, record)["snapshot"], digest=digest)


def received_subjects(snapshot: Snapshot, delivery: Delivery) -> Iterable[tuple[Particulars, str]]:
    """Yield what was received of each subject, with where it comes from, and its role."""
    for one in snapshot.content["subjects"]:
        held = Particulars.read(one["particulars"])
        source = replace(held.sources[0], tlp=delivery.tlp, delivery=str(delivery.pk))
        yield held.from_source(source), one["role"]


def _sent_subject(context: Context, case: Case, key: uuid.UUID, source: Source) -> dict[str, Any]:
    roles = Involvement.objects.for_context(context).filter(
        case=case, subject_id=key, ended_at=None
    )
    involvement = roles.order_by("recorded_at", "id").first()
    if involvement is None:
        raise BadInput("a subject that is sent is in the case", place="subjects")
    held = Particulars.read(keeping.opened(context, find(context, Subject, key)))
    return {
        "key": str(key),
        "role": involvement.role,
        "particulars": held.from_source(source).write(),
    }


def _sent_entry(context: Context, case: Case, key: uuid.UUID) -> dict[str, Any]:
    entry = find(context, TimelineEntry, key)
    if entry.case_id != case.pk or entry.withdrawn_at is not None:
        raise BadInput("an entry that is sent stands in the case", place="entries")
    values = keeping.opened(context, entry)
    return {
        "lane": entry.lane,
        "anchor": entry.anchor,
        "begins": values["begins"],
        "ends": values["ends"],
        "words": values["words"],
    }
