"""Who may give a job its effect: taking, finishing, giving back, and taking from the dead.

Every function that ends a claim deletes its row and looks whether it was there. On SQLite the
one writer's lock, on PostgreSQL the row's own, lets exactly one of two win.
"""

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import extract_tb

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import get_date_max

from fairlead.core.errors import FairleadError
from fairlead.kernel.access import looks
from fairlead.kernel.clock import now
from fairlead.kernel.jobs.arguments import Json
from fairlead.kernel.jobs.declarations import Job, find
from fairlead.kernel.jobs.models import Claim, Run, Task, Tick, Worker
from fairlead.kernel.jobs.retries import wait

BEAT = timedelta(seconds=5)
DEAD_AFTER = timedelta(seconds=20)
_WORKERS_NOTED = 10
_LOOK = (
    f'SELECT 1 FROM "{Task._meta.db_table}" '  # noqa: S608 - the library's table
    "WHERE status = 'READY' AND (run_after = %s OR run_after <= %s) LIMIT 1"
)


class Ended(BaseException):
    """Leaves a job from the inside; not an ``Exception``, so that no job swallows it."""


class ClaimLost(Ended):
    """Somebody else has the job now: this effect must not be."""


class Cancelled(Ended):
    """A person asked that the job stop."""


class Interrupted(Ended):
    """The worker stops; the job is given back and goes on elsewhere."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job in the hands of a worker."""

    token: uuid.UUID
    task: Task
    run: Run

    @property
    def job(self) -> Job:
        """Return the declaration, or say that this version has no such job."""
        return find(self.task.task_path)


def waiting() -> QuerySet[Task]:
    """Return the jobs that could start now, the first first."""
    return Task.objects.filter(status=TaskResultStatus.READY, run__isnull=False).filter(
        Q(run_after=get_date_max()) | Q(run_after__lte=now())
    )


def claim(worker: Worker) -> Claimed | None:
    """Take the first waiting job, if there is one; an idle look takes no lock."""
    if not _something_waits():
        return None
    with transaction.atomic():
        task = waiting().select_for_update(skip_locked=True, of=("self",)).first()
        if task is None:
            return None
        token = Claim.objects.create(task=task, worker=worker).pk
        noted = [*task.worker_ids, str(worker.pk)][-_WORKERS_NOTED:]
        task.status, task.started_at, task.worker_ids = TaskResultStatus.RUNNING, now(), noted
        task.save(update_fields=["status", "started_at", "worker_ids"])
        Run.objects.filter(pk=task.pk).update(attempts=F("attempts") + 1)
        return Claimed(token, task, Run.objects.get(pk=task.pk))


def _something_waits() -> bool:
    """Look without the ORM, because an idle worker does little else.

    The status is written out so that SQLite uses the partial index of the library's table.
    """
    after = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [after(get_date_max()), after(now())])
        return cursor.fetchone() is not None


@contextmanager
def held(claimed: Claimed) -> Iterator[None]:
    """Open the transaction of an effect; while it is open nobody can take the job away."""
    with looks.entered():
        lock = Claim.objects.select_for_update(of=("self",)).filter(pk=claimed.token)
        if not lock.exists():
            raise ClaimLost
        yield


def finish(claimed: Claimed, result: Json, keep: timedelta) -> None:
    """Mark the job as done; called inside the transaction of its effect."""
    _release(claimed)
    _close(claimed.task, Run.Outcome.DONE, keep=keep, result=result)


def cancel(claimed: Claimed, keep: timedelta) -> None:
    """End a running job because a person asked for it; steps that were committed stay."""
    with transaction.atomic():
        _release(claimed)
        _close(claimed.task, Run.Outcome.CANCELLED, keep=keep)


def give_back(claimed: Claimed) -> None:
    """Let another worker go on with it at once; the attempt does not count."""
    with transaction.atomic():
        _release(claimed)
        Run.objects.filter(pk=claimed.task.pk).update(attempts=F("attempts") - 1)
        _make_ready(claimed.task, at=None)


def fail(
    claimed: Claimed, error: Exception, *, again: bool, first_wait: timedelta
) -> datetime | None:
    """Note a failed attempt; return when it is tried again, or None for a dead letter."""
    with transaction.atomic():
        _release(claimed)
        run = Run.objects.select_for_update(of=("self",)).get(pk=claimed.task.pk)
        run.failure = failure_code(error)
        run.save(update_fields=["failure"])
        claimed.task.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
        claimed.task.traceback = places(error)
        claimed.task.save(update_fields=["exception_class_path", "traceback"])
        if not again or run.attempts >= run.attempts_limit:
            _close(claimed.task, Run.Outcome.DEAD)
            return None
        pause = wait(failures=run.attempts, first=first_wait, chance=random.random())  # noqa: S311 - spreads load
        _make_ready(claimed.task, at=now() + pause)
        return now() + pause


def reap() -> int:
    """Take jobs and ticks from workers whose heart stopped, and return how many there were."""
    dead = Worker.objects.filter(beat_at__lt=Now() - DEAD_AFTER)
    if not dead.exists():
        return 0
    with transaction.atomic():
        keys = list(dead.values_list("pk", flat=True))
        lost = list(
            Claim.objects.filter(worker__in=keys)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("task__run")
        )
        for each in lost:
            _take_from_the_dead(each)
        Tick.objects.filter(holder__in=keys).update(
            holder=None, due_at=now(), outcome=Tick.Outcome.LOST
        )
        Worker.objects.filter(pk__in=keys, claims__isnull=True, ticks__isnull=True).delete()
        return len(lost)


def abandon(worker: Worker) -> None:
    """Free what a worker still holds after it could not say how a job ended."""
    with transaction.atomic():
        for each in Claim.objects.filter(worker=worker).select_related("task__run"):
            _take_from_the_dead(each)


def _take_from_the_dead(lost: Claim) -> None:
    task = lost.task
    lost.delete()
    run: Run = task.run
    run.failure = "worker-lost"
    run.save(update_fields=["failure"])
    if run.attempts >= run.attempts_limit:
        _close(task, Run.Outcome.DEAD)
    else:
        _make_ready(task, at=None)


def _release(claimed: Claimed) -> None:
    deleted, _rows = Claim.objects.filter(pk=claimed.token).delete()
    if not deleted:
        raise ClaimLost


def _make_ready(task: Task, *, at: datetime | None) -> None:
    task.status, task.run_after = TaskResultStatus.READY, at or get_date_max()
    task.save(update_fields=["status", "run_after"])


def _close(
    task: Task,
    outcome: Run.Outcome,
    *,
    keep: timedelta | None = None,
    result: Json = None,
) -> None:
    done = outcome is Run.Outcome.DONE
    task.status = TaskResultStatus.SUCCESSFUL if done else TaskResultStatus.FAILED
    task.finished_at, task.return_value = now(), result
    task.save(update_fields=["status", "finished_at", "return_value"])
    Run.objects.filter(pk=task.pk).update(
        outcome=outcome, erase_at=now() + keep if keep is not None else None
    )


def failure_code(error: BaseException) -> str:
    """Name an error without its words, which may hold what a person typed."""
    return error.code if isinstance(error, FairleadError) else type(error).__name__


def places(error: BaseException) -> str:
    """Return where an error passed, without messages and without the values of variables."""
    chain: list[str] = []
    current: BaseException | None = error
    while current is not None and len(chain) < 5:  # noqa: PLR2004 - the causes nearest to the effect
        lines = [
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in extract_tb(current.__traceback__)
        ]
        chain.append("\n".join([failure_code(current), *lines]))
        current = current.__cause__ or current.__context__
    return "\n".join(chain)
