"""Who may propose, and who may approve."""

from datetime import timedelta

from fairlead.core.errors import Refused
from fairlead.core.registration import ApprovalKind
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Approval
from fairlead.kernel.clock import now

FRESH = timedelta(minutes=5)  # an approver signed in, or proved it again, within this time


def check_proposer(context: Context, kind: ApprovalKind) -> None:
    """Only a person may propose, in a role that the kind names."""
    if context.account is None or context.agency is None:
        raise Refused("Only a person can propose.", reasons=("not-a-person",))
    if kind.proposer_roles and not kind.proposer_roles & context.roles:
        raise Refused("Your roles do not propose this.", reasons=("role-missing",))


def check_approver(context: Context, kind: ApprovalKind, approval: Approval) -> None:
    """Another person, in a role and an agency that the kind names, who is surely there."""
    if context.account is None:
        raise Refused("Only a person can approve.", reasons=("not-a-person",))
    if context.account == approval.proposer_id:
        raise Refused("Nobody approves their own proposal.", reasons=("own-proposal",))
    if not kind.approver_roles & context.roles:
        raise Refused("Your roles do not approve this.", reasons=("role-missing",))
    if not agency_fits(kind, approval, context):
        raise Refused("Another agency approves this.", reasons=("agency-other",))
    if not is_fresh(context):
        raise Refused("Confirm who you are first.", reasons=("authentication-stale",))


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
