from django.db import transaction

from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.actions import record
from fairlead.kernel.clock import now
from fairlead.kernel.gateway.models import StoredAnswer

BATCH = 1000


def forget_answers(context: Context) -> int:
    """Erase stored answers whose time is over, and return how many there were."""
    erased = 0
    while True:
        with transaction.atomic():
            due = StoredAnswer.objects.filter(expires_at__lte=now()).values_list("pk", flat=True)
            batch = StoredAnswer.objects.filter(pk__in=list(due[:BATCH])).delete()[0]
            if batch:
                record(
                    act="gateway.answers.forgotten",
                    verb=Verb.ERASE,
                    authority=context.authority(),
                    payload={"count": batch},
                )
        erased += batch
        if batch < BATCH:
            return erased
