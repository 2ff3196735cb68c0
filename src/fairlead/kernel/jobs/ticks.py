"""Schedules: what the rooms declared, when each is due, and who holds it.

A schedule names either a job, which is enqueued, or a plain function without arguments for the
rooms below this one, which is called in place and must be short. Whoever moves ``due_at`` on
holds the tick; a missed tick runs once, and the next is due on the original beat.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks_db.compat import TaskResultStatus

from fairlead.core.registration import Schedule
from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.jobs.claims import failure_code
from fairlead.kernel.jobs.declarations import Job
from fairlead.kernel.jobs.models import Tick, Worker
from fairlead.kernel.jobs.queueing import enqueue
from fairlead.kernel.rooms import rooms

log = structlog.get_logger("fairlead.jobs")

_UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def schedules() -> dict[str, Schedule]:
    """Return what every room declared, by ``room.code``."""
    return {
        f"{label}.{schedule.code}": schedule
        for label, room in rooms().items()
        for schedule in room.schedules
    }


def register(declared: dict[str, Schedule]) -> None:
    """Make a row for every schedule that is new; it is due at once."""
    known = set(Tick.objects.values_list("code", flat=True))
    fresh = [Tick(code=code) for code in declared if code not in known]
    if fresh:
        Tick.objects.bulk_create(fresh, ignore_conflicts=True)


def next_due(due: datetime, every: timedelta, at: datetime) -> datetime:
    """Return the first beat after ``at`` on the rhythm that ``due`` belongs to."""
    missed = max(0, (at - due) // every)
    return due + every * (missed + 1)


def run_due(declared: dict[str, Schedule], worker: Worker) -> timedelta:
    """Run what is due and that nobody else holds; return how long until something is."""
    nearest = now() + timedelta(minutes=1)
    for tick in Tick.objects.filter(holder=None).order_by("due_at"):
        schedule = declared.get(tick.code)
        if schedule is None:  # of a version that was before, or comes after
            continue
        if tick.due_at <= now() and _take(tick, schedule, worker):
            _hold(tick, schedule, worker)
            tick.due_at = next_due(tick.due_at, schedule.every, now())
        nearest = min(nearest, tick.due_at)
    return nearest - now()


def _take(tick: Tick, schedule: Schedule, worker: Worker) -> bool:
    moment = now()
    mine = Tick.objects.filter(code=tick.code, due_at=tick.due_at, holder=None).update(
        holder=worker, started_at=moment, due_at=next_due(tick.due_at, schedule.every, moment)
    )
    return mine == 1


def _hold(tick: Tick, schedule: Schedule, worker: Worker) -> None:
    started = time.monotonic()
    try:
        named = import_string(schedule.job)
        outcome = _enqueue(tick, schedule, named) if isinstance(named, Job) else _call(named)
    except Exception as error:  # noqa: BLE001 - one schedule that fails must not stop the others
        outcome = Tick.Outcome.FAILED
        log.error("tick.failed", schedule=tick.code, error=failure_code(error))  # noqa: TRY400 - its words may hold data
    Tick.objects.filter(code=tick.code, holder=worker).update(
        holder=None, finished_at=now(), outcome=outcome
    )
    log.debug("tick.ended", schedule=tick.code, seconds=round(time.monotonic() - started, 3))


def _call(function: Callable[[], object]) -> Tick.Outcome:
    function()
    return Tick.Outcome.DONE


def _enqueue(tick: Tick, schedule: Schedule, job: Job) -> Tick.Outcome:
    """Enqueue the job, unless the one of the tick before is still waiting or at work."""
    if tick.task is not None and tick.task.status in _UNFINISHED:
        return Tick.Outcome.BUSY
    with transaction.atomic():
        key = enqueue(job, context=Context.duty(schedule.duty))
        Tick.objects.filter(code=tick.code).update(task=key)
    return Tick.Outcome.DONE
