"""Keys of invented services."""

from datetime import timedelta

from fairlead.kernel.clock import now
from fairlead.kernel.people import credentials
from fairlead.kernel.people.models import Account, ApiKey


def give_key(service: Account, *, days: float = 30, **fields: object) -> str:
    """Give a service a key without asking which scopes rooms declare; return its secret."""
    made = credentials.new_key()
    moment = now()
    values = {
        "label": "a key",
        "scopes": ["people.test"],
        "created_at": moment,
        "expires_at": moment + timedelta(days=days),
    }
    ApiKey.objects.create(
        account=service,
        created_by=service.owner or service,
        prefix=made.prefix,
        digest=made.digest,
        **values | fields,
    )
    return made.raw
