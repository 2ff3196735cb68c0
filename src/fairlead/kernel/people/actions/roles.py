from datetime import datetime, timedelta

from django.db import transaction

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account, RoleGrant
from fairlead.kernel.people.models.accounts import FIRST_ROLES
from fairlead.kernel.people.queries import declared_roles, holders_of

LONGEST_GRANT = timedelta(days=366)
SERVICE_ROLE = "service"
ENOUGH = 2  # holders of a first role, after whom four eyes are possible


@transaction.atomic
def grant_role(
    *,
    authority: Authority,
    account: Account,
    role: str,
    ends_at: datetime,
    proposer: Account,
    approver: Account,
    starts_at: datetime | None = None,
) -> RoleGrant:
    """Give a role for a time. Three persons: one proposes, another approves, a third holds."""
    starts_at = starts_at or now()
    if len({account.pk, proposer.pk, approver.pk}) < 3:  # noqa: PLR2004 - three persons
        raise Refused("takes three persons", reasons=["four-eyes"])
    if not all(one.is_person and one.is_active for one in (proposer, approver)):
        raise Refused("is proposed and approved by active persons", reasons=["four-eyes"])
    _check(account, role, starts_at, ends_at)
    grant = RoleGrant.objects.create(
        account=account,
        role=role,
        starts_at=starts_at,
        ends_at=ends_at,
        proposed_by=proposer,
        approved_by=approver,
    )
    _record_granted(authority, grant)
    return grant


@transaction.atomic
def grant_first_role(
    *, authority: Authority, account: Account, role: str, ends_at: datetime
) -> RoleGrant:
    """Give a role from the console, while too few hold it for four eyes to be possible.

    Never a role that sees personal data: whoever has the machine cannot make himself an
    analyst. That takes two security officers.
    """
    if role not in FIRST_ROLES:
        raise Refused(f"only {' and '.join(FIRST_ROLES)}", reasons=["not-a-first-role"])
    others = holders_of(role, now()).exclude(pk=account.pk).count()
    if role == "security_officer" and others >= ENOUGH:
        raise Refused("two security officers can grant it themselves", reasons=["four-eyes"])
    starts_at = now()
    _check(account, role, starts_at, ends_at)
    grant = RoleGrant.objects.create(
        account=account, role=role, starts_at=starts_at, ends_at=ends_at
    )
    _record_granted(authority, grant)
    return grant


@transaction.atomic
def end_role(*, authority: Authority, grant: RoleGrant) -> RoleGrant:
    """Take a role back before its time. One person suffices: less power needs no second."""
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    if grant.ended_at is not None or grant.ends_at <= now():
        raise Conflict("has ended already", place="grant")
    grant.ended_at = now()
    grant.save(update_fields=["ended_at"])
    record(
        act="people.role.ended",
        verb=Verb.REVOKE,
        authority=authority,
        objects=[reference("account", grant.account_id), reference("grant", grant.pk)],
        reason=grant.role,
    )
    return grant


def _check(account: Account, role: str, starts_at: datetime, ends_at: datetime) -> None:
    if role not in declared_roles():
        raise BadInput("is not a role", place=role)
    if (role == SERVICE_ROLE) is account.is_person:
        raise BadInput("is not for this kind of account", place=role)
    if not account.is_active:
        raise Conflict(f"is {account.get_status_display()}", place="account")
    if not timedelta(0) < ends_at - starts_at <= LONGEST_GRANT:
        raise BadInput(f"must end within {LONGEST_GRANT.days} days", place="ends_at")


def _record_granted(authority: Authority, grant: RoleGrant) -> None:
    persons = [grant.proposed_by_id, grant.approved_by_id]
    record(
        act="people.role.granted",
        verb=Verb.GRANT,
        authority=authority,
        objects=[
            reference("account", grant.account_id),
            reference("grant", grant.pk),
            *(reference("account", one) for one in persons if one),
        ],
        reason=grant.role,
    )
