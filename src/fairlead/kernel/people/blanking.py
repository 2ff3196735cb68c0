"""What is left of an account when its term is over: an id to which the ledger's entries refer."""

import uuid
from collections.abc import Sequence

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from fairlead.kernel.people.models import Account, ApiKey, RecoveryCode

NAMELESS = "–"


def blank_accounts(keys: Sequence[uuid.UUID]) -> None:
    """Take name, address and factors from revoked accounts; part of a run, which records it."""
    gone = Account.objects.filter(pk__in=keys, status=Account.Status.REVOKED)
    for key in gone.values_list("pk", flat=True):
        Account.objects.filter(pk=key).update(
            name=NAMELESS,
            email=f"{key}@erased.invalid",  # RFC 2606: can never be a real address
            password="!",  # noqa: S106 - matches nothing
            last_login=None,
            revoked_at=None,
        )
    for model in (Authenticator, EmailAddress):
        model.objects.filter(user__in=keys).delete()
    RecoveryCode.objects.filter(account__in=keys).delete()
    ApiKey.objects.filter(account__in=keys).update(label=NAMELESS)
