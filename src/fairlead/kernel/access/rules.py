"""Who may propose, and who may approve."""

import uuid
from datetime import timedelta

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.core.policy.decisions import Reason
from fairlead.core.registration import ApprovalKind
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.denials import Denial, refusal
from fairlead.kernel.access.models import Approval
from fairlead.kernel.clock import now

STALE = "authentication-stale"
FRESH = timedelta(minutes=5)  # an approver signed in, or proved it again, within this time


def person(context: Context) -> uuid.UUID:
    """Return the account of the person who acts; machines and duties are refused."""
    if context.account is None or not context.actor.startswith("account:"):
        raise refused(context, "not-a-person")
    return context.account


def check_proposer(context: Context, kind: ApprovalKind) -> None:
    """Only a person may propose, in a role that the kind names."""
    person(context)
    if kind.proposer_roles and not kind.proposer_roles & context.roles:
        raise refused(context, Reason.ROLE_MISSING)


def check_approver(context: Context, kind: ApprovalKind, approval: Approval) -> None:
    """Another person, in a role and an agency that the kind names, who is surely there."""
    if reason := why_not_approve(context, kind, approval):
        raise refused(context, reason, approval)


def why_not_approve(context: Context, kind: ApprovalKind, approval: Approval) -> str:
    """Return the reason why this person cannot decide about this proposal; "" if they can."""
    if person(context) == approval.proposer_id:
        return "own-proposal"
    if not kind.approver_roles & context.roles:
        return Reason.ROLE_MISSING
    if not agency_fits(kind, approval, context):
        return Reason.AGENCY_OTHER
    return "" if is_fresh(context) else STALE


def check_involved(context: Context, approval: Approval, *, proposer_only: bool = False) -> None:
    """Only who proposed, or also who approved."""
    account = person(context)
    involved = {approval.proposer_id}
    if not proposer_only:
        involved |= set(approval.votes.filter(approves=True).values_list("voter", flat=True))
    if account not in involved:
        raise refused(context, "not-involved", approval)


def refused(context: Context, reason: str, approval: Approval | None = None) -> Refused:
    """Return the refusal to raise; it leaves a DENY entry."""
    denial = Denial(
        context=context,
        verb=Verb.APPROVE if approval else Verb.OPERATE,
        what="approval",
        reasons=(reason,),
        objects=(approval.reference,) if approval else (),
    )
    return refusal(denial, "The rules do not permit this.")


def agency_fits(kind: ApprovalKind, approval: Approval, context: Context) -> bool:
    """Say whether the approver's agency is one that the kind asks for."""
    same = approval.agency_id == context.agency
    return {"same": same, "other": not same, "any": True}[kind.approver_agency]


def is_fresh(context: Context) -> bool:
    """Say whether the person behind this session proved recently that they are there.

    A context without a session, such as a command's, proved it to the operating system.
    """
    if not context.session:
        return True
    proved = context.authenticated_at
    return proved is not None and now() - proved <= FRESH
