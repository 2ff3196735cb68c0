"""What nobody answered in time: the house takes it back, as it was said when it was sent."""

from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.changing import fresh, move, store
from fairlead.kernel.cases.exchange import settle, take_back
from fairlead.kernel.cases.models import Referral, Transfer
from fairlead.kernel.cases.moving import end_offer
from fairlead.kernel.clock import now


def expire_handovers(context: Context) -> int:
    """Let every referral and transfer expire whose time to answer is over; return how many."""
    with entered():
        moment = now()
        referrals = Referral.objects.for_context(context).filter(
            status="sent", answer_due_at__lte=moment
        )
        transfers = Transfer.objects.for_context(context).filter(
            status="offered", answer_due_at__lte=moment
        )
        ended = [
            *(_expire_referral(context, one) for one in referrals.order_by("id")),
            *(_expire_transfer(context, one) for one in transfers.order_by("id")),
        ]
        record_act(context, "cases.handovers.expired", Verb.OPERATE, *ended)
    return len(ended)


def _expire_referral(context: Context, referral: Referral) -> str:
    found = fresh(context, Referral, referral.pk)
    move(context, found, "expire")
    found.answered_at = now()
    store(context, found)
    take_back(context, found.pk, "expire")
    return found.reference


def _expire_transfer(context: Context, transfer: Transfer) -> str:
    found = fresh(context, Transfer, transfer.pk)
    move(context, found, "expire")
    end_offer(context, found, "cases.transfer.expired")
    settle(context, found)
    take_back(context, found.pk, "expire")
    return found.reference
