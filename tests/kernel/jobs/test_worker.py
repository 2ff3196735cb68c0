"""Real worker processes: killed, stopped, many at once."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installations import Installation, installation, kill, wait_until

BEGIN = """
import json, sys
from fairlead.kernel.access.context import Context
from fairlead.kernel.jobs.queueing import enqueue
from fairlead.kernel.jobs.models import Claim, Run, Tick, Worker
from tests.kernel.jobs import samples
context = Context.duty("operation")
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path) as made:
        made.ask(BEGIN + "samples.make_table()")
        yield made


def ask(site: Installation, code: str) -> str:
    return site.ask(BEGIN + code)


def count(site: Installation, table: str, where: str = "1=1") -> int:
    return int(site.sql(f"SELECT count(*) FROM {table} WHERE {where}").strip("[](),"))  # noqa: S608


def start_worker(site: Installation) -> "subprocess.Popen[str]":
    return site.start("worker")


def test_fifty_kill_points_give_each_effect_once(site: Installation) -> None:
    done = site.python("from tests.kernel.jobs.killing import main; main(50)")
    out, talk = done.communicate(timeout=120)
    assert not done.returncode, talk
    answer = json.loads(out.splitlines()[-1])

    whole = {"plain": [1], "steps": [0, 1, 2, 3], "done": 2, "all": 2}
    assert answer["unharmed"] == whole
    assert answer["total"] > 50
    killed = [each.pop("killed") for each in answer["killed"]]
    assert all(killed)  # the fuse blew every time
    assert answer["killed"] == [whole] * 50


@pytest.mark.slow
def test_a_killed_worker_s_job_is_done_within_a_minute(site: Installation) -> None:
    ask(site, "enqueue(samples.write_steps, context=context, upto=40, pause=100)")
    first = start_worker(site)
    wait_until(lambda: count(site, "tests_effects") >= 3)
    kill(first)
    killed = time.monotonic()
    second = start_worker(site)
    try:
        left = count(site, "tests_effects")
        assert 3 <= left < 40
        wait_until(lambda: count(site, "tests_effects") > left, seconds=60)
        assert time.monotonic() - killed < 60
        wait_until(
            lambda: count(site, "jobs_run", "outcome = 'done' AND CAST(state AS TEXT) LIKE '%40%'")
        )
        assert count(site, "tests_effects") == 40
        assert site.sql("SELECT count(DISTINCT number) FROM tests_effects") == "[(40,)]"
    finally:
        second.terminate()
        second.communicate(timeout=15)


def test_two_workers_never_run_one_job_twice(site: Installation) -> None:
    ask(
        site,
        "for n in range(60): enqueue(samples.write_row, context=context, number=n)",
    )
    workers = [site.start("worker", "--until-empty") for _worker in range(3)]
    for worker in workers:
        _out, talk = worker.communicate(timeout=60)
        assert worker.returncode == 0, talk

    assert site.sql("SELECT count(*), count(DISTINCT job) FROM tests_effects") == "[(60, 60)]"
    assert count(site, "jobs_run", "attempts > 1") == 0
    assert count(site, "jobs_worker") == 0


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_worker_stops_at_once(site: Installation, signal_number: int) -> None:
    worker = start_worker(site)
    wait_until(lambda: count(site, "jobs_worker") == 1)
    started = time.monotonic()
    worker.send_signal(signal_number)
    _out, talk = worker.communicate(timeout=10)

    assert time.monotonic() - started < 3
    assert worker.returncode == 0
    assert "Traceback" not in talk
    assert count(site, "jobs_worker") == 0


def test_a_stopped_worker_gives_a_job_with_steps_back(site: Installation) -> None:
    ask(site, "enqueue(samples.write_steps, context=context, upto=400, pause=50)")
    worker = start_worker(site)
    wait_until(lambda: count(site, "tests_effects") >= 2)
    worker.terminate()
    worker.communicate(timeout=10)

    assert worker.returncode == 0
    ready = "status = 'READY'"
    assert count(site, "django_tasks_database_dbtaskresult", ready) >= 1
    assert count(site, "jobs_claim") == 0
    assert count(site, "jobs_run", "attempts = 0 AND CAST(state AS TEXT) LIKE '%next%'") == 1


@pytest.mark.slow
def test_a_deaf_job_is_left_by_force_and_has_no_effect(site: Installation) -> None:
    ask(site, "enqueue(samples.sleep_deaf, context=context, milliseconds=60_000)")
    worker = start_worker(site)
    wait_until(lambda: count(site, "jobs_claim") == 1)
    started = time.monotonic()
    worker.terminate()
    worker.communicate(timeout=12)

    assert time.monotonic() - started < 10
    assert count(site, "tests_effects") == 0
    assert count(site, "jobs_claim") == 0
    assert count(site, "jobs_run", "attempts = 0") >= 1


@pytest.mark.postgres
def test_a_worker_survives_a_database_that_goes_away(site: Installation) -> None:
    worker = start_worker(site)
    try:
        ask(site, "enqueue(samples.write_steps, context=context, upto=30, pause=100)")
        for _time in range(3):
            wait_until(lambda: count(site, "jobs_claim") == 1)
            site.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            time.sleep(0.5)
        done = "outcome = 'done' AND CAST(state AS TEXT) LIKE '%30%'"
        wait_until(lambda: count(site, "jobs_run", done) == 1, seconds=60)
        assert count(site, "tests_effects") == 30
    finally:
        worker.terminate()
        _out, talk = worker.communicate(timeout=15)
    assert "Traceback" not in talk
    assert worker.returncode == 0


def test_a_schedule_runs_once_for_all_workers(site: Installation) -> None:
    workers = [start_worker(site) for _worker in range(2)]
    try:
        tick = "code = 'jobs.erase-finished' AND task_id IS NOT NULL"
        wait_until(lambda: count(site, "jobs_tick", tick) == 1)
        wait_until(lambda: count(site, "jobs_run", "outcome = 'done'") >= 1)
        path = "task_path LIKE '%erase_results'"
        assert count(site, "django_tasks_database_dbtaskresult", path) == 1
    finally:
        for worker in workers:
            worker.terminate()
            worker.communicate(timeout=10)


def test_an_idle_worker_uses_at_most_a_hundredth_of_a_core(site: Installation) -> None:
    worker = start_worker(site)
    try:
        wait_until(lambda: count(site, "jobs_tick", "finished_at IS NULL") == 0)
        wait_until(lambda: count(site, "jobs_run", "outcome = 'open'") == 0)
        # What was due at the start ebbs away; script/bench measures a whole minute of rest.
        assert any(_cpu_seconds_in(worker.pid, 3.0) <= 0.05 for _window in range(5))
    finally:
        worker.terminate()
        worker.communicate(timeout=10)


def _cpu_seconds_in(process: int, seconds: float) -> float:
    before = _cpu_seconds(process)
    time.sleep(seconds)
    return _cpu_seconds(process) - before


def _cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
