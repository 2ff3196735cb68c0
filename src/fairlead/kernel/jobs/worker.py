"""The worker process: one thread does jobs, one keeps the heart beating, one keeps the clock.

The heart has a thread of its own, so that a long job or a slow schedule does not look dead.
SIGTERM: a job may finish or reach its next step; after `GRACE` seconds it is left by force,
rolled back and given back; after `PATIENCE` the process ends whatever happens.
"""

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import structlog
from django.db import DatabaseError, close_old_connections, connections
from django.db.models.functions import Now

from fairlead.kernel.jobs import claims, running, ticks
from fairlead.kernel.jobs.models import Worker

log = structlog.get_logger("fairlead.jobs")

GRACE, PATIENCE = 5.0, 9.0
SOON, LATER = 0.2, 1.0  # seconds between two looks at an empty queue: after work, and at rest
CLOCK = 5.0  # seconds at most between two looks at the schedules
TROUBLE = 2.0  # seconds to wait when the database does not answer


class Process:
    """A worker from its start to its end."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._interruptible = False
        self._declared = ticks.schedules()
        self._me = _enlist()

    def run(self, *, until_empty: bool = False) -> None:
        """Work until told to stop, or until nothing waits."""
        ticks.register(self._declared)
        helpers = [self._thread(self._beat), self._thread(self._keep_clock)]
        log.info("worker.started", worker=str(self._me.pk), schedules=len(self._declared))
        try:
            self._work(until_empty=until_empty)
        finally:
            self._stop.set()
            for helper in helpers:
                helper.join(timeout=2)
            self._leave()

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Take no further job; leave the present one by force if it does not end in time."""
        if self._stop.is_set():
            return
        self._stop.set()
        signal.signal(signal.SIGALRM, self._interrupt)
        signal.setitimer(signal.ITIMER_REAL, GRACE)
        last = threading.Timer(PATIENCE, os._exit, [os.EX_TEMPFAIL])
        last.daemon = True
        last.start()

    def _work(self, *, until_empty: bool) -> None:
        unsure = False  # whether a job's end could not be written down
        pause = SOON
        while not self._stop.is_set():
            close_old_connections()
            try:
                if unsure:
                    claims.abandon(self._me)
                    unsure = False
                claimed = claims.claim(self._me)
                if claimed is not None:
                    with self._at_work():
                        running.run(claimed, stopping=self._stop.is_set)
                    pause = SOON
                    continue
            except DatabaseError as error:
                unsure = True
                self._trouble(error)
                continue
            if until_empty:
                return
            self._stop.wait(pause)
            pause = min(pause * 1.3, LATER)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        self._interruptible = True
        try:
            yield
        finally:
            self._interruptible = False

    def _interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        """Leave the job where it is: once, so that giving it back is not interrupted as well."""
        if self._interruptible:
            self._interruptible = False
            raise claims.Interrupted

    def _thread(self, body: Callable[[], float]) -> threading.Thread:
        def repeat() -> None:
            while not self._stop.is_set():
                close_old_connections()
                try:
                    pause = body()
                except DatabaseError as error:
                    self._trouble(error)
                    continue
                self._stop.wait(pause)
            connections.close_all()

        thread = threading.Thread(target=repeat, name=body.__name__.strip("_"), daemon=True)
        thread.start()
        return thread

    def _beat(self) -> float:
        beaten = Worker.objects.filter(pk=self._me.pk).update(beat_at=Now())
        if not beaten:  # another worker took this one for dead
            Worker.objects.create(pk=self._me.pk, host=self._me.host, process=self._me.process)
        if lost := claims.reap():
            log.warning("worker.reaped", jobs=lost)
        return claims.BEAT.total_seconds()

    def _keep_clock(self) -> float:
        until = ticks.run_due(self._declared, self._me)
        return min(max(until.total_seconds(), 0.05), CLOCK)

    def _trouble(self, error: DatabaseError) -> None:
        log.error("worker.database", error=type(error).__name__)
        connections.close_all()
        self._stop.wait(TROUBLE)

    def _leave(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        claims.abandon(self._me)
        Worker.objects.filter(pk=self._me.pk, claims__isnull=True, ticks__isnull=True).delete()
        connections.close_all()
        log.info("worker.stopped", worker=str(self._me.pk))


def _enlist() -> Worker:
    claims.reap()
    return Worker.objects.create(host=socket.gethostname()[:100], process=os.getpid())
