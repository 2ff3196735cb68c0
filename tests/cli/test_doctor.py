"""``fairlead doctor`` as a person and a program run it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installations import Installation, empty_installation, installation, wait_until


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path) as made:
        yield made


def state_of(site: Installation, code: str) -> str:
    told = json.loads(site.run("doctor", "--json", check=False).stdout)
    states = {f"{each['room']}.{each['code']}": each["state"] for each in told["findings"]}
    return str(states[code])


def test_the_page_and_the_status_agree(site: Installation) -> None:
    done = site.run("doctor", check=False)

    assert done.returncode == 2
    assert "No worker is running" in " ".join(done.stdout.split())
    assert "✗ bad" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_program_reads_the_same(site: Installation) -> None:
    done = site.run("doctor", "--json", check=False)

    told = json.loads(done.stdout)
    assert done.returncode == {"good": 0, "warning": 1, "bad": 2}[told["state"]]
    assert len(told["findings"]) >= 19


def test_a_started_worker_makes_it_well(site: Installation) -> None:
    worker = site.start("worker")
    try:
        wait_until(lambda: state_of(site, "jobs.workers") == "good")
        wait_until(lambda: state_of(site, "jobs.schedules") == "good")
    finally:
        worker.terminate()
        worker.communicate(timeout=15)


def test_an_installation_without_a_database_is_told_what_to_do(tmp_path: Path) -> None:
    with empty_installation(tmp_path) as site:
        done = site.run("doctor", check=False)

    assert done.returncode == 2
    assert "fairlead migrate" in " ".join(done.stdout.split())
    assert "Traceback" not in done.stderr
