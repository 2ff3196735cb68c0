"""What lies in our room and came from another agency."""

import uuid

from fairlead.core.cases.moments import Moment
from fairlead.core.cases.snapshots import Snapshot
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import codes, keeping
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.actions.subject import add_subject
from fairlead.kernel.cases.actions.timeline import add_entry
from fairlead.kernel.cases.changing import check_origin, find, fresh, live_case, store
from fairlead.kernel.cases.exchange import (
    finish,
    postman,
    receive,
    received_subjects,
    snapshot_of,
)
from fairlead.kernel.cases.models import Case, Delivery, Recipient, Referral
from fairlead.kernel.clock import now


def adopt_delivery(context: Context, *, delivery: uuid.UUID, case: uuid.UUID) -> Case:
    """Take what was received into a case of our own, with where it comes from."""
    with entered():
        found = fresh(context, Delivery, delivery)
        check_origin(context, found.pk)
        target = live_case(context, case)
        adopt(context, found, snapshot_of(context, found, found.digest), target)
        record_act(context, "cases.delivery.adopted", Verb.COMBINE, found, target)
    return target


def confirm_recall(
    context: Context, *, delivery: uuid.UUID, version: int, confirmation: str, words: str = ""
) -> Delivery:
    """Tell the sender what became of something that it recalled."""
    codes.check(confirmation, codes.CONFIRMATIONS, "confirmation")
    noted = {"confirmation": confirmation, "confirmation_words": words}
    with entered():
        found = _confirm(context, delivery, version, confirmation, noted)
        record_act(
            context,
            "cases.recall.confirmed",
            Verb.ERASE if confirmation == "erased" else Verb.ALTER,
            found,
            reason=confirmation,
            recipients=[f"agency:{found.sender_id}"],
        )
    return found


def adopt(context: Context, delivery: Delivery, snapshot: Snapshot, case: Case) -> None:
    """Add the subjects and entries of a delivery to a case; the caller records the act."""
    for held, role in received_subjects(snapshot, delivery):
        add_subject(context, case=case.pk, particulars=held.write(), role=role, origin=delivery.pk)
    for entry in snapshot.content["entries"]:
        add_entry(
            context,
            case=case.pk,
            begins=Moment.read(entry["begins"]),
            ends=Moment.read(entry["ends"]) if entry["ends"] else None,
            words=entry["words"],
            source=delivery.number,
            lane=entry["lane"],
            anchor=entry["anchor"],
        )


def _confirm(
    context: Context,
    key: uuid.UUID,
    version: int,
    confirmation: str,
    noted: dict[str, str],
) -> Delivery:
    house = postman(context)
    sent: Referral | Recipient
    if find(context, Delivery, key).kind == Delivery.Kind.REFERRAL:
        found, sent = receive(context, Referral, key, version=version, verb="confirm-recall")
    else:
        found, sent = receive(context, Recipient, key, version=version, verb="confirm-recall")
        sent.confirmed_at, sent.confirmation = now(), confirmation
    store(house, sent, keeping.opened(house, sent) | noted)
    found.reason = confirmation
    finish(context, found)
    return found
