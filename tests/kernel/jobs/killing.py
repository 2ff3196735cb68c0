"""Runs in a process of its own: workers that are killed at one point after another.

The parent loads Django once and forks a worker for each point. A point is the moment before
or after one statement, or before or after one commit, of the worker's main thread. Prints for
every point what became of the jobs.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Now

from fairlead.kernel.access.context import Context
from fairlead.kernel.jobs import claims
from fairlead.kernel.jobs.models import Run, Worker
from fairlead.kernel.jobs.queueing import enqueue
from fairlead.kernel.jobs.worker import Process
from tests.kernel.jobs import samples

STEPS = 4


class Fuse:
    """Counts the points of the main thread, and kills the process at the chosen one."""

    def __init__(self, point: int) -> None:
        self.point = point
        self.passed = 0

    def pass_point(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        self.passed += 1
        if self.passed == self.point:
            os.kill(os.getpid(), signal.SIGKILL)

    def around_statement(self, execute: Callable[..., Any], *statement: Any) -> Any:
        self.pass_point()
        try:
            return execute(*statement)
        finally:
            self.pass_point()

    def around_commit(self, commit: Callable[[BaseDatabaseWrapper], None]) -> Callable[..., None]:
        def wrapped(wrapper: BaseDatabaseWrapper) -> None:
            self.pass_point()
            commit(wrapper)
            self.pass_point()

        return wrapped


def work(point: int) -> int:
    """Work in a child until the queue is empty or the fuse blows; return the points passed."""
    connections.close_all()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        fuse = Fuse(point)
        BaseDatabaseWrapper.commit = fuse.around_commit(BaseDatabaseWrapper.commit)  # type: ignore[method-assign]
        BaseDatabaseWrapper._commit = fuse.around_commit(BaseDatabaseWrapper._commit)  # type: ignore[attr-defined]
        process = Process()
        with connection.execute_wrapper(fuse.around_statement):
            process.run(until_empty=True)
        os.write(writer, str(fuse.passed).encode())
        os._exit(0)
    os.close(writer)
    _pid, status = os.waitpid(child, 0)
    told = os.read(reader, 20)
    os.close(reader)
    assert bool(told) != os.WIFSIGNALED(status)
    return int(told or 0)


def ask() -> list[str]:
    context = Context.duty("operation")
    plain = enqueue(samples.write_row, context=context)
    steps = enqueue(samples.write_steps, context=context, upto=STEPS)
    return [str(plain), str(steps)]


def outcome(plain: str, steps: str) -> dict[str, object]:
    effects = samples.effects()
    return {
        "plain": [number for key, number in effects if key == plain],
        "steps": [number for key, number in effects if key == steps],
        "done": Run.objects.filter(pk__in=[plain, steps], outcome="done").count(),
        "all": Run.objects.count(),
    }


def main(points: int) -> None:
    samples.make_table()
    work(point=0)  # the schedules are due at the first start
    Run.objects.all().delete()
    keys = ask()
    total = work(point=0)
    answer: dict[str, Any] = {"unharmed": outcome(*keys), "total": total, "killed": []}
    for number in range(points):
        Run.objects.all().delete()
        keys = ask()
        told = work(point=1 + number * (total - 1) // points)
        Worker.objects.update(beat_at=Now() - claims.DEAD_AFTER - timedelta(seconds=1))
        work(point=0)
        answer["killed"].append(outcome(*keys) | {"killed": not told})
    sys.stdout.write("\n" + json.dumps(answer))


if __name__ == "__main__":
    import django

    django.setup()
    main(int(sys.argv[1]))
