from django.db import transaction

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference
from fairlead.kernel.clock import new_id, now
from fairlead.kernel.people.models import Account, Agency
from fairlead.kernel.people.sessions import forget_sessions

# Why an account is stopped: the closed list that the ledger keeps.
REASONS = frozenset({"security", "absence", "departure", "review-overdue", "on-request"})


@transaction.atomic
def create_account(
    *, authority: Authority, email: str, name: str, agency: Agency, language: str = "en"
) -> Account:
    """Add a person, who can do nothing until an invitation and a role follow."""
    _require_open(agency)
    if Account.objects.filter(email=email.lower()).exists():
        raise Conflict("has an account already", place="address")
    account = Account.objects.create_user(email, name=name, agency=agency, language=language)
    _record_created(authority, account)
    return account


@transaction.atomic
def create_service(*, authority: Authority, name: str, agency: Agency, owner: Account) -> Account:
    """Add a machine that calls with keys, for which a person answers."""
    _require_open(agency)
    if not (owner.is_person and owner.is_active):
        raise Conflict("the owner of a service is an active person", place="owner")
    key = new_id()
    account = Account.objects.create_user(
        f"{key}@service.invalid",  # RFC 2606: can never be a real address
        id=key,
        name=name,
        agency=agency,
        owner=owner,
        kind=Account.Kind.SERVICE,
    )
    _record_created(authority, account)
    return account


@transaction.atomic
def suspend_account(*, authority: Authority, account: Account, reason: str) -> Account:
    """Stop an account for a while; sessions and keys end at their next request."""
    account = _stop(account, Account.Status.SUSPENDED, {Account.Status.ACTIVE}, reason)
    record(
        act="people.account.suspended",
        verb=Verb.REVOKE,
        authority=authority,
        objects=[reference("account", account.pk)],
        reason=reason,
    )
    return account


@transaction.atomic
def restore_account(*, authority: Authority, account: Account) -> Account:
    """Let a suspended account act again; its earlier sessions and keys stay ended."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.status != Account.Status.SUSPENDED:
        raise Conflict("only a suspended account can be restored", place="account")
    account.status = Account.Status.ACTIVE
    account.save(update_fields=["status"])
    record(
        act="people.account.restored",
        verb=Verb.GRANT,
        authority=authority,
        objects=[reference("account", account.pk)],
    )
    return account


@transaction.atomic
def revoke_account(*, authority: Authority, account: Account, reason: str) -> Account:
    """Stop an account for ever; its name stays as long as the law needs it, and then goes."""
    before = {Account.Status.ACTIVE, Account.Status.SUSPENDED}
    account = _stop(account, Account.Status.REVOKED, before, reason)
    account.revoked_at = now()
    account.save(update_fields=["revoked_at"])
    record(
        act="people.account.revoked",
        verb=Verb.REVOKE,
        authority=authority,
        objects=[reference("account", account.pk)],
        reason=reason,
    )
    return account


def _stop(
    account: Account, status: Account.Status, before: set[Account.Status], reason: str
) -> Account:
    if reason not in REASONS:
        raise BadInput(f"must be one of {', '.join(sorted(REASONS))}", place="reason")
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.status not in before:
        raise Conflict(f"is {account.get_status_display()}", place="account")
    account.status = status
    account.save(update_fields=["status"])
    account.keys.filter(revoked_at__isnull=True).update(revoked_at=now())
    account.invitations.filter(used_at__isnull=True).delete()
    forget_sessions(account)
    return account


def _require_open(agency: Agency) -> None:
    if not agency.active:
        raise Conflict("is closed", place=agency.code)


def _record_created(authority: Authority, account: Account) -> None:
    record(
        act="people.account.created",
        verb=Verb.CONFIGURE,
        authority=authority,
        objects=[reference("account", account.pk), reference("agency", account.agency_id)],
        reason=account.kind,
    )
