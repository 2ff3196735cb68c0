"""What an administrator may do with work, and what its term does with it."""

import uuid

from django.db import transaction
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import get_date_max

from fairlead.core.errors import Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference
from fairlead.kernel.clock import now
from fairlead.kernel.jobs.declarations import KEPT
from fairlead.kernel.jobs.models import Run, Task


def cancel_job(context: Context, *, job: uuid.UUID) -> None:
    """End a waiting job now, or ask a running one to stop at its next step."""
    _require(context)
    with transaction.atomic():
        task = _locked(job, Run.Outcome.OPEN)
        if task.status == TaskResultStatus.READY:
            task.status, task.finished_at = TaskResultStatus.FAILED, now()
            task.save(update_fields=["status", "finished_at"])
            Run.objects.filter(pk=job).update(outcome=Run.Outcome.CANCELLED, erase_at=now() + KEPT)
        Run.objects.filter(pk=job).update(cancel_requested_at=now())
        _note("jobs.job.cancelled", context, job)


def retry_job(context: Context, *, job: uuid.UUID) -> None:
    """Give a dead letter all its attempts again; it goes on after its last committed step."""
    _require(context)
    with transaction.atomic():
        task = _locked(job, Run.Outcome.DEAD)
        task.status, task.run_after, task.finished_at = TaskResultStatus.READY, get_date_max(), None
        task.save(update_fields=["status", "run_after", "finished_at"])
        Run.objects.filter(pk=job).update(
            outcome=Run.Outcome.OPEN, attempts=0, cancel_requested_at=None
        )
        _note("jobs.job.retried", context, job)


def discard_job(context: Context, *, job: uuid.UUID) -> None:
    """Decide that a dead letter will not be done; it is kept for its term and then erased."""
    _require(context)
    with transaction.atomic():
        _locked(job, Run.Outcome.DEAD)
        Run.objects.filter(pk=job).update(outcome=Run.Outcome.DISCARDED, erase_at=now() + KEPT)
        _note("jobs.job.discarded", context, job)


def erase_results(context: Context, *, batch: int = 500) -> int:
    """Erase jobs whose term has passed, with arguments and results; return how many."""
    _require(context)
    erased = 0
    while True:
        with transaction.atomic():
            due = list(Run.objects.filter(erase_at__lte=now()).values_list("pk", flat=True)[:batch])
            Task.objects.filter(pk__in=due).delete()
            if due:
                record(
                    act="jobs.results.erased",
                    verb=Verb.OPERATE,
                    authority=context.authority(),
                    objects=[reference("job", key) for key in due],
                )
        erased += len(due)
        if len(due) < batch:
            return erased


def _require(context: Context) -> None:
    require(context, Verb.OPERATE, "installation")


def _locked(job: uuid.UUID, outcome: Run.Outcome) -> Task:
    found = (
        Task.objects.select_for_update(of=("self",)).filter(pk=job, run__outcome=outcome).first()
    )
    if found is None:
        raise Conflict("the job is not in a state that allows this", code="job-state")
    return found


def _note(act: str, context: Context, job: uuid.UUID) -> None:
    record(
        act=act,
        verb=Verb.OPERATE,
        authority=context.authority(),
        objects=[reference("job", job)],
    )
