"""Asking for work."""

import uuid

from django.db import transaction

from fairlead.kernel.access.context import Context
from fairlead.kernel.jobs import arguments, contexts
from fairlead.kernel.jobs.declarations import Job
from fairlead.kernel.jobs.models import Run


def enqueue(job: Job, *, context: Context, **values: object) -> uuid.UUID:
    """Write the job down in the caller's transaction, and return its identifier.

    Roll the transaction back and it never was. What it does is noted in the ledger by the
    action that it calls, under this context.
    """
    with transaction.atomic():
        task = job.enqueue(**arguments.write(job.kinds, values))
        run = Run.objects.create(
            task_id=uuid.UUID(task.id),
            context=contexts.freeze(context),
            attempts_limit=job.attempts,
        )
    key: uuid.UUID = run.pk
    return key
