"""Recognising the key of a service."""

from datetime import datetime
from hmac import compare_digest

from fairlead.kernel.clock import now
from fairlead.kernel.people import credentials
from fairlead.kernel.people.models import Account, ApiKey

_NO_DIGEST = "0" * 64


def authenticate_key(raw: str) -> tuple[Account, ApiKey] | None:
    """Return the service and its key, if the key holds at this moment; asked at every call.

    Whether the prefix is unknown, the secret wrong, the key over or the service stopped: the
    answer is the same, and takes the same comparison.
    """
    prefix = credentials.prefix_of(raw)
    key = ApiKey.objects.select_related("account__agency").filter(prefix=prefix).first()
    same = compare_digest(credentials.digest(raw), key.digest if key else _NO_DIGEST)
    moment = now()
    if key is None or not same or not _holds(key, moment):
        return None
    _note_use(key, moment)
    return key.account, key


def _holds(key: ApiKey, moment: datetime) -> bool:
    return (
        key.revoked_at is None
        and key.expires_at > moment
        and key.account.is_active
        and not key.account.is_person
    )


def _note_use(key: ApiKey, moment: datetime) -> None:
    """Keep the hour of the last use: enough to find keys that nobody uses, one write an hour."""
    hour = moment.replace(minute=0, second=0, microsecond=0)
    if key.last_used_at is None or key.last_used_at < hour:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=hour)
