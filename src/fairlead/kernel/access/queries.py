"""What waits for whom. Approvals hold references only, so these need no purpose."""

from django.db.models import Q, QuerySet

from fairlead.core.registration import ApprovalKind
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.kinds import kinds
from fairlead.kernel.access.machines import APPROVAL
from fairlead.kernel.access.models import Approval
from fairlead.kernel.clock import now


def waiting_for(context: Context) -> QuerySet[Approval]:
    """Return what this person may decide now, what ends soonest first."""
    waiting = Approval.objects.filter(state="proposed", expires_at__gt=now())
    return (
        waiting.filter(_decidable(context))
        .exclude(proposer=context.account)
        .exclude(votes__voter=context.account)
        .select_related("proposer", "agency")
        .order_by("expires_at")
    )


def proposed_by(context: Context) -> QuerySet[Approval]:
    """Return what this person proposed, the newest first."""
    own = Approval.objects.filter(proposer=context.account)
    return own.select_related("proposer", "agency").order_by("-proposed_at")


def decided_by(context: Context) -> QuerySet[Approval]:
    """Return what this person decided about, the newest first."""
    voted = Approval.objects.filter(votes__voter=context.account)
    return voted.select_related("proposer", "agency").order_by("-proposed_at")


def visible(context: Context) -> QuerySet[Approval]:
    """Return what this person may read: one's own, what one decided, what one may decide."""
    if context.account is None:
        return Approval.objects.none()
    mine = Q(proposer=context.account) | Q(votes__voter=context.account)
    open_to_me = _decidable(context) & Q(state__in=APPROVAL.live)
    return Approval.objects.filter(mine | open_to_me).distinct()


def _decidable(context: Context) -> Q:
    """Return the condition under which role and agency let this person approve."""
    found = Q(pk__in=[])
    for kind in kinds().values():
        if kind.approver_roles & context.roles:
            found |= Q(kind=kind.code) & _agency_rule(context, kind)
    return found


def _agency_rule(context: Context, kind: ApprovalKind) -> Q:
    same = Q(agency=context.agency)
    return {"same": same, "other": ~same, "any": Q()}[kind.approver_agency]
