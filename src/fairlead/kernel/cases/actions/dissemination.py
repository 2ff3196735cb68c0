"""Telling others: prepared, sent, received, recalled, and the recall confirmed."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fairlead.core.caveats import Tlp
from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access.approvals import require_approved
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import codes, keeping
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.changing import fresh, live_case, make, move, part_of_live_case, store
from fairlead.kernel.cases.exchange import (
    Message,
    compose,
    deliver,
    finish,
    postman,
    receive,
    take_back,
)
from fairlead.kernel.cases.marking import check_outgoing
from fairlead.kernel.cases.models import Case, Delivery, Dissemination, Recipient
from fairlead.kernel.cases.rules import DISCLOSE_ABROAD
from fairlead.kernel.clock import now

KIND = Delivery.Kind.DISSEMINATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """To whom: an agency of this house, or any other authority by name and address."""

    receiver: uuid.UUID | None = None
    name: str = ""
    address: str = ""
    abroad: bool = False

    def __post_init__(self) -> None:
        if self.receiver is None and not self.name.strip():
            raise BadInput("a recipient is an agency, or has a name", place="recipients")


def prepare_dissemination(
    context: Context,
    *,
    case: uuid.UUID,
    message: Message,
    recipients: Sequence[Addressee],
) -> Dissemination:
    """Fix what will be told to whom; nothing leaves yet."""
    with entered():
        found = live_case(context, case)
        dissemination = _prepare(context, found, message, recipients)
        record_act(
            context,
            "cases.dissemination.prepared",
            Verb.COLLECT,
            dissemination,
            found,
            f"snapshot:{dissemination.digest}",
        )
    return dissemination


def correct_dissemination(
    context: Context, *, dissemination: uuid.UUID, message: Message
) -> Dissemination:
    """Prepare a correction for everybody to whom the earlier one went."""
    with entered():
        earlier = part_of_live_case(context, Dissemination, dissemination)
        found = earlier.case
        reached = Recipient.objects.for_context(context).filter(
            dissemination=earlier, status__in=["sent", "received"]
        )
        to = [_addressee(context, one) for one in reached.order_by("recorded_at", "id")]
        if not to:
            raise Conflict("it went to nobody", code="nobody-reached", place=earlier.reference)
        later = _prepare(context, found, message, to, corrects=earlier)
        record_act(
            context,
            "cases.dissemination.corrected",
            Verb.ALTER,
            later,
            earlier,
            f"snapshot:{later.digest}",
        )
    return later


def send_dissemination(context: Context, *, dissemination: uuid.UUID) -> Dissemination:
    """Send what was prepared, to every recipient in this State; abroad needs an approval."""
    with entered():
        found = _to_send(context, dissemination)
        sent = _send(context, found, abroad=False)
        if not sent:
            raise Conflict(
                "nothing is left to send without an approval",
                code="nothing-to-send",
                place=found.reference,
            )
        record_act(
            context,
            "cases.dissemination.sent",
            Verb.DISCLOSE,
            found,
            f"snapshot:{found.digest}",
            recipients=sent,
        )
    return found


def disclose_abroad(context: Context, *, dissemination: str, digest: str) -> Dissemination:
    """Send abroad what a second person approved: exactly this snapshot, and no other."""
    require_approved(
        context, kind=DISCLOSE_ABROAD, payload={"dissemination": dissemination, "digest": digest}
    )
    with entered():
        found = _to_send(context, uuid.UUID(dissemination))
        if found.digest != digest:
            raise Refused("This is not what was approved.", reasons=("payload-changed",))
        sent = _send(context, found, abroad=True)
        record_act(
            context,
            "cases.abroad.disclosed",
            Verb.DISCLOSE,
            found,
            f"snapshot:{found.digest}",
            recipients=sent,
        )
    return found


def cancel_recipient(context: Context, *, recipient: uuid.UUID, version: int) -> Recipient:
    """Leave out a recipient to whom nothing was sent yet."""
    with entered():
        found = fresh(context, Recipient, recipient, version=version)
        move(context, found, "cancel")
        store(context, found)
        record_act(context, "cases.recipient.cancelled", Verb.ALTER, found)
    return found


def recall_dissemination(
    context: Context,
    *,
    dissemination: uuid.UUID,
    reason: str,
    recipients: Iterable[uuid.UUID] = (),
) -> Dissemination:
    """Demand back what was told, from all to whom it went or from those that are named."""
    codes.check(reason, codes.RECALL_REASONS, "reason")
    with entered():
        found = fresh(context, Dissemination, dissemination)
        reached = Recipient.objects.for_context(context).filter(
            dissemination=found, status__in=["sent", "received"]
        )
        if named := list(recipients):
            reached = reached.filter(pk__in=named)
        recalled = [_recall(context, one.pk, reason) for one in reached.order_by("id")]
        if not recalled:
            raise Conflict("nothing of it can be recalled", place=found.reference)
        record_act(
            context,
            "cases.dissemination.recalled",
            Verb.ALTER,
            found,
            f"snapshot:{found.digest}",
            reason=reason,
            recipients=recalled,
        )
    return found


def receive_dissemination(context: Context, *, delivery: uuid.UUID, version: int) -> Delivery:
    """Acknowledge what another agency told."""
    with entered():
        found, recipient = receive(context, Recipient, delivery, version=version, verb="accept")
        recipient.received_at = now()
        store(postman(context), recipient)
        store(context, found)
        record_act(
            context, "cases.dissemination.received", Verb.COLLECT, found, f"snapshot:{found.digest}"
        )
    return found


def refuse_dissemination(
    context: Context, *, delivery: uuid.UUID, version: int, reason: str
) -> Delivery:
    """Send back unread what another agency told; nothing of it is kept."""
    codes.check(reason, codes.REFUSAL_REASONS, "reason")
    with entered():
        found, recipient = receive(context, Recipient, delivery, version=version, verb="refuse")
        recipient.reason = reason
        store(postman(context), recipient)
        found.reason = reason
        finish(context, found)
        record_act(
            context,
            "cases.dissemination.refused",
            Verb.REFUSE,
            found,
            reason=reason,
            recipients=[f"agency:{found.sender_id}"],
        )
    return found


def note_receipt(
    context: Context, *, recipient: uuid.UUID, version: int, evidence: str
) -> Recipient:
    """Note that an authority outside this house received it, and how that is known."""
    with entered():
        found = _outside(context, recipient, version, "receive", evidence)
        found.received_at = now()
        store(context, found, keeping.opened(context, found) | {"evidence": evidence})
        record_act(context, "cases.receipt.noted", Verb.ALTER, found)
    return found


def note_refusal(
    context: Context, *, recipient: uuid.UUID, version: int, reason: str, evidence: str
) -> Recipient:
    """Note that an authority outside this house sent it back, and how that is known."""
    codes.check(reason, codes.REFUSAL_REASONS, "reason")
    with entered():
        found = _outside(context, recipient, version, "refuse", evidence)
        found.reason = reason
        store(context, found, keeping.opened(context, found) | {"evidence": evidence})
        record_act(context, "cases.refusal.noted", Verb.ALTER, found, reason=reason)
    return found


def note_confirmation(
    context: Context, *, recipient: uuid.UUID, version: int, confirmation: str, evidence: str
) -> Recipient:
    """Note that an authority outside this house confirmed a recall, and how that is known."""
    codes.check(confirmation, codes.CONFIRMATIONS, "confirmation")
    with entered():
        found = _outside(context, recipient, version, "confirm-recall", evidence)
        found.confirmed_at, found.confirmation = now(), confirmation
        noted = {"confirmation_evidence": evidence}
        store(context, found, keeping.opened(context, found) | noted)
        record_act(context, "cases.confirmation.noted", Verb.ALTER, found, reason=confirmation)
    return found


def _prepare(
    context: Context,
    case: Case,
    message: Message,
    to: Sequence[Addressee],
    corrects: Dissemination | None = None,
) -> Dissemination:
    if not to:
        raise BadInput("nobody is named", place="recipients")
    check_outgoing(context, case, message)
    snapshot = compose(context, case, message)
    dissemination = make(
        context,
        Dissemination,
        identity={
            "snapshot": snapshot.write(),
            "instructions": message.instructions,
            "permission": message.permission,
        },
        case=case,
        digest=snapshot.digest,
        tlp=Tlp(message.tlp),
        audience=message.audience,
        corrects=corrects,
    )
    for one in to:
        make(
            context,
            Recipient,
            identity={"name": one.name, "address": one.address},
            dissemination=dissemination,
            receiver_id=one.receiver,
            abroad=one.abroad,
        )
    return dissemination


def _to_send(context: Context, key: uuid.UUID) -> Dissemination:
    found = part_of_live_case(context, Dissemination, key)
    require(context, Verb.DISCLOSE, found)
    return found


def _send(context: Context, dissemination: Dissemination, *, abroad: bool) -> list[str]:
    """Send to the recipients that are prepared; return whom, for the ledger."""
    waiting = Recipient.objects.for_context(context).filter(
        dissemination=dissemination, status="prepared", abroad=abroad
    )
    content = keeping.opened(context, dissemination)
    sent = []
    for key in waiting.order_by("id").values_list("pk", flat=True):
        recipient = fresh(context, Recipient, key)
        move(context, recipient, "send")
        recipient.sent_at, recipient.sent_by_id = now(), context.account
        store(context, recipient)
        if recipient.receiver_id is not None:
            _lay_down(context, dissemination, recipient, content)
        sent.append(_named(recipient))
    return sent


def _lay_down(
    context: Context,
    dissemination: Dissemination,
    recipient: Recipient,
    content: keeping.Values,
) -> None:
    assert recipient.receiver_id is not None  # noqa: S101 - the caller asked
    deliver(
        context,
        recipient,
        case=dissemination.case,
        kind=KIND,
        receiver=recipient.receiver_id,
        identity={"cover": content["instructions"], "snapshot": content["snapshot"]},
        tlp=dissemination.tlp,
        digest=dissemination.digest,
        corrects=_delivery_before(context, dissemination, recipient),
    )


def _delivery_before(
    context: Context, dissemination: Dissemination, recipient: Recipient
) -> uuid.UUID | None:
    """Return the receiver's delivery that this one corrects."""
    if dissemination.corrects_id is None:
        return None
    earlier = Recipient.objects.for_context(context).filter(
        dissemination=dissemination.corrects_id, receiver=recipient.receiver_id
    )
    lying = Delivery.objects.for_context(postman(context)).filter(
        sent__in=list(earlier.values_list("pk", flat=True))
    )
    found = lying.first()
    return found.pk if found else None


def _recall(context: Context, key: uuid.UUID, reason: str) -> str:
    recipient = fresh(context, Recipient, key)
    move(context, recipient, "recall")
    recipient.recalled_at, recipient.reason = now(), reason
    store(context, recipient)
    take_back(context, recipient.pk, "recall", reason=reason)
    return _named(recipient)


def _outside(context: Context, key: uuid.UUID, version: int, verb: str, evidence: str) -> Recipient:
    if not evidence.strip():
        raise BadInput("say how it is known", place="evidence")
    found = fresh(context, Recipient, key, version=version)
    move(context, found, verb)
    return found


def _addressee(context: Context, recipient: Recipient) -> Addressee:
    values = keeping.opened(context, recipient)
    return replace(
        Addressee(name=values["name"] or "-", address=values["address"]),
        receiver=recipient.receiver_id,
        abroad=recipient.abroad,
        name=values["name"],
    )


def _named(recipient: Recipient) -> str:
    """Name a recipient for the ledger, which holds no name of a person."""
    if recipient.receiver_id is not None:
        return f"agency:{recipient.receiver_id}"
    return recipient.reference
