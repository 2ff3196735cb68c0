"""Running one job: its effect and the mark that it is done are one transaction."""

import time
from collections.abc import Callable
from functools import partial

import structlog
from django.db import DEFAULT_DB_ALIAS, connection, connections

from fairlead.core.errors import BadInput, Misconfigured, Refused
from fairlead.kernel.jobs import arguments, claims, contexts
from fairlead.kernel.jobs.claims import Cancelled, Claimed, ClaimLost, Interrupted
from fairlead.kernel.jobs.declarations import FIRST_WAIT, KEPT, Job
from fairlead.kernel.jobs.work import Work

log = structlog.get_logger("fairlead.jobs")

# Trying again changes nothing about these.
_FINAL = (BadInput, Misconfigured, Refused)


def run(claimed: Claimed, *, stopping: Callable[[], bool] = lambda: False) -> str:
    """Run a claimed job to one of its ends, and return which it was."""
    started = time.monotonic()
    was_open = connection.in_atomic_block
    try:
        end = _attempt(claimed, stopping)
    except ClaimLost:
        end = "lost"
    except Cancelled:
        end = _ended(lambda: claims.cancel(claimed, KEPT), "cancelled")
    except Interrupted:
        _drop_broken_connection(was_open=was_open)
        end = _ended(lambda: claims.give_back(claimed), "given-back")
    except Exception as error:  # noqa: BLE001 - whatever a job raises is a failed attempt
        end = _ended(partial(_fail, claimed, error), "failed")
    log.info(
        "job.ended",
        job=claimed.task.task_path,
        job_id=str(claimed.task.pk),
        outcome=end,
        attempt=claimed.run.attempts,
        seconds=round(time.monotonic() - started, 3),
    )
    return end


def _attempt(claimed: Claimed, stopping: Callable[[], bool]) -> str:
    job = claimed.job
    values = arguments.read(job.kinds, claimed.task.args_kwargs["kwargs"])
    work = Work(claimed, contexts.thaw(claimed.run.context), stopping=stopping)
    if job.steps or job.repeatable:
        work.context = contexts.renewed(work.context)
        result = _outside(job, work, values)
        with claims.held(claimed):
            claims.finish(claimed, arguments.result(result), job.keep)
    else:
        with claims.held(claimed):
            work.context = contexts.renewed(work.context)
            result = job.func(work, **values)
            claims.finish(claimed, arguments.result(result), job.keep)
    return "done"


def _outside(job: Job, work: Work, values: dict[str, object]) -> object:
    if not job.steps:
        return job.func(work, **values)
    with work.guarded():
        return job.func(work, **values)


def _ended(how: Callable[[], object], end: str) -> str:
    try:
        how()
    except ClaimLost:
        return "lost"
    return end


def _drop_broken_connection(*, was_open: bool) -> None:
    """Drop a connection that was interrupted between its commit and Django's note of it."""
    if connection.in_atomic_block and not was_open:
        if connection.connection is not None:
            connection.connection.close()
        del connections[DEFAULT_DB_ALIAS]


def _fail(claimed: Claimed, error: Exception) -> None:
    try:
        first_wait = claimed.job.first_wait
    except Misconfigured:
        first_wait = FIRST_WAIT
    again = claims.fail(claimed, error, again=not isinstance(error, _FINAL), first_wait=first_wait)
    log.warning(
        "job.failed",
        job=claimed.task.task_path,
        job_id=str(claimed.task.pk),
        error=claims.failure_code(error),
        again=again is not None,
    )
