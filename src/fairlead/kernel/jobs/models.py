from typing import Any, TypeAlias

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import pgettext_lazy
from django_tasks_db.models import DBTaskResult

from fairlead.kernel.clock import new_id, now

# The row of the queue, as django-tasks-db keeps it.
Task: TypeAlias = DBTaskResult[..., Any]


class Worker(models.Model):
    """A worker process. Its heartbeat is the database's clock, so that machines may differ."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    host = models.CharField(max_length=100)
    process = models.PositiveIntegerField()
    started_at = models.DateTimeField(default=now)
    beat_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.host}/{self.process}"


class Run(models.Model):
    """What the queue's own row has no place for: on whose behalf, how often, how far."""

    class Outcome(models.TextChoices):
        OPEN = "open", pgettext_lazy("outcome of a job", "Open")
        DONE = "done", pgettext_lazy("outcome of a job", "Done")
        DEAD = "dead", pgettext_lazy("outcome of a job", "Failed for good")
        CANCELLED = "cancelled", pgettext_lazy("outcome of a job", "Cancelled")
        DISCARDED = "discarded", pgettext_lazy("outcome of a job", "Discarded")

    task = models.OneToOneField(Task, models.CASCADE, primary_key=True, related_name="run")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    context = models.JSONField()
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_limit = models.PositiveSmallIntegerField()
    state = models.JSONField(default=dict)  # where the last committed step ended
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    phase = models.CharField(max_length=60, blank=True)  # a code, put into words by the page
    failure = models.CharField(max_length=100, blank=True)  # code of the last failure
    cancel_requested_at = models.DateTimeField(null=True)
    erase_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["outcome"], name="jobs_run_dead", condition=models.Q(outcome="dead")
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.outcome}"


class Claim(models.Model):
    """The right to give a job its effect. One per job; the effect's transaction deletes it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.OneToOneField(Task, models.CASCADE, related_name="claim")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="claims")
    taken_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.task_id} by {self.worker_id}"


class Tick(models.Model):
    """When a schedule is due next, who holds it now, and how it went the last time."""

    class Outcome(models.TextChoices):
        NEVER = "", pgettext_lazy("how a schedule went", "Not yet")
        DONE = "done", pgettext_lazy("how a schedule went", "Done")
        FAILED = "failed", pgettext_lazy("how a schedule went", "Failed")
        LOST = "lost", pgettext_lazy("how a schedule went", "Its worker died")
        BUSY = "busy", pgettext_lazy("how a schedule went", "The one before was still at work")

    code = models.CharField(primary_key=True, max_length=100)
    due_at = models.DateTimeField(default=now)
    holder = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="ticks")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.code} due {self.due_at:%Y-%m-%d %H:%M:%S}"
