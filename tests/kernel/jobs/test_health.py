"""What the doctor is told about jobs, state by state."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from fairlead.core.registration import Health
from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.jobs import claims, health, running, ticks
from fairlead.kernel.jobs.models import Tick, Worker
from fairlead.kernel.jobs.queueing import enqueue
from tests.kernel.jobs import samples

pytestmark = pytest.mark.usefixtures("effects")

CONTEXT = Context.duty("operation")


def start_worker() -> Worker:
    return Worker.objects.create(host="tests", process=1)


def lose_worker() -> None:
    Worker.objects.filter(pk=start_worker().pk).update(beat_at=now() - timedelta(minutes=1))


def wait_for(minutes: int) -> Callable[[], None]:
    def arrange() -> None:
        with time_machine.travel(now() - timedelta(minutes=minutes)):
            enqueue(samples.write_row, context=CONTEXT)

    return arrange


def delay() -> None:
    with time_machine.travel(now() - timedelta(hours=2)):
        later = samples.write_row.later(now() + timedelta(hours=2) - timedelta(minutes=1))
        enqueue(later, context=CONTEXT)


def make_dead_letter() -> None:
    enqueue(samples.fail, context=CONTEXT, how="refused")
    claimed = claims.claim(start_worker())
    assert claimed is not None
    running.run(claimed)


def keep_schedules() -> None:
    ticks.register(ticks.schedules())
    Tick.objects.update(due_at=now() + timedelta(seconds=1), outcome="done")


def miss_schedules() -> None:
    keep_schedules()
    Tick.objects.update(due_at=now() - timedelta(minutes=3))


def fail_schedules() -> None:
    keep_schedules()
    Tick.objects.update(outcome="failed")


def nothing() -> None: ...


@pytest.mark.parametrize(
    ("arrange", "check", "state"),
    [
        (nothing, health.workers, "bad"),
        (lose_worker, health.workers, "bad"),
        (start_worker, health.workers, "good"),
        (nothing, health.queue, "good"),
        (wait_for(1), health.queue, "good"),
        (wait_for(6), health.queue, "warning"),
        (wait_for(61), health.queue, "bad"),
        (delay, health.queue, "good"),
        (nothing, health.dead_letters, "good"),
        (make_dead_letter, health.dead_letters, "warning"),
        (nothing, health.schedules, "bad"),
        (keep_schedules, health.schedules, "good"),
        (miss_schedules, health.schedules, "bad"),
        (fail_schedules, health.schedules, "warning"),
    ],
)
def test_every_state_is_told(
    arrange: Callable[[], object], check: Callable[[], Health], state: str
) -> None:
    arrange()

    found = check()

    assert (found.state, bool(str(found.words))) == (state, True)


def test_the_words_carry_the_figures() -> None:
    wait_for(6)()

    assert str(health.queue().words) == "1 job is waiting; the longest wait is 6 minutes."
