"""Handing a whole case over to another agency, which accepts or refuses it."""

import uuid
from datetime import datetime

from fairlead.core.errors import BadInput
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import codes, keeping
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.changing import fresh, make, move, store
from fairlead.kernel.cases.exchange import (
    deliver,
    finish,
    postman,
    receive,
    settle,
    take_back,
)
from fairlead.kernel.cases.models import Case, Delivery, Transfer
from fairlead.kernel.cases.moving import end_offer, hand_over
from fairlead.kernel.cases.pending import demand_movable
from fairlead.kernel.cases.revisions import revise
from fairlead.kernel.clock import now

KIND = Delivery.Kind.TRANSFER


def offer_transfer(
    context: Context,
    *,
    case: uuid.UUID,
    version: int,
    receiver: uuid.UUID,
    cover: str,
    answer_due_at: datetime | None = None,
) -> Transfer:
    """Offer a case to another agency; until it answers, nobody works on it."""
    if not cover.strip():
        raise BadInput("a transfer says what it is about", place="cover")
    with entered():
        found = fresh(context, Case, case, version=version)
        require(context, Verb.DISCLOSE, found)
        move(context, found, "offer")
        demand_movable(context, found)
        store(context, found)
        revise(context, found, "cases.transfer.offered")
        transfer = make(
            context,
            Transfer,
            identity={"cover": cover},
            case_key=found.pk,
            number=found.number,
            receiver_id=receiver,
            ask="take-over",
            answer_due_at=answer_due_at,
        )
        deliver(
            context,
            transfer,
            case=found,
            kind=KIND,
            receiver=receiver,
            identity={"cover": cover},
            ask="take-over",
            tlp=found.tlp,
            answer_due_at=answer_due_at,
        )
        record_act(
            context,
            "cases.transfer.offered",
            Verb.DISCLOSE,
            transfer,
            found,
            recipients=[f"agency:{receiver}"],
        )
    return transfer


def withdraw_transfer(context: Context, *, transfer: uuid.UUID, version: int) -> Transfer:
    """Take an offer back that was not answered yet; work on the case goes on here."""
    with entered():
        found = fresh(context, Transfer, transfer, version=version)
        move(context, found, "withdraw")
        end_offer(context, found, "cases.transfer.withdrawn")
        settle(context, found)
        take_back(context, found.pk, "withdraw")
        record_act(
            context,
            "cases.transfer.withdrawn",
            Verb.ALTER,
            found,
            f"case:{found.case_key}",
            recipients=[f"agency:{found.receiver_id}"],
        )
    return found


def accept_transfer(context: Context, *, delivery: uuid.UUID, version: int) -> Case:
    """Take a case over: from now on it belongs to this agency, and to no other."""
    with entered():
        found, transfer = receive(context, Transfer, delivery, version=version, verb="accept")
        house = postman(context)
        case = fresh(house, Case, transfer.case_key)
        left_out = hand_over(house, case, to=context)
        transfer.answered_at = now()
        settle(house, transfer)
        finish(context, found)
        record_act(
            context,
            "cases.transfer.accepted",
            Verb.COLLECT,
            found,
            case,
            *left_out,
            recipients=[f"agency:{found.sender_id}"],
        )
    return fresh(context, Case, case.pk)


def refuse_transfer(
    context: Context, *, delivery: uuid.UUID, version: int, reason: str, words: str = ""
) -> Delivery:
    """Refuse a case that was offered, and say why; it stays where it was."""
    codes.check(reason, codes.REFUSAL_REASONS, "reason")
    with entered():
        found, transfer = receive(context, Transfer, delivery, version=version, verb="refuse")
        transfer.reason = reason
        end_offer(context, transfer, "cases.transfer.refused")
        house = postman(context)
        settle(house, transfer, keeping.opened(house, transfer) | {"answer": words})
        found.reason = reason
        finish(context, found)
        record_act(
            context,
            "cases.transfer.refused",
            Verb.REFUSE,
            found,
            f"case:{transfer.case_key}",
            reason=reason,
            recipients=[f"agency:{found.sender_id}"],
        )
    return found
