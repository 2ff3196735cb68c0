"""Roles, granted with four eyes: the bare act is ``people``'s, the second person is ours."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fairlead.core.errors import BadInput
from fairlead.core.registration import Label
from fairlead.kernel.access import approvals, rules
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Approval
from fairlead.kernel.people import actions as people
from fairlead.kernel.people.models import Account, RoleGrant
from fairlead.kernel.people.queries import declared_roles

KIND = "people.grant_role"


def propose_role(
    context: Context, *, account: Account, role: str, ends_at: datetime, reason: str = ""
) -> Approval:
    """Propose a role for a colleague of the same agency, until a day."""
    _check(context, account, role)
    payload = {"account": str(account.pk), "role": role, "ends_at": ends_at.isoformat()}
    return approvals.propose(context, kind=KIND, payload=payload, reason=reason)


def grant_role(*, context: Context, account: str, role: str, ends_at: str) -> RoleGrant:
    """Carry out an approved grant. Three persons: one proposed, one approved, one holds it."""
    payload = {"account": account, "role": role, "ends_at": ends_at}
    approval = approvals.require_approved(context, kind=KIND, payload=payload)
    holder = Account.objects.get(pk=uuid.UUID(account))
    _check(context, holder, role)
    return people.grant_role(
        authority=context.authority(),
        account=holder,
        role=role,
        ends_at=datetime.fromisoformat(ends_at),
        proposer=approval.proposer,
        approver=Account.objects.get(pk=rules.person(context)),
    )


def describe_grant(payload: Mapping[str, str]) -> list[tuple[Label, Label]]:
    """Put a proposed grant into words for the approver."""
    holder = Account.objects.select_related("agency").get(pk=uuid.UUID(payload["account"]))
    role = declared_roles().get(payload["role"])
    return [
        (pgettext("who is to hold a role", "Person"), holder.name),
        (_("Agency"), holder.agency),
        (_("Role"), role.label if role else payload["role"]),
        (pgettext("last day of a role", "Until"), payload["ends_at"][:10]),
    ]


def _check(context: Context, account: Account, role: str) -> None:
    if role not in declared_roles():
        raise BadInput("is not a role", place=role)
    if account.agency_id not in context.agencies:
        raise rules.refused(context, "agency-other")
