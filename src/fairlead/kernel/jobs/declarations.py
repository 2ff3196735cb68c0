"""``@job``: a function that is done later.

::

    @job(label=_("Screen a list version"), steps=True, attempts=8)
    def screen_version(work: Work, *, version: UUID) -> dict[str, int]: ...

Three kinds, by what a crash may repeat:

- plain: the whole function is one transaction together with the mark that it is done. For
  work of at most a few seconds, because SQLite has one writer.
- ``steps=True``: reads and computes outside a transaction, and writes inside ``work.step(...)``,
  which commits the writes and the place to go on from together. A write outside a step fails.
- ``repeatable="why"``: touches the world outside the database, which no transaction can hold;
  the declaration says why doing it twice does no harm.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.module_loading import import_string
from django_tasks_db.compat import Task

from fairlead.core.errors import Misconfigured
from fairlead.core.registration import Label
from fairlead.kernel.jobs import arguments

KEPT = timedelta(days=7)
FIRST_WAIT = timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Task[..., Any]):
    """A declared job; it is a task of django-tasks, so that other backends can hold it."""

    label: Label
    kinds: Mapping[str, Any] = field(default_factory=dict)
    attempts: int = 5
    first_wait: timedelta = FIRST_WAIT
    keep: timedelta = KEPT
    steps: bool = False
    repeatable: str = ""

    @property
    def path(self) -> str:
        """The dotted name under which the queue knows it."""
        return f"{self.func.__module__}.{self.func.__qualname__}"

    def later(self, moment: datetime) -> "Job":
        """Return the same job, to be enqueued now and not to start before this moment."""
        return replace(self, run_after=moment)


def job(
    *,
    label: Label,
    attempts: int = 5,
    first_wait: timedelta = FIRST_WAIT,
    keep: timedelta = KEPT,
    priority: int = 0,
    steps: bool = False,
    repeatable: str = "",
) -> Callable[[Callable[..., object]], Job]:
    """Declare a job; ``keep`` is how long its result is kept, then it is erased."""

    def declare(function: Callable[..., object]) -> Job:
        if steps and repeatable:
            raise Misconfigured("a job has steps or is repeatable", place=function.__qualname__)
        return Job(
            func=function,
            label=label,
            kinds=arguments.parameters(function),
            attempts=attempts,
            first_wait=first_wait,
            keep=keep,
            priority=priority,
            steps=steps,
            repeatable=repeatable,
        )

    return declare


def find(path: str) -> Job:
    """Return the job of this dotted name, or say that this version has none."""
    try:
        found = import_string(path)
    except ImportError as error:
        raise Misconfigured("is not there", code="job-unknown", place=path) from error
    if not isinstance(found, Job):
        raise Misconfigured("is not a job", code="job-unknown", place=path)
    return found
