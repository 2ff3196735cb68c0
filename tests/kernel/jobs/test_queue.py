"""Jobs in one process: asking, taking, ending."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from fairlead.core.errors import BadInput, Conflict, Misconfigured
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.clock import now
from fairlead.kernel.jobs import actions, claims, contexts, queries, running
from fairlead.kernel.jobs.arguments import Json
from fairlead.kernel.jobs.declarations import job
from fairlead.kernel.jobs.models import Claim, Run, Worker
from fairlead.kernel.jobs.queueing import enqueue
from fairlead.kernel.jobs.work import Work
from fairlead.kernel.people.models import Account
from tests.kernel.jobs import samples
from tests.people import make_account

pytestmark = pytest.mark.usefixtures("effects")

CANARY = "Zyxgar"


def make_worker(*, dead: bool = False) -> Worker:
    worker = Worker.objects.create(host="tests", process=1)
    if dead:
        Worker.objects.filter(pk=worker.pk).update(beat_at=Now() - timedelta(seconds=21))
    return worker


def run_next(worker: Worker | None = None) -> str:
    claimed = claims.claim(worker or make_worker())
    assert claimed is not None
    return running.run(claimed)


def result_of(key: uuid.UUID) -> Json:
    value: Json = DBTaskResult.objects.get(pk=key).return_value
    return value


def make_due(key: uuid.UUID) -> None:
    DBTaskResult.objects.filter(pk=key).update(run_after=now())


def test_a_job_runs_once(context: Context) -> None:
    key = enqueue(samples.write_row, context=context, number=7)

    assert run_next() == "done"
    assert samples.effects() == [(str(key), 7)]
    assert result_of(key) == {"rows": 1}
    assert claims.claim(make_worker()) is None
    assert not Claim.objects.exists()


def test_a_job_of_a_rolled_back_transaction_never_was(context: Context) -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        enqueue(samples.write_row, context=context)
        assert Run.objects.count() == 1
        raise ZeroDivisionError

    assert (DBTaskResult.objects.count(), Run.objects.count()) == (0, 0)


def test_a_claimed_job_is_not_given_to_a_second_worker(context: Context) -> None:
    enqueue(samples.write_row, context=context)

    assert claims.claim(make_worker()) is not None
    assert claims.claim(make_worker()) is None


def test_the_more_urgent_job_goes_first(context: Context) -> None:
    enqueue(samples.write_row, context=context)
    urgent = enqueue(replace(samples.write_row, priority=50), context=context)

    claimed = claims.claim(make_worker())

    assert claimed is not None
    assert claimed.task.pk == urgent


def test_a_later_job_waits_for_its_moment(context: Context) -> None:
    later = samples.write_row.later(now() + timedelta(hours=1))
    enqueue(later, context=context)

    assert claims.claim(make_worker()) is None
    with time_machine.travel(now() + timedelta(hours=1, seconds=1)):
        assert claims.claim(make_worker()) is not None


def test_a_failed_effect_is_rolled_back_and_tried_again(context: Context) -> None:
    key = enqueue(samples.fail, context=context, how="error")

    assert run_next() == "failed"

    run = Run.objects.get(pk=key)
    assert samples.effects() == []
    assert (run.outcome, run.attempts, run.failure) == ("open", 1, "ValueError")
    assert claims.claim(make_worker()) is None  # not before its pause is over
    assert queries.queue().delayed == 1


def test_after_its_attempts_a_job_is_a_dead_letter(context: Context) -> None:
    key = enqueue(samples.fail, context=context, how="error")
    for _attempt in range(3):
        make_due(key)
        run_next()

    assert Run.objects.get(pk=key).outcome == "dead"
    assert [letter.id for letter in queries.dead_letters()] == [key]
    assert claims.claim(make_worker()) is None


def test_what_the_rules_refuse_is_not_tried_again(context: Context) -> None:
    key = enqueue(samples.fail, context=context, how="refused")
    run_next()

    assert Run.objects.get(pk=key).outcome == "dead"


def test_what_a_job_is_refused_is_in_the_ledger(context: Context) -> None:
    before = Entry.objects.filter(verb="deny").count()
    key = enqueue(samples.look, context=context)
    run_next()

    assert samples.effects() == []
    assert Run.objects.get(pk=key).failure == "refused"
    assert Entry.objects.filter(verb="deny").count() == before + 1


@pytest.mark.parametrize("how", ["error", "refused", "database"])
def test_no_word_of_an_error_is_kept(context: Context, how: str) -> None:
    key = enqueue(samples.fail, context=context, how=how)
    run_next()

    task = DBTaskResult.objects.get(pk=key)
    kept = f"{task.traceback} {task.exception_class_path} {Run.objects.get(pk=key).failure}"
    assert CANARY not in kept
    assert "samples.py" in task.traceback  # the places are there


def test_a_result_in_words_is_refused_and_not_kept(context: Context) -> None:
    key = enqueue(samples.return_words, context=context)
    run_next()

    task = DBTaskResult.objects.get(pk=key)
    assert (task.return_value, task.status) == (None, "FAILED")
    assert CANARY not in task.traceback


def test_unknown_arguments_are_refused(context: Context) -> None:
    with pytest.raises(BadInput):
        enqueue(samples.write_row, context=context, name="Zyxgar Quolm")

    assert not DBTaskResult.objects.exists()


def test_a_job_that_this_version_does_not_know_is_a_dead_letter(context: Context) -> None:
    key = enqueue(samples.write_row, context=context)
    DBTaskResult.objects.filter(pk=key).update(task_path="tests.kernel.jobs.samples.gone")

    run_next()

    assert Run.objects.get(pk=key).failure == "job-unknown"
    assert queries.dead_letters()[0].label == "tests.kernel.jobs.samples.gone"


def test_a_path_that_is_no_job_is_not_called(context: Context) -> None:
    key = enqueue(samples.write_row, context=context)
    DBTaskResult.objects.filter(pk=key).update(task_path="os.getcwd")

    run_next()

    assert Run.objects.get(pk=key).failure == "job-unknown"


# ---------------------------------------------------------------- steps


def test_steps_commit_their_place_with_their_effect(context: Context) -> None:
    key = enqueue(samples.write_steps, context=context, upto=3)

    assert run_next() == "done"

    run = Run.objects.get(pk=key)
    assert samples.effects() == [(str(key), number) for number in range(3)]
    assert (run.done, run.total, run.phase, run.state) == (3, 3, "writing", {"next": 3})


def test_a_job_goes_on_after_its_last_committed_step(context: Context) -> None:
    key = enqueue(samples.write_steps, context=context, upto=3)
    Run.objects.filter(pk=key).update(state={"next": 2})

    run_next()

    assert samples.effects() == [(str(key), 2)]


def test_a_write_outside_a_step_fails(context: Context) -> None:
    key = enqueue(samples.write_carelessly, context=context)
    run_next()

    assert samples.effects() == []
    assert Run.objects.get(pk=key).failure == "misconfigured"


def test_a_step_whose_transaction_fails_leaves_the_state_where_it_was(context: Context) -> None:
    key = enqueue(samples.write_steps, context=context, upto=3)
    claimed = claims.claim(make_worker())
    assert claimed is not None
    work = Work(claimed, context, stopping=lambda: False)

    with suppress(ZeroDivisionError), work.step(next=1):
        samples.add_effect(work, 0)
        raise ZeroDivisionError

    assert (work.state, Run.objects.get(pk=key).state, samples.effects()) == ({}, {}, [])


def test_a_plain_job_has_no_steps(context: Context) -> None:
    enqueue(samples.write_row, context=context)
    claimed = claims.claim(make_worker())
    assert claimed is not None
    work = Work(claimed, context, stopping=lambda: False)

    with pytest.raises(Misconfigured), work.step():
        pass


def test_a_job_has_steps_or_is_repeatable() -> None:
    with pytest.raises(Misconfigured):
        job(label="Both", steps=True, repeatable="no")(samples.write_row.func)


# ---------------------------------------------------------------- the dead


def test_the_reaper_frees_the_job_of_a_dead_worker(context: Context) -> None:
    key = enqueue(samples.write_row, context=context)
    claims.claim(make_worker(dead=True))

    assert claims.reap() == 1
    assert run_next() == "done"
    assert samples.effects() == [(str(key), 1)]
    assert Run.objects.get(pk=key).attempts == 2


def test_the_reaper_leaves_the_living_alone(context: Context) -> None:
    enqueue(samples.write_row, context=context)
    claims.claim(make_worker())

    assert claims.reap() == 0
    assert Claim.objects.count() == 1


def test_the_reaper_removes_dead_workers() -> None:
    make_worker(dead=True)
    claims.reap()

    assert not Worker.objects.exists()


@pytest.mark.parametrize("sample", ["write_row", "write_steps"])
def test_who_was_taken_for_dead_has_no_effect(context: Context, sample: str) -> None:
    declared = getattr(samples, sample)
    values = {"upto": 2} if sample == "write_steps" else {}
    enqueue(declared, context=context, **values)
    slow = claims.claim(make_worker(dead=True))
    claims.reap()
    quick = claims.claim(make_worker())
    assert slow is not None
    assert quick is not None

    assert running.run(slow) == "lost"
    assert samples.effects() == []
    assert running.run(quick) == "done"
    assert running.run(slow) == "lost"
    assert len(samples.effects()) == len(values) + 1


def test_what_a_worker_cannot_account_for_it_frees(context: Context) -> None:
    """After the database was away while a job's end was written, nobody else would take it."""
    worker = make_worker()
    key = enqueue(samples.write_row, context=context)
    unsure = claims.claim(worker)
    assert unsure is not None
    claims.abandon(worker)

    assert running.run(unsure) == "lost"
    assert run_next() == "done"
    assert samples.effects() == [(str(key), 1)]


def test_a_job_that_kills_its_workers_is_a_dead_letter_in_the_end(context: Context) -> None:
    key = enqueue(samples.fail, context=context, how="exit")
    for _worker in range(3):
        assert claims.claim(make_worker(dead=True)) is not None
        claims.reap()

    run = Run.objects.get(pk=key)
    assert (run.outcome, run.failure) == ("dead", "worker-lost")


def test_dead_and_back_within_a_minute() -> None:
    assert claims.BEAT * 3 <= claims.DEAD_AFTER
    assert timedelta(seconds=30) >= claims.DEAD_AFTER
    assert timedelta(seconds=60) > claims.DEAD_AFTER + claims.BEAT * 2


# ---------------------------------------------------------------- stopping, cancelling


def test_a_stopping_worker_gives_the_job_back_without_counting_the_attempt(
    context: Context,
) -> None:
    key = enqueue(samples.write_steps, context=context, upto=3)
    claimed = claims.claim(make_worker())
    assert claimed is not None

    assert running.run(claimed, stopping=lambda: True) == "given-back"

    assert Run.objects.get(pk=key).attempts == 0
    assert run_next() == "done"


def test_a_waiting_job_is_cancelled_at_once(context: Context) -> None:
    key = enqueue(samples.write_row, context=context)
    actions.cancel_job(context, job=key)

    assert claims.claim(make_worker()) is None
    assert Run.objects.get(pk=key).outcome == "cancelled"


def test_a_running_job_is_cancelled_at_its_next_step(context: Context) -> None:
    key = enqueue(samples.write_steps, context=context, upto=3)
    claimed = claims.claim(make_worker())
    assert claimed is not None
    actions.cancel_job(context, job=key)

    assert running.run(claimed) == "cancelled"
    assert samples.effects() == []
    assert DBTaskResult.objects.get(pk=key).status == "FAILED"


def test_what_is_done_cannot_be_cancelled(context: Context) -> None:
    key = enqueue(samples.write_row, context=context)
    run_next()

    with pytest.raises(Conflict):
        actions.cancel_job(context, job=key)


# ---------------------------------------------------------------- dead letters and terms


def dead_letter(context: Context) -> uuid.UUID:
    key = enqueue(samples.fail, context=context, how="refused")
    run_next()
    return key


def test_a_dead_letter_is_retried_with_an_entry(context: Context) -> None:
    key = dead_letter(context)
    actions.retry_job(context, job=key)

    assert Run.objects.get(pk=key).outcome == "open"
    assert Entry.objects.filter(act="jobs.job.retried", verb="operate").count() == 1
    assert run_next() == "failed"


def test_a_dead_letter_is_discarded_with_an_entry_and_erased_in_its_term(
    context: Context,
) -> None:
    key = dead_letter(context)
    actions.discard_job(context, job=key)

    assert queries.dead_letters() == []
    assert Entry.objects.filter(act="jobs.job.discarded").count() == 1
    with time_machine.travel(now() + timedelta(days=8)):
        assert actions.erase_results(Context.duty("operation")) == 1


def test_a_dead_letter_waits_for_a_person_whatever_the_time(context: Context) -> None:
    key = dead_letter(context)

    with time_machine.travel(now() + timedelta(days=800)):
        assert actions.erase_results(Context.duty("operation")) == 0
    assert DBTaskResult.objects.filter(pk=key).exists()


@pytest.mark.parametrize("act", [actions.retry_job, actions.discard_job])
def test_only_a_dead_letter_can_be_decided_on(context: Context, act: Callable[..., None]) -> None:
    key = enqueue(samples.write_row, context=context)

    with pytest.raises(Conflict):
        act(context, job=key)


def test_results_are_erased_after_their_term_and_not_before(context: Context) -> None:
    keys = [enqueue(samples.write_row, context=context) for _number in range(5)]
    worker = make_worker()
    for _key in keys:
        run_next(worker)

    with time_machine.travel(now() + samples.write_row.keep - timedelta(minutes=1)):
        assert actions.erase_results(Context.duty("operation"), batch=2) == 0
    with time_machine.travel(now() + samples.write_row.keep + timedelta(minutes=1)):
        assert actions.erase_results(Context.duty("operation"), batch=2) == 5
    assert (DBTaskResult.objects.count(), Run.objects.count()) == (0, 0)


# ---------------------------------------------------------------- on whose behalf


def person(account: Account, *roles: str) -> Context:
    return Context(
        actor=f"account:{account.pk}",
        account=account.pk,
        agency=account.agency_id,
        agencies=frozenset({account.agency_id}),
        roles=frozenset(roles),
        purpose="tests.purpose",
        case=uuid.UUID(int=3),
    )


def test_a_context_travels_whole() -> None:
    context = person(make_account("analyst"), "analyst")

    assert contexts.thaw(contexts.freeze(context)) == context


def test_what_a_person_typed_does_not_travel() -> None:
    context = Context(actor="anonymous", reason="Zyxgar Quolm asked for it")

    assert CANARY not in str(contexts.freeze(context))
    assert contexts.freeze(Context(actor="anonymous", reason="urgent"))["reason"] == "urgent"


def test_a_field_of_a_later_version_is_left_out() -> None:
    assert contexts.thaw({"actor": "anonymous", "colour": "red"}).actor == "anonymous"


def test_a_job_runs_with_the_roles_that_are_still_held() -> None:
    account = make_account("analyst")
    context = person(account, "analyst", "supervisor")
    key = enqueue(samples.who_am_i, context=context, expected=account.pk)

    run_next()

    assert result_of(key) == {"same": True, "roles": ["analyst"], "attempt": 1}


@pytest.mark.parametrize("status", ["suspended", "revoked"])
def test_a_job_of_a_closed_account_has_no_effect(status: str) -> None:
    account = make_account("analyst")
    key = enqueue(samples.write_row, context=person(account, "analyst"))
    Account.objects.filter(pk=account.pk).update(status=status)

    run_next()

    assert samples.effects() == []
    assert Run.objects.get(pk=key).failure == "refused"


# ---------------------------------------------------------------- what is seen


def test_the_queue_is_counted(context: Context) -> None:
    with time_machine.travel(now() - timedelta(minutes=10)):
        enqueue(samples.write_row, context=context)
    enqueue(samples.write_row, context=context)

    found = queries.queue()

    assert (found.waiting, found.running, found.dead) == (2, 0, 0)
    assert timedelta(minutes=9) < found.oldest < timedelta(minutes=11)


def test_progress_is_seen(context: Context) -> None:
    key = enqueue(samples.write_steps, context=context, upto=2)
    claims.claim(make_worker())

    found = queries.progress(key)

    assert found is not None
    assert (found.status, found.label) == ("running", "Write rows step by step")
    assert [each.id for each in queries.open_jobs()] == [key]
    assert queries.progress(uuid.UUID(int=1)) is None


def test_an_idle_look_takes_no_lock(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1) as seen:
        assert claims.claim(Worker()) is None
    assert seen.captured_queries[0]["sql"].startswith("SELECT")
