"""Health and jobs, for the machines of those who keep the installation running."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from ninja import Field, Query, Schema

from fairlead.core.ledger import Verb
from fairlead.core.protocol.entitytags import entity_tag
from fairlead.desks.administration import queries
from fairlead.desks.administration.apps import INSTALLATION
from fairlead.kernel.access.doors import Door
from fairlead.kernel.audit.models import reference
from fairlead.kernel.gateway import lists
from fairlead.kernel.gateway.operations import Operations, purpose_door
from fairlead.kernel.gateway.requests import ApiRequest, require_version
from fairlead.kernel.jobs import actions
from fairlead.kernel.jobs import queries as jobs
from fairlead.kernel.jobs.models import Run, Task

READ = "administration.read"
WORK = "administration.jobs"
operations = Operations("Installation")

State = Literal["good", "warning", "bad"]


def _door(verb: Verb, act: str) -> Door:
    return purpose_door(verb=verb, data_class=INSTALLATION, act=f"administration.{act}")


class CheckOut(Schema):
    """What one check found."""

    room: str = Field(examples=["jobs"])
    code: str = Field(examples=["workers"])
    label: str = Field(examples=["Workers"])
    state: State
    words: str = Field(examples=["Workers whose heart beats: 1."])
    figures: dict[str, Any] = Field(examples=[{"workers": 1}])


class HealthOut(Schema):
    """Whether all is well: the worst of what the checks found."""

    state: State
    checks: list[CheckOut]


class JobOut(Schema):
    """One job: what it is, how far it is, how it went."""

    id: UUID
    label: str = Field(examples=["Erase finished jobs"])
    status: str = Field(examples=["failed"], description="Of the queue: ready, running, …")
    outcome: str = Field(examples=["dead"], description="Of the job: open, done, dead, …")
    done: int = Field(examples=[250])
    total: int | None = Field(examples=[1000])
    phase: str = Field(examples=[""])
    attempts: int = Field(examples=[5])
    failure: str = Field(examples=["ledger-unavailable"], description="Code of the last failure.")
    started_at: datetime | None
    run_after: datetime | None
    finished_at: datetime | None


class WantedJobs(lists.Paging):
    """Which jobs."""

    outcome: Run.Outcome = Field(Run.Outcome.OPEN, description="Dead letters are the dead ones.")


def tag_of(job: JobOut) -> str:
    """Name the version of a job by all that a person decides by."""
    return entity_tag("job", job.id, job.status, job.outcome, job.attempts)


def _shown(task: Task) -> JobOut:
    found = jobs.progress_of(task)
    return JobOut(
        id=found.id,
        label=str(found.label),
        status=found.status,
        outcome=found.outcome,
        done=found.done,
        total=found.total,
        phase=found.phase,
        attempts=found.attempts,
        failure=found.failure,
        started_at=found.started_at,
        run_after=found.run_after,
        finished_at=found.finished_at,
    )


def _job(request: ApiRequest, job_id: UUID) -> JobOut:
    task = jobs.tasks().filter(pk=job_id).first()
    if task is None:
        raise Http404
    request.look.add(reference("job", job_id))
    return _shown(task)


@operations.read(
    "/health",
    door=_door(Verb.CONSULT, "health.consulted"),
    scope=READ,
    answer=HealthOut,
)
def examine(request: ApiRequest) -> dict[str, object]:
    """Say whether all is well.

    The same as ``fairlead doctor``.
    """
    findings = queries.examine()
    checks = [
        {
            "room": finding.room,
            "code": finding.code,
            "label": str(finding.label),
            "state": finding.health.state,
            "words": str(finding.health.words),
            "figures": finding.health.figures,
        }
        for finding in findings
    ]
    return {"state": queries.worst(findings), "checks": checks}


@operations.read(
    "/jobs",
    door=_door(Verb.CONSULT, "jobs.consulted"),
    scope=READ,
    answer=lists.Page[JobOut],
)
def list_jobs(request: ApiRequest, wanted: Query[WantedJobs]) -> dict[str, object]:
    """List jobs, the newest first.

    Dead letters (``outcome=dead``) failed for good, and wait for a person to decide.
    """
    found = jobs.tasks().filter(run__outcome=wanted.outcome)
    return lists.page(request, found, order=("-enqueued_at", "-id"), paging=wanted, row=_shown)


@operations.read(
    "/jobs/{uuid:job_id}",
    door=_door(Verb.CONSULT, "job.consulted"),
    scope=READ,
    answer=JobOut,
    tag=tag_of,
)
def show_job(request: ApiRequest, job_id: UUID) -> JobOut:
    """Show one job."""
    return _job(request, job_id)


Decision = Literal["cancel", "retry", "discard"]
_DECISIONS = {
    "cancel": actions.cancel_job,
    "retry": actions.retry_job,
    "discard": actions.discard_job,
}


class JobDecisionIn(Schema):
    """What becomes of a job."""

    model_config = {"extra": "forbid"}

    decision: Annotated[
        Decision,
        Field(description="Cancel an open job; retry or discard a dead letter."),
    ]


@operations.create(
    "/jobs/{uuid:job_id}/decision",
    door=_door(Verb.OPERATE, "job.decided"),
    scope=WORK,
    answer=JobOut,
    status=200,
    tag=tag_of,
    versioned=True,
)
def decide_on_job(request: ApiRequest, job_id: UUID, message: JobDecisionIn) -> JobOut:
    """Decide what becomes of a job.

    ``If-Match`` names the version that the decision is about: a job that went on meanwhile is
    not cancelled by mistake.
    """
    require_version(request, tag_of(_job(request, job_id)))
    _DECISIONS[message.decision](request.context, job=job_id)
    return _job(request, job_id)
