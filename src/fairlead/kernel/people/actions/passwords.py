from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from fairlead.core.errors import Conflict, Refused
from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference
from fairlead.kernel.clock import now
from fairlead.kernel.people import credentials
from fairlead.kernel.people.models import Account, Invitation
from fairlead.kernel.people.queries import open_invitations
from fairlead.kernel.people.sessions import forget_sessions

INVITATION_LIFETIME = timedelta(hours=24)


@transaction.atomic
def invite_account(*, authority: Authority, account: Account) -> str:
    """Make the one link with which a person sets a password; return its secret part.

    Earlier links stop to work. The password that is there stays until the link is used, and
    a second factor is not touched: a reset must not go around it.
    """
    if not (account.is_person and account.is_active):
        raise Conflict("only an active person can be invited", place="account")
    token = credentials.new_token()
    account.invitations.filter(used_at__isnull=True).delete()
    Invitation.objects.create(
        account=account,
        digest=credentials.digest(token),
        expires_at=now() + INVITATION_LIFETIME,
    )
    record(
        act="people.account.invited",
        verb=Verb.GRANT,
        authority=authority,
        objects=[reference("account", account.pk)],
    )
    return token


@transaction.atomic
def accept_invitation(*, authority: Authority, digest: str, password: str) -> Account:
    """Set the password that the invited person chose; every session of theirs ends."""
    lock = open_invitations(now()).select_for_update(of=("self",))
    invitation = lock.filter(digest=digest).first()
    if invitation is None:
        raise Refused("was used, replaced or has run out", reasons=["invitation"])
    account = invitation.account
    validate_password(password, account)
    invitation.used_at = now()
    invitation.save(update_fields=["used_at"])
    account.set_password(password)
    account.save(update_fields=["password"])
    forget_sessions(account)
    record(
        act="people.invitation.accepted",
        verb=Verb.CONFIGURE,
        authority=authority,
        objects=[reference("account", account.pk)],
    )
    return account


@transaction.atomic
def change_password(*, authority: Authority, account: Account, password: str) -> None:
    """Set the password that a signed-in person chose."""
    account.set_password(password)
    account.save(update_fields=["password"])
    record(
        act="people.password.changed",
        verb=Verb.CONFIGURE,
        authority=authority,
        objects=[reference("account", account.pk)],
    )
