"""What the queue looks like: for the page, the doctor and the metrics."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Now
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import get_date_max

from fairlead.core.errors import Misconfigured
from fairlead.core.registration import Label, Schedule
from fairlead.kernel.clock import now
from fairlead.kernel.jobs.claims import DEAD_AFTER, waiting
from fairlead.kernel.jobs.declarations import find
from fairlead.kernel.jobs.models import Run, Task, Tick, Worker
from fairlead.kernel.jobs.ticks import schedules


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The queue in numbers."""

    waiting: int
    delayed: int
    running: int
    dead: int
    oldest: timedelta  # how long the first that could start has been waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One job as a person may see it."""

    id: uuid.UUID
    label: Label
    status: str
    outcome: str
    done: int
    total: int | None
    phase: str
    attempts: int
    failure: str
    started_at: datetime | None
    run_after: datetime | None
    finished_at: datetime | None
    worker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """One schedule: how often, when it last ran and how it went."""

    code: str
    every: timedelta
    due_at: datetime | None
    finished_at: datetime | None
    outcome: str
    late: timedelta

    @property
    def outcome_words(self) -> Label:
        """How it went, in words."""
        return Tick.Outcome(self.outcome).label


def queue() -> Queue:
    """Count the queue; two cheap queries."""
    ready = waiting().aggregate(n=Count("pk"), first=Min("enqueued_at"), after=Min("run_after"))
    delayed = Count("pk", filter=Q(task__status=TaskResultStatus.READY))
    running = Count("pk", filter=Q(task__status=TaskResultStatus.RUNNING))
    rest = Run.objects.filter(outcome=Run.Outcome.OPEN).aggregate(all=delayed, running=running)
    return Queue(
        waiting=ready["n"],
        delayed=rest["all"] - ready["n"],
        running=rest["running"],
        dead=Run.objects.filter(outcome=Run.Outcome.DEAD).count(),
        oldest=_waited(ready["first"], ready["after"]),
    )


def _waited(first: datetime | None, after: datetime | None) -> timedelta:
    """Return the longest wait; a job that was delayed waits since its delay ended."""
    if first is None or after is None:
        return timedelta()
    began = first if after == get_date_max() else max(first, after)
    return max(now() - began, timedelta())


def living_workers() -> QuerySet[Worker]:
    """Return the workers whose heart beats."""
    return Worker.objects.filter(beat_at__gte=Now() - DEAD_AFTER)


def progress(job: uuid.UUID) -> Progress | None:
    """Say how far a job is; None when it was never asked for or is erased."""
    task = _with_runs().filter(pk=job).first()
    return _progress(task) if task else None


def tasks() -> QuerySet[Task]:
    """Return every job that was asked for, with what is known of it."""
    return _with_runs()


def progress_of(task: Task) -> Progress:
    """Say how far a job of `tasks` is."""
    return _progress(task)


def dead_letters(*, limit: int = 100) -> list[Progress]:
    """Return the jobs that failed for good and that nobody has decided on, the newest first."""
    found = _with_runs().filter(run__outcome=Run.Outcome.DEAD).order_by("-finished_at")
    return [_progress(task) for task in found[:limit]]


def open_jobs(*, limit: int = 100) -> list[Progress]:
    """Return what runs, then what waits in its order."""
    found = _with_runs().filter(run__outcome=Run.Outcome.OPEN)
    return [
        _progress(task) for task in found.order_by("-status", "run_after", "enqueued_at")[:limit]
    ]


def beats() -> list[Beat]:
    """Return every declared schedule with its state."""
    ticks = {tick.code: tick for tick in Tick.objects.all()}
    return [_beat(code, declared, ticks.get(code)) for code, declared in schedules().items()]


def _beat(code: str, declared: Schedule, tick: Tick | None) -> Beat:
    due = tick.due_at if tick else None
    return Beat(
        code=code,
        every=declared.every,
        due_at=due,
        finished_at=tick.finished_at if tick else None,
        outcome=tick.outcome if tick else Tick.Outcome.NEVER,
        late=max(now() - due, timedelta()) if due else timedelta(),
    )


def _with_runs() -> QuerySet[Task]:
    return Task.objects.filter(run__isnull=False).select_related("run", "claim__worker")


def _progress(task: Task) -> Progress:
    run: Run = task.run
    claim = getattr(task, "claim", None)
    delayed = task.run_after != get_date_max()
    return Progress(
        id=task.pk,
        label=_label(task.task_path),
        status=task.status.lower(),
        outcome=run.outcome,
        done=run.done,
        total=run.total,
        phase=run.phase,
        attempts=run.attempts,
        failure=run.failure,
        started_at=task.started_at,
        run_after=task.run_after if delayed else None,
        finished_at=task.finished_at,
        worker=str(claim.worker) if claim else "",
    )


def _label(path: str) -> Label:
    try:
        return find(path).label
    except Misconfigured:
        return path
