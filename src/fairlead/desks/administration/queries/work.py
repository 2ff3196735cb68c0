"""The jobs as the page shows them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from fairlead.kernel.jobs import queries as jobs
from fairlead.kernel.jobs.models import Claim, Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Everything that the page for jobs shows."""

    queue: jobs.Queue
    workers: list[Worker]
    open: list[jobs.Progress]
    dead: list[jobs.Progress]
    beats: list[jobs.Beat]


def work() -> Work:
    """Look at the queue, its workers and its schedules."""
    at_work = Exists(Claim.objects.filter(worker=OuterRef("pk")))
    return Work(
        queue=jobs.queue(),
        workers=list(jobs.living_workers().annotate(at_work=at_work).order_by("started_at")),
        open=jobs.open_jobs(),
        dead=jobs.dead_letters(),
        beats=jobs.beats(),
    )
