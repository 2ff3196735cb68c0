import uuid

from fairlead.core.errors import Conflict
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from tests.lodge.models import Closure, Guest

IMPOSSIBLE = "impossible"


def evict(*, context: Context, guest: str) -> None:
    approvals.require_approved(context, kind="lodge.evict", payload={"guest": guest})
    Guest.objects.for_context(context).get(pk=uuid.UUID(guest)).delete()


def ring(*, context: Context, reason: str) -> None:
    approvals.require_approved(context, kind="lodge.ring", payload={"reason": reason})
    Closure(closed_for=reason).save()


def close(*, context: Context, reason: str) -> None:
    approvals.require_approved(context, kind="lodge.close", payload={"reason": reason})
    if reason == IMPOSSIBLE:
        raise Conflict("the lodge cannot be closed")
    Closure(closed_for=reason).save()
