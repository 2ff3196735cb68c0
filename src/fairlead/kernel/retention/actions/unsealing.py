"""Unsealing: one record, one case, an order, a second person, at most one hour.

The order is of an authority of the kind that the law in force demands for this record
(``unseal-authority``): under the PNR Directive a court or an independent body. It is named with
its number, and refused otherwise, when it is asked and once more when it is carried out.

Who works on the case asks; ``kernel.access`` carries it out when the approval of kind
``retention.unseal`` is complete. Nothing is changed in the record: for a time, ``opening`` lets
the person who asked see it. The time ends by itself, and each look within it is an entry of its
own.
"""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.ledger import Verb
from fairlead.core.retention import Order
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.access.models import Approval
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.clock import now
from fairlead.kernel.retention import orders
from fairlead.kernel.retention.adoption import current_law
from fairlead.kernel.retention.models import Keeping, PersonalRecord, Unsealing

KIND = "retention.unseal"
LONGEST = timedelta(minutes=60)  # whatever a profile says


def ask_to_unseal(
    *, context: Context, record: PersonalRecord, order: Order, minutes: int = 60, reason: str = ""
) -> Approval:
    """Ask to see one sealed record, in the case that one works on, under an order."""
    if context.account is None or context.case is None or not order.is_whole:
        raise BadInput(
            _("Unsealing needs the case it is for, who ordered it, and the number of the order.")
        )
    orders.check_order(order.kind, record.retention_class)
    if record.keeping != Keeping.SEALED:
        raise Conflict(_("This record is not sealed."))
    with transaction.atomic():
        require(context, Verb.CONSULT, record)
        asked = Unsealing.objects.create(
            record_class=record.record_class,
            record_id=record.pk,
            account=context.account,
            case=context.case,
            authority=order.by.strip(),
            authority_kind=order.kind,
            order_number=order.reference.strip(),
            minutes=_allowed(minutes),
        )
        audit.record(
            act="retention.unsealing.asked",
            verb=Verb.OPERATE,
            authority=context.authority(),
            objects=[record.reference, f"unsealing:{asked.pk}"],
            reason=asked.authority_kind,
            payload={"authority": asked.authority, "order": asked.order_number},
        )
        return approvals.propose(context, kind=KIND, payload=asked.frozen, reason=reason)


def unseal_record(*, context: Context, **frozen: str | int) -> Unsealing:
    """Open one sealed record for a time to the person who asked."""
    approval = approvals.require_approved(context, kind=KIND, payload=frozen)
    with transaction.atomic():
        asked = Unsealing.objects.select_for_update().get(pk=uuid.UUID(str(frozen["unsealing"])))
        if asked.frozen != frozen or asked.account != approval.proposer_id:
            raise Refused(_("This is not what was approved."), reasons=("payload-changed",))
        orders.check_order(asked.authority_kind, orders.class_of(asked))
        asked.approval, asked.opened_at = approval.pk, now()
        asked.closes_at = asked.opened_at + min(timedelta(minutes=asked.minutes), LONGEST)
        asked.save()
        audit.record(
            act="retention.identity.unsealed",
            verb=Verb.CONSULT,
            authority=context.authority(),
            objects=[str(frozen["record"]), f"unsealing:{asked.pk}"],
            reason=asked.authority_kind,
            payload={
                "authority": asked.authority,
                "order": asked.order_number,
                "minutes": asked.minutes,
            },
        )
    return asked


def _allowed(minutes: int) -> int:
    by_law = current_law().law.value("unseal-minutes", int, on=now().date())
    if minutes <= 0:
        raise BadInput(_("Say for how many minutes."), place="minutes")
    return min(minutes, by_law, LONGEST // timedelta(minutes=1))
