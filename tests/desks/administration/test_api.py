"""Health and jobs, for machines."""

import uuid

import pytest

from fairlead.kernel.access.context import Context
from fairlead.kernel.jobs.models import Run, Task
from fairlead.kernel.jobs.queueing import enqueue
from tests.apis import Program, machine, program_of
from tests.contexts import make_context
from tests.entries import last
from tests.kernel.jobs import samples
from tests.people import make_account

pytestmark = pytest.mark.django_db
PURPOSE = "administration.operation"


@pytest.fixture
def administrator() -> Program:
    return program_of(make_account("administrator"), PURPOSE)


@pytest.fixture
def context() -> Context:
    return make_context("administrator")


def dead(context: Context) -> uuid.UUID:
    key = enqueue(samples.write_row, context=context)
    Task.objects.filter(pk=key).update(status="FAILED")
    Run.objects.filter(pk=key).update(outcome="dead", attempts=5, failure="conflict")
    return key


def test_the_doctor_answers_machines(administrator: Program) -> None:
    answer = administrator.get("health").json()

    codes = {(check["room"], check["code"]) for check in answer["checks"]}
    assert {("administration", "database"), ("audit", "order"), ("jobs", "workers")} <= codes
    states = {check["state"] for check in answer["checks"]}
    assert answer["state"] == next(s for s in ("bad", "warning", "good") if s in states)
    assert last("administration.health.consulted").authority.purpose == PURPOSE


def test_jobs_are_listed_by_what_became_of_them(administrator: Program, context: Context) -> None:
    waiting = enqueue(samples.write_row, context=context)
    letter = dead(context)

    still_open = administrator.get("jobs").json()["items"]
    letters = administrator.get("jobs?outcome=dead").json()["items"]

    assert [job["id"] for job in still_open] == [str(waiting)]
    assert [(job["id"], job["failure"]) for job in letters] == [(str(letter), "conflict")]
    assert letters[0]["label"] == "Write one row"


def test_a_list_of_jobs_has_pages(administrator: Program, context: Context) -> None:
    keys = {str(enqueue(samples.write_row, context=context)) for _number in range(5)}

    seen, path = [], "jobs?limit=2"
    while path:
        page = administrator.get(path).json()
        seen += [job["id"] for job in page["items"]]
        path = (page["next"] or "").removeprefix("/api/v1/")

    assert len(seen) == 5
    assert set(seen) == keys


@pytest.mark.parametrize(
    ("decision", "outcome", "act"),
    [("retry", "open", "jobs.job.retried"), ("discard", "discarded", "jobs.job.discarded")],
)
def test_a_dead_letter_is_decided_on_once(
    administrator: Program, context: Context, decision: str, outcome: str, act: str
) -> None:
    letter = dead(context)
    tag = administrator.get(f"jobs/{letter}").headers["ETag"]

    decided = administrator.post(f"jobs/{letter}/decision", {"decision": decision}, If_Match=tag)
    late = administrator.post(f"jobs/{letter}/decision", {"decision": decision}, If_Match=tag)

    assert (decided.status_code, decided.json()["outcome"]) == (200, outcome)
    assert late.status_code == 412
    assert last(act).objects == (f"job:{letter}",)


def test_a_decision_that_does_not_fit_is_refused(administrator: Program, context: Context) -> None:
    waiting = enqueue(samples.write_row, context=context)
    tag = administrator.get(f"jobs/{waiting}").headers["ETag"]

    answer = administrator.post(f"jobs/{waiting}/decision", {"decision": "retry"}, If_Match=tag)

    assert (answer.status_code, answer.json()["code"]) == (409, "job-state")


def test_a_job_that_is_not_there_is_not_there(administrator: Program) -> None:
    assert administrator.get(f"jobs/{uuid.uuid4()}").status_code == 404


def test_a_machine_watches_and_may_not_decide(context: Context) -> None:
    letter = dead(context)
    watcher = machine("administration.read", role="administrator")
    purpose = {"Fairlead_Purpose": PURPOSE}

    assert watcher.get("health", **purpose).status_code in (200, 403)
    answer = watcher.post(f"jobs/{letter}/decision", {"decision": "retry"}, **purpose)

    assert (answer.status_code, answer.json()["reasons"]) == (403, ["scope-missing"])
    assert Run.objects.get(pk=letter).outcome == "dead"
