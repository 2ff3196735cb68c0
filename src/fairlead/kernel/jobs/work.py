"""What a job holds in its hand while it runs."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from fairlead.core.errors import Misconfigured
from fairlead.kernel.access.context import Context
from fairlead.kernel.jobs import arguments
from fairlead.kernel.jobs.claims import Cancelled, Claimed, Interrupted, held
from fairlead.kernel.jobs.models import Run

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "COPY", "TRUNCATE")
_OWN_WRITE = 'UPDATE "jobs_run"'


class Work:
    """The first argument of every job."""

    def __init__(self, claimed: Claimed, context: Context, *, stopping: Callable[[], bool]) -> None:
        self.context = context
        self.state: dict[str, Any] = dict(claimed.run.state)
        self._claimed = claimed
        self._stopping = stopping
        self._steps = claimed.job.steps
        self._inside = not (claimed.job.steps or claimed.job.repeatable)

    @property
    def id(self) -> uuid.UUID:
        key: uuid.UUID = self._claimed.task.pk
        return key

    @property
    def attempt(self) -> int:
        return self._claimed.run.attempts

    def progress(self, done: int, total: int | None = None, phase: str = "") -> None:
        """Say how far the work is; leave here if it was cancelled or the worker stops.

        A plain job is one transaction, out of which nobody could see it: there it only checks.
        """
        self.check()
        if self._inside:
            return
        figures = {"done": done, "total": total, "phase": phase and arguments.result_code(phase)}
        Run.objects.filter(pk=self.id).update(**figures)

    def check(self) -> None:
        """Leave the job here if it was cancelled, or if the worker stops."""
        if self._stopping() and not self._inside:
            raise Interrupted
        if Run.objects.filter(pk=self.id, cancel_requested_at__isnull=False).exists():
            raise Cancelled

    @contextmanager
    def step(self, **state: object) -> Iterator[None]:
        """Open the transaction of one step; ``state`` is where to go on after it.

        Both are committed together, so that a step has its effect once whatever happens.
        ``self.state`` may also be changed inside, when the place is known only then.
        """
        if not self._steps:
            raise Misconfigured("only a job declared with steps=True has steps")
        self.check()
        before = dict(self.state)
        try:
            with held(self._claimed):
                self._inside = True
                self.state |= state
                yield
                Run.objects.filter(pk=self.id).update(state=arguments.result(self.state))
        except BaseException:  # whatever it was, what was rolled back is not the state
            self.state = before
            raise
        finally:
            self._inside = False

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Refuse every write that is not inside a step."""
        with connection.execute_wrapper(self._refuse_write):
            yield

    def _refuse_write(self, execute: Callable[..., Any], *statement: Any) -> Any:  # noqa: ANN401 - Django's signature
        sql: str = statement[0]
        writes = sql.lstrip().upper().startswith(_WRITES) and not sql.startswith(_OWN_WRITE)
        if writes and not self._inside:
            raise Misconfigured("a job with steps writes inside work.step()", place=self._place)
        return execute(*statement)

    @property
    def _place(self) -> str:
        path: str = self._claimed.task.task_path
        return path
