"""``kill -9`` throughout a run: nothing is ever half done, and nothing done twice."""

import os
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, connections, transaction

from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Entry, Mention
from fairlead.kernel.retention import certificates, keyfiles, writing
from fairlead.kernel.retention.actions import runs
from fairlead.kernel.retention.keystore import FolderKeyStore
from fairlead.kernel.retention.models import Keeping, KeyDestruction, Run, SearchToken
from fairlead.kernel.retention.records import unseal
from tests.kernel.retention.conftest import MakeBooking
from tests.registry.models import Booking

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
RECORDS = 11
STEP = 2  # kill at every second moment before and after a statement or a file operation


class Killer:
    """Counts what a process does to database and disk, and kills it at one of those."""

    def __init__(self, point: int) -> None:
        self.left = point

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.step()
        result = execute(*arguments)
        self.step()
        return result

    def deed(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self.step()
            result = real(*arguments)
            self.step()
            return result

        return call


def run_until(point: int) -> bool:
    """Run in a process of its own that is killed at this point; say whether it came through."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        killer = Killer(point)
        for name in ("create", "destroy", "sync_folder"):
            setattr(keyfiles, name, killer.deed(getattr(keyfiles, name)))
        with connection.execute_wrapper(killer.statement):
            runs.run_due()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.waitstatus_to_exitcode(status) == 0
    return True


def crashing() -> Iterator[int]:
    """Run again and again, killed a little later each time, until one comes through."""
    for point in range(1, 600, STEP):
        if run_until(point):
            return
        yield point
    pytest.fail("no run came through")


def rows() -> list[Booking]:
    with transaction.atomic():
        return list(Booking.objects.for_context(writing.house()))


def noted(act: str) -> list[str]:
    """Every booking that an entry of this act speaks of."""
    entries = Entry.objects.filter(act=act).values("pk")
    mentioned = Mention.objects.filter(entry__in=entries, reference__startswith="booking:")
    return sorted(mentioned.values_list("reference", flat=True))


def counted(action: str) -> int:
    return sum(
        sum(run.counts.get("travel.pnr", {}).get(action, {}).values()) for run in Run.objects.all()
    )


@pytest.fixture
def planted(booking: MakeBooking, monkeypatch: pytest.MonkeyPatch) -> list[Booking]:
    monkeypatch.setattr(runs, "BATCH", 4)
    monkeypatch.setattr(runs, "personal_models", lambda: [Booking])  # every step counts
    return [booking(f"Utopian {number}") for number in range(RECORDS)]


def test_erasing(
    planted: list[Booking], store: FolderKeyStore, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=6 * 366))
    references = sorted(record.reference for record in planted)
    crashes = 0
    for _point in crashing():
        crashes += 1
        left = rows()
        gone = sorted(set(references) - {row.reference for row in left})
        assert noted("retention.records.erased") == gone, "a row is gone if and only if it is noted"
        assert counted("erase") == len(gone)
        assert {token.record_id for token in SearchToken.objects.all()} == {row.pk for row in left}
        for row in left:
            assert unseal(row).values["names"], "what is left is whole"
    assert crashes > 15
    assert rows() == []
    assert noted("retention.records.erased") == references
    assert counted("erase") == RECORDS
    assert store.buckets() == [bucket for bucket in store.buckets() if "audit" in str(bucket)]
    check_certified()


def test_sealing_and_the_end_of_the_open_key(
    planted: list[Booking], store: FolderKeyStore, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=200))
    open_name = planted[0].bucket
    crashes = 0
    for _point in crashing():
        crashes += 1
        left = rows()
        sealed = sorted(row.reference for row in left if row.keeping == Keeping.SEALED)
        assert len(left) == RECORDS
        assert noted("retention.records.sealed") == sealed
        for row in left:
            assert (
                ".sealed." in row.bucket
                if row.keeping == Keeping.SEALED
                else ".open." in row.bucket
            )
            assert unseal(row).values["names"]
        assert SearchToken.objects.count() == 2 * RECORDS
        if open_name in store.destroyed():
            assert KeyDestruction.objects.filter(bucket=open_name).exists()
    assert crashes > 15
    assert {row.keeping for row in rows()} == {Keeping.SEALED}
    assert store.destroyed()[open_name].gone
    check_certified()


def check_certified() -> None:
    for run in Run.objects.exclude(finished_at=None):
        assert certificates.is_genuine(run)
    assert not Run.objects.filter(finished_at=None).exists()
    assert Entry.objects.filter(act="retention.run.certified").count() == Run.objects.count()


def test_two_runs_at_once_do_everything_once(
    planted: list[Booking], officer: Context, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=6 * 366))
    connections.close_all()
    children = []
    for _number in range(3):
        child = os.fork()
        if child == 0:
            runs.run_due(context=None)
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert rows() == []
    assert noted("retention.records.erased") == sorted(record.reference for record in planted)
    assert counted("erase") == RECORDS
    assert officer.roles
    check_certified()
