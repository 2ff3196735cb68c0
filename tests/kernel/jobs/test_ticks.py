"""Schedules in one process."""

from datetime import timedelta

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from fairlead.core.registration import Schedule
from fairlead.kernel.clock import now
from fairlead.kernel.jobs import claims, running, ticks
from fairlead.kernel.jobs.models import Run, Tick, Worker
from tests.kernel.jobs import samples

pytestmark = pytest.mark.usefixtures("effects")

HERE = "tests.kernel.jobs.test_ticks"
calls: list[str] = []


def call() -> None:
    calls.append("called")


def call_and_fail() -> None:
    calls.append("failed")
    raise ValueError("the canary Zyxgar Quolm")


@pytest.fixture(autouse=True)
def _no_calls() -> None:
    calls.clear()


def declare(job: str, *, every: timedelta = timedelta(minutes=1)) -> dict[str, Schedule]:
    declared = {"tests.one": Schedule(code="one", job=job, every=every)}
    ticks.register(declared)
    return declared


def make_worker() -> Worker:
    return Worker.objects.create(host="tests", process=1)


def test_every_declared_schedule_names_something_that_can_be_done() -> None:
    from django.utils.module_loading import import_string

    declared = ticks.schedules()

    assert "jobs.erase-finished" in declared
    assert all(
        callable(getattr(import_string(each.job), "func", import_string(each.job)))
        for each in declared.values()
    )


def test_a_new_schedule_is_due_at_once_and_then_after_its_time() -> None:
    declared, worker = declare(f"{HERE}.call"), make_worker()

    ticks.run_due(declared, worker)
    ticks.run_due(declared, worker)
    assert calls == ["called"]

    with time_machine.travel(now() + timedelta(seconds=61)):
        ticks.run_due(declared, worker)
    assert calls == ["called", "called"]


def test_missed_ticks_run_once_and_the_rhythm_is_kept() -> None:
    declared, worker = declare(f"{HERE}.call"), make_worker()
    due = now() - timedelta(minutes=10, seconds=30)
    Tick.objects.update(due_at=due)

    ticks.run_due(declared, worker)
    ticks.run_due(declared, worker)

    assert calls == ["called"]
    assert Tick.objects.get().due_at == due + timedelta(minutes=11)


def test_only_one_of_two_that_saw_the_same_tick_holds_it() -> None:
    declared = declare(f"{HERE}.call")
    tick = Tick.objects.get()

    assert ticks._take(tick, declared["tests.one"], make_worker())
    assert not ticks._take(tick, declared["tests.one"], make_worker())


def test_the_tick_of_a_dead_worker_is_due_again() -> None:
    declared, dead = declare(f"{HERE}.call"), make_worker()
    ticks._take(Tick.objects.get(), declared["tests.one"], dead)
    Worker.objects.filter(pk=dead.pk).update(beat_at=now() - timedelta(minutes=1))

    claims.reap()
    assert Tick.objects.get().outcome == "lost"

    ticks.run_due(declared, make_worker())
    assert calls == ["called"]


def test_a_schedule_that_fails_does_not_stop_the_others() -> None:
    declared = declare(f"{HERE}.call_and_fail")
    declared["tests.two"] = Schedule(code="two", job=f"{HERE}.call", every=timedelta(minutes=1))
    declared["tests.xxx"] = Schedule(code="xxx", job=f"{HERE}.gone", every=timedelta(minutes=1))
    ticks.register(declared)

    ticks.run_due(declared, make_worker())

    assert calls == ["failed", "called"]
    outcomes = dict(Tick.objects.values_list("code", "outcome"))
    assert outcomes == {"tests.one": "failed", "tests.two": "done", "tests.xxx": "failed"}


def test_a_job_is_not_enqueued_while_the_one_before_is_not_done() -> None:
    declared, worker = declare("tests.kernel.jobs.samples.write_row"), make_worker()

    for minutes in range(3):
        with time_machine.travel(now() + timedelta(minutes=minutes, seconds=minutes)):
            ticks.run_due(declared, worker)

    assert DBTaskResult.objects.count() == 1
    assert Tick.objects.get().outcome == "busy"


def test_a_scheduled_job_works_under_the_duty_that_its_schedule_names() -> None:
    declared, worker = declare("tests.kernel.jobs.samples.write_row"), make_worker()
    ticks.run_due(declared, worker)

    assert Run.objects.get().context["actor"] == "duty:operation"
    claimed = claims.claim(worker)
    assert claimed is not None
    assert running.run(claimed) == "done"
    assert len(samples.effects()) == 1


def test_the_worker_is_told_when_to_look_again() -> None:
    declared, worker = declare(f"{HERE}.call", every=timedelta(seconds=7)), make_worker()

    until = ticks.run_due(declared, worker)

    assert timedelta(seconds=6) < until <= timedelta(seconds=7)
