"""What happens to hits by the clock, under a duty of the house."""

import uuid

from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.access.models import Approval
from fairlead.kernel.cases import keeping
from fairlead.kernel.clock import now
from fairlead.kernel.screening.actions.hit import wake_hit
from fairlead.kernel.screening.changing import fresh, move, record, release, store
from fairlead.kernel.screening.judging import locked
from fairlead.kernel.screening.models import Hit, Judgement

AT_ONCE = 500
OVER = (Approval.State.REFUSED, Approval.State.EXPIRED, Approval.State.WITHDRAWN)


def wake_hits(context: Context) -> int:
    """Bring back what was put off until now."""
    with entered():
        rows = Hit.objects.for_context(context)
        due = rows.filter(status="snoozed", snoozed_until__lte=now()).order_by("id")[:AT_ONCE]
        hits = [wake_hit(context, hit=hit.pk, version=hit.version) for hit in due]
        if hits:
            record(context, "screening.hits.woken", Verb.ALTER, *hits)
    return len(hits)


def return_hits(context: Context) -> int:
    """Give hits back of which the second person refused the judgement, or never said a word."""
    with entered():
        waiting = Judgement.objects.for_context(context).filter(
            approval__isnull=False, effective_at=None, undone_at=None
        )
        pairs = waiting.values_list("approval", "pk")[:AT_ONCE]
        approvals = {approval: key for approval, key in pairs if approval is not None}
        over = Approval.objects.filter(pk__in=approvals, state__in=OVER).order_by("pk")
        hits = [_returned(context, approvals[approval.pk]) for approval in over]
        if hits:
            record(context, "screening.hits.returned", Verb.ALTER, *hits)
    return len(hits)


def _returned(context: Context, key: uuid.UUID) -> Hit:
    judgement = locked(context, key)
    hit = fresh(context, judgement.hit_id)
    assignee = hit.assignee_id or judgement.created_by_id
    move(context, hit, "return")
    release(hit, assignee)
    judgement.undone_at = now()
    keeping.keep(context, judgement)
    store(context, hit)
    return hit
