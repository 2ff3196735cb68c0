from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference
from fairlead.kernel.clock import now
from fairlead.kernel.people import credentials
from fairlead.kernel.people.models import Account, ApiKey
from fairlead.kernel.people.queries import declared_scopes

LONGEST_KEY = timedelta(days=366)


@transaction.atomic
def issue_key(
    *,
    authority: Authority,
    service: Account,
    maker: Account,
    label: str,
    scopes: Sequence[str],
    expires_at: datetime,
) -> tuple[ApiKey, str]:
    """Make a key for a service, and return it with the secret, which is known only now."""
    moment = now()
    if service.is_person or not service.is_active:
        raise Conflict("keys are for active services", place="service")
    if unknown := sorted(set(scopes) - set(declared_scopes())):
        raise BadInput("is not a scope", place=", ".join(unknown))
    if not scopes:
        raise BadInput("a key is for something", place="scopes")
    if not timedelta(0) < expires_at - moment <= LONGEST_KEY:
        raise BadInput("must be within a year", place="expires_at")
    made = credentials.new_key()
    key = ApiKey.objects.create(
        account=service,
        label=label,
        prefix=made.prefix,
        digest=made.digest,
        scopes=sorted(set(scopes)),
        created_at=moment,
        created_by=maker,
        expires_at=expires_at,
    )
    record(
        act="people.key.issued",
        verb=Verb.GRANT,
        authority=authority,
        objects=[reference("account", service.pk), reference("key", key.pk)],
        reason=made.prefix,
    )
    return key, made.raw


@transaction.atomic
def revoke_key(*, authority: Authority, key: ApiKey) -> ApiKey:
    """End a key at its next call."""
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    if key.revoked_at is not None:
        raise Conflict("is revoked already", place=key.prefix)
    key.revoked_at = now()
    key.save(update_fields=["revoked_at"])
    record(
        act="people.key.revoked",
        verb=Verb.REVOKE,
        authority=authority,
        objects=[reference("account", key.account_id), reference("key", key.pk)],
        reason=key.prefix,
    )
    return key
