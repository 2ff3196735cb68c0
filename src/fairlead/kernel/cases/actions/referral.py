"""Asking another agency, and answering one that asks: the case stays where it is."""

import uuid
from datetime import datetime
from typing import Any

from fairlead.core.caveats import Tlp
from fairlead.core.errors import BadInput
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import codes, keeping
from fairlead.kernel.cases.actions.case import open_case
from fairlead.kernel.cases.actions.delivery import adopt
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.changing import fresh, live_case, make, move, store
from fairlead.kernel.cases.exchange import (
    Message,
    compose,
    deliver,
    finish,
    postman,
    receive,
    snapshot_of,
    take_back,
)
from fairlead.kernel.cases.marking import check_outgoing
from fairlead.kernel.cases.models import Case, Delivery, Referral
from fairlead.kernel.clock import now

KIND = Delivery.Kind.REFERRAL


def send_referral(
    context: Context,
    *,
    case: uuid.UUID,
    receiver: uuid.UUID,
    ask: str,
    cover: str,
    message: Message,
    answer_due_at: datetime | None = None,
) -> Referral:
    """Ask another agency; it sees ``cover`` at once, and the message when it accepts."""
    codes.check(ask, codes.ASKS, "ask")
    if not cover.strip():
        raise BadInput("a referral says what it is about", place="cover")
    with entered():
        found = live_case(context, case)
        require(context, Verb.DISCLOSE, found)
        check_outgoing(context, found, message)
        snapshot = compose(context, found, message)
        marks: dict[str, Any] = {
            "ask": ask,
            "tlp": Tlp(message.tlp),
            "digest": snapshot.digest,
            "answer_due_at": answer_due_at,
        }
        referral = make(
            context,
            Referral,
            identity={
                "cover": cover,
                "snapshot": snapshot.write(),
                "instructions": message.instructions,
                "permission": message.permission,
            },
            case=found,
            receiver_id=receiver,
            **marks,
        )
        told = {"cover": cover, "instructions": message.instructions}
        deliver(context, referral, case=found, kind=KIND, receiver=receiver, identity=told, **marks)
        record_act(
            context,
            "cases.referral.sent",
            Verb.DISCLOSE,
            referral,
            found,
            f"snapshot:{snapshot.digest}",
            reason=ask,
            recipients=[f"agency:{receiver}"],
        )
    return referral


def withdraw_referral(context: Context, *, referral: uuid.UUID, version: int) -> Referral:
    """Take a referral back that was not accepted yet."""
    with entered():
        found = fresh(context, Referral, referral, version=version)
        move(context, found, "withdraw")
        found.answered_at = now()
        store(context, found)
        take_back(context, found.pk, "withdraw")
        record_act(
            context,
            "cases.referral.withdrawn",
            Verb.ALTER,
            found,
            recipients=[f"agency:{found.receiver_id}"],
        )
    return found


def recall_referral(
    context: Context, *, referral: uuid.UUID, version: int, reason: str
) -> Referral:
    """Demand back what a referral told; the receiver confirms what it did with it."""
    codes.check(reason, codes.RECALL_REASONS, "reason")
    with entered():
        found = fresh(context, Referral, referral, version=version)
        move(context, found, "recall")
        found.reason = reason
        store(context, found)
        take_back(context, found.pk, "recall", reason=reason)
        record_act(
            context,
            "cases.referral.recalled",
            Verb.ALTER,
            found,
            reason=reason,
            recipients=[f"agency:{found.receiver_id}"],
        )
    return found


def accept_referral(
    context: Context, *, delivery: uuid.UUID, version: int, title: str = ""
) -> Case:
    """Accept what another agency asks: a case of our own is opened from what was sent."""
    with entered():
        found, referral = receive(context, Referral, delivery, version=version, verb="accept")
        house = postman(context)
        snapshot = snapshot_of(house, referral, found.digest)
        store(house, referral)
        store(context, found, keeping.opened(context, found) | {"snapshot": snapshot.write()})
        case = open_case(
            context,
            title=title or found.number,
            summary=snapshot.content["words"],
            deadline=found.answer_due_at,
            tlp=found.tlp,
            origin=found.pk,
        )
        adopt(context, found, snapshot, case)
        record_act(
            context,
            "cases.referral.accepted",
            Verb.COLLECT,
            found,
            case,
            f"snapshot:{found.digest}",
        )
    return case


def refuse_referral(
    context: Context, *, delivery: uuid.UUID, version: int, reason: str, words: str = ""
) -> Delivery:
    """Refuse what another agency asks, and say why; what came with it is not kept."""
    codes.check(reason, codes.REFUSAL_REASONS, "reason")
    with entered():
        found, referral = receive(context, Referral, delivery, version=version, verb="refuse")
        referral.reason, referral.answered_at = reason, now()
        house = postman(context)
        store(house, referral, keeping.opened(house, referral) | {"answer": words})
        found.reason = reason
        finish(context, found)
        record_act(
            context,
            "cases.referral.refused",
            Verb.REFUSE,
            found,
            reason=reason,
            recipients=[f"agency:{found.sender_id}"],
        )
    return found


def answer_referral(context: Context, *, delivery: uuid.UUID, version: int, words: str) -> Delivery:
    """Answer the agency that asked."""
    if not words.strip():
        raise BadInput("an answer needs words", place="words")
    with entered():
        found, referral = receive(context, Referral, delivery, version=version, verb="answer")
        referral.answered_at = now()
        house = postman(context)
        store(house, referral, keeping.opened(house, referral) | {"answer": words})
        store(context, found, keeping.opened(context, found) | {"answer": words})
        record_act(
            context,
            "cases.referral.answered",
            Verb.DISCLOSE,
            found,
            recipients=[f"agency:{found.sender_id}"],
        )
    return found
