from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils.module_loading import import_string
from pytest_django import Settings

from fairlead.core.registration import Health
from fairlead.kernel.audit import guards, health, jobs, sequencing
from fairlead.kernel.audit.models import Checkpoint, Leaf, Verification
from tests.kernel.audit.writers import make_ledger, write, write_many

pytestmark = pytest.mark.django_db


def states() -> dict[str, str]:
    room = apps.get_app_config("audit").room  # type: ignore[attr-defined]
    return {one.code: import_string(one.check)().state for one in room.health}


def test_all_is_well_with_a_ledger_at_work(witness_folder: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(health, "_all_on_our_disk", lambda _: False)
    write_many(5)
    jobs.sequence()
    jobs.checkpoint()
    jobs.verify()

    assert set(states().values()) == {"good"}
    assert Leaf.objects.count() == Checkpoint.objects.get().size == 5
    assert len(list(witness_folder.rglob("*.note"))) == 1
    assert Verification.objects.count() == 2


def test_schedules_name_functions_that_are_there() -> None:
    room = apps.get_app_config("audit").room  # type: ignore[attr-defined]

    assert {one.code: one.every.total_seconds() for one in room.schedules} == {
        "sequence": 2,
        "checkpoint": 10,
        "verify": 900,
    }
    for schedule in room.schedules:
        import_string(schedule.job)()


def test_a_missing_guard_is_an_alarm() -> None:
    guards.remove(connection)

    found = health.database_guards()
    assert found.state == "bad"
    assert "audit_entry" in str(found.words)


def test_entries_that_wait_too_long_are_seen(time_machine_clock: Any) -> None:
    write()
    assert health.order().state == "good"
    time_machine_clock.shift(timedelta(seconds=31))
    assert health.order().state == "warning"
    time_machine_clock.shift(timedelta(minutes=5))
    assert health.order().state == "bad"

    sequencing.sequence()
    assert health.order().state == "good"


def test_entries_that_are_not_signed_are_seen(time_machine_clock: Any) -> None:
    make_ledger(2)
    write()
    sequencing.sequence()
    assert health.signed().state == "good"
    time_machine_clock.shift(timedelta(minutes=4))
    assert health.signed().state == "warning"
    time_machine_clock.shift(timedelta(minutes=12))
    assert health.signed().state == "bad"


def test_a_key_that_cannot_be_used_is_an_alarm(key_folder: Path) -> None:
    (key_folder / "ledger" / "signing.pem").chmod(0o644)

    found = health.signed()
    assert found.state == "bad"
    assert "owner only" in str(found.words)


def test_without_a_witness_the_doctor_warns(settings: Settings) -> None:
    settings.FAIRLEAD_WITNESSES = []

    assert health.witnesses().state == "warning"


def test_a_witness_that_has_nothing_yet_is_a_warning(witness_folder: Path) -> None:
    found = health.witnesses()

    assert found.state == "warning"
    assert str(witness_folder) in str(found.words)


def test_what_was_not_verified_for_long_is_seen(time_machine_clock: Any) -> None:
    make_ledger(2)
    assert health.verified().state == "warning"
    jobs.verify()
    assert health.verified().state == "good"

    make_ledger(1)
    time_machine_clock.shift(timedelta(hours=4))
    assert health.verified().state == "warning"
    time_machine_clock.shift(timedelta(days=2))
    assert health.verified().state == "bad"


def test_health_is_told_in_words_and_figures() -> None:
    found = health.order()

    assert isinstance(found, Health)
    assert found.figures == {"entries": 0, "waiting": 0, "oldest_seconds": 0}
    assert str(found.words) == "0 entries are in order; none is waiting."
